#include "carrier/usps.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/usps_parts.h"

enum { BODY_MAX = 64 * 1024, PATH_MAX_BYTES = 1024, NUMBER_BYTES_MAX = 64 };

#define ACCESS_HELP                                                                       \
	"ask USPS for Tracking access at emailus.usps.com/s/usps-APIs and set "           \
	"WAYLAID_USPS_CLIENT_ID and WAYLAID_USPS_CLIENT_SECRET; until then import saved " \
	"answers, CSV or e-mails with \"waylaid events import\""

static int batch_max(const struct credentials *c)
{
	return usps_is_v3(c) ? 1 : USPS_BATCH_MAX;
}

/* Five digits, as both interfaces want them; anything else is left out. */
static const char *zip_of(const struct ask *ask)
{
	const char *zip = ask->destination_zip;

	return zip && strlen(zip) == 5 && strspn(zip, "0123456789") == 5 ? zip : NULL;
}

/* RFC 3986: all but the unreserved characters. */
static void put_percent(struct buf *b, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x80 && (isalnum(c) || strchr("-._~", c)))
			buf_putc(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

static int build_v3(struct http_request *out, struct arena *a, const struct ask *ask,
		    struct err *err)
{
	char day[DAY_TEXT];
	struct buf path;
	int rc;

	if (text_blank(ask->tracking_number) || strlen(ask->tracking_number) > NUMBER_BYTES_MAX)
		return err_set(err, ERR_INPUT,
			       "USPS cannot be asked for this number: give one of "
			       "4 to 34 letters and digits");
	buf_init(&path, PATH_MAX_BYTES);
	buf_puts(&path, "/tracking/v3/tracking/");
	put_percent(&path, ask->tracking_number);
	buf_puts(&path, "?expand=DETAIL");
	if (zip_of(ask))
		buf_printf(&path, "&destinationZIPCode=%s", zip_of(ask));
	if (ask->mailed_on != DAY_NONE)
		buf_printf(&path, "&mailingDate=%s", day_text(day, ask->mailed_on));
	rc = buf_check(&path, "the request to USPS", err);
	*out = (struct http_request){
		.method = "GET",
		.path = arena_strdup(a, path.at),
		.auth = AUTH_BEARER,
	};
	buf_release(&path);
	return rc;
}

/* A number that would make USPS refuse the whole batch is left out; read_answer() says so. */
static int build_v3r2(struct http_request *out, struct arena *a, const struct ask asks[], int n,
		      struct err *err)
{
	char day[DAY_TEXT];
	struct json_out json;
	struct buf body;
	int rc, asked = 0;

	buf_init(&body, BODY_MAX);
	json_out_init(&json, &body, false);
	json_begin_array(&json);
	for (int i = 0; i < n; i++) {
		if (!usps_askable(asks[i].tracking_number))
			continue;
		asked++;
		json_begin_object(&json);
		json_name(&json, "trackingNumber");
		json_text(&json, asks[i].tracking_number);
		if (asks[i].mailed_on != DAY_NONE) {
			json_name(&json, "mailingDate");
			json_text(&json, day_text(day, asks[i].mailed_on));
		}
		if (zip_of(&asks[i])) {
			json_name(&json, "destinationZIPCode");
			json_text(&json, zip_of(&asks[i]));
		}
		json_end_object(&json);
	}
	json_end_array(&json);
	rc = buf_check(&body, "the request to USPS", err);
	*out = (struct http_request){
		.method = "POST",
		.path = "/tracking/v3r2/tracking",
		.content_type = "application/json",
		.body = arena_strdup(a, body.at),
		.auth = AUTH_BEARER,
	};
	buf_release(&body);
	if (rc == 0 && asked == 0)
		rc = err_set(err, ERR_INPUT,
			     "USPS cannot be asked for these numbers: it takes 4 "
			     "to 34 letters and digits");
	return rc;
}

static int check_api(const struct credentials *c, struct err *err)
{
	if (usps_is_v3(c) || text_blank(c->api) || text_same_nocase(c->api, "v3r2"))
		return 0;
	return err_set(err, ERR_INPUT,
		       "usps api '%.20s' is not known: set WAYLAID_USPS_API to v3r2 or v3", c->api);
}

static int check(const struct credentials *c, struct err *err)
{
	if (text_blank(c->client_id) || text_blank(secret_reveal(&c->client_secret)))
		return err_set(err, ERR_INPUT, "no access to USPS is set up: " ACCESS_HELP);
	return check_api(c, err);
}

static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	assert(n >= 1 && n <= batch_max(c));
	if (check_api(c, err) < 0)
		return -1;
	if (usps_is_v3(c))
		return build_v3(out, a, &asks[0], err);
	return build_v3r2(out, a, asks, n, err);
}

const struct carrier usps = {
	.code = "usps",
	.default_url = "https://apis.usps.com",
	.access_help = ACCESS_HELP,
	.quota = "60/1h",
	.history_days = 120,
	.check = check,
	.batch_max = batch_max,
	.build_token_request = usps_build_token_request,
	.read_token_answer = usps_read_token_answer,
	.build_request = build_request,
	.read_answer = usps_read_answer,
	.read_saved = usps_read_saved,
	.meaning = usps_meaning,
};
