#include "view/import_doc.h"

#include <stddef.h>

#include "view/doc.h"

static void item_nodes(struct arena *a, struct node *doc, const struct import_report *r)
{
	struct node *list = node_list(a, doc, "items");

	for (int i = 0; i < r->nitems; i++) {
		const struct import_item *item = &r->item[i];
		struct node *n = node_map(a, list, NULL);

		node_int(a, n, "line", item->line);
		node_text(a, n, "outcome", import_outcome_names[item->outcome]);
		node_text(a, n, "tracking_number", item->tracking_number);
		node_text(a, n, "carrier", item->carrier);
		node_day(a, n, "mailed_on", item->mailed_on);
		node_text(a, n, "reason", item->reason);
	}
}

static void conflict_nodes(struct arena *a, struct node *doc, const struct import_report *r)
{
	struct node *list = node_list(a, doc, "conflicts"), *n;

	for (int i = 0; i < r->nconflicts && i < IMPORT_CONFLICTS; i++) {
		n = node_map(a, list, NULL);
		node_int(a, n, "line", r->conflict[i].line);
		node_text(a, n, "tracking_number", r->conflict[i].tracking_number);
		node_text(a, n, "field", r->conflict[i].field);
		node_text(a, n, "here", r->conflict[i].here);
		node_text(a, n, "file", r->conflict[i].file);
	}
	node_int(a, doc, "conflicts_count", r->nconflicts);
}

static void tally_nodes(struct arena *a, struct node *doc, const struct import_report *r)
{
	struct node *list = node_list(a, doc, "carriers"), *n;

	for (int i = 0; i < r->ntallies; i++) {
		n = node_map(a, list, NULL);
		node_text(a, n, "carrier", r->tally[i].carrier);
		node_int(a, n, "created", r->tally[i].created);
		node_int(a, n, "merged", r->tally[i].merged);
	}
	list = node_list(a, doc, "not_understood");
	for (int i = 0; i < r->nnotes; i++) {
		n = node_map(a, list, NULL);
		node_text(a, n, "field", r->note[i].field);
		node_text(a, n, "text", r->note[i].text);
		node_int(a, n, "rows", r->note[i].rows);
	}
}

void import_node(struct arena *a, struct node *doc, const struct import_report *r)
{
	node_text(a, doc, "file", r->name);
	if (r->import_id)
		node_int(a, doc, "import", r->import_id);
	else
		node_null(a, doc, "import");
	node_text(a, doc, "map", r->map);
	node_text(a, doc, "map_title", r->map_title);
	node_text(a, doc, "map_confidence", r->map_confidence);
	node_int(a, doc, "rows", r->rows);
	node_int(a, doc, "created", r->created);
	node_int(a, doc, "merged", r->merged);
	node_int(a, doc, "refused", r->refused);
	node_int(a, doc, "skipped", r->skipped);
	node_text(a, doc, "refusals_file", r->refusals_file);
	node_int(a, doc, "parcels", r->parcels);
	node_int(a, doc, "filled", r->filled);
	node_int(a, doc, "new_events", r->events);
	node_int(a, doc, "repaired", r->repaired);
	node_int(a, doc, "doubtful", r->doubtful);
	node_bool(a, doc, "resumed", r->resumed);
	item_nodes(a, doc, r);
	conflict_nodes(a, doc, r);
	tally_nodes(a, doc, r);
}

void import_past_node(struct arena *a, struct node *n, const struct import_past *past)
{
	node_int(a, n, "import", past->id);
	node_text(a, n, "what", import_what_names[past->what]);
	node_instant(a, n, "started_at", past->started_at);
	node_text(a, n, "by", past->by);
	node_text(a, n, "state", past->state);
	node_int(a, n, "rows", past->rows);
	node_int(a, n, "created", past->created);
	node_int(a, n, "merged", past->merged);
	node_int(a, n, "refused", past->refused);
	node_text(a, n, "map", past->map);
	node_text(a, n, "file", past->name);
}

struct node *import_undone_doc(struct arena *a, const struct import_undone *undone)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "import", undone->id);
	node_text(a, doc, "file", undone->name);
	node_int(a, doc, "parcels", undone->parcels);
	node_int(a, doc, "emptied", undone->emptied);
	node_int(a, doc, "kept", undone->kept);
	node_int(a, doc, "polls", undone->polls);
	return doc;
}
