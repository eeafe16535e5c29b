/*
 * moment.h - what "now" means to one command
 *
 * Made once by main: the time the person works with (--now moves it), the machine's own clock, and
 * the desk's zone, in which civil days are counted.
 */
#ifndef APP_BASE_MOMENT_H
#define APP_BASE_MOMENT_H

#include <stdbool.h>

#include "base/day.h"

struct zone;

struct moment {
	instant now;     /* moved by --now */
	instant machine; /* the machine's clock */
	bool now_given;
	const struct zone *zone; /* the desk's */
	daynum today;            /* the civil day of "now" in that zone */
};

#endif
