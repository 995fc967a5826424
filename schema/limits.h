/* Every cap of the program, one sentence each. What an administrator may want to change is in xuanwangd.yaml instead. */
#ifndef SCHEMA_LIMITS_H
#define SCHEMA_LIMITS_H

/* One cap, one line. */
/* clang-format off */

/* --- one mail --- */
#define LIMIT_MAIL_BYTES           (200ull << 20) /* a raw message; a longer one is not fetched but shown to staff */
#define LIMIT_PARTS                1000           /* leaves of the MIME tree; what is beyond is not read, and that is said */
#define LIMIT_PARTS_INSIDE         900            /* … up to which files inside of others are taken: a full archive leaves room for what stands behind it */
#define LIMIT_MIME_DEPTH           50             /* nested multiparts and attached messages */
#define LIMIT_HEADER_BYTES         (256u << 10)   /* one header field, unfolded; the rest of a longer one is ignored */
#define LIMIT_BODY_TEXT_BYTES      (1u << 20)     /* text of one body part or document that is read for labels */
#define LIMIT_FILLED_BYTES         512            /* zeros behind a text that still pass for a filled-up block */
#define LIMIT_TEXTS_BYTES          (1280u << 10)  /* the same of all parts of one mail together; what would go beyond is not read for labels */
#define LIMIT_TEXT_LINES           50000          /* lines of one text */
#define LIMIT_HEADERS_BYTES        (4u << 20)     /* decoded header fields of a mail and its attached messages together */
#define LIMIT_PARAMETER_BYTES      (16u << 10)    /* a Content-Type or Content-Disposition field; the rest of a longer one is ignored */
#define LIMIT_CONTENTS_BYTES       (400ull << 20) /* decoded files of one mail together */
#define LIMIT_NAME_BYTES           1024           /* a file's name as the sender gave it */
#define LIMIT_VALUE_BYTES          2048           /* one claimed value or its source text */
#define LIMIT_HTML_DEPTH           256            /* nested elements of an HTML body */
#define LIMIT_TABLE_CELLS          20000          /* cells of one table in a body */
#define LIMIT_TABLES               200            /* tables of one text; further ones are read as lines */
#define LIMIT_TABLE_COLUMNS        256            /* columns of one table in a body */
#define LIMIT_UNPACKED_BYTES       (300ull << 20) /* all members of all archives of one mail together */
#define LIMIT_UNPACKED_FREE        (64ull << 20)  /* an archive may unpack to this much however small it is */
#define LIMIT_UNPACK_RATIO         200            /* … and to so many times its own size */
#define LIMIT_UNPACK_DEPTH         5              /* archives in archives */
#define LIMIT_ARCHIVE_ENTRIES      20000          /* entries of one archive, folders and links among them */
#define LIMIT_TNEF_BYTES           (100ull << 20) /* a winmail.dat; a larger one is not opened */
#define LIMIT_PACKAGE_BYTES        (256ull << 20) /* what the members of one office document may unpack to */
#define LIMIT_PACKAGE_STEPS        10000000       /* tags and texts in the XML of one office document */
#define LIMIT_PACKAGE_MEMBERS      10000          /* members of one office document */
#define LIMIT_XML_DEPTH            200            /* nested elements of an office document */
#define LIMIT_SHARED_STRINGS_BYTES (64u << 20)    /* the strings that the cells of a workbook share */
#define LIMIT_WORKBOOK_BYTES       (64u << 20)    /* names, relations and formats of one office document */
#define LIMIT_DOCUMENT_CELLS       50000          /* cells of all tables of one text document */
#define LIMIT_SHEETS               1000           /* sheets of one workbook */
#define LIMIT_SHEET_STYLES         65536          /* cell styles of one workbook */
#define LIMIT_SHEET_FORMATS        1000           /* number formats of its own that a workbook may have */
#define LIMIT_DOCUMENT_BYTES       (128u << 20)   /* a doc, xls or rtf file that is opened */
#define LIMIT_DOC_PIECES           100000         /* stretches of text, and of paragraphs, that a Word document may be cut into */
#define LIMIT_SLIDES_BYTES         (64u << 20)    /* texts and shapes, without pictures, of a PowerPoint file that is opened */
#define LIMIT_SLIDE_RECORDS        2000000        /* records of one PowerPoint file */
#define LIMIT_SLIDE_OBJECTS        65536          /* slides, masters and the like of one PowerPoint file */
#define LIMIT_RTF_DEPTH            200            /* nested groups of a rich text */
#define LIMIT_PDF_BYTES            (200u << 20)   /* a PDF that is opened */
#define LIMIT_PDF_PAGES            200            /* pages of a PDF that are read for labels */
#define LIMIT_PDF_CPU_SECONDS      10             /* processor time for the pages of one PDF; further ones are not read */
#define LIMIT_READING_CPU_SECONDS  12             /* processor time for the documents and archives of one mail; further ones are kept unread */
#define LIMIT_PDF_GLYPHS           100000         /* characters of one page */
#define LIMIT_PDF_FIELDS           2000           /* fields of a form on one page */
#define LIMIT_MEDIA_READ_BYTES     (1u << 20)     /* of a picture, sound or film, wherever in it, to learn its size and length */
#define LIMIT_SHEET_CELLS          200000         /* cells of all sheets of one file that become tables */
#define LIMIT_SHEET_TEXT_BYTES     (4u << 20)     /* text of these cells */
#define LIMIT_SHEET_MERGES         20000          /* merged regions of one sheet */
#define LIMIT_SHEET_HIDDEN         20000          /* stretches of hidden rows, and of hidden columns, of one sheet */
#define LIMIT_HEADER_FIELDS        4000           /* header fields of a mail and its attached messages together */
#define LIMIT_SNIFF_BYTES          (64u << 10)    /* head of a file by which its type is told; OLE2 needs so much */
#define LIMIT_ORNAMENT_BYTES       (256u << 10)   /* a picture larger than this is never taken for a logo */
#define LIMIT_ORNAMENT_PIXELS      160            /* a picture drawn at most this wide or high is taken for a logo */
#define LIMIT_TEXT_LINKS           500            /* hyperlinks and pictures kept of one text, each */

/* --- what the jail may claim about one mail --- */
#define LIMIT_WORKS                500            /* works */
#define LIMIT_CLAIMS_PER_WORK      200            /* values, and hints at the sub-project, of one work */
#define LIMIT_LINKS                100            /* files that only links lead to */
#define LIMIT_LINK_BYTES           (1ull << 50)   /* size that a mail may say of such a file; more is nonsense */
#define LIMIT_STATISTICS           50             /* statistics tables */
#define LIMIT_STATISTICS_ROWS      5000           /* activities of one table */
#define LIMIT_REPORTS              100            /* write-ups */
#define LIMIT_NOTES                200            /* notes for explain */
#define LIMIT_TOKENS               20             /* words of the form of our tokens that are looked up */
#define LIMIT_RETURNED_IDS         20             /* Message-IDs that a bounce holds */
#define LIMIT_ORDERS_PER_MAIL      40             /* orders of the staff in one mail */
#define LIMIT_ORDER_LINES          200            /* lines of a mail among which they are looked for */
#define LIMIT_STAFF_TOKEN_DAYS     14             /* a digest may be answered with orders for so long */
#define LIMIT_COMMAND_RECEIPTS     20             /* receipt numbers of one command by mail */
#define LIMIT_CLAIMS_BYTES         (16u << 20)    /* all claims of one mail, encoded */

/* --- the jail --- */
#define LIMIT_PARSE_SECONDS        60             /* wall clock for one reading of a mail, then the child is killed */
#define LIMIT_PARSE_CPU_SECONDS    30             /* processor time for one reading of a mail */
#define LIMIT_PARSE_ATTEMPTS       5              /* readings of one mail, each without the files that ended those before, the last without any */
#define LIMIT_READER_CPU_SECONDS   15             /* processor time for one file, if its reader does not end by itself; then the mail is read without it */
#define LIMIT_MEDIA_CPU_SECONDS    2              /* … of one picture, sound or film */
#define LIMIT_PARSE_MEMORY         (512ull << 20) /* address space of a parse child */
#define LIMIT_PARSE_CHILDREN       8              /* parse children at once */
#define LIMIT_PARSE_DESCRIPTORS    32             /* open files of a parse child */
#define LIMIT_PARSE_WORDS          4096           /* bytes that a parse child may say on stderr; the rest is lost */
#define LIMIT_EXAMINE_QUEUE        48             /* mails handed to the zygote and not yet reported back */
#define LIMIT_ARENA_BYTES          (352ull << 20) /* an arena of one mail */

/* --- the roles --- */
#define LIMIT_FETCH_MEMORY         (512ull << 20) /* address space of fetch: libetpan may be talked into allocating by a server */
#define LIMIT_FETCH_RANGE          100            /* messages asked for in one FETCH */
#define LIMIT_FETCH_RANGE_BYTES    (8u << 20)     /* announced bytes asked for in one FETCH, unless one message alone is larger */
#define LIMIT_FETCH_TRIES          3              /* sessions that must have ended at a message before it is skipped */
#define LIMIT_LIST_MESSAGES        1000000        /* messages beyond the cursor in one listing */
#define LIMIT_LIST_BYTES           (256u << 20)   /* bytes of one listing, whatever stands in it */
#define LIMIT_COMMAND_BYTES        (16u << 20)    /* bytes that a server may answer to any other command */
#define LIMIT_UIDS_PER_MESSAGE     200            /* UIDs in one message between fetch and keep */
#define LIMIT_SEND_AT_ONCE         4              /* answers handed to send and not yet reported back */
#define LIMIT_RECIPIENTS           50             /* recipients of one answer */
#define LIMIT_REPLY_BYTES          500            /* text of one SMTP reply that is kept */
#define LIMIT_ADDRESS_BYTES        254            /* one address in an SMTP command */
#define LIMIT_ANSWER_BYTES         (16u << 20)    /* one outgoing message */

/* --- time, in seconds --- */
#define LIMIT_CONNECT_SECONDS      30             /* DNS, TCP and TLS together */
#define LIMIT_COMMAND_SECONDS      120            /* one IMAP or SMTP command without any byte from the server */
#define LIMIT_FETCH_SECONDS        3600           /* one FETCH as a whole: a dripping server is given up */
#define LIMIT_MISREAD_SECONDS      900            /* a message that cannot be read for so long is skipped, and shown */
#define LIMIT_LOST_SECONDS         86400          /* the same where the connection ends at it: that is mostly the network */
#define LIMIT_IDLE_SECONDS         240            /* IDLE is re-armed (and so the connection proved) after this long: half-open < 5 min */
#define LIMIT_IDLE_ANSWER_SECONDS  30             /* the server's word on the end of IDLE */
#define LIMIT_LOGOUT_SECONDS       3              /* the good-bye on either protocol */
#define LIMIT_ACCEPT_SECONDS       600            /* an SMTP server's word after the final dot: it may be scanning */
#define LIMIT_SEND_IDLE_SECONDS    20             /* an SMTP session without work is closed */
#define LIMIT_ALIVE_SECONDS        5              /* between two signs of life of a role */
#define LIMIT_RECONNECT_FIRST      2              /* back-off after the first failure; doubled each time */
#define LIMIT_RECONNECT_MOST       300            /* … up to this */
#define LIMIT_RETRY_FIRST          60             /* back-off of a temporarily refused answer; doubled each time */
#define LIMIT_RETRY_MOST           (6 * 3600)     /* … up to this */
#define LIMIT_RETRY_GIVE_UP        (5 * 86400)    /* an answer that could not be sent for so long is given up and shown to staff */
#define LIMIT_PAUSE_FIRST          600            /* nothing is sent for so long once the provider wants less; doubled each time */
#define LIMIT_PAUSE_MOST           (6 * 3600)     /* … up to this */
#define LIMIT_SCAN_SECONDS         60             /* clamd's word on one file; less than the watchdog's patience */
#define LIMIT_STOP_SECONDS         20             /* a role that was told to stop is killed after this long */

/* --- xuanwangctl --- */
#define LIMIT_IMPORT_BATCH         50             /* messages out of files that are admitted together */
#define LIMIT_IMPORT_DEPTH         20             /* folders in folders */
#define LIMIT_OVERDUE_DAYS         3              /* a question that was not answered for so long is shown by review */

/* --- templates and what they show --- */
#define LIMIT_TEMPLATE_BYTES       (1u << 20)     /* one stylesheet */
#define LIMIT_TEMPLATE_DEPTH       200            /* nested template calls */
#define LIMIT_TEMPLATE_STEPS       20000000       /* steps of one rendering: a template that turns in circles ends within seconds */
#define LIMIT_SUBJECT_CHARACTERS   120            /* the subject of an outgoing mail */
#define LIMIT_SHOWN_SUBJECT        60             /* characters of the sender's subject in ours */
#define LIMIT_SHOWN_CHARACTERS     200            /* characters of one foreign value in an outgoing mail */
#define LIMIT_SAY_CHARACTERS       1000           /* what the staff may tell a sender in a notice */
#define LIMIT_SHOWN_FAULT          40             /* characters of a value that an answer calls unusable */
#define LIMIT_SHOWN_FILES          20             /* files of one work that an answer names; the rest is counted */
#define LIMIT_ATTACHED_BYTES       (8u << 20)     /* a workbook that is attached to the digest; of a larger one it is only said how to get it */
#define LIMIT_TOLD_SECONDS         (7 * 86400)    /* the same is not told to the same address again within so long */
#define LIMIT_SUMMARY_MAILS        60             /* mails that one address is told of in one mail at a day's end; the rest waits for the next */
#define LIMIT_DIGEST_ITEMS         12             /* entries of one list in the digest; the rest is counted */
#define LIMIT_CELL_CHARACTERS      1000           /* characters of one foreign value in workbook, register page and exports */
#define LIMIT_CELL_BYTES           (32u << 10)    /* … and bytes of several joined in one cell */
#define LIMIT_ORDERS_AGAIN         1000            /* orders that are carried out again after one mail was read once more */
#define LIMIT_LETTER_JSON_BYTES    (32 << 20)      /* what the jail says of one mail that a person reviews */
#define LIMIT_CLEAN_MEMORY         (2048ull << 20) /* address space of a process that takes names out of one file */
#define LIMIT_CLEAN_MEMBER_BYTES   (128u << 20)   /* one member of an office document that is cleaned */
#define LIMIT_CLEAN_PROFILE_BYTES  (4u << 20)     /* a colour profile in a picture that is cleaned */
#define LIMIT_REGISTER_BYTES       (512ull << 20) /* the register in memory, while its page is written */
#define LIMIT_PAGE_SECONDS         60             /* between two writings of the register page */
#define LIMIT_QUESTIONS_BYTES      (64u << 20)    /* the rows of all open questions, as text */
#define LIMIT_REFERENCES           12             /* Message-IDs in an outgoing References field: the first and the latest ones */
#define LIMIT_MESSAGE_ID_BYTES     250            /* a longer foreign Message-ID is not taken up */

/* --- configuration --- */
#define LIMIT_YAML_BYTES           (4u << 20)     /* a configuration or campaign file */
#define LIMIT_SECRET_BYTES         1024           /* a password */

/* clang-format on */

#endif
