#include "carrier/dhl.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "carrier/dhl_parts.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"

enum { PATH_BYTES_MAX = 1024, NUMBER_BYTES_MAX = 64 };

#define ACCESS_HELP(setting)                                                                 \
	"make an app with \"Shipment Tracking - Unified\" at developer.dhl.com and set "     \
	"WAYLAID_" setting "_API_KEY; until then import saved answers, CSV or e-mails with " \
	"\"waylaid events import\""

const struct dhl_unit dhl_unit_express = { "DHL Express", "express" };
const struct dhl_unit dhl_unit_ecommerce = { "DHL eCommerce", "ecommerce" };

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static int build(struct http_request *out, struct arena *a, const struct dhl_unit *unit,
		 const struct ask *ask, struct err *err)
{
	struct buf path;
	int rc;

	if (text_blank(ask->tracking_number) || strlen(ask->tracking_number) > NUMBER_BYTES_MAX)
		return err_set(err, ERR_INPUT,
			       "DHL cannot be asked for this number: it is empty or longer than "
			       "%d letters and digits",
			       NUMBER_BYTES_MAX);
	buf_init(&path, PATH_BYTES_MAX);
	buf_puts(&path, "/track/shipments?trackingNumber=");
	reply_percent(&path, ask->tracking_number);
	buf_printf(&path, "&service=%s&language=en", unit->service);
	rc = buf_check(&path, "the request to DHL", err);
	*out = (struct http_request){
		.method = "GET",
		.path = arena_strdup(a, path.at),
		.auth = AUTH_KEY,
		.key_header = "DHL-API-Key",
	};
	buf_release(&path);
	return rc;
}

static int check_express(const struct credentials *c, struct err *err)
{
	if (secret_known(&c->api_key))
		return 0;
	return err_set(err, ERR_INPUT,
		       "no access to DHL Express is set up: " ACCESS_HELP("DHL_EXPRESS"));
}

static int check_ecommerce(const struct credentials *c, struct err *err)
{
	if (secret_known(&c->api_key))
		return 0;
	return err_set(err, ERR_INPUT,
		       "no access to DHL eCommerce is set up: " ACCESS_HELP("DHL_ECOMMERCE"));
}

static int build_express(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	(void)c;
	assert(n == 1);
	return build(out, a, &dhl_unit_express, &asks[n - 1], err);
}

static int build_ecommerce(struct http_request *out, struct arena *a, const struct credentials *c,
			   const struct ask asks[], int n, struct err *err)
{
	(void)c;
	assert(n == 1);
	return build(out, a, &dhl_unit_ecommerce, &asks[n - 1], err);
}

static void read_express(struct answer *out, struct arena *a, const struct credentials *c,
			 const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n == 1);
	dhl_read(out, a, &dhl_unit_express, answer, &asks[n - 1]);
	outcome_mask(out, a, c);
}

static void read_ecommerce(struct answer *out, struct arena *a, const struct credentials *c,
			   const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n == 1);
	dhl_read(out, a, &dhl_unit_ecommerce, answer, &asks[n - 1]);
	outcome_mask(out, a, c);
}

static int saved_express(struct answer *out, struct arena *a, const char *bytes, size_t len,
			 struct err *err)
{
	struct json *root;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (reply_saved(&root, a, bytes, len, dhl_saved_expected, err) != 0)
		return -1;
	return dhl_saved(out, a, &dhl_unit_express, root, err);
}

static int saved_ecommerce(struct answer *out, struct arena *a, const char *bytes, size_t len,
			   struct err *err)
{
	struct json *root;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (reply_saved(&root, a, bytes, len, dhl_saved_expected, err) != 0)
		return -1;
	return dhl_saved(out, a, &dhl_unit_ecommerce, root, err);
}

const struct carrier dhl_express = {
	.code = "dhl_express",
	.default_url = "https://api-eu.dhl.com",
	.access_help = ACCESS_HELP("DHL_EXPRESS"),
	.quota = "250/1d 1/1s",
	.history_days = 90,
	.check = check_express,
	.batch_max = batch_max,
	.build_request = build_express,
	.read_answer = read_express,
	.read_saved = saved_express,
	.meaning = dhl_express_meaning,
};

const struct carrier dhl_ecommerce = {
	.code = "dhl_ecommerce",
	.default_url = "https://api-eu.dhl.com",
	.access_help = ACCESS_HELP("DHL_ECOMMERCE"),
	.quota = "250/1d 1/1s",
	.history_days = 90,
	.check = check_ecommerce,
	.batch_max = batch_max,
	.build_request = build_ecommerce,
	.read_answer = read_ecommerce,
	.read_saved = saved_ecommerce,
	.meaning = dhl_class_meaning,
};
