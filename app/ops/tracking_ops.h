/*
 * tracking_ops.h - the plan of whom to ask, and recording what came
 *
 * Plan reads, the net works without any lock, record writes short transactions of at most
 * RECORD_MAX shipments. Whatever came is recorded: a poll row for every ask, with its outcome.
 */
#ifndef APP_OPS_TRACKING_OPS_H
#define APP_OPS_TRACKING_OPS_H

#include <stdbool.h>

#include "carrier/carrier.h"
#include "carrier/path.h"
#include "domain/events_taken.h"

struct arena;
struct desk;
struct err;

/* What one carrier is asked, the riskiest parcel first. */
struct plan {
	struct ask *ask;
	int nasks;
	const char *carrier; /* who is asked: "easypost" for parcels of others */
};

struct plan_query {
	const char *const *names; /* cases or tracking numbers */
	int nnames;               /* 0: all */
	bool due;        /* only those whose last poll is older than their status deserves */
	bool count_only; /* plans say how many, and have no asks */
	const struct paths *paths; /* who can be asked; NULL: every carrier, and never EasyPost */
};

struct plans {
	struct plan *plan; /* one for each carrier that is asked */
	int nplans;
	int unasked;  /* parcels of carriers that nobody can ask */
	int paid;     /* asks of EasyPost */
	int finished; /* not asked of EasyPost, which costs: delivered or cancelled */
};

/*
 * Whom to ask. All: every parcel of an open case, and every parcel without a case that is not
 * delivered or cancelled and not older than its carrier keeps scans (120 days where that is not
 * known). Due: out for delivery is asked after 15 minutes, moving after 45, label only after 6
 * hours, delivered never again, unless an e-mail alone says so: then after 6 hours.
 *
 * What may not fit a quota comes last: parcels with a case before those without; a claim window
 * that closes soonest, with money at risk before without; what may be delivered today; then
 * what was not asked for the longest time.
 */
int tracking_plan(struct plans *out, struct desk *desk, struct arena *a,
		  const struct plan_query *query, struct err *err);

/*
 * Take or renew the lease on asking one carrier, so that cron and a colleague do not ask twice. It
 * runs out by itself after ten minutes. real_now: the machine's clock. ERR_BUSY names the holder.
 */
int tracking_lease(struct desk *desk, const char *carrier, instant real_now, struct err *err);
int tracking_release(struct desk *desk, const char *carrier, struct err *err);

enum { RECORD_MAX = 100 }; /* shipments in one transaction, so in one journal entry */

/*
 * Record what calls brought, as few transactions as may be. out: one for each reading, in the order
 * of the answers, in the arena.
 */
int tracking_record(struct tracked **out, struct desk *desk, struct arena *a,
		    const struct answered answers[], int n, enum source source, struct err *err);

/*
 * Of parcels that nobody was asked for ("unsent"): what is known of them. Nothing is recorded,
 * since nothing was asked: next time they are as due as they were.
 */
int tracking_left(struct tracked **out, struct desk *desk, struct arena *a,
		  const struct answered *answer, struct err *err);

#endif
