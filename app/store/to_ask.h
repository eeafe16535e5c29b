/*
 * to_ask.h - parcels that carriers may be asked for, one by one
 *
 * What a plan needs of each and no more, since a desk may watch a million. Parcels of an import
 * that is not complete are not seen.
 */
#ifndef APP_STORE_TO_ASK_H
#define APP_STORE_TO_ASK_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/shipment.h"

struct err;
struct snap;

struct to_ask {
	int64_t id;
	const char *carrier, *tracking_number, *to_address; /* until the callback returns */
	daynum mailed_on, accepted_on, history_until;
	instant last_asked_at, imported_at;
	enum status status;
	bool hinted;         /* delivered, but by nobody's word than an e-mail's */
	int64_t value_cents; /* 0: not known */
	bool has_case;       /* an open one */
	daynum closes_on;    /* last day of the first open claim window to close; DAY_NONE */
};

typedef int to_ask_each(void *payload, const struct to_ask *row, struct err *err);

/* Every parcel of an open case; windows that closed before "today" do not count. */
int to_ask_of_cases(struct snap *snap, daynum today, to_ask_each *each, void *payload,
		    struct err *err);

/*
 * Every parcel that never had a case, is neither delivered nor cancelled, and was asked for at or
 * before "asked_before", or never; longest unasked first. Then those that only a hint calls
 * delivered.
 */
int to_ask_watched(struct snap *snap, instant asked_before, to_ask_each *each, void *payload,
		   struct err *err);

/* One parcel, as if it had no case; not called when it is unseen. */
int to_ask_named(struct snap *snap, int64_t shipment_id, to_ask_each *each, void *payload,
		 struct err *err);

#endif
