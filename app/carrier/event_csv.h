/*
 * event_csv.h - tracking events out of a table, one a row; columns are found by their headings
 *
 * Headings of many programs are known; a map names others. Blanks, a BOM, ="...", and a leading '
 * are taken off the values. Dates come in any form of stamp.h; whether 05/11/2026 means May or
 * November is decided by the file's other dates or by the map, else the row is refused.
 */
#ifndef APP_CARRIER_EVENT_CSV_H
#define APP_CARRIER_EVENT_CSV_H

#include "carrier/slip.h"

enum event_field {
	EVENT_NUMBER,
	EVENT_WHEN, /* day and time, or the day alone */
	EVENT_TIME, /* where it has a column of its own */
	EVENT_ZONE, /* "-06:00" */
	EVENT_TEXT,
	EVENT_STATUS, /* the words of the whole parcel's state, where there is no text */
	EVENT_CODE,
	EVENT_PLACE,
	EVENT_CITY,
	EVENT_STATE,
	EVENT_ZIP,
	EVENT_COUNTRY,
	EVENT_CARRIER,
	EVENT_SIGNED_BY,
	EVENT_NFIELDS
};
extern const char *const event_field_names[EVENT_NFIELDS]; /* number when time ... */

/* Headings that a person's map gives, NULL where it does not; and how its dates are meant. */
struct event_columns {
	const char *heading[EVENT_NFIELDS];
	enum stamp_order order;
};

/* True when the first row has the headings of such a table. */
bool event_csv_is(const char *bytes, size_t len);

/*
 * map: NULL, or what a person says of the columns. Rows that cannot be taken are in out->refused. A
 * table without a column of numbers gives one slip without number. ERR_INPUT: no such table at all.
 */
int event_csv_read(struct slips *out, struct arena *a, const char *bytes, size_t len,
		   const struct event_columns *map, struct err *err);

#endif
