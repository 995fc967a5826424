#include "daemon/keep/store/store.h"

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

/* What went into another work is that one now; what was withdrawn or rejected does not go on. */
#define KNOWN_WORKS                                                                                          \
	"SELECT work.id, work.mail, work.receipt, work.folder, work.late, work.missing, work.sub_project, "  \
	"work.unit, work.name, work.contact, work.title, work.state FROM work asked JOIN work ON work.id = " \
	"coalesce(asked.merged_into, asked.id) JOIN mail ON mail.id = asked.mail WHERE work.state IN "       \
	"('open', 'complete') AND work.id NOT IN (SELECT work FROM erased_work) AND "

static bool is_known(const struct thread *t, int64_t id)
{
	for (size_t i = 0; i < t->works.n; i++)
		if (t->works.v[i].id == id)
			return true;
	return false;
}

static void take_work(struct sql_rows *rows, bool of_thread, struct arena *a, struct thread *t)
{
	if (is_known(t, sql_int(rows, 0)))
		return;
	struct known_work *w = list_add(a, &t->works);
	const char *sub_project = sql_text(rows, 6, a);
	w->id = sql_int(rows, 0);
	w->mail = sql_int(rows, 1);
	w->receipt = sql_text(rows, 2, a);
	w->folder = sql_text(rows, 3, a);
	w->late = sql_int(rows, 4) != 0;
	w->open = strcmp(sql_text(rows, 11, a), "open") == 0;
	w->of_thread = of_thread;
	w->lacks = lacks_read(sql_text(rows, 5, a));
	if (*sub_project) /* as if a heading had named it: an answer that names another by its label wins */
		*list_add(a, &w->remembered.kinds) = (struct kind_claim){.sub_project = sub_project,
		        .place = PLACE_BODY,
		        .weight = 200,
		        .part = NO_PART,
		        .source = sub_project};
	remember(a, &w->remembered, LABEL_UNIT, sql_text(rows, 7, a));
	remember(a, &w->remembered, LABEL_NAME, sql_text(rows, 8, a));
	remember(a, &w->remembered, LABEL_CONTACT, sql_text(rows, 9, a));
	remember(a, &w->remembered, LABEL_TITLE, sql_text(rows, 10, a));
}

static enum outcome take_works(
        struct sql_rows *rows, bool of_thread, struct arena *a, struct thread *t, struct reason *why)
{
	while (sql_next(rows))
		take_work(rows, of_thread, a, t);
	return sql_done(&rows, why);
}

enum outcome store_works_answered(
        struct sql *s, const uint8_t subject_of[8], struct arena *a, struct thread *t, struct reason *why)
{
	/* The raw hash's first bytes as a range, so that its index serves. An answer to an answer leads to the first mail's
	 * works through the works that its own settlement went on with. */
	struct hash first = {{0}}, last;
	memset(&last, 0xff, sizeof last);
	memcpy(first.bytes, subject_of, 8);
	memcpy(last.bytes, subject_of, 8);
	return take_works(
	        sql_query(s,
	                KNOWN_WORKS
	                "(asked.mail IN (SELECT coalesce(duplicate_of, id) FROM mail WHERE raw BETWEEN ?1 "
	                "AND ?2) OR asked.id IN "
	                "(SELECT work FROM continued JOIN mail ON mail.id = continued.mail WHERE raw "
	                "BETWEEN ?1 AND ?2)) ORDER BY asked.id",
	                "hh", &first, &last),
	        true, a, t, why);
}

/* The mails of answers; of one that was told at a day's end, all that it tells of. */
#define IS_ANSWER "((token = ?1 AND token <> '') OR (answer.message_id = ?2 AND answer.message_id <> ''))"
#define ANSWERED                                                                                             \
	"(SELECT coalesce(duplicate_of, mail.id) FROM answer JOIN mail ON mail.id = answer.mail "            \
	"WHERE " IS_ANSWER                                                                                   \
	" UNION SELECT held.mail FROM held JOIN answer ON answer.id = held.summary WHERE " IS_ANSWER ")"

enum outcome store_works_of_answer(struct sql *s, const char *token, const char *message_id, struct arena *a,
        struct thread *t, struct reason *why)
{
	int64_t mails;
	enum outcome o =
	        sql_number(s, 0, &mails, why, "SELECT count(*) FROM " ANSWERED, "ss", token, message_id);
	if (o != DONE || !mails)
		return o;
	t->answers_us = true;
	return take_works(
	        sql_query(s,
	                KNOWN_WORKS "(asked.mail IN " ANSWERED
	                            " OR asked.id IN (SELECT work FROM continued WHERE mail IN " ANSWERED
	                            ")) ORDER BY asked.id",
	                "ss", token, message_id),
	        true, a, t, why);
}

enum outcome store_works_of_mail(
        struct sql *s, int64_t mail, struct arena *a, struct thread *t, struct reason *why)
{
	return take_works(
	        sql_query(s,
	                KNOWN_WORKS
	                "(asked.mail = ?1 OR asked.id IN (SELECT work FROM continued WHERE mail = ?1)) "
	                "ORDER BY asked.id",
	                "i", mail),
	        true, a, t, why);
}

enum outcome store_works_of_receipt(struct sql *s, const char *receipt, const char *sender, struct arena *a,
        struct thread *t, struct reason *why)
{
	return take_works(sql_query(s, KNOWN_WORKS "asked.receipt = ? AND sender = ? COLLATE NOCASE", "ss",
	                          receipt, sender),
	        true, a, t, why);
}

enum outcome store_works_of_title(struct sql *s, const char *campaign, const char *title_key,
        const char *sender, struct arena *a, struct thread *t, struct reason *why)
{
	return take_works(sql_query(s,
	                          KNOWN_WORKS
	                          "asked.title_key = ? AND asked.campaign = ? AND sender = ? COLLATE NOCASE "
	                          "ORDER BY asked.id",
	                          "sss", title_key, campaign, sender),
	        false, a, t, why);
}

enum outcome store_works_awaiting_files(struct sql *s, const char *campaign, const char *sender,
        struct arena *a, struct thread *t, struct reason *why)
{
	/* The set's text ends with its last member. */
	return take_works(sql_query(s,
	                          KNOWN_WORKS "asked.state = 'open' AND asked.missing LIKE '%files' AND "
	                                      "asked.campaign = ? AND sender = ? COLLATE NOCASE ORDER BY "
	                                      "asked.id",
	                          "ss", campaign, sender),
	        false, a, t, why);
}

/* The value that we asked about last, so that the same one is not asked about again. */
static enum outcome load_faults(struct sql *s, struct arena *a, struct known_work *w, struct reason *why)
{
	for (enum label label = 0; label < LABEL_COUNT; label++) {
		if (!lacks_label(w->lacks, label))
			continue;
		struct sql_rows *rows = sql_query(s,
		        "SELECT fault, value, source FROM evidence WHERE work = ? AND label = ? AND fault <> "
		        "'none' "
		        "ORDER BY rowid DESC LIMIT 1",
		        "is", w->id, label_name(label));
		while (sql_next(rows)) {
			struct claim *c = list_add(a, &w->remembered.claims);
			const char *fault = sql_text(rows, 0, a);
			*c = (struct claim){.label = label, .place = PLACE_BODY, .part = NO_PART};
			c->value = sql_text(rows, 1, a);
			c->source = sql_text(rows, 2, a);
			for (int k = FAULT_NONE + 1; k < FAULT_COUNT; k++)
				if (strcmp(fault, fault_name((enum fault)k)) == 0)
					c->fault = (enum fault)k;
		}
		enum outcome o = sql_done(&rows, why);
		if (o != DONE)
			return o;
	}
	return DONE;
}

static enum outcome load_files(struct sql *s, struct arena *a, struct known_work *w, struct reason *why)
{
	struct sql_rows *rows = sql_query(s,
	        "SELECT name, type, size, hash, stored, superseded FROM file WHERE folder = ? ORDER BY "
	        "stored",
	        "s", w->folder);
	while (sql_next(rows)) {
		struct known_file *f = list_add(a, &w->files);
		f->part = (struct part){.name = sql_text(rows, 0, a),
		        .declared = "",
		        .type = sql_text(rows, 1, a),
		        .size = (uint64_t)sql_int(rows, 2),
		        .offset = UINT64_MAX,
		        .role = PART_FILE,
		        .readable = true,
		        .purpose = PURPOSE_WORK, /* it was understood when it came */
		        .parent = NO_PART};
		sql_hash(rows, 3, &f->part.hash);
		f->stored = sql_text(rows, 4, a);
		f->superseded = !sql_is_null(rows, 5);
	}
	return sql_done(&rows, why);
}

enum outcome store_known_details(struct sql *s, struct known_work *w, struct arena *a, struct reason *why)
{
	int64_t links = 0;
	enum outcome o = load_faults(s, a, w, why);
	if (o == DONE)
		o = load_files(s, a, w, why);
	if (o == DONE)
		o = sql_number(
		        s, 0, &links, why, "SELECT count(*) FROM pending_file WHERE work = ?", "i", w->id);
	w->linked = links > 0;
	return o;
}
