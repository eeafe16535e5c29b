/*
 * stamp.h - days and times as people and pages write them
 *
 * "2026-11-05", "11/5/2026", "5 Nov 2026 8:12 AM", "Thursday, November 5, 2026, 8:12 am", "8:12
 * A.M. on Nov. 5, 2026", "2026-11-05T08:12:33-06:00". Nothing is added: a day without a year is
 * none, a time without a zone is no instant, and 05/11/2026 keeps both its readings until something
 * else decides.
 */
#ifndef APP_CARRIER_STAMP_H
#define APP_CARRIER_STAMP_H

#include <stdbool.h>

#include "base/day.h"

struct arena;

enum stamp_order { ORDER_OPEN, ORDER_MONTH_FIRST, ORDER_DAY_FIRST };

struct stamp {
	daynum day;       /* month first where both readings are possible; DAY_NONE: only a time */
	daynum other_day; /* day first, where that is another day; DAY_NONE: there is one reading */
	enum stamp_order says; /* 25/11/2026, or a weekday, tells how its neighbours are meant */
	int weekday;           /* named beside it: 0 Monday; -1: none */
	int second;            /* of the day; -1: no time */
	bool has_seconds, zoned;
	int east_s; /* of UTC, when zoned */
};

/* Behind what was read of the text's beginning; NULL when it begins with neither day nor time. */
const char *stamp_take(struct stamp *out, const char *text);

/* The whole text is one stamp; 0 or -1. */
int stamp_read(struct stamp *out, const char *text);

/* Puts the reading that the order names into "day"; false while the order is open. */
bool stamp_settle(struct stamp *s, enum stamp_order order);

/* "2026-11-05T08:12", with seconds and zone where they were given; NULL without a day. */
const char *stamp_local(struct arena *a, const struct stamp *s);

/* INSTANT_NONE without a zone. */
instant stamp_instant(const struct stamp *s);

#endif
