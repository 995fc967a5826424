/* Between the files of this folder. */
#ifndef DAEMON_FETCH_PRIVATE_H
#define DAEMON_FETCH_PRIVATE_H

#include "base/buf.h"
#include "base/wire.h"
#include "daemon/fetch/fetch.h"
#include "daemon/net/net.h"
#include "schema/messages.h"

#include <libetpan/libetpan.h>

/* One message of the folder, as listed. */
struct listed {
	uint32_t uid;
	int64_t date;   /* INTERNALDATE in epoch seconds; 0 where the server gave none */
	uint64_t bytes; /* RFC822.SIZE; 0 where the server gave none */
};

struct listing {
	struct listed *v;
	size_t n, room;
	bool overrun;
};

struct uids {
	uint32_t *v;
	size_t n, room;
};

struct range;

struct fetch {
	int main_fd, keep_fd;
	const struct config *config;
	const char *password;
	bool once;
	bool stop;     /* MSG_STOP came: nothing new is begun */
	bool orphaned; /* main or keep is gone */
	bool leaving;  /* the good-bye is under way, and may be finished in spite of `stop` */
	bool troubled; /* main was told so */

	struct net_pulse pulse;
	int64_t alive_at; /* monotonic milliseconds of the last sign of life */

	uint32_t expected; /* the type of keep's message that is waited for; 0: none */
	bool arrived;      /* it is in `inbox` */
	struct message *inbox;

	/* one session */
	struct net *net;
	mailimap *imap;
	struct buf folder; /* its name as IMAP writes it */
	uint32_t uid_validity, cursor;
	bool proven; /* login, select and a listing succeeded, and something listed could be fetched */
	struct range *range; /* being fetched; NULL: bodies are not expected */
	struct listing *list;

	/* what was learnt, kept between sessions */
	bool skip_id, skip_idle; /* the server's answer to it could not be understood */
	bool flag_refused, move_refused;
	struct {
		uint32_t uid;
		unsigned sessions; /* that ended at it, one after the other */
		int64_t since;     /* monotonic milliseconds of the first */
		bool misread;      /* each time because it could not be understood */
	} stuck;
	unsigned failures; /* sessions in a row without proof */

	/* keep's wishes */
	struct uids settle;
	uint32_t settle_validity;
};

extern struct fetch_times fetch_times;

/* --- channel.c: main and keep --- */
bool fetch_go_on(void *fetch);
/* One turn of at most `ms` milliseconds: a sign of life, and what main and keep have said. `net_ready_r` (may
 * be NULL) also makes it watch the connection. BROKEN: main or keep is gone or spoke nonsense. */
MUST_USE enum outcome fetch_turn(struct fetch *f, int64_t ms, bool *net_ready_r, struct reason *why);
/* Waits for keep's message of this type; it is in f->inbox then. LATER: told to stop instead. */
MUST_USE enum outcome fetch_await(struct fetch *f, uint32_t type, struct reason *why);
MUST_USE enum outcome fetch_tell_keep(
        struct fetch *f, uint32_t type, const struct buf *body, struct reason *why);
void fetch_tell_main(struct fetch *f, enum outcome o, const char *reason);

/* --- session.c --- */
/* Connected, logged in, folder selected, keep's cursor known. LATER, REFUSED (certificate, password, folder:
 * a human is needed), BROKEN (keep or main is gone). */
MUST_USE enum outcome session_open(struct fetch *f, struct reason *why);
void session_close(struct fetch *f);
/* Its steps, for who wants to know how far it comes. Each needs the ones before. */
MUST_USE enum outcome session_connect(struct fetch *f, struct reason *why);
MUST_USE enum outcome session_log_in(struct fetch *f, struct reason *why);
MUST_USE enum outcome session_select(struct fetch *f, struct reason *why);
/* This session is of use: the back-off begins anew, and main is told should it think otherwise. */
void session_prove(struct fetch *f);
/* The bounds of an ordinary command begin. */
void session_begin(struct fetch *f);
/* The outcome of a libetpan call that did not succeed, with the server's own words. */
enum outcome session_fail(struct fetch *f, int error, const char *doing, struct reason *why);

/* --- look.c --- */
/* Fetches all that lies beyond the cursor, says MSG_CAUGHT_UP. */
MUST_USE enum outcome look_for_new(struct fetch *f, struct reason *why);
/* Which of the messages of `set` (taken over) are there, by UID ascending. The listing's memory is the
 * caller's. */
MUST_USE enum outcome list_messages(struct fetch *f, struct mailimap_set *set, uint32_t above,
        struct listing *list_r, struct reason *why);

/* --- range.c --- */
/* Fetches these messages and has them admitted. Where the session fails on the way, those before the first
 * one that did not come whole are admitted all the same. */
MUST_USE enum outcome range_fetch(struct fetch *f, const struct listed *v, size_t n, struct reason *why);
/* Says that the cursor may pass `uid`, and waits until it has. */
MUST_USE enum outcome range_finish(struct fetch *f, uint32_t uid, struct reason *why);
bool range_take_body(
        int type, struct mailimap_msg_att_body_section *section, const char *bytes, size_t len, void *fetch);
void range_take_message(struct mailimap_msg_att *m, void *fetch);

/* --- settle.c --- */
void settle_queue(struct fetch *f, struct wire_reader *body);
/* Does what keep asked for, and says so. */
MUST_USE enum outcome settle_all(struct fetch *f, struct reason *why);

/* --- watch.c --- */
/* Returns when there may be something new on the server or keep wants something settled, or at the stop. */
MUST_USE enum outcome watch_folder(struct fetch *f, struct reason *why);

/* --- set.c --- */
/* A set of these ascending UIDs, neighbours joined; never NULL. */
struct mailimap_set *set_of_uids(const uint32_t *v, size_t n);
struct listed listed_read(const struct mailimap_msg_att *m, unsigned *bodies_r, bool *body_is_nil_r);

#endif
