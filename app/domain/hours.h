/*
 * hours.h - is it open now? opening hours as the facts write them
 *
 * "Mon-Fri 08:00-20:30; Sat 08:00-18:00; closed Sun and federal holidays; closed 2026-11-27",
 * "24x7". Anything else is unknown, and unknown is said, never guessed.
 */
#ifndef APP_DOMAIN_HOURS_H
#define APP_DOMAIN_HOURS_H

#include "base/day.h"

enum open_now { OPEN_UNKNOWN = -1, OPEN_NO = 0, OPEN_YES = 1 };

/* day: the civil day there; minute: of that day, 0..1439. */
enum open_now hours_open(const char *hours, daynum day, int minute);

#endif
