#include "daemon/keep/thread/thread.h"

#include "daemon/keep/reply/compose.h"
#include "daemon/keep/store/store.h"
#include "daemon/keep/thread/titles.h"
#include "schema/limits.h"
#include "schema/receipt.h"
#include "schema/token.h"

#include <stdio.h>
#include <string.h>

void thread_token(const struct thread_key *key, const struct hash *raw, char token_r[])
{
	static const char purpose[] = "token:";
	struct buf text = BUF_INIT(512);
	struct hash mac;
	uint64_t bits = 0;
	buf_printf(&text, "%s%s:", purpose, key->domain);
	buf_put(&text, raw->bytes, HASH_SIZE);
	hash_keyed(key->key, key->key_len, text.data, text.len, &mac);
	for (size_t i = 0; i < sizeof bits; i++)
		bits = bits << 8 | mac.bytes[i];
	token_write(bits, token_r);
	buf_free(&text);
}

struct finding {
	struct sql *sql;
	const struct thread_key *key;
	const struct claims *claims;
	struct arena *arena;
	struct thread *thread;
};

/* An answer tells the mail by itself, so that it is known also where its row is gone. */
static enum outcome find_own_id(struct finding *f, const char *id, struct reason *why)
{
	const struct thread_key *k = f->key;
	uint8_t of[8];
	if (compose_message_id_is_own(k->key, k->key_len, COMPOSE_ANSWER, id, k->domain, of)) {
		f->thread->answers_us = true;
		return store_works_answered(f->sql, of, f->arena, f->thread, why);
	}
	if (compose_message_id_is_own(k->key, k->key_len, COMPOSE_NOTICE, id, k->domain, of) ||
	        compose_message_id_is_own(k->key, k->key_len, COMPOSE_SUMMARY, id, k->domain, of))
		return store_works_of_answer(f->sql, "", id, f->arena, f->thread, why);
	return DONE;
}

/* Every answer of ours that a field names: a client may put the latest one last or leave all but one out. */
static enum outcome find_own_ids(struct finding *f, const char *field, struct reason *why)
{
	enum outcome o = DONE;
	for (const char *at = strchr(field, '<'); o == DONE && at; at = strchr(at + 1, '<')) {
		const char *end = strchr(at, '>');
		char id[LIMIT_MESSAGE_ID_BYTES + 1];
		if (!end || (size_t)(end + 1 - at) >= sizeof id)
			continue;
		snprintf(id, sizeof id, "%.*s", (int)(end + 1 - at), at);
		o = find_own_id(f, id, why);
	}
	return o;
}

static enum outcome find_tokens(struct finding *f, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < f->claims->tokens.n; i++)
		o = store_works_of_answer(f->sql, f->claims->tokens.v[i], "", f->arena, f->thread, why);
	return o;
}

static enum outcome find_receipt(struct finding *f, const char *receipt, struct reason *why)
{
	size_t before = f->thread->works.n;
	enum outcome o =
	        store_works_of_receipt(f->sql, receipt, f->claims->from_address, f->arena, f->thread, why);
	f->thread->answers_us |= f->thread->works.n > before;
	return o;
}

/* Sound receipt numbers of the subject, and those that the letter's blocks begin with. */
static enum outcome find_receipts(struct finding *f, struct reason *why)
{
	const struct claims *c = f->claims;
	enum outcome o = DONE;
	if (!*c->from_address)
		return DONE;
	for (const char *at = strpbrk(c->subject, "0123456789"); o == DONE && at;
	        at = strpbrk(at, "0123456789")) {
		size_t len = strspn(at, "0123456789-");
		const char *receipt = arena_strndup(f->arena, at, len);
		if (receipt_is_valid(receipt))
			o = find_receipt(f, receipt, why);
		at += len;
	}
	for (size_t i = 0; o == DONE && i < c->works.n; i++)
		if (c->works.v[i].receipt)
			o = find_receipt(f, c->works.v[i].receipt, why);
	if (o == DONE && c->loose.receipt)
		o = find_receipt(f, c->loose.receipt, why);
	return o;
}

static enum outcome find_titles(
        struct finding *f, const struct campaign *campaign, const struct verdict *v, struct reason *why)
{
	enum outcome o = DONE;
	for (size_t i = 0; o == DONE && i < v->works.n && *f->claims->from_address; i++) {
		const struct resolved *title = &v->works.v[i].labels[LABEL_TITLE];
		const char *key = title->values.n ? titles_key(f->arena, campaign, title->values.v[0]) : "";
		if (*key)
			o = store_works_of_title(
			        f->sql, campaign->id, key, f->claims->from_address, f->arena, f->thread, why);
	}
	return o;
}

static bool brings_files(const struct claims *c)
{
	bool brings = c->links.n > 0;
	for (size_t i = 0; i < c->parts.n; i++)
		brings = brings || c->parts.v[i].role == PART_FILE;
	return brings;
}

/* Who forgot a file often notices it himself, and sends it in a mail of its own. */
static enum outcome find_awaiting(struct finding *f, const struct campaign *campaign, struct reason *why)
{
	if (!*f->claims->from_address || !brings_files(f->claims))
		return DONE;
	return store_works_awaiting_files(
	        f->sql, campaign->id, f->claims->from_address, f->arena, f->thread, why);
}

enum outcome thread_find(struct sql *s, const struct thread_key *key, const struct campaign *campaign,
        const struct claims *c, const struct verdict *v, struct arena *a, struct thread *thread_r,
        struct reason *why)
{
	struct finding f = {s, key, c, a, thread_r};
	*thread_r = (struct thread){0};
	enum outcome o = find_own_ids(&f, c->in_reply_to, why);
	if (o == DONE)
		o = find_own_ids(&f, c->references, why);
	if (o == DONE)
		o = find_tokens(&f, why);
	if (o == DONE)
		o = find_receipts(&f, why);
	/* Last: what a key leads to is of the thread, whatever its title. */
	if (o == DONE)
		o = find_titles(&f, campaign, v, why);
	if (o == DONE)
		o = find_awaiting(&f, campaign, why);
	for (size_t i = 0; o == DONE && i < thread_r->works.n; i++)
		o = store_known_details(s, &thread_r->works.v[i], a, why);
	return o;
}

const char *known_value(const struct known_work *w, enum label label)
{
	for (size_t i = 0; i < w->remembered.claims.n; i++)
		if (w->remembered.claims.v[i].label == label && w->remembered.claims.v[i].fault == FAULT_NONE)
			return w->remembered.claims.v[i].value;
	return "";
}
