/*
 * claim_doc.h - claims, payouts, remedies and duties as parts of a case's tree
 *
 * A claim has, besides what is stored: "worked_out" (the sums it was made of), "paid" and "owed",
 * "waiting_days" (since it was filed or appealed, while they owe an answer), "overdue",
 * "appeal_until" (while an appeal is possible), what answers the denial, and "text": how it stands
 * in one sentence.
 */
#ifndef APP_VIEW_CLAIM_DOC_H
#define APP_VIEW_CLAIM_DOC_H

#include <stdbool.h>

#include "base/moment.h"
#include "store/claims.h"
#include "store/read.h"

struct arena;
struct err;
struct node;
struct snap;

/* "claims", "payouts", "remedies" and "duties" of the case. */
int claims_nodes(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
		 daynum today, struct err *err);

/* One claim with its payouts: what the claim commands print. */
int claim_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id, int number,
	      const struct moment *moment, struct err *err);

struct node *remedy_node(struct arena *a, struct node *n, const struct remedy *r);
struct node *duty_node(struct arena *a, struct node *n, const struct duty *d);
/* The same with the case before it: what their commands print. */
struct node *remedy_doc(struct arena *a, int64_t case_id, const struct remedy *r);
struct node *duty_doc(struct arena *a, int64_t case_id, const struct duty *d);

/*
 * Reasons for denials, each with how it went with our own claims: {"items":[...],"count":N}.
 * carrier: as typed; NULL: all. ERR_INPUT: not known.
 */
int denials_doc(struct node **out, struct snap *snap, struct arena *a, const char *carrier,
		struct err *err);

/* What the claims of a case ask for next: the most pressing of them. False: nothing. */
bool claim_step(const char **text, const char **command, struct arena *a, const struct case_rows *c,
		daynum today);

#endif
