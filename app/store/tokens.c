#include "store/tokens.h"

#include "base/arena.h"
#include "base/text.h"
#include "store/column.h"
#include "store/internal.h"

static void bind_user(struct stmt *st, int at, int64_t user_id)
{
	if (user_id)
		stmt_int(st, at, user_id);
	else
		stmt_null(st, at);
}

#define TOKEN_COLUMNS "t.id,t.user_id,u.name,t.name,t.scope,t.client,t.made_at,t.ends_on,t.used_on"

static struct token read_token(struct stmt *st, struct arena *a)
{
	int scope = name_find(role_names, ROLE_NVALUES, stmt_get_text(st, 4));

	return (struct token){
		.id = stmt_get_int(st, 0),
		.user_id = stmt_get_int(st, 1),
		.user = arena_strdup(a, stmt_get_text(st, 2)),
		.name = arena_strdup(a, stmt_get_text(st, 3)),
		.scope = scope < 0 ? ROLE_READ : (enum role)scope, /* the schema allows no other */
		.client = arena_strdup(a, stmt_get_text(st, 5)),
		.made_at = stmt_get_int(st, 6),
		.ends_on = (daynum)stmt_get_int(st, 7),
		.used_on = day_at(st, 8),
	};
}

int tokens_list(struct token **out, int *n, struct snap *snap, struct arena *a, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT count(*) FROM token");
	int64_t room = 0;
	int rc = stmt_step(st, err);

	*n = 0;
	if (rc > 0)
		room = stmt_get_int(st, 0);
	stmt_reset(st);
	if (rc < 0)
		return -1;
	*out = arena_array(a, (size_t)room, sizeof **out);
	st = db_stmt(snap->db, "SELECT " TOKEN_COLUMNS " FROM token t LEFT JOIN user u ON "
			       "u.id=t.user_id ORDER BY u.name,t.name,t.id");
	while (*n < room && (rc = stmt_step(st, err)) > 0)
		(*out)[(*n)++] = read_token(st, a);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

int token_put(struct token *t, struct tx *tx, const char *hash, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db,
				  "INSERT INTO token(token_hash,user_id,name,scope,client,made_at,"
				  "ends_on)VALUES(?1,?2,?3,?4,?5,?6,?7)");

	stmt_text(st, 1, hash);
	bind_user(st, 2, t->user_id);
	stmt_text(st, 3, t->name);
	stmt_text(st, 4, role_names[t->scope]);
	stmt_text(st, 5, t->client);
	stmt_int(st, 6, t->made_at);
	stmt_int(st, 7, t->ends_on);
	if (stmt_run(st, err) < 0)
		return -1;
	t->id = db_last_id(tx->snap.db);
	return 0;
}

int token_used(struct tx *tx, int64_t id, daynum on, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "UPDATE token SET used_on=?2 WHERE id=?1");

	stmt_int(st, 1, id);
	stmt_int(st, 2, on);
	return stmt_run(st, err);
}

int token_drop(struct tx *tx, int64_t id, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM token WHERE id=?1");

	stmt_int(st, 1, id);
	return stmt_run(st, err);
}

int tokens_drop(struct tx *tx, int64_t user_id, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM token WHERE user_id IS ?1");

	bind_user(st, 1, user_id);
	return stmt_run(st, err);
}

int token_get(struct token_use *out, bool *there, struct snap *snap, struct arena *a,
	      const char *hash, daynum today, struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db,
		"SELECT " TOKEN_COLUMNS ",u.role,coalesce(u.client,t.client) FROM token t "
		"LEFT JOIN user u ON u.id=t.user_id WHERE t.token_hash=?1 AND t.ends_on>=?2 AND "
		"CASE WHEN t.user_id IS NULL THEN NOT EXISTS(SELECT 1 FROM user WHERE disabled_at "
		"IS NULL) ELSE u.disabled_at IS NULL END AND "
		"(u.client IS NULL OR t.client IS NULL OR t.client=u.client)");
	int rc, role = ROLE_ADMIN;

	stmt_text(st, 1, hash);
	stmt_int(st, 2, today);
	rc = stmt_step(st, err);
	*there = rc > 0;
	if (rc > 0) {
		out->token = read_token(st, a);
		if (out->token.user_id)
			role = name_find(role_names, ROLE_NVALUES, stmt_get_text(st, 9));
		out->role = role < (int)out->token.scope ? (enum role)role : out->token.scope;
		out->client = arena_strdup(a, stmt_get_text(st, 10));
		*there = role >= 0;
	}
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}
