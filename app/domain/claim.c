#include "domain/claim.h"

/* clang-format off */
const char *const claim_state_names[CLAIM_NVALUES] = {
	[CLAIM_DRAFT]           = "draft",
	[CLAIM_FILED]           = "filed",
	[CLAIM_ACKNOWLEDGED]    = "acknowledged",
	[CLAIM_NO_RECORD]       = "no_record",
	[CLAIM_NEEDS_INFO]      = "needs_info",
	[CLAIM_APPROVED]        = "approved",
	[CLAIM_PARTLY_APPROVED] = "partly_approved",
	[CLAIM_DENIED]          = "denied",
	[CLAIM_APPEALED]        = "appealed",
	[CLAIM_PAID]            = "paid",
	[CLAIM_WITHDRAWN]       = "withdrawn",
	[CLAIM_EXPIRED]         = "expired",
};

const struct claim claim_unknown = {
	.filed_on = DAY_NONE,
	.decided_on = DAY_NONE,
	.appealed_on = DAY_NONE,
	.acknowledged_on = DAY_NONE,
	.answer_due_on = DAY_NONE,
	.info_due_on = DAY_NONE,
	.appeal_decided_on = DAY_NONE,
	.pay_due_on = DAY_NONE,
};

const char *const remedy_kind_names[REMEDY_NVALUES] = {
	[REMEDY_REFUND] = "refund",
	[REMEDY_RESHIP] = "reship",
	[REMEDY_CREDIT] = "credit",
};
/* clang-format on */
