#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/password.h"
#include "ops/internal.h"
#include "ops/user_ops.h"
#include "ops/user_parts.h"
#include "store/sessions.h"

void new_token(char token[TOKEN_TEXT])
{
	struct hash bytes;

	random_bytes(bytes.byte, sizeof bytes.byte);
	hash_hex(token, &bytes);
}

const char *kept_of_token(char out[HASH_HEX], const char *token)
{
	struct hash h = hash_of(token, strlen(token));

	return hash_hex(out, &h);
}

static instant clock_of(const struct desk *desk)
{
	return desk->options.moment.machine;
}

/* --- links --- */

int desk_has_users(bool *has, struct desk *desk, struct err *err)
{
	struct user_count n = { 0 };
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = users_count(&n, snap, err);
	desk_snap_end(snap);
	*has = n.all > 0;
	return rc;
}

int desk_or_user(struct user *u, struct tx *tx, struct arena *a, const char *name, struct err *err)
{
	struct user_count n;

	*u = (struct user){ .id = 0 };
	if (name && user_take(u, tx_snap(tx), a, name, err) < 0)
		return -1;
	if (name && u->disabled_at != INSTANT_NONE)
		return err_set(err, ERR_STATE,
			       "'%.60s' is disabled" ERR_TYPED
			       ": 'waylaid user enable' lets him sign in",
			       name);
	if (name)
		return 0;
	if (users_count(&n, tx_snap(tx), err) < 0)
		return -1;
	if (n.all > 0)
		return err_set(err, ERR_STATE,
			       "this desk has users: say for which of them ('waylaid user list')");
	return 0;
}

int link_make(char token[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *name,
	      struct err *err)
{
	struct user u = { .id = 0 };
	instant now = clock_of(desk);
	char hash[HASH_HEX];
	struct tx *tx;
	int rc = -1;

	new_token(token);
	if (desk_begin(&tx, desk, "user.link", err) < 0)
		return -1;
	if (desk_or_user(&u, tx, a, name, err) < 0 || sessions_sweep(tx, now, err) < 0)
		goto out;
	if (name) {
		tx_keep(tx);
		tx_note(tx, "name", u.name);
	}
	rc = link_put(tx, kept_of_token(hash, token), u.id, now + LINK_LASTS_S, err);
out:
	return tx_end(tx, rc, err);
}

static int read_link(struct user *u, struct snap *snap, struct arena *a, const char *token,
		     instant now, struct err *err)
{
	char hash[HASH_HEX];
	bool there;

	*u = (struct user){ .id = 0 };
	if (link_get(&u->id, &there, snap, kept_of_token(hash, token), now, err) < 0)
		return -1;
	if (!there)
		return err_set(err, ERR_NOT_FOUND,
			       "this link was used already, or is older than %d minutes: ask for "
			       "a new one",
			       LINK_LASTS_S / 60);
	return u->id ? row_get(u, snap, a, TABLE_USER, u->id, err) : 0;
}

int link_look(const char **name, struct desk *desk, struct arena *a, const char *token,
	      struct err *err)
{
	struct snap *snap;
	struct user u;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = read_link(&u, snap, a, token, clock_of(desk), err);
	desk_snap_end(snap);
	*name = u.name;
	return rc;
}

int link_take(char session[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *token,
	      const char *password, struct err *err)
{
	char hash[HASH_HEX], secret[PASSWORD_HASH];
	instant now = clock_of(desk);
	struct user u;
	struct tx *tx;
	int rc = -1;

	if (password &&
	    (check_password(password, err) < 0 || password_hash(secret, password, err) < 0))
		return -1;
	new_token(session);
	if (desk_begin(&tx, desk, "user.password", err) < 0)
		return -1;
	if (read_link(&u, tx_snap(tx), a, token, now, err) < 0 || links_drop(tx, u.id, err) < 0)
		goto out;
	if (password && u.id) {
		tx_keep(tx);
		tx_note(tx, "name", u.name);
		if (put_password(tx, u.id, secret, now, err) < 0)
			goto out;
	}
	rc = session_put(tx, kept_of_token(hash, session), u.id, now, err);
out:
	return tx_end(tx, rc, err);
}

/* --- by password --- */

static int look_up(struct user *u, const char **hash, struct desk *desk, struct arena *a,
		   const char *name, struct err *err)
{
	struct snap *snap;
	bool there;
	int rc;

	*hash = NULL;
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = user_by_name(u, &there, snap, a, name, err);
	if (rc == 0 && there && u->disabled_at == INSTANT_NONE)
		rc = password_get(hash, snap, a, u->id, err);
	desk_snap_end(snap);
	return rc;
}

int sign_in(char session[TOKEN_TEXT], struct desk *desk, struct arena *a, const char *name,
	    const char *password, struct err *err)
{
	instant now = clock_of(desk);
	char token_hash[HASH_HEX];
	struct user u = { .id = 0 };
	const char *hash;
	struct tx *tx;
	int rc;

	if (look_up(&u, &hash, desk, a, name, err) < 0)
		return -1;
	if (!password_right(hash, password))
		return err_set(err, ERR_NOT_PERMITTED,
			       "name and password do not go together: try again, or ask an admin "
			       "for a link");
	new_token(session);
	if (desk_begin(&tx, desk, "user.sign_in", err) < 0)
		return -1;
	rc = sessions_sweep(tx, now, err);
	if (rc == 0)
		rc = session_put(tx, kept_of_token(token_hash, session), u.id, now, err);
	return tx_end(tx, rc, err);
}

int sign_in_failures(struct sign_in_failure **out, int *n, struct desk *desk, struct arena *a,
		     struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = failures_list(out, n, snap, a, clock_of(desk), err);
	desk_snap_end(snap);
	return rc;
}

int sign_in_note(struct desk *desk, const struct sign_in_failure failures[], int n, struct err *err)
{
	struct tx *tx;
	int rc = 0;

	if (desk_begin(&tx, desk, "user.sign_in", err) < 0)
		return -1;
	for (int i = 0; i < n && rc == 0; i++)
		rc = failure_put(tx, &failures[i], clock_of(desk), err);
	return tx_end(tx, rc, err);
}

/* --- signed in --- */

static int note_seen(struct desk *desk, const char *hash, struct err *err)
{
	struct tx *tx;

	if (desk_begin(&tx, desk, "session.seen", err) < 0)
		return -1;
	return tx_end(tx, session_seen(tx, hash, clock_of(desk), err), err);
}

static int read_session(struct session *out, bool *there, struct desk *desk, struct arena *a,
			const char *hash, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = session_get(out, there, snap, a, hash, err);
	desk_snap_end(snap);
	return rc;
}

int session_find(struct session *out, bool *there, struct desk *desk, struct arena *a,
		 const char *token, struct err *err)
{
	instant now = clock_of(desk);
	char hash[HASH_HEX];
	struct err busy;

	kept_of_token(hash, token);
	if (read_session(out, there, desk, a, hash, err) < 0)
		return -1;
	if (!*there)
		return 0;
	if (session_over(out, now)) {
		*there = false;
		return session_end(desk, token, err);
	}
	/* A full disk or a busy file must not sign anybody out. */
	if (session_unnoted(out, now))
		note_seen(desk, hash, &busy);
	return 0;
}

int session_look(struct session *out, bool *there, struct desk *desk, struct arena *a,
		 const char *token, struct err *err)
{
	char hash[HASH_HEX];

	if (read_session(out, there, desk, a, kept_of_token(hash, token), err) < 0)
		return -1;
	*there = *there && !session_over(out, clock_of(desk));
	return 0;
}

int session_end(struct desk *desk, const char *token, struct err *err)
{
	char hash[HASH_HEX];
	struct tx *tx;

	if (desk_begin(&tx, desk, "session.end", err) < 0)
		return -1;
	return tx_end(tx, session_drop(tx, kept_of_token(hash, token), err), err);
}
