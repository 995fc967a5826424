/* xuanwangctl: one file per command; this is what they share. */
#ifndef CTL_CTL_H
#define CTL_CTL_H

#include "base/arena.h"
#include "daemon/keep/file/folders.h"
#include "daemon/keep/store/sql.h"
#include "schema/config.h"

#include <jansson.h>
#include <stdbool.h>

/* The exit codes of every command. */
enum { CTL_DONE = 0, CTL_REFUSED = 1, CTL_USAGE = 2, CTL_ENVIRONMENT = 3 };

struct ctl {
	struct arena *arena;
	const char *config_path, *instance, *campaign_path, *date, *format, *to, *out, *pattern;
	bool json, print, send, anonymous;
	const char *command;               /* its name */
	const char *because, *say, *title; /* --why, --say, --title of an order; NULL where not given */
	const char *since;
	bool dry_run, tell, answer, keep_orders;
	const char *answers; /* setup's, in a file */
	bool force, yes, list, apply, notify;
	const char *receipt, *address, *contact;         /* whose data is erased */
	const char *keep;                                /* how many snapshots stay */
	const char *imap_password_fd, *smtp_password_fd; /* of the probe */
	const char *who;                                 /* gives orders */
	char **operands;
	int n_operands;
	/* Filled by ctl_load: */
	const struct config *config;
	const struct campaign *campaign;
	struct campaign_files files; /* of the campaign, as texts */
	const char *const *notes;    /* on the campaign's file */
	size_t n_notes;
	/* Filled by ctl_open: */
	struct folders folders;
	struct sql *sql;
};

typedef enum outcome ctl_command(struct ctl *ctl, struct reason *why);

ctl_command ctl_inspect, ctl_read, ctl_list, ctl_show, ctl_explain, ctl_audit, ctl_status, ctl_digest,
        ctl_check, ctl_export, ctl_order, ctl_import, ctl_metrics, ctl_watch, ctl_register;
ctl_command ctl_setup, ctl_password, ctl_probe;
ctl_command ctl_backup, ctl_restore;
ctl_command ctl_erase, ctl_retention;
ctl_command ctl_replay;
ctl_command ctl_review, ctl_orders, ctl_render;

/* The configuration, if one is named, and the campaign: of --campaign, else of the configuration, else the
 * shipped example. Errors go to stderr, one a line. */
MUST_USE enum outcome ctl_load(struct ctl *ctl, struct reason *why);
/* ctl_load, and the database and folders of a service that has run at least once. */
MUST_USE enum outcome ctl_open(struct ctl *ctl, enum sql_mode mode, struct reason *why);

struct health;
/* Appends the figures in the Prometheus text format. */
void ctl_put_metrics(const struct health *h, int64_t now, struct buf *out);

/* Shows one mail by its number, a receipt number or a Message-ID, after ctl_open; with every step where asked for. */
MUST_USE enum outcome ctl_show_mail(struct ctl *ctl, const char *key, bool explain, struct reason *why);

/* What would be made of one mail, which must be open for reading only. `received`: by the server; 0: offline there is no
 * INTERNALDATE, the topmost Received field tells when it came. */
MUST_USE enum outcome ctl_inspect_file(struct ctl *ctl, int mail, int64_t received, struct reason *why);

struct answer;
/* Queues one mail for each address of the staff, in a transaction of its own; how many were not queued before. */
MUST_USE enum outcome ctl_queue_for_staff(
        struct ctl *ctl, struct answer *mail, size_t *queued_r, struct reason *why);

/* Says so on standard output where the campaign's last day is over, after ctl_load. */
void ctl_tell_if_over(const struct ctl *ctl, bool chinese);

/* A file without a name that goes when it is closed. */
MUST_USE enum outcome ctl_make_file(int *fd_r, struct reason *why);
struct examiner;
/* The parser's zygote in its jail, with what ctl_load has read; without a campaign it can only show files. */
MUST_USE enum outcome ctl_spawn_examiner(struct ctl *ctl, struct examiner **e_r, struct reason *why);

/* The moment that --date means: the end of that day in the campaign's zone, or now. REFUSED: it is no day. */
MUST_USE enum outcome ctl_moment(const struct ctl *ctl, int64_t *now_r, struct reason *why);

/* The probe of both servers, in a program of its own; passwords NULL: as given, of the service, or asked for. */
MUST_USE enum outcome ctl_run_probe(
        struct ctl *ctl, const char *imap_password, const char *smtp_password, struct reason *why);

/* Prints one JSON value and its end of line; takes over the reference. */
void ctl_print_json(json_t *value);
/* A string as JSON, or null for "". */
json_t *ctl_json_text(const char *text);
/* The non-empty lines of a text as a list. */
json_t *ctl_json_lines(const char *text);
/* "2022-08-26 15:40" in the campaign's zone; "-" for 0. */
const char *ctl_time(const struct ctl *ctl, int64_t t);

#endif
