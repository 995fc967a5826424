/* What stands in the heads of a RAR and libarchive does not pass on: it takes what is encrypted for damaged, and gives of one volume
 * of several what happens to lie in it, be it nothing. */
#ifndef PARSERS_RAR_H
#define PARSERS_RAR_H

#include "parsers/format.h"

struct rar {
	bool encrypted; /* the list of files, or any file, wants a password; of version 5 only, which libarchive does not tell */
	bool volume; /* one of several */
};

/* Nothing is true of what is no RAR. */
struct rar rar_look(const struct content *c);

#endif
