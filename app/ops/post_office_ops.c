#include "ops/post_office_ops.h"

#include "base/arena.h"
#include "ops/internal.h"

static int keep_one(struct post_office *o, struct tx *tx, struct arena *a, struct err *err)
{
	struct post_office have;

	o->asked_at = tx_moment(tx)->now;
	if (post_office_find(&o->id, tx_snap(tx), o->facility_id, err) < 0)
		return -1;
	if (o->id == 0)
		return row_insert(o, tx, TABLE_POST_OFFICE, err);
	if (row_get(&have, tx_snap(tx), a, TABLE_POST_OFFICE, o->id, err) < 0)
		return -1;
	o->version = have.version;
	return row_update(o, tx, TABLE_POST_OFFICE, err);
}

int post_offices_keep(struct post_office offices[], int n, struct desk *desk, struct arena *a,
		      struct err *err)
{
	struct tx *tx;
	int rc = 0;

	if (desk_begin(&tx, desk, "post_office.keep", err) < 0)
		return -1;
	for (int i = 0; i < n && rc == 0; i++)
		rc = keep_one(&offices[i], tx, a, err);
	return tx_end(tx, rc, err);
}
