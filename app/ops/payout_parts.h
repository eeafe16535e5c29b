/*
 * payout_parts.h - from the row of a list of credits to a claim; for app/ops/payout_*.c alone
 */
#ifndef APP_OPS_PAYOUT_PARTS_H
#define APP_OPS_PAYOUT_PARTS_H

#include "ops/claim_parts.h"
#include "ops/payout_import.h"

enum { PAYOUT_WORDS_MAX = 8 };

/* What a row says. */
struct payout_row {
	struct money amount;
	daynum paid_on;
	const char *words[PAYOUT_WORDS_MAX]; /* cells with references or words */
	bool is_case[PAYOUT_WORDS_MAX];      /* a plain number in it is a case */
	int nwords;
	int64_t before; /* payouts up to this id were here before the list */
};

enum payout_match {
	MATCH_FOUND,
	MATCH_DOUBLE, /* noted already: *why says it */
	MATCH_NONE    /* *why says it */
};

/*
 * The claim that a row pays, or why none can be told. -1: the desk could not be read.
 */
int payout_match(enum payout_match *out, struct claim *claim, const char **why, struct tx *tx,
		 struct arena *a, const struct payout_row *row, struct err *err);

#endif
