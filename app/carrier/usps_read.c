#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"
#include "carrier/usps_parts.h"

enum { UNWRAP_MAX = 4 }; /* list of envelopes with a payload that is a list: three */

/* The elements of an answer, out of lists and envelopes. */
struct item {
	const struct json *json; /* of any type */
	const char *number;      /* NULL: names none */
	bool notice;             /* out of a webhook's envelope: tells of some scans only */
	struct item *next;
};

struct items {
	struct item *first, **end;
	int count;
	bool notice; /* an envelope was met */
};

static void items_add(struct items *items, struct arena *a, const struct json *json)
{
	struct item *item = arena_alloc(a, sizeof *item);

	item->json = json;
	item->number = field_text(a, json, "trackingNumber");
	if (!item->number)
		item->number = field_text(a, json, "@ID");
	*items->end = item;
	items->end = &item->next;
	item->notice = items->notice;
	items->count++;
}

/*
 * What an envelope holds: a webhook's payload (JSON inside a text), or TrackInfo of the first v3.
 * The thing itself when it is no envelope or its payload is no JSON.
 */
static const struct json *inside(struct arena *a, const struct json *json)
{
	const struct json *payload = field_get(json, "payload");
	struct json *parsed;
	struct err err;

	if (!payload)
		payload = field_get(field_get(json, "TrackResults"), "TrackInfo");
	if (!payload)
		return json;
	if (payload->type == JSON_OBJECT || payload->type == JSON_ARRAY)
		return payload;
	if (payload->type == JSON_TEXT &&
	    json_parse(&parsed, a, payload->text, strlen(payload->text), &err) == 0)
		return parsed;
	return json;
}

static void items_collect(struct items *items, struct arena *a, const struct json *json, int depth)
{
	const struct json *inner = inside(a, json);

	items->notice |= inner != json && field_get(json, "payload");
	if (inner->type != JSON_ARRAY && (inner == json || depth == UNWRAP_MAX)) {
		items_add(items, a, inner);
		return;
	}
	if (depth == UNWRAP_MAX) {
		items_add(items, a, json);
		return;
	}
	if (inner->type != JSON_ARRAY) {
		items_collect(items, a, inner, depth + 1);
		return;
	}
	for (const struct json *child = inner->first; child; child = child->next)
		items_collect(items, a, child, depth + 1);
}

static void items_of(struct items *items, struct arena *a, const struct json *root)
{
	*items = (struct items){ .end = &items->first };
	items_collect(items, a, root, 0);
}

/* One element, whose own status stands beside it in a 207 and inside its error elsewhere. */
static void item_read(struct reading *r, struct arena *a, const struct item *item,
		      enum source source)
{
	const char *code = field_text(a, item->json, "statusCode");
	int status = usps_http_status(code);
	struct usps_complaint complaint;

	usps_complaint_read(&complaint, a, item->json);
	if (!complaint.present && (!code || status == 200)) {
		usps_detail_read(r, a, item->json, source);
		r->partial |= item->notice;
		return;
	}
	r->outcome = POLL_UNREADABLE;
	r->message =
		"the answer of USPS could not be read: a status without its error, or the other "
		"way round";
	if (!complaint.present || field_get(item->json, "trackingEvents") || (code && status < 400))
		return;
	usps_complaint_judge(r, a, code ? status : complaint.status, &complaint);
}

/* 2: the number as asked for; 1: the same but for 420 and a ZIP; 0: another. */
static int likeness(const struct ask *ask, const char *number)
{
	if (text_same_nocase(ask->tracking_number, number))
		return 2;
	return usps_same_number(ask->tracking_number, number);
}

static bool mailed_on(const struct ask *ask, struct arena *a, const struct item *item)
{
	struct usps_when when;

	return ask->mailed_on != DAY_NONE &&
	       usps_when_read(&when, field_text(a, item->json, "mailingDate")) == 0 &&
	       when.day == ask->mailed_on;
}

/*
 * The ask that an element answers; -1: none. Two parcels that share a number (carriers use numbers
 * again) are told apart by the mailing date alone; without it neither is answered.
 */
static int ask_of(struct arena *a, const struct item *item, const struct ask asks[], int n,
		  struct reading readings[])
{
	int best = 0, alike = 0, dated = 0, found = -1, found_dated = -1;

	for (int i = 0; i < n; i++) {
		int like = likeness(&asks[i], item->number);

		if (like > best) {
			best = like;
			alike = dated = 0;
		}
		if (like == 0 || like < best)
			continue;
		found = i;
		alike++;
		if (mailed_on(&asks[i], a, item)) {
			found_dated = i;
			dated++;
		}
	}
	if (alike <= 1)
		return found;
	if (dated == 1)
		return found_dated;
	for (int i = 0; i < n; i++)
		if (likeness(&asks[i], item->number) == best &&
		    readings[i].outcome == POLL_UNREADABLE)
			readings[i].message =
				"two of your parcels have this number and USPS does not "
				"say which it means: give their mailing dates";
	return -1;
}

static const char *seen_text(struct arena *a, const char *text)
{
	return field_seen(a, text ? text : "", text ? strlen(text) : 0);
}

static void read_items(struct answer *out, struct arena *a, const struct items *items,
		       const struct ask asks[], int n)
{
	bool *filled = arena_array(a, (size_t)n, sizeof *filled);

	for (struct item *item = items->first; item; item = item->next) {
		int i;

		if (item->json->type != JSON_OBJECT)
			continue;
		if (item->number)
			i = ask_of(a, item, asks, n, out->reading);
		else
			i = n == 1 && items->count == 1 ? 0 : -1;
		if (i < 0 && n == 1 && items->count == 1)
			out->reading[0].message =
				arena_printf(a, "USPS answered for another number, %s",
					     seen_text(a, item->number));
		if (i < 0 || filled[i])
			continue;
		filled[i] = true;
		item_read(&out->reading[i], a, item, SOURCE_API);
	}
}

/* 200 and 207. */
static void read_parcels(struct answer *out, struct arena *a, const struct json *root,
			 const struct ask asks[], int n)
{
	struct usps_complaint complaint;
	struct items items;
	bool some = false;

	usps_complaint_read(&complaint, a, root);
	if (complaint.present && !field_get(root, "statusCode")) {
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "USPS put an error into a good answer: %s",
					  seen_text(a, complaint.text)));
		return;
	}
	items_of(&items, a, root);
	for (const struct item *item = items.first; item; item = item->next)
		some |= item->json->type == JSON_OBJECT && item->json->first;
	if (!some) {
		outcome_fail(out, VERDICT_UNREADABLE, "USPS gave an answer with no parcel in it");
		return;
	}
	read_items(out, a, &items, asks, n);
}

/* 404 is about parcels, 400 only where one was asked for: which of many it means is not said. */
static void read_complaint(struct answer *out, struct arena *a, int status,
			   const struct usps_complaint *complaint, int n)
{
	bool of_parcels = status == 404 || (status == 400 && n == 1);

	if (!of_parcels) {
		outcome_fail(
			out, VERDICT_REFUSED,
			arena_printf(a, "USPS refused the request (%d): %s", status,
				     complaint->text ? complaint->text : "it does not say why"));
		return;
	}
	for (int i = 0; i < n; i++)
		if (out->reading[i].outcome == POLL_UNREADABLE)
			usps_complaint_judge(&out->reading[i], a, status, complaint);
}

static void read_body(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ask asks[], int n)
{
	struct usps_complaint complaint;
	struct json *root = reply_json(out, a, "USPS", answer);

	if (!root)
		return;
	usps_complaint_read(&complaint, a, root);
	if (answer->status == 200 || answer->status == 207)
		read_parcels(out, a, root, asks, n);
	else if (answer->status >= 400 && complaint.present)
		read_complaint(out, a, answer->status, &complaint, n);
	else
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "USPS answered %d, which it does not document: %s",
					  answer->status,
					  field_seen(a, answer->body, answer->len)));
}

void usps_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		      const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n >= 1);
	reply_begin(out, a, "USPS", asks, n);
	for (int i = 0; i < n; i++) {
		if (usps_is_v3(c) || usps_askable(asks[i].tracking_number))
			continue;
		out->reading[i].outcome = POLL_REFUSED;
		out->reading[i].message = "USPS takes numbers of 4 to 34 letters and digits only";
	}
	if (!usps_status_verdict(out, a, answer))
		read_body(out, a, answer, asks, n);
	outcome_mask(out, a, c);
}

static const char saved_expected[] =
	"a saved USPS tracking answer is one JSON object with trackingNumber and trackingEvents, a "
	"list of those, or a webhook notice";

/* 0, or -1 when the element is no answer on a parcel that has a name. */
static int saved_item(struct reading *r, struct arena *a, const struct item *item, int position,
		      struct err *err)
{
	struct usps_complaint complaint;

	usps_complaint_read(&complaint, a, item->json);
	if (item->json->type != JSON_OBJECT || (!item->number && !complaint.present))
		return err_set(err, ERR_INPUT, "element %d names no parcel: %s", position,
			       saved_expected);
	if (!item->number)
		return err_set(err, ERR_INPUT,
			       "element %d is an error answer that names no parcel (%s): %s",
			       position, complaint.text ? complaint.text : "without words",
			       saved_expected);
	*r = (struct reading){ .tracking_number = item->number, .expected_on = DAY_NONE };
	item_read(r, a, item, SOURCE_SAVED_ANSWER);
	return 0;
}

int usps_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		    struct err *err)
{
	struct items items;
	struct json *root;
	int n = 0, readable = 0;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (reply_saved(&root, a, bytes, len, saved_expected, err) < 0)
		return -1;
	items_of(&items, a, root);
	if (items.count == 0)
		return err_set(err, ERR_INPUT, "an empty list: %s", saved_expected);
	out->reading = arena_array(a, (size_t)items.count, sizeof *out->reading);
	for (const struct item *item = items.first; item; item = item->next, n++) {
		if (saved_item(&out->reading[n], a, item, n + 1, err) != 0)
			return -1;
		readable += out->reading[n].outcome != POLL_UNREADABLE;
	}
	out->nreadings = n;
	if (readable > 0)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s", out->reading[0].message, saved_expected);
}
