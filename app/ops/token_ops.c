#include "ops/token_ops.h"

#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/zone.h"
#include "ops/internal.h"
#include "ops/user_parts.h"
#include "store/sessions.h"
#include "store/tokens.h"

/* Days of tokens are the machine's, whatever --now says. */
static daynum day_of_clock(const struct desk *desk)
{
	return zone_day(desk->options.moment.zone, desk->options.moment.machine);
}

int tokens_of_desk(struct token **out, int *n, struct desk *desk, struct arena *a, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = tokens_list(out, n, snap, a, err);
	desk_snap_end(snap);
	return rc;
}

/* --- making one --- */

static int check_wanted(struct token *t, const struct token_wanted *w, daynum today,
			struct err *err)
{
	size_t n = w->name ? strlen(w->name) : 0;

	if (n == 0 || n > TOKEN_NAME_MAX || strpbrk(w->name, "\n\t") || !utf8_valid(w->name, n))
		return err_set(err, ERR_INPUT,
			       "say what the token is for in one line of 1 to %d bytes: 'shop'",
			       TOKEN_NAME_MAX);
	*t = (struct token){ .name = w->name,
			     .scope = w->scope < 0 ? ROLE_READ : (enum role)w->scope,
			     .client = w->client,
			     .used_on = DAY_NONE };
	if (w->days < 0 || w->days > TOKEN_DAYS_MAX)
		return err_set(err, ERR_INPUT, "a token lasts 1 to %d days", TOKEN_DAYS_MAX);
	t->ends_on = today + (w->days ? w->days : TOKEN_DAYS);
	return 0;
}

static int check_user(struct token *t, struct tx *tx, struct arena *a, const char *name,
		      struct err *err)
{
	struct user u;

	if (desk_or_user(&u, tx, a, name, err) < 0)
		return -1;
	t->user_id = u.id;
	t->user = u.name;
	if (!name)
		return 0;
	if (t->scope > u.role)
		return err_set(err, ERR_NOT_PERMITTED,
			       "'%.60s' may do what '%s' may, and his tokens no more: choose "
			       "another scope",
			       name, role_names[u.role]);
	if (u.client && t->client && !text_same(u.client, t->client))
		return err_set(err, ERR_NOT_PERMITTED,
			       "'%.60s' sees the cases of one client, and his tokens no other's",
			       name);
	return 0;
}

static int check_room(struct tx *tx, struct arena *a, int64_t user_id, struct err *err)
{
	struct token *t;
	int n, his = 0;

	if (tokens_list(&t, &n, tx_snap(tx), a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		his += t[i].user_id == user_id;
	if (his >= TOKENS_MAX)
		return err_set(err, ERR_STATE,
			       "there are %d tokens already: withdraw those that nobody uses",
			       TOKENS_MAX);
	return 0;
}

static void note_token(struct tx *tx, const struct token *t)
{
	tx_keep(tx);
	tx_note(tx, "name", t->user);
	tx_note(tx, "token", t->name);
	tx_note(tx, "scope", role_names[t->scope]);
	tx_note(tx, "client", t->client);
}

int token_make(char text[API_TOKEN_TEXT], struct token *made, struct desk *desk, struct arena *a,
	       const struct token_wanted *wanted, struct err *err)
{
	char secret[TOKEN_TEXT], hash[HASH_HEX];
	struct tx *tx;
	int rc = -1;

	if (check_wanted(made, wanted, day_of_clock(desk), err) < 0)
		return -1;
	new_token(secret);
	memcpy(text, API_TOKEN_PREFIX, sizeof API_TOKEN_PREFIX - 1);
	memcpy(text + sizeof API_TOKEN_PREFIX - 1, secret, sizeof secret);
	if (desk_begin(&tx, desk, "user.token", err) < 0)
		return -1;
	if (check_user(made, tx, a, wanted->user, err) < 0 ||
	    check_room(tx, a, made->user_id, err) < 0)
		goto out;
	made->made_at = desk->options.moment.machine;
	note_token(tx, made);
	rc = token_put(made, tx, kept_of_token(hash, text), err);
out:
	return tx_end(tx, rc, err);
}

/* --- and its end --- */

static int take(struct token *out, struct tx *tx, struct arena *a, int64_t id, struct err *err)
{
	struct token *t;
	int n;

	if (tokens_list(&t, &n, tx_snap(tx), a, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		if (t[i].id != id)
			continue;
		*out = t[i];
		return 0;
	}
	return err_set(err, ERR_NOT_FOUND,
		       "there is no token %" PRId64 ": 'waylaid token list' shows them", id);
}

int token_withdraw(struct token *gone, struct desk *desk, struct arena *a, int64_t id,
		   struct err *err)
{
	struct tx *tx;
	int rc;

	if (desk_begin(&tx, desk, "user.token_withdraw", err) < 0)
		return -1;
	rc = take(gone, tx, a, id, err);
	if (rc == 0) {
		note_token(tx, gone);
		rc = token_drop(tx, id, err);
	}
	return tx_end(tx, rc, err);
}

/* --- using it --- */

static int note_used(struct desk *desk, int64_t id, struct err *err)
{
	struct tx *tx;

	if (desk_begin(&tx, desk, "token.used", err) < 0)
		return -1;
	return tx_end(tx, token_used(tx, id, day_of_clock(desk), err), err);
}

int token_find(struct session *out, bool *there, struct desk *desk, struct arena *a,
	       const char *text, struct err *err)
{
	daynum today = day_of_clock(desk);
	struct token_use use;
	char hash[HASH_HEX];
	struct snap *snap;
	struct err busy;
	int rc;

	*there = false;
	if (!text_has_prefix(text, API_TOKEN_PREFIX) || strlen(text) != API_TOKEN_TEXT - 1)
		return 0;
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = token_get(&use, there, snap, a, kept_of_token(hash, text), today, err);
	desk_snap_end(snap);
	if (rc < 0 || !*there)
		return rc;
	*out = (struct session){ .user_id = use.token.user_id,
				 .user = use.token.user,
				 .role = use.role,
				 .client = use.client };
	/* A full disk or a busy file must not stop who only reads. */
	if (use.token.used_on != today)
		note_used(desk, use.token.id, &busy);
	return 0;
}
