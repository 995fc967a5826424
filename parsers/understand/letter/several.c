#include "parsers/understand/letter/several.h"

#include "parsers/understand/letter/titles.h"
#include "parsers/understand/words/hits.h"
#include "parsers/understand/words/named.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

/* The number that an ordinal at `at` has, and where what it counts begins: 一、 (2) 3. ④ 第五个； 0 where none stands there. */
static size_t ordinal_at(const struct runes *r, size_t at, size_t *behind_r)
{
	struct runes rest = {r->text, r->n - at, r->cp + at, r->at + at};
	size_t end = hits_skip_ordinal(&rest);
	if (end == 0 || (at > 0 && rune_is_word(r->cp[at - 1])) || rune_is_blank(r->cp[at]))
		return 0;
	*behind_r = at + end;
	return hits_number(&rest, 0, end);
}

/* Works that are counted, 一 or 1 first. A date or a decimal number counts nothing. */
static size_t split_counted(const struct runes *r, struct span parts[SEVERAL_MOST], size_t *first_r)
{
	size_t n = 0, next = 1, from = 0, behind = 0;
	*first_r = 0;
	for (size_t i = 0; i < r->n && n + 1 < SEVERAL_MOST; i++) {
		if (ordinal_at(r, i, &behind) != next || (behind < r->n && rune_is_digit(r->cp[behind])))
			continue;
		if (i > from)
			parts[n++] = (struct span){from, i};
		*first_r = next == 1 ? n : *first_r;
		from = i;
		next++;
		i = behind - 1;
	}
	if (next < 3)
		return 0;
	parts[n++] = (struct span){from, r->n};
	return n;
}

/* --- clauses with a title each --- */

struct clause {
	struct span span;
	size_t titles, names;
	bool opens; /* 另一个是…, 还有… */
};

static bool ends_clause(const struct runes *r, size_t i)
{
	return r->cp[i] == ',' || r->cp[i] == ';' || r->cp[i] == 0x3002 || r->cp[i] == '!';
}

static size_t count_titles(struct reading *rd, const struct runes *r, struct span s)
{
	struct span inner, outer;
	size_t n = 0;
	for (; shape_find_title(r, s, &inner, &outer); s.from = outer.to)
		n += titles_announced(rd, r, outer.from) < outer.from || n > 0;
	return n;
}

static size_t count_names(struct reading *rd, const struct runes *r, struct span s)
{
	struct named n;
	struct span unit;
	size_t names = 0, unit_end = shape_find_unit(rd->lex, r, s, &unit) ? unit.to : SIZE_MAX;
	for (size_t i = s.from; i < s.to; i++)
		if (named_at(rd, r, i, s, unit_end, &n)) {
			names++;
			i = n.end - 1;
		}
	return names;
}

/* 微视频一件，…: what kind of work comes next, and nothing else. */
static bool announces_kind(struct reading *rd, const struct runes *r, struct span s)
{
	enum { MOST = 10 };
	struct match m;
	return s.to - s.from <= MOST && lexicon_at(rd->lex, LEX(LEX_STRONG), r, s.from, s.to, &m);
}

static size_t find_clauses(struct reading *rd, const struct runes *r, struct clause v[SEVERAL_MOST])
{
	size_t n = 0, depth = 0;
	for (size_t from = 0, i = 0; i <= r->n && n < SEVERAL_MOST; i++) {
		if (i < r->n) {
			depth += r->cp[i] == 0x300a;
			depth -= depth > 0 && r->cp[i] == 0x300b;
			if (depth > 0 || !ends_clause(r, i))
				continue;
		}
		struct span s = runes_trim(r, (struct span){from, i});
		struct match m;
		from = i + 1;
		if (s.from >= s.to)
			continue;
		v[n++] = (struct clause){.span = {s.from, i},
		        .titles = count_titles(rd, r, s),
		        .names = count_names(rd, r, s),
		        .opens = lexicon_at(rd->lex, LEX(LEX_FURTHER), r, s.from, s.to, &m) ||
		                 announces_kind(rd, r, s)};
	}
	return n;
}

/* 李强拍了一张，叫《A》；王芳录了一段，叫《B》: who made it is told before what it is called. */
static bool names_come_first(const struct clause *v, size_t n)
{
	bool named = false;
	size_t before = 0, beside = 0, titled = 0;
	for (size_t i = 0; i < n; i++) {
		named = named || v[i].names > 0;
		if (v[i].titles > 0) {
			titled++;
			before += named && v[i].names == 0;
			beside += v[i].names > 0;
			named = false;
		}
	}
	return before > 0 && before + beside == titled;
}

/* Where the clauses of a title begin: with its own, or with those before it that open it or name its author. */
static size_t start_of(const struct clause *v, size_t i, bool names_first)
{
	size_t start = i;
	while (start > 0 && v[start - 1].titles == 0 && !v[start].opens &&
	        (v[start - 1].opens || (names_first && v[start - 1].names > 0)))
		start--;
	return start;
}

static size_t split_titled(
        struct reading *rd, const struct runes *r, struct span parts[SEVERAL_MOST], size_t *first_r)
{
	struct clause v[SEVERAL_MOST];
	size_t n = find_clauses(rd, r, v), titled = 0, count = 0, from = 0;
	for (size_t i = 0; i < n; i++) {
		if (v[i].titles > 1)
			return 0; /* 《A》《B》: of one author */
		titled += v[i].titles;
	}
	if (titled < 2 || n == SEVERAL_MOST)
		return 0;
	bool names_first = names_come_first(v, n);
	for (size_t i = 0, last = 0; i < n; i++) {
		if (v[i].titles == 0)
			continue;
		size_t start = last ? start_of(v, i, names_first) : i;
		start = last == 0 && names_first ? start_of(v, i, true) : start;
		size_t at = v[start].span.from;
		if (at > from)
			parts[count++] = (struct span){from, at};
		if (!last)
			*first_r = count;
		last = i + 1;
		from = at;
	}
	parts[count++] = (struct span){from, r->n};
	return count;
}

static bool begins_contact(struct reading *rd, const struct runes *r, size_t at, size_t to)
{
	struct match m;
	return lexicon_at(rd->lex, LEX(LEX_LABEL), r, at, to, &m) &&
	       ((const struct vocabulary_word *)m.ref)->label == LABEL_CONTACT;
}

static bool has_number(struct reading *rd, const struct runes *r, struct span s)
{
	enum fault fault;
	return *value_contacts(rd, r, s, &fault) || fault != FAULT_NONE;
}

/* …，以上作品均由…选送，都请联系我: what is said at the end of all works stands apart from the last one. */
static size_t split_end(struct reading *rd, const struct runes *r, struct span parts[SEVERAL_MOST], size_t n)
{
	struct match m;
	struct span *last = &parts[n - 1];
	for (size_t i = last->from + 1; i < last->to && n < SEVERAL_MOST; i++) {
		if (!ends_clause(r, i - 1))
			continue;
		bool all = lexicon_at(rd->lex, LEX(LEX_FOR_ALL_LEAD), r, i, last->to, &m) ||
		           (r->cp[i - 1] == 0x3002 && begins_contact(rd, r, i, last->to) &&
		                   !has_number(rd, r, (struct span){parts[0].from, last->from}));
		if (!all)
			continue;
		parts[n] = (struct span){i, last->to};
		last->to = i;
		return n + 1;
	}
	return n;
}

size_t several_split(
        struct reading *rd, const struct runes *r, struct span parts[SEVERAL_MOST], size_t *first_r)
{
	enum { LEAST = 12, MOST = 1200 };
	if (r->n < LEAST || r->n > MOST)
		return 0;
	size_t n = split_counted(r, parts, first_r);
	n = n ? n : split_titled(rd, r, parts, first_r);
	return n ? split_end(rd, r, parts, n) : 0;
}
