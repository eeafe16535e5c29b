/*
 * user_parts.h - what the files of users share: only they include it
 */
#ifndef APP_OPS_USER_PARTS_H
#define APP_OPS_USER_PARTS_H

#include "base/hash.h"
#include "domain/user.h"
#include "ops/user_ops.h"

struct arena;
struct err;
struct snap;
struct tx;

/* ERR_NOT_FOUND in words. */
int user_take(struct user *out, struct snap *snap, struct arena *a, const char *name,
	      struct err *err);

/*
 * Who is to get a link or a token; NULL is whoever runs a desk without users (ERR_STATE), whose id
 * is 0. ERR_STATE: he is disabled.
 */
int desk_or_user(struct user *u, struct tx *tx, struct arena *a, const char *name, struct err *err);

void new_token(char token[TOKEN_TEXT]);
/* What the file keeps of one. */
const char *kept_of_token(char out[HASH_HEX], const char *token);

int check_password(const char *password, struct err *err);

/* The hash, and the end of whatever he was signed in by. */
int put_password(struct tx *tx, int64_t user_id, const char *hash, instant now, struct err *err);

#endif
