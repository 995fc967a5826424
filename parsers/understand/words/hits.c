#include "parsers/understand/words/hits.h"

#include "parsers/understand/words/compound.h"
#include "parsers/understand/words/persons.h"
#include "parsers/understand/words/shapes.h"

struct labelled hits_labelled(const struct match *m)
{
	struct labelled l = {.text = m->word};
	if (m->class == LEX_TITLE_LABEL)
		l.titles = m->ref;
	else
		l.word = m->ref;
	return l;
}

size_t hits_skip_blanks(const struct runes *r, size_t i, size_t to)
{
	while (i < to && rune_is_blank(r->cp[i]))
		i++;
	return i;
}

/* 填报单位（盖章）： the remark belongs to the label where it is short and a colon or the end follows. */
size_t hits_skip_remark(const struct runes *r, size_t i, size_t to)
{
	size_t from = hits_skip_blanks(r, i, to);
	if (from >= to || r->cp[from] != '(')
		return i;
	for (size_t k = from + 1; k < to && k < from + 14; k++)
		if (r->cp[k] == ')') {
			size_t after = hits_skip_blanks(r, k + 1, to);
			return after >= to || r->cp[after] == ':' ? k + 1 : i;
		}
	return i;
}

/* 作品1：, 作品一：, 作品（2）: have skip_remark to do */
static size_t skip_number(const struct runes *r, size_t i)
{
	size_t k = i;
	while (k < r->n && k < i + 2 && (rune_is_digit(r->cp[k]) || rune_numeral(r->cp[k])))
		k++;
	return k < r->n && r->cp[k] == ':' ? k : i;
}

/* 作者是该公司调度员祁连生（…）: the clause ends in a person's name. */
static bool tells_person(struct reading *rd, const struct runes *r, size_t at, size_t to)
{
	size_t end = at;
	while (end < to && end < at + 24 && rune_is_han(r->cp[end]))
		end++;
	return *persons_read(rd, r, (struct span){at, end}, true) != '\0';
}

/* A straight quotation mark that does not close one before it. */
static bool opens_straight(const struct runes *r, size_t at)
{
	size_t marks = 0;
	if (r->cp[at] != '"')
		return false;
	for (size_t i = at; i > 0 && i + 80 > at; i--)
		marks += r->cp[i - 1] == '"';
	return marks % 2 == 0;
}

/* The value fits what the label announces, so that a label in running text needs no colon. */
static bool fits(struct reading *rd, const struct labelled *l, const struct runes *r, size_t at, size_t to)
{
	struct span s;
	struct phone p;
	if (at >= to)
		return false;
	to = to > at + 80 ? at + 80 : to; /* a value is near: keeps a line of any length linear */
	bool quoted = r->cp[at] == 0x300a || r->cp[at] == 0x201c || opens_straight(r, at);
	if (l->titles || (l->word->role <= WORD_SECOND && l->word->label == LABEL_TITLE))
		return quoted;
	if (l->word->role > WORD_SECOND || (l->word->role == WORD_SECOND && l->word->label == LABEL_NAME))
		return false; /* 摄影 is a label before a colon only */
	if (l->word->label == LABEL_CONTACT)
		return (shape_phone_at(rd->lex, r, at, to, &p) && p.span.to >= at + 5) ||
		       (value_is_messenger(rd, l) && shape_address_at(r, at, to, &s));
	if (l->word->label == LABEL_UNIT)
		return quoted || (shape_find_unit(rd->lex, r, (struct span){at, to}, &s) && s.from == at);
	return shape_name_at(rd->lex, r, at, to, &s) || shape_rare_name_at(rd->lex, r, at, to, &s) ||
	       tells_person(rd, r, at, to) ||
	       (shape_find_unit(rd->lex, r, (struct span){at, to}, &s) && s.from == at && s.to < to);
}

/* Runes of words directly before a place: the run that a label inside a word (平台负责人) would belong to. */
static size_t word_run(const struct runes *r, size_t at)
{
	size_t n = 0;
	while (n < at && n < 9 && rune_is_word(r->cp[at - n - 1]))
		n++;
	return n;
}

/* 一、 (二) 3. ② 第二幅： * at the beginning of a line. */
size_t hits_skip_ordinal(const struct runes *r)
{
	size_t i = 0, digits = 0;
	while (i < r->n && (r->cp[i] == '(' || r->cp[i] == '*' || r->cp[i] == '-' || rune_is_blank(r->cp[i])))
		i++;
	if (i < r->n && r->cp[i] >= 0x2460 && r->cp[i] <= 0x249b)
		return i + 1;
	bool nth = i < r->n && r->cp[i] == 0x7b2c;
	for (i += nth; i < r->n && digits < 3; i++, digits++) {
		if (!rune_is_digit(r->cp[i]) && !rune_numeral(r->cp[i]))
			break;
	}
	if (digits == 0 || i >= r->n)
		return 0;
	i += nth && i + 1 < r->n && rune_is_han(r->cp[i]);
	uint32_t c = r->cp[i];
	bool is = nth && (c == 0x662f || c == 0x4e3a); /* 第一幅是… */
	return c == 0x3001 || c == '.' || c == ')' || c == ':' || c == ',' || is ? i + 1 : 0;
}

size_t hits_number(const struct runes *r, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to && i < r->n; i++) {
		uint32_t c = r->cp[i];
		if (rune_is_digit(c))
			n = 10 * n + (c - '0');
		else if (c >= 0x2460 && c <= 0x249b) /* ① ⑴ ⒈ */
			n = (c - 0x2460) % 20 + 1;
		else if (rune_numeral(c))
			n = rune_numeral(c) < 10 ? n / 10 * 10 + rune_numeral(c) : n ? 10 * n : 10;
		else if (n > 0)
			break;
	}
	return n;
}

/* Begins the line, or the third or fifth cell of one between bars. */
static bool is_head_cell(const struct runes *r, size_t at)
{
	size_t bars = 0, before = at;
	if (at <= hits_skip_ordinal(r))
		return true;
	while (before > 0 && rune_is_blank(r->cp[before - 1]))
		before--;
	if (before == 0 || r->cp[before - 1] != '|')
		return false;
	for (size_t i = 0; i < before && bars < 12; i++)
		bars += r->cp[i] == '|';
	return bars % 2 == 0 && bars < 12;
}

/* 我的姓名郝建军: said of oneself, in running speech. */
static bool is_own(const struct runes *r, size_t at)
{
	const uint32_t of = 0x7684, me = 0x6211;
	return r->cp[at - 1] == me || (at >= 2 && r->cp[at - 1] == of && r->cp[at - 2] == me);
}

/* 两位同志的单位写“…” */
static bool is_theirs(const struct hit *h, const struct runes *r)
{
	const uint32_t of = 0x7684;
	return r->cp[h->at - 1] == of && h->labelled.word && h->labelled.word->label == LABEL_UNIT;
}

/* A colon, or what people type for it: 作者=王芳; 作者；王芳, 作者——王芳 at the beginning of a line, where no more parts follow. */
static bool is_colon(const struct runes *r, size_t label, size_t at)
{
	size_t dashes = 0;
	if (r->cp[at] == ':' || r->cp[at] == '=')
		return true;
	if (label > hits_skip_ordinal(r))
		return false;
	if (r->cp[at] == ';')
		return true;
	if (r->cp[at] != '-')
		return false;
	for (size_t i = at + 1; i < r->n && i < at + 40; i++)
		dashes += r->cp[i] == '-' && r->cp[i - 1] != '-';
	return dashes == 0;
}

/* 参赛作品 江文博 13821904467 《火苗》: no title's label, the line has a title further on. */
static bool is_caption(const struct hit *h, const struct runes *r, size_t value)
{
	struct span inner, outer;
	bool title = h->labelled.titles || h->labelled.word->label == LABEL_TITLE;
	return title && shape_find_title(r, (struct span){value, r->n}, &inner, &outer) && outer.from > value;
}

/* 诵 读 作 品 登 记 表: the name of a form, which begins like a label. */
static bool names_form(struct reading *rd, const struct runes *r, size_t at)
{
	struct span rest = {at, r->n};
	struct match m;
	size_t word;
	return r->n - at <= 20 && lexicon_find(rd->lex, LEX(LEX_FORM), r, rest, &word, &m) &&
	       lexicon_rest(rd->lex, LEX(LEX_FORM) | LEX(LEX_FILLER) | LEX(LEX_CAPTION), r, rest) == 0;
}

/* The head of a table in plain text: 姓名 单位 电话; but 联系方式 微信 gengkun_tj has a value at its end. */
static bool is_table_head(struct reading *rd, const struct runes *r, size_t at)
{
	struct labelled l;
	size_t end;
	if (!compound_at(rd, r, at, r->n, &l, &end))
		return false;
	size_t next = hits_skip_blanks(r, end, r->n);
	return next >= r->n || (next > end && !rune_is_letter(r->cp[next]) && !rune_is_digit(r->cp[next]));
}

static bool part_value(struct reading *rd, const struct runes *r, struct hit *h, size_t end)
{
	size_t k = skip_number(r, end), j = hits_skip_remark(r, k, r->n), b = hits_skip_blanks(r, j, r->n);
	h->number = hits_number(r, end, j);
	bool boundary = h->at == 0 || !rune_is_word(r->cp[h->at - 1]) || is_own(r, h->at) || is_theirs(h, r);
	bool bracketed = h->at > 0 && rune_opens(r->cp[h->at - 1]);
	bool sure = h->labelled.titles || h->labelled.word->role != WORD_FOREIGN;
	struct match m;
	h->value = b;
	if (b > j && (is_table_head(rd, r, b) || names_form(rd, r, b)))
		return false;
	if (b < r->n && is_colon(r, h->at, b) &&
	        !(b + 2 < r->n && r->cp[b + 1] == '/' && r->cp[b + 2] == '/')) {
		h->parting = PARTING_COLON;
		h->value = b + 1;
		while (r->cp[b] == '-' && h->value < r->n && r->cp[h->value] == '-')
			h->value++;
		return boundary || word_run(r, h->at) <= 6;
	}
	if (bracketed && b < r->n && r->cp[b] == rune_closer(r->cp[h->at - 1])) {
		h->parting = PARTING_BRACKET;
		h->value = b + 1;
		return true;
	}
	if (b < r->n && r->cp[b] == '|' && is_head_cell(r, h->at)) { /* 姓名|张三, as a table was typed */
		h->parting = PARTING_COLON;
		h->value = b + 1;
		b = hits_skip_blanks(r, b + 1, r->n);
		return !lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, b, r->n, &m);
	}
	h->parting = PARTING_NONE;
	if (lexicon_at(rd->lex, LEX(LEX_CONNECTOR), r, b, r->n, &m)) {
		h->labelled.for_all = lexicon_at(rd->lex, LEX(LEX_FOR_ALL), r, b, r->n, &m);
		lexicon_at(rd->lex, LEX(LEX_CONNECTOR), r, b, r->n, &m);
		h->value = m.end < r->n && r->cp[m.end] == ':' ? m.end + 1 : hits_skip_blanks(r, m.end, r->n);
		if (h->labelled.for_all && boundary)
			return true;
	}
	if (b > j && h->value == b && boundary && sure && !is_caption(h, r, b) &&
	        (h->at == 0 || !rune_is_blank(r->cp[h->at - 1]))) {
		h->parting = PARTING_BLANK;
		if (h->at == 0)
			return b < r->n;
	}
	bool contact = sure && h->labelled.word && h->labelled.word->label == LABEL_CONTACT;
	return (boundary || contact || h->labelled.titles) && fits(rd, &h->labelled, r, h->value, r->n);
}

/* 者, 人, 员 behind a role make its label. */
static bool is_doer(uint32_t c)
{
	return c == 0x8005 || c == 0x4eba || c == 0x5458;
}

/* 领读者：, 拍摄剪辑：, 词/曲/唱：, 开发者	祝一鸣: roles and a colon, or a name behind a blank, where nobody listed them as a label. */
static bool role_label(struct reading *rd, const struct runes *r, size_t at, struct hit *h_r)
{
	static const struct vocabulary_word word = {
	        .text = "", .label = LABEL_NAME, .role = WORD_SECOND, .also = LABEL_COUNT};
	struct match m;
	size_t i = at;
	if (at > 0 && rune_is_word(r->cp[at - 1]))
		return false;
	while (lexicon_at(rd->lex, LEX(LEX_ROLE) | LEX(LEX_PERSON_MAKES), r, i, r->n, &m)) {
		i = m.end;
		if (i < r->n && is_doer(r->cp[i]))
			i++;
		if (i < r->n && (r->cp[i] == '/' || r->cp[i] == 0x3001 || r->cp[i] == '&' || r->cp[i] == '+'))
			i++;
	}
	size_t end = hits_skip_blanks(r, i, r->n);
	bool blank = i > at && at <= hits_skip_ordinal(r) && end > i &&
	             shape_is_name(rd->lex, r, (struct span){end, r->n});
	if (i == at || end >= r->n || (!blank && r->cp[end] != ':'))
		return false;
	*h_r = (struct hit){.labelled = {.word = &word},
	        .at = at,
	        .value = blank ? end : end + 1,
	        .parting = blank ? PARTING_BLANK : PARTING_COLON};
	h_r->labelled.text = runes_text(rd->a, r, (struct span){at, i});
	return true;
}

/* The words up to the colon are a label of the campaign. */
static bool is_listed(struct reading *rd, const struct runes *r, size_t at, size_t value)
{
	struct match m;
	return lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, at, value, &m) &&
	       hits_skip_blanks(r, m.end, value) + 1 == value;
}

size_t hits_find(struct reading *rd, const struct runes *r, struct hit hits[HITS])
{
	size_t n = 0;
	for (size_t i = 0; i < r->n && n < HITS;) {
		struct labelled label;
		size_t end;
		if (role_label(rd, r, i, &hits[n]) && !is_listed(rd, r, i, hits[n].value)) {
			i = hits[n++].value;
			continue;
		}
		if (!compound_at(rd, r, i, r->n, &label, &end)) {
			i++;
			continue;
		}
		hits[n] = (struct hit){.labelled = label, .at = i};
		/* 账号名称 岸桥小冯 平台 抖音: a form's row whose cells only blanks part */
		bool cell = n > 0 && hits[0].parting == PARTING_BLANK && rune_is_blank(r->cp[i - 1]) &&
		            end < r->n && rune_is_blank(r->cp[end]);
		if (cell) {
			hits[n].parting = PARTING_BLANK;
			hits[n].value = hits_skip_blanks(r, end, r->n);
		}
		if (cell || part_value(rd, r, &hits[n], end)) {
			i = hits[n].value > end ? hits[n].value : end;
			n++;
		} else {
			i = end;
		}
	}
	rd->claims->incomplete = rd->claims->incomplete || n == HITS;
	return n;
}

/* Where a value ends that no colon announced: with the clause. */
static size_t clause_end(const struct runes *r, size_t from, size_t to)
{
	uint32_t closer = from < to && r->cp[from] != '(' ? rune_closer(r->cp[from]) : 0;
	for (size_t i = from; i < to; i++) {
		if (closer && r->cp[i] == closer && i > from)
			return i + 1;
		if (!closer &&
		        (r->cp[i] == ',' || r->cp[i] == ';' || r->cp[i] == 0x3002 || r->cp[i] == 0x3001))
			return i;
	}
	return to;
}

/* 春天 创作时间：2022年: a label that nobody listed ends the value too. */
static size_t unknown_label(const struct runes *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t run = i;
		while (r->cp[i] == ':' && run > from && rune_is_han(r->cp[run - 1]))
			run--;
		if (r->cp[i] == ':' && i - run >= 2 && i - run <= 8 && run > from + 1 &&
		        (rune_is_blank(r->cp[run - 1]) || r->cp[run - 1] == ','))
			return run;
	}
	return to;
}

/* 《乡愁》，诵读：巫小满: a title in marks ends with them, unless further titles follow. */
static size_t title_end(const struct runes *r, const struct hit *h, size_t end)
{
	struct span inner, outer, more;
	size_t from = hits_skip_blanks(r, h->value, end);
	bool title = h->labelled.titles ||
	             (h->labelled.word->label == LABEL_TITLE && h->labelled.word->role <= WORD_SECOND);
	if (!title || !shape_find_title(r, (struct span){from, end}, &inner, &outer) || outer.from != from ||
	        outer.to >= end || r->cp[outer.to] != ',' ||
	        shape_find_title(r, (struct span){outer.to, end}, &inner, &more))
		return end;
	return outer.to;
}

/* 骨科护士白航: behind the name that a post leads to; `from` where none does. */
static size_t behind_led_name(struct reading *rd, const struct runes *r, size_t from, size_t to)
{
	struct match m;
	struct span name = {from, from};
	for (size_t i = from; i < to && i < from + 10 && rune_is_han(r->cp[i]); i++) {
		if (!lexicon_at(rd->lex, LEX(LEX_POST), r, i, to, &m))
			continue;
		name = (struct span){m.end, m.end};
		while (name.to < to && rune_is_han(r->cp[name.to]))
			name.to++;
		if (shape_is_name(rd->lex, r, name))
			return name.to;
	}
	return from;
}

/* 钟灵、毓秀；: behind the names that follow the first, each as long as a name is. */
static size_t names_end(struct reading *rd, const struct runes *r, size_t at, size_t to)
{
	const uint32_t by = 0x4ee5, and = 0x53ca; /* 以及 */
	while (at + 2 < to) {
		size_t from = hits_skip_blanks(r, at, to), i;
		from = from + 1 < to && r->cp[from] == by && r->cp[from + 1] == and? from + 2 : from;
		if (from == at && !shape_joins_names(r->cp[from]))
			break;
		from = hits_skip_blanks(r, shape_joins_names(r->cp[from]) ? from + 1 : from, to);
		for (i = from;
		        i < to && rune_is_han(r->cp[i]) && !shape_joins_names(r->cp[i]) && i < from + 5;)
			i++;
		if (i < from + 2 || i > from + 4)
			i = behind_led_name(rd, r, from, to);
		if (i == from)
			break;
		at = i;
	}
	return at;
}

/* 电话13702097714 片子名字叫末班车上的热水瓶: behind the number and a blank speech goes on; `end` where it does not. */
static size_t number_end(struct reading *rd, const struct runes *r, const struct hit *h, size_t end)
{
	enum { SPEECH_LEAST = 5 };
	struct phone p;
	size_t words = 0;
	bool contact = h->labelled.word && h->labelled.word->label == LABEL_CONTACT;
	if (!contact || h->value >= end || !shape_phone_at(rd->lex, r, h->value, end, &p) ||
	        p.span.to >= end || !rune_is_blank(r->cp[p.span.to]))
		return end;
	size_t from = hits_skip_blanks(r, p.span.to, end);
	while (from + words < end && rune_is_han(r->cp[from + words]))
		words++;
	return words >= SPEECH_LEAST ? p.span.to : end;
}

size_t hits_value_end(struct reading *rd, const struct runes *r, const struct hit *h, size_t next)
{
	size_t end = next;
	struct span s;
	if (h->value > 0 && r->cp[h->value - 1] == '|') {
		for (size_t i = h->value; i < end; i++)
			if (r->cp[i] == '|')
				return i;
	}
	/* 创作时间： where only 时间 is known: the word before it belongs to the next label */
	size_t run = end < r->n ? word_run(r, end) : 0;
	if (run > 0 && run <= 6 && end - run > h->value + 1)
		end -= run;
	/* the bracket, bullet or ordinal before the next label is not part of this value */
	if (end < r->n)
		while (end > h->value && (rune_opens(r->cp[end - 1]) || rune_is_blank(r->cp[end - 1])))
			end--;
	bool name = h->labelled.word && h->labelled.word->label == LABEL_NAME &&
	            h->labelled.word->role <= WORD_SECOND;
	bool unit = h->labelled.word && h->labelled.word->label == LABEL_UNIT &&
	            h->labelled.word->role <= WORD_SECOND;
	/* 联系人及电话：邱瑾，022-66897723 */
	name = name && h->labelled.word->also != LABEL_CONTACT;
	if (h->parting == PARTING_NONE) {
		if (name && (shape_name_at(rd->lex, r, h->value, end, &s) ||
		                    shape_rare_name_at(rd->lex, r, h->value, end, &s)))
			return names_end(rd, r, s.to, end);
		size_t led = name ? behind_led_name(rd, r, h->value, end) : h->value;
		if (led > h->value)
			return names_end(rd, r, led, end);
		struct match m;
		if (unit && shape_find_unit(rd->lex, r, (struct span){h->value, end}, &s) &&
		        s.from == h->value && lexicon_at(rd->lex, LEX(LEX_SUBMISSION), r, s.to, end, &m))
			return s.to; /* 我单位…工会报送作品两件 */
		return number_end(rd, r, h, clause_end(r, h->value, end));
	}
	for (size_t i = h->value; i < end; i++) {
		size_t next_mark = hits_skip_blanks(r, i + 1, end);
		bool listed =
		        r->cp[i] == ';' && next_mark < end && r->cp[next_mark] == 0x300a; /* 《A》；《B》 */
		if ((r->cp[i] == ';' && !listed) || r->cp[i] == 0x3002 ||
		        ((unit || name) && r->cp[i] == ',' && i > h->value + 1))
			return i;
	}
	end = title_end(r, h, unknown_label(r, h->value, end));
	/* （单位：…）: a bracket that was opened before the label */
	size_t open = 0;
	for (size_t i = h->value; i < end; i++) {
		open += r->cp[i] == '(';
		if (r->cp[i] == ')' && open-- == 0)
			return i;
	}
	return end;
}
