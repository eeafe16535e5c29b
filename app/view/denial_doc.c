#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "view/claim_doc.h"
#include "view/doc.h"

static void tally_node(struct arena *a, struct node *n, const struct denial_tally *t)
{
	node_text(a, n, "whom", t->whom);
	node_int(a, n, "denied", t->denied);
	node_int(a, n, "appealed", t->appealed);
	node_int(a, n, "decided", t->decided);
	node_int(a, n, "won", t->won);
	if (t->decided >= DENIAL_RATE_MIN)
		node_int(a, n, "won_percent", (t->won * 100 + t->decided / 2) / t->decided);
	else
		node_null(a, n, "won_percent");
}

static void denial_node(struct arena *a, struct node *n, const struct denial *d,
			const struct denial_tally tallies[], int ntallies)
{
	struct node *own;

	node_text(a, n, "reason", d->code);
	node_text(a, n, "title", d->title);
	node_text(a, n, "rebuttal", d->rebuttal);
	node_text(a, n, "evidence", d->evidence);
	node_text(a, n, "source", d->source);
	node_text(a, n, "source_date", d->source_date);
	node_day(a, n, "checked_on", d->checked_on);
	node_text(a, n, "confidence", d->confidence);
	own = node_list(a, n, "own");
	for (int k = 0; k < ntallies; k++)
		if (!strcmp(tallies[k].code, d->code))
			tally_node(a, node_map(a, own, NULL), &tallies[k]);
}

int denials_doc(struct node **out, struct snap *snap, struct arena *a, const char *carrier,
		struct err *err)
{
	struct denial_tally *tally;
	const char *code = NULL;
	struct denial *denial;
	struct node *list;
	int n, ntallies;

	if (carrier && carrier_resolve(&code, snap, a, carrier, err) < 0)
		return -1;
	if (carrier && !code)
		return err_set(err, ERR_INPUT,
			       "carrier '%.40s' is not known: 'waylaid contacts' lists the "
			       "carriers",
			       carrier);
	if (fact_denials(&denial, &n, snap, a, err) < 0 ||
	    denial_tallies(&tally, &ntallies, snap, a, code, err) < 0)
		return -1;
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < n; i++)
		denial_node(a, node_map(a, list, NULL), &denial[i], tally, ntallies);
	node_int(a, *out, "count", n);
	return 0;
}
