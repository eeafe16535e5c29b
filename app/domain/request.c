#include "domain/request.h"

/* clang-format off */
const char *const request_kind_names[REQUEST_NVALUES] = {
	[REQUEST_HELP_REQUEST]          = "help_request",
	[REQUEST_MISSING_MAIL_SEARCH]   = "missing_mail_search",
	[REQUEST_INTERNATIONAL_INQUIRY] = "international_inquiry",
	[REQUEST_TRACE]                 = "trace",
	[REQUEST_OTHER]                 = "other",
	[REQUEST_DELIVERY_SCAN]         = "delivery_scan",
	[REQUEST_SIGNATURE]             = "signature",
	[REQUEST_INSTRUCTION]           = "instruction",
};

const char *const request_state_names[REQUEST_STATE_NVALUES] = {
	[REQUEST_OPEN]      = "open",
	[REQUEST_ANSWERED]  = "answered",
	[REQUEST_WITHDRAWN] = "withdrawn",
};

const char *const request_result_names[RESULT_NVALUES] = {
	[RESULT_NONE]      = "none",
	[RESULT_FOUND]     = "found",
	[RESULT_NOT_FOUND] = "not_found",
	[RESULT_NO_ANSWER] = "no_answer",
	[RESULT_OTHER]     = "other",
	[RESULT_GRANTED]   = "granted",
	[RESULT_REFUSED]   = "refused",
};
/* clang-format on */
