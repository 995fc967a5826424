#include "parsers/understand/automatic.h"

#include <string.h>
#include <strings.h>

static const char *field(const struct document *d, const char *name)
{
	for (size_t i = 0; i < d->headers.n; i++)
		if (d->headers.v[i].message == 0 && strcmp(d->headers.v[i].name, name) == 0)
			return d->headers.v[i].value;
	return NULL;
}

static bool is(const char *value, const char *word)
{
	return value && strncasecmp(value, word, strlen(word)) == 0;
}

static bool judge(struct reading *rd, enum automatic kind, const char *why)
{
	rd->claims->automatic = kind;
	rd->claims->automatic_why = why;
	return true;
}

static bool is_daemon(const char *address)
{
	static const char *const daemons[] = {
	        "mailer-daemon@", "postmaster@", "mail-daemon@", "microsoftexchange"};
	for (size_t i = 0; i < sizeof daemons / sizeof *daemons; i++)
		if (is(address, daemons[i]))
			return true;
	return false;
}

static bool has_report(const struct document *d, const char *type)
{
	for (size_t i = 0; i < d->claims->parts.n; i++)
		if (strcasecmp(d->claims->parts.v[i].declared, type) == 0)
			return true;
	const char *content = field(d, "content-type");
	return content && strcasestr(content, strrchr(type, '/') + 1) && strcasestr(content, "report");
}

static bool judge_bounce(struct reading *rd, const struct document *d)
{
	const char *path = field(d, "return-path");
	if (has_report(d, "message/disposition-notification"))
		return judge(rd, AUTOMATIC_RECEIPT, "holds a message/disposition-notification");
	if (has_report(d, "message/delivery-status"))
		return judge(rd, AUTOMATIC_BOUNCE, "holds a message/delivery-status");
	if (is_daemon(d->claims->from_address))
		return judge(rd, AUTOMATIC_BOUNCE, "From a mailer daemon");
	if (field(d, "x-failed-recipients"))
		return judge(rd, AUTOMATIC_BOUNCE, "X-Failed-Recipients");
	if (path && (strcmp(path, "<>") == 0 || !*path))
		return judge(rd, field(d, "in-reply-to") ? AUTOMATIC_RESPONDER : AUTOMATIC_BOUNCE,
		        "Return-Path: <>");
	return false;
}

static bool judge_headers(struct reading *rd, const struct document *d)
{
	const char *submitted = field(d, "auto-submitted"), *precedence = field(d, "precedence");
	if (field(d, "list-id") || is(precedence, "list"))
		return judge(rd, AUTOMATIC_LIST, "List-Id or Precedence: list");
	if (field(d, "list-unsubscribe") && (is(precedence, "bulk") || is(precedence, "junk")))
		return judge(rd, AUTOMATIC_LIST, "List-Unsubscribe and Precedence: bulk");
	if (field(d, "x-autoreply") || field(d, "x-autorespond") || field(d, "x-autoresponse"))
		return judge(rd, AUTOMATIC_RESPONDER, "X-Autoreply");
	if (is(submitted, "auto-replied"))
		return judge(rd, AUTOMATIC_RESPONDER, "Auto-Submitted: auto-replied");
	if (submitted && !is(submitted, "no"))
		return judge(rd, field(d, "in-reply-to") ? AUTOMATIC_RESPONDER : AUTOMATIC_SYSTEM,
		        "Auto-Submitted");
	if (is(precedence, "bulk") || is(precedence, "junk") || is(precedence, "auto_reply"))
		return judge(rd, AUTOMATIC_LIST, "Precedence: bulk");
	if (field(d, "list-unsubscribe"))
		return judge(rd, AUTOMATIC_LIST, "List-Unsubscribe");
	return false;
}

/* A phrase at the head of the subject, behind marks such as "Re:". */
static const char *subject_phrase(const char *subject, const struct words *words)
{
	for (size_t i = 0; i < words->n; i++) {
		const char *at = strcasestr(subject, words->v[i]);
		if (at && at - subject <= 24)
			return words->v[i];
	}
	return NULL;
}

static bool judge_subject(struct reading *rd, const char *subject)
{
	const struct campaign_phrases *p = &rd->campaign->phrases;
	const char *why;
	if ((why = subject_phrase(subject, &p->responder_subjects)))
		return judge(rd, AUTOMATIC_RESPONDER, why);
	if ((why = subject_phrase(subject, &p->bounce_subjects)))
		return judge(rd, AUTOMATIC_BOUNCE, why);
	if ((why = subject_phrase(subject, &p->receipt_subjects)))
		return judge(rd, AUTOMATIC_RECEIPT, why);
	if ((why = subject_phrase(subject, &p->system_subjects)))
		return judge(rd, AUTOMATIC_SYSTEM, why);
	return false;
}

/* The text with all signs taken out, so that 代_开_发_票 is what it says. */
static size_t count_spam(struct reading *rd, const char *text)
{
	struct runes r = runes_read(rd->a, runes_key(rd->a, text));
	return lexicon_count(rd->lex, LEX(LEX_SPAM), &r, (struct span){0, r.n});
}

static void judge_text(struct reading *rd, const struct document *d)
{
	size_t spam = count_spam(rd, d->claims->subject);
	for (size_t i = 0; i < d->texts.n; i++) {
		const struct text *t = &d->texts.v[i];
		for (size_t k = 0; t->message == 0 && k < t->blocks.n && k < 40; k++) {
			if (t->blocks.v[k].kind != BLOCK_LINE || t->blocks.v[k].quote > 0)
				continue;
			struct runes r = runes_read(rd->a, t->blocks.v[k].line);
			if (lexicon_count(rd->lex, LEX(LEX_SYSTEM_PHRASE), &r, (struct span){0, r.n}) > 0) {
				judge(rd, AUTOMATIC_SYSTEM, "says that a system sent it");
				return;
			}
			spam += count_spam(rd, t->blocks.v[k].line);
		}
	}
	if (spam >= 2)
		judge(rd, AUTOMATIC_SPAM, "two words of the spam list");
}

/* The mailbox's own address, or one that the campaign's notice names. */
static bool is_own(const struct reading *rd, const char *address)
{
	const struct words *office = &rd->campaign->office_mailboxes;
	for (size_t i = 0; i < office->n; i++)
		if (strcasecmp(address, office->v[i]) == 0)
			return true;
	return *rd->own_address && strcasecmp(address, rd->own_address) == 0;
}

void automatic_judge(struct reading *rd, const struct document *d)
{
	rd->claims->automatic = AUTOMATIC_NO;
	rd->claims->automatic_why = "";
	if (is_own(rd, d->claims->from_address)) {
		judge(rd, AUTOMATIC_OWN, "From our own address");
		return;
	}
	if (judge_bounce(rd, d) || judge_headers(rd, d) || judge_subject(rd, d->claims->subject))
		return;
	judge_text(rd, d);
}
