#include "domain/casefile.h"

#include <assert.h>

/* clang-format off */
const char *const problem_names[PROBLEM_NVALUES] = {
	[PROBLEM_LOST]             = "lost",
	[PROBLEM_DAMAGED]          = "damaged",
	[PROBLEM_MISSING_CONTENTS] = "missing_contents",
	[PROBLEM_DELAYED]          = "delayed",
	[PROBLEM_MISDELIVERED]     = "misdelivered",
	[PROBLEM_NOT_RECEIVED]     = "not_received",
	[PROBLEM_RETURNED]         = "returned",
	[PROBLEM_UNCLEAR]          = "unclear",
	[PROBLEM_INSTRUCTION]      = "instruction",
};

const char *const rule_kind_names[RULE_KIND_NVALUES] = {
	[RULE_KIND_NONE]             = "none",
	[RULE_KIND_LOSS]             = "loss",
	[RULE_KIND_DAMAGE]           = "damage",
	[RULE_KIND_MISSING_CONTENTS] = "missing_contents",
	[RULE_KIND_DELAY]            = "delay",
};

const char *const stage_names[STAGE_NVALUES] = {
	[STAGE_OPEN]      = "open",
	[STAGE_CONTACTED] = "contacted",
	[STAGE_REQUESTED] = "requested",
	[STAGE_READY]     = "ready",
	[STAGE_FILED]     = "filed",
	[STAGE_DECIDED]   = "decided",
	[STAGE_APPEALED]  = "appealed",
	[STAGE_PAID]      = "paid",
	[STAGE_CLOSED]    = "closed",
};

/* Carriers treat a parcel that reached the wrong door, or nobody, as one that was lost. */
static const enum rule_kind kind_of[PROBLEM_NVALUES] = {
	[PROBLEM_LOST]             = RULE_KIND_LOSS,
	[PROBLEM_DAMAGED]          = RULE_KIND_DAMAGE,
	[PROBLEM_MISSING_CONTENTS] = RULE_KIND_MISSING_CONTENTS,
	[PROBLEM_DELAYED]          = RULE_KIND_DELAY,
	[PROBLEM_MISDELIVERED]     = RULE_KIND_LOSS,
	[PROBLEM_NOT_RECEIVED]     = RULE_KIND_LOSS,
	[PROBLEM_RETURNED]         = RULE_KIND_NONE,
	[PROBLEM_UNCLEAR]          = RULE_KIND_NONE,
	[PROBLEM_INSTRUCTION]      = RULE_KIND_NONE,
};
/* clang-format on */

enum rule_kind problem_rule_kind(enum problem p)
{
	assert(p < PROBLEM_NVALUES);
	return kind_of[p];
}

enum stage stage_advance(enum stage now, enum stage reached)
{
	assert(now < STAGE_NVALUES && reached < STAGE_NVALUES);
	if (now >= STAGE_FILED || reached >= STAGE_FILED)
		return now;
	return reached > now ? reached : now;
}
