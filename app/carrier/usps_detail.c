#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/reply.h"
#include "carrier/usps_parts.h"

/* The name in v3 and the name in v3r2, where they differ. */
static const char *either(struct arena *a, const struct json *object, const char *v3,
			  const char *v3r2)
{
	const char *text = field_text(a, object, v3);

	return text ? text : field_text(a, object, v3r2);
}

enum { USPS_EVENTS_MAX = 99 }; /* it gives no more; then the oldest are left out */

enum extra { EXTRA_COD = 1, EXTRA_REGISTERED = 2 };

/*
 * Words of "mailClass" and the services we know; the first row that fits decides. NULL: a class for
 * which we have no rules.
 */
/* clang-format off */
static const struct {
	const char *words;	/* folded, with the blanks around */
	const char *service;
} mail_classes[] = {
	{ " priority mail express international ", "priority_mail_express_international" },
	{ " priority mail international ",	"priority_mail_international" },
	{ " priority mail express ",		"priority_mail_express" },
	{ " priority mail ",			"priority_mail" },
	{ " ground advantage ",			"ground_advantage" },
	{ " first class package international ", "first_class_package_international" },
	{ " first class mail international ",	NULL },
	{ " first class ",			"first_class" },
	{ " media mail ",			"media_mail" },
	{ " parcel select ",			"parcel_select" },
	{ " registered mail ",			"registered" },
	{ " insured mail ",			"insured_mail" },
};

/* Bought with it, and which service's rules then hold; base NULL: whatever the class is. */
static const struct {
	unsigned extras;
	const char *base;
	const char *service;
} with_extras[] = {
	{ EXTRA_REGISTERED | EXTRA_COD, NULL, "registered_cod" },
	{ EXTRA_COD, "priority_mail_express", "priority_mail_express_cod" },
	{ EXTRA_COD, NULL, "cod" },
	{ EXTRA_REGISTERED, "priority_mail_international", "registered_international" },
	{ EXTRA_REGISTERED, "first_class_package_international", "registered_international" },
	{ EXTRA_REGISTERED, NULL, "registered" },
};
/* clang-format on */

#define LENGTH(table) (sizeof(table) / sizeof *(table))

static unsigned extras_in(struct arena *a, const char *service)
{
	char folded[WORDS_FOLD_MAX];
	unsigned extras = 0;

	if (!service)
		return 0;
	words_fold(folded, text_from_html(a, service));
	if (strstr(folded, " collect on delivery ") || strstr(folded, " cod "))
		extras |= EXTRA_COD;
	if (strstr(folded, " registered mail "))
		extras |= EXTRA_REGISTERED;
	return extras;
}

/* "services" is one text in some answers and a list in others. */
static unsigned extras_of(struct arena *a, const struct json *detail)
{
	const struct json *services = field_get(detail, "services");
	unsigned extras = 0;
	int n = 0;

	if (!services)
		return 0;
	if (services->type == JSON_TEXT)
		return extras_in(a, services->text);
	for (const struct json *s = services->first; s && n < FIELD_MAX; s = s->next, n++)
		if (s->type == JSON_TEXT)
			extras |= extras_in(a, s->text);
	return extras;
}

static const char *service_of(struct arena *a, const struct json *detail)
{
	const char *mail_class = field_plain(a, detail, "mailClass"), *service = NULL;
	unsigned extras = extras_of(a, detail);
	char folded[WORDS_FOLD_MAX];

	words_fold(folded, mail_class);
	for (size_t i = 0; i < LENGTH(mail_classes); i++) {
		if (!strstr(folded, mail_classes[i].words))
			continue;
		service = mail_classes[i].service;
		break;
	}
	for (size_t i = 0; i < LENGTH(with_extras); i++) {
		if ((extras & with_extras[i].extras) != with_extras[i].extras)
			continue;
		if (!with_extras[i].base || text_same(with_extras[i].base, service))
			return with_extras[i].service;
	}
	return service;
}

/* The first of the expected, guaranteed and predicted days; "3 Business Days" is none of them. */
static daynum expected_of(struct arena *a, const struct json *detail)
{
	static const char *const names[] = {
		"expectedDeliveryTimeStamp", "expectedDeliveryDate",  "guaranteedDeliveryTimeStamp",
		"guaranteedDeliveryDate",    "predictedDeliveryDate", "predictedDeliveryTimeStamp",
	};
	const struct json *expectation = field_get(detail, "deliveryDateExpectation");
	struct usps_when when;

	for (size_t i = 0; i < LENGTH(names); i++) {
		if (usps_when_read(&when, field_text(a, detail, names[i])) == 0)
			return when.day;
		if (usps_when_read(&when, field_text(a, expectation, names[i])) == 0)
			return when.day;
	}
	return DAY_NONE;
}

static instant instant_of(const struct usps_when *when, int offset_s)
{
	return (instant)when->day * 86400 + when->second - offset_s;
}

/*
 * GMTTimestamp is UTC unless an offset says otherwise. eventTimestamp is wall time at the place: a
 * "Z" behind it misleads (v3), a real offset does not (v3r2), GMTOffset completes it. Else it is no
 * instant.
 */
static instant occurred_of(struct arena *a, const struct json *event)
{
	struct usps_when when;
	int offset_s;

	if (usps_when_read(&when, field_text(a, event, "GMTTimestamp")) == 0 && when.second >= 0)
		return instant_of(&when, when.zone == WHEN_OFFSET ? when.offset_s : 0);
	if (usps_when_read(&when, field_text(a, event, "eventTimestamp")) != 0 || when.second < 0)
		return INSTANT_NONE;
	if (when.zone == WHEN_OFFSET)
		return instant_of(&when, when.offset_s);
	if (usps_offset_read(&offset_s, field_text(a, event, "GMTOffset")) == 0)
		return instant_of(&when, offset_s);
	return INSTANT_NONE;
}

static bool is_home(const char *country)
{
	static const char *const names[] = { "US", "USA", "UNITED STATES",
					     "UNITED STATES OF AMERICA" };

	for (size_t i = 0; i < LENGTH(names); i++)
		if (text_same_nocase(names[i], country))
			return true;
	return false;
}

/* "BOISE, ID 83702", "AUSTIN TX DISTRIBUTION CENTER", "LONDON, GREAT BRITAIN"; NULL: nowhere. */
static const char *place_of(struct arena *a, const struct json *event)
{
	const char *city = field_text(a, event, "eventCity");
	const char *state = field_text(a, event, "eventState");
	const char *zip = either(a, event, "eventZIP", "eventZIPCode");
	const char *country = field_text(a, event, "eventCountry");

	return reply_place(a, city, state, zip, is_home(country) ? NULL : country);
}

static bool looks_like_event(const struct json *j)
{
	return field_get(j, "eventType") || field_get(j, "eventCode");
}

/* False when it holds neither text nor code: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct json *j, enum source source)
{
	*out = (struct event){
		.text = field_plain(a, j, "eventType"),
		.code = field_text(a, j, "eventCode"),
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	if (!out->text && !out->code)
		return false;
	out->occurred_at = occurred_of(a, j);
	out->occurred_at_local = field_text(a, j, "eventTimestamp");
	out->place = place_of(a, j);
	out->signed_by = either(a, j, "name", "recipientName");
	reply_meaning(out, usps_meaning(out->text, out->code, NULL));
	return true;
}

/* NULL, or why it could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct json *detail,
			       enum source source)
{
	static const struct reply_events how = { "USPS", event_read,
						 "an event without eventType and eventCode" };
	const struct json *list;
	const char *fault;
	bool broken;

	list = field_list(detail, "trackingEvents", looks_like_event, &broken);
	r->partial = !list;
	if (!list)
		return broken ? "trackingEvents is no list" : NULL;
	fault = reply_events(r, a, &how, list, source);
	r->partial |= r->nevents >= USPS_EVENTS_MAX;
	return fault;
}

/*
 * "status" may say more than the newest event: "Delivered, To Original Sender" above an event
 * "Delivered", or something where the event's words and code say nothing.
 */
static void judge_newest(struct event *newest, const char *status, const char *category)
{
	struct meaning meaning;

	if (newest->status == STATUS_DELIVERED) {
		meaning = usps_meaning(status, NULL, NULL);
		if (meaning.status != STATUS_RETURN_TO_SENDER)
			return;
	} else if (newest->status == STATUS_UNKNOWN) {
		meaning = usps_meaning(status, newest->code, category);
	} else {
		return;
	}
	newest->status = meaning.status;
	newest->trouble = meaning.trouble;
}

/* The line of USPS: "status", or what stands in for it in the short and the old answers. */
static const char *status_of(struct arena *a, const struct json *detail)
{
	static const char *const names[] = { "status", "statusSummary", "TrackSummary" };
	const struct json *summaries = field_get(detail, "eventSummaries");
	const char *text = NULL;

	for (size_t i = 0; i < LENGTH(names) && !text; i++)
		text = field_plain(a, detail, names[i]);
	if (!text && summaries && summaries->first && summaries->first->type == JSON_TEXT)
		text = field_line(a, text_from_html(a, summaries->first->text));
	return text;
}

void usps_detail_read(struct reading *r, struct arena *a, const struct json *detail,
		      enum source source)
{
	const char *fault;

	assert(detail && detail->type == JSON_OBJECT);
	r->message = NULL;
	fault = events_read(r, a, detail, source);
	r->status_text = status_of(a, detail);
	if (!fault && r->nevents == 0 && !r->status_text)
		fault = "neither a status nor events";
	if (fault) {
		r->outcome = POLL_UNREADABLE;
		r->message = arena_printf(a, "the answer of USPS could not be read: %s", fault);
		r->status_text = NULL;
		return;
	}
	r->outcome = POLL_NEW;
	r->service = service_of(a, detail);
	r->expected_on = expected_of(a, detail);
	if (r->nevents > 0)
		judge_newest(&r->event[0], r->status_text, field_text(a, detail, "statusCategory"));
}
