/*
 * throttle.h - how often somebody may try to sign in
 *
 * Counts failures by name and by address, in a table of a fixed size: after a few, each further try
 * must wait, longer each time, up to a quarter of an hour. A name and an address that are new take
 * the place of the oldest. Locks itself. Times are of the monotonic clock.
 */
#ifndef APP_WEB_THROTTLE_H
#define APP_WEB_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	THROTTLE_ROOM = 4096,
	THROTTLE_FREE = 5,          /* failures before anybody must wait */
	THROTTLE_FREE_ADDRESS = 20, /* several people may sit behind one address */
	THROTTLE_WAIT_MAX_S = 900,
	THROTTLE_FORGET_S = 3600, /* without a failure for so long: forgotten */
	THROTTLE_HASHES = 2       /* passwords worked out at once: 64 MiB each */
};

struct throttle;

struct throttle *throttle_new(void);
void throttle_free(struct throttle *t);

/* Seconds to wait before this name may be tried from this address; 0: now. */
int throttle_wait(struct throttle *t, const char *name, const char *address, int64_t now_s);
void throttle_failed(struct throttle *t, const char *name, const char *address, int64_t now_s);
void throttle_passed(struct throttle *t, const char *name, int64_t now_s);

/* A place to work out a password; false: all are taken, and the caller is told to come again. */
bool throttle_enter(struct throttle *t);
void throttle_leave(struct throttle *t);

#endif
