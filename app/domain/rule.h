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
	ANCHOR_ACCEPTED, /* the carrier's first real scan */
	ANCHOR_APPEAL_DECISION,
	ANCHOR_INSURED, /* the day the insurance was bought */
	ANCHOR_NVALUES
};
/*
 * none mailed_on expected_on delivered_on help_request_on decided_on last_scan_on accepted_on
 * appeal_decided_on insured_on
 */
extern const char *const anchor_names[ANCHOR_NVALUES];

enum unit { UNIT_CALENDAR, UNIT_WORKING, UNIT_NVALUES };
extern const char *const unit_names[UNIT_NVALUES]; /* calendar working */

/* The first day may be counted otherwise than the last: 10 working days, then 80 days. */
enum opens_unit { OPENS_UNIT_SAME, OPENS_UNIT_CALENDAR, OPENS_UNIT_WORKING, OPENS_UNIT_NVALUES };
extern const char *const opens_unit_names[OPENS_UNIT_NVALUES]; /* same calendar working */

/* Whose working days: which days of the week, and which holidays. */
enum work_week {
	WORK_WEEK_US,         /* Monday to Friday without federal holidays */
	WORK_WEEK_UK_MON_SAT, /* Royal Mail: Monday to Saturday without bank holidays */
	WORK_WEEK_UK_MON_FRI,
	WORK_WEEK_CANADA, /* Monday to Friday without federal holidays */
	WORK_WEEK_NVALUES
};
extern const char *const work_week_names[WORK_WEEK_NVALUES]; /* us uk_mon_sat uk_mon_fri canada */

/* A parcel is domestic, military or international; the others are for rules alone. */
enum scope {
	SCOPE_DOMESTIC,
	SCOPE_MILITARY,
	SCOPE_INTERNATIONAL,
	SCOPE_ANY,
	SCOPE_EUROPE,   /* international, and both ends in Europe */
	SCOPE_OVERSEAS, /* international, and an end outside Europe */
	SCOPE_INBOUND,  /* international, from abroad to the carrier's own country */
	SCOPE_NVALUES
};
extern const char *const scope_names[SCOPE_NVALUES];

enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH, CONFIDENCE_NVALUES };
extern const char *const confidence_names[CONFIDENCE_NVALUES];

enum { DAYS_NONE = -1 };
#define RULE_ANY_CARRIER "any"

struct rule {
	const char *code;    /* "usps.ground_advantage.loss.claim": stable, unique */
	const char *carrier; /* code; RULE_ANY_CARRIER: of an insurer, for parcels of them all */
	const char *service; /* code, or NULL: every service of the carrier */
	enum scope scope;
	enum rule_kind kind;
	enum window_what what;
	enum route_kind route;
	int32_t opens_days; /* DAYS_NONE: no first day known */
	enum anchor opens_from;
	int32_t closes_days; /* DAYS_NONE: no last day known */
	enum anchor closes_from;
	enum unit unit; /* of the last day, and of the first unless opens_unit says other */
	enum opens_unit opens_unit;
	enum work_week work_week;
	const char *insurer;       /* code of the route it belongs to; NULL: the carrier */
	const char *after_request; /* kind of request that must end first; NULL: none */
	const char *limit_note;
	const char *who_may_file;
	struct money cover, cover_max; /* included; the most that can be bought */
	const char *form;
	const char *source, *source_date;
	daynum checked_on;
	enum confidence confidence;
	bool own; /* the desk's own: goes before what is published */
};

#endif
