#include "lib/sandbox/tokens.h"

#include <stdio.h>
#include <string.h>

const struct live_token *tokens_use(struct tokens *t, const char *authorization, int64_t now_ms)
{
	if (strncmp(authorization, "Bearer ", 7) != 0 || !authorization[7])
		return NULL;
	for (int i = 0; i < TOKENS_MAX; i++) {
		struct live_token *token = &t->token[i];

		if (strcmp(token->text, authorization + 7) != 0)
			continue;
		if (token->ends_ms <= now_ms || !token->calls_left)
			return NULL;
		token->calls_left -= token->calls_left > 0;
		return token;
	}
	return NULL;
}

struct live_token *tokens_give(struct tokens *t, const char *whose, long expires_s, int64_t now_ms)
{
	struct live_token *token = &t->token[t->given++ % TOKENS_MAX];

	snprintf(token->text, sizeof(token->text), "sandbox-token-%s-%ld-%08x", whose, t->given,
		 (unsigned)(now_ms & 0xffffffff));
	token->ends_ms = now_ms + expires_s * 1000;
	token->calls_left = -1;
	token->scope = NULL;
	return token;
}

bool token_allows(const struct live_token *t, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = t->scope ? strstr(t->scope, word) : NULL; p; p = strstr(p + 1, word))
		if ((p == t->scope || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}
