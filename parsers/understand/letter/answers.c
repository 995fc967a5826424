#include "parsers/understand/letter/answers.h"

#include "parsers/understand/letter/below.h"
#include "parsers/understand/letter/labels.h"
#include "parsers/understand/table/documents.h"
#include "schema/limits.h"
#include "schema/receipt.h"
#include "schema/token.h"

#include <string.h>

enum { RECEIPT_RUNES = 20, LEAD_RUNES = 8, REMARK_RUNES = 40 };

/* A receipt number of this campaign that begins at `at`; where it ends, `at` itself where there is none. */
static size_t receipt_at(struct reading *rd, const struct runes *r, size_t at, const char **receipt_r)
{
	const char *prefix = rd->campaign->receipt_prefix;
	size_t end = at, lead = strlen(prefix);
	while (end < r->n && end < at + RECEIPT_RUNES && (rune_is_digit(r->cp[end]) || r->cp[end] == '-'))
		end++;
	while (end > at && r->cp[end - 1] == '-')
		end--;
	if (end < at + lead + 4 || r->cp[at + lead] != '-')
		return at;
	for (size_t i = 0; i < lead; i++)
		if (r->cp[at + i] != (uint32_t)prefix[i])
			return at;
	char digits[RECEIPT_RUNES + 1];
	for (size_t i = at; i < end; i++)
		digits[i - at] = (char)r->cp[i];
	digits[end - at] = '\0';
	if (!receipt_is_valid(digits))
		return at;
	*receipt_r = arena_strdup(rd->a, digits);
	return end;
}

/* The first receipt number at or behind `from`; where it begins, r->n where there is none. */
static size_t find_receipt(
        struct reading *rd, const struct runes *r, size_t from, size_t *end_r, const char **receipt_r)
{
	for (size_t at = from; at < r->n; at++) {
		bool inside = at > 0 && (rune_is_digit(r->cp[at - 1]) || r->cp[at - 1] == '-');
		if (inside || !rune_is_digit(r->cp[at]))
			continue;
		*end_r = receipt_at(rd, r, at, receipt_r);
		if (*end_r > at)
			return at;
	}
	return r->n;
}

/* 编号：22-0137-4（田甜的直播间）: the line begins with a number of ours, a word or two before it aside. What is behind the number
 * and the title in brackets, which is our word, is a line by itself. */
static bool is_head(
        struct reading *rd, const struct runes *r, bool strict, const char **receipt_r, size_t *rest_r)
{
	size_t end, at = find_receipt(rd, r, 0, &end, receipt_r);
	if (at >= r->n || at > LEAD_RUNES || (strict && (at == 0 || r->cp[at - 1] != ':')))
		return false;
	for (size_t i = 0; i < at; i++)
		if (rune_is_letter(r->cp[i]))
			return false;
	while (end < r->n && rune_is_blank(r->cp[end]))
		end++;
	uint32_t closer = end < r->n ? rune_closer(r->cp[end]) : 0;
	for (size_t i = end; closer && i < r->n && i < end + REMARK_RUNES; i++)
		if (r->cp[i] == closer) {
			end = i + 1;
			break;
		}
	while (end < r->n && rune_closes(r->cp[end]))
		end++;
	*rest_r = end;
	return true;
}

/* One block while it is read. */
struct filling {
	struct drafts drafts;
	const char *receipt;
	bool values; /* behind labels */
};

/* The last line that was read: `i`, or that of its value below. */
static size_t read_line(
        struct reading *rd, struct filling *f, const struct blocks *b, size_t i, uint32_t part)
{
	size_t at;
	struct labelled label;
	struct origin o = {PLACE_BODY, part};
	struct runes r = runes_read(rd->a, b->v.v[i]->line);
	const char *below = below_value(rd, b, i, &label, &at);
	if (below) {
		struct runes v = runes_read(rd->a, below);
		value_read(rd, &f->drafts, &label, &v, (struct span){0, v.n}, o);
		return at;
	}
	labels_read_line(rd, &f->drafts, &r, o);
	return i;
}

static void read_rest(
        struct reading *rd, struct filling *f, const struct runes *r, size_t from, uint32_t part)
{
	struct runes rest = runes_read(rd->a, runes_text(rd->a, r, (struct span){from, r->n}));
	if (runes_trim(&rest, (struct span){0, rest.n}).from < rest.n)
		labels_read_line(rd, &f->drafts, &rest, (struct origin){PLACE_BODY, part});
}

/* What was said in the block itself: a signature below it is not, nor is a line left empty. */
static void take_claims(struct reading *rd, const struct work_claims *from, struct work_claims *to)
{
	for (size_t i = 0; i < from->claims.n; i++) {
		const struct claim *c = &from->claims.v[i];
		if (c->place == PLACE_BODY && c->fault != FAULT_EMPTY)
			draft_add(rd, to, c);
	}
	for (size_t i = 0; i < from->kinds.n; i++)
		draft_add_kind(rd, to, &from->kinds.v[i]);
}

static void finish(struct reading *rd, struct letter *l, struct filling *f)
{
	struct work_claims w = {.receipt = f->receipt};
	for (size_t i = 0; i < f->drafts.v.n; i++)
		take_claims(rd, &f->drafts.v.v[i]->work, &w);
	take_claims(rd, &f->drafts.shared.work, &w);
	if (w.claims.n + w.kinds.n > 0 && l->answers.n < LIMIT_WORKS)
		*list_add(rd->a, &l->answers) = w;
}

/* A block ends before a blank line behind which no label follows: 谢谢！ and signatures are none of it. */
static bool ends_at(struct reading *rd, const struct blocks *b, size_t i)
{
	if (b->v.v[i]->kind != BLOCK_LINE)
		return true;
	if (*b->v.v[i]->line)
		return false;
	while (i < b->v.n && b->v.v[i]->kind == BLOCK_LINE && !*b->v.v[i]->line)
		i++;
	if (i >= b->v.n || b->v.v[i]->kind != BLOCK_LINE)
		return true;
	struct runes r = runes_read(rd->a, b->v.v[i]->line);
	return !labels_begins(rd, &r);
}

static size_t read_block(struct reading *rd, struct letter *l, const struct blocks *b, bool *taken,
        size_t head, struct filling *f, uint32_t part)
{
	const char *receipt;
	size_t rest, i = head + 1;
	taken[head] = true;
	for (; i < b->v.n && !taken[i] && !ends_at(rd, b, i); i++) {
		struct runes r = runes_read(rd->a, b->v.v[i]->line);
		if (is_head(rd, &r, false, &receipt, &rest))
			break;
		for (size_t last = read_line(rd, f, b, i, part); i <= last; i++)
			taken[i] = true;
		i--;
	}
	finish(rd, l, f);
	return i;
}

/* The same in the quotation of our own mail: there only what stands behind the labels of our form was written by the sender. */
static void read_quoted(struct reading *rd, struct letter *l, const struct blocks *b, uint32_t part)
{
	for (size_t i = 0; i < b->ours.n; i++) {
		struct filling f = {0};
		const char *next;
		size_t rest;
		struct runes r =
		        runes_read(rd->a, b->ours.v[i]->kind == BLOCK_LINE ? b->ours.v[i]->line : "");
		if (!is_head(rd, &r, true, &f.receipt, &rest))
			continue;
		while (i + 1 < b->ours.n && b->ours.v[i + 1]->kind == BLOCK_LINE) {
			r = runes_read(rd->a, b->ours.v[i + 1]->line);
			if (!labels_begins(rd, &r) || is_head(rd, &r, true, &next, &rest))
				break;
			labels_read_marked(rd, &f.drafts, &r, (struct origin){PLACE_BODY, part});
			i++;
		}
		finish(rd, l, &f);
	}
}

void answers_read(struct reading *rd, struct letter *l, const struct blocks *b, bool *taken, uint32_t part)
{
	for (size_t i = 0; i < b->v.n;) {
		struct filling f = {0};
		size_t rest;
		struct runes r = runes_read(rd->a, b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "");
		if (taken[i] || !is_head(rd, &r, false, &f.receipt, &rest)) {
			i++;
			continue;
		}
		read_rest(rd, &f, &r, rest, part);
		i = read_block(rd, l, b, taken, i, &f, part);
	}
	if (l->answers.n == 0)
		read_quoted(rd, l, b, part);
}

const char *answers_only_receipt(struct reading *rd, const struct blocks *b)
{
	const char *only = "", *receipt;
	for (size_t i = 0; i < b->v.n; i++) {
		struct runes r = runes_read(rd->a, b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "");
		for (size_t end, at = 0; (at = find_receipt(rd, &r, at, &end, &receipt)) < r.n; at = end) {
			if (*only && strcmp(only, receipt) != 0)
				return "";
			only = receipt;
		}
	}
	return only;
}

static void find_tokens(struct reading *rd, const char *text)
{
	char token[TOKEN_SIZE];
	while (rd->claims->tokens.n < LIMIT_TOKENS && (text = token_find(text, token)))
		*list_add(rd->a, &rd->claims->tokens) = arena_strdup(rd->a, token);
}

void answers_find_tokens(struct reading *rd, const struct document *d)
{
	find_tokens(rd, d->claims->subject);
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		if (t->message != 0 || t->part >= d->claims->parts.n ||
		        d->claims->parts.v[t->part].role != PART_BODY)
			continue;
		for (size_t k = 0; k < t->blocks.n; k++) {
			const struct block *b = &t->blocks.v[k];
			if (b->kind == BLOCK_LINE)
				find_tokens(rd, b->line);
			for (size_t j = 0;
			        b->kind == BLOCK_TABLE && j < (size_t)b->table->rows * b->table->columns; j++)
				find_tokens(rd, b->table->cells[j].text ? b->table->cells[j].text : "");
		}
	}
}
