/* Attached files and members of archives by their names: what a name, and the folders above it, say. */
#include "parsers/understand/letter/letter.h"

#include <string.h>

static bool is_one_of(const char *extension, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(*list, extension) == 0)
			return true;
	return false;
}

const char *letter_key(struct reading *rd, const char *title)
{
	struct runes r = runes_read(rd->a, title);
	struct span s = runes_trim(&r, (struct span){0, r.n});
	for (bool again = true; again;) {
		again = false;
		for (size_t i = s.from + 2; i < s.to && !again; i++) { /* a word such as 歌词 at the end */
			struct match m;
			if (i + 12 >= s.to && lexicon_at(rd->lex, LEX(LEX_MATERIAL), &r, i, s.to, &m) &&
			        m.end == s.to) {
				s.to = i;
				again = true;
			}
		}
		while (s.to > s.from + 2 &&
		        (rune_is_digit(r.cp[s.to - 1]) || !rune_is_word(r.cp[s.to - 1]))) {
			s.to--;
			again = true;
		}
	}
	size_t digits = s.from;
	while (digits < s.to && (rune_is_digit(r.cp[digits]) || !rune_is_word(r.cp[digits])))
		digits++;
	if (digits + 2 <= s.to && digits - s.from <= 3)
		s.from = digits;
	return runes_key(rd->a, runes_text(rd->a, &r, s));
}

const char *letter_title_key(struct reading *rd, struct draft *d)
{
	const char *title = draft_value(&d->work, LABEL_TITLE);
	if (title != d->title)
		d->title_key = letter_key(rd, title);
	d->title = title;
	return d->title_key;
}

const char *letter_names_key(struct reading *rd, struct draft *d)
{
	const char *names = draft_value(&d->work, LABEL_NAME);
	if (names == d->names)
		return d->names_key;
	d->names_key = "";
	d->names = names;
	for (const char *n = names; *n; n += strcspn(n, "\n"), n += *n == '\n') {
		const char *one = runes_key(rd->a, arena_strndup(rd->a, n, strcspn(n, "\n")));
		if (*one)
			d->names_key = arena_printf(rd->a, "%s%s\n", d->names_key, one);
	}
	return d->names_key;
}

/* 津工〔2022〕17号 关于报送作品的报告: a letter with its number in the sender's own register, which goes with the works. */
static bool is_numbered_letter(struct reading *rd, const struct runes *r)
{
	struct match m;
	size_t at;
	for (size_t i = 1; i + 6 < r->n; i++) {
		bool opens = r->cp[i] == 0x3014 || r->cp[i] == '[' || r->cp[i] == '(';
		size_t end = i + 1;
		while (end < r->n && rune_is_digit(r->cp[end]))
			end++;
		if (!opens || end != i + 5 || !rune_closes(r->cp[end]))
			continue;
		size_t number = end + 1;
		for (end = number; end < r->n && (rune_is_digit(r->cp[end]) || r->cp[end] == 0x7b2c);)
			end++;
		if (end == number || end >= r->n || r->cp[end] != 0x53f7) /* 号 */
			continue;
		struct span rest = runes_trim(r, (struct span){end + 1, r->n});
		return rest.from >= rest.to || lexicon_find(rd->lex, LEX(LEX_SUBMISSION), r, rest, &at, &m);
	}
	return false;
}

bool files_is_paper(struct reading *rd, const char *name)
{
	struct runes r = runes_read(rd->a, name);
	struct span s = {0, r.n};
	struct match m;
	size_t at;
	if (r.n <= 60 && is_numbered_letter(rd, &r))
		return true;
	if (r.n > 60 || !lexicon_find(rd->lex, LEX(LEX_PAPER), &r, s, &at, &m))
		return false;
	for (; lexicon_find(rd->lex, LEX(LEX_FORM), &r, s, &at, &m); s.from = m.end)
		if (m.runes > 1 && r.cp[m.end - 1] == 0x8868) /* 报名表 */
			return false;
	return true;
}

/* --- folders --- */

enum { FOLDERS = 12 }; /* that are looked at, of one path; deeper ones are the archive's own business */

static bool holds_members(const struct part *p)
{
	return p->purpose == PURPOSE_CONTAINER && strncmp(p->type, "message/", 8) != 0;
}

static const char *without_ending(struct reading *rd, const char *name, size_t len)
{
	const char *text = arena_strndup(rd->a, name, len), *dot = strrchr(text, '.');
	return dot && dot > text && strlen(dot) <= 5 ? arena_strndup(rd->a, text, (size_t)(dot - text))
	                                             : text;
}

static void read_folders(struct reading *rd, struct file_view *f)
{
	bool outermost = true;
	for (const char *at = f->path; *at && f->folders.n < FOLDERS; outermost = false) {
		size_t len = strcspn(at, "/");
		const char *name = outermost ? without_ending(rd, at, len) : arena_strndup(rd->a, at, len);
		*list_add(rd->a, &f->folders) = pieces_read(rd, name, (struct origin){PLACE_FOLDER, f->part});
		at += len + (at[len] == '/');
	}
}

/* Bytes of `path` that its first `n` folders take. */
static size_t path_bytes(const char *path, size_t n)
{
	size_t at = 0;
	for (; n > 0 && path[at]; n--)
		at += strcspn(path + at, "/") + (path[at + strcspn(path + at, "/")] == '/');
	return at;
}

/* A folder that says whose or which work it holds; an archive must say it plainly. */
static bool names_one(const struct pieces *p, bool archive)
{
	if (p->form || p->statistics || p->material)
		return false;
	if (archive)
		return *p->title && (p->quoted || p->typed >= 2);
	return *p->title || draft_has(&p->found, LABEL_NAME);
}

/* How many different works the names below a folder speak of, other than the folder's own. */
static size_t count_titles(const struct letter *l, const char *path, size_t home, const char *own)
{
	const char *seen = NULL;
	size_t n = 0;
	for (size_t i = 0; i < l->files.n && n < 2; i++) {
		const struct file_view *f = &l->files.v[i];
		bool below = strncmp(f->path, path, home) == 0;
		if (!below || f->document || f->pieces.material || !*f->key ||
		        (*own && (strstr(f->key, own) || strstr(own, f->key))) ||
		        (seen && (strstr(f->key, seen) || strstr(seen, f->key))))
			continue;
		seen = f->key;
		n++;
	}
	return n;
}

static size_t find_home(const struct letter *l, const struct file_view *f, size_t depth)
{
	const struct pieces *p = &f->folders.v[depth - 1];
	size_t home = path_bytes(f->path, depth);
	bool told = *p->title && (p->typed > 0 || p->quoted);
	if (!names_one(p, depth == 1))
		return 0;
	return told || count_titles(l, f->path, home, p->title) == 0 ? home : 0;
}

void files_settle(struct letter *l)
{
	for (size_t i = 0; i < l->files.n; i++) {
		struct file_view *f = &l->files.v[i];
		for (size_t depth = f->folders.n; depth > 0 && f->home == 0; depth--)
			f->home = find_home(l, f, depth);
	}
}

/* --- files --- */

void files_add(struct reading *rd, struct letter *l, uint32_t part)
{
	static const char *const documents[] = {"doc", "docx", "wps", "rtf", "pdf", "xls", "xlsx", "et",
	        "csv", "ods", "odt", "ppt", "pptx", "dps", "txt", "ofd", "htm", "html", "md", NULL};
	static const char *const archives[] = {"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz", NULL};
	const struct part *p = &rd->claims->parts.v[part];
	bool member = p->parent < rd->claims->parts.n && holds_members(&rd->claims->parts.v[p->parent]);
	const char *slash = member ? strrchr(p->name, '/') : NULL;
	const char *name = slash ? slash + 1 : p->name, *dot = strrchr(name, '.');
	size_t stem = dot && dot > name && strlen(dot) <= 6 ? (size_t)(dot - name) : strlen(name);
	struct file_view *f = list_add(rd->a, &l->files);
	f->part = part;
	f->path = arena_strndup(rd->a, p->name, (size_t)(name - p->name));
	f->stem = arena_strndup(rd->a, name, stem);
	f->extension = dot && stem < strlen(name) ? runes_key(rd->a, dot + 1) : "";
	f->document = is_one_of(f->extension, documents);
	f->archive = is_one_of(f->extension, archives);
	f->pieces = pieces_read(rd, f->stem, (struct origin){PLACE_FILE_NAME, part});
	f->key = *f->pieces.title ? letter_key(rd, f->pieces.title) : "";
	size_t root = strcspn(f->path, "/");
	f->stem_key = runes_key(rd->a, f->stem);
	f->path_key = f->path[root] ? runes_key(rd->a, f->path + root + 1) : "";
	f->opening_key = "";
	f->paper = files_is_paper(rd, f->stem) && !f->pieces.quoted;
	f->purpose = f->paper ? PURPOSE_NOTICE : PURPOSE_UNKNOWN;
	read_folders(rd, f);
	f->archive_key =
	        f->folders.n > 0 && *f->folders.v[0].title ? letter_key(rd, f->folders.v[0].title) : "";
}

static bool all_told(const struct reading *rd)
{
	for (size_t i = 0; i < rd->claims->works.n; i++)
		for (int k = 0; k < LABEL_COUNT; k++)
			if (!*draft_value(&rd->claims->works.v[i], (enum label)k))
				return false;
	return rd->claims->works.n > 0;
}

void files_tell_purposes(struct reading *rd, const struct letter *l)
{
	bool told = all_told(rd);
	for (size_t i = 0; i < l->files.n; i++) {
		const struct file_view *f = &l->files.v[i];
		struct part *p = &rd->claims->parts.v[f->part];
		if (f->paper)
			p->purpose = PURPOSE_NOTICE;
		if (p->purpose != PURPOSE_UNKNOWN || (f->hidden && !told))
			continue;
		if (f->purpose != PURPOSE_UNKNOWN)
			p->purpose = f->purpose;
		else if (f->taken && f->told && f->told->plain)
			p->purpose = PURPOSE_WORK;
	}
}
