/*
 * tokens.h - tokens of programs, as rows
 *
 * As in sessions.h: none of it is journalled, and a token is kept as its SHA-256 alone.
 */
#ifndef APP_STORE_TOKENS_H
#define APP_STORE_TOKENS_H

#include "domain/token.h"

struct arena;
struct err;
struct snap;
struct tx;

/* All, by user and name. */
int tokens_list(struct token **out, int *n, struct snap *snap, struct arena *a, struct err *err);
/* hash: in hexadecimal, here and below; sets the id. */
int token_put(struct token *t, struct tx *tx, const char *hash, struct err *err);
int token_used(struct tx *tx, int64_t id, daynum on, struct err *err);
int token_drop(struct tx *tx, int64_t id, struct err *err);
/* All of one user; 0: of whoever runs the desk. */
int tokens_drop(struct tx *tx, int64_t user_id, struct err *err);

/*
 * The token, and who acts by it: role and client are what both may. *there false: there is none, it
 * is over, or its user may not sign in or not see its client's cases any more.
 */
struct token_use {
	struct token token;
	enum role role;
	const char *client;
};
int token_get(struct token_use *out, bool *there, struct snap *snap, struct arena *a,
	      const char *hash, daynum today, struct err *err);

#endif
