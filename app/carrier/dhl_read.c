#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "carrier/dhl_parts.h"
#include "carrier/field.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"

#define LENGTH(table) (sizeof(table) / sizeof *(table))

/* clang-format off */
static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "DHL gave no answer" },
	{ 401, 401, VERDICT_TOKEN,
	  "DHL does not accept the API key: check WAYLAID_DHL_EXPRESS_API_KEY or "
	  "WAYLAID_DHL_ECOMMERCE_API_KEY, or api_key in the section of the configuration" },
	{ 403, 403, VERDICT_REFUSED,
	  "DHL refuses this tracking (403): the app of the API key must have \"Shipment Tracking - "
	  "Unified\" at developer.dhl.com, and be approved" },
	{ 408, 408, VERDICT_LATER,   "DHL took too long" },
	{ 429, 429, VERDICT_LATER,
	  "DHL has had enough requests for now (a day's quota ends at midnight GMT)" },
	{ 500, 599, VERDICT_LATER,   "DHL cannot answer now" },
};
/* clang-format on */

static const char not_found[] =
	"DHL does not know this number: check it; a new label takes half an hour, and what is "
	"older than 90 days is gone";

/* Does the element belong to the unit? One that does not say is believed. */
static bool of_unit(struct arena *a, const struct dhl_unit *unit, const struct json *shipment)
{
	const char *service = field_text(a, shipment, "service");

	return !service || strncasecmp(service, unit->service, strlen(unit->service)) == 0;
}

static bool has_piece(struct arena *a, const struct json *shipment, const char *number)
{
	const struct json *list = field_get(field_get(shipment, "details"), "pieceIds");

	if (!list || list->type != JSON_ARRAY)
		return false;
	for (const struct json *j = list->first; j; j = j->next)
		if (j->type == JSON_TEXT && reply_same_number(field_line(a, j->text), number))
			return true;
	return false;
}

/* The id, or that of a piece of it; without an id the only shipment is meant. */
static bool has_number(struct arena *a, const struct json *shipment, const char *number, bool only)
{
	const char *id = field_text(a, shipment, "id");

	if (!id && only)
		return true;
	return reply_same_number(id, number) || has_piece(a, shipment, number);
}

/* What cannot be read wins, as it may be the newest; then the newest scan. */
static bool better(const struct reading *x, const struct reading *y)
{
	if (x->outcome == POLL_UNREADABLE || y->outcome == POLL_UNREADABLE)
		return y->outcome != POLL_UNREADABLE;
	if (x->nevents == 0 || y->nevents == 0)
		return x->nevents > y->nevents;
	return event_newer(&x->event[0], &y->event[0]) < 0;
}

static void read_shipments(struct reading *r, struct arena *a, const struct dhl_unit *unit,
			   const struct json *list)
{
	const struct reading blank = *r;
	const char *other = NULL, *other_unit = NULL;
	bool found = false;

	for (const struct json *j = list->first; j; j = j->next) {
		struct reading one = blank;

		if (j->type != JSON_OBJECT)
			continue;
		if (!has_number(a, j, r->tracking_number, list->count == 1)) {
			other = field_text(a, j, "id");
			continue;
		}
		if (!of_unit(a, unit, j)) {
			other_unit = field_text(a, j, "service");
			continue;
		}
		dhl_detail_read(&one, a, j, SOURCE_API);
		if (!found || better(&one, r))
			*r = one;
		/* Of several parcels another one may be taken the next time. */
		r->partial |= found;
		found = true;
	}
	if (!found && other_unit) {
		r->message =
			arena_printf(a,
				     "DHL has a parcel of %s under this number, not one of %s: "
				     "it may be a stranger's; check the number and the carrier",
				     other_unit, unit->name);
	} else if (!found && other) {
		r->message = arena_printf(a, "DHL answered for another number, %s",
					  field_seen(a, other, strlen(other)));
	}
}

/* {title, detail, status, instance}; NULL when it is none. */
static const char *complaint_of(struct arena *a, const struct json *root)
{
	const char *detail = field_plain(a, root, "detail");

	return detail ? detail : field_plain(a, root, "title");
}

static void read_complaint(struct answer *out, struct arena *a, int status, const char *words)
{
	struct reading *r = out->reading;

	if (status == 404) {
		r->outcome = POLL_NOT_FOUND;
		r->message = not_found;
	} else if (status == 400) {
		r->outcome = POLL_REFUSED;
		r->message = arena_printf(a, "DHL refused this number: %s", words);
	} else {
		outcome_fail(out, VERDICT_REFUSED,
			     arena_printf(a, "DHL refused the request (%d): %s", status, words));
	}
}

void dhl_read(struct answer *out, struct arena *a, const struct dhl_unit *unit,
	      const struct http_answer *answer, const struct ask *ask)
{
	const struct json *list;
	const char *words;
	struct json *root;

	reply_begin(out, a, "DHL", ask, 1);
	if (outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses)))
		return;
	root = reply_json(out, a, "DHL", answer);
	if (!root)
		return;
	list = field_get(root, "shipments");
	words = list ? NULL : complaint_of(a, root);
	if (answer->status >= 400 && words)
		read_complaint(out, a, answer->status, words);
	else if (answer->status != 200)
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "DHL answered %d, which it does not document: %s",
					  answer->status,
					  field_seen(a, answer->body, answer->len)));
	else if (list && list->type == JSON_ARRAY && list->count > 0)
		read_shipments(&out->reading[0], a, unit, list);
	else
		outcome_fail(
			out, VERDICT_UNREADABLE,
			words ? arena_printf(a, "DHL put an error into a good answer: %s", words)
			      : "DHL gave an answer with no parcel in it");
}

const char dhl_saved_expected[] =
	"a saved DHL tracking answer is one JSON object with shipments, one of them, or a list of "
	"those";

/* The shipments of an answer, or the thing itself. */
static int count_shipments(const struct json *json)
{
	const struct json *list = field_get(json, "shipments");

	return list && list->type == JSON_ARRAY ? list->count : 1;
}

static int saved_shipment(struct reading *r, struct arena *a, const struct dhl_unit *unit,
			  const struct json *shipment, struct err *err)
{
	const char *id = field_text(a, shipment, "id");

	if (shipment->type != JSON_OBJECT || !id)
		return err_set(err, ERR_INPUT, "an element names no parcel: %s",
			       dhl_saved_expected);
	*r = (struct reading){ .tracking_number = id, .expected_on = DAY_NONE };
	if (of_unit(a, unit, shipment)) {
		dhl_detail_read(r, a, shipment, SOURCE_SAVED_ANSWER);
		return 0;
	}
	r->outcome = POLL_REFUSED;
	r->message = arena_printf(a, "this is a parcel of DHL's unit %s, not of %s",
				  field_text(a, shipment, "service"), unit->name);
	return 0;
}

static int saved_answer(struct answer *out, struct arena *a, const struct dhl_unit *unit,
			const struct json *json, struct err *err)
{
	const struct json *list = field_get(json, "shipments");

	if (!list || list->type != JSON_ARRAY)
		return saved_shipment(&out->reading[out->nreadings++], a, unit, json, err);
	for (const struct json *j = list->first; j; j = j->next)
		if (saved_shipment(&out->reading[out->nreadings++], a, unit, j, err) != 0)
			return -1;
	return 0;
}

int dhl_saved(struct answer *out, struct arena *a, const struct dhl_unit *unit,
	      const struct json *root, struct err *err)
{
	const struct json *one = root->type == JSON_ARRAY ? root->first : root;
	int n = 0, readable = 0;

	for (const struct json *j = one; j; j = j->next)
		n += count_shipments(j);
	if (n == 0)
		return err_set(err, ERR_INPUT, "nothing in it is a parcel: %s", dhl_saved_expected);
	out->reading = arena_array(a, (size_t)n, sizeof *out->reading);
	for (const struct json *j = one; j; j = j->next)
		if (saved_answer(out, a, unit, j, err) != 0)
			return -1;
	for (int i = 0; i < out->nreadings; i++)
		readable += out->reading[i].outcome == POLL_NEW;
	if (readable > 0)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s", out->reading[0].message, dhl_saved_expected);
}
