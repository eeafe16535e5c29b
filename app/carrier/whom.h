/*
 * whom.h - who is asked for a parcel, in words for people; and why nobody can be
 */
#ifndef APP_CARRIER_WHOM_H
#define APP_CARRIER_WHOM_H

#include <stdbool.h>

struct arena;
struct paths;

struct whom {
	const char *code;    /* of who is asked, or would be; NULL: nobody */
	const char *why_not; /* NULL: may be asked */
	bool paid;           /* EasyPost, which costs */
};

/* carrier NULL: not known. */
void whom_choose(struct whom *out, struct arena *a, const struct paths *paths, const char *carrier,
		 const char *number);

/* Why this one, EasyPost among them, cannot be asked: no access is set up, and where to get it. */
const char *whom_why_not(struct arena *a, const struct paths *paths, const char *code);

/* "USPS", "EasyPost"; the code itself when unknown; NULL for NULL */
const char *whom_title(const char *code);

#endif
