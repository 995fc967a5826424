#include "collect_sample.h"
#include "parsers/show/json.h"
#include "parsers/show/show.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static char shown[100000];

static const char *show_fd(const char *name, int fd)
{
	struct reason why;
	int contents = memfd_create("contents", MFD_CLOEXEC), out = memfd_create("out", MFD_CLOEXEC);
	assert_int_equal(show_file(name, fd, contents, out, &why), DONE);
	ssize_t n = pread(out, shown, sizeof shown - 1, 0);
	assert_true(n > 0);
	shown[n] = '\0';
	close(contents);
	close(out);
	close(fd);
	return shown;
}

static const char *show(const char *path)
{
	char whole[512];
	snprintf(whole, sizeof whole, "%s/tests/fixtures/%s", SOURCE_FOLDER, path);
	int fd = open(whole, O_RDONLY | O_CLOEXEC);
	assert_true(fd >= 0);
	return show_fd(strrchr(path, '/') + 1, fd);
}

static const char *show_bytes(const char *name, const char *bytes)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	assert_int_equal(write(fd, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
	return show_fd(name, fd);
}

static void shapes_that_stay(void **state)
{
	(void)state;
	assert_string_equal(show_bytes("a.txt", "单位\t\"工会\"\r\n第二行"),
	        "{\"kind\":\"text\",\"text\":\"单位\\t\\\"工会\\\"\\n第二行\\n\",\"tables\":[]}\n");
	assert_non_null(strstr(show_bytes("a.html", "<table><tr><td>甲<td>乙<tr><td>1<td>2</table>"),
	        "\"tables\":[[[\"甲\",\"乙\"],[\"1\",\"2\"]]]"));
	assert_non_null(strstr(
	        show("archive/plain.7z"), "{\"kind\":\"archive\",\"members\":[{\"name\":\"作品/晨光.jpg\","));
	assert_non_null(
	        strstr(show("archive/hidden.7z"), "{\"kind\":\"unreadable\",\"reason\":\"文件设有密码"));
	assert_non_null(
	        strstr(show_bytes("x.bin", "\x01\x02\x03"), "{\"kind\":\"unreadable\",\"reason\":\""));
	assert_non_null(strstr(show_bytes("x.bin", ""), "文件是空的"));
	assert_non_null(strstr(show_bytes("a.eml", "Subject: =?utf-8?B?5bel5Lya?=\nFrom: a@b.cn\n\nx"),
	        "{\"kind\":\"mail\",\"subject\":\"工会\",\"from\":{\"name\":\"\",\"address\":\"a@b.cn\"}"));
}

static void sheets_are_streamed(void **state)
{
	(void)state;
	const char *json = show_bytes("a.csv", "姓名,电话\n张伟,13802012345\n");
	assert_ptr_equal(strstr(json, "{\"kind\":\"spreadsheet\",\"sheets\":[{\"name\":"), json);
	assert_non_null(strstr(json, "\"cells\":{\"A1\":\"姓名\",\"B1\":\"电话\",\"A2\":\"张伟\""));
	assert_non_null(strstr(json, "\"merged\":[]}]"));
}

static void cells_are_named(void **state)
{
	(void)state;
	assert_string_equal(json_cell(0, 0).text, "A1");
	assert_string_equal(json_cell(11, 54).text, "BC12");
	assert_string_equal(json_cell(0, 25).text, "Z1");
	assert_string_equal(json_cell(0, 26).text, "AA1");
	assert_string_equal(json_cell(1048575, 16383).text, "XFD1048576");
	assert_string_equal(json_cell(UINT32_MAX, UINT32_MAX).text, "MWLQKWV4294967296");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(shapes_that_stay),
	        cmocka_unit_test(sheets_are_streamed), cmocka_unit_test(cells_are_named)};
	return cmocka_run_group_tests(tests, collect_sample_preload, NULL);
}
