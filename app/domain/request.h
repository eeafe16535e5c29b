/*
 * request.h - a search, trace or inquiry that is not a claim
 */
#ifndef APP_DOMAIN_REQUEST_H
#define APP_DOMAIN_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "domain/contact.h"

enum request_kind {
	REQUEST_HELP_REQUEST,          /* USPS, to the local Post Office */
	REQUEST_MISSING_MAIL_SEARCH,   /* USPS, seven business days after the help request */
	REQUEST_INTERNATIONAL_INQUIRY, /* USPS; must come before an international claim */
	REQUEST_TRACE,                 /* UPS, DHL and others */
	REQUEST_OTHER,
	REQUEST_DELIVERY_SCAN, /* where the carrier stood when it scanned "delivered" */
	REQUEST_SIGNATURE,     /* who signed, and the picture of it */
	REQUEST_INSTRUCTION,   /* a delivery instruction: hold, redirect, intercept */
	REQUEST_NVALUES
};
extern const char *const request_kind_names[REQUEST_NVALUES];

enum request_state { REQUEST_OPEN, REQUEST_ANSWERED, REQUEST_WITHDRAWN, REQUEST_STATE_NVALUES };
extern const char *const request_state_names[REQUEST_STATE_NVALUES];

/* What the answer was. */
enum request_result {
	RESULT_NONE,
	RESULT_FOUND,
	RESULT_NOT_FOUND,
	RESULT_NO_ANSWER,
	RESULT_OTHER,
	RESULT_GRANTED, /* of an instruction */
	RESULT_REFUSED,
	RESULT_NVALUES
};
extern const char *const request_result_names[RESULT_NVALUES];

struct request {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	int32_t number; /* 1, 2, 3 within the case: "12/1" */
	enum request_kind kind;
	enum request_state state;
	const char *reference;
	daynum filed_on;
	daynum answer_due_on;
	daynum answered_on;
	enum request_result result;
	const char *answer;  /* in words */
	enum party asked_of; /* PARTY_CARRIER as a rule */
	const char *what;    /* the instruction, or what is sought */
	daynum valid_until;  /* last day on which a granted instruction holds */
};

/* One of which nothing is known; a fresh request is made from it. */
extern const struct request request_unknown;

/*
 * What people usually ask this carrier for instead, when it has no request of this kind
 * ("help_request" for a trace at USPS); NULL: the kind is right, or nobody knows.
 */
const char *request_instead(enum request_kind kind, const char *carrier);

/* The kind with which one looks for a parcel at this carrier; REQUEST_OTHER when nobody knows. */
enum request_kind request_search_kind(const char *carrier);

/* Some requests must end before a claim may begin (window.after_request). */
enum request_first {
	FIRST_FREE,    /* nothing must come first */
	FIRST_MISSING, /* it was not filed, or withdrawn */
	FIRST_RUNNING, /* it has no answer yet */
	FIRST_ENDED,
	FIRST_NVALUES
};
extern const char *const request_first_names[FIRST_NVALUES]; /* free missing running ended */

/* kind: code of the kind that must end first, or NULL. *which: the newest of it, or NULL. */
enum request_first request_first(const struct request **which, const char *kind,
				 const struct request requests[], int n);

bool request_overdue(const struct request *r, daynum today);

#endif
