/*
 * secret.h - a text that must never be printed
 *
 * Held in locked memory (libsodium), wiped when released. There is no function that formats one:
 * secret_reveal() is the single door, used where the bytes go on the wire.
 */
#ifndef APP_BASE_SECRET_H
#define APP_BASE_SECRET_H

#include <stdbool.h>

struct secret {
	char *text; /* NULL: not set */
};

/* clang-format off */
#define SECRET_INIT { NULL }
/* clang-format on */

void secret_set(struct secret *s, const char *text); /* copies; NULL clears */
void secret_release(struct secret *s);
bool secret_known(const struct secret *s);
const char *secret_reveal(const struct secret *s); /* "" when not set */

/* Replace each occurrence of the secret (of 4 characters or more) in text by "***", in place. */
void secret_mask(char *text, const struct secret *s);

#endif
