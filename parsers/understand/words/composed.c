#include "parsers/understand/words/composed.h"

#include "parsers/understand/letter/labels.h"

#include <string.h>

enum { COMPOSED_RUNES = 24 };

static const struct vocabulary_word role_word = {
        .text = "", .label = LABEL_NAME, .role = WORD_SECOND, .also = LABEL_COUNT};
static const struct vocabulary_word author_word = {
        .text = "", .label = LABEL_NAME, .role = WORD_PLAIN, .also = LABEL_COUNT};
static const struct vocabulary_word person_word = {
        .text = "", .label = LABEL_NAME, .role = WORD_PLAIN, .also = LABEL_CONTACT};

/* 或 及 和 与 兼 暨 */
static bool joins(uint32_t c)
{
	static const uint32_t signs[] = {
	        0x6216, 0x53ca, 0x548c, 0x4e0e, 0x517c, 0x66a8, 0x3001, '/', '&', '+', ','};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i] == c)
			return true;
	return false;
}

/* 策划人, 词曲作者, 演唱者: roles, and then who fills them. */
static bool is_role(struct reading *rd, const struct runes *r, struct span s)
{
	struct match m;
	size_t at = s.from;
	while (lexicon_at(rd->lex, LEX(LEX_ROLE), r, at, s.to, &m))
		at = m.end;
	if (at == s.from || at >= s.to)
		return false;
	bool doer = r->cp[at] == 0x8005 || r->cp[at] == 0x4eba || r->cp[at] == 0x5458; /* 者 人 员 */
	struct labelled l;
	return (doer && at + 1 == s.to) || (labels_is_label(rd, r, (struct span){at, s.to}, &l) && l.word &&
	                                           l.word->label == LABEL_NAME && l.word->role == WORD_PLAIN);
}

/* One field, a person and the number, or a person and the unit. */
static bool add_part(struct labelled *sum, bool *contact, const struct labelled *part)
{
	if (part->titles || part->word->role == WORD_FOREIGN || part->word->role == WORD_SUB_PROJECT ||
	        part->word->also != LABEL_COUNT)
		return false;
	if (!sum->word) {
		sum->word = part->word;
	} else if (part->word->label == sum->word->label) {
		sum->word = part->word->role < sum->word->role ? part->word : sum->word;
	} else if (sum->word->label == LABEL_NAME && part->word->label == LABEL_CONTACT) {
		*contact = true;
	} else if (sum->word->label + part->word->label == LABEL_UNIT + LABEL_NAME) {
		sum->word = &author_word; /* a unit before or behind the name is found there */
	} else {
		return false;
	}
	return true;
}

static bool read_parts(struct reading *rd, const struct runes *r, struct labelled *l_r)
{
	struct labelled sum = {0};
	bool contact = false;
	for (size_t from = 0, i = 0; i <= r->n; i++) {
		if (i < r->n && !joins(r->cp[i]) && r->text[r->at[i]] != '\n')
			continue;
		struct span s = runes_trim(r, (struct span){from, i});
		struct labelled part = {0};
		from = i + 1;
		if (is_role(rd, r, s))
			part.word = &role_word;
		else if (s.from >= s.to || !labels_is_label(rd, r, s, &part))
			return false;
		if (!add_part(&sum, &contact, &part))
			return false;
	}
	*l_r = (struct labelled){.word = contact ? &person_word : sum.word, .text = r->text};
	return true;
}

/* Without what stands in brackets. */
static const char *without_remarks(struct reading *rd, const struct runes *r)
{
	struct buf rest = BUF_INIT(1024);
	size_t open = 0;
	for (size_t i = 0; i < r->n; i++) {
		open += r->cp[i] == '(';
		if (!open)
			buf_puts(&rest, runes_text(rd->a, r, (struct span){i, i + 1}));
		open -= open > 0 && r->cp[i] == ')';
	}
	const char *text = arena_strdup(rd->a, buf_str(&rest));
	buf_free(&rest);
	return text;
}

/* Which labels a word of the campaign may stand before: 活动|负责人, 短片|名称, 照片|作者, 投稿|联系电话; never 单位|负责人, 平台|电话. */
static bool may_follow(
        struct reading *rd, const struct runes *r, struct span lead, const struct vocabulary_word *w)
{
	const lexicon_set ours =
	        LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_FILLER) | LEX(LEX_MATERIAL) | LEX(LEX_TITLE_LABEL);
	struct match m;
	if (w->role > WORD_SECOND || w->label == LABEL_UNIT || w->also != LABEL_COUNT ||
	        (lexicon_is(rd->lex, LEX(LEX_LABEL), r, lead, &m) &&
	                ((const struct vocabulary_word *)m.ref)->label == LABEL_UNIT))
		return false;
	return lexicon_rest(rd->lex, w->label == LABEL_CONTACT ? LEX(LEX_FILLER) : ours, r, lead) == 0;
}

static bool read_lead(struct reading *rd, const struct runes *r, struct labelled *l_r)
{
	struct match m;
	for (size_t i = 2; i + 1 < r->n && i <= 8; i++)
		if (lexicon_is(rd->lex, LEX(LEX_LABEL), r, (struct span){i, r->n}, &m) &&
		        may_follow(rd, r, (struct span){0, i}, m.ref)) {
			*l_r = (struct labelled){.word = m.ref, .text = r->text};
			return true;
		}
	return false;
}

/* 学校, 医院名称, 企业（全称）: what kind of unit asks for which. */
static bool read_unit_kind(struct reading *rd, const struct runes *r, struct labelled *l_r)
{
	static const struct vocabulary_word own = {.text = "", .label = LABEL_UNIT, .also = LABEL_COUNT},
	                                    part = {.text = "",
	                                            .label = LABEL_UNIT,
	                                            .role = WORD_SECOND,
	                                            .also = LABEL_COUNT};
	struct match m, name;
	if (!lexicon_at(rd->lex, LEX(LEX_UNIT_KIND), r, 0, r->n, &m))
		return false;
	size_t kind = m.end;
	if (kind < r->n && !(lexicon_is(rd->lex, LEX(LEX_LABEL), r, (struct span){kind, r->n}, &name) &&
	                           ((const struct vocabulary_word *)name.ref)->label == LABEL_TITLE))
		return false;
	bool inner = lexicon_is(rd->lex, LEX(LEX_UNIT_PART), r, (struct span){0, kind}, &m);
	*l_r = (struct labelled){.word = inner ? &part : &own, .text = r->text};
	return true;
}

bool composed_label(struct reading *rd, const struct runes *r, struct labelled *l_r)
{
	if (r->n < 2 || r->n > COMPOSED_RUNES)
		return false;
	for (size_t i = 0; i < r->n; i++)
		if (rune_is_digit(r->cp[i]) || r->cp[i] == ':')
			return false;
	struct runes bare = runes_read(rd->a, without_remarks(rd, r));
	if (bare.n == 0)
		return false;
	if (bare.n < r->n && labels_is_label(rd, &bare, (struct span){0, bare.n}, l_r))
		return true;
	return read_parts(rd, &bare, l_r) || read_lead(rd, &bare, l_r) || read_unit_kind(rd, &bare, l_r);
}
