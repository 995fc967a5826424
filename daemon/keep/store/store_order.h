/* What keep remembers of orders, and the works as orders see them. Writing functions belong into a transaction of
 * their caller. */
#ifndef KEEP_STORE_ORDER_H
#define KEEP_STORE_ORDER_H

#include "daemon/keep/order/order.h"
#include "daemon/keep/store/sql.h"
#include "schema/lack.h"

/* Inserts an order that waits then; its number. */
MUST_USE enum outcome store_order_add(
        struct sql *s, const struct order *o, int64_t *id_r, struct reason *why);
/* The first that waits; id 0: none does. */
MUST_USE enum outcome store_order_next(struct sql *s, struct arena *a, struct order *o_r, struct reason *why);
/* Cheap enough for every turn of a loop. */
MUST_USE enum outcome store_orders_wait(struct sql *s, bool *r, struct reason *why);
/* … of those that this mail gave. */
MUST_USE enum outcome store_orders_wait_of(struct sql *s, int64_t mail, bool *r, struct reason *why);
MUST_USE enum outcome store_order_finish(
        struct sql *s, int64_t id, bool done, const char *result, int64_t now, struct reason *why);
MUST_USE enum outcome store_order_change(
        struct sql *s, int64_t id, size_t position, const struct order_change *c, struct reason *why);

/* "waiting", "done" or "refused", and its sentence. */
MUST_USE enum outcome store_order_fate(struct sql *s, int64_t id, struct arena *a, const char **state_r,
        const char **result_r, struct reason *why);

/* --- works --- */

struct stored_work {
	int64_t id, mail, merged_into; /* 0: into none */
	const char *receipt, *campaign, *sub_project, *roster_unit, *missing, *state, *folder;
	const char *values[LABEL_COUNT], *title_key; /* of titles_key() */
	bool late, accepted;
	bool lacks_files; /* no label tells of it: it stays until files come */
};

typedef LIST(struct stored_work) stored_works;

/* id 0 in `w_r`: no work has that receipt number. */
MUST_USE enum outcome store_find_work(
        struct sql *s, const char *receipt, struct arena *a, struct stored_work *w_r, struct reason *why);
MUST_USE enum outcome store_works_of(
        struct sql *s, int64_t mail, struct arena *a, stored_works *works_r, struct reason *why);
/* All columns; the files' rows, and works that went into this one, follow its folder. */
MUST_USE enum outcome store_change_work(
        struct sql *s, const struct stored_work *old, const struct stored_work *new, struct reason *why);
/* A new one; its number goes to `w->id`. */
MUST_USE enum outcome store_add_work(struct sql *s, struct stored_work *w, struct reason *why);
/* Works that went into `from` belong to `to` now, and so do the mails that went on with it. */
MUST_USE enum outcome store_follow_merge(
        struct sql *s, int64_t from, int64_t to, const char *folder, struct reason *why);
/* What a person said of a label (or "sub-project") takes the place of what was chosen before. */
MUST_USE enum outcome store_say_evidence(
        struct sql *s, int64_t work, const char *label, const char *value, int64_t order, struct reason *why);

/* --- the rest --- */

MUST_USE enum outcome store_take_serial(
        struct sql *s, const char *prefix, int64_t *serial_r, struct reason *why);
typedef LIST(const char *) stored_names;

MUST_USE enum outcome store_names_in(
        struct sql *s, const char *folder, struct arena *a, stored_names *r, struct reason *why);
MUST_USE enum outcome store_move_file(struct sql *s, const char *folder, const char *stored,
        const char *to_folder, const char *to_stored, struct reason *why);
MUST_USE enum outcome store_change_mail(
        struct sql *s, int64_t mail, const char *state, const char *why_so, struct reason *why);
MUST_USE enum outcome store_change_rest_folder(
        struct sql *s, int64_t mail, const char *folder, struct reason *why);
/* Back to what is not settled, by this order. */
MUST_USE enum outcome store_unsettle(
        struct sql *s, int64_t mail, int64_t order, bool quiet, struct reason *why);
/* Whether an answer to one of our questions was joined to another mail's work by this mail. */
MUST_USE enum outcome store_went_on(struct sql *s, int64_t mail, bool *r, struct reason *why);
/* Statistics tables (without any activity: blank ones) and reports of a mail. */
MUST_USE enum outcome store_count_others(
        struct sql *s, int64_t mail, int64_t *all_r, int64_t *blank_r, struct reason *why);
/* The last answer to a mail is due once more, whatever became of it; 0: there is none. */
MUST_USE enum outcome store_queue_again(
        struct sql *s, int64_t mail, int64_t now, int64_t *answer_r, struct reason *why);

/* Admits a message out of a file; `new_r`: it was not known before. */
MUST_USE enum outcome store_import(struct sql *s, const struct hash *raw, int64_t size, int64_t date,
        bool quiet, int64_t now, int64_t *mail_r, bool *new_r, struct reason *why);
/* Of the orders `first` to `last`: how many brought a new mail, how many a known one. */
MUST_USE enum outcome store_count_imported(
        struct sql *s, int64_t first, int64_t last, int64_t *new_r, int64_t *known_r, struct reason *why);

MUST_USE enum outcome store_link_fetched(struct sql *s, int64_t link, int64_t now, struct reason *why);

#endif
