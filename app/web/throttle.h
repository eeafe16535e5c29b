/*
 * throttle.h - how often somebody may try to sign in
 *
 * Counts failures by name and by address, in a table of a fixed size: after a few, each further try
 * must wait, longer each time, up to a quarter of an hour. A name and an address that are new take
 * the place of the oldest. Locks itself. Times are of the machine's clock: the desk keeps them, too
 * (ops/user_ops.h), so that a restart forgives nothing.
 */
#ifndef APP_WEB_THROTTLE_H
#define APP_WEB_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/user.h"

enum {
	THROTTLE_ROOM = FAILURES_KEPT,
	THROTTLE_FREE = 5,          /* failures before anybody must wait */
	THROTTLE_FREE_ADDRESS = 20, /* several people may sit behind one address */
	THROTTLE_WAIT_MAX_S = 900,
	THROTTLE_FORGET_S = FAILURES_FORGET_S,
	THROTTLE_HASHES = 1,  /* passwords worked out at once: 64 MiB each */
	THROTTLE_WAITING = 1, /* who may wait for that, and how long */
	THROTTLE_WAIT_S = 1
};

struct throttle;

struct throttle *throttle_new(void);
void throttle_free(struct throttle *t);

/* Seconds to wait before this name may be tried from this address; 0: now. */
int throttle_wait(struct throttle *t, const char *name, const char *address, int64_t now_s);
void throttle_failed(struct throttle *t, const char *name, const char *address, int64_t now_s);
void throttle_passed(struct throttle *t, const char *name, int64_t now_s);

/* How it stands with a name and an address, for who keeps it; and one that was kept. */
void throttle_tell(struct throttle *t, struct sign_in_failure out[2], const char *name,
		   const char *address, int64_t now_s);
void throttle_put(struct throttle *t, const struct sign_in_failure *kept);

/*
 * A place to work out a password; false: all are taken, others wait already or it took too long,
 * and the caller is told to come again.
 */
bool throttle_enter(struct throttle *t);
void throttle_leave(struct throttle *t);

#endif
