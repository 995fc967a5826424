#include "parsers/understand/works/match.h"

#include "parsers/understand/words/hits.h"
#include "parsers/understand/words/shapes.h"
#include "schema/limits.h"

#include <stdlib.h>
#include <string.h>

bool match_keys(const char *one, const char *two)
{
	return strlen(one) >= 4 && strlen(two) >= 4 && (strstr(one, two) || strstr(two, one));
}

bool match_names(const char *names, const char *text)
{
	for (size_t n; *names; names += n + (names[n] == '\n')) {
		n = strcspn(names, "\n");
		if (n > 0 && memmem(text, strlen(text), names, n))
			return true;
	}
	return false;
}

/* --- what a file's name says --- */

/* qr, cover2, final_v3: a name that somebody gave to a file, not to a work. */
static bool has_han(const struct runes *r, struct span s)
{
	for (size_t i = s.from; i < s.to; i++)
		if (rune_is_han(r->cp[i]))
			return true;
	return false;
}

static void add_title(struct reading *rd, struct work_claims *w, const struct file_view *f, uint32_t rank)
{
	struct claim c = {.label = LABEL_TITLE,
	        .place = PLACE_FILE_NAME,
	        .rank = rank,
	        .part = f->part,
	        .value = f->pieces.title,
	        .source = f->stem};
	if (rank == RANK_GUESS) { /* a bare file name: 口罩后的微笑（1） is 口罩后的微笑 */
		struct runes r = runes_read(rd->a, f->pieces.title);
		struct span s = runes_trim(&r, (struct span){0, r.n});
		while (s.to > s.from + 2 && rune_is_digit(r.cp[s.to - 1]))
			s.to--;
		size_t digits = s.from;
		while (digits < s.to && digits < s.from + 3 && rune_is_digit(r.cp[digits]))
			digits++;
		if (digits > s.from && digits + 2 < s.to && (r.cp[digits] == '.' || r.cp[digits] == 0x3001))
			s.from = digits + 1;
		c.value = has_han(&r, s) ? runes_text(rd->a, &r, runes_trim(&r, s)) : "";
	}
	if (*c.value)
		draft_add(rd, w, &c);
}

/* Hints of the extension count only beside words; decide knows their small weight. */
static void add_extension(struct reading *rd, struct work_claims *w, const struct file_view *f)
{
	for (size_t i = 0; i < rd->campaign->sub_projects.n; i++) {
		const struct sub_project *s = &rd->campaign->sub_projects.v[i];
		for (size_t k = 0; k < s->extensions.n; k++) {
			struct kind_claim c = {.sub_project = s->id,
			        .place = PLACE_FILE_NAME,
			        .weight = WEIGHT_EXTENSION,
			        .part = f->part,
			        .source = s->extensions.v[k]};
			if (strcmp(s->extensions.v[k], f->extension) == 0)
				draft_add_kind(rd, w, &c);
		}
	}
}

/* All folders say who and which kind; the one that holds just this work also names it. */
static void add_folders(struct reading *rd, struct work_claims *w, const struct file_view *f)
{
	size_t at = 0;
	for (size_t i = 0; i < f->folders.n; i++) {
		const struct pieces *p = &f->folders.v[i];
		size_t len = strcspn(f->path + at, "/");
		struct claim c = {.label = LABEL_TITLE,
		        .place = PLACE_FOLDER,
		        .part = f->part,
		        .value = p->title,
		        .source = arena_strndup(rd->a, f->path + at, len),
		        .rank = p->quoted || p->typed >= 2 ? RANK_PLAIN : RANK_SECOND};
		at += len + 1;
		draft_copy(rd, w, &p->found, false);
		draft_copy_kinds(rd, w, &p->found);
		if (f->home == at && *p->title)
			draft_add(rd, w, &c);
	}
}

void match_take(struct reading *rd, struct draft *d, struct file_view *f)
{
	struct work_claims *w = &d->work;
	f->taken = true;
	*list_add(rd->a, &w->files) = f->part;
	draft_copy(rd, w, &f->pieces.found, false);
	draft_copy_kinds(rd, w, &f->pieces.found);
	add_extension(rd, w, f);
	add_folders(rd, w, f);
	if (!*f->pieces.title)
		return;
	bool explicit = f->pieces.quoted || f->pieces.typed >= 2;
	if (explicit && !f->pieces.material)
		add_title(rd, w, f, RANK_PLAIN);
	else if (!*draft_value(w, LABEL_TITLE) && !draft_has(w, LABEL_TITLE))
		add_title(rd, w, f, RANK_GUESS);
}

static bool unread(const struct reading *rd, const struct file_view *f)
{
	return !rd->claims->parts.v[f->part].readable;
}

/* A document or archive that may hold forms and tables is a work's file only where its name says so. */
static bool may_be_work(const struct reading *rd, const struct file_view *f)
{
	if (f->taken || f->archive || f->pieces.statistics)
		return false;
	if (f->purpose != PURPOSE_UNKNOWN && f->purpose != PURPOSE_WORK)
		return false;
	return !((f->document || unread(rd, f)) && f->pieces.form && !f->bears_title);
}

/* --- files to works --- */

static bool is_titled_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	return match_keys(letter_title_key(rd, d), f->key);
}

static bool is_titled_just_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	return *f->key && strcmp(letter_title_key(rd, d), f->key) == 0;
}

static bool is_said_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	(void)rd;
	return f->said == d;
}

/* The name has the work's title among other things, or its author. */
static bool is_named_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	return match_keys(letter_title_key(rd, d), f->stem_key) ||
	       match_names(letter_names_key(rd, d), f->stem_key);
}

/* The folder is called by the work's title or author, or its form lies there too. */
static bool is_in_folder(struct reading *rd, struct draft *d, const struct file_view *f)
{
	const char *key = letter_title_key(rd, d);
	if (!*f->path)
		return false;
	if (d->home && strncmp(f->path, d->home, strlen(d->home)) == 0)
		return true;
	return (strlen(key) >= 4 && strstr(f->path_key, key)) ||
	       match_names(letter_names_key(rd, d), f->path_key);
}

/* 磕头机下的四季.zip/春.jpg: the archive is called by the work's title. */
static bool is_in_archive(struct reading *rd, struct draft *d, const struct file_view *f)
{
	const char *key = letter_title_key(rd, d);
	return (*key && strcmp(f->archive_key, key) == 0) ||
	       (strlen(f->archive_key) >= 9 && strlen(key) >= 9 && match_keys(f->archive_key, key));
}

/* 3.jpg, 03-照片.jpg beside row 3 of a table. Only for names that say nothing else. */
static bool is_numbered_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	(void)rd;
	size_t digits = strspn(f->stem, "0123456789");
	return d->number && digits > 0 && digits <= 3 && !*f->key && atoi(f->stem) == atoi(d->number);
}

/* A01.jpg, DSC_0012.jpg: a cell of the work's row says so, with or without the ending. */
static bool is_marked_so(struct reading *rd, struct draft *d, const struct file_view *f)
{
	size_t n = strlen(f->stem_key);
	(void)rd;
	for (size_t i = 0; n >= 2 && i < d->marks.n; i++)
		if (strncmp(d->marks.v[i], f->stem_key, n) == 0 &&
		        (!d->marks.v[i][n] || strcmp(d->marks.v[i] + n, f->extension) == 0))
			return true;
	return false;
}

/* A document without a telling name whose first lines name the work or its author. */
static bool opens_with(struct reading *rd, struct draft *d, const struct file_view *f)
{
	const char *key = letter_title_key(rd, d);
	return (strlen(key) >= 6 && strstr(f->opening_key, key)) ||
	       match_names(letter_names_key(rd, d), f->opening_key);
}

/* Gives the file to the only work that it fits. */
static void give_by(struct reading *rd, struct file_view *f, struct draft *const *works, size_t n,
        bool (*fits)(struct reading *, struct draft *, const struct file_view *), bool only)
{
	struct draft *found = NULL;
	for (size_t k = 0; k < n && !f->taken; k++) {
		if (!fits(rd, works[k], f))
			continue;
		if (found && only)
			return;
		found = found ? found : works[k];
	}
	if (found && !f->taken)
		match_take(rd, found, f);
}

static uint32_t heaviest(const struct work_claims *w, uint32_t least, const char **id_r)
{
	for (size_t i = 0; i < w->kinds.n; i++)
		if (w->kinds.v[i].weight > least) {
			least = w->kinds.v[i].weight;
			*id_r = w->kinds.v[i].sub_project;
		}
	return least;
}

static bool is_picture(const struct reading *rd, const struct file_view *f)
{
	return strncmp(rd->claims->parts.v[f->part].type, "image/", 6) == 0;
}

/* Pictures beside a platform, an account, a case show it: they are no works themselves. */
static bool is_shown_by(
        struct reading *rd, const struct letter *l, const struct draft *d, const struct file_view *f)
{
	const char *id = NULL;
	uint32_t most = heaviest(&d->work, WEIGHT_WORD, &id);
	most = heaviest(&l->drafts.shared.work, most, &id);
	heaviest(&l->about.found, most, &id);
	const struct sub_project *s = id ? campaign_sub_project(rd->campaign, id) : NULL;
	return s && s->extensions.n > 0 && strncmp(s->extensions.v[0], "doc", 3) == 0 &&
	       f->pieces.typed == 0 && is_picture(rd, f);
}

/* How many pictures the work's title says that it is made of: 四季（组照，4张）; 0 where it says nothing. */
static size_t pictures_told(struct reading *rd, const struct draft *d)
{
	const uint32_t sheet = 0x5f20, picture = 0x5e45; /* 张 幅 */
	for (size_t i = 0; i < d->work.claims.n; i++) {
		const struct claim *c = &d->work.claims.v[i];
		struct runes r = runes_read(rd->a, c->label == LABEL_TITLE ? c->source : "");
		for (size_t k = 1; k < r.n; k++) {
			size_t from = k;
			while (from > 0 && (rune_is_digit(r.cp[from - 1]) || rune_numeral(r.cp[from - 1])))
				from--;
			if ((r.cp[k] == sheet || r.cp[k] == picture) && from < k)
				return hits_number(&r, from, k);
		}
	}
	return 0;
}

/* As many pictures came as the only work is said to be made of: each of them is its, whatever it is called. */
static bool is_of_set(
        struct reading *rd, const struct letter *l, const struct draft *d, const struct file_view *f)
{
	size_t told = is_picture(rd, f) ? pictures_told(rd, d) : 0, came = 0;
	for (size_t i = 0; i < l->files.n && told > 1; i++)
		came += is_picture(rd, &l->files.v[i]);
	return told > 1 && came == told;
}

static bool is_stranger(
        struct reading *rd, const struct letter *l, const struct draft *d, const struct file_view *f)
{
	if (d->home && strncmp(f->path, d->home, strlen(d->home)) != 0)
		return true;
	if (is_shown_by(rd, l, d, f) || is_of_set(rd, l, d, f))
		return false;
	return d->work.files.n > 0 && *f->key && !f->pieces.material && !f->pieces.generic;
}

/* What lies beside a work's file in a folder of its own belongs to it. */
static void give_neighbours(struct reading *rd, struct letter *l, struct draft *const *works, size_t n)
{
	for (size_t i = 0; i < l->files.n; i++) {
		struct file_view *f = &l->files.v[i];
		if (f->home == 0 || !may_be_work(rd, f))
			continue;
		for (size_t k = 0; k < n && !f->taken; k++)
			for (size_t j = 0; j < works[k]->work.files.n && !f->taken; j++) {
				const char *other = rd->claims->parts.v[works[k]->work.files.v[j]].name;
				if (strncmp(other, f->path, f->home) == 0)
					match_take(rd, works[k], f);
			}
	}
}

/* 微信群里的“考勤表”.docx beside the work of that title is no 表. */
static bool bears_title(struct reading *rd, const struct file_view *f, struct draft *const *works, size_t n)
{
	bool plain = f->document && f->told && f->told->plain;
	for (size_t k = 0; k < n && plain; k++)
		if (strlen(f->stem_key) >= 6 && strcmp(f->stem_key, letter_title_key(rd, works[k])) == 0)
			return true;
	return false;
}

void match_files(struct reading *rd, struct letter *l, struct draft *const *works, size_t n)
{
	for (size_t i = 0; i < l->files.n; i++) {
		struct file_view *f = &l->files.v[i];
		bool plain = f->document && f->told && f->told->plain;
		f->bears_title = bears_title(rd, f, works, n);
		if (!may_be_work(rd, f))
			continue;
		give_by(rd, f, works, n, is_said_so, true);
		give_by(rd, f, works, n, is_marked_so, true);
		give_by(rd, f, works, n, is_titled_just_so, true);
		give_by(rd, f, works, n, is_titled_so, false);
		give_by(rd, f, works, n, is_named_so, false);
		give_by(rd, f, works, n, is_in_folder, true);
		give_by(rd, f, works, n, is_in_archive, true);
		give_by(rd, f, works, n, is_numbered_so, true);
		if (plain)
			give_by(rd, f, works, n, opens_with, true);
		if (!f->taken && n == 1 && (!f->document || plain) && !is_stranger(rd, l, works[0], f) &&
		        !(l->reports.n || l->statistics))
			match_take(rd, works[0], f);
	}
	give_neighbours(rd, l, works, n);
}

/* --- works of the files --- */

static bool groups_with(const struct file_view *f, const struct file_view *first)
{
	if (f->home || first->home)
		return f->home == first->home && strncmp(f->path, first->path, f->home) == 0;
	return *f->key && *first->key && (match_keys(f->key, first->key) || strcmp(f->key, first->key) == 0);
}

/* A plain document that bears a title of which the letter speaks, or that is all that came with a letter about
 * one sub-project. */
static bool is_spoken_of(struct reading *rd, const struct letter *l, const struct file_view *f)
{
	const struct work_claims *shared = &l->drafts.shared.work;
	bool kind = l->about.found.kinds.n > 0 || shared->kinds.n > 0;
	if (!f->told || !f->told->plain || !*f->key || f->pieces.form)
		return false;
	if (l->about.quoted && match_keys(letter_key(rd, l->about.title), f->key))
		return true;
	for (size_t i = 0; i < shared->claims.n; i++)
		if (shared->claims.v[i].label == LABEL_TITLE &&
		        match_keys(letter_key(rd, shared->claims.v[i].value), f->key))
			return true;
	if (draft_has(&f->pieces.found, LABEL_NAME) ||
	        match_names(draft_value(shared, LABEL_NAME), f->stem_key))
		return kind; /* 路长风同志事迹材料 */
	for (size_t i = 0; i < l->files.n; i++)
		kind = kind && l->files.v[i].told && l->files.v[i].told->plain && *l->files.v[i].key;
	return kind && l->drafts.v.n == 0 && l->drafts.hits >= 2;
}

/* Documents come to a group of pictures or sounds, never make one by a name that says nothing. */
static bool makes_group(struct reading *rd, const struct letter *l, const struct file_view *f, bool told_only)
{
	bool told = f->pieces.quoted || f->pieces.typed > 1, person = false;
	for (size_t i = 0; i < f->folders.n; i++)
		person = person || draft_has(&f->folders.v[i].found, LABEL_NAME);
	if (!may_be_work(rd, f))
		return false;
	if (told_only && !(person && !f->document && (f->home || *f->key)))
		return told && (f->pieces.quoted ? f->pieces.found.kinds.n > 0 || f->pieces.typed > 0
		                                 : draft_has(&f->pieces.found, LABEL_NAME));
	if (f->home)
		return !f->document || told;
	return *f->key && !f->pieces.generic &&
	       (!f->document || told || f->pieces.found.kinds.n > 0 || is_spoken_of(rd, l, f));
}

size_t match_groups(struct reading *rd, struct letter *l, bool told_only, struct draft **works)
{
	size_t n = 0;
	for (size_t i = 0; i < l->files.n && n < LIMIT_WORKS; i++) {
		struct file_view *f = &l->files.v[i];
		if (!makes_group(rd, l, f, told_only))
			continue;
		struct draft *d = arena_alloc(rd->a, sizeof *d);
		works[n++] = d;
		match_take(rd, d, f);
		for (size_t k = 0; k < l->files.n; k++)
			if (may_be_work(rd, &l->files.v[k]) && groups_with(&l->files.v[k], f))
				match_take(rd, d, &l->files.v[k]);
	}
	for (size_t i = 0; i < l->files.n && !told_only; i++) {
		/* IMG_0001.jpg: of the only work, or a work without a name */
		struct file_view *f = &l->files.v[i];
		if (f->document || !may_be_work(rd, f) || n > 1 || (n == 1 && f->pieces.typed > 0))
			continue;
		if (n == 0)
			works[n++] = arena_alloc(rd->a, sizeof **works);
		match_take(rd, works[0], f);
	}
	return n;
}
