#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

/* Offices that do not exist; each place asked for has them, the second and third further away. */
/* clang-format off */
static const struct {
	const char *name, *street, *phone, *type;
	int distance;		/* tenths of a mile */
	const char *closes;	/* on weekdays */
	const char *saturday;	/* closes; NULL: closed */
	bool closed;
} offices[] = {
	{ "EAST TINDER", "12 COPPER STREET", "5555550143", "POST_OFFICE",
	  3, "17:00:00", "13:00:00", false },
	{ "SALT FORK ANNEX", "400 MILL ROAD", "5555550160", "CARRIER_ANNEX",
	  14, "16:30:00", NULL, false },
	{ "LAKE ARDEN", "7 HARBOR WAY", "5555550171", "POST_OFFICE",
	  42, "17:30:00", "12:00:00", true },
};

static const char *const weekdays[] = {
	"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY",
};
/* clang-format on */

enum { OFFICES = sizeof(offices) / sizeof(offices[0]), RADIUS_MAX = 100 };

/* The zones of the states whose ZIP codes begin so; elsewhere the East. */
static const char *zone_of(const char *zip)
{
	static const char *const zones[] = { "US/Eastern", "US/Eastern", "US/Eastern",
					     "US/Eastern", "US/Eastern", "US/Central",
					     "US/Central", "US/Central", "US/Mountain",
					     "US/Pacific" };

	return zones[zip[0] - '0'];
}

static void write_hours(struct text *to, int office)
{
	text_member_raw(to, "hours", "[");
	for (int day = 0; day < 6; day++) {
		const char *closes = day < 5 ? offices[office].closes : offices[office].saturday;

		text_puts(to, day ? ",{" : "{");
		text_member(to, "dayOfWeek", weekdays[day]);
		text_member_raw(to, "times", closes ? "[{" : "[");
		if (closes) {
			text_member(to, "openTime", "09:00:00");
			text_member(to, "closeTime", closes);
			text_puts(to, "}");
		}
		text_puts(to, "]}");
	}
	text_puts(to, "]");
}

static void write_office(struct text *to, int office, const char *zip)
{
	char number[32];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	text_member(to, "facilityName", offices[office].name);
	text_member_raw(to, "facilityAddress", "{");
	text_member(to, "streetAddress", offices[office].street);
	text_member(to, "city", "EAST TINDER");
	text_member(to, "state", "OH");
	text_member(to, "ZIPCode", zip);
	text_member(to, "ZIPPlus4", "9998");
	text_puts(to, "}");
	snprintf(number, sizeof(number), "13%s%d", zip, office);
	text_member(to, "facilityId", number);
	text_member_raw(to, "geoCoordinates", "{\"latitude\":40.5,\"longitude\":-81.25}");
	text_member(to, "postOfficeType", offices[office].type);
	snprintf(number, sizeof(number), "%d.%d", offices[office].distance / 10,
		 offices[office].distance % 10);
	text_member_raw(to, "distance", number);
	text_member_raw(to, "phoneNumbers", "{");
	text_member(to, "phone", offices[office].phone);
	text_puts(to, "}");
	text_member_raw(to, "temporaryClosure", offices[office].closed ? "true" : "false");
	text_member_raw(to, "specialHours", "[{\"date\":\"2026-11-26\",\"open\":false}]");
	text_member(to, "timeZone", zone_of(zip));
	text_member_raw(to, "services", "[{");
	write_hours(to, office);
	text_member(to, "service", "RETAIL");
	text_puts(to, "}]}");
}

static void tell(struct reply *rp, const char *zip, long radius)
{
	text_puts(&rp->body, "{");
	text_member_raw(&rp->body, "locations", "[");
	for (int i = 0; i < OFFICES; i++)
		if (offices[i].distance <= radius * 10)
			write_office(&rp->body, i, zip);
	text_puts(&rp->body, "]}");
}

/* A ZIP code of which the script says nothing has its offices. */
static void answer(struct reply *rp, struct call *c, const char *zip, long radius)
{
	struct entry *e = script_named(c->play->script, zip) ? play_entry(rp, c, zip) : NULL;
	const struct step *step = e ? entry_step(e) : NULL;

	if (step && step->kind >= STEP_PARTIAL)
		play_fault(rp, c, step);
	else if (step && step->kind == STEP_ANSWER)
		text_puts(&rp->body, step->text);
	else if (step && step->kind == STEP_MISSING)
		text_puts(&rp->body, "{}");
	else
		tell(rp, zip, step && step->kind == STEP_ERROR ? 0 : radius);
	if (e)
		entry_advance(e);
}

bool usps_offices(struct reply *rp, struct call *c)
{
	struct flat_doc *query = flat_query(c->rq->target);
	const char *zip = query ? flat_get(&query->top, "ZIPCode") : "";
	const char *radius = query ? flat_get(&query->top, "radius") : "";
	long miles = strtol(radius, NULL, 10);
	bool good = strlen(zip) == 5 && strspn(zip, "0123456789") == 5 && miles > 0 &&
		    miles <= RADIUS_MAX;

	if (good)
		answer(rp, c, zip, miles);
	flat_release(query);
	return good;
}
