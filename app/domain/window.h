/*
 * window.h - the first and the last day for something, and why
 *
 * Both ends are inclusive: opens_on is the first day one may, closes_on the last. opens_on = anchor
 * + opens_days, closes_on = anchor + closes_days (mailed 2026-11-01, 15 to 60 days: opens
 * 2026-11-16, closes 2026-12-31). Where the shipper's mailing day and the acceptance scan differ,
 * the window opens from the later and closes from the earlier (limit_note then says so; with an
 * acceptance scan alone both ends count from it). Where rules of one kind disagree, closes_on is
 * the earliest credible (not of low confidence, unless all are) and the others are alternatives. A
 * credible rule of the desk's own goes before all that are published. A rule that names the
 * shipment's service goes before rules for every service.
 *
 * Unknown service: all rules that would fit but for their service are compared. An end on which
 * they agree is given, with low confidence and without cover; an end on which they differ stays
 * unknown ("service missing: waylaid edit 12 --service SERVICE") and the rules are alternatives.
 * Media Mail, Parcel Select and First-Class with insurance bought count as insured mail; without it
 * they have no rule.
 *
 * A source that names no first day gives opens_on DAY_NONE without a reason; one that names no last
 * day gives closes_on DAY_NONE and "no last day known", and such a window is open once begun.
 */
#ifndef APP_DOMAIN_WINDOW_H
#define APP_DOMAIN_WINDOW_H

#include "domain/rule.h"
#include "domain/shipment.h"

struct arena;

enum window_state {
	WINDOW_TOO_EARLY,
	WINDOW_OPEN,
	WINDOW_CLOSING,
	WINDOW_CLOSED,
	WINDOW_UNKNOWN,
	WINDOW_STATE_NVALUES
};
extern const char *const window_state_names[WINDOW_STATE_NVALUES];

enum { WINDOW_CLOSING_DAYS = 7 }; /* "closing" when so many days or fewer are left */

/* As stored: recomputed whenever an anchor or a rule changes, so that lists are index reads. */
struct window {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	enum window_what what;
	enum route_kind route;
	daynum opens_on, closes_on; /* DAY_NONE: unknown */
	enum anchor opens_from, closes_from;
	daynum opens_anchor_on, closes_anchor_on; /* the day each end was counted from */
	int32_t opens_days, closes_days;
	enum unit unit;
	const char *unknown_because; /* "mailing date missing: waylaid edit 1 --mailed DATE" */
	const char *rule;            /* the rule's code, remembered with what it said: */
	const char *limit_note, *who_may_file, *form;
	struct money cover, cover_max;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
	/* somebody may still use it: case open, nothing filed through this route */
	bool live;
	/* JSON array of {opens_on, closes_on, rule, source, confidence}; NULL: none */
	const char *alternatives;
	enum opens_unit opens_unit;
	enum work_week work_week;
	const char *after_request; /* kind of request that must end first; NULL: none */
	/*
	 * Hash of the case's facts that the window was counted from; never 0. While it stays the
	 * same, nothing but a rule can have moved the window. 0: of a desk before schema 3.
	 */
	int64_t basis;
};

/* The days a window may count from; DAY_NONE where unknown. */
struct anchors {
	daynum mailed_on, accepted_on, expected_on, delivered_on, help_request_on, decided_on,
		appeal_decided_on, last_scan_on, insured_on;
};

/*
 * Windows of one case: rules that fit carrier, service, scope and problem, computed. At most one
 * window for each (what, route). Written to *out in the arena; returns how many. A carrier without
 * fitting rules gives none. ids and versions are 0. case_id only words the "edit N" hints.
 */
int windows_compute(struct window **out, struct arena *a, const struct rule *const rules[],
		    int nrules, const struct shipment *s, enum problem problem,
		    const struct anchors *anchors, int64_t case_id);

/*
 * Does one rule fit? Service NULL in the rule fits all; unknown service of the shipment fits only
 * rules without one.
 */
bool rule_fits(const struct rule *r, const struct shipment *s, enum problem problem);

/*
 * International by the USPS service or by a country that ends an address and is not the carrier's
 * own; else military by APO, FPO or DPO as a word; else domestic.
 */
enum scope shipment_scope(const struct shipment *s);

/*
 * Hash of all that a case's windows depend on but for the rules; never 0. scans: some rule counts
 * from the last scan (else a new one, which comes daily, would change it).
 */
int64_t window_basis(struct arena *a, const struct shipment *s, enum problem problem,
		     const struct anchors *on, bool scans);

/* Do both ends of its way lie in Europe? An unknown end is taken as the carrier's home. */
bool shipment_inbound(const struct shipment *s); /* from abroad, as its address of sender ends */
bool shipment_in_europe(const struct shipment *s);

/* The days of a shipment to count from; those that only a case has are unknown. */
struct anchors shipment_anchors(const struct shipment *s, daynum last_scan_on);

/*
 * The window that a shipper works towards: claim before inquiry before notice, in the order given;
 * one of which no source names a day after those with days. NULL when there is none of them.
 */
const struct window *window_main(const struct window windows[], int n);

enum window_state window_state_on(const struct window *w, daynum today);

/* What the first day is counted in; "unit" is of the last. */
enum unit window_opening_unit(const struct window *w);
enum unit rule_opening_unit(const struct rule *r);

/*
 * An end of a rule: "due + 10 working days (Royal Mail, Monday to Saturday)"; NULL: the rule names
 * no such end.
 */
const char *rule_end_words(struct arena *a, const struct rule *r, bool first);

/* closes_on - today; INT32_MIN when the last day is unknown. Negative once closed. */
int32_t window_days_left(const struct window *w, daynum today);

/*
 * "mailed 2026-11-01 + 15 days = 2026-11-16, the first day; ..." for `why`. Working days are named
 * with their week: "due 2026-11-03 + 10 working days (Royal Mail, Monday to Saturday) = ...".
 */
char *window_why(struct arena *a, const struct window *w);

#endif
