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

struct arena;
struct desk;
struct err;

struct plan {
	struct ask *ask;
	int nasks;
	const char *carrier; /* all asks of one plan go to one carrier */
};

/*
 * Whom to ask. names (cases or tracking numbers) when nnames > 0; else every shipment of an open
 * case; due: only those whose last poll is older than their status deserves (out for delivery 15
 * min, moving 45 min, label only 6 h, delivered or returned never). One plan a carrier; shipments
 * of carriers that we cannot ask come in *unasked with their count.
 */
int tracking_plan(struct plan **out, int *nplans, int *unasked, struct desk *desk, struct arena *a,
		  const char *const names[], int nnames, bool due, struct err *err);

/*
 * Take or renew the lease on asking one carrier, so that cron and a colleague do not ask twice. It
 * runs out by itself after ten minutes. real_now: the machine's clock. ERR_BUSY names the holder.
 */
int tracking_lease(struct desk *desk, const char *carrier, instant real_now, struct err *err);
int tracking_release(struct desk *desk, const char *carrier, struct err *err);

/* What was recorded of one shipment. */
struct tracked {
	int64_t shipment_id, casefile_id; /* newest open case; 0: none */
	const char *tracking_number;
	enum poll_outcome outcome;
	int new_events, gone_events;
	enum status status;
	const char *status_text;
	const char *message;
};

enum { RECORD_MAX = 100 }; /* shipments in one transaction, so in one journal entry */

/*
 * Record what calls brought, as few transactions as may be. out: one for each reading, in the order
 * of the answers, in the arena.
 */
int tracking_record(struct tracked **out, struct desk *desk, struct arena *a,
		    const struct answered answers[], int n, enum source source, struct err *err);

#endif
