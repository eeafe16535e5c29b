/*
 * claims.h - claims found by what is known of them, and the facts about them
 */
#ifndef APP_STORE_CLAIMS_H
#define APP_STORE_CLAIMS_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/answer_time.h"
#include "domain/claim.h"
#include "domain/denial.h"

struct arena;
struct err;
struct snap;

/* The claims of a case, by number. */
int claims_of_case(struct claim **out, int *n, struct snap *snap, struct arena *a, int64_t case_id,
		   struct err *err);

/* Claims with this number of theirs, capital or small letters, newest first, at most 20. */
int claims_with_reference(struct claim **out, int *n, struct snap *snap, struct arena *a,
			  const char *reference, struct err *err);

/* Claims that are approved, in whole or in part, and not paid. */
int claims_owed(struct claim **out, int *n, struct snap *snap, struct arena *a, struct err *err);

/* The money that came for a claim, oldest first, and its sum in the currency of the first. */
int payouts_of_claim(struct payout **out, int *n, struct money *sum, struct snap *snap,
		     struct arena *a, int64_t claim_id, struct err *err);

/* Payouts of that day and amount, of whatever claim, at most 20. */
int payouts_of_day(struct payout **out, int *n, struct snap *snap, struct arena *a, daynum on,
		   int64_t cents, struct err *err);
/* The newest payout's id; 0: there is none. */
int payout_newest(int64_t *id, struct snap *snap, struct err *err);

/* --- facts --- */

/* How long "carrier" takes for it; false in *known when the facts do not say. */
int fact_answer_time(struct answer_time *out, bool *known, struct snap *snap, struct arena *a,
		     const char *carrier, const char *what, struct err *err);

/* All reasons, by code. */
int fact_denials(struct denial **out, int *n, struct snap *snap, struct arena *a, struct err *err);
/* One of them; code NULL in *out when there is none. */
int fact_denial_get(struct denial *out, struct snap *snap, struct arena *a, const char *code,
		    struct err *err);

/* What the facts say of a refund at this door; NULL: nothing, or the door is not known. */
int fact_route_refund(const char **refund, struct snap *snap, struct arena *a, const char *door,
		      struct err *err);

/* Each reason and each who denied for it. carrier: only this one's; NULL: all. */
int denial_tallies(struct denial_tally **out, int *n, struct snap *snap, struct arena *a,
		   const char *carrier, struct err *err);

#endif
