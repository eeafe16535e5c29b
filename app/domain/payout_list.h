/*
 * payout_list.h - what came of a list of payments
 */
#ifndef APP_DOMAIN_PAYOUT_LIST_H
#define APP_DOMAIN_PAYOUT_LIST_H

#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

enum payout_outcome {
	PAYOUT_MATCHED, /* all that was owed */
	PAYOUT_SHORT,   /* a part of it */
	PAYOUT_OVER,    /* more than that */
	PAYOUT_DOUBLE,  /* noted already, nothing was written */
	PAYOUT_UNKNOWN, /* of no claim that could be told, or the row cannot be read */
	PAYOUT_NVALUES
};
extern const char *const payout_outcome_names[PAYOUT_NVALUES]; /* matched short over ... */

struct payout_item {
	long long line;
	struct money amount;
	daynum paid_on;
	const char *reference; /* as the row has it */
	enum payout_outcome outcome;
	int64_t casefile_id; /* 0: no claim */
	int32_t number;
	struct money owed;  /* still, after this row; unknown: nobody can say */
	const char *reason; /* of one that is unknown or double */
};

/* A claim that should have been paid by now and is not in the list. */
struct payout_missing {
	int64_t casefile_id;
	int32_t number;
	struct money owed;
	daynum due_on;
};

struct payouts_report {
	const char *name, *refusals_file;
	int64_t rows, outcomes[PAYOUT_NVALUES];
	struct payout_item *item; /* every row */
	struct payout_missing *missing;
	int nmissing;
};

#endif
