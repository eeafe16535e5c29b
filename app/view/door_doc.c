#include "view/door_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/moment.h"
#include "base/text.h"
#include "view/doc.h"
#include "view/window_doc.h"

struct case_door_list case_door_list(struct arena *a, const struct case_rows *c)
{
	struct case_door_list list;

	list.n =
		doors_of(&list.door, a, c->route, c->nroutes, &c->shipment, c->window, c->nwindows);
	list.main = door_main(list.door, list.n, c->window, c->nwindows);
	return list;
}

int checks_of(struct check **out, struct arena *a, const struct case_rows *c,
	      const struct door *door)
{
	struct papers papers = case_papers(c);

	return checklist_of(out, a, c->need, c->nneeds, &papers, door);
}

const struct check *first_missing(struct arena *a, const struct case_rows *c)
{
	struct case_door_list doors = case_door_list(a, c);
	struct check *list;
	int n = checks_of(&list, a, c, doors.main);

	return checklist_missing(list, n);
}

/* --- the checklist --- */

static void codes_node(struct arena *a, struct node *map, const struct check list[], int n)
{
	struct node *codes = node_list(a, map, "missing_evidence");

	for (int i = 0; i < n; i++)
		if (!list[i].held)
			node_text(a, codes, NULL, list[i].need->code);
}

/* "5 of 7" and the two numbers. */
static void ready_node(struct arena *a, struct node *map, const struct check list[], int n)
{
	struct node *ready = node_map(a, map, "ready");
	int held = checklist_held(list, n);

	node_int(a, ready, "held", held);
	node_int(a, ready, "asked", n);
	node_text(a, ready, "text", arena_printf(a, "%d of %d", held, n));
}

static void check_node(struct arena *a, struct node *n, const struct check *c)
{
	node_text(a, n, "code", c->need->code);
	node_text(a, n, "title", c->need->title);
	if (c->need->shot)
		node_int(a, n, "shot", c->need->shot);
	else
		node_null(a, n, "shot");
	node_bool(a, n, "held", c->held);
	node_text(a, n, "answered_by", c->answered_by);
	node_text(a, n, "why_missing", c->why_missing);
	node_text(a, n, "note", c->need->note);
	node_text(a, n, "source", c->need->source);
	node_text(a, n, "source_date", c->need->source_date);
	node_day(a, n, "checked_on", c->need->checked_on);
	node_text(a, n, "confidence", confidence_names[c->need->confidence]);
}

void checklist_node(struct arena *a, struct node *map, const struct case_rows *c,
		    const struct door *door)
{
	struct node *list;
	struct check *checks;
	int n = checks_of(&checks, a, c, door);

	codes_node(a, map, checks, n);
	list = node_list(a, map, "checklist");
	for (int i = 0; i < n; i++)
		check_node(a, node_map(a, list, NULL), &checks[i]);
	ready_node(a, map, checks, n);
}

/* --- doors --- */

static void door_window_node(struct arena *a, struct node *n, const struct case_rows *c,
			     const struct door *d, daynum today)
{
	static const char unknown[] = "window unknown: ask, then 'waylaid rules set'";
	const struct window *w = d->window;
	const char *because = NULL;
	struct node *map;

	if (!w) {
		node_null(a, n, "window");
		node_text(a, n, "unknown_because", unknown);
		return;
	}
	map = node_map(a, n, "window");
	node_text(a, map, "what", window_what_names[w->what]);
	node_day(a, map, "opens_on", w->opens_on);
	node_day(a, map, "closes_on", w->closes_on);
	if (window_days_left(w, today) == INT32_MIN)
		node_null(a, map, "days_left");
	else
		node_int(a, map, "days_left", window_days_left(w, today));
	node_text(a, map, "state", window_state_names[window_state_on(w, today)]);
	window_used_node(a, map, c, w);
	node_text(a, map, "rule", w->rule);
	node_text(a, map, "confidence", confidence_names[w->confidence]);
	if (window_state_on(w, today) == WINDOW_UNKNOWN)
		because = w->unknown_because ? w->unknown_because : unknown;
	node_text(a, n, "unknown_because", because);
}

/* Doors of this case that it cannot go together with, whichever of the two says so. */
static void excludes_node(struct arena *a, struct node *n, const struct case_door_list *doors,
			  const struct door *d)
{
	struct node *list = node_list(a, n, "excludes");

	for (int i = 0; i < doors->n; i++) {
		const struct door *other = &doors->door[i];
		const char *mine = d->route ? d->route->excludes : NULL;
		const char *theirs = other->route ? other->route->excludes : NULL;

		if (other != d &&
		    (text_is_listed(mine, other->code) || text_is_listed(theirs, d->code)))
			node_text(a, list, NULL, other->code);
	}
}

static void door_source_node(struct arena *a, struct node *n, const struct route *r)
{
	node_text(a, n, "source", r ? r->source : NULL);
	node_text(a, n, "source_date", r ? r->source_date : NULL);
	node_day(a, n, "checked_on", r ? r->checked_on : DAY_NONE);
	node_text(a, n, "confidence", confidence_names[r ? r->confidence : CONFIDENCE_LOW]);
}

static void door_node(struct arena *a, struct node *n, const struct case_rows *c,
		      const struct case_door_list *doors, const struct door *d, daynum today)
{
	enum refund_rule refund = d->route ? d->route->refund : REFUND_FREE;
	struct check *checks;
	int asked = checks_of(&checks, a, c, d);

	node_text(a, n, "route", d->code);
	node_text(a, n, "kind", route_kind_names[d->kind]);
	node_text(a, n, "title", d->title);
	node_bool(a, n, "main", d == doors->main);
	door_window_node(a, n, c, d, today);
	node_text(a, n, "who_may_file", d->who_may_file);
	node_money(a, n, "cap", &d->cap);
	excludes_node(a, n, doors, d);
	node_text(a, n, "refund", refund == REFUND_FREE ? NULL : refund_rule_names[refund]);
	node_text(a, n, "refund_words", refund_rule_words(refund));
	node_text(a, n, "warning", d->warning);
	codes_node(a, n, checks, asked);
	ready_node(a, n, checks, asked);
	door_source_node(a, n, d->route);
}

void doors_node(struct arena *a, struct node *doc, const struct case_rows *c,
		const struct case_door_list *doors, daynum today)
{
	struct node *list = node_list(a, doc, "routes");

	for (int i = 0; i < doors->n; i++)
		door_node(a, node_map(a, list, NULL), c, doors, &doors->door[i], today);
	node_text(a, doc, "refund_warning",
		  route_refund_warning(a, doors->door, doors->n, c->claim, c->nclaims,
				       REMEDY_REFUND));
}

/* --- items --- */

struct node *item_node(struct arena *a, struct node *n, const struct item *i)
{
	node_int(a, n, "item", i->id);
	node_text(a, n, "description", i->description);
	node_text(a, n, "sku", i->sku);
	node_text(a, n, "serial_number", i->serial_number);
	node_int(a, n, "quantity", i->quantity);
	node_money(a, n, "value", &i->value);
	node_day(a, n, "bought_on", i->bought_on);
	node_text(a, n, "type", i->type);
	node_text(a, n, "condition", i->condition ? item_condition_names[i->condition] : NULL);
	node_money(a, n, "cost", &i->cost);
	return n;
}

struct node *item_doc(struct arena *a, int64_t case_id, const struct item *i)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", case_id);
	return item_node(a, doc, i);
}

void items_node(struct arena *a, struct node *shipment, const struct case_rows *c)
{
	struct node *list = node_list(a, shipment, "items");

	for (int i = 0; i < c->nitems; i++)
		item_node(a, node_map(a, list, NULL), &c->item[i]);
}

/* --- documents of their own --- */

static struct node *case_node(struct arena *a, const struct case_rows *c)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", c->casefile.id);
	node_text(a, doc, "tracking_number", c->shipment.tracking_number);
	node_text(a, doc, "carrier", c->shipment.carrier);
	node_text(a, doc, "service", c->shipment.service);
	node_text(a, doc, "problem", problem_names[c->casefile.problem]);
	node_text(a, doc, "stage", stage_names[c->casefile.stage]);
	return doc;
}

int routes_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	       const struct moment *moment, struct err *err)
{
	struct case_door_list doors;
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	doors = case_door_list(a, &c);
	*out = case_node(a, &c);
	doors_node(a, *out, &c, &doors, moment->today);
	return 0;
}

static int no_such_door(struct arena *a, const struct case_door_list *doors, const char *route,
			struct err *err)
{
	const char *codes = NULL;

	for (int i = 0; i < doors->n; i++)
		codes = arena_printf(a, "%s%s%s", codes ? codes : "", codes ? ", " : "",
				     doors->door[i].code);
	return err_set(err, ERR_INPUT, "the case has no one door '%s': use %s", route,
		       codes ? codes : "edit to say the carrier first");
}

int ready_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const char *route, struct err *err)
{
	struct case_door_list doors;
	const struct door *d;
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	doors = case_door_list(a, &c);
	d = route ? door_find(doors.door, doors.n, route) : doors.main;
	if (route && !d)
		return no_such_door(a, &doors, route, err);
	*out = case_node(a, &c);
	node_text(a, *out, "route", d ? d->code : NULL);
	node_text(a, *out, "title", d ? d->title : NULL);
	node_text(a, *out, "who_may_file", d ? d->who_may_file : NULL);
	checklist_node(a, *out, &c, d);
	return 0;
}
