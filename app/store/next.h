/*
 * next.h - the morning list: what is due, as rows
 *
 * Each kind of line is a question or several, each a walk along one index in the order of the due
 * day. A line that was snoozed rests and is counted apart; windows and appeals never rest.
 */
#ifndef APP_STORE_NEXT_H
#define APP_STORE_NEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/urgency.h"

struct arena;
struct err;
struct snap;

enum next_kind {
	NEXT_PROMISE,
	NEXT_WINDOW,
	NEXT_OPENING,
	NEXT_FACT, /* one that a window waits for */
	NEXT_REQUEST,
	NEXT_ANSWER,    /* to a claim or an appeal */
	NEXT_NO_RECORD, /* they say that they never got the claim */
	NEXT_INFO,      /* they wait for something from us */
	NEXT_APPEAL,
	NEXT_PAYMENT, /* approved, and no money came */
	NEXT_DUTY,
	NEXT_POLLS, /* the carrier could not be asked */
	NEXT_HOLD,
	NEXT_HISTORY, /* the carrier soon forgets the scans */
	NEXT_NVALUES
};
/*
 * promise window opening fact request answer no_record info appeal payment duty polls hold history
 */
extern const char *const next_kind_names[NEXT_NVALUES];

/* Windows and appeals do not rest: a snooze is shown on them. */
bool next_may_rest(enum next_kind kind);

struct next_row {
	enum next_kind kind;
	int64_t casefile_id;
	/* of the promise, window, request, claim, duty or hold; of the shipment: polls, history */
	int64_t id;
	int32_t number; /* of the request or claim within the case */
	const char *tracking_number, *carrier, *problem, *owner, *client;
	/*
	 * what: what was promised, asked for, wanted, held or owed; the window's, request's or
	 * claim's kind. who: who owes the promise; the route of a window or claim; where goods are
	 * held. why: why a window is unknown; a request that must end first; a claim's state.
	 */
	const char *what, *who, *why;
	const char *rep, *reference;
	daynum due_on; /* DAY_NONE: nobody said */
	struct money at_risk;
	daynum snoozed_until; /* DAY_NONE: not snoozed */
	const char *snooze_reason;
	enum band band;
};

struct next_query {
	daynum today;
	const char *owner, *client; /* NULL: everybody's */
	int64_t casefile_id;        /* 0: every case */
	bool all;                   /* lines that rest, too */
	bool held;                  /* who asks may see no other client's parcels */
	int limit;
};

struct next_rows {
	struct next_row *row; /* most urgent first: the order of domain/urgency.h */
	int n;                /* at most the limit */
	int64_t count;        /* all that match */
	int64_t resting;      /* left out because they were snoozed */
	daynum resting_until; /* the first day on which one comes back */
};

/*
 * Promises due within 30 days and those without a day; windows and appeals that are open, or closed
 * unused within 14 days; windows that open within 3; facts that a window waits for; answers, money
 * and goods that are due; what they wait for; scans that the carrier forgets within 14 days and
 * that were not asked for since yesterday (once only of a parcel that arrived or was cancelled).
 */
int next_read(struct next_rows *out, struct snap *snap, struct arena *a,
	      const struct next_query *query, struct err *err);

#endif
