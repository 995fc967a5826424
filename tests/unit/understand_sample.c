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
	struct campaign_files files;
	struct yaml_errors errors = {.arena = a};
	const struct campaign *c = NULL;
	struct reason why;
	assert_int_equal(campaign_load(SAMPLE_VOCABULARY, SAMPLE_CAMPAIGN, a, &files, &why), DONE);
	enum outcome o = campaign_read(&files, a, &errors, &c);
	if (o != DONE && errors.lines.n)
		fail_msg("%s", errors.lines.v[0]);
	assert_int_equal(o, DONE);
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

/* --- documents --- */

static struct cell *table_at(struct table *t, uint32_t row, uint32_t column)
{
	return &t->cells[(size_t)row * t->columns + column];
}

/* The rows of one table from `l` on; where they end. */
static const char *read_table(struct arena *a, const char *l, struct table *t)
{
	enum { ROWS = 40, COLUMNS = 12 };
	t->columns = 0;
	t->cells = arena_alloc(a, ROWS * COLUMNS * sizeof *t->cells);
	const char *grid[ROWS][COLUMNS] = {{0}};
	for (t->rows = 0; *l == '|'; l += *l == '\n', t->rows++)
		for (uint32_t k = 0; *l == '|'; k++) {
			size_t len = strcspn(l + 1, "|\n");
			assert_true(t->rows < ROWS && k < COLUMNS);
			grid[t->rows][k] = arena_strndup(a, l + 1, len);
			t->columns = k + 1 > t->columns ? k + 1 : t->columns;
			l += 1 + len;
		}
	for (uint32_t row = 0; row < t->rows; row++)
		for (uint32_t k = 0; k < t->columns; k++) {
			const char *text = grid[row][k] ? grid[row][k] : "";
			struct cell *c = table_at(t, row, k);
			*c = (struct cell){text, row, k};
			if (strcmp(text, "<") == 0)
				*c = (struct cell){"", table_at(t, row, k - 1)->merged_row,
				        table_at(t, row, k - 1)->merged_column};
			if (strcmp(text, "^") == 0)
				*c = (struct cell){"", table_at(t, row - 1, k)->merged_row,
				        table_at(t, row - 1, k)->merged_column};
		}
	return l;
}

static void read_text(struct arena *a, const char *l, struct text *t)
{
	const char *name = "";
	while (*l && strncmp(l, "=== ", 4) != 0) {
		size_t len = strcspn(l, "\n");
		if (*l == '|') {
			struct table *table = arena_alloc(a, sizeof *table);
			l = read_table(a, l, table);
			table->hidden = *name == '~';
			table->name = name + table->hidden;
			*list_add(a, &t->blocks) = (struct block){.kind = BLOCK_TABLE, .table = table};
			continue;
		}
		if (*l == '#')
			name = arena_strndup(a, l + 1, len - 1);
		else
			*list_add(a, &t->blocks) = (struct block){.line = arena_strndup(a, l, len)};
		l += len + (l[len] == '\n');
	}
}

static void read_texts(struct arena *a, struct document *d, const char *texts)
{
	for (uint32_t i = 0; i < d->claims->parts.n; i++) {
		struct part *p = &d->claims->parts.v[i];
		const char *at = *p->name ? strstr(texts, arena_printf(a, "=== %s\n", p->name)) : NULL;
		if (!at)
			continue;
		struct text *t = list_add(a, &d->texts);
		t->part = i;
		p->readable = true;
		p->type = "application/octet-stream";
		read_text(a, strchr(at, '\n') + 1, t);
	}
}

/* all.zip/a/b.jpg lies in all.zip, which is a part of its own. */
static void put_into_archive(struct arena *a, struct claims *c)
{
	const char *name = c->parts.v[c->parts.n - 1].name, *slash = strchr(name, '/');
	if (!slash)
		return;
	const char *archive = arena_strndup(a, name, (size_t)(slash - name));
	struct part member = c->parts.v[c->parts.n - 1];
	uint32_t i = 0;
	while (i + 1 < c->parts.n && strcmp(c->parts.v[i].name, archive) != 0)
		i++;
	if (i + 1 == c->parts.n) {
		c->parts.n--;
		add_part(a, c, archive, PART_FILE);
		c->parts.v[i].readable = true;
		c->parts.v[i].type = "application/zip";
		*list_add(a, &c->parts) = member;
	}
	c->parts.v[c->parts.n - 1].parent = i;
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
	for (const char *f = s->files ? s->files : ""; *f; f += strcspn(f, "\n"), f += *f == '\n') {
		add_part(a, d->claims, arena_strndup(a, f, strcspn(f, "\n")), PART_FILE);
		put_into_archive(a, d->claims);
	}
	read_texts(a, d, s->texts ? s->texts : "");
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
	understand_mail(understanding_new(c, SAMPLE_OWN, a), d, a);
	decide_mail(d->claims, c, &history, c->works_until - 86400, a, &v);
	buf_printf(&b, "%s%s%s", reply_name(v->reply), *v->cause ? ", " : "", v->cause);
	for (size_t i = 0; i < v->works.n; i++) {
		const struct work_verdict *w = &v->works.v[i];
		buf_printf(&b, "\n%s|", w->sub_project ? w->sub_project->id : "unknown");
		for (int k = 0; k < LABEL_COUNT; k++)
			put_values(&b, &w->labels[k]);
		for (size_t k = 0; k < w->claims->files.n; k++)
			buf_printf(&b, "%s%s", k ? "," : "", d->claims->parts.v[w->claims->files.v[k]].name);
		buf_putc(&b, '|');
		struct lacks told = w->lacks; /* an unknown sub-project stands in front already */
		char text[LACKS_TEXT_SIZE];
		told.bits &= ~(1u << LACK_SUB_PROJECT);
		buf_puts(&b, lacks_write(told, text));
	}
	const char *text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}
