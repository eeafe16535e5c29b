#include "domain/rule.h"

/* clang-format off */
const char *const window_what_names[WINDOW_NVALUES] = {
	[WINDOW_CLAIM]         = "claim",
	[WINDOW_NOTICE]        = "notice",
	[WINDOW_INQUIRY]       = "inquiry",
	[WINDOW_SEARCH]        = "search",
	[WINDOW_REFUND]        = "refund",
	[WINDOW_APPEAL]        = "appeal",
	[WINDOW_SECOND_APPEAL] = "second_appeal",
	[WINDOW_SUIT]          = "suit",
};

const char *const route_kind_names[ROUTE_NVALUES] = {
	[ROUTE_CARRIER]     = "carrier",
	[ROUTE_INSURANCE]   = "insurance",
	[ROUTE_PLATFORM]    = "platform",
	[ROUTE_MARKETPLACE] = "marketplace",
	[ROUTE_CARD]        = "card",
};

const char *const anchor_names[ANCHOR_NVALUES] = {
	[ANCHOR_NONE]            = "none",
	[ANCHOR_MAILED]          = "mailed_on",
	[ANCHOR_EXPECTED]        = "expected_on",
	[ANCHOR_DELIVERED]       = "delivered_on",
	[ANCHOR_HELP_REQUEST]    = "help_request_on",
	[ANCHOR_DECISION]        = "decided_on",
	[ANCHOR_LAST_SCAN]       = "last_scan_on",
	[ANCHOR_ACCEPTED]        = "accepted_on",
	[ANCHOR_APPEAL_DECISION] = "appeal_decided_on",
	[ANCHOR_INSURED]         = "insured_on",
};

const char *const unit_names[UNIT_NVALUES] = {
	[UNIT_CALENDAR] = "calendar",
	[UNIT_WORKING]  = "working",
};

const char *const opens_unit_names[OPENS_UNIT_NVALUES] = {
	[OPENS_UNIT_SAME]     = "same",
	[OPENS_UNIT_CALENDAR] = "calendar",
	[OPENS_UNIT_WORKING]  = "working",
};

const char *const work_week_names[WORK_WEEK_NVALUES] = {
	[WORK_WEEK_US]         = "us",
	[WORK_WEEK_UK_MON_SAT] = "uk_mon_sat",
	[WORK_WEEK_UK_MON_FRI] = "uk_mon_fri",
	[WORK_WEEK_CANADA]     = "canada",
};

const char *const scope_names[SCOPE_NVALUES] = {
	[SCOPE_DOMESTIC]      = "domestic",
	[SCOPE_MILITARY]      = "military",
	[SCOPE_INTERNATIONAL] = "international",
	[SCOPE_ANY]           = "any",
	[SCOPE_EUROPE]        = "europe",
	[SCOPE_OVERSEAS]      = "overseas",
	[SCOPE_INBOUND]       = "inbound",
};

const char *const confidence_names[CONFIDENCE_NVALUES] = {
	[CONFIDENCE_LOW]    = "low",
	[CONFIDENCE_MEDIUM] = "medium",
	[CONFIDENCE_HIGH]   = "high",
};
/* clang-format on */
