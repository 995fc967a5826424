/* What the jail claims about one mail: its parts, and the works, statistics and reports that it seems to
 * hold, each value with the place where it was found. Claims are not yet a verdict: places may contradict
 * each other, values may be unusable; decide.h resolves them. Everything lives in one arena; strings are
 * UTF-8, never NULL. */
#ifndef SCHEMA_CLAIMS_H
#define SCHEMA_CLAIMS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

enum label { LABEL_UNIT, LABEL_NAME, LABEL_CONTACT, LABEL_TITLE, LABEL_COUNT };

/* Where a value was found, the more specific first: where two places disagree about one work, the smaller
 * wins. */
enum place {
	PLACE_ANSWER,    /* an answer to our question about just this work */
	PLACE_FORM,      /* a form or table row that names the work */
	PLACE_FILE_NAME, /* the attachment's own name, or a linked file's */
	PLACE_FOLDER,    /* a folder's name inside an archive */
	PLACE_BODY,
	PLACE_SUBJECT,
	PLACE_SIGNATURE,
	PLACE_SENDER, /* the display name of the From field */
	PLACE_COUNT,
};

/* Why a value that was given cannot be used. */
enum fault {
	FAULT_NONE,
	FAULT_EMPTY,       /* the label stands there without a value, or with a dash, 无, ××× */
	FAULT_PLACEHOLDER, /* a form's hint was left standing */
	FAULT_TOO_SHORT,   /* a number with too few digits */
	FAULT_TOO_LONG,
	FAULT_LETTERS,   /* letters inside a number */
	FAULT_NO_NUMBER, /* cannot be a telephone number for another reason */
	FAULT_COUNT,
};

#define NO_PART UINT32_MAX

struct claim {
	enum label label;
	enum place place;
	enum fault fault;
	uint32_t rank; /* within the place: smaller is better (作者 before 联系人, 手机 before 办公电话) */
	uint32_t part;      /* index into claims.parts, or NO_PART for a header field */
	const char *value;  /* cleaned; several names or numbers stand one a line ("\n") */
	const char *source; /* the exact text it was read from, cut to LIMIT_VALUE_BYTES */
};

/* A hint at the sub-project. */
struct kind_claim {
	const char *sub_project; /* its id in the campaign */
	enum place place;
	uint32_t weight; /* larger is stronger; comparable within one work */
	uint32_t part;
	const char *source;
};

/* Until when a linked file can be had. */
enum expiry {
	EXPIRY_UNKNOWN, /* the mail does not say, or says it in a way that cannot be counted from here */
	EXPIRY_DATE,
	EXPIRY_NEVER, /* 永久有效 */
	EXPIRY_COUNT,
};

/* A file that did not come but lies elsewhere (超大附件, net disk): it is never fetched by the program. */
struct link {
	const char *name, *url; /* as the mail gives them; "" where it does not */
	const char *provider;   /* 百度网盘; "" where unknown */
	const char *code;       /* the extraction code; "" for none */
	uint64_t size;          /* bytes, as precise as was written; 0: not given */
	enum expiry expiry;
	int64_t expires; /* with EXPIRY_DATE: epoch seconds, the last moment */
};

struct work_claims {
	LIST(struct claim) claims;
	LIST(struct kind_claim) kinds;
	LIST(uint32_t) files; /* indices into claims.parts */
	LIST(uint32_t) links; /* indices into claims.links */
	bool announced;       /* told of as submitted elsewhere: needs no file */
	bool promised;        /* told of as attached, and the mail brought nothing at all: lacks its file */
	const char *receipt; /* the number of ours under which the letter speaks of it; NULL: it names none */
};

struct statistics_row {
	const char *activity;
	const char *date;      /* YYYY-MM-DD, or "" where it is a span or unreadable */
	const char *date_text; /* as written */
	int64_t participants;  /* -1: not given or unreadable */
	const char *participants_text;
	int64_t unions, propagandists, enterprises, reach; /* of the 12351+ targets; -1: no such column */
};

struct statistics_claims {
	const char *unit; /* the reporting unit as written, "" where only the sender can tell */
	enum place unit_place;
	uint32_t part; /* where the table stands */
	LIST(struct statistics_row) rows;
};

struct report_claims {
	const char *unit, *title;
	LIST(uint32_t) files; /* documents and pictures */
};

/* What a leaf of the MIME tree is to the mail. */
enum part_role {
	PART_BODY,    /* text shown when the mail is opened */
	PART_FILE,    /* attached, or embedded and possibly a work */
	PART_INLINE,  /* a logo or decoration of the body or signature */
	PART_MACHINE, /* delivery status, calendar, signature block: for programs */
	PART_ROLE_COUNT,
};

/* Why the inside of a file was not read, or not whole. */
enum unread {
	UNREAD_NOT,       /* it was read, or holds nothing to read (a picture, a sound) */
	UNREAD_PARTLY,    /* a cap cut it: what was read is good */
	UNREAD_UNKNOWN,   /* no reader for this format */
	UNREAD_PROTECTED, /* a password is needed */
	UNREAD_BROKEN,    /* damaged, cut short, or not what it says it is */
	UNREAD_TOO_LARGE, /* unpacks to more than is read */
	UNREAD_TOO_DEEP,  /* archives in archives */
	UNREAD_NO_TEXT,   /* a scan: pages without a text layer */
	UNREAD_VOLUME,    /* one of several files that make up an archive */
	UNREAD_COUNT,
};

/* What a file turned out to be for. An acknowledgement rests on this: only a file that was read and
 * understood cannot hold a label, a table or a further work that nobody saw. */
enum purpose {
	PURPOSE_UNKNOWN,    /* nobody could tell, whether it was read or not */
	PURPOSE_MEDIA,      /* a picture, sound or film: holds no text */
	PURPOSE_CONTAINER,  /* an archive or message: its members are parts of their own */
	PURPOSE_WORK,       /* a document that is the work, or a piece of it */
	PURPOSE_FORM,       /* carries one work's labels */
	PURPOSE_SUMMARY,    /* a table of works */
	PURPOSE_STATISTICS, /* holds statistics tables and nothing else */
	PURPOSE_REPORT,     /* a write-up of an activity */
	PURPOSE_NOTICE,     /* the notice come back, or a paper beside a work: a promise, the rules */
	PURPOSE_COUNT,
};

struct part {
	const char *name;     /* decoded; "" where it has none. Of an attached message's part: its own name */
	const char *declared; /* media type as declared, in lower case */
	const char *type;     /* media type by content */
	uint64_t size;        /* decoded bytes */
	struct hash hash;     /* SHA-256 of the decoded bytes */
	uint64_t offset; /* where the decoded bytes lie in the contents file; UINT64_MAX: not kept there */
	enum part_role role;
	bool readable; /* false: a document or archive whose inside was not read; labels may stand in it */
	enum unread unread;
	enum purpose purpose;
	bool macros;            /* holds programs; they were never run */
	bool hides;             /* holds text in sheets, rows or columns that its program does not show */
	uint32_t width, height; /* of a picture or film, in pixels; 0 where not known */
	uint64_t milliseconds;  /* of a sound or film; 0 where not known */
	uint32_t parent;        /* index of the attached message or archive that holds it, or NO_PART */
};

enum automatic {
	AUTOMATIC_NO,        /* a person wrote it */
	AUTOMATIC_RESPONDER, /* out of office and the like */
	AUTOMATIC_BOUNCE,
	AUTOMATIC_RECEIPT, /* read receipt (MDN) */
	AUTOMATIC_LIST,    /* mailing list, newsletter, bulk */
	AUTOMATIC_OWN,     /* our own mail come back */
	AUTOMATIC_SYSTEM,  /* the provider's notices */
	AUTOMATIC_SPAM,
	AUTOMATIC_COUNT,
};

/* What the server that took the mail says of its sender, in the topmost Authentication-Results field. */
enum authentication {
	AUTHENTICATION_NONE,    /* no such field, or none that can be read */
	AUTHENTICATION_PASSED,  /* the author's domain stands for the mail */
	AUTHENTICATION_NEUTRAL, /* nothing that speaks for it or against it */
	AUTHENTICATION_FAILED,  /* it is forged */
	AUTHENTICATION_COUNT,
};

/* What a bounce says of the mail that came back. */
struct returned_claims {
	LIST(const char *) ids; /* Message-IDs, with their angle brackets, that stand in it */
	const char *recipient;  /* a sound address, "" where it names none */
	const char *status;     /* "5.1.1", "" where it tells none */
	bool permanent;         /* for good, and because of the address */
};

/* One line by which somebody wants something put right; daemon/keep/order/order.h tells the verbs. */
struct order_claim {
	const char *verb;                      /* "": it begins like one, and cannot be understood */
	const char *target, *argument, *value; /* "" where the verb has none */
	const char *line;                      /* as written */
	bool tell;                             /* the sender of the work is to hear of it */
};

enum mail_command { COMMAND_NONE, COMMAND_QUERY, COMMAND_WITHDRAW, COMMAND_COUNT };

struct claims {
	const char *subject, *from_name,
	        *from_address;    /* decoded; address "" where there is none that could be answered */
	const char *from_written; /* the same, or what stands in its place without a domain: MAILER-DAEMON */
	const char *reply_to;     /* an address, "" where the same as From */
	const char *message_id, *in_reply_to, *references; /* as sent, cleaned of control bytes */
	int64_t date;                                      /* the Date field; 0 where absent or unreadable */
	int64_t received;    /* the topmost Received field's date; 0 where absent */
	struct hash content; /* identity beyond transport: From, Date, Message-ID, Subject and all parts'
	                        hashes */
	struct hash
	        substance; /* the same without what is another with each sending: From, Subject and the parts' hashes */
	enum automatic automatic;
	const char *automatic_why; /* the header field or phrase that says so */
	const char *
	        unanswerable; /* the field or address by which the sender asks for no answer by a machine; "" */
	const char *authserv_id; /* who says `authentication`: believed only if it is our own provider */
	enum authentication authentication;
	struct returned_claims returned; /* of AUTOMATIC_BOUNCE */
	enum mail_command command;       /* the mail is just that */
	LIST(const char *) receipts;     /* … about these numbers, which may be wrong */
	LIST(struct order_claim) orders; /* whoever wrote them: keep looks at who it is */
	const char *order_reason,
	        *order_words; /* why, and what the senders are told beside; "" for nothing */
	bool incomplete;      /* a cap cut the reading: not everything that came was seen */
	LIST(struct part) parts;
	LIST(struct link)
	links; /* in the order of the mail; several works may share one, some belong to none */
	LIST(struct work_claims) works;
	struct work_claims
	        loose; /* what the text says and no work took: perhaps the answer to a question of ours */
	LIST(const char *) tokens; /* words of the form of our tokens, wherever they stand; most are none */
	bool newer;                /* the letter says that what it brings replaces what came before */
	bool supplement;           /* … or that it adds to what came before */
	bool question;             /* … or asks something, whatever else it brings */
	LIST(struct statistics_claims) statistics;
	bool table_promised; /* a statistics table is told of as attached, and nothing at all came */
	LIST(struct report_claims) reports;
	LIST(const char *) notes; /* English sentences for explain: what was met on the way */
};

struct claims *claims_new(struct arena *a);

/* The form that crosses the jail's border. Encoding never fails (the buffer's `overrun` tells of too much).
 */
void claims_encode(const struct claims *c, struct buf *out);
/* Believes nothing: every count, index, enum and length is checked. REFUSED: the bytes are no claims. */
MUST_USE enum outcome claims_decode(
        const void *bytes, size_t len, struct arena *a, struct claims **claims_r, struct reason *why);

/* "unit", "name", "contact", "title"; "form", "file-name" …; "too-short" …; "bounce" … for JSON and the log.
 */
const char *label_name(enum label label);
const char *place_name(enum place place);
const char *fault_name(enum fault fault);
const char *unread_name(enum unread unread);
const char *purpose_name(enum purpose purpose);
const char *automatic_name(enum automatic automatic);
const char *expiry_name(enum expiry expiry); /* "unknown", "date", "never" */
const char *authentication_name(enum authentication authentication);
const char *command_name(enum mail_command command);

#endif
