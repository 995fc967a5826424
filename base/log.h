/* One line per change of state, on stderr, for journald: "<6>event=mail.settled role=keep mail=12
 * state=filed". Never names, numbers, addresses or content of a mail. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/outcome.h"

enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7
};

/* The role's name stands in every line. `name` must outlive the process's use of the log. */
void log_set_role(const char *name);
/* Lines less urgent than `most` are dropped; INFO at first. */
void log_set_level(enum log_level most);

/* `event` is a fixed dotted name; `fmt` gives the key=value pairs. Control bytes in the result are made
 * harmless, so that bytes of a server cannot forge a line. Put free text last, as reason="...". */
void log_event(enum log_level level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
