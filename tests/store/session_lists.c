#include "store/cards.h"
#include "store/place.h"
#include "store/session.h"
#include "view/doc.h"
#include "view/facets.h"
#include "view/list_doc.h"
#include "view/next_doc.h"
#include "view/rates_doc.h"

/* Every list, in every order and by every filter. */

static int nothing(void *payload, const struct node *row, struct err *err)
{
	(void)payload;
	(void)row;
	(void)err;
	return 0;
}

static void list(struct snap *snap, struct list_query q)
{
	int64_t count, closed;

	for (int all = 0; all < 2; all++) {
		q.all = all;
		for (int sort = 0; sort < LIST_SORT_NVALUES; sort++) {
			q.sort = (enum list_sort)sort;
			MUST(case_list(&count, &closed, snap, &q, &here.moment, nothing, NULL,
				       &here.err));
		}
	}
}

static void lists(struct snap *snap)
{
	const struct list_query any = { .stage = -1,
					.problem = -1,
					.due_on = DAY_NONE,
					.opened_since = INSTANT_NONE,
					.limit = 20 };
	struct list_query q = any;
	struct facet_counts counts;

	list(snap, any);
	q.stage = STAGE_FILED;
	list(snap, q);
	q = any;
	q.owner = "ann";
	list(snap, q);
	q = any;
	q.client = "Acme";
	list(snap, q);
	q = any;
	q.account = "1A2B3C";
	list(snap, q);
	q = any;
	q.problem = PROBLEM_LOST;
	q.carrier = "usps";
	q.due_on = here.moment.today + 90;
	q.opened_since = here.moment.now - 86400;
	q.value_cents = 100;
	q.limit = 0;
	list(snap, q);
	q = any;
	q.cards = cards_new();
	list(snap, q);
	MUST(facets_count(&counts, snap, &here.a, &q, here.moment.today, &here.err));
	cards_free(q.cards);
}

/* Whole, cut off, of one owner, client and case. */
static void next_lists(struct snap *snap)
{
	const struct next_query queries[] = {
		{ .limit = 1000 },
		{ .limit = 1 },
		{ .limit = 1, .owner = "ann" },
		{ .limit = 1000, .client = "Acme", .all = true, .held = true },
		{ .limit = 1000, .casefile_id = 2 },
	};
	struct node *doc;

	for (size_t i = 0; i < COUNT(queries); i++) {
		struct next_query q = queries[i];

		q.today = here.moment.today;
		MUST(next_doc(&doc, snap, &here.a, &here.moment, &q, &here.err));
	}
	MUST(rates_doc(&doc, snap, &here.a, &here.moment, &here.err));
}

static void searches(struct snap *snap)
{
	static const struct search_query queries[] = { { "4711", NULL, 20 },
						       { "usps", NULL, 1 },
						       { "usps", "Acme", 1 } };
	struct node *doc;

	for (size_t i = 0; i < COUNT(queries); i++)
		MUST(search_doc(&doc, snap, &here.a, &queries[i], i == 0, &here.err));
}

void look_at_lists(struct snap *snap)
{
	lists(snap);
	next_lists(snap);
	searches(snap);
}
