#include "parsers/understand/letter/returned.h"

#include "schema/limits.h"

#include <ctype.h>
#include <string.h>

/* Codes and words, gathered over all that the bounce holds. */
struct findings {
	bool delayed;            /* it is still being tried */
	unsigned class, subject; /* of the enhanced status code: 5.1.1 is 5 and 1; 0: none */
	unsigned code;           /* the first SMTP code of a refusal; 0: none */
	bool permanent, passing; /* by the campaign's words */
};

/* Bounces are long, and say what they say at their head. */
enum { LINES_MOST = 400 };

static void add_id(struct reading *rd, const char *id)
{
	for (size_t i = 0; i < rd->claims->returned.ids.n; i++)
		if (strcmp(rd->claims->returned.ids.v[i], id) == 0)
			return;
	if (rd->claims->returned.ids.n < LIMIT_RETURNED_IDS)
		*list_add(rd->a, &rd->claims->returned.ids) = id;
}

/* Whatever looks like a Message-ID; whether one of them is ours only keep can tell, who has the key. */
static void find_ids(struct reading *rd, const char *line)
{
	for (const char *at = strchr(line, '<'); at; at = strchr(at + 1, '<')) {
		size_t len = strcspn(at + 1, "<> \t") + 2;
		if (at[len - 1] == '>' && memchr(at, '@', len) && len < LIMIT_MESSAGE_ID_BYTES)
			add_id(rd, arena_strndup(rd->a, at, len));
	}
}

static bool is_named(const char *line, const char *name)
{
	return strncasecmp(line, name, strlen(name)) == 0;
}

/* The first address of a line that is neither ours nor the daemon's; whatever it may be used for checks it again. */
static void find_address(struct reading *rd, const char *line)
{
	static const char around[] = " \t<>()[]\"',;:|";
	for (const char *at = strchr(line, '@'); at && !*rd->claims->returned.recipient;
	        at = strchr(at + 1, '@')) {
		const char *from = at, *end = at + 1;
		while (from > line && (unsigned char)from[-1] < 0x80 && !strchr(around, from[-1]))
			from--;
		while ((unsigned char)*end < 0x80 && !strchr(around, *end))
			end++;
		while (end[-1] == '.')
			end--;
		const char *address = arena_strndup(rd->a, from, (size_t)(end - from));
		if (from < at && end > at + 1 && end - from <= LIMIT_ADDRESS_BYTES &&
		        strcasecmp(address, rd->own_address) != 0 &&
		        strcasecmp(address, rd->claims->from_address) != 0)
			rd->claims->returned.recipient = address;
	}
}

/* 5.1.1 at `s`, not a piece of something longer; its length, 0 where there is none. */
static size_t read_status(const char *s, unsigned *class_r, unsigned *subject_r)
{
	size_t subject = strspn(s + 2, "0123456789");
	if ((*s != '4' && *s != '5') || s[1] != '.' || subject < 1 || subject > 3 || s[2 + subject] != '.')
		return 0;
	size_t detail = strspn(s + 3 + subject, "0123456789"), end = 3 + subject + detail;
	if (detail < 1 || detail > 3 || s[end] == '.' || isalnum((unsigned char)s[end]))
		return 0;
	*class_r = (unsigned)(*s - '0');
	*subject_r = 0;
	for (size_t i = 2; i < 2 + subject; i++)
		*subject_r = *subject_r * 10 + (unsigned)(s[i] - '0');
	return end;
}

static void find_codes(struct reading *rd, struct findings *f, const char *line)
{
	for (const char *s = line; (s = strpbrk(s, "45")); s++) {
		if (s > line && (isalnum((unsigned char)s[-1]) || strchr(".-:/", s[-1])))
			continue;
		unsigned class, subject;
		size_t len = read_status(s, &class, &subject);
		if (len && !f->class) {
			f->class = class;
			f->subject = subject;
			rd->claims->returned.status = arena_strndup(rd->a, s, len);
		}
		if (!len && !f->code && strspn(s, "0123456789") == 3 && (s[3] == ' ' || s[3] == '-') &&
		        s[1] <= '5')
			f->code = (unsigned)((s[0] - '0') * 100 + (s[1] - '0') * 10 + (s[2] - '0'));
	}
}

static void find_words(struct reading *rd, struct findings *f, const char *line)
{
	struct runes r = runes_read(rd->a, line);
	struct span all = {0, r.n};
	f->permanent = f->permanent || lexicon_count(rd->lex, LEX(LEX_BOUNCE_PERMANENT), &r, all) > 0;
	f->passing = f->passing || lexicon_count(rd->lex, LEX(LEX_BOUNCE_PASSING), &r, all) > 0;
}

static void read_report_line(struct reading *rd, struct findings *f, const char *line)
{
	if (is_named(line, "Final-Recipient:") || is_named(line, "Original-Recipient:"))
		find_address(rd, strchr(line, ':') + 1);
	else if (is_named(line, "Action:") && strcasestr(line, "delayed"))
		f->delayed = true;
	else if (is_named(line, "Status:") || is_named(line, "Diagnostic-Code:"))
		find_codes(rd, f, line);
	find_ids(rd, line);
}

/* What the fields of a machine's part say counts more than what a text says: it is read first. */
static void read_reports(struct reading *rd, const struct document *d, struct findings *f)
{
	for (size_t i = 0; i < d->reports.n; i++)
		for (size_t k = 0; k < d->reports.v[i].blocks.n && k < LINES_MOST; k++)
			if (d->reports.v[i].blocks.v[k].kind == BLOCK_LINE)
				read_report_line(rd, f, d->reports.v[i].blocks.v[k].line);
}

static void read_headers(struct reading *rd, const struct document *d)
{
	for (size_t i = 0; i < d->headers.n; i++) {
		const struct header *h = &d->headers.v[i];
		if (h->message == 0 && strcmp(h->name, "x-failed-recipients") == 0)
			find_address(rd, h->value);
		if (h->message > 0 && strcmp(h->name, "message-id") == 0)
			find_ids(rd, h->value);
		if (h->message > 0 && strcmp(h->name, "to") == 0)
			find_address(rd, h->value);
	}
}

static void read_lines(struct reading *rd, const char *lines, struct findings *f)
{
	find_ids(rd, lines);
	find_codes(rd, f, lines);
	find_words(rd, f, lines);
	find_address(rd, lines);
}

/* Providers lay their words out as a table: each cell is read as a line. Of the returned mail itself only its Message-ID counts: it
 * may hold any words. */
static void read_texts(struct reading *rd, const struct document *d, struct findings *f)
{
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		for (size_t k = 0; k < t->blocks.n && k < LINES_MOST; k++) {
			const struct block *b = &t->blocks.v[k];
			if (t->message > 0 || b->quote > 0) {
				find_ids(rd, b->kind == BLOCK_LINE ? b->line : "");
				continue;
			}
			if (b->kind == BLOCK_LINE)
				read_lines(rd, b->line, f);
			for (size_t c = 0;
			        b->kind == BLOCK_TABLE && c < (size_t)b->table->rows * b->table->columns; c++)
				read_lines(rd, b->table->cells[c].text, f);
		}
	}
}

/* For good, and because of the address: 5.1.1, 5.2.1. A refusal of what was sent, or of us who sent it (5.7.1, 5.3.4, 5.6.0, "taken
 * for spam"), says nothing of the address. */
static bool is_permanent(const struct findings *f)
{
	if (f->delayed || f->passing || f->class == 4)
		return false;
	if (f->class == 5 && f->subject != 0)
		return f->subject == 1 || f->subject == 2 || (f->subject == 4 && f->permanent);
	if (f->permanent)
		return true;
	return f->code == 550 || f->code == 551 || f->code == 553;
}

void returned_read(struct reading *rd, const struct document *d)
{
	struct findings f = {0};
	read_reports(rd, d, &f);
	read_headers(rd, d);
	read_texts(rd, d, &f);
	rd->claims->returned.permanent = is_permanent(&f);
}
