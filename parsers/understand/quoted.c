#include "parsers/understand/quoted.h"

#include <string.h>

/* A stretch of blocks between two marks of quotation. */
struct segment {
	size_t from, to;
	bool ours;
};

static bool is_mark(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at;
	if (r->n > 60 || !lexicon_find(rd->lex, LEX(LEX_QUOTE_MARK), r, (struct span){0, r->n}, &at, &m))
		return false;
	struct span before = runes_trim(r, (struct span){0, at});
	size_t signs = 0;
	for (size_t i = before.from; i < before.to; i++)
		signs += r->cp[i] == '-' || r->cp[i] == '_' || r->cp[i] == '=';
	return before.from >= before.to || signs > 0;
}

/* 发件人：…, From: … */
static bool is_head(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at = 0;
	while (at < r->n && (rune_is_blank(r->cp[at]) || r->cp[at] == '>' || r->cp[at] == '*'))
		at++;
	if (!lexicon_at(rd->lex, LEX(LEX_QUOTE_HEAD), r, at, r->n, &m))
		return false;
	size_t colon = m.end;
	while (colon < r->n && (rune_is_blank(r->cp[colon]) || r->cp[colon] == '*'))
		colon++;
	return colon < r->n && r->cp[colon] == ':';
}

static bool holds(const struct runes *r, const char *needle)
{
	return *needle && strcasestr(r->text, needle);
}

/* The address, or its local part alone as mail programs show it. */
static bool holds_address(struct reading *rd, const struct runes *r, const char *address)
{
	size_t n = strcspn(address, "@");
	return holds(r, address) || (n >= 4 && holds(r, arena_strndup(rd->a, address, n)));
}

bool quoted_names_us(struct reading *rd, const struct runes *r)
{
	const struct words *office = &rd->campaign->office_mailboxes;
	struct match m;
	size_t at;
	if (holds_address(rd, r, rd->own_address))
		return true;
	for (size_t i = 0; i < office->n; i++)
		if (holds_address(rd, r, office->v[i]))
			return true;
	for (struct span s = {0, r->n}; lexicon_find(rd->lex, LEX(LEX_RECEIVER), r, s, &at, &m);
	        s.from = m.end)
		if (m.runes >= 5 && (at == 0 || !rune_is_han(r->cp[at - 1])) && /* not 高新区总工会 */
		        (m.end >= r->n || !rune_is_han(r->cp[m.end])))
			return true;
	return false;
}

static bool line_holds(struct reading *rd, const struct block *b, uint64_t classes)
{
	struct match m;
	size_t at;
	if (b->kind != BLOCK_LINE)
		return false;
	struct runes r = runes_read(rd->a, b->line);
	return lexicon_find(rd->lex, classes, &r, (struct span){0, r.n}, &at, &m);
}

/* Keeps of one segment what is not the notice, and nothing behind a phrase of our own answers. */
static void keep_segment(struct reading *rd, const struct text *t, struct segment s, struct blocks *kept)
{
	size_t first = s.to, last = s.to;
	if (s.ours) {
		kept->dropped = true;
		return;
	}
	for (size_t i = s.from; i < s.to; i++) {
		if (line_holds(rd, &t->blocks.v[i], LEX(LEX_OWN))) {
			kept->dropped = true;
			s.to = i;
			break;
		}
		if (line_holds(rd, &t->blocks.v[i], LEX(LEX_NOTICE))) {
			first = first > i ? i : first;
			last = i + 1;
		}
	}
	for (size_t i = s.from; i < s.to; i++) {
		if (i >= first && i < last)
			kept->dropped = true;
		else
			*list_add(rd->a, &kept->v) = &t->blocks.v[i];
	}
}

const char *quoted_display_name(struct reading *rd, const char *field)
{
	struct runes r = runes_read(rd->a, field);
	size_t end = 0;
	while (end < r.n && r.cp[end] != '<' && r.cp[end] != '@' && r.cp[end] != '[')
		end++;
	return end < r.n && r.cp[end] == '@' ? ""
	                                     : runes_text(rd->a, &r, runes_unwrap(&r, (struct span){0, end}));
}

/* Behind 发件人：; NULL for another head. */
static const char *behind_from(struct reading *rd, const struct runes *r)
{
	static const char *const heads[] = {"发件人", "寄件人", "From"};
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		const char *at = strcasestr(r->text, heads[i]), *colon = at ? strpbrk(at, ":") : NULL;
		const char *wide = at ? strstr(at, "：") : NULL;
		if (wide && (!colon || wide < colon))
			return quoted_display_name(rd, wide + strlen("："));
		if (colon)
			return quoted_display_name(rd, colon + 1);
	}
	return NULL;
}

void quoted_strip(struct reading *rd, const struct text *t, struct blocks *kept_r)
{
	struct segment s = {0, 0, false};
	size_t i = 0;
	kept_r->from_name = "";
	while (i < t->blocks.n) {
		const struct block *b = &t->blocks.v[i];
		struct runes r = runes_read(rd->a, b->kind == BLOCK_LINE ? b->line : "");
		bool mark = is_mark(rd, &r), head = !mark && is_head(rd, &r);
		if (!mark && !head) {
			i++;
			continue;
		}
		s.to = i;
		/* the heads behind the mark: 发件人 says whose words follow */
		bool ours = false, first = true;
		const char *from = NULL;
		size_t heads = 0;
		for (i += mark; i < t->blocks.n; i++) {
			r = runes_read(rd->a, t->blocks.v[i].kind == BLOCK_LINE ? t->blocks.v[i].line : "|");
			if (r.n == 0)
				continue;
			if (!is_head(rd, &r))
				break;
			ours = ours || (first && quoted_names_us(rd, &r));
			from = first ? behind_from(rd, &r) : from;
			first = false;
			heads++;
		}
		if (!mark && heads < 2) /* 主题：… alone is a line like others */
			continue;
		keep_segment(rd, t, s, kept_r);
		s = (struct segment){i, i, ours};
		kept_r->from_name = !ours && from && *from ? from : kept_r->from_name;
	}
	s.to = t->blocks.n;
	keep_segment(rd, t, s, kept_r);
}
