#include "daemon/fetch/fetch.h"

#include "base/log.h"
#include "daemon/fetch/private.h"
#include "schema/limits.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/random.h>

enum { EXIT_STOPPED = 0, EXIT_ENVIRONMENT = 3 };

struct fetch_times fetch_times = {
        .connect = LIMIT_CONNECT_SECONDS,
        .command = LIMIT_COMMAND_SECONDS,
        .whole = LIMIT_FETCH_SECONDS,
        .idle = LIMIT_IDLE_SECONDS,
        .idle_answer = LIMIT_IDLE_ANSWER_SECONDS,
        .reconnect_first = LIMIT_RECONNECT_FIRST,
        .reconnect_most = LIMIT_RECONNECT_MOST,
        .misread = LIMIT_MISREAD_SECONDS,
        .lost = LIMIT_LOST_SECONDS,
};

void fetch_set_times(const struct fetch_times *t)
{
	fetch_times = *t;
}

/* With `once` there is one look: what arrives after it is the next run's, or a busy mailbox would never be
 * emptied. */
static enum outcome serve(struct fetch *f, struct reason *why)
{
	enum outcome o = settle_all(f, why);
	if (o == DONE)
		o = look_for_new(f, why);
	while (o == DONE && !f->stop) {
		o = watch_folder(f, why);
		if (o == DONE && !f->stop)
			o = settle_all(f, why);
		if (o == DONE && !f->stop && !f->once)
			o = look_for_new(f, why);
	}
	return o;
}

static void tell_lost(struct fetch *f, enum outcome o, const struct reason *why)
{
	struct buf body = BUF_INIT(1024);
	wire_put_u8(&body, (uint8_t)o);
	wire_put_str(&body, why->text);
	log_event(LOG_LEVEL_WARNING, "fetch.lost", "outcome=%s failures=%u reason=\"%s\"", outcome_name(o),
	        f->failures, why->text);
	if (fetch_tell_keep(f, MSG_FETCH_LOST, &body, NULL) == DONE)
		fetch_tell_main(f, o, why->text);
	buf_free(&body);
}

/* Doubled each time up to the cap, and spread by a quarter, so that many clients do not come back in step.
 * Where a human has to change something (password, certificate), asking again soon only gets us locked out.
 */
static int64_t back_off_ms(const struct fetch *f, enum outcome o)
{
	int64_t most = (int64_t)fetch_times.reconnect_most * 1000,
	        wait = (int64_t)fetch_times.reconnect_first * 1000;
	uint16_t random = 0;
	for (unsigned i = 1; i < f->failures && wait < most; i++)
		wait *= 2;
	if (wait > most || (o == REFUSED && !f->proven))
		wait = most;
	if (getrandom(&random, sizeof random, GRND_NONBLOCK) != sizeof random)
		random = 0x8000;
	return wait - wait / 4 + wait / 2 * random / 0x10000;
}

/* What is wished for meanwhile waits for the next session. */
static enum outcome wait_for_retry(struct fetch *f, int64_t ms, struct reason *why)
{
	enum outcome o = DONE;
	int64_t until = net_now() + ms, left;
	while (o == DONE && !f->stop && (left = until - net_now()) > 0)
		o = fetch_turn(f, left, NULL, why);
	return o;
}

static int run(struct fetch *f)
{
	while (!f->stop) {
		struct reason why = {""};
		enum outcome o = session_open(f, &why);
		if (o == DONE)
			o = serve(f, &why);
		session_close(f);
		if (f->stop)
			break;
		if (!f->orphaned) {
			f->failures++;
			tell_lost(f, o, &why);
		}
		if (f->orphaned || o == BROKEN || f->once)
			return EXIT_ENVIRONMENT;
		if (wait_for_retry(f, back_off_ms(f, o), &why) != DONE)
			return EXIT_ENVIRONMENT;
	}
	return EXIT_STOPPED;
}

int fetch_run(int main_fd, int keep_fd, const struct config *config, const char *password, bool once)
{
	struct fetch f = {
	        .main_fd = main_fd, .keep_fd = keep_fd, .config = config, .password = password, .once = once};
	f.pulse = (struct net_pulse){fetch_go_on, &f};
	f.folder = BUF_INIT(1024);
	f.inbox = malloc(sizeof *f.inbox);
	invariant(f.inbox);
	signal(SIGPIPE, SIG_IGN);
	int code = run(&f);
	buf_free(&f.folder);
	free(f.settle.v);
	free(f.inbox);
	return code;
}
