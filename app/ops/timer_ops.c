#include "ops/timer_ops.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "ops/internal.h"
#include "store/calls.h"

enum { CASES_MAX = 100 };

int call_now(struct timer *out, bool *there, struct desk *desk, struct arena *a, struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = timer_any(there, snap, err);
	if (rc == 0 && *there)
		rc = timer_get(out, there, snap, a, desk_user(desk), err);
	desk_snap_end(snap);
	return rc;
}

/* The call under way, to be changed. */
static int take(struct timer *out, struct tx *tx, struct arena *a, const char *user,
		struct err *err)
{
	bool there;

	if (timer_get(out, &there, tx_snap(tx), a, user, err) < 0)
		return -1;
	if (!there)
		return err_set(err, ERR_STATE,
			       "no call is under way" ERR_TYPED
			       ": 'waylaid log --start CASE' begins one");
	return 0;
}

static int refuse_second(const struct timer *t, const struct moment *now, struct err *err)
{
	char since[32];

	zone_text(since, now->zone, t->started_at);
	return err_set(err, ERR_STATE,
		       "a call on case %s is under way since %s" ERR_TYPED
		       ": end it with 'waylaid log --stop', or forget it with 'waylaid log "
		       "--discard'",
		       t->cases, since);
}

static int start(struct timer *t, struct tx *tx, struct arena *a, const int64_t cases[], int n,
		 struct err *err)
{
	struct timer earlier;
	bool there;

	if (timer_get(&earlier, &there, tx_snap(tx), a, t->user, err) < 0)
		return -1;
	if (there)
		return refuse_second(&earlier, tx_moment(tx), err);
	for (int i = 0; i < n; i++) {
		struct casefile c;

		if (row_get(&c, tx_snap(tx), a, TABLE_CASEFILE, cases[i], err) < 0)
			return -1;
		t->cases =
			arena_printf(a, "%s%s%" PRId64, t->cases, *t->cases ? ", " : "", cases[i]);
	}
	return timer_put(tx, t, err);
}

int call_start(struct timer *out, struct desk *desk, struct arena *a, const int64_t cases[], int n,
	       const char *dialed, struct err *err)
{
	struct tx *tx;

	if (n < 1 || n > CASES_MAX)
		return err_set(err, ERR_INPUT, "a call is about 1 to %d cases", CASES_MAX);
	*out = (struct timer){
		.user = desk_user(desk),
		.cases = "",
		.dialed = dialed,
		.started_at = desk->options.moment.now,
		.hold_since = INSTANT_NONE,
	};
	if (desk_begin(&tx, desk, "call.start", err) < 0)
		return -1;
	return tx_end(tx, start(out, tx, a, cases, n, err), err);
}

static int hold(struct timer *t, struct tx *tx, struct arena *a, bool on_hold, struct err *err)
{
	instant now = tx_moment(tx)->now;

	if (take(t, tx, a, t->user, err) < 0)
		return -1;
	if (on_hold == (t->hold_since != INSTANT_NONE))
		return err_set(err, ERR_STATE,
			       on_hold ? "the call is on hold already" ERR_TYPED
					 ": 'waylaid log --off-hold' says that somebody talks again"
				       : "the call is not on hold" ERR_TYPED
					 ": 'waylaid log --on-hold' puts it there");
	if (on_hold) {
		t->hold_since = now;
	} else {
		t->held_s += now > t->hold_since ? now - t->hold_since : 0;
		t->hold_since = INSTANT_NONE;
	}
	return timer_put(tx, t, err);
}

int call_hold(struct timer *out, struct desk *desk, struct arena *a, bool on_hold, struct err *err)
{
	struct tx *tx;

	*out = (struct timer){ .user = desk_user(desk) };
	if (desk_begin(&tx, desk, "call.hold", err) < 0)
		return -1;
	return tx_end(tx, hold(out, tx, a, on_hold, err), err);
}

int call_discard(struct timer *out, struct desk *desk, struct arena *a, struct err *err)
{
	struct tx *tx;
	int rc = -1;

	if (desk_begin(&tx, desk, "call.discard", err) < 0)
		return -1;
	if (take(out, tx, a, desk_user(desk), err) == 0)
		rc = timer_drop(tx, out->user, err);
	return tx_end(tx, rc, err);
}
