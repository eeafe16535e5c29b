/*
 * kept.h - how carriers, and each of their representatives, kept what they promised
 */
#ifndef APP_STORE_KEPT_H
#define APP_STORE_KEPT_H

#include <stdint.h>

#include "base/day.h"

struct arena;
struct err;
struct snap;

struct kept {
	int64_t kept, broken;
	daynum since; /* the first of them was settled on */
};

struct kept_rep {
	const char *name, *id; /* one of them may be NULL */
	struct kept sum;
};

struct kept_carrier {
	const char *carrier;
	struct kept sum;
	struct kept_rep *rep; /* those with enough promises for a rate; most promises first */
	int nreps;
};

struct kept_query {
	daynum since;        /* settled on this day or later */
	const char *carrier; /* NULL: each */
	int newest;          /* at most so many of the desk, the newest; 0: all */
};

/*
 * Promises that carriers owed and that were kept or broken; waived ones do not count. One that was
 * given in a contact about several cases counts once, for the first of them. Carriers without any
 * are left out; at most 64 are read. What was read of the newest is kept until the journal has
 * another entry: each call about a case asks for it.
 */
int kept_read(struct kept_carrier **out, int *n, struct snap *snap, struct arena *a,
	      const struct kept_query *query, struct err *err);

#endif
