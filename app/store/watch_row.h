/*
 * watch_row.h - what the watch reads of one shipment; for app/store alone
 */
#ifndef APP_STORE_WATCH_ROW_H
#define APP_STORE_WATCH_ROW_H

#include "store/db.h"
#include "store/watch.h"

/* The ways to the shipments without a case that are looked at; each walks one index. */
enum watch_way {
	WATCH_WAY_NEVER,  /* not delivered, never asked */
	WATCH_WAY_ASKED,  /* not delivered, asked */
	WATCH_WAY_ODD,    /* delivered with some trouble */
	WATCH_WAY_RECENT, /* delivered lately by one carrier, to somebody else by its text */
	WATCH_WAY_HINTED, /* delivered without trouble, but by a hint alone */
	WATCH_WAY_ONE,    /* one, by its id */
	WATCH_WAY_NVALUES
};

/*
 * carrier: NULL is any, but for RECENT. at: the day since for RECENT, the id for ONE, which may
 * have a case. The others have a third value: is a closed case none?
 */
struct stmt *watch_stmt(struct snap *snap, enum watch_way way, const char *carrier, int64_t at);

struct watch_row {
	struct shipment shipment; /* what verdicts and windows need of it; texts live one step */
	struct watched watched;   /* all but "usual"; points to the shipment */
	bool answered;            /* some answer was read of it */
};
void watch_row_read(struct watch_row *out, struct stmt *st, const struct moment *moment);

/* Shipments that these ways leave out, for an open case of theirs or for closed ones alone. */
int watch_count_cases(int64_t *open, int64_t *closed, struct snap *snap,
		      const struct watch_query *query, struct err *err);

#endif
