#include "parsers/understand/words/compound.h"

#include "parsers/understand/words/hits.h"

#include <string.h>

/* 名称, 姓名: behind another label they only say once more what it asks for. */
static bool says_only_name(const struct vocabulary_word *w)
{
	static const char *const words[] = {"名称", "姓名", "名字", "全称", "真实姓名"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strcmp(w->text, words[i]) == 0)
			return true;
	return false;
}

static const struct vocabulary_word caption = {.text = "", .role = WORD_FOREIGN, .also = LABEL_COUNT},
                                    unit_caption = {.text = "", .role = WORD_FOREIGN, .also = LABEL_COUNT};

bool compound_is_unit_caption(const struct labelled *l)
{
	return l->word == &unit_caption;
}

/* Which of two adjacent labels tells the field: 联系人|电话 asks for a number, 推荐单位|名称 for a unit. */
static const struct vocabulary_word *choose(
        const struct vocabulary_word *one, const struct vocabulary_word *two)
{
	bool field = one->role <= WORD_SECOND;
	if (one->role == WORD_FOREIGN || two->role == WORD_FOREIGN)
		return one->role == WORD_FOREIGN ? one : two;
	return field && says_only_name(two) && one->label != LABEL_CONTACT ? one : two;
}

/* 作者信息, also letter by letter in a narrow cell: the heading of a form's section. Behind it stands nothing, or a label. */
static bool is_caption(struct reading *rd, const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	struct match m;
	size_t from = hits_skip_blanks(r, at, to);
	if (!lexicon_at(rd->lex, LEX(LEX_CAPTION), r, from, to, &m))
		return false;
	size_t next = hits_skip_blanks(r, hits_skip_remark(r, m.end, to), to);
	if (next < to && r->cp[next] == ':')
		next = hits_skip_blanks(r, next + 1, to);
	*end_r = m.end;
	return next >= to ||
	       (rune_is_blank(r->cp[next - 1]) &&
	               lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, next, to, &m));
}

bool compound_at(
        struct reading *rd, const struct runes *r, size_t at, size_t to, struct labelled *l_r, size_t *end_r)
{
	struct match m, second;
	if (!lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, at, to, &m))
		return false;
	*l_r = hits_labelled(&m);
	*end_r = m.end;
	if (is_caption(rd, r, m.end, to, end_r)) {
		bool unit = l_r->word && l_r->word->label == LABEL_UNIT && l_r->word->role <= WORD_SECOND;
		*l_r = (struct labelled){.word = unit ? &unit_caption : &caption,
		        .text = runes_text(rd->a, r, (struct span){at, *end_r})};
		return true;
	}
	*end_r = m.end;
	if (m.class != LEX_LABEL || !lexicon_at(rd->lex, LEX(LEX_LABEL), r, m.end, to, &second))
		return true;
	l_r->word = choose(m.ref, second.ref);
	l_r->text = runes_text(rd->a, r, (struct span){at, second.end});
	*end_r = second.end;
	return true;
}
