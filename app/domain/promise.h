/*
 * promise.h - an agreed next step: who owes what, by when
 *
 *	open ---> kept | broken | waived
 *
 * Overdue is computed (open and due before today); broken is said by a person.
 */
#ifndef APP_DOMAIN_PROMISE_H
#define APP_DOMAIN_PROMISE_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/contact.h"

enum promise_state { PROMISE_OPEN, PROMISE_KEPT, PROMISE_BROKEN, PROMISE_WAIVED, PROMISE_NVALUES };
extern const char *const promise_state_names[PROMISE_NVALUES];

/* Instead of its words for who may see one parcel of several that it was given about. */
#define PROMISE_SHARED "(about several parcels)"

struct promise {
	int64_t id;
	int32_t version;
	int64_t contact_id;
	enum party owed_by;
	const char *what;
	daynum due_on; /* DAY_NONE: nobody said when */
	enum promise_state state;
	daynum settled_on;
	const char *settled_by;
};

bool promise_may_become(enum promise_state from, enum promise_state to);
bool promise_overdue(const struct promise *p, daynum today);

#endif
