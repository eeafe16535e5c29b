/*
 * denial.h - a reason for which claims are denied, and what answers it
 *
 * Rows come from schema/facts/denials.csv.
 */
#ifndef APP_DOMAIN_DENIAL_H
#define APP_DOMAIN_DENIAL_H

#include "base/day.h"

struct denial {
	const char *code; /* "late_filing" */
	const char *title;
	const char *rebuttal; /* what answers it, in words */
	const char *evidence; /* kinds that answer it, separated by '|'; NULL: none */
	const char *source, *source_date, *confidence;
	daynum checked_on;
};

/* How it went with claims that were denied for one reason by one of those who pay. */
struct denial_tally {
	const char *code;
	const char *whom; /* carrier, or the door of another route */
	int64_t denied;
	int64_t appealed;
	int64_t decided; /* of these, the appeal was decided */
	int64_t won;     /* of these, in whole or in part */
};

/* A rate of fewer is no rate. */
enum { DENIAL_RATE_MIN = 10 };

#endif
