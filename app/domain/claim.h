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
	daynum pay_due_on;
	/* how the amount was reached; what does not apply is unknown */
	struct money goods, discount, postage, repair, salvage, cap;
};

/* One of which nothing is known. */
extern const struct claim claim_unknown;

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

#endif
