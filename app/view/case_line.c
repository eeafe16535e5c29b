#include "view/case_line.h"

#include "base/text.h"
#include "store/read.h"

/* The days of the questions in store/next_sql.c. */
enum { MISSED_DAYS = 14, SUIT_DAYS = 30 };

struct choice {
	const struct case_rows *c;
	daynum today;
	struct next_row best;
	bool found;
};

static struct next_row row_of(const struct choice *x, enum next_kind kind, int64_t id, daynum due)
{
	return (struct next_row){
		.kind = kind,
		.casefile_id = x->c->casefile.id,
		.id = id,
		.tracking_number = x->c->shipment.tracking_number,
		.carrier = x->c->shipment.carrier,
		.problem = problem_names[x->c->casefile.problem],
		.due_on = due,
		.snoozed_until = DAY_NONE,
	};
}

static bool rests(const struct choice *x, const struct next_row *r)
{
	for (int i = 0; i < x->c->nsnoozes; i++) {
		const struct snooze *z = &x->c->snooze[i];

		if (next_may_rest(r->kind) && z->row_id == r->id && z->until > x->today &&
		    text_same(z->kind, next_kind_names[r->kind]))
			return true;
	}
	return false;
}

/* ends, undated: of the question, as in store/next_sql.c. */
static void offer(struct choice *x, struct next_row *r, bool ends, enum band undated)
{
	struct line_urgency mine, other;

	if (rests(x, r))
		return;
	r->band = r->due_on == DAY_NONE ? undated : band_of(ends, r->due_on - x->today);
	mine = (struct line_urgency){ r->band, { r->due_on, 0, 0 } };
	other = (struct line_urgency){ x->best.band, { x->best.due_on, 0, 0 } };
	if (x->found && line_urgency_compare(&mine, &other) >= 0)
		return;
	x->best = *r;
	x->found = true;
}

static bool is_due(const struct choice *x, daynum due)
{
	return due != DAY_NONE && due <= x->today;
}

/* --- promises, requests, duties --- */

static bool can_file(const struct choice *x)
{
	for (int i = 0; i < x->c->nwindows; i++) {
		const struct window *w = &x->c->window[i];
		enum window_state state = window_state_on(w, x->today);
		const struct request *which;

		if (w->live && w->what == WINDOW_CLAIM &&
		    (state == WINDOW_OPEN || state == WINDOW_CLOSING) &&
		    request_first(&which, w->after_request, x->c->request, x->c->nrequests) !=
			    FIRST_RUNNING)
			return true;
	}
	return false;
}

static void offer_promises(struct choice *x)
{
	for (int i = 0; i < x->c->npromises; i++) {
		const struct promise *p = &x->c->promise[i];
		struct next_row r = row_of(x, NEXT_PROMISE, p->id, p->due_on);

		if (p->state != PROMISE_OPEN || !is_due(x, p->due_on))
			continue;
		r.what = p->what;
		r.who = party_names[p->owed_by];
		for (int k = 0; k < x->c->ncontacts; k++) {
			if (x->c->contact[k].id != p->contact_id)
				continue;
			r.rep = x->c->contact[k].rep_name;
			r.reference = x->c->contact[k].reference;
		}
		offer(x, &r, false, BAND_FORTNIGHT);
	}
}

/* No search delays a claim that can be filed; the words of that line speak of the search. */
static void offer_requests(struct choice *x)
{
	if (can_file(x))
		return;
	for (int i = 0; i < x->c->nrequests; i++) {
		const struct request *q = &x->c->request[i];
		struct next_row r = row_of(x, NEXT_REQUEST, q->id, q->answer_due_on);

		if (q->state != REQUEST_OPEN || !is_due(x, q->answer_due_on))
			continue;
		r.number = q->number;
		r.what = request_kind_names[q->kind];
		r.who = party_names[q->asked_of];
		r.reference = q->reference;
		offer(x, &r, false, BAND_LATER);
	}
}

static void offer_duties(struct choice *x)
{
	for (int i = 0; i < x->c->nduties; i++) {
		const struct duty *d = &x->c->duty[i];
		struct next_row r = row_of(x, NEXT_DUTY, d->id, d->since_on);

		if (d->settled_on != DAY_NONE || !is_due(x, d->since_on))
			continue;
		r.what = d->what;
		r.why = duty_kind_names[d->kind];
		offer(x, &r, false, BAND_NOW);
	}
}

/* --- windows --- */

static bool has_request(const struct case_rows *c, enum request_kind kind)
{
	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].kind == kind || c->request[i].kind == REQUEST_TRACE)
			return true;
	return false;
}

/* An inquiry or search was asked for, a notice was given in writing or at the counter. */
static bool is_done(const struct case_rows *c, enum window_what what)
{
	if (what == WINDOW_INQUIRY)
		return has_request(c, REQUEST_INTERNATIONAL_INQUIRY);
	if (what == WINDOW_SEARCH)
		return has_request(c, REQUEST_MISSING_MAIL_SEARCH);
	for (int i = 0; i < c->ncontacts && what == WINDOW_NOTICE; i++)
		if (c->contact[i].direction == DIRECTION_OUT &&
		    c->contact[i].channel != CHANNEL_PHONE &&
		    (c->contact[i].party == PARTY_CARRIER ||
		     c->contact[i].party == PARTY_POST_OFFICE))
			return true;
	return false;
}

static void offer_window(struct choice *x, const struct window *w, daynum due, enum band undated)
{
	struct next_row r = row_of(x, NEXT_WINDOW, w->id, due);
	const struct request *running;
	enum request_first first =
		request_first(&running, w->after_request, x->c->request, x->c->nrequests);

	r.what = window_what_names[w->what];
	r.who = route_kind_names[w->route];
	r.reference = w->form;
	if (first == FIRST_MISSING || first == FIRST_RUNNING)
		r.why = w->after_request;
	if (first == FIRST_RUNNING)
		r.number = running->number;
	offer(x, &r, true, undated);
}

static void offer_fact(struct choice *x, const struct window *w, enum band undated)
{
	struct next_row r = row_of(x, NEXT_FACT, w->id, w->closes_on);

	r.what = window_what_names[w->what];
	r.who = route_kind_names[w->route];
	r.why = w->unknown_because;
	offer(x, &r, true, undated);
}

static bool has_no_days(const struct window *w)
{
	return w->opens_on == DAY_NONE && w->closes_on == DAY_NONE && w->opens_days == DAYS_NONE &&
	       w->closes_days == DAYS_NONE;
}

static void offer_claim_without_days(struct choice *x, const struct window *w)
{
	const struct request *first;

	if (w->what != WINDOW_CLAIM)
		return;
	if (!w->after_request)
		offer_fact(x, w, BAND_FORTNIGHT);
	else if (request_first(&first, w->after_request, x->c->request, x->c->nrequests) ==
		 FIRST_ENDED)
		offer_window(x, w, DAY_NONE, BAND_WEEK);
}

/* What store/next_sql.c asks a missing day of, and what it lists without a last day. */
static bool asks_for_facts(enum window_what what)
{
	return what == WINDOW_CLAIM || what == WINDOW_REFUND || what == WINDOW_INQUIRY ||
	       what == WINDOW_NOTICE;
}

static bool may_be_endless(enum window_what what)
{
	return what == WINDOW_CLAIM || what == WINDOW_REFUND || what == WINDOW_INQUIRY ||
	       what == WINDOW_SEARCH;
}

static void offer_live(struct choice *x, const struct window *w)
{
	bool first_unknown = w->opens_on == DAY_NONE && w->opens_days != DAYS_NONE;
	bool begun = w->opens_on == DAY_NONE ? !first_unknown : w->opens_on <= x->today;
	bool last_unknown = w->closes_on == DAY_NONE && w->closes_days != DAYS_NONE;

	if (has_no_days(w)) {
		offer_claim_without_days(x, w);
	} else if (w->closes_on == DAY_NONE) {
		if ((last_unknown || first_unknown) && asks_for_facts(w->what))
			offer_fact(x, w, BAND_LAST_DAYS);
		else if (!last_unknown && w->opens_on != DAY_NONE && begun &&
			 may_be_endless(w->what))
			offer_window(x, w, DAY_NONE, BAND_FORTNIGHT);
	} else if (begun && w->closes_on >= x->today - MISSED_DAYS) {
		offer_window(x, w, w->closes_on, BAND_LATER);
	} else if (first_unknown && w->closes_on >= x->today && asks_for_facts(w->what)) {
		offer_fact(x, w, BAND_LAST_DAYS);
	}
}

/* A suit is told of when its last day comes near, not as the next thing after each denial. */
static void offer_windows(struct choice *x)
{
	for (int i = 0; i < x->c->nwindows; i++) {
		const struct window *w = &x->c->window[i];

		if (!w->live || w->what == WINDOW_APPEAL || w->what == WINDOW_SECOND_APPEAL ||
		    is_done(x->c, w->what))
			continue;
		if (w->what == WINDOW_SUIT &&
		    (w->closes_on == DAY_NONE || w->closes_on > x->today + SUIT_DAYS))
			continue;
		offer_live(x, w);
	}
}

/* --- claims --- */

static struct next_row claim_row(const struct choice *x, enum next_kind kind, const struct claim *k,
				 daynum due)
{
	struct next_row r = row_of(x, kind, k->id, due);

	r.number = k->number;
	r.who = route_kind_names[k->route];
	r.why = claim_state_names[k->state];
	r.reference = k->reference;
	return r;
}

/* They promised anew: that promise is waited for. */
static bool is_chased(const struct choice *x)
{
	for (int i = 0; i < x->c->npromises; i++) {
		const struct promise *p = &x->c->promise[i];

		if (p->state == PROMISE_OPEN && p->owed_by != PARTY_US && p->due_on != DAY_NONE &&
		    p->due_on >= x->today)
			return true;
	}
	return false;
}

/* What they owe by a day, or by our own habit after "since". */
static void offer_owed(struct choice *x, enum next_kind kind, const struct claim *k, daynum due,
		       daynum since)
{
	struct next_row r = claim_row(x, kind, k, due);

	if (is_chased(x) || (due != DAY_NONE && !is_due(x, due)) ||
	    (due == DAY_NONE && (since == DAY_NONE || since > x->today - CLAIM_HABIT_DAYS)))
		return;
	offer(x, &r, false, BAND_NOW);
}

static void offer_appeal(struct choice *x, const struct claim *k)
{
	for (int i = 0; i < x->c->nclaims; i++)
		if (x->c->claim[i].route == k->route && x->c->claim[i].number > k->number)
			return;
	for (int i = 0; i < x->c->nwindows; i++) {
		const struct window *w = &x->c->window[i];
		struct next_row r = claim_row(x, NEXT_APPEAL, k, w->closes_on);

		if (!w->live || w->route != k->route ||
		    w->what != (k->appeals ? WINDOW_SECOND_APPEAL : WINDOW_APPEAL) ||
		    k->appeals > 1)
			continue;
		if (w->closes_on != DAY_NONE &&
		    (w->closes_on < x->today - MISSED_DAYS ||
		     (w->opens_on == DAY_NONE ? w->opens_days != DAYS_NONE
					      : w->opens_on > x->today)))
			continue;
		r.what = window_what_names[w->what];
		r.why = k->reason;
		offer(x, &r, true, BAND_WEEK);
	}
}

static daynum closes_on(const struct case_rows *c, enum route_kind route)
{
	daynum first = DAY_NONE;

	for (int i = 0; i < c->nwindows; i++) {
		const struct window *w = &c->window[i];

		if ((w->what == WINDOW_CLAIM || w->what == WINDOW_REFUND) && w->route == route &&
		    w->closes_on != DAY_NONE && (first == DAY_NONE || w->closes_on < first))
			first = w->closes_on;
	}
	return first;
}

static void offer_claim(struct choice *x, const struct claim *k)
{
	const daynum decided =
		k->appeal_decided_on != DAY_NONE ? k->appeal_decided_on : k->decided_on;
	struct next_row r;

	switch (k->state) {
	case CLAIM_FILED:
	case CLAIM_ACKNOWLEDGED:
	case CLAIM_APPEALED:
		offer_owed(x, NEXT_ANSWER, k, k->answer_due_on,
			   k->appealed_on != DAY_NONE ? k->appealed_on : k->filed_on);
		break;
	case CLAIM_NO_RECORD:
		r = claim_row(x, NEXT_NO_RECORD, k, closes_on(x->c, k->route));
		offer(x, &r, true, BAND_NOW);
		break;
	case CLAIM_NEEDS_INFO:
		r = claim_row(x, NEXT_INFO, k, k->info_due_on);
		r.what = k->info_wanted;
		offer(x, &r, true, BAND_WEEK);
		break;
	case CLAIM_APPROVED:
		offer_owed(x, NEXT_PAYMENT, k, k->pay_due_on, decided == DAY_NONE ? 0 : decided);
		break;
	case CLAIM_PARTLY_APPROVED:
		offer_owed(x, NEXT_PAYMENT, k, k->pay_due_on, decided == DAY_NONE ? 0 : decided);
		offer_appeal(x, k);
		break;
	case CLAIM_DENIED:
		offer_appeal(x, k);
		break;
	default:
		break;
	}
}

bool case_line(struct next_row *out, const struct case_rows *c, daynum today)
{
	struct choice x = { .c = c, .today = today };

	offer_duties(&x);
	if (c->casefile.closed_at == INSTANT_NONE) {
		offer_promises(&x);
		offer_windows(&x);
		offer_requests(&x);
		for (int i = 0; i < c->nclaims; i++)
			offer_claim(&x, &c->claim[i]);
	}
	*out = x.best;
	return x.found;
}
