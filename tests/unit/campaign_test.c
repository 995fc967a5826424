/* Faults of a campaign file are told with file, line, key and what is allowed. */
#include "schema/campaign.h"
#include "schema/zone.h"
#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_shipped(void **state)
{
	(void)state;
	struct arena *a = arena_new(64u << 20);
	const struct campaign *c = sample_campaign(a);
	assert_string_equal(c->id, "2022");
	assert_int_equal(c->sub_projects.n, 10);
	assert_string_equal(campaign_sub_project(c, "photo")->folder, "03-摄影");
	assert_null(campaign_sub_project(c, "ballet"));
	assert_int_equal(c->utc_offset, 8 * 3600);
	assert_int_equal(c->works_until, 1661961600); /* 2022-09-01 00:00 in Shanghai */
	assert_int_equal(c->statistics_until, 1661961600 - 86400);
	arena_close(&a);
}

/* The shipped file with one line replaced. */
static struct campaign_files replaced(struct arena *a, const char *from, const char *to)
{
	struct campaign_files files;
	struct reason why;
	assert_int_equal(campaign_load(SAMPLE_VOCABULARY, SAMPLE_CAMPAIGN, a, &files, &why), DONE);
	const char *text = files.campaign.text, *at = strstr(text, from);
	assert_non_null(at);
	text = arena_printf(a, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
	files.campaign = (struct campaign_file){"next.yaml", text, strlen(text)};
	return files;
}

static void test_faults(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
	        /* from, to, what an error line must hold */
	        {"works_until: 2022-08-31", "works_until: 2022-08-32", "works_until"},
	        {"works_until: 2022-08-31", "works_until: soon", "a day like 2022-08-31"},
	        {"time_zone: Asia/Shanghai", "time_zone: Europe/Berlin", "daylight saving"},
	        {"time_zone: Asia/Shanghai", "time_zone: Asia/Shangai", "tz database"},
	        {"time_zone: Asia/Shanghai", "time_zone: ../../etc/passwd", "is no time zone"},
	        {"required: [unit, name, contact, title]", "required: [unit, phone]",
	                "allowed are unit, name, contact, title"},
	        {"- id: video", "- id: song", "another sub-project"},
	        {"- id: video", "- id: Video!", "a-z, 0-9 and hyphens"},
	        {"folder: 03-摄影", "folder: ../摄影", "without \"/\""},
	        {"receipt_prefix: \"22\"", "receipt_prefix: \"2x\"", "digits"},
	        {"year: 2022", "year: 20x2", "year"},
	        {"short_name: 网聚职工正能量", "shortname: x", "shortname"},
	        {"receivers: [", "receivers: [市总, 市总, ", "stands here twice"},
	        {"add_words:", "add_words: {labels: {unit: {plain: [甲]}, foreign: [甲]}}\nzz:",
	                "one word has one meaning"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *a = arena_new(64u << 20);
		struct yaml_errors errors = {.arena = a};
		const struct campaign *c;
		const struct campaign_files files = replaced(a, cases[i][0], cases[i][1]);
		assert_int_equal(campaign_read(&files, a, &errors, &c), REFUSED);
		assert_null(c);
		bool told = false;
		for (size_t k = 0; k < errors.lines.n; k++)
			told = told || (strncmp(errors.lines.v[k], "next.yaml:", 10) == 0 &&
			                       strstr(errors.lines.v[k], cases[i][2]));
		if (!told)
			fail_msg("case %zu: %s", i, errors.lines.n ? errors.lines.v[0] : "no error");
		arena_close(&a);
	}
}

static void test_zones(void **state)
{
	(void)state;
	int offset;
	struct reason why;
	assert_int_equal(zone_offset("+08:00", &offset, &why), DONE);
	assert_int_equal(offset, 28800);
	assert_int_equal(zone_offset("-03:30", &offset, &why), DONE);
	assert_int_equal(offset, -12600);
	assert_int_equal(zone_offset("Asia/Kolkata", &offset, &why), DONE);
	assert_int_equal(offset, 19800);
	assert_int_equal(zone_offset("+8", &offset, &why), REFUSED);
	assert_int_equal(zone_offset("", &offset, &why), REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_shipped),
	        cmocka_unit_test(test_faults),
	        cmocka_unit_test(test_zones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
