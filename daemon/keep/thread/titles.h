/* Titles and file names for comparing: the same work is sent again as “晨光里的守护者（修改稿）”. */
#ifndef KEEP_TITLES_H
#define KEEP_TITLES_H

#include "schema/campaign.h"

/* Without blanks, signs and the words of a newer version at its end, in small letters; "" where nothing else is there. */
const char *titles_key(struct arena *a, const struct campaign *c, const char *title);

/* The same of a file's name without its extension and folders; "" where the name says nothing (IMG_0001, image). */
const char *titles_file_key(struct arena *a, const struct campaign *c, const char *name);

#endif
