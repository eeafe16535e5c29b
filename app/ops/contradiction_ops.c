#include "ops/contradiction_ops.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"

/* The cases of both: the entry belongs to each, and one must be common to them. */
static int take_cases(struct tx *tx, struct arena *a, const struct contradiction *d,
		      struct err *err)
{
	int64_t *one, *other;
	bool common = false;
	struct casefile c;
	struct shipment s;
	int n, m;

	if (contact_cases(&one, &n, tx_snap(tx), a, d->contact_id, err) < 0 ||
	    contact_cases(&other, &m, tx_snap(tx), a, d->other_id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < m; k++)
			common |= one[i] == other[k];
	if (!common)
		return err_set(err, ERR_INPUT,
			       "contacts %" PRId64 " and %" PRId64 " are about different cases: "
			       "give two of one case, as 'show' numbers them",
			       d->contact_id, d->other_id);
	for (int i = 0; i < n; i++)
		if (case_take(&c, &s, tx, a, one[i], 0, err) < 0)
			return -1;
	for (int k = 0; k < m; k++)
		if (case_take(&c, &s, tx, a, other[k], 0, err) < 0)
			return -1;
	return 0;
}

static int refuse_twice(struct tx *tx, struct arena *a, const struct contradiction *d,
			struct err *err)
{
	struct contradiction *linked;
	int n;

	if (row_list(&linked, &n, tx_snap(tx), a, TABLE_CONTRADICTION,
		     "WHERE contact_id=?1 AND other_id=?2", d->contact_id, d->other_id, err) < 0)
		return -1;
	if (n)
		return err_set(err, ERR_STATE,
			       "contacts %" PRId64 " and %" PRId64 " are linked already: 'waylaid "
			       "show' lists what contradicts what",
			       d->contact_id, d->other_id);
	return 0;
}

static int add(struct contradiction *d, struct tx *tx, struct arena *a, const int64_t pair[2],
	       struct err *err)
{
	struct contact one, other;
	bool swap;

	if (row_get(&one, tx_snap(tx), a, TABLE_CONTACT, pair[0], err) < 0 ||
	    row_get(&other, tx_snap(tx), a, TABLE_CONTACT, pair[1], err) < 0)
		return -1;
	/* the earlier one is the other, whichever way they were named */
	swap = one.at < other.at || (one.at == other.at && one.id < other.id);
	d->contact_id = swap ? other.id : one.id;
	d->other_id = swap ? one.id : other.id;
	if (take_cases(tx, a, d, err) < 0 || refuse_twice(tx, a, d, err) < 0)
		return -1;
	return row_insert(d, tx, TABLE_CONTRADICTION, err);
}

int contradiction_add(struct contradiction *out, struct desk *desk, struct arena *a,
		      const int64_t pair[2], const char *note, struct err *err)
{
	struct tx *tx;

	if (pair[0] == pair[1])
		return err_set(err, ERR_INPUT,
			       "contact %" PRId64 " cannot contradict itself: give two contacts",
			       pair[0]);
	*out = (struct contradiction){ .note = note };
	if (desk_begin(&tx, desk, "contact.contradict", err) < 0)
		return -1;
	return tx_end(tx, add(out, tx, a, pair, err), err);
}
