/*
 * fetch.h - asks carriers over HTTP what a carrier module wants to know
 *
 * Knows nothing of the database: readings go to a callback, batch by batch, as they come, so that a
 * break (Ctrl-C, kill) loses only what was not answered yet. TLS is always verified; plain http
 * goes only to loopback; redirects are not followed; sizes and times are bounded. Tokens are kept
 * in a file of mode 0600 in the cache folder, keyed by carrier, URL and client; a carrier without
 * tokens is asked at once.
 */
#ifndef APP_NET_FETCH_H
#define APP_NET_FETCH_H

#include <signal.h>
#include <stdbool.h>

#include "carrier/carrier.h"

struct fetch_options {
	long connect_timeout_ms; /* 0: 10,000 */
	long timeout_ms;         /* whole request; 0: 30,000 */
	int tries;               /* per request, first one included; 0: 3 */
	long wait_max_s; /* longest Retry-After we sit out; longer: not sat out, said; 0: 30 */
	int connections; /* at once to one carrier; 0: 8 */
	const char *cache_dir; /* where tokens are kept; NULL: path_cache_dir() */
	const char *ca_file;   /* extra trust for tests and company proxies; NULL: the system's */
	const volatile sig_atomic_t *stop; /* set by SIGINT: finish what came, ask no more */
	int backoff_ms; /* before the 2nd try, then doubled, with jitter; 0: 500 */
};

/*
 * Called once for each batch, with one reading for each ask of it and the bytes that came. All live
 * until it returns. Returning -1 stops the fetch with that err.
 */
typedef int fetch_done(void *payload, const struct answered *answer, struct err *err);

/*
 * Ask one carrier for n parcels. Every parcel gets a reading: what could not be asked is refused,
 * unreachable or unreadable with its message. Returns 0 even then; -1 only when the callback failed
 * or the settings cannot work (ERR_INPUT: plain http to a host that is not loopback, a URL with
 * more than scheme and host, an interface the carrier has not, no client, secret or key set).
 *
 * Once "stop" is set, which is seen within 200 ms, the answers that are here go to the callback and
 * the parcels of all other batches get no reading: nothing is known of them, and the caller can
 * tell them by that. Batches come in any order.
 *
 * A spent quota (429) is POLL_DEFERRED; a carrier that cannot answer (5xx) is POLL_UNREACHABLE.
 *
 * Asked again, at most "tries" times: a connection that fails or breaks, 429 and 5xx. A new token
 * is fetched once after a 401. A Retry-After longer than wait_max_s, a token refused, a certificate
 * that is not to be trusted, or three batches in a row without any answer end the asking: the
 * parcels left get the same outcome and message without a request.
 */
int fetch_all(const struct carrier *carrier, const struct credentials *credentials,
	      const struct ask asks[], int n, const struct fetch_options *options, fetch_done *done,
	      void *payload, struct err *err);

#endif
