#include "daemon/keep/order/reread.h"

#include "daemon/keep/file/moves.h"
#include "daemon/keep/store/store_order.h"

#include <string.h>

/* --- may it be done --- */

/* Orders about single works, which mean the same whatever was read: they can be given again. */
#define REPEATABLE "('set', 'refile', 'accept', 'reject', 'withdraw')"

/* The order by which mail ?1 was read last; 0 where it was read once. */
#define LAST_READING                                                                                         \
	"coalesce((SELECT max(command.id) FROM command JOIN change ON change.command = command.id "          \
	"WHERE verb = 'reprocess' AND command.state = 'done' AND change.mail = ?1), 0)"

/* Each gives what stands in the way of reading this mail once more, as texts; ?2: such orders stay in force. */
static const char *const obstacles[] = {
        "SELECT 'it completed ' || receipt || ' of mail ' || work.mail FROM continued "
        "JOIN work ON work.id = continued.work WHERE continued.mail = ?1 AND ?2 IN (0, 1)",
        "SELECT receipt || ' was completed by mail ' || continued.mail FROM continued "
        "JOIN work ON work.id = continued.work WHERE work.mail = ?1 AND ?2 IN (0, 1)",
        "SELECT work.receipt || ' was changed by order ' || max(command) FROM work "
        "JOIN change ON change.receipt = work.receipt JOIN command ON command.id = change.command "
        "WHERE work.mail = ?1 AND command.verb <> 'reprocess' AND (?2 = 0 OR command.verb NOT IN " REPEATABLE
        ") "
        "GROUP BY work.id",
        "SELECT 'a linked file of it was fetched' FROM pending_file WHERE mail = ?1 AND ?2 IN (0, 1) AND "
        "state <> 'pending'",
};

enum outcome reread_obstacle(struct sql *s, int64_t mail, bool keeps_orders, struct arena *a,
        const char **obstacle_r, struct reason *why)
{
	enum outcome o = DONE;
	*obstacle_r = "";
	for (size_t i = 0; o == DONE && !**obstacle_r && i < sizeof obstacles / sizeof *obstacles; i++) {
		struct sql_rows *rows = sql_query(s, obstacles[i], "ii", mail, (int64_t)keeps_orders);
		if (sql_next(rows))
			*obstacle_r = sql_text(rows, 0, a);
		o = sql_done(&rows, why);
	}
	return o;
}

/* --- out --- */

/* Every link of the mail's folders goes; the contents stay under their hashes. */
static enum outcome clear_folders(struct sql *s, int64_t mail, struct arena *a, struct reason *why)
{
	LIST(const char *) paths = {0};
	struct sql_rows *rows = sql_query(
	        s, "SELECT folder || '/' || stored FROM file WHERE mail = ? ORDER BY stored", "i", mail);
	while (sql_next(rows))
		*list_add(a, &paths) = sql_text(rows, 0, a);
	enum outcome o = sql_done(&rows, why);
	if (o != DONE)
		return o;
	rows = sql_query(s,
	        "SELECT folder FROM work WHERE mail = ?1 UNION SELECT folder FROM statistics WHERE mail = ?1 "
	        "UNION "
	        "SELECT folder FROM report WHERE mail = ?1 UNION SELECT folder FROM mail WHERE id = ?1 AND "
	        "folder <> ''",
	        "i", mail);
	while (sql_next(rows))
		*list_add(a, &paths) = sql_text(rows, 0, a);
	o = sql_done(&rows, why);
	for (size_t i = 0; o == DONE && i < paths.n; i++)
		o = moves_add_remove(s, paths.v[i], why);
	return o;
}

/* By the title that was read: by it a work is known again, whatever people called it since. */
static enum outcome keep_receipts(struct sql *s, int64_t mail, struct reason *why)
{
	enum outcome o = sql_run(s, why,
	        "INSERT OR REPLACE INTO parked (receipt, mail, kind, position, sub_project, unit, name, "
	        "contact, title, missing, state, folder) SELECT receipt, mail, 'work', id, sub_project, "
	        "unit, "
	        "name, contact, coalesce((SELECT old FROM change WHERE change.receipt = work.receipt AND "
	        "field = "
	        "'title' AND command > " LAST_READING
	        " ORDER BY command, position LIMIT 1), title), missing, "
	        "state, folder FROM work WHERE mail = ?1",
	        "i", mail);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT OR REPLACE INTO parked (receipt, mail, kind, position, unit, state, folder) "
		        "SELECT receipt, "
		        "mail, 'statistics', id, unit, activities || ' activities', folder FROM statistics "
		        "WHERE mail = ?",
		        "i", mail);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT OR REPLACE INTO parked (receipt, mail, kind, position, unit, title, state, "
		        "folder) SELECT "
		        "receipt, mail, 'report', id, unit, title, 'report', folder FROM report WHERE mail = "
		        "?",
		        "i", mail);
	return o;
}

static enum outcome clear_rows(struct sql *s, int64_t mail, struct reason *why)
{
	static const char *const statements[] = {
	        "DELETE FROM pending_file WHERE mail = ?",
	        "DELETE FROM evidence WHERE work IN (SELECT id FROM work WHERE mail = ?)",
	        "DELETE FROM activity WHERE statistics IN (SELECT id FROM statistics WHERE mail = ?)",
	        "DELETE FROM file WHERE mail = ?",
	        "DELETE FROM work WHERE mail = ?",
	        "DELETE FROM statistics WHERE mail = ?",
	        "DELETE FROM report WHERE mail = ?",
	        "DELETE FROM step WHERE mail = ?",
	        "DELETE FROM bounce WHERE mail = ?",
	        "DELETE FROM held WHERE summary IS NULL AND mail = ?",
	        "UPDATE mail SET folder = '' WHERE id = ?",
	};
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < sizeof statements / sizeof *statements; i++)
		o = sql_run(s, why, statements[i], "i", mail);
	return o;
}

enum outcome reread_park(
        struct sql *s, int64_t mail, int64_t order, bool quiet, struct arena *a, struct reason *why)
{
	enum outcome o = clear_folders(s, mail, a, why);
	if (o == DONE)
		o = keep_receipts(s, mail, why);
	if (o == DONE)
		o = clear_rows(s, mail, why);
	return o == DONE ? store_unsettle(s, mail, order, quiet, why) : o;
}

/* --- in again --- */

struct parked {
	const char *receipt, *kind, *title;
	bool given;
};

typedef LIST(struct parked) parked_list;

static enum outcome load_parked(
        struct sql *s, int64_t mail, struct arena *a, parked_list *r, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT receipt, kind, title FROM parked WHERE mail = ? ORDER BY position, receipt", "i",
	        mail);
	while (sql_next(rows))
		*list_add(a, r) = (struct parked){
		        sql_text(rows, 0, a), sql_text(rows, 1, a), sql_text(rows, 2, a), false};
	return sql_done(&rows, why);
}

/* NULL: none is left. With a title, only one of just that title. */
static const char *give(parked_list *p, const char *kind, const char *title)
{
	for (size_t i = 0; i < p->n; i++) {
		struct parked *one = &p->v[i];
		if (one->given || strcmp(one->kind, kind) != 0 || (title && strcmp(one->title, title) != 0))
			continue;
		one->given = true;
		return one->receipt;
	}
	return NULL;
}

static const char *title_of(const struct work_verdict *w)
{
	return w->labels[LABEL_TITLE].values.n ? w->labels[LABEL_TITLE].values.v[0] : "";
}

/* Works are known again by their titles; the others in turn. */
static void give_all(parked_list *p, const struct verdict *v, struct arena *a, struct reread_receipts *r)
{
	r->works = arena_alloc(a, (v->works.n + 1) * sizeof *r->works);
	r->statistics = arena_alloc(a, (v->statistics.n + 1) * sizeof *r->statistics);
	r->reports = arena_alloc(a, (v->reports.n + 1) * sizeof *r->reports);
	for (size_t i = 0; i < v->works.n; i++)
		r->works[i] = give(p, "work", title_of(&v->works.v[i]));
	for (size_t i = 0; i < v->works.n; i++)
		r->works[i] = r->works[i] ? r->works[i] : give(p, "work", NULL);
	for (size_t i = 0; i < v->statistics.n; i++)
		r->statistics[i] = give(p, "statistics", NULL);
	for (size_t i = 0; i < v->reports.n; i++)
		r->reports[i] = give(p, "report", NULL);
}

enum outcome reread_receipts(struct sql *s, int64_t mail, const struct verdict *v, struct arena *a,
        struct reread_receipts *r, struct reason *why)
{
	parked_list p = {0};
	enum outcome o = load_parked(s, mail, a, &p, why);
	give_all(&p, v, a, r);
	return o;
}

/* --- the trail --- */

#define FIELD(name)                                                                                          \
	"SELECT receipt, '" name "', old." name ", new." name                                                \
	" FROM parked old JOIN work new USING (receipt) "                                                    \
	"WHERE old.mail = ?1 AND old." name " <> new." name " "

static enum outcome tell_changes(
        struct sql *s, int64_t mail, int64_t order, size_t position, struct arena *a, struct reason *why)
{
	LIST(struct order_change) changes = {0};
	struct sql_rows *rows = sql_query(s,
	        FIELD("sub_project") "UNION ALL " FIELD("unit") "UNION ALL " FIELD("name") "UNION ALL " FIELD("contact") "UNION ALL " FIELD("title") "UNION ALL " FIELD(
	                "missing") "UNION ALL " FIELD("state") "UNION ALL " FIELD("folder") "UNION ALL "
	                                                                                    "SELECT receipt, "
	                                                                                    "kind, state, "
	                                                                                    "'not found "
	                                                                                    "again' FROM "
	                                                                                    "parked WHERE "
	                                                                                    "mail = ?1 AND "
	                                                                                    "receipt NOT IN "
	                                                                                    "(SELECT receipt "
	                                                                                    "FROM work UNION "
	                                                                                    "SELECT receipt "
	                                                                                    "FROM statistics "
	                                                                                    "UNION SELECT "
	                                                                                    "receipt FROM "
	                                                                                    "report) "
	                                                                                    "UNION ALL "
	                                                                                    "SELECT receipt, "
	                                                                                    "'state', '', "
	                                                                                    "state FROM work "
	                                                                                    "WHERE mail = ?1 "
	                                                                                    "AND receipt NOT "
	                                                                                    "IN (SELECT "
	                                                                                    "receipt "
	                                                                                    "FROM parked) "
	                                                                                    "UNION ALL "
	                                                                                    "SELECT '', "
	                                                                                    "'mail-state', "
	                                                                                    "'waiting', "
	                                                                                    "state FROM mail "
	                                                                                    "WHERE id = ?1 "
	                                                                                    "ORDER BY 1, 2",
	        "i", mail);
	while (sql_next(rows))
		*list_add(a, &changes) = (struct order_change){mail, sql_text(rows, 0, a),
		        sql_text(rows, 1, a), sql_text(rows, 2, a), sql_text(rows, 3, a)};
	enum outcome o = sql_done(&rows, why);
	for (size_t i = 0; o == DONE && i < changes.n; i++)
		o = store_order_change(s, order, position + i + 1, &changes.v[i], why);
	return o;
}

/* An order about one work is given again where that is surely the same one: by its title, or since there are as many as before. */
#define IS_SAME_WORK                                                                                         \
	"(old.target NOT IN (SELECT receipt FROM parked WHERE mail = ?1) OR EXISTS (SELECT 1 FROM parked "   \
	"JOIN work USING (receipt) WHERE receipt = old.target AND (parked.title = work.title AND "           \
	"work.title "                                                                                        \
	"<> '' OR (SELECT count(*) FROM parked WHERE mail = ?1 AND kind = 'work') = (SELECT count(*) FROM "  \
	"work WHERE mail = ?1))))"

/* Those that were carried out since the reading before this one, in their order, in the names of those who gave them. */
static enum outcome give_orders_again(struct sql *s, int64_t mail, int64_t order, struct reason *why)
{
	return sql_run(s, why,
	        "INSERT INTO command (given, who, why, verb, target, argument, value, tell, say, state, "
	        "finished, result) SELECT this.given, old.who, 'again, after order ' || this.id || "
	        "iif(old.why = '', '', ': ' || old.why), old.verb, old.target, old.argument, old.value, 0, "
	        "'', "
	        "iif(" IS_SAME_WORK ", 'waiting', 'refused'), iif(" IS_SAME_WORK ", NULL, this.given), "
	        "iif(" IS_SAME_WORK
	        ", '', 'the new reading made other works of the mail: give it again where it "
	        "belongs') FROM command AS old JOIN command AS this ON this.id = ?2 AND this.argument = "
	        "'" REREAD_KEEP_ORDERS "' WHERE old.state = 'done' AND old.verb IN " REPEATABLE
	        " AND old.id < this.id AND old.id IN (SELECT command FROM change WHERE mail = ?1 AND receipt "
	        "<> '') "
	        "AND old.id > coalesce((SELECT max(command.id) FROM command JOIN change ON change.command = "
	        "command.id WHERE verb = 'reprocess' AND change.mail = ?1 AND command.id < ?2), 0) ORDER BY "
	        "old.id",
	        "ii", mail, order);
}

enum outcome reread_finish(struct sql *s, int64_t mail, int64_t order, struct arena *a, struct reason *why)
{
	int64_t position = 0;
	enum outcome o = sql_number(
	        s, 0, &position, why, "SELECT max(position) FROM change WHERE command = ?", "i", order);
	if (o == DONE)
		o = tell_changes(s, mail, order, (size_t)position, a, why);
	if (o == DONE)
		o = give_orders_again(s, mail, order, why);
	if (o == DONE)
		o = sql_run(s, why,
		        "DELETE FROM parked WHERE mail = ? AND receipt IN (SELECT receipt FROM work UNION "
		        "SELECT receipt FROM "
		        "statistics UNION SELECT receipt FROM report)",
		        "i", mail);
	return o;
}
