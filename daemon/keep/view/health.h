/* How the service is: what status shows, what metrics count, and what somebody must be told at once. Reads only. */
#ifndef KEEP_HEALTH_H
#define KEEP_HEALTH_H

#include "daemon/keep/file/folders.h"
#include "daemon/keep/view/views.h"
#include "schema/config.h"

struct health_trouble {
	const char *source, *reason; /* of table `trouble` */
	int64_t since;
	bool refused;
};

struct health {
	bool running;
	int64_t last_look, free_bytes;
	int64_t oldest_waiting; /* when the first mail arrived that is not settled; 0: none waits */
	int64_t oldest_queued;  /* when the first answer was queued that is not sent; 0: none */
	int64_t oldest_open;    /* when the first mail arrived that a work is still open of; 0: none */
	int64_t schema;         /* number of the last migration */
	int64_t paused_since,
	        paused_until;    /* sending, since the provider said that we send too much; 0: it goes on */
	const char *paused_said; /* code and text of the provider */
	struct view_counts counts;
	LIST(struct health_trouble) troubles;
};

/* Strings live in the arena. */
MUST_USE enum outcome health_read(
        struct sql *s, const struct folders *f, struct arena *a, struct health *h_r, struct reason *why);

/* One thing that an administrator must know of. `key` stays the same while it lasts. */
struct alarm {
	const char *key;
	int64_t since;
	const char *what, *why, *action; /* Chinese, one sentence each */
};
typedef LIST(struct alarm) alarms;

/* What is wrong at `now`, the gravest first. Pure. What may pass by itself counts only when it has lasted
 * for alarm.after_minutes; a refusal (password, certificate) at once. `h` NULL: the database cannot be read,
 * for the reason `trouble`. */
void health_alarms(const struct health *h, const struct config *c, int64_t now, const char *trouble,
        struct arena *a, alarms *alarms_r);

#endif
