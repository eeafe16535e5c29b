/*
 * usual.h - how long a parcel of a carrier and service usually goes without a real scan
 *
 * Counted from the desk's own delivered parcels. For each, the longest gap between two neighbouring
 * real scans, in calendar days from day to day (Friday to Monday is 3); the delivery is a scan, the
 * label is none, and a parcel with fewer than two real scans says nothing. "Usual" is the nearest
 * rank: the smallest number of days that at least USUAL_PERCENT of 100 parcels never went beyond.
 * Weekends and holidays are thereby in the figure, not in the formula.
 *
 * With fewer than USUAL_LEAST parcels of the service all parcels of the carrier count; with fewer
 * of these, a figure of our own, by where the parcel goes.
 */
#ifndef APP_DOMAIN_USUAL_H
#define APP_DOMAIN_USUAL_H

#include "domain/rule.h"
#include "domain/shipment.h"

enum {
	USUAL_PERCENT = 95,
	USUAL_LEAST = 30,
	USUAL_PARCELS = 2000, /* the newest delivered parcels of a carrier that are counted */
	USUAL_DAYS_MAX = 90   /* longer gaps count as this */
};

/* Delivered parcels by their longest gap. Begins as zeros. */
struct gaps {
	int32_t n;
	int32_t of_days[USUAL_DAYS_MAX + 1];
};

/* The longest step between neighbours of n days, which are sorted in place; -1 when n < 2. */
int32_t gap_longest(daynum scan[], int n);
void gaps_add(struct gaps *g, int32_t longest);
/* The nearest rank; -1 when there are none. */
int32_t gaps_rank(const struct gaps *g, int percent);

enum usual_basis { USUAL_SERVICE, USUAL_CARRIER, USUAL_OURS, USUAL_BASIS_NVALUES };
/* service carrier our_figure */
extern const char *const usual_basis_names[USUAL_BASIS_NVALUES];

struct usual {
	int32_t days;
	int32_t n;              /* parcels counted; with USUAL_OURS, those too few to count */
	enum usual_basis basis; /* which parcels they were */
	const char *source;     /* of our own figure; NULL when counted */
	enum confidence confidence;
};

/* gaps of the service and of the carrier; NULL: none. */
struct usual usual_of(const struct gaps *service, const struct gaps *carrier,
		      const struct shipment *s);

#endif
