/* The relationships of an OOXML part: which other members it stands on, and as what. */
#ifndef PARSERS_RELATIONS_H
#define PARSERS_RELATIONS_H

#include "parsers/office/package.h"

struct relation {
	const char *id;
	const char *type;   /* the last segment of its URI: "worksheet" */
	const char *target; /* a member's name; "" where it leads out of the package */
	const char *url;    /* … and then where to, as written; else "" */
};

struct relations {
	LIST(struct relation) list;
};

/* Of `part`, or of the package where it is "". A part without any is no fault. */
MUST_USE enum outcome relations_read(
        struct package *p, const char *part, struct arena *a, struct relations *r_r, struct reason *why);

/* Targets; NULL where there is none. */
const char *relations_by_id(const struct relations *r, const char *id);
/* An address outside, on the web; NULL where the id has none. */
const char *relations_url(const struct relations *r, const char *id);
const char *relations_by_type(const struct relations *r, const char *type);

/* The member that holds the document itself, else `usual`. */
MUST_USE enum outcome relations_main_part(
        struct package *p, const char *usual, struct arena *a, const char **part_r, struct reason *why);

#endif
