#include "daemon/ctl/mailfiles.h"

#include "base/buf.h"
#include "schema/limits.h"

#include <ctype.h>
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 8192 };

/* --- lines --- */

/* A piece of a line, or all of it: no line is ever held whole. */
struct lines {
	FILE *file;
	char piece[PIECE];
	size_t len;
	bool begins, ends; /* of a line */
};

static bool next_piece(struct lines *l)
{
	l->begins = l->ends;
	l->ends = false;
	l->len = 0;
	for (int c; l->len < PIECE - 1 && !l->ends && (c = getc_unlocked(l->file)) != EOF;) {
		l->piece[l->len++] = (char)c;
		l->ends = c == '\n';
	}
	l->piece[l->len] = '\0';
	return l->len > 0;
}

static bool is_blank(const struct lines *l)
{
	return l->begins && (strcmp(l->piece, "\n") == 0 || strcmp(l->piece, "\r\n") == 0);
}

/* "From somebody@somewhere Sat Jan  3 01:05:34 2022": whoever wrote the file says when the message came. */
static bool is_from_line(const struct lines *l, int64_t *date_r)
{
	struct tm tm = {0};
	if (!l->begins || strncmp(l->piece, "From ", 5) != 0)
		return false;
	const char *who = l->piece + 5, *date = who + strcspn(who, " \r\n");
	bool dated = strptime(date, " %a %b %d %H:%M:%S %Y", &tm) != NULL;
	*date_r = dated ? (int64_t)timegm(&tm) : 0;
	return dated || strncmp(who, "- ", 2) == 0 || memchr(who, '@', (size_t)(date - who));
}

/* A header field's name and its colon. */
static bool is_field(const char *line)
{
	size_t n = 0;
	while (line[n] > ' ' && line[n] < 0x7f && line[n] != ':')
		n++;
	return n > 0 && line[n] == ':';
}

/* --- one file --- */

struct reading {
	const struct mailfiles *m;
	const char *path;
	struct lines *lines;
	struct raw *raw; /* NULL: between messages, or one that is passed over */
	int64_t date;
};

static enum outcome put(struct reading *r, const char *bytes, size_t len, struct reason *why)
{
	enum outcome o = r->raw ? raw_put(r->raw, bytes, len, why) : DONE;
	if (o != REFUSED)
		return o;
	raw_close(&r->raw);
	r->m->pass_over(r->m->context, r->path, why->text);
	return DONE;
}

static enum outcome finish(struct reading *r, struct reason *why)
{
	struct hash hash;
	if (!r->raw)
		return DONE;
	enum outcome o = raw_finish(&r->raw, &hash, why);
	if (o == DONE)
		return r->m->take(r->m->context, &hash, r->date, why);
	if (o != REFUSED)
		return o;
	r->m->pass_over(r->m->context, r->path, why->text);
	return DONE;
}

/* Messages lie behind "From " lines, an empty line before each; such lines of their own are quoted by ">". */
static enum outcome read_mbox(struct reading *r, int64_t file_date, struct reason *why)
{
	static const char blank[] = "\n";
	bool held = true; /* an empty line was seen, which may only divide two messages */
	bool first = true;
	enum outcome o = DONE;
	while (o == DONE && next_piece(r->lines)) {
		const struct lines *l = r->lines;
		size_t quote = l->begins ? strspn(l->piece, ">") : 0;
		if (held && is_from_line(l, &r->date)) {
			r->date = r->date ? r->date : file_date;
			o = finish(r, why);
			first = false;
			held = false;
			if (o == DONE)
				o = raw_begin(r->m->folders, &r->raw, why);
			continue;
		}
		if (held && !first)
			o = put(r, blank, 1, why);
		held = is_blank(l);
		first = false;
		bool quoted = quote > 0 && strncmp(l->piece + quote, "From ", 5) == 0;
		if (o == DONE && !held)
			o = put(r, l->piece + quoted, l->len - quoted, why);
	}
	return o == DONE ? finish(r, why) : o;
}

static enum outcome read_message(struct reading *r, struct reason *why)
{
	enum outcome o = raw_begin(r->m->folders, &r->raw, why);
	do
		o = o == DONE ? put(r, r->lines->piece, r->lines->len, why) : o;
	while (o == DONE && next_piece(r->lines));
	return o == DONE ? finish(r, why) : o;
}

/* A Maildir's names begin with the time of delivery. */
static int64_t date_of(const char *path, const struct stat *st)
{
	const char *name = strrchr(path, '/');
	name = name ? name + 1 : path;
	size_t digits = strspn(name, "0123456789");
	return digits >= 9 && digits <= 11 && name[digits] == '.' ? (int64_t)atoll(name)
	                                                          : (int64_t)st->st_mtime;
}

static enum outcome read_file(const struct mailfiles *m, const char *path, struct reason *why)
{
	struct lines lines = {.file = fopen(path, "rbe"), .ends = true};
	struct reading r = {.m = m, .path = path, .lines = &lines};
	struct stat st;
	enum outcome o = DONE;
	int64_t date;
	if (!lines.file || fstat(fileno(lines.file), &st) != 0) {
		m->pass_over(m->context, path, "it cannot be read");
	} else if (!next_piece(&lines)) {
		m->pass_over(m->context, path, "it is empty");
	} else if (is_from_line(&lines, &date)) {
		rewind(lines.file);
		lines.ends = true;
		o = read_mbox(&r, (int64_t)st.st_mtime, why);
	} else if (is_field(lines.piece)) {
		r.date = date_of(path, &st);
		o = read_message(&r, why);
	} else {
		m->pass_over(m->context, path, "it does not begin like a mail");
	}
	if (o == DONE && lines.file && ferror(lines.file))
		m->pass_over(m->context, path, "it could not be read to its end");
	raw_close(&r.raw);
	if (lines.file)
		fclose(lines.file);
	return o;
}

/* --- folders --- */

static enum outcome walk(
        const struct mailfiles *m, const char *path, bool maildir, unsigned depth, struct reason *why);

static bool is_folder(const char *path, const char *name)
{
	struct buf whole = BUF_INIT(PIECE);
	struct stat st;
	buf_printf(&whole, "%s/%s", path, name);
	bool yes = !whole.overrun && lstat(buf_str(&whole), &st) == 0 && S_ISDIR(st.st_mode);
	buf_free(&whole);
	return yes;
}

/* Outside of a Maildir only what looks like mail is taken: .eml, mbox. */
static bool may_be_mail(const char *path)
{
	const char *dot = strrchr(path, '.');
	char head[6] = "";
	FILE *f = fopen(path, "rbe");
	bool from = f && fread(head, 1, 5, f) == 5 && strcmp(head, "From ") == 0;
	if (f)
		fclose(f);
	return from || (dot && strcasecmp(dot, ".eml") == 0);
}

static enum outcome visit(const struct mailfiles *m, const char *path, const char *name, bool maildir,
        unsigned depth, struct reason *why)
{
	struct buf whole = BUF_INIT(PIECE);
	struct stat st;
	enum outcome o = DONE;
	buf_printf(&whole, "%s/%s", path, name);
	if (whole.overrun || lstat(buf_str(&whole), &st) != 0)
		m->pass_over(m->context, name, "its path is too long, or it is gone");
	else if (S_ISDIR(st.st_mode))
		o = walk(m, buf_str(&whole), maildir, depth + 1, why);
	else if (S_ISREG(st.st_mode) && (maildir || may_be_mail(buf_str(&whole))))
		o = read_file(m, buf_str(&whole), why);
	buf_free(&whole);
	return o;
}

/* In a Maildir only its cur/ and new/ hold messages; folders below it begin with a dot. */
static bool is_wanted(const char *name, bool is_maildir, bool folder)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	if (is_maildir)
		return folder && strcmp(name, "tmp") != 0;
	return name[0] != '.';
}

static enum outcome walk(
        const struct mailfiles *m, const char *path, bool messages, unsigned depth, struct reason *why)
{
	struct dirent **names = NULL;
	bool is_maildir = is_folder(path, "cur") && is_folder(path, "new");
	int n = depth < LIMIT_IMPORT_DEPTH ? scandir(path, &names, NULL, alphasort) : -1;
	enum outcome o = DONE;
	if (n < 0)
		m->pass_over(m->context, path, "the folder cannot be read");
	for (int i = 0; i < n; i++) {
		const char *name = names[i]->d_name;
		bool box = is_maildir && (strcmp(name, "cur") == 0 || strcmp(name, "new") == 0);
		if (o == DONE && is_wanted(name, is_maildir, is_folder(path, name)))
			o = visit(m, path, name, box || (messages && !is_maildir), depth, why);
		free(names[i]);
	}
	free(names);
	return o;
}

enum outcome mailfiles_walk(const struct mailfiles *m, const char *path, struct reason *why)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return fail_errno(why, REFUSED, "cannot look at %s", path);
	if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
		return fail(why, REFUSED, "%s is neither a file nor a folder", path);
	return S_ISDIR(st.st_mode) ? walk(m, path, false, 0, why) : read_file(m, path, why);
}
