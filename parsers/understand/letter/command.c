#include "parsers/understand/letter/command.h"

#include "parsers/understand/letter/quoted.h"
#include "schema/limits.h"

#include <string.h>

enum { LINES_MOST = 12, SENTENCE = 20, TEXT_MOST = 8192 };

struct found {
	bool query, withdraw, torn;
	LIST(const char *) receipts;
};

static void add_receipt(struct reading *rd, struct found *f, const char *receipt)
{
	for (size_t i = 0; i < f->receipts.n; i++)
		if (strcmp(f->receipts.v[i], receipt) == 0)
			return;
	if (f->receipts.n < LIMIT_COMMAND_RECEIPTS)
		*list_add(rd->a, &f->receipts) = receipt;
}

/* 22-0137-4; whether its check digit is right, keep tells. */
static void find_receipts(struct reading *rd, const struct runes *r, struct found *f)
{
	for (size_t i = 0; i < r->n;) {
		char text[32];
		size_t len = 0, digits = 0, hyphens = 0;
		for (; i + len < r->n && (rune_is_digit(r->cp[i + len]) || (len && r->cp[i + len] == '-'));
		        len++) {
			digits += rune_is_digit(r->cp[i + len]);
			hyphens += r->cp[i + len] == '-';
			if (len < sizeof text - 1)
				text[len] = (char)r->cp[i + len];
		}
		if (digits >= 6 && hyphens == 2 && len < sizeof text)
			add_receipt(rd, f, arena_strndup(rd->a, text, len));
		i += len ? len : 1;
	}
}

/* The line says one of the words and beside it only receipt numbers and courtesies. */
static bool read_line(struct reading *rd, const struct runes *r, bool body, struct found *f)
{
	static const lexicon_set all =
	        LEX(LEX_COMMAND_QUERY) | LEX(LEX_COMMAND_WITHDRAW) | LEX(LEX_COMMAND_FILLER);
	struct span s = {0, r->n};
	bool query = lexicon_count(rd->lex, LEX(LEX_COMMAND_QUERY), r, s) > 0;
	bool withdraw = lexicon_count(rd->lex, LEX(LEX_COMMAND_WITHDRAW), r, s) > 0;
	size_t rest = lexicon_rest(rd->lex, all, r, s);
	/* a sentence, or one of the words among others, may take back what the rest of the mail says */
	f->torn = f->torn || (body && rest > 0 && (query || withdraw)) || (body && rest > SENTENCE);
	if ((!query && !withdraw) || rest > 0)
		return false;
	f->torn = f->torn || (query && withdraw) || (query && f->withdraw) || (withdraw && f->query);
	f->query = f->query || query;
	f->withdraw = f->withdraw || withdraw;
	find_receipts(rd, r, f);
	return true;
}

static bool brings_something(const struct claims *c)
{
	for (size_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].role == PART_FILE)
			return true;
	return c->works.n || c->statistics.n || c->reports.n;
}

static bool is_long(const struct text *t)
{
	size_t bytes = 0;
	for (size_t i = 0; i < t->blocks.n && bytes <= TEXT_MOST; i++)
		bytes += t->blocks.v[i].kind == BLOCK_LINE ? strlen(t->blocks.v[i].line) : 0;
	return bytes > TEXT_MOST;
}

static void read_text(struct reading *rd, const struct text *t, struct found *f)
{
	struct blocks kept = {0};
	size_t lines = 0;
	if (is_long(t)) { /* a letter, not a command, quoted answers and all */
		f->torn = true;
		return;
	}
	quoted_strip(rd, t, &kept);
	for (size_t i = 0; i < kept.v.n && lines < LINES_MOST; i++) {
		if (kept.v.v[i]->kind != BLOCK_LINE || kept.v.v[i]->quote > 0)
			continue;
		struct runes r = runes_read(rd->a, kept.v.v[i]->line);
		lines += r.n > 0;
		read_line(rd, &r, true, f);
	}
}

void command_read(struct reading *rd, const struct document *d)
{
	struct found f = {0};
	if (brings_something(rd->claims))
		return;
	struct runes subject = runes_read(rd->a, rd->claims->subject);
	read_line(rd, &subject, false, &f);
	for (size_t i = 0; i < d->texts.n; i++)
		if (d->texts.v[i].message == 0)
			read_text(rd, &d->texts.v[i], &f);
	/* 撤回 alone, in answer to an acknowledgement whose subject bears the number */
	if ((f.query || f.withdraw) && f.receipts.n == 0)
		find_receipts(rd, &subject, &f);
	if (f.torn || f.receipts.n == 0)
		return;
	rd->claims->command = f.withdraw ? COMMAND_WITHDRAW : f.query ? COMMAND_QUERY : COMMAND_NONE;
	for (size_t i = 0; i < f.receipts.n; i++)
		*list_add(rd->a, &rd->claims->receipts) = f.receipts.v[i];
}
