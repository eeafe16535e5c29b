#include "carrier/canada_post.h"

#include <assert.h>
#include <ctype.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "carrier/canada_post_parts.h"

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static int check(const struct credentials *c, struct err *err)
{
	if (!text_blank(c->client_id) && !text_blank(secret_reveal(&c->client_secret)))
		return 0;
	return err_set(err, ERR_INPUT,
		       "Canada Post gives no tracking without a key: set "
		       "WAYLAID_CANADA_POST_CLIENT_ID and WAYLAID_CANADA_POST_CLIENT_SECRET to its "
		       "user name and password, or client_id and client_secret in section "
		       "[canada_post] of the configuration");
}

/* 4 to 34 letters and digits, so that nothing in it can change the address. */
static bool askable(const char *number)
{
	size_t n = 0;

	for (; number && number[n]; n++)
		if ((unsigned char)number[n] >= 0x80 || !isalnum((unsigned char)number[n]))
			return false;
	return n >= 4 && n <= 34;
}

static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	assert(n == 1);
	if (check(c, err) < 0)
		return -1;
	if (!askable(asks[0].tracking_number))
		return err_set(err, ERR_INPUT,
			       "Canada Post cannot be asked for this number: give one of 4 to 34 "
			       "letters and digits");
	*out = (struct http_request){
		.method = "GET",
		.path = arena_printf(a, "/vis/track/pin/%s/detail", asks[0].tracking_number),
		.auth = AUTH_BASIC,
		.header = { { "Accept", "application/vnd.cpc.track-v2+xml" },
			    { "Accept-Language", "en-CA" } },
	};
	return 0;
}

const struct carrier canada_post = {
	.code = "canada_post",
	.default_url = "https://soa-gw.canadapost.ca",
	.access_help = "join the developer program at canadapost-postescanada.ca for a key; until "
		       "then import saved answers or CSV with \"waylaid events import\"",
	.quota = "20/1m",
	.check = check,
	.batch_max = batch_max,
	.build_request = build_request,
	.read_answer = canada_post_read_answer,
	.read_saved = canada_post_read_saved,
	.meaning = canada_post_meaning,
};
