/*
 * call.h - one carrier's part of a fetch: its calls, its token, its quota, its rules for asking
 * again
 *
 * Only fetch.c and call*.c include it. A call is one request with its repetitions: a batch of
 * parcels, or (n 0) the request for a token, of which there is one at a time for all batches. What
 * a call brought is kept in "held" until it is handed over with others.
 */
#ifndef APP_NET_CALL_H
#define APP_NET_CALL_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/buf.h"
#include "net/bucket.h"
#include "net/fetch.h"
#include "net/http.h"
#include "net/token.h"

enum call_state { CALL_FREE, CALL_READY, CALL_SENT, CALL_CAME };

/*
 * A connection's place is given to the next request before the answer that came is read, so there
 * are more calls than connections.
 */
enum { CALLS_A_CONNECTION = 2 };

struct call {
	enum call_state state;
	struct part *part;
	struct arena arena; /* request and answer; released when the call is done */
	struct http_request request;
	int first, n; /* which asks */
	int tries;    /* made and failed */
	int64_t not_before_ms;
	int generation; /* of the token it went out with */
	bool renewed;   /* has asked for a new token once */
	bool was_sent;
	struct http_answer answer; /* CALL_CAME: not yet read; its bytes are in "body" */
	struct buf body;
};

/* An answer on its way to the callback; it lives in its own arena. */
struct held {
	struct held *next;
	struct part *part;
	int64_t since_ms;
	struct answered answered;
	struct arena arena;
	struct buf bytes;
};

/*
 * So many readings, or what came within so many milliseconds, are handed over at once, so that a
 * transaction pays. A carrier of which more than HELD_EACH are held is not asked on, nor one that
 * is asked in batches and of which more than HELD_BATCHES are.
 */
enum { HELD_READINGS = 100, HELD_MS = 50, HELD_EACH = 200, HELD_BATCHES = 2 };

/*
 * One thread speaks with the carriers, and the caller's own calls the callback, so that neither
 * waits for the other. What both use is "held" and what is said of it.
 */
struct fetch {
	struct fetch_options options; /* with the defaults filled in */
	struct http *http;
	struct part *part; /* one for each job */
	int nparts;
	fetch_done *done;
	void *payload;
	struct arena arena;
	struct err *err;
	_Atomic bool failed; /* the callback, or settings that cannot work; says err */

	pthread_mutex_t lock; /* of these: */
	pthread_cond_t came;
	struct held *held, **held_end;
	int nreadings;
	bool ended; /* nothing more comes */
};

struct part {
	struct fetch *fetch;
	const struct carrier *carrier;
	struct credentials credentials;
	char name[16]; /* "USPS" */
	const struct ask *asks;
	int n, next, batch;

	struct http_host *host;
	struct call *calls;
	int ncalls;
	struct call token_call;
	struct token_file token_file;
	struct token token;
	int generation;
	bool have_token;

	struct bucket bucket;
	int64_t quota_until_ms; /* no token before */
	int64_t held_up_ms;     /* since when another process has the bucket; 0: it has not */

	const char *closed; /* why nothing more is asked; NULL: go on */
	enum poll_outcome closed_as;
	int64_t hold_until_ms; /* the carrier wants quiet */
	int silent;            /* batches given up in a row without any answer */
	_Atomic int held;      /* readings on their way to the callback */
};

int64_t call_clock_ms(void); /* monotonic */

/* More is on its way to the callback than it should: memory would only fill. */
bool call_is_ahead(const struct part *p);

void call_plan(struct part *p);                        /* the next batches into free calls */
void call_send_ready(struct part *p);                  /* what may go out now */
void call_take(struct call *c, struct http_result *r); /* one finished exchange */
void call_read(struct call *c);                        /* CALL_CAME: what was kept for later */
int64_t call_next_ms(const struct part *p); /* when one may go out; INT64_MAX: none waits */

/* Nothing more is asked of this carrier. */
void call_close(struct part *p, enum poll_outcome outcome, const char *words);

/* No more tries. Without a token nothing can be asked; a deaf host is not asked on and on. */
/* Readings of one outcome, with those words, for each ask of the call; in the arena. */
struct reading *call_readings(const struct call *c, struct arena *a, enum poll_outcome outcome,
			      const char *words);

void call_give_up(struct call *c, enum poll_outcome outcome, const char *words);

/* Words of others with our secrets taken out. */
const char *call_clean(const struct part *p, struct arena *a, const char *words);

/* Keep an answer for the callback: takes over arena and bytes (NULL: none came). */
void held_put(struct part *p, struct answered *answered, struct arena *arena, struct buf *bytes);

void call_release(struct call *c); /* wipes what was secret; free again */

#endif
