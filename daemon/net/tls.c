#include "daemon/net/private.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 86400 };

/* What servers are verified against: one per process, because a process serves one server. */
static gnutls_certificate_credentials_t trust;

static enum outcome load_authorities(const char *ca_file, struct reason *why)
{
	if (!*ca_file) {
		int n = gnutls_certificate_set_x509_system_trust(trust);
		if (n > 0)
			return DONE;
		return fail(why, REFUSED,
		        "this machine has no trusted certificate authorities: install ca-certificates or set "
		        "ca_file");
	}
	int n = gnutls_certificate_set_x509_trust_file(trust, ca_file, GNUTLS_X509_FMT_PEM);
	if (n > 0)
		return DONE;
	return fail(why, REFUSED, "ca_file %s holds no certificate in PEM form that can be read: %s", ca_file,
	        n < 0 ? gnutls_strerror(n) : "it is empty");
}

enum outcome net_trust_load(const char *ca_file, struct reason *why)
{
	invariant(!trust);
	if (gnutls_certificate_allocate_credentials(&trust) != 0)
		return fail(why, BROKEN, "GnuTLS cannot be prepared");
	net_resolver_prepare();
	enum outcome o = load_authorities(ca_file, why);
	if (o != DONE) {
		gnutls_certificate_free_credentials(trust);
		trust = NULL;
	}
	return o;
}

static void format_date(time_t when, char date_r[16])
{
	struct tm tm;
	if (when == (time_t)-1 || !gmtime_r(&when, &tm) || strftime(date_r, 16, "%Y-%m-%d", &tm) == 0)
		snprintf(date_r, 16, "?");
}

bool net_read_peer(const struct net *n, struct net_peer *peer_r)
{
	unsigned count = 0;
	gnutls_x509_crt_t crt = NULL;
	const gnutls_datum_t *chain = n->session ? gnutls_certificate_get_peers(n->session, &count) : NULL;
	*peer_r = (struct net_peer){"?", "?", "?", 0};
	if (!chain || !count || gnutls_x509_crt_init(&crt) != 0)
		return false;
	if (gnutls_x509_crt_import(crt, &chain[0], GNUTLS_X509_FMT_DER) == 0) {
		size_t size = sizeof peer_r->name - 1;
		time_t until = gnutls_x509_crt_get_expiration_time(crt);
		format_date(gnutls_x509_crt_get_activation_time(crt), peer_r->from);
		format_date(until, peer_r->until);
		peer_r->days_left = (int)((until - time(NULL)) / DAY_SECONDS);
		int kind = gnutls_x509_crt_get_subject_alt_name(crt, 0, peer_r->name, &size, NULL);
		if (kind != GNUTLS_SAN_DNSNAME)
			snprintf(peer_r->name, sizeof peer_r->name, "?");
	}
	gnutls_x509_crt_deinit(crt);
	return true;
}

/* The most telling fault first: an unknown issuer makes all else that the certificate says worthless. */
static enum outcome explain_certificate(struct net *n, struct reason *why)
{
	unsigned status = gnutls_session_get_verify_cert_status(n->session);
	const struct server *s = n->server;
	struct net_peer f;
	net_read_peer(n, &f);
	if (status & (GNUTLS_CERT_SIGNER_NOT_FOUND | GNUTLS_CERT_SIGNER_NOT_CA))
		return fail(why, REFUSED,
		        "the certificate of %s:%u is from an unknown issuer: set ca_file to the certificate "
		        "of its "
		        "authority, if you trust it",
		        s->host, s->port);
	if (status & GNUTLS_CERT_EXPIRED)
		return fail(why, REFUSED,
		        "the certificate of %s:%u expired on %s: the server's administrator must renew it "
		        "(or this "
		        "machine's clock is wrong)",
		        s->host, s->port, f.until);
	if (status & GNUTLS_CERT_NOT_ACTIVATED)
		return fail(why, REFUSED,
		        "the certificate of %s:%u is valid only from %s on: check this machine's clock",
		        s->host, s->port, f.from);
	if (status & GNUTLS_CERT_UNEXPECTED_OWNER)
		return fail(why, REFUSED,
		        "the certificate of %s:%u does not match that host name (it is for %s): set host to "
		        "the name in "
		        "the certificate",
		        s->host, s->port, f.name);
	return fail(why, REFUSED, "the certificate of %s:%u cannot be trusted (GnuTLS status 0x%x)", s->host,
	        s->port, status);
}

static bool is_address(const char *host)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	return inet_pton(AF_INET, host, bytes) == 1 || inet_pton(AF_INET6, host, bytes) == 1;
}

static enum outcome set_up(struct net *n, struct reason *why)
{
	const char *host = n->server->host;
	invariant(trust);
	if (gnutls_init(&n->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) != 0)
		return fail(why, BROKEN, "GnuTLS cannot make a session");
	if (gnutls_set_default_priority_append(
	            n->session, "-VERS-TLS1.1:-VERS-TLS1.0:-VERS-SSL3.0", NULL, 0) != 0 ||
	        gnutls_credentials_set(n->session, GNUTLS_CRD_CERTIFICATE, trust) != 0)
		return fail(why, BROKEN, "GnuTLS does not take its settings");
	if (!is_address(host) && gnutls_server_name_set(n->session, GNUTLS_NAME_DNS, host, strlen(host)) != 0)
		return fail(why, REFUSED, "%s is not a host name", host);
	gnutls_session_set_verify_cert(n->session, host, 0);
	gnutls_transport_set_int(n->session, n->fd);
	gnutls_handshake_set_timeout(n->session, GNUTLS_INDEFINITE_TIMEOUT); /* net_wait bounds it */
	return DONE;
}

enum outcome net_handshake(struct net *n, struct reason *why)
{
	enum outcome o = set_up(n, why);
	if (o != DONE)
		return o;
	for (;;) {
		int r = gnutls_handshake(n->session);
		if (r == GNUTLS_E_SUCCESS)
			return DONE;
		if (r == GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR) {
			net_give_up(n, "the certificate was refused");
			return explain_certificate(n, why);
		}
		if (gnutls_error_is_fatal(r))
			net_give_up(n, "%s", gnutls_strerror(r));
		if (!net_wait(n, gnutls_record_get_direction(n->session) ? POLLOUT : POLLIN))
			return fail(why, LATER, "%s:%u and we could not agree on TLS: %s", n->server->host,
			        n->server->port, n->failure.text);
	}
}
