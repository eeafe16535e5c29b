/*
 * work_week.h - working days: which days of the week count, and which holidays do not
 *
 * Holidays are computed, so that no table of years runs out. A holiday and the day that stands in
 * for it when it falls on a weekend are both no working days. Sources:
 *   us          5 USC 6103 (base/day.h)
 *   uk_mon_sat, uk_mon_fri
 *               bank holidays of England and Wales: Banking and Financial Dealings Act 1971,
 *               schedule 1, and the days that were proclaimed once
 *   canada      general holidays of the Canada Labour Code, section 166; one that falls on a
 *               weekend is kept on the next working day
 */
#ifndef APP_DOMAIN_WORK_WEEK_H
#define APP_DOMAIN_WORK_WEEK_H

#include <stdbool.h>

#include "base/day.h"
#include "domain/rule.h"

/* "Royal Mail, Monday to Saturday": for sums. */
extern const char *const work_week_words[WORK_WEEK_NVALUES];

bool work_week_has(enum work_week week, daynum day);

/*
 * The n-th working day after a day, n from 0; DAY_NONE past the calendar's end. The day itself is
 * never counted: from a Saturday, one working day of Monday to Friday is the Monday. n 0 is the day
 * itself, whatever day it is.
 */
daynum work_week_add(enum work_week week, daynum day, int n);

/* The day itself when it is a working day, else the next one. */
daynum work_week_from(enum work_week week, daynum day);

/* Easter Sunday of a year of the Gregorian calendar. */
daynum easter_of(int year);

#endif
