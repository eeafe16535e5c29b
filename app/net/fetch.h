/*
 * fetch.h - asks carriers over HTTP what carrier modules want to know, all of them at once
 *
 * Knows nothing of the database: readings go to a callback as they come, some answers at a time, so
 * that a break (Ctrl-C, kill) loses only what was not answered yet, and the next requests are on
 * their way before it is called. TLS is always verified; plain http goes only to loopback;
 * redirects are not followed; sizes and times are bounded. Tokens are kept in a file of mode 0600
 * in the cache folder, keyed by carrier, URL and client; a carrier without tokens is asked at once.
 * Calls, tokens among them, are counted against the carrier's quota (bucket.h).
 */
#ifndef APP_NET_FETCH_H
#define APP_NET_FETCH_H

#include <signal.h>
#include <stdbool.h>

#include "carrier/carrier.h"

struct bucket_clock;
struct zone;

struct fetch_options {
	long connect_timeout_ms; /* 0: 10,000 */
	long timeout_ms;         /* whole request; 0: 30,000 */
	int tries;               /* per request, first one included; 0: 3 */
	long wait_max_s; /* longest Retry-After we sit out; longer: not sat out, said; 0: 30 */
	int connections; /* at once to one carrier; 0: 8 */
	const char *cache_dir; /* where tokens and quotas are kept; NULL: path_cache_dir() */
	const char *ca_file;   /* extra trust for tests and company proxies; NULL: the system's */
	const volatile sig_atomic_t *stop; /* set by SIGINT: finish what came, ask no more */
	int backoff_ms;          /* before the 2nd try, then doubled, with jitter; 0: 500 */
	long quota_wait_ms;      /* longest wait for the quota that we sit out; 0: 10,000 */
	const struct zone *zone; /* of times in messages; NULL: UTC */
	const struct bucket_clock *clock; /* that quotas count by; NULL: the machine's */
};

/* What one carrier is asked, the most urgent first. Everything must live until fetch_all() ends. */
struct fetch_job {
	const struct carrier *carrier;
	struct credentials credentials;
	const struct ask *asks;
	int n;
	const char *quota;   /* carrier/quota.h; NULL: the carrier's own */
	const char *ca_file; /* NULL: that of the options */
};

/*
 * Called with what some calls brought, of any carriers: for each of their asks a reading, and the
 * bytes that came. All live until it returns. Returning -1 stops the fetch with that err.
 */
typedef int fetch_done(void *payload, const struct answered answers[], int n, struct err *err);

/*
 * Every parcel gets a reading: what could not be asked is refused, unreachable, deferred or
 * unreadable with its message. Returns 0 even then; -1 when the callback failed. A carrier that is
 * slow, deaf or cannot be asked at all holds up no other and fails no other. Where settings cannot
 * work (plain http to a host that is not loopback, a URL with more than scheme and host, an
 * interface the carrier has not, no client, secret or key set, a quota that is none), its parcels
 * are refused; with a single job that is -1 with ERR_INPUT.
 *
 * Once "stop" is set, which is seen within 200 ms, the answers that are here go to the callback and
 * the parcels of all other calls get no reading: nothing is known of them, and the caller can
 * tell them by that. Answers come in any order.
 *
 * A spent quota, ours or the carrier's (429), is POLL_DEFERRED; a carrier that cannot answer (5xx)
 * is POLL_UNREACHABLE. What was never sent is marked so in "answered".
 *
 * Asked again, at most "tries" times: a connection that fails or breaks, 429 and 5xx. A new token
 * is fetched once after a 401. A Retry-After longer than wait_max_s, a quota that gives no call for
 * longer than quota_wait_ms, a token refused, a certificate that is not to be trusted, or three
 * calls in a row without any answer end the asking of that carrier: its parcels left get the same
 * outcome and message without a request.
 */
int fetch_all(const struct fetch_job jobs[], int njobs, const struct fetch_options *options,
	      fetch_done *done, void *payload, struct err *err);

#endif
