/*
 * calls.h - calls: the one under way, and how a person was reached by phone before
 *
 * The timer is not journalled; a transaction that writes nothing else leaves no entry.
 */
#ifndef APP_STORE_CALLS_H
#define APP_STORE_CALLS_H

#include <stdbool.h>

#include "domain/contact.h"
#include "domain/timer.h"

struct arena;
struct err;
struct snap;
struct tx;

/* Is any call under way? Asked before who asks, which takes longer to find out. */
int timer_any(bool *any, struct snap *snap, struct err *err);

/* The call of this person; *there false when none is under way. */
int timer_get(struct timer *out, bool *there, struct snap *snap, struct arena *a, const char *user,
	      struct err *err);
int timer_put(struct tx *tx, const struct timer *t, struct err *err); /* new, or over the old one */
int timer_drop(struct tx *tx, const char *user, struct err *err);

/*
 * The newest calls that noted which keys led to a person, at most 200 of the whole desk, each with
 * the first of its cases: a path that is older than so many calls is not worth trying.
 */
struct keyed_call {
	const char *dialed, *keypad;
	instant at;
	int64_t casefile_id;
};
int calls_with_keys(struct keyed_call **out, int *n, struct snap *snap, struct arena *a,
		    struct err *err);

#endif
