#include "parsers/understand/letter/quoted.h"

#include "parsers/understand/words/hits.h"

#include <string.h>

/* A stretch of blocks between two marks of quotation. */
struct segment {
	size_t from, to;
	bool ours;
	uint32_t depth; /* of the quotation at its beginning */
	const char *subject;
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

/* 在 2022年8月6日 17:30，某某 <…> 写道： */
static bool is_attribution(struct reading *rd, const struct runes *r)
{
	struct span s = runes_trim(r, (struct span){0, r->n});
	struct match m;
	for (size_t at = s.to > 8 ? s.to - 8 : 0; r->n <= 200 && at > s.from && at < s.to; at++)
		if (lexicon_at(rd->lex, LEX(LEX_QUOTE_END), r, at, s.to, &m) && m.end == s.to)
			return strchr(r->text, '@') || strpbrk(r->text, "0123456789");
	return false;
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

static bool line_is_ours(struct reading *rd, const struct block *b)
{
	struct match m;
	size_t at;
	if (b->kind != BLOCK_LINE)
		return false;
	struct runes r = runes_read(rd->a, b->line);
	return lexicon_find(rd->lex, LEX(LEX_OWN), &r, (struct span){0, r.n}, &at, &m);
}

/* 按照《关于组织参加…的通知》要求，现报送…: the notice is named in brackets, and the sentence goes on with the sender's own words. */
static bool only_cites(const struct runes *r, size_t at, size_t end)
{
	enum { OWN_LEAST = 6 };
	size_t from = at, to = end, own = 0;
	while (from > 0 && r->cp[from] != 0x300a && r->cp[from] != 0x300b)
		from--;
	while (to < r->n && r->cp[to] != 0x300b)
		to++;
	if (r->cp[from] != 0x300a || to >= r->n)
		return false;
	for (size_t i = to + 1; i < r->n; i++)
		own += rune_is_word(r->cp[i]);
	return own >= OWN_LEAST;
}

static bool line_is_notice(struct reading *rd, const struct block *b)
{
	struct match m;
	size_t at;
	if (b->kind != BLOCK_LINE)
		return false;
	struct runes r = runes_read(rd->a, b->line);
	for (struct span s = {0, r.n}; lexicon_find(rd->lex, LEX(LEX_NOTICE), &r, s, &at, &m); s.from = m.end)
		if (!only_cites(&r, at, m.end))
			return true;
	return false;
}

static void take_ours(struct reading *rd, const struct text *t, size_t from, size_t to, struct blocks *kept)
{
	kept->dropped = true;
	for (size_t i = from; i < to; i++)
		*list_add(rd->a, &kept->ours) = &t->blocks.v[i];
}

/* A quotation of ours ends where lines stand again that are quoted less deeply: written below it. */
static size_t end_of_ours(const struct text *t, struct segment s)
{
	size_t end = s.from;
	while (end < s.to && (t->blocks.v[end].quote >= s.depth || !*t->blocks.v[end].line))
		end++;
	return s.depth > 0 ? end : s.to;
}

/* Keeps of one segment what is not the notice, and nothing behind a phrase of our own answers. */
static void keep_segment(struct reading *rd, const struct text *t, struct segment s, struct blocks *kept)
{
	size_t first = s.to, last = s.to;
	*list_add(rd->a, &kept->starts) = kept->v.n;
	*list_add(rd->a, &kept->subjects) = s.subject && !s.ours ? s.subject : "";
	if (s.ours) {
		size_t end = end_of_ours(t, s);
		take_ours(rd, t, s.from, end, kept);
		s.from = end;
	}
	for (size_t i = s.from; i < s.to; i++) {
		if (line_is_ours(rd, &t->blocks.v[i])) {
			take_ours(rd, t, i, s.to, kept);
			s.to = i;
			break;
		}
		if (line_is_notice(rd, &t->blocks.v[i])) {
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

/* What stands behind one of these heads and its colon, of either width; NULL for another head. */
static const char *behind_head(const struct runes *r, const char *const *heads)
{
	enum { MARKS_MOST = 8 }; /* bytes of > and * before the head */
	for (; *heads; heads++) {
		const char *at = strcasestr(r->text, *heads);
		if (at && at - r->text > MARKS_MOST)
			at = NULL;
		const char *colon = at ? strchr(at, ':') : NULL;
		const char *wide = at ? strstr(at, "：") : NULL;
		if (wide && (!colon || wide < colon))
			return wide + strlen("：");
		if (colon)
			return colon + 1;
	}
	return NULL;
}

/* The display name behind 发件人：; NULL for another head. */
static const char *behind_from(struct reading *rd, const struct runes *r)
{
	static const char *const heads[] = {"发件人", "寄件人", "From", NULL};
	const char *value = behind_head(r, heads);
	return value ? quoted_display_name(rd, value) : NULL;
}

/* Behind 主题：; NULL for another head. */
static const char *behind_subject(struct reading *rd, const struct runes *r)
{
	static const char *const heads[] = {"主题", "主 题", "主旨", "Subject", NULL};
	const char *value = behind_head(r, heads);
	if (!value)
		return NULL;
	struct runes rest = runes_read(rd->a, value);
	return runes_text(rd->a, &rest, runes_trim(&rest, (struct span){0, rest.n}));
}

static uint32_t depth_at(const struct text *t, size_t i)
{
	while (i + 1 < t->blocks.n && t->blocks.v[i].kind == BLOCK_LINE && !*t->blocks.v[i].line)
		i++;
	return i < t->blocks.n ? t->blocks.v[i].quote : 0;
}

/* The heads behind a mark (发件人：…, 主题：…); the first, or the line of the mark itself, says whose words follow. */
static size_t skip_heads(struct reading *rd, const struct text *t, size_t i, bool *ours, const char **from_r,
        const char **subject_r, size_t *heads_r)
{
	const char *subject;
	for (*heads_r = 0; i < t->blocks.n; i++) {
		struct runes r =
		        runes_read(rd->a, t->blocks.v[i].kind == BLOCK_LINE ? t->blocks.v[i].line : "|");
		if (r.n == 0)
			continue;
		if (!is_head(rd, &r))
			break;
		*from_r = *heads_r == 0 ? behind_from(rd, &r) : *from_r;
		*ours = *ours || (*heads_r == 0 && quoted_names_us(rd, &r));
		if ((subject = behind_subject(rd, &r)))
			*subject_r = subject;
		++*heads_r;
	}
	return i;
}

/* What the sender says above an earlier mail of his own: how many labels with values; also whether any title or number. */
static size_t count_said(struct reading *rd, const struct blocks *b, size_t to, bool *touched_r)
{
	size_t labels = 0;
	*touched_r = false;
	for (size_t i = 0; i < to; i++) {
		struct hit hits[HITS];
		struct runes r = runes_read(rd->a, b->v.v[i]->kind == BLOCK_LINE ? b->v.v[i]->line : "");
		size_t digits = 0, n = hits_find(rd, &r, hits);
		labels += b->v.v[i]->kind == BLOCK_TABLE ? 4 : 0;
		for (size_t k = 0; k < n; k++)
			labels += hits[k].parting == PARTING_COLON;
		for (size_t k = 0; k < r.n; k++) {
			digits += rune_is_digit(r.cp[k]);
			*touched_r = *touched_r || r.cp[k] == 0x300a;
		}
		*touched_r = *touched_r || digits >= 7;
	}
	*touched_r = *touched_r || labels > 0;
	return labels;
}

/* An earlier mail of the sender's own, quoted from block `earlier` on: told again as a whole it counts no more. */
static void settle_earlier(struct reading *rd, struct blocks *kept, size_t earlier)
{
	bool touched;
	if (earlier >= kept->v.n)
		return;
	kept->superseded = count_said(rd, kept, earlier, &touched) >= 3;
	kept->amended = touched && !kept->superseded && !kept->dropped; /* not in answer to us */
	if (kept->superseded)
		kept->v.n = earlier;
}

/* The line of a mark, or the first head behind it, bears the sender's own address. */
static bool is_own(
        struct reading *rd, const struct text *t, const struct runes *mark, size_t head, size_t end)
{
	const char *own = rd->claims->from_address;
	while (head < end && t->blocks.v[head].kind == BLOCK_LINE && !*t->blocks.v[head].line)
		head++;
	struct runes r = runes_read(
	        rd->a, head < end && t->blocks.v[head].kind == BLOCK_LINE ? t->blocks.v[head].line : "");
	return holds(mark, own) || holds(&r, own);
}

void quoted_strip(struct reading *rd, const struct text *t, struct blocks *kept_r)
{
	struct segment s = {0};
	size_t i = 0, earlier = SIZE_MAX;
	kept_r->from_name = "";
	while (i < t->blocks.n) {
		const struct block *b = &t->blocks.v[i];
		struct runes r = runes_read(rd->a, b->kind == BLOCK_LINE ? b->line : "");
		bool said = is_attribution(rd, &r), mark = said || is_mark(rd, &r);
		if (!mark && !is_head(rd, &r)) {
			i++;
			continue;
		}
		size_t heads;
		s.to = i;
		const char *from = NULL, *subject = "";
		bool ours = said && quoted_names_us(rd, &r);
		i = skip_heads(rd, t, i + mark, &ours, &from, &subject, &heads);
		if (!mark && heads < 2) /* 主题：… alone is a line like others */
			continue;
		keep_segment(rd, t, s, kept_r);
		if (!ours && earlier == SIZE_MAX && is_own(rd, t, &r, s.to + mark, i))
			earlier = kept_r->v.n;
		s = (struct segment){i, i, ours || (s.ours && b->quote > 0), depth_at(t, i), subject};
		kept_r->from_name = !s.ours && from && *from ? from : kept_r->from_name;
	}
	s.to = t->blocks.n;
	keep_segment(rd, t, s, kept_r);
	settle_earlier(rd, kept_r, earlier);
}
