#include "domain/promise.h"

#include <assert.h>
#include <stddef.h>

/* clang-format off */
const char *const promise_state_names[PROMISE_NVALUES] = {
	[PROMISE_OPEN]   = "open",
	[PROMISE_KEPT]   = "kept",
	[PROMISE_BROKEN] = "broken",
	[PROMISE_WAIVED] = "waived",
};

#define TO(s) (1u << PROMISE_##s)

static const unsigned next[PROMISE_NVALUES] = {
	[PROMISE_OPEN]   = TO(KEPT) | TO(BROKEN) | TO(WAIVED),
	[PROMISE_KEPT]   = 0,
	[PROMISE_BROKEN] = 0,
	[PROMISE_WAIVED] = 0,
};
/* clang-format on */

bool promise_may_become(enum promise_state from, enum promise_state to)
{
	assert(from < PROMISE_NVALUES && to < PROMISE_NVALUES);
	return next[from] & (1u << to);
}

bool promise_overdue(const struct promise *p, daynum today)
{
	assert(p != NULL && today != DAY_NONE);
	return p->state == PROMISE_OPEN && p->due_on != DAY_NONE && p->due_on < today;
}
