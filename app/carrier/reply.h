/*
 * reply.h - what readers do alike with an answer before they look for parcels in it
 *
 * "who" is the carrier's name in messages: "FedEx". Nothing here knows the fields of a carrier.
 */
#ifndef APP_CARRIER_REPLY_H
#define APP_CARRIER_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "carrier/carrier.h"

struct buf;
struct json;

/* One reading for each ask, unreadable as long as the answer does not mention the parcel. */
void reply_begin(struct answer *out, struct arena *a, const char *who, const struct ask asks[],
		 int n);

/* The body; NULL, with VERDICT_UNREADABLE in *out, when it is none, too large or no JSON. */
struct json *reply_json(struct answer *out, struct arena *a, const char *who,
			const struct http_answer *answer);

/* Of a saved answer. 0, or -1 with ERR_INPUT; "expected" says what a saved answer is. */
int reply_saved(struct json **root, struct arena *a, const char *bytes, size_t len,
		const char *expected, struct err *err);

/* Equal but for case, blanks and dashes. */
bool reply_same_number(const char *x, const char *y);

/* Times with a zone only: without one it is no instant. NULL is taken by both. */
instant reply_instant(const char *text);
daynum reply_day(const char *text); /* the civil day as written; DAY_NONE */

/* "Delivered: left at the door"; one of them when they say the same or the other is NULL. */
const char *reply_joined(struct arena *a, const char *x, const char *y);

/* "BOISE, ID 83702", "AMSTERDAM 1043 AG, NL"; the US is not named. NULL: nowhere. */
const char *reply_place(struct arena *a, const char *city, const char *state, const char *zip,
			const char *country);

/*
 * Who signed, where the answer says it beside the events and not in one: it belongs to the newest
 * event that hands the parcel over. NULL is taken.
 */
void reply_signed(struct reading *r, const char *name);

void reply_sort(struct event event[], int n); /* newest first */

/*
 * What the words and the code of an event mean, into it. Those that say nothing prove a sighting
 * only where they name a place: the place must be there already.
 */
void reply_meaning(struct event *event, struct meaning meaning);

/* How a carrier's list of events is read. */
struct reply_events {
	const char *who;
	bool (*read)(struct event *out, struct arena *a, const struct json *j, enum source);
	const char *fault; /* when "read" says of an element that it is no event we know */
};

/*
 * A list, or a single element standing for one, as the events of *r, newest first. Of more than
 * EVENTS_MAX the first are read; *r is partial then and says so. NULL, or the fault: no events.
 */
const char *reply_events(struct reading *r, struct arena *a, const struct reply_events *how,
			 const struct json *list, enum source source);

/* RFC 3986: all but the unreserved characters, as queries and forms take it. */
void reply_percent(struct buf *b, const char *s);

#endif
