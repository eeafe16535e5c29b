/*
 * usps.h - the USPS interface as the sandbox plays it: OAuth tokens, Tracking v3 and v3r2
 *
 *	POST /oauth2/v3/token			JSON or form
 *	GET  /tracking/v3/tracking/{number}	one parcel
 *	POST /tracking/v3r2/tracking		1 to 35 parcels; 207 when some failed
 *
 * Tokens are checked: that we gave them, that they live, and that their scope holds "tracking". An
 * unauthorised call moves no number of the script on.
 */
#ifndef TESTS_LIB_SANDBOX_USPS_H
#define TESTS_LIB_SANDBOX_USPS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/sandbox/tokens.h"

struct request;
struct reply;
struct script;

enum { USPS_BATCH_MAX = 35 };

struct usps {
	struct script *script;
	struct tokens tokens;
	long calls;
};

/* Fills an initialised reply. now_ms: the monotonic clock. */
void usps_answer(struct reply *rp, struct usps *u, const struct request *rq, int64_t now_ms);

/* Does anything but a token call hold a client's secret? */
bool usps_leaks(const struct usps *u, const struct request *rq, const char *bytes, long len);

#endif
