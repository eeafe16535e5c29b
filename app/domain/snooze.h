/*
 * snooze.h - a line of the morning list that rests until a day, and why
 *
 * Windows are never hidden by it: they stay on the list and say that they were snoozed.
 */
#ifndef APP_DOMAIN_SNOOZE_H
#define APP_DOMAIN_SNOOZE_H

#include <stdint.h>

#include "base/day.h"

struct snooze {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	const char *kind; /* of the line: promise, request, hold, ... */
	int64_t row_id;   /* of the promise, request, hold, ... */
	daynum until;     /* it comes back on this day */
	const char *reason;
	const char *snoozed_by;
};

#endif
