#include "domain/window.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"

/* clang-format off */
const char *const window_state_names[WINDOW_STATE_NVALUES] = {
	[WINDOW_TOO_EARLY] = "too_early",
	[WINDOW_OPEN]      = "open",
	[WINDOW_CLOSING]   = "closing",
	[WINDOW_CLOSED]    = "closed",
	[WINDOW_UNKNOWN]   = "unknown",
};

/* "word" stands in sums, "missing" and "command" in hints. */
static const struct {
	const char *word, *missing, *command, *option;
} anchor_words[ANCHOR_NVALUES] = {
	[ANCHOR_NONE]         = { "", "", "", "" },
	[ANCHOR_MAILED]       = { "mailed", "mailing date", "edit", " --mailed DATE" },
	[ANCHOR_EXPECTED]     = { "expected", "expected date", "edit", " --expected DATE" },
	[ANCHOR_DELIVERED]    = { "delivered", "delivery date", "edit", " --delivered DATE" },
	[ANCHOR_HELP_REQUEST] = { "help request", "help request date", "request",
				  " help-request --on DATE" },
	[ANCHOR_DECISION]     = { "decided", "decision date", "claim deny", " --on DATE" },
	[ANCHOR_LAST_SCAN]    = { "last scan", "last scan", "track", "" },
	[ANCHOR_ACCEPTED]     = { "accepted", "acceptance scan", "track", "" },
	[ANCHOR_APPEAL_DECISION] = { "appeal decided", "decision on the appeal", "claim deny",
				     " --on DATE" },
	[ANCHOR_INSURED]      = { "insured", "day the insurance was bought", "edit",
				  " --insured-on DATE" },
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
};

/* One fitting rule and the two days it gives. */
struct candidate_rule {
	const struct rule *rule;
	daynum opens_on, closes_on, opens_anchor_on, closes_anchor_on;
};

static bool bought_insurance(const struct shipment *s)
{
	if (!money_known(&s->insured) || s->insured.cents <= 0)
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

/* All but the service. */
static bool rest_fits(const struct rule *r, const struct shipment *s, enum rule_kind kind,
		      enum scope scope)
{
	return kind != RULE_KIND_NONE && s->carrier && text_same(r->carrier, s->carrier) &&
	       (r->kind == RULE_KIND_NONE || r->kind == kind) &&
	       (r->scope == SCOPE_ANY || r->scope == scope);
}

bool rule_fits(const struct rule *r, const struct shipment *s, enum problem problem)
{
	assert(r && s);
	return service_fits(r, s) && rest_fits(r, s, problem_rule_kind(problem), shipment_scope(s));
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

/* DAY_NONE too where the sum leaves the calendar that base/day.h knows. */
static daynum count_from(daynum anchor, int32_t days, enum unit unit)
{
	if (anchor == DAY_NONE || days == DAYS_NONE)
		return DAY_NONE;
	if (anchor > day_of(2999, 12, 31) - 2 * days - 14)
		return DAY_NONE;
	return unit == UNIT_WORKING ? day_add_business(anchor, days) : anchor + days;
}

static struct candidate_rule compute(const struct rule *r, const struct anchors *on)
{
	struct candidate_rule c = { .rule = r };

	c.opens_anchor_on = anchor_day(on, r->opens_from, true);
	c.closes_anchor_on = anchor_day(on, r->closes_from, false);
	c.opens_on = count_from(c.opens_anchor_on, r->opens_days, r->unit);
	c.closes_on = count_from(c.closes_anchor_on, r->closes_days, r->unit);
	return c;
}

/* Is a the better rule to show? Credible first, then the earlier last day, then the source. */
static bool better(const struct candidate_rule *a, const struct candidate_rule *b)
{
	bool credible_a = a->rule->confidence != CONFIDENCE_LOW;
	bool credible_b = b->rule->confidence != CONFIDENCE_LOW;

	if (credible_a != credible_b)
		return credible_a;
	if (a->closes_on != b->closes_on) {
		if (a->closes_on == DAY_NONE || b->closes_on == DAY_NONE)
			return b->closes_on == DAY_NONE;
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
	       a->unit == b->unit;
}

static bool same_closing(const struct rule *a, const struct rule *b)
{
	return a->closes_days == b->closes_days && a->closes_from == b->closes_from &&
	       a->unit == b->unit;
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
				    anchor_words[anchor].missing, anchor_words[anchor].command,
				    (long long)q->case_id, anchor_words[anchor].option);
	return arena_printf(q->arena, "%s missing: waylaid %s %lld%s", anchor_words[anchor].missing,
			    anchor_words[anchor].command, (long long)q->case_id,
			    anchor_words[anchor].option);
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

/* Says which day "mailed" is, where it is not simply the shipper's own. */
static const char *note_of(const struct ask *q, const struct rule *r)
{
	const struct anchors *on = q->anchors;
	const char *note = r->limit_note ? r->limit_note : "";
	const char *gap = *note ? "; " : "";
	char mailed[DAY_TEXT], accepted[DAY_TEXT];

	if ((r->opens_from != ANCHOR_MAILED && r->closes_from != ANCHOR_MAILED) ||
	    on->accepted_on == DAY_NONE || on->accepted_on == on->mailed_on)
		return r->limit_note;
	day_text(accepted, on->accepted_on);
	if (on->mailed_on == DAY_NONE)
		return arena_printf(q->arena,
				    "%s%scounted from the acceptance scan of %s: no mailing date "
				    "is known",
				    note, gap, accepted);
	return arena_printf(q->arena,
			    "%s%smailed %s, acceptance scan %s: the first day counts from the "
			    "later, the last day from the earlier",
			    note, gap, day_text(mailed, on->mailed_on), accepted);
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

/*
 * The service is unknown and rules name services: an end on which all agree is shown with low
 * confidence, one on which they differ stays unknown. Cover differs by service and is not shown.
 */
static void fill_without_service(const struct ask *q, struct window *w,
				 const struct candidate_rule c[], int n)
{
	bool opening = true, closing = true, general = false;

	for (int i = 1; i < n; i++) {
		opening = opening && same_opening(c[0].rule, c[i].rule);
		closing = closing && same_closing(c[0].rule, c[i].rule);
	}
	for (int i = 0; i < n && opening && closing && !general; i++) {
		general = !c[i].rule->service;
		if (general)
			fill(q, w, &c[i]);
	}
	if (general)
		return;

	const struct candidate_rule *best = &c[0];

	for (int i = 1; i < n; i++)
		if (better(&c[i], best))
			best = &c[i];
	fill(q, w, best);
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
		if (!named || c[i].rule->service)
			c[kept++] = c[i];
	return kept;
}

static void make_window(const struct ask *q, struct window *w, struct candidate_rule c[], int n)
{
	assert(n > 0);
	if (q->shipment->service) {
		int best = 0;

		n = drop_general(c, n);
		for (int i = 1; i < n; i++)
			if (better(&c[i], &c[best]))
				best = i;
		fill(q, w, &c[best]);
	} else {
		fill_without_service(q, w, c, n);
	}
	w->alternatives = alternatives(q->arena, w, c, n);
}

int windows_compute(struct window **out, struct arena *a, const struct rule *const rules[],
		    int nrules, const struct shipment *s, enum problem problem,
		    const struct anchors *anchors, int64_t case_id)
{
	const struct ask q = { a, s, anchors, case_id };
	enum rule_kind kind = problem_rule_kind(problem);
	enum scope scope = shipment_scope(s);
	struct candidate_rule *fit, *group;
	int nfit = 0, n = 0;

	assert(out && a && anchors && (rules || nrules == 0));
	fit = arena_array(a, (size_t)nrules + 1, sizeof(*fit));
	group = arena_array(a, (size_t)nrules + 1, sizeof(*group));
	for (int i = 0; i < nrules; i++)
		if (rest_fits(rules[i], s, kind, scope) &&
		    (!s->service || service_fits(rules[i], s)))
			fit[nfit++] = compute(rules[i], anchors);
	*out = arena_array(a, (size_t)nfit + 1, sizeof(**out));

	for (int what = 0; what < WINDOW_NVALUES && nfit; what++) {
		for (int route = 0; route < ROUTE_NVALUES; route++) {
			int ngroup = 0;

			for (int i = 0; i < nfit; i++)
				if ((int)fit[i].rule->what == what &&
				    (int)fit[i].rule->route == route)
					group[ngroup++] = fit[i];
			if (ngroup)
				make_window(&q, &(*out)[n++], group, ngroup);
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

const struct window *window_main(const struct window windows[], int n)
{
	static const enum window_what order[] = { WINDOW_CLAIM, WINDOW_INQUIRY, WINDOW_NOTICE };

	for (size_t k = 0; k < sizeof(order) / sizeof(order[0]); k++)
		for (int i = 0; i < n; i++)
			if (windows[i].what == order[k])
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

/* One end of a window, as its sum needs it. */
struct end {
	enum anchor from;
	daynum anchor_on, on;
	int32_t days;
	const char *which;
};

/* "mailed 2026-11-01 + 15 days = 2026-11-16, the first day"; NULL: nothing to count. */
static const char *sum(struct arena *a, const struct end *e, enum unit unit)
{
	char start[DAY_TEXT], end[DAY_TEXT];

	if (e->on == DAY_NONE || e->anchor_on == DAY_NONE)
		return NULL;
	return arena_printf(a, "%s %s + %d %s%s = %s, the %s day", anchor_words[e->from].word,
			    day_text(start, e->anchor_on), (int)e->days,
			    unit == UNIT_WORKING ? "working " : "", e->days == 1 ? "day" : "days",
			    day_text(end, e->on), e->which);
}

char *window_why(struct arena *a, const struct window *w)
{
	const char *part[3];
	int n = 0;

	assert(a && w);

	const struct end first = { w->opens_from, w->opens_anchor_on, w->opens_on, w->opens_days,
				   "first" };
	const struct end last = { w->closes_from, w->closes_anchor_on, w->closes_on, w->closes_days,
				  "last" };

	part[n] = sum(a, &first, w->unit);
	n += part[n] != NULL;
	part[n] = sum(a, &last, w->unit);
	n += part[n] != NULL;
	part[n] = w->unknown_because;
	n += part[n] != NULL;
	if (n == 0)
		return arena_strdup(a, "nothing to count");
	return arena_printf(a, "%s%s%s%s%s", part[0], n > 1 ? "; " : "", n > 1 ? part[1] : "",
			    n > 2 ? "; " : "", n > 2 ? part[2] : "");
}
