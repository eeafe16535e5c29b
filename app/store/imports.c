#include "store/imports.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/column.h"
#include "store/internal.h"
#include "store/migrate.h"

int import_parcels(struct parcel **out, int *n, struct snap *snap, struct arena *a,
		   const char *number, int64_t import_id, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT id,import_id,carrier,mailed_on FROM shipment s "
				  "WHERE tracking_number=?1 AND (import_id=?2 OR " SHIPMENT_SEEN(
					  "s") ") ORDER BY id DESC");
	int room = 0, rc;

	*n = 0;
	*out = NULL;
	stmt_text(st, 1, number);
	stmt_int(st, 2, import_id);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		(*out)[(*n)++] = (struct parcel){
			.id = stmt_get_int(st, 0),
			.import_id = stmt_get_int(st, 1),
			.carrier = arena_strdup(a, stmt_get_text(st, 2)),
			.mailed_on = day_at(st, 3),
		};
	}
	return rc;
}

int import_unfinished(struct import *out, struct snap *snap, struct arena *a, const char *sha256,
		      struct err *err)
{
	struct import *all;
	int n;

	*out = (struct import){ 0 };
	if (row_list(&all, &n, snap, a, TABLE_IMPORT, "WHERE state='running' ORDER BY id DESC", 0,
		     0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (!strcmp(all[i].sha256, sha256)) {
			*out = all[i];
			return 0;
		}
	return 0;
}

int import_list(struct import **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	return row_list(out, n, snap, a, TABLE_IMPORT, "ORDER BY id DESC", 0, 0, err);
}

/*
 * What an import brought lies between two numbers; others may have put theirs between. The engine
 * walks the index of cases, or of polls, over that range alone.
 */
int import_cases(int64_t *out, int room, int *n, struct snap *snap, const int64_t range[2],
		 int64_t import_id, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT c.id FROM casefile c CROSS JOIN shipment s "
				  "ON s.id=c.shipment_id WHERE c.shipment_id BETWEEN ?1 AND ?2 "
				  "AND s.import_id=?3 ORDER BY c.shipment_id LIMIT ?4");
	int rc;

	*n = 0;
	stmt_int(st, 1, range[0]);
	stmt_int(st, 2, range[1]);
	stmt_int(st, 3, import_id);
	stmt_int(st, 4, room);
	while ((rc = stmt_step(st, err)) > 0)
		out[(*n)++] = stmt_get_int(st, 0);
	return rc;
}

int import_polls(int64_t *out, struct snap *snap, const int64_t range[2], int64_t import_id,
		 struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT count(*) FROM poll p CROSS JOIN shipment s "
				  "ON s.id=p.shipment_id WHERE p.shipment_id BETWEEN ?1 AND ?2 "
				  "AND s.import_id=?3 AND p.outcome='new'");
	int rc;

	stmt_int(st, 1, range[0]);
	stmt_int(st, 2, range[1]);
	stmt_int(st, 3, import_id);
	rc = stmt_step(st, err);
	*out = rc > 0 ? stmt_get_int(st, 0) : 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

/*
 * A lock of its own on the second byte of the desk's lock file: the kernel takes it back when the
 * holder ends, so that a killed import blocks nobody.
 */
static int set_lock(struct store *store, short how)
{
	struct flock lock = { .l_type = how, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1 };

	return fcntl(store->lock_fd, F_OFD_SETLK, &lock);
}

int import_lock(struct store *store, struct err *err)
{
	if (set_lock(store, F_WRLCK) == 0)
		return 0;
	if (errno == EAGAIN || errno == EACCES)
		return err_set(err, ERR_BUSY,
			       "another import is running on %s: wait until it is done",
			       db_path(store->db));
	return err_set_errno(err, ERR_FAILED, "cannot lock %s", db_path(store->db));
}

void import_unlock(struct store *store)
{
	set_lock(store, F_UNLCK);
}
