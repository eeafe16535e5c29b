/*
 * watch.h - the shipments without a case that look lost, stuck or late
 *
 * Every shipment that may still move is judged, and delivered ones that say something odd; memory
 * holds the "limit" most urgent alone. Shipments of an import that is not complete are not there.
 * A shipment with an open case is left out and counted; so is one whose case is closed, unless
 * "all".
 */
#ifndef APP_STORE_WATCH_H
#define APP_STORE_WATCH_H

#include "base/moment.h"
#include "domain/watch.h"
#include "domain/window.h"

struct arena;
struct err;
struct snap;

enum { WATCH_LIMIT_MAX = 10000 };

struct watch_query {
	const struct moment *moment;
	const char *carrier; /* code; NULL: any */
	bool all;            /* parcels whose case is closed, too */
	int limit;           /* 1..WATCH_LIMIT_MAX */
};

struct watch_item {
	struct shipment shipment;
	struct finding finding;
	struct usual usual;
	/* That a case would have, without its notes; NULL: none. */
	const struct window *claim;
	const char *why, *usual_words, *command;
	int64_t casefile_id; /* opened for it by --open; 0: none */
};

struct watch_list {
	/* Most urgent first; then what nobody asked for, then what is over. */
	struct watch_item *item;
	int n;
	int64_t count;             /* all that a verdict was found for */
	int64_t of[WATCH_NVALUES]; /* by verdict */
	int64_t over;              /* of them, too late or too old: watch_is_over() */
	int64_t checked;           /* judged */
	int64_t with_case, closed; /* left out: their case is open, is closed */
	int64_t never_asked;       /* judged, and no answer was ever read of them */
};

int watch_find(struct watch_list *out, struct snap *snap, struct arena *a,
	       const struct watch_query *query, struct err *err);

#endif
