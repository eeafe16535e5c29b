#include "lib/sandbox/scenario.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/text.h"

enum where { NOWHERE, ORIGIN, ORIGIN_PLANT, DESTINATION_PLANT, DESTINATION };

struct scan {
	const char *code, *text;
	int day, minute; /* from the day of delivery; local time */
	enum where where;
};

struct place {
	const char *city, *state, *zip, *plant;
	int offset_minutes;
};

struct journey {
	struct place from, to;
};

/* clang-format off */

/* Cities are invented; the ZIP codes lie in ranges of the state but belong to no post office. */
static const struct journey journeys[] = {
	{ { "MAPLE HOLLOW", "OR", "97099", "MAPLE HOLLOW OR DISTRIBUTION CENTER", -480 },
	  { "EAST TINDER", "OH", "43297", "TINDER OH DISTRIBUTION CENTER", -300 } },
	{ { "COPPER BLUFF", "TX", "78694", "COPPER BLUFF TX DISTRIBUTION CENTER", -360 },
	  { "LAKE ARDEN", "MN", "55698", "ARDEN MN DISTRIBUTION CENTER", -360 } },
	{ { "NEW HARTLEY", "NJ", "07098", "HARTLEY NJ NETWORK DISTRIBUTION CENTER", -300 },
	  { "SALT FORK", "UT", "84196", "SALT FORK UT DISTRIBUTION CENTER", -420 } },
};

/* The way every parcel goes, oldest first; a scenario takes the beginning of it. */
static const struct scan way[] = {
	{ "GX", "Shipping Label Created, USPS Awaiting Item", -6, 18 * 60 + 5, ORIGIN },
	{ "03", "USPS in possession of item", -5, 9 * 60 + 14, ORIGIN },
	{ "SF", "Departed Post Office", -5, 17 * 60 + 20, ORIGIN },
	{ "10", "Arrived at USPS Regional Origin Facility", -5, 21 * 60 + 33, ORIGIN_PLANT },
	{ "T1", "Departed USPS Regional Facility", -4, 6 * 60 + 16, ORIGIN_PLANT },
	{ "NT", "In Transit to Next Facility", -3, 8 * 60, NOWHERE },
	{ "A1", "Arrived at USPS Regional Destination Facility", -1, 281, DESTINATION_PLANT },
	{ "07", "Arrived at Post Office", 0, 6 * 60 + 59, DESTINATION },
	{ "OF", "Out for Delivery", 0, 7 * 60 + 10, DESTINATION },
};

enum { WAY_LABEL = 1, WAY_DEPARTED = 6, WAY_NEAR = 7, WAY_OFFICE = 8, WAY_OUT = 9, TAIL_MAX = 4 };

struct tale {
	const char *name;
	const char *category;
	const char *before, *after;	/* of the newest scan's time; NULL: said without */
	int along;			/* scans taken of the way */
	int shift;
	bool expected;			/* a day of delivery is still announced */
	struct scan tail[TAIL_MAX];
};

static const char late_words[] =
	"Your package will arrive later than expected, but is still on its way. "
	"It is currently in transit to the next facility.";

static const struct tale tales[] = {
	[SCENARIO_PRE_TRANSIT] = {
		"pre_transit", "Pre-Shipment",
		"A shipping label has been prepared for your item",
		". This does not indicate receipt by the USPS or the actual mailing date.",
		WAY_LABEL, 0, false, { { 0 } } },
	[SCENARIO_IN_TRANSIT] = {
		"in_transit", "In Transit",
		"Your item arrived at our facility",
		". The item is currently in transit to the destination.",
		WAY_NEAR, 0, true, { { 0 } } },
	[SCENARIO_ARRIVING_LATE] = {
		"arriving_late", "In Transit",
		late_words, NULL,
		WAY_DEPARTED, 4, true,
		{ { "TL", "In Transit, Arriving Late", 1, 70, NOWHERE } } },
	[SCENARIO_OUT_FOR_DELIVERY] = {
		"out_for_delivery", "Out for Delivery",
		"Your item is out for delivery", ".",
		WAY_OUT, 0, true, { { 0 } } },
	[SCENARIO_NOTICE_LEFT] = {
		"notice_left", "Delivery Attempt: Action Needed",
		"We attempted to deliver your item",
		" and a notice was left because an authorized recipient was not available.",
		WAY_OUT, 0, false,
		{ { "56", "Notice Left (No Authorized Recipient Available)", 0, 13 * 60 + 44,
		    DESTINATION } } },
	[SCENARIO_AVAILABLE_FOR_PICKUP] = {
		"available_for_pickup", "Available for Pickup",
		"Your item arrived at the post office", " and is ready for pickup.",
		WAY_OFFICE, 0, false,
		{ { "14", "Available for Pickup", 0, 9 * 60 + 40, DESTINATION } } },
	[SCENARIO_DELIVERED] = {
		"delivered", "Delivered",
		"Your item was delivered in or at the mailbox", ".",
		WAY_OUT, 0, false,
		{ { "01", "Delivered, In/At Mailbox", 0, 13 * 60 + 52, DESTINATION } } },
	[SCENARIO_DELIVERED_ORIGINAL_SENDER] = {
		"delivered_original_sender", "Delivered",
		"Your item was delivered to the original sender", ".",
		WAY_OUT, 12, false,
		{ { "04", "Refused", 0, 14 * 60 + 3, DESTINATION },
		  { "RT", "Return to Sender Processed", 1, 9 * 60 + 30, DESTINATION },
		  { "A1", "Arrived at USPS Regional Facility", 4, 3 * 60 + 12, ORIGIN_PLANT },
		  { "01", "Delivered, To Original Sender", 7, 11 * 60 + 26, ORIGIN } } },
	[SCENARIO_RETURNED] = {
		"returned", "Alert",
		"Your item was returned to the sender because of an incomplete address", ".",
		WAY_OUT, 5, false,
		{ { "21", "No Such Number", 0, 11 * 60 + 20, DESTINATION },
		  { "RT", "Return to Sender Processed", 1, 9 * 60 + 30, DESTINATION } } },
	[SCENARIO_LOST] = {
		"lost", "In Transit",
		late_words, NULL,
		WAY_DEPARTED, 17, true,
		{ { "TL", "In Transit, Arriving Late", 1, 70, NOWHERE },
		  { "TL", "In Transit to Next Facility", 7, 70, NOWHERE } } },
};
/* clang-format on */

static_assert(sizeof(tales) / sizeof(tales[0]) == SCENARIO_NVALUES, "one tale a scenario");
static_assert(sizeof(way) / sizeof(way[0]) == WAY_OUT, "the way ends at the door");

uint32_t sandbox_hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

int scenario_find(const char *name)
{
	for (int i = 0; i < SCENARIO_NVALUES; i++)
		if (!strcmp(tales[i].name, name))
			return i;
	return -1;
}

int scenario_shift(enum scenario s)
{
	return tales[s].shift;
}

static const struct journey *journey_of(const char *number)
{
	return &journeys[sandbox_hash(number) % (sizeof(journeys) / sizeof(journeys[0]))];
}

static int offset_of(const struct journey *j, const struct scan *s)
{
	bool from = s->where == ORIGIN || s->where == ORIGIN_PLANT;

	return from ? j->from.offset_minutes : j->to.offset_minutes;
}

static struct tm at(const struct parcel *p, int day, int minute)
{
	time_t t = (time_t)(p->today - p->shift + day) * 86400 + (time_t)minute * 60;
	struct tm tm;

	gmtime_r(&t, &tm);
	return tm;
}

static void member_day(struct text *to, const char *name, struct tm tm)
{
	char s[32];

	strftime(s, sizeof(s), "%Y-%m-%d", &tm);
	text_member(to, name, s);
}

static void member_time(struct text *to, const char *name, struct tm tm, const char *zone)
{
	char s[32], whole[64];

	strftime(s, sizeof(s), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(whole, sizeof(whole), "%s%s", s, zone);
	text_member(to, name, whole);
}

static void write_times(struct text *to, const struct parcel *p, const struct scan *s,
			const struct journey *j, enum shape shape)
{
	int offset = offset_of(j, s);
	int minutes = offset < 0 ? -offset : offset;
	char zone[32];

	snprintf(zone, sizeof(zone), "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60,
		 minutes % 60);
	member_time(to, "eventTimestamp", at(p, s->day, s->minute),
		    shape == SHAPE_V3R2 ? zone : "");
	member_time(to, "GMTTimestamp", at(p, s->day, s->minute - offset), "Z");
	text_member(to, "GMTOffset", zone);
}

static void write_scan(struct text *to, const struct parcel *p, const struct scan *s,
		       enum shape shape)
{
	const struct journey *j = journey_of(p->number);
	bool from = s->where == ORIGIN || s->where == ORIGIN_PLANT;
	const struct place *place = from ? &j->from : &j->to;
	bool plant = s->where == ORIGIN_PLANT || s->where == DESTINATION_PLANT;
	bool office = s->where == ORIGIN || s->where == DESTINATION;
	const char *zip = office ? place->zip : NULL;

	text_puts(to, "{");
	text_member(to, "eventCode", s->code);
	text_member(to, "eventType", s->text);
	write_times(to, p, s, j, shape);
	text_member(to, "eventCity", plant ? place->plant : office ? place->city : NULL);
	text_member(to, "eventState", office ? place->state : NULL);
	text_member(to, shape == SHAPE_V3 ? "eventZIP" : "eventZIPCode", zip);
	text_member(to, "eventCountry", NULL);
	text_member(to, "firm", NULL);
	if (shape == SHAPE_V3) {
		text_member(to, "name", NULL);
		text_member(to, "authorizedAgent", "false");
	} else {
		text_member(to, "recipientName", NULL);
	}
	text_puts(to, "}");
}

static int tail_length(const struct tale *t)
{
	int n = 0;

	while (n < TAIL_MAX && t->tail[n].code)
		n++;
	return n;
}

static void write_events(struct text *to, const struct parcel *p, const struct tale *t,
			 enum shape shape)
{
	bool first = true;

	text_member_raw(to, "trackingEvents", "[");
	for (int i = tail_length(t) - 1; i >= 0; i--, first = false) {
		text_puts(to, first ? "" : ",");
		write_scan(to, p, &t->tail[i], shape);
	}
	for (int i = t->along - 1; i >= 0; i--, first = false) {
		text_puts(to, first ? "" : ",");
		write_scan(to, p, &way[i], shape);
	}
	text_puts(to, "]");
}

static void write_summary(struct text *to, const struct parcel *p, const struct tale *t,
			  const struct scan *newest)
{
	const struct journey *j = journey_of(p->number);
	bool from = newest->where == ORIGIN || newest->where == ORIGIN_PLANT;
	const struct place *place = from ? &j->from : &j->to;
	struct tm tm = at(p, newest->day, newest->minute);
	char when[64], s[400];

	if (!t->after) {
		text_member(to, "statusSummary", t->before);
		return;
	}
	strftime(when, sizeof(when), tm.tm_hour < 12 ? "%M am on %B %d, %Y" : "%M pm on %B %d, %Y",
		 &tm);
	snprintf(s, sizeof(s), "%s at %d:%s in %s, %s %s%s", t->before,
		 tm.tm_hour % 12 ? tm.tm_hour % 12 : 12, when, place->city, place->state,
		 place->zip, t->after);
	text_member(to, "statusSummary", s);
}

static void write_expectation(struct text *to, const struct parcel *p, enum shape shape)
{
	if (shape == SHAPE_V3) {
		member_time(to, "expectedDeliveryTimeStamp", at(p, 0, 21 * 60), "Z");
		member_day(to, "predictedDeliveryDate", at(p, 0, 0));
		return;
	}
	text_member_raw(to, "deliveryDateExpectation", "{");
	member_day(to, "expectedDeliveryDate", at(p, 0, 0));
	text_member(to, "endOfDay", "9:00pm");
	text_puts(to, "}");
}

void scenario_write(struct text *to, const struct parcel *p, enum shape shape)
{
	const struct tale *t = &tales[p->scenario];
	const struct journey *j = journey_of(p->number);
	int tail = tail_length(t);
	const struct scan *newest = tail ? &t->tail[tail - 1] : &way[t->along - 1];
	bool v3 = shape == SHAPE_V3;

	text_member(to, "trackingNumber", p->number);
	text_member(to, "mailClass", "USPS Ground Advantage<SUP>&#153;</SUP>");
	text_member(to, "mailType", "DM");
	text_member_raw(to, "services",
			v3 ? "\"USPS Tracking<SUP>&#174;</SUP>\""
			   : "[\"USPS Tracking<SUP>&#174;</SUP>\"]");
	text_member(to, "serviceTypeCode", "001");
	text_member_raw(to, "kahalaIndicator", v3 ? "\"false\"" : "false");
	text_member(to, "status", newest->text);
	text_member(to, "statusCategory", t->category);
	write_summary(to, p, t, newest);
	if (v3) {
		text_member(to, "originCity", j->from.city);
		text_member(to, "originState", j->from.state);
		text_member(to, "originZIP", j->from.zip);
		text_member(to, "destinationCity", j->to.city);
		text_member(to, "destinationState", j->to.state);
		text_member(to, "destinationZIP", j->to.zip);
	}
	if (t->expected)
		write_expectation(to, p, shape);
	write_events(to, p, t, shape);
}

/* What UPS says where USPS says that; a scan of a clock (NT) has no like. */
/* clang-format off */
static const struct {
	const char *scan, *type, *code, *status, *text;
} ups_words[] = {
	{ "GX", "M", "MP", "003", "Shipper created a label, UPS has not received the package "
		"yet. " },
	{ "03", "P", "OR", "038", "Pickup Scan" },
	{ "SF", "I", "DP", "005", "Departed from Facility" },
	{ "10", "I", "AR", "005", "Arrived at Facility" },
	{ "T1", "I", "DP", "005", "Departed from Facility" },
	{ "A1", "I", "AR", "005", "Arrived at Facility" },
	{ "07", "I", "DS", "005", "Destination Scan" },
	{ "OF", "I", "OT", "021", "Out For Delivery Today" },
	{ "TL", "X", "48", "046", "A late trailer has delayed delivery." },
	{ "56", "X", "48", "060", "The receiver was not available for delivery." },
	{ "14", "I", "ZP", "017", "The package is ready for pickup." },
	{ "04", "X", "A2", "064", "The receiver refused the package." },
	{ "21", "X", "A3", "050", "The street number is incorrect." },
	{ "RT", "X", "RS", "035", "Returning to Sender" },
	{ "01", "D", "FS", "011", "DELIVERED " },
};
/* clang-format on */

/* "20261123" */
static void member_date(struct text *to, const char *name, struct tm tm)
{
	char s[32];

	strftime(s, sizeof(s), "%Y%m%d", &tm);
	text_member(to, name, s);
}

/* "071000" or "07:10:00": UPS writes local time and that of Greenwich differently. */
static void member_clock(struct text *to, const char *name, struct tm tm, const char *colon)
{
	char s[48];

	snprintf(s, sizeof(s), "%02d%s%02d%s%02d", tm.tm_hour, colon, tm.tm_min, colon, tm.tm_sec);
	text_member(to, name, s);
}

static void write_ups_status(struct text *to, const struct scan *s)
{
	bool returned = strstr(s->text, "Original Sender") != NULL;

	for (size_t i = 0; i < sizeof(ups_words) / sizeof(ups_words[0]); i++) {
		if (strcmp(ups_words[i].scan, s->code) != 0)
			continue;
		text_puts(to, "{");
		text_member(to, "type", ups_words[i].type);
		text_member(to, "code", ups_words[i].code);
		text_member(to, "statusCode", returned ? "034" : ups_words[i].status);
		text_member(to, "description", returned ? "Returned to Sender" : ups_words[i].text);
		text_puts(to, "}");
		return;
	}
	text_puts(to, "{}");
}

static void write_activity(struct text *to, const struct parcel *p, const struct scan *s)
{
	const struct journey *j = journey_of(p->number);
	bool from = s->where == ORIGIN || s->where == ORIGIN_PLANT;
	const struct place *place = from ? &j->from : &j->to;
	int offset = offset_of(j, s), minutes = offset < 0 ? -offset : offset;
	char zone[32];

	if (!strcmp(s->code, "NT"))
		return;
	snprintf(zone, sizeof(zone), "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60,
		 minutes % 60);
	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	member_date(to, "date", at(p, s->day, s->minute));
	member_clock(to, "time", at(p, s->day, s->minute), "");
	member_date(to, "gmtDate", at(p, s->day, s->minute - offset));
	member_clock(to, "gmtTime", at(p, s->day, s->minute - offset), ":");
	text_member(to, "gmtOffset", zone);
	text_member_raw(to, "location", "{\"address\":{");
	if (s->where != NOWHERE && strcmp(s->code, "GX") != 0) {
		text_member(to, "city", place->city);
		text_member(to, "stateProvince", place->state);
	}
	text_member(to, "countryCode", "US");
	text_puts(to, "}}");
	text_member_raw(to, "status", "");
	write_ups_status(to, s);
	text_puts(to, "}");
}

void scenario_write_ups(struct text *to, const struct parcel *p)
{
	const struct tale *t = &tales[p->scenario];
	int tail = tail_length(t);
	const struct scan *newest = tail ? &t->tail[tail - 1] : &way[t->along - 1];

	text_member(to, "trackingNumber", p->number);
	text_member_raw(to, "currentStatus", "");
	write_ups_status(to, newest);
	text_member_raw(to, "service", "{\"code\":\"518\",\"description\":\"UPS Ground\"}");
	if (t->expected) {
		text_member_raw(to, "deliveryDate", "[{\"type\":\"SDD\"");
		member_date(to, "date", at(p, 0, 0));
		text_puts(to, "}]");
	}
	text_member_raw(to, "activity", "[");
	for (int i = tail - 1; i >= 0; i--)
		write_activity(to, p, &t->tail[i]);
	for (int i = t->along - 1; i >= 0; i--)
		write_activity(to, p, &way[i]);
	text_puts(to, "]");
}
