/* libxml2 pushes what it parses, readers pull: what came out of one block waits in a queue until it was taken. There is no
 * tree, and no memory that grows with the member. */
#include "parsers/office/xml.h"

#include "base/buf.h"
#include "schema/limits.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK = 8 * 1024,
	SIGNATURE = 4,       /* bytes by which libxml2 knows an encoding */
	TEXT_MOST = 10 << 20 /* one run of characters, as libxml2 itself has it */
};

struct event {
	enum xml_event kind;
	enum xml_space space;
	int depth;
	const char *name;                  /* libxml2's: lives as long as its parser */
	uint32_t text;                     /* XML_TEXT: where its characters stand in `bytes` */
	uint32_t attributes, n_attributes; /* XML_START */
};

struct attribute {
	const char *name;
	enum xml_space space;
	uint32_t value; /* in `bytes` */
};

struct xml {
	struct package *package;
	struct member *member;
	xmlParserCtxtPtr parser;
	struct buf events, attributes, bytes; /* of one block, and how many events of it were taken: */
	size_t taken;
	struct event now;
	struct buf text; /* characters since the last tag */
	int depth;
	const xmlChar *uri; /* whose space was looked up last: most elements of a file share one */
	enum xml_space uri_space;
	bool ended;         /* nothing more comes out of the member */
	const char *fault;  /* why it ended early */
	enum unread unread; /* … for people */
	char block[BLOCK];
};

#define TRANSITIONAL(group, part) "http://schemas.openxmlformats.org/" group "/2006/" part
#define ODF(part) "urn:oasis:names:tc:opendocument:xmlns:" part ":1.0"

static enum xml_space space_of(const xmlChar *uri)
{
	static const struct {
		const char *uri;
		enum xml_space space;
	} spaces[] = {
	        {TRANSITIONAL("spreadsheetml", "main"), XML_SHEET},
	        {"http://purl.oclc.org/ooxml/spreadsheetml/main", XML_SHEET},
	        {TRANSITIONAL("wordprocessingml", "main"), XML_WORD},
	        {"http://purl.oclc.org/ooxml/wordprocessingml/main", XML_WORD},
	        {"http://schemas.microsoft.com/office/word/2003/wordml", XML_WORD},
	        {"urn:schemas-microsoft-com:office:spreadsheet", XML_SHEET_2003},
	        {TRANSITIONAL("drawingml", "main"), XML_DRAWING},
	        {"http://purl.oclc.org/ooxml/drawingml/main", XML_DRAWING},
	        {TRANSITIONAL("presentationml", "main"), XML_SLIDES},
	        {"http://purl.oclc.org/ooxml/presentationml/main", XML_SLIDES},
	        {TRANSITIONAL("officeDocument", "relationships"), XML_OFFICE_R},
	        {"http://purl.oclc.org/ooxml/officeDocument/relationships", XML_OFFICE_R},
	        {TRANSITIONAL("package", "relationships"), XML_PACKAGE},
	        {"http://schemas.openxmlformats.org/markup-compatibility/2006", XML_CHOICE},
	        {ODF("office"), XML_ODF_OFFICE},
	        {ODF("table"), XML_ODF_TABLE},
	        {ODF("text"), XML_ODF_TEXT},
	        {ODF("style"), XML_ODF_STYLE},
	        {ODF("drawing"), XML_ODF_DRAW},
	        {ODF("manifest"), XML_ODF_MANIFEST},
	        {"http://www.w3.org/1999/xlink", XML_LINK},
	};
	if (!uri)
		return XML_NONE;
	for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
		if (strcmp(spaces[i].uri, (const char *)uri) == 0)
			return spaces[i].space;
	return XML_OTHER;
}

/* A prefix without a namespace is one that nobody declared. */
static enum xml_space space_with(const xmlChar *prefix, const xmlChar *uri)
{
	return prefix && !uri ? XML_OTHER : space_of(uri);
}

/* --- what libxml2 says --- */

static void stop(struct xml *x, enum unread unread, const char *fault)
{
	if (!x->fault) {
		x->fault = fault;
		x->unread = unread;
	}
	xmlStopParser(x->parser);
}

static uint32_t keep_bytes(struct xml *x, const void *bytes, size_t len)
{
	uint32_t at = (uint32_t)x->bytes.len;
	buf_put(&x->bytes, bytes, len);
	buf_putc(&x->bytes, '\0');
	return at;
}

static void add_event(struct xml *x, struct event e)
{
	buf_put(&x->events, &e, sizeof e);
}

static void end_text(struct xml *x)
{
	if (x->text.overrun)
		stop(x, UNREAD_TOO_LARGE, "one of its texts is too long");
	if (x->text.len == 0)
		return;
	add_event(x, (struct event){.kind = XML_TEXT,
	                     .depth = x->depth,
	                     .name = "",
	                     .text = keep_bytes(x, buf_str(&x->text), x->text.len)});
	buf_reset(&x->text);
}

/* libxml2 leaves "&" of values as "&#38;", since it would read them once more for its tree. */
static uint32_t keep_value(struct xml *x, const char *value, const char *end)
{
	static const char ampersand[] = "&#38;";
	uint32_t at = (uint32_t)x->bytes.len;
	for (const char *s; (s = memchr(value, '&', (size_t)(end - value)));) {
		size_t len = sizeof ampersand - 1;
		bool is = (size_t)(end - s) >= len && memcmp(s, ampersand, len) == 0;
		buf_put(&x->bytes, value, (size_t)(s - value) + 1);
		value = s + (is ? len : 1);
	}
	keep_bytes(x, value, (size_t)(end - value));
	return at;
}

static enum xml_space element_space(struct xml *x, const xmlChar *prefix, const xmlChar *uri)
{
	if (uri != x->uri || !uri) {
		x->uri = uri;
		x->uri_space = space_with(prefix, uri);
	}
	return x->uri_space;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
        int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
        const xmlChar **attributes)
{
	enum { NAME, PREFIX, URI, VALUE, END, FIELDS };
	struct xml *x = context;
	(void)n_namespaces, (void)namespaces, (void)n_defaulted;
	end_text(x);
	if (x->depth > LIMIT_XML_DEPTH)
		stop(x, UNREAD_TOO_DEEP, "its XML is nested too deep");
	if (x->fault)
		return; /* libxml2 has freed what the values stand in */
	add_event(x, (struct event){.kind = XML_START,
	                     .space = element_space(x, prefix, uri),
	                     .depth = x->depth++,
	                     .name = (const char *)name,
	                     .attributes = (uint32_t)(x->attributes.len / sizeof(struct attribute)),
	                     .n_attributes = (uint32_t)n_attributes});
	for (int i = 0; i < n_attributes; i++, attributes += FIELDS) {
		const struct attribute a = {(const char *)attributes[NAME],
		        space_with(attributes[PREFIX], attributes[URI]),
		        keep_value(x, (const char *)attributes[VALUE], (const char *)attributes[END])};
		buf_put(&x->attributes, &a, sizeof a);
	}
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct xml *x = context;
	end_text(x);
	add_event(x, (struct event){.kind = XML_END,
	                     .space = element_space(x, prefix, uri),
	                     .depth = --x->depth,
	                     .name = (const char *)name});
}

static void on_characters(void *context, const xmlChar *characters, int len)
{
	struct xml *x = context;
	buf_put(&x->text, characters, (size_t)len);
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	(void)name, (void)public_id, (void)system_id;
	stop(context, UNREAD_BROKEN, "its XML has a DTD or entities");
}

static void on_reference(void *context, const xmlChar *name)
{
	(void)name;
	stop(context, UNREAD_BROKEN, "its XML has a DTD or entities");
}

static void ignore_error(void *context, xmlErrorPtr error)
{
	(void)context, (void)error;
}

/* --- the member --- */

/* False at its end. */
static bool read_block(struct xml *x, size_t most, size_t *len_r)
{
	ssize_t n = member_read(x->member, x->block, most);
	*len_r = n > 0 ? (size_t)n : 0;
	return n > 0;
}

static void parse_block(struct xml *x)
{
	size_t len;
	buf_reset(&x->events);
	buf_reset(&x->attributes);
	buf_reset(&x->bytes);
	x->taken = 0;
	bool more = read_block(x, sizeof x->block, &len);
	xmlParseChunk(x->parser, x->block, (int)len, !more);
	if (!x->parser->wellFormed && !x->fault)
		stop(x, UNREAD_BROKEN, "its XML is damaged");
	if (x->events.overrun || x->attributes.overrun || x->bytes.overrun)
		memory_exhausted("xml");
	x->ended = !more || x->fault;
}

enum outcome xml_open(struct package *p, const char *name, struct xml **x_r, struct reason *why)
{
	xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
	        .startElementNs = on_start,
	        .endElementNs = on_end,
	        .characters = on_characters,
	        .ignorableWhitespace = on_characters,
	        .cdataBlock = on_characters,
	        .internalSubset = on_doctype,
	        .reference = on_reference,
	        .serror = ignore_error};
	struct member *member;
	size_t len;
	*x_r = NULL;
	enum outcome o = package_open_member(p, name, &member, why);
	if (o != DONE)
		return o;
	struct xml *x = calloc(1, sizeof *x);
	if (!x)
		memory_exhausted("xml");
	x->member = member;
	x->package = p;
	x->events = x->attributes = x->bytes = BUF_INIT(LIMIT_PARSE_MEMORY);
	x->text = BUF_INIT(TEXT_MOST);
	(void)!read_block(x, SIGNATURE, &len);
	x->parser = xmlCreatePushParserCtxt(&handler, x, x->block, (int)len, NULL);
	if (!x->parser)
		memory_exhausted("xml parser");
	xmlCtxtUseOptions(x->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	*x_r = x;
	return DONE;
}

enum outcome xml_close(struct xml **x, struct reason *why)
{
	struct xml *old = *x;
	enum outcome o = DONE;
	if (!old)
		return DONE;
	*x = NULL;
	if (old->fault && old->now.kind == XML_FINISHED) {
		struct text *facts = package_facts(old->package);
		if (!facts->unread)
			facts->unread = old->unread;
		o = fail(why, REFUSED, "the document cannot be read: %s", old->fault);
	}
	xmlFreeParserCtxt(old->parser);
	member_close(&old->member);
	buf_free(&old->events);
	buf_free(&old->attributes);
	buf_free(&old->bytes);
	buf_free(&old->text);
	free(old);
	return o;
}

/* --- what readers ask --- */

static enum xml_event finish(struct xml *x)
{
	x->now = (struct event){.kind = XML_FINISHED, .name = ""};
	return XML_FINISHED;
}

enum xml_event xml_next(struct xml *x)
{
	while (x->taken == x->events.len && !x->ended)
		parse_block(x);
	if (x->taken == x->events.len || x->now.kind == XML_FINISHED)
		return finish(x);
	memcpy(&x->now, x->events.data + x->taken, sizeof x->now);
	x->taken += sizeof x->now;
	if (x->now.kind == XML_END || package_step(x->package))
		return x->now.kind;
	x->fault = "it holds too much";
	x->unread = UNREAD_TOO_LARGE;
	return finish(x);
}

void xml_skip(struct xml *x)
{
	size_t depth = 1;
	while (depth > 0)
		switch (xml_next(x)) {
		case XML_START:
			depth++;
			break;
		case XML_END:
			depth--;
			break;
		case XML_TEXT:
			break;
		case XML_FINISHED:
			return;
		}
}

bool xml_is(const struct xml *x, enum xml_space space, const char *name)
{
	return x->now.space == space && strcmp(x->now.name, name) == 0;
}

enum xml_space xml_space(const struct xml *x)
{
	return x->now.space;
}

const char *xml_name(const struct xml *x)
{
	return x->now.name;
}

int xml_depth(const struct xml *x)
{
	return x->now.depth;
}

const char *xml_attribute(struct xml *x, enum xml_space space, const char *name)
{
	const struct attribute *at =
	        (const struct attribute *)(const void *)buf_str(&x->attributes) + x->now.attributes;
	for (uint32_t i = 0; i < x->now.n_attributes; i++)
		if (at[i].space == space && strcmp(at[i].name, name) == 0)
			return x->bytes.data + at[i].value;
	return NULL;
}

uint32_t xml_number(struct xml *x, enum xml_space space, const char *name, uint32_t least, uint32_t most,
        uint32_t fallback)
{
	const char *value = xml_attribute(x, space, name);
	char *end;
	if (!value || !*value)
		return fallback;
	long long n = strtoll(value, &end, 10);
	if (*end || n < least)
		return fallback;
	return n > most ? most : (uint32_t)n;
}

bool xml_flag(struct xml *x, enum xml_space space, const char *name, bool fallback)
{
	const char *value = xml_attribute(x, space, name);
	if (!value)
		return fallback;
	return strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0;
}

const char *xml_text(const struct xml *x)
{
	return x->now.kind == XML_TEXT ? x->bytes.data + x->now.text : "";
}
