/*
 * oauth.h - what the token answers of all carriers share (RFC 6749, section 5)
 */
#ifndef APP_CARRIER_OAUTH_H
#define APP_CARRIER_OAUTH_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct http_answer;
struct json;

/* The body as an object, to be wiped after use; NULL when it is none. */
struct json *oauth_parse(struct arena *a, const struct http_answer *answer);

/* What may stand in a header line: visible ASCII, not too much of it. */
bool oauth_is_token(const char *text);

/* Seconds that the token may be used, less a margin; -1 when "expires_in" is no time. */
int64_t oauth_life(const struct json *body);

/* The copies that parsing made of the token, or of a secret sent back to us. NULL is taken. */
void oauth_wipe(struct json *body);

#endif
