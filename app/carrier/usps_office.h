/*
 * usps_office.h - the Post Office locator of USPS: which counters serve a place; no I/O
 *
 * GET /locations/v3/post-office-locations?radius=&ZIPCode= with a token of scope "locations", as in
 * USPS/api-examples (2025-10). The locator is asked like a carrier whose "number" is the ZIP, so
 * that tokens, quotas and faults are the net's usual ones; its answer is then read here.
 */
#ifndef APP_CARRIER_USPS_OFFICE_H
#define APP_CARRIER_USPS_OFFICE_H

#include <stdbool.h>
#include <stddef.h>

#include "carrier/carrier.h"
#include "domain/post_office.h"

enum { OFFICES_MAX = 50 };

extern const struct carrier usps_locator;

struct office {
	struct post_office post_office; /* id 0, asked_at not set */
	int tenths_of_mile;             /* how far; -1: not said */
	bool closed_for_now;            /* USPS says that it is closed for a time */
};

/* Nearest first, at most OFFICES_MAX. ERR_REMOTE when the bytes are no answer of the locator. */
int usps_offices_read(struct office **out, int *n, struct arena *a, const char *bytes, size_t len,
		      struct err *err);

#endif
