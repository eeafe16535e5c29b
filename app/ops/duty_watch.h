/*
 * duty_watch.h - the parcel turns up after it was paid for; for app/ops alone
 */
#ifndef APP_OPS_DUTY_WATCH_H
#define APP_OPS_DUTY_WATCH_H

#include "domain/event.h"
#include "domain/shipment.h"

struct arena;
struct err;
struct tx;

/*
 * Scans that were not known before: when one of them, real and no hint, is of the day on which a
 * claim about a loss was paid or the customer got something, or of a later day, that case gets the
 * duty to say so. Once a case, closed or not.
 */
int duty_watch(struct tx *tx, struct arena *a, const struct shipment *s,
	       const struct event *const fresh[], int n, struct err *err);

#endif
