/* Texts that are cut into works by lines of signs: ==========, ----------, **********. */
#ifndef UNDERSTAND_SECTIONS_H
#define UNDERSTAND_SECTIONS_H

#include "parsers/understand/letter/quoted.h"

/* What one line of signs begins. */
enum section {
	SECTION_NONE, /* the line is none */
	SECTION_WORK,
	SECTION_SIGNATURE,
	SECTION_TEXT, /* neither: an ornament, or the end of the last work */
};

/* What line `i` begins. A part of its own is a work where several lines begin with labels and one of them gives a
 * title; a signature is what stands below the last line of signs, if works or words stood above it. */
enum section sections_begin(struct reading *rd, const struct blocks *b, size_t i);

#endif
