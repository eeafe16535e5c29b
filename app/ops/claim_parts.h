/*
 * claim_parts.h - steps that the operations on claims share; for app/ops alone
 */
#ifndef APP_OPS_CLAIM_PARTS_H
#define APP_OPS_CLAIM_PARTS_H

#include "domain/casefile.h"
#include "domain/shipment.h"
#include "ops/claim_ops.h"
#include "store/read.h"

struct tx;

/* One act on a claim: the case it belongs to, and what speaks against it. */
struct claim_work {
	struct tx *tx;
	struct arena *a;
	struct casefile casefile;
	struct shipment shipment;
	struct claim claim;      /* the one that it is about */
	struct claim *all;       /* of the case, by number */
	struct window *window;   /* of the case */
	struct request *request; /* newest first */
	int nall, nwindows, nrequests;
	const char *grave; /* refused without "anyway" */
	const char *mild;
};

/* Reads the case, its claims, windows and requests. */
int claim_work_open(struct claim_work *w, struct tx *tx, struct arena *a, int64_t case_id,
		    struct err *err);
/* ... and the claim of that name into w->claim. */
int claim_work_find(struct claim_work *w, struct tx *tx, struct arena *a, struct claim_name name,
		    struct err *err);

void claim_grave(struct claim_work *w, const char *text); /* NULL: nothing to say */
void claim_mild(struct claim_work *w, const char *text);
/* ERR_STATE when something grave was found, unless anyway. *warning: all of it. */
int claim_judge(const char **warning, struct claim_work *w, bool anyway, struct err *err);

/* The window of this kind and route; NULL. */
const struct window *claim_window(const struct claim_work *w, enum window_what what,
				  enum route_kind route);

/* Windows, requests and other claims that speak against filing on that day. */
void claim_check_filing(struct claim_work *w, daynum on);
void claim_check_appeal(struct claim_work *w, daynum on);
/* Days in the wrong order; "done" is a word such as "denied". ERR_INPUT: the day is to come. */
int claim_check_day(struct claim_work *w, daynum on, const char *done, struct err *err);

/* Whose answer times count: the carrier, or the door of another route; NULL: not known. */
const char *claim_answerer(const struct claim_work *w);
/* The first of several kinds that the facts know, counted from "from"; else DAY_NONE. */
int claim_answer_due(daynum *out, struct claim_work *w, const char *const whats[], daynum from,
		     struct err *err);

/* Work out the amount from what the filing gives and the case knows. */
int claim_amount(struct claim_work *w, const struct claim_filing *f, struct err *err);

/* Write the claim, and what follows from it: windows, stage, the words by which it is found. */
int claim_put(struct claim_work *w, struct err *err);

/* Put a payout on w->claim and judge what is still owed; the caller ends the transaction. */
int claim_add_payout(struct claim_work *w, struct payout *p, struct err *err);
/* What is still to come: approved, or asked, less paid; MONEY_NONE when unknown. */
struct money claim_outstanding(const struct claim *c, const struct money *paid);

int claim_index(struct tx *tx, const struct claim *c, struct err *err);

#endif
