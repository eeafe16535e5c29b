#include "ops/tracking_ops.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/zone.h"
#include "ops/internal.h"
#include "store/job.h"
#include "store/to_ask.h"

enum { LEASE_S = 600, FRESH_MIN_S = 15 * 60, HISTORY_DAYS = 120, ASKS_MAX = 1000000 };

/* How long the last answer stays good, by where the parcel is; -1: it will not change any more. */
static const int fresh_s[STATUS_NVALUES] = {
	[STATUS_UNKNOWN] = 6 * 3600,   [STATUS_PRE_TRANSIT] = 6 * 3600,
	[STATUS_IN_TRANSIT] = 45 * 60, [STATUS_OUT_FOR_DELIVERY] = 15 * 60,
	[STATUS_ATTEMPTED] = 45 * 60,  [STATUS_AVAILABLE_FOR_PICKUP] = 6 * 3600,
	[STATUS_DELIVERED] = -1,       [STATUS_RETURN_TO_SENDER] = 6 * 3600,
	[STATUS_FAILURE] = 24 * 3600,  [STATUS_CANCELLED] = -1,
};

/* May be delivered, or has to be met, today. */
static const bool is_hot[STATUS_NVALUES] = {
	[STATUS_OUT_FOR_DELIVERY] = true,
	[STATUS_ATTEMPTED] = true,
	[STATUS_AVAILABLE_FOR_PICKUP] = true,
};

/* One parcel that will be asked for, and what decides when. */
struct wish {
	struct ask ask;
	const char *carrier; /* who is asked */
	bool has_case, has_money, hot;
	daynum closes_on;
	instant last_asked_at;
};

/* A plan in the making. */
struct making {
	const struct plan_query *query;
	struct arena *arena;
	instant now;
	daynum today;
	const struct zone *zone;
	struct plans *plans;
	struct wish *wish;
	int n, room;
};

/* An e-mail ends nothing: where the parcel is has to be asked still. */
static int stays_fresh_s(const struct to_ask *p)
{
	return fresh_s[p->hinted ? STATUS_UNKNOWN : p->status];
}

static bool is_due(const struct to_ask *p, instant now)
{
	int fresh = stays_fresh_s(p);

	if (fresh < 0)
		return false;
	return p->last_asked_at == INSTANT_NONE || now - p->last_asked_at >= fresh;
}

/* Does the carrier still know of it? Where no day is known, it may. */
static bool is_remembered(const struct making *m, const struct to_ask *p)
{
	const struct carrier *carrier = p->carrier ? carrier_find(p->carrier) : NULL;
	int days = carrier && carrier->history_days ? carrier->history_days : HISTORY_DAYS;
	daynum since = p->accepted_on != DAY_NONE ? p->accepted_on : p->mailed_on;

	if (p->history_until != DAY_NONE)
		return m->today <= p->history_until;
	if (since == DAY_NONE && p->imported_at != INSTANT_NONE)
		since = zone_day(m->zone, p->imported_at);
	return since == DAY_NONE || m->today - since <= days;
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

/* The ZIP to which it goes: of the label's long number, else of the address. */
static const char *destination_of(struct arena *a, const struct to_ask *p, const char *asked)
{
	if (asked != p->tracking_number && text_has_prefix(p->tracking_number, "420") &&
	    text_same(p->carrier, "usps"))
		return arena_strndup(a, p->tracking_number + 3, 5);
	return zip_of(a, p->to_address);
}

static struct wish *new_wish(struct making *m)
{
	m->wish = arena_grown(m->arena, m->wish, m->n, &m->room, sizeof *m->wish);
	return &m->wish[m->n++];
}

static struct plan *plan_of(struct making *m, const char *carrier)
{
	struct plans *out = m->plans;
	struct plan *p = out->plan;

	while (p < out->plan + out->nplans && p->carrier != carrier)
		p++;
	if (p == out->plan + out->nplans) {
		out->nplans++;
		p->carrier = carrier;
	}
	return p;
}

static int add_wish(struct making *m, const struct to_ask *p, struct err *err)
{
	enum path path = path_choose(m->query->paths, p->carrier, p->tracking_number);
	struct arena *a = m->arena;
	const char *asked, *carrier;
	struct wish *w;

	if (path == PATH_NOBODY) {
		m->plans->unasked++;
		return 0;
	}
	if (m->query->due && !is_due(p, m->now))
		return 0;
	if (path == PATH_EASYPOST && stays_fresh_s(p) < 0) {
		m->plans->finished++;
		return 0;
	}
	if (m->n == ASKS_MAX)
		return err_set(err, ERR_INPUT, "more than %d parcels to ask for: name some",
			       ASKS_MAX);
	m->plans->paid += path == PATH_EASYPOST;
	carrier = carrier_find(path == PATH_EASYPOST ? "easypost" : p->carrier)->code;
	if (m->query->count_only) {
		plan_of(m, carrier)->nasks++;
		return 0;
	}
	asked = path_number(a, p->carrier, p->tracking_number);
	w = new_wish(m);
	*w = (struct wish){
		.ask = { .shipment_id = p->id,
			 .tracking_number =
				 asked == p->tracking_number ? arena_strdup(a, asked) : asked,
			 .mailed_on = p->mailed_on,
			 .destination_zip = destination_of(a, p, asked) },
		.carrier = carrier,
		.has_case = p->has_case,
		.has_money = p->value_cents > 0,
		.hot = is_hot[p->status],
		.closes_on = p->closes_on,
		.last_asked_at = p->last_asked_at,
	};
	return 0;
}

static int add_any(void *payload, const struct to_ask *p, struct err *err)
{
	return add_wish(payload, p, err);
}

static int add_watched(void *payload, const struct to_ask *p, struct err *err)
{
	return is_remembered(payload, p) ? add_wish(payload, p, err) : 0;
}

/* A parcel that a person named; each once. */
static int add_named(struct making *m, struct snap *snap, int64_t id, struct err *err)
{
	for (int i = 0; i < m->n; i++)
		if (m->wish[i].ask.shipment_id == id)
			return 0;
	return to_ask_named(snap, id, add_any, m, err);
}

static int add_all_named(struct making *m, struct desk *desk, struct err *err)
{
	for (int i = 0; i < m->query->nnames; i++) {
		struct snap *snap;
		int64_t id;
		int rc;

		if (desk_find_shipment(&id, desk, m->query->names[i], err) < 0 ||
		    desk_snap(&snap, desk, err) < 0)
			return -1;
		rc = add_named(m, snap, id, err);
		desk_snap_end(snap);
		if (rc < 0)
			return -1;
	}
	return 0;
}

static int add_all(struct making *m, struct desk *desk, struct err *err)
{
	instant before = m->query->due ? m->now - FRESH_MIN_S : INT64_MAX;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	rc = to_ask_of_cases(snap, m->today, add_any, m, err);
	if (rc == 0)
		rc = to_ask_watched(snap, before, add_watched, m, err);
	desk_snap_end(snap);
	return rc;
}

/* 0: with money and an open window; the smaller the riskier. */
static int risk_class(const struct wish *w)
{
	if (!w->has_case)
		return 3;
	if (w->closes_on == DAY_NONE)
		return 2;
	return w->has_money ? 0 : 1;
}

static int before(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_risk(const void *x, const void *y)
{
	const struct wish *a = x, *b = y;
	int order = before(risk_class(a), risk_class(b));

	if (order == 0 && a->has_case)
		order = before(a->closes_on, b->closes_on);
	if (order == 0)
		order = before(b->hot, a->hot);
	if (order == 0)
		order = before(a->last_asked_at, b->last_asked_at); /* never is the smallest */
	return order ? order : before(a->ask.shipment_id, b->ask.shipment_id);
}

/* One plan for each carrier, the order kept. */
static void share_out(struct making *m)
{
	for (int i = 0; i < m->n; i++) {
		const struct wish *w = &m->wish[i];
		struct plan *p = plan_of(m, w->carrier);

		if (!p->ask) {
			int rest = 0;

			for (int k = i; k < m->n; k++)
				rest += m->wish[k].carrier == w->carrier;
			p->ask = arena_array(m->arena, (size_t)rest, sizeof *p->ask);
		}
		p->ask[p->nasks++] = w->ask;
	}
}

int tracking_plan(struct plans *out, struct desk *desk, struct arena *a,
		  const struct plan_query *query, struct err *err)
{
	struct making m = { .query = query,
			    .arena = a,
			    .now = desk->options.moment.now,
			    .today = desk->options.moment.today,
			    .zone = desk->options.moment.zone,
			    .plans = out };

	*out = (struct plans){ .plan = arena_array(a, (size_t)carrier_codes_n + 1,
						   sizeof *out->plan) };
	if (query->nnames ? add_all_named(&m, desk, err) < 0 : add_all(&m, desk, err) < 0)
		return -1;
	if (m.n)
		qsort(m.wish, (size_t)m.n, sizeof *m.wish, by_risk);
	share_out(&m);
	return 0;
}

/* The newest open case, what is known, and why nothing was asked. */
static int left_one(struct tracked *out, struct snap *snap, struct arena *a,
		    const struct reading *r, struct err *err)
{
	struct casefile *c;
	struct shipment s;
	int n;

	if (row_get(&s, snap, a, TABLE_SHIPMENT, r->shipment_id, err) < 0 ||
	    row_list(&c, &n, snap, a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 AND closed_at IS NULL ORDER BY id", s.id, 0, err) < 0)
		return -1;
	*out = (struct tracked){ .shipment_id = s.id,
				 .casefile_id = n ? c[n - 1].id : 0,
				 .tracking_number = s.tracking_number,
				 .outcome = r->outcome,
				 .status = s.status,
				 .status_text = s.status_text,
				 .message = r->message };
	return 0;
}

int tracking_left(struct tracked **out, struct desk *desk, struct arena *a,
		  const struct answered *answer, struct err *err)
{
	struct snap *snap;
	int rc = 0;

	*out = arena_array(a, (size_t)answer->nreadings, sizeof **out);
	if (desk_snap(&snap, desk, err) < 0)
		return -1;
	for (int i = 0; i < answer->nreadings && rc == 0; i++)
		rc = left_one(&(*out)[i], snap, a, &answer->reading[i], err);
	desk_snap_end(snap);
	return rc;
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
