/* Works while they are being put together: every label that is met goes to the work that the text is at, or
 * to what the whole mail shares. */
#ifndef UNDERSTAND_DRAFTS_H
#define UNDERSTAND_DRAFTS_H

#include "parsers/document.h"
#include "parsers/understand/words/lexicon.h"

/* What every module of understand/ needs. */
struct reading {
	struct arena *a;
	const struct lexicon *lex;
	const struct campaign *campaign;
	struct claims *claims;
	const char *own_address;
};

/* Where a text stands that is being read. */
struct origin {
	enum place place;
	uint32_t part;
};

/* Ranks within one place, the better first. */
enum rank {
	RANK_PLAIN = 0,
	RANK_NAMED = 1,
	RANK_SUBMITTING = 2,
	RANK_SECOND = 3,
	RANK_PERSON = 4,
	RANK_TEXT = 6,
	RANK_GUESS = 8
};

/* Weights of hints at the sub-project. */
enum weight {
	WEIGHT_LABEL = 300,
	WEIGHT_HEADING = 200,
	WEIGHT_WORD = 40,
	WEIGHT_ANNOUNCING = 60, /* added to a word right before a title */
	WEIGHT_WEAK = 10,
	WEIGHT_EXTENSION = 5
};

struct table_row {
	const struct table *table;
	uint32_t row;
};

struct draft {
	struct work_claims work;
	LIST(const char *) words; /* the label words that were used: a second 姓名 begins another work */
	bool row;                 /* a table's row: complete in itself */
	size_t line;              /* the last line that said something of the title */
	unsigned apart;           /* labels (1 << label) that stand in lines of their own below that */
	bool ordinal;             /* began with a numbered line */
	const char *number;       /* its number in the table; NULL without */
	LIST(const char *)
	marks; /* keys of its row's further cells: a file may be called by one (A01, DSC_0012) */
	/* What keys for comparing were made of, and the keys; NULL at first. */
	const char *title, *title_key, *names, *names_key;
	const char *home;            /* the archive's folder in which it was told of; NULL without */
	LIST(struct table_row) rows; /* of tables, that tell of it */
};

struct drafts {
	LIST(struct draft *) v;
	LIST(struct draft *)
	now; /* the works that the text is at; several where one line named several titles */
	const struct claim *heading; /* the unit that heads the works below it; NULL without */
	struct draft shared;         /* what was said before, between and after the works */
	struct draft signature;
	size_t line;     /* the number of the line at hand */
	size_t hits;     /* labels of any kind */
	bool bare;       /* the lines at hand hold one thing each, a title first */
	bool ordinal;    /* the line at hand is numbered */
	size_t labelled; /* how many values stood behind a label with a sign or blank between */
};

/* `word` is the label's text, or NULL for running text. */
void drafts_claim(
        struct reading *rd, struct drafts *d, const struct claim *claim, const char *word, bool for_all);
void drafts_kind(struct reading *rd, struct drafts *d, const struct kind_claim *kind, bool to_work);
/* What follows belongs to a new work. */
void drafts_begin(struct reading *rd, struct drafts *d, bool row);
/* A form asks for the sub-project: the work at hand has been asked already, or there is none, and the next one begins. */
void drafts_ask_kind(struct reading *rd, struct drafts *d, const char *word);
/* What follows belongs to no work yet. */
void drafts_end(struct drafts *d);
/* A further title of the same line: a twin that shares all labels but the title. */
void drafts_twin(struct reading *rd, struct drafts *d, const struct claim *title);

void draft_add(struct reading *rd, struct work_claims *w, const struct claim *claim);
void draft_add_kind(struct reading *rd, struct work_claims *w, const struct kind_claim *kind);
/* `only_absent`: what `to` says nothing of; an empty cell says that there is no author, but leaves open how
 * to reach one. */
void draft_copy(struct reading *rd, struct work_claims *to, const struct work_claims *from, bool only_absent);
void draft_copy_kinds(struct reading *rd, struct work_claims *to, const struct work_claims *from);
/* A title stands behind a label or in 《》. */
bool draft_is_titled(const struct draft *d);
bool draft_has(const struct work_claims *w, enum label label);
/* The best usable value of a label, "" where there is none. */
const char *draft_value(const struct work_claims *w, enum label label);

struct claim claim_make(struct reading *rd, enum label label, struct origin o, uint32_t rank,
        const char *value, const struct runes *r, struct span source);

#endif
