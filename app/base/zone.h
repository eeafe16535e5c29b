/*
 * zone.h - IANA time zones from the system's tzdata
 *
 * Reads /usr/share/zoneinfo (or $TZDIR) TZif files itself: setenv("TZ") is process-wide and not
 * safe in a server. After the last transition of the file its POSIX footer rule is followed. Names
 * with "..", a leading "/" or odd characters are refused. A zone lives in the arena given.
 */
#ifndef APP_BASE_ZONE_H
#define APP_BASE_ZONE_H

#include "base/day.h"

struct arena;
struct err;
struct zone;

/* "America/New_York"; "UTC" always works, even without tzdata. ERR_INPUT names the zone. */
int zone_load(const struct zone **out, struct arena *a, const char *name, struct err *err);

/*
 * The system's own zone name: $TZ when it is a name, /etc/timezone, the /etc/localtime link, else
 * "UTC".
 */
const char *zone_system_name(struct arena *a);

const char *zone_name(const struct zone *z);
int zone_offset(const struct zone *z, instant at);               /* seconds east of UTC */
const char *zone_abbreviation(const struct zone *z, instant at); /* "EST" */

/* The civil day there; DAY_NONE for INSTANT_NONE. */
daynum zone_day(const struct zone *z, instant at);

/*
 * The instant of a wall time (seconds since 1970 as if it were UTC). A time that occurs twice gives
 * the first, one that is skipped the instant just after the gap.
 */
instant zone_instant(const struct zone *z, int64_t wall);

/* First instant of a civil day. */
instant zone_day_start(const struct zone *z, daynum day);

/* "2026-11-23 10:04" into out (at least 17 bytes) in this zone; "" for INSTANT_NONE. */
char *zone_text(char *out, const struct zone *z, instant at);

#endif
