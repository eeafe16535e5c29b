/*
 * notice.h - saved push notices: what carriers and aggregators send to a web address of ours
 *
 * USPS subscriptions (the payload is JSON inside a text), UPS Track Alert, EasyPost, AfterShip,
 * 17TRACK, Shippo, Ship24 and ShipEngine; one notice, a list of them, or one on each line, as a
 * server's log keeps them.
 */
#ifndef APP_CARRIER_NOTICE_H
#define APP_CARRIER_NOTICE_H

#include "carrier/slip.h"

/*
 * ERR_NOT_FOUND: no notice of any of these, so others may try; ERR_INPUT: one that cannot be read.
 */
int notice_read(struct slips *out, struct arena *a, const char *bytes, size_t len, struct err *err);

/* notice_shapes.c: where each aggregator puts what; paths go through objects and lists by names */

enum { NOTICE_PATHS = 3 };

struct notice_shape {
	const char *who;
	const char *mark, *mark_value;           /* a name in it and its value; NULL: any value */
	const char *parcels;                     /* path of the parcel, or of a list of them */
	const char *number[NOTICE_PATHS];        /* in the parcel */
	const char *carrier[NOTICE_PATHS];       /* in the parcel, or in the event */
	const char *expected;                    /* in the parcel */
	const char *events[NOTICE_PATHS];        /* in the parcel: all of them are read */
	const char *event_number;                /* in the event: it may be of another parcel */
	const char *time[NOTICE_PATHS];          /* in the event */
	const char *text[NOTICE_PATHS];          /* in the event */
	const char *code, *place;                /* in the event */
	const char *status[NOTICE_PATHS];        /* in the event, the narrower first */
	const char *parcel_status[NOTICE_PATHS]; /* in the parcel: words, where there is no event */
};
extern const struct notice_shape notice_shapes[];
extern const int notice_nshapes;

/* What an aggregator's own status means, whichever it is; NULL: it is none of them. */
const struct meaning *notice_status(const char *status);

#endif
