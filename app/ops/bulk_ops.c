#include "ops/bulk_ops.h"

#include <inttypes.h>

#include "base/err.h"
#include "domain/snooze.h"
#include "ops/internal.h"
#include "ops/snooze_ops.h"

/* Does one of the bulk; "payload" is the act's own. */
typedef int bulk_one(struct tx *tx, struct arena *a, int64_t id, void *payload, struct err *err);

static bool was_before(const struct bulk *b, int at)
{
	for (int i = 0; i < at; i++)
		if (b->cases[i] == b->cases[at])
			return true;
	return false;
}

static int each(struct tx *tx, struct arena *a, const struct bulk *b, bulk_one *one, void *payload,
		struct err *err)
{
	for (int i = 0; i < b->n; i++)
		if (!was_before(b, i) && one(tx, a, b->cases[i], payload, err) < 0)
			return -1;
	return 0;
}

static int check(const struct bulk *b, struct err *err)
{
	if (b->n < 1)
		return err_set(err, ERR_INPUT, "choose the cases first");
	if (b->n > BULK_MAX)
		return err_set(err, ERR_INPUT, "at most %d cases at once, these are %d",
			       (int)BULK_MAX, b->n);
	return 0;
}

static int edit_one(struct tx *tx, struct arena *a, int64_t id, void *payload, struct err *err)
{
	const struct case_seen which = { id, 0 };
	const char *warning = NULL;

	return case_edit_within(&warning, tx, a, &which, payload, err);
}

int bulk_edit(struct desk *desk, struct arena *a, const struct bulk *bulk,
	      const struct case_facts *facts, struct err *err)
{
	struct case_facts copy = *facts;
	struct tx *tx;

	if (check(bulk, err) < 0 || desk_begin(&tx, desk, "casefile.edit", err) < 0)
		return -1;
	return tx_end(tx, each(tx, a, bulk, edit_one, &copy, err), err);
}

static int close_one(struct tx *tx, struct arena *a, int64_t id, void *payload, struct err *err)
{
	return case_close_within(tx, a, id, true, payload, err);
}

int bulk_close(struct desk *desk, struct arena *a, const struct bulk *bulk, const char *reason,
	       struct err *err)
{
	char *copy = reason ? arena_strdup(a, reason) : NULL;
	struct tx *tx;

	if (check(bulk, err) < 0 || desk_begin(&tx, desk, "casefile.close", err) < 0)
		return -1;
	return tx_end(tx, each(tx, a, bulk, close_one, copy, err), err);
}

struct resting {
	struct snooze facts;
	int lines;
};

static int snooze_one(struct tx *tx, struct arena *a, int64_t id, void *payload, struct err *err)
{
	const struct snooze_lines all = { id, -1, 0 };
	struct resting *r = payload;
	struct next_rows rows;

	if (snooze_within(&rows, tx, a, &all, &r->facts, err) < 0)
		return -1;
	r->lines += rows.n;
	return 0;
}

int bulk_snooze(struct desk *desk, struct arena *a, const struct bulk *bulk, daynum until,
		const char *reason, struct err *err)
{
	struct resting r = {
		.facts = { .until = until, .reason = reason, .snoozed_by = desk_user(desk) }
	};
	struct tx *tx;
	int rc;

	if (check(bulk, err) < 0 || snooze_check(&r.facts, desk->options.moment.today, err) < 0 ||
	    desk_begin(&tx, desk, "snooze.add", err) < 0)
		return -1;
	rc = each(tx, a, bulk, snooze_one, &r, err);
	if (rc == 0 && r.lines == 0)
		rc = err_set(err, ERR_NOT_FOUND,
			     "none of these cases has a line on the morning list");
	return tx_end(tx, rc, err);
}
