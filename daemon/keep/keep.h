/* The role that remembers: admits what fetch brings, has it examined in the jail, decides, files, and keeps
 * the outbox. The only one that writes the database and the archive. */
#ifndef KEEP_KEEP_H
#define KEEP_KEEP_H

#include "schema/config.h"

#include <stdbool.h>

struct keep_start {
	const struct config *config;
	const struct campaign *campaign;
	const struct campaign_files *campaign_files; /* for the jail, which reads it itself */
	int main_fd;
	bool once;
};

struct keep;

/* Opens folders, database and templates, and takes the peers' channels from main; before the jail is entered.
 */
MUST_USE enum outcome keep_open(const struct keep_start *start, struct keep **keep_r, struct reason *why);
/* Works until MSG_STOP; the process's exit code. */
int keep_run(struct keep *k);
void keep_close(struct keep **k);

#endif
