/*
 * rule.h - what may be claimed, from which day to which day, by whom, and who says so
 *
 * Rows come from schema/facts/rules.csv. Months in a source are counted as days on the short side;
 * "limit_note" keeps the words ("9 months; we count 270 days").
 */
#ifndef APP_DOMAIN_RULE_H
#define APP_DOMAIN_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"
#include "domain/casefile.h"

enum window_what {
	WINDOW_CLAIM,
	WINDOW_NOTICE,
	WINDOW_INQUIRY,
	WINDOW_SEARCH,
	WINDOW_REFUND,
	WINDOW_APPEAL,
	WINDOW_SECOND_APPEAL,
	WINDOW_SUIT,
	WINDOW_NVALUES
};
extern const char *const window_what_names[WINDOW_NVALUES];

enum route_kind {
	ROUTE_CARRIER,
	ROUTE_INSURANCE,
	ROUTE_PLATFORM,
	ROUTE_MARKETPLACE,
	ROUTE_CARD,
	ROUTE_NVALUES
};
extern const char *const route_kind_names[ROUTE_NVALUES];

/* The event that an end of a window counts from. */
enum anchor {
	ANCHOR_NONE, /* there is no such end, or it is unknown */
	ANCHOR_MAILED,
	ANCHOR_EXPECTED,
	ANCHOR_DELIVERED,
	ANCHOR_HELP_REQUEST,
	ANCHOR_DECISION,
	ANCHOR_LAST_SCAN,
	ANCHOR_NVALUES
};
/* none mailed_on expected_on delivered_on help_request_on decided_on last_scan_on */
extern const char *const anchor_names[ANCHOR_NVALUES];

enum unit { UNIT_CALENDAR, UNIT_WORKING, UNIT_NVALUES };
extern const char *const unit_names[UNIT_NVALUES]; /* calendar working */

enum scope { SCOPE_DOMESTIC, SCOPE_MILITARY, SCOPE_INTERNATIONAL, SCOPE_ANY, SCOPE_NVALUES };
extern const char *const scope_names[SCOPE_NVALUES];

enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH, CONFIDENCE_NVALUES };
extern const char *const confidence_names[CONFIDENCE_NVALUES];

enum { DAYS_NONE = -1 };

struct rule {
	const char *code; /* "usps.ground_advantage.loss.claim": stable, unique */
	const char *carrier;
	const char *service; /* code, or NULL: every service of the carrier */
	enum scope scope;
	enum rule_kind kind;
	enum window_what what;
	enum route_kind route;
	int32_t opens_days; /* DAYS_NONE: no first day known */
	enum anchor opens_from;
	int32_t closes_days; /* DAYS_NONE: no last day known */
	enum anchor closes_from;
	enum unit unit;
	const char *limit_note;
	const char *who_may_file;
	struct money cover, cover_max; /* included; the most that can be bought */
	const char *form;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
};

#endif
