#include "domain/call_stage.h"

/* clang-format off */
const char *const call_stage_names[CALL_STAGE_NVALUES] = {
	[CALL_OPEN]            = "open",
	[CALL_CONTACTED]       = "contacted",
	[CALL_REQUESTED]       = "requested",
	[CALL_FILED]           = "filed",
	[CALL_DENIED]          = "denied",
	[CALL_APPROVED_UNPAID] = "approved_unpaid",
	[CALL_PAID]            = "paid",
};

/* Where a claim stands; CALL_OPEN: it asks for nothing (any more). */
static const enum call_stage of_claim[CLAIM_NVALUES] = {
	[CLAIM_DRAFT]           = CALL_OPEN,
	[CLAIM_FILED]           = CALL_FILED,
	[CLAIM_ACKNOWLEDGED]    = CALL_FILED,
	[CLAIM_NO_RECORD]       = CALL_FILED,
	[CLAIM_NEEDS_INFO]      = CALL_FILED,
	[CLAIM_APPROVED]        = CALL_APPROVED_UNPAID,
	[CLAIM_PARTLY_APPROVED] = CALL_APPROVED_UNPAID,
	[CLAIM_DENIED]          = CALL_DENIED,
	[CLAIM_APPEALED]        = CALL_FILED,
	[CLAIM_PAID]            = CALL_PAID,
	[CLAIM_WITHDRAWN]       = CALL_OPEN,
	[CLAIM_EXPIRED]         = CALL_OPEN,
};

/* Which of several claims a call is about first. */
static const enum call_stage by_need[] = {
	CALL_APPROVED_UNPAID, CALL_DENIED, CALL_FILED, CALL_PAID,
};
/* clang-format on */

enum call_stage call_stage_of(const struct call_record *r)
{
	for (unsigned k = 0; k < sizeof by_need / sizeof *by_need; k++)
		for (int i = 0; i < r->nclaims; i++)
			if (of_claim[r->claim[i].state] == by_need[k])
				return by_need[k];
	for (int i = 0; i < r->nrequests; i++)
		if (r->request[i].state == REQUEST_OPEN)
			return CALL_REQUESTED;
	return r->ncontacts || r->nrequests ? CALL_CONTACTED : CALL_OPEN;
}
