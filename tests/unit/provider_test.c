/* Which replies of the sending server are about us, and which about the recipient. */
#include "daemon/keep/outbox/provider.h"
#include "schema/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct words none;

static void replies_about_our_sending(void **state)
{
	(void)state;
	static const struct {
		uint32_t code;
		const char *said;
	} replies[] = {
	        {554, "5.5.0 MI:STC .For more information, please visit http://mail.example/notice"},
	        {554, "DT:SPM 163 smtp9,DcCowABHmN 1595"},
	        {451, "RP:QRC 163 smtp1"},
	        {550, "Sender frequency limited. https://service.mail.example/cgi-bin/help?id=20022"},
	        {550, "5.4.5 Daily user sending quota exceeded. o65sm25351206pga.71"},
	        {552, "too many same size mails"},
	        {550, "您的发信频率过高，请稍后再试"},
	        {421, "HL:IFC"},
	};
	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
		if (!provider_wants_less(replies[i].code, replies[i].said, &none))
			fail_msg("not known: %s", replies[i].said);
}

static void replies_about_the_recipient(void **state)
{
	(void)state;
	static const char *const replies[] = {"5.1.1 User unknown", "no such mailbox",
	        "5.2.2 mailbox full: quota exceeded", "exceeded mailsize limit", "Invalid User", ""};
	for (size_t i = 0; i < sizeof replies / sizeof *replies; i++)
		if (provider_wants_less(550, replies[i], &none))
			fail_msg("taken for ours: %s", replies[i]);
	assert_false(provider_wants_less(250, "frequency limited", &none));
	assert_false(provider_wants_less(0, "frequency limited", &none));
}

static void the_administrators_own_words(void **state)
{
	(void)state;
	const char *words[] = {"quota of the day", ""};
	const struct words further = {words, 2};
	assert_true(provider_wants_less(550, "your Quota of the Day is used up", &further));
	assert_false(provider_wants_less(550, "user unknown", &further));
}

static void pauses_grow_to_a_most(void **state)
{
	(void)state;
	assert_int_equal(provider_pause(1), LIMIT_PAUSE_FIRST);
	assert_int_equal(provider_pause(2), 2 * LIMIT_PAUSE_FIRST);
	assert_int_equal(provider_pause(1000), LIMIT_PAUSE_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(replies_about_our_sending),
	        cmocka_unit_test(replies_about_the_recipient),
	        cmocka_unit_test(the_administrators_own_words),
	        cmocka_unit_test(pauses_grow_to_a_most),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
