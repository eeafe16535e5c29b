#include <assert.h>

#include "base/arena.h"
#include "base/json.h"
#include "carrier/dhl_parts.h"
#include "carrier/field.h"
#include "carrier/reply.h"

/* The last day of the frame, or the day of the estimate. */
static daynum expected_of(struct arena *a, const struct json *shipment)
{
	const struct json *frame = field_get(shipment, "estimatedDeliveryTimeFrame");
	daynum day = reply_day(field_text(a, frame, "estimatedThrough"));

	return day != DAY_NONE ? day
			       : reply_day(field_text(a, shipment, "estimatedTimeOfDelivery"));
}

static bool looks_like_event(const struct json *j)
{
	return field_get(j, "statusCode") || (field_get(j, "timestamp") && field_get(j, "status"));
}

/* "Delivered: left with the neighbour" */
static const char *words_of(struct arena *a, const struct json *j)
{
	return reply_joined(a, field_plain(a, j, "status"), field_plain(a, j, "description"));
}

/* False when it holds neither words nor a class: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct json *j, enum source source)
{
	const struct json *at = field_get(field_get(j, "location"), "address");

	*out = (struct event){
		.text = words_of(a, j),
		.code = field_text(a, j, "statusCode"),
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	if (!out->text && !out->code)
		return false;
	out->occurred_at_local = field_text(a, j, "timestamp");
	out->occurred_at = reply_instant(out->occurred_at_local);
	out->place = reply_place(a, field_text(a, at, "addressLocality"), NULL,
				 field_text(a, at, "postalCode"), field_text(a, at, "countryCode"));
	reply_meaning(out, dhl_class_meaning(out->text, out->code, NULL));
	return true;
}

/*
 * "events" or, should the name have drifted, the first list of what looks like events; without any
 * the status of the shipment is the only event there is.
 */
static const struct json *find_events(const struct json *shipment, const char **fault)
{
	const struct json *list = field_get(shipment, "events");
	const struct json *status = field_get(shipment, "status");

	*fault = NULL;
	if (list && list->type != JSON_ARRAY && !looks_like_event(list)) {
		*fault = "events is no list";
		return NULL;
	}
	if (list && (list->type != JSON_ARRAY || list->count > 0))
		return list;
	for (const struct json *j = shipment->first; j; j = j->next)
		if (j->type == JSON_ARRAY && looks_like_event(j->first))
			return j;
	return field_get(status, "timestamp") ? status : NULL;
}

/* NULL, or why it could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct json *shipment,
			       enum source source)
{
	static const struct reply_events how = {
		"DHL", event_read, "an event without status, description and statusCode"
	};
	const char *fault;
	const struct json *list = find_events(shipment, &fault);

	r->partial = !list || list == field_get(shipment, "status");
	return list ? reply_events(r, a, &how, list, source) : fault;
}

/* The status of the shipment may say more than the newest event: a return, or anything at all. */
static void judge_newest(struct event *newest, struct arena *a, const struct json *status)
{
	struct meaning meaning;

	if (newest->status != STATUS_DELIVERED && newest->status != STATUS_UNKNOWN)
		return;
	meaning = dhl_class_meaning(words_of(a, status), field_text(a, status, "statusCode"), NULL);
	if (newest->status == STATUS_DELIVERED && meaning.status != STATUS_RETURN_TO_SENDER)
		return;
	newest->status = meaning.status;
	newest->trouble = meaning.trouble;
}

/* details.proofOfDelivery.signed: a name, or one in parts. */
static const char *signer_of(struct arena *a, const struct json *shipment)
{
	const struct json *proof = field_get(field_get(shipment, "details"), "proofOfDelivery");
	const struct json *person = field_get(proof, "signed");
	const char *first, *last;

	if (!person || person->type != JSON_OBJECT)
		return field_text(a, proof, "signed");
	first = field_text(a, person, "name");
	if (first)
		return first;
	first = field_text(a, person, "givenName");
	last = field_text(a, person, "familyName");
	return first && last ? field_line(a, arena_printf(a, "%s %s", first, last))
	       : first       ? first
			     : last;
}

void dhl_detail_read(struct reading *r, struct arena *a, const struct json *shipment,
		     enum source source)
{
	const struct json *status = field_get(shipment, "status");
	const char *fault;

	assert(shipment && shipment->type == JSON_OBJECT);
	r->message = NULL;
	r->outcome = POLL_UNREADABLE;
	fault = events_read(r, a, shipment, source);
	r->status_text = words_of(a, status);
	if (!r->status_text)
		r->status_text = field_text(a, status, "statusCode");
	if (!fault && r->nevents == 0 && !r->status_text)
		fault = "neither a status nor events";
	if (fault) {
		r->message = arena_printf(a, "the answer of DHL could not be read: %s", fault);
		r->status_text = NULL;
		return;
	}
	r->outcome = POLL_NEW;
	r->expected_on = expected_of(a, shipment);
	if (r->nevents > 0)
		judge_newest(&r->event[0], a, status);
	reply_signed(r, signer_of(a, shipment));
}
