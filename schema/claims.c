#include "schema/claims.h"

#include "base/wire.h"
#include "schema/limits.h"

#include <string.h>

/* Bumped with every change of the order below: keep and the jail are always of one build, this only catches a
 * mixed one. */
enum { CLAIMS_VERSION = 9 };

struct claims *claims_new(struct arena *a)
{
	struct claims *c = arena_alloc(a, sizeof *c);
	c->subject = c->from_name = c->from_address = c->from_written = c->reply_to = "";
	c->message_id = c->in_reply_to = c->references = "";
	c->automatic_why = c->unanswerable = c->authserv_id = "";
	c->returned.recipient = c->returned.status = "";
	c->order_reason = c->order_words = "";
	return c;
}

/* --- out --- */

/* No longer than it is read again: a link's address may grow while it is made of the bytes of a body. Cut before a whole
 * character. */
static void put_value(struct buf *out, const char *s)
{
	size_t len = s ? strlen(s) : 0;
	if (len > LIMIT_VALUE_BYTES)
		for (len = LIMIT_VALUE_BYTES; len > 0 && ((uint8_t)s[len] & 0xc0) == 0x80;)
			len--;
	wire_put_u32(out, (uint32_t)len);
	wire_put_bytes(out, s ? s : "", (uint32_t)len);
}

static void put_claim(const struct claim *c, struct buf *out)
{
	wire_put_u8(out, (uint8_t)c->label);
	wire_put_u8(out, (uint8_t)c->place);
	wire_put_u8(out, (uint8_t)c->fault);
	wire_put_u32(out, c->rank);
	wire_put_u32(out, c->part);
	put_value(out, c->value);
	put_value(out, c->source);
}

static void put_kind(const struct kind_claim *k, struct buf *out)
{
	put_value(out, k->sub_project);
	wire_put_u8(out, (uint8_t)k->place);
	wire_put_u32(out, k->weight);
	wire_put_u32(out, k->part);
	put_value(out, k->source);
}

static void put_indices(const uint32_t *v, size_t n, struct buf *out)
{
	wire_put_u32(out, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		wire_put_u32(out, v[i]);
}

static void put_work(const struct work_claims *w, struct buf *out)
{
	wire_put_u32(out, (uint32_t)w->claims.n);
	for (size_t i = 0; i < w->claims.n; i++)
		put_claim(&w->claims.v[i], out);
	wire_put_u32(out, (uint32_t)w->kinds.n);
	for (size_t i = 0; i < w->kinds.n; i++)
		put_kind(&w->kinds.v[i], out);
	put_indices(w->files.v, w->files.n, out);
	put_indices(w->links.v, w->links.n, out);
	wire_put_u8(out, w->announced);
	wire_put_u8(out, w->promised);
	put_value(out, w->receipt ? w->receipt : "");
}

static void put_link(const struct link *l, struct buf *out)
{
	put_value(out, l->name);
	put_value(out, l->url);
	put_value(out, l->provider);
	put_value(out, l->code);
	wire_put_u64(out, l->size);
	wire_put_u8(out, (uint8_t)l->expiry);
	wire_put_i64(out, l->expires);
}

static void put_statistics(const struct statistics_claims *s, struct buf *out)
{
	put_value(out, s->unit);
	wire_put_u8(out, (uint8_t)s->unit_place);
	wire_put_u32(out, s->part);
	wire_put_u32(out, (uint32_t)s->rows.n);
	for (size_t i = 0; i < s->rows.n; i++) {
		const struct statistics_row *r = &s->rows.v[i];
		put_value(out, r->activity);
		put_value(out, r->date);
		put_value(out, r->date_text);
		put_value(out, r->participants_text);
		wire_put_i64(out, r->participants);
		wire_put_i64(out, r->unions);
		wire_put_i64(out, r->propagandists);
		wire_put_i64(out, r->enterprises);
		wire_put_i64(out, r->reach);
	}
}

static void put_report(const struct report_claims *r, struct buf *out)
{
	put_value(out, r->unit);
	put_value(out, r->title);
	put_indices(r->files.v, r->files.n, out);
}

static void put_part(const struct part *p, struct buf *out)
{
	put_value(out, p->name);
	put_value(out, p->declared);
	put_value(out, p->type);
	wire_put_u64(out, p->size);
	wire_put_bytes(out, p->hash.bytes, HASH_SIZE);
	wire_put_u64(out, p->offset);
	wire_put_u8(out, (uint8_t)p->role);
	wire_put_u8(out, p->readable);
	wire_put_u8(out, (uint8_t)p->unread);
	wire_put_u8(out, (uint8_t)p->purpose);
	wire_put_u8(out, p->macros);
	wire_put_u8(out, p->hides);
	wire_put_u32(out, p->width);
	wire_put_u32(out, p->height);
	wire_put_u64(out, p->milliseconds);
	wire_put_u32(out, p->parent);
}

static void put_strings(const char *const *v, size_t n, struct buf *out)
{
	wire_put_u32(out, (uint32_t)n);
	for (size_t i = 0; i < n; i++)
		put_value(out, v[i]);
}

static void put_order(const struct order_claim *o, struct buf *out)
{
	put_value(out, o->verb);
	put_value(out, o->target);
	put_value(out, o->argument);
	put_value(out, o->value);
	put_value(out, o->line);
	wire_put_u8(out, o->tell);
}

/* What only bounces, commands and checked mails have. */
static void put_marks(const struct claims *c, struct buf *out)
{
	put_value(out, c->unanswerable);
	put_value(out, c->authserv_id);
	wire_put_u8(out, (uint8_t)c->authentication);
	put_strings(c->returned.ids.v, c->returned.ids.n, out);
	put_value(out, c->returned.recipient);
	put_value(out, c->returned.status);
	wire_put_u8(out, c->returned.permanent);
	wire_put_u8(out, (uint8_t)c->command);
	put_strings(c->receipts.v, c->receipts.n, out);
	wire_put_u32(out, (uint32_t)c->orders.n);
	for (size_t i = 0; i < c->orders.n; i++)
		put_order(&c->orders.v[i], out);
	put_value(out, c->order_reason);
	put_value(out, c->order_words);
}

static void put_head(const struct claims *c, struct buf *out)
{
	wire_put_u32(out, CLAIMS_VERSION);
	put_value(out, c->subject);
	put_value(out, c->from_name);
	put_value(out, c->from_address);
	put_value(out, c->from_written);
	put_value(out, c->reply_to);
	put_value(out, c->message_id);
	put_value(out, c->in_reply_to);
	wire_put_str(out, c->references);
	wire_put_i64(out, c->date);
	wire_put_i64(out, c->received);
	wire_put_bytes(out, c->content.bytes, HASH_SIZE);
	wire_put_bytes(out, c->substance.bytes, HASH_SIZE);
	wire_put_u8(out, (uint8_t)c->automatic);
	put_value(out, c->automatic_why);
	wire_put_u8(out, c->incomplete);
}

void claims_encode(const struct claims *c, struct buf *out)
{
	put_head(c, out);
	put_marks(c, out);
	wire_put_u32(out, (uint32_t)c->parts.n);
	for (size_t i = 0; i < c->parts.n; i++)
		put_part(&c->parts.v[i], out);
	wire_put_u32(out, (uint32_t)c->links.n);
	for (size_t i = 0; i < c->links.n; i++)
		put_link(&c->links.v[i], out);
	wire_put_u32(out, (uint32_t)c->works.n);
	for (size_t i = 0; i < c->works.n; i++)
		put_work(&c->works.v[i], out);
	put_work(&c->loose, out);
	wire_put_u32(out, (uint32_t)c->tokens.n);
	for (size_t i = 0; i < c->tokens.n; i++)
		put_value(out, c->tokens.v[i]);
	wire_put_u8(out, c->newer);
	wire_put_u8(out, c->supplement);
	wire_put_u8(out, c->table_promised);
	wire_put_u8(out, c->question);
	wire_put_u32(out, (uint32_t)c->statistics.n);
	for (size_t i = 0; i < c->statistics.n; i++)
		put_statistics(&c->statistics.v[i], out);
	wire_put_u32(out, (uint32_t)c->reports.n);
	for (size_t i = 0; i < c->reports.n; i++)
		put_report(&c->reports.v[i], out);
	put_strings(c->notes.v, c->notes.n, out);
}

/* --- in: nothing is believed --- */

struct decoder {
	struct wire_reader in;
	struct arena *arena;
	uint32_t parts, links;
};

static const char *get_value(struct decoder *d)
{
	return wire_get_str(&d->in, d->arena, LIMIT_VALUE_BYTES);
}

static unsigned get_enum(struct decoder *d, unsigned count)
{
	unsigned v = wire_get_u8(&d->in);
	if (v >= count)
		d->in.bad = true;
	return d->in.bad ? 0 : v;
}

static uint32_t get_part_index(struct decoder *d, bool may_be_none)
{
	uint32_t v = wire_get_u32(&d->in);
	if (v >= d->parts && !(v == NO_PART && may_be_none))
		d->in.bad = true;
	return v;
}

/* A count, -1 where not given; no real count comes near the upper bound. */
static int64_t get_figure(struct decoder *d)
{
	int64_t v = wire_get_i64(&d->in);
	if (v < -1 || v > INT64_C(1000000000000))
		d->in.bad = true;
	return v;
}

static void get_claim(struct decoder *d, struct claim *c)
{
	c->label = (enum label)get_enum(d, LABEL_COUNT);
	c->place = (enum place)get_enum(d, PLACE_COUNT);
	c->fault = (enum fault)get_enum(d, FAULT_COUNT);
	c->rank = wire_get_u32(&d->in);
	c->part = get_part_index(d, true);
	c->value = get_value(d);
	c->source = get_value(d);
}

static void get_kind(struct decoder *d, struct kind_claim *k)
{
	k->sub_project = get_value(d);
	k->place = (enum place)get_enum(d, PLACE_COUNT);
	k->weight = wire_get_u32(&d->in);
	k->part = get_part_index(d, true);
	k->source = get_value(d);
}

#define get_list(d, list, most, get_one)                                                                     \
	for (uint32_t count_ = wire_get_count(&(d)->in, (most)); count_ > 0 && !(d)->in.bad; count_--)       \
	get_one((d), list_add((d)->arena, (list)))

static void get_file(struct decoder *d, uint32_t *file)
{
	*file = get_part_index(d, false);
}

static void get_link_index(struct decoder *d, uint32_t *link)
{
	*link = wire_get_u32(&d->in);
	if (*link >= d->links)
		d->in.bad = true;
}

/* No day so far off is any link's; and a time that is not meant stays 0. */
static void get_link(struct decoder *d, struct link *l)
{
	l->name = get_value(d);
	l->url = get_value(d);
	l->provider = get_value(d);
	l->code = get_value(d);
	l->size = wire_get_u64(&d->in);
	l->expiry = (enum expiry)get_enum(d, EXPIRY_COUNT);
	l->expires = wire_get_i64(&d->in);
	bool dated = l->expires > 0 && l->expires < INT64_C(1) << 40;
	if (l->size > LIMIT_LINK_BYTES || (l->expiry == EXPIRY_DATE ? !dated : l->expires != 0))
		d->in.bad = true;
}

static void get_work(struct decoder *d, struct work_claims *w)
{
	get_list(d, &w->claims, LIMIT_CLAIMS_PER_WORK, get_claim);
	get_list(d, &w->kinds, LIMIT_CLAIMS_PER_WORK, get_kind);
	get_list(d, &w->files, LIMIT_PARTS, get_file);
	get_list(d, &w->links, LIMIT_LINKS, get_link_index);
	w->announced = get_enum(d, 2);
	w->promised = get_enum(d, 2);
	const char *receipt = get_value(d);
	w->receipt = *receipt ? receipt : NULL;
}

static void get_row(struct decoder *d, struct statistics_row *r)
{
	r->activity = get_value(d);
	r->date = get_value(d);
	r->date_text = get_value(d);
	r->participants_text = get_value(d);
	r->participants = get_figure(d);
	r->unions = get_figure(d);
	r->propagandists = get_figure(d);
	r->enterprises = get_figure(d);
	r->reach = get_figure(d);
}

static void get_statistics(struct decoder *d, struct statistics_claims *s)
{
	s->unit = get_value(d);
	s->unit_place = (enum place)get_enum(d, PLACE_COUNT);
	s->part = get_part_index(d, true);
	get_list(d, &s->rows, LIMIT_STATISTICS_ROWS, get_row);
}

static void get_report(struct decoder *d, struct report_claims *r)
{
	r->unit = get_value(d);
	r->title = get_value(d);
	get_list(d, &r->files, LIMIT_PARTS, get_file);
}

static void get_part(struct decoder *d, struct part *p)
{
	p->name = get_value(d);
	p->declared = get_value(d);
	p->type = get_value(d);
	p->size = wire_get_u64(&d->in);
	wire_get_bytes(&d->in, p->hash.bytes, HASH_SIZE);
	p->offset = wire_get_u64(&d->in);
	p->role = (enum part_role)get_enum(d, PART_ROLE_COUNT);
	p->readable = get_enum(d, 2);
	p->unread = (enum unread)get_enum(d, UNREAD_COUNT);
	p->purpose = (enum purpose)get_enum(d, PURPOSE_COUNT);
	p->macros = get_enum(d, 2);
	p->hides = get_enum(d, 2);
	p->width = wire_get_u32(&d->in);
	p->height = wire_get_u32(&d->in);
	p->milliseconds = wire_get_u64(&d->in);
	p->parent = wire_get_u32(&d->in);
}

static void get_text(struct decoder *d, const char **text)
{
	*text = get_value(d);
}

static void get_order(struct decoder *d, struct order_claim *o)
{
	o->verb = get_value(d);
	o->target = get_value(d);
	o->argument = get_value(d);
	o->value = get_value(d);
	o->line = get_value(d);
	o->tell = get_enum(d, 2);
}

static void get_marks(struct decoder *d, struct claims *c)
{
	c->unanswerable = get_value(d);
	c->authserv_id = get_value(d);
	c->authentication = (enum authentication)get_enum(d, AUTHENTICATION_COUNT);
	get_list(d, &c->returned.ids, LIMIT_RETURNED_IDS, get_text);
	c->returned.recipient = get_value(d);
	c->returned.status = get_value(d);
	c->returned.permanent = get_enum(d, 2);
	c->command = (enum mail_command)get_enum(d, COMMAND_COUNT);
	get_list(d, &c->receipts, LIMIT_COMMAND_RECEIPTS, get_text);
	get_list(d, &c->orders, LIMIT_ORDERS_PER_MAIL, get_order);
	c->order_reason = get_value(d);
	c->order_words = get_value(d);
}

static void get_head(struct decoder *d, struct claims *c)
{
	if (wire_get_u32(&d->in) != CLAIMS_VERSION)
		d->in.bad = true;
	c->subject = get_value(d);
	c->from_name = get_value(d);
	c->from_address = get_value(d);
	c->from_written = get_value(d);
	c->reply_to = get_value(d);
	c->message_id = get_value(d);
	c->in_reply_to = get_value(d);
	c->references = wire_get_str(&d->in, d->arena, LIMIT_HEADER_BYTES);
	c->date = wire_get_i64(&d->in);
	c->received = wire_get_i64(&d->in);
	wire_get_bytes(&d->in, c->content.bytes, HASH_SIZE);
	wire_get_bytes(&d->in, c->substance.bytes, HASH_SIZE);
	c->automatic = (enum automatic)get_enum(d, AUTOMATIC_COUNT);
	c->automatic_why = get_value(d);
	c->incomplete = get_enum(d, 2);
}

enum outcome claims_decode(
        const void *bytes, size_t len, struct arena *a, struct claims **claims_r, struct reason *why)
{
	struct decoder d = {.in = {bytes, (const uint8_t *)bytes + len, false}, .arena = a};
	struct claims *c = claims_new(a);
	get_head(&d, c);
	get_marks(&d, c);
	get_list(&d, &c->parts, LIMIT_PARTS, get_part);
	d.parts = (uint32_t)c->parts.n;
	for (size_t i = 0; i < c->parts.n; i++)
		if (c->parts.v[i].parent >= d.parts && c->parts.v[i].parent != NO_PART)
			d.in.bad = true;
	get_list(&d, &c->links, LIMIT_LINKS, get_link);
	d.links = (uint32_t)c->links.n;
	get_list(&d, &c->works, LIMIT_WORKS, get_work);
	get_work(&d, &c->loose);
	get_list(&d, &c->tokens, LIMIT_TOKENS, get_text);
	c->newer = get_enum(&d, 2);
	c->supplement = get_enum(&d, 2);
	c->table_promised = get_enum(&d, 2);
	c->question = get_enum(&d, 2);
	get_list(&d, &c->statistics, LIMIT_STATISTICS, get_statistics);
	get_list(&d, &c->reports, LIMIT_REPORTS, get_report);
	get_list(&d, &c->notes, LIMIT_NOTES, get_text);
	if (!wire_is_whole(&d.in))
		return fail(why, REFUSED, "what the parser claims is malformed");
	*claims_r = c;
	return DONE;
}
