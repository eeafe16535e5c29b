#include "view/rates_doc.h"

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/urgency.h"
#include "store/kept.h"
#include "store/read.h"
#include "view/doc.h"

enum { RATE_DAYS = 365, CALL_NEWEST = 1000 };

static void sum_nodes(struct arena *a, struct node *n, const struct kept *sum)
{
	int rate = kept_rate(sum->kept, sum->broken);

	node_int(a, n, "kept", sum->kept);
	node_int(a, n, "broken", sum->broken);
	node_int(a, n, "n", sum->kept + sum->broken);
	if (rate < 0)
		node_null(a, n, "rate");
	else
		node_int(a, n, "rate", rate);
	node_day(a, n, "since", sum->since);
}

static bool spoke(const struct case_rows *c, const struct kept_rep *rep)
{
	for (int i = 0; i < c->ncontacts; i++)
		if (text_same_nocase(c->contact[i].rep_name, rep->name) &&
		    text_same_nocase(c->contact[i].rep_id, rep->id))
			return true;
	return false;
}

/* of: only who spoke in this case; NULL: all. */
static void carrier_nodes(struct arena *a, struct node *item, const struct kept_carrier *k,
			  const struct case_rows *of)
{
	struct node *list, *n;

	node_text(a, item, "carrier", k->carrier);
	sum_nodes(a, item, &k->sum);
	list = node_list(a, item, "representatives");
	for (int i = 0; i < k->nreps; i++) {
		if (of && !spoke(of, &k->rep[i]))
			continue;
		n = node_map(a, list, NULL);
		node_text(a, n, "rep_name", k->rep[i].name);
		node_text(a, n, "rep_id", k->rep[i].id);
		sum_nodes(a, n, &k->rep[i].sum);
	}
}

static int items_node(int *n, struct arena *a, struct node *doc, const char *name,
		      struct snap *snap, const struct kept_query *query, struct err *err)
{
	struct kept_carrier *kept;
	struct node *list;

	if (kept_read(&kept, n, snap, a, query, err) < 0)
		return -1;
	list = node_list(a, doc, name);
	for (int i = 0; i < *n; i++)
		carrier_nodes(a, node_map(a, list, NULL), &kept[i], NULL);
	return 0;
}

int rates_doc(struct node **out, struct snap *snap, struct arena *a, const struct moment *moment,
	      struct err *err)
{
	const struct kept_query query = { .since = moment->today - RATE_DAYS };
	int n;

	*out = node_root(a);
	if (items_node(&n, a, *out, "items", snap, &query, err) < 0)
		return -1;
	node_int(a, *out, "count", n);
	node_day(a, *out, "since", query.since);
	return 0;
}

int kept_rates_node(struct arena *a, struct node *doc, struct snap *snap, const char *carrier,
		    const struct moment *moment, struct err *err)
{
	const struct kept_query query = { .since = moment->today - RATE_DAYS, .carrier = carrier };
	int n;

	return items_node(&n, a, doc, "kept_rates", snap, &query, err);
}

int kept_rate_node(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
		   const struct moment *moment, struct err *err)
{
	const struct kept_query query = { .since = moment->today - RATE_DAYS,
					  .carrier = c->shipment.carrier,
					  .newest = CALL_NEWEST };
	struct kept_carrier *kept;
	int n = 0;

	if (query.carrier && kept_read(&kept, &n, snap, a, &query, err) < 0)
		return -1;
	if (n)
		carrier_nodes(a, node_map(a, doc, "kept_rate"), kept, c);
	else
		node_null(a, doc, "kept_rate");
	return 0;
}
