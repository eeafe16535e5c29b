/*
 * facets.h - what every open case is filed under, for counting
 *
 * All of it is read at once and kept by whoever counts, until the journal has grown: how many there
 * are of each kind, under any filter, is then a walk over memory.
 */
#ifndef APP_STORE_FACETS_H
#define APP_STORE_FACETS_H

#include <stdint.h>

#include "base/day.h"

struct arena;
struct err;
struct snap;

/* Texts as numbers: -1 is none, or one beyond the ceiling, which is counted nowhere. */
struct facet_case {
	int16_t stage, problem, carrier, owner, client;
	daynum closes_on; /* of the carrier's claim window; DAY_NONE */
	int64_t value_cents;
};

enum { FACET_NAMES_MAX = 400 };

struct facet_names {
	const char *name[FACET_NAMES_MAX];
	int n, last;
};

struct facet_cases {
	int64_t entry; /* newest of the journal when it was read */
	struct facet_case *at;
	int n;
	struct facet_names carriers, owners, clients;
};

/* In the arena. */
int facets_read(struct facet_cases *out, struct snap *snap, struct arena *a, struct err *err);
/* Newest entry of the journal: what changes whenever the desk does. */
int facets_version(int64_t *entry, struct snap *snap, struct err *err);

#endif
