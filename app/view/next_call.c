#include "view/next_call.h"

#include "base/arena.h"
#include "base/text.h"

static bool asks_carrier(const struct next_row *r, daynum today)
{
	if (!r->carrier || (r->who && !text_same(r->who, "carrier"))) /* of a request NULL is it */
		return false;
	switch (r->kind) {
	case NEXT_PROMISE: /* before its day they are let alone */
		return r->due_on != DAY_NONE && r->due_on <= today;
	case NEXT_REQUEST:
	case NEXT_ANSWER:
	case NEXT_PAYMENT:
		return true;
	default:
		return false;
	}
}

/* The calls to one carrier, the newest first. */
struct gathered {
	struct next_call call;
	struct gathered *before;
};

enum { CARRIERS_MAX = 64 }; /* of a carrier beyond, each case is a call of its own */

struct carriers {
	struct gathered *newest[CARRIERS_MAX];
	int n;
};

static struct gathered **calls_to(struct carriers *all, const char *carrier)
{
	for (int i = 0; i < all->n; i++)
		if (text_same(all->newest[i]->call.carrier, carrier))
			return &all->newest[i];
	return all->n < CARRIERS_MAX ? &all->newest[all->n++] : NULL;
}

static bool has_case(const struct next_call *call, int64_t id)
{
	for (int i = 0; i < call->ncases; i++)
		if (call->cases[i] == id)
			return true;
	return false;
}

static const struct next_call *call_about(struct gathered **newest, struct arena *a,
					  const struct next_row *r)
{
	struct gathered *g = *newest;

	for (; g; g = g->before)
		if (has_case(&g->call, r->casefile_id))
			return &g->call;
	g = *newest;
	if (!g || g->call.ncases == CALL_CASES) {
		g = arena_alloc(a, sizeof *g);
		g->call.carrier = r->carrier;
		g->before = *newest;
		*newest = g;
	}
	g->call.cases[g->call.ncases++] = r->casefile_id;
	return &g->call;
}

const struct next_call **next_calls(struct arena *a, const struct next_row rows[], int n,
				    daynum today)
{
	const struct next_call **calls = arena_array(a, (size_t)n + 1, sizeof(*calls));
	struct carriers carriers = { .n = 0 };
	struct gathered **newest;

	for (int i = 0; i < n; i++) {
		newest =
			asks_carrier(&rows[i], today) ? calls_to(&carriers, rows[i].carrier) : NULL;
		if (newest)
			calls[i] = call_about(newest, a, &rows[i]);
	}
	return calls;
}
