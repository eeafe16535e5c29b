/*
 * letter_kind.h - the letters and texts there are, and which of them makes sense for a case
 */
#ifndef APP_VIEW_LETTER_KIND_H
#define APP_VIEW_LETTER_KIND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/contact.h"

struct case_rows;
struct claim;
struct err;

/* What a case must have for a letter to make sense. */
enum letter_need {
	LETTER_HELP_REQUEST = 1 << 0,  /* one was filed */
	LETTER_LATE = 1 << 1,          /* a promise or an answer that did not come */
	LETTER_DENIAL = 1 << 2,        /* a claim that was denied, in whole or in part */
	LETTER_UNDER_WAY = 1 << 3,     /* a claim or a search that may be withdrawn */
	LETTER_INTERNATIONAL = 1 << 4, /* a parcel that leaves the country */
	LETTER_CLAIMABLE = 1 << 5      /* a problem that rules know */
};

struct letter_kind {
	const char *code;  /* "claim_letter"; also the name of its template */
	const char *title; /* "the claim itself, as a letter" */
	enum party to;
	uint32_t problems;    /* bit set of enum problem */
	const char *carriers; /* codes separated by '|'; NULL: any */
	unsigned needs;
	uint32_t attach;     /* kinds of evidence that go with it, bit set */
	bool form;           /* field by field, to paste into the carrier's form */
	bool after_delivery; /* may not be signed before the parcel came */
};
extern const struct letter_kind letter_kinds[]; /* ends with a NULL code */

/* "claim-letter" as typed; ERR_INPUT suggests the nearest. */
int letter_kind_parse(const struct letter_kind **out, const char *typed, struct err *err);

/* 0, or -1 with ERR_STATE: what is missing, and the command that gives it. */
int letter_fits(const struct letter_kind *kind, const struct case_rows *c, daynum today,
		struct err *err);

/*
 * The claim that a letter of this kind is about: number, or the one that it can be about. NULL in
 * *out: none. ERR_NOT_FOUND: no such number; ERR_AMBIGUOUS: several may be meant.
 */
int letter_claim(const struct claim **out, const struct letter_kind *kind,
		 const struct case_rows *c, int number, struct err *err);

/* An answer to a claim that should have come. */
bool claim_answer_late(const struct claim *m, daynum today);

#endif
