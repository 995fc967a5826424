#include "daemon/probe/probe.h"
#include "schema/profiles.h"

#include <jansson.h>
#include <stdio.h>

static const char *const stage_names[STAGE_COUNT] = {"imap", "smtp", "mail"};

/* What kind of trouble it is decides who can do something about it. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_NETWORK,
	TROUBLE_CERTIFICATE,
	TROUBLE_PASSWORD,
	TROUBLE_FOLDER,
	TROUBLE_MAIL
};

static const struct {
	const char *name, *advice;
} troubles[] = {
        [TROUBLE_NONE] = {"none", ""},
        [TROUBLE_NETWORK] = {"network",
                "user and password were not looked at: check host, port and tls, this machine's network "
                "and firewall, or try again later"},
        [TROUBLE_CERTIFICATE] = {"certificate",
                "nothing was sent over this connection; the reason above says what to change"},
        [TROUBLE_PASSWORD] = {"password",
                "the network is in order: the server was reached and refuses user or password"},
        [TROUBLE_FOLDER] = {"folder", "user and password are right: check imap.folder"},
        [TROUBLE_MAIL] = {"mail",
                "user and password are right, but our mail did not come back: look into the mailbox for a "
                "bounce, and into its spam folder"},
};

static enum trouble trouble_of(const struct probe *p, enum stage stage)
{
	const struct stage_result *r = &p->stages[stage];
	bool reached = stage == STAGE_SMTP ? p->smtp_reached : p->imap.reached >= REACHED_SERVER;
	bool logged_in = stage == STAGE_SMTP ? p->smtp_logged_in : p->imap.reached >= REACHED_MAILBOX;
	if (!r->ran || r->outcome == DONE)
		return TROUBLE_NONE;
	if (stage == STAGE_MAIL)
		return TROUBLE_MAIL;
	if (!reached)
		return r->outcome == REFUSED ? TROUBLE_CERTIFICATE : TROUBLE_NETWORK;
	if (!logged_in)
		return r->outcome == REFUSED ? TROUBLE_PASSWORD : TROUBLE_NETWORK;
	return stage == STAGE_SMTP ? TROUBLE_MAIL : TROUBLE_FOLDER;
}

static void print_peer(const struct server *server, bool has_peer, const struct net_peer *peer)
{
	printf("%s:%u, %s\n", server->host, server->port,
	        server->tls == TLS_PLAIN ? "no TLS (this machine)"
	        : has_peer               ? "TLS"
	                                 : "not reached");
	if (has_peer)
		printf("           certificate for %s, verified, valid until %s (%d days)\n", peer->name,
		        peer->until, peer->days_left);
}

static void print_imap(const struct probe *p, const struct config *c)
{
	const struct fetch_probe *i = &p->imap;
	printf("imap       ");
	print_peer(&c->imap, i->has_peer, &i->peer);
	if (i->reached < REACHED_SERVER)
		return;
	printf("           offers %s\n", i->offers);
	if (i->reached < REACHED_FOLDER)
		return;
	printf("           folder %s holds %u messages\n", c->folder, i->messages);
	if (i->idle)
		puts("           new mail is noticed at once (IDLE)");
	else
		printf("           no IDLE: new mail is asked for every %lld s\n",
		        (long long)c->poll_seconds);
	if (c->settled_action == SETTLED_MOVE && !i->move)
		puts("           no MOVE: what is settled is copied and then deleted");
}

static void print_smtp(const struct probe *p, const struct config *c)
{
	printf("smtp       ");
	print_peer(&c->smtp, p->smtp.has_peer, &p->smtp.peer);
	if (!p->smtp_reached)
		return;
	printf("           offers%s%s%s%s\n", p->smtp.auth_plain ? " AUTH PLAIN" : "",
	        p->smtp.auth_login ? " AUTH LOGIN" : "", p->smtp.size ? " SIZE" : "",
	        p->smtp.auth_plain || p->smtp.auth_login || p->smtp.size ? "" : " nothing");
	if (p->smtp.size_most)
		printf("           takes mails of up to %llu MB\n",
		        (unsigned long long)(p->smtp.size_most >> 20));
}

static void print_trouble(const struct probe *p, enum stage stage, const struct profile *profile)
{
	enum trouble t = trouble_of(p, stage);
	if (t == TROUBLE_NONE)
		return;
	printf("FAILED     %s: %s\n           %s: %s\n", stage_names[stage], p->stages[stage].why.text,
	        troubles[t].name, troubles[t].advice);
	if (t == TROUBLE_PASSWORD && *profile->code_at)
		printf("           %s wants an authorization code (授权码), not the password of its web "
		       "site.\n           %s\n           %s\n",
		        profile->name, profile->code_at_en, profile->code_at);
}

/* As xuanwangctl's: 1 wants a human, 3 may pass. */
static int exit_code(const struct probe *p)
{
	int code = 0;
	for (int i = 0; i < STAGE_COUNT; i++)
		if (p->stages[i].ran && p->stages[i].outcome != DONE && code != 1)
			code = p->stages[i].outcome == REFUSED ? 1 : 3;
	return code;
}

int probe_print(const struct probe *p, const struct config *c)
{
	const struct profile *profile = profile_of_host(c->imap.host);
	printf("provider   %s (%s)\n", profile->name, profile->id);
	if (*profile->quirks)
		printf("           %s\n           %s\n", profile->quirks_en, profile->quirks);
	print_imap(p, c);
	print_trouble(p, STAGE_IMAP, profile);
	print_smtp(p, c);
	print_trouble(p, STAGE_SMTP, profile);
	if (p->stages[STAGE_MAIL].ran && p->stages[STAGE_MAIL].outcome == DONE)
		printf("mail       sent to %s and seen there after %u s\nall is in order\n", c->address,
		        p->arrived_seconds);
	print_trouble(p, STAGE_MAIL, profile);
	return exit_code(p);
}

static json_t *json_peer(bool has_peer, const struct net_peer *peer)
{
	if (!has_peer)
		return json_null();
	return json_pack(
	        "{s:s, s:s, s:i}", "name", peer->name, "until", peer->until, "days_left", peer->days_left);
}

static void add_stage(json_t *top, const struct probe *p, enum stage stage, json_t *seen)
{
	const struct stage_result *r = &p->stages[stage];
	json_object_set_new(seen, "ran", json_boolean(r->ran));
	json_object_set_new(seen, "ok", json_boolean(r->ran && r->outcome == DONE));
	json_object_set_new(seen, "trouble", json_string(troubles[trouble_of(p, stage)].name));
	json_object_set_new(seen, "reason", json_string(r->why.text));
	json_object_set_new(top, stage_names[stage], seen);
}

int probe_print_json(const struct probe *p, const struct config *c)
{
	const struct fetch_probe *i = &p->imap;
	json_t *top = json_pack(
	        "{s:s, s:s}", "provider", profile_of_host(c->imap.host)->id, "message_id", p->token);
	add_stage(top, p, STAGE_IMAP,
	        json_pack("{s:s, s:b, s:b, s:b, s:b, s:i, s:o}", "offers", i->offers, "idle", i->idle,
	                "uidplus", i->uidplus, "move", i->move, "id", i->id, "messages", (int)i->messages,
	                "certificate", json_peer(i->has_peer, &i->peer)));
	add_stage(top, p, STAGE_SMTP,
	        json_pack("{s:b, s:I, s:b, s:b, s:o}", "size", p->smtp.size, "size_most",
	                (json_int_t)p->smtp.size_most, "auth_plain", p->smtp.auth_plain, "auth_login",
	                p->smtp.auth_login, "certificate", json_peer(p->smtp.has_peer, &p->smtp.peer)));
	add_stage(top, p, STAGE_MAIL, json_pack("{s:i}", "seconds", (int)p->arrived_seconds));
	json_dumpf(top, stdout, JSON_INDENT(1) | JSON_SORT_KEYS);
	putchar('\n');
	json_decref(top);
	return exit_code(p);
}
