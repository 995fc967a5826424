#include "tests/unit/understand_pages.h"

#include <inttypes.h>
#include <string.h>

enum { CELLS = 16, ROWS = 40 };

static void merge(struct table *t, uint32_t row, uint32_t column)
{
	struct cell *c = &t->cells[row * t->columns + column];
	bool left = strcmp(c->text, "<") == 0, above = strcmp(c->text, "^") == 0;
	c->merged_row = row;
	c->merged_column = column;
	if (left || above) {
		const struct cell *from = table_cell(t, row - above, column - left);
		*c = (struct cell){"", from->merged_row, from->merged_column};
	}
}

/* Rows from `text` on; behind the last one. */
static const char *read_table(struct arena *a, const char *text, const char *name, struct text *out)
{
	const char *rows[ROWS], *at = text;
	struct table *t = arena_alloc(a, sizeof *t);
	*t = (struct table){.name = name + (*name == '!'), .hidden = *name == '!'};
	while (*at == '|' && t->rows < ROWS) {
		uint32_t n = 0;
		for (const char *c = at; *c && *c != '\n'; c++)
			n += *c == '|';
		t->columns = n > t->columns ? n : t->columns;
		rows[t->rows++] = at;
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	t->cells = arena_alloc(a, (size_t)t->rows * t->columns * sizeof *t->cells);
	for (uint32_t row = 0; row < t->rows; row++) {
		const char *c = rows[row];
		for (uint32_t k = 0; k < t->columns; k++) {
			size_t len = *c == '|' ? strcspn(c + 1, "|\n") : 0;
			t->cells[row * t->columns + k].text = arena_strndup(a, c + (*c == '|'), len);
			c += *c == '|' ? len + 1 : 0;
			merge(t, row, k);
		}
	}
	*list_add(a, &out->blocks) = (struct block){.kind = BLOCK_TABLE, .line = "", .table = t};
	return at;
}

static void read_page(struct arena *a, const char *text, struct text *out)
{
	const char *name = "";
	while (*text) {
		size_t len = strcspn(text, "\n");
		if (*text == '|') {
			text = read_table(a, text, name, out);
			name = "";
			continue;
		}
		if (*text == '~')
			name = arena_strndup(a, text + 1, len - 1);
		else
			*list_add(a, &out->blocks) = (struct block){.line = arena_strndup(a, text, len)};
		text += len;
		text += *text == '\n';
	}
}

struct document *pages_document(struct arena *a, const struct mail *m)
{
	const struct sample empty = {.subject = m->subject, .from_name = m->from_name};
	struct document *d = sample_document(a, &empty);
	d->claims->date = 1661475600; /* 2022-08-26 */
	for (size_t i = 0; i < PAGES_MOST && m->pages[i].text; i++) {
		struct text *t = &d->texts.v[0];
		if (m->pages[i].name) {
			bool picture = strstr(m->pages[i].name, ".jpg");
			*list_add(a, &d->claims->parts) = (struct part){.name = m->pages[i].name,
			        .declared = "",
			        .type = picture ? "image/jpeg" : "application/octet-stream",
			        .role = PART_FILE,
			        .readable = true,
			        .parent = NO_PART};
			if (picture)
				continue;
			t = list_add(a, &d->texts);
			t->part = (uint32_t)d->claims->parts.n - 1;
		}
		read_page(a, m->pages[i].text, t);
	}
	return d;
}

static void put_statistics(struct buf *b, const struct statistics_verdict *s)
{
	buf_printf(b, "\nS %s:", s->unit);
	for (size_t i = 0; i < s->claims->rows.n; i++) {
		const struct statistics_row *row = &s->claims->rows.v[i];
		buf_printf(b, "%s %s %s %" PRId64, i ? ";" : "", row->activity, *row->date ? row->date : "-",
		        row->participants);
	}
}

const char *pages_verdict(struct arena *a, const struct campaign *c, const struct mail *m)
{
	struct buf b = BUF_INIT(1u << 20);
	struct document *d = pages_document(a, m);
	struct verdict *v;
	const struct history history = {.own_address = SAMPLE_OWN};
	understand_mail(understanding_new(c, SAMPLE_OWN, a), d, a);
	decide_mail(d->claims, c, &history, c->works_until - 86400, a, &v);
	buf_puts(&b, reply_name(v->reply));
	for (size_t i = 0; i < v->statistics.n; i++)
		put_statistics(&b, &v->statistics.v[i]);
	for (size_t i = 0; i < v->reports.n; i++)
		buf_printf(&b, "\nR %s: %s", v->reports.v[i].unit, v->reports.v[i].title);
	for (size_t i = 0; i < v->works.n; i++) {
		const struct resolved *title = &v->works.v[i].labels[LABEL_TITLE];
		buf_printf(&b, "\nW %s", title->values.n ? title->values.v[0] : "");
	}
	const char *text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}
