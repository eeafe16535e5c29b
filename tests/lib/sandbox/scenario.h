/*
 * scenario.h - what happened to a made-up parcel, before any carrier puts it into words
 *
 * Every number gets one of a few journeys between places that do not exist, chosen by the number,
 * so that the same number always tells the same story, whichever carrier tells it. Days count from
 * the script's "today", on which the parcel should arrive; a scenario that takes longer moves the
 * whole journey back by its "shift".
 */
#ifndef TESTS_LIB_SANDBOX_SCENARIO_H
#define TESTS_LIB_SANDBOX_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

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

/* What was seen; each carrier has a table of its words for them, NULL where it has none. */
enum sight_kind {
	SIGHT_LABEL,
	SIGHT_ACCEPTED,
	SIGHT_LEFT_OFFICE,
	SIGHT_ORIGIN_PLANT,
	SIGHT_LEFT_PLANT,
	SIGHT_CLOCK, /* "in transit", by a clock */
	SIGHT_DESTINATION_PLANT,
	SIGHT_OFFICE,
	SIGHT_OUT,
	SIGHT_LATE,
	SIGHT_STILL_LATE, /* by a clock again */
	SIGHT_NOTICE,
	SIGHT_PICKUP,
	SIGHT_DELIVERED,
	SIGHT_REFUSED,
	SIGHT_NO_SUCH_NUMBER,
	SIGHT_RETURNING,
	SIGHT_BACK_AT_PLANT,
	SIGHT_BACK, /* delivered to the original sender */
	SIGHT_NVALUES
};

struct place {
	const char *city, *state, *zip, *plant;
	int offset_minutes; /* east of Greenwich */
};

struct sight {
	enum sight_kind kind;
	const struct place *place; /* NULL: it does not say where */
	bool plant;                /* at the place's plant, not at its post office */
	int64_t local_s;           /* the clock on the wall, in seconds since 1970-01-01 there */
	int offset_minutes;
};

enum { SIGHTS_MAX = 16 };

struct tale {
	enum scenario scenario;
	const struct place *from, *to;
	struct sight sight[SIGHTS_MAX]; /* newest first, at least one */
	int n;
	int64_t label_day;    /* since 1970-01-01 */
	int64_t delivery_day; /* as planned */
	bool expected;        /* and still announced */
};

enum country { COUNTRY_US, COUNTRY_CANADA, COUNTRY_NVALUES };

struct parcel {
	const char *number;
	enum scenario scenario;
	int64_t today; /* days since 1970-01-01 */
	int shift;     /* days the journey began earlier; at least scenario_shift() */
	bool reused;   /* the number belonged to another parcel before */
};

int scenario_find(const char *name); /* -1 when there is none */
int scenario_shift(enum scenario s);

void scenario_tell(struct tale *out, const struct parcel *p, enum country country);

/* A local time; the form knows %Y %m %d %H %M %S and %B, in English. out is returned. */
enum { SIGHT_TEXT = 48 };
char *sight_text(char out[SIGHT_TEXT], const char *form, int64_t local_s);

/* "-05:00" */
char *sight_zone(char out[SIGHT_TEXT], int offset_minutes);

/* FNV-1a, for journeys and for the table of numbers. */
uint32_t sandbox_hash(const char *s);

#endif
