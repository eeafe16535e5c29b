#include "lib/sandbox/tokens.h"

#include <stdio.h>
#include <string.h>

const struct live_token *tokens_find(const struct tokens *t, const char *authorization,
				     int64_t now_ms)
{
	if (strncmp(authorization, "Bearer ", 7) != 0 || !authorization[7])
		return NULL;
	for (int i = 0; i < TOKENS_MAX; i++)
		if (!strcmp(t->token[i].text, authorization + 7))
			return t->token[i].ends_ms > now_ms ? &t->token[i] : NULL;
	return NULL;
}

struct live_token *tokens_give(struct tokens *t, long expires_s, int64_t now_ms)
{
	struct live_token *token = &t->token[t->given++ % TOKENS_MAX];

	snprintf(token->text, sizeof(token->text), "sandbox-token-%ld-%08x", t->given,
		 (unsigned)(now_ms & 0xffffffff));
	token->ends_ms = now_ms + expires_s * 1000;
	token->tracking = true;
	return token;
}
