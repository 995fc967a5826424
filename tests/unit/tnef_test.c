#include "collect_sample.h"
#include "parsers/mail/mime.h"
#include "parsers/mail/tnef_rtf.h"
#include "schema/limits.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;

static int open_one(void **state)
{
	(void)state;
	arena = arena_new(LIMIT_ARENA_BYTES);
	return 0;
}

static int close_one(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static void files_under_their_own_names(void **state)
{
	(void)state;
	int contents;
	const struct document *d = collect_sample("tnef/winmail.dat", arena, &contents);
	assert_string_equal(d->claims->parts.v[0].type, "application/vnd.ms-tnef");
	assert_true(d->claims->parts.v[0].readable);
	assert_int_equal(collect_sample_part(d, "晨光里的守护者.jpg")->size, 18);
	assert_int_equal(collect_sample_part(d, "登记表.txt")->parent, 0);
	assert_string_equal(d->claims->subject, "新港街道作品");
	const struct part *body = collect_sample_part(d, "");
	assert_int_equal(body->role, PART_BODY);
	assert_string_equal(d->texts.v[d->texts.n - 1].blocks.v[0].line, "单位：新港街道总工会");
	close(contents);
}

/* Outlook says in the mail what it says in the winmail.dat: once is enough. */
static void the_mail_has_its_own_body(void **state)
{
	(void)state;
	gchar *bytes, *coded;
	gsize len;
	struct document *d;
	struct reason why;
	assert_true(
	        g_file_get_contents(SOURCE_FOLDER "/tests/fixtures/tnef/winmail.dat", &bytes, &len, NULL));
	coded = g_base64_encode((const guchar *)bytes, len);
	const char *mail = arena_printf(arena,
	        "Subject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nbody\r\n--b\r\n"
	        "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n"
	        "\r\n%s\r\n--b--\r\n",
	        coded);
	int fd = memfd_create("mail", MFD_CLOEXEC), contents = memfd_create("contents", MFD_CLOEXEC);
	assert_int_equal(write(fd, mail, strlen(mail)), (ssize_t)strlen(mail));
	assert_int_equal(mime_read(fd, contents, arena, &d, &why), DONE);
	assert_int_equal(d->claims->parts.n, 4);
	assert_string_equal(d->claims->subject, "s");
	close(fd);
	close(contents);
	g_free(bytes);
	g_free(coded);
}

/* The example of MS-OXRTFCP. */
static void compressed_rtf(void **state)
{
	static const uint8_t packed[] = {0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5,
	        0xc7, 0xa7, 0x03, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a,
	        0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a,
	        0x80, 0x0f, 0xa0};
	(void)state;
	struct buf out = BUF_INIT(1000);
	assert_true(tnef_inflate_rtf((struct span){packed, sizeof packed}, &out));
	assert_string_equal(buf_str(&out), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
	buf_free(&out);
	assert_false(tnef_inflate_rtf((struct span){packed, 10}, &out));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)
	const struct CMUnitTest tests[] = {
	        TEST(files_under_their_own_names), TEST(the_mail_has_its_own_body), TEST(compressed_rtf)};
	return cmocka_run_group_tests(tests, collect_sample_preload, NULL);
}
