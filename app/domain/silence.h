/*
 * silence.h - the times in which no one scanned the parcel, and how often we asked meanwhile
 *
 * Absence of scans is evidence. A gap runs from one scan day to the next; the first one from the
 * label, the last one until now. Lines that a clock wrote, labels, e-mails (anybody can write one)
 * and scans that the carrier took back end no gap. A gap is told when it
 *   - leaves two whole working days (Monday to Friday) without a scan, which takes three days: from
 *     Friday to Monday nothing is missing; and
 *   - is more than twice as long as this parcel's usual step from one scan day to the next (the
 *     median of its other steps; slow mail is slow all the way), or ten days long.
 * Holidays are not known here. Nothing is missing once the parcel is delivered or cancelled.
 */
#ifndef APP_DOMAIN_SILENCE_H
#define APP_DOMAIN_SILENCE_H

#include <stdbool.h>

#include "domain/event.h"

struct arena;

enum { SILENCE_WORKING_DAYS = 2, SILENCE_STEPS = 2, SILENCE_ALWAYS_DAYS = 10 };

/* What a silence is counted from. */
enum silence_since {
	SINCE_SCAN,
	SINCE_LABEL,  /* the carrier's line that a label was made */
	SINCE_MAILED, /* the shipper's word */
	SINCE_ASKED,  /* nothing is known but that we asked */
	SINCE_NVALUES
};
extern const char *const silence_since_names[SINCE_NVALUES]; /* scan label mailed asked */

struct silence {
	enum silence_since since;
	daynum since_on; /* that day */
	daynum until_on; /* of the scan that ended it; DAY_NONE while it lasts */
	int days;        /* until the scan, or until today */
	int asked;    /* asked over the network within it; put off by our own quota is not asked */
	int answered; /* ... and the carrier answered, with news, without, or "not found" */
	int gone;     /* scans that lay within it and that the carrier took back */
};

struct silence_facts {
	const struct shipment *shipment;
	const struct event *event;
	int nevents;
	const struct poll *poll; /* oldest first */
	int npolls;
	instant now;
	daynum today;
};

/* Oldest first, in the arena; gives how many. */
int silence_find(struct silence **out, struct arena *a, const struct silence_facts *facts);

/* "No scan between 2026-11-05 and 2026-11-14 (9 days); asked 12 times, 11 answered" */
const char *silence_words(struct arena *a, const struct silence *s);

#endif
