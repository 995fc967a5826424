#include "daemon/keep/view/page.h"

#include "base/durable.h"
#include "daemon/keep/reply/mask.h"
#include "daemon/keep/reply/shown.h"
#include "daemon/keep/view/page_text.h"
#include "schema/limits.h"

#include <fcntl.h>
#include <nettle/base64.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 64 << 10, BLOCK_CAP = BLOCK + (1 << 20) };

/* Writes in blocks: the page is never whole in memory. */
struct writing {
	int fd;
	struct buf text;
	enum outcome outcome;
	struct reason *why;
	const struct register_data *data;
};

static void flush(struct writing *w)
{
	if (w->outcome == DONE)
		w->outcome = durable_write(w->fd, buf_str(&w->text), w->text.len, w->why);
	buf_reset(&w->text);
}

/* --- JSON that may stand in HTML: no "<", no "&" --- */

static void put_string(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;
		if (c < 0x20 || c == '<' || c == '>' || c == '&' || c == '"' || c == '\\')
			buf_printf(out, "\\u%04x", c);
		else
			buf_putc(out, *s);
	}
	buf_putc(out, '"');
}

static void put_files(struct buf *out, const struct register_work *w)
{
	buf_putc(out, '[');
	for (size_t i = 0; i < w->n_files; i++) {
		buf_puts(out, i ? ",[" : "[");
		put_string(out, w->files[i].stored);
		buf_printf(out, ",%lld]", (long long)w->files[i].size);
	}
	buf_putc(out, ']');
}

/* Index of the unit that the filter knows: on the roster, or "other", behind them. */
static size_t find_unit(const struct campaign *c, const char *id)
{
	size_t i = 0;
	while (i < c->units.n && strcmp(c->units.v[i].id, id) != 0)
		i++;
	return i;
}

/* In the order of `fields` in page.js. */
static void put_work(struct writing *g, const struct register_work *w)
{
	struct buf *out = &g->text, contact = BUF_INIT(LIMIT_CELL_BYTES);
	if (*w->contact)
		mask_contact(w->contact, &contact);
	buf_putc(out, '[');
	put_string(out, w->receipt);
	buf_printf(out, ",%zu,%zu", w->project, find_unit(g->data->campaign, w->roster_unit));
	const char *const values[] = {w->unit, w->name, buf_str(&contact), w->title};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		buf_putc(out, ',');
		put_string(out, values[i]);
	}
	buf_printf(out, ",%lld,", (long long)(w->received / 60));
	put_string(out, w->state);
	buf_printf(out, ",%d,", w->late);
	put_string(out, w->missing);
	buf_putc(out, ',');
	put_string(out, w->folder);
	buf_putc(out, ',');
	put_files(out, w);
	buf_putc(out, ']');
	buf_free(&contact);
}

/* Those that take part, and behind them those that came to an end. */
static void put_works(struct writing *g)
{
	size_t live = g->data->works.n, n = live + g->data->ended.n;
	for (size_t i = 0; g->outcome == DONE && i < n; i++) {
		buf_puts(&g->text, i ? ",\n" : "\n");
		put_work(g, i < live ? &g->data->works.v[i] : &g->data->ended.v[i - live]);
		if (g->text.overrun)
			g->outcome = fail(g->why, REFUSED, "one work is too long for the register page");
		if (g->text.len > BLOCK)
			flush(g);
	}
}

/* In the order of `linkFields` in page.js. Neither the link nor its code: who looks through works fetches nothing. */
static void put_link(struct buf *out, const struct register_link *l)
{
	const char *const values[] = {l->receipt, l->provider, l->name, l->expiry, l->state};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		buf_puts(out, i ? "," : "[");
		put_string(out, values[i]);
	}
	buf_printf(out, ",%lld,%lld,%d]", (long long)l->size, (long long)(l->expires / 60), *l->code != '\0');
}

static void put_links(struct writing *g)
{
	for (size_t i = 0; g->outcome == DONE && i < g->data->links.n; i++) {
		buf_puts(&g->text, i ? ",\n" : "\n");
		put_link(&g->text, &g->data->links.v[i]);
		if (g->text.len > BLOCK)
			flush(g);
	}
}

static void put_data(struct writing *g, int64_t now)
{
	const struct campaign *c = g->data->campaign;
	struct shown_time t = shown_time(now, c->utc_offset);
	struct buf *out = &g->text;
	buf_puts(out, "<script type=\"application/json\" id=\"data\">{\"campaign\":");
	put_string(out, c->short_name);
	buf_puts(out, ",\"name\":");
	put_string(out, c->name);
	buf_printf(out, ",\"made\":\"%04d-%02d-%02d %02d:%02d\",\"offset\":%d,\"projects\":[", t.year,
	        t.month, t.day, t.hour, t.minute, c->utc_offset / 60);
	for (size_t i = 0; i <= c->sub_projects.n; i++) {
		buf_puts(out, i ? "," : "");
		put_string(out, register_project_name(c, i));
	}
	buf_puts(out, "],\"units\":[");
	for (size_t i = 0; i < c->units.n; i++) {
		put_string(out, c->units.v[i].name);
		buf_putc(out, ',');
	}
	put_string(out, "其他单位");
	buf_puts(out, "],\"works\":[");
	put_works(g);
	buf_puts(out, "],\"links\":[");
	put_links(g);
	buf_puts(out, "]}</script>\n");
}

/* --- the page around it --- */

/* What a browser may run and apply: this text, and no other. */
static void put_hash(struct buf *out, const char *text)
{
	struct hash hash;
	char base64[BASE64_ENCODE_RAW_LENGTH(HASH_SIZE) + 1] = "";
	hash_bytes(text, strlen(text), &hash);
	base64_encode_raw(base64, HASH_SIZE, hash.bytes);
	buf_printf(out, "'sha256-%s'", base64);
}

static void put_head(struct buf *out)
{
	buf_puts(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src "
	              "'self' file:; "
	              "base-uri 'none'; form-action 'none'; style-src ");
	put_hash(out, page_css);
	buf_puts(out, "; script-src ");
	put_hash(out, page_js);
	buf_puts(out, "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" "
	              "content=\"noindex\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
	              "<title>作品登记册</title>\n<style>");
	buf_puts(out, page_css);
	buf_puts(out, "</style>\n</head>\n");
}

enum outcome page_write(int fd, const struct register_data *r, int64_t now, struct reason *why)
{
	struct writing g = {.fd = fd, .text = BUF_INIT(BLOCK_CAP), .why = why, .data = r};
	put_head(&g.text);
	buf_puts(&g.text, page_html);
	put_data(&g, now);
	buf_puts(&g.text, "<script>");
	buf_puts(&g.text, page_js);
	buf_puts(&g.text, "</script>\n</body>\n</html>\n");
	flush(&g);
	buf_free(&g.text);
	return g.outcome;
}

static enum outcome write_file(
        int folder, const char *name, const struct register_data *r, int64_t now, struct reason *why)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd < 0)
		return fail_errno(why, LATER, "cannot make the register page");
	enum outcome o = page_write(fd, r, now, why);
	/* A page that a power cut left empty would look like lost works. */
	if (o == DONE)
		o = durable_sync_file(fd, why);
	close(fd);
	return o;
}

enum outcome page_replace(struct sql *s, const struct folders *f, const struct campaign *c,
        const char *temporary, int64_t now, struct reason *why)
{
	struct arena *a = arena_new(LIMIT_REGISTER_BYTES);
	struct register_data r;
	enum outcome o = register_load(s, c, a, &r, why);
	if (o == DONE)
		o = write_file(f->archive, temporary, &r, now, why);
	if (o == DONE && renameat(f->archive, temporary, f->archive, PAGE_NAME) != 0)
		o = fail_errno(why, LATER, "cannot put the register page in its place");
	if (o != DONE)
		unlinkat(f->archive, temporary, 0);
	arena_close(&a);
	return o;
}
