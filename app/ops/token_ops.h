/*
 * token_ops.h - tokens: how a program signs in for a user, or for whoever runs the desk
 *
 * That one was made or withdrawn is an entry in the journal; the token itself never is. It is shown
 * once, when it is made.
 */
#ifndef APP_OPS_TOKEN_OPS_H
#define APP_OPS_TOKEN_OPS_H

#include <stdbool.h>

#include "domain/token.h"

struct arena;
struct desk;
struct err;

/* "waylaid_" and 32 random bytes in hexadecimal: whoever finds one knows what it opens. */
#define API_TOKEN_PREFIX "waylaid_"
enum { API_TOKEN_TEXT = sizeof API_TOKEN_PREFIX - 1 + 64 + 1 };

int tokens_of_desk(struct token **out, int *n, struct desk *desk, struct arena *a, struct err *err);

struct token_wanted {
	const char *user; /* NULL: whoever runs the desk, which has no users then (ERR_STATE) */
	const char *name; /* what it is for; one line */
	int scope;        /* -1: read */
	const char *client;
	int days; /* how long it lasts; 0: TOKEN_DAYS */
};
/* ERR_NOT_PERMITTED: more than its user may; ERR_INPUT; ERR_NOT_FOUND; ERR_STATE: too many. */
int token_make(char text[API_TOKEN_TEXT], struct token *made, struct desk *desk, struct arena *a,
	       const struct token_wanted *wanted, struct err *err);

/* ERR_NOT_FOUND. */
int token_withdraw(struct token *gone, struct desk *desk, struct arena *a, int64_t id,
		   struct err *err);

/*
 * Who acts by it: began_at and seen_at are not set. *there false: it is none, or no more. Notes the
 * day on which it was used.
 */
int token_find(struct session *out, bool *there, struct desk *desk, struct arena *a,
	       const char *text, struct err *err);

#endif
