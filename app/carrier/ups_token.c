#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/oauth.h"
#include "carrier/ups_parts.h"

/* No line below holds a byte of an answer: a server may echo the secret. */
#define CHECK_SECRET                                                                   \
	"check WAYLAID_UPS_CLIENT_ID and WAYLAID_UPS_CLIENT_SECRET, or client_id and " \
	"client_secret in section [ups] of the configuration"

int ups_build_token_request(struct http_request *out, struct arena *a, const struct credentials *c,
			    struct err *err)
{
	(void)a;
	if (text_blank(c->client_id) || text_blank(secret_reveal(&c->client_secret)))
		return err_set(err, ERR_INPUT,
			       "UPS gives no tracking without credentials: " CHECK_SECRET);
	*out = (struct http_request){
		.method = "POST",
		.path = "/security/v1/oauth/token",
		.content_type = "application/x-www-form-urlencoded",
		.body = "grant_type=client_credentials",
		.auth = AUTH_BASIC,
	};
	return 0;
}

/* clang-format off */
static const struct {
	int low, high;
	const char *message;
} refusals[] = {
	{ 0, 0, "UPS did not answer when asked for a token: try again later" },
	{ 400, 401, "UPS does not know this client or its secret: " CHECK_SECRET },
	{ 403, 403, "UPS does not let this client ask for tokens: " CHECK_SECRET },
	{ 408, 408, "UPS took too long to give a token: try again later" },
	{ 429, 429, "UPS has had enough requests for now (429): try again later" },
	{ 500, 599, "UPS gives no token now: try again later" },
};
/* clang-format on */

static int refuse(const struct http_answer *answer, struct err *err)
{
	if (answer->status == 429 && answer->retry_after_s > 0)
		return err_set(err, ERR_REMOTE,
			       "UPS has had enough requests for now (429): wait %ld seconds, then "
			       "try again",
			       answer->retry_after_s);
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (answer->status >= refusals[i].low && answer->status <= refusals[i].high)
			return err_set(err, ERR_REMOTE, "%s", refusals[i].message);
	return err_set(err, ERR_REMOTE,
		       "UPS answered the request for a token (%d) with something else: check that "
		       "the address of UPS in the configuration is right",
		       answer->status);
}

static int take_token(struct token *out, const struct http_answer *answer, const struct json *body,
		      instant now, struct err *err)
{
	const char *token = json_str(body, "access_token"), *status = json_str(body, "status");
	int64_t life = oauth_life(body);

	if (!oauth_is_token(token))
		return refuse(answer, err);
	if (text_same_nocase(status, "revoked"))
		return err_set(err, ERR_REMOTE,
			       "UPS has revoked this application: look it up at developer.ups.com");
	if (life < 0)
		return err_set(err, ERR_REMOTE,
			       "UPS gave a token that has run out, or whose expires_in is no "
			       "number of seconds: try again later");
	secret_set(&out->access_token, token);
	out->expires_at = now + life;
	return 0;
}

int ups_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			  instant now, struct err *err)
{
	struct json *body = oauth_parse(a, answer);
	int rc;

	if (body && answer->status == 200)
		rc = take_token(out, answer, body, now, err);
	else
		rc = refuse(answer, err);
	oauth_wipe(body);
	return rc;
}
