#include "store/read.h"

#include "base/arena.h"
#include "store/internal.h"

int post_office_find(int64_t *id, struct snap *snap, const char *facility_id, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM post_office WHERE facility_id=?1");
	int rc;

	*id = 0;
	stmt_text(st, 1, facility_id);
	rc = stmt_step(st, err);
	if (rc > 0)
		*id = stmt_get_int(st, 0);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

enum { NEAR_MAX = 100 };

int post_offices_in(struct post_office **out, int *n, struct snap *snap, struct arena *a,
		    const char *zip, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db, "SELECT id FROM post_office WHERE zip=?1 ORDER BY name,id LIMIT 100");
	int64_t ids[NEAR_MAX];
	int found = 0, rc;

	*n = 0;
	stmt_text(st, 1, zip);
	while ((rc = stmt_step(st, err)) > 0)
		ids[found++] = stmt_get_int(st, 0);
	if (rc < 0)
		return -1;
	*out = arena_array(a, NEAR_MAX, sizeof **out);
	for (; *n < found; ++*n)
		if (row_get(&(*out)[*n], snap, a, TABLE_POST_OFFICE, ids[*n], err) < 0)
			return -1;
	return 0;
}
