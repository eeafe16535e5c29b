#include "carrier/usps_office.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"
#include "carrier/usps_parts.h"

enum {
	RADIUS_MILES = 10,
	DAYS = 7,
	SPANS_MAX = 4,   /* of one day: two is a lunch break */
	SPECIAL_MAX = 8, /* days that are not as usual */
	HOURS_MAX = 1024
};

#define ASK_ACCESS                                                   \
	"ask for Locations access at emailus.usps.com/s/usps-APIs, " \
	"or look at tools.usps.com/locations"

static bool is_zip(const char *zip)
{
	return zip && strlen(zip) == 5 && strspn(zip, "0123456789") == 5;
}

/* --- asking --- */

static int batch_max(const struct credentials *c)
{
	(void)c;
	return 1;
}

static int check(const struct credentials *c, struct err *err)
{
	if (!text_blank(c->client_id) && secret_known(&c->client_secret))
		return 0;
	return err_set(err, ERR_INPUT,
		       "the USPS locator gives nothing without credentials: set "
		       "WAYLAID_USPS_CLIENT_ID and WAYLAID_USPS_CLIENT_SECRET, or look at "
		       "tools.usps.com/locations");
}

static int build_token(struct http_request *out, struct arena *a, const struct credentials *c,
		       struct err *err)
{
	return usps_token_request(out, a, c, &usps_locations_scope, err);
}

static int read_token(struct token *out, struct arena *a, const struct http_answer *answer,
		      instant now, struct err *err)
{
	return usps_token_read(out, a, answer, now, &usps_locations_scope, err);
}

static int build_request(struct http_request *out, struct arena *a, const struct credentials *c,
			 const struct ask asks[], int n, struct err *err)
{
	const char *zip = asks[0].tracking_number;

	(void)c;
	assert(n == 1);
	if (!is_zip(zip))
		return err_set(err, ERR_INPUT, "the USPS locator wants a ZIP of five digits");
	*out = (struct http_request){
		.method = "GET",
		.path = arena_printf(a, "/locations/v3/post-office-locations?radius=%d&ZIPCode=%s",
				     RADIUS_MILES, zip),
		.auth = AUTH_BEARER,
	};
	return 0;
}

/* clang-format off */
static const struct status_row statuses[] = {
	{   0,   0, VERDICT_LATER,   "USPS gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   "USPS takes no token of ours for its locator: " ASK_ACCESS },
	{ 403, 403, VERDICT_REFUSED, "USPS refuses its locator (403): " ASK_ACCESS },
	{ 400, 400, VERDICT_REFUSED, "USPS does not know this ZIP: check it" },
	{ 404, 404, VERDICT_REFUSED, "USPS has no Post Office near this ZIP: check it" },
	{ 408, 408, VERDICT_LATER,   "USPS took too long" },
	{ 429, 429, VERDICT_LATER,   "USPS has had enough requests for now" },
	{ 500, 599, VERDICT_LATER,   "USPS cannot answer now" },
};
/* clang-format on */

static void read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			const struct http_answer *answer, const struct ask asks[], int n)
{
	struct office *offices;
	struct err err;
	int count;

	reply_begin(out, a, "the USPS locator", asks, n);
	if (!outcome_of_status(out, a, answer, statuses, sizeof statuses / sizeof *statuses)) {
		if (usps_offices_read(&offices, &count, a, answer->body, answer->len, &err) < 0) {
			outcome_fail(out, VERDICT_UNREADABLE, arena_strdup(a, err.text));
		} else {
			out->reading[0].outcome = POLL_NEW;
			out->reading[0].message = NULL;
		}
	}
	outcome_mask(out, a, c);
}

static int read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		      struct err *err)
{
	(void)out;
	(void)a;
	(void)bytes;
	(void)len;
	return err_set(err, ERR_INPUT, "the locator tells nothing about parcels");
}

static struct meaning no_meaning(const char *text, const char *code, const char *category)
{
	(void)text;
	(void)code;
	(void)category;
	return (struct meaning){ STATUS_UNKNOWN, TROUBLE_NONE, false };
}

const struct carrier usps_locator = {
	.code = "usps locator",
	.default_url = "https://apis.usps.com",
	.access_help = ASK_ACCESS,
	.quota = "60/1h",
	.check = check,
	.batch_max = batch_max,
	.build_token_request = build_token,
	.read_token_answer = read_token,
	.build_request = build_request,
	.read_answer = read_answer,
	.read_saved = read_saved,
	.meaning = no_meaning,
};

/* --- reading --- */

/* When one service is open, as minutes of each day, Monday first. */
struct week {
	int nspans[DAYS];
	struct span {
		int from, to;
	} span[DAYS][SPANS_MAX];
};

static const char *const day_names[DAYS] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const carrier_days[DAYS] = { "MONDAY", "TUESDAY",  "WEDNESDAY", "THURSDAY",
						"FRIDAY", "SATURDAY", "SUNDAY" };

/* "09:00:00" or "09:00"; -1 for anything else. */
static int minute_of(const char *text)
{
	int hour, minute, end = 0;

	if (!text || sscanf(text, "%2d:%2d%n", &hour, &minute, &end) != 2 || end != 5 || hour < 0 ||
	    hour > 24 || minute < 0 || minute > 59 || (text[5] && text[5] != ':'))
		return -1;
	return hour * 60 + minute;
}

/* False where it makes no sense: a day that we cannot read must not pass for a closed one. */
static bool read_day(struct week *w, struct arena *a, const struct json *day)
{
	int at = name_find(carrier_days, DAYS, field_text(a, day, "dayOfWeek"));
	const struct json *times = field_get(day, "times");

	if (at < 0)
		return false;
	for (const struct json *t = times ? times->first : NULL; t; t = t->next) {
		struct span s = { minute_of(field_text(a, t, "openTime")),
				  minute_of(field_text(a, t, "closeTime")) };

		if (s.from < 0 || s.to <= s.from || w->nspans[at] == SPANS_MAX)
			return false;
		w->span[at][w->nspans[at]++] = s;
	}
	return true;
}

static bool same_day(const struct week *w, int one, int other)
{
	return w->nspans[one] == w->nspans[other] &&
	       !memcmp(w->span[one], w->span[other],
		       (size_t)w->nspans[one] * sizeof w->span[one][0]);
}

/* "Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00; closed Sat-Sun" */
static void put_week(struct buf *out, const struct week *w)
{
	for (int first = 0, last; first < DAYS; first = last + 1) {
		char days[16];

		for (last = first; last + 1 < DAYS && same_day(w, first, last + 1);)
			last++;
		snprintf(days, sizeof days, "%s%s%s", day_names[first], last > first ? "-" : "",
			 last > first ? day_names[last] : "");
		if (!w->nspans[first])
			buf_printf(out, "%sclosed %s", out->len ? "; " : "", days);
		for (int i = 0; i < w->nspans[first]; i++) {
			const struct span *s = &w->span[first][i];

			buf_printf(out, "%s%s %02d:%02d-%02d:%02d", out->len ? "; " : "", days,
				   s->from / 60, s->from % 60, s->to / 60, s->to % 60);
		}
	}
}

/* Holidays and the like, of which only those closed are said. */
static void put_special(struct buf *out, struct arena *a, const struct json *location)
{
	const struct json *list = field_get(location, "specialHours");
	int n = 0;

	for (const struct json *s = list ? list->first : NULL; s && n < SPECIAL_MAX; s = s->next) {
		char text[DAY_TEXT];
		daynum day = reply_day(field_text(a, s, "date"));

		if (day == DAY_NONE || !json_get(s, "open") || json_truthy(s, "open"))
			continue;
		buf_printf(out, "; closed %s", day_text(text, day));
		n++;
	}
}

static const char *week_line(struct arena *a, const struct json *location, const struct json *days)
{
	struct week w = { .nspans = { 0 } };
	const char *line;
	struct buf out;

	if (!days->first)
		return NULL;
	for (const struct json *d = days->first; d; d = d->next)
		if (!read_day(&w, a, d))
			return NULL;
	buf_init(&out, HOURS_MAX);
	put_week(&out, &w);
	put_special(&out, a, location);
	line = out.full ? NULL : arena_strdup(a, out.at);
	buf_release(&out);
	return line;
}

/* The counter's own hours; those of the lobby or of boxes would send a person to a closed door. */
static const char *hours_of(struct arena *a, const struct json *location)
{
	const struct json *services = field_get(location, "services");

	for (const struct json *s = services ? services->first : NULL; s; s = s->next) {
		const struct json *days = field_get(s, "hours");

		if (days && text_same_nocase(field_text(a, s, "service"), "RETAIL"))
			return week_line(a, location, days);
	}
	return NULL;
}

/* "718-549-6962" of ten digits; else as given. */
static const char *phone_of(struct arena *a, const struct json *location)
{
	const char *p = field_text(a, field_get(location, "phoneNumbers"), "phone");

	if (!p || strlen(p) != 10 || strspn(p, "0123456789") != 10)
		return p;
	return arena_printf(a, "%.3s-%.3s-%.4s", p, p + 3, p + 6);
}

static int tenths_of(struct arena *a, const struct json *location)
{
	const char *text = field_text(a, location, "distance");
	char *end = NULL;
	double miles = text ? strtod(text, &end) : -1;

	if (!text || end == text || *end || !(miles >= 0 && miles < 10000))
		return -1;
	return (int)(miles * 10 + 0.5);
}

static const char *address_of(struct arena *a, const struct json *address, const char *zip)
{
	const char *street = field_text(a, address, "streetAddress");
	const char *plus4 = field_text(a, address, "ZIPPlus4");
	const char *place;

	if (zip && plus4 && strlen(plus4) == 4)
		zip = arena_printf(a, "%s-%s", zip, plus4);
	place = reply_place(a, field_text(a, address, "city"), field_text(a, address, "state"), zip,
			    NULL);
	if (!street || !place)
		return street ? street : place;
	return arena_printf(a, "%s\n%s", street, place);
}

static bool read_location(struct office *out, struct arena *a, const struct json *location)
{
	const struct json *address = field_get(location, "facilityAddress");
	const char *zip = field_text(a, address, "ZIPCode");

	*out = (struct office){
		.post_office = { .facility_id = field_text(a, location, "facilityId"),
				 .name = field_text(a, location, "facilityName"),
				 .zip = is_zip(zip) ? zip : NULL,
				 .phone = phone_of(a, location),
				 .hours = hours_of(a, location),
				 .zone = field_text(a, location, "timeZone") },
		.tenths_of_mile = tenths_of(a, location),
		.closed_for_now = json_truthy(location, "temporaryClosure"),
	};
	out->post_office.address = address_of(a, address, out->post_office.zip);
	return out->post_office.facility_id && out->post_office.name;
}

/* qsort: nearest first, unknown distance last. */
static int by_distance(const void *x, const void *y)
{
	const struct office *a = x, *b = y;

	if ((a->tenths_of_mile < 0) != (b->tenths_of_mile < 0))
		return a->tenths_of_mile < 0 ? 1 : -1;
	return (a->tenths_of_mile > b->tenths_of_mile) - (a->tenths_of_mile < b->tenths_of_mile);
}

int usps_offices_read(struct office **out, int *n, struct arena *a, const char *bytes, size_t len,
		      struct err *err)
{
	const struct json *list;
	struct json *root;

	*n = 0;
	if (!bytes || len == 0 || len > ANSWER_MAX || json_parse(&root, a, bytes, len, err) != 0)
		return err_set(err, ERR_REMOTE,
			       "the USPS locator answered with what is no JSON: try again later");
	list = field_get(root, "locations");
	if (!list || list->type != JSON_ARRAY)
		return err_set(err, ERR_REMOTE,
			       "the USPS locator answered without a list of locations: try again "
			       "later");
	*out = arena_array(a, OFFICES_MAX, sizeof **out);
	for (const struct json *l = list->first; l && *n < OFFICES_MAX; l = l->next)
		*n += read_location(&(*out)[*n], a, l);
	qsort(*out, (size_t)*n, sizeof **out, by_distance);
	return 0;
}
