#include <assert.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/fedex_parts.h"
#include "carrier/field.h"
#include "carrier/reply.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* serviceDetail.type and the services whose rules we know; others are not known. */
/* clang-format off */
static const struct {
	const char *type, *service;
} services[] = {
	{ "FEDEX_GROUND",			"ground" },
	{ "GROUND_HOME_DELIVERY",		"ground" },
	{ "FEDEX_HOME_DELIVERY",		"ground" },
	{ "SMART_POST",				"ground_economy" },
	{ "SMARTPOST",				"ground_economy" },
	{ "FEDEX_GROUND_ECONOMY",		"ground_economy" },
	{ "FIRST_OVERNIGHT",			"express" },
	{ "PRIORITY_OVERNIGHT",			"express" },
	{ "STANDARD_OVERNIGHT",			"express" },
	{ "FEDEX_2_DAY",			"express" },
	{ "FEDEX_2_DAY_AM",			"express" },
	{ "FEDEX_EXPRESS_SAVER",		"express" },
};
/* clang-format on */

static const char *service_of(struct arena *a, const struct json *result)
{
	const char *type = field_text(a, field_get(result, "serviceDetail"), "type");

	for (size_t i = 0; i < LENGTH(services); i++)
		if (text_same_nocase(services[i].type, type))
			return services[i].service;
	return NULL;
}

/* The day of one sort in "dateAndTimes"; DAY_NONE. */
static daynum dated(struct arena *a, const struct json *result, const char *type)
{
	const struct json *list = field_get(result, "dateAndTimes");

	if (!list || list->type != JSON_ARRAY)
		return DAY_NONE;
	for (const struct json *j = list->first; j; j = j->next) {
		daynum day;

		if (!text_same_nocase(field_text(a, j, "type"), type))
			continue;
		day = reply_day(field_text(a, j, "dateTime"));
		if (day != DAY_NONE)
			return day;
	}
	return DAY_NONE;
}

daynum fedex_shipped_on(struct arena *a, const struct json *result)
{
	static const char *const types[] = { "SHIP", "ACTUAL_PICKUP", "ACTUAL_TENDER" };
	daynum day = DAY_NONE;

	for (size_t i = 0; i < LENGTH(types) && day == DAY_NONE; i++)
		day = dated(a, result, types[i]);
	return day;
}

/* The last day of a window. */
static daynum window_of(struct arena *a, const struct json *result, const char *name)
{
	const struct json *window = field_get(field_get(result, name), "window");
	daynum day = reply_day(field_text(a, window, "ends"));

	return day != DAY_NONE ? day : reply_day(field_text(a, window, "begins"));
}

/* What FedEx expects now, ahead of what the service promises. */
static daynum expected_of(struct arena *a, const struct json *result)
{
	daynum day = window_of(a, result, "estimatedDeliveryTimeWindow");

	if (day == DAY_NONE)
		day = dated(a, result, "ESTIMATED_DELIVERY");
	if (day == DAY_NONE)
		day = dated(a, result, "APPOINTMENT_DELIVERY");
	if (day == DAY_NONE)
		day = window_of(a, result, "standardTransitTimeWindow");
	return day != DAY_NONE ? day : dated(a, result, "COMMITMENT");
}

static bool looks_like_event(const struct json *j)
{
	return field_get(j, "eventType") || field_get(j, "eventDescription") ||
	       field_get(j, "derivedStatusCode");
}

/* A parcel on its way that FedEx calls delayed, though the event itself is an ordinary one. */
static bool is_delayed(struct arena *a, const struct json *j, enum status status)
{
	const char *delay = field_text(a, field_get(j, "delayDetail"), "status");

	return text_same_nocase(delay, "DELAYED") &&
	       (status == STATUS_PRE_TRANSIT || status == STATUS_IN_TRANSIT ||
		status == STATUS_OUT_FOR_DELIVERY);
}

/* False when it holds neither text nor code: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct json *j, enum source source)
{
	const struct json *at = field_get(j, "scanLocation");
	const char *type = field_text(a, j, "eventType");
	const char *derived = field_text(a, j, "derivedStatusCode");
	const char *words = field_plain(a, j, "eventDescription");

	if (!words)
		words = field_plain(a, j, "derivedStatus");
	*out = (struct event){
		.text = reply_joined(a, words, field_plain(a, j, "exceptionDescription")),
		.code = type ? type : derived,
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	if (!out->text && !out->code)
		return false;
	out->occurred_at_local = field_text(a, j, "date");
	out->occurred_at = reply_instant(out->occurred_at_local);
	out->place =
		reply_place(a, field_text(a, at, "city"), field_text(a, at, "stateOrProvinceCode"),
			    field_text(a, at, "postalCode"), field_text(a, at, "countryCode"));
	reply_meaning(out, fedex_meaning(out->text, type, derived));
	if (out->trouble == TROUBLE_NONE && is_delayed(a, j, out->status))
		out->trouble = TROUBLE_DELAYED;
	return true;
}

/* As in "scanEvents" or, should the name have drifted, the first list of what looks like events. */
static const struct json *find_events(const struct json *result, const char **fault)
{
	const struct json *list = field_get(result, "scanEvents");

	*fault = NULL;
	if (list && (list->type == JSON_ARRAY || looks_like_event(list)))
		return list;
	if (list)
		*fault = "scanEvents is no list";
	for (const struct json *j = list ? NULL : result->first; j; j = j->next)
		if (j->type == JSON_ARRAY && looks_like_event(j->first))
			return j;
	return NULL;
}

/* NULL, or why it could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct json *result,
			       enum source source)
{
	static const struct reply_events how = {
		"FedEx", event_read, "an event without eventType and eventDescription"
	};
	const char *fault;
	const struct json *list = find_events(result, &fault);

	r->partial = !list;
	return list ? reply_events(r, a, &how, list, source) : fault;
}

/* "Delivery exception: Customer not available or business closed" */
static const char *status_of(struct arena *a, const struct json *latest)
{
	const struct json *ancillary = field_at(field_get(latest, "ancillaryDetails"), 0);
	const char *words = field_plain(a, latest, "statusByLocale");
	const char *reason = field_plain(a, ancillary, "reasonDescription");

	if (!words)
		words = field_plain(a, latest, "description");
	if (!reason)
		reason = field_plain(a, ancillary, "actionDescription");
	return reply_joined(a, words, reason);
}

/* The latest status may say more than the newest event: a return, or what the event does not. */
static void judge_newest(struct event *newest, struct arena *a, const struct json *latest,
			 const char *words)
{
	struct meaning meaning;

	if (newest->status != STATUS_DELIVERED && newest->status != STATUS_UNKNOWN)
		return;
	meaning = fedex_meaning(words, field_text(a, latest, "code"),
				field_text(a, latest, "derivedCode"));
	if (newest->status == STATUS_DELIVERED && meaning.status != STATUS_RETURN_TO_SENDER)
		return;
	newest->status = meaning.status;
	newest->trouble = meaning.trouble;
}

/* The name that was read from the signature, before the name that was given. */
static const char *signer_of(struct arena *a, const struct json *delivery)
{
	static const char *const names[] = { "signedByName", "receivedByName" };
	const char *name = NULL;

	for (size_t i = 0; i < LENGTH(names) && !name; i++)
		name = field_text(a, delivery, names[i]);
	return name;
}

void fedex_detail_read(struct reading *r, struct arena *a, const struct json *result,
		       enum source source)
{
	const struct json *latest = field_get(result, "latestStatusDetail");
	struct fedex_complaint complaint;
	const char *fault;

	assert(result && result->type == JSON_OBJECT);
	r->message = NULL;
	r->outcome = POLL_UNREADABLE;
	fedex_complaint_read(&complaint, a, result);
	fault = events_read(r, a, result, source);
	r->status_text = status_of(a, latest);
	if (!fault && r->nevents == 0 && complaint.present) {
		r->status_text = NULL;
		fedex_complaint_judge(r, a, &complaint);
		return;
	}
	if (!fault && r->nevents == 0 && !r->status_text)
		fault = "neither a status nor events";
	if (fault) {
		r->message = arena_printf(a, "the answer of FedEx could not be read: %s", fault);
		r->status_text = NULL;
		return;
	}
	r->outcome = POLL_NEW;
	if (complaint.present && !r->message)
		r->message = arena_printf(a, "FedEx gave events and an error: %s",
					  complaint.text ? complaint.text : "without words");
	r->service = service_of(a, result);
	r->expected_on = expected_of(a, result);
	if (r->nevents > 0)
		judge_newest(&r->event[0], a, latest, r->status_text);
	reply_signed(r, signer_of(a, field_get(result, "deliveryDetails")));
}
