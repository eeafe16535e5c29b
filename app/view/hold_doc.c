#include "view/hold_doc.h"

#include "base/arena.h"
#include "view/doc.h"

/* A claim in this state asks for nothing to be kept any more. */
static bool settled(enum claim_state s)
{
	return s == CLAIM_PAID || s == CLAIM_WITHDRAWN || s == CLAIM_EXPIRED;
}

/* How many claims are open, how many settled, and was one paid? Drafts were never sent. */
static void count_claims(int *open, int *done, bool *paid, const struct case_rows *c)
{
	*open = *done = 0;
	*paid = false;
	for (int i = 0; i < c->nclaims; i++) {
		enum claim_state s = c->claim[i].state;

		*open += s != CLAIM_DRAFT && !settled(s);
		*done += settled(s);
		*paid |= s == CLAIM_PAID;
	}
}

const char *hold_may_go(struct arena *a, const struct hold *h, const struct case_rows *c,
			daynum today)
{
	char day[DAY_TEXT];
	int open, done;
	bool paid;

	if (h->released_on != DAY_NONE)
		return NULL;
	if (c->casefile.closed_at != INSTANT_NONE)
		return "the case is closed";
	count_claims(&open, &done, &paid, c);
	if (open) /* whatever day was thought of before */
		return NULL;
	if (done)
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

struct node *hold_doc(struct arena *a, const struct hold *h)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", h->casefile_id);
	return hold_node(a, doc, h);
}

struct node *released_doc(struct arena *a, int64_t case_id, int released)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", case_id);
	node_int(a, doc, "released", released);
	return doc;
}

void holds_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct node *list = node_list(a, doc, "holds");

	for (int i = 0; i < c->nholds; i++) {
		struct node *n = hold_node(a, node_map(a, list, NULL), &c->hold[i]);

		node_text(a, n, "may_go", hold_may_go(a, &c->hold[i], c, today));
	}
}
