/*
 * outcome.h - verdicts on a whole call, as the readers of several carriers come to them
 */
#ifndef APP_CARRIER_OUTCOME_H
#define APP_CARRIER_OUTCOME_H

#include <stdbool.h>

#include "carrier/carrier.h"

/* HTTP statuses from low to high that decide, whatever the body is. */
struct status_row {
	int low, high;
	enum verdict verdict;
	const char *message; /* VERDICT_LATER: what is the matter; the rest of the line is added */
};

/* True when a row fits: *out then has no readings. */
bool outcome_of_status(struct answer *out, struct arena *a, const struct http_answer *answer,
		       const struct status_row *row, int n);

/* No readings, that verdict and message. */
void outcome_fail(struct answer *out, enum verdict verdict, const char *message);

/* The same; a message of VERDICT_LATER is completed by the status and when to try again. */
void outcome_decide(struct answer *out, struct arena *a, const struct http_answer *answer,
		    enum verdict verdict, const char *message);

/* Hides the secrets of *c in all messages: a server may echo what it was sent. */
void outcome_mask(struct answer *out, struct arena *a, const struct credentials *c);

#endif
