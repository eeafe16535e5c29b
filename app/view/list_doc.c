#include "view/list_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "view/doc.h"
#include "view/rates_doc.h"

/* --- the register --- */

struct register_walk {
	struct arena arena;
	const struct moment *moment;
	row_each *each;
	void *payload;
};

static void days_left_node(struct arena *a, struct node *n, daynum day, daynum today)
{
	if (day == DAY_NONE)
		node_null(a, n, "days_left");
	else
		node_int(a, n, "days_left", day - today);
}

static int register_row(void *payload, const struct list_row *row, struct err *err)
{
	struct register_walk *w = payload;
	struct arena_mark mark = arena_mark(&w->arena);
	struct arena *a = &w->arena;
	struct node *n = node_root(a);
	int rc;

	node_int(a, n, "case", row->id);
	node_text(a, n, "tracking_number", row->tracking_number);
	node_text(a, n, "carrier", row->carrier);
	node_text(a, n, "problem", row->problem);
	node_text(a, n, "stage", row->stage);
	node_text(a, n, "status", row->status);
	node_text(a, n, "owner", row->owner);
	node_text(a, n, "client", row->client);
	node_text(a, n, "account", row->account);
	node_text(a, n, "claim_state", row->claim_state);
	node_money(a, n, "claimed", &row->claimed);
	node_money(a, n, "approved", &row->approved);
	node_instant(a, n, "opened_at", row->opened_at);
	node_day(a, n, "opens_on", row->opens_on);
	node_day(a, n, "closes_on", row->closes_on);
	days_left_node(a, n, row->closes_on, w->moment->today);
	node_day(a, n, "promise_due_on", row->promise_due_on);
	node_money(a, n, "value", &row->value);
	rc = w->each(w->payload, n, err);
	arena_rewind(a, mark);
	return rc;
}

int case_list(int64_t *count, int64_t *closed, struct snap *snap, const struct list_query *query,
	      const struct moment *moment, row_each *each, void *payload, struct err *err)
{
	struct register_walk w = { ARENA_INIT, moment, each, payload };
	int rc = list_cases(count, closed, snap, query, register_row, &w, err);

	arena_release(&w.arena);
	return rc;
}

/* --- search --- */

/* Take out the marks around what was found. */
static const char *unmarked(struct arena *a, const char *snippet)
{
	char *s = arena_strdup(a, snippet), *to = s;

	for (const char *p = s; *p; p++)
		if (*p != '\2' && *p != '\3')
			*to++ = *p;
	*to = 0;
	return s;
}

int search_doc(struct node **out, struct snap *snap, struct arena *a,
	       const struct search_query *query, bool marked, struct err *err)
{
	struct hit *hit;
	struct node *list;
	int64_t total;
	int n;

	if (search_read(&hit, &n, &total, snap, a, query, err) < 0)
		return -1;
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < n; i++) {
		struct node *item = node_map(a, list, NULL);

		node_int(a, item, "case", hit[i].casefile_id);
		node_text(a, item, "tracking_number", hit[i].tracking_number);
		node_text(a, item, "carrier", hit[i].carrier);
		node_text(a, item, "problem", hit[i].problem);
		node_text(a, item, "stage", hit[i].stage);
		/* People and programs read "case"; the table's name is ours. */
		node_text(a, item, "kind", !strcmp(hit[i].kind, "casefile") ? "case" : hit[i].kind);
		node_int(a, item, "row", hit[i].row_id);
		node_text(a, item, "snippet",
			  marked ? hit[i].snippet : unmarked(a, hit[i].snippet));
	}
	node_int(a, *out, "count", total);
	return 0;
}

/* --- facts --- */

int contacts_doc(struct node **out, struct snap *snap, struct arena *a, const char *carrier,
		 const struct moment *moment, struct err *err)
{
	struct fact_contact *c;
	const char *code = NULL;
	struct node *list;
	int n;

	if (carrier && carrier_resolve(&code, snap, a, carrier, err) < 0)
		return -1;
	if (carrier && !code)
		return err_set(err, ERR_NOT_FOUND,
			       "carrier '%s' is not known" ERR_TYPED
			       ": 'waylaid contacts' lists all",
			       carrier);
	if (fact_contacts(&c, &n, snap, a, code, err) < 0)
		return -1;
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < n; i++) {
		struct node *item = node_map(a, list, NULL);

		node_text(a, item, "carrier", c[i].carrier);
		node_text(a, item, "channel", c[i].channel);
		node_text(a, item, "purpose", c[i].purpose);
		node_text(a, item, "value", c[i].value);
		node_text(a, item, "hours", c[i].hours);
		node_text(a, item, "zone", c[i].zone);
		node_text(a, item, "source", c[i].source);
		node_text(a, item, "source_date", c[i].source_date);
		node_day(a, item, "checked_on", c[i].checked_on);
		node_text(a, item, "confidence", c[i].confidence);
	}
	node_int(a, *out, "count", n);
	return kept_rates_node(a, *out, snap, code, moment, err);
}
