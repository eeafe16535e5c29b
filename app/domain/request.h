/*
 * request.h - a search, trace or inquiry that is not a claim
 */
#ifndef APP_DOMAIN_REQUEST_H
#define APP_DOMAIN_REQUEST_H

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

#endif
