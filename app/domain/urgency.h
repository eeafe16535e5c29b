/*
 * urgency.h - what should be looked at first: one order for every list of things to do
 */
#ifndef APP_DOMAIN_URGENCY_H
#define APP_DOMAIN_URGENCY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"

struct urgency {
	daynum due_on; /* DAY_NONE: no day, goes last */
	int64_t cents; /* at risk; 0: unknown */
	int64_t id;    /* decides between equals, so that a list keeps its order */
};

/* Fewest days first; of one day the most money. qsort's sign. */
int urgency_compare(const struct urgency *a, const struct urgency *b);

/* --- the morning list --- */

/*
 * How near a line is. What ends for good within three days goes first, the nearest day first, since
 * tomorrow's money cannot be had the day after. What has been overdue for long follows, so that a
 * small promise does not wait behind greater ones for ever. In each band but the first the most
 * money goes first, and of the same money the nearest day.
 */
enum band {
	BAND_LAST_DAYS, /* ends for good within 3 days: a window, an appeal, what they wait for */
	BAND_LATE,      /* overdue by more than 3 days */
	BAND_NOW,       /* overdue, or due within 3 days */
	BAND_WEEK,      /* ... 7 days */
	BAND_FORTNIGHT, /* ... 14 days */
	BAND_MONTH,     /* ... 30 days */
	BAND_LATER,
	BAND_NVALUES
};

/*
 * The days of a band, from today: first to last, inclusive. What has ended for good is in BAND_NOW,
 * however long ago: nothing is lost by waiting any more.
 */
struct band_days {
	int first, last;
};
extern const struct band_days band_days[BAND_NVALUES];

/* ends: missing the day loses something for good. */
enum band band_of(bool ends, int days_left);

struct line_urgency {
	enum band band;
	struct urgency urgency;
};
int line_urgency_compare(const struct line_urgency *a, const struct line_urgency *b);

/* What the money at risk is reckoned from; unknown where it is not known. */
struct stake {
	struct money value;    /* of the contents; the postage for a refund of postage */
	struct money asked;    /* in the claim: stands instead of the value */
	struct money approved; /* stands instead of both */
	struct money cover;    /* the most that the door pays, as far as known */
	struct money paid;     /* came already */
};

/*
 * The money that the line can still bring or lose: what was approved, else what was asked for, else
 * the value, but no more than the cover; less what was paid. Unknown while none of the three is
 * known: cover alone says nothing about the loss. A cover or payment in another currency is left
 * out, since there are no exchange rates here.
 */
struct money money_at_risk(const struct stake *s);

/* What an appeal can still bring: what was asked for, at most the cover, less what was approved. */
struct money money_in_appeal(const struct stake *s);

/* --- kept promises --- */

enum { RATE_LEAST = 10 }; /* promises below which there is no rate */

/* Kept of 100 that were kept or broken, rounded; -1 when they are fewer than RATE_LEAST. */
int kept_rate(int64_t kept, int64_t broken);

#endif
