/*
 * tokens.h - the access tokens that a carrier of the sandbox has given and still knows
 */
#ifndef TESTS_LIB_SANDBOX_TOKENS_H
#define TESTS_LIB_SANDBOX_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

enum { TOKENS_MAX = 64 };

struct live_token {
	char text[64];
	int64_t ends_ms;   /* monotonic */
	long calls_left;   /* -1: as many as one likes */
	const char *scope; /* of the script */
};

struct tokens {
	struct live_token token[TOKENS_MAX]; /* a ring: the oldest is forgotten */
	long given;
};

/* Of "Bearer ...", and one of its calls is spent; NULL: not ours, or it has run out. */
const struct live_token *tokens_use(struct tokens *t, const char *authorization, int64_t now_ms);

struct live_token *tokens_give(struct tokens *t, const char *whose, long expires_s, int64_t now_ms);

/* Is the word among those of its scope? */
bool token_allows(const struct live_token *t, const char *word);

#endif
