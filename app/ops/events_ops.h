/*
 * events_ops.h - tracking events that did not come from asking: saved answers
 */
#ifndef APP_OPS_EVENTS_OPS_H
#define APP_OPS_EVENTS_OPS_H

#include "ops/tracking_ops.h"

struct events_report {
	const struct carrier *by; /* whose answer it was */
	/* numbers in the file, new events, numbers without a shipment here */
	int rows, created, refused;
	struct tracked *tracked;
	int ntracked;
	const char **unknown; /* numbers for which the desk has no shipment */
	int nunknown;
};

/*
 * Events from a saved answer of a carrier; format: its code, or NULL for whichever can read it. A
 * number that is another carrier's parcel here counts as unknown. ERR_INPUT when none can read it.
 */
int events_import(struct events_report *out, struct desk *desk, struct arena *a, const char *path,
		  const char *format, struct err *err);

#endif
