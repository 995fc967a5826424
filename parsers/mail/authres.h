/* Authentication-Results (RFC 8601): what the server that took a mail says of its sender. Only the value of one field; whose field
 * it is, and whether that server is to be believed, others decide. */
#ifndef PARSERS_AUTHRES_H
#define PARSERS_AUTHRES_H

#include "schema/claims.h"

/* `value` is the field as it came, unfolded and not decoded: what a stranger put into it must not become syntax. `from_address` is
 * the mail's author, whom a passed check must be about; "" for none. The authserv-id is "" where the value is none of that
 * form, and the result is AUTHENTICATION_NONE then. Lives in the arena. */
enum authentication authres_read(
        const char *value, const char *from_address, struct arena *a, const char **authserv_id_r);

#endif
