/* What is known of the large mail providers: their servers, and what their users stumble over. Only setup and probe use it;
 * the service itself looks at what a server offers. */
#ifndef SCHEMA_PROFILES_H
#define SCHEMA_PROFILES_H

#include <stddef.h>
#include <stdint.h>

enum { PROFILE_DOMAINS = 6 };

struct profile {
	const char *id;   /* what setup is told */
	const char *name; /* as its users know it */
	const char *domains
	        [PROFILE_DOMAINS]; /* of addresses that can only be its; empty where customers bring their own */
	const char *imap_host, *smtp_host; /* "": to be asked for */
	uint16_t imap_port, smtp_port;     /* both with TLS from the first byte */
	const char
	        *code_at; /* where its web site gives out the authorization code; "": the password is taken */
	const char *code_at_en;
	const char *quirks, *quirks_en; /* one sentence for an administrator; "" where there is none */
};

extern const struct profile profiles[];
extern const size_t profiles_count;

/* By id; NULL where there is none. */
const struct profile *profile_find(const char *id);
/* By the address's domain; NULL where that does not tell: a customer's own domain, or nobody's. */
const struct profile *profile_of_address(const char *address);
/* By the IMAP server's name; the generic one where it is nobody's. */
const struct profile *profile_of_host(const char *imap_host);

#endif
