#include "parsers/collect.h"

#include "parsers/attempt.h"
#include "parsers/mail/role.h"
#include "parsers/sniff.h"
#include "parsers/text/text.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static double cpu_seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

enum outcome collect_init(
        struct collector *c, struct document *d, int contents_fd, struct arena *a, struct reason *why)
{
	struct stat st = {0};
	if (contents_fd >= 0 && fstat(contents_fd, &st) != 0)
		return fail_errno(why, LATER, "cannot tell the size of the contents file");
	*c = (struct collector){.arena = a,
	        .document = d,
	        .contents = {contents_fd, (uint64_t)st.st_size},
	        .inside = {.part = NO_PART},
	        .head = BUF_INIT(LIMIT_BODY_TEXT_BYTES),
	        .cpu_until = cpu_seconds() + LIMIT_READING_CPU_SECONDS};
	return DONE;
}

void collect_close(struct collector *c)
{
	hasher_close(&c->hasher);
	buf_free(&c->head);
}

static void add_note(struct collector *c, const char *sentence)
{
	struct claims *claims = c->document->claims;
	for (size_t i = 0; i < claims->notes.n; i++)
		if (strcmp(claims->notes.v[i], sentence) == 0)
			return;
	if (claims->notes.n < LIMIT_NOTES)
		*list_add(c->arena, &claims->notes) = sentence;
}

void collect_note(struct collector *c, const char *sentence)
{
	c->document->claims->incomplete = true;
	add_note(c, sentence);
}

/* --- one part --- */

bool collect_has_room(const struct collector *c)
{
	size_t most = c->inside.part == NO_PART ? LIMIT_PARTS : LIMIT_PARTS_INSIDE;
	return c->document->claims->parts.n < most;
}

bool collect_begin(struct collector *c, bool keep)
{
	invariant(!c->hasher);
	if (!collect_has_room(c)) {
		collect_note(c, "the mail has more parts than are read");
		c->inside.overfull = true;
		return false;
	}
	buf_reset(&c->head);
	c->hasher = hasher_new();
	c->size = 0;
	c->keep = keep && c->contents.fd >= 0;
	c->capped = false;
	return true;
}

static enum outcome write_at(int fd, const uint8_t *bytes, size_t len, uint64_t offset, struct reason *why)
{
	while (len > 0) {
		ssize_t n = pwrite(fd, bytes, len, (off_t)offset);
		if (n <= 0)
			return fail_errno(why, LATER, "cannot write the decoded contents");
		bytes += n;
		len -= (size_t)n;
		offset += (uint64_t)n;
	}
	return DONE;
}

/* Counts what comes out of a container: what its header declares may be a lie. */
static bool is_overfull(struct collector *c, size_t len)
{
	struct container *in = &c->inside;
	if (in->part == NO_PART)
		return false;
	uint64_t packed = c->document->claims->parts.v[in->part].size;
	in->unpacked += len;
	c->unpacked += len;
	in->overfull = c->capped || c->unpacked > LIMIT_UNPACKED_BYTES ||
	               (in->unpacked > LIMIT_UNPACKED_FREE && in->unpacked / LIMIT_UNPACK_RATIO > packed);
	return in->overfull;
}

enum outcome collect_add(struct collector *c, const void *bytes, size_t len, struct reason *why)
{
	size_t room = c->head.cap - c->head.len;
	if (c->keep && c->contents.offset + c->size + len > LIMIT_CONTENTS_BYTES) {
		c->keep = false;
		c->capped = true;
	}
	if (is_overfull(c, len))
		return fail(why, REFUSED, "it unpacks to more than is read");
	buf_put(&c->head, bytes, len < room ? len : room);
	hasher_add(c->hasher, bytes, len);
	enum outcome o =
	        c->keep ? write_at(c->contents.fd, bytes, len, c->contents.offset + c->size, why) : DONE;
	c->size += len;
	return o;
}

void collect_drop(struct collector *c)
{
	hasher_close(&c->hasher);
}

/* Bodies are what they are declared to be, save that some programs send HTML as plain text. */
static const char *body_type(const struct collector *c, const struct item *item)
{
	const char *s = buf_str(&c->head);
	s += strspn(s, " \t\r\n");
	bool html = strcmp(item->declared, "text/html") == 0 || strncasecmp(s, "<!doctype html", 14) == 0 ||
	            strncasecmp(s, "<html", 5) == 0;
	return html ? "text/html" : "text/plain";
}

static const char *type_of(const struct collector *c, const struct item *item)
{
	size_t len = c->head.len < LIMIT_SNIFF_BYTES ? c->head.len : LIMIT_SNIFF_BYTES;
	if (item->type)
		return item->type;
	if (item->role == PART_BODY)
		return body_type(c, item);
	if (item->role == PART_MACHINE)
		return item->declared;
	return sniff_type(buf_str(&c->head), len, item->name, item->declared, c->arena);
}

struct part *collect_add_part(struct collector *c, const struct item *item)
{
	*list_add(c->arena, &c->cids) = item->cid;
	struct part *p = list_add(c->arena, &c->document->claims->parts);
	*p = (struct part){.name = item->name,
	        .declared = item->declared,
	        .type = item->type ? item->type : "application/octet-stream",
	        .role = item->role,
	        .parent = item->parent,
	        .offset = UINT64_MAX};
	return p;
}

uint32_t collect_end(struct collector *c, const struct item *item)
{
	struct part *p = collect_add_part(c, item);
	p->type = type_of(c, item);
	p->size = c->size;
	hasher_finish(&c->hasher, &p->hash);
	if (c->keep) {
		p->offset = c->contents.offset;
		c->contents.offset += c->size;
	}
	if (c->capped)
		collect_note(c, "the mail's files together are larger than is kept");
	return (uint32_t)(c->document->claims->parts.n - 1);
}

/* --- its text --- */

static size_t text_size(const struct text *text)
{
	size_t size = 0;
	for (size_t i = 0; i < text->blocks.n; i++) {
		const struct block *b = &text->blocks.v[i];
		size_t cells = b->kind == BLOCK_TABLE ? (size_t)b->table->rows * b->table->columns : 0;
		size += b->kind == BLOCK_LINE ? strlen(b->line) : 0;
		for (size_t k = 0; k < cells; k++)
			size += strlen(b->table->cells[k].text);
	}
	return size;
}

static void keep_facts(struct part *part, const struct text *text, bool refused)
{
	part->macros = text->macros;
	part->hides = text->hides;
	part->width = text->width;
	part->height = text->height;
	part->milliseconds = text->milliseconds;
	part->unread = text->unread;
	if (refused && !text->unread)
		part->unread = UNREAD_BROKEN;
	if (!refused && text->partial && !text->unread)
		part->unread = UNREAD_PARTLY;
	part->readable = !refused;
}

static void keep_text(struct collector *c, const struct text *text, const struct part *part)
{
	c->text_bytes += text_size(text);
	if (text->partial)
		collect_note(c, "a text was longer or deeper than is read");
	/* Of a picture only facts were read; an empty body is still an alternative to another one. */
	if (!text->blocks.n && part->role != PART_BODY)
		return;
	*list_add(c->arena, &c->document->texts) = *text;
	for (size_t i = 0; i < text->pictures.n && part->role == PART_BODY; i++)
		if (text->pictures.v[i].as_ornament)
			*list_add(c->arena, &c->ornaments) =
			        (struct showing){text->pictures.v[i].cid, part->parent};
}

struct content collect_content(const struct collector *c, const struct item *item, uint32_t part)
{
	const struct part *p = &c->document->claims->parts.v[part];
	bool kept = p->offset != UINT64_MAX;
	return (struct content){.bytes = buf_str(&c->head),
	        .len = c->head.len,
	        .cut = p->size > c->head.len,
	        .charset = item->charset,
	        .flowed = item->flowed && item->role == PART_BODY,
	        .delete_blank = item->delete_blank,
	        .fd = kept ? c->contents.fd : -1,
	        .offset = kept ? p->offset : 0,
	        .size = p->size};
}

static void explain(struct collector *c, uint32_t part, const struct reason *why)
{
	add_note(c, arena_printf(c->arena, "part %u was not read: %s", part, why->text));
}

/* Many documents, each within its caps, must not use up the time of the whole mail: then nothing of it would be known. The
 * bodies are always read. */
static bool is_out_of_time(struct collector *c)
{
	bool out = cpu_seconds() > c->cpu_until;
	if (out)
		collect_note(c, "the mail's documents together take longer than is read");
	return out;
}

static void leave_text(struct collector *c, struct part *part)
{
	part->readable = false;
	part->unread = UNREAD_TOO_LARGE;
	collect_note(c, "the mail's texts together are longer than is read");
}

/* A former attempt at this mail ended in the middle of this part: it is left alone, and what happened is said. */
static bool is_given_up(struct collector *c, const struct format *format, uint32_t index)
{
	static const struct {
		enum unread unread;
		struct reason why;
	} ends[] = {
	        [EXAMINED_CRASHED] = {UNREAD_BROKEN, {"its reader crashed"}},
	        [EXAMINED_DEADLINE] = {UNREAD_TOO_LARGE, {"its reader took too long"}},
	        [EXAMINED_OVERRUN] = {UNREAD_TOO_LARGE, {"its reader needed too much memory"}},
	};
	static const struct reason too_many = {"too many of the mail's files crashed or took too long"};
	const struct given_up *without = attempt_without(index);
	struct part *part = &c->document->claims->parts.v[index];
	if (!without && part->role != PART_BODY && attempt_is_bodies_only()) {
		part->readable = false;
		part->unread = UNREAD_TOO_LARGE;
		explain(c, index, &too_many);
		return true;
	}
	if (!without)
		return false;
	part->readable = format->facts_only;
	part->unread = format->facts_only ? UNREAD_PARTLY : ends[without->how].unread;
	explain(c, index, &ends[without->how].why);
	if (part->role == PART_BODY)
		collect_note(c, "a body could not be read");
	return true;
}

static void read_text(
        struct collector *c, const struct format *format, const struct item *item, uint32_t index)
{
	struct part *part = &c->document->claims->parts.v[index];
	struct text text = {.part = index, .message = item->message};
	struct reason refused = {""};
	if (c->text_bytes >= LIMIT_TEXTS_BYTES) {
		leave_text(c, part);
		return;
	}
	if (part->role != PART_BODY && is_out_of_time(c)) {
		part->readable = false;
		part->unread = UNREAD_TOO_LARGE;
		return;
	}
	const struct content content = collect_content(c, item, index);
	uint32_t before =
	        attempt_enter(index, format->facts_only ? LIMIT_MEDIA_CPU_SECONDS : LIMIT_READER_CPU_SECONDS);
	enum outcome o = format->read(&content, c->arena, &text, &refused);
	attempt_leave(before);
	keep_facts(part, &text, o != DONE);
	if (o == DONE && c->text_bytes + text_size(&text) > LIMIT_TEXTS_BYTES)
		leave_text(c, part);
	else if (o == DONE)
		keep_text(c, &text, part);
	if (o != DONE || (text.unread && refused.text[0]))
		explain(c, index, &refused);
}

/* What a mail server says to programs of a mail that came back. */
static void read_report(struct collector *c, const struct item *item, uint32_t index)
{
	static const char *const types[] = {"message/delivery-status", "message/global-delivery-status",
	        "text/rfc822-headers", "message/global-headers"};
	const struct content content = collect_content(c, item, index);
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct text text = {.part = index, .message = item->message};
		struct reason refused;
		if (strcmp(item->declared, types[i]) != 0 || c->text_bytes >= LIMIT_TEXTS_BYTES ||
		        text_read(&content, c->arena, &text, &refused) != DONE)
			continue;
		c->text_bytes += text_size(&text);
		*list_add(c->arena, &c->document->reports) = text;
	}
}

void collect_read(struct collector *c, const struct item *item, uint32_t index)
{
	struct part *part = &c->document->claims->parts.v[index];
	const struct format *format = format_by_type(part->type);
	part->readable = format->readable;
	part->unread = format->readable ? UNREAD_NOT : UNREAD_UNKNOWN;
	if (part->role == PART_MACHINE) {
		read_report(c, item, index);
		return;
	}
	if (is_given_up(c, format, index))
		return;
	if (format->read)
		read_text(c, format, item, index);
	if (format->unpack && part->role == PART_FILE)
		*list_add(c->arena, &c->waiting) =
		        (struct container){.part = index, .message = item->message, .depth = item->depth};
}

/* --- what is inside --- */

struct item collect_member(const struct collector *c, const char *name)
{
	return (struct item){.name = name,
	        .declared = "",
	        .charset = "",
	        .role = PART_FILE,
	        .parent = c->inside.part,
	        .message = c->inside.message,
	        .depth = c->inside.depth + 1};
}

static enum outcome unpack(struct collector *c, enum unread *unread_r, struct reason *why)
{
	static const struct item bare = {.charset = ""};
	const struct part *part = &c->document->claims->parts.v[c->inside.part];
	*unread_r = UNREAD_BROKEN;
	if (c->inside.depth >= LIMIT_UNPACK_DEPTH) {
		*unread_r = UNREAD_TOO_DEEP;
		return fail(why, REFUSED, "archives stand in archives deeper than is read");
	}
	if (part->offset == UINT64_MAX) {
		*unread_r = UNREAD_TOO_LARGE;
		return fail(why, REFUSED, "it could not be kept, so its inside was not read");
	}
	if (is_out_of_time(c)) {
		*unread_r = UNREAD_TOO_LARGE;
		return fail(why, REFUSED, "the mail's documents together take longer than is read");
	}
	buf_reset(&c->head);
	const struct content content = collect_content(c, &bare, c->inside.part);
	uint32_t before = attempt_enter(c->inside.part, 0);
	enum outcome o = format_by_type(part->type)->unpack(&content, c, unread_r, why);
	attempt_leave(before);
	if (o == REFUSED && c->inside.overfull)
		*unread_r = UNREAD_TOO_LARGE;
	return o;
}

enum outcome collect_open(struct collector *c, struct reason *why)
{
	enum outcome o = DONE;
	if (c->inside.part != NO_PART)
		return DONE;
	while (o == DONE && c->opened < c->waiting.n) {
		enum unread unread = UNREAD_NOT;
		c->inside = c->waiting.v[c->opened++];
		o = unpack(c, &unread, why);
		if (o == REFUSED) {
			struct part *part = &c->document->claims->parts.v[c->inside.part];
			part->unread = unread;
			part->readable = false;
			explain(c, c->inside.part, why);
			o = DONE;
		}
	}
	c->inside = (struct container){.part = NO_PART};
	return o;
}
