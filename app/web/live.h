/*
 * live.h - streams that tell open pages what others did (Server-Sent Events)
 *
 * One thread looks once a second whether the file changed, and what the journal says then; streams
 * hold no worker. Each stream is of one session and ends with it. Who is held to a client hears of
 * his cases alone.
 */
#ifndef APP_WEB_LIVE_H
#define APP_WEB_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct desk;
struct err;
struct live;
struct live_stream;
struct web_call;

enum {
	LIVE_STREAMS_MAX = 128,
	LIVE_PER_SESSION_MAX = 8,
	LIVE_ALIVE_S = 15, /* so often something is sent in any case */
	LIVE_LOOK_MS = 1000
};

/* desk: used by its thread alone; stays the caller's. */
int live_open(struct live **out, struct desk *desk, struct err *err);
/* All streams end; none is taken any more. */
void live_end(struct live *l);
/* After the last stream was dropped. */
void live_close(struct live *l);

/* How a stream waits: sleep() from within live_read(), wake() from any thread later. */
struct live_wait {
	void (*sleep)(void *payload), (*wake)(void *payload);
	void *payload;
};
/* For who is signed in by a session. False: there are too many, and the call has its answer. */
bool live_add(struct live_stream **out, struct live *l, struct web_call *c);
void live_start(struct live_stream *s, const struct live_wait *wait);
void live_drop(struct live_stream *s);

/* At most "max" bytes of what is to be sent; 0: nothing yet, it sleeps; -1: the end. */
ssize_t live_read(struct live_stream *s, char *out, size_t max);

#endif
