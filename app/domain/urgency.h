/*
 * urgency.h - what should be looked at first: one order for every list of things to do
 */
#ifndef APP_DOMAIN_URGENCY_H
#define APP_DOMAIN_URGENCY_H

#include <stdint.h>

#include "base/day.h"

struct urgency {
	daynum due_on; /* DAY_NONE: no day, goes last */
	int64_t cents; /* at risk; 0: unknown */
	int64_t id;    /* decides between equals, so that a list keeps its order */
};

/* Fewest days first; of one day the most money. qsort's sign. */
int urgency_compare(const struct urgency *a, const struct urgency *b);

#endif
