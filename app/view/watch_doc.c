#include "view/watch_doc.h"

#include "base/arena.h"
#include "view/doc.h"

static void usual_node(struct arena *a, struct node *item, const struct watch_item *i)
{
	struct node *n = node_map(a, item, "usual");

	node_int(a, n, "days", i->usual.days);
	node_int(a, n, "n", i->usual.n);
	if (i->usual.basis == USUAL_OURS)
		node_null(a, n, "quantile");
	else
		node_int(a, n, "quantile", USUAL_PERCENT);
	node_text(a, n, "basis", usual_basis_names[i->usual.basis]);
	node_text(a, n, "source", i->usual.source);
	node_text(a, n, "confidence", confidence_names[i->usual.confidence]);
	node_text(a, n, "text", i->usual_words);
}

static void claim_nodes(struct arena *a, struct node *item, const struct window *w, daynum today)
{
	daynum closes = w ? w->closes_on : DAY_NONE;

	node_text(a, item, "window", w ? window_what_names[w->what] : NULL);
	node_day(a, item, "opens_on", w ? w->opens_on : DAY_NONE);
	node_day(a, item, "closes_on", closes);
	if (closes == DAY_NONE)
		node_null(a, item, "days_left");
	else
		node_int(a, item, "days_left", closes - today);
	node_text(a, item, "state", w ? window_state_names[window_state_on(w, today)] : NULL);
	node_text(a, item, "confidence", w ? confidence_names[w->confidence] : NULL);
}

static void item_node(struct arena *a, struct node *list, const struct watch_item *i, daynum today)
{
	const struct finding *f = &i->finding;
	struct node *n = node_map(a, list, NULL);
	daynum since;

	node_text(a, n, "tracking_number", i->shipment.tracking_number);
	node_text(a, n, "carrier", i->shipment.carrier);
	node_text(a, n, "service", i->shipment.service);
	node_text(a, n, "verdict", watch_verdict_names[f->verdict]);
	node_text(a, n, "problem", problem_names[f->problem]);
	node_day(a, n, "since", f->since);
	if (f->days < 0)
		node_null(a, n, "days");
	else
		node_int(a, n, "days", f->days);
	node_text(a, n, "why", i->why);
	usual_node(a, n, i);
	node_money(a, n, "value", &i->shipment.value);
	node_day(a, n, "held_until", f->held_until);
	node_day(a, n, "act_by", watch_due_on(f, i->claim, today));
	node_day(a, n, "over_since", watch_is_over(&since, f, i->claim, today) ? since : DAY_NONE);
	claim_nodes(a, n, i->claim, today);
	node_text(a, n, "next_step", watch_words[f->verdict].next_step);
	node_text(a, n, "command", i->command);
	if (i->casefile_id)
		node_int(a, n, "case", i->casefile_id);
	else
		node_null(a, n, "case");
}

struct node *watch_doc(struct arena *a, const struct watch_list *list, daynum today)
{
	struct node *doc = node_root(a), *items = node_list(a, doc, "items"), *verdicts, *v;

	for (int i = 0; i < list->n; i++)
		item_node(a, items, &list->item[i], today);
	node_int(a, doc, "count", list->count);
	node_int(a, doc, "checked", list->checked);
	node_int(a, doc, "with_case", list->with_case);
	node_int(a, doc, "closed_case", list->closed);
	node_int(a, doc, "never_asked", list->never_asked);
	node_int(a, doc, "over", list->over);
	verdicts = node_list(a, doc, "verdicts");
	for (int k = 0; k < WATCH_NVALUES; k++) {
		if (!list->of[k])
			continue;
		v = node_map(a, verdicts, NULL);
		node_text(a, v, "verdict", watch_verdict_names[k]);
		node_text(a, v, "title", watch_words[k].title);
		node_text(a, v, "meaning", watch_words[k].meaning);
		node_text(a, v, "next_step", watch_words[k].next_step);
		node_int(a, v, "count", list->of[k]);
	}
	return doc;
}
