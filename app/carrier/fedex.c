#include "carrier/fedex.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"

enum { BODY_MAX = 64 * 1024 };

static int batch_max(const struct credentials *c)
{
	(void)c;
	return FEDEX_BATCH_MAX;
}

static int check(const struct credentials *c, struct err *err)
{
	if (text_blank(c->client_id) || !secret_known(&c->client_secret))
		return err_set(err, ERR_INPUT, "no access to FedEx is set up: " FEDEX_ACCESS_HELP);
	return 0;
}

bool fedex_askable(const char *number)
{
	size_t n = 0;

	for (; number && number[n]; n++) {
		char c = number[n];

		if ((c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'))
			return false;
	}
	return n >= FEDEX_NUMBER_MIN && n <= FEDEX_NUMBER_MAX;
}

static void put_day(struct json_out *json, const char *name, daynum day)
{
	char text[DAY_TEXT];

	if (!*day_text(text, day))
		return;
	json_name(json, name);
	json_text(json, text);
}

static void put_ask(struct json_out *json, const struct ask *ask)
{
	json_begin_object(json);
	json_name(json, "trackingNumberInfo");
	json_begin_object(json);
	json_name(json, "trackingNumber");
	json_text(json, ask->tracking_number);
	json_end_object(json);
	if (ask->mailed_on != DAY_NONE) {
		put_day(json, "shipDateBegin", ask->mailed_on - FEDEX_DAYS_BEFORE);
		put_day(json, "shipDateEnd", ask->mailed_on + FEDEX_DAYS_AFTER);
	}
	json_end_object(json);
}

/* A number that cannot be one is left out; read_answer() says so. */
static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	struct json_out json;
	struct buf body;
	int rc, asked = 0;

	assert(n >= 1 && n <= batch_max(c));
	buf_init(&body, BODY_MAX);
	json_out_init(&json, &body, false);
	json_begin_object(&json);
	json_name(&json, "includeDetailedScans");
	json_bool(&json, true);
	json_name(&json, "trackingInfo");
	json_begin_array(&json);
	for (int i = 0; i < n; i++) {
		if (!fedex_askable(asks[i].tracking_number))
			continue;
		put_ask(&json, &asks[i]);
		asked++;
	}
	json_end_array(&json);
	json_end_object(&json);
	rc = buf_check(&body, "the request to FedEx", err);
	*out = (struct http_request){
		.method = "POST",
		.path = "/track/v1/trackingnumbers",
		.content_type = "application/json",
		.body = arena_strdup(a, body.at),
		.auth = AUTH_BEARER,
		.header = { { "x-locale", "en_US" } },
	};
	buf_release(&body);
	if (rc == 0 && asked == 0)
		rc = err_set(err, ERR_INPUT,
			     "FedEx cannot be asked for these numbers: give ones of 4 to 40 "
			     "letters and digits");
	return rc;
}

const struct carrier fedex = {
	.code = "fedex",
	.default_url = "https://apis.fedex.com",
	.access_help = FEDEX_ACCESS_HELP,
	.quota = "1400/10s",
	.check = check,
	.batch_max = batch_max,
	.build_token_request = fedex_build_token_request,
	.read_token_answer = fedex_read_token_answer,
	.build_request = build_request,
	.read_answer = fedex_read_answer,
	.read_saved = fedex_read_saved,
	.meaning = fedex_meaning,
};
