#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

static const char path[] = "/v2/trackers";

/* clang-format off */
static const struct {
	const char *status, *detail, *text;
} words[] = {
	[SIGHT_LABEL]	     = { "pre_transit", "label_created", "Shipping Label Created" },
	[SIGHT_ACCEPTED]     = { "in_transit", "received_at_origin_facility", "Accepted" },
	[SIGHT_LEFT_OFFICE]  = { "in_transit", "departed_origin_facility", "Departed Post Office" },
	[SIGHT_ORIGIN_PLANT] = { "in_transit", "arrived_at_facility", "Arrived at Facility" },
	[SIGHT_LEFT_PLANT]   = { "in_transit", "departed_facility", "Departed Facility" },
	[SIGHT_CLOCK]	     = { "in_transit", "in_transit", "In Transit to Next Facility" },
	[SIGHT_DESTINATION_PLANT] = {
		"in_transit", "received_at_destination_facility", "Arrived at Facility" },
	[SIGHT_OFFICE]	   = { "in_transit", "arrived_at_destination", "Arrived at Post Office" },
	[SIGHT_OUT]	   = { "out_for_delivery", "out_for_delivery", "Out for Delivery" },
	[SIGHT_LATE]	   = { "in_transit", "delayed", "In Transit, Arriving Late" },
	[SIGHT_STILL_LATE] = { "in_transit", "delayed", "In Transit, Arriving Late" },
	[SIGHT_NOTICE]	   = { "failure", "delivery_exception", "Notice Left" },
	[SIGHT_PICKUP]	   = { "available_for_pickup", "arrived_at_pickup_location",
			       "Available for Pickup" },
	[SIGHT_DELIVERED]  = { "delivered", "arrived_at_destination", "Delivered" },
	[SIGHT_REFUSED]	   = { "failure", "refused", "Refused" },
	[SIGHT_NO_SUCH_NUMBER] = { "failure", "address_correction", "No Such Number" },
	[SIGHT_RETURNING]  = { "return_to_sender", "return", "Return to Sender Processed" },
	[SIGHT_BACK_AT_PLANT] = { "return_to_sender", "return", "Arrived at Facility" },
	[SIGHT_BACK]	   = { "return_to_sender", "return", "Delivered, To Original Sender" },
};

static const struct {
	int status;
	const char *code, *message;
} statuses[] = {
	{ 400, "BAD_REQUEST", "The request cannot be read." },
	{ 401, "UNAUTHORIZED", "The key is not one of ours." },
	{ 403, "FORBIDDEN", "The key may not do this." },
	{ 404, "NOT_FOUND", "The tracker is not there." },
	{ 405, "METHOD_NOT_ALLOWED", "Use POST." },
	{ 422, "TRACKER.CREATE.ERROR", "The tracking code cannot be tracked." },
	{ 429, "RATE_LIMITED", "Too many requests: slow down." },
	{ 503, "SERVICE_UNAVAILABLE", "The service is not available." },
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");

static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *code = "INTERNAL_SERVER_ERROR", *message = "Something went wrong.";

	(void)rq;
	(void)spent;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != status)
			continue;
		code = statuses[i].code;
		message = statuses[i].message;
	}
	rp->status = status;
	text_puts(&rp->body, "{\"error\":{");
	text_member(&rp->body, "code", code);
	text_member(&rp->body, "message", message);
	text_member_raw(&rp->body, "errors", "[]");
	text_puts(&rp->body, "}}");
}

static void write_detail(struct text *to, const struct sight *s)
{
	const struct place *place = s->plant || !s->place ? NULL : s->place;
	char when[SIGHT_TEXT];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	text_member(to, "object", "TrackingDetail");
	text_member(to, "message", words[s->kind].text);
	text_member(to, "description", NULL);
	text_member(to, "status", words[s->kind].status);
	text_member(to, "status_detail", words[s->kind].detail);
	text_member(to, "datetime",
		    sight_text(when, "%Y-%m-%dT%H:%M:%SZ", s->local_s - s->offset_minutes * 60));
	text_member(to, "source", "USPS");
	text_member_raw(to, "tracking_location", "{\"object\":\"TrackingLocation\"");
	text_member(to, "city", place ? place->city : NULL);
	text_member(to, "state", place ? place->state : NULL);
	text_member(to, "country", NULL);
	text_member(to, "zip", place ? place->zip : NULL);
	text_puts(to, "}}");
}

/* A tracker is made at once; without a tale the carrier has not been asked yet. */
static void write_tracker(struct text *to, const char *number, const struct tale *t)
{
	const struct sight *newest = t ? &t->sight[0] : NULL;
	char text[NUMBER_SIZE + 32];

	text_puts(to, "{");
	snprintf(text, sizeof(text), "trk_%08x", (unsigned)sandbox_hash(number));
	text_member(to, "id", text);
	text_member(to, "object", "Tracker");
	text_member(to, "mode", "test");
	text_member(to, "tracking_code", number);
	text_member(to, "status", newest ? words[newest->kind].status : "unknown");
	text_member(to, "status_detail", newest ? words[newest->kind].detail : "unknown");
	text_member(to, "signed_by", NULL);
	text_member(to, "est_delivery_date",
		    t && t->expected
			    ? sight_text(text, "%Y-%m-%dT00:00:00Z", t->delivery_day * 86400)
			    : NULL);
	text_member(to, "carrier", "USPS");
	text_member_raw(to, "tracking_details", "[");
	for (int i = t ? t->n - 1 : -1; i >= 0; i--)
		write_detail(to, &t->sight[i]);
	text_puts(to, "]}");
}

static void tell(struct reply *rp, const struct call *c, const struct parcel *p)
{
	struct tale t;

	(void)c;
	scenario_tell(&t, p, COUNTRY_US);
	write_tracker(&rp->body, p->number, &t);
}

static void not_found(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	write_tracker(&rp->body, number, NULL);
}

static void refuse(struct reply *rp, const struct call *c, const char *number, int code)
{
	(void)number;
	(void)code;
	fail(rp, c->rq, 422, false);
}

static void leave_out(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	text_puts(&rp->body, "{\"object\":\"Tracker\"}");
}

static bool answer_create(struct reply *rp, struct call *c)
{
	struct flat_doc *d = flat_json(c->rq->body, c->rq->body_len);
	const char *number = d ? flat_get(&d->top, "tracker.tracking_code") : "";
	bool good = play_is_number(number, 1, NUMBER_SIZE - 1);

	if (good)
		play_one(rp, c, number);
	flat_release(d);
	return good;
}

static bool takes(const struct request *rq)
{
	return !strcmp(rq->target, path);
}

static void answer(struct reply *rp, struct call *c)
{
	if (strcmp(c->rq->method, "POST") != 0)
		fail(rp, c->rq, 405, false);
	else if (!play_basic_key(c->play, c->rq->authorization))
		fail(rp, c->rq, 401, false);
	else if (!answer_create(rp, c))
		fail(rp, c->rq, 400, false);
}

const struct part easypost_part = {
	.name = "easypost",
	.id = CARRIER_EASYPOST,
	.takes = takes,
	.answer = answer,
	.fail = fail,
	.tell = tell,
	.not_found = not_found,
	.refuse = refuse,
	.leave_out = leave_out,
};
