/*
 * post_office.h - a counter of the carrier, as its locator gave it
 *
 * Kept so that a visit or a call can be logged with its place. Hours are written as domain/hours.h
 * reads them: "Mon-Fri 09:00-17:00; Sat 10:00-13:00; closed Sun"; NULL: not said.
 */
#ifndef APP_DOMAIN_POST_OFFICE_H
#define APP_DOMAIN_POST_OFFICE_H

#include <stdint.h>

#include "base/day.h"

struct post_office {
	int64_t id;
	int32_t version;
	const char *facility_id; /* the carrier's */
	const char *name;
	const char *address; /* lines separated by newlines */
	const char *zip;     /* five digits */
	const char *phone;
	const char *hours;
	const char *zone; /* IANA or as the carrier says: "US/Eastern" */
	instant asked_at; /* when the locator said so */
};

#endif
