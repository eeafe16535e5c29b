/*
 * sessions.h - who is signed in to the web pages, and by what he may sign in
 *
 * None of it is journalled; a transaction that writes nothing else leaves no entry. Tokens are kept
 * as their SHA-256 alone: who reads the file cannot sign in with what he finds.
 */
#ifndef APP_STORE_SESSIONS_H
#define APP_STORE_SESSIONS_H

#include "base/hash.h"
#include "domain/user.h"

struct arena;
struct err;
struct snap;
struct tx;

/* Everybody, by name. */
int users_list(struct user **out, int *n, struct snap *snap, struct arena *a, struct err *err);
/* *there false: nobody has this name. */
int user_by_name(struct user *out, bool *there, struct snap *snap, struct arena *a,
		 const char *name, struct err *err);
/* Of those who may sign in, how many, and how many of them look after users. */
struct user_count {
	int64_t all, admins;
};
int users_count(struct user_count *out, struct snap *snap, struct err *err);

/* NULL: has none. */
int password_get(const char **hash, struct snap *snap, struct arena *a, int64_t user_id,
		 struct err *err);
int password_put(struct tx *tx, int64_t user_id, const char *hash, instant now, struct err *err);
int password_drop(struct tx *tx, int64_t user_id, struct err *err);

/* token: SHA-256 in hexadecimal, here and below. Joined with its user; *there false: none such. */
int session_get(struct session *out, bool *there, struct snap *snap, struct arena *a,
		const char *token, struct err *err);
int session_put(struct tx *tx, const char *token, int64_t user_id, instant now, struct err *err);
int session_seen(struct tx *tx, const char *token, instant now, struct err *err);
int session_drop(struct tx *tx, const char *token, struct err *err);
/* All of one user; 0: of whoever runs the desk. */
int sessions_drop(struct tx *tx, int64_t user_id, struct err *err);
/* Those that are over, and links that are. */
int sessions_sweep(struct tx *tx, instant now, struct err *err);

/* Failures to sign in: those that are not forgotten by "now"; a put sweeps, too. */
int failures_list(struct sign_in_failure **out, int *n, struct snap *snap, struct arena *a,
		  instant now, struct err *err);
int failure_put(struct tx *tx, const struct sign_in_failure *f, instant now, struct err *err);

/* A link that signs in once; user_id 0: whoever runs the desk. A new one takes an older's place. */
int link_put(struct tx *tx, const char *token, int64_t user_id, instant ends_at, struct err *err);
int link_get(int64_t *user_id, bool *there, struct snap *snap, const char *token, instant now,
	     struct err *err);
int links_drop(struct tx *tx, int64_t user_id, struct err *err);

#endif
