#include "store/sessions.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "store/internal.h"

/* --- users --- */

int users_list(struct user **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	return row_list(out, n, snap, a, TABLE_USER, "WHERE id>?1 ORDER BY name", 0, 0, err);
}

int user_by_name(struct user *out, bool *there, struct snap *snap, struct arena *a,
		 const char *name, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT id FROM user WHERE name=?1");
	int64_t id = 0;
	int rc;

	stmt_text(st, 1, name);
	rc = stmt_step(st, err);
	*there = rc > 0;
	if (rc > 0)
		id = stmt_get_int(st, 0);
	stmt_reset(st);
	if (rc <= 0)
		return rc;
	return row_get(out, snap, a, TABLE_USER, id, err);
}

int users_count(struct user_count *out, struct snap *snap, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT count(*),coalesce(sum(role='admin'),0) "
					    "FROM user WHERE disabled_at IS NULL");
	int rc = stmt_step(st, err);

	if (rc > 0)
		*out = (struct user_count){ stmt_get_int(st, 0), stmt_get_int(st, 1) };
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

/* --- passwords --- */

int password_get(const char **hash, struct snap *snap, struct arena *a, int64_t user_id,
		 struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT password_hash FROM login WHERE user_id=?1");
	int rc;

	*hash = NULL;
	stmt_int(st, 1, user_id);
	rc = stmt_step(st, err);
	if (rc > 0)
		*hash = arena_strdup(a, stmt_get_text(st, 0));
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int password_put(struct tx *tx, int64_t user_id, const char *hash, instant now, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db, "INSERT INTO login(user_id,password_hash,changed_at)"
				     "VALUES(?1,?2,?3) ON CONFLICT(user_id) DO UPDATE SET "
				     "password_hash=?2,changed_at=?3");

	stmt_int(st, 1, user_id);
	stmt_text(st, 2, hash);
	stmt_int(st, 3, now);
	return stmt_run(st, err);
}

int password_drop(struct tx *tx, int64_t user_id, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM login WHERE user_id=?1");

	stmt_int(st, 1, user_id);
	return stmt_run(st, err);
}

/* --- sessions --- */

static void bind_user(struct stmt *st, int at, int64_t user_id)
{
	if (user_id)
		stmt_int(st, at, user_id);
	else
		stmt_null(st, at);
}

/* A row of a user who was disabled, or of nobody while there are users, is none. */
int session_get(struct session *out, bool *there, struct snap *snap, struct arena *a,
		const char *token, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db,
		"SELECT s.user_id,u.name,u.role,u.client,s.began_at,s.seen_at FROM session s "
		"LEFT JOIN user u ON u.id=s.user_id WHERE s.token_hash=?1 AND "
		"CASE WHEN s.user_id IS NULL THEN NOT EXISTS(SELECT 1 FROM user WHERE disabled_at "
		"IS NULL) ELSE u.disabled_at IS NULL END");
	int rc, role;

	stmt_text(st, 1, token);
	rc = stmt_step(st, err);
	*there = rc > 0;
	if (rc > 0) {
		role = name_find(role_names, ROLE_NVALUES, stmt_get_text(st, 2));
		*out = (struct session){
			.user_id = stmt_get_int(st, 0),
			.user = arena_strdup(a, stmt_get_text(st, 1)),
			.role = role < 0 ? ROLE_ADMIN : (enum role)role,
			.client = arena_strdup(a, stmt_get_text(st, 3)),
			.began_at = stmt_get_int(st, 4),
			.seen_at = stmt_get_int(st, 5),
		};
		if (out->user_id && role < 0)
			*there = false; /* the schema forbids it: then it may do nothing */
	}
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int session_put(struct tx *tx, const char *token, int64_t user_id, instant now, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "INSERT INTO session(token_hash,user_id,began_at,"
					       "seen_at)VALUES(?1,?2,?3,?3)");

	stmt_text(st, 1, token);
	bind_user(st, 2, user_id);
	stmt_int(st, 3, now);
	return stmt_run(st, err);
}

int session_seen(struct tx *tx, const char *token, instant now, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "UPDATE session SET seen_at=?2 WHERE token_hash=?1");

	stmt_text(st, 1, token);
	stmt_int(st, 2, now);
	return stmt_run(st, err);
}

int session_drop(struct tx *tx, const char *token, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM session WHERE token_hash=?1");

	stmt_text(st, 1, token);
	return stmt_run(st, err);
}

int sessions_drop(struct tx *tx, int64_t user_id, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM session WHERE user_id IS ?1");

	bind_user(st, 1, user_id);
	return stmt_run(st, err);
}

int sessions_sweep(struct tx *tx, instant now, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db, "DELETE FROM session WHERE seen_at<?1 OR began_at<?2");

	stmt_int(st, 1, now - SESSION_IDLE_S);
	stmt_int(st, 2, now - SESSION_WHOLE_S);
	if (stmt_run(st, err) < 0)
		return -1;
	st = db_stmt(tx->snap.db, "DELETE FROM link WHERE ends_at<?1");
	stmt_int(st, 1, now);
	return stmt_run(st, err);
}

/* --- links --- */

int link_put(struct tx *tx, const char *token, int64_t user_id, instant ends_at, struct err *err)
{
	struct stmt *st;

	if (links_drop(tx, user_id, err) < 0)
		return -1;
	st = db_stmt(tx->snap.db, "INSERT INTO link(token_hash,user_id,ends_at)VALUES(?1,?2,?3)");
	stmt_text(st, 1, token);
	bind_user(st, 2, user_id);
	stmt_int(st, 3, ends_at);
	return stmt_run(st, err);
}

int link_get(int64_t *user_id, bool *there, struct snap *snap, const char *token, instant now,
	     struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db,
		"SELECT l.user_id FROM link l LEFT JOIN user u ON u.id=l.user_id WHERE "
		"l.token_hash=?1 AND l.ends_at>?2 AND CASE WHEN l.user_id IS NULL THEN NOT "
		"EXISTS(SELECT 1 FROM user WHERE disabled_at IS NULL) ELSE u.disabled_at IS NULL "
		"END");
	int rc;

	stmt_text(st, 1, token);
	stmt_int(st, 2, now);
	rc = stmt_step(st, err);
	*there = rc > 0;
	if (rc > 0)
		*user_id = stmt_get_int(st, 0);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int links_drop(struct tx *tx, int64_t user_id, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM link WHERE user_id IS ?1");

	bind_user(st, 1, user_id);
	return stmt_run(st, err);
}

/* --- failures --- */

int failures_list(struct sign_in_failure **out, int *n, struct snap *snap, struct arena *a,
		  instant now, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT key,failures,last_at FROM sign_in_failure "
					    "WHERE last_at>?1 ORDER BY last_at LIMIT ?2");
	int rc = 0;

	*out = arena_array(a, FAILURES_KEPT, sizeof **out);
	*n = 0;
	stmt_int(st, 1, now - FAILURES_FORGET_S);
	stmt_int(st, 2, FAILURES_KEPT);
	while (*n < FAILURES_KEPT && (rc = stmt_step(st, err)) > 0) {
		struct sign_in_failure *f = &(*out)[(*n)++];

		*f = (struct sign_in_failure){ .failures = (int)stmt_get_int(st, 1),
					       .last_at = stmt_get_int(st, 2) };
		memccpy(f->key, stmt_get_text(st, 0), 0, sizeof f->key - 1);
	}
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

/* As many as a server keeps in memory: who tries many names fills no disk. */
static int sweep_failures(struct tx *tx, instant now, struct err *err)
{
	struct stmt *st =
		db_stmt(tx->snap.db,
			"DELETE FROM sign_in_failure WHERE last_at<=?1 OR last_at<(SELECT last_at "
			"FROM sign_in_failure ORDER BY last_at DESC LIMIT 1 OFFSET ?2)");

	stmt_int(st, 1, now - FAILURES_FORGET_S);
	stmt_int(st, 2, FAILURES_KEPT - 1);
	return stmt_run(st, err);
}

int failure_put(struct tx *tx, const struct sign_in_failure *f, instant now, struct err *err)
{
	struct stmt *st;

	if (f->failures == 0) {
		st = db_stmt(tx->snap.db, "DELETE FROM sign_in_failure WHERE key=?1");
		stmt_text(st, 1, f->key);
		return stmt_run(st, err);
	}
	st = db_stmt(tx->snap.db, "INSERT INTO sign_in_failure(key,failures,last_at)"
				  "VALUES(?1,?2,?3) ON CONFLICT(key) DO UPDATE SET "
				  "failures=?2,last_at=?3");
	stmt_text(st, 1, f->key);
	stmt_int(st, 2, f->failures);
	stmt_int(st, 3, f->last_at);
	return stmt_run(st, err) < 0 ? -1 : sweep_failures(tx, now, err);
}
