/*
 * token.h - what a program signs in by: a user's word for it that outlives sessions
 *
 * It may do what its scope says and its user may, whichever is less, and sees what both may see.
 */
#ifndef APP_DOMAIN_TOKEN_H
#define APP_DOMAIN_TOKEN_H

#include "domain/user.h"

struct token {
	int64_t id;
	int64_t user_id;  /* 0: whoever runs a desk without users */
	const char *user; /* NULL: he */
	const char *name; /* what it is for */
	enum role scope;
	const char *client; /* sees only the cases of this one; NULL: as its user */
	instant made_at;    /* by the machine's clock, as the days */
	daynum ends_on;     /* the last day on which it is taken */
	daynum used_on;     /* DAY_NONE: never */
};

enum {
	TOKEN_NAME_MAX = 60,
	TOKEN_DAYS = 90,      /* how long one lasts when nobody said */
	TOKEN_DAYS_MAX = 366, /* at most */
	TOKENS_MAX = 20       /* of one user */
};

#endif
