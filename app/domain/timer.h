/*
 * timer.h - a call under way: since when, about which cases, how long on hold
 *
 * One a person. It proves nothing: the contact that ends it does.
 */
#ifndef APP_DOMAIN_TIMER_H
#define APP_DOMAIN_TIMER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

/* A timer that runs longer was forgotten: nobody is on the phone for so long. */
enum { TIMER_FORGOTTEN_S = 4 * 3600 };

struct timer {
	const char *user;
	const char *cases; /* "3, 7" */
	const char *dialed;
	instant started_at;
	instant hold_since; /* INSTANT_NONE: not on hold */
	int64_t held_s;     /* on hold so far, without the hold that goes on */
};

/* Whole minutes, to the nearest; never more on hold than in all. */
int32_t timer_minutes(const struct timer *t, instant now);
int32_t timer_hold_minutes(const struct timer *t, instant now);
bool timer_forgotten(const struct timer *t, instant now);

/* Is this one of the cases of the call? */
bool timer_has_case(const struct timer *t, int64_t casefile_id);

#endif
