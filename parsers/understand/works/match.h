/* Which files belong to which work. */
#ifndef UNDERSTAND_MATCH_H
#define UNDERSTAND_MATCH_H

#include "parsers/understand/letter/letter.h"

/* Keys that name the same work: one holds the other. */
bool match_keys(const char *one, const char *two);
/* One of the names, each a line, stands in the text; all are keys. */
bool match_names(const char *names, const char *text);

/* Gives a file to a work, with all that its name and folders say. */
void match_take(struct reading *rd, struct draft *d, struct file_view *f);
/* Gives the letter's files to works that its texts tell of: by title, folder, author, number. */
void match_files(struct reading *rd, struct letter *l, struct draft *const *works, size_t n);
/* Makes works of files that belong to none yet; how many. `told_only`: only where name or folder tell plainly
 * that they are works. */
size_t match_groups(struct reading *rd, struct letter *l, bool told_only, struct draft **works);

#endif
