#include "ops/user_ops.h"

#include <string.h>

#include "base/err.h"
#include "base/password.h"
#include "base/text.h"
#include "ops/internal.h"
#include "ops/user_parts.h"
#include "store/sessions.h"
#include "store/tokens.h"

int users_of_desk(struct user **out, int *n, struct desk *desk, struct arena *a, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = users_list(out, n, snap, a, err);
	desk_snap_end(snap);
	return rc;
}

int user_take(struct user *out, struct snap *snap, struct arena *a, const char *name,
	      struct err *err)
{
	bool there;

	if (user_by_name(out, &there, snap, a, name, err) < 0)
		return -1;
	if (!there)
		return err_set(err, ERR_NOT_FOUND,
			       "there is no user '%.60s'" ERR_TYPED
			       ": 'waylaid user list' shows them",
			       name);
	return 0;
}

/* A name stands in the journal, in the list of owners and on the command line. */
static int check_name(const char *name, struct err *err)
{
	size_t n = strlen(name);

	if (n == 0 || n > USER_NAME_MAX || strpbrk(name, "\n\t") || !utf8_valid(name, n))
		return err_set(err, ERR_INPUT,
			       "a user's name is one line of 1 to %d bytes: 'ann', 'ann@shop'",
			       USER_NAME_MAX);
	return 0;
}

int user_add(struct user *out, struct desk *desk, const char *name, enum role role,
	     const char *client, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct tx *tx;
	bool there;
	int rc = -1;

	if (check_name(name, err) < 0 || desk_begin(&tx, desk, "user.add", err) < 0)
		return -1;
	if (user_by_name(out, &there, tx_snap(tx), &a, name, err) < 0)
		goto out;
	if (there) {
		err_set(err, ERR_STATE, "there is a user '%.60s' already%s", name,
			out->disabled_at == INSTANT_NONE ? ""
							 : ", disabled" ERR_TYPED
							   ": 'waylaid user enable'");
		goto out;
	}
	*out = (struct user){
		.name = name, .role = role, .client = client, .disabled_at = INSTANT_NONE
	};
	rc = row_insert(out, tx, TABLE_USER, err);
	/* From now on nobody works without a name of his own. */
	if (rc == 0)
		rc = sessions_drop(tx, 0, err);
	if (rc == 0)
		rc = links_drop(tx, 0, err);
	if (rc == 0)
		rc = tokens_drop(tx, 0, err);
out:
	rc = tx_end(tx, rc, err);
	arena_release(&a);
	return rc;
}

static void apply(struct user *u, const struct user_change *c, instant now)
{
	if (c->role >= 0)
		u->role = (enum role)c->role;
	if (c->client_given)
		u->client = c->client;
	if (c->enabled == 1)
		u->disabled_at = INSTANT_NONE;
	else if (c->enabled == 0 && u->disabled_at == INSTANT_NONE)
		u->disabled_at = now;
}

/* While others may sign in, one of them must be able to look after users. */
static int check_admin(struct tx *tx, struct err *err)
{
	struct user_count n;

	if (users_count(&n, tx_snap(tx), err) < 0)
		return -1;
	if (n.all > 0 && n.admins == 0)
		return err_set(err, ERR_STATE,
			       "nobody could look after the users any more: make another one "
			       "admin first" ERR_TYPED " ('waylaid user role NAME admin')");
	return 0;
}

int user_edit(struct user *out, struct desk *desk, struct arena *a, const char *name,
	      const struct user_change *change, struct err *err)
{
	struct user before;
	struct user_count n;
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, "user.edit", err) < 0)
		return -1;
	if (user_take(out, tx_snap(tx), a, name, err) < 0 || users_count(&n, tx_snap(tx), err) < 0)
		goto out;
	before = *out;
	apply(out, change, desk->options.moment.now);
	rc = 0;
	if (row_same(TABLE_USER, &before, out))
		goto out;
	rc = row_update(out, tx, TABLE_USER, err);
	/* Without an admin before, there is none to lose. */
	if (rc == 0 && n.admins > 0)
		rc = check_admin(tx, err);
	if (rc == 0 && out->disabled_at != INSTANT_NONE)
		rc = sessions_drop(tx, out->id, err);
	if (rc == 0 && out->disabled_at != INSTANT_NONE)
		rc = links_drop(tx, out->id, err);
	if (rc == 0 && out->disabled_at != INSTANT_NONE)
		rc = tokens_drop(tx, out->id, err);
out:
	return tx_end(tx, rc, err);
}

int check_password(const char *password, struct err *err)
{
	size_t n = strlen(password);

	if (n < PASSWORD_MIN || n > PASSWORD_MAX)
		return err_set(err, ERR_INPUT,
			       "a password has %d to %d bytes: take a few words that do not "
			       "belong together",
			       PASSWORD_MIN, PASSWORD_MAX);
	return 0;
}

int user_set_password(struct desk *desk, struct arena *a, const char *name, const char *password,
		      struct err *err)
{
	char hash[PASSWORD_HASH];
	struct user u;
	struct tx *tx;
	int rc = -1;

	if (check_password(password, err) < 0 || password_hash(hash, password, err) < 0)
		return -1;
	if (desk_begin(&tx, desk, "user.password", err) < 0)
		return -1;
	if (user_take(&u, tx_snap(tx), a, name, err) < 0)
		goto out;
	tx_keep(tx);
	tx_note(tx, "name", u.name);
	rc = put_password(tx, u.id, hash, desk->options.moment.machine, err);
out:
	return tx_end(tx, rc, err);
}

int put_password(struct tx *tx, int64_t user_id, const char *hash, instant now, struct err *err)
{
	if (password_put(tx, user_id, hash, now, err) < 0 || sessions_drop(tx, user_id, err) < 0)
		return -1;
	return links_drop(tx, user_id, err);
}

int user_sign_out(struct desk *desk, struct arena *a, const char *name, struct err *err)
{
	struct user u = { .id = 0 };
	struct tx *tx;
	int rc = 0;

	if (desk_begin(&tx, desk, "user.sign_out", err) < 0)
		return -1;
	if (name)
		rc = user_take(&u, tx_snap(tx), a, name, err);
	if (rc == 0)
		rc = sessions_drop(tx, u.id, err);
	return tx_end(tx, rc, err);
}
