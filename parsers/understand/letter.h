/* One message, the mail itself or an attached one, as a submission of its own. */
#ifndef UNDERSTAND_LETTER_H
#define UNDERSTAND_LETTER_H

#include "parsers/understand/pieces.h"
#include "parsers/understand/quoted.h"

struct file_view {
	uint32_t part;
	const char *stem, *extension; /* the name without its extension; the extension in small letters */
	const char *key;              /* what of the stem names a work; "" where it says nothing */
	struct pieces pieces;
	bool document; /* read for labels some day: docx, pdf, … */
	bool archive;
	bool taken; /* belongs to a work, a report or the statistics */
};

struct letter {
	uint32_t message;
	const char *subject, *from_name;
	struct pieces about; /* the subject's */
	LIST(struct file_view) files;
	LIST(struct link) links;
	LIST(struct pieces) link_names; /* of `links`, in the same order */
	struct drafts drafts;
	bool question, withdrawal, announced;
	bool dropped; /* something quoted was ours */
	LIST(struct report_claims) reports;
	size_t statistics; /* how many tables of it were read */
};

struct letter *letter_read(struct reading *rd, const struct document *d, uint32_t message);

/* Turns what was read into works (and the report's files) of the claims. */
void works_assemble(struct reading *rd, struct letter *l);

/* What is left of a title or stem for comparing: without 歌词, 截图, numbers at its ends. */
const char *letter_key(struct reading *rd, const char *title);

#endif
