#include "render_campaign.h"

#include "daemon/keep/reply/compose.h"
#include "daemon/keep/reply/sample.h"
#include "schema/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

static const char *const to[] = {"wei.zhang@example.com"};
static const char key[] = "a key of the test";

static struct compose usual(const char *message_id)
{
	return (struct compose){.from_name = "滨海新区总工会宣教网络部",
	        .from_address = "xuanwangbu@example.com",
	        .to = to,
	        .n_to = 1,
	        .subject = "主题",
	        .text = "一\n二\n",
	        .html = "<p>一</p>\n",
	        .message_id = message_id,
	        .date = 1659749460,
	        .utc_offset = 8 * 3600,
	        .answers_message_id = "<tencent_0123456789ABCDEF@qq.com>",
	        .answers_references = "<first@qq.com> <second@qq.com>"};
}

static void put_id(struct buf *id)
{
	struct hash of;
	hash_bytes("mail", 4, &of);
	compose_message_id(key, sizeof key, COMPOSE_ANSWER, &of, "example.com", id);
}

static void test_golden_message(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct render *r = render_shipped();
	struct rendered mail;
	struct reason why = {""};
	struct buf id = BUF_INIT(300), out = BUF_INIT(LIMIT_ANSWER_BYTES),
	           again = BUF_INIT(LIMIT_ANSWER_BYTES);
	put_id(&id);
	assert_int_equal(sample_render(r, render_campaign(a), SAMPLE_BUNDLE, &mail, &why), DONE);
	struct compose c = usual(buf_str(&id));
	c.subject = buf_str(&mail.subject);
	c.text = buf_str(&mail.text);
	c.html = buf_str(&mail.html);
	assert_int_equal(compose_message(&c, &out, &why), DONE);
	assert_int_equal(compose_message(&c, &again, &why), DONE);
	assert_string_equal(buf_str(&out), buf_str(&again));
	assert_golden("bundle.eml", &out);
	buf_free(&id);
	buf_free(&out);
	buf_free(&again);
	rendered_free(&mail);
	render_close(&r);
	arena_close(&a);
}

/* The header has these fields, each once and no other; every line ends in CRLF and is short enough. */
static void assert_sound(const struct buf *m)
{
	static const char *const fields[] = {
	        "From: ", "To: ", "Subject: ", "Date: ", "Message-ID: ", "In-Reply-To: ", "References: ",
	        "Auto-Submitted: ", "X-Auto-Response-Suppress: ", "MIME-Version: ", "Content-Type: "};
	unsigned seen = 0;
	bool header = true;
	assert_int_equal(strlen(m->data), m->len);
	for (const char *line = m->data; *line;) {
		const char *end = strstr(line, "\r\n");
		assert_non_null(end);
		size_t len = (size_t)(end - line);
		assert_true(len <= 998);
		assert_null(memchr(line, '\n', len));
		assert_null(memchr(line, '\r', len));
		header = header && len > 0;
		bool known = !header || line[0] == ' ' || line[0] == '\t';
		for (size_t i = 0; header && i < sizeof fields / sizeof *fields; i++)
			if (strncasecmp(line, fields[i], strlen(fields[i])) == 0) {
				assert_false(seen & 1u << i);
				seen |= 1u << i;
				known = true;
			}
		if (!known)
			fail_msg("stray header line: %.*s", (int)len, line);
		line = end + 2;
	}
}

static void test_nothing_injects_a_field(void **state)
{
	(void)state;
	static const char *const hostile[] = {"x\r\nBcc: y@example.com\r\n\r\nbody", "x\nBcc: y", "x\rBcc: y",
	        "<a@b>\r\nBcc: y <c@d>", "=?utf-8?B?DQpCY2M6IHk=?=",
	        "\xe2\x80\xa8"
	        "Bcc: y",
	        "\xff\xfe\x01\x7f", "<a@b\r\n Bcc: y> <c@d>", "<<<>>><a b@c><\xe4\xb8\xad@d>",
	        "a\" <evil@example.com>, \""};
	struct buf id = BUF_INIT(300);
	put_id(&id);
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct buf out = BUF_INIT(1 << 20);
		struct reason why = {""};
		struct compose c = usual(buf_str(&id));
		c.from_name = c.subject = c.answers_message_id = c.answers_references = hostile[i];
		assert_int_equal(compose_message(&c, &out, &why), DONE);
		assert_sound(&out);
		buf_free(&out);
		const char *const evil[] = {hostile[i]};
		c.to = evil;
		assert_int_equal(compose_message(&c, &out, &why), REFUSED);
		c = usual(hostile[i]);
		assert_int_equal(compose_message(&c, &out, &why), REFUSED);
		buf_free(&out);
	}
	buf_free(&id);
}

static void test_long_values_stay_within_bounds(void **state)
{
	(void)state;
	struct buf id = BUF_INIT(300), many = BUF_INIT(1 << 20), subject = BUF_INIT(1 << 20),
	           out = BUF_INIT(1 << 20);
	struct reason why = {""};
	put_id(&id);
	for (size_t i = 0; i < 500; i++) {
		buf_printf(&many, "<%zu.%0200zu@qq.com>%s", i, i, i % 2 ? "\r\n " : " ");
		buf_puts(&subject, "晨光里的守护者 guard ");
	}
	struct compose c = usual(buf_str(&id));
	c.answers_references = buf_str(&many);
	c.subject = buf_str(&subject);
	assert_int_equal(compose_message(&c, &out, &why), DONE);
	assert_sound(&out);
	assert_non_null(strstr(buf_str(&out), "<0.0000"));
	assert_non_null(strstr(buf_str(&out), "<499.0000"));
	assert_null(strstr(buf_str(&out), "<1.0000"));
	buf_free(&id);
	buf_free(&many);
	buf_free(&subject);
	buf_free(&out);
}

static void test_addresses(void **state)
{
	(void)state;
	assert_true(compose_address_is_safe("a.b-c_d+e=f@mail.example.com"));
	static const char *const bad[] = {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\r\n", "<a@b>", "a,b@c",
	        "\"a\"@b", "a@[1.2.3.4]", "-oX@b", "张@b.cn", "a%b@c", "a:b@c"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(compose_address_is_safe(bad[i]));
}

static void test_message_id_is_ours_or_not(void **state)
{
	(void)state;
	struct buf id = BUF_INIT(300);
	uint8_t of[8];
	struct hash hash;
	put_id(&id);
	hash_bytes("mail", 4, &hash);
	assert_true(
	        compose_message_id_is_own(key, sizeof key, COMPOSE_ANSWER, buf_str(&id), "example.com", of));
	assert_memory_equal(of, hash.bytes, sizeof of);
	assert_false(
	        compose_message_id_is_own(key, sizeof key, COMPOSE_DIGEST, buf_str(&id), "example.com", of));
	assert_false(
	        compose_message_id_is_own(key, sizeof key, COMPOSE_ANSWER, buf_str(&id), "example.org", of));
	assert_false(compose_message_id_is_own("other", 5, COMPOSE_ANSWER, buf_str(&id), "example.com", of));
	assert_false(compose_message_id_is_own(key, sizeof key, COMPOSE_ANSWER, "", "example.com", of));
	assert_false(
	        compose_message_id_is_own(key, sizeof key, COMPOSE_ANSWER, "<xw.a.0123>", "example.com", of));
	for (size_t i = 0; i < id.len; i++) {
		id.data[i] ^= 1;
		assert_false(compose_message_id_is_own(
		        key, sizeof key, COMPOSE_ANSWER, buf_str(&id), "example.com", of));
		id.data[i] ^= 1;
	}
	buf_free(&id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_golden_message),
	        cmocka_unit_test(test_nothing_injects_a_field),
	        cmocka_unit_test(test_long_values_stay_within_bounds),
	        cmocka_unit_test(test_addresses),
	        cmocka_unit_test(test_message_id_is_ours_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
