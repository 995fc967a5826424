/* One message, the mail itself or an attached one, as a submission of its own. */
#ifndef UNDERSTAND_LETTER_H
#define UNDERSTAND_LETTER_H

#include "parsers/understand/letter/enclosed.h"
#include "parsers/understand/letter/pieces.h"
#include "parsers/understand/letter/quoted.h"

/* What a document tells of works by labels. */
struct told {
	struct drafts drafts;
	bool plain;     /* holds no labels, nor a number that might be one: nothing in it was left unread */
	bool sentences; /* running text stands beside the labels, and they stand in no table */
	const char *heading, *opening; /* its first line; its first lines together */
};

struct file_view {
	uint32_t part;
	const char *stem,
	        *extension; /* the name without folders and extension; the extension in small letters */
	const char *path;   /* of an archive's member: the folders, the archive's name first; else "" */
	LIST(struct pieces) folders; /* of `path`, the outermost first */
	size_t home;                 /* bytes of `path` up to a folder that holds one work; 0 without */
	const char *key;             /* what of the stem names a work; "" where it says nothing */
	const char *stem_key, *path_key,
	        *opening_key; /* runes_key() of the stem, the folders, the first lines */
	const char *
	        archive_key; /* what the name of the archive says beside what it says of unit, kind and person; "" without */
	struct pieces pieces;
	bool document;           /* docx, pdf, … */
	bool archive;            /* … that did not open: of one that did there are the members */
	const struct told *told; /* NULL where its text was not read, or is no submission's */
	enum purpose purpose;
	const struct draft *said; /* the work whose lines name the file; NULL without */
	bool taken;               /* belongs to a work, a report or the statistics */
	bool paper;               /* a promise, an authorisation, the rules: goes with works and is none */
	bool bears_title;         /* a plain document that is called by a work's title and nothing else */
	bool hidden;              /* a sheet that no reader sees says something that no other does */
	size_t links;             /* that stand in its text */
};

#define NO_LINK UINT32_MAX

/* A link, or only the name of a file that the text mentions. */
struct linked {
	struct link link;
	bool sure;            /* there is an address, or a mail program's line about a large attachment */
	struct pieces pieces; /* what the name says */
	const char *key;      /* what of it names a work; "" where it says nothing */
	uint32_t index;       /* in claims.links once it stands there, else NO_LINK */
	uint32_t part;        /* the document that it stands in; NO_PART: the letter's own text */
	struct table_row row; /* … and the row of a table; table NULL without */
};

struct letter {
	uint32_t message;
	const struct letter *around; /* the message that this one is attached to; NULL for the mail itself */
	bool passes_on; /* tells of no works of its own: what it says counts for those attached */
	const char *subject, *from_name;
	const char *quoted_name; /* the display name of whom it forwards in its own text; "" without */
	struct pieces about;     /* the subject's */
	LIST(struct file_view) files;
	LIST(struct linked) links;
	struct drafts drafts;
	LIST(struct work_claims) answers; /* blocks that name a receipt number of ours */
	const char *receipt;              /* the only number of ours in the text; "" without */
	bool question, withdrawal, newer, supplement;
	bool offers;  /* says that something is being submitted */
	bool wonders; /* a question mark, or a word that stands for it */
	struct enclosed enclosed;
	bool forgot_works, forgot_table; /* told of as attached, and nothing came */
	bool dropped;                    /* something quoted was ours */
	bool speaks;                     /* … but the sender wrote something too */
	struct work_claims papers;       /* what papers beside the works say, for the only work */
	LIST(struct report_claims) reports;
	bool brings_reports; /* the letter says that it brings 信息 */
	size_t statistics;   /* how many tables of it were read */
};

struct letter *letter_read(struct reading *rd, const struct document *d, uint32_t message);
/* The number of the message that a part belongs to: 0 for the mail itself, n for the n-th attached one. */
uint32_t letter_message_of(const struct claims *c, uint32_t part);

/* Adds a part to the letter's files. */
void files_add(struct reading *rd, struct letter *l, uint32_t part);
/* Calls itself a paper that goes with a work: 授权书, 报名须知; a form with a promise in it is none. */
bool files_is_paper(struct reading *rd, const char *name);
/* Finds the folders that hold one work each; all files are known. */
void files_settle(struct letter *l);
/* Gives back what the files turned out to be for. */
void files_tell_purposes(struct reading *rd, const struct letter *l);

/* Turns what was read into works (and the report's files) of the claims. */
void works_assemble(struct reading *rd, struct letter *l);

/* letter_key() of a work's best title, made once for each title. */
const char *letter_title_key(struct reading *rd, struct draft *d);
/* The keys of its authors, one a line, made once for each. */
const char *letter_names_key(struct reading *rd, struct draft *d);
/* What is left of a title or stem for comparing: without 歌词, 截图, numbers at its ends. */
const char *letter_key(struct reading *rd, const char *title);

#endif
