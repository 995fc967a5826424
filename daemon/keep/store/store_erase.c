#include "daemon/keep/store/store_erase.h"

#include "base/durable.h"
#include "daemon/keep/file/moves.h"

#include <errno.h>
#include <unistd.h>

/* Statements over one number, in order; the second one is the order's where a statement has two. */
static enum outcome run_all(
        struct sql *s, const char *const *texts, size_t n, int64_t number, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < n; i++)
		o = sql_run(s, why, texts[i], "i", number);
	return o;
}

static enum outcome read_numbers(
        struct sql_rows *rows, struct arena *a, struct numbers *r, struct reason *why)
{
	while (sql_next(rows))
		*list_add(a, r) = sql_int(rows, 0);
	return sql_done(&rows, why);
}

static enum outcome read_names(struct sql_rows *rows, struct arena *a, struct names *r, struct reason *why)
{
	while (sql_next(rows))
		*list_add(a, r) = sql_text(rows, 0, a);
	return sql_done(&rows, why);
}

/* --- folders of the archive --- */

/* All files of a folder, then the folder with the link to the raw message. */
static enum outcome erase_folder(struct sql *s, const char *folder, struct arena *a, struct reason *why)
{
	struct names paths = {0};
	if (!*folder)
		return DONE;
	enum outcome o = read_names(
	        sql_query(s, "SELECT folder || '/' || stored FROM file WHERE folder = ?", "s", folder), a,
	        &paths, why);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT OR IGNORE INTO shred SELECT 'content', hash FROM file WHERE folder = ?", "s",
		        folder);
	if (o == DONE)
		o = sql_run(s, why, "DELETE FROM file WHERE folder = ?", "s", folder);
	for (size_t i = 0; o == DONE && i < paths.n; i++)
		o = moves_add_remove(s, paths.v[i], why);
	return o == DONE ? moves_add_remove(s, folder, why) : o;
}

/* --- works --- */

static const char *const work_texts[] = {
        "DELETE FROM evidence WHERE work = ?",
        "DELETE FROM pending_file WHERE work = ?",
        "UPDATE change SET old = '', new = '' WHERE receipt = (SELECT receipt FROM work WHERE id = ?)",
        "UPDATE command SET argument = '', value = '', say = '', result = '' WHERE finished IS NOT NULL AND "
        "target = (SELECT receipt "
        "FROM work WHERE id = ?)",
        "UPDATE work SET name = '', contact = '', folder = '', title_key = '' WHERE id = ?",
};
static const char *const work_texts_of_counts[] = {"UPDATE work SET unit = '', title = '' WHERE id = ?"};

static enum outcome erase_rows_of_work(
        struct sql *s, int64_t work, int64_t command, enum erase_keeps keeps, struct reason *why)
{
	enum outcome o = run_all(s, work_texts, sizeof work_texts / sizeof *work_texts, work, why);
	if (o == DONE && keeps == ERASE_KEEPS_COUNTS)
		o = run_all(s, work_texts_of_counts, 1, work, why);
	return o == DONE ? sql_run(s, why, "INSERT OR IGNORE INTO erased_work VALUES (?, ?)", "ii", work,
	                           command)
	                 : o;
}

enum outcome store_erase_work(struct sql *s, int64_t work, int64_t command, enum erase_keeps keeps,
        struct arena *a, struct reason *why)
{
	struct names folders = {0};
	struct numbers works = {0};
	enum outcome o =
	        read_names(sql_query(s, "SELECT folder FROM work WHERE id = ?", "i", work), a, &folders, why);
	const char *folder = folders.n ? folders.v[0] : "";
	if (o == DONE)
		o = read_numbers(
		        sql_query(s, "SELECT id FROM work WHERE id = ? OR (folder = ? AND folder <> '')",
		                "is", work, folder),
		        a, &works, why);
	if (o == DONE)
		o = erase_folder(s, folder, a, why);
	for (size_t i = 0; o == DONE && i < works.n; i++)
		o = erase_rows_of_work(s, works.v[i], command, keeps, why);
	return o;
}

/* --- mails --- */

/* An answer that waits would say what is gone. */
static const char *const mail_texts[] = {
        "UPDATE answer SET state = 'expired', finished = unixepoch() WHERE state = 'queued' AND mail = ?",
        "UPDATE answer SET recipient = '', message = x'', said = '', told = NULL, token = '' WHERE mail = ?",
        "UPDATE answer SET state = 'expired', finished = unixepoch() WHERE state = 'queued' AND id IN "
        "(SELECT summary FROM held WHERE mail = ?)",
        "UPDATE answer SET recipient = '', message = x'', said = '', token = '' WHERE id IN (SELECT summary "
        "FROM held WHERE mail = ?)",
        "DELETE FROM step WHERE mail = ?",
        "DELETE FROM held WHERE mail = ?",
        "DELETE FROM pending_file WHERE mail = ?",
        "UPDATE parked SET unit = '', name = '', contact = '', title = '', folder = '' WHERE mail = ?",
        "UPDATE bounce SET recipient = '' WHERE mail = ?",
        "UPDATE command SET argument = '', value = '', say = '', result = '', target = iif(target LIKE "
        "'%@%', '', target) WHERE finished IS "
        "NOT NULL AND id IN (SELECT command FROM change WHERE receipt = '' AND mail = ?)",
        "UPDATE change SET old = '', new = '' WHERE receipt = '' AND mail = ?",
        "INSERT OR IGNORE INTO shred SELECT 'mail', raw FROM mail WHERE raw IS NOT NULL AND id = ?",
        "UPDATE mail SET subject = '', sender = '', sender_name = '', message_id = '', why = '', folder = "
        "'', content = NULL, substance = NULL WHERE id = ?",
};
static const char *const whole_texts[] = {
        "UPDATE activity SET activity = '', date_text = '', participants_text = '' WHERE statistics IN "
        "(SELECT id FROM statistics WHERE mail = ?)",
        "UPDATE statistics SET folder = '' WHERE mail = ?",
        "UPDATE report SET folder = '' WHERE mail = ?",
};
static const char *const whole_texts_of_counts[] = {
        "UPDATE statistics SET unit = '' WHERE mail = ?",
        "UPDATE report SET unit = '', title = '' WHERE mail = ?",
};

/* In folders that stay, the link to the raw message goes. */
static enum outcome erase_folders_of_mail(
        struct sql *s, int64_t mail, bool whole, struct arena *a, struct reason *why)
{
	struct names gone = {0}, staying = {0};
	enum outcome o = read_names(sql_query(s,
	                                    "SELECT folder FROM mail WHERE id = ?1 UNION SELECT folder FROM "
	                                    "statistics WHERE mail = ?1 AND ?2 "
	                                    "UNION SELECT folder FROM report WHERE mail = ?1 AND ?2",
	                                    "ii", mail, (int64_t)whole),
	        a, &gone, why);
	for (size_t i = 0; o == DONE && i < gone.n; i++)
		o = erase_folder(s, gone.v[i], a, why);
	if (o == DONE)
		o = read_names(
		        sql_query(s,
		                "SELECT folder FROM work WHERE mail = ?1 AND state <> 'merged' UNION SELECT "
		                "folder FROM statistics WHERE mail "
		                "= ?1 AND NOT ?2 UNION SELECT folder FROM report WHERE mail = ?1 AND NOT ?2",
		                "ii", mail, (int64_t)whole),
		        a, &staying, why);
	for (size_t i = 0; o == DONE && i < staying.n; i++)
		if (*staying.v[i])
			o = moves_add_remove(
			        s, arena_printf(a, "%s/%s", staying.v[i], FOLDERS_RAW_NAME), why);
	return o;
}

enum outcome store_erase_mail(struct sql *s, int64_t mail, int64_t command, bool whole,
        enum erase_keeps keeps, struct arena *a, struct reason *why)
{
	enum outcome o = erase_folders_of_mail(s, mail, whole, a, why);
	if (o == DONE)
		o = run_all(s, mail_texts, sizeof mail_texts / sizeof *mail_texts, mail, why);
	if (o == DONE && whole)
		o = run_all(s, whole_texts, sizeof whole_texts / sizeof *whole_texts, mail, why);
	if (o == DONE && whole && keeps == ERASE_KEEPS_COUNTS)
		o = run_all(s, whole_texts_of_counts,
		        sizeof whole_texts_of_counts / sizeof *whole_texts_of_counts, mail, why);
	if (o == DONE)
		o = sql_run(s, why, "INSERT OR IGNORE INTO erased VALUES (?, ?)", "ii", mail, command);
	if (o == DONE)
		o = sql_run(s, why,
		        "INSERT INTO step (mail, position, text) VALUES (?1, 1, 'erased by order ' || ?2)",
		        "ii", mail, command);
	return o;
}

enum outcome store_is_erased(struct sql *s, int64_t mail, bool *r, struct reason *why)
{
	int64_t n = 0;
	enum outcome o = sql_number(s, 0, &n, why, "SELECT count(*) FROM erased WHERE mail = ?", "i", mail);
	*r = n > 0;
	return o;
}

/* --- who is concerned --- */

enum outcome store_mails_of_campaign(
        struct sql *s, const char *campaign, struct arena *a, struct numbers *r, struct reason *why)
{
	return read_numbers(sql_query(s,
	                            "SELECT id FROM mail WHERE campaign = ? AND settled IS NOT NULL AND id "
	                            "NOT IN (SELECT mail FROM erased) ORDER "
	                            "BY id",
	                            "s", campaign),
	        a, r, why);
}

enum outcome store_works_to_erase(
        struct sql *s, int64_t mail, struct arena *a, struct numbers *r, struct reason *why)
{
	return read_numbers(sql_query(s,
	                            "SELECT id FROM work WHERE mail = ? AND id NOT IN (SELECT work FROM "
	                            "erased_work) ORDER BY id",
	                            "i", mail),
	        a, r, why);
}

enum outcome store_mails_of_work(
        struct sql *s, int64_t work, struct arena *a, struct numbers *r, struct reason *why)
{
	return read_numbers(sql_query(s,
	                            "SELECT mail FROM (SELECT mail FROM work WHERE id = ?1 UNION SELECT mail "
	                            "FROM continued WHERE work = ?1) WHERE "
	                            "mail NOT IN (SELECT mail FROM erased) ORDER BY mail",
	                            "i", work),
	        a, r, why);
}

enum outcome store_mails_from(
        struct sql *s, const char *address, struct arena *a, struct names *r, struct reason *why)
{
	return read_names(sql_query(s,
	                          "SELECT id FROM mail WHERE sender = ? COLLATE NOCASE AND settled IS NOT "
	                          "NULL AND id NOT IN (SELECT mail FROM "
	                          "erased) ORDER BY id",
	                          "s", address),
	        a, r, why);
}

enum outcome store_receipts_of_contact(
        struct sql *s, const char *contact, struct arena *a, struct names *r, struct reason *why)
{
	return read_names(sql_query(s,
	                          "SELECT receipt FROM work WHERE length(?1) >= 7 AND "
	                          "instr(replace(replace(contact, '-', ''), ' ', ''), "
	                          "replace(replace(?1, '-', ''), ' ', '')) > 0 AND folder <> '' ORDER BY id",
	                          "s", contact),
	        a, r, why);
}

enum outcome store_list_of_campaign(
        struct sql *s, const char *campaign, struct arena *a, struct erase_list *list_r, struct reason *why)
{
	*list_r = (struct erase_list){0};
	enum outcome o = store_mails_of_campaign(s, campaign, a, &list_r->mails, why);
	if (o == DONE)
		o = read_names(sql_query(s,
		                       "SELECT receipt || '  ' || sub_project || '  ' || unit || '  ' || "
		                       "title FROM work WHERE campaign = ?1 AND "
		                       "folder <> '' UNION ALL SELECT receipt || '  ' || unit FROM "
		                       "statistics WHERE campaign = ?1 AND folder <> '' "
		                       "UNION ALL SELECT receipt || '  ' || unit || '  ' || title FROM "
		                       "report WHERE campaign = ?1 AND folder <> ''",
		                       "s", campaign),
		        a, &list_r->lines, why);
	if (o == DONE)
		o = sql_number(s, 0, &list_r->files, why,
		        "SELECT count(*) FROM file JOIN mail ON mail.id = file.mail WHERE campaign = ?", "s",
		        campaign);
	if (o == DONE)
		o = sql_number(s, 0, &list_r->bytes, why,
		        "SELECT sum(file.size) FROM file JOIN mail ON mail.id = file.mail WHERE campaign = ?",
		        "s", campaign);
	return o;
}

/* --- the disk --- */

static enum outcome remove_contents(struct sql_rows *rows, int folder, size_t *n, struct reason *why)
{
	char name[FOLDERS_STORED_NAME_SIZE];
	struct hash hash;
	enum outcome o = DONE;
	while (o == DONE && sql_next(rows)) {
		if (!sql_hash(rows, 0, &hash))
			continue;
		folders_stored_name(&hash, name);
		if (unlinkat(folder, name, 0) != 0 && errno != ENOENT)
			o = fail_errno(why, LATER, "cannot remove what was erased");
		(*n)++;
	}
	enum outcome end = sql_done(&rows, o == DONE ? why : NULL);
	return o == DONE ? end : o;
}

enum outcome erase_perform(struct sql *s, const struct folders *f, struct reason *why)
{
	size_t n = 0;
	enum outcome o = remove_contents(sql_query(s,
	                                         "SELECT hash FROM shred WHERE kind = 'mail' AND NOT EXISTS "
	                                         "(SELECT 1 FROM mail WHERE raw = hash "
	                                         "AND id NOT IN (SELECT mail FROM erased))",
	                                         ""),
	        f->mail, &n, why);
	if (o == DONE)
		o = remove_contents(sql_query(s,
		                            "SELECT hash FROM shred WHERE kind = 'content' AND NOT EXISTS "
		                            "(SELECT 1 FROM file WHERE file.hash = shred.hash)",
		                            ""),
		        f->content, &n, why);
	if (o != DONE || n == 0)
		return o;
	durable_step("erase.removed");
	if (syncfs(f->state) != 0)
		return fail_errno(why, LATER, "cannot sync the storage");
	o = sql_run(s, why, "DELETE FROM shred", "");
	/* The log of what was written before still holds what is gone. Where a reader is in the way, the next one does it. */
	return o == DONE ? sql_run(s, why, "PRAGMA wal_checkpoint(TRUNCATE)", "") : o;
}
