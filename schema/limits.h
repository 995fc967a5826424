/* Every cap of the program, one sentence each. What an administrator may want to change is in xuanwangd.yaml
 * instead. */
#ifndef SCHEMA_LIMITS_H
#define SCHEMA_LIMITS_H

/* --- one mail --- */
#define LIMIT_MAIL_BYTES (200ull << 20) /* a raw message; a longer one is not fetched but shown to staff */
#define LIMIT_PARTS 1000    /* leaves of the MIME tree; what is beyond is not read, and that is said */
#define LIMIT_MIME_DEPTH 50 /* nested multiparts and attached messages */
#define LIMIT_HEADER_BYTES (256u << 10)  /* one header field, unfolded; the rest of a longer one is ignored  \
	                                  */
#define LIMIT_BODY_TEXT_BYTES (1u << 20) /* text of one body part or document that is read for labels */
#define LIMIT_CONTENTS_BYTES (400ull << 20) /* decoded files of one mail together */
#define LIMIT_NAME_BYTES 1024               /* a file's name as the sender gave it */
#define LIMIT_VALUE_BYTES 2048              /* one claimed value or its source text */
#define LIMIT_HTML_DEPTH 256                /* nested elements of an HTML body */
#define LIMIT_TABLE_CELLS 20000             /* cells of one table in a body */
#define LIMIT_TABLES 200                    /* tables of one mail */

/* --- what the jail may claim about one mail --- */
#define LIMIT_WORKS 500
#define LIMIT_CLAIMS_PER_WORK 200
#define LIMIT_STATISTICS 50
#define LIMIT_STATISTICS_ROWS 5000
#define LIMIT_REPORTS 100
#define LIMIT_NOTES 200
#define LIMIT_CLAIMS_BYTES (16u << 20) /* all claims of one mail, encoded */

/* --- the jail --- */
#define LIMIT_PARSE_SECONDS 60            /* wall clock for one mail, then the child is killed */
#define LIMIT_PARSE_CPU_SECONDS 30        /* processor time for one mail */
#define LIMIT_PARSE_MEMORY (512ull << 20) /* address space of a parse child */
#define LIMIT_PARSE_CHILDREN 8            /* parse children at once */
#define LIMIT_ARENA_BYTES (256ull << 20)  /* an arena of one mail */

/* --- the roles --- */
#define LIMIT_FETCH_MEMORY                                                                                   \
	(512ull << 20)        /* address space of fetch: libetpan may be talked into allocating by a server */
#define LIMIT_FETCH_RANGE 100 /* messages asked for in one FETCH */
#define LIMIT_FETCH_RANGE_BYTES                                                                              \
	(8u << 20) /* announced bytes asked for in one FETCH, unless one message alone is larger */
#define LIMIT_UIDS_PER_MESSAGE 200     /* UIDs in one message between fetch and keep */
#define LIMIT_SEND_AT_ONCE 4           /* answers handed to send and not yet reported back */
#define LIMIT_ANSWER_BYTES (16u << 20) /* one outgoing message */

/* --- time, in seconds --- */
#define LIMIT_CONNECT_SECONDS 30  /* DNS, TCP and TLS together */
#define LIMIT_COMMAND_SECONDS 120 /* one IMAP or SMTP command without any byte from the server */
#define LIMIT_FETCH_SECONDS 3600  /* one FETCH as a whole: a dripping server is given up */
#define LIMIT_IDLE_SECONDS                                                                                   \
	240 /* IDLE is re-armed (and so the connection proved) after this long: half-open < 5 min */
#define LIMIT_RECONNECT_FIRST 2     /* back-off after the first failure; doubled each time */
#define LIMIT_RECONNECT_MOST 300    /* … up to this */
#define LIMIT_RETRY_FIRST 60        /* back-off of a temporarily refused answer; doubled each time */
#define LIMIT_RETRY_MOST (6 * 3600) /* … up to this */
#define LIMIT_RETRY_GIVE_UP                                                                                  \
	(5 * 86400) /* an answer that could not be sent for so long is given up and shown to staff */
#define LIMIT_STOP_SECONDS 20 /* a role that was told to stop is killed after this long */

/* --- configuration --- */
#define LIMIT_YAML_BYTES (4u << 20)
#define LIMIT_SECRET_BYTES 1024

#endif
