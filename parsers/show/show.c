#include "parsers/show/show.h"

#include "parsers/collect.h"
#include "parsers/mail/mime.h"
#include "parsers/show/json.h"
#include "parsers/show/show_sheet.h"
#include "parsers/sniff.h"
#include "schema/limits.h"

#include <string.h>
#include <unistd.h>

struct showing {
	struct json *json;
	struct arena *arena;
	struct document *document;
};

/* All of one object but its kind is written after the file was read; the collector's part 0 is the file. */
enum { FILE_PART = 0 };

/* --- pieces of every kind --- */

static bool is_media(const char *type)
{
	return strncmp(type, "image/", 6) == 0 || strncmp(type, "audio/", 6) == 0 ||
	       strncmp(type, "video/", 6) == 0;
}

/* For the sender: what is wrong, and what would help. */
static const char *sentence_for(const struct part *p)
{
	static const char *const sentences[UNREAD_COUNT] = {
	        [UNREAD_NOT] = "文件内容无法识别。",
	        [UNREAD_PARTLY] = "文件太长，只读取了前面一部分。",
	        [UNREAD_UNKNOWN] =
	                "不支持这种文件格式，请改用 Word、Excel、PDF、图片、音视频或 ZIP 重新发送。",
	        [UNREAD_PROTECTED] = "文件设有密码，无法打开，请去掉密码后重新发送。",
	        [UNREAD_BROKEN] = "文件已损坏或不完整，请检查后重新发送。",
	        [UNREAD_TOO_LARGE] = "文件（或解压后的内容）太大，没有全部读取，请分开发送。",
	        [UNREAD_TOO_DEEP] = "压缩包层层嵌套过多，请直接打成一个压缩包重新发送。",
	        [UNREAD_VOLUME] = "文件是分卷压缩包中的一卷，单独无法打开，请打成一个压缩包重新发送。",
	        [UNREAD_NO_TEXT] = "文件是扫描件或图片，没有可读取的文字，请同时发送可编辑的电子版。",
	};
	if (p->unread == UNREAD_PARTLY && is_media(p->type))
		return "文件可能已损坏，没有读出完整信息，请检查能否正常打开后重新发送。";
	if (p->unread == UNREAD_TOO_DEEP && !format_by_type(p->type)->unpack)
		return "文件内部结构嵌套过深，无法读取，请另存为普通文档后重新发送。";
	return p->size == 0 ? "文件是空的（0 字节），请检查后重新发送。" : sentences[p->unread];
}

static void put_pair(struct json *j, const char *key, const char *value)
{
	json_key(j, key);
	json_string(j, value);
}

/* The reader's own words, without what the note says before them. */
static const char *why_of(const struct claims *c)
{
	static const char lead[] = "part 0 was not read: ";
	for (size_t i = 0; i < c->notes.n; i++)
		if (strncmp(c->notes.v[i], lead, sizeof lead - 1) == 0)
			return c->notes.v[i] + sizeof lead - 1;
	return c->parts.v[FILE_PART].size ? "there is no reader for this format" : "the file is empty";
}

static void put_unread(struct showing *s, const char *why)
{
	const struct part *p = &s->document->claims->parts.v[FILE_PART];
	put_pair(s->json, "reason", sentence_for(p));
	put_pair(s->json, "unread", unread_name(p->unread));
	put_pair(s->json, "why", why);
}

static void put_hash(struct json *j, const struct part *p)
{
	char hex[HASH_HEX_SIZE];
	json_key(j, "sha256");
	if (p->offset == UINT64_MAX && p->unread != UNREAD_NOT) {
		json_word(j, "null"); /* its bytes could not be had */
		return;
	}
	hash_to_hex(&p->hash, hex);
	json_string(j, hex);
}

/* --- text --- */

static void put_table_lines(struct buf *out, const struct table *t)
{
	for (uint32_t row = 0; row < t->rows; row++)
		for (uint32_t column = 0; column < t->columns; column++) {
			buf_puts(out, table_cell(t, row, column)->text);
			buf_putc(out, column + 1 < t->columns ? '\t' : '\n');
		}
}

static void put_text(struct showing *s, const struct text *text)
{
	struct buf all = BUF_INIT(8 * LIMIT_BODY_TEXT_BYTES);
	for (size_t i = 0; i < text->blocks.n; i++) {
		const struct block *b = &text->blocks.v[i];
		if (b->kind == BLOCK_TABLE) {
			put_table_lines(&all, b->table);
			continue;
		}
		buf_puts(&all, b->line);
		buf_putc(&all, '\n');
	}
	put_pair(s->json, "text", buf_str(&all));
	buf_free(&all);
}

static void put_table(struct json *j, const struct table *t)
{
	json_open(j, '[');
	for (uint32_t row = 0; row < t->rows; row++) {
		json_open(j, '[');
		for (uint32_t column = 0; column < t->columns; column++)
			json_string(j, table_cell(t, row, column)->text);
		json_close(j, ']');
	}
	json_close(j, ']');
}

static void put_tables(struct showing *s, const struct text *text)
{
	json_key(s->json, "tables");
	json_open(s->json, '[');
	for (size_t i = 0; i < text->blocks.n; i++)
		if (text->blocks.v[i].kind == BLOCK_TABLE)
			put_table(s->json, text->blocks.v[i].table);
	json_close(s->json, ']');
}

/* --- files inside --- */

static const char *own_name(const struct claims *c, const struct part *p)
{
	size_t len = p->parent == NO_PART ? 0 : strlen(c->parts.v[p->parent].name);
	bool inside =
	        len > 0 && strncmp(p->name, c->parts.v[p->parent].name, len) == 0 && p->name[len] == '/';
	return inside ? p->name + len + 1 : p->name;
}

static void put_members(struct showing *s, const char *key, uint32_t parent)
{
	const struct claims *c = s->document->claims;
	struct json *j = s->json;
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < c->parts.n; i++) {
		const struct part *p = &c->parts.v[i];
		if (p->parent != parent)
			continue;
		json_open(j, '{');
		put_pair(j, "name", own_name(c, p));
		put_pair(j, "type", p->type);
		json_key(j, "size");
		json_number(j, p->size);
		put_hash(j, p);
		if (p->unread)
			put_pair(j, "unread", unread_name(p->unread));
		if (format_by_type(p->type)->unpack)
			put_members(s, "members", i);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* --- kinds --- */

static void show_media(struct showing *s, const struct part *p)
{
	struct json *j = s->json;
	put_pair(j, "kind", "media");
	put_pair(j, "type", p->type);
	json_key(j, "width");
	p->width ? json_number(j, p->width) : json_word(j, "null");
	json_key(j, "height");
	p->height ? json_number(j, p->height) : json_word(j, "null");
	json_key(j, "duration");
	p->milliseconds ? json_seconds(j, p->milliseconds) : json_word(j, "null");
}

static void show_text(struct showing *s, const struct text *text)
{
	put_pair(s->json, "kind", "text");
	put_text(s, text);
	put_tables(s, text);
}

static void show_archive(struct showing *s)
{
	const struct document *d = s->document;
	put_pair(s->json, "kind", "archive");
	put_members(s, "members", FILE_PART);
	for (size_t i = 0; i < d->texts.n; i++)
		if (d->texts.v[i].part == FILE_PART)
			put_text(s, &d->texts.v[i]);
}

static void put_facts(struct showing *s, const struct part *p)
{
	if (p->macros) {
		json_key(s->json, "macros");
		json_word(s->json, "true");
	}
	if (p->unread)
		put_unread(s, why_of(s->document->claims));
}

/* What was read and opened. */
static void show_read(struct showing *s)
{
	const struct document *d = s->document;
	const struct part *p = &d->claims->parts.v[FILE_PART];
	if (format_by_type(p->type)->unpack && (p->readable || d->claims->parts.n > 1))
		show_archive(s);
	else if (is_media(p->type) && p->readable)
		show_media(s, p);
	else if (d->texts.n > 0)
		show_text(s, &d->texts.v[0]);
	else if (p->readable)
		show_text(s, &(struct text){.part = FILE_PART}); /* it was read and has none */
	else
		put_pair(s->json, "kind", "unreadable");
	if (!p->readable && !p->unread)
		put_unread(s, why_of(d->claims));
	put_facts(s, p);
}

static void show_workbook(struct showing *s, const struct content *c)
{
	struct part *p = &s->document->claims->parts.v[FILE_PART];
	struct text text = {.part = FILE_PART};
	struct reason why = {"a limit cut it"};
	enum outcome o = show_sheets(format_by_type(p->type), c, s->json, s->arena, &text, &why);
	p->macros = text.macros;
	p->unread = o != DONE && !text.unread      ? UNREAD_BROKEN
	            : text.partial && !text.unread ? UNREAD_PARTLY
	                                           : text.unread;
	if (!s->json->comma)
		put_pair(s->json, "kind", "unreadable");
	if (p->unread)
		put_unread(s, why.text);
	p->unread = UNREAD_NOT;
	put_facts(s, p);
}

/* What was written in it, what it answers behind "> ". */
static void put_letter(struct showing *s)
{
	const struct document *d = s->document;
	struct buf all = BUF_INIT(8 * LIMIT_BODY_TEXT_BYTES);
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *text = &d->texts.v[i];
		if (text->message != 0 || d->claims->parts.v[text->part].role != PART_BODY)
			continue;
		for (size_t k = 0; k < text->blocks.n; k++) {
			const struct block *b = &text->blocks.v[k];
			if (b->kind == BLOCK_TABLE)
				put_table_lines(&all, b->table);
			else
				buf_printf(&all, "%s%s\n", b->quote ? "> " : "", b->line);
		}
	}
	put_pair(s->json, "text", buf_str(&all));
	buf_free(&all);
}

static enum outcome show_mail(struct showing *s, int file_fd, int contents_fd, struct reason *why)
{
	struct json *j = s->json;
	enum outcome o = mime_read(file_fd, contents_fd, s->arena, &s->document, why);
	if (o != DONE)
		return o;
	const struct claims *c = s->document->claims;
	put_pair(j, "kind", "mail");
	put_pair(j, "subject", c->subject);
	json_key(j, "from");
	json_open(j, '{');
	put_pair(j, "name", c->from_name);
	put_pair(j, "address", c->from_address);
	json_close(j, '}');
	put_letter(s);
	put_members(s, "parts", NO_PART);
	return DONE;
}

/* --- the file --- */

static enum outcome take_bytes(struct collector *c, int file_fd, struct reason *why)
{
	static char block[JSON_BLOCK];
	uint64_t at = 0;
	ssize_t n;
	while ((n = pread(file_fd, block, sizeof block, (off_t)at)) > 0) {
		enum outcome o = collect_add(c, block, (size_t)n, why);
		if (o != DONE)
			return o;
		at += (uint64_t)n;
	}
	return n < 0 ? fail_errno(why, LATER, "cannot read the file") : DONE;
}

static enum outcome show_any(
        struct showing *s, struct collector *c, const struct item *item, int file_fd, struct reason *why)
{
	invariant(collect_begin(c, true));
	enum outcome o = take_bytes(c, file_fd, why);
	if (o != DONE)
		return o;
	uint32_t index = collect_end(c, item);
	const char *type = s->document->claims->parts.v[index].type;
	if (strcmp(type, "message/rfc822") == 0)
		return show_mail(s, file_fd, c->contents.fd, why);
	if (format_by_type(type)->read_sheets) {
		const struct content content = collect_content(c, item, index);
		show_workbook(s, &content);
		return DONE;
	}
	collect_read(c, item, index);
	o = collect_open(c, why);
	if (o == DONE)
		show_read(s);
	return o;
}

enum outcome show_file(const char *name, int file_fd, int contents_fd, int out_fd, struct reason *why)
{
	static struct json json;
	struct arena *a = arena_new(LIMIT_ARENA_BYTES);
	struct document d = {.claims = claims_new(a)};
	struct showing s = {&json, a, &d};
	struct collector c;
	const struct item item = {
	        .name = name, .declared = "", .charset = "", .role = PART_FILE, .parent = NO_PART};
	json = (struct json){.fd = out_fd};
	json_open(&json, '{');
	enum outcome o = collect_init(&c, &d, contents_fd, a, why);
	if (o == DONE) {
		o = show_any(&s, &c, &item, file_fd, why);
		collect_close(&c);
	}
	json_close(&json, '}');
	if (o == DONE)
		o = json_finish(&json, why);
	arena_close(&a);
	return o;
}
