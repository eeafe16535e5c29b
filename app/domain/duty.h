/*
 * duty.h - something we owe that no promise holds
 *
 * A parcel that turns up after it was paid for must be said to whoever paid.
 */
#ifndef APP_DOMAIN_DUTY_H
#define APP_DOMAIN_DUTY_H

#include <stdint.h>

#include "base/day.h"

enum duty_kind { DUTY_TURNED_UP, DUTY_NVALUES };
extern const char *const duty_kind_names[DUTY_NVALUES]; /* turned_up */

struct duty {
	int64_t id;
	int32_t version;
	int64_t casefile_id;
	enum duty_kind kind;
	const char *what;
	daynum since_on;
	daynum settled_on; /* DAY_NONE while open */
	const char *settled_by;
	const char *note; /* how it was settled */
};

#endif
