#include "parsers/understand/letter/orders.h"

#include "parsers/understand/letter/quoted.h"
#include "schema/limits.h"

#include <string.h>

enum { NUMBER_MOST = 12 };

/* What stands behind the verb and its target. */
enum form { FORM_NOTHING, FORM_LABEL, FORM_WORD, FORM_TARGET, FORM_MAYBE_WORD };

static const struct {
	const char *word, *verb;
	enum form form;
} verbs[] = {{"更正", "set", FORM_LABEL}, {"改类", "refile", FORM_WORD}, {"通过", "accept", FORM_NOTHING},
        {"不采用", "reject", FORM_NOTHING}, {"撤回", "withdraw", FORM_NOTHING},
        {"恢复", "accept", FORM_NOTHING}, {"合并", "merge", FORM_TARGET}, {"拆分", "split", FORM_WORD},
        {"忽略", "ignore", FORM_NOTHING}, {"重发", "send-again", FORM_NOTHING},
        {"重读", "reprocess", FORM_NOTHING}, {"已下载", "fetched", FORM_MAYBE_WORD}};

/* The line at hand, and how far it was read. */
struct line {
	struct reading *rd;
	struct runes r;
	size_t at;
};

static void skip_blanks(struct line *l)
{
	while (l->at < l->r.n && (rune_is_blank(l->r.cp[l->at]) || l->r.cp[l->at] == ':'))
		l->at++;
}

static bool take_word(struct line *l, const char *word)
{
	const char *here = l->r.text + l->r.at[l->at];
	size_t bytes = strlen(word), end = l->at;
	if (strncmp(here, word, bytes) != 0)
		return false;
	while (end < l->r.n && l->r.at[end] < l->r.at[l->at] + bytes)
		end++;
	l->at = end;
	return true;
}

/* Without signs at its ends: whether anything is left. */
static bool is_at_end(const struct line *l)
{
	struct span s = runes_trim(&l->r, (struct span){l->at, l->r.n});
	return s.from >= s.to;
}

/* As written, blanks at its ends aside. */
static const char *rest(const struct line *l)
{
	struct span s = {l->at, l->r.n};
	while (s.from < s.to && (rune_is_blank(l->r.cp[s.from]) || l->r.cp[s.from] == ':'))
		s.from++;
	while (s.to > s.from && rune_is_blank(l->r.cp[s.to - 1]))
		s.to--;
	return runes_text(l->rd->a, &l->r, s);
}

/* 22-0137-4, #12, 邮件12, 12; as orders name it. NULL: there is none. */
static const char *take_target(struct line *l)
{
	char text[NUMBER_MOST + 8] = "";
	size_t len = 0;
	skip_blanks(l);
	if (take_word(l, "编号") || take_word(l, "邮件"))
		skip_blanks(l);
	if (l->at < l->r.n && l->r.cp[l->at] == '#')
		l->at++;
	while (l->at < l->r.n && len < NUMBER_MOST &&
	        (rune_is_digit(l->r.cp[l->at]) || (len && l->r.cp[l->at] == '-')))
		text[len++] = (char)l->r.cp[l->at++];
	bool ends = l->at >= l->r.n || rune_is_blank(l->r.cp[l->at]) || !rune_is_word(l->r.cp[l->at]) ||
	            rune_is_han(l->r.cp[l->at]);
	return len && ends && text[len - 1] != '-' ? arena_strndup(l->rd->a, text, len) : NULL;
}

/* 作品名称：新的名字; nothing behind the colon takes the value away. */
static bool take_label(struct line *l, struct order_claim *o)
{
	skip_blanks(l);
	size_t from = l->at;
	while (l->at < l->r.n && l->r.cp[l->at] != ':')
		l->at++;
	if (l->at >= l->r.n || l->at == from)
		return false;
	o->argument = runes_text_dense(l->rd->a, &l->r, (struct span){from, l->at});
	l->at++;
	o->value = rest(l);
	return true;
}

static bool take_form(struct line *l, enum form form, struct order_claim *o)
{
	switch (form) {
	case FORM_LABEL:
		return take_label(l, o);
	case FORM_TARGET:
		o->argument = take_target(l);
		return o->argument && is_at_end(l);
	case FORM_WORD:
	case FORM_MAYBE_WORD:
		skip_blanks(l);
		o->argument = rest(l);
		return form == FORM_MAYBE_WORD || *o->argument;
	default:
		return is_at_end(l);
	}
}

/* A line that begins like an order and is none is kept as such: who wrote it has to hear that nothing was done. */
static void read_order(struct line *l, const char *verb, enum form form)
{
	struct claims *c = l->rd->claims;
	struct order_claim o = {.verb = verb, .argument = "", .value = ""};
	if (c->orders.n >= LIMIT_ORDERS_PER_MAIL) {
		c->incomplete = true;
		return;
	}
	o.tell = take_word(l, "并告知");
	o.target = take_target(l);
	if (!o.target || !take_form(l, form, &o))
		o = (struct order_claim){.verb = "", .target = "", .argument = "", .value = ""};
	o.line = arena_strdup(
	        l->rd->a, runes_text(l->rd->a, &l->r, runes_trim(&l->r, (struct span){0, l->r.n})));
	*list_add(l->rd->a, &c->orders) = o;
}

static void read_line(struct reading *rd, const char *text)
{
	struct line l = {.rd = rd, .r = runes_read(rd->a, text)};
	while (l.at < l.r.n && rune_is_blank(l.r.cp[l.at]))
		l.at++;
	size_t begin = l.at;
	if (begin >= l.r.n)
		return;
	if (take_word(&l, "理由")) {
		if (l.at < l.r.n && l.r.cp[l.at] == ':')
			rd->claims->order_reason = rest(&l);
		return;
	}
	if (take_word(&l, "附言")) {
		if (l.at < l.r.n && l.r.cp[l.at] == ':')
			rd->claims->order_words = rest(&l);
		return;
	}
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (take_word(&l, verbs[i].word)) {
			read_order(&l, verbs[i].verb, verbs[i].form);
			return;
		}
}

/* Only what stands above the first thing that is quoted: below it may stand what somebody else wrote. */
static void read_text(struct reading *rd, const struct text *t)
{
	struct blocks kept = {0};
	quoted_strip(rd, t, &kept);
	for (size_t i = 0; i < kept.v.n && i < LIMIT_ORDER_LINES; i++) {
		const struct block *b = kept.v.v[i];
		if (b != &t->blocks.v[i] || b->kind != BLOCK_LINE || b->quote > 0 || *b->line == '>')
			return;
		read_line(rd, b->line);
	}
}

void orders_read(struct reading *rd, const struct document *d)
{
	const struct claims *c = rd->claims;
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		if (t->message == 0 && t->part < c->parts.n && c->parts.v[t->part].role == PART_BODY)
			read_text(rd, t);
	}
}
