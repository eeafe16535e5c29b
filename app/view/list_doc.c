#include "view/list_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/urgency.h"
#include "view/doc.h"

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

/* --- the morning list --- */

static char *spaced(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code ? code : "");

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

static const char *next_text(struct arena *a, const struct next_row *r, daynum today)
{
	int left = r->due_on == DAY_NONE ? 0 : r->due_on - today;
	const char *what = r->what ? r->what : "goods";
	const char *whom = spaced(a, r->who);
	char day[DAY_TEXT];

	switch (r->kind) {
	case NEXT_PROMISE:
		if (r->who && !strcmp(r->who, "us"))
			return arena_printf(a, "we promised: %s", what);
		return arena_printf(a, "%s promised: %s%s%s%s%s%s", whom, what,
				    r->rep || r->reference ? " (" : "", r->rep ? r->rep : "",
				    r->rep && r->reference ? ", " : "",
				    r->reference ? r->reference : "",
				    r->rep || r->reference ? ")" : "");
	case NEXT_WINDOW:
		if (left < 0)
			return arena_printf(a, "%s window closed %d day%s ago, nothing filed", what,
					    -left, left == -1 ? "" : "s");
		return arena_printf(a, "file the %s (%s): window is open", what, whom);
	case NEXT_OPENING:
		return arena_printf(a, "%s window opens (%s)", what, whom);
	case NEXT_REQUEST:
		return arena_printf(a, "answer to %s %lld/%d is due%s%s", spaced(a, r->what),
				    (long long)r->casefile_id, r->number,
				    r->reference ? ", reference " : "",
				    r->reference ? r->reference : "");
	case NEXT_HISTORY:
		return arena_printf(a, "%s forgets this parcel's scans after %s: track it now",
				    carrier_title(r->carrier), day_text(day, r->due_on));
	case NEXT_HOLD:
		return arena_printf(a, "%s may be released (%s)", what,
				    r->who ? r->who : "place unknown");
	default:
		return NULL;
	}
}

static const char *next_command(struct arena *a, const struct next_row *r)
{
	long long id = r->casefile_id;

	switch (r->kind) {
	case NEXT_PROMISE:
		if (r->who && !strcmp(r->who, "us"))
			return arena_printf(a, "waylaid keep %lld", (long long)r->id);
		return arena_printf(a, "waylaid brief %lld", id);
	case NEXT_WINDOW:
		return arena_printf(a, "waylaid export %lld -o case-%lld.xlsx", id, id);
	case NEXT_REQUEST:
		return arena_printf(a, "waylaid request answer %lld/%d --result RESULT", id,
				    r->number);
	case NEXT_HOLD:
		return arena_printf(a, "waylaid release %lld", id);
	case NEXT_HISTORY:
		return arena_printf(a, "waylaid track %lld", id);
	default:
		return arena_printf(a, "waylaid show %lld", id);
	}
}

static int most_urgent(const void *a, const void *b)
{
	const struct next_row *x = a, *y = b;
	struct urgency of_x = { x->due_on, x->value.cents, x->casefile_id };
	struct urgency of_y = { y->due_on, y->value.cents, y->casefile_id };

	return urgency_compare(&of_x, &of_y);
}

int next_doc(struct node **out, struct snap *snap, struct arena *a, const struct moment *moment,
	     const char *owner, int limit, struct err *err)
{
	struct next_row *row;
	struct node *list;
	int64_t count;
	int n;

	if (next_rows(&row, &n, &count, snap, a, moment->today, owner, limit, err) < 0)
		return -1;
	qsort(row, (size_t)n, sizeof *row, most_urgent);
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < n && i < limit; i++) {
		struct node *item = node_map(a, list, NULL);

		node_int(a, item, "case", row[i].casefile_id);
		node_text(a, item, "kind", next_kind_names[row[i].kind]);
		node_text(a, item, "tracking_number", row[i].tracking_number);
		node_text(a, item, "carrier", row[i].carrier);
		node_text(a, item, "problem", row[i].problem);
		node_text(a, item, "owner", row[i].owner);
		node_text(a, item, "text", next_text(a, &row[i], moment->today));
		node_day(a, item, "due_on", row[i].due_on);
		days_left_node(a, item, row[i].due_on, moment->today);
		node_money(a, item, "value", &row[i].value);
		node_text(a, item, "command", next_command(a, &row[i]));
	}
	node_int(a, *out, "count", count);
	return 0;
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

int search_doc(struct node **out, struct snap *snap, struct arena *a, const char *text, int limit,
	       bool marked, struct err *err)
{
	struct hit *hit;
	struct node *list;
	int64_t total;
	int n;

	if (search_find(&hit, &n, &total, snap, a, text, limit, err) < 0)
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
		 struct err *err)
{
	struct fact_contact *c;
	const char *code = NULL;
	struct node *list;
	int n;

	if (carrier && carrier_resolve(&code, snap, a, carrier, err) < 0)
		return -1;
	if (carrier && !code)
		return err_set(err, ERR_NOT_FOUND,
			       "carrier '%s' is not known: 'waylaid contacts' lists all", carrier);
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
	return 0;
}
