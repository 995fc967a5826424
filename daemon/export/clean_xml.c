/* The XML in office documents, tag by tag. Comments go, and so do attributes and elements that tell of the author or of his
 * computer; what may be his name in plain sight is only recognised: a person decides. */
#include "daemon/export/clean_formats.h"
#include "schema/limits.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { ATTRIBUTES_MOST = 200 };

struct piece {
	const char *v;
	size_t len;
};

struct attribute {
	struct piece name, value;
	bool gone;
};

struct tag {
	struct piece name;
	bool end, closed; /* </x>, <x/> */
	struct attribute attributes[ATTRIBUTES_MOST];
	size_t n;
};

struct rewriting {
	const char *at, *end;
	struct buf out;
	struct buf text; /* what is to be read in it */
	bool named;
};

/* --- words --- */

static struct piece local(struct piece name)
{
	const char *colon = memchr(name.v, ':', name.len);
	if (!colon)
		return name;
	size_t prefix = (size_t)(colon + 1 - name.v);
	return (struct piece){colon + 1, name.len - prefix};
}

static bool is(struct piece p, const char *word)
{
	return p.len == strlen(word) && strncmp(p.v, word, p.len) == 0;
}

static bool begins(struct piece p, const char *word)
{
	return p.len >= strlen(word) && strncasecmp(p.v, word, strlen(word)) == 0;
}

static bool is_one_of(struct piece p, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is(p, words[i]))
			return true;
	return false;
}

#define IS_ONE_OF(piece, words) is_one_of((piece), (words), sizeof(words) / sizeof *(words))

/* --- what goes, and what is recognised --- */

/* Elements that go with all that is in them. dataBinding would fill a field from properties that are gone. */
static const char *const gone_elements[] = {"rsids", "rsid", "docVars", "docId", "attachedTemplate",
        "dataBinding", "storeMappedDataAs", "saveThroughXslt", "printer-settings"};
/* Elements that hold somebody's name. */
static const char *const naming_elements[] = {"creator", "author", "cmAuthor", "person", "userInfo",
        "connection", "author-name", "author-initials", "initial-creator", "printed-by", "sender-firstname",
        "sender-lastname", "sender-company", "X509Certificate", "sender-email", "sender-phone-private",
        "sender-phone-work", "sender-initials"};
static const char *const gone_attributes[] = {"descr", "refreshedBy", "userName", "docname",
        "export-filename", "lastModifiedBy", "providerId", "userId"};
static const char *const naming_attributes[] = {"author", "displayName", "creator"};

static bool is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Fields that show who works at a computer, or the name of the file; programs cut them into pieces. */
static bool holds_field(struct piece p)
{
	static const char *const fields[] = {"AUTHOR", "LASTSAVEDBY", "USERNAME", "USERADDRESS",
	        "USERINITIALS", "FILENAME", "DOCPROPERTY", "INCLUDEPICTURE"};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		size_t len = strlen(fields[i]);
		const char *end = p.v + p.len;
		for (const char *at = p.v; (at = memmem(at, (size_t)(end - at), fields[i], len)); at += len)
			if ((at == p.v || !is_letter(at[-1])) && (at + len == end || !is_letter(at[len])))
				return true;
	}
	return false;
}

/* A place outside of the document. On the web it may be the author's own; on his computer nobody misses it. */
static void clean_target(struct rewriting *w, struct attribute *a)
{
	static const char elsewhere[] = "about:blank";
	if (begins(a->value, "http") || begins(a->value, "mailto") || begins(a->value, "ftp"))
		w->named = true;
	else
		a->value = (struct piece){elsewhere, sizeof elsewhere - 1};
}

static const struct attribute *find(const struct tag *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (is(local(t->attributes[i].name), name))
			return &t->attributes[i];
	return NULL;
}

static void clean_attribute(struct rewriting *w, const struct tag *t, struct attribute *a)
{
	struct piece name = local(a->name), element = local(t->name);
	const struct attribute *mode = find(t, "TargetMode");
	bool drawn = is(element, "docPr") || is(element, "cNvPr");
	if (begins(name, "rsid") || IS_ONE_OF(name, gone_attributes) || (drawn && is(name, "title")) ||
	        is(a->name, "o:title") || is(a->name, "o:href") || is(a->name, "alt"))
		a->gone = true;
	else if (drawn && is(name, "name"))
		a->value = (struct piece){"x", 1}; /* often the name of a picture's file */
	else if (is(element, "absPath") && is(name, "url"))
		a->value.len = 0;
	else if (is(name, "Target") && mode && is(mode->value, "External"))
		clean_target(w, a);
	else if (is(a->name, "xlink:href") && memchr(a->value.v, ':', a->value.len))
		clean_target(w, a);
	else if (is(name, "instr") && holds_field(a->value))
		w->named = true;
	else if (a->value.len && IS_ONE_OF(name, naming_attributes))
		w->named = true;
}

/* --- reading --- */

static bool is_name_end(char c)
{
	return (unsigned char)c <= ' ' || c == '=' || c == '>' || c == '/' || c == '<';
}

static struct piece take_name(struct rewriting *w)
{
	struct piece p = {w->at, 0};
	while (w->at < w->end && !is_name_end(*w->at))
		w->at++;
	p.len = (size_t)(w->at - p.v);
	return p;
}

static void skip_blanks(struct rewriting *w)
{
	while (w->at < w->end && (unsigned char)*w->at <= ' ')
		w->at++;
}

static bool take_attribute(struct rewriting *w, struct tag *t)
{
	struct attribute a = {.name = take_name(w)};
	skip_blanks(w);
	if (a.name.len == 0 || w->end - w->at < 2 || *w->at++ != '=')
		return false;
	skip_blanks(w);
	char quote = w->at < w->end ? *w->at++ : 0;
	const char *close =
	        quote == '"' || quote == '\'' ? memchr(w->at, quote, (size_t)(w->end - w->at)) : NULL;
	if (!close || t->n == ATTRIBUTES_MOST)
		return false;
	a.value = (struct piece){w->at, (size_t)(close - w->at)};
	/* It is written between double quotes. */
	if (quote == '\'' && memchr(a.value.v, '"', a.value.len))
		return false;
	w->at = close + 1;
	t->attributes[t->n++] = a;
	return true;
}

/* Behind the "<". */
static bool take_tag(struct rewriting *w, struct tag *t)
{
	t->n = 0;
	t->closed = false;
	t->end = w->at < w->end && *w->at == '/';
	w->at += t->end;
	t->name = take_name(w);
	for (skip_blanks(w); w->at < w->end && *w->at != '>' && *w->at != '/'; skip_blanks(w))
		if (!take_attribute(w, t))
			return false;
	if (w->at < w->end && *w->at == '/') {
		t->closed = true;
		w->at++;
	}
	return t->name.len && w->at < w->end && *w->at++ == '>';
}

/* What stands up to `mark`, with it. False: it never comes. */
static bool take_until(struct rewriting *w, const char *mark, struct piece *p)
{
	char *found = memmem(w->at, (size_t)(w->end - w->at), mark, strlen(mark));
	if (!found)
		return false;
	*p = (struct piece){w->at, (size_t)(found - w->at) + strlen(mark)};
	w->at = found + strlen(mark);
	return true;
}

/* --- writing --- */

static void put_tag(struct rewriting *w, struct tag *t)
{
	buf_puts(&w->out, t->end ? "</" : "<");
	buf_put(&w->out, t->name.v, t->name.len);
	for (size_t i = 0; i < t->n; i++) {
		struct attribute *a = &t->attributes[i];
		clean_attribute(w, t, a);
		if (a->gone)
			continue;
		buf_putc(&w->out, ' ');
		buf_put(&w->out, a->name.v, a->name.len);
		buf_puts(&w->out, "=\"");
		buf_put(&w->out, a->value.v, a->value.len);
		buf_putc(&w->out, '"');
	}
	buf_puts(&w->out, t->closed ? "/>" : ">");
}

/* What an element holds, up to its end tag and with that; it may not hold another of its kind. */
static bool skip_content(struct rewriting *w, const struct tag *t, struct piece *end_r)
{
	struct piece rest;
	char mark[80];
	int len =
	        snprintf(mark, sizeof mark, "</%.*s>", (int)(t->name.len < 70 ? t->name.len : 70), t->name.v);
	if (!take_until(w, mark, &rest))
		return false;
	*end_r = (struct piece){w->at - len, (size_t)len};
	return true;
}

/* What a printer, or a source of data, is called. */
static bool is_setting(const struct tag *t)
{
	const struct attribute *name = is(local(t->name), "config-item") ? find(t, "name") : NULL;
	return name && (begins(name->value, "Printer") || begins(name->value, "CurrentDatabase") ||
	                       begins(name->value, "Redline") || begins(name->value, "Rsid"));
}

static bool rewrite_tag(struct rewriting *w)
{
	struct tag t;
	if (!take_tag(w, &t))
		return false;
	struct piece name = local(t.name);
	struct piece end;
	if (IS_ONE_OF(name, gone_elements))
		return t.closed || t.end || skip_content(w, &t, &end);
	w->named |= !t.end && IS_ONE_OF(name, naming_elements);
	put_tag(w, &t);
	if (!is_setting(&t) || t.end || t.closed)
		return true;
	if (!skip_content(w, &t, &end))
		return false;
	buf_put(&w->out, end.v, end.len);
	return true;
}

static void put_text(struct rewriting *w, struct piece p)
{
	while (w->out.len == 0 && p.len && (unsigned char)*p.v <= ' ') /* before the first element */
		p.v++, p.len--;
	buf_put(&w->out, p.v, p.len);
	buf_put(&w->text, p.v, p.len);
}

static bool rewrite_one(struct rewriting *w)
{
	struct piece p = {w->at, 0};
	size_t left = (size_t)(w->end - w->at);
	if (*w->at != '<') {
		const char *next = memchr(w->at, '<', left);
		p.len = next ? (size_t)(next - w->at) : left;
		w->at += p.len;
		bool first = w->out.len == 0;
		put_text(w, p);
		return !first || w->out.len == 0; /* before the first element stand blanks */
	}
	if (left >= 4 && strncmp(w->at, "<!--", 4) == 0)
		return take_until(w, "-->", &p);
	if (left >= 9 && strncmp(w->at, "<![CDATA[", 9) == 0) {
		bool ok = take_until(w, "]]>", &p);
		put_text(w, p);
		return ok;
	}
	if (left >= 2 && w->at[1] == '?') {
		bool ok = take_until(w, "?>", &p);
		if (begins(p, "<?xml ") || begins(p, "<?mso-application"))
			buf_put(&w->out, p.v, p.len);
		return ok;
	}
	w->at++;
	return left >= 2 && w->at[0] != '!' && rewrite_tag(w); /* a document type could hold anything */
}

/* --- the whole --- */

static size_t skip_mark(const struct buf *b)
{
	size_t at = b->len >= 3 && memcmp(b->data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	while (at < b->len && (unsigned char)b->data[at] <= ' ')
		at++;
	return at;
}

bool clean_is_xml(const struct buf *member)
{
	size_t at = skip_mark(member);
	return at + 1 < member->len && member->data[at] == '<';
}

void clean_xml_root(const struct buf *member, char room[32])
{
	struct rewriting w = {.at = buf_str(member), .end = buf_str(member) + member->len};
	*room = '\0';
	while (w.at < w.end && (w.at = memchr(w.at, '<', (size_t)(w.end - w.at))) && ++w.at < w.end)
		if (*w.at != '?' && *w.at != '!') {
			struct piece name = local(take_name(&w));
			snprintf(room, 32, "%.*s", (int)(name.len < 31 ? name.len : 31), name.v);
			return;
		}
}

/* Every other encoding could hide a name from us. */
static bool is_utf8(struct rewriting *w)
{
	static const char word[] = "encoding";
	const char *end = memmem(w->at, (size_t)(w->end - w->at), "?>", 2);
	if (w->end - w->at < 5 || strncmp(w->at, "<?xml", 5) != 0)
		return true;
	const char *at = end ? memmem(w->at, (size_t)(end - w->at), word, sizeof word - 1) : NULL;
	if (!at)
		return end != NULL;
	at += strcspn(at, "\"'") + 1;
	return at + 5 < end && (strncasecmp(at, "utf-8", 5) == 0 || strncasecmp(at, "us-as", 5) == 0);
}

bool clean_xml(struct buf *member, const struct clean_names *names, bool *named_r)
{
	struct rewriting w = {
	        .out = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES), .text = BUF_INIT(LIMIT_CLEAN_MEMBER_BYTES)};
	w.at = buf_str(member) + skip_mark(member);
	w.end = buf_str(member) + member->len;
	bool ok = is_utf8(&w);
	while (ok && w.at < w.end)
		ok = rewrite_one(&w);
	ok &= !w.out.overrun && !w.text.overrun;
	/* In what people read, and in all the rest: names of styles, bookmarks, text that is bent along a line. */
	if (ok)
		*named_r |= w.named || holds_field((struct piece){buf_str(&w.text), w.text.len}) ||
		            clean_names_somebody(&w.text, names, true) ||
		            clean_names_somebody(&w.out, names, false);
	if (ok) {
		buf_reset(member);
		buf_put(member, buf_str(&w.out), w.out.len);
	}
	buf_free(&w.out);
	buf_free(&w.text);
	return ok;
}
