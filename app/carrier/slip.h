/*
 * slip.h - what files say of parcels that are no answer of a carrier's interface
 *
 * A slip is one parcel as a notice, a table, a page copied from the web or an e-mail tells it. The
 * readers (notice.h, event_csv.h, paste.h, email.h) are pure and take any bytes; whose parcel it is
 * in the desk, and whether an event is known already, is decided by others.
 */
#ifndef APP_CARRIER_SLIP_H
#define APP_CARRIER_SLIP_H

#include "carrier/carrier.h"
#include "carrier/stamp.h"
#include "domain/events_taken.h"

struct slip {
	/* tracking_number NULL: the text holds none; events newest first, their source is set */
	struct reading reading;
	const char *carrier; /* code, where the text says whose it is; NULL: it does not */
	const char *by;      /* who passed it on: "AfterShip", "usps.com"; NULL: nobody is named */
	long long line;      /* where it begins in the file; 0: it has no lines */
	struct slip_refusal *row; /* the rows of a table that it was made from, without reasons */
	int nrows;
};

struct slips {
	const char *format; /* "notice", "csv", "page", "email" */
	enum source source;
	struct slip *slip;
	int n;
	struct slip_refusal *refused;
	int nrefused;
	char **heading; /* of a table */
	int nheading;
	const char *note; /* for people: who sent a mail and what vouches for it; NULL */
};

enum { SLIPS_MAX = 100000 }; /* parcels or rows of one file */

/*
 * What words or a code mean to that carrier; to whichever knows them when it is NULL or none of
 * ours. Either text may be NULL.
 */
struct meaning slip_meaning(const char *carrier, const char *text, const char *code);

/* Words that some carrier knows as a status. */
bool slip_is_status(const char *carrier, const char *text);

/*
 * One event as given, its texts cleaned of control characters; when->day may be DAY_NONE. It is a
 * sighting only where its words are, or where unknown words name a place.
 */
struct event slip_event(struct arena *a, const char *carrier, const struct event *given,
			const struct stamp *when);

/* Judge the events again, when it is known later whose parcel it is. */
void slip_judge(struct slip *s, const char *carrier);

/* Sort, cut at EVENTS_MAX, drop doubles, and set outcome and message of the reading. */
void slip_finish(struct slip *s, struct arena *a);

/* Our code for what others call a carrier: "us-post", "DHL eCommerce", "21051"; NULL: not ours. */
const char *slip_carrier(const char *name);

/*
 * The tracking number in a text: *found is NULL when there is none, -1 with ERR_AMBIGUOUS when
 * there are several. Numbers of "carrier" alone, unless that is NULL.
 */
int slip_number(const char **found, struct arena *a, const char *text, size_t len,
		const char *carrier, struct err *err);

#endif
