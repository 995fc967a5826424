#include "daemon/keep/decide/conclude.h"

#include "daemon/keep/reply/reply.h"
#include "daemon/keep/store/store_told.h"
#include "daemon/keep/thread/mail_command.h"
#include "daemon/keep/thread/returned.h"
#include "daemon/keep/thread/staff.h"
#include "schema/limits.h"

struct verdict *conclude_plainly(struct arena *a, enum state state, const char *cause, const char *why)
{
	struct verdict *v = arena_alloc(a, sizeof *v);
	v->state = state;
	v->reply = REPLY_NONE;
	v->why = why;
	v->cause = cause;
	v->to = v->held = "";
	*list_add(a, &v->steps) = why;
	return v;
}

static bool lacks_something(const struct verdict *v, size_t first)
{
	for (size_t i = first; i < v->works.n; i++)
		if (lacks_any(v->works.v[i].lacks))
			return true;
	return false;
}

/* Joins what the mail goes on with; `history` says what is left to a person. */
static void join(const struct conclude *c, struct settlement *t, const struct thread *thread,
        const struct verdict *alone, struct history *history)
{
	struct matches m = {0};
	struct joined joined = {0};
	enum matched matched = thread_match(thread, t->campaign, t->claims, alone, c->arena, &m);
	if (matched == MATCHED_WORKS && !thread_join(&m, t->campaign, t->claims, c->arena, &joined)) {
		matched = MATCHED_DOUBT;
		m.doubt = "it says that it brings a newer version, and not of which file";
	}
	history->answers_us = thread->answers_us;
	if (matched == MATCHED_DOUBT) {
		history->doubt = m.doubt;
		t->claims = thread_put_aside(t->claims, c->arena);
	} else if (matched == MATCHED_WORKS && joined.claims->works.n > m.fresh.n) {
		history->joined = joined.claims->works.n - m.fresh.n;
		t->claims = joined.claims;
		t->sequels = joined.sequels;
	} else if (thread->answers_us && lacks_something(alone, 0)) {
		/* A piece of something earlier: asking for the rest would ask for what we have. */
		history->doubt = "it answers a message of ours and is not complete by itself";
		t->claims = thread_put_aside(t->claims, c->arena);
	}
}

/* Asked about before, and not again: an answer to the others mentions them. */
static void note_waiting(
        const struct conclude *c, struct settlement *t, const struct thread *thread, size_t joined)
{
	for (size_t i = 0; i < thread->works.n; i++) {
		const struct known_work *w = &thread->works.v[i];
		bool touched = false;
		for (size_t k = 0; k < joined; k++)
			touched = touched || t->sequels[k].work == w;
		if (joined && w->open && w->of_thread && !touched)
			*list_add(c->arena, &t->waiting) = w;
	}
}

static void tell_sequels(const struct conclude *c, const struct settlement *t, const struct history *history,
        struct verdict *v)
{
	for (size_t i = 0; i < history->joined; i++) {
		const struct sequel *s = &t->sequels[i];
		v->works.v[i].late = s->work->late; /* it came when it came; the answer only completes it */
		*list_add(c->arena, &v->steps) = arena_printf(c->arena,
		        "work %zu: goes on with %s of mail %lld; %zu of its files are older versions now",
		        i + 1, s->work->receipt, (long long)s->work->mail, s->replaced.n);
	}
}

/* Mail that lay in the mailbox before the service was set up was answered by people, if at all. */
static bool is_before_service(const struct conclude *c, const struct campaign *campaign)
{
	int64_t since = c->config->answers_since;
	return since != INT64_MIN && c->received + campaign->utc_offset < since;
}

static void keep_silent(const struct conclude *c, struct verdict *v, const char *why)
{
	if (*v->to || *v->held)
		*list_add(c->arena, &v->steps) = why;
	v->to = v->held = "";
}

/* 查询, 撤回: what the machine may follow, it orders; the rest a person reads. */
static enum outcome command(
        const struct conclude *c, struct settlement *t, const struct history *history, struct reason *why)
{
	bool withdraws = t->claims->command == COMMAND_WITHDRAW;
	const char *doubt;
	enum outcome o = mail_command_doubt(c->sql, t->claims, c->arena, &doubt, why);
	if (o != DONE)
		return o;
	if (!doubt && history->answers_most > 0 && history->answers_today >= history->answers_most)
		doubt = "its sender had as many answers today as are allowed";
	if (!doubt && (c->quiet || is_before_service(c, t->campaign)))
		doubt = "it came before the service was set up, or from a file";
	t->commands = !doubt;
	if (doubt)
		t->verdict = conclude_plainly(c->arena, STATE_STAFF, "command",
		        arena_printf(c->arena, "a command by mail that a person must look at: %s", doubt));
	else
		t->verdict = conclude_plainly(c->arena, withdraws ? STATE_STAFF : STATE_IGNORED,
		        withdraws ? "withdrawn" : "",
		        withdraws ? "the sender takes works back; this is done, and he is told"
		                  : "the sender asks what has become of works, and is told");
	return DONE;
}

/* The same sent once more is filed once. Its sender hears of that once, unless he knows that something is still asked for. */
static enum outcome repeat(const struct conclude *c, struct settlement *t, const struct history *history,
        int64_t first, struct reason *why)
{
	bool knows = false;
	struct verdict *v = conclude_plainly(c->arena, STATE_IGNORED, "",
	        arena_printf(c->arena, "the same as mail %lld, sent once more", (long long)first));
	t->duplicate_of = first;
	t->verdict = v;
	enum outcome o = store_knows_of_repeat(c->sql, first, t->at - LIMIT_TOLD_SECONDS, &knows, why);
	if (o != DONE || knows)
		return o;
	v->reply = REPLY_ACKNOWLEDGE;
	decide_recipient(t->claims, t->campaign, history, c->arena, v);
	v->cause = v->held = ""; /* what it brought was answered when it came first */
	if (c->quiet || is_before_service(c, t->campaign))
		keep_silent(c, v, "nobody asked for an answer: it is not answered");
	return DONE;
}

/* Nobody is told the same twice: a machine that writes the same again and again would answer for ever. */
static enum outcome hush(
        const struct conclude *c, struct settlement *t, struct verdict *v, struct reason *why)
{
	const struct reply_input in = {.verdict = v,
	        .claims = t->claims,
	        .campaign = t->campaign,
	        .sequels = t->sequels,
	        .waiting = t->waiting.v,
	        .n_waiting = t->waiting.n};
	const char *to = *v->to ? v->to : v->held;
	bool told = false;
	if (!*to)
		return DONE;
	reply_told(&in, to, &t->told);
	enum outcome o = store_was_told(c->sql, &t->told, t->at - LIMIT_TOLD_SECONDS, &told, why);
	if (o == DONE && told)
		keep_silent(c, v, "just this was told to this address some days ago: it is not told again");
	return o;
}

static enum outcome read_history(
        const struct conclude *c, const struct settlement *t, struct history *h_r, struct reason *why)
{
	const char *to = *t->claims->reply_to ? t->claims->reply_to : t->claims->from_address;
	*h_r = (struct history){.own_address = c->config->address,
	        .answers_most = c->config->answers_per_address,
	        .authserv_id = c->config->authserv_id};
	enum outcome o = store_history(c->sql, t->claims, t->at, h_r, why);
	return o == DONE ? returned_silences(c->sql, to, t->at - c->config->bounce_silence_days * 86400,
	                           &h_r->silenced, why)
	                 : o;
}

/* What the mail brings, by itself or together with what it goes on with. `alone`: it goes on with nothing. */
static enum outcome judge(const struct conclude *c, struct settlement *t, struct history *history, bool alone,
        struct reason *why)
{
	struct thread *thread = arena_alloc(c->arena, sizeof *thread);
	struct verdict *v;
	decide_mail(t->claims, t->campaign, history, c->received, c->arena, &v);
	if (!alone) {
		enum outcome o =
		        thread_find(c->sql, &c->key, t->campaign, t->claims, v, c->arena, thread, why);
		if (o != DONE)
			return o;
		join(c, t, thread, v, history);
		decide_mail(t->claims, t->campaign, history, c->received, c->arena, &v);
	}
	/* A new work beside the joined ones that is not whole may be a piece of any of them. */
	if (history->joined && history->answers_us && lacks_something(v, history->joined)) {
		history->doubt = "it answers a message of ours, and a part of it is not complete by itself";
		history->joined = 0;
		t->sequels = NULL;
		t->claims = thread_put_aside(t->claims, c->arena);
		decide_mail(t->claims, t->campaign, history, c->received, c->arena, &v);
	}
	t->verdict = v;
	if (c->note)
		*list_add(c->arena, &v->steps) = c->note;
	tell_sequels(c, t, history, v);
	note_waiting(c, t, thread, history->joined);
	if (c->quiet)
		keep_silent(c, v, "nobody asked for an answer: it is not answered");
	else if (is_before_service(c, t->campaign))
		keep_silent(c, v, "the mail came before answers.since: it is not answered");
	return hush(c, t, v, why);
}

/* Orders of the staff: see staff.h for why so much is asked. */
static enum outcome staff(const struct conclude *c, struct settlement *t, struct reason *why)
{
	enum staff_proof proof = staff_prove(&c->key, c->config, t->campaign, t->claims, t->at);
	bool before = false;
	enum outcome o = store_came_before(c->sql, &t->claims->substance, t->mail, &before, why);
	if (proof == STAFF_UNPROVEN || c->quiet || is_before_service(c, t->campaign)) {
		t->verdict = conclude_plainly(c->arena, STATE_STAFF, "orders-unproven",
		        "orders under the name of the staff, and nothing proves who wrote them: nothing was "
		        "done");
		return o;
	}
	t->staff = proof == STAFF_NO_TOKEN ? STAFF_LACKS_TOKEN : before ? STAFF_REPEATED : STAFF_FOLLOWED;
	t->verdict = conclude_plainly(c->arena, STATE_IGNORED, "",
	        t->staff == STAFF_FOLLOWED ? "the staff order something, and are told what came of it"
	        : t->staff == STAFF_LACKS_TOKEN
	                ? "the staff order something without our token: nothing was done"
	                : "the staff's orders came once more: they are not followed again");
	return o;
}

static enum outcome decide(const struct conclude *c, struct settlement *t, struct reason *why)
{
	struct history history;
	int64_t first = 0;
	enum outcome o = read_history(c, t, &history, why);
	if (o != DONE)
		return o;
	bool machine = t->claims->automatic != AUTOMATIC_NO;
	if (!machine && t->claims->orders.n && staff_is_member(c->config, t->claims->from_address))
		return staff(c, t, why);
	bool alone = machine || decide_is_forged(t->claims, &history);
	if (!alone && t->claims->command != COMMAND_NONE)
		return command(c, t, &history, why);
	if (!alone)
		o = store_find_repeated(c->sql, &t->claims->substance, t->mail, &first, why);
	if (o == DONE && first)
		return repeat(c, t, &history, first, why);
	return o == DONE ? judge(c, t, &history, alone, why) : o;
}

enum outcome conclude(const struct conclude *c, struct settlement *t, struct reason *why)
{
	enum outcome o = store_find_content(c->sql, &t->claims->content, t->mail, &t->duplicate_of, why);
	if (o != DONE || !t->duplicate_of)
		return o == DONE ? decide(c, t, why) : o;
	t->verdict = conclude_plainly(c->arena, STATE_IGNORED, "",
	        arena_printf(c->arena, "the same message as mail %lld, delivered again",
	                (long long)t->duplicate_of));
	return DONE;
}
