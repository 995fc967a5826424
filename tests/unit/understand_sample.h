/* Mails built by hand, without MIME: a subject, a sender, lines, names of files; and the verdict on them as
 * one text. */
#ifndef TESTS_UNDERSTAND_SAMPLE_H
#define TESTS_UNDERSTAND_SAMPLE_H

#include "daemon/keep/decide/decide.h"
#include "parsers/understand/understand.h"

struct sample {
	const char *subject, *from_name;
	const char *lines; /* of the body */
	const char
	        *files; /* names, one a line; documents and archives count as not read. A name with a folder,
	                      all.zip/a/b.jpg, is a member of the archive, which was opened */
	const char *texts; /* what stands in documents, each behind a line "=== " and its name: lines, rows of
	                      tables (|a|b|c; < and ^ are merged with the cell before and above), and "#name"
	                      where a sheet begins, "#~name" one that is not shown */
};

#define SAMPLE_OWN "xuanwangbu@sina.com"
#define SAMPLE_VOCABULARY SOURCE_FOLDER "/systemd/vocabulary.yaml"
#define SAMPLE_CAMPAIGN SOURCE_FOLDER "/systemd/campaigns/2022.yaml"

/* The shipped campaign; the test fails where it does not read. */
const struct campaign *sample_campaign(struct arena *a);

struct document *sample_document(struct arena *a, const struct sample *s);

/* "acknowledge" (or "staff, " and the cause), then for each work a line "sub-project|unit|names|contacts|title|files|missing" (lists with
 * commas). */
const char *sample_verdict(struct arena *a, const struct campaign *c, const struct sample *s);

#endif
