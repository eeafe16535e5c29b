/*
 * claim.h - a request for money through one route, the money that came, and what the customer got
 */
#ifndef APP_DOMAIN_CLAIM_H
#define APP_DOMAIN_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"
#include "domain/rule.h"

struct arena;

enum claim_state {
	CLAIM_DRAFT,
	CLAIM_FILED,
	CLAIM_ACKNOWLEDGED,
	CLAIM_NO_RECORD,
	CLAIM_NEEDS_INFO,
	CLAIM_APPROVED,
	CLAIM_PARTLY_APPROVED,
	CLAIM_DENIED,
	CLAIM_APPEALED,
	CLAIM_PAID,
	CLAIM_WITHDRAWN,
	CLAIM_EXPIRED,
	CLAIM_NVALUES
};
extern const char *const claim_state_names[CLAIM_NVALUES];

/* What happens to a claim. Which act leads from where to where is one table in claim.c. */
enum claim_act {
	CLAIM_FILE,
	CLAIM_ACK,          /* they have it, or have what they asked for */
	CLAIM_LOSE,         /* they say that they have no record of it */
	CLAIM_ASK,          /* they want to know more */
	CLAIM_APPROVE,      /* all that was asked */
	CLAIM_APPROVE_PART, /* less than was asked */
	CLAIM_DENY,
	CLAIM_APPEAL,
	CLAIM_WITHDRAW,
	CLAIM_PAY,    /* money came */
	CLAIM_EXPIRE, /* the time for the next step ran out */
	CLAIM_ACT_NVALUES
};
/* The words of the commands: file ack no_record info approve approve_part deny appeal ... */
extern const char *const claim_act_names[CLAIM_ACT_NVALUES];

/* What the newest appeal brought that was decided; the first is stored as nothing. */
enum appeal_result {
	APPEAL_UNDECIDED,
	APPEAL_WON,
	APPEAL_PARTLY, /* more than before, and less than was asked */
	APPEAL_LOST,
	APPEAL_NVALUES
};
extern const char *const appeal_result_names[APPEAL_NVALUES]; /* undecided won partly lost */

struct claim {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	int32_t number; /* 1, 2 within the case: "12/1" */
	enum route_kind route;
	enum claim_state state;
	struct money amount;
	const char *amount_note; /* how computed */
	const char *reference;   /* the carrier's claim number */
	daynum filed_on;
	daynum decided_on;  /* the first decision; those on appeals: appeal_decided_on */
	daynum appealed_on; /* the newest appeal */
	const char *reason; /* why denied, as said */
	const char *door;   /* code of the route in the facts: "easypost_insurance" */
	const char *filed_how;
	daynum acknowledged_on;
	daynum answer_due_on;    /* they should have answered by then, as they say */
	const char *info_wanted; /* what they asked for */
	daynum info_due_on;
	struct money approved;
	const char *denial; /* code of the reason in the facts: "late_filing" */
	int32_t appeals;    /* how often it was appealed */
	daynum appeal_decided_on;
	enum appeal_result appeal_result;
	daynum pay_due_on;
	/* how the amount was reached; what does not apply is unknown */
	struct money goods, discount, postage, repair, salvage, cap;
};

/* One of which nothing is known. */
extern const struct claim claim_unknown;

/*
 * May this be done to a claim in this state? One that is not stored yet is a draft.
 *
 * The state it comes to is the arrow's, but: what was approved before an appeal stays approved when
 * the appeal is denied; who answers a question during an appeal is back in the appeal; and money
 * that comes makes a claim paid only when all that was approved is there.
 */
bool claim_may(enum claim_state from, enum claim_act act);
enum claim_state claim_after(const struct claim *c, enum claim_act act);

/* Something may still come of it: not paid, withdrawn or expired. A denied one may be appealed. */
bool claim_is_live(enum claim_state state);
/* They owe an answer. */
bool claim_is_waiting(enum claim_state state);
/*
 * Where they owe an answer and neither they nor a source say by when: the day from which we ask,
 * our own habit and nobody's word. DAY_NONE: a day is known, or nothing is waited for.
 */
enum { CLAIM_HABIT_DAYS = 14 };
daynum claim_chase_on(const struct claim *c);

/* Why not: "claim 12/1 is denied: it can be appealed or let go, not paid". */
char *claim_refusal(struct arena *a, const struct claim *c, enum claim_act act);

/* The first decision is there, so what comes now is about an appeal. */
bool claim_was_decided(const struct claim *c);

struct payout {
	int64_t id;
	int32_t version;
	int64_t claim_id;
	struct money amount;
	daynum paid_on;
	const char *how, *reference;
};

enum remedy_kind { REMEDY_REFUND, REMEDY_RESHIP, REMEDY_CREDIT, REMEDY_NVALUES };
extern const char *const remedy_kind_names[REMEDY_NVALUES];

struct remedy {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	enum remedy_kind kind;
	struct money amount;
	daynum given_on;
	const char *note;
	const char *reference; /* of the refund; number of the parcel sent again */
};

/*
 * Why the customer should not have got this yet, or NULL. refund: what the door says of it
 * (not_before_filing, not_before_decision, required_first, proof_helps; NULL: nothing). claim: the
 * claim through that door; NULL: none is filed.
 */
const char *refund_warning(const char *refund, const struct claim *claim);

#endif
