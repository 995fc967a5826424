#include "parsers/understand/letter/pieces.h"

#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

#include <string.h>

static bool separates(const struct runes *r, size_t i)
{
	uint32_t c = r->cp[i];
	if (c == ' ' && i > 0 && i + 1 < r->n && rune_is_letter(r->cp[i - 1]) && rune_is_letter(r->cp[i + 1]))
		return false;
	return c == '+' || c == '_' || c == '-' || c == '/' || c == '|' || c == 0x3001 || c == ';' ||
	       c == ':' || c == ' ' || c == 0x3010 || c == 0x3011 || c == '[' || c == ']' || c == '(' ||
	       c == ')' || c == '~' || c == 0x2022;
}

/* Only words that describe: 摄影作品报送, 2幅 */
static bool describes(struct reading *rd, const struct runes *r, struct span s)
{
	const lexicon_set classes = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_FORM) |
	                            LEX(LEX_MATERIAL) | LEX(LEX_GENERIC) | LEX(LEX_STATISTICS_TITLE) |
	                            LEX(LEX_REPORT_SUBJECT) | LEX(LEX_RECEIVER) | LEX(LEX_SUBMISSION);
	return lexicon_rest(rd->lex, classes, r, s) == 0;
}

static void add(struct reading *rd, struct pieces *p, enum label label, struct origin o, uint32_t rank,
        const char *value, const struct runes *r, struct span s)
{
	struct claim c = claim_make(rd, label, o, rank, value, r, s);
	if (*value)
		draft_add(rd, &p->found, &c);
}

/* Names stand side by side, or one a piece. */
static void add_name(
        struct reading *rd, struct pieces *p, struct origin o, const struct runes *r, struct span s)
{
	const char *name = runes_text_dense(rd->a, r, s);
	for (size_t i = 0; i < p->found.claims.n; i++) {
		struct claim *c = &p->found.claims.v[i];
		if (c->label == LABEL_NAME && !strstr(c->value, name)) {
			c->value = arena_printf(rd->a, "%s\n%s", c->value, name);
			return;
		}
	}
	add(rd, p, LABEL_NAME, o, RANK_PLAIN, name, r, s);
}

static bool read_phone(
        struct reading *rd, struct pieces *p, struct origin o, const struct runes *r, struct span s)
{
	struct phone phone;
	size_t at = s.from;
	struct match m;
	if (lexicon_at(rd->lex, LEX(LEX_LABEL), r, at, s.to, &m))
		at = m.end;
	if (at >= s.to || !shape_phone_at(rd->lex, r, at, s.to, &phone) || phone.span.to < s.to)
		return false;
	if (shape_is_day(phone.digits) || value_is_office_phone(rd, phone.digits))
		return false;
	if (phone.fault != FAULT_NONE) { /* ten digits that begin like a mobile number, and nothing else */
		size_t digits = strlen(phone.digits);
		struct claim c = claim_make(rd, LABEL_CONTACT, o, RANK_PLAIN, "", r, s);
		c.fault = phone.fault;
		if (digits < 10 || digits > 13 || phone.digits[0] != '1')
			return false;
		draft_add(rd, &p->found, &c);
		p->number = true;
		return true;
	}
	add(rd, p, LABEL_CONTACT, o, RANK_PLAIN, arena_strdup(rd->a, phone.digits), r, s);
	p->typed++;
	return true;
}

/* 作者温馨 */
static bool read_led_name(
        struct reading *rd, struct pieces *p, struct origin o, const struct runes *r, struct span s)
{
	struct match m;
	if (!lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_PERSON_LEAD), r, s.from, s.to, &m) || m.end >= s.to)
		return false;
	struct span name = {m.end, s.to};
	bool word = lexicon_is(rd->lex, LEX(LEX_COMMON_WORD), r, name, &m) &&
	            lexicon_at(rd->lex, LEX(LEX_SURNAME), r, name.from, name.to, &m);
	if (!word && !shape_is_name(rd->lex, r, name) && !shape_is_rare_name(rd->lex, r, name))
		return false;
	add_name(rd, p, o, r, name);
	p->typed++;
	return true;
}

static bool read_unit(
        struct reading *rd, struct pieces *p, struct origin o, const struct runes *r, struct span s)
{
	struct match m;
	struct span unit = s;
	bool whole = shape_is_unit(rd->lex, r, s);
	if (!whole && lexicon_at(rd->lex, LEX(LEX_UNIT), r, s.from, s.to, &m) && m.runes >= 4 &&
	        describes(rd, r, (struct span){m.end, s.to}))
		unit = (struct span){s.from, m.end};
	else if (!whole && !(shape_find_unit(rd->lex, r, s, &unit) && unit.from <= s.from + 2))
		return false;
	add(rd, p, LABEL_UNIT, o, whole ? RANK_PLAIN : RANK_TEXT, runes_text(rd->a, r, unit), r, s);
	p->typed++;
	return whole || describes(rd, r, (struct span){unit.to, s.to});
}

static void read_piece(struct reading *rd, struct pieces *p, struct origin o, const struct runes *r,
        struct span s, struct span *rest);

/* 张伟13802012345晨曲: a mobile number parts what stands around it as a sign does. */
static bool split_mobile(struct reading *rd, struct pieces *p, struct origin o, const struct runes *r,
        struct span s, struct span *rest)
{
	struct phone phone;
	for (size_t i = s.from; i + 11 <= s.to; i++) {
		if (!rune_is_digit(r->cp[i]) || (i > s.from && !rune_is_han(r->cp[i - 1])))
			continue;
		if (!shape_phone_at(rd->lex, r, i, s.to, &phone) || !phone.mobile ||
		        phone.fault != FAULT_NONE || (i == s.from && phone.span.to >= s.to))
			continue;
		read_piece(rd, p, o, r, phone.span, rest);
		read_piece(rd, p, o, r, (struct span){s.from, i}, rest);
		read_piece(rd, p, o, r, (struct span){phone.span.to, s.to}, rest);
		return true;
	}
	return false;
}

/* 殷实·新城镇总工会: a dot beside a unit or number parts as a sign does; one inside a name or title does not. */
static bool split_dot(struct reading *rd, struct pieces *p, struct origin o, const struct runes *r,
        struct span s, struct span *rest)
{
	struct phone phone;
	for (size_t i = s.from + 1; i + 1 < s.to; i++) {
		struct span one = {s.from, i}, two = {i + 1, s.to};
		if (r->cp[i] != 0xb7 && r->cp[i] != 0x2022 && r->cp[i] != 0x30fb)
			continue;
		bool number = rune_is_digit(r->cp[two.from]) &&
		              shape_phone_at(rd->lex, r, two.from, two.to, &phone) && !phone.fault;
		if (!number && !shape_is_unit(rd->lex, r, one) && !shape_is_unit(rd->lex, r, two))
			continue;
		read_piece(rd, p, o, r, one, rest);
		read_piece(rd, p, o, r, two, rest);
		/* 水淼·新城镇总工会: beside the unit stands the person, whatever the first character */
		if (!draft_has(&p->found, LABEL_NAME) && shape_may_be_name(rd->lex, r, one) && !number &&
		        one.to <= one.from + 3)
			add_name(rd, p, o, r, one);
		return true;
	}
	return false;
}

/* 歌词, 剧本; in a folder's name 微视频 is what the work is, though 视频 stands in it. */
static bool holds_material(struct reading *rd, const struct runes *r, struct span s, struct origin o)
{
	const lexicon_set kinds = o.place == PLACE_FOLDER ? LEX(LEX_STRONG) : 0;
	struct match m;
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_MATERIAL) | kinds, r, s, &at, &m); s.from = m.end)
		if (m.class == LEX_MATERIAL)
			return true;
	return false;
}

static void read_piece(struct reading *rd, struct pieces *p, struct origin o, const struct runes *r,
        struct span s, struct span *rest)
{
	struct match m;
	size_t at;
	s = runes_unwrap(r, s);
	if (split_mobile(rd, p, o, r, s, rest) || split_dot(rd, p, o, r, s, rest))
		return;
	if (s.from >= s.to || shape_is_receiver(rd->lex, r, s))
		return;
	p->form = p->form || lexicon_find(rd->lex, LEX(LEX_FORM), r, s, &at, &m);
	p->statistics = p->statistics || lexicon_find(rd->lex, LEX(LEX_STATISTICS_TITLE), r, s, &at, &m);
	p->material = p->material || holds_material(rd, r, s, o);
	if (read_phone(rd, p, o, r, s) || describes(rd, r, s) || read_led_name(rd, p, o, r, s))
		return;
	bool alone = o.place == PLACE_FILE_NAME && s.from == 0 && s.to == r->n; /* 夏天.jpg: rather a title */
	if (!alone && shape_is_name(rd->lex, r, s)) {
		add_name(rd, p, o, r, s);
		p->typed++;
		return;
	}
	if (read_unit(rd, p, o, r, s))
		return;
	/* letters and digits alone are a camera's or a program's: trim.4A1C2F */
	size_t han = 0, digits = 0;
	for (size_t i = s.from; i < s.to; i++) {
		han += rune_is_han(r->cp[i]);
		digits += rune_is_digit(r->cp[i]);
	}
	if (han == 0 && digits > 0)
		return;
	if (rest->to > rest->from && shape_is_department(rd->lex, r, s))
		return; /* 安全部 beside a title */
	bool longer = s.to - s.from > rest->to - rest->from || shape_is_department(rd->lex, r, *rest);
	struct span shorter = longer ? *rest : s;
	if (shorter.to - shorter.from >= 2 && shorter.to - shorter.from <= 4)
		p->spare = runes_text(rd->a, r, shorter);
	if (!longer)
		return;
	*rest = s;
	p->announced = p->found.kinds.n > 0 && s.from > 0 && r->cp[s.from - 1] == ':';
}

static void read_kinds(
        struct reading *rd, struct pieces *p, struct origin o, const struct runes *r, struct span s)
{
	struct drafts d = {0};
	value_kinds(rd, &d, r, s, o, false, o.place == PLACE_FILE_NAME ? 15 : 10);
	for (size_t i = 0; i < d.shared.work.kinds.n; i++)
		draft_add_kind(rd, &p->found, &d.shared.work.kinds.v[i]);
}

/* A sign inside a number (022-65278810) or a sub-project's name (互联网+工会…) does not part it. */
static size_t whole_end(struct reading *rd, const struct runes *r, size_t from, size_t i, size_t to)
{
	struct phone phone;
	struct match m;
	if (rune_is_digit(r->cp[from]) && shape_phone_at(rd->lex, r, from, to, &phone) &&
	        phone.fault == FAULT_NONE && phone.span.to > i)
		return phone.span.to;
	if (lexicon_at(rd->lex, LEX(LEX_STRONG), r, from, to, &m) && m.end > i)
		return m.end;
	return i;
}

static void read_span(struct reading *rd, struct pieces *p, struct origin o, const struct runes *r,
        struct span s, struct span *rest)
{
	read_kinds(rd, p, o, r, s);
	for (size_t from = s.from, i = s.from; i <= s.to; i++) {
		if (i < s.to && !separates(r, i))
			continue;
		size_t end = i < s.to ? whole_end(rd, r, from, i, s.to) : i;
		if (end > i) {
			i = end - 1;
			continue;
		}
		read_piece(rd, p, o, r, (struct span){from, i}, rest);
		from = i + 1;
	}
}

/* A short piece beside a unit or number and a longer title, where no name was recognised: 时来运 */
static void take_spare(struct reading *rd, struct pieces *p, struct origin o)
{
	bool placed = (draft_has(&p->found, LABEL_UNIT) || p->quoted) && draft_has(&p->found, LABEL_CONTACT);
	struct runes r = runes_read(rd->a, p->spare ? p->spare : "");
	bool may_be = shape_may_be_name(rd->lex, &r, (struct span){0, r.n});
	if (!placed || !may_be || draft_has(&p->found, LABEL_NAME) || !*p->title)
		return;
	add(rd, p, LABEL_NAME, o, RANK_TEXT, p->spare, &r, (struct span){0, r.n});
	p->typed++;
}

/* 沁园春·雪 beside a person with a family name: a title that looks like a dotted name. */
static void split_dotted(struct reading *rd, struct pieces *p)
{
	for (size_t i = 0; i < p->found.claims.n && !*p->title; i++) {
		struct claim *c = &p->found.claims.v[i];
		const char *second = c->label == LABEL_NAME ? strchr(c->value, '\n') : NULL;
		if (!second || strchr(second + 1, '\n'))
			continue;
		const char *first = arena_strndup(rd->a, c->value, (size_t)(second - c->value));
		bool one = strstr(first, "·"), two = strstr(second, "·");
		if (one != two) {
			p->title = one ? first : second + 1;
			c->value = one ? second + 1 : first;
		}
	}
}

/* 微视频-夏天-孙红: two pieces look like names and none like a title. Behind a unit the person comes first,
 * else the work. */
static void split_names(struct reading *rd, struct pieces *p)
{
	bool unit = draft_has(&p->found, LABEL_UNIT);
	for (size_t i = 0; i < p->found.claims.n; i++) {
		struct claim *c = &p->found.claims.v[i];
		const char *second = c->label == LABEL_NAME ? strchr(c->value, '\n') : NULL;
		if (!second || strchr(second + 1, '\n'))
			continue;
		const char *first = arena_strndup(rd->a, c->value, (size_t)(second - c->value));
		p->title = unit ? second + 1 : first;
		c->value = unit ? first : second + 1;
	}
}

const char *pieces_name_of(struct reading *rd, const char *title)
{
	const lexicon_set classes = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_MATERIAL) |
	                            LEX(LEX_GENERIC) | LEX(LEX_FORM);
	struct runes r = runes_read(rd->a, title);
	size_t from = 0, to;
	while (from < r.n && r.cp[from] != 0x201c && r.cp[from] != '"' && r.cp[from] != 0x300c)
		from++;
	for (to = from + 1; from < r.n && to < r.n && r.cp[to] != rune_closer(r.cp[from]);)
		to++;
	if (to >= r.n || to - from < 3 || (from == 0 && to + 1 == r.n) ||
	        lexicon_rest(rd->lex, classes, &r, (struct span){0, from}) > 0 ||
	        lexicon_rest(rd->lex, classes, &r, (struct span){to + 1, r.n}) > 0)
		return title;
	return runes_text(rd->a, &r, (struct span){from + 1, to});
}

/* 宣传部 beside a unit is a part of it, no title; 青年突击队 may be one where all else was told. */
static bool is_part_of_unit(struct reading *rd, const struct pieces *p)
{
	struct runes r = runes_read(rd->a, p->title);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	if (p->quoted || !draft_has(&p->found, LABEL_UNIT) || !shape_is_department(rd->lex, &r, s))
		return false;
	uint32_t last = r.cp[s.to - 1];
	bool sure = last == 0x90e8 || last == 0x79d1; /* 部, 科 */
	return sure || !draft_has(&p->found, LABEL_NAME);
}

/* 向海而生-终混.wav: what looks like a name beside a title alone gives way to an author who is told of otherwise. */
static void doubt_name(struct pieces *p)
{
	for (size_t i = 0; i < p->found.claims.n; i++)
		if (p->found.claims.v[i].label == LABEL_NAME)
			p->found.claims.v[i].rank = RANK_TEXT;
}

struct pieces pieces_read(struct reading *rd, const char *text, struct origin o)
{
	struct pieces p = {.title = ""};
	struct runes r = runes_read(rd->a, text);
	struct span all = {0, r.n < 400 ? r.n : 400}, inner, outer, rest = {0, 0};
	if (shape_find_title(&r, all, &inner, &outer)) {
		p.title = runes_text(rd->a, &r, inner);
		p.quoted = true;
		read_span(rd, &p, o, &r, (struct span){0, outer.from}, &rest);
		read_span(rd, &p, o, &r, (struct span){outer.to, all.to}, &rest);
	} else {
		read_span(rd, &p, o, &r, all, &rest);
		p.title = runes_text(rd->a, &r, rest);
	}
	split_dotted(rd, &p);
	if (!*p.title)
		split_names(rd, &p);
	if (is_part_of_unit(rd, &p))
		p.title = "";
	take_spare(rd, &p, o);
	if (o.place == PLACE_FILE_NAME && p.typed == 1)
		doubt_name(&p);
	p.title = pieces_name_of(rd, p.title);
	p.generic = !*p.title && p.typed == 0;
	return p;
}
