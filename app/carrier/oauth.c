#include "carrier/oauth.h"

#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "carrier/carrier.h"
#include "carrier/field.h"

enum {
	TOKEN_MAX = 16 * 1024,
	MARGIN_S = 60,    /* a token is not used in its last minute */
	UNSTATED_S = 600, /* life of a token whose answer gives none */
	LIFE_MAX_S = 30 * 24 * 3600
};

struct json *oauth_parse(struct arena *a, const struct http_answer *answer)
{
	struct json *body;
	struct err unread;

	if (!answer->body || answer->len > ANSWER_MAX ||
	    json_parse(&body, a, answer->body, answer->len, &unread) != 0)
		return NULL;
	if (body->type == JSON_OBJECT)
		return body;
	oauth_wipe(body);
	return NULL;
}

bool oauth_is_token(const char *text)
{
	size_t n = 0;

	for (; text && text[n]; n++)
		if (text[n] <= ' ' || (unsigned char)text[n] >= 0x7F || n == TOKEN_MAX)
			return false;
	return n > 0;
}

int64_t oauth_life(const struct json *body)
{
	const struct json *given = field_get(body, "expires_in");
	int64_t seconds;

	if (!given)
		return UNSTATED_S;
	if (json_int(&seconds, body, given->name) != 0 || seconds <= 0)
		return -1;
	if (seconds > LIFE_MAX_S)
		seconds = LIFE_MAX_S;
	return seconds > 2 * MARGIN_S ? seconds - MARGIN_S : seconds / 2;
}

void oauth_wipe(struct json *body)
{
	for (struct json *j = body; j; j = j->next) {
		if (j->text)
			explicit_bzero((char *)j->text, strlen(j->text));
		oauth_wipe(j->first);
	}
}
