/* Between the files of this folder. */
#ifndef DAEMON_SEND_PRIVATE_H
#define DAEMON_SEND_PRIVATE_H

#include "daemon/send/smtp.h"

enum { SMTP_LINE_BYTES = 2048 };

struct smtp {
	struct net *net;
	unsigned command_seconds;
	bool over;                                   /* nothing more can be said */
	bool in_body;                                /* between 354 and the final dot */
	uint64_t size_most;                          /* SIZE's number, 0 where none */
	bool size, starttls, auth_plain, auth_login; /* EHLO's offers */
	char bytes[4096];                            /* read and not yet understood: from `at` to `end` */
	size_t at, end;
};

#endif
