#include "view/hold_doc.h"

#include "base/arena.h"
#include "view/doc.h"

/* A claim in this state asks for nothing to be kept any more. */
static bool settled(enum claim_state s)
{
	return s == CLAIM_PAID || s == CLAIM_WITHDRAWN || s == CLAIM_EXPIRED;
}

/* The claims that count: drafts were never sent. paid: one of them was. */
static bool all_settled(bool *paid, const struct case_rows *c)
{
	int n = 0;

	*paid = false;
	for (int i = 0; i < c->nclaims; i++) {
		if (c->claim[i].state == CLAIM_DRAFT)
			continue;
		if (!settled(c->claim[i].state))
			return false;
		*paid |= c->claim[i].state == CLAIM_PAID;
		n++;
	}
	return n > 0;
}

const char *hold_may_go(struct arena *a, const struct hold *h, const struct case_rows *c,
			daynum today)
{
	char day[DAY_TEXT];
	bool paid;

	if (h->released_on != DAY_NONE)
		return NULL;
	if (c->casefile.closed_at != INSTANT_NONE)
		return "the case is closed";
	if (all_settled(&paid, c))
		return paid ? "the claim was paid" : "no claim is open any more";
	if (h->until != DAY_NONE && h->until < today)
		return arena_printf(a, "%s is past", day_text(day, h->until));
	return NULL;
}

int holds_releasable(const struct hold *out[], int room, struct arena *a, const struct case_rows *c,
		     daynum today)
{
	int n = 0;

	for (int i = 0; i < c->nholds && n < room; i++)
		if (hold_may_go(a, &c->hold[i], c, today))
			out[n++] = &c->hold[i];
	return n;
}

struct node *hold_node(struct arena *a, struct node *n, const struct hold *h)
{
	node_int(a, n, "hold", h->id);
	node_text(a, n, "what", h->what);
	node_text(a, n, "where", h->kept_where);
	node_day(a, n, "until", h->until);
	node_day(a, n, "released_on", h->released_on);
	return n;
}

void holds_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct node *list = node_list(a, doc, "holds");

	for (int i = 0; i < c->nholds; i++) {
		struct node *n = hold_node(a, node_map(a, list, NULL), &c->hold[i]);

		node_text(a, n, "may_go", hold_may_go(a, &c->hold[i], c, today));
	}
}
