/*
 * tracking_parts.h - recording inside a transaction; for app/ops alone
 */
#ifndef APP_OPS_TRACKING_PARTS_H
#define APP_OPS_TRACKING_PARTS_H

#include "ops/tracking_ops.h"

struct snap;
struct tx;

/* What one call brought: a poll for each reading, new events, what shipment and windows learn. */
int answered_record(struct tracked *out, struct tx *tx, struct arena *a,
		    const struct answered *answer, enum source source, struct err *err);

/* One reading on its way into the desk. */
struct telling {
	const struct answered *answer;
	const struct reading *reading;
	enum source source;
	const struct shipment *shipment; /* as it was before */
	daynum today;
};

/* The reading held against the events that the parcel has. */
struct comparison {
	struct event *have; /* newest first; what changed is changed here already */
	int nhave;
	bool *known;          /* of each event of the reading: there already */
	bool *there;          /* of each that we have: in the reading */
	bool *gone, *changed; /* gone: gave the same one before, and gives no more */
	bool *better;         /* took the place of what others had told of the same scan */
	int nnew, ngone, nbetter;
};

/*
 * Gone are events that the same one gave in an earlier answer and that a whole answer of today does
 * not have. Not gone are: what may be too old for the carrier to keep, anything when the list was
 * cut or empty, and what an answer that was saved at a time unknown cannot know.
 */
int tracking_compare(struct comparison *out, const struct telling *telling, struct snap *snap,
		     struct arena *a, struct err *err);

#endif
