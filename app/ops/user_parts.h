/*
 * user_parts.h - what the files of users share: only they include it
 */
#ifndef APP_OPS_USER_PARTS_H
#define APP_OPS_USER_PARTS_H

#include "domain/user.h"

struct arena;
struct err;
struct snap;
struct tx;

/* ERR_NOT_FOUND in words. */
int user_take(struct user *out, struct snap *snap, struct arena *a, const char *name,
	      struct err *err);

int check_password(const char *password, struct err *err);

/* The hash, and the end of whatever he was signed in by. */
int put_password(struct tx *tx, int64_t user_id, const char *hash, instant now, struct err *err);

#endif
