#include "store/calls.h"

#include "base/arena.h"
#include "store/column.h"
#include "store/internal.h"

int timer_any(bool *any, struct snap *snap, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT 1 FROM call LIMIT 1");
	int rc = stmt_step(st, err);

	*any = rc > 0;
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int timer_get(struct timer *out, bool *there, struct snap *snap, struct arena *a, const char *user,
	      struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT cases,dialed,started_at,hold_since,held_s "
					    "FROM call WHERE user=?1");
	int rc;

	stmt_text(st, 1, user);
	rc = stmt_step(st, err);
	*there = rc > 0;
	if (rc > 0)
		*out = (struct timer){
			.user = user,
			.cases = arena_strdup(a, stmt_get_text(st, 0)),
			.dialed = arena_strdup(a, stmt_get_text(st, 1)),
			.started_at = stmt_get_int(st, 2),
			.hold_since = instant_at(st, 3),
			.held_s = stmt_get_int(st, 4),
		};
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int timer_put(struct tx *tx, const struct timer *t, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db,
				  "INSERT INTO call(user,cases,dialed,started_at,hold_since,"
				  "held_s)VALUES(?1,?2,?3,?4,?5,?6) ON CONFLICT(user) DO UPDATE "
				  "SET cases=?2,dialed=?3,started_at=?4,hold_since=?5,held_s=?6");

	stmt_text(st, 1, t->user);
	stmt_text(st, 2, t->cases);
	stmt_text(st, 3, t->dialed);
	stmt_int(st, 4, t->started_at);
	if (t->hold_since == INSTANT_NONE)
		stmt_null(st, 5);
	else
		stmt_int(st, 5, t->hold_since);
	stmt_int(st, 6, t->held_s);
	return stmt_run(st, err);
}

int timer_drop(struct tx *tx, const char *user, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM call WHERE user=?1");

	stmt_text(st, 1, user);
	return stmt_run(st, err);
}

enum { KEYED_MAX = 200 };

int calls_with_keys(struct keyed_call **out, int *n, struct snap *snap, struct arena *a,
		    struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT dialed,keypad,at,(SELECT casefile_id FROM contact_case k "
				  "WHERE k.contact_id=c.id ORDER BY k.id LIMIT 1) FROM contact c "
				  "WHERE keypad IS NOT NULL AND id>0 ORDER BY id DESC LIMIT 200");
	int rc;

	*n = 0;
	*out = arena_array(a, KEYED_MAX, sizeof **out);
	while ((rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = (struct keyed_call){
			.dialed = arena_strdup(a, stmt_get_text(st, 0)),
			.keypad = arena_strdup(a, stmt_get_text(st, 1)),
			.at = stmt_get_int(st, 2),
			.casefile_id = stmt_get_int(st, 3),
		};
	return rc;
}
