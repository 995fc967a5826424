#include "daemon/keep/reply/stylesheets.h"

#include "base/arena.h"
#include "schema/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxslt/documents.h>
#include <libxslt/xsltutils.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct stylesheets {
	const char *shipped, *own;
	struct arena *arena;
	LIST(const char *) read; /* names of the administrator's files that were used */
	struct buf faults;
};

/* libxslt's loader callback is global and knows no user data; NULL while nothing is being loaded. */
static struct stylesheets *loading;

void stylesheets_collect_fault(void *faults, const char *fmt, ...)
{
	struct buf *b = faults;
	char line[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	for (char *c = line; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = ' ';
	buf_puts(b, line);
}

static void collect_error(void *faults, xmlErrorPtr error)
{
	stylesheets_collect_fault(faults, "%s line %d: %s", error->file ? error->file : "expression",
	        error->line, error->message ? error->message : "fault");
}

void stylesheets_catch_faults(struct buf *faults)
{
	xmlSetStructuredErrorFunc(faults, collect_error);
	xmlSetGenericErrorFunc(faults, stylesheets_collect_fault);
	xsltSetGenericErrorFunc(faults, stylesheets_collect_fault);
}

void stylesheets_release_faults(void)
{
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlSetGenericErrorFunc(NULL, NULL);
	xsltSetGenericErrorFunc(NULL, NULL);
}

/* An included file is looked for by its bare name in the same two folders, so that nothing else can be
 * reached. */
static bool is_stylesheet_name(const char *name)
{
	size_t len = strlen(name);
	return len > 4 && strcmp(name + len - 4, ".xsl") == 0 && name[0] != '.' && !strchr(name, '/');
}

static int open_in(const char *folder, const char *name, char *path_r, size_t room)
{
	if (!*folder || snprintf(path_r, room, "%s/%s", folder, name) >= (int)room) {
		errno = ENOENT;
		return -1;
	}
	return open(path_r, O_RDONLY | O_CLOEXEC | O_NOCTTY);
}

static enum outcome read_file(int fd, const char *path, struct buf *text, struct reason *why)
{
	char block[8192];
	ssize_t n;
	while ((n = read(fd, block, sizeof block)) > 0)
		buf_put(text, block, (size_t)n);
	if (n < 0)
		return fail_errno(why, LATER, "%s cannot be read", path);
	if (text->overrun)
		return fail(why, REFUSED, "%s is longer than %u bytes", path, LIMIT_TEMPLATE_BYTES);
	return DONE;
}

static xmlDoc *parse_document(const struct buf *text, const char *path, struct buf *faults)
{
	xmlDoc *doc =
	        xmlReadMemory(buf_str(text), (int)text->len, path, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA);
	if (doc && doc->intSubset) {
		stylesheets_collect_fault(faults, "%s line 1: a DTD is not allowed", path);
		xmlFreeDoc(doc);
		return NULL;
	}
	return doc;
}

static enum outcome read_document(struct stylesheets *s, const char *name, xmlDoc **doc_r, struct reason *why)
{
	char path[PATH_MAX];
	struct buf text = BUF_INIT(LIMIT_TEMPLATE_BYTES);
	int fd = open_in(s->own, name, path, sizeof path);
	if (fd >= 0)
		*list_add(s->arena, &s->read) = arena_strdup(s->arena, name);
	else if (errno == ENOENT)
		fd = open_in(s->shipped, name, path, sizeof path);
	if (fd < 0)
		return fail_errno(why, LATER, "%s cannot be read", path);
	enum outcome o = read_file(fd, path, &text, why);
	close(fd);
	if (o == DONE) {
		*doc_r = parse_document(&text, path, &s->faults);
		if (!*doc_r)
			o = fail(why, REFUSED, "%s", buf_str(&s->faults));
	}
	buf_free(&text);
	return o;
}

static xmlDoc *load_included(
        const xmlChar *uri, xmlDictPtr dict, int options, void *context, xsltLoadType type)
{
	(void)dict, (void)options, (void)context;
	struct reason why;
	xmlDoc *doc = NULL;
	const char *slash = strrchr((const char *)uri, '/');
	const char *name = slash ? slash + 1 : (const char *)uri;
	if (!loading || type != XSLT_LOAD_STYLESHEET || !is_stylesheet_name(name))
		return NULL;
	if (read_document(loading, name, &doc, &why) != DONE)
		stylesheets_collect_fault(&loading->faults, "%s; ", why.text);
	return doc;
}

struct stylesheets *stylesheets_open(const char *shipped, const char *own)
{
	struct stylesheets *s = calloc(1, sizeof *s);
	invariant(s != NULL && loading == NULL);
	s->shipped = shipped;
	s->own = own;
	s->arena = arena_new(LIMIT_TEMPLATE_BYTES);
	s->faults = BUF_INIT(sizeof((struct reason *)NULL)->text);
	xmlInitParser();
	xsltSetLoaderFunc(load_included);
	loading = s;
	return s;
}

void stylesheets_close(struct stylesheets **s)
{
	loading = NULL;
	arena_close(&(*s)->arena);
	buf_free(&(*s)->faults);
	free(*s);
	*s = NULL;
}

enum outcome stylesheets_read(
        struct stylesheets *s, const char *name, xsltStylesheet **sheet_r, struct reason *why)
{
	char file[128];
	xmlDoc *doc = NULL;
	snprintf(file, sizeof file, "%s.xsl", name);
	buf_reset(&s->faults);
	stylesheets_catch_faults(&s->faults);

	enum outcome o = read_document(s, file, &doc, why);
	xsltStylesheet *sheet = o == DONE ? xsltParseStylesheetDoc(doc) : NULL;
	if (o == DONE && !sheet)
		xmlFreeDoc(doc);
	/* A fault in an included file, or in an instruction of later versions, leaves a sheet behind that
	 * would fail at work. */
	if (o == DONE && (!sheet || sheet->errors || s->faults.len)) {
		o = fail(why, REFUSED, "template %s: %s", file,
		        s->faults.len ? buf_str(&s->faults) : "no stylesheet");
		xsltFreeStylesheet(sheet);
		sheet = NULL;
	}
	stylesheets_release_faults();
	*sheet_r = sheet;
	return o;
}

static bool was_read(const struct stylesheets *s, const char *name)
{
	for (size_t i = 0; i < s->read.n; i++)
		if (strcmp(s->read.v[i], name) == 0)
			return true;
	return false;
}

enum outcome stylesheets_check_unused(const struct stylesheets *s, struct reason *why)
{
	if (!*s->own)
		return DONE;
	DIR *folder = opendir(s->own);
	if (!folder)
		return fail_errno(why, LATER, "the templates' folder %s cannot be read", s->own);
	enum outcome o = DONE;
	for (struct dirent *e; o == DONE && (e = readdir(folder));)
		if (is_stylesheet_name(e->d_name) && !was_read(s, e->d_name))
			o = fail(why, REFUSED, "%s/%s: no template is called so and none includes it", s->own,
			        e->d_name);
	closedir(folder);
	return o;
}
