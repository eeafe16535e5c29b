#include "store/job.h"

#include "base/err.h"
#include "store/internal.h"
#include "store/migrate.h"

static int take(struct db *db, const char *name, const char *holder, instant real_now, int seconds,
		struct err *err)
{
	struct stmt *st =
		db_stmt(db, "INSERT INTO job(name,leased_by,leased_until)VALUES(?1,?2,?3) "
			    "ON CONFLICT(name) DO UPDATE SET leased_by=?2,leased_until=?3 "
			    "WHERE leased_by=?2 OR leased_until<?4");
	char until[INSTANT_TEXT];

	stmt_text(st, 1, name);
	stmt_text(st, 2, holder);
	stmt_int(st, 3, real_now + seconds);
	stmt_int(st, 4, real_now);
	if (stmt_run(st, err) < 0)
		return -1;
	if (db_changes(db) == 1)
		return 0;
	st = db_stmt(db, "SELECT leased_by,leased_until FROM job WHERE name=?1");
	stmt_text(st, 1, name);
	if (stmt_step(st, err) <= 0)
		return -1;
	err_set(err, ERR_BUSY,
		"'%s' is being done by %s (at the latest until %s): wait, then try again", name,
		stmt_get_text(st, 0), instant_text(until, stmt_get_int(st, 1)));
	stmt_reset(st);
	return -1;
}

int job_lease(struct store *store, const char *name, const char *holder, instant real_now,
	      int seconds, struct err *err)
{
	if (db_begin(store->db, true, err) < 0)
		return -1;
	if (take(store->db, name, holder, real_now, seconds, err) == 0 &&
	    db_commit(store->db, err) == 0)
		return 0;
	db_rollback(store->db);
	return -1;
}

int job_release(struct store *store, const char *name, const char *holder, struct err *err)
{
	struct stmt *st;

	if (db_begin(store->db, true, err) < 0)
		return -1;
	st = db_stmt(store->db, "DELETE FROM job WHERE name=?1 AND leased_by=?2");
	stmt_text(st, 1, name);
	stmt_text(st, 2, holder);
	if (stmt_run(st, err) == 0 && db_commit(store->db, err) == 0)
		return 0;
	db_rollback(store->db);
	return -1;
}
