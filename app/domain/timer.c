#include "domain/timer.h"

#include <stdlib.h>

/* A clock that was set back does not make a call shorter than nothing. */
static int64_t seconds_since(instant from, instant now)
{
	return now > from ? now - from : 0;
}

int32_t timer_minutes(const struct timer *t, instant now)
{
	return (int32_t)((seconds_since(t->started_at, now) + 30) / 60);
}

int32_t timer_hold_minutes(const struct timer *t, instant now)
{
	int64_t held = t->held_s;
	int32_t all = timer_minutes(t, now), minutes;

	if (t->hold_since != INSTANT_NONE)
		held += seconds_since(t->hold_since, now);
	minutes = (int32_t)((held + 30) / 60);
	return minutes < all ? minutes : all;
}

bool timer_forgotten(const struct timer *t, instant now)
{
	return seconds_since(t->started_at, now) > TIMER_FORGOTTEN_S;
}

bool timer_has_case(const struct timer *t, int64_t casefile_id)
{
	const char *p = t->cases;

	while (*p) {
		char *end;

		if (strtoll(p, &end, 10) == casefile_id)
			return true;
		p = *end ? end + 1 : end;
	}
	return false;
}
