#include "render_campaign.h"

#include "daemon/keep/reply/sample.h"
#include "daemon/keep/view/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_golden_digests(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct render *r = render_shipped();
	for (enum sample s = SAMPLE_DIGEST; s < SAMPLE_COUNT; s++) {
		struct rendered mail;
		struct reason why = {""};
		char name[64];
		if (sample_render(r, render_campaign(a), s, &mail, &why) != DONE)
			fail_msg("%s: %s", sample_name(s), why.text);
		snprintf(name, sizeof name, "%s.html", sample_name(s));
		assert_golden(name, &mail.html);
		snprintf(name, sizeof name, "%s.txt", sample_name(s));
		buf_printf(&mail.subject, "\n\n%s", buf_str(&mail.text));
		assert_golden(name, &mail.subject);
		rendered_free(&mail);
	}
	render_close(&r);
	arena_close(&a);
}

static void test_quiet_day_is_short(void **state)
{
	(void)state;
	struct digest_data d = {.service = "running", .trouble = "", .refusal = ""};
	assert_true(digest_is_quiet(&d));
	d.in = (struct digest_count){0, 3};
	assert_false(digest_is_quiet(&d)); /* three mails came and none is anywhere */
	d.pending = 1;
	d.filed.total = 2;
	assert_true(digest_is_quiet(&d));
	d.in.today = 1;
	assert_false(digest_is_quiet(&d));
	d.in.today = 0;
	d.trouble = "x";
	assert_false(digest_is_quiet(&d));
}

static void test_long_lists_are_cut_and_counted(void **state)
{
	(void)state;
	struct arena *a = arena_new(4 << 20);
	struct digest_data d = {.service = "running", .trouble = "", .refusal = ""};
	struct rendered mail;
	struct reason why;
	struct render *r = render_shipped();
	for (int64_t i = 0; i < 1000; i++)
		*list_add(a, &d.waiting) = (struct digest_item){.mail = i,
		        .receipt = "",
		        .unit = "<b>\r\n",
		        .subject = "",
		        .title = "",
		        .cause = "nothing-to-file",
		        .why = "",
		        .command = ""};
	assert_int_equal(digest_render(r, render_campaign(a), &d, &mail, &why), DONE);
	assert_non_null(strstr(buf_str(&mail.subject), "1000"));
	assert_non_null(strstr(buf_str(&mail.text), "另有988条未列出"));
	assert_non_null(strstr(buf_str(&mail.html), "另有988条未列出"));
	assert_null(strstr(buf_str(&mail.html), "<b>\r"));
	rendered_free(&mail);
	render_close(&r);
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_golden_digests),
	        cmocka_unit_test(test_quiet_day_is_short),
	        cmocka_unit_test(test_long_lists_are_cut_and_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
