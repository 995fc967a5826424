#include "daemon/keep/reply/facts.h"

#include "base/buf.h"
#include "base/outcome.h"
#include "daemon/keep/reply/facts-internal.h"
#include "daemon/keep/reply/shown.h"
#include "schema/limits.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct facts {
	xmlDoc *doc;
};

/* An element is libxml2's node; the type keeps the library out of the callers' sight. */
static xmlNode *node_of(struct fact *f)
{
	return (xmlNode *)f;
}

static struct fact *fact_of(xmlNode *n)
{
	invariant(n != NULL);
	return (struct fact *)n;
}

struct facts *facts_new(const char *root)
{
	struct facts *f = calloc(1, sizeof *f);
	invariant(f != NULL);
	f->doc = xmlNewDoc(BAD_CAST "1.0");
	invariant(f->doc != NULL);
	xmlDocSetRootElement(f->doc, node_of(fact_of(xmlNewNode(NULL, BAD_CAST root))));
	return f;
}

void facts_close(struct facts **f)
{
	if (!*f)
		return;
	xmlFreeDoc((*f)->doc);
	free(*f);
	*f = NULL;
}

struct fact *facts_root(const struct facts *f)
{
	return fact_of(xmlDocGetRootElement(f->doc));
}

xmlDoc *facts_document(const struct facts *f)
{
	return f->doc;
}

void facts_hash(const struct facts *f, struct hash *hash_r)
{
	xmlChar *text = NULL;
	int len = 0;
	xmlDocDumpMemory(f->doc, &text, &len);
	invariant(text != NULL);
	hash_bytes(text, (size_t)len, hash_r);
	xmlFree(text);
}

struct fact *fact_add(struct fact *parent, const char *name)
{
	return fact_of(xmlNewChild(node_of(parent), NULL, BAD_CAST name, NULL));
}

struct fact *fact_add_text(struct fact *parent, const char *name, const char *value, size_t most)
{
	struct buf shown = BUF_INIT(LIMIT_HEADER_BYTES);
	shown_text(value, most, &shown);
	/* xmlNewTextChild takes the bytes as text; xmlNewChild would read entities in them. */
	xmlNode *n = xmlNewTextChild(node_of(parent), NULL, BAD_CAST name, BAD_CAST buf_str(&shown));
	buf_free(&shown);
	return fact_of(n);
}

void fact_set(struct fact *f, const char *attribute, const char *word)
{
	xmlAttr *a = xmlNewProp(node_of(f), BAD_CAST attribute, BAD_CAST word);
	invariant(a != NULL);
}

void fact_set_number(struct fact *f, const char *attribute, int64_t number)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%" PRId64, number);
	fact_set(f, attribute, digits);
}

void fact_add_lacks(struct fact *work, struct lacks lacks)
{
	for (enum lack k = 0; k < LACK_COUNT; k++)
		if (lacks_of(lacks, k))
			fact_set(fact_add(work, "missing"), "label", lack_name(k));
}

void fact_set_time(struct fact *f, int64_t epoch, int utc_offset)
{
	struct shown_time t = shown_time(epoch, utc_offset);
	char two[16];
	fact_set_number(f, "year", t.year);
	fact_set_number(f, "month", t.month);
	fact_set_number(f, "day", t.day);
	snprintf(two, sizeof two, "%02d", t.hour);
	fact_set(f, "hour", two);
	snprintf(two, sizeof two, "%02d", t.minute);
	fact_set(f, "minute", two);
}

void fact_add_deadline(struct fact *parent, const char *of, int64_t until, int64_t now, int utc_offset)
{
	struct fact *d = fact_add(parent, "deadline");
	int64_t left = shown_time(until - 1, utc_offset).day_number - shown_time(now, utc_offset).day_number;
	fact_set(d, "of", of);
	fact_set(d, "state", now >= until ? "over" : left == 0 ? "today" : "open");
	fact_set_number(d, "left", left);
	fact_set_time(d, until - 1, utc_offset);
}
