#include "parsers/understand/letter/labels.h"

#include "parsers/understand/letter/mentions.h"
#include "parsers/understand/letter/pairs.h"
#include "parsers/understand/letter/prose.h"
#include "parsers/understand/letter/several.h"
#include "parsers/understand/words/behind.h"
#include "parsers/understand/words/compound.h"
#include "parsers/understand/words/hits.h"
#include "parsers/understand/words/shapes.h"

/* A numbered line that names a sub-project and is no sentence: 一、网络正能量摄影作品 */
static void read_heading(
        struct reading *rd, struct drafts *d, const struct runes *r, size_t from, size_t to, struct origin o)
{
	struct match m;
	size_t at;
	drafts_end(d);
	if (to - from > 30 || !lexicon_find(rd->lex, LEX(LEX_STRONG), r, (struct span){from, to}, &at, &m))
		return;
	drafts_begin(rd, d, false);
	value_kinds(rd, d, r, (struct span){from, to}, o, true, WEIGHT_HEADING);
}

static size_t heading_end(const struct runes *r, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (r->cp[i] == 0x3002 || r->cp[i] == ';' || r->cp[i] == ',' || r->cp[i] == 0x300a)
			return i;
	return to;
}

/* 《沁园春·雪》（作者毛泽东）: a remark on the title, whose author need not be the sender's. */
static bool is_remark(const struct runes *r, size_t at)
{
	return at >= 2 && r->cp[at - 1] == '(' && r->cp[at - 2] == 0x300b;
}

/* 《晨读》 / 张　巍 / …工会 / 136…: lines of one thing each. A name among them, behind the title, is the author's. */
static void read_bare(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct span whole = runes_trim(r, (struct span){0, r->n}), inner, outer;
	struct phone phone;
	if (whole.from >= whole.to)
		return;
	if (shape_find_title(r, whole, &inner, &outer) && outer.from == whole.from && outer.to == whole.to) {
		d->bare = true;
	} else if (shape_is_name(rd->lex, r, whole) && (d->bare || o.place == PLACE_SIGNATURE)) {
		struct claim c =
		        claim_make(rd, LABEL_NAME, o, RANK_TEXT, runes_text_dense(rd->a, r, whole), r, whole);
		drafts_claim(rd, d, &c, NULL, false);
	} else {
		bool number =
		        shape_phone_at(rd->lex, r, whole.from, whole.to, &phone) && phone.span.to >= whole.to;
		d->bare = d->bare && (number || shape_is_unit(rd->lex, r, whole));
	}
}

/* 袁野 滨海出租汽车公司: the name before a unit's. Behind it, or where the line began. */
static size_t read_signer(
        struct reading *rd, struct drafts *d, const struct runes *r, struct span line, struct origin o)
{
	size_t end = line.from;
	while (end < line.to && !rune_is_blank(r->cp[end]))
		end++;
	struct span name = {line.from, end}, rest = runes_trim(r, (struct span){end, line.to});
	if (rest.from >= rest.to || !shape_is_name(rd->lex, r, name) || !shape_is_unit(rd->lex, r, rest))
		return line.from;
	struct claim c = claim_make(rd, LABEL_NAME, (struct origin){PLACE_SIGNATURE, o.part}, RANK_TEXT,
	        runes_text_dense(rd->a, r, name), r, line);
	drafts_claim(rd, d, &c, NULL, false);
	return rest.from;
}

/* 【天津市中塘镇敬老院】, 二、…有限公司, …村委会：: the works below it are that unit's. */
static bool read_unit_heading(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct span all = runes_trim(r, (struct span){hits_skip_ordinal(r), r->n}),
	            unit = runes_unwrap(r, all);
	if (unit.from >= unit.to || o.place != PLACE_BODY || !shape_is_unit(rd->lex, r, unit))
		return false;
	if (unit.from == all.from && all.from == 0 && r->cp[r->n - 1] != ':')
		return false;
	struct claim *c = arena_alloc(rd->a, sizeof *c);
	*c = claim_make(rd, LABEL_UNIT, o, RANK_NAMED, runes_text(rd->a, r, unit), r, unit);
	drafts_end(d);
	d->heading = c;
	struct claim signed_by = *c; /* where no work follows */
	signed_by.place = PLACE_SIGNATURE;
	draft_add(rd, &d->signature.work, &signed_by);
	return true;
}

/* 作品二：…: the files of the work at hand may bear its number alone. */
static void note_number(struct reading *rd, struct drafts *d, size_t number)
{
	if (number > 0 && d->now.n > 0 && !d->now.v[0]->number)
		d->now.v[0]->number = arena_printf(rd->a, "%zu", number);
}

/* 子项目：微视频；作品名称：…: a line that tells both is one work, and the next such line is another. */
static bool begins_work(const struct drafts *d, const struct hit *hits, size_t n)
{
	bool titled = false;
	if (n < 2 || !hits[0].labelled.word || hits[0].labelled.word->role != WORD_SUB_PROJECT)
		return false;
	for (size_t i = 1; i < n; i++) {
		const struct vocabulary_word *w = hits[i].labelled.word;
		titled = titled || !w || (w->label == LABEL_TITLE && w->role == WORD_PLAIN);
	}
	return titled && (d->now.n == 0 || *draft_value(&d->now.v[0]->work, LABEL_TITLE));
}

/* 作者：… 电话：… and below it 1.歌曲《新航线》: what was said before the numbered works is said of all. */
static bool begins_list(const struct drafts *d, const struct runes *r, const struct hit *first)
{
	bool title = first->labelled.titles || (first->value < r->n && r->cp[first->value] == 0x300a);
	return title && d->now.n > 0 && !d->now.v[0]->ordinal &&
	       !*draft_value(&d->now.v[0]->work, LABEL_TITLE);
}

/* 联系人：邢娜，67190023。: the number behind a person, without a label of its own. */
static void read_number_behind(struct reading *rd, struct drafts *d, const struct hit *h,
        const struct runes *r, struct span s, struct origin o)
{
	enum fault fault;
	s = runes_trim(r, s);
	bool person = h->labelled.word && h->labelled.word->label == LABEL_NAME &&
	              h->labelled.word->role != WORD_FOREIGN && h->labelled.word->role != WORD_SUB_PROJECT;
	if (!person || s.from >= s.to || !rune_is_digit(r->cp[s.from]))
		return;
	const char *numbers = value_contacts(rd, r, s, &fault);
	struct claim c = claim_make(rd, LABEL_CONTACT, o, RANK_SECOND, numbers, r, s);
	if (*numbers)
		drafts_claim(rd, d, &c, NULL, false);
}

static void read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct hit hits[HITS];
	struct span unit;
	if (behind_read(rd, d, r, hits_skip_ordinal(r), o) || pairs_read(rd, d, r, hits_skip_ordinal(r), o))
		return;
	size_t n = hits_find(rd, r, hits);
	size_t from = hits_skip_ordinal(r), first = n ? hits[0].at : r->n;
	if (n == 0 && read_unit_heading(rd, d, r, o))
		return;
	d->hits += o.place == PLACE_SIGNATURE ? 0 : n; /* a signature tells of no work */
	if (n == 0)
		read_bare(rd, d, r, o);
	d->bare = d->bare && n == 0;
	d->ordinal = from > 0;
	if (from > 0 && hits_skip_blanks(r, from, r->n) < first)
		read_heading(rd, d, r, from, heading_end(r, from, first), o);
	else if (from > 0 && n > 0 && begins_list(d, r, &hits[0]))
		drafts_end(d);
	/* a line that is a unit's name and nothing else signs the letter */
	struct span whole = runes_trim(r, (struct span){0, r->n});
	if (n == 0 && shape_is_unit(rd->lex, r, whole) && shape_find_unit(rd->lex, r, whole, &unit)) {
		whole.from = read_signer(rd, d, r, whole, o);
		struct claim c = claim_make(rd, LABEL_UNIT, (struct origin){PLACE_SIGNATURE, o.part},
		        RANK_TEXT, runes_text(rd->a, r, whole), r, whole);
		drafts_claim(rd, d, &c, NULL, false);
		return;
	}
	prose_read(rd, d, r, (struct span){from, first}, o, n > 0);
	if (begins_work(d, hits, n) && o.place == PLACE_BODY)
		drafts_begin(rd, d, false);
	for (size_t i = 0, said = from; i < n; i++) {
		size_t next = i + 1 < n ? hits[i + 1].at : r->n;
		size_t end = hits_value_end(rd, r, &hits[i], next);
		if (hits[i].labelled.word &&
		        hits[i].labelled.word->label == LABEL_CONTACT) /* 郝思嘉，电话185… */
			mentions_read_owner(rd, d, r, (struct span){hits[i].at, hits[i].at},
			        (struct span){said, hits[i].at}, o);
		said = end;
		hits[i].labelled.weak = is_remark(r, hits[i].at);
		value_read(rd, d, &hits[i].labelled, r, (struct span){hits[i].value, end}, o);
		read_number_behind(rd, d, &hits[i], r, (struct span){end, next}, o);
		note_number(rd, d, hits[i].number);
		d->labelled += hits[i].parting != PARTING_NONE;
		bool foreign = hits[i].labelled.word && hits[i].labelled.word->role == WORD_FOREIGN;
		if (end < next && !foreign)
			prose_read(rd, d, r, (struct span){end, next}, o, true);
	}
	if (from > 0)
		note_number(rd, d, hits_number(r, 0, from));
}

void labels_read_line(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct span parts[SEVERAL_MOST];
	size_t first, n = o.place == PLACE_BODY ? several_split(rd, r, parts, &first) : 0;
	if (n == 0) {
		read_line(rd, d, r, o);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct span s = parts[i];
		struct runes part = {r->text, s.to - s.from, r->cp + s.from, r->at + s.from};
		if (i >= first)
			drafts_end(d);
		read_line(rd, d, &part, o);
	}
}

enum { MARKED_LINE = 240 }; /* runes of a line of labels; a longer one is a sentence */

size_t labels_read_marked(struct reading *rd, struct drafts *d, const struct runes *r, struct origin o)
{
	struct hit hits[HITS];
	if (r->n == 0 || r->n > MARKED_LINE)
		return 0;
	size_t n = hits_find(rd, r, hits), from = hits_skip_ordinal(r), read = 0;
	while (from < r->n && (rune_is_blank(r->cp[from]) || rune_opens(r->cp[from]) || r->cp[from] == '*'))
		from++;
	if (n == 0 || hits[0].at > from + 2 || hits[0].parting == PARTING_NONE)
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (hits[i].parting == PARTING_NONE)
			continue;
		size_t next = i + 1 < n ? hits[i + 1].at : r->n;
		size_t end = hits_value_end(rd, r, &hits[i], next);
		value_read(rd, d, &hits[i].labelled, r, (struct span){hits[i].value, end}, o);
		d->labelled += labels_is_ours(&hits[i].labelled);
		read++;
	}
	return read;
}

bool labels_begins(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at = hits_skip_ordinal(r);
	while (at < r->n && (rune_is_blank(r->cp[at]) || rune_opens(r->cp[at]) || r->cp[at] == '*'))
		at++;
	if (!lexicon_at(rd->lex, LEX(LEX_LABEL) | LEX(LEX_TITLE_LABEL), r, at, r->n, &m))
		return false;
	size_t end = hits_skip_blanks(r, hits_skip_remark(r, m.end, r->n), r->n);
	return end >= r->n || r->cp[end] == ':' || rune_closes(r->cp[end]);
}

bool labels_is_numbered(const struct runes *r)
{
	return hits_skip_ordinal(r) > 0;
}

bool labels_is_ours(const struct labelled *l)
{
	return l->titles || l->word->role != WORD_FOREIGN;
}

bool labels_is_label(struct reading *rd, const struct runes *r, struct span s, struct labelled *l_r)
{
	size_t end;
	s = runes_unwrap(r, (struct span){s.from == 0 ? hits_skip_ordinal(r) : s.from, s.to});
	if (s.from >= s.to || !compound_at(rd, r, s.from, s.to, l_r, &end))
		return false;
	end = hits_skip_remark(r, end, s.to);
	return runes_trim(r, (struct span){end, s.to}).from >= s.to || end == s.to;
}
