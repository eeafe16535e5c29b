#include "ops/item_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/internal.h"

/* --- items --- */

int item_index(struct tx *tx, struct arena *a, const struct item *i, struct err *err)
{
	const char *words[] = { i->description, i->sku, i->serial_number };
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE, "WHERE shipment_id=?1 ORDER BY id",
		     i->shipment_id, 0, err) < 0)
		return -1;
	for (int k = 0; k < n; k++)
		if (search_put(tx, "item", i->id, c[k].id, words, 3, err) < 0)
			return -1;
	return 0;
}

/* Every case on the parcel asks for the same serial numbers. */
static int refresh_cases(struct tx *tx, struct arena *a, const struct shipment *s, struct err *err)
{
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE, "WHERE shipment_id=?1 ORDER BY id",
		     s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		tx_case(tx, c[i].id);
		if (stage_refresh(tx, a, &c[i], s, err) < 0)
			return -1;
	}
	return 0;
}

int item_add(struct item *out, struct desk *desk, struct arena *a, int64_t case_id,
	     const struct item *facts, struct err *err)
{
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	*out = *facts;
	out->id = 0;
	if (text_blank(out->description))
		return err_set(err, ERR_INPUT, "say what it is: brand, model, size, colour");
	if (desk_begin(&tx, desk, "item.add", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, case_id, 0, err) < 0)
		goto out;
	out->shipment_id = s.id;
	if (row_insert(out, tx, TABLE_ITEM, err) < 0 || item_index(tx, a, out, err) < 0 ||
	    refresh_cases(tx, a, &s, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* An item and a case of its parcel, if none is given; both chains are marked. */
static int take_item(struct item *i, struct shipment *s, int64_t *case_id, struct tx *tx,
		     struct arena *a, int64_t id, struct err *err)
{
	struct casefile *c, first;
	int n;

	if (row_get(i, tx_snap(tx), a, TABLE_ITEM, id, err) < 0)
		return -1;
	if (*case_id) {
		if (case_take(&first, s, tx, a, *case_id, 0, err) < 0)
			return -1;
		if (s->id == i->shipment_id)
			return 0;
		return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no item %" PRId64,
			       *case_id, id);
	}
	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 ORDER BY closed_at IS NOT NULL,id DESC LIMIT 1",
		     i->shipment_id, 0, err) < 0)
		return -1;
	if (n == 0)
		return err_set(err, ERR_NOT_FOUND, "item %" PRId64 " is of a parcel without a case",
			       id);
	*case_id = c[0].id;
	return case_take(&first, s, tx, a, *case_id, 0, err);
}

static void apply(struct item *to, const struct item *from, unsigned given)
{
	if (given & ITEM_DESCRIPTION)
		to->description = from->description;
	if (given & ITEM_SKU)
		to->sku = from->sku;
	if (given & ITEM_SERIAL)
		to->serial_number = from->serial_number;
	if (given & ITEM_QUANTITY)
		to->quantity = from->quantity;
	if (given & ITEM_VALUE)
		to->value = from->value;
	if (given & ITEM_BOUGHT)
		to->bought_on = from->bought_on;
	if (given & ITEM_TYPE)
		to->type = from->type;
	if (given & ITEM_CONDITION)
		to->condition = from->condition;
	if (given & ITEM_COST)
		to->cost = from->cost;
}

int item_edit(struct item *out, int64_t *case_id, struct desk *desk, struct arena *a, int64_t id,
	      const struct item *changes, unsigned given, struct err *err)
{
	struct shipment s;
	struct item was;
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, "item.edit", err) < 0)
		return -1;
	if (take_item(out, &s, case_id, tx, a, id, err) < 0)
		goto out;
	was = *out;
	apply(out, changes, given);
	if (text_blank(out->description)) {
		err_set(err, ERR_INPUT, "an item needs words: brand, model, size, colour");
		goto out;
	}
	if (!row_same(TABLE_ITEM, &was, out) &&
	    (row_update(out, tx, TABLE_ITEM, err) < 0 || item_index(tx, a, out, err) < 0 ||
	     refresh_cases(tx, a, &s, err) < 0))
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

int item_remove(struct item *out, int64_t *case_id, struct desk *desk, struct arena *a, int64_t id,
		struct err *err)
{
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, "item.remove", err) < 0)
		return -1;
	if (take_item(out, &s, case_id, tx, a, id, err) < 0 ||
	    search_drop(tx, "item", id, err) < 0 || row_delete(tx, TABLE_ITEM, id, err) < 0 ||
	    refresh_cases(tx, a, &s, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- steps --- */

/* A code once more in the list that an error names. */
static void list_code(struct buf *all, const char *code)
{
	buf_printf(all, "%s%s", all->len ? ", " : "", code);
}

/* What may be noted: the rungs of this problem, and papers for this carrier that people look at. */
static int refuse_unknown(struct tx *tx, struct arena *a, const struct casefile *c,
			  const struct shipment *s, const char *code, struct err *err)
{
	struct rung *rung;
	struct need *need;
	int nrungs, nneeds;
	bool known = false;
	struct buf all;

	if (fact_rungs(&rung, &nrungs, tx_snap(tx), a, c->problem, err) < 0 ||
	    fact_needs(&need, &nneeds, tx_snap(tx), a, s->carrier, err) < 0)
		return -1;
	buf_init(&all, 4096);
	for (int i = 0; i < nrungs; i++) {
		known |= text_same(rung[i].code, code);
		list_code(&all, rung[i].code);
	}
	for (int i = 0; i < nneeds; i++) {
		if (!(need[i].signs & SIGN_CONFIRMED))
			continue;
		known |= text_same(need[i].code, code);
		if (!strstr(all.len ? all.at : "", need[i].code))
			list_code(&all, need[i].code);
	}
	if (!known)
		err_set(err, ERR_INPUT, "there is no step '%s' for this problem: use %s", code,
			all.len ? all.at : "none");
	buf_release(&all);
	return known ? 0 : -1;
}

/* Written, replaced or taken off. */
static int put_step(struct step *out, struct tx *tx, struct arena *a, bool done, struct err *err)
{
	struct step *there;
	int n, k = 0;

	if (row_list(&there, &n, tx_snap(tx), a, TABLE_STEP, "WHERE casefile_id=?1 ORDER BY id",
		     out->casefile_id, 0, err) < 0)
		return -1;
	while (k < n && !text_same(there[k].code, out->code))
		k++;
	if (k < n) {
		out->id = there[k].id;
		out->version = there[k].version;
	}
	if (!done && k == n)
		return err_set(err, ERR_NOT_FOUND, "'%s' is not noted on case %" PRId64, out->code,
			       out->casefile_id);
	if (!done)
		return row_delete(tx, TABLE_STEP, out->id, err);
	return k < n ? row_update(out, tx, TABLE_STEP, err) : row_insert(out, tx, TABLE_STEP, err);
}

int step_note(struct step *out, struct desk *desk, struct arena *a, const struct step *facts,
	      bool done, struct err *err)
{
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	*out = *facts;
	out->id = 0;
	out->done_by = desk_user(desk);
	if (out->done_on == DAY_NONE)
		out->done_on = desk->options.moment.today;
	if (desk_begin(&tx, desk, done ? "step.note" : "step.drop", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, out->casefile_id, 0, err) < 0 ||
	    refuse_unknown(tx, a, &c, &s, out->code, err) < 0 ||
	    put_step(out, tx, a, done, err) < 0 || stage_refresh(tx, a, &c, &s, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}
