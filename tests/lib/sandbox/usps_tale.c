#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lib/sandbox/parts.h"

/* clang-format off */
static const struct {
	const char *code, *text;
} words[] = {
	[SIGHT_LABEL]		  = { "GX", "Shipping Label Created, USPS Awaiting Item" },
	[SIGHT_ACCEPTED]	  = { "03", "USPS in possession of item" },
	[SIGHT_LEFT_OFFICE]	  = { "SF", "Departed Post Office" },
	[SIGHT_ORIGIN_PLANT]	  = { "10", "Arrived at USPS Regional Origin Facility" },
	[SIGHT_LEFT_PLANT]	  = { "T1", "Departed USPS Regional Facility" },
	[SIGHT_CLOCK]		  = { "NT", "In Transit to Next Facility" },
	[SIGHT_DESTINATION_PLANT] = { "A1", "Arrived at USPS Regional Destination Facility" },
	[SIGHT_OFFICE]		  = { "07", "Arrived at Post Office" },
	[SIGHT_OUT]		  = { "OF", "Out for Delivery" },
	[SIGHT_LATE]		  = { "TL", "In Transit, Arriving Late" },
	[SIGHT_STILL_LATE]	  = { "TL", "In Transit to Next Facility" },
	[SIGHT_NOTICE]		  = { "56", "Notice Left (No Authorized Recipient Available)" },
	[SIGHT_PICKUP]		  = { "14", "Available for Pickup" },
	[SIGHT_DELIVERED]	  = { "01", "Delivered, In/At Mailbox" },
	[SIGHT_REFUSED]		  = { "04", "Refused" },
	[SIGHT_NO_SUCH_NUMBER]	  = { "21", "No Such Number" },
	[SIGHT_RETURNING]	  = { "RT", "Return to Sender Processed" },
	[SIGHT_BACK_AT_PLANT]	  = { "A1", "Arrived at USPS Regional Facility" },
	[SIGHT_BACK]		  = { "01", "Delivered, To Original Sender" },
};

static const char late_words[] =
	"Your package will arrive later than expected, but is still on its way. "
	"It is currently in transit to the next facility.";

/* The summary stands around the newest scan's time; after NULL: it is said without. */
static const struct {
	const char *category, *before, *after;
} summaries[] = {
	[SCENARIO_PRE_TRANSIT] = {
		"Pre-Shipment", "A shipping label has been prepared for your item",
		". This does not indicate receipt by the USPS or the actual mailing date." },
	[SCENARIO_IN_TRANSIT] = {
		"In Transit", "Your item arrived at our facility",
		". The item is currently in transit to the destination." },
	[SCENARIO_ARRIVING_LATE] = { "In Transit", late_words, NULL },
	[SCENARIO_OUT_FOR_DELIVERY] = {
		"Out for Delivery", "Your item is out for delivery", "." },
	[SCENARIO_NOTICE_LEFT] = {
		"Delivery Attempt: Action Needed", "We attempted to deliver your item",
		" and a notice was left because an authorized recipient was not available." },
	[SCENARIO_AVAILABLE_FOR_PICKUP] = {
		"Available for Pickup", "Your item arrived at the post office",
		" and is ready for pickup." },
	[SCENARIO_DELIVERED] = {
		"Delivered", "Your item was delivered in or at the mailbox", "." },
	[SCENARIO_DELIVERED_ORIGINAL_SENDER] = {
		"Delivered", "Your item was delivered to the original sender", "." },
	[SCENARIO_RETURNED] = {
		"Alert", "Your item was returned to the sender because of an incomplete address",
		"." },
	[SCENARIO_LOST] = { "In Transit", late_words, NULL },
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");
static_assert(sizeof(summaries) / sizeof(summaries[0]) == SCENARIO_NVALUES, "one a scenario");

static void member_when(struct text *to, const char *name, const char *form, int64_t local_s)
{
	char s[SIGHT_TEXT];

	text_member(to, name, sight_text(s, form, local_s));
}

static void write_times(struct text *to, const struct sight *s, bool v3)
{
	char zone[SIGHT_TEXT], local[SIGHT_TEXT], whole[2 * SIGHT_TEXT];

	sight_zone(zone, s->offset_minutes);
	snprintf(whole, sizeof(whole), "%s%s", sight_text(local, "%Y-%m-%dT%H:%M:%S", s->local_s),
		 v3 ? "" : zone);
	text_member(to, "eventTimestamp", whole);
	member_when(to, "GMTTimestamp", "%Y-%m-%dT%H:%M:%SZ", s->local_s - s->offset_minutes * 60);
	text_member(to, "GMTOffset", zone);
}

static void write_scan(struct text *to, const struct sight *s, bool v3)
{
	const struct place *office = s->plant ? NULL : s->place;

	text_puts(to, "{");
	text_member(to, "eventCode", words[s->kind].code);
	text_member(to, "eventType", words[s->kind].text);
	write_times(to, s, v3);
	text_member(to, "eventCity", office ? office->city : s->place ? s->place->plant : NULL);
	text_member(to, "eventState", office ? office->state : NULL);
	text_member(to, v3 ? "eventZIP" : "eventZIPCode", office ? office->zip : NULL);
	text_member(to, "eventCountry", NULL);
	text_member(to, "firm", NULL);
	text_member(to, v3 ? "name" : "recipientName", NULL);
	if (v3)
		text_member(to, "authorizedAgent", "false");
	text_puts(to, "}");
}

static void write_summary(struct text *to, const struct tale *t)
{
	const struct sight *newest = &t->sight[0];
	const struct place *place = newest->place ? newest->place : t->to;
	const char *after = summaries[t->scenario].after;
	char when[SIGHT_TEXT], s[400];
	int hour = (int)(newest->local_s / 3600 % 24);

	if (!after) {
		text_member(to, "statusSummary", summaries[t->scenario].before);
		return;
	}
	sight_text(when, hour < 12 ? "%M am on %B %d, %Y" : "%M pm on %B %d, %Y", newest->local_s);
	snprintf(s, sizeof(s), "%s at %d:%s in %s, %s %s%s", summaries[t->scenario].before,
		 hour % 12 ? hour % 12 : 12, when, place->city, place->state, place->zip, after);
	text_member(to, "statusSummary", s);
}

static void write_expectation(struct text *to, const struct tale *t, bool v3)
{
	int64_t day_s = t->delivery_day * 86400;

	if (v3) {
		member_when(to, "expectedDeliveryTimeStamp", "%Y-%m-%dT%H:%M:%SZ",
			    day_s + 21 * 3600);
		member_when(to, "predictedDeliveryDate", "%Y-%m-%d", day_s);
		return;
	}
	text_member_raw(to, "deliveryDateExpectation", "{");
	member_when(to, "expectedDeliveryDate", "%Y-%m-%d", day_s);
	text_member(to, "endOfDay", "9:00pm");
	text_puts(to, "}");
}

static void write_ends(struct text *to, const struct tale *t)
{
	text_member(to, "originCity", t->from->city);
	text_member(to, "originState", t->from->state);
	text_member(to, "originZIP", t->from->zip);
	text_member(to, "destinationCity", t->to->city);
	text_member(to, "destinationState", t->to->state);
	text_member(to, "destinationZIP", t->to->zip);
}

void usps_tale(struct text *to, const struct parcel *p, enum usps_shape shape)
{
	bool v3 = shape == SHAPE_V3;
	struct tale t;

	scenario_tell(&t, p, COUNTRY_US);
	text_member(to, "trackingNumber", p->number);
	text_member(to, "mailClass", "USPS Ground Advantage<SUP>&#153;</SUP>");
	text_member(to, "mailType", "DM");
	text_member_raw(to, "services",
			v3 ? "\"USPS Tracking<SUP>&#174;</SUP>\""
			   : "[\"USPS Tracking<SUP>&#174;</SUP>\"]");
	text_member(to, "serviceTypeCode", "001");
	text_member_raw(to, "kahalaIndicator", v3 ? "\"false\"" : "false");
	text_member(to, "status", words[t.sight[0].kind].text);
	text_member(to, "statusCategory", summaries[t.scenario].category);
	write_summary(to, &t);
	if (v3)
		write_ends(to, &t);
	if (t.expected)
		write_expectation(to, &t, v3);
	text_member_raw(to, "trackingEvents", "[");
	for (int i = 0; i < t.n; i++) {
		text_puts(to, i ? "," : "");
		write_scan(to, &t.sight[i], v3);
	}
	text_puts(to, "]");
}
