#include "view/next_doc.h"

#include "base/arena.h"
#include "base/err.h"
#include "view/doc.h"
#include "view/next_call.h"
#include "view/next_words.h"

static void after_node(struct arena *a, struct node *item, const struct next_command *c,
		       const struct next_row *row)
{
	struct node *after = node_list(a, item, "after");

	for (size_t i = 0; i < sizeof c->after / sizeof *c->after; i++)
		if (c->after[i])
			node_text(a, after, NULL, next_command_text(a, c->after[i], row));
}

static void call_node(struct arena *a, struct node *item, const struct next_call *call)
{
	struct node *list;

	if (!call || call->ncases < 2) {
		node_null(a, item, "call");
		return;
	}
	list = node_list(a, item, "call");
	for (int i = 0; i < call->ncases; i++)
		node_int(a, list, NULL, call->cases[i]);
}

void next_item_node(struct arena *a, struct node *item, const struct next_row *row,
		    const struct next_call *call, daynum today)
{
	const struct next_command *c = next_command_of(row, today);
	const char *kind = next_kind_names[row->kind];

	node_text(a, item, "line", arena_printf(a, "%s/%lld", kind, (long long)row->id));
	node_text(a, item, "kind", kind);
	node_int(a, item, "case", row->casefile_id);
	node_text(a, item, "tracking_number", row->tracking_number);
	node_text(a, item, "carrier", row->carrier);
	node_text(a, item, "problem", row->problem);
	node_text(a, item, "owner", row->owner);
	node_text(a, item, "client", row->client);
	node_day(a, item, "due_on", row->due_on);
	if (row->due_on == DAY_NONE)
		node_null(a, item, "days_left");
	else
		node_int(a, item, "days_left", row->due_on - today);
	node_money(a, item, "at_risk", &row->at_risk);
	node_text(a, item, "what", next_what(a, row, today));
	node_text(a, item, "command", next_command_text(a, c->command, row));
	after_node(a, item, c, row);
	call_node(a, item, call);
	node_day(a, item, "snoozed_until", row->snoozed_until);
	node_text(a, item, "snooze_reason", row->snooze_reason);
}

int next_doc(struct node **out, struct snap *snap, struct arena *a, const struct moment *moment,
	     const struct next_query *query, struct err *err)
{
	const struct next_call **call;
	struct next_rows rows;
	struct node *list;

	if (next_read(&rows, snap, a, query, err) < 0)
		return -1;
	call = next_calls(a, rows.row, rows.n, moment->today);
	*out = node_root(a);
	list = node_list(a, *out, "items");
	for (int i = 0; i < rows.n; i++)
		next_item_node(a, node_map(a, list, NULL), &rows.row[i], call[i], moment->today);
	node_int(a, *out, "count", rows.count);
	node_int(a, *out, "resting", rows.resting);
	node_day(a, *out, "resting_until", rows.resting_until);
	return 0;
}

void snoozes_node(struct arena *a, struct node *doc, const struct snooze *snooze, int n)
{
	struct node *list = node_list(a, doc, "snoozes"), *item;

	for (int i = 0; i < n; i++) {
		item = node_map(a, list, NULL);
		node_text(a, item, "line",
			  arena_printf(a, "%s/%lld", snooze[i].kind, (long long)snooze[i].row_id));
		node_day(a, item, "until", snooze[i].until);
		node_text(a, item, "reason", snooze[i].reason);
		node_text(a, item, "snoozed_by", snooze[i].snoozed_by);
	}
}

struct node *next_lines_doc(struct arena *a, int64_t case_id, const struct next_rows *rows,
			    daynum today)
{
	struct node *doc = node_root(a), *list;

	node_int(a, doc, "case", case_id);
	list = node_list(a, doc, "items");
	for (int i = 0; i < rows->n; i++)
		next_item_node(a, node_map(a, list, NULL), &rows->row[i], NULL, today);
	node_int(a, doc, "count", rows->n);
	return doc;
}
