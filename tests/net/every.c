#include "net/every.h"

#include <stdio.h>

/* clang-format off */
const struct way ways[WAYS] = {
	{ "usps v3r2", "usps", NULL, TRACKING, TOKEN_CALL, 35 },
	{ "usps v3", "usps", "v3", "GET /tracking/v3/tracking/", TOKEN_CALL, 1 },
	{ "ups", "ups", NULL, "GET /api/track/v1/details/", "POST /security/v1/oauth/token", 1 },
	{ "fedex", "fedex", NULL, "POST /track/v1/trackingnumbers", "POST /oauth/token", 30 },
	{ "dhl_express", "dhl_express", NULL, "GET /track/shipments?", NULL, 1 },
	{ "dhl_ecommerce", "dhl_ecommerce", NULL, "GET /track/shipments?", NULL, 1 },
	{ "canada_post", "canada_post", NULL, "GET /vis/track/pin/", NULL, 1 },
	{ "easypost", "easypost", NULL, "POST /v2/trackers", NULL, 1 },
};
/* clang-format on */

void every_start(struct asked *a, const struct way *way, const char *script)
{
	char whole[2048];

	ck_assert_int_lt(snprintf(whole, sizeof(whole), CLIENT KEY "%s", script), sizeof(whole));
	asked_start(a, whole);
	a->carrier = way->carrier;
	a->api = way->api;
}

int every_calls(const struct asked *a, const struct way *way)
{
	return sandbox_count(&a->sandbox, way->call, NULL);
}

int every_tokens(const struct asked *a, const struct way *way)
{
	return way->token_call ? sandbox_count(&a->sandbox, way->token_call, NULL) : 0;
}
