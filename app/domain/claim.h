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
	daynum filed_on, decided_on, appealed_on;
	const char *reason; /* why denied, as said */
};

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
};

#endif
