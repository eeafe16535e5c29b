/*
 * call_stage.h - how far a case is when one calls about it: which questions are to be asked
 *
 * Not the case's own stage: whoever calls wants to know whether the newest claim waits, was denied
 * or is owed, and a case is ready to file while its search still runs.
 */
#ifndef APP_DOMAIN_CALL_STAGE_H
#define APP_DOMAIN_CALL_STAGE_H

#include "domain/claim.h"
#include "domain/request.h"

enum call_stage {
	CALL_OPEN,            /* nobody was asked anything yet */
	CALL_CONTACTED,       /* somebody was, no search runs */
	CALL_REQUESTED,       /* a search or trace waits for its answer */
	CALL_FILED,           /* a claim or appeal waits for its decision */
	CALL_DENIED,          /* the newest decision is no */
	CALL_APPROVED_UNPAID, /* they agreed to pay and have not */
	CALL_PAID,            /* the money is there */
	CALL_STAGE_NVALUES
};
extern const char *const call_stage_names[CALL_STAGE_NVALUES];

/* What was done on a case, as it is read. */
struct call_record {
	const struct claim *claim;
	int nclaims;
	const struct request *request;
	int nrequests;
	int ncontacts;
};

/* The claim that is furthest from its money counts: one that is paid does not hide another. */
enum call_stage call_stage_of(const struct call_record *r);

#endif
