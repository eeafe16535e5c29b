/*
 * quota.h - how many calls a carrier allows: "60/1h", "250/1d 1/1s", "none"
 *
 * One or more limits, separated by blanks, that hold at once. A limit is a number of calls, a slash
 * and a time: a whole number (1 when left out) and s, m, h or d. No window of that length, wherever
 * it begins, may see more calls. "none": as many as one likes.
 */
#ifndef APP_CARRIER_QUOTA_H
#define APP_CARRIER_QUOTA_H

#include <stdbool.h>

struct err;

enum { QUOTA_LIMITS_MAX = 4, QUOTA_CALLS_MAX = 10000, QUOTA_PERIOD_MAX_S = 31 * 86400 };
enum { QUOTA_TEXT = 80 };

struct quota_limit {
	int calls; /* 1 to QUOTA_CALLS_MAX */
	int period_s;
};

struct quota {
	struct quota_limit limit[QUOTA_LIMITS_MAX];
	int nlimits; /* 0: none */
};

/* NULL is "none", as where a carrier names no quota. ERR_INPUT says what a quota looks like. */
int quota_parse(struct quota *out, const char *text, struct err *err);

/* "250/1d 1/1s" into out; "none". Returns out. */
char *quota_text(char out[QUOTA_TEXT], const struct quota *q);

#endif
