/* The service's own configuration: xuanwangd.yaml. */
#ifndef SCHEMA_CONFIG_H
#define SCHEMA_CONFIG_H

#include "schema/campaign.h"
#include "schema/yaml.h"

enum tls { TLS_IMPLICIT, TLS_STARTTLS, TLS_PLAIN }; /* plain: loopback only, and only where asked for */

struct server {
	const char *host;
	uint16_t port;
	enum tls tls;
	const char *ca_file; /* "" : the system's trust store */
	const char *user;
};

enum settled_action { SETTLED_NOTHING, SETTLED_FLAG, SETTLED_MOVE };

struct config {
	const char *path;
	const char *address, *display_name; /* the mailbox, and how answers are signed */
	struct server imap, smtp;
	const char *folder;   /* the watched one: INBOX */
	int64_t poll_seconds; /* where the server has no IDLE */
	const char *
	        authserv_id; /* by which that server signs Authentication-Results; "": nothing of that is believed */
	enum settled_action settled_action;
	const char *settled_flag, *settled_folder;
	int64_t least_free_bytes;                  /* of their file system: with less, nothing is fetched */
	const char *state_folder, *archive_folder; /* absolute paths on one file system */
	const char *campaign_path, *templates_folder; /* templates: "" for the shipped ones alone */
	struct words staff;                           /* addresses that get the digest */
	bool digest_when_quiet;                       /* a short mail also on days without news */
	bool digest_workbook;                         /* attached, with whole contacts */
	int64_t answers_per_address; /* automatic answers to one address in 24 hours; more is held back for
	                                staff */
	int64_t answers_per_hour, answers_per_day; /* in all, digests counted; more waits in the outbox */
	int64_t summary_hour; /* of the campaign's zone: when an address is told in one mail what was held back */
	int64_t bounce_silence_days; /* no automatic mail to an address for so long after an answer to it came back for good; 0: none */
	struct words limit_replies; /* pieces of the sending server's replies that mean: you send too much */
	int64_t answers_since; /* midnight, before which a mail must not have come to be answered; in UTC, the campaign's zone is
				  taken off by who compares. INT64_MIN: all are answered */
	bool require_landlock;
	const char *clamd_socket; /* of the virus scanner; "": none is asked */
	bool clamd_holds;         /* nothing is filed while it does not answer */
	struct alarm_settings {
		struct words command;  /* takes a mail on its standard input; none: no alarms */
		struct words to;       /* whose addresses that mail bears */
		int64_t after_seconds; /* what may pass by itself is told when it has lasted so long */
		int64_t again_seconds; /* … and told again after this long */
	} alarm;
	const char *metrics_path; /* "": none */
};

/* REFUSED: `errors` tells file, line, key and what is allowed, and `config_r` serves only to find the campaign
 * (NULL: not even that). Relative paths are taken from the configuration's folder. */
MUST_USE enum outcome config_read(const char *path, const char *text, size_t len, struct arena *a,
        struct yaml_errors *errors, const struct config **config_r);

/* Reads a whole small file (configuration, campaign) of at most LIMIT_YAML_BYTES. */
MUST_USE enum outcome config_load_file(const char *path, struct buf *text_r, struct reason *why);

#endif
