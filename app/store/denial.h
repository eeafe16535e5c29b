/*
 * denial.h - why claims are denied, and what answers it, as the facts say
 */
#ifndef APP_STORE_DENIAL_H
#define APP_STORE_DENIAL_H

#include "base/day.h"

struct arena;
struct err;
struct snap;

struct fact_denial {
	const char *code;     /* NULL: the facts do not have it */
	const char *title;    /* "Filed too late" */
	const char *rebuttal; /* what answers it */
	const char *evidence; /* kinds that answer it, separated by '|'; NULL: none */
	const char *source, *source_date, *confidence;
	daynum checked_on;
};

/* code: NULL gives nothing. */
int fact_denial_get(struct fact_denial *out, struct snap *snap, struct arena *a, const char *code,
		    struct err *err);

#endif
