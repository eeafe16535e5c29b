/*
 * step.h - one rung of a problem's ladder that was climbed
 *
 * Which rungs a ladder has is a fact (schema/facts/steps.csv). Many are seen from what the case
 * holds (a request, a paper); those that nothing else shows are noted here.
 */
#ifndef APP_DOMAIN_STEP_H
#define APP_DOMAIN_STEP_H

#include <stdint.h>

#include "base/day.h"

struct step {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	const char *code; /* "look_round" */
	daynum done_on;
	const char *done_by;
	const char *note; /* what came of it */
};

#endif
