#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "domain/number.h"
#include "ops/internal.h"

int case_take(struct casefile *c, struct shipment *s, struct tx *tx, struct arena *a, int64_t id,
	      int32_t seen, struct err *err)
{
	if (row_get(c, tx_snap(tx), a, TABLE_CASEFILE, id, err) < 0 ||
	    row_get(s, tx_snap(tx), a, TABLE_SHIPMENT, c->shipment_id, err) < 0)
		return -1;
	if (seen && seen != c->version)
		return err_set(
			err, ERR_CONFLICT,
			"case %lld was changed since you looked at it: look again, then repeat",
			(long long)id);
	tx_case(tx, id);
	tx_file(tx, s->id);
	return 0;
}

/* Decisions are those about the claim through this route. */
static struct anchors anchors_of(const struct moment *moment, const struct shipment *s,
				 const struct progress *p, enum route_kind route)
{
	struct anchors on = shipment_anchors(s, zone_day(moment->zone, s->last_scan_at));

	on.help_request_on = p->help_request_on;
	on.decided_on = p->route[route].decided_on;
	on.appeal_decided_on = p->route[route].appeal_decided_on;
	return on;
}

/*
 * May somebody still use it? An appeal while a claim stands denied, in whole or in part, and was
 * not appealed so often; a suit while it stands so; everything else until a claim goes out.
 */
static bool window_is_live(const struct window *w, const struct casefile *c,
			   const struct progress *p)
{
	const struct route_progress *r = &p->route[w->route];
	bool refused = r->claim_state == CLAIM_DENIED || r->claim_state == CLAIM_PARTLY_APPROVED;

	if (c->closed_at != INSTANT_NONE)
		return false;
	switch (w->what) {
	case WINDOW_APPEAL:
		return refused && r->appeals == 0;
	case WINDOW_SECOND_APPEAL:
		return refused && r->appeals == 1;
	case WINDOW_SUIT:
		return refused;
	default:
		return !p->filed[w->route];
	}
}

/* Write one computed window over the stored one of the same kind and route; 1 when it differs. */
static int write_window(struct tx *tx, struct window *w, const struct window *stored, int nstored,
			struct err *err)
{
	for (int i = 0; i < nstored; i++) {
		if (stored[i].what != w->what || stored[i].route != w->route)
			continue;
		if (row_same(TABLE_WINDOW, w, &stored[i]))
			return 0;
		w->id = stored[i].id;
		w->version = stored[i].version;
		return row_update(w, tx, TABLE_WINDOW, err) < 0 ? -1 : 1;
	}
	return row_insert(w, tx, TABLE_WINDOW, err) < 0 ? -1 : 1;
}

static bool still_there(const struct window *stored, const struct window *now, int n)
{
	for (int i = 0; i < n; i++)
		if (now[i].what == stored->what && now[i].route == stored->route)
			return true;
	return false;
}

/*
 * Nothing that windows count from has changed: a case keeps those it has, and the rules that it
 * remembers, until the new ones are applied.
 */
static bool stands(const struct window *stored, int nstored, const struct window *now, int n)
{
	int pairs = 0;

	for (int i = 0; i < nstored; i++) {
		for (int k = 0; k < n; k++) {
			if (stored[i].what != now[k].what || stored[i].route != now[k].route)
				continue;
			if (stored[i].basis != now[k].basis)
				return false;
			pairs++;
		}
	}
	return pairs > 0;
}

/* Write what was computed over what the case has; how many rows that took, or -1. */
static int replace_windows(struct tx *tx, const struct window *stored, int nstored,
			   struct window *now, int n, struct err *err)
{
	int written = 0, one;

	for (int i = 0; i < nstored; i++) {
		if (still_there(&stored[i], now, n))
			continue;
		if (row_delete(tx, TABLE_WINDOW, stored[i].id, err) < 0)
			return -1;
		written++;
	}
	for (int i = 0; i < n; i++) {
		if ((one = write_window(tx, &now[i], stored, nstored, err)) < 0)
			return -1;
		written += one;
	}
	return written;
}

/* Each route's windows count from what was decided about the claim through it. */
static int compute_windows(struct window **out, struct arena *a, const struct counted *of,
			   const struct progress *p, const struct rule *const rules[], int nrules)
{
	const struct route_progress *carrier = &p->route[ROUTE_CARRIER];
	const struct casefile *c = of->casefile;
	struct anchors on = anchors_of(of->moment, of->shipment, p, ROUTE_CARRIER);
	struct window *other;
	int nother;
	int n = windows_compute(out, a, rules, nrules, of->shipment, c->problem, &on, c->id);

	for (int r = 0; r < ROUTE_NVALUES; r++) {
		const struct route_progress *its = &p->route[r];

		if (its->decided_on == carrier->decided_on &&
		    its->appeal_decided_on == carrier->appeal_decided_on)
			continue;
		on = anchors_of(of->moment, of->shipment, p, (enum route_kind)r);
		nother = windows_compute(&other, a, rules, nrules, of->shipment, c->problem, &on,
					 c->id);
		for (int i = 0; i < n && i < nother; i++)
			if ((*out)[i].route == (enum route_kind)r)
				(*out)[i] = other[i];
	}
	return n;
}

int windows_now(struct window **now, int *n, struct snap *snap, struct arena *a,
		const struct counted *of, struct err *err)
{
	const struct rule **rules = of->rules;
	int nrules = of->nrules;
	struct progress p;

	if (!rules && rules_of(&rules, &nrules, snap, a, of->shipment->carrier, err) < 0)
		return -1;
	if (case_progress(&p, snap, a, of->casefile->id, err) < 0)
		return -1;
	*n = compute_windows(now, a, of, &p, rules, nrules);
	for (int i = 0; i < *n; i++) {
		(*now)[i].casefile_id = of->casefile->id;
		(*now)[i].live = window_is_live(&(*now)[i], of->casefile, &p);
	}
	return 0;
}

/* Only what happened to the case since: may somebody still use the windows that it has? */
static int refresh_live(struct tx *tx, struct arena *a, struct window *stored, int nstored,
			const struct casefile *c, struct err *err)
{
	struct progress p;

	if (case_progress(&p, tx_snap(tx), a, c->id, err) < 0)
		return -1;
	for (int i = 0; i < nstored; i++) {
		bool live = window_is_live(&stored[i], c, &p);

		if (live == stored[i].live)
			continue;
		stored[i].live = live;
		if (row_update(&stored[i], tx, TABLE_WINDOW, err) < 0)
			return -1;
	}
	return 0;
}

/* How many windows were written anew, or -1. */
static int renew(struct tx *tx, struct arena *a, const struct counted *of, bool anyway,
		 struct err *err)
{
	struct window *now, *stored;
	int n, nstored;

	if (windows_now(&now, &n, tx_snap(tx), a, of, err) < 0 ||
	    row_list(&stored, &nstored, tx_snap(tx), a, TABLE_WINDOW, "WHERE casefile_id=?1",
		     of->casefile->id, 0, err) < 0)
		return -1;
	if (!anyway && stands(stored, nstored, now, n))
		return refresh_live(tx, a, stored, nstored, of->casefile, err);
	return replace_windows(tx, stored, nstored, now, n, err);
}

int windows_refresh(struct tx *tx, struct arena *a, const struct casefile *c,
		    const struct shipment *s, struct err *err)
{
	const struct counted of = { .casefile = c, .shipment = s, .moment = tx_moment(tx) };

	return renew(tx, a, &of, false, err) < 0 ? -1 : 0;
}

int windows_recount(struct tx *tx, struct arena *a, const struct casefile *c,
		    const struct shipment *s, struct err *err)
{
	const struct counted of = { .casefile = c, .shipment = s, .moment = tx_moment(tx) };

	return renew(tx, a, &of, true, err);
}

/* How far a claim's state brings the case. */
static const enum stage claim_stage[CLAIM_NVALUES] = {
	[CLAIM_DRAFT] = STAGE_OPEN,
	[CLAIM_FILED] = STAGE_FILED,
	[CLAIM_ACKNOWLEDGED] = STAGE_FILED,
	[CLAIM_NO_RECORD] = STAGE_FILED,
	[CLAIM_NEEDS_INFO] = STAGE_FILED,
	[CLAIM_APPROVED] = STAGE_DECIDED,
	[CLAIM_PARTLY_APPROVED] = STAGE_DECIDED,
	[CLAIM_DENIED] = STAGE_DECIDED,
	[CLAIM_APPEALED] = STAGE_APPEALED,
	[CLAIM_PAID] = STAGE_PAID,
	[CLAIM_WITHDRAWN] = STAGE_OPEN,
	[CLAIM_EXPIRED] = STAGE_DECIDED,
};

static enum stage reached(const struct casefile *c, const struct progress *p, bool ready)
{
	enum stage stage = STAGE_OPEN;

	if (c->closed_at != INSTANT_NONE)
		return STAGE_CLOSED;
	if (p->contacted)
		stage = STAGE_CONTACTED;
	if (p->requested)
		stage = STAGE_REQUESTED;
	if (ready)
		stage = STAGE_READY;
	if (p->claim_state >= 0 && claim_stage[p->claim_state] > stage)
		stage = claim_stage[p->claim_state];
	return stage;
}

/* Without any paper nothing is ready, whatever the rules ask for. */
static int all_there(bool *ready, struct tx *tx, struct arena *a, const struct casefile *c,
		     const struct shipment *s, const struct progress *p, struct err *err)
{
	int asked;

	*ready = false;
	if (!p->evidence || problem_rule_kind(c->problem) == RULE_KIND_NONE)
		return 0;
	return case_ready(ready, &asked, tx_snap(tx), a, c, s, err);
}

int stage_refresh(struct tx *tx, struct arena *a, struct casefile *c, const struct shipment *s,
		  struct err *err)
{
	struct progress p;
	enum stage stage;
	bool ready;

	if (case_progress(&p, tx_snap(tx), a, c->id, err) < 0 ||
	    all_there(&ready, tx, a, c, s, &p, err) < 0)
		return -1;
	stage = reached(c, &p, ready);
	if (stage == c->stage)
		return 0;
	c->stage = stage;
	return row_update(c, tx, TABLE_CASEFILE, err);
}

int casefile_index(struct tx *tx, const struct casefile *c, const struct shipment *s,
		   struct err *err)
{
	size_t n = strlen(s->tracking_number);
	const char *words[] = {
		s->tracking_number,
		n > 8 ? s->tracking_number + n - 8 : NULL, /* people read out the end of it */
		n > 8 ? s->tracking_number + n - 4 : NULL,
		s->order_number,
		s->to_address,
		s->from_address,
		s->contents,
		s->insurer,
		s->label_source,
		s->shipper,
		s->account,
		c->client,
		c->owner,
		c->note,
		c->damage,
		problem_names[c->problem],
	};

	return search_put(tx, "casefile", c->id, c->id, words, sizeof words / sizeof *words, err);
}

int contact_index(struct tx *tx, const struct contact *c, const int64_t cases[], int ncases,
		  struct err *err)
{
	const char *words[] = { c->reference, c->rep_name, c->rep_id,
				c->said,      c->callback, c->dialed };

	for (int i = 0; i < ncases; i++)
		if (search_put(tx, "contact", c->id, cases[i], words, sizeof words / sizeof *words,
			       err) < 0)
			return -1;
	return 0;
}
