#include "domain/window.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "domain/insurer.h"
#include "domain/work_week.h"

/* clang-format off */
const char *const window_state_names[WINDOW_STATE_NVALUES] = {
	[WINDOW_TOO_EARLY] = "too_early",
	[WINDOW_OPEN]      = "open",
	[WINDOW_CLOSING]   = "closing",
	[WINDOW_CLOSED]    = "closed",
	[WINDOW_UNKNOWN]   = "unknown",
};

/* What is missing, and the command that tells it. */
static const struct {
	const char *missing, *command, *option;
} anchor_hints[ANCHOR_NVALUES] = {
	[ANCHOR_NONE]         = { "", "", "" },
	[ANCHOR_MAILED]       = { "mailing date", "edit", " --mailed DATE" },
	[ANCHOR_EXPECTED]     = { "expected date", "edit", " --expected DATE" },
	[ANCHOR_DELIVERED]    = { "delivery date", "edit", " --delivered DATE" },
	[ANCHOR_HELP_REQUEST] = { "help request date", "request", " help-request --on DATE" },
	[ANCHOR_DECISION]     = { "decision date", "claim deny", " --on DATE" },
	[ANCHOR_LAST_SCAN]    = { "last scan", "track", "" },
	/* Nobody can make a scan: the mailing date stands for it. */
	[ANCHOR_ACCEPTED]     = { "mailing date", "edit", " --mailed DATE" },
	[ANCHOR_APPEAL_DECISION] = { "decision on the appeal", "claim deny", " --on DATE" },
	[ANCHOR_INSURED]      = { "day the insurance was bought", "edit", " --insured-on DATE" },
};
/* clang-format on */

/* Services without cover of their own: insurance bought makes them insured mail. */
static const char *const insurable[] = { "media_mail", "parcel_select", "first_class" };

enum { ALTERNATIVES_MAX = 64 * 1024 };

/* What windows of one case are computed from. */
struct ask {
	struct arena *arena;
	const struct shipment *shipment;
	const struct anchors *anchors;
	int64_t case_id;
	enum rule_kind kind;
	enum scope scope;
	bool europe, inbound;
	const char *insurer; /* code of the insurer's route; NULL: none that we know */
};

static struct ask ask_about(struct arena *a, const struct shipment *s, enum problem problem,
			    const struct anchors *anchors, int64_t case_id)
{
	return (struct ask){ .arena = a,
			     .shipment = s,
			     .anchors = anchors,
			     .case_id = case_id,
			     .kind = problem_rule_kind(problem),
			     .scope = shipment_scope(s),
			     .europe = shipment_in_europe(s),
			     .inbound = shipment_inbound(s),
			     .insurer = insurer_code(s->insurer) };
}

/* One fitting rule and the two days it gives. */
struct candidate_rule {
	const struct rule *rule;
	daynum opens_on, closes_on, opens_anchor_on, closes_anchor_on;
};

static bool bought_insurance(const struct shipment *s)
{
	if (!money_known(&s->insured) || s->insured.cents <= 0 || insurer_code(s->insurer))
		return false;
	for (size_t i = 0; i < sizeof(insurable) / sizeof(insurable[0]); i++)
		if (text_same(insurable[i], s->service))
			return true;
	return false;
}

static bool service_fits(const struct rule *r, const struct shipment *s)
{
	if (!r->service || text_same(r->service, s->service))
		return true;
	return text_same(r->service, "insured_mail") && bought_insurance(s);
}

static bool scope_fits(enum scope rule, const struct ask *q)
{
	if (rule == SCOPE_EUROPE || rule == SCOPE_OVERSEAS)
		return q->scope == SCOPE_INTERNATIONAL && q->europe == (rule == SCOPE_EUROPE);
	if (rule == SCOPE_INBOUND)
		return q->inbound;
	return rule == SCOPE_ANY || rule == q->scope;
}

static bool carrier_fits(const struct rule *r, const struct shipment *s)
{
	return s->carrier && (text_same(r->carrier, s->carrier) ||
			      (r->insurer && text_same(r->carrier, RULE_ANY_CARRIER)));
}

/* All but the service. */
static bool rest_fits(const struct rule *r, const struct ask *q)
{
	return q->kind != RULE_KIND_NONE && carrier_fits(r, q->shipment) &&
	       (r->kind == RULE_KIND_NONE || r->kind == q->kind) && scope_fits(r->scope, q) &&
	       (!r->insurer || text_same(r->insurer, q->insurer));
}

bool rule_fits(const struct rule *r, const struct shipment *s, enum problem problem)
{
	struct ask q = ask_about(NULL, s, problem, NULL, 0);

	assert(r && s);
	return service_fits(r, s) && rest_fits(r, &q);
}

/* The cautious one of the shipper's day and the carrier's first scan: see window.h. */
static daynum mailing_day(const struct anchors *on, bool opening)
{
	daynum a = on->mailed_on, b = on->accepted_on;

	if (a == DAY_NONE || b == DAY_NONE)
		return a == DAY_NONE ? b : a;
	return (a > b) == opening ? a : b;
}

static daynum anchor_day(const struct anchors *on, enum anchor anchor, bool opening)
{
	switch (anchor) {
	case ANCHOR_MAILED:
		return mailing_day(on, opening);
	case ANCHOR_EXPECTED:
		return on->expected_on;
	case ANCHOR_DELIVERED:
		return on->delivered_on;
	case ANCHOR_HELP_REQUEST:
		return on->help_request_on;
	case ANCHOR_DECISION:
		return on->decided_on;
	case ANCHOR_LAST_SCAN:
		return on->last_scan_on;
	case ANCHOR_ACCEPTED: /* before a scan is seen, the day it was given to them */
		return mailing_day(on, opening);
	case ANCHOR_APPEAL_DECISION:
		return on->appeal_decided_on;
	case ANCHOR_INSURED:
		return on->insured_on;
	case ANCHOR_NONE:
	case ANCHOR_NVALUES:
		break;
	}
	return DAY_NONE;
}

static enum unit first_unit(enum opens_unit opens, enum unit unit)
{
	switch (opens) {
	case OPENS_UNIT_CALENDAR:
		return UNIT_CALENDAR;
	case OPENS_UNIT_WORKING:
		return UNIT_WORKING;
	case OPENS_UNIT_SAME:
	case OPENS_UNIT_NVALUES:
		break;
	}
	return unit;
}

enum unit rule_opening_unit(const struct rule *r)
{
	return first_unit(r->opens_unit, r->unit);
}

enum unit window_opening_unit(const struct window *w)
{
	return first_unit(w->opens_unit, w->unit);
}

/* DAY_NONE too where the sum leaves the calendar that base/day.h knows. */
static daynum count_from(daynum anchor, int32_t days, enum unit unit, enum work_week week)
{
	if (anchor == DAY_NONE || days == DAYS_NONE)
		return DAY_NONE;
	if (anchor > day_of(2999, 12, 31) - 2 * days - 14)
		return DAY_NONE;
	return unit == UNIT_WORKING ? work_week_add(week, anchor, days) : anchor + days;
}

static struct candidate_rule compute(const struct rule *r, const struct anchors *on)
{
	struct candidate_rule c = { .rule = r };
	enum unit unit = rule_opening_unit(r);

	c.opens_anchor_on = anchor_day(on, r->opens_from, true);
	c.closes_anchor_on = anchor_day(on, r->closes_from, false);
	c.opens_on = count_from(c.opens_anchor_on, r->opens_days, unit, r->work_week);
	/* where working days count, nobody takes it on a Sunday: the later day is the safe one */
	if (unit == UNIT_WORKING && c.opens_on != DAY_NONE)
		c.opens_on = work_week_from(r->work_week, c.opens_on);
	c.closes_on = count_from(c.closes_anchor_on, r->closes_days, r->unit, r->work_week);
	return c;
}

static bool counts_from_mailing(const struct candidate_rule *c)
{
	return c->rule->closes_from == ANCHOR_MAILED || c->rule->closes_from == ANCHOR_ACCEPTED;
}

/*
 * Nobody said when it was mailed, but that was before the day that b counts from: a's last day,
 * though unknown, is no later than b's. To show b's would be to promise days that may not be there.
 */
static bool surely_first(const struct candidate_rule *a, const struct candidate_rule *b)
{
	return a->closes_on == DAY_NONE && a->closes_anchor_on == DAY_NONE &&
	       b->closes_on != DAY_NONE && counts_from_mailing(a) && !counts_from_mailing(b) &&
	       b->rule->closes_from != ANCHOR_INSURED && /* bought before or after */
	       a->rule->closes_days != DAYS_NONE && a->rule->closes_days <= b->rule->closes_days &&
	       a->rule->unit == b->rule->unit &&
	       (a->rule->unit == UNIT_CALENDAR || a->rule->work_week == b->rule->work_week);
}

/* Is a the better rule to show? Credible first, our own, the earlier last day, the source. */
static bool better(const struct candidate_rule *a, const struct candidate_rule *b)
{
	bool credible_a = a->rule->confidence != CONFIDENCE_LOW;
	bool credible_b = b->rule->confidence != CONFIDENCE_LOW;

	if (credible_a != credible_b)
		return credible_a;
	if (a->rule->own != b->rule->own)
		return a->rule->own;
	if (a->closes_on != b->closes_on) {
		if (a->closes_on == DAY_NONE || b->closes_on == DAY_NONE)
			return surely_first(a, b) ||
			       (b->closes_on == DAY_NONE && !surely_first(b, a));
		return a->closes_on < b->closes_on;
	}
	if (a->rule->confidence != b->rule->confidence)
		return a->rule->confidence > b->rule->confidence;
	if (!a->rule->service != !b->rule->service)
		return a->rule->service != NULL;
	return strcmp(a->rule->code, b->rule->code) < 0;
}

static bool same_opening(const struct rule *a, const struct rule *b)
{
	return a->opens_days == b->opens_days && a->opens_from == b->opens_from &&
	       rule_opening_unit(a) == rule_opening_unit(b) &&
	       (rule_opening_unit(a) == UNIT_CALENDAR || a->work_week == b->work_week);
}

static bool same_closing(const struct rule *a, const struct rule *b)
{
	return a->closes_days == b->closes_days && a->closes_from == b->closes_from &&
	       a->unit == b->unit && (a->unit == UNIT_CALENDAR || a->work_week == b->work_week);
}

static void put_day(struct json_out *o, const char *name, daynum day)
{
	char text[DAY_TEXT];

	json_name(o, name);
	json_text(o, day == DAY_NONE ? NULL : day_text(text, day));
}

static void put_alternative(struct json_out *o, const struct candidate_rule *c)
{
	json_begin_object(o);
	put_day(o, "opens_on", c->opens_on);
	put_day(o, "closes_on", c->closes_on);
	json_name(o, "rule");
	json_text(o, c->rule->code);
	json_name(o, "source");
	json_text(o, c->rule->source);
	json_name(o, "confidence");
	json_text(o, confidence_names[c->rule->confidence]);
	json_end_object(o);
}

/* Candidates whose days differ from the window's; NULL when there are none. */
static const char *alternatives(struct arena *a, const struct window *w,
				const struct candidate_rule c[], int n)
{
	struct buf text;
	struct json_out o;
	const char *out = NULL;
	int put = 0;

	buf_init(&text, ALTERNATIVES_MAX);
	json_out_init(&o, &text, false);
	json_begin_array(&o);
	for (int i = 0; i < n; i++) {
		if (c[i].opens_on == w->opens_on && c[i].closes_on == w->closes_on)
			continue;
		put_alternative(&o, &c[i]);
		put++;
	}
	json_end_array(&o);
	if (put && !text.full)
		out = arena_strdup(a, text.at);
	buf_release(&text);
	return out;
}

static const char *missing(const struct ask *q, enum anchor anchor, daynum anchor_on)
{
	if (anchor_on != DAY_NONE)
		return arena_printf(q->arena, "%s too late to count from: waylaid %s %lld%s",
				    anchor_hints[anchor].missing, anchor_hints[anchor].command,
				    (long long)q->case_id, anchor_hints[anchor].option);
	return arena_printf(q->arena, "%s missing: waylaid %s %lld%s", anchor_hints[anchor].missing,
			    anchor_hints[anchor].command, (long long)q->case_id,
			    anchor_hints[anchor].option);
}

/* One sentence, of the last day first: it is the end that costs money. NULL when all is known. */
static const char *unknown_because(const struct ask *q, const struct window *w)
{
	if (w->closes_days != DAYS_NONE && w->closes_on == DAY_NONE)
		return missing(q, w->closes_from, w->closes_anchor_on);
	if (w->opens_days != DAYS_NONE && w->opens_on == DAY_NONE)
		return missing(q, w->opens_from, w->opens_anchor_on);
	if (w->closes_days != DAYS_NONE)
		return NULL;
	if (w->opens_days == DAYS_NONE && w->limit_note)
		return w->limit_note;
	return "no last day known";
}

static bool counts_from(const struct rule *r, enum anchor anchor)
{
	return r->opens_from == anchor || r->closes_from == anchor;
}

/* Which day "mailed" and "accepted" are, where it is not simply the one of that name; or NULL. */
static const char *mailing_note(const struct ask *q, const struct rule *r)
{
	const struct anchors *on = q->anchors;
	char mailed[DAY_TEXT], accepted[DAY_TEXT];

	day_text(mailed, on->mailed_on);
	day_text(accepted, on->accepted_on);
	if (on->accepted_on == on->mailed_on ||
	    (!counts_from(r, ANCHOR_MAILED) && !counts_from(r, ANCHOR_ACCEPTED)))
		return NULL;
	if (on->accepted_on == DAY_NONE)
		return counts_from(r, ANCHOR_ACCEPTED)
			       ? arena_printf(q->arena,
					      "counted from the mailing date %s: no "
					      "acceptance scan is known",
					      mailed)
			       : NULL;
	if (on->mailed_on == DAY_NONE)
		return counts_from(r, ANCHOR_MAILED)
			       ? arena_printf(q->arena,
					      "counted from the acceptance scan of %s: "
					      "no mailing date is known",
					      accepted)
			       : NULL;
	return arena_printf(q->arena,
			    "mailed %s, acceptance scan %s: the first day counts from the later, "
			    "the last day from the earlier",
			    mailed, accepted);
}

static const char *note_of(const struct ask *q, const struct rule *r)
{
	const char *mailing = mailing_note(q, r);

	if (!mailing || !r->limit_note)
		return mailing ? mailing : r->limit_note;
	return arena_printf(q->arena, "%s; %s", r->limit_note, mailing);
}

static void fill(const struct ask *q, struct window *w, const struct candidate_rule *c)
{
	const struct rule *r = c->rule;

	*w = (struct window){
		.what = r->what,
		.route = r->route,
		.opens_on = c->opens_on,
		.closes_on = c->closes_on,
		.opens_from = r->opens_from,
		.closes_from = r->closes_from,
		.opens_anchor_on = c->opens_anchor_on,
		.closes_anchor_on = c->closes_anchor_on,
		.opens_days = r->opens_days,
		.closes_days = r->closes_days,
		.unit = r->unit,
		.opens_unit = r->opens_unit,
		.work_week = r->work_week,
		.after_request = r->after_request,
		.rule = r->code,
		.limit_note = note_of(q, r),
		.who_may_file = r->who_may_file,
		.form = r->form,
		.cover = r->cover,
		.cover_max = r->cover_max,
		.source = r->source,
		.source_date = r->source_date,
		.checked_on = r->checked_on,
		.confidence = r->confidence,
	};
	w->unknown_because = unknown_because(q, w);
}

static int best_of(const struct candidate_rule c[], int n)
{
	int best = 0;

	for (int i = 1; i < n; i++)
		if (better(&c[i], &c[best]))
			best = i;
	return best;
}

/* The best rule of each service, and the best for every service; the others are alternatives. */
static int best_of_each(struct candidate_rule out[], const struct candidate_rule c[], int n)
{
	int nout = 0;

	for (int i = 0; i < n; i++) {
		int k = 0;

		while (k < nout && !text_same(out[k].rule->service, c[i].rule->service))
			k++;
		if (k == nout)
			out[nout++] = c[i];
		else if (better(&c[i], &out[k]))
			out[k] = c[i];
	}
	return nout;
}

/*
 * The service is unknown and rules name services: an end on which all agree is shown with low
 * confidence, one on which they differ stays unknown. Cover differs by service and is not shown.
 */
static void fill_without_service(const struct ask *q, struct window *w,
				 const struct candidate_rule all[], int nall)
{
	struct candidate_rule *c = arena_array(q->arena, (size_t)nall, sizeof *c);
	int n = best_of_each(c, all, nall), general = -1;
	bool opening = true, closing = true;

	for (int i = 0; i < n; i++) {
		opening = opening && same_opening(c[0].rule, c[i].rule);
		closing = closing && same_closing(c[0].rule, c[i].rule);
		if (!c[i].rule->service)
			general = i;
	}
	if (general >= 0 && (c[general].rule->own || (opening && closing))) {
		fill(q, w, &c[general]);
		return;
	}
	fill(q, w, &c[best_of(c, n)]);
	w->confidence = CONFIDENCE_LOW;
	w->cover = w->cover_max = MONEY_NONE;
	if (!opening)
		w->opens_on = w->opens_anchor_on = DAY_NONE;
	if (!closing)
		w->closes_on = w->closes_anchor_on = DAY_NONE;
	if (!opening || !closing)
		w->unknown_because = arena_printf(
			q->arena, "service missing: waylaid edit %lld --service SERVICE",
			(long long)q->case_id);
}

/* A rule that names the known service is the better fit: rules for all services step back. */
static int drop_general(struct candidate_rule c[], int n)
{
	int kept = 0;
	bool named = false;

	for (int i = 0; i < n; i++)
		named = named || c[i].rule->service;
	for (int i = 0; i < n; i++)
		if (!named || c[i].rule->service || c[i].rule->own)
			c[kept++] = c[i];
	return kept;
}

static void make_window(const struct ask *q, struct window *w, struct candidate_rule c[], int n)
{
	assert(n > 0);
	if (q->shipment->service) {
		n = drop_general(c, n);
		fill(q, w, &c[best_of(c, n)]);
	} else {
		fill_without_service(q, w, c, n);
	}
	w->alternatives = alternatives(q->arena, w, c, n);
}

int windows_compute(struct window **out, struct arena *a, const struct rule *const rules[],
		    int nrules, const struct shipment *s, enum problem problem,
		    const struct anchors *anchors, int64_t case_id)
{
	const struct ask q = ask_about(a, s, problem, anchors, case_id);
	struct candidate_rule *fit, *group;
	int nfit = 0, n = 0;
	bool scans = false;
	int64_t basis;

	assert(out && a && anchors && (rules || nrules == 0));
	fit = arena_array(a, (size_t)nrules + 1, sizeof(*fit));
	group = arena_array(a, (size_t)nrules + 1, sizeof(*group));
	for (int i = 0; i < nrules; i++)
		if (rest_fits(rules[i], &q) && (!s->service || service_fits(rules[i], s)))
			fit[nfit++] = compute(rules[i], anchors);
	*out = arena_array(a, (size_t)nfit + 1, sizeof(**out));
	for (int i = 0; i < nfit; i++)
		scans = scans || counts_from(fit[i].rule, ANCHOR_LAST_SCAN);
	basis = window_basis(a, s, problem, anchors, scans);

	for (int what = 0; what < WINDOW_NVALUES && nfit; what++) {
		for (int route = 0; route < ROUTE_NVALUES; route++) {
			int ngroup = 0;

			for (int i = 0; i < nfit; i++)
				if ((int)fit[i].rule->what == what &&
				    (int)fit[i].rule->route == route)
					group[ngroup++] = fit[i];
			if (!ngroup)
				continue;
			make_window(&q, &(*out)[n], group, ngroup);
			(*out)[n++].basis = basis;
		}
	}
	return n;
}

struct anchors shipment_anchors(const struct shipment *s, daynum last_scan_on)
{
	return (struct anchors){
		.mailed_on = s->mailed_on,
		.accepted_on = s->accepted_on,
		.expected_on = s->expected_on,
		.delivered_on = s->delivered_on,
		.help_request_on = DAY_NONE,
		.decided_on = DAY_NONE,
		.appeal_decided_on = DAY_NONE,
		.last_scan_on = last_scan_on,
		.insured_on = s->insured_on,
	};
}

/* A window of which no source names any day. */
static bool dayless(const struct window *w)
{
	return w->opens_days == DAYS_NONE && w->closes_days == DAYS_NONE;
}

const struct window *window_main(const struct window windows[], int n)
{
	static const enum window_what order[] = { WINDOW_CLAIM, WINDOW_INQUIRY, WINDOW_NOTICE };

	for (int without_days = 0; without_days < 2; without_days++)
		for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++)
			for (int i = 0; i < n; i++)
				if (windows[i].what == order[k] &&
				    dayless(&windows[i]) == without_days)
					return &windows[i];
	return NULL;
}

int32_t window_days_left(const struct window *w, daynum today)
{
	assert(w && today != DAY_NONE);
	return w->closes_on == DAY_NONE ? INT32_MIN : w->closes_on - today;
}

enum window_state window_state_on(const struct window *w, daynum today)
{
	int32_t left = window_days_left(w, today);

	if (w->closes_on != DAY_NONE && left < 0)
		return WINDOW_CLOSED;
	if (w->opens_on != DAY_NONE && today < w->opens_on)
		return WINDOW_TOO_EARLY;
	if (w->closes_on != DAY_NONE && left <= WINDOW_CLOSING_DAYS)
		return WINDOW_CLOSING;
	if (w->opens_on == DAY_NONE && w->opens_days != DAYS_NONE)
		return WINDOW_UNKNOWN;
	if (w->closes_on == DAY_NONE)
		return w->closes_days == DAYS_NONE && w->opens_on != DAY_NONE ? WINDOW_OPEN
									      : WINDOW_UNKNOWN;
	return WINDOW_OPEN;
}
