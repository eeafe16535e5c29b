/*
 * amount.h - what a claim asks for, and how that was reached
 *
 * The value after discount, or the repair where that costs less; less what is left of the goods; at
 * most the cover; and the postage, which comes on top of the cover. USPS pays postage back for lost
 * items only, so it is left out, and that is said. Sums are of one currency: another one is refused
 * in words, never converted.
 */
#ifndef APP_DOMAIN_AMOUNT_H
#define APP_DOMAIN_AMOUNT_H

#include <stdbool.h>

#include "base/money.h"
#include "domain/casefile.h"

struct arena;
struct claim;
struct err;

struct amount_parts {
	struct money goods, discount, postage, repair, salvage, cap; /* unknown: does not apply */
	const char *carrier; /* whose rule about postage counts; NULL: nobody's */
	enum rule_kind kind; /* what went wrong */
};

struct amount {
	struct money total;
	/* one sentence a line, the sum last; "" when there was nothing to work out */
	const char *statement;
	bool postage_left_out; /* it is in the parts, and this carrier does not pay it */
};

/*
 * ERR_INPUT: no value of the goods and no repair to begin with, two currencies, more discount than
 * value, nothing left to claim.
 */
int amount_work_out(struct amount *out, struct arena *a, const struct amount_parts *parts,
		    struct err *err);

/* Is this a carrier of which we know that it pays the postage back, for this kind of loss? */
bool amount_postage_is_paid(const char *carrier, enum rule_kind kind);

/* Sums of money that may be unknown. ERR_INPUT when the currencies differ; "what" names them. */
int money_add(struct money *sum, const struct money *more, const char *what, struct err *err);

/* The smaller is first: -1, 0, 1; only for one currency. */
int money_compare(const struct money *a, const struct money *b);

#endif
