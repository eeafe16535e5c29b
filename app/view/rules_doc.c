#include "view/rules_doc.h"

#include "base/arena.h"
#include "domain/window.h"
#include "view/doc.h"

static void days_node(struct arena *a, struct node *n, const char *name, int32_t days)
{
	if (days == DAYS_NONE)
		node_null(a, n, name);
	else
		node_int(a, n, name, days);
}

static void anchor_node(struct arena *a, struct node *n, const char *name, enum anchor from)
{
	node_text(a, n, name, from == ANCHOR_NONE ? NULL : anchor_names[from]);
}

static bool is_old(const struct rule *r, daynum today)
{
	return r->checked_on == DAY_NONE || today - r->checked_on > RULE_OLD_DAYS;
}

struct node *rule_node(struct arena *a, struct node *n, const struct rule *r, daynum today)
{
	enum unit first = rule_opening_unit(r);
	bool works = r->unit == UNIT_WORKING || first == UNIT_WORKING;

	node_text(a, n, "code", r->code);
	node_text(a, n, "carrier", r->carrier);
	node_text(a, n, "service", r->service);
	node_text(a, n, "scope", scope_names[r->scope]);
	node_text(a, n, "kind", rule_kind_names[r->kind]);
	node_text(a, n, "what", window_what_names[r->what]);
	node_text(a, n, "route", route_kind_names[r->route]);
	days_node(a, n, "opens_days", r->opens_days);
	anchor_node(a, n, "opens_from", r->opens_from);
	node_text(a, n, "opens_unit", unit_names[first]);
	node_text(a, n, "opens", rule_end_words(a, r, true));
	days_node(a, n, "closes_days", r->closes_days);
	anchor_node(a, n, "closes_from", r->closes_from);
	node_text(a, n, "unit", unit_names[r->unit]);
	node_text(a, n, "closes", rule_end_words(a, r, false));
	node_text(a, n, "work_week", works ? work_week_names[r->work_week] : NULL);
	node_text(a, n, "insurer", r->insurer);
	node_text(a, n, "after_request", r->after_request);
	node_text(a, n, "limit_note", r->limit_note);
	node_text(a, n, "who_may_file", r->who_may_file);
	node_text(a, n, "form", r->form);
	node_money(a, n, "cover", &r->cover);
	node_money(a, n, "cover_max", &r->cover_max);
	node_text(a, n, "source", r->source);
	node_text(a, n, "source_date", r->source_date);
	node_day(a, n, "checked_on", r->checked_on);
	node_text(a, n, "confidence", confidence_names[r->confidence]);
	node_bool(a, n, "own", r->own);
	node_bool(a, n, "old", is_old(r, today));
	return n;
}

struct node *rules_doc(struct arena *a, const struct rule *const rules[],
		       const struct rule *const published[], int n, daynum today)
{
	struct node *doc = node_root(a), *items = node_list(a, doc, "items");
	int nown = 0, nold = 0;

	for (int i = 0; i < n; i++) {
		struct node *one = rule_node(a, node_map(a, items, NULL), rules[i], today);

		if (published[i])
			rule_node(a, node_map(a, one, "published"), published[i], today);
		else
			node_null(a, one, "published");
		nown += rules[i]->own;
		nold += is_old(rules[i], today);
	}
	node_int(a, doc, "count", n);
	node_int(a, doc, "own_count", nown);
	node_int(a, doc, "old_count", nold);
	return doc;
}

struct node *rule_set_doc(struct arena *a, const char *code, const char *file, const struct rule *r,
			  daynum today)
{
	struct node *doc = node_root(a);

	node_text(a, doc, "code", code);
	node_text(a, doc, "file", file);
	if (r)
		rule_node(a, node_map(a, doc, "rule"), r, today);
	else
		node_null(a, doc, "rule");
	return doc;
}

/* --- what they would move --- */

static struct node *end_node(struct arena *a, struct node *n, const char *name,
			     const struct rule_move *m, bool after)
{
	const char *rule = after ? m->rule_after : m->rule_before;

	if (!rule)
		return node_null(a, n, name);
	n = node_map(a, n, name);
	node_day(a, n, "opens_on", after ? m->opens_after : m->opens_before);
	node_day(a, n, "closes_on", after ? m->closes_after : m->closes_before);
	node_text(a, n, "rule", rule);
	return n;
}

struct node *rule_moves_doc(struct arena *a, const struct rule_moves *moves)
{
	struct node *doc = node_root(a), *items = node_list(a, doc, "items");

	for (int i = 0; i < moves->n; i++) {
		const struct rule_move *m = &moves->move[i];
		struct node *n = node_map(a, items, NULL);

		node_int(a, n, "case", m->casefile_id);
		node_text(a, n, "tracking_number", m->tracking_number);
		node_text(a, n, "change", move_kind_names[m->kind]);
		node_text(a, n, "what", window_what_names[m->what]);
		node_text(a, n, "route", route_kind_names[m->route]);
		end_node(a, n, "before", m, false);
		end_node(a, n, "after", m, true);
	}
	node_int(a, doc, "count", moves->count);
	node_int(a, doc, "cases", moves->cases);
	node_int(a, doc, "reworded", moves->reworded);
	node_int(a, doc, "checked", moves->checked);
	return doc;
}
