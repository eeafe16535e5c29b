#include "view/call_doc.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/timer.h"
#include "store/read.h"
#include "view/case_doc.h"
#include "view/doc.h"
#include "view/window_doc.h"

/* --- under way --- */

void timer_node(struct arena *a, struct node *doc, const struct timer *t, instant now)
{
	struct node *n, *list;
	const char *p;

	if (!t) {
		node_null(a, doc, "call");
		return;
	}
	n = node_map(a, doc, "call");
	list = node_list(a, n, "cases");
	for (p = t->cases; *p; p += *p == ',') {
		char *end;

		node_int(a, list, NULL, strtoll(p, &end, 10));
		p = end;
	}
	node_instant(a, n, "started_at", t->started_at);
	node_int(a, n, "minutes", timer_minutes(t, now));
	node_bool(a, n, "on_hold", t->hold_since != INSTANT_NONE);
	node_int(a, n, "hold_minutes", timer_hold_minutes(t, now));
	node_text(a, n, "dialed", t->dialed);
	node_bool(a, n, "forgotten", timer_forgotten(t, now));
}

/* --- afterwards --- */

static int chase_node(struct arena *a, struct node *doc, struct snap *snap, int64_t contact_id,
		      struct err *err)
{
	struct promise *p;
	daynum first = DAY_NONE;
	int n;

	if (row_list(&p, &n, snap, a, TABLE_PROMISE, "WHERE contact_id=?1 ORDER BY id", contact_id,
		     0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (p[i].state == PROMISE_OPEN && p[i].owed_by != PARTY_US &&
		    p[i].due_on != DAY_NONE && (first == DAY_NONE || p[i].due_on < first))
			first = p[i].due_on;
	node_day(a, doc, "chase_on", first);
	return 0;
}

int contact_after_nodes(struct arena *a, struct node *doc, struct snap *snap, int64_t contact_id,
			const struct moment *moment, struct err *err)
{
	const struct window *w = NULL;
	struct window *window;
	int64_t *cases;
	int n, nwindows;

	if (chase_node(a, doc, snap, contact_id, err) < 0 ||
	    contact_cases(&cases, &n, snap, a, contact_id, err) < 0)
		return -1;
	if (n && row_list(&window, &nwindows, snap, a, TABLE_WINDOW,
			  "WHERE casefile_id=?1 ORDER BY id", cases[0], 0, err) < 0)
		return -1;
	if (n)
		w = window_main(window, nwindows);
	if (w)
		window_node(a, node_map(a, doc, "window"), w, moment->today);
	else
		node_null(a, doc, "window");
	return 0;
}

/* --- against each other --- */

static int side_node(struct arena *a, struct node *parent, const char *name, struct snap *snap,
		     int64_t contact_id, struct err *err)
{
	struct node *n = node_map(a, parent, name);
	struct contact c;

	if (row_get(&c, snap, a, TABLE_CONTACT, contact_id, err) < 0)
		return -1;
	node_int(a, n, "contact", c.id);
	node_instant(a, n, "at", c.at);
	node_text(a, n, "channel", channel_names[c.channel]);
	node_text(a, n, "with", party_names[c.party]);
	node_text(a, n, "rep_name", c.rep_name);
	node_text(a, n, "rep_id", c.rep_id);
	node_text(a, n, "reference", c.reference);
	node_text(a, n, "said", c.said);
	return 0;
}

int contradiction_node(struct arena *a, struct node *n, struct snap *snap,
		       const struct contradiction *d, struct err *err)
{
	node_int(a, n, "contradiction", d->id);
	node_text(a, n, "note", d->note);
	if (side_node(a, n, "contact", snap, d->contact_id, err) < 0)
		return -1;
	return side_node(a, n, "other", snap, d->other_id, err);
}

int contradictions_node(struct arena *a, struct node *doc, struct snap *snap,
			const struct case_rows *c, struct err *err)
{
	struct node *list = node_list(a, doc, "contradictions");

	for (int i = 0; i < c->ncontradictions; i++)
		if (contradiction_node(a, node_map(a, list, NULL), snap, &c->contradiction[i],
				       err) < 0)
			return -1;
	return 0;
}
