#include "view/explain_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/zone.h"
#include "store/read.h"
#include "view/doc.h"
#include "view/status_words.h"

enum { ITEMS_MAX = 50, NEAREST = 3 };

struct codes {
	struct event_code *row;
	int n;
};

static int codes_read(struct codes *out, struct snap *snap, struct arena *a, struct err *err)
{
	return fact_event_codes(&out->row, &out->n, snap, a, NULL, err);
}

/* --- how sure --- */

/* Another reading of the same code in the same list, NULL when the sources agree. */
static const struct event_code *other_reading(const struct codes *all, const struct event_code *row)
{
	for (int i = 0; row->code && i < all->n; i++)
		if (text_same(all->row[i].list, row->list) &&
		    text_same(all->row[i].code, row->code) &&
		    (all->row[i].status != row->status || all->row[i].trouble != row->trouble))
			return &all->row[i];
	return NULL;
}

static const char *sure_words(struct arena *a, const struct event_code *row, bool other)
{
	int n = event_code_sources(row);
	const char *sure;

	if (row->confidence == CONFIDENCE_LOW && n == 0)
		sure = "unconfirmed: from memory; check with the carrier";
	else if (row->confidence == CONFIDENCE_LOW && n == 1)
		sure = "unconfirmed: only one source says so; check with the carrier";
	else if (row->confidence == CONFIDENCE_LOW)
		sure = arena_printf(a, "unconfirmed: %d weak sources; check with the carrier", n);
	else if (row->confidence == CONFIDENCE_HIGH && n < 2)
		sure = "sure: its own documents say so";
	else if (row->confidence == CONFIDENCE_HIGH)
		sure = arena_printf(a, "sure: %d sources agree, its own documents among them", n);
	else if (n > 2)
		sure = arena_printf(a, "sure: %d sources agree", n);
	else
		sure = n == 2 ? "fairly sure: 2 sources agree" : "fairly sure: one source says so";
	if (other)
		return arena_printf(a, "%s; but the sources disagree, see the other reading", sure);
	return event_code_disputed(row)
		       ? arena_printf(a, "%s; but a source reads it otherwise: go by the words",
				      sure)
		       : sure;
}

/* --- one row of the facts --- */

static void row_nodes(struct arena *a, struct node *n, const struct codes *all,
		      const struct event_code *row)
{
	const struct code_list *list = code_list_find(row->list);
	bool other = other_reading(all, row) != NULL;

	node_text(a, n, "carrier", list ? list->carrier : row->list);
	node_text(a, n, "list", row->list);
	node_text(a, n, "code", row->code);
	node_text(a, n, "text", row->text);
	node_text(a, n, "status", status_names[row->status]);
	node_text(a, n, "trouble", trouble_names[row->trouble]);
	node_bool(a, n, "is_scan", row->is_scan);
	node_text(a, n, "meaning", row->meaning);
	node_text(a, n, "next_step", row->next_step);
	node_text(a, n, "source", row->source);
	node_text(a, n, "source_date", row->source_date);
	node_day(a, n, "checked_on", row->checked_on);
	node_text(a, n, "confidence", confidence_names[row->confidence]);
	node_bool(a, n, "generic", event_code_generic(row));
	node_int(a, n, "sources", event_code_sources(row));
	node_bool(a, n, "disputed", other || event_code_disputed(row));
	node_text(a, n, "sure", sure_words(a, row, other));
}

/* The best ITEMS_MAX rows under "items", and how many there are in all. */
static int items_nodes(struct arena *a, struct node *doc, const struct codes *all,
		       const struct code_query *query)
{
	struct code_found *found = arena_array(a, (size_t)all->n + 1, sizeof *found);
	struct node *list = node_list(a, doc, "items");
	int n = event_codes_find(found, all->row, all->n, query);

	for (int i = 0; i < n && i < ITEMS_MAX; i++) {
		struct node *item = node_map(a, list, NULL);

		row_nodes(a, item, all, found[i].row);
		node_text(a, item, "match", code_match_names[found[i].match]);
	}
	node_int(a, doc, "count", n);
	return n;
}

/* --- a status, a code --- */

/* The desk's own words of one kind. */
struct own_table {
	const char *name; /* "status" */
	const char *const *names;
	const struct own_word *words;
	int n;
};

/* The word of the table that was typed, under its name; null where it is none. */
static bool own_word_node(struct arena *a, struct node *doc, const struct own_table *t,
			  const char *typed)
{
	char *code = arena_strdup(a, typed);
	struct node *node;
	int i;

	for (char *p = code; *p; p++)
		if (*p == ' ')
			*p = '_';
	i = name_find(t->names, t->n, code);
	if (i < 0 || !t->words[i].meaning) {
		node_null(a, doc, t->name);
		return false;
	}
	node = node_map(a, doc, t->name);
	node_text(a, node, t->name, t->names[i]);
	node_text(a, node, "meaning", t->words[i].meaning);
	node_text(a, node, "next_step", t->words[i].next_step);
	return true;
}

static bool own_words_nodes(struct arena *a, struct node *doc, const char *typed)
{
	static const struct own_table own[] = {
		{ "status", status_names, status_words, STATUS_NVALUES },
		{ "trouble", trouble_names, trouble_words, TROUBLE_NVALUES },
	};
	bool found = false;

	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		found |= own_word_node(a, doc, &own[i], typed);
	return found;
}

/* What "--carrier" means: a list's own name, or a carrier's code, title or alias. */
static int take_carrier(const char **called, struct snap *snap, struct arena *a, const char *typed,
			struct err *err)
{
	const char *code = NULL;

	*called = typed;
	for (int pass = 0; typed && pass < 2; pass++) {
		if (code_lists_called(*called) || code_list_find(*called))
			return 0;
		if (pass == 0 && carrier_resolve(&code, snap, a, typed, err) < 0)
			return -1;
		if (!code)
			return err_set(err, ERR_INPUT,
				       "carrier '%.60s' is not known: 'waylaid contacts' lists "
				       "the carriers",
				       typed);
		*called = code;
	}
	if (!typed)
		return 0;
	return err_set(err, ERR_NOT_FOUND,
		       "no statuses of %s are explained here: leave --carrier away, or ask the "
		       "carrier what it means",
		       carrier_title(code));
}

static int nothing_found(const struct codes *all, struct arena *a, const struct code_query *query,
			 struct err *err)
{
	const struct event_code *near[NEAREST];
	int n = event_codes_nearest(near, NEAREST, all->row, all->n, query);
	const char *list = "";

	for (int i = 0; i < n; i++) {
		size_t cut = utf8_cut(near[i]->text, 60);

		list = arena_printf(a, "%s%s'%.*s'", list,
				    i == 0      ? "; nearest are "
				    : i < n - 1 ? ", "
						: " and ",
				    (int)cut, near[i]->text);
	}
	return err_set(err, ERR_NOT_FOUND,
		       "nobody has explained '%.*s' to this desk%s%s ask the carrier what it "
		       "means",
		       (int)utf8_cut(query->words, 80), query->words, list, n ? "; else" : ":");
}

int explain_doc(struct node **out, struct snap *snap, struct arena *a, const char *words,
		const char *carrier, struct err *err)
{
	struct code_query query = { .words = words };
	struct codes all;
	bool own;

	if (code_lists_called(words))
		return err_set(err, ERR_INPUT,
			       "say which status of %.60s: its code or its words, such as "
			       "'waylaid explain %.60s delivered'",
			       words, words);
	if (take_carrier(&query.carrier, snap, a, carrier, err) < 0 ||
	    codes_read(&all, snap, a, err) < 0)
		return -1;
	*out = node_root(a);
	node_text(a, *out, "query", words);
	node_null(a, *out, "case");
	own = own_words_nodes(a, *out, words);
	if (items_nodes(a, *out, &all, &query) == 0 && !own)
		return nothing_found(&all, a, &query, err);
	return 0;
}

/* --- a case --- */

/* The civil day of an event, as its place counts it; else the desk's; DAY_NONE. */
static daynum event_day(const struct event *e, const struct moment *moment)
{
	char date[DAY_TEXT];
	daynum day;

	if (e->occurred_at_local && strlen(e->occurred_at_local) >= DAY_TEXT - 1) {
		memcpy(date, e->occurred_at_local, DAY_TEXT - 1);
		date[DAY_TEXT - 1] = '\0';
		if (day_parse_iso(&day, date) == 0)
			return day;
	}
	return zone_day(moment->zone, e->occurred_at);
}

static void days_node(struct arena *a, struct node *n, const char *name, const struct event *e,
		      const struct moment *moment)
{
	daynum day = e ? event_day(e, moment) : DAY_NONE;

	if (day == DAY_NONE)
		node_null(a, n, name);
	else
		node_int(a, n, name, moment->today - day);
}

static void event_nodes(struct arena *a, struct node *parent, const char *name,
			const struct event *e, const struct moment *moment)
{
	struct node *n;

	if (!e) {
		node_null(a, parent, name);
		return;
	}
	n = node_map(a, parent, name);
	node_instant(a, n, "occurred_at", e->occurred_at);
	node_text(a, n, "occurred_at_local", e->occurred_at_local);
	days_node(a, n, "days_ago", e, moment);
	node_text(a, n, "place", e->place);
	node_text(a, n, "code", e->code);
	node_text(a, n, "text", e->text);
	node_text(a, n, "status", status_names[e->status]);
	node_text(a, n, "trouble", trouble_names[e->trouble]);
	node_bool(a, n, "is_scan", e->is_scan);
	node_text(a, n, "source", source_names[e->source]);
}

/* What a case's explanation rests on. */
struct newest {
	const struct event *said, *decided, *last_scan;
};

static struct newest newest_of(const struct case_rows *c)
{
	struct newest n = { NULL, NULL, NULL };

	for (int i = 0; i < c->nevents; i++) { /* newest first */
		const struct event *e = &c->event[i];
		bool proof = e->is_scan && e->status != STATUS_PRE_TRANSIT &&
			     e->status != STATUS_CANCELLED;

		n.said = n.said ? n.said : e;
		if (!n.decided && e->status == c->shipment.status)
			n.decided = e;
		if (!n.last_scan && proof)
			n.last_scan = e;
	}
	return n;
}

static void explained_nodes(struct arena *a, struct node *n, const struct codes *all,
			    const struct case_rows *c, const struct event *by)
{
	struct code_query query = { .words = c->shipment.status_text,
				    .carrier = c->shipment.carrier };
	const struct event_code *row;
	const struct own_word *own = &status_words[c->shipment.status];
	const char *code = NULL;

	if (by) {
		query.words = by->text;
		code = by->code;
	}
	row = event_code_of_event(all->row, all->n, &query, code, c->shipment.status);
	node_text(a, n, "meaning", row ? row->meaning : own->meaning);
	node_text(a, n, "next_step", row && row->next_step ? row->next_step : own->next_step);
	if (row)
		row_nodes(a, node_map(a, n, "explained_by"), all, row);
	else
		node_null(a, n, "explained_by");
}

static void case_nodes(struct arena *a, struct node *n, const struct codes *all,
		       const struct case_rows *c, const struct moment *moment)
{
	const struct shipment *s = &c->shipment;
	struct newest newest = newest_of(c);
	const struct event *by =
		newest.said && newest.said->status == s->status ? newest.said : newest.decided;

	if (c->casefile.id)
		node_int(a, n, "case", c->casefile.id);
	else
		node_null(a, n, "case");
	node_text(a, n, "tracking_number", s->tracking_number);
	node_text(a, n, "carrier", s->carrier);
	node_text(a, n, "problem", c->casefile.id ? problem_names[c->casefile.problem] : NULL);
	node_text(a, n, "status", status_names[s->status]);
	node_text(a, n, "trouble", trouble_names[s->trouble]);
	node_text(a, n, "status_text", s->status_text);
	node_instant(a, n, "last_asked_at", s->last_asked_at);
	event_nodes(a, n, "said", newest.said, moment);
	event_nodes(a, n, "decided", by == newest.said ? NULL : by, moment);
	event_nodes(a, n, "last_scan", newest.last_scan, moment);
	days_node(a, n, "days", by, moment);
	explained_nodes(a, n, all, c, by);
}

static int rows_doc(struct node **out, struct snap *snap, struct arena *a,
		    const struct case_rows *c, const char *words, const struct moment *moment,
		    struct err *err)
{
	struct code_query query = { .words = words };
	struct codes all;

	if (codes_read(&all, snap, a, err) < 0)
		return -1;
	*out = node_root(a);
	node_text(a, *out, "query", words);
	case_nodes(a, node_map(a, *out, "case"), &all, c, moment);
	node_null(a, *out, "status");
	node_null(a, *out, "trouble");
	items_nodes(a, *out, &all, &query);
	return 0;
}

int explain_case_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
		     const char *words, const struct moment *moment, struct err *err)
{
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	return rows_doc(out, snap, a, &c, words, moment, err);
}

int explain_parcel_doc(struct node **out, struct snap *snap, struct arena *a, int64_t shipment_id,
		       const char *words, const struct moment *moment, struct err *err)
{
	struct case_rows c = { .nevents = 0 };

	if (row_get(&c.shipment, snap, a, TABLE_SHIPMENT, shipment_id, err) < 0 ||
	    shipment_events(&c.event, &c.nevents, snap, a, shipment_id, err) < 0)
		return -1;
	return rows_doc(out, snap, a, &c, words, moment, err);
}
