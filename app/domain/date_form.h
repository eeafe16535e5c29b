/*
 * date_form.h - dates as other people's files write them
 *
 * "2026-11-05", "20261105", "11/5/26", "5.11.2026", "Nov 5, 2026 8:12 AM", "Sunday, May 10, 2026",
 * "05-Nov-26", "2026-11-05T08:12:00-05:00". Whether 11/5 is November or May cannot be seen in one
 * date: ask date_hint() over the whole file, then read with the order that was found. Two digits
 * of a year mean 1970 to 2069.
 */
#ifndef APP_DOMAIN_DATE_FORM_H
#define APP_DOMAIN_DATE_FORM_H

#include <stdbool.h>

#include "base/day.h"

struct err;

enum date_order { DATE_ORDER_NONE, DATE_MDY, DATE_DMY, DATE_ORDER_NVALUES };
extern const char *const date_order_names[DATE_ORDER_NVALUES]; /* none mdy dmy */

/* What one text says about the order in its file. */
enum date_hint {
	DATE_HINT_NOTHING, /* another form, or month and day are the same number */
	DATE_HINT_MDY,
	DATE_HINT_DMY,
	DATE_HINT_EITHER /* cannot be read without the order */
};
enum date_hint date_hint(const char *text);

struct date_reading {
	daynum day;       /* as written, whatever the zone */
	bool has_time;    /* a time of day stands behind it */
	int32_t second;   /* of the day */
	bool has_zone;    /* Z, UTC, GMT or an offset; other zone words tell nothing sure */
	int32_t offset_s; /* east of UTC */
};

/*
 * ERR_INPUT in words: no date, a day that does not exist, either order possible and none given, a
 * number that a spreadsheet put there. "what" names the column.
 */
int date_read(struct date_reading *out, const char *text, enum date_order order, const char *what,
	      struct err *err);

enum { DATE_LOCAL_TEXT = 20 };
/* "2026-11-05" or "2026-11-05T08:12:00". Returns out. */
char *date_local_text(char out[DATE_LOCAL_TEXT], const struct date_reading *d);

/* INSTANT_NONE unless time and zone are there. */
instant date_instant(const struct date_reading *d);

#endif
