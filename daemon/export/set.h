/* The files of one sub-project, taken out of the archive: named by the organiser's pattern, or without names for judges. */
#ifndef EXPORT_SET_H
#define EXPORT_SET_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/view/register.h"

struct set_job {
	const struct register_data *works;
	const struct folders *folders;
	size_t project;      /* index into the campaign's sub-projects */
	const char *pattern; /* of an anonymous set: not used, files are numbered */
	const char *to;      /* a new folder, or a new file that ends in ".zip" */
	bool anonymous;
};

struct set_result {
	size_t works, files; /* that are in the set */
	size_t for_people;   /* files that a person must look at: not in the set, each in the list */
};

/* Anonymous: beside `to` stand <to>.mapping.csv, readable by its owner alone, which says whose each number is, and
 * <to>.for-people.csv with the files that could not be cleaned, or may name somebody in their text, and why. The set itself
 * holds a list of its numbers and titles and the mapping's SHA-256: it can be proved later that nothing was changed. */
MUST_USE enum outcome set_export(
        const struct set_job *job, struct arena *a, struct set_result *r, struct reason *why);

#endif
