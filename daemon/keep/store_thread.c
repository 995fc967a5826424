#include "daemon/keep/store.h"

#include <string.h>

static void remember(struct arena *a, struct work_claims *w, enum label label, const char *value)
{
	if (*value)
		*list_add(a, &w->claims) = (struct claim){.label = label,
		        .place = PLACE_BODY,
		        .part = NO_PART,
		        .value = value,
		        .source = value};
}

static void take_work(struct sql_rows *rows, struct arena *a, struct open_work *w)
{
	const char *missing = sql_text(rows, 5, a), *sub_project = sql_text(rows, 6, a);
	w->id = sql_int(rows, 0);
	w->mail = sql_int(rows, 1);
	w->receipt = sql_text(rows, 2, a);
	w->folder = sql_text(rows, 3, a);
	w->late = sql_int(rows, 4) != 0;
	for (unsigned label = 0; label < LABEL_COUNT; label++)
		if (strstr(missing, label_name((enum label)label)))
			w->missing |= 1u << label;
	if (*sub_project)
		*list_add(a, &w->remembered.kinds) = (struct kind_claim){.sub_project = sub_project,
		        .place = PLACE_BODY,
		        .weight =
		                200, /* as if a heading had named it: an answer that names another by its label wins */
		        .part = NO_PART,
		        .source = sub_project};
	remember(a, &w->remembered, LABEL_UNIT, sql_text(rows, 7, a));
	remember(a, &w->remembered, LABEL_NAME, sql_text(rows, 8, a));
	remember(a, &w->remembered, LABEL_CONTACT, sql_text(rows, 9, a));
	remember(a, &w->remembered, LABEL_TITLE, sql_text(rows, 10, a));
	w->received = sql_int(rows, 11);
}

static enum outcome load_files(struct sql *s, struct arena *a, struct open_work *w, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT name, type, size, hash, stored FROM file WHERE folder = ? ORDER BY stored", "s",
	        w->folder);
	while (sql_next(rows)) {
		struct part *p = list_add(a, &w->files);
		*p = (struct part){.name = sql_text(rows, 0, a),
		        .declared = "",
		        .type = sql_text(rows, 1, a),
		        .size = (uint64_t)sql_int(rows, 2),
		        .offset = UINT64_MAX,
		        .role = PART_FILE,
		        .readable = true,
		        .purpose = PURPOSE_WORK, /* it was understood when it came */
		        .parent = NO_PART};
		sql_hash(rows, 3, &p->hash);
		*list_add(a, &w->stored) = sql_text(rows, 4, a);
	}
	return sql_done(&rows, why);
}

#define OPEN_WORKS                                                                                           \
	"SELECT work.id, work.mail, receipt, work.folder, late, missing, sub_project, unit, name, contact, " \
	"title, "                                                                                            \
	"internal_date FROM work JOIN mail ON mail.id = work.mail WHERE work.state = 'open' AND "

enum outcome store_open_works(struct sql *s, const uint8_t subject_of[8], const char *receipt,
        const char *sender, struct arena *a, struct thread *thread_r, struct reason *why)
{
	struct sql_rows *rows;
	/* The raw hash's first bytes as a range, so that its index serves. An answer to an answer leads to the first mail's
	 * works through the works that its own settlement went on with. */
	if (subject_of) {
		struct hash first = {{0}}, last;
		memset(&last, 0xff, sizeof last);
		memcpy(first.bytes, subject_of, 8);
		memcpy(last.bytes, subject_of, 8);
		rows = sql_query(s,
		        OPEN_WORKS
		        "(work.mail IN (SELECT id FROM mail WHERE raw BETWEEN ?1 AND ?2) OR work.id IN "
		        "(SELECT work "
		        "FROM continued JOIN mail ON mail.id = continued.mail WHERE raw BETWEEN ?1 AND ?2)) "
		        "ORDER BY work.id",
		        "hh", &first, &last);
	} else {
		rows = sql_query(
		        s, OPEN_WORKS "receipt = ? AND sender = ? COLLATE NOCASE", "ss", receipt, sender);
	}
	while (sql_next(rows))
		take_work(rows, a, list_add(a, &thread_r->works));
	enum outcome o = sql_done(&rows, why);
	for (size_t i = 0; o == DONE && i < thread_r->works.n; i++)
		o = load_files(s, a, &thread_r->works.v[i], why);
	return o;
}
