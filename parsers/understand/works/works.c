#include "parsers/understand/link/links.h"
#include "parsers/understand/works/join.h"
#include "parsers/understand/works/match.h"

#include "parsers/understand/activity/reports.h"
#include "parsers/understand/words/shapes.h"
#include "schema/limits.h"

#include <string.h>

/* --- works of the text --- */

/* 二、作者芮小曼，电话15522890341: numbered like works that have titles, it is one that lacks its own. */
static bool lacks_title(const struct letter *l, const struct draft *d)
{
	bool others = false;
	if (!d->ordinal || !*draft_value(&d->work, LABEL_NAME))
		return false;
	for (size_t i = 0; i < l->drafts.v.n; i++)
		others = others || (l->drafts.v.v[i]->ordinal && draft_is_titled(l->drafts.v.v[i]));
	return others;
}

/* 单位：…作者：…作品名称： and below it 1、《窗口》 2、《抢修》: the label heads a list, what stands before it is shared. */
static bool heads_list(const struct letter *l, size_t i)
{
	const struct draft *d = l->drafts.v.v[i], *next = i + 1 < l->drafts.v.n ? l->drafts.v.v[i + 1] : NULL;
	return !d->row && !*draft_value(&d->work, LABEL_TITLE) && next && !next->row &&
	       *draft_value(&next->work, LABEL_TITLE) && !draft_has(&next->work, LABEL_NAME) &&
	       !draft_has(&next->work, LABEL_UNIT);
}

/* （二）微视频（1件） and numbered works below it: the heading tells what these are, and nothing of the others. */
static bool heads_section(const struct letter *l, size_t i)
{
	const struct draft *d = l->drafts.v.v[i], *next = i + 1 < l->drafts.v.n ? l->drafts.v.v[i + 1] : NULL;
	return d->ordinal && d->work.claims.n == 0 && d->work.kinds.n > 0 && next && next->ordinal &&
	       draft_is_titled(next);
}

/* None but the last has it. */
static bool is_once(struct draft *const *titled, size_t n, enum label label)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (draft_has(&titled[i]->work, label))
			return false;
	return true;
}

/* What stands in lines of its own below the last work, while no other work has it, was given once for all. */
static void share_once(struct reading *rd, struct draft *const *titled, size_t n)
{
	const struct draft *last = titled[n - 1];
	unsigned once = last->apart & ~(1u << LABEL_TITLE);
	for (int k = 0; k < LABEL_COUNT; k++)
		if (!is_once(titled, n, (enum label)k))
			once &= ~(1u << k);
	for (size_t i = 0; i < n; i++)
		if (titled[i]->row)
			return;
	for (size_t i = 0; i + 1 < n; i++)
		for (size_t k = 0; k < last->work.claims.n; k++)
			if (once & 1u << last->work.claims.v[k].label)
				draft_add(rd, &titled[i]->work, &last->work.claims.v[k]);
}

static bool names_other_kind(const struct work_claims *later, const struct work_claims *earlier)
{
	for (size_t i = 0; i < later->kinds.n; i++) {
		bool other = later->kinds.v[i].weight >= WEIGHT_WORD;
		for (size_t k = 0; k < earlier->kinds.n && other; k++)
			other = strcmp(later->kinds.v[i].sub_project, earlier->kinds.v[k].sub_project) != 0;
		if (other)
			return true;
	}
	return false;
}

static bool says_nothing_else(const struct draft *later, const struct draft *earlier)
{
	if (!draft_is_titled(later) || names_other_kind(&later->work, &earlier->work))
		return false;
	for (int k = 0; k < LABEL_COUNT; k++) {
		const char *value = draft_value(&later->work, (enum label)k);
		if (*value && strcmp(value, draft_value(&earlier->work, (enum label)k)) != 0)
			return false;
	}
	return true;
}

/* 附件：1.《大桥谣》音频 2.《大桥谣》歌词: a title once more, and nothing of another work beside it. */
static size_t drop_repeats(struct reading *rd, struct draft **titled, size_t n)
{
	size_t kept = 0;
	for (size_t i = 0; i < n; i++) {
		struct draft *same = NULL;
		for (size_t k = 0; k < kept && !same && !titled[i]->row; k++)
			if (!titled[k]->row && says_nothing_else(titled[i], titled[k]))
				same = titled[k];
		if (same)
			draft_copy_kinds(rd, &same->work, &titled[i]->work);
		else
			titled[kept++] = titled[i];
	}
	return kept;
}

/* Drafts without a title belong to all: 报送单位：…, 联系人：… */
static size_t part_drafts(struct reading *rd, struct letter *l, struct draft **titled)
{
	size_t n = 0;
	const struct draft *heading = NULL;
	for (size_t i = 0; i < l->drafts.v.n; i++) {
		struct draft *d = l->drafts.v.v[i];
		if (heads_section(l, i)) {
			heading = d;
			continue;
		}
		if (heading)
			draft_copy_kinds(rd, &d->work, &heading->work);
		if ((draft_is_titled(d) && !heads_list(l, i)) || (d->row && d->work.claims.n >= 2) ||
		        lacks_title(l, d)) {
			titled[n++] = d;
			continue;
		}
		draft_copy(rd, &l->drafts.shared.work, &d->work, false);
		draft_copy_kinds(rd, &l->drafts.shared.work, &d->work);
	}
	n = drop_repeats(rd, titled, n);
	if (n > 1)
		share_once(rd, titled, n);
	return n;
}

static size_t take_links(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < l->links.n; i++) {
		if (l->links.v[i].index != NO_LINK)
			continue; /* it stands in the form or row of a work */
		const struct pieces *p = &l->links.v[i].pieces;
		if (n == 0 || (n == 1 && i > 0 && p->typed >= 2))
			works[n++] = arena_alloc(rd->a, sizeof **works);
		struct work_claims *w = &works[n == 1 ? 0 : n - 1]->work;
		links_give(rd, &l->links.v[i], w);
		draft_copy(rd, w, &p->found, false);
		draft_copy_kinds(rd, w, &p->found);
		struct claim c = {.label = LABEL_TITLE,
		        .place = PLACE_FILE_NAME,
		        .part = NO_PART,
		        .value = p->title,
		        .rank = p->quoted || p->typed >= 2 ? RANK_PLAIN : RANK_GUESS,
		        .source = l->links.v[i].link.name};
		if (*p->title && (c.rank == RANK_PLAIN || !draft_has(w, LABEL_TITLE)))
			draft_add(rd, w, &c);
		if (n >= LIMIT_WORKS)
			break;
	}
	return n;
}

/* --- what all works share --- */

static void add_subject(struct reading *rd, struct letter *l, struct work_claims *w, bool alone)
{
	for (size_t i = 0; i < l->about.found.claims.n; i++)
		if (alone || l->about.found.claims.v[i].label == LABEL_UNIT)
			draft_add(rd, w, &l->about.found.claims.v[i]);
	draft_copy_kinds(rd, w, &l->about.found);
	/* the piece that is nothing else is a title only among pieces that are something */
	bool title = *l->about.title &&
	             (l->about.quoted || l->about.typed >= 2 || (l->about.announced && w->files.n == 0));
	struct claim c = {.label = LABEL_TITLE,
	        .place = PLACE_SUBJECT,
	        .part = NO_PART,
	        .value = l->about.title,
	        .source = l->subject,
	        .rank = l->about.quoted ? RANK_PLAIN : RANK_GUESS};
	if (alone && title)
		draft_add(rd, w, &c);
}

/* 路长风同志事迹材料: the author's name, and what sort of paper it is. */
static bool is_of_person(struct reading *rd, const struct work_claims *w, const char *title)
{
	const lexicon_set words = LEX(LEX_MATERIAL) | LEX(LEX_GENERIC) | LEX(LEX_FORM) | LEX(LEX_FILLER) |
	                          LEX(LEX_POST) | LEX(LEX_STRONG) | LEX(LEX_WEAK);
	const char *name = draft_value(w, LABEL_NAME);
	size_t n = strcspn(name, "\n");
	if (n == 0 || strncmp(title, name, n) != 0)
		return false;
	struct runes rest = runes_read(rd->a, title + n);
	return lexicon_rest(rd->lex, words, &rest, (struct span){0, rest.n}) == 0;
}

/* A folder called 融媒体中心 beside 单位：滨海新区融媒体中心, a subject's 寨上派出所 beside the whole name, only shorten it. */
static bool is_shortened(const struct work_claims *w, const struct claim *c)
{
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *o = &w->claims.v[i];
		size_t n = strlen(c->value), most = strlen(o->value);
		if (o->label != LABEL_UNIT || o->place != PLACE_BODY || n == 0 || most <= n)
			continue;
		if (strcmp(o->value + most - n, c->value) == 0 ||
		        (c->place == PLACE_FOLDER && o->rank == RANK_PLAIN && strstr(o->value, c->value)))
			return true;
	}
	return false;
}

/* Claims that say less than others do. */
static void drop_lesser(struct reading *rd, struct work_claims *w)
{
	size_t kept = 0;
	for (size_t i = 0; i < w->claims.n; i++) {
		const struct claim *c = &w->claims.v[i];
		bool unit =
		        c->label == LABEL_UNIT &&
		        (c->place == PLACE_FOLDER || c->place == PLACE_SUBJECT || c->place == PLACE_SENDER);
		bool title = c->label == LABEL_TITLE && c->place == PLACE_FILE_NAME && c->rank == RANK_GUESS;
		if (!(unit && is_shortened(w, c)) && !(title && is_of_person(rd, w, c->value)))
			w->claims.v[kept++] = *c;
	}
	w->claims.n = kept;
}

static void add_sender(struct reading *rd, const char *name, uint32_t rank, struct work_claims *w)
{
	struct runes r = runes_read(rd->a, name);
	struct span all = runes_trim(&r, (struct span){0, r.n});
	struct claim c = {
	        .label = LABEL_UNIT, .place = PLACE_SENDER, .rank = rank, .part = NO_PART, .source = name};
	if (!shape_is_unit(rd->lex, &r, all))
		return;
	c.value = runes_text_dense(rd->a, &r, all);
	draft_add(rd, w, &c);
}

/* Of the mail around an attached message: the unit and how to reach it, not an author. */
static void add_around(struct reading *rd, const struct letter *around, struct work_claims *w)
{
	struct work_claims some = {0};
	const struct work_claims *shared = &around->drafts.shared.work;
	for (size_t i = 0; i < shared->claims.n; i++)
		if (shared->claims.v[i].label == LABEL_UNIT || shared->claims.v[i].label == LABEL_CONTACT)
			draft_add(rd, &some, &shared->claims.v[i]);
	draft_copy(rd, w, &some, true);
	draft_copy_kinds(rd, w, shared);
	draft_copy_kinds(rd, w, &around->about.found);
	add_sender(rd, around->from_name, RANK_GUESS, w);
}

static void finish(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct work_claims *w = &works[i]->work;
		if (rd->claims->works.n >= LIMIT_WORKS) {
			rd->claims->incomplete = true;
			return;
		}
		draft_copy(rd, w, &l->drafts.shared.work, works[i]->row);
		draft_copy_kinds(rd, w, &l->drafts.shared.work);
		draft_copy(rd, w, &l->drafts.signature.work, false);
		if (n == 1)
			draft_copy(rd, w, &l->papers, false);
		add_subject(rd, l, w, n == 1);
		add_sender(rd, l->quoted_name, RANK_PLAIN, w);
		add_sender(rd, l->from_name, RANK_NAMED, w);
		for (const struct letter *o = l->around; o; o = o->around)
			if (o->passes_on)
				add_around(rd, o, w);
		drop_lesser(rd, w);
		w->promised = l->forgot_works;
		w->announced = l->enclosed.elsewhere && w->files.n == 0;
		*list_add(rd->a, &rd->claims->works) = *w;
	}
}

static bool has_kind(const struct work_claims *w, uint32_t weight)
{
	bool has = false;
	for (size_t i = 0; i < w->kinds.n; i++)
		has = has || w->kinds.v[i].weight >= weight;
	return has;
}

/* The subject, or what the text says of all works, names a sub-project. */
static bool names_kind(const struct letter *l, uint32_t weight)
{
	return has_kind(&l->about.found, weight) || has_kind(&l->drafts.shared.work, weight);
}

static bool draft_names_kind(const struct letter *l, uint32_t weight)
{
	bool names = false;
	for (size_t i = 0; i < l->drafts.v.n; i++)
		names = names || has_kind(&l->drafts.v.v[i]->work, weight);
	return names;
}

/* 推荐我们同事参加职工网络达人，她叫齐悦然，抖音号“然姐修飞机”: what it is called and whose it is, in one breath. */
static bool told_in_breath(const struct letter *l)
{
	const struct work_claims *shared = &l->drafts.shared.work;
	if (!l->offers || l->wonders || l->drafts.v.n != 1 || !draft_is_titled(l->drafts.v.v[0]))
		return false;
	const struct work_claims *w = &l->drafts.v.v[0]->work;
	return draft_has(w, LABEL_NAME) || draft_has(w, LABEL_UNIT) || draft_has(shared, LABEL_NAME) ||
	       draft_has(shared, LABEL_UNIT);
}

/* Without a file or a link: a work only where it is told like one, with a sub-project and two labels, or a title and whose it
 * is; or where its file was forgotten. */
static bool told_in_text(const struct letter *l)
{
	if (l->forgot_works && !l->question)
		return names_kind(l, WEIGHT_WORD) || draft_names_kind(l, WEIGHT_WORD);
	if (names_kind(l, WEIGHT_WORD + 1) && l->drafts.hits >= 2)
		return true;
	return (names_kind(l, WEIGHT_WORD + 1) || draft_names_kind(l, WEIGHT_WORD + 1)) && told_in_breath(l);
}

/* Answers to our questions say nothing but what stands in them: nothing that the letter shares is lent to them. */
static void add_answers(struct reading *rd, const struct letter *l)
{
	for (size_t i = 0; i < l->answers.n && rd->claims->works.n < LIMIT_WORKS; i++)
		*list_add(rd->a, &rd->claims->works) = l->answers.v[i];
}

static void give_report_files(struct reading *rd, struct letter *l)
{
	for (size_t i = 0; i < l->files.n && l->reports.n > 0; i++) {
		struct file_view *f = &l->files.v[i];
		if (f->taken || f->document || f->archive || f->paper)
			continue;
		struct report_claims *report = reports_of_picture(rd, l, f);
		*list_add(rd->a, &report->files) = f->part;
		f->taken = true;
	}
	for (size_t i = 0; i < l->reports.n && rd->claims->reports.n < LIMIT_REPORTS; i++)
		*list_add(rd->a, &rd->claims->reports) = l->reports.v[i];
}

/* An empty form came back, and nothing else tells of a work. Beside a question it is what the question is
 * about. */
static bool asks_by_blank_form(const struct letter *l)
{
	bool form = false;
	for (size_t i = 0; i < l->files.n; i++)
		form = form || (l->files.v[i].told && l->files.v[i].purpose == PURPOSE_FORM);
	return form && !l->question && (!l->dropped || l->speaks);
}

/* 歌曲《小巷有光》，作者冷杉，电话25892204: a write-up that tells of works gives nobody's number. */
static bool is_told_whole(const struct draft *d)
{
	return draft_is_titled(d) && draft_has(&d->work, LABEL_NAME) && draft_has(&d->work, LABEL_CONTACT);
}

/* Works of the text and the documents first, then of files and links that none of them has. */
static size_t find_works(struct reading *rd, struct letter *l, struct draft **works, bool sent)
{
	size_t n = part_drafts(rd, l, works);
	bool others = l->reports.n > 0 || l->statistics > 0;
	if (l->reports.n && n > 0 && l->drafts.labelled < 2 && !is_told_whole(works[0])) /* the write-up's */
		n = 0;
	if (n > 0 && !sent && l->drafts.labelled == 0 && !told_in_text(l))
		n = 0;
	n = join_documents(rd, l, works, n);
	if (n > 0)
		match_files(rd, l, works, n);
	if (n < LIMIT_WORKS)
		n += match_groups(rd, l, n > 0 || others, works + n);
	links_place(rd, l, works, n);
	if (!others && n <= 1)
		n = take_links(rd, l, works, n);
	else
		links_match(rd, l, works, n);
	if (n == 0 && !others && ((!sent && told_in_text(l)) || asks_by_blank_form(l)))
		works[n++] = arena_alloc(rd->a, sizeof **works);
	return n;
}

/* Beside a question: a file that says what it is, a form, or labels are a submission; a picture of the screen
 * is not. */
static bool submits(const struct letter *l)
{
	bool told = l->drafts.hits >= 3 || l->links.n > 0;
	for (size_t i = 0; i < l->files.n; i++) {
		const struct file_view *f = &l->files.v[i];
		told = told || f->pieces.quoted || f->pieces.typed >= 2 || (l->drafts.hits >= 2 && *f->key) ||
		       f->purpose == PURPOSE_FORM || f->purpose == PURPOSE_SUMMARY ||
		       f->purpose == PURPOSE_WORK;
	}
	return told;
}

/* A question by its words; or by its mark, where nothing tells of a work. */
static bool asks(const struct letter *l)
{
	return l->question || (l->wonders && l->drafts.hits < 2 && !names_kind(l, WEIGHT_WORD + 1) &&
	                              !draft_names_kind(l, WEIGHT_WORD + 1));
}

/* No file came with the mail; what only decorates it is none. An attached message is one of the letter around it, and not of
 * the letter that it is. */
static bool nothing_came(const struct claims *c, const struct letter *l)
{
	for (uint32_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		bool letter = strcmp(p->type, "message/rfc822") == 0 && letter_message_of(c, i) != l->message;
		if (p->role == PART_FILE && !letter)
			return false;
	}
	return true;
}

/* What the letter says that it encloses, while nothing came with the mail: it was forgotten. */
static void find_forgotten(struct reading *rd, struct letter *l)
{
	const struct enclosed *told = &l->enclosed;
	bool linked = false;
	for (size_t i = 0; i < l->links.n; i++)
		linked = linked || l->links.v[i].sure;
	if (linked || !nothing_came(rd->claims, l))
		return;
	l->forgot_works = (told->works || told->unnamed) && !told->elsewhere;
	bool about_table = l->about.statistics && !names_kind(l, WEIGHT_WORD);
	l->forgot_table = l->statistics == 0 && (told->table || (told->unnamed && about_table));
}

void works_assemble(struct reading *rd, struct letter *l)
{
	find_forgotten(rd, l);
	size_t most = 2 * LIMIT_WORKS + l->drafts.v.n + join_count(l) + 2;
	struct draft **works = arena_alloc(rd->a, most * sizeof *works);
	bool sent = l->files.n > 0 || l->links.n > 0;
	if (!l->withdrawal && (!asks(l) || submits(l))) {
		finish(rd, l, works, find_works(rd, l, works, sent));
		give_report_files(rd, l);
	}
	if (!l->withdrawal)
		add_answers(rd, l);
	links_keep(rd, l);
	files_tell_purposes(rd, l);
}
