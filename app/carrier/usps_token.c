#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/oauth.h"
#include "carrier/usps_parts.h"

enum { REQUEST_MAX = 8 * 1024 };

/*
 * No line below holds a byte of an answer: a server may echo the secret, and this function does not
 * know it. What USPS said is chosen from our own words.
 */
#define CHECK_SECRET                                                                     \
	"check WAYLAID_USPS_CLIENT_ID and WAYLAID_USPS_CLIENT_SECRET, or client_id and " \
	"client_secret in section [usps] of the configuration"
#define ASK_ACCESS "ask for %s access at emailus.usps.com/s/usps-APIs, then try again"

const struct usps_scope usps_tracking_scope = { "tracking", "tracking", "Tracking" };
const struct usps_scope usps_locations_scope = { "locations", "the Post Office locator",
						 "Locations" };

int usps_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
		       const struct usps_scope *scope, struct err *err)
{
	static const char *const names[] = { "client_id", "client_secret", "grant_type", "scope" };
	const char *values[] = { c->client_id, secret_reveal(&c->client_secret),
				 "client_credentials", scope->word };
	char room[512] = { 0 };
	struct json_out json;
	struct buf body;
	int rc;

	if (text_blank(c->client_id) || text_blank(values[1]))
		return err_set(err, ERR_INPUT,
			       "USPS gives no tracking without credentials: "
			       "set WAYLAID_USPS_CLIENT_ID and "
			       "WAYLAID_USPS_CLIENT_SECRET, or client_id and "
			       "client_secret in section [usps] of the "
			       "configuration");
	buf_init(&body, REQUEST_MAX);
	/* All the room first: growing later would leave copies of the secret behind. */
	for (size_t n = 0; n < REQUEST_MAX; n += sizeof room)
		buf_put(&body, room, sizeof room);
	buf_clear(&body);
	json_out_init(&json, &body, false);
	json_begin_object(&json);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		json_name(&json, names[i]);
		json_text(&json, values[i]);
	}
	json_end_object(&json);
	rc = buf_check(&body, "the token request (client_id, client_secret)", err);
	*out = (struct http_request){
		.method = "POST",
		.path = "/oauth2/v3/token",
		.content_type = "application/json",
		.body = rc == 0 ? arena_strdup(a, body.at) : NULL,
		.body_is_secret = true,
	};
	explicit_bzero(body.at, body.room);
	buf_release(&body);
	return rc;
}

/* OAuth's words for what went wrong (RFC 6749, 5.2), and ours. */
static const struct {
	const char *error;
	const char *message; /* NULL: the scope is what is missing */
} faults[] = {
	{ "invalid_client", "USPS does not know this client or its secret: " CHECK_SECRET },
	{ "unauthorized_client", "USPS does not let this client ask for tokens: " CHECK_SECRET },
	{ "invalid_grant", "USPS does not know this client or its secret: " CHECK_SECRET },
	{ "invalid_scope", NULL },
	{ "invalid_oauth_scope", NULL },
};

static int refuse(const struct http_answer *answer, const struct json *body,
		  const struct usps_scope *scope, struct err *err)
{
	const char *word = body ? json_str(body, "error") : NULL;

	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		if (text_same_nocase(faults[i].error, word) && faults[i].message)
			return err_set(err, ERR_REMOTE, "%s", faults[i].message);
		else if (text_same_nocase(faults[i].error, word))
			return err_set(err, ERR_REMOTE,
				       "USPS gives this client no token for %s: " ASK_ACCESS,
				       scope->what, scope->product);
	if (answer->status == 0)
		return err_set(err, ERR_REMOTE,
			       "USPS did not answer when asked for a token: try "
			       "again later");
	if (answer->status == 429 && answer->retry_after_s > 0)
		return err_set(err, ERR_REMOTE,
			       "USPS has had enough requests for now (429): wait %ld seconds, then "
			       "try again",
			       answer->retry_after_s);
	if (answer->status == 429 || answer->status >= 500)
		return err_set(err, ERR_REMOTE, "USPS gives no token now (%d): try again later",
			       answer->status);
	if (answer->status >= 400)
		return err_set(err, ERR_REMOTE, "USPS refused to give a token (%d): " CHECK_SECRET,
			       answer->status);
	return err_set(err, ERR_REMOTE,
		       "USPS answered the request for a token (%d) with something else: check that "
		       "the address of USPS in the configuration is right",
		       answer->status);
}

/* Is the word in a list set apart by blanks (or commas)? */
static bool scope_has(const char *scope, const char *word)
{
	size_t n = strlen(word);

	while (*scope) {
		size_t length = strcspn(scope, " ,\t\r\n");

		if (length == n && memcmp(scope, word, n) == 0)
			return true;
		scope += length;
		scope += strspn(scope, " ,\t\r\n");
	}
	return false;
}

/* 0, or -1 with err. The body is one that may be a token. */
static int take_token(struct token *out, const struct http_answer *answer, const struct json *body,
		      instant now, const struct usps_scope *wanted, struct err *err)
{
	const char *token = json_str(body, "access_token");
	const char *status = json_str(body, "status");
	const struct json *scope = json_get(body, "scope");
	int64_t life = oauth_life(body);

	if (!oauth_is_token(token))
		return refuse(answer, body, wanted, err);
	if (text_same_nocase(status, "revoked"))
		return err_set(err, ERR_REMOTE,
			       "USPS has revoked this application: look it up under My Apps in the "
			       "USPS Business Portal");
	/* A scope left out is the one asked for (RFC 6749, 5.1). */
	if (scope && (scope->type != JSON_TEXT || !scope_has(scope->text, wanted->word)))
		return err_set(err, ERR_REMOTE,
			       "USPS gave a token without the %s scope: " ASK_ACCESS, wanted->word,
			       wanted->product);
	if (life < 0)
		return err_set(err, ERR_REMOTE,
			       "USPS gave a token that has run out, or whose "
			       "expires_in is no number of seconds: try again "
			       "later");
	secret_set(&out->access_token, token);
	out->expires_at = now + life;
	return 0;
}

int usps_token_read(struct token *out, struct arena *a, const struct http_answer *answer,
		    instant now, const struct usps_scope *scope, struct err *err)
{
	struct json *body = oauth_parse(a, answer);
	int rc;

	if (body && answer->status == 200)
		rc = take_token(out, answer, body, now, scope, err);
	else
		rc = refuse(answer, body, scope, err);
	oauth_wipe(body);
	return rc;
}

int usps_build_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
			     struct err *err)
{
	return usps_token_request(out, a, c, &usps_tracking_scope, err);
}

int usps_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			   instant now, struct err *err)
{
	return usps_token_read(out, a, answer, now, &usps_tracking_scope, err);
}
