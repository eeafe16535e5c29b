/*
 * next_call.h - lines of the morning list that one call settles together
 *
 * A representative who looks up one parcel looks up the next one as well. What the carrier is to be
 * asked for - a promise that is due, the answer to a request or a claim, money - is gathered by
 * carrier in the order of the list, at most CALL_CASES of them a call: more, and nobody notes with
 * care what was said of each.
 */
#ifndef APP_VIEW_NEXT_CALL_H
#define APP_VIEW_NEXT_CALL_H

#include "base/day.h"
#include "store/next.h"

struct arena;

enum { CALL_CASES = 5 };

struct next_call {
	const char *carrier;
	int64_t cases[CALL_CASES]; /* each once, the most urgent first */
	int ncases;
};

/* The call of each of the n rows, in the arena; NULL where none is to be made. */
const struct next_call **next_calls(struct arena *a, const struct next_row rows[], int n,
				    daynum today);

#endif
