#include "collect_sample.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/uuencode.h"
#include "schema/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static void check_cut(const char *text, const char *left)
{
	struct buf b = BUF_INIT(10000);
	buf_puts(&b, text);
	bool found = uuencode_cut(&b);
	assert_string_equal(buf_str(&b), left);
	assert_int_equal(found, strcmp(text, left) != 0);
	buf_free(&b);
}

static void blocks_are_cut_out(void **state)
{
	(void)state;
	check_cut("a\r\nbegin 644 x.txt\r\n#0V%T\r\n`\r\nend\r\nb\r\n", "a\r\nb\r\n");
	check_cut("begin 644 x\n#0V%T\n好\nc", "好\nc"); /* no end */
	check_cut("begin 644 x\n#0V%T\n\n#0V%T\nend", "");
	check_cut("begin 644 a\n我们 begin 644 b\n", "begin 644 a\n我们 begin 644 b\n");
	check_cut("begin at the beginning\n#0V%T\n", "begin at the beginning\n#0V%T\n");
	check_cut("begin 644 x", "begin 644 x");
	check_cut("", "");
}

static void files_of_a_body_are_parts(void **state)
{
	static const char mail[] =
	        "Subject: s\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n"
	        "\xb5\xa5\xce\xbb\xa3\xba\xb9\xa4\xbb\xe1\r\nbegin 644 \xd5\xd5\xc6\xac.txt\r\n#0V%T\r\n"
	        "`\r\nend\r\nlast\r\nbegin 600 b.bin\r\n#0V%T\r\n";
	(void)state;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document *d;
	struct reason why;
	int fd = memfd_create("mail", MFD_CLOEXEC), contents = memfd_create("contents", MFD_CLOEXEC);
	assert_int_equal(write(fd, mail, sizeof mail - 1), sizeof mail - 1);
	assert_int_equal(mime_read(fd, contents, a, &d, &why), DONE);
	const struct part *p = collect_sample_part(d, "照片.txt");
	char bytes[4] = "";
	assert_int_equal(p->size, 3);
	assert_int_equal(p->parent, NO_PART);
	assert_int_equal(pread(contents, bytes, 3, (off_t)p->offset), 3);
	assert_string_equal(bytes, "Cat");
	assert_int_equal(collect_sample_part(d, "b.bin")->size, 3);
	assert_int_equal(d->texts.v[0].blocks.n, 2);
	assert_string_equal(d->texts.v[0].blocks.v[0].line, "单位：工会");
	assert_string_equal(d->texts.v[0].blocks.v[1].line, "last");
	close(fd);
	close(contents);
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(blocks_are_cut_out), cmocka_unit_test(files_of_a_body_are_parts)};
	return cmocka_run_group_tests(tests, collect_sample_preload, NULL);
}
