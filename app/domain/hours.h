/*
 * hours.h - is it open now, and when does that change? opening hours as the facts write them
 *
 * "Mon-Fri 08:00-20:30; Sat 08:00-18:00; closed Sun and federal holidays; closed 2026-11-27",
 * "24x7". Anything else is unknown, and unknown is said, never guessed. Holidays close a door only
 * where its hours say so, and then those of the United States; hours that do not speak of them are
 * read as they stand.
 */
#ifndef APP_DOMAIN_HOURS_H
#define APP_DOMAIN_HOURS_H

#include "base/day.h"

struct arena;
struct zone;

enum open_now { OPEN_UNKNOWN = -1, OPEN_NO = 0, OPEN_YES = 1 };

/* day: the civil day there; minute: of that day, 0..1439. */
enum open_now hours_open(const char *hours, daynum day, int minute);

/* Do these hours say anything of holidays, or are there none to speak of (24x7)? */
bool hours_name_holidays(const char *hours);

/*
 * Now, and the next change: when it opens if it is closed, when it closes if it is open.
 * INSTANT_NONE where it is unknown, never closes, or does not change within 14 days.
 */
struct opening {
	enum open_now now;
	instant changes_at;
};

struct opening hours_next(const char *hours, const struct zone *there, instant at);

/* The next time at which it opens; INSTANT_NONE as above. While it is open: the time after that. */
instant hours_next_open(const char *hours, const struct zone *there, instant at);

/*
 * In words: "open now, until 20:30 EST (02:30 here)", "closed now, opens Mon 08:00 EST (14:00
 * here)", "open day and night", "hours not known". "here" is the desk's zone; its time is left
 * away where it is the same.
 */
const char *hours_words(struct arena *a, const char *hours, const struct zone *there,
			const struct zone *here, instant at);

#endif
