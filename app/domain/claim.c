#include "domain/claim.h"

#include <assert.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

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

const char *const claim_act_names[CLAIM_ACT_NVALUES] = {
	[CLAIM_FILE]         = "file",
	[CLAIM_ACK]          = "ack",
	[CLAIM_LOSE]         = "no_record",
	[CLAIM_ASK]          = "info",
	[CLAIM_APPROVE]      = "approve",
	[CLAIM_APPROVE_PART] = "approve_part",
	[CLAIM_DENY]         = "deny",
	[CLAIM_APPEAL]       = "appeal",
	[CLAIM_WITHDRAW]     = "withdraw",
	[CLAIM_PAY]          = "paid",
	[CLAIM_EXPIRE]       = "expire",
};

const char *const appeal_result_names[APPEAL_NVALUES] = {
	[APPEAL_UNDECIDED] = "undecided",
	[APPEAL_WON]       = "won",
	[APPEAL_PARTLY]    = "partly",
	[APPEAL_LOST]      = "lost",
};

/* "it can be ..." */
static const char *const participle[CLAIM_ACT_NVALUES] = {
	[CLAIM_FILE]         = "filed",
	[CLAIM_ACK]          = "acknowledged",
	[CLAIM_LOSE]         = "noted as not on record",
	[CLAIM_ASK]          = "noted as waiting for papers",
	[CLAIM_APPROVE]      = "approved",
	[CLAIM_APPROVE_PART] = NULL, /* said by "approved" */
	[CLAIM_DENY]         = "denied",
	[CLAIM_APPEAL]       = "appealed",
	[CLAIM_WITHDRAW]     = "withdrawn",
	[CLAIM_PAY]          = "paid",
	[CLAIM_EXPIRE]       = "let expire",
};

/* act x from = to; no arrow leads back to a draft, so its 0 means that there is none. */
static const unsigned char arrows[CLAIM_ACT_NVALUES][CLAIM_NVALUES] = {
	[CLAIM_FILE] = {
		[CLAIM_DRAFT]           = CLAIM_FILED,
		[CLAIM_NO_RECORD]       = CLAIM_FILED,	/* sent again */
	},
	[CLAIM_ACK] = {
		[CLAIM_FILED]           = CLAIM_ACKNOWLEDGED,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_ACKNOWLEDGED,	/* they name another day */
		[CLAIM_NO_RECORD]       = CLAIM_ACKNOWLEDGED,	/* they found it after all */
		[CLAIM_NEEDS_INFO]      = CLAIM_ACKNOWLEDGED,	/* they have the papers */
		[CLAIM_APPEALED]        = CLAIM_APPEALED,
	},
	[CLAIM_LOSE] = {
		[CLAIM_FILED]           = CLAIM_NO_RECORD,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_NO_RECORD,
		[CLAIM_NEEDS_INFO]      = CLAIM_NO_RECORD,
	},
	[CLAIM_ASK] = {
		[CLAIM_FILED]           = CLAIM_NEEDS_INFO,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_NEEDS_INFO,
		[CLAIM_NO_RECORD]       = CLAIM_NEEDS_INFO,
		[CLAIM_NEEDS_INFO]      = CLAIM_NEEDS_INFO,	/* and something else */
		[CLAIM_APPEALED]        = CLAIM_NEEDS_INFO,
	},
	[CLAIM_APPROVE] = {
		[CLAIM_FILED]           = CLAIM_APPROVED,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_APPROVED,
		[CLAIM_NO_RECORD]       = CLAIM_APPROVED,
		[CLAIM_NEEDS_INFO]      = CLAIM_APPROVED,
		[CLAIM_PARTLY_APPROVED] = CLAIM_APPROVED,	/* they raise it by themselves */
		[CLAIM_APPEALED]        = CLAIM_APPROVED,
	},
	[CLAIM_APPROVE_PART] = {
		[CLAIM_FILED]           = CLAIM_PARTLY_APPROVED,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_PARTLY_APPROVED,
		[CLAIM_NO_RECORD]       = CLAIM_PARTLY_APPROVED,
		[CLAIM_NEEDS_INFO]      = CLAIM_PARTLY_APPROVED,
		[CLAIM_PARTLY_APPROVED] = CLAIM_PARTLY_APPROVED,
		[CLAIM_APPEALED]        = CLAIM_PARTLY_APPROVED,
	},
	[CLAIM_DENY] = {
		[CLAIM_FILED]           = CLAIM_DENIED,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_DENIED,
		[CLAIM_NO_RECORD]       = CLAIM_DENIED,
		[CLAIM_NEEDS_INFO]      = CLAIM_DENIED,
		[CLAIM_APPEALED]        = CLAIM_DENIED,
	},
	[CLAIM_APPEAL] = {
		[CLAIM_PARTLY_APPROVED] = CLAIM_APPEALED,
		[CLAIM_DENIED]          = CLAIM_APPEALED,
	},
	[CLAIM_WITHDRAW] = {
		[CLAIM_DRAFT]           = CLAIM_WITHDRAWN,
		[CLAIM_FILED]           = CLAIM_WITHDRAWN,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_WITHDRAWN,
		[CLAIM_NO_RECORD]       = CLAIM_WITHDRAWN,
		[CLAIM_NEEDS_INFO]      = CLAIM_WITHDRAWN,
		[CLAIM_APPROVED]        = CLAIM_WITHDRAWN,
		[CLAIM_PARTLY_APPROVED] = CLAIM_WITHDRAWN,
		[CLAIM_APPEALED]        = CLAIM_WITHDRAWN,
	},
	[CLAIM_PAY] = {
		[CLAIM_FILED]           = CLAIM_PAID,	/* the money was quicker than the letter */
		[CLAIM_ACKNOWLEDGED]    = CLAIM_PAID,
		[CLAIM_NO_RECORD]       = CLAIM_PAID,
		[CLAIM_NEEDS_INFO]      = CLAIM_PAID,
		[CLAIM_APPROVED]        = CLAIM_PAID,
		[CLAIM_PARTLY_APPROVED] = CLAIM_PAID,
		[CLAIM_APPEALED]        = CLAIM_APPEALED,	/* a part; the rest is fought for */
		[CLAIM_PAID]            = CLAIM_PAID,	/* another part, or too much */
	},
	[CLAIM_EXPIRE] = {
		[CLAIM_FILED]           = CLAIM_EXPIRED,
		[CLAIM_ACKNOWLEDGED]    = CLAIM_EXPIRED,
		[CLAIM_NO_RECORD]       = CLAIM_EXPIRED,
		[CLAIM_NEEDS_INFO]      = CLAIM_EXPIRED,
		[CLAIM_DENIED]          = CLAIM_EXPIRED,	/* nobody appealed in time */
		[CLAIM_APPEALED]        = CLAIM_EXPIRED,
	},
};

static const bool live[CLAIM_NVALUES] = {
	[CLAIM_DRAFT] = true,     [CLAIM_FILED] = true,    [CLAIM_ACKNOWLEDGED] = true,
	[CLAIM_NO_RECORD] = true, [CLAIM_NEEDS_INFO] = true, [CLAIM_APPROVED] = true,
	[CLAIM_PARTLY_APPROVED] = true, [CLAIM_DENIED] = true, [CLAIM_APPEALED] = true,
};

static const bool waiting[CLAIM_NVALUES] = {
	[CLAIM_FILED] = true, [CLAIM_ACKNOWLEDGED] = true, [CLAIM_NO_RECORD] = true,
	[CLAIM_APPEALED] = true,
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

/* What a door says about giving the customer the money back. */
static const struct refund_rule {
	const char *code;
	bool before_filing, before_decision;	/* warn when it is given so early */
	const char *warning;
} refund_rules[] = {
	{ "not_before_filing", true, false,
	  "this door wants the claim filed before the customer is paid: file it first, or ask "
	  "whether a refund harms the claim" },
	{ "not_before_decision", true, true,
	  "this door may refuse a claim when the customer was paid before it is decided: wait for "
	  "the decision if you can" },
	{ "required_first", false, false, NULL },
	{ "proof_helps", false, false, NULL },
};
/* clang-format on */

bool claim_may(enum claim_state from, enum claim_act act)
{
	assert(from < CLAIM_NVALUES && act < CLAIM_ACT_NVALUES);
	return arrows[act][from] != CLAIM_DRAFT;
}

bool claim_was_decided(const struct claim *c)
{
	return c->decided_on != DAY_NONE;
}

enum claim_state claim_after(const struct claim *c, enum claim_act act)
{
	enum claim_state to = (enum claim_state)arrows[act][c->state];

	assert(claim_may(c->state, act));
	if (to == CLAIM_ACKNOWLEDGED && c->state == CLAIM_NEEDS_INFO && claim_was_decided(c))
		return CLAIM_APPEALED;
	if (to == CLAIM_DENIED && money_known(&c->approved))
		return CLAIM_PARTLY_APPROVED;
	return to;
}

bool claim_is_live(enum claim_state state)
{
	assert(state < CLAIM_NVALUES);
	return live[state];
}

bool claim_is_waiting(enum claim_state state)
{
	assert(state < CLAIM_NVALUES);
	return waiting[state];
}

daynum claim_chase_on(const struct claim *c)
{
	const daynum since = c->appealed_on != DAY_NONE ? c->appealed_on : c->filed_on;

	if (!claim_is_waiting(c->state) || c->answer_due_on != DAY_NONE || since == DAY_NONE)
		return DAY_NONE;
	return since + CLAIM_HABIT_DAYS;
}

/* "appealed, paid or let expire"; NULL when nothing may be done. */
static char *ways_out(struct arena *a, enum claim_state from)
{
	const char *way[CLAIM_ACT_NVALUES];
	char *out = NULL;
	int n = 0;

	for (int act = 0; act < CLAIM_ACT_NVALUES; act++)
		if (participle[act] && claim_may(from, (enum claim_act)act))
			way[n++] = participle[act];
	for (int i = 0; i < n; i++)
		out = arena_printf(a, "%s%s%s", out ? out : "",
				   i == 0       ? ""
				   : i == n - 1 ? " or "
						: ", ",
				   way[i]);
	return out;
}

char *claim_refusal(struct arena *a, const struct claim *c, enum claim_act act)
{
	const char *done = participle[act == CLAIM_APPROVE_PART ? CLAIM_APPROVE : act];
	char *ways = ways_out(a, c->state), *state = arena_strdup(a, claim_state_names[c->state]);
	long long id = c->casefile_id;

	for (char *p = state; *p; p++)
		if (*p == '_')
			*p = ' ';
	if (!ways)
		return arena_printf(a,
				    "claim %lld/%d is %s: it cannot be %s any more; 'waylaid claim "
				    "file %lld' begins another",
				    id, c->number, state, done, id);
	return arena_printf(a, "claim %lld/%d is %s: it can be %s, not %s", id, c->number, state,
			    ways, done);
}

const char *refund_warning(const char *refund, const struct claim *claim)
{
	bool filed = claim && claim->state != CLAIM_DRAFT;
	bool decided = filed && claim_was_decided(claim);

	for (size_t i = 0; i < sizeof refund_rules / sizeof *refund_rules; i++) {
		const struct refund_rule *r = &refund_rules[i];

		if (!text_same(r->code, refund))
			continue;
		return (r->before_filing && !filed) || (r->before_decision && !decided) ? r->warning
											: NULL;
	}
	return NULL;
}
