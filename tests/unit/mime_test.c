#include "parsers/attempt.h"
#include "parsers/mail/mime.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <glib.h>
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

static struct arena *arena;
static int contents = -1;

static int open_all(void **state)
{
	(void)state;
	struct reason why = {""};
	if (mime_preload(&why) == DONE)
		return 0;
	fprintf(stderr, "%s\n", why.text);
	return -1;
}

static int open_one(void **state)
{
	(void)state;
	arena = arena_new(LIMIT_ARENA_BYTES);
	contents = memfd_create("contents", MFD_CLOEXEC);
	return contents >= 0 ? 0 : -1;
}

static int close_one(void **state)
{
	(void)state;
	close(contents);
	arena_close(&arena);
	return 0;
}

static struct document *read_fd(int fd)
{
	struct document *d = NULL;
	struct reason why = {""};
	assert_int_equal(mime_read(fd, contents, arena, &d, &why), DONE);
	return d;
}

static struct document *read_bytes(const char *bytes, size_t len)
{
	int fd = memfd_create("mail", MFD_CLOEXEC);
	assert_true(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
	struct document *d = read_fd(fd);
	close(fd);
	return d;
}

static struct document *read_mail(const char *mail)
{
	return read_bytes(mail, strlen(mail));
}

/* What the contents file holds of a part. */
static void check_contents(const struct document *d, size_t i, const char *expected)
{
	const struct part *p = &d->claims->parts.v[i];
	char bytes[256] = "";
	assert_true(i < d->claims->parts.n && p->size < sizeof bytes);
	assert_int_equal(pread(contents, bytes, p->size, (off_t)p->offset), (ssize_t)p->size);
	assert_string_equal(bytes, expected);
	struct hash hash;
	hash_bytes(expected, strlen(expected), &hash);
	assert_memory_equal(hash.bytes, p->hash.bytes, HASH_SIZE);
}

static void check_first_line(const struct document *d, size_t text, const char *line)
{
	assert_true(text < d->texts.n && d->texts.v[text].blocks.n > 0);
	assert_string_equal(d->texts.v[text].blocks.v[0].line, line);
}

#define MIXED "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
#define FILE_PART(name)                                                                                      \
	"--b\r\nContent-Type: application/octet-stream; name=" name "\r\nContent-Disposition: "              \
	"attachment\r\n"

static void envelope_and_attachment(void **state)
{
	(void)state;
	struct document *d = read_mail(
	        "Received: from a by b; Tue, 5 Jul 2022 10:00:01 +0800\r\n"
	        "From: =?gb2312?B?1cXOsA==?= <zw@qq.com>\r\nReply-To: zw@163.com\r\nSubject: "
	        "=?gbk?B?0MLPyg==?=\r\n"
	        "Date: Tue, 5 Jul 2022 10:00:00 +0800\r\nMessage-ID: <1@qq.com>\r\n" MIXED
	        "--b\r\nContent-Type: text/plain; "
	        "charset=gb2312\r\n\r\n\xb5\xa5\xce\xbb\xa3\xba\xb9\xa4\xbb\xe1\r\n" FILE_PART(
	                "\"=?gbk?B?1cXGrC5qcGc=?=\"") "Content-Transfer-Encoding: "
	                                              "base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--b--\r\n");
	const struct claims *c = d->claims;
	assert_string_equal(c->subject, "新鲜");
	assert_string_equal(c->from_name, "张伟");
	assert_string_equal(c->from_address, "zw@qq.com");
	assert_string_equal(c->reply_to, "zw@163.com");
	assert_string_equal(c->message_id, "<1@qq.com>");
	assert_int_equal(c->date, 1656986400);
	assert_int_equal(c->received, 1656986401);
	assert_int_equal(c->parts.n, 2);
	assert_int_equal(c->parts.v[0].role, PART_BODY);
	assert_string_equal(c->parts.v[1].name, "张片.jpg");
	assert_string_equal(c->parts.v[1].type, "image/jpeg");
	assert_int_equal(c->parts.v[1].size, 10);
	check_first_line(d, 0, "单位：工会");
}

static void base64_as_it_comes(void **state)
{
	(void)state;
	struct document *d = read_mail(
	        MIXED FILE_PART("a.txt") "Content-Transfer-Encoding: "
	                                 "base64\r\n\r\naGVsbG8gd29ybGQ\r\n" FILE_PART(
	                                         "b.txt") "Content-Transfer-Encoding: "
	                                                  "base64\r\n\r\naGVsbG8=\r\n!d29ybGQ=\r\n--b--\r\n");
	check_contents(d, 0, "hello world");
	check_contents(d, 1, "helloworld");
}

static void uuencode_and_missing_end(void **state)
{
	(void)state;
	struct document *d = read_mail(
	        MIXED FILE_PART("a.txt") "Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a.txt\r\n"
	                                 "#0V%T\r\n`\r\nend\r\n" FILE_PART("b.txt") "\r\n工会");
	check_contents(d, 0, "Cat");
	check_contents(d, 1, "工会");
	check_first_line(d, 1, "工会");
}

static const char inner[] = "Subject: =?utf-8?B?5bel5Lya?=\r\n" MIXED
                            "--b\r\n\r\n内文\r\n" FILE_PART("c.txt") "\r\n丙\r\n--b--\r\n";

static void check_attached(const struct document *d)
{
	const struct claims *c = d->claims;
	assert_int_equal(c->parts.n, 3);
	assert_string_equal(c->parts.v[0].type, "message/rfc822");
	assert_string_equal(c->parts.v[0].name, "inner.eml");
	assert_int_equal(c->parts.v[0].parent, NO_PART);
	assert_int_equal(c->parts.v[2].parent, 0);
	check_contents(d, 2, "丙");
	assert_int_equal(d->texts.v[0].message, 1);
	check_first_line(d, 0, "内文");
	bool subject = false;
	for (size_t i = 0; i < d->headers.n; i++)
		subject |= d->headers.v[i].message == 1 && strcmp(d->headers.v[i].name, "subject") == 0 &&
		           strcmp(d->headers.v[i].value, "工会") == 0;
	assert_true(subject);
}

static void attached_message(void **state)
{
	(void)state;
	char *mail = arena_printf(arena,
	        "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: message/rfc822; "
	        "name=inner.eml\r\n\r\n%s\r\n--o--\r\n",
	        inner);
	check_attached(read_mail(mail));
}

static void attached_message_in_base64(void **state)
{
	(void)state;
	gchar *coded = g_base64_encode((const guchar *)inner, strlen(inner));
	char *mail = arena_printf(arena,
	        "Content-Type: message/rfc822; name=inner.eml\r\nContent-Transfer-Encoding: base64\r\n\r\n%s",
	        coded);
	struct document *d = read_mail(mail);
	g_free(coded);
	check_attached(d);
	check_contents(d, 0, inner);
}

static void mails_without_a_header(void **state)
{
	(void)state;
	check_first_line(read_mail("你好，工会\r\n"), 0, "你好，工会");
	assert_int_equal(read_mail("")->claims->parts.v[0].size, 0);
	assert_int_equal(read_mail("\r\n")->texts.v[0].blocks.n <= 1, 1);
	assert_string_equal(read_mail("\r\n \r\nSubject: x\r\n\r\nbody")->claims->subject, "x");
	assert_string_equal(read_bytes("Subject: a\0b\r\n\r\nc\0d", 20)->claims->from_address, "");
}

static void alternatives_are_read_once(void **state)
{
	(void)state;
	static const struct {
		const char *plain, *html;
		bool takes_html;
	} cases[] = {{"姓名：张伟", "<p>姓名：张伟</p>", false}, {"", "<p>姓名</p>", true},
	        {"姓名 张伟", "<table><tr><td>姓名<td>张伟</table>", true}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct document *d = read_mail(arena_printf(arena,
		        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n%s\r\n"
		        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s\r\n--b--\r\n",
		        cases[i].plain, cases[i].html));
		assert_int_equal(d->texts.n, 1);
		assert_int_equal(d->claims->parts.n, 2);
		assert_int_equal(d->texts.v[0].part, cases[i].takes_html);
	}
}

static void logos_are_told_from_works(void **state)
{
	(void)state;
	struct document *d = read_mail(
	        "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
	        "<img src=cid:work><p>--<p><img src=cid:logo>\r\n"
	        "--b\r\nContent-Type: image/png; name=w.png\r\nContent-ID: "
	        "<work>\r\n\r\n\x89PNG\r\n\x1a\n\r\n"
	        "--b\r\nContent-Type: image/png; name=l.png\r\nContent-ID: "
	        "<logo>\r\n\r\n\x89PNG\r\n\x1a\n\r\n--b--\r\n");
	assert_int_equal(d->claims->parts.v[1].role, PART_FILE);
	assert_int_equal(d->claims->parts.v[2].role, PART_INLINE);
}

static void content_decides_the_type(void **state)
{
	(void)state;
	struct document *d =
	        read_mail(MIXED FILE_PART("a.txt") "\r\n\xd0\xc2\xb1\xb1\xbd\xd6\xb5\xc0\r\n" FILE_PART(
	                "b.doc") "\r\n%PDF-1.4\n\r\n" FILE_PART("c.mp3") "Content-Transfer-Encoding: "
	                                                                 "base64\r\n\r\nAAECAwQFBgc=\r\n--b--"
	                                                                 "\r\n");
	assert_string_equal(d->claims->parts.v[0].type, "text/plain");
	assert_string_equal(d->claims->parts.v[1].type, "application/pdf");
	assert_false(d->claims->parts.v[1].readable);
	assert_string_equal(d->claims->parts.v[2].type, "audio/mpeg");
	check_first_line(d, 0, "新北街道");
}

static void identity_is_the_content(void **state)
{
	(void)state;
	struct document *a = read_mail("From: a@b.cn\r\nSubject: 一\r\n\r\nx");
	struct document *b = read_mail("From: a@b.cn\r\nSubject: 二\r\n\r\nx");
	struct document *again = read_mail("Received: x\r\nFrom: a@b.cn\r\nSubject: 一\r\n\r\nx");
	assert_memory_equal(a->claims->content.bytes, again->claims->content.bytes, HASH_SIZE);
	assert_memory_not_equal(a->claims->content.bytes, b->claims->content.bytes, HASH_SIZE);
}

/* As if a former attempt at this mail had ended in the middle of a part. */
static struct document *read_without(uint32_t part, enum examined how)
{
	static const char mail[] =
	        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nbody\n"
	        "--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment; "
	        "filename=a.txt\n\nfirst\n"
	        "--b\nContent-Type: image/gif; name=b.gif\n\nGIF89a\x01\x40\x01\x40\x80\x01\x01\n"
	        "--b\nContent-Type: text/plain; name=c.txt\nContent-Disposition: attachment; "
	        "filename=c.txt\n\nlast\n--b--\n";
	static uint32_t at;
	const struct given_up without = {part, how};
	attempt_begin(&(struct attempt){.at = &at, .without = &without, .n_without = 1, .slowness = 1});
	struct document *d = read_mail(mail);
	assert_int_equal(at, NO_PART);
	attempt_begin(&(struct attempt){.at = &at, .slowness = 1});
	assert_int_equal(d->claims->parts.n, 4);
	return d;
}

static void what_killed_its_reader_is_left_alone(void **state)
{
	(void)state;
	enum { BODY, FIRST, PICTURE };
	const struct claims *c = read_without(FIRST, EXAMINED_DEADLINE)->claims;
	assert_int_equal(c->parts.v[FIRST].unread, UNREAD_TOO_LARGE);
	assert_false(c->parts.v[FIRST].readable);
	assert_false(c->incomplete);
	assert_string_equal(c->notes.v[0], "part 1 was not read: its reader took too long");
	c = read_without(FIRST, EXAMINED_CRASHED)->claims;
	assert_int_equal(c->parts.v[FIRST].unread, UNREAD_BROKEN);
	c = read_without(PICTURE, EXAMINED_CRASHED)->claims;
	assert_int_equal(c->parts.v[PICTURE].unread, UNREAD_PARTLY);
	assert_true(c->parts.v[PICTURE].readable);
	struct document *d = read_without(BODY, EXAMINED_OVERRUN);
	assert_true(d->claims->incomplete);
	assert_int_equal(d->texts.n, 2);
}

static void hostile_numbers_are_capped(void **state)
{
	(void)state;
	struct buf mail = BUF_INIT(32u << 20);
	buf_puts(&mail, MIXED);
	for (int i = 0; i < 10000; i++)
		buf_puts(&mail, "--b\r\n\r\nx\r\n");
	struct document *d = read_bytes(mail.data, mail.len);
	assert_int_equal(d->claims->parts.n, LIMIT_PARTS);
	assert_true(d->claims->incomplete && d->claims->notes.n == 1);
	buf_reset(&mail);
	for (int i = 0; i < 20000; i++)
		buf_printf(&mail, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i);
	assert_true(read_bytes(mail.data, mail.len)->claims->incomplete);
	buf_reset(&mail);
	for (int i = 0; i < 5000; i++)
		buf_puts(&mail, "Content-Type: message/rfc822\r\n\r\n");
	assert_true(read_bytes(mail.data, mail.len)->claims->incomplete);
	buf_free(&mail);
}

static void every_corpus_mail_is_read(void **state)
{
	(void)state;
	glob_t mails;
	assert_int_equal(glob(SOURCE_FOLDER "/tests/corpus/cases/*/mail.eml", 0, NULL, &mails), 0);
	for (size_t i = 0; i < mails.gl_pathc; i++) {
		int fd = open(mails.gl_pathv[i], O_RDONLY | O_CLOEXEC);
		struct document *d = read_fd(fd);
		close(fd);
		assert_false(d->claims->incomplete);
		assert_true(d->claims->parts.n > 0 && d->claims->from_address[0]);
		struct hash hash;
		for (size_t j = 0; j < d->claims->parts.n; j++) {
			const struct part *p = &d->claims->parts.v[j];
			if (p->offset == UINT64_MAX)
				continue;
			assert_int_equal(hash_file(contents, p->offset, p->size, &hash, NULL), DONE);
			assert_memory_equal(hash.bytes, p->hash.bytes, HASH_SIZE);
		}
	}
	globfree(&mails);
}

#define test_one(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        test_one(envelope_and_attachment),
	        test_one(base64_as_it_comes),
	        test_one(uuencode_and_missing_end),
	        test_one(attached_message),
	        test_one(attached_message_in_base64),
	        test_one(mails_without_a_header),
	        test_one(alternatives_are_read_once),
	        test_one(logos_are_told_from_works),
	        test_one(content_decides_the_type),
	        test_one(identity_is_the_content),
	        test_one(what_killed_its_reader_is_left_alone),
	        test_one(hostile_numbers_are_capped),
	        test_one(every_corpus_mail_is_read),
	};
	return cmocka_run_group_tests(tests, open_all, NULL);
}
