/* A trial of both servers by the roles' own code, in the roles' own jails: what holds here holds for the service. Each stage is
 * a process of its own, as a role is: it knows one password, trusts one authority and reaches one server. */
#ifndef DAEMON_PROBE_H
#define DAEMON_PROBE_H

#include "daemon/fetch/probe.h"
#include "daemon/send/smtp.h"
#include "schema/config.h"

enum stage { STAGE_IMAP, STAGE_SMTP, STAGE_MAIL, STAGE_COUNT };

struct stage_result {
	bool ran;
	enum outcome outcome;
	struct reason why;
};

/* Lies in memory that the stages share with their parent. */
struct probe {
	struct stage_result stages[STAGE_COUNT];
	struct fetch_probe imap;
	struct smtp_offers smtp;
	bool smtp_reached, smtp_logged_in; /* what failed comes after it */
	unsigned arrived_seconds;
	char token[64]; /* stands in our mail's Message-ID */
};

struct probe_start {
	const struct config *config;
	const char *imap_password, *smtp_password;
	unsigned wait_seconds;
};

/* All stages in turn; what needs an earlier one that failed is left out. */
struct probe *probe_run(const struct probe_start *start);

/* What was seen and what to do about it; the exit code. */
int probe_print(const struct probe *probe, const struct config *config);
int probe_print_json(const struct probe *probe, const struct config *config);

#endif
