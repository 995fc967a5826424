#include "daemon/keep/thread/staff.h"

#include "daemon/keep/store/store_order.h"
#include "schema/limits.h"

#include <string.h>
#include <strings.h>

enum { DAY = 86400 };

bool staff_is_member(const struct config *c, const char *address)
{
	for (size_t i = 0; i < c->staff.n; i++)
		if (strcasecmp(c->staff.v[i], address) == 0)
			return true;
	return false;
}

static int64_t day_of(const struct campaign *campaign, int64_t now)
{
	return (now + campaign->utc_offset) / DAY;
}

static void token_of_day(
        const struct thread_key *key, const struct campaign *campaign, int64_t day, char token_r[TOKEN_SIZE])
{
	struct buf text = BUF_INIT(1024);
	struct hash mac;
	uint64_t bits = 0;
	buf_printf(&text, "staff:%s:%s:%lld", key->domain, campaign->id, (long long)day);
	hash_keyed(key->key, key->key_len, text.data, text.len, &mac);
	for (size_t i = 0; i < sizeof bits; i++)
		bits = bits << 8 | mac.bytes[i];
	token_write(bits, token_r);
	buf_free(&text);
}

void staff_token(const struct thread_key *key, const struct config *config, const struct campaign *campaign,
        int64_t now, char token_r[TOKEN_SIZE])
{
	*token_r = '\0';
	if (*config->authserv_id)
		token_of_day(key, campaign, day_of(campaign, now), token_r);
}

static bool bears_token(
        const struct thread_key *key, const struct campaign *campaign, const struct claims *c, int64_t now)
{
	int64_t today = day_of(campaign, now);
	for (int64_t day = today - LIMIT_STAFF_TOKEN_DAYS; day <= today; day++) {
		char token[TOKEN_SIZE];
		token_of_day(key, campaign, day, token);
		for (size_t i = 0; i < c->tokens.n; i++)
			if (strcmp(c->tokens.v[i], token) == 0)
				return true;
	}
	return false;
}

enum staff_proof staff_prove(const struct thread_key *key, const struct config *config,
        const struct campaign *campaign, const struct claims *c, int64_t now)
{
	if (!*config->authserv_id || strcasecmp(c->authserv_id, config->authserv_id) != 0 ||
	        c->authentication != AUTHENTICATION_PASSED)
		return STAFF_UNPROVEN;
	return bears_token(key, campaign, c, now) ? STAFF_PROVEN : STAFF_NO_TOKEN;
}

/* Only what can be undone. The jail's word on this is not enough. */
static bool may_be_ordered(const char *verb)
{
	static const char *const allowed[] = {"set", "refile", "accept", "reject", "withdraw", "merge",
	        "split", "ignore", "send-again", "reprocess", "fetched"};
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (strcmp(allowed[i], verb) == 0)
			return true;
	return false;
}

static enum outcome add(struct sql *s, const struct order *order, int64_t now, struct reason *why)
{
	int64_t id = 0;
	enum outcome o = store_order_add(s, order, &id, why);
	if (o == DONE && !may_be_ordered(order->verb))
		o = store_order_finish(s, id, false, "the line could not be understood", now, why);
	return o;
}

enum outcome staff_order(
        struct sql *s, const struct claims *c, int64_t mail, int64_t now, struct arena *a, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < c->orders.n; i++) {
		const struct order_claim *said = &c->orders.v[i];
		const bool known = may_be_ordered(said->verb);
		const struct order order = {.given = now,
		        .who = c->from_address,
		        .why = *c->order_reason ? c->order_reason
		                                : arena_printf(a, "mail %lld", (long long)mail),
		        .verb = known ? said->verb : "",
		        .target = known ? said->target : "",
		        .argument = known ? said->argument : "",
		        .value = known ? said->value : said->line,
		        .say = said->tell ? c->order_words : "",
		        .tell = said->tell,
		        .mail = mail};
		o = add(s, &order, now, why);
	}
	return o;
}
