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
	int64_t ends_ms; /* monotonic */
	bool tracking;   /* its scope lets it track */
};

struct tokens {
	struct live_token token[TOKENS_MAX]; /* a ring: the oldest is forgotten */
	long given;
};

/* Of "Bearer ..."; NULL: not ours, or it has run out. */
const struct live_token *tokens_find(const struct tokens *t, const char *authorization,
				     int64_t now_ms);
struct live_token *tokens_give(struct tokens *t, long expires_s, int64_t now_ms);

#endif
