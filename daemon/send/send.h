/* The role that speaks SMTP: hands keep's answers to the submission server and reports what became of each
 * recipient. It opens no file and knows no database. */
#ifndef DAEMON_SEND_H
#define DAEMON_SEND_H

#include "schema/config.h"

#include <stdbool.h>

/* Seconds. The limits' values unless a test sets shorter ones. */
struct send_times {
	unsigned connect, command, accept, idle, reconnect_first, reconnect_most;
};
void send_set_times(const struct send_times *t);

/* Works until MSG_STOP: 0. The end of main or keep ends it too: 3. Both channels stay the caller's.
 * net_trust_load must have been called (unless TLS is off); nothing else is loaded later: AUTH is spoken
 * here, without SASL's plug-ins. After some MSG_TROUBLE, main gets one MSG_TROUBLE with DONE when a session
 * is there again. `once` changes nothing: keep and main decide when the work is over. */
int send_run(int main_fd, int keep_fd, const struct config *config, const char *password, bool once);

#endif
