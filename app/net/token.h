/*
 * token.h - access tokens kept between runs
 *
 * One file a carrier, URL and client, mode 0600, in a folder of mode 0700: DIR/tokens/<SHA-256>. It
 * also holds a fingerprint of them and the secret, so that a token got with another secret is not
 * used. A file that others may read, that is not ours or not of this form is as good as none.
 */
#ifndef APP_NET_TOKEN_H
#define APP_NET_TOKEN_H

#include <stdbool.h>

#include "carrier/carrier.h"

struct arena;
struct err;

struct token_file {
	const char *carrier; /* its code, set by the caller */
	const char *path;
	char fingerprint[65];
};

/* dir NULL: path_cache_dir(). */
int token_file_init(struct token_file *f, struct arena *a, const char *dir,
		    const struct credentials *c, struct err *err);

/* True when a token was there that lives longer than "now". Sets *out, which must be released. */
bool token_load(struct token *out, const struct token_file *f, instant now);

int token_save(const struct token_file *f, const struct token *t, struct err *err);

/* Forget it, unless the file holds another one by now. */
void token_drop(const struct token_file *f, const struct token *t);

#endif
