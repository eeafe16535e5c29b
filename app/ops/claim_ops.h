/*
 * claim_ops.h - a claim's life, the money that comes, what the customer gets, and what we then owe
 *
 * One transaction each. Which act may follow which is one table in domain/claim.c; what it does not
 * allow fails with ERR_STATE and says what may be done. A fact that is only late, early or odd (the
 * window is closed, a search must end first, a second claim through one door, days in the wrong
 * order) fails with ERR_STATE, too, unless "anyway": then it is recorded, and the doubts come back
 * in *warning, one a line, in the arena; NULL when there are none.
 */
#ifndef APP_OPS_CLAIM_OPS_H
#define APP_OPS_CLAIM_OPS_H

#include <stdbool.h>

#include "domain/amount.h"
#include "domain/claim.h"
#include "domain/duty.h"

struct arena;
struct desk;
struct err;

/* Which claim of a case. ERR_AMBIGUOUS lists them when the number is 0 and several are live. */
struct claim_name {
	int64_t casefile_id;
	int number; /* 0: the one that is live, else the only one */
};

/* Which sums of a claim are given; one that is given as unknown is taken away. */
enum claim_sum {
	CLAIM_SUM_AMOUNT = 1 << 0,
	CLAIM_SUM_GOODS = 1 << 1,
	CLAIM_SUM_DISCOUNT = 1 << 2,
	CLAIM_SUM_POSTAGE = 1 << 3,
	CLAIM_SUM_REPAIR = 1 << 4,
	CLAIM_SUM_SALVAGE = 1 << 5
};

struct claim_filing {
	int route;        /* enum route_kind; -1: by the carrier, unless somebody else insures it */
	const char *door; /* code of the facts; NULL: not known */
	unsigned given;   /* enum claim_sum */
	struct money amount, goods, discount, postage, repair, salvage;
	const char *reference; /* their number for it */
	const char *how;
	daynum on;    /* DAY_NONE: today */
	daynum until; /* by when they say they answer; DAY_NONE: as the facts say */
	bool draft;   /* work it out, file it later */
	bool anyway;
};

/*
 * File a claim: a new one, the draft of that route, or (with a number) one that is a draft or that
 * they have no record of. Without an amount it is worked out from the sums given and what the case
 * knows: value, postage and cover. ERR_INPUT: no amount and no value.
 */
int claim_file(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, const struct claim_filing *filing, struct err *err);

/* Correct what was filed: sums, number, how, day. Only what is given. */
int claim_edit(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, const struct claim_filing *filing, struct err *err);

/* What happened to a claim, besides filing and money. */
struct claim_told {
	daynum on;             /* DAY_NONE: today */
	const char *reference; /* their number; NULL leaves it */
	const char *said;      /* what they want to know; why they deny */
	const char *denial;    /* code of the reason, as typed; NULL: other */
	daynum until;          /* the day they named; DAY_NONE: none */
	struct money amount;   /* approved; unknown: all that was asked */
	bool anyway;
};

/* CLAIM_APPROVE becomes CLAIM_APPROVE_PART by itself when the amount is less than was asked. */
int claim_tell(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, enum claim_act act, const struct claim_told *told,
	       struct err *err);

/* --- money --- */

struct payout_told {
	struct money amount;
	daynum on; /* DAY_NONE: today */
	const char *how, *reference;
	bool anyway;
};

/* Money that came for a claim. It is paid when all that was approved is there. */
int claim_pay(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	      struct claim_name name, const struct payout_told *told, struct err *err);

/* What the customer got. A warning where the door of a claim wants it otherwise. */
int remedy_give(struct remedy *remedy, const char **warning, struct desk *desk, struct arena *a,
		int64_t case_id, struct err *err);

/* --- what we owe --- */

/* Settle an open duty; id 0: the only one of the case. note: how. */
int duty_settle(struct duty *out, struct desk *desk, struct arena *a, int64_t case_id, int64_t id,
		const char *note, daynum on, struct err *err);

#endif
