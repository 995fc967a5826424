/* The shipped example and campaign are good, and every fault of a configuration is told at once. */
#include "base/buf.h"
#include "schema/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define EXAMPLE SOURCE_FOLDER "/systemd/xuanwangd.yaml"
#define VOCABULARY SOURCE_FOLDER "/systemd/vocabulary.yaml"
#define CAMPAIGN SOURCE_FOLDER "/systemd/campaigns/2022.yaml"

static const char good[] = "account: {address: office@example.org, display_name: 组委会}\n"
                           "imap: {host: imap.example.org, port: 993, user: office}\n"
                           "smtp: {host: smtp.example.org, port: 587, tls: starttls, user: office}\n"
                           "storage: {state: state, archive: /srv/archive}\n"
                           "campaign: 2022.yaml\n"
                           "staff: [a@example.org, b@example.org]\n";

static struct arena *arena;
static struct yaml_errors errors;

static int open_arena(void **state)
{
	(void)state;
	arena = arena_new(64u << 20);
	errors = (struct yaml_errors){.arena = arena};
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_close(&arena);
	return 0;
}

static const struct config *read_text(const char *text, enum outcome expected)
{
	const struct config *config = NULL;
	assert_int_equal(
	        config_read("/etc/x/xuanwangd.yaml", text, strlen(text), arena, &errors, &config), expected);
	return config;
}

/* `good` with one of its lines replaced by another: only that is at fault. */
static void check_fault(const char *line, const char *instead, const char *error)
{
	const char *at = strstr(good, line);
	size_t before = errors.lines.n;
	assert_non_null(at);
	const char *rest = at + strcspn(at, "\n");
	read_text(arena_printf(arena, "%.*s%s%s", (int)(at - good), good, instead, rest), REFUSED);
	assert_int_equal(errors.lines.n, before + 1);
	assert_string_equal(errors.lines.v[before], error);
}

static void example_is_accepted(void **state)
{
	(void)state;
	struct reason why;
	struct buf text;
	const struct config *c = NULL;
	assert_int_equal(config_load_file(EXAMPLE, &text, &why), DONE);
	assert_int_equal(
	        config_read("/etc/xuanwangd/xuanwangd.yaml", buf_str(&text), text.len, arena, &errors, &c),
	        DONE);
	assert_int_equal(errors.lines.n, 0);
	assert_string_equal(c->state_folder, "/var/lib/xuanwangd");
	assert_string_equal(c->archive_folder, "/var/lib/xuanwangd/archive");
	assert_string_equal(c->campaign_path, "/etc/xuanwangd/campaign.yaml");
	assert_string_equal(c->imap.ca_file, "");
	assert_int_equal(c->imap.tls, TLS_IMPLICIT);
	assert_true(c->require_landlock);
	buf_free(&text);
}

/* What the example shows as defaults are the defaults. */
static void example_shows_the_defaults(void **state)
{
	(void)state;
	struct reason why;
	struct buf text;
	const struct config *c = NULL, *plain = read_text(good, DONE);
	assert_int_equal(config_load_file(EXAMPLE, &text, &why), DONE);
	assert_int_equal(config_read(EXAMPLE, buf_str(&text), text.len, arena, &errors, &c), DONE);
	assert_string_equal(c->folder, plain->folder);
	assert_int_equal(c->poll_seconds, plain->poll_seconds);
	assert_string_equal(c->authserv_id, plain->authserv_id);
	assert_int_equal(c->settled_action, plain->settled_action);
	assert_string_equal(c->settled_flag, plain->settled_flag);
	assert_string_equal(c->templates_folder, plain->templates_folder);
	assert_int_equal(c->digest_when_quiet, plain->digest_when_quiet);
	assert_int_equal(c->answers_per_address, plain->answers_per_address);
	assert_int_equal(c->answers_per_hour, plain->answers_per_hour);
	assert_int_equal(c->answers_per_day, plain->answers_per_day);
	assert_int_equal(c->summary_hour, plain->summary_hour);
	assert_int_equal(c->bounce_silence_days, plain->bounce_silence_days);
	assert_int_equal(c->limit_replies.n, plain->limit_replies.n);
	assert_int_equal(c->require_landlock, plain->require_landlock);
	buf_free(&text);
}

static void shipped_campaign_is_accepted(void **state)
{
	(void)state;
	struct reason why;
	struct campaign_files files;
	const struct campaign *campaign = NULL;
	assert_int_equal(campaign_load(VOCABULARY, CAMPAIGN, arena, &files, &why), DONE);
	enum outcome o = campaign_read(&files, arena, &errors, &campaign);
	for (size_t i = 0; i < errors.lines.n; i++)
		print_error("%s\n", errors.lines.v[i]);
	assert_int_equal(o, DONE);
	assert_int_equal(campaign->sub_projects.n, 10);
}

static void paths_are_meant_from_the_file(void **state)
{
	(void)state;
	const struct config *c = read_text(good, DONE);
	assert_string_equal(c->state_folder, "/etc/x/state");
	assert_string_equal(c->archive_folder, "/srv/archive");
	assert_string_equal(c->campaign_path, "/etc/x/2022.yaml");
	assert_int_equal(c->smtp.tls, TLS_STARTTLS);
	assert_int_equal(c->staff.n, 2);
}

static void every_fault_has_line_key_and_remedy(void **state)
{
	(void)state;
	check_fault("account:", "account: {address: office, display_name: x}",
	        "/etc/x/xuanwangd.yaml:1: account.address: is \"office\", must be a mail address like "
	        "office@example.org");
	check_fault("imap:", "imap: {host: h, port: 99x3, user: u}",
	        "/etc/x/xuanwangd.yaml:2: imap.port: is \"99x3\", must be a whole number from 1 to 65535");
	check_fault("imap:", "imap: {host: h, port: 993, user: u, tls: ssl}",
	        "/etc/x/xuanwangd.yaml:2: imap.tls: is \"ssl\", must be one of: implicit, starttls, plain");
	check_fault("imap:", "imap: {host: h, port: 993, user: u, settled: {flag: a, move: b}}",
	        "/etc/x/xuanwangd.yaml:2: imap.settled: may have \"flag\" or \"move\", not both");
	check_fault("smtp:", "smtp: {host: h, port: 465, user: u, password: secret}",
	        "/etc/x/xuanwangd.yaml:3: smtp.password: is no known key here; allowed: host, port, tls, "
	        "ca_file, "
	        "user, limit_replies");
	check_fault("storage:", "storage: {state: s}",
	        "/etc/x/xuanwangd.yaml:4: storage: the key \"archive\" is missing");
	check_fault("staff:", "staff: [a@example.org, nobody]",
	        "/etc/x/xuanwangd.yaml:6: staff[2]: is \"nobody\", must be a mail address");
}

/* In order of lines, whatever was looked at first; a key that stands twice hides nothing. */
static void all_faults_are_told_at_once(void **state)
{
	(void)state;
	static const char *const told[] = {
	        "1: account.address: is \"office\", must be a mail address like office@example.org",
	        "1: the key \"campaign\" is missing",
	        "2: imap.port: is \"0\", must be a whole number from 1 to 65535",
	        "3: smtp.tls: is \"none\", must be one of: implicit, starttls, plain",
	        "5: campain: is no known key",
	        "7: staff: stands here twice",
	        "8: answers.per_hour: is \"0\", must be a whole number from 1 to 1000000",
	        "8: answers.since: is \"soon\", must be a day like 2022-07-01",
	        "9: clamd.when_absent: is \"no\", must be one of: pass, hold",
	        "10: digest.workbok: is no known key",
	};
	const size_t n = sizeof told / sizeof *told;
	read_text("account: {address: office, display_name: x}\n"
	          "imap: {host: h, port: 0, user: u}\n"
	          "smtp: {host: h, port: 25, tls: none, user: u}\n"
	          "storage: {state: s, archive: a}\n"
	          "campain: 2022.yaml\n"
	          "staff: [a@example.org]\n"
	          "staff: [b@example.org]\n"
	          "answers: {since: soon, per_hour: 0}\n"
	          "clamd: {when_absent: no}\n"
	          "digest: {workbok: yes}\n",
	        REFUSED);
	assert_int_equal(errors.lines.n, n);
	for (size_t i = 0; i < n; i++) {
		const char *expected = arena_printf(arena, "/etc/x/xuanwangd.yaml:%s", told[i]);
		if (strncmp(errors.lines.v[i], expected, strlen(expected)) != 0)
			fail_msg("told \"%s\" instead of \"%s\"", errors.lines.v[i], expected);
	}
}

static void settled_may_be_nothing_flag_or_move(void **state)
{
	(void)state;
	static const struct {
		const char *imap;
		enum settled_action action;
	} cases[] = {
	        {"", SETTLED_FLAG},
	        {", settled: {}", SETTLED_NOTHING},
	        {", settled: {flag: $Done}", SETTLED_FLAG},
	        {", settled: {move: 已处理}", SETTLED_MOVE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *user = strstr(good, "}\nsmtp");
		const struct config *c = read_text(
		        arena_printf(arena, "%.*s%s%s", (int)(user - good), good, cases[i].imap, user), DONE);
		assert_int_equal(c->settled_action, cases[i].action);
	}
}

static void unreadable_file_is_named(void **state)
{
	(void)state;
	struct reason why;
	struct buf text;
	assert_int_equal(config_load_file("/nonexistent/xuanwangd.yaml", &text, &why), REFUSED);
	assert_non_null(strstr(why.text, "/nonexistent/xuanwangd.yaml"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
	const struct CMUnitTest tests[] = {
	        TEST(example_is_accepted),
	        TEST(example_shows_the_defaults),
	        TEST(shipped_campaign_is_accepted),
	        TEST(paths_are_meant_from_the_file),
	        TEST(every_fault_has_line_key_and_remedy),
	        TEST(all_faults_are_told_at_once),
	        TEST(settled_may_be_nothing_flag_or_move),
	        TEST(unreadable_file_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
