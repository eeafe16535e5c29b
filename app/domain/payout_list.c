#include "domain/payout_list.h"

/* clang-format off */
const char *const payout_outcome_names[PAYOUT_NVALUES] = {
	[PAYOUT_MATCHED] = "matched",
	[PAYOUT_SHORT]   = "short",
	[PAYOUT_OVER]    = "over",
	[PAYOUT_DOUBLE]  = "double",
	[PAYOUT_UNKNOWN] = "unknown",
};
/* clang-format on */
