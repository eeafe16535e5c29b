#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

static const char path[] = "/track/shipments";

/* clang-format off */
static const struct {
	const char *class, *status, *text;
} words[] = {
	[SIGHT_LABEL]		  = { "pre-transit", "PRE-TRANSIT",
				      "Shipment information received" },
	[SIGHT_ACCEPTED]	  = { "transit", "TRANSIT", "Shipment picked up" },
	[SIGHT_LEFT_OFFICE]	  = { "transit", "TRANSIT", "Departed from facility" },
	[SIGHT_ORIGIN_PLANT]	  = { "transit", "TRANSIT", "Arrived at sort facility" },
	[SIGHT_LEFT_PLANT]	  = { "transit", "TRANSIT", "Departed from sort facility" },
	[SIGHT_DESTINATION_PLANT] = { "transit", "TRANSIT", "Arrived at destination facility" },
	[SIGHT_OFFICE]		  = { "transit", "TRANSIT", "Arrived at delivery facility" },
	[SIGHT_OUT]		  = { "transit", "TRANSIT", "Shipment is out with courier for "
							    "delivery" },
	[SIGHT_LATE]		  = { "transit", "TRANSIT", "Transport delay" },
	[SIGHT_STILL_LATE]	  = { "transit", "TRANSIT", "Shipment is on hold" },
	[SIGHT_NOTICE]		  = { "failure", "FAILURE", "Delivery attempted: nobody in" },
	[SIGHT_PICKUP]		  = { "transit", "TRANSIT", "Awaiting collection" },
	[SIGHT_DELIVERED]	  = { "delivered", "DELIVERED", "Delivered" },
	[SIGHT_REFUSED]		  = { "failure", "FAILURE", "Recipient refused delivery" },
	[SIGHT_NO_SUCH_NUMBER]	  = { "failure", "FAILURE", "Bad address" },
	[SIGHT_RETURNING]	  = { "failure", "FAILURE", "Shipment is being returned" },
	[SIGHT_BACK_AT_PLANT]	  = { "failure", "FAILURE", "Return to shipper: at sort facility" },
	[SIGHT_BACK]		  = { "failure", "FAILURE", "Returned to shipper" },
};

static const struct {
	int status;
	const char *title, *detail;
} statuses[] = {
	{ 400, "Bad request", "trackingNumber is missing, or service is not one of ours." },
	{ 401, "Unauthorized", "Unauthorized for given resource." },
	{ 403, "Forbidden", "The app has no access to this interface." },
	{ 404, "No result found", "No shipment with given tracking number found." },
	{ 405, "Method not allowed", "Use GET." },
	{ 429, "Too many requests", "Too many requests within the time defined, please try again "
				    "later." },
	{ 503, "Service unavailable", "The backend does not answer." },
};

/* The units that a call may name; without one, a stranger's parcel may have the number. */
static const char *const services[] = {
	"express", "ecommerce", "parcel-de", "parcel-uk", "freight", "post-de",
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");

static void fail_as(struct reply *rp, int status, const char *title, const char *detail)
{
	char number[16];

	rp->status = status;
	rp->content_type = "application/problem+json";
	snprintf(number, sizeof(number), "%d", status);
	text_puts(&rp->body, "{");
	text_member(&rp->body, "title", title);
	text_member(&rp->body, "detail", detail);
	text_member_raw(&rp->body, "status", number);
	text_member(&rp->body, "instance", "/shipment/sandbox");
	text_puts(&rp->body, "}");
}

static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *title = "Internal server error", *detail = "Something went wrong.";

	(void)rq;
	(void)spent;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != status)
			continue;
		title = statuses[i].title;
		detail = statuses[i].detail;
	}
	fail_as(rp, status, title, detail);
}

static void write_place(struct text *to, const char *name, const struct place *place)
{
	text_member_raw(to, name, "{\"address\":{");
	text_member(to, "countryCode", "US");
	text_member(to, "postalCode", place->zip);
	text_member(to, "addressLocality", place->city);
	text_puts(to, "}}");
}

/* The members of an event, which the status of the shipment has too. */
static void write_sight(struct text *to, const struct sight *s)
{
	char local[SIGHT_TEXT], zone[SIGHT_TEXT], whole[2 * SIGHT_TEXT];

	snprintf(whole, sizeof(whole), "%s%s", sight_text(local, "%Y-%m-%dT%H:%M:%S", s->local_s),
		 sight_zone(zone, s->offset_minutes));
	text_member(to, "timestamp", whole);
	if (s->place)
		write_place(to, "location", s->place);
	text_member(to, "statusCode", words[s->kind].class);
	text_member(to, "status", words[s->kind].status);
	text_member(to, "description", words[s->kind].text);
}

static void write_shipment(struct text *to, const struct parcel *p, const char *service)
{
	char day[SIGHT_TEXT];
	struct tale t;

	scenario_tell(&t, p, COUNTRY_US);
	text_member(to, "id", p->number);
	text_member(to, "service", *service ? service : "parcel-de");
	write_place(to, "origin", t.from);
	write_place(to, "destination", t.to);
	text_member_raw(to, "status", "{");
	write_sight(to, &t.sight[0]);
	text_puts(to, "}");
	if (t.expected)
		text_member(to, "estimatedTimeOfDelivery",
			    sight_text(day, "%Y-%m-%dT21:00:00Z", t.delivery_day * 86400));
	text_member_raw(to, "details", "{\"product\":{\"productName\":\"Parcel\"}}");
	text_member_raw(to, "events", "[");
	for (int i = 0; i < t.n; i++) {
		if (!words[t.sight[i].kind].class)
			continue;
		text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
		write_sight(to, &t.sight[i]);
		text_puts(to, "}");
	}
	text_puts(to, "]");
}

static void tell(struct reply *rp, const struct call *c, const struct parcel *p)
{
	struct flat_doc *query = flat_query(c->rq->target);

	text_puts(&rp->body, "{");
	text_member(&rp->body, "url", "/shipments?offset=0&limit=5");
	text_member_raw(&rp->body, "shipments", "[{");
	write_shipment(&rp->body, p, flat_get(&query->top, "service"));
	text_puts(&rp->body, "}]}");
	flat_release(query);
}

static void not_found(struct reply *rp, const struct call *c, const char *number)
{
	(void)number;
	fail(rp, c->rq, 404, false);
}

static void refuse(struct reply *rp, const struct call *c, const char *number, int code)
{
	(void)c;
	(void)number;
	(void)code;
	fail_as(rp, 400, "Bad request", "The number is of a shipment that is not shown here.");
}

static void leave_out(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	text_puts(&rp->body, "{\"shipments\":[]}");
}

static bool is_service(const char *name)
{
	for (size_t i = 0; i < sizeof(services) / sizeof(services[0]); i++)
		if (!strcmp(services[i], name))
			return true;
	return !*name;
}

static bool answer_query(struct reply *rp, struct call *c)
{
	struct flat_doc *query = flat_query(c->rq->target);
	const char *number = query ? flat_get(&query->top, "trackingNumber") : "";
	bool good = play_is_number(number, 1, 39) && is_service(flat_get(&query->top, "service"));

	if (good)
		play_one(rp, c, number);
	flat_release(query);
	return good;
}

static bool takes(const struct request *rq)
{
	size_t n = strcspn(rq->target, "?");

	return n == sizeof(path) - 1 && !strncmp(rq->target, path, n);
}

static void answer(struct reply *rp, struct call *c)
{
	if (strcmp(c->rq->method, "GET") != 0)
		fail(rp, c->rq, 405, false);
	else if (!play_has_key(c->play, c->rq->api_key))
		fail(rp, c->rq, 401, false);
	else if (!answer_query(rp, c))
		fail(rp, c->rq, 400, false);
}

const struct part dhl_part = {
	.name = "dhl",
	.id = CARRIER_DHL,
	.takes = takes,
	.answer = answer,
	.fail = fail,
	.tell = tell,
	.not_found = not_found,
	.refuse = refuse,
	.leave_out = leave_out,
};
