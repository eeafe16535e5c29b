/*
 * call.h - one fetch at work: its calls, its token, its rules for asking again
 *
 * Only fetch.c and call.c include it. A call is one request with its repetitions: a batch of
 * parcels, or (n 0) the request for a token, of which there is one at a time for all batches.
 */
#ifndef APP_NET_CALL_H
#define APP_NET_CALL_H

#include "base/arena.h"
#include "net/fetch.h"
#include "net/http.h"
#include "net/token.h"

enum call_state { CALL_FREE, CALL_READY, CALL_SENT };

struct call {
	enum call_state state;
	struct arena arena; /* request and answer; released when the call is done */
	struct http_request request;
	int first, n; /* which asks */
	int tries;    /* made and failed */
	int64_t not_before_ms;
	int generation; /* of the token it went out with */
	bool renewed;   /* has asked for a new token once */
};

struct fetch {
	const struct carrier *carrier;
	struct credentials credentials;
	char name[16];                /* "USPS" */
	struct fetch_options options; /* with the defaults filled in */
	const struct ask *asks;
	int n, next, batch;
	fetch_done *done;
	void *payload;

	struct arena arena;
	struct http *http;
	struct call *calls;
	struct call token_call;
	struct token_file token_file;
	struct token token;
	int generation;
	bool have_token;

	const char *closed; /* why nothing more is asked; NULL: go on */
	enum poll_outcome closed_as;
	int64_t hold_until_ms; /* the carrier wants quiet */
	int silent;            /* batches given up in a row without any answer */
	bool failed;           /* the callback, or settings that cannot work; says err */
	struct err *err;
};

int64_t call_clock_ms(void); /* monotonic */

void call_send_ready(struct fetch *f);                  /* what may go out now */
void call_take(struct fetch *f, struct http_result *r); /* one finished exchange */
int64_t call_next_ms(const struct fetch *f); /* when one may go out; INT64_MAX: none waits */

/* Readings of one outcome for asks that were not answered, to the callback. */
void call_refuse(struct fetch *f, int first, int n, enum poll_outcome outcome, const char *words);

void call_release(struct call *c); /* wipes what was secret; free again */

#endif
