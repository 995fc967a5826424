#include "tests/unit/understand_sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const struct campaign *sample_campaign(struct arena *a)
{
	struct buf text = BUF_INIT(4u << 20);
	struct yaml_errors errors = {.arena = a};
	const struct campaign *c = NULL;
	char block[4096];
	FILE *f = fopen(SOURCE_FOLDER "/systemd/campaigns/2022.yaml", "rb");
	assert_non_null(f);
	for (size_t n; (n = fread(block, 1, sizeof block, f)) > 0;)
		buf_put(&text, block, n);
	fclose(f);
	enum outcome o = campaign_read("2022.yaml", text.data, text.len, a, &errors, &c);
	if (o != DONE && errors.lines.n)
		fail_msg("%s", errors.lines.v[0]);
	assert_int_equal(o, DONE);
	buf_free(&text);
	return c;
}

static bool is_document(const char *name)
{
	static const char *const endings[] = {
	        ".doc", ".docx", ".xls", ".xlsx", ".pdf", ".zip", ".rar", ".pptx"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(name), k = strlen(endings[i]);
		if (n >= k && strcmp(name + n - k, endings[i]) == 0)
			return true;
	}
	return false;
}

static void add_part(struct arena *a, struct claims *c, const char *name, enum part_role role)
{
	*list_add(a, &c->parts) = (struct part){.name = name,
	        .declared = "",
	        .type = role == PART_BODY   ? "text/plain"
	                : is_document(name) ? "application/octet-stream"
	                                    : "image/jpeg",
	        .role = role,
	        .readable = !is_document(name),
	        .parent = NO_PART};
}

struct document *sample_document(struct arena *a, const struct sample *s)
{
	struct document *d = arena_alloc(a, sizeof *d);
	d->claims = claims_new(a);
	d->claims->subject = s->subject ? s->subject : "";
	d->claims->from_name = s->from_name ? s->from_name : "";
	d->claims->from_address = "sender@example.org";
	add_part(a, d->claims, "", PART_BODY);
	struct text *t = list_add(a, &d->texts);
	for (const char *l = s->lines ? s->lines : ""; *l; l += strcspn(l, "\n"), l += *l == '\n')
		*list_add(a, &t->blocks) = (struct block){.line = arena_strndup(a, l, strcspn(l, "\n"))};
	for (const char *f = s->files ? s->files : ""; *f; f += strcspn(f, "\n"), f += *f == '\n')
		add_part(a, d->claims, arena_strndup(a, f, strcspn(f, "\n")), PART_FILE);
	return d;
}

static void put_values(struct buf *b, const struct resolved *r)
{
	for (size_t i = 0; i < r->values.n; i++)
		buf_printf(b, "%s%s", i ? "," : "", r->values.v[i]);
	buf_putc(b, '|');
}

const char *sample_verdict(struct arena *a, const struct campaign *c, const struct sample *s)
{
	struct buf b = BUF_INIT(1u << 20);
	struct document *d = sample_document(a, s);
	struct verdict *v;
	const struct history history = {.own_address = SAMPLE_OWN};
	understand_mail(d, c, SAMPLE_OWN, a);
	decide_mail(d->claims, c, &history, c->works_until - 86400, a, &v);
	buf_puts(&b, reply_name(v->reply));
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		buf_printf(&b, "\n%s|", w->sub_project ? w->sub_project->id : "unknown");
		for (int k = 0; k < LABEL_COUNT; k++)
			put_values(&b, &w->labels[k]);
		for (size_t k = 0; k < w->claims->files.n; k++)
			buf_printf(&b, "%s%s", k ? "," : "", d->claims->parts.v[w->claims->files.v[k]].name);
		buf_putc(&b, '|');
		const char *comma = "";
		for (int k = 0; k < LABEL_COUNT; k++)
			if (w->missing & 1u << k) {
				buf_printf(&b, "%s%s", comma, label_name((enum label)k));
				comma = ",";
			}
	}
	const char *text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}
