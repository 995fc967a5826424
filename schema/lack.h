/* What a work can lack: what its sender is asked for, what staff see, and what work.missing keeps as text. */
#ifndef SCHEMA_LACK_H
#define SCHEMA_LACK_H

#include "schema/claims.h"

/* The labels first, in their own order. */
enum lack {
	LACK_UNIT = LABEL_UNIT,
	LACK_NAME = LABEL_NAME,
	LACK_CONTACT = LABEL_CONTACT,
	LACK_TITLE = LABEL_TITLE,
	LACK_SUB_PROJECT = LABEL_COUNT, /* a careful reader could not tell which */
	LACK_FILES,                     /* told of as attached, and nothing came */
	LACK_COUNT
};

/* A set of them; {0} is the empty one. */
struct lacks {
	unsigned bits; /* 1 << enum lack */
};

bool lacks_any(struct lacks l);
bool lacks_of(struct lacks l, enum lack what);
bool lacks_more_than(struct lacks l, enum lack what);
bool lacks_label(struct lacks l, enum label label);
void lacks_add(struct lacks *l, enum lack what);

/* "unit", "name", "contact", "title", "sub-project", "files" */
const char *lack_name(enum lack what);

/* As one text: "unit,contact,files"; "" where nothing lacks. Room for all of them. */
enum { LACKS_TEXT_SIZE = 64 };
const char *lacks_write(struct lacks l, char text_r[LACKS_TEXT_SIZE]);
/* The way back; names that are none are passed over. */
struct lacks lacks_read(const char *text);

#endif
