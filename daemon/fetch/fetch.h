/* The role that speaks IMAP: carries messages from the mailbox to keep, and keep's word about them back to
 * the mailbox. It opens no file and knows no database. */
#ifndef DAEMON_FETCH_H
#define DAEMON_FETCH_H

#include "schema/config.h"

#include <stdbool.h>

/* Seconds. The limits' values unless a test sets shorter ones. */
struct fetch_times {
	unsigned connect, command, whole, idle, idle_answer, reconnect_first, reconnect_most, misread, lost;
};
void fetch_set_times(const struct fetch_times *t);

/* Works until MSG_STOP: 0. With `once` it serves one session, and a failed one ends it: 3; so does the end of
 * main or keep. Both channels stay the caller's. net_trust_load must have been called (unless TLS is off).
 * While all is well after some MSG_TROUBLE, main gets one MSG_TROUBLE with DONE. */
int fetch_run(int main_fd, int keep_fd, const struct config *config, const char *password, bool once);

#endif
