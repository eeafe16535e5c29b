/*
 * tracking_parts.h - recording inside a transaction; for app/ops alone
 */
#ifndef APP_OPS_TRACKING_PARTS_H
#define APP_OPS_TRACKING_PARTS_H

#include "ops/tracking_ops.h"

struct tx;

/* What one call brought: a poll for each reading, new events, what shipment and windows learn. */
int answered_record(struct tracked *out, struct tx *tx, struct arena *a,
		    const struct answered *answer, enum source source, struct err *err);

#endif
