#include "parsers/understand/letter/titles.h"

#include "parsers/understand/letter/prose.h"
#include "parsers/understand/words/shapes.h"
#include "parsers/understand/words/values.h"

#include <string.h>

/* Before the quantity and the particle that stand between a verb and its title: 拍摄的《…》, 写了一首《…》 */
static size_t behind_verb(const struct runes *r, size_t at)
{
	size_t i = at;
	if (i >= 2 && (r->cp[i - 2] == 0x4e00 || rune_is_digit(r->cp[i - 2])) && rune_is_han(r->cp[i - 1]))
		i -= 2;
	return i > 0 && (r->cp[i - 1] == 0x7684 || r->cp[i - 1] == 0x4e86) ? i - 1 : i;
}

/* Behind a label that a word joins to its value: 作品名是…, 题目就叫…; or behind what a title is of and a word that names: 照片叫…, 歌取名… */
static bool names_at(struct reading *rd, const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	const lexicon_set things =
	        LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL) | LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_SUBMISSION);
	struct match m, verb;
	bool generic = lexicon_at(rd->lex, LEX(LEX_GENERIC), r, at, to, &m) && m.runes >= 2; /* 平台叫… */
	if (!generic && !lexicon_at(rd->lex, things, r, at, to, &m))
		return false;
	const struct vocabulary_word *w = m.class == LEX_LABEL ? m.ref : NULL;
	bool title = m.class == LEX_TITLE_LABEL || (w && w->label == LABEL_TITLE && w->role == WORD_PLAIN);
	size_t i = m.end;
	while (i < to && i < m.end + 2 && rune_is_blank(r->cp[i]))
		i++;
	if (w && !title && !(w->label == LABEL_TITLE && w->role == WORD_SECOND))
		return false;
	if (!lexicon_at(rd->lex, title ? LEX(LEX_CONNECTOR) : LEX(LEX_TITLE_NAMES), r, i, to, &verb))
		return false;
	*end_r = verb.end;
	return true;
}

/* 摄影作品《…》, 报送《…》, 取名《…》, 朗诵的《…》 */
size_t titles_announced(struct reading *rd, const struct runes *r, size_t at)
{
	const lexicon_set classes = LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_SUBMISSION) |
	                            LEX(LEX_TITLE_LABEL) | LEX(LEX_TITLE_LEAD);
	struct match m;
	while (at > 0 && (r->cp[at - 1] == ':' || rune_is_blank(r->cp[at - 1]))) /* 音频：《回声》 */
		at--;
	size_t verb = behind_verb(r, at), end;
	for (size_t back = 1; back <= 20 && back <= at; back++) {
		if (lexicon_at(rd->lex, classes, r, at - back, at, &m) && m.end == at)
			return at - back;
		if (lexicon_at(rd->lex, LEX(LEX_LABEL), r, at - back, at, &m) && m.end == at &&
		        ((const struct vocabulary_word *)m.ref)->label == LABEL_TITLE)
			return at - back;
		if (back <= verb &&
		        lexicon_at(
		                rd->lex, LEX(LEX_ROLE) | LEX(LEX_PERSON_MAKES), r, verb - back, verb, &m) &&
		        m.end == verb && (verb < at || m.class == LEX_ROLE))
			return verb - back;
		if (names_at(rd, r, at - back, at, &end) && end == at) /* 平台叫“农家工惠” */
			return at - back;
	}
	return at;
}

/* 照片《早班车》: a word that only hints says more where it names what the title is a title of. */
static void add_kind(
        struct reading *rd, struct drafts *d, const struct runes *r, size_t from, size_t to, struct origin o)
{
	value_kinds(rd, d, r, (struct span){from, to}, o, true, WEIGHT_ANNOUNCING);
}

static void add_title(struct reading *rd, struct drafts *d, const struct runes *r, struct span inner,
        struct span outer, struct origin o, uint32_t rank)
{
	struct claim c = claim_make(rd, LABEL_TITLE, o, rank, runes_text(rd->a, r, inner), r, outer);
	drafts_claim(rd, d, &c, NULL, false);
}

/* 《乡愁》和《致橡树》: what is said of one is said of the other. */
static bool joins_titles(const struct runes *r, size_t end, size_t next)
{
	return end < next && next == end + 1 && shape_joins_names(r->cp[end]);
}

static bool read_titles(struct reading *rd, struct drafts *d, const struct runes *r, struct span s,
        struct origin o, bool labelled)
{
	struct span inner, outer, rest = s;
	bool found = false;
	struct span name;
	size_t before = SIZE_MAX; /* where the title before this one ended */
	for (; shape_find_title(r, rest, &inner, &outer); rest.from = outer.to) {
		if (prose_is_slogan(rd, r, inner))
			continue;
		if (found && joins_titles(r, before, outer.from)) {
			struct claim c = claim_make(
			        rd, LABEL_TITLE, o, RANK_NAMED, runes_text(rd->a, r, inner), r, outer);
			before = outer.to;
			drafts_twin(rd, d, &c);
			continue;
		}
		before = outer.to;
		size_t word = titles_announced(rd, r, outer.from);
		bool sure = labelled || word < outer.from ||
		            runes_trim(r, (struct span){s.from, outer.from}).from >= outer.from;
		add_title(rd, d, r, inner, outer, o, sure ? RANK_NAMED : RANK_TEXT);
		if (sure)
			add_kind(rd, d, r, word, outer.from, o);
		if (sure && shape_name_at(rd->lex, r, outer.to, rest.to, &name)) { /* 《春天》李丽 */
			struct claim c = claim_make(rd, LABEL_NAME, o, RANK_TEXT,
			        runes_text_dense(rd->a, r, name), r, (struct span){outer.from, name.to});
			drafts_claim(rd, d, &c, NULL, false);
		}
		found = found || sure;
	}
	return found;
}

/* “互联网+工会”维权服务案例: the quotes stand inside a sub-project's name. */
static bool is_split_word(struct reading *rd, const struct runes *r, struct span quoted, size_t to)
{
	struct match m;
	size_t end = to > quoted.to + 20 ? quoted.to + 20 : to;
	for (size_t i = 0; i < rd->campaign->sub_projects.n; i++)
		if (strstr(rd->campaign->sub_projects.v[i].name, runes_text(rd->a, r, quoted)))
			return true;
	const char *one = runes_text(rd->a, r, quoted),
	           *two = runes_text(rd->a, r, (struct span){quoted.to + 1, end});
	struct runes whole = runes_read(rd->a, arena_printf(rd->a, "%s%s", one, two));
	return lexicon_at(rd->lex, LEX(LEX_STRONG), &whole, 0, whole.n, &m) &&
	       m.end > quoted.to - quoted.from;
}

/* 在“滨海发布”公众号: where something was published. */
static bool is_aside(struct reading *rd, const struct runes *r, size_t at)
{
	enum { WORD_MOST = 2 };
	struct match m;
	for (size_t back = 1; back <= WORD_MOST && back <= at; back++)
		if (lexicon_at(rd->lex, LEX(LEX_TITLE_ASIDE), r, at - back, at, &m) && m.end == at)
			return true;
	return false;
}

/* 号 behind a name in quotes, or what it is put in for: “工友之家”参加普惠服务优秀平台征集 */
static bool tells_behind(struct reading *rd, const struct runes *r, struct span name, size_t to)
{
	struct match m;
	size_t at = name.to + 1;
	if (lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_TITLE_FOLLOW), r, at, to, &m))
		return true;
	if (lexicon_at(rd->lex, LEX(LEX_GENERIC), r, at, to, &m) && m.runes >= 2) { /* “农家工惠”平台 */
		const uint32_t of = 0x7684;
		at = m.end;
		if (at < to && r->cp[at] == of && !is_aside(rd, r, name.from - 1))
			return true; /* “海泰工惠”平台的申报材料 */
	}
	return lexicon_at(rd->lex, LEX(LEX_UNIT_BREAK) | LEX(LEX_SUBMISSION), r, at, to, &m) &&
	       lexicon_at(rd->lex, LEX(LEX_STRONG), r, m.end, to, &m) && !prose_is_slogan(rd, r, name);
}

/* A name in quotes beside the word for what it names: 平台“太平职工云超市”, “哈弗工友”微信小程序 */
static void read_quoted(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	for (size_t i = s.from; i < s.to; i++) {
		bool opens =
		        r->cp[i] == 0x201c || r->cp[i] == '"' || r->cp[i] == 0x300c || r->cp[i] == 0x300e;
		uint32_t closer = opens ? rune_closer(r->cp[i]) : 0;
		size_t end = i + 1;
		while (closer && end < s.to && end < i + 32 && r->cp[end] != closer)
			end++;
		if (!closer || end >= s.to || r->cp[end] != closer)
			continue;
		bool speech = end > i + 1 && r->cp[end - 1] == 0x3002; /* 焦大姐说：“…，今后得多想一想。” */
		if (speech || is_split_word(rd, r, (struct span){i + 1, end}, s.to)) {
			i = end;
			continue;
		}
		size_t word = titles_announced(rd, r, i);
		struct match m;
		bool after = tells_behind(rd, r, (struct span){i + 1, end}, s.to) ||
		             lexicon_at(rd->lex, LEX(LEX_SUBMISSION), r, end + 1, s.to, &m);
		if ((word < i || after) && end - i >= 3 && end - i <= 30) {
			add_title(rd, d, r, (struct span){i + 1, end}, (struct span){i, end + 1}, o,
			        RANK_SECOND);
			add_kind(rd, d, r, word, i, o);
		}
		i = end;
	}
}

/* Behind a word that leads to a title; false where none begins at `at`. */
static bool led_at(struct reading *rd, const struct runes *r, size_t at, size_t to, size_t *end_r)
{
	struct match m;
	if (lexicon_at(rd->lex, LEX(LEX_TITLE_LEAD), r, at, to, &m)) {
		*end_r = m.end;
		return true;
	}
	return names_at(rd, r, at, to, end_r);
}

/* In speech without signs the writer goes on: …我的电话是… */
static bool goes_on(struct reading *rd, const struct runes *r, size_t i, size_t to)
{
	struct match m;
	if (lexicon_at(rd->lex, LEX(LEX_TITLE_END), r, i, to, &m))
		return true;
	if (!lexicon_at(rd->lex, LEX(LEX_LABEL), r, i, to, &m))
		return false;
	return ((const struct vocabulary_word *)m.ref)->label == LABEL_CONTACT && m.runes >= 2;
}

/* In speech without signs blanks stand for them: …叫末班车上的热水瓶 收到了回一下哈 */
static bool blanks_part(const struct runes *r, size_t at)
{
	enum { AROUND = 60 };
	size_t blanks = 0;
	for (size_t i = at > AROUND ? at - AROUND : 0; i < r->n && i < at + AROUND; i++) {
		if (!rune_is_word(r->cp[i]) && !rune_is_blank(r->cp[i]) && r->cp[i] != '.')
			return false;
		blanks += rune_is_blank(r->cp[i]) && i > 0 && rune_is_word(r->cp[i - 1]);
	}
	return blanks >= 3;
}

/* Where a title without marks ends: with its clause, or at what it is a title of: 题为早市的摄影作品 */
static size_t led_end(struct reading *rd, const struct runes *r, size_t from, size_t to)
{
	struct match m;
	size_t end = from;
	while (end < to && (rune_is_word(r->cp[end]) || rune_is_blank(r->cp[end]) || r->cp[end] == 0xb7) &&
	        !(end >= from + 2 &&
	                (goes_on(rd, r, end, to) || (rune_is_blank(r->cp[end]) && blanks_part(r, end)))))
		end++;
	if (end < r->n && rune_is_word(r->cp[end])) /* 最后一单我手机号… */
		while (end > from + 2 && (r->cp[end - 1] == 0x6211 || r->cp[end - 1] == 0x7684))
			end--;
	for (size_t i = from + 2; i < end; i++)
		if (r->cp[i] == 0x7684 && i + 1 < end &&
		        lexicon_at(rd->lex, LEX(LEX_STRONG) | LEX(LEX_WEAK) | LEX(LEX_LABEL), r, i + 1, end,
		                &m) &&
		        m.end == end)
			return i;
	return end;
}

/* 朗诵的是朱自清先生的《匆匆》: what leads to the title leads past its author to the marks. */
static bool add_authored(struct reading *rd, struct drafts *d, const struct runes *r, struct span led,
        size_t end, struct origin o)
{
	struct span inner, outer;
	if (end <= led.from || end >= led.to || r->cp[end - 1] != 0x7684 ||
	        !shape_find_title(r, (struct span){end, led.to}, &inner, &outer) || outer.from != end)
		return false;
	add_title(rd, d, r, inner, (struct span){led.from, outer.to}, o, RANK_SECOND);
	return true;
}

static void add_led(struct reading *rd, struct drafts *d, const struct runes *r, struct span title, size_t at,
        struct origin o)
{
	add_title(rd, d, r, title, (struct span){at, title.to}, o, RANK_SECOND);
	add_kind(rd, d, r, at, title.from, o);
}

/* 这张照片题目是早市，…: a title that no mark sets off. */
static void read_led(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o)
{
	enum { LED_MOST = 16 };
	struct match m;
	for (size_t at = s.from, from; at < s.to; at++) {
		if (!led_at(rd, r, at, s.to, &from))
			continue;
		size_t end = led_end(rd, r, from, s.to);
		struct span t = runes_trim(r, (struct span){from, end});
		if (add_authored(rd, d, r, (struct span){at, s.to}, end, o)) {
			at = end - 1;
			continue;
		}
		/* 文件名为作者+作品名称 tells how files are called */
		bool label = lexicon_is(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, t, &m);
		if (t.to >= t.from + 2 && t.to <= from + LED_MOST && !label &&
		        !shape_is_name(rd->lex, r, t) && !shape_is_unit(rd->lex, r, t) &&
		        shape_emptiness(rd->lex, r, t) == FAULT_NONE)
			add_led(rd, d, r, t, at, o);
		at = from - 1;
	}
}

bool titles_read(struct reading *rd, struct drafts *d, const struct runes *r, struct span s, struct origin o,
        bool labelled)
{
	bool titled = read_titles(rd, d, r, s, o, labelled);
	if (!titled)
		read_quoted(rd, d, r, s, o);
	read_led(rd, d, r, s, o);
	return titled;
}
