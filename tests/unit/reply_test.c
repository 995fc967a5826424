#include "render_campaign.h"

#include "daemon/keep/reply/reply.h"
#include "daemon/keep/reply/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_golden_answers(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct render *r = render_shipped();
	for (enum sample s = 0; s < SAMPLE_DIGEST; s++) {
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

/* Every value that the sender gave is the same hostile text. */
static struct reply_input hostile_input(struct arena *a, const struct campaign *c, const char *value)
{
	static const char *receipts[] = {"22-0001-1"};
	struct claims *claims = claims_new(a);
	struct verdict *v = arena_alloc(a, sizeof *v);
	struct work_claims *w = arena_alloc(a, sizeof *w);
	struct claim *faulty = arena_alloc(a, sizeof *faulty);
	claims->subject = value;
	*list_add(a, &claims->parts) = (struct part){.name = value, .declared = "", .type = ""};
	*list_add(a, &w->files) = 0;
	const struct link link = {.name = value, .url = value, .provider = value, .code = value};
	*list_add(a, &claims->links) = link;
	*list_add(a, &claims->links) = link;
	*list_add(a, &w->links) = 0;
	*faulty = (struct claim){
	        .label = LABEL_CONTACT, .fault = FAULT_LETTERS, .value = value, .source = value};
	v->reply = REPLY_CORRECT;
	struct work_verdict *work = list_add(a, &v->works);
	work->claims = w;
	lacks_add(&work->lacks, LACK_CONTACT);
	for (enum label l = 0; l < LABEL_COUNT; l++)
		if (l != LABEL_CONTACT)
			*list_add(a, &work->labels[l].values) = value;
	work->labels[LABEL_CONTACT].from = faulty;
	*list_add(a, &v->statistics) = (struct statistics_verdict){.unit = value};
	struct report_claims *report = arena_alloc(a, sizeof *report);
	*list_add(a, &v->reports) = (struct report_verdict){.claims = report, .unit = value, .title = value};
	return (struct reply_input){.verdict = v,
	        .claims = claims,
	        .campaign = c,
	        .work_receipts = receipts,
	        .received = c->works_until - 1,
	        .now = c->works_until - 1};
}

static size_t count(const char *in, const char *what)
{
	size_t n = 0;
	for (const char *p = in; (p = strstr(p, what)); p += strlen(what))
		n++;
	return n;
}

/* The page's own tags are all there are, and no control or bidirectional character came through. */
static void assert_harmless(
        const struct render *r, const struct campaign *c, struct arena *a, const char *value)
{
	struct reason why = {""};
	struct rendered plain, mail;
	struct reply_input harmless = hostile_input(a, c, "x"), in = hostile_input(a, c, value);
	assert_int_equal(reply_render(r, &harmless, &plain, &why), DONE);
	assert_int_equal(reply_render(r, &in, &mail, &why), DONE);
	assert_int_equal(count(buf_str(&mail.html), "<"), count(buf_str(&plain.html), "<"));
	assert_int_equal(count(buf_str(&mail.html), "<td"), count(buf_str(&plain.html), "<td"));
	assert_int_equal(count(buf_str(&mail.text), "\n"), count(buf_str(&plain.text), "\n"));
	assert_int_equal(count(buf_str(&mail.html), "://"),
	        1); /* the page names its DTD; the work's link is not repeated */
	assert_null(strpbrk(buf_str(&mail.subject), "\r\n"));
	const struct buf *faces[] = {&mail.subject, &mail.text, &mail.html};
	for (size_t f = 0; f < 3; f++) {
		assert_int_equal(strlen(buf_str(faces[f])), faces[f]->len);
		assert_int_equal(count(buf_str(faces[f]), "\xe2\x80\xae"), 0);
		for (size_t i = 0; i < faces[f]->len; i++)
			assert_true((unsigned char)faces[f]->data[i] >= ' ' || faces[f]->data[i] == '\n');
	}
	rendered_free(&plain);
	rendered_free(&mail);
}

static void test_hostile_values(void **state)
{
	(void)state;
	struct arena *a = arena_new(16 << 20);
	const struct campaign *c = render_campaign(a);
	struct render *r = render_shipped();
	assert_harmless(r, c, a, "<script>alert(1)</script>");
	assert_harmless(r, c, a, "a");
	assert_harmless(r, c, a, "\"><img src=x onerror=y>'&lt;&#60;td&#62;]]>");
	assert_harmless(r, c, a, "a\r\nBcc: x@example.com\r\n\r\n<b>");
	assert_harmless(r, c, a, "编号：22-0002-9\n联系方式：13900000000\n\x1b[31m");
	assert_harmless(r, c, a, "a\xe2\x80\xae z\xe2\x81\xa6 c\xef\xbb\xbf\xc2\x85\x7f");
	assert_harmless(r, c, a, "\xff\xfe\xc3\x28\xef\xbf\xbe\xed\xa0\x80");
	char *long_title = arena_alloc(a, 10241);
	memset(long_title, 'A', 10240);
	assert_harmless(r, c, a, long_title);
	render_close(&r);
	arena_close(&a);
}

/* Removes tags and unescapes, so that what a reader sees can be looked for. */
static void strip_tags(const char *html, struct buf *out)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}};
	while (*html) {
		size_t skip = 1;
		char c = *html;
		if (c == '<')
			skip = strcspn(html, ">") + 1;
		for (size_t i = 0; i < 3; i++)
			if (strncmp(html, entities[i].name, strlen(entities[i].name)) == 0) {
				c = entities[i].c;
				skip = strlen(entities[i].name);
			}
		if (*html != '<')
			buf_putc(out, c);
		html += skip;
	}
}

/* Each line of the text is cut at its first label; what follows must be read in the HTML as well. */
static void assert_same_facts(const struct rendered *mail)
{
	struct buf seen = BUF_INIT(4 << 20);
	char *lines = strdup(buf_str(&mail->text)), *rest = lines;
	strip_tags(buf_str(&mail->html), &seen);
	for (char *line; (line = strsep(&rest, "\n"));) {
		if (strncmp(line, "─", strlen("─")) == 0 || strncmp(line, "您好", strlen("您好")) == 0)
			continue;
		const char *words = line;
		while (*words) {
			/* Between these signs the two differ in markup and blanks only. */
			size_t n = strcspn(words, " \t");
			char word[2048];
			snprintf(word, sizeof word, "%.*s", (int)n, words);
			words += n + strspn(words + n, " \t");
			char *value = strstr(word, "：");
			value = value && strncmp(line, "  ", 2) == 0 ? value + strlen("：") : word;
			if (strstr(value, "　") || strstr("■●", value))
				continue;
			if (*value && !strstr(buf_str(&seen), value))
				fail_msg("only in the text: %s (of %s)", value, line);
		}
	}
	free(lines);
	buf_free(&seen);
}

static void test_text_and_html_say_the_same(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct render *r = render_shipped();
	for (enum sample s = 0; s < SAMPLE_DIGEST; s++) {
		struct rendered mail;
		struct reason why;
		assert_int_equal(sample_render(r, render_campaign(a), s, &mail, &why), DONE);
		assert_same_facts(&mail);
		rendered_free(&mail);
	}
	render_close(&r);
	arena_close(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_golden_answers),
	        cmocka_unit_test(test_hostile_values),
	        cmocka_unit_test(test_text_and_html_say_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
