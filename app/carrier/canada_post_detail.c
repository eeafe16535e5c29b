
#include "base/arena.h"
#include "base/text.h"
#include "base/xml.h"
#include "carrier/canada_post_parts.h"
#include "carrier/field.h"
#include "carrier/reply.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* clang-format off */
static const struct {
	const char *abbreviation;
	int minutes; /* east of UTC */
} zones[] = {
	{ "UTC",    0 }, { "GMT",    0 },
	{ "NST", -210 }, { "NDT", -150 }, /* Newfoundland */
	{ "AST", -240 }, { "ADT", -180 },
	{ "EST", -300 }, { "EDT", -240 },
	{ "CST", -360 }, { "CDT", -300 },
	{ "MST", -420 }, { "MDT", -360 },
	{ "PST", -480 }, { "PDT", -420 },
};
/* clang-format on */

int canada_post_zone(int *out, const char *abbreviation)
{
	for (size_t i = 0; i < LENGTH(zones); i++) {
		if (!text_same_nocase(zones[i].abbreviation, abbreviation))
			continue;
		*out = zones[i].minutes * 60;
		return 0;
	}
	return -1;
}

static const char *line_of(struct arena *a, const struct xml *parent, const char *name)
{
	return field_line(a, xml_str(parent, name));
}

/* A date and a time without a zone that we know are no instant. */
static void when_read(struct event *out, struct arena *a, const struct xml *x)
{
	const char *date = line_of(a, x, "event-date"), *time = line_of(a, x, "event-time");
	int64_t wall;
	int offset_s;

	out->occurred_at = INSTANT_NONE;
	if (!date)
		return;
	out->occurred_at_local = time ? field_line(a, arena_printf(a, "%sT%s", date, time)) : date;
	if (time && wall_parse(&wall, out->occurred_at_local) == 0 &&
	    canada_post_zone(&offset_s, line_of(a, x, "event-time-zone")) == 0)
		out->occurred_at = wall - offset_s;
}

/* "SAINTE-FOY, QC"; NULL: nowhere. */
static const char *place_of(struct arena *a, const struct xml *x)
{
	const char *site = line_of(a, x, "event-site"), *province = line_of(a, x, "event-province");

	if (!site || !province)
		return site ? site : province;
	return field_line(a, arena_printf(a, "%s, %s", site, province));
}

/* False when it holds neither words nor a code: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct xml *x, enum source source)
{
	*out = (struct event){
		.text = line_of(a, x, "event-description"),
		.code = line_of(a, x, "event-identifier"),
		.place = place_of(a, x),
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	when_read(out, a, x);
	out->signed_by = line_of(a, x, "signatory-name");
	reply_meaning(out, canada_post_meaning(out->text, out->code, NULL));
	return out->text || out->code;
}

/* NULL, or why they could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct xml *detail,
			       enum source source)
{
	const struct xml *list = xml_get(detail, "significant-events"), *x;

	if (!list)
		return "no significant-events";
	r->nevents = list->count < EVENTS_MAX ? list->count : EVENTS_MAX;
	if (r->nevents > 0)
		r->event = arena_array(a, (size_t)r->nevents, sizeof *r->event);
	x = list->first;
	for (int i = 0; i < r->nevents; i++, x = x->next) {
		if (text_same(x->name, "occurrence") && event_read(&r->event[i], a, x, source))
			continue;
		r->event = NULL;
		r->nevents = 0;
		return "an event without event-description and event-identifier";
	}
	reply_sort(r->event, r->nevents);
	r->partial = list->count > EVENTS_MAX;
	if (list->count > EVENTS_MAX)
		r->message = arena_printf(a, "Canada Post gave %d events: the first %d were read",
					  list->count, EVENTS_MAX);
	return NULL;
}

/* The day it was changed to, else the first one. */
static daynum expected_of(struct arena *a, const struct xml *detail)
{
	static const char *const names[] = { "changed-expected-date", "expected-delivery-date" };
	daynum day;

	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *text = line_of(a, detail, names[i]);

		if (text && day_parse_iso(&day, text) == 0)
			return day;
	}
	return DAY_NONE;
}

/* The words of the newest event that say where the parcel is. */
static const char *status_of(const struct reading *r)
{
	for (int i = 0; i < r->nevents; i++)
		if (r->event[i].status != STATUS_UNKNOWN && r->event[i].text)
			return r->event[i].text;
	return NULL;
}

void canada_post_detail_read(struct reading *r, struct arena *a, const struct xml *detail,
			     enum source source)
{
	const char *fault;

	r->message = NULL;
	fault = events_read(r, a, detail, source);
	if (fault) {
		r->outcome = POLL_UNREADABLE;
		r->message =
			arena_printf(a, "the answer of Canada Post could not be read: %s", fault);
		return;
	}
	r->expected_on = expected_of(a, detail);
	if (r->nevents == 0) {
		r->outcome = POLL_NOT_FOUND;
		r->message = "Canada Post knows this number but no event yet: ask again tomorrow";
		return;
	}
	r->outcome = POLL_NEW;
	r->status_text = status_of(r);
}
