#include "render_campaign.h"

#include "daemon/keep/reply/facts.h"
#include "daemon/keep/reply/mask.h"
#include "daemon/keep/reply/sample.h"
#include "daemon/keep/reply/shown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define SHEET(body)                                                                                          \
	"<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">\n"              \
	"<xsl:output method=\"text\"/>\n" body "\n</xsl:stylesheet>\n"

/* A folder of the administrator with one file in it. */
struct own {
	char folder[64], path[128];
};

static struct own own_write(const char *name, const char *text)
{
	struct own o = {.folder = "/tmp/render-test-XXXXXX"};
	assert_non_null(mkdtemp(o.folder));
	snprintf(o.path, sizeof o.path, "%s/%s", o.folder, name);
	FILE *f = fopen(o.path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
	return o;
}

static void own_remove(const struct own *o)
{
	unlink(o->path);
	rmdir(o->folder);
}

/* Loads with one overriding file; the reason's text must hold `expected` (NULL: it must load). */
static struct render *load_with(const char *name, const char *text, const char *expected)
{
	struct own o = own_write(name, text);
	struct reason why = {""};
	struct render *r = NULL;
	enum outcome done = render_load(TEMPLATES, o.folder, &r, &why);
	own_remove(&o);
	if (!expected) {
		if (done != DONE)
			fail_msg("%s", why.text);
		return r;
	}
	assert_int_equal(done, REFUSED);
	assert_null(r);
	if (!strstr(why.text, expected))
		fail_msg("no \"%s\" in: %s", expected, why.text);
	return NULL;
}

/* Runs digest.subject as overridden; REFUSED with `expected` in the reason. */
static void assert_run_refused(const char *body, const char *expected)
{
	struct render *r = load_with("digest.subject.xsl", body, NULL);
	struct facts *facts = facts_new("digest");
	struct buf out = BUF_INIT(1 << 20);
	struct reason why = {""};
	assert_int_equal(render_run(r, "digest.subject", facts, &out, &why), REFUSED);
	assert_int_equal(out.len, 0);
	if (!strstr(why.text, expected))
		fail_msg("no \"%s\" in: %s", expected, why.text);
	facts_close(&facts);
	render_close(&r);
}

static void test_broken_template_is_refused_at_load(void **state)
{
	(void)state;
	load_with("correct.text.xsl", "<xsl:stylesheet>\n<broken\n", "correct.text.xsl line 3");
	load_with("correct.text.xsl",
	        SHEET("<xsl:template match=\"/\"><xsl:value-of select=\"a[\"/></xsl:template>"),
	        "correct.text.xsl line 3");
	load_with("words.xsl", SHEET("<xsl:nonsense/>"), "words.xsl");
	load_with("correct.text.xsl", SHEET("<xsl:include href=\"/etc/passwd\"/>"), "passwd");
	load_with("correct.text.xsl", SHEET("<xsl:include href=\"../golden/x.xsl\"/>"), "x.xsl");
	load_with("correct.text.xsl", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>\n", "DTD");
	load_with("corect.text.xsl", SHEET(""), "no template is called so");
}

static void test_failure_with_data_is_found_by_samples(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct reason why = {""};
	struct render *r = load_with("correct.text.xsl",
	        SHEET("<xsl:template match=\"/\"><xsl:value-of select=\"nosuch(1)\"/></xsl:template>"), NULL);
	assert_int_equal(sample_check(r, render_campaign(a), &why), REFUSED);
	assert_non_null(strstr(why.text, "correct.text"));
	render_close(&r);
	r = load_with("correct.html.xsl", SHEET("<xsl:template match=\"/\"/>"), NULL);
	assert_int_equal(sample_check(r, render_campaign(a), &why), REFUSED);
	assert_non_null(strstr(why.text, "empty"));
	render_close(&r);
	arena_close(&a);
}

static void test_stylesheet_reaches_nothing(void **state)
{
	(void)state;
	assert_run_refused(SHEET("<xsl:template match=\"/\"><xsl:copy-of "
	                         "select=\"document('/etc/passwd')\"/>x</xsl:template>"),
	        "template digest.subject");
	assert_run_refused(SHEET("<xsl:template match=\"/\"><xsl:copy-of "
	                         "select=\"document('http://127.0.0.1:9/')\"/>x</xsl:template>"),
	        "template digest.subject");
	assert_run_refused(
	        "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" "
	        "xmlns:e=\"http://exslt.org/common\" extension-element-prefixes=\"e\">"
	        "<xsl:template match=\"/\"><e:document href=\"/tmp/render-test-written\">x</e:document>y"
	        "</xsl:template></xsl:stylesheet>",
	        "template digest.subject");
	assert_int_equal(access("/tmp/render-test-written", F_OK), -1);
}

static void test_endless_templates_end(void **state)
{
	(void)state;
	assert_run_refused(SHEET("<xsl:template match=\"/\"><xsl:call-template name=\"a\"/></xsl:template>"
	                         "<xsl:template name=\"a\"><xsl:call-template name=\"a\"/></xsl:template>"),
	        "template digest.subject");
	/* Twice each time, 150 deep: within the depth, but for ever. */
	assert_run_refused(SHEET("<xsl:template match=\"/\"><xsl:call-template name=\"a\"/></xsl:template>"
	                         "<xsl:template name=\"a\"><xsl:param name=\"n\" select=\"0\"/><xsl:if "
	                         "test=\"$n &lt; 60\">"
	                         "<xsl:call-template name=\"a\"><xsl:with-param name=\"n\" select=\"$n + "
	                         "1\"/></xsl:call-template>"
	                         "<xsl:call-template name=\"a\"><xsl:with-param name=\"n\" select=\"$n + "
	                         "1\"/></xsl:call-template>"
	                         "</xsl:if></xsl:template>"),
	        "template digest.subject");
}

static void test_override_takes_one_template(void **state)
{
	(void)state;
	struct render *r = load_with("digest.subject.xsl",
	        SHEET("<xsl:template match=\"/\">own <xsl:value-of select=\"digest/name\"/></xsl:template>"),
	        NULL);
	struct facts *facts = facts_new("digest");
	struct buf out = BUF_INIT(1000);
	struct reason why;
	fact_add_text(facts_root(facts), "name", "<b>&amp;\r\nX: \x01\xe2\x80\xae\xff", 100);
	assert_int_equal(render_run(r, "digest.subject", facts, &out, &why), DONE);
	assert_string_equal(buf_str(&out), "own <b>&amp; X: \xef\xbf\xbd");
	buf_free(&out);
	facts_close(&facts);
	render_close(&r);
}

static void assert_shown(const char *s, size_t most, const char *expected)
{
	struct buf out = BUF_INIT(1 << 16);
	shown_text(s, most, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

static void test_shown_text(void **state)
{
	(void)state;
	assert_shown("", 10, "");
	assert_shown("  a \t\r\n b  ", 10, "a b");
	assert_shown("晨光里的守护者", 7, "晨光里的守护者");
	assert_shown("晨光里的守护者", 5, "晨光里的…");
	assert_shown("ab cd", 3, "ab…");
	assert_shown("abc", 0, "");
	assert_shown("a\xe2\x80\xaetxt.exe\xe2\x80\xac", 20, "atxt.exe");
	assert_shown("\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe6\x99", 20,
	        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf"
	        "\xbd\xef\xbf\xbd"
	        "\xef\xbf\xbd\xef\xbf\xbd");
	assert_shown("\xf0\x9f\x98\x80!", 20, "\xf0\x9f\x98\x80!");
}

static void assert_size(uint64_t bytes, const char *expected)
{
	struct buf out = BUF_INIT(64);
	shown_size(bytes, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

static void test_shown_size_and_time(void **state)
{
	(void)state;
	assert_size(0, "0 B");
	assert_size(1023, "1023 B");
	assert_size(1024, "1.0 KB");
	assert_size(1048575, "1.0 MB");
	assert_size(18874368, "18.0 MB");
	assert_size(UINT64_MAX, "17179869184.0 GB");
	struct shown_time t = shown_time(1661961599, 8 * 3600);
	assert_int_equal(t.day, 31);
	assert_int_equal(t.hour, 23);
	assert_int_equal(shown_time(1661961600, 8 * 3600).day_number - t.day_number, 1);
	assert_int_equal(shown_time(-1, 0).day_number, -1);
}

static void assert_masked(void (*mask)(const char *, struct buf *), const char *value, const char *expected)
{
	struct buf out = BUF_INIT(1000);
	mask(value, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_free(&out);
}

static void test_mask(void **state)
{
	(void)state;
	assert_masked(mask_contact, "13802012345", "138****2345");
	assert_masked(mask_contact, "65309739", "65****39");
	assert_masked(mask_contact, "li.wei@example.com", "l****@example.com");
	assert_masked(mask_contact, "abc", "****");
	assert_masked(mask_contact, "微信号一二三", "微****三");
	assert_masked(mask_name, "张伟", "张*");
	assert_masked(mask_name, "欧阳修远", "欧**");
	assert_masked(mask_name, "", "");
	assert_masked(mask_numbers, "张伟+13802012345+20220805.jpg", "张伟+138****2345+20220805.jpg");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_broken_template_is_refused_at_load),
	        cmocka_unit_test(test_failure_with_data_is_found_by_samples),
	        cmocka_unit_test(test_stylesheet_reaches_nothing),
	        cmocka_unit_test(test_endless_templates_end),
	        cmocka_unit_test(test_override_takes_one_template),
	        cmocka_unit_test(test_shown_text),
	        cmocka_unit_test(test_shown_size_and_time),
	        cmocka_unit_test(test_mask),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
