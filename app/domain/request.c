#include "domain/request.h"

#include <stddef.h>

#include "base/text.h"

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

const char *const request_first_names[FIRST_NVALUES] = {
	[FIRST_FREE]    = "free",
	[FIRST_MISSING] = "missing",
	[FIRST_RUNNING] = "running",
	[FIRST_ENDED]   = "ended",
};

const struct request request_unknown = {
	.answer_due_on = DAY_NONE,
	.answered_on   = DAY_NONE,
	.filed_on      = DAY_NONE,
	.valid_until   = DAY_NONE,
};

/*
 * Whose requests are whose. The searches of the Post Office have names of their own; the others
 * trace. A carrier that is not here may have either.
 */
static const struct {
	const char *carrier;
	enum request_kind search;
	bool postal;
} searches[] = {
	{ "usps",          REQUEST_HELP_REQUEST, true },
	{ "ups",           REQUEST_TRACE,        false },
	{ "fedex",         REQUEST_TRACE,        false },
	{ "dhl_express",   REQUEST_TRACE,        false },
	{ "dhl_ecommerce", REQUEST_TRACE,        false },
	{ "canpar",        REQUEST_TRACE,        false },
};
enum { SEARCHES = sizeof searches / sizeof *searches };
/* clang-format on */

static int row_of(const char *carrier)
{
	for (int i = 0; i < SEARCHES; i++)
		if (text_same(searches[i].carrier, carrier))
			return i;
	return -1;
}

const char *request_instead(enum request_kind kind, const char *carrier)
{
	bool postal = kind == REQUEST_HELP_REQUEST || kind == REQUEST_MISSING_MAIL_SEARCH ||
		      kind == REQUEST_INTERNATIONAL_INQUIRY;
	int row = row_of(carrier);

	if (row < 0 || (!postal && kind != REQUEST_TRACE) || postal == searches[row].postal)
		return NULL;
	return request_kind_names[searches[row].search];
}

enum request_kind request_search_kind(const char *carrier)
{
	int row = row_of(carrier);

	return row < 0 ? REQUEST_OTHER : searches[row].search;
}

enum request_first request_first(const struct request **which, const char *kind,
				 const struct request requests[], int n)
{
	*which = NULL;
	if (!kind)
		return FIRST_FREE;
	for (int i = 0; i < n; i++)
		if (requests[i].state != REQUEST_WITHDRAWN &&
		    text_same(request_kind_names[requests[i].kind], kind) &&
		    (!*which || requests[i].number > (*which)->number))
			*which = &requests[i];
	if (!*which)
		return FIRST_MISSING;
	return (*which)->state == REQUEST_ANSWERED ? FIRST_ENDED : FIRST_RUNNING;
}

bool request_overdue(const struct request *r, daynum today)
{
	return r->state == REQUEST_OPEN && r->answer_due_on != DAY_NONE && r->answer_due_on < today;
}
