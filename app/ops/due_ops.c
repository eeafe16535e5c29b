#include "ops/due_ops.h"

#include "base/arena.h"
#include "carrier/whom.h"
#include "ops/tracking_ops.h"

int due_count(struct due_parcels *out, struct desk *desk, struct arena *a,
	      const struct paths *paths, struct err *err)
{
	const struct plan_query query = { .due = true, .count_only = true, .paths = paths };
	struct plans plans;

	if (tracking_plan(&plans, desk, a, &query, err) < 0)
		return -1;
	*out = (struct due_parcels){ .of = arena_array(a, (size_t)plans.nplans + 1,
						       sizeof *out->of),
				     .ncarriers = plans.nplans,
				     .paid = plans.paid,
				     .unasked = plans.unasked };
	for (int i = 0; i < plans.nplans; i++) {
		struct due_carrier *d = &out->of[i];

		*d = (struct due_carrier){ .code = plans.plan[i].carrier,
					   .why_not = whom_why_not(a, paths, plans.plan[i].carrier),
					   .n = plans.plan[i].nasks };
		if (!d->why_not)
			out->may += d->n;
	}
	return 0;
}
