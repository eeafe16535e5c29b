#include "carrier/easypost.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/easypost_parts.h"

enum { BODY_MAX = 4 * 1024, NUMBER_BYTES_MAX = 64 };

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static int check(const struct credentials *c, struct err *err)
{
	if (secret_known(&c->api_key) && !text_blank(secret_reveal(&c->api_key)))
		return 0;
	return err_set(err, ERR_INPUT,
		       "EasyPost gives no tracking without a key: set WAYLAID_EASYPOST_API_KEY, or "
		       "api_key in section [easypost] of the configuration");
}

/* Without a carrier's name, EasyPost finds it by the form of the number. */
static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	const char *number = asks[0].tracking_number;
	struct json_out json;
	struct buf body;
	int rc;

	assert(n == 1);
	if (check(c, err) < 0)
		return -1;
	if (text_blank(number) || strlen(number) > NUMBER_BYTES_MAX)
		return err_set(err, ERR_INPUT,
			       "EasyPost cannot be asked for this number: give one of 1 to 64 "
			       "characters");
	buf_init(&body, BODY_MAX);
	json_out_init(&json, &body, false);
	json_begin_object(&json);
	json_name(&json, "tracker");
	json_begin_object(&json);
	json_name(&json, "tracking_code");
	json_text(&json, number);
	json_end_object(&json);
	json_end_object(&json);
	rc = buf_check(&body, "the request to EasyPost", err);
	*out = (struct http_request){
		.method = "POST",
		.path = "/v2/trackers",
		.content_type = "application/json",
		.body = arena_strdup(a, body.at),
		.auth = AUTH_BASIC,
	};
	buf_release(&body);
	return rc;
}

const struct carrier easypost = {
	.code = "easypost",
	.default_url = "https://api.easypost.com",
	.access_help = "make an account at easypost.com and set WAYLAID_EASYPOST_API_KEY; a parcel "
		       "not bought there costs 2 cents once",
	.check = check,
	.batch_max = batch_max,
	.build_request = build_request,
	.read_answer = easypost_read_answer,
	.read_saved = easypost_read_saved,
	.meaning = easypost_meaning,
};
