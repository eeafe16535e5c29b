/*
 * bucket.h - a carrier's quota, kept between runs and shared by all processes of one user
 *
 * A token is taken before a call goes out and comes back exactly its period later, so that no
 * window of that length ever sees more calls than allowed. DIR/quota/<SHA-256>, mode 0600, in a
 * folder of mode 0700, holds the times at which the last tokens were taken; every step is done
 * under flock, and a process that is killed at any moment leaves a whole file. What cannot be read
 * there counts as spent when the file was last written. Where no file can be kept, the quota holds
 * within this run alone.
 *
 * Time is that since the machine started (CLOCK_BOOTTIME), which nobody sets; across a restart it
 * is the real clock, and one that went back gives no token early.
 */
#ifndef APP_NET_BUCKET_H
#define APP_NET_BUCKET_H

#include <stdint.h>

#include "carrier/carrier.h"
#include "carrier/quota.h"

struct arena;
struct err;

enum { BOOT_ID = 40 };

struct bucket_time {
	char boot[BOOT_ID]; /* another one after each start of the machine; "": not known */
	int64_t boot_us;    /* since that start */
	int64_t real_us;    /* since 1970 */
};

struct bucket_clock {
	void (*read)(struct bucket_time *out, void *payload);
	void *payload;
};

/* The machine's own. */
void bucket_machine_time(struct bucket_time *out, void *payload);

struct bucket {
	struct quota quota; /* no limits: every token is there, and no file is kept */
	struct bucket_clock clock;
	int fd; /* -1: none */
};

/* Whose calls are counted together: URL and client, or key. dir NULL: path_cache_dir(). */
struct bucket_place {
	const char *dir;
	const struct carrier *carrier;
	const struct credentials *credentials;
};

int bucket_open(struct bucket *b, const struct bucket_place *place, struct err *err);
void bucket_close(struct bucket *b);

/*
 * 0: a call may go out now, and is counted. Else nothing was taken, and one may go out in so many
 * microseconds at the earliest; BUCKET_HELD: another process has the file, ask again.
 */
enum { BUCKET_HELD = -1 };
int64_t bucket_take(struct bucket *b);

#endif
