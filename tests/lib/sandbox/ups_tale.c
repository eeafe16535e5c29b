#include <assert.h>

#include "lib/sandbox/parts.h"

/* clang-format off */
static const struct {
	const char *type, *code, *status, *text;
} words[] = {
	[SIGHT_LABEL] = { "M", "MP", "003",
		"Shipper created a label, UPS has not received the package yet. " },
	[SIGHT_ACCEPTED]	  = { "P", "OR", "038", "Pickup Scan" },
	[SIGHT_LEFT_OFFICE]	  = { "I", "DP", "005", "Departed from Facility" },
	[SIGHT_ORIGIN_PLANT]	  = { "I", "AR", "005", "Arrived at Facility" },
	[SIGHT_LEFT_PLANT]	  = { "I", "DP", "005", "Departed from Facility" },
	[SIGHT_DESTINATION_PLANT] = { "I", "AR", "005", "Arrived at Facility" },
	[SIGHT_OFFICE]		  = { "I", "DS", "005", "Destination Scan" },
	[SIGHT_OUT]		  = { "I", "OT", "021", "Out For Delivery Today" },
	[SIGHT_LATE]	= { "X", "48", "046", "A late trailer has delayed delivery." },
	[SIGHT_STILL_LATE] = { "X", "48", "046", "A late trailer has delayed delivery." },
	[SIGHT_NOTICE]	= { "X", "48", "060", "The receiver was not available for delivery." },
	[SIGHT_PICKUP]	= { "I", "ZP", "017", "The package is ready for pickup." },
	[SIGHT_DELIVERED]	  = { "D", "FS", "011", "DELIVERED " },
	[SIGHT_REFUSED]	= { "X", "A2", "064", "The receiver refused the package." },
	[SIGHT_NO_SUCH_NUMBER] = { "X", "A3", "050", "The street number is incorrect." },
	[SIGHT_RETURNING]	  = { "X", "RS", "035", "Returning to Sender" },
	[SIGHT_BACK_AT_PLANT]	  = { "I", "AR", "005", "Arrived at Facility" },
	[SIGHT_BACK]		  = { "D", "FS", "034", "Returned to Sender" },
};
/* clang-format on */

static_assert(sizeof(words) / sizeof(words[0]) == SIGHT_NVALUES, "words for every sight");

static void member_when(struct text *to, const char *name, const char *form, int64_t local_s)
{
	char s[SIGHT_TEXT];

	text_member(to, name, sight_text(s, form, local_s));
}

static void write_status(struct text *to, enum sight_kind kind)
{
	text_puts(to, "{");
	text_member(to, "type", words[kind].type);
	text_member(to, "code", words[kind].code);
	text_member(to, "statusCode", words[kind].status);
	text_member(to, "description", words[kind].text);
	text_puts(to, "}");
}

/* Local time and that of Greenwich are written differently. */
static void write_activity(struct text *to, const struct sight *s)
{
	int64_t gmt_s = s->local_s - s->offset_minutes * 60;
	char zone[SIGHT_TEXT];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	member_when(to, "date", "%Y%m%d", s->local_s);
	member_when(to, "time", "%H%M%S", s->local_s);
	member_when(to, "gmtDate", "%Y%m%d", gmt_s);
	member_when(to, "gmtTime", "%H:%M:%S", gmt_s);
	text_member(to, "gmtOffset", sight_zone(zone, s->offset_minutes));
	text_member_raw(to, "location", "{\"address\":{");
	if (s->place && s->kind != SIGHT_LABEL) {
		text_member(to, "city", s->place->city);
		text_member(to, "stateProvince", s->place->state);
	}
	text_member(to, "countryCode", "US");
	text_puts(to, "}}");
	text_member_raw(to, "status", "");
	write_status(to, s->kind);
	text_puts(to, "}");
}

void ups_tale(struct text *to, const struct parcel *p)
{
	struct tale t;

	scenario_tell(&t, p, COUNTRY_US);
	text_member(to, "trackingNumber", p->number);
	text_member_raw(to, "currentStatus", "");
	write_status(to, t.sight[0].kind);
	text_member_raw(to, "service", "{\"code\":\"518\",\"description\":\"UPS Ground\"}");
	if (t.expected) {
		text_member_raw(to, "deliveryDate", "[{\"type\":\"SDD\"");
		member_when(to, "date", "%Y%m%d", t.delivery_day * 86400);
		text_puts(to, "}]");
	}
	text_member_raw(to, "activity", "[");
	for (int i = 0; i < t.n; i++)
		if (words[t.sight[i].kind].type)
			write_activity(to, &t.sight[i]);
	text_puts(to, "]");
}
