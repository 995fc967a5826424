/* The messages between the roles: who says what to whom, and the fields in their order (see base/wire.h). */
#ifndef SCHEMA_MESSAGES_H
#define SCHEMA_MESSAGES_H

enum message_type {
	/* main -> every role, first of all */
	MSG_START =
	        1, /* fds: texts (memfd) of configuration, vocabulary and campaign, channel to the peer (keep's
	                   end or keep);  u8 once, str path of each of the three, str secret ("" where the role
	                   has none) */
	MSG_START_PEER, /* main -> keep, for each peer: u8 enum peer, fd: channel */
	MSG_STOP,       /* main -> role: finish what is at hand, then exit 0 */
	MSG_READY,      /* role -> main: in its sandbox, at work */
	MSG_ALIVE,   /* role -> main: made a turn of its loop; sent at least every 10 s, feeds the watchdog */
	MSG_TROUBLE, /* role -> main: u8 enum outcome, str reason: cannot do its work now (shown by systemctl
	                status) */
	MSG_PEER_TROUBLE, /* main -> keep: str source, u8 enum outcome, str reason: what fetch or send said of
	                     itself, for the records */
	MSG_FAILED,  /* keep -> main: u8 enum outcome, str reason: cannot go on; stop us all and start anew */
	MSG_DRAINED, /* keep -> main, with --once: nothing is left to do now */

	/* fetch -> keep */
	MSG_SESSION = 20, /* a mailbox was selected: str folder, u32 UIDVALIDITY */
	MSG_WANT_SPOOL,   /* u32 count: wants that many spool files */
	MSG_FETCHED, /* u32 slot, u32 uid, i64 INTERNALDATE (epoch seconds), u64 bytes: the slot holds this
	                message whole */
	MSG_SKIPPED, /* u32 uid, i64 INTERNALDATE, u64 bytes: larger than LIMIT_MAIL_BYTES, was not fetched */
	MSG_RANGE_DONE,   /* u32 highest uid of the range: admit what was fetched, move the cursor, answer
	                     MSG_ADMITTED */
	MSG_CAUGHT_UP,    /* every message that the mailbox held at this look was fetched */
	MSG_SETTLED_DONE, /* u32 UIDVALIDITY, u32 count, u32 uid…: flag set or message moved (or gone already)
	                   */
	MSG_FETCH_LOST,   /* u8 enum outcome, str reason: no session now; fetch tries again by itself (unless
	                     --once) */

	/* keep -> fetch */
	MSG_CURSOR = 40, /* u32 highest uid admitted under this UIDVALIDITY (0: none) */
	MSG_SPOOL,       /* u32 slot; fd: an empty file to write to, from its start */
	MSG_ADMITTED,    /* u32 cursor: durable now */
	MSG_SETTLE,      /* u32 UIDVALIDITY, u32 count, u32 uid…: set the flag or move */

	/* keep -> the parser's zygote */
	MSG_ZYGOTE_START =
	        60,  /* first of all: str path of vocabulary and of campaign (for messages; "": none, no
	                          mail will be examined), str the mailbox's own address, u8 may lack Landlock;
	                          fds: the texts of both (memfd) */
	MSG_EXAMINE, /* u64 request; fds: raw message (read), contents (write), claims (write) */
	MSG_SHOW, /* u64 request, str name; fds: any file (read), contents (write), JSON of what is read in it
	             (write) */
	/* zygote -> keep: MSG_READY or, before it ends, MSG_TROUBLE; then */
	MSG_EXAMINED, /* u64 request, u8 enum examined, u32 detail (a signal, or 256 + an exit code) */

	/* keep -> send */
	MSG_SUBMIT = 80, /* u64 answer; str envelope sender ("" is the null sender), u32 count, str
	                    recipient…; fd: message */
	/* send -> keep */
	MSG_SUBMITTED, /* u64 answer, u32 count, for each recipient: u8 enum sent, u32 SMTP code, str reply
	                  text */
};

enum {
	TEXT_FDS = 3, /* of MSG_START, before the peer's */
	TASK_FDS = 3, /* of MSG_EXAMINE and MSG_SHOW */
};

enum peer { PEER_FETCH, PEER_SEND, PEER_ZYGOTE };

/* How the examination of one mail ended. */
enum examined {
	EXAMINED_DONE,     /* the claims are whole */
	EXAMINED_REFUSED,  /* the parser said why: the claims file holds one str */
	EXAMINED_CRASHED,  /* ended by a signal or with an exit code that means nothing */
	EXAMINED_DEADLINE, /* killed after LIMIT_PARSE_SECONDS, or out of processor time */
	EXAMINED_OVERRUN,  /* over a cap of memory or bytes */
	EXAMINED_LATER,    /* not the mail's fault (disk full): try again; the claims file may hold one str */
};

/* "done", "refused", "crashed", "deadline", "overrun", "later" */
const char *examined_name(enum examined how);

/* What became of one recipient of one answer. */
enum sent {
	SENT_OK,
	SENT_LATER,   /* refused for now (4xx), or the connection failed before the final dot: try again */
	SENT_NEVER,   /* refused for good (5xx) */
	SENT_UNKNOWN, /* the connection was lost after the final dot, before the server's word: it may have
	                 been sent */
};

#endif
