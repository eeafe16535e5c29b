#include <assert.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"
#include "carrier/ups_parts.h"

enum { PARCELS_MAX = 1000 /* of one answer or saved file */ };

/* One package of an answer, one notice, or (package NULL) a shipment without any. */
struct item {
	const struct json *package, *notice, *shipment;
	const char *number; /* NULL: names none */
	struct item *next;
};

struct items {
	struct item *first, **end;
	int count;
};

static void add(struct items *items, struct arena *a, const struct item *item)
{
	struct item *copy;

	if (items->count == PARCELS_MAX)
		return;
	copy = arena_alloc(a, sizeof *copy);
	*copy = *item;
	*items->end = copy;
	items->end = &copy->next;
	items->count++;
}

static void add_package(struct items *items, struct arena *a, const struct json *package,
			const struct json *shipment)
{
	struct item item = { .package = package, .shipment = shipment };

	if (package->type != JSON_OBJECT)
		return;
	item.number = field_text(a, package, "trackingNumber");
	if (!item.number)
		item.number = field_text(a, shipment, "inquiryNumber");
	add(items, a, &item);
}

static void add_shipment(struct items *items, struct arena *a, const struct json *shipment)
{
	const struct json *packages = field_get(shipment, "package");
	struct item bare = { .shipment = shipment };

	if (shipment->type != JSON_OBJECT)
		return;
	if (packages && packages->type == JSON_OBJECT) {
		add_package(items, a, packages, shipment);
	} else if (packages && packages->type == JSON_ARRAY && packages->first) {
		for (const struct json *p = packages->first; p; p = p->next)
			add_package(items, a, p, shipment);
	} else if (!packages || packages->type == JSON_ARRAY) {
		bare.number = field_text(a, shipment, "inquiryNumber");
		add(items, a, &bare);
	}
}

/* An answer, a notice, a package alone, or a list of them; NULL next to nothing is added. */
static void collect(struct items *items, struct arena *a, const struct json *json, int depth)
{
	const struct json *shipments = field_get(field_get(json, "trackResponse"), "shipment");
	struct item notice = { .notice = json };

	if (json->type == JSON_ARRAY && depth < 2) {
		for (const struct json *child = json->first; child; child = child->next)
			collect(items, a, child, depth + 1);
	} else if (shipments && shipments->type == JSON_ARRAY) {
		for (const struct json *s = shipments->first; s; s = s->next)
			add_shipment(items, a, s);
	} else if (shipments) {
		add_shipment(items, a, shipments);
	} else if (ups_is_notice(json)) {
		notice.number = field_text(a, json, "trackingNumber");
		add(items, a, &notice);
	} else if (field_get(json, "activity") && field_get(json, "trackingNumber")) {
		add_package(items, a, json, NULL);
	}
}

/* A shipment of which there is only a warning: the number is not known. */
static void warning_read(struct reading *r, struct arena *a, const struct json *shipment)
{
	const struct json *first = field_at(field_get(shipment, "warnings"), 0);
	const char *code = field_text(a, first, "code"), *text = field_plain(a, first, "message");
	struct ups_complaint complaint = { .present = true, .code = code, .text = text };

	r->outcome = POLL_UNREADABLE;
	r->message = "the answer of UPS could not be read: neither a package nor a warning";
	if (!code && !text)
		return;
	ups_complaint_judge(r, a, 200, &complaint);
	if (r->outcome != POLL_REFUSED || text_same(code, "TV1002"))
		return;
	r->outcome = POLL_NOT_FOUND;
	r->message = arena_printf(a, "UPS gives no tracking for this number, only a warning: %s",
				  text ? text : code);
}

static void item_read(struct reading *r, struct arena *a, const struct item *item,
		      enum source source)
{
	if (item->notice)
		ups_notice_read(r, a, item->notice);
	else if (item->package)
		ups_package_read(r, a, item->package, source);
	else
		warning_read(r, a, item->shipment);
}

/* Does the package, under any of its names, answer for that number? */
static bool answers_for(struct arena *a, const struct item *item, const char *number)
{
	const struct json *others = field_get(item->package, "alternateTrackingNumber");

	if (text_same_nocase(item->number, number) ||
	    text_same_nocase(field_text(a, item->shipment, "inquiryNumber"), number))
		return true;
	for (const struct json *o = others ? others->first : NULL; o; o = o->next)
		if (text_same_nocase(field_text(a, o, "number"), number))
			return true;
	return false;
}

/* The package of that very number, else the only thing in the answer that may be meant by it. */
static const struct item *item_of(struct arena *a, const struct items *items, const char *number)
{
	const struct item *found = NULL;
	int n = 0;

	for (const struct item *i = items->first; i; i = i->next) {
		if (text_same_nocase(i->number, number))
			return i;
		if (answers_for(a, i, number) || (items->count == 1 && !i->number)) {
			found = i;
			n++;
		}
	}
	return n == 1 ? found : NULL;
}

static void read_parcel(struct answer *out, struct arena *a, const struct json *root,
			const struct ask *ask)
{
	struct items items = { .end = &items.first };
	const struct item *item;

	if (!field_get(root, "trackResponse")) {
		outcome_fail(out, VERDICT_UNREADABLE, "UPS gave an answer with no parcel in it");
		return;
	}
	collect(&items, a, root, 2);
	item = item_of(a, &items, ask->tracking_number);
	if (item)
		item_read(&out->reading[0], a, item, SOURCE_API);
	else if (items.count == 0)
		outcome_fail(out, VERDICT_UNREADABLE, "UPS gave an answer with no parcel in it");
	else
		out->reading[0].message =
			arena_printf(a, "UPS answered for another number, %s",
				     items.first->number ? items.first->number : "not named");
}

static void read_body(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct json *root, const struct ask *ask)
{
	struct ups_complaint complaint;

	ups_complaint_read(&complaint, a, root);
	if (ups_call_verdict(out, a, answer, &complaint))
		return;
	if (complaint.present && (answer->status == 200 || answer->status >= 400))
		ups_complaint_judge(&out->reading[0], a, answer->status, &complaint);
	else if (answer->status == 200 && root)
		read_parcel(out, a, root, ask);
	else
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "UPS answered %d, which it does not document: %s",
					  answer->status,
					  field_seen(a, answer->body ? answer->body : "",
						     answer->body ? answer->len : 0)));
}

void ups_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		     const struct http_answer *answer, const struct ask asks[], int n)
{
	struct ups_complaint none = { .present = false };
	struct json *root;

	assert(n == 1);
	reply_begin(out, a, "UPS", asks, n);
	root = reply_json(out, a, "UPS", answer);
	if (root)
		read_body(out, a, answer, root, &asks[0]);
	else /* the status may say more than that it is no JSON */
		ups_call_verdict(out, a, answer, &none);
	outcome_mask(out, a, c);
}

static const char saved_expected[] =
	"a saved UPS tracking answer is one JSON object with trackResponse, a notice of Track "
	"Alert, "
	"or a list of those";

int ups_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		   struct err *err)
{
	struct items items = { .end = &items.first };
	struct json *root;
	int readable = 0;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (reply_saved(&root, a, bytes, len, saved_expected, err) < 0)
		return -1;
	collect(&items, a, root, 0);
	if (items.count == 0)
		return err_set(err, ERR_INPUT, "no parcel in it: %s", saved_expected);
	out->reading = arena_array(a, (size_t)items.count, sizeof *out->reading);
	for (const struct item *i = items.first; i; i = i->next) {
		struct reading *r = &out->reading[out->nreadings++];

		if (!i->number)
			return err_set(err, ERR_INPUT, "element %d names no parcel: %s",
				       out->nreadings, saved_expected);
		*r = (struct reading){ .tracking_number = i->number, .expected_on = DAY_NONE };
		item_read(r, a, i, SOURCE_SAVED_ANSWER);
		readable += r->outcome != POLL_UNREADABLE;
	}
	if (readable > 0)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s", out->reading[0].message, saved_expected);
}
