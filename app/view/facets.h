/*
 * facets.h - how many open cases there are of each kind, under the filters of a list
 *
 * Every facet is counted with the filters of all others, so that each number is what one gets who
 * chooses it. It is a walk over the cards (store/cards.h), which are as new as the snapshot.
 */
#ifndef APP_VIEW_FACETS_H
#define APP_VIEW_FACETS_H

#include <stdint.h>

#include "base/day.h"
#include "store/cards.h"

struct arena;
struct err;
struct list_query;
struct snap;

enum facet {
	FACET_STAGE,
	FACET_PROBLEM,
	FACET_CARRIER,
	FACET_OWNER,
	FACET_CLIENT,
	FACET_DUE,
	FACETS
};

struct facet_value {
	const char *code; /* what the filter is given: "lost", "usps", "+7d" */
	int64_t count;
};

struct facet_counts {
	struct facet_value *value[FACETS]; /* most first; days in their order */
	int n[FACETS];
};

/*
 * What is counted lives in the arena. The query has cards; its client also holds who is held to
 * one.
 */
int facets_count(struct facet_counts *out, struct snap *snap, struct arena *a,
		 const struct list_query *q, daynum today, struct err *err);

#endif
