/*
 * contact_ops.h - logging contacts, settling promises, requests
 */
#ifndef APP_OPS_CONTACT_OPS_H
#define APP_OPS_CONTACT_OPS_H

#include "domain/contact.h"
#include "domain/promise.h"
#include "domain/request.h"

struct arena;
struct desk;
struct err;

/*
 * Log a contact about one or several cases (at most 100), with its promises. *contact needs at
 * least channel; .at INSTANT_NONE means now. Closed cases may be logged on. Each promise needs
 * "what". A contact in the future by more than a day: ERR_INPUT.
 */
int contact_log(int64_t *id, struct desk *desk, const struct contact *contact,
		const int64_t cases[], int ncases, const struct promise promises[], int npromises,
		struct err *err);

/* The same, and the call under way of whoever logs it is over: in one transaction. */
int contact_log_call(int64_t *id, struct desk *desk, const struct contact *contact,
		     const int64_t cases[], int ncases, const struct promise promises[],
		     int npromises, struct err *err);

enum contact_fact {
	CONTACT_CHANNEL = 1 << 0,
	CONTACT_PARTY = 1 << 1,
	CONTACT_DIRECTION = 1 << 2,
	CONTACT_OUTCOME = 1 << 3,
	CONTACT_AT = 1 << 4,
	CONTACT_REP_NAME = 1 << 5,
	CONTACT_REP_ID = 1 << 6,
	CONTACT_REFERENCE = 1 << 7,
	CONTACT_DIALED = 1 << 8,
	CONTACT_KEYPAD = 1 << 9,
	CONTACT_CALLBACK = 1 << 10,
	CONTACT_SAID = 1 << 11,
	CONTACT_MINUTES = 1 << 12,
	CONTACT_HOLD = 1 << 13,
	CONTACT_OFFICE = 1 << 14
};

/* Correct a contact; the earlier version stays in the journal and is shown with the case. */
int contact_amend(struct desk *desk, struct arena *a, int64_t id, int32_t seen,
		  const struct contact *changes, unsigned given, struct err *err);

/* Settle an open promise as kept, broken or waived. on: DAY_NONE for today. */
int promise_settle(struct promise *out, struct desk *desk, struct arena *a, int64_t id,
		   enum promise_state state, daynum on, struct err *err);

/* File a request; number within the case is given back in *out. on: DAY_NONE for today. */
int request_file(struct request *out, struct desk *desk, struct arena *a, int64_t case_id,
		 enum request_kind kind, const char *reference, daynum on, struct err *err);

struct request_answer {
	enum request_result result;
	const char *answer;
	const char *reference; /* NULL leaves it */
	daynum on;             /* DAY_NONE: today */
};

int request_answered(struct request *out, struct desk *desk, struct arena *a, int64_t case_id,
		     int number, const struct request_answer *answer, struct err *err);

#endif
