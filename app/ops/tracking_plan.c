#include "ops/tracking_ops.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"
#include "store/job.h"

enum { LEASE_S = 600, SHIPMENTS_MAX = 1000000 };

/* How long the last answer stays good, by where the parcel is; -1: it will not change any more. */
static const int fresh_s[STATUS_NVALUES] = {
	[STATUS_UNKNOWN] = 6 * 3600,   [STATUS_PRE_TRANSIT] = 6 * 3600,
	[STATUS_IN_TRANSIT] = 45 * 60, [STATUS_OUT_FOR_DELIVERY] = 15 * 60,
	[STATUS_ATTEMPTED] = 45 * 60,  [STATUS_AVAILABLE_FOR_PICKUP] = 6 * 3600,
	[STATUS_DELIVERED] = -1,       [STATUS_RETURN_TO_SENDER] = 6 * 3600,
	[STATUS_FAILURE] = 24 * 3600,  [STATUS_CANCELLED] = -1,
};

static bool is_due(const struct shipment *s, instant now)
{
	if (fresh_s[s->status] < 0)
		return false;
	return s->last_asked_at == INSTANT_NONE || now - s->last_asked_at >= fresh_s[s->status];
}

/* The last five digits in a row of a US address are its ZIP ("83702" or "83702-1234"). */
static const char *zip_of(struct arena *a, const char *address)
{
	const char *found = NULL;

	for (const char *p = address; p && *p; p++) {
		size_t n = strspn(p, "0123456789");

		if (n == 0)
			continue;
		if (n == 5 && (p == address || !isalnum((unsigned char)p[-1])) &&
		    p[-1 + (p == address)] != '-')
			found = p;
		p += n - 1;
	}
	return found ? arena_strndup(a, found, 5) : NULL;
}

/* twice: the shipment may be in the plan already (a million that are not are not compared). */
static void add_ask(struct plan **plans, int *nplans, struct arena *a, const struct shipment *s,
		    int room, bool twice)
{
	struct plan *p = NULL;

	for (int i = 0; i < *nplans && !p; i++)
		if (!strcmp((*plans)[i].carrier, s->carrier))
			p = &(*plans)[i];
	if (!p) {
		p = &(*plans)[(*nplans)++];
		p->carrier = s->carrier;
		p->ask = arena_array(a, (size_t)room, sizeof *p->ask);
	}
	for (int i = 0; twice && i < p->nasks; i++)
		if (p->ask[i].shipment_id == s->id)
			return;
	p->ask[p->nasks++] =
		(struct ask){ s->id, s->tracking_number, s->mailed_on, zip_of(a, s->to_address) };
}

static int named(struct shipment **out, int *n, struct desk *desk, struct arena *a,
		 const char *const names[], int nnames, struct err *err)
{
	struct snap *snap;
	int64_t id;

	*out = arena_array(a, (size_t)nnames, sizeof **out);
	for (*n = 0; *n < nnames; ++*n) {
		int rc;

		if (desk_find_shipment(&id, desk, names[*n], err) < 0 ||
		    desk_snap(&snap, desk, err) < 0)
			return -1;
		rc = row_get(&(*out)[*n], snap, a, TABLE_SHIPMENT, id, err);
		desk_snap_end(snap);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int all_open(struct shipment **out, int *n, struct desk *desk, struct arena *a,
		    struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = row_list(
		out, n, snap, a, TABLE_SHIPMENT,
		"WHERE id IN(SELECT shipment_id FROM casefile WHERE closed_at IS NULL AND id>0) "
		"ORDER BY id LIMIT ?1",
		SHIPMENTS_MAX, 0, err);
	desk_snap_end(snap);
	return rc;
}

int tracking_plan(struct plan **out, int *nplans, int *unasked, struct desk *desk, struct arena *a,
		  const char *const names[], int nnames, bool due, struct err *err)
{
	instant now = desk->options.moment.now;
	struct shipment *s;
	int n;

	*nplans = *unasked = 0;
	if (nnames ? named(&s, &n, desk, a, names, nnames, err) < 0
		   : all_open(&s, &n, desk, a, err) < 0)
		return -1;
	*out = arena_array(a, (size_t)carrier_codes_n + 1, sizeof **out);
	for (int i = 0; i < n; i++) {
		if (!s[i].carrier || !carrier_find(s[i].carrier))
			++*unasked;
		else if (!due || is_due(&s[i], now))
			add_ask(out, nplans, a, &s[i], n, nnames > 0);
	}
	return 0;
}

/* Who we are to others: two processes of one machine are two holders. */
static const char *holder(struct arena *a)
{
	char host[256] = "this machine";

	gethostname(host, sizeof host - 1);
	return arena_printf(a, "%s, process %ld", host, (long)getpid());
}

int tracking_lease(struct desk *desk, const char *carrier, instant real_now, struct err *err)
{
	struct arena a = ARENA_INIT;
	int rc = job_lease(desk->store, arena_printf(&a, "track %s", carrier), holder(&a), real_now,
			   LEASE_S, err);

	arena_release(&a);
	return rc;
}

int tracking_release(struct desk *desk, const char *carrier, struct err *err)
{
	struct arena a = ARENA_INIT;
	int rc = job_release(desk->store, arena_printf(&a, "track %s", carrier), holder(&a), err);

	arena_release(&a);
	return rc;
}
