#include "parsers/understand/words/values.h"

#include "parsers/understand/words/persons.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/stamps.h"

#include <string.h>
#include <strings.h>

static uint32_t rank_of(enum vocabulary_role role)
{
	switch (role) {
	case WORD_PLAIN:
		return RANK_PLAIN;
	case WORD_SUBMITTING:
		return RANK_SUBMITTING;
	case WORD_CONTACT_PERSON:
		return RANK_PERSON;
	default:
		return RANK_SECOND;
	}
}

const char *value_join(struct arena *a, const char *one, const char *two)
{
	return !*one ? two : !*two ? one : arena_printf(a, "%s\n%s", one, two);
}

static void add_fault(struct reading *rd, struct drafts *d, const struct labelled *l, enum label label,
        enum fault fault, uint32_t rank, const struct runes *r, struct span span, struct origin o)
{
	struct claim c = claim_make(rd, label, o, rank, "", r, span);
	c.fault = fault;
	drafts_claim(rd, d, &c, l->text, l->for_all);
}

static void read_name(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o)
{
	struct span unit;
	const char *names = "";
	/* 作者：大沽街道总工会史可; 作者：孟祥瑞（古林街道总工会） */
	if (!persons_is_group(rd, r, span) && shape_find_unit(rd->lex, r, span, &unit)) {
		struct claim c =
		        claim_make(rd, LABEL_UNIT, o, RANK_NAMED, runes_text(rd->a, r, unit), r, span);
		drafts_claim(rd, d, &c, NULL, l->for_all);
		names = persons_read(rd, r, (struct span){span.from, unit.from}, false);
		names = value_join(rd->a, names, persons_read(rd, r, (struct span){unit.to, span.to}, true));
	} else {
		names = persons_read(rd, r, span, false);
	}
	uint32_t rank = l->weak ? RANK_GUESS : rank_of(l->word->role);
	if (*names) {
		struct claim c = claim_make(rd, LABEL_NAME, o, rank, names, r, span);
		drafts_claim(rd, d, &c, l->weak ? NULL : l->text, l->for_all);
	} else {
		enum fault fault = shape_emptiness(rd->lex, r, span);
		add_fault(rd, d, l, LABEL_NAME, fault ? fault : FAULT_EMPTY, rank, r, span, o);
	}
	/* 摄像：骆驼（18902117250）: who also made it, while it is known whom to call */
	bool further = !*l->word->text && d->now.n > 0 && draft_has(&d->now.v[0]->work, LABEL_CONTACT);
	/* 联系人：徐静 25201119 */
	if (l->word->also == LABEL_COUNT && !further) {
		enum fault fault;
		const char *numbers = value_contacts(rd, r, span, &fault);
		struct claim c = claim_make(rd, LABEL_CONTACT, o, RANK_SECOND, numbers, r, span);
		if (*numbers)
			drafts_claim(rd, d, &c, NULL, l->for_all);
	}
}

/* --- contacts --- */

bool value_is_office_phone(const struct reading *rd, const char *digits)
{
	size_t len = strcspn(digits, "-");
	for (size_t i = 0; i < rd->campaign->office_phones.n; i++) {
		const char *own = rd->campaign->office_phones.v[i];
		size_t n = strlen(own);
		bool behind_area_code = n >= 7 && len > n && digits[0] == '0';
		if ((n == len || behind_area_code) && strncmp(digits + len - n, own, n) == 0)
			return true;
	}
	return false;
}

static bool is_office_mailbox(const struct reading *rd, const char *address)
{
	for (size_t i = 0; i < rd->campaign->office_mailboxes.n; i++)
		if (strcasecmp(rd->campaign->office_mailboxes.v[i], address) == 0)
			return true;
	return false;
}

/* An e-mail address or a messenger's id: only where the sender gives it as the contact. */
static const char *find_address(struct reading *rd, const struct runes *r, struct span span)
{
	struct match m;
	struct span s;
	size_t at;
	for (size_t i = span.from; i < span.to; i++)
		if ((i == span.from || !rune_is_word(r->cp[i - 1])) && shape_address_at(r, i, span.to, &s))
			for (size_t k = s.from + 1; k + 2 < s.to; k++)
				if (r->cp[k] == '@' && !is_office_mailbox(rd, runes_text(rd->a, r, s)))
					return runes_text(rd->a, r, s);
	if (!lexicon_find(rd->lex, LEX(LEX_MESSENGER), r, span, &at, &m))
		return "";
	at = m.end;
	while (at < span.to && (rune_is_blank(r->cp[at]) || r->cp[at] == ':'))
		at++;
	return shape_address_at(r, at, span.to, &s) ? runes_text(rd->a, r, s) : "";
}

const char *value_contacts(struct reading *rd, const struct runes *r, struct span span, enum fault *fault_r)
{
	const char *numbers = find_address(rd, r, span);
	enum fault fault = FAULT_NONE;
	for (size_t i = span.from; i < span.to && !*numbers;) {
		struct phone p;
		bool starts = rune_is_digit(r->cp[i]) || r->cp[i] == '+' ||
		              (r->cp[i] == '(' && i + 1 < span.to &&
		                      (rune_is_digit(r->cp[i + 1]) || r->cp[i + 1] == '+'));
		if (!starts || !shape_phone_at(rd->lex, r, i, span.to, &p) || p.span.to <= i) {
			i++;
			continue;
		}
		if (p.fault != FAULT_NONE)
			fault = fault ? fault : p.fault;
		else if (!value_is_office_phone(rd, p.digits)) {
			numbers = arena_strdup(rd->a, p.digits);
			/* further numbers of the same value */
			enum fault ignored;
			const char *more = value_contacts(rd, r, (struct span){p.span.to, span.to}, &ignored);
			numbers = value_join(rd->a, numbers, more);
		}
		i = p.span.to;
	}
	*fault_r = *numbers ? FAULT_NONE : fault;
	return numbers;
}

bool value_is_messenger(struct reading *rd, const struct labelled *l)
{
	struct match m;
	struct runes word = runes_read(rd->a, l->text ? l->text : "");
	for (size_t i = 0; i < word.n; i++)
		if (lexicon_at(rd->lex, LEX(LEX_MESSENGER), &word, i, word.n, &m) && m.end == word.n)
			return true;
	return false;
}

/* 微信号：gengkun_tj, 联系方式微信 gengkun_tj: what stands behind a messenger's name is an address there. */
static const char *read_id(
        struct reading *rd, const struct labelled *l, const struct runes *r, struct span span)
{
	struct span id, s = runes_unwrap(r, span);
	return value_is_messenger(rd, l) && shape_address_at(r, s.from, s.to, &id) ? runes_text(rd->a, r, id)
	                                                                           : "";
}

static void read_contact(struct reading *rd, struct drafts *d, const struct labelled *l,
        const struct runes *r, struct span span, struct origin o, uint32_t rank)
{
	enum fault fault = FAULT_NONE, empty = shape_emptiness(rd->lex, r, span);
	const char *numbers = shape_is_example(rd->lex, r, span) ? "" : value_contacts(rd, r, span, &fault);
	if (!*numbers && empty == FAULT_NONE)
		numbers = read_id(rd, l, r, span);
	if (*numbers) {
		struct claim c = claim_make(rd, LABEL_CONTACT, o, rank, numbers, r, span);
		const char *person = persons_read(rd, r, span, true);
		struct claim p = claim_make(rd, LABEL_NAME, o, RANK_PERSON, person, r, span);
		drafts_claim(rd, d, &c, l->text, l->for_all);
		if (*person && l->text) /* 联系电话：17695820413（佟磊） */
			drafts_claim(rd, d, &p, NULL, l->for_all);
	} else {
		add_fault(rd, d, l, LABEL_CONTACT,
		        empty   ? empty
		        : fault ? fault
		                : FAULT_NO_NUMBER,
		        rank, r, span, o);
	}
}

/* --- units and titles --- */

/* 新北街道总工会 干事: the unit, without what the person is there. */
static struct span drop_post(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.from + 4; i < s.to; i++) {
		struct span unit = runes_trim(r, (struct span){s.from, i}),
		            post = runes_trim(r, (struct span){i + !rune_is_word(r->cp[i]), s.to});
		if (post.from < post.to && lexicon_is(rd->lex, LEX(LEX_POST), r, post, &m) && m.runes >= 2 &&
		        shape_is_unit(rd->lex, r, unit))
			return unit;
	}
	return s;
}

static void read_unit(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o)
{
	struct span s = runes_unwrap(r, stamp_trim_unit(rd->lex, r, runes_unwrap(r, span)));
	s = drop_post(rd, r, s);
	uint32_t rank = l->weak ? RANK_GUESS : rank_of(l->word->role);
	enum fault fault = shape_emptiness(rd->lex, r, s);
	if (fault == FAULT_NONE && shape_is_receiver(rd->lex, r, s))
		fault = FAULT_PLACEHOLDER;
	if (fault == FAULT_NONE && shape_is_name(rd->lex, r, s) && l->word->role == WORD_SUBMITTING)
		return; /* 推荐单位 filled with a person */
	if (fault != FAULT_NONE) {
		add_fault(rd, d, l, LABEL_UNIT, fault, rank, r, span, o);
		return;
	}
	struct claim c = claim_make(rd, LABEL_UNIT, o, rank, runes_text(rd->a, r, s), r, span);
	drafts_claim(rd, d, &c, l->text, l->for_all);
}

/* Without an ordinal and a remark such as （作者毛泽东） behind 《》. */
static struct span trim_title(const struct runes *r, struct span s)
{
	struct span inner, outer;
	s = runes_trim(r, s);
	if (shape_find_title(r, s, &inner, &outer) && outer.from == s.from) {
		struct span rest = runes_trim(r, (struct span){outer.to, s.to});
		if (rest.from >= rest.to || rest.from > outer.to || r->cp[rest.from] == '(')
			return inner;
	}
	/* "焊工康姐"，12万粉丝 */
	uint32_t closer = s.from < s.to && (r->cp[s.from] == '"' || r->cp[s.from] == 0x201c)
	                          ? rune_closer(r->cp[s.from])
	                          : 0;
	for (size_t i = s.from + 2; closer && i + 1 < s.to; i++)
		if (r->cp[i] == closer && (r->cp[i + 1] == ',' || r->cp[i + 1] == ';' || r->cp[i + 1] == '('))
			return (struct span){s.from + 1, i};
	return runes_unwrap(r, s);
}

/* 项目名称：互联网+工会维权服务案例: what the work is put in for, and not what it is called. */
static bool read_kind_for_title(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span span, struct origin o)
{
	struct span s = runes_unwrap(r, span);
	struct match m;
	bool kind = lexicon_is(rd->lex, LEX(LEX_STRONG), r, s, &m) && m.runes >= 6;
	if (kind)
		value_kinds(rd, d, r, s, o, true, WEIGHT_LABEL);
	return kind;
}

/* 四季（组照，4张）, 《四季》组照: what stands behind the title, or in brackets at its end, may tell the kind. */
static struct span behind_title(const struct runes *r, struct span s, struct span title)
{
	if (title.to < s.to && title.to > s.from && s.to - title.to > 1)
		return (struct span){title.to, s.to};
	for (size_t i = title.to; title.to > title.from + 2 && r->cp[title.to - 1] == ')' && i > title.from;
	        i--)
		if (r->cp[i - 1] == '(')
			return (struct span){i, title.to - 1};
	return (struct span){s.to, s.to};
}

static void read_titles(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o, uint32_t rank)
{
	if (read_kind_for_title(rd, d, r, span, o))
		return;
	enum fault fault = shape_emptiness(rd->lex, r, span);
	if (fault != FAULT_NONE) {
		add_fault(rd, d, l, LABEL_TITLE, fault, rank, r, span, o);
		return;
	}
	struct span inner, outer, rest = span;
	size_t quoted = 0;
	while (shape_find_title(r, rest, &inner, &outer)) {
		quoted++;
		rest.from = outer.to;
	}
	if (quoted < 2) {
		struct span title = trim_title(r, span);
		struct claim c = claim_make(rd, LABEL_TITLE, o, rank, runes_text(rd->a, r, title), r, span);
		drafts_claim(rd, d, &c, l->text, l->for_all);
		value_kinds(rd, d, r, behind_title(r, span, title), o, true, 0);
		return;
	}
	bool first = true;
	for (rest = span; shape_find_title(r, rest, &inner, &outer); rest.from = outer.to, first = false) {
		struct claim c = claim_make(rd, LABEL_TITLE, o, rank, runes_text(rd->a, r, inner), r, outer);
		if (first)
			drafts_claim(rd, d, &c, l->text, l->for_all);
		else
			drafts_twin(rd, d, &c);
	}
}

/* --- sub-projects --- */

/* A form's boxes: □歌曲 ☑微视频 */
static bool is_box(uint32_t c)
{
	return c == 0x25a1 || c == 0x2610 || c == 0x25fb || c == 0x25ef || c == 0x25cb;
}

static bool is_tick(uint32_t c)
{
	return c == 0x2611 || c == 0x2612 || c == 0x25a0 || c == 0x221a || c == 0x2713 || c == 0x2714 ||
	       c == 0x25cf || c == 0x2705 || c == 0x25c9 || c == 0xf052 || c == 0xf0fe;
}

static bool has_boxes(const struct runes *r, struct span s)
{
	bool boxes = false;
	for (size_t i = s.from; i < s.to; i++)
		boxes = boxes || is_box(r->cp[i]);
	return boxes;
}

/* Whether the mark before a word, or behind it, is a tick. */
static bool is_ticked(const struct runes *r, struct span word, struct span s)
{
	size_t i = word.from;
	while (i > s.from && (rune_is_blank(r->cp[i - 1]) || rune_opens(r->cp[i - 1]) ||
	                             rune_closes(r->cp[i - 1]) || rune_is_han(r->cp[i - 1])))
		i--;
	bool before = i > s.from && is_tick(r->cp[i - 1]), box = i > s.from && is_box(r->cp[i - 1]);
	size_t k = word.to;
	while (k < s.to && (rune_is_blank(r->cp[k]) || rune_is_han(r->cp[k])))
		k++;
	return before || (!box && k < s.to && is_tick(r->cp[k]));
}

/* 一张照片, 两段视频: not only hinted at, but what the writer sends. */
static bool is_counted(const struct runes *r, size_t at)
{
	static const uint32_t measures[] = {
	        0x5f20, 0x5e45, 0x7ec4, 0x6bb5, 0x90e8, 0x9996}; /* 张幅组段部首 */
	bool number = at >= 2 && (rune_numeral(r->cp[at - 2]) || rune_is_digit(r->cp[at - 2]) ||
	                                 r->cp[at - 2] == 0x4e24); /* 两 */
	for (size_t i = 0; number && i < sizeof measures / sizeof *measures; i++)
		if (r->cp[at - 1] == measures[i])
			return true;
	return false;
}

void value_kinds(struct reading *rd, struct drafts *d, const struct runes *r, struct span span,
        struct origin o, bool to_work, uint32_t extra)
{
	struct match m;
	const struct span whole = span;
	const uint32_t weak = extra == WEIGHT_LABEL        ? 2 * WEIGHT_WEAK
	                      : extra == WEIGHT_ANNOUNCING ? WEIGHT_WEAK
	                                                   : 0;
	bool boxes = has_boxes(r, span);
	for (size_t at; lexicon_find(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK), r, span, &at, &m);
	        span.from = m.end) {
		if (boxes && !is_ticked(r, (struct span){at, m.end}, whole))
			continue;
		const struct sub_project *s = m.ref;
		uint32_t longer = m.runes < 10 ? (uint32_t)m.runes : 10;
		struct kind_claim k = {
		        .sub_project = s->id, .place = o.place, .part = o.part, .source = m.word};
		k.weight = m.class == LEX_STRONG
		                   ? WEIGHT_WORD + 5 * longer + extra
		                   : WEIGHT_WEAK + (weak || !is_counted(r, at) ? weak : WEIGHT_WEAK);
		drafts_kind(rd, d, &k, to_work);
		/* one word may hint at several sub-projects */
		for (size_t i = 0; m.class == LEX_WEAK && i < rd->campaign->sub_projects.n; i++)
			for (size_t w = 0; w < rd->campaign->sub_projects.v[i].weak.n; w++)
				if (strcmp(rd->campaign->sub_projects.v[i].weak.v[w], m.word) == 0) {
					k.sub_project = rd->campaign->sub_projects.v[i].id;
					drafts_kind(rd, d, &k, to_work);
				}
	}
}

/* 微视频《夜校》: the label is a word for the sub-project itself; 片名 only hints at it. */
static uint32_t title_label_weight(struct reading *rd, const struct labelled *l)
{
	struct runes r = runes_read(rd->a, l->text);
	struct match m;
	bool strong = lexicon_is(rd->lex, LEX(LEX_STRONG), &r, (struct span){0, r.n}, &m) &&
	              m.ref == (const void *)l->titles;
	return strong ? WEIGHT_WORD + 5 * (uint32_t)r.n + WEIGHT_ANNOUNCING : 2 * WEIGHT_WEAK;
}

bool value_is_ditto(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, text);
	struct match m;
	size_t i = 0, words = 0;
	for (; i < r.n; i = m.end, words++) {
		while (i < r.n && (rune_is_blank(r.cp[i]) || r.cp[i] == '-')) /* —〃— */
			i++;
		if (i >= r.n || !lexicon_at(rd->lex, LEX(LEX_DITTO), &r, i, r.n, &m))
			break;
	}
	return words > 0 && i >= r.n;
}

/* 同上 behind a label: what the work before it has, or what was said for all. */
static bool read_ditto(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o)
{
	enum label label = l->titles ? LABEL_TITLE : l->word->label;
	const char *value = "";
	if (span.from >= span.to || span.to > span.from + 8 || label == LABEL_TITLE ||
	        l->word->role > WORD_SECOND || !value_is_ditto(rd, runes_text(rd->a, r, span)))
		return false;
	for (size_t i = d->v.n; i > 0 && !*value; i--)
		value = draft_value(&d->v.v[i - 1]->work, label);
	value = *value ? value : draft_value(&d->shared.work, label);
	struct claim c = claim_make(rd, label, o, rank_of(l->word->role), value, r, span);
	if (*value)
		drafts_claim(rd, d, &c, l->text, false);
	return *value != '\0';
}

/* 单位写天津石化公司工会就可以: what only closes the sentence. */
static struct span drop_tail(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	for (size_t i = s.to > s.from + 6 ? s.to - 6 : s.from + 1; i > s.from && i < s.to; i++)
		if (lexicon_at(rd->lex, LEX(LEX_VALUE_TAIL), r, i, s.to, &m) && m.end == s.to)
			return runes_trim(r, (struct span){s.from, i});
	return s;
}

/* 摄影：《早市》: the word tells what the work is, and not whose. */
static bool read_role_as_kind(struct reading *rd, struct drafts *d, const struct labelled *l,
        const struct runes *r, struct span span, struct origin o)
{
	struct span inner, outer;
	struct runes word = runes_read(rd->a, l->text ? l->text : "");
	if (l->word->label != LABEL_NAME || l->word->role != WORD_SECOND ||
	        !shape_find_title(r, span, &inner, &outer) || outer.from != span.from || outer.to != span.to)
		return false;
	read_titles(rd, d, l, r, span, o, RANK_NAMED);
	value_kinds(rd, d, &word, (struct span){0, word.n}, o, true, WEIGHT_LABEL);
	return true;
}

void value_read(struct reading *rd, struct drafts *d, const struct labelled *l, const struct runes *r,
        struct span span, struct origin o)
{
	span = runes_trim(r, span);
	if (l->word && l->word->label != LABEL_TITLE)
		span = drop_tail(rd, r, span);
	while (span.from < span.to && r->cp[span.from] == '_') /* a line to write on: ____晨光____ */
		span = runes_trim(r, (struct span){span.from + 1, span.to});
	while (span.to > span.from && r->cp[span.to - 1] == '_')
		span = runes_trim(r, (struct span){span.from, span.to - 1});
	if (l->titles) {
		struct kind_claim k = {
		        .sub_project = l->titles->id, .place = o.place, .part = o.part, .source = l->text};
		k.weight = title_label_weight(rd, l);
		read_titles(rd, d, l, r, span, o, RANK_PLAIN);
		drafts_kind(rd, d, &k, true);
		return;
	}
	if (l->word->role == WORD_FOREIGN || read_ditto(rd, d, l, r, span, o) ||
	        read_role_as_kind(rd, d, l, r, span, o))
		return;
	if (l->word->role == WORD_SUB_PROJECT) {
		if (o.place == PLACE_FORM && l->text)
			drafts_ask_kind(rd, d, l->text);
		value_kinds(rd, d, r, span, o, true, WEIGHT_LABEL);
		return;
	}
	if (l->word->label == LABEL_UNIT)
		read_unit(rd, d, l, r, span, o);
	else if (l->word->label == LABEL_NAME)
		read_name(rd, d, l, r, span, o);
	else if (l->word->label == LABEL_TITLE)
		read_titles(rd, d, l, r, span, o, rank_of(l->word->role));
	if (l->word->label == LABEL_CONTACT)
		read_contact(rd, d, l, r, span, o, rank_of(l->word->role));
	if (l->word->also == LABEL_CONTACT) { /* 联系人及电话: the word has begun its work already */
		struct labelled second = *l;
		second.text = NULL;
		read_contact(rd, d, &second, r, span, o, RANK_PLAIN);
	}
}
