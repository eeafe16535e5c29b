#include <assert.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/reply.h"
#include "carrier/ups_parts.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* What the parts of a scan are called in an answer and in a notice. */
struct names {
	const char *status, *digits, *date, *time, *gmt_date, *gmt_time, *location;
};

static const struct names in_answer = {
	.status = "status",
	.digits = "statusCode",
	.date = "date",
	.time = "time",
	.gmt_date = "gmtDate",
	.gmt_time = "gmtTime",
	.location = "location",
};

static const struct names in_notice = {
	.status = "activityStatus",
	.digits = "descriptionCode",
	.date = "localActivityDate",
	.time = "localActivityTime",
	.gmt_date = "gmtActivityDate",
	.gmt_time = "gmtActivityTime",
	.location = "activityLocation",
};

/* Names of the service as the desk knows them; another service has no code here. */
static const struct {
	const char *words, *service;
} services[] = {
	{ "UPS Ground", "ground" },
	{ "UPS Ground Saver", "ground_saver" },
	{ "UPS SurePost", "ground_saver" },
	{ "UPS Next Day Air", "next_day_air" },
	{ "UPS 2nd Day Air", "second_day_air" },
	{ "UPS 3 Day Select", "three_day_select" },
	{ "UPS Worldwide Express", "worldwide_express" },
};

static const char *service_of(struct arena *a, const struct json *package)
{
	const char *words = field_plain(a, field_get(package, "service"), "description");

	for (size_t i = 0; i < LENGTH(services); i++)
		if (text_same_nocase(services[i].words, words))
			return services[i].service;
	return NULL;
}

static struct ups_said said_of(struct arena *a, const struct json *status, const char *digits)
{
	struct ups_said said = {
		.text = field_plain(a, status, "description"),
		.status = field_text(a, status, digits),
		.code = field_text(a, status, "code"),
		.type = field_text(a, status, "type"),
	};

	if (!said.text)
		said.text = field_plain(a, status, "simplifiedTextDescription");
	return said;
}

/* "2026-05-15T07:10:00"; the day alone without a time; else as UPS wrote it. */
static const char *local_of(struct arena *a, const struct json *event, const struct names *names)
{
	const char *date = field_text(a, event, names->date);
	const char *time = field_text(a, event, names->time);
	char text[DAY_TEXT];
	daynum day;
	int second;

	if (ups_day_read(&day, date) < 0)
		return date && time ? field_line(a, arena_printf(a, "%s %s", date, time)) : date;
	if (ups_time_read(&second, time) < 0)
		return arena_strdup(a, day_text(text, day));
	return arena_printf(a, "%sT%02d:%02d:%02d", day_text(text, day), second / 3600,
			    second / 60 % 60, second % 60);
}

/* From Greenwich time, or from local time with its offset; else it is no instant. */
static instant occurred_of(struct arena *a, const struct json *event, const struct names *names)
{
	daynum day;
	int second, east_s;

	if (ups_day_read(&day, field_text(a, event, names->gmt_date)) == 0 &&
	    ups_time_read(&second, field_text(a, event, names->gmt_time)) == 0)
		return (instant)day * 86400 + second;
	if (ups_day_read(&day, field_text(a, event, names->date)) == 0 &&
	    ups_time_read(&second, field_text(a, event, names->time)) == 0 &&
	    ups_offset_read(&east_s, field_text(a, event, "gmtOffset")) == 0)
		return (instant)day * 86400 + second - east_s;
	return INSTANT_NONE;
}

/* "WAYNE, NJ 07470", "KOELN, DE"; NULL: nowhere, or only "in the United States". */
static const char *place_of(struct arena *a, const struct json *location)
{
	const struct json *inner = field_get(location, "address");
	const struct json *address = inner ? inner : location;
	const char *city = field_text(a, address, "city");
	const char *state = field_text(a, address, "stateProvince");
	const char *zip = field_text(a, address, "postalCode");
	const char *country = field_text(a, address, "countryCode");

	if (!country)
		country = field_text(a, address, "country");
	return reply_place(a, city, state, zip, country);
}

/* False when it says nothing: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct json *j,
		       const struct names *names, enum source source)
{
	struct ups_said said = said_of(a, field_get(j, names->status), names->digits);

	*out = (struct event){
		.text = said.text,
		.code = said.code     ? said.code
			: said.status ? said.status
				      : said.type,
		.occurred_at = occurred_of(a, j, names),
		.occurred_at_local = local_of(a, j, names),
		.place = place_of(a, field_get(j, names->location)),
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	reply_meaning(out, ups_judge(&said));
	return out->text || out->code;
}

static bool looks_like_event(const struct json *j)
{
	return field_get(j, "status") && field_get(j, "date");
}

static bool activity_read(struct event *out, struct arena *a, const struct json *j,
			  enum source source)
{
	return event_read(out, a, j, &in_answer, source);
}

/* NULL, or why it could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct json *package,
			       enum source source)
{
	static const struct reply_events how = { "UPS", activity_read,
						 "an activity without description and code" };
	const struct json *list;
	bool broken;

	list = field_list(package, "activity", looks_like_event, &broken);
	r->partial = !list;
	if (!list)
		return broken ? "activity is no list" : NULL;
	return reply_events(r, a, &how, list, source);
}

/* The day to which delivery was moved, else the day first announced; "DEL" is no expectation. */
static daynum expected_of(struct arena *a, const struct json *package)
{
	static const char *const types[] = { "RDD", "SDD" };
	const struct json *list = field_get(package, "deliveryDate");
	daynum day;

	for (size_t i = 0; i < LENGTH(types); i++) {
		int n = 0;

		for (const struct json *j = list ? list->first : NULL; j && n < FIELD_MAX;
		     j = j->next, n++)
			if (text_same_nocase(field_text(a, j, "type"), types[i]) &&
			    ups_day_read(&day, field_text(a, j, "date")) == 0)
				return day;
	}
	return DAY_NONE;
}

/* The state of the whole parcel, where the newest scan says less. */
static void judge_newest(struct event *newest, const struct ups_said *current)
{
	struct meaning meaning = ups_judge(current);

	if (newest->status != STATUS_UNKNOWN &&
	    (newest->status != STATUS_DELIVERED || meaning.status != STATUS_RETURN_TO_SENDER))
		return;
	if (meaning.status == STATUS_UNKNOWN)
		return;
	newest->status = meaning.status;
	newest->trouble = meaning.trouble;
}

void ups_package_read(struct reading *r, struct arena *a, const struct json *package,
		      enum source source)
{
	struct ups_said current = { .text = NULL };
	const char *fault;

	assert(package && package->type == JSON_OBJECT);
	r->message = NULL;
	fault = events_read(r, a, package, source);
	current = said_of(a, field_get(package, "currentStatus"), "statusCode");
	r->status_text = current.text;
	if (!r->status_text)
		r->status_text = field_plain(a, package, "statusDescription");
	if (!r->status_text && r->nevents > 0)
		r->status_text = r->event[0].text;
	if (!fault && r->nevents == 0 && !r->status_text)
		fault = "neither a status nor activities";
	if (fault) {
		r->outcome = POLL_UNREADABLE;
		r->message = arena_printf(a, "the answer of UPS could not be read: %s", fault);
		r->status_text = NULL;
		return;
	}
	r->outcome = POLL_NEW;
	r->service = service_of(a, package);
	r->expected_on = expected_of(a, package);
	if (r->nevents > 0)
		judge_newest(&r->event[0], &current);
	reply_signed(r, field_text(a, field_get(package, "deliveryInformation"), "receivedBy"));
}

bool ups_is_notice(const struct json *json)
{
	return field_get(json, "activityStatus") && field_get(json, "localActivityDate");
}

void ups_notice_read(struct reading *r, struct arena *a, const struct json *notice)
{
	r->event = arena_array(a, 1, sizeof *r->event);
	if (!event_read(&r->event[0], a, notice, &in_notice, SOURCE_NOTICE)) {
		r->event = NULL;
		r->outcome = POLL_UNREADABLE;
		r->message = "the notice of UPS could not be read: it says no status";
		return;
	}
	r->nevents = 1;
	r->partial = true;
	reply_signed(r, field_text(a, notice, "receivedBy"));
	r->outcome = POLL_NEW;
	r->message = NULL;
	r->status_text = r->event[0].text;
	ups_day_read(&r->expected_on, field_text(a, notice, "scheduledDeliveryDate"));
}
