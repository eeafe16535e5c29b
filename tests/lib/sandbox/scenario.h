/*
 * scenario.h - what happened to a made-up parcel, in the words and shapes of USPS
 * and of UPS
 *
 * Every number gets one of a few journeys between places that do not exist, chosen by the number,
 * so that the same number always tells the same story. Days count from the script's "today", on
 * which the parcel should arrive; a scenario that takes longer moves the whole journey back by its
 * "shift".
 */
#ifndef TESTS_LIB_SANDBOX_SCENARIO_H
#define TESTS_LIB_SANDBOX_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

struct text;

enum scenario {
	SCENARIO_PRE_TRANSIT,
	SCENARIO_IN_TRANSIT,
	SCENARIO_ARRIVING_LATE,
	SCENARIO_OUT_FOR_DELIVERY,
	SCENARIO_NOTICE_LEFT,
	SCENARIO_AVAILABLE_FOR_PICKUP,
	SCENARIO_DELIVERED,
	SCENARIO_DELIVERED_ORIGINAL_SENDER,
	SCENARIO_RETURNED,
	SCENARIO_LOST,
	SCENARIO_NVALUES
};

enum shape { SHAPE_V3, SHAPE_V3R2 };

struct parcel {
	const char *number;
	enum scenario scenario;
	int64_t today; /* days since 1970-01-01 */
	int shift;     /* days the journey began earlier; at least scenario_shift() */
};

int scenario_find(const char *name); /* -1 when there is none */
int scenario_shift(enum scenario s);

/* The members of one tracking detail (without its braces), behind what the object holds already. */
void scenario_write(struct text *to, const struct parcel *p, enum shape shape);

/* The members of one UPS package (without its braces): the same tale in the words of UPS. */
void scenario_write_ups(struct text *to, const struct parcel *p);

/* FNV-1a, for journeys and for the table of numbers. */
uint32_t sandbox_hash(const char *s);

#endif
