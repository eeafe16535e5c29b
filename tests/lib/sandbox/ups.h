/*
 * ups.h - the UPS interface as the sandbox plays it: OAuth tokens and Tracking v1
 *
 *	POST /security/v1/oauth/token		Basic authorisation, a form
 *	GET  /api/track/v1/details/{number}	one parcel; transId and transactionSrc are required
 *
 * The script's steps are those of USPS; "not_found" is a good answer with a warning, as UPS gives
 * it. An unauthorised call moves no number of the script on.
 */
#ifndef TESTS_LIB_SANDBOX_UPS_H
#define TESTS_LIB_SANDBOX_UPS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/sandbox/tokens.h"

struct request;
struct reply;
struct script;

struct ups {
	struct script *script;
	struct tokens tokens;
	long calls;
};

bool ups_takes(const struct request *rq); /* by its path */

/* Fills an initialised reply. now_ms: the monotonic clock. */
void ups_answer(struct reply *rp, struct ups *u, const struct request *rq, int64_t now_ms);

#endif
