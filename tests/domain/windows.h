/*
 * windows.h - the windows of one parcel by all the rules of the facts, for the suites about them
 */
#ifndef TESTS_DOMAIN_WINDOWS_H
#define TESTS_DOMAIN_WINDOWS_H

#include "base/arena.h"
#include "domain/window.h"

#define UNANCHORED                                                                              \
	{                                                                                       \
		DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, DAY_NONE, \
			DAY_NONE                                                                \
	}

extern struct arena arena;
extern const struct rule *const *facts;
extern int nfacts;

/* What compute() counts for: a USPS Ground Advantage parcel of which no day is known. */
extern struct shipment parcel;
extern struct anchors on;
extern struct window *windows;
extern int nwindows;

void windows_setup(void);
void windows_teardown(void);

void compute(enum problem problem);
const struct window *find(enum window_what what); /* the window for this, or NULL */
const struct window *need(enum window_what what);
void is_day(daynum got, const char *want);
void spans(const struct window *w, const char *opens, const char *closes);
daynum day(const char *text);

#endif
