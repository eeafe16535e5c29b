#include "view/payouts_doc.h"

#include <inttypes.h>

#include "base/arena.h"
#include "view/doc.h"

static const char *name_of(struct arena *a, int64_t case_id, int number)
{
	return case_id ? arena_printf(a, "%" PRId64 "/%d", case_id, number) : NULL;
}

struct node *payouts_doc(struct arena *a, const struct payouts_report *r, bool dry_run)
{
	struct node *doc = node_root(a), *list, *n;

	node_text(a, doc, "file", r->name);
	node_bool(a, doc, "dry_run", dry_run);
	node_int(a, doc, "rows", r->rows);
	for (int i = 0; i < PAYOUT_NVALUES; i++)
		node_int(a, doc, payout_outcome_names[i], r->outcomes[i]);
	node_text(a, doc, "refusals_file", r->refusals_file);
	list = node_list(a, doc, "items");
	for (int64_t i = 0; i < r->rows; i++) {
		const struct payout_item *item = &r->item[i];

		n = node_map(a, list, NULL);
		node_int(a, n, "line", item->line);
		node_text(a, n, "outcome", payout_outcome_names[item->outcome]);
		node_text(a, n, "claim", name_of(a, item->casefile_id, item->number));
		node_day(a, n, "paid_on", item->paid_on);
		node_money(a, n, "amount", &item->amount);
		node_money(a, n, "owed", &item->owed);
		node_text(a, n, "reference", item->reference);
		node_text(a, n, "reason", item->reason);
	}
	list = node_list(a, doc, "missing");
	for (int i = 0; i < r->nmissing; i++) {
		n = node_map(a, list, NULL);
		node_text(a, n, "claim",
			  name_of(a, r->missing[i].casefile_id, r->missing[i].number));
		node_money(a, n, "owed", &r->missing[i].owed);
		node_day(a, n, "pay_due_on", r->missing[i].due_on);
	}
	return doc;
}
