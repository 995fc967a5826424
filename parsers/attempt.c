#include "parsers/attempt.h"

#include "schema/claims.h"

#include <sys/time.h>

static struct attempt now;

void attempt_begin(const struct attempt *a)
{
	now = *a;
	*now.at = NO_PART;
}

const struct given_up *attempt_without(uint32_t part)
{
	for (size_t i = 0; i < now.n_without; i++)
		if (now.without[i].part == part)
			return &now.without[i];
	return NULL;
}

bool attempt_is_bodies_only(void)
{
	return now.bodies_only;
}

static void set_timer(unsigned cpu_seconds)
{
	const struct itimerval timer = {.it_value.tv_sec = (time_t)cpu_seconds * now.slowness};
	(void)setitimer(ITIMER_PROF, &timer, NULL); /* without it the mail's own time is the cap */
}

uint32_t attempt_enter(uint32_t part, unsigned cpu_seconds)
{
	uint32_t before = NO_PART;
	if (!now.at)
		return before;
	before = *now.at;
	*now.at = part;
	if (cpu_seconds)
		set_timer(cpu_seconds);
	return before;
}

void attempt_leave(uint32_t before)
{
	if (!now.at)
		return;
	set_timer(0);
	*now.at = before;
}
