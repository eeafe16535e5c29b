/*
 * password.h - passwords, kept as argon2id
 *
 * With libsodium's INTERACTIVE limits: about 100 ms and 64 MiB each, so who serves many callers
 * bounds how many are worked out at once.
 */
#ifndef APP_BASE_PASSWORD_H
#define APP_BASE_PASSWORD_H

#include <stdbool.h>

struct err;

enum { PASSWORD_HASH = 128 }; /* bytes of the text, with the NUL */

/* ERR_FAILED: no memory for it. */
int password_hash(char out[PASSWORD_HASH], const char *password, struct err *err);

/*
 * NULL for a user whom nobody knows: that takes as long as a wrong password and is false, so that
 * the time tells nobody who has an account.
 */
bool password_right(const char *hash, const char *password);

#endif
