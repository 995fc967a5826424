/* The register: every work of the campaign with its files, and what each unit sent. Workbook, register page and exports are
 * made of it. All values are fit to be shown (shown.h): one line each, without hidden or reordering characters. */
#ifndef KEEP_REGISTER_H
#define KEEP_REGISTER_H

#include "daemon/keep/store/sql.h"
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

/* A file that only a link leads to. The link itself stands in no view: whoever fetches the file asks `xuanwangctl show`. */
struct register_link {
	int64_t mail, size, expires;        /* size in bytes, 0: not given */
	const char *receipt;                /* of its work, "" where it belongs to none */
	const char *unit, *title;           /* of its work, or the sender's name and the mail's subject */
	const char *provider, *name, *code; /* "" where unknown */
	const char *expiry, *state;         /* as in the database */
};

struct register_data {
	const struct campaign *campaign;
	LIST(struct register_work) works; /* that take part, in order of receipt numbers */
	LIST(struct register_work) ended; /* withdrawn or rejected: shown, but counted nowhere else */
	LIST(struct register_unit) units;
	LIST(struct register_link) links;
};

/* Reads all of it into the arena: some 700 bytes a work. */
MUST_USE enum outcome register_load(struct sql *s, const struct campaign *c, struct arena *a,
        struct register_data *r, struct reason *why);

/* What a work's state is called: 齐全, 待补充, 已撤回, 未采用. */
const char *register_state_name(const char *state);

/* The name under which a sub-project is shown; with the number of sub-projects, that of "unknown". */
const char *register_project_name(const struct campaign *c, size_t project);

#endif
