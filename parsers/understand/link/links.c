#include "parsers/understand/link/links.h"

#include "parsers/understand/link/link_facts.h"
#include "parsers/understand/link/link_names.h"
#include "parsers/understand/link/link_sights.h"
#include "parsers/understand/works/match.h"
#include "schema/limits.h"

#include <string.h>

/* How many lines away from an address its name and what is said of it may stand; and a line about all links. */
enum { ROWS_OF_ONE = 12, ROWS_ABOVE = 3, ROWS_BELOW = 4, ROWS_HEAD = 8, ROWS_TOGETHER = 40 };

/* One link while it is put together out of its sights. */
struct found {
	struct link link;
	const struct provider *provider;
	const struct sight *first;
	size_t top, bottom; /* rows of its sights */
	size_t name_row;
};

struct search {
	struct reading *rd;
	struct sights sights;
	LIST(struct found) v; /* in the order of the text */
};

/* --- one link out of its sights --- */

/* The same address, one of them with more parameters: …/s/1x and …/s/1x?pwd=8k2m */
static bool is_same(const char *one, const char *two)
{
	size_t n = strlen(one), k = strlen(two);
	const char *longer = n > k ? one : two;
	size_t shorter = n > k ? k : n;
	return strncmp(one, two, shorter) == 0 && (n == k || strchr("?#&", longer[shorter]));
}

static struct found *find_same(struct search *s, const struct sight *sight)
{
	const char *url = strstr(sight->url, "://") ? strstr(sight->url, "://") + 3 : sight->url;
	for (size_t i = s->v.n; i-- > 0;) {
		const char *other = s->v.v[i].link.url;
		other = strstr(other, "://") ? strstr(other, "://") + 3 : other;
		if (is_same(url, other))
			return &s->v.v[i];
	}
	return NULL;
}

static void add_sight(struct search *s, const struct sight *sight)
{
	struct found *f = find_same(s, sight);
	if (!f) {
		f = list_add(s->rd->a, &s->v);
		*f = (struct found){.link = {.name = "", .url = sight->url, .provider = "", .code = ""},
		        .first = sight,
		        .top = sight->row,
		        .bottom = sight->row,
		        .name_row = sight->row};
	}
	bool near = sight->row <= f->bottom + ROWS_OF_ONE;
	if (near && sight->at.to > sight->at.from) {
		f->bottom = sight->row > f->bottom ? sight->row : f->bottom;
		if (f->first->at.to == f->first->at.from) { /* the first one stood behind a picture */
			f->first = sight;
			f->top = f->name_row = sight->row;
		}
	}
	if (strlen(sight->url) > strlen(f->link.url))
		f->link.url = sight->url;
	if (!f->provider && sight->provider) {
		f->provider = sight->provider;
		f->link.provider = sight->provider->name;
	}
	if (sight->expires) {
		f->link.expiry = EXPIRY_DATE;
		f->link.expires = sight->expires;
	}
	if (!*f->link.name && !link_is_button(s->rd, sight->shown)) {
		f->link.name = sight->shown;
		f->name_row = sight->row;
	}
}

/* --- what is said of it --- */

static size_t row_after(const struct search *s, size_t i)
{
	const struct found *next = i + 1 < s->v.n ? &s->v.v[i + 1] : NULL;
	size_t end = next ? (next->name_row < next->top ? next->name_row : next->top) : s->sights.rows.n;
	size_t most = s->v.v[i].bottom + 1 + ROWS_BELOW;
	return end < most ? end : most;
}

/* NAME (20.61M, 2021年09月12日 19:18 到期): a mail program's line, whole by itself. */
static bool is_attachment_line(struct search *s, size_t row)
{
	struct link told = {.url = ""};
	struct span at;
	const struct runes *r = link_row_runes(s->rd, &s->sights.rows.v[row]);
	struct span all = {0, r->n};
	return link_read_size(r, all, &at) && link_read_expiry(s->rd, r, all, 0, &told) && told.expires;
}

/* A net disk's address has nothing to do with a large attachment above it. */
static size_t row_before(struct search *s, size_t i)
{
	const struct found *f = &s->v.v[i];
	size_t from = i > 0 ? s->v.v[i - 1].bottom + 1 : 0;
	bool disk = f->provider && f->provider->kind != PROVIDER_MAIL;
	from = f->top > from + ROWS_ABOVE ? f->top - ROWS_ABOVE : from;
	for (size_t row = f->top; disk && row-- > from;)
		if (is_attachment_line(s, row))
			return row + 1;
	return from;
}

/* The stretch of its first row that belongs to it: between the addresses before and behind. */
static struct span own_stretch(const struct search *s, const struct found *f, const struct runes *r)
{
	struct span all = {0, r->n};
	for (size_t i = 0; i < s->sights.v.n; i++) {
		const struct sight *other = &s->sights.v.v[i];
		if (other->row != f->top || is_same(other->url, f->link.url))
			continue;
		if (other->at.to <= f->first->at.from && other->at.to > all.from)
			all.from = other->at.to;
		if (other->at.from >= f->first->at.to && other->at.from < all.to)
			all.to = other->at.from;
	}
	return all;
}

static bool take_name(struct search *s, struct found *f, size_t row, struct span *within, bool loose)
{
	const struct runes *r = link_row_runes(s->rd, &s->sights.rows.v[row]);
	f->link.name = link_name_in(s->rd, r, within ? *within : (struct span){0, r->n}, loose);
	if (!*f->link.name)
		return false;
	f->name_row = row;
	return true;
}

/* Before the address, then above it, then below: where people and providers put the name, the likelier first. */
static void find_name(struct search *s, size_t i)
{
	struct found *f = &s->v.v[i];
	const struct runes *r = link_row_runes(s->rd, &s->sights.rows.v[f->top]);
	struct span own = own_stretch(s, f, r);
	struct span before = {own.from, f->first->at.from}, behind = {f->first->at.to, own.to};
	if (*f->link.name || take_name(s, f, f->top, &before, !*f->first->shown) ||
	        take_name(s, f, f->top, &behind, false))
		return;
	for (size_t row = f->top; row-- > row_before(s, i);)
		if (take_name(s, f, row, NULL, false))
			return;
	for (size_t row = f->bottom + 1; row < row_after(s, i); row++)
		if (take_name(s, f, row, NULL, false))
			return;
}

/* Days are counted from the mail's own date; what is passed on was written earlier. */
static int64_t sent_of(const struct search *s, const struct link_row *row, bool attached)
{
	const struct claims *c = s->rd->claims;
	return row->quoted || attached ? 0 : c->date > 0 ? c->date : c->received;
}

static void read_facts(struct search *s, struct link *link, size_t row, struct span within, bool attached)
{
	const struct runes *r = link_row_runes(s->rd, &s->sights.rows.v[row]);
	struct span at;
	if (!link->size)
		link->size = link_read_size(r, within, &at);
	if (link->expiry == EXPIRY_UNKNOWN)
		(void)link_read_expiry(s->rd, r, within, sent_of(s, &s->sights.rows.v[row], attached), link);
	if (!*link->code)
		link->code = link_read_code(s->rd, r, within);
}

static void read_row(struct search *s, struct link *link, size_t row, bool attached)
{
	read_facts(
	        s, link, row, (struct span){0, link_row_runes(s->rd, &s->sights.rows.v[row])->n}, attached);
}

/* A line above several links tells the expiry of all. */
static void find_common_expiry(struct search *s, struct found *f, bool attached)
{
	size_t first = s->v.v[0].top;
	for (size_t row = first; row-- > 0 && row + ROWS_HEAD > first && f->top < first + ROWS_TOGETHER;) {
		const struct runes *head = link_row_runes(s->rd, &s->sights.rows.v[row]);
		if (f->link.expiry == EXPIRY_UNKNOWN && !is_attachment_line(s, row))
			(void)link_read_expiry(s->rd, head, (struct span){0, head->n},
			        sent_of(s, &s->sights.rows.v[row], attached), &f->link);
	}
}

static void find_facts(struct search *s, size_t i, bool attached)
{
	struct found *f = &s->v.v[i];
	const struct runes *r = link_row_runes(s->rd, &s->sights.rows.v[f->top]);
	struct span own = own_stretch(s, f, r);
	f->link.code = link_code_of(s->rd, f->link.url);
	read_facts(s, &f->link, f->top, (struct span){f->first->at.to, own.to}, attached);
	read_facts(s, &f->link, f->top, (struct span){own.from, f->first->at.from}, attached);
	for (size_t row = f->top + 1; row < row_after(s, i); row++)
		read_row(s, &f->link, row, attached);
	for (size_t row = f->top; row-- > row_before(s, i);)
		read_row(s, &f->link, row, attached);
	find_common_expiry(s, f, attached);
}

/* --- into the letter --- */

static const char *cut(struct reading *rd, const char *text)
{
	size_t len = strlen(text);
	while (len >= LIMIT_NAME_BYTES || (len < strlen(text) && ((unsigned char)text[len] & 0xc0) == 0x80))
		len--;
	return len < strlen(text) ? arena_strndup(rd->a, text, len) : text;
}

static struct linked *add_link(struct reading *rd, struct letter *l, const struct link *link, bool sure)
{
	struct linked *to = list_add(rd->a, &l->links);
	const char *name = link->name, *dot = strrchr(name, '.');
	const char *stem =
	        dot && link_has_extension(rd, name) ? arena_strndup(rd->a, name, (size_t)(dot - name)) : name;
	*to = (struct linked){.link = *link, .sure = sure, .index = NO_LINK, .part = NO_PART};
	to->link.name = cut(rd, name);
	to->pieces = (struct pieces){.title = "", .generic = true};
	if (*name)
		to->pieces = pieces_read(rd, stem, (struct origin){PLACE_FILE_NAME, NO_PART});
	to->key = *to->pieces.title ? letter_key(rd, to->pieces.title) : "";
	return to;
}

/* The name of a file that came with the mail, which a text mentions: 附件：1.炉火正红.mp4, 文件名DSC0012.jpg */
static bool is_attached(struct reading *rd, const struct letter *l, const char *name)
{
	const char *key = runes_key(rd->a, name);
	for (size_t i = 0; i < l->files.n; i++) {
		const struct file_view *f = &l->files.v[i];
		const char *own = runes_key(rd->a, arena_printf(rd->a, "%s.%s", f->stem, f->extension));
		size_t n = strlen(key), k = strlen(own);
		if ((n >= k && strcmp(key + n - k, own) == 0) ||
		        (k > n && n > 6 && strcmp(own + k - n, key) == 0))
			return true;
	}
	return false;
}

static bool is_linked(const struct letter *l, size_t from, const char *name)
{
	for (size_t i = from; i < l->links.n; i++)
		if (*l->links.v[i].link.name &&
		        (strstr(l->links.v[i].link.name, name) || strstr(name, l->links.v[i].link.name)))
			return true;
	return false;
}

/* A name that is neither attached nor linked. What a mail program says of a large attachment makes it a link all the
 * same, though its address was lost when the mail was passed on as text. */
static void add_names(
        struct search *s, struct letter *l, size_t row, size_t before, bool large, bool *linked_r)
{
	struct reading *rd = s->rd;
	struct link_row *at = &s->sights.rows.v[row];
	const struct runes *r = strchr(at->text, '.') ? link_row_runes(rd, at) : NULL;
	struct span name;
	for (struct span rest = {0, r ? r->n : 0}; link_find_bare(rd, r ? r : &at->r, rest, &name);
	        rest.from = name.to) {
		struct link link = {.url = "", .provider = "", .code = ""};
		struct span behind = {name.to, r->n};
		link.name = runes_text(rd->a, r, name);
		if (l->links.n >= LIMIT_LINKS || is_attached(rd, l, link.name) ||
		        is_linked(l, before, link.name))
			continue;
		read_facts(s, &link, row, behind, l->message > 0);
		add_link(rd, l, &link, large && (link.size || link.expiry != EXPIRY_UNKNOWN));
		linked_r[at->block] = true;
	}
}

static bool heads_large(struct search *s, size_t row)
{
	static const char *const first[] = {"附", "中转站", NULL};
	struct link_row *at = &s->sights.rows.v[row];
	struct span word;
	if (!strstr(at->text, first[0]) && !strstr(at->text, first[1]))
		return false;
	const struct runes *r = link_row_runes(s->rd, at);
	return link_find_word(r, (struct span){0, r->n}, provider_large_words, &word);
}

/* Below all of them: 有效期至9月30日. Where nothing is said of any other one, it holds for all: a warning too early does no
 * harm. 永久有效 may be said of the last one only. */
static void spread_last_line(struct search *s, bool attached)
{
	struct found *last = s->v.n > 1 ? &s->v.v[s->v.n - 1] : NULL;
	struct link below = {.code = ""};
	for (size_t i = 0; last && i + 1 < s->v.n; i++)
		if (s->v.v[i].link.expiry != EXPIRY_UNKNOWN)
			last = NULL;
	if (!last)
		return;
	for (size_t row = last->bottom + 1; row < row_after(s, s->v.n - 1); row++)
		if (!is_attachment_line(s, row))
			read_row(s, &below, row, attached);
	for (size_t i = 0; i < s->v.n && below.expiry == EXPIRY_DATE; i++) {
		s->v.v[i].link.expiry = below.expiry;
		s->v.v[i].link.expires = below.expires;
	}
}

/* All that is said of each; the rows of tables and the blocks in which they stand. */
static void gather(
        struct search *s, const struct blocks *b, const struct text *text, const bool *taken, bool attached)
{
	sights_find(s->rd, b, text, taken, &s->sights);
	for (size_t i = 0; i < s->sights.v.n; i++)
		add_sight(s, &s->sights.v.v[i]);
	for (size_t i = 0; i < s->v.n; i++)
		find_name(s, i);
	for (size_t i = 0; i < s->v.n; i++)
		find_facts(s, i, attached);
	spread_last_line(s, attached);
}

void links_read(struct reading *rd, struct letter *l, const struct blocks *b, const struct text *text,
        const bool *taken, bool *linked_r)
{
	struct search s = {.rd = rd};
	size_t before = l->links.n;
	bool large = false;
	gather(&s, b, text, taken, l->message > 0);
	for (size_t i = 0; i < s.v.n && l->links.n < LIMIT_LINKS; i++) {
		struct linked *link = add_link(rd, l, &s.v.v[i].link, true);
		link->row = s.sights.rows.v[s.v.v[i].top].in;
		linked_r[s.sights.rows.v[s.v.v[i].top].block] = true;
		linked_r[s.sights.rows.v[s.v.v[i].name_row].block] = true;
	}
	for (size_t row = 0; row < s.sights.rows.n; row++) {
		large = large || heads_large(&s, row);
		if (!s.sights.rows.v[row].taken)
			add_names(&s, l, row, before, large, linked_r);
	}
}

size_t links_read_document(
        struct reading *rd, struct letter *l, const struct blocks *b, const struct text *text)
{
	struct search s = {.rd = rd};
	const bool *none = arena_alloc(rd->a, b->v.n + 1);
	gather(&s, b, text, none, l->message > 0);
	for (size_t i = 0; i < s.v.n && l->links.n < LIMIT_LINKS; i++) {
		struct linked *link = add_link(rd, l, &s.v.v[i].link, true);
		link->part = text->part;
		link->row = s.sights.rows.v[s.v.v[i].top].in;
	}
	return s.v.n;
}

/* --- to the works --- */

void links_give(struct reading *rd, struct linked *link, struct work_claims *w)
{
	if (!link->sure || rd->claims->links.n >= LIMIT_LINKS)
		return;
	if (link->index == NO_LINK) {
		link->index = (uint32_t)rd->claims->links.n;
		*list_add(rd->a, &rd->claims->links) = link->link;
	}
	if (w && w->links.n < LIMIT_LINKS)
		*list_add(rd->a, &w->links) = link->index;
}

static bool tells_of(const struct draft *d, const struct linked *link)
{
	for (size_t i = 0; i < d->rows.n && link->row.table; i++)
		if (d->rows.v[i].table == link->row.table && d->rows.v[i].row == link->row.row)
			return true;
	return false;
}

static bool is_of_document(const struct draft *d, uint32_t part)
{
	for (size_t i = 0; i < d->work.claims.n; i++)
		if (d->work.claims.v[i].part == part && d->work.claims.v[i].place == PLACE_FORM)
			return true;
	for (size_t i = 0; i < d->work.files.n; i++)
		if (d->work.files.v[i] == part)
			return true;
	return false;
}

void links_place(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < l->links.n; i++) {
		struct linked *link = &l->links.v[i];
		struct draft *found = NULL;
		size_t several = 0;
		for (size_t k = 0; k < n && !found; k++)
			found = tells_of(works[k], link) ? works[k] : NULL;
		for (size_t k = 0; k < n && !found && link->part != NO_PART; k++)
			if (is_of_document(works[k], link->part))
				found = works[k];
		for (size_t k = 0; k < n && found && !tells_of(found, link); k++)
			several += works[k] != found && is_of_document(works[k], link->part);
		if (found && !several)
			links_give(rd, link, &found->work);
	}
}

void links_keep(struct reading *rd, struct letter *l)
{
	for (size_t i = 0; i < l->links.n; i++)
		if (l->links.v[i].index == NO_LINK)
			links_give(rd, &l->links.v[i], NULL);
}

void links_match(struct reading *rd, struct letter *l, struct draft **works, size_t n)
{
	for (size_t i = 0; i < l->links.n; i++) {
		struct linked *link = &l->links.v[i];
		if (link->index != NO_LINK)
			continue;
		const char *name = runes_key(rd->a, link->link.name);
		for (size_t k = 0; k < n && *name; k++) {
			const char *title = letter_title_key(rd, works[k]),
			           *names = letter_names_key(rd, works[k]);
			bool titled = *title && (match_keys(title, name) || match_keys(title, link->key));
			if (titled || (!*link->key && match_names(names, name)))
				links_give(rd, link, &works[k]->work);
		}
	}
}
