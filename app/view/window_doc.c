#include "view/window_doc.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "domain/request.h"
#include "store/read.h"
#include "view/doc.h"

static void json_node(struct arena *a, struct node *parent, const struct json *j)
{
	struct node *n;

	switch (j->type) {
	case JSON_OBJECT:
	case JSON_ARRAY:
		n = j->type == JSON_OBJECT ? node_map(a, parent, j->name)
					   : node_list(a, parent, j->name);
		for (const struct json *child = j->first; child; child = child->next)
			json_node(a, n, child);
		break;
	case JSON_BOOL:
		node_bool(a, parent, j->name, j->truth);
		break;
	case JSON_NULL:
		node_null(a, parent, j->name);
		break;
	case JSON_NUMBER:
	case JSON_TEXT:
		node_text(a, parent, j->name, j->text);
		break;
	}
}

static void alternatives_node(struct arena *a, struct node *window, const char *text)
{
	struct node *list = node_list(a, window, "alternatives");
	struct json *j;
	struct err ignored;

	if (!text || json_parse(&j, a, text, strlen(text), &ignored) < 0)
		return;
	for (const struct json *each = j->first; each; each = each->next)
		json_node(a, list, each);
}

static void days_node(struct arena *a, struct node *n, const char *name, int32_t days)
{
	if (days == DAYS_NONE)
		node_null(a, n, name);
	else
		node_int(a, n, name, days);
}

static bool counts_working_days(const struct window *w)
{
	return w->unit == UNIT_WORKING || window_opening_unit(w) == UNIT_WORKING;
}

struct node *window_node(struct arena *a, struct node *n, const struct window *w, daynum today)
{
	int32_t left = window_days_left(w, today);

	node_text(a, n, "what", window_what_names[w->what]);
	node_text(a, n, "route", route_kind_names[w->route]);
	node_day(a, n, "opens_on", w->opens_on);
	node_day(a, n, "closes_on", w->closes_on);
	node_text(a, n, "opens_from",
		  w->opens_from == ANCHOR_NONE ? NULL : anchor_names[w->opens_from]);
	node_text(a, n, "closes_from",
		  w->closes_from == ANCHOR_NONE ? NULL : anchor_names[w->closes_from]);
	node_day(a, n, "opens_anchor_on", w->opens_anchor_on);
	node_day(a, n, "closes_anchor_on", w->closes_anchor_on);
	days_node(a, n, "opens_days", w->opens_days);
	days_node(a, n, "closes_days", w->closes_days);
	node_text(a, n, "unit", unit_names[w->unit]);
	node_text(a, n, "opens_unit", unit_names[window_opening_unit(w)]);
	node_text(a, n, "work_week", counts_working_days(w) ? work_week_names[w->work_week] : NULL);
	node_text(a, n, "after_request", w->after_request);
	if (left == INT32_MIN)
		node_null(a, n, "days_left");
	else
		node_int(a, n, "days_left", left);
	node_text(a, n, "state", window_state_names[window_state_on(w, today)]);
	node_text(a, n, "unknown_because", w->unknown_because);
	node_text(a, n, "rule", w->rule);
	node_text(a, n, "limit_note", w->limit_note);
	node_text(a, n, "who_may_file", w->who_may_file);
	node_text(a, n, "form", w->form);
	node_money(a, n, "cover", &w->cover);
	node_money(a, n, "cover_max", &w->cover_max);
	node_text(a, n, "source", w->source);
	node_text(a, n, "source_date", w->source_date);
	node_day(a, n, "checked_on", w->checked_on);
	node_text(a, n, "confidence", confidence_names[w->confidence]);
	node_text(a, n, "why", window_why(a, w));
	alternatives_node(a, n, w->alternatives);
	return n;
}

/* Appeals and suits begin with a denial: until there is one, or once made, they are no windows. */
static bool not_yet(const struct window *w)
{
	return (w->what == WINDOW_APPEAL || w->what == WINDOW_SECOND_APPEAL ||
		w->what == WINDOW_SUIT) &&
	       !w->live;
}

/* The request that must end before the window may be used, and how far it is. */
static void first_node(struct arena *a, struct node *window, const struct case_rows *c,
		       const struct window *w)
{
	const struct request *r;
	enum request_first first = request_first(&r, w->after_request, c->request, c->nrequests);
	struct node *n;

	if (first == FIRST_FREE) {
		node_null(a, window, "first");
		return;
	}
	n = node_map(a, window, "first");
	node_text(a, n, "kind", w->after_request);
	node_text(a, n, "state", request_first_names[first]);
	node_text(a, n, "request",
		  r ? arena_printf(a, "%" PRId64 "/%d", r->casefile_id, r->number) : NULL);
}

/* Of two, the newer. */
static const struct claim *claim_in(const struct case_rows *c, const struct window *w)
{
	const struct claim *found = NULL;

	for (int i = 0; i < c->nclaims && w->what == WINDOW_CLAIM; i++) {
		const struct claim *k = &c->claim[i];

		if (k->route == w->route && k->filed_on != DAY_NONE &&
		    k->state != CLAIM_WITHDRAWN && k->state != CLAIM_EXPIRED &&
		    k->state != CLAIM_NO_RECORD) /* that one must be filed again, in time */
			found = k;
	}
	return found;
}

static bool is_request_in(const struct request *r, const struct window *w)
{
	if (r->state == REQUEST_WITHDRAWN)
		return false;
	if (w->what == WINDOW_INQUIRY)
		return r->kind == REQUEST_INTERNATIONAL_INQUIRY || r->kind == REQUEST_TRACE;
	return w->what == WINDOW_SEARCH &&
	       (r->kind == REQUEST_MISSING_MAIL_SEARCH || r->kind == REQUEST_TRACE);
}

void window_used_node(struct arena *a, struct node *n, const struct case_rows *c,
		      const struct window *w)
{
	const struct claim *claim = claim_in(c, w);
	const struct request *request = NULL;

	for (int i = 0; i < c->nrequests; i++)
		if (is_request_in(&c->request[i], w))
			request = &c->request[i];
	if (!claim && !request) {
		node_null(a, n, "used");
		return;
	}
	n = node_map(a, n, "used");
	node_text(a, n, "claim",
		  claim ? arena_printf(a, "%" PRId64 "/%d", claim->casefile_id, claim->number)
			: NULL);
	node_text(a, n, "request",
		  request ? arena_printf(a, "%" PRId64 "/%d", request->casefile_id, request->number)
			  : NULL);
	node_day(a, n, "on", claim ? claim->filed_on : request->filed_on);
}

static void window_in_case(struct arena *a, struct node *n, const struct case_rows *c,
			   const struct window *w, daynum today)
{
	window_node(a, n, w, today);
	first_node(a, n, c, w);
	window_used_node(a, n, c, w);
}

void windows_nodes(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct node *list = node_list(a, doc, "windows");

	for (int pass = 0; pass < 2; pass++) /* the claim's own first */
		for (int i = 0; i < c->nwindows; i++)
			if ((c->window[i].what == WINDOW_CLAIM) == !pass && !not_yet(&c->window[i]))
				window_in_case(a, node_map(a, list, NULL), c, &c->window[i], today);
}
