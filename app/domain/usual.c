#include "domain/usual.h"

#include <assert.h>
#include <stdlib.h>

#include "domain/window.h"

const char *const usual_basis_names[USUAL_BASIS_NVALUES] = {
	[USUAL_SERVICE] = "service",
	[USUAL_CARRIER] = "carrier",
	[USUAL_OURS] = "our_figure",
};

/* clang-format off */
/* Where too few parcels were delivered to count from. Calendar days: weekends are in them. */
static const struct {
	int32_t days;
	const char *source;
} ours[SCOPE_NVALUES] = {
	[SCOPE_DOMESTIC] = { 7, "our own cautious figure for domestic parcels: five working days "
			     "and a weekend" },
	[SCOPE_MILITARY] = { 14, "our own cautious figure for military addresses" },
	[SCOPE_INTERNATIONAL] = { 14, "our own cautious figure for international parcels" },
	[SCOPE_ANY] = { 14, "our own cautious figure" },
};
/* clang-format on */

static int by_day(const void *a, const void *b)
{
	const daynum *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

int32_t gap_longest(daynum scan[], int n)
{
	int32_t longest = 0;

	assert(scan || n == 0);
	if (n < 2)
		return -1;
	qsort(scan, (size_t)n, sizeof(*scan), by_day);
	for (int i = 1; i < n; i++)
		if (scan[i] - scan[i - 1] > longest)
			longest = scan[i] - scan[i - 1];
	return longest;
}

void gaps_add(struct gaps *g, int32_t longest)
{
	assert(g && longest >= 0);
	g->of_days[longest < USUAL_DAYS_MAX ? longest : USUAL_DAYS_MAX]++;
	g->n++;
}

int32_t gaps_rank(const struct gaps *g, int percent)
{
	int64_t need, seen = 0;

	assert(g && percent > 0 && percent <= 100);
	need = ((int64_t)g->n * percent + 99) / 100;
	for (int32_t days = 0; days <= USUAL_DAYS_MAX && g->n; days++) {
		seen += g->of_days[days];
		if (seen >= need)
			return days;
	}
	return -1;
}

struct usual usual_of(const struct gaps *service, const struct gaps *carrier,
		      const struct shipment *s)
{
	const struct gaps *of[] = { [USUAL_SERVICE] = service, [USUAL_CARRIER] = carrier };
	enum scope scope;

	for (int basis = USUAL_SERVICE; basis <= USUAL_CARRIER; basis++)
		if (of[basis] && of[basis]->n >= USUAL_LEAST)
			return (struct usual){ .days = gaps_rank(of[basis], USUAL_PERCENT),
					       .n = of[basis]->n,
					       .basis = (enum usual_basis)basis,
					       .confidence = CONFIDENCE_HIGH };
	scope = shipment_scope(s);
	return (struct usual){ .days = ours[scope].days,
			       .n = carrier ? carrier->n : 0,
			       .basis = USUAL_OURS,
			       .source = ours[scope].source,
			       .confidence = CONFIDENCE_LOW };
}
