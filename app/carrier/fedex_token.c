#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"
#include "carrier/field.h"
#include "carrier/oauth.h"
#include "carrier/reply.h"

enum { REQUEST_MAX = 8 * 1024 };

/*
 * No line below holds a byte of an answer: a server may echo the secret, and this function does not
 * know it. What FedEx said is chosen from our own words.
 */
#define CHECK_SECRET                                                                             \
	"check WAYLAID_FEDEX_CLIENT_ID and WAYLAID_FEDEX_CLIENT_SECRET, or client_id and "       \
	"client_secret in section [fedex] of the configuration; they must be of a project with " \
	"the Track API"

int fedex_build_token_request(struct http_request *out, struct arena *a,
			      const struct credentials *c, struct err *err)
{
	char room[512] = { 0 };
	struct buf body;
	int rc;

	if (fedex.check(c, err) < 0)
		return -1;
	buf_init(&body, REQUEST_MAX);
	/* All the room first: growing later would leave copies of the secret behind. */
	for (size_t n = 0; n < REQUEST_MAX; n += sizeof room)
		buf_put(&body, room, sizeof room);
	buf_clear(&body);
	buf_puts(&body, "grant_type=client_credentials&client_id=");
	reply_percent(&body, c->client_id);
	buf_puts(&body, "&client_secret=");
	reply_percent(&body, secret_reveal(&c->client_secret));
	rc = buf_check(&body, "the token request (client_id, client_secret)", err);
	*out = (struct http_request){
		.method = "POST",
		.path = "/oauth/token",
		.content_type = "application/x-www-form-urlencoded",
		.body = rc == 0 ? arena_strdup(a, body.at) : NULL,
		.body_is_secret = true,
	};
	explicit_bzero(body.at, body.room);
	buf_release(&body);
	return rc;
}

static int refuse(const struct http_answer *answer, struct err *err)
{
	int status = answer->status;

	if (status == 0)
		return err_set(err, ERR_REMOTE,
			       "FedEx did not answer when asked for a token: try again later");
	if (status == 429 && answer->retry_after_s > 0)
		return err_set(err, ERR_REMOTE,
			       "FedEx has had enough requests for now (429): wait %ld seconds, "
			       "then try again",
			       answer->retry_after_s);
	if (status == 408 || status == 429 || status >= 500)
		return err_set(err, ERR_REMOTE, "FedEx gives no token now (%d): try again later",
			       status);
	if (status >= 400)
		return err_set(err, ERR_REMOTE, "FedEx refused to give a token (%d): " CHECK_SECRET,
			       status);
	return err_set(err, ERR_REMOTE,
		       "FedEx answered the request for a token (%d) with something else: check "
		       "that the address of FedEx in the configuration is right",
		       status);
}

int fedex_read_token_answer(struct token *out, struct arena *a, const struct http_answer *answer,
			    instant now, struct err *err)
{
	struct json *body = answer->status == 200 ? oauth_parse(a, answer) : NULL;
	const char *token = body ? json_str(body, "access_token") : NULL;
	int64_t life = body ? oauth_life(body) : -1;
	int rc = 0;

	if (!oauth_is_token(token)) {
		rc = refuse(answer, err);
	} else if (life < 0) {
		rc = err_set(err, ERR_REMOTE,
			     "FedEx gave a token that has run out, or whose expires_in is no "
			     "number of seconds: try again later");
	} else {
		secret_set(&out->access_token, token);
		out->expires_at = now + life;
	}
	oauth_wipe(body);
	return rc;
}
