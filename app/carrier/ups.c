#include "carrier/ups.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/text.h"
#include "carrier/ups_parts.h"

enum { NUMBER_MIN = 7, NUMBER_MAX = 34, TRANSACTION_DIGITS = 32 };

static int check(const struct credentials *c, struct err *err)
{
	if (text_blank(c->client_id) || text_blank(secret_reveal(&c->client_secret)))
		return err_set(err, ERR_INPUT, "no access to UPS is set up: " UPS_ACCESS_HELP);
	return 0;
}

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static bool askable(const char *number)
{
	size_t n = 0;

	for (; number && number[n]; n++)
		if ((unsigned char)number[n] >= 0x80 || !isalnum((unsigned char)number[n]))
			return false;
	return n >= NUMBER_MIN && n <= NUMBER_MAX;
}

/* By which UPS finds a call of ours again; nobody learns the number from it. */
static const char *transaction_of(struct arena *a, const struct ask *ask)
{
	char hex[HASH_HEX];
	struct hasher h;
	struct hash sum;

	hash_start(&h);
	hash_add(&h, ask->tracking_number, strlen(ask->tracking_number) + 1);
	hash_add(&h, &ask->shipment_id, sizeof ask->shipment_id);
	sum = hash_end(&h);
	return arena_strndup(a, hash_hex(hex, &sum), TRANSACTION_DIGITS);
}

static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	assert(n == 1);
	(void)c;
	if (!askable(asks[0].tracking_number))
		return err_set(err, ERR_INPUT,
			       "UPS cannot be asked for this number: it takes 7 to 34 letters and "
			       "digits");
	*out = (struct http_request){
		.method = "GET",
		.path = arena_printf(a,
				     "/api/track/v1/details/%s?locale=en_US&returnSignature=false"
				     "&returnMilestones=false&returnPOD=false",
				     asks[0].tracking_number),
		.auth = AUTH_BEARER,
		.header = { { "transId", transaction_of(a, &asks[0]) },
			    { "transactionSrc", "waylaid" } },
	};
	return 0;
}

const struct carrier ups = {
	.code = "ups",
	.default_url = "https://onlinetools.ups.com",
	.access_help = UPS_ACCESS_HELP,
	.history_days = 120,
	.check = check,
	.batch_max = batch_max,
	.build_token_request = ups_build_token_request,
	.read_token_answer = ups_read_token_answer,
	.build_request = build_request,
	.read_answer = ups_read_answer,
	.read_saved = ups_read_saved,
	.meaning = ups_meaning,
};
