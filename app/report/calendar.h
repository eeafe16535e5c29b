/*
 * calendar.h - the days of cases as an iCalendar file (RFC 5545) that a calendar program imports
 *
 * All-day entries: first and last days of windows (an appeal's too), promises, answers that are
 * awaited, papers that are asked for, goods that must be kept. Each has a UID of its own that stays
 * the same from export to export, and a sequence number that grows with the journal: importing the
 * file again moves what moved. What is settled is there as cancelled, so that it goes away.
 *
 * The same input gives the same bytes. The file is written whole or not at all.
 */
#ifndef APP_REPORT_CALENDAR_H
#define APP_REPORT_CALENDAR_H

#include "base/day.h"

struct err;
struct node;

enum { CALENDAR_LINE_MAX = 75, CALENDAR_BYTES_MAX = 64 << 20 };

/* Cases as trees of `show --json`; now: when it is made. ERR_INPUT: no case. */
int calendar_write(const char *path, const struct node *const cases[], int n, instant now,
		   struct err *err);

#endif
