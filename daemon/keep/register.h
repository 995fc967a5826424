/* The register: every work of the campaign with its files, and what each unit sent. Workbook, register page and exports are
 * made of it. All values are fit to be shown (shown.h): one line each, without hidden or reordering characters. */
#ifndef KEEP_REGISTER_H
#define KEEP_REGISTER_H

#include "daemon/keep/sql.h"
#include "schema/campaign.h"

struct register_file {
	const char *stored; /* its name in the work's folder, to the byte: it leads to the file */
	const char *type;
	int64_t size;
};

struct register_work {
	int64_t mail, received, arrived; /* epoch seconds: by the server, and by us */
	size_t project;          /* index into the campaign's sub-projects; their number where unknown */
	const char *unit, *name; /* several persons, and numbers, are joined by "、" */
	const char *contact, *title;
	const char *receipt, *roster_unit, *missing, *state, *folder; /* as in the database */
	const struct register_file *files;
	size_t n_files;
	bool late;
};

/* A unit of the roster, in its order; behind these, as their mails name them, units that are not on it. */
struct register_unit {
	const char *id; /* "" where it is not on the roster */
	const char *name;
	int64_t *works; /* by sub-project; one more for the unknown */
	int64_t works_all, tables, reports, activities, participants;
	int64_t target; /* activities asked for; 0 where it is not on the roster */
};

struct register_data {
	const struct campaign *campaign;
	LIST(struct register_work) works; /* in order of receipt numbers */
	LIST(struct register_unit) units;
};

/* Reads all of it into the arena: some 700 bytes a work. */
MUST_USE enum outcome register_load(struct sql *s, const struct campaign *c, struct arena *a,
        struct register_data *r, struct reason *why);

/* The name under which a sub-project is shown; with the number of sub-projects, that of "unknown". */
const char *register_project_name(const struct campaign *c, size_t project);

#endif
