#include <assert.h>
#include <stdio.h>

#include "lib/sandbox/parts.h"

enum { DAYS_BEFORE = 400 /* that an older parcel of the number was sent */ };

/* clang-format off */
static const struct {
	const char *type, *text;
	const char *derived, *status;		/* may be coarser than the type */
	const char *code, *reason;		/* of an exception; or NULL */
} words[] = {
	[SIGHT_LABEL]		  = { "OC", "Shipment information sent to FedEx",
				      "IN", "Initiated", NULL, NULL },
	[SIGHT_ACCEPTED]	  = { "PU", "Picked up", "PU", "Picked up", NULL, NULL },
	[SIGHT_LEFT_OFFICE]	  = { "DP", "Left FedEx origin facility",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_ORIGIN_PLANT]	  = { "AR", "Arrived at FedEx hub",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_LEFT_PLANT]	  = { "DP", "Departed FedEx hub", "IT", "In transit", NULL, NULL },
	[SIGHT_CLOCK]		  = { "IT", "On the way", "IT", "In transit", NULL, NULL },
	[SIGHT_DESTINATION_PLANT] = { "AR", "At destination sort facility",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_OFFICE]		  = { "AR", "At local FedEx facility",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_OUT]		  = { "OD", "On FedEx vehicle for delivery",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_LATE]		  = { "DY", "Delay", "DY", "Delayed", NULL, NULL },
	[SIGHT_STILL_LATE]	  = { "DY", "Delay", "DY", "Delayed", NULL, NULL },
	[SIGHT_NOTICE]		  = { "DE", "Delivery exception", "DE", "Delivery exception",
				      "08", "Customer not available or business closed" },
	[SIGHT_PICKUP]		  = { "HL", "Ready for pickup", "HL", "Ready for pickup",
				      NULL, NULL },
	[SIGHT_DELIVERED]	  = { "DL", "Delivered", "DL", "Delivered", NULL, NULL },
	[SIGHT_REFUSED]		  = { "DE", "Delivery exception", "DE", "Delivery exception",
				      "07", "Shipment refused by recipient" },
	[SIGHT_NO_SUCH_NUMBER]	  = { "DE", "Delivery exception", "DE", "Delivery exception",
				      "03", "Incorrect address" },
	[SIGHT_RETURNING]	  = { "RS", "Returning package to shipper",
				      "RS", "Returning package to shipper", NULL, NULL },
	[SIGHT_BACK_AT_PLANT]	  = { "AR", "Arrived at FedEx hub",
				      "IT", "In transit", NULL, NULL },
	[SIGHT_BACK]		  = { "DL", "Delivered, returned to shipper",
				      "DL", "Delivered", NULL, NULL },
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");

/* Hubs write their own clock without saying where it stands. */
static void member_when(struct text *to, const char *name, const struct sight *s)
{
	char local[SIGHT_TEXT], zone[SIGHT_TEXT], whole[2 * SIGHT_TEXT];

	snprintf(whole, sizeof(whole), "%s%s", sight_text(local, "%Y-%m-%dT%H:%M:%S", s->local_s),
		 s->plant ? "" : sight_zone(zone, s->offset_minutes));
	text_member(to, name, whole);
}

static void write_place(struct text *to, const struct place *place)
{
	text_member_raw(to, "scanLocation", "{");
	if (place) {
		text_member(to, "city", place->city);
		text_member(to, "stateOrProvinceCode", place->state);
		text_member(to, "postalCode", place->zip);
		text_member(to, "countryCode", "US");
	}
	text_member_raw(to, "residential", "false");
	text_puts(to, "}");
}

static void write_scan(struct text *to, const struct sight *s)
{
	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	member_when(to, "date", s);
	text_member(to, "eventType", words[s->kind].type);
	text_member(to, "eventDescription", words[s->kind].text);
	text_member(to, "exceptionCode", words[s->kind].code ? words[s->kind].code : "");
	text_member(to, "exceptionDescription", words[s->kind].reason ? words[s->kind].reason : "");
	write_place(to, s->place);
	text_member(to, "locationType", s->plant ? "SORT_FACILITY" : "FEDEX_FACILITY");
	text_member(to, "derivedStatusCode", words[s->kind].derived);
	text_member(to, "derivedStatus", words[s->kind].status);
	text_puts(to, "}");
}

static void write_latest(struct text *to, const struct sight *s)
{
	text_member_raw(to, "latestStatusDetail", "{");
	text_member(to, "code", words[s->kind].type);
	text_member(to, "derivedCode", words[s->kind].derived);
	text_member(to, "statusByLocale", words[s->kind].text);
	text_member(to, "description", words[s->kind].text);
	if (words[s->kind].reason) {
		text_member_raw(to, "ancillaryDetails", "[{");
		text_member(to, "reason", words[s->kind].code);
		text_member(to, "reasonDescription", words[s->kind].reason);
		text_puts(to, "}]");
	}
	write_place(to, s->place);
	text_puts(to, "}");
}

static void write_date(struct text *to, const char *type, int64_t day)
{
	char s[SIGHT_TEXT];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	text_member(to, "type", type);
	text_member(to, "dateTime", sight_text(s, "%Y-%m-%dT00:00:00-06:00", day * 86400));
	text_puts(to, "}");
}

void fedex_tale(struct text *to, const struct parcel *p, bool before)
{
	struct parcel parcel = *p;
	char id[NUMBER_SIZE + 32];
	struct tale t;

	if (before) {
		parcel.today -= DAYS_BEFORE;
		parcel.scenario = SCENARIO_DELIVERED;
	}
	scenario_tell(&t, &parcel, COUNTRY_US);
	text_member_raw(to, "trackingNumberInfo", "{");
	text_member(to, "trackingNumber", p->number);
	text_member(to, "carrierCode", "FDXG");
	snprintf(id, sizeof(id), "%s~%s~FDEG", before ? "12027" : "12029", p->number);
	text_member(to, "trackingNumberUniqueId", id);
	text_puts(to, "}");
	text_member_raw(to, "serviceDetail",
			"{\"type\":\"FEDEX_GROUND\",\"description\":\"FedEx Ground\"}");
	write_latest(to, &t.sight[0]);
	text_member_raw(to, "dateAndTimes", "[");
	write_date(to, "SHIP", t.label_day);
	if (t.expected)
		write_date(to, "ESTIMATED_DELIVERY", t.delivery_day);
	text_puts(to, "]");
	text_member_raw(to, "scanEvents", "[");
	for (int i = 0; i < t.n; i++)
		write_scan(to, &t.sight[i]);
	text_puts(to, "]");
}
