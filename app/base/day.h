/*
 * day.h - civil days and UTC instants
 *
 * A day is a number of days since 1970-01-01, an instant a number of seconds since
 * 1970-01-01T00:00:00Z. Neither knows a zone: zone.h turns one into the other. Both have a value
 * that means "unknown"; nothing here invents one. Days run from 1900-01-01 to 2999-12-31.
 */
#ifndef APP_BASE_DAY_H
#define APP_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

struct err;

typedef int32_t daynum;
typedef int64_t instant;

#define DAY_NONE INT32_MIN
#define INSTANT_NONE INT64_MIN

enum { DAY_TEXT = 11, INSTANT_TEXT = 21 }; /* with the NUL */

struct civil {
	int year, month, day; /* month 1..12, day 1..31 */
};

/* DAY_NONE when there is no such day (2026-02-30). */
daynum day_of(int year, int month, int day);
struct civil day_civil(daynum day);
int day_weekday(daynum day); /* 0 Monday .. 6 Sunday */

/* "2026-11-23" into out; "" for DAY_NONE and for what is no day. Returns out. */
char *day_text(char out[DAY_TEXT], daynum day);

/* Strict YYYY-MM-DD and nothing behind it; 0 or -1, no words (for machine input). */
int day_parse_iso(daynum *out, const char *text);

/*
 * What a person types: YYYY-MM-DD, today, yesterday, tomorrow, +7d, -3d, +2w, +5bd (business days),
 * a weekday name (the next such day after today; "mon" or "monday"). "today" is the desk's day.
 * "+5bd" counts Monday to Friday without US federal holidays. "what" names the option in the error
 * text.
 */
int day_parse(daynum *out, const char *text, daynum today, const char *what, struct err *err);

/* n business days after "day"; n may be negative. DAY_NONE past the calendar's ends. */
daynum day_add_business(daynum day, int n);
bool day_is_us_federal_holiday(daynum day); /* the day observed; 5 USC 6103 */

/* "2026-11-23T15:04:05Z" into out; "" for INSTANT_NONE. Returns out. */
char *instant_text(char out[INSTANT_TEXT], instant at);

/*
 * RFC 3339 with Z or an offset (+hh:mm, -h:mm, +hhmm), seconds and fractions optional ('T' or a
 * space between); 0 or -1. A text without a zone is refused: it is no instant.
 */
int instant_parse(instant *out, const char *text);

/* Wall time without zone "2026-05-15T07:10[:00[.000]]" as seconds since 1970 as if it were UTC. */
int wall_parse(int64_t *out, const char *text);

#endif
