/*
 * saved_view.h - a list of the register that people keep under a name
 *
 * It holds what they typed, not what that meant on the day: "+7d" counts from the day on which the
 * view is looked at. A text that is NULL does not narrow the list.
 */
#ifndef APP_DOMAIN_SAVED_VIEW_H
#define APP_DOMAIN_SAVED_VIEW_H

#include <stdbool.h>
#include <stdint.h>

struct saved_view {
	int64_t id;
	int32_t version;
	const char *name;     /* "dear and soon" */
	const char *kept_for; /* who alone sees it; NULL: the whole desk */
	const char *saved_by;
	const char *stage, *problem, *carrier, *owner, *client;
	const char *due;   /* "+7d" */
	const char *value; /* "100 EUR" */
	const char *sort;
	bool mine;   /* of whoever looks */
	bool closed; /* closed cases, too */
};

enum { VIEW_NAME_MAX = 60, VIEWS_MAX = 100 /* of one person, and of the desk */ };

#endif
