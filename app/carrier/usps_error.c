#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/outcome.h"
#include "carrier/usps_parts.h"

/*
 * Error inventory of USPS, sheet Tracking, of October 2025; all come under HTTP 400. "Not found" is
 * what may still turn up and is asked again; "refused" is what asking again does not change.
 */
/* clang-format off */
static const struct {
	const char *code;
	enum poll_outcome outcome;
	const char *message;
} inventory[] = {
	{ "150001", POLL_NOT_FOUND,
	  "USPS has no update on this parcel yet: it was not scanned; ask again tomorrow" },
	{ "150002", POLL_NOT_FOUND,
	  "USPS does not know this number: it may be wrong, or not be scanned yet; check it" },
	{ "150003", POLL_NOT_FOUND,
	  "USPS has no update yet on this parcel, mailed at a post office; ask again later" },
	{ "150004", POLL_REFUSED,
	  "USPS gives no delivery status for this item; ask the post office" },
	{ "150005", POLL_REFUSED,
	  "USPS could not sign up for notifications on this number; check it" },
	{ "150006", POLL_REFUSED,
	  "this PS Form 3849 notice number has too many items; ask by each parcel's number" },
	{ "150007", POLL_REFUSED,
	  "this PS Form 3849 notice number is of a large shipment; ask by each parcel's number" },
	{ "150008", POLL_REFUSED,
	  "USPS does not track this product in that country; track it at the post office there" },
	{ "150009", POLL_NOT_FOUND,
	  "USPS has no update on this parcel yet; ask again tomorrow" },
	{ "150010", POLL_REFUSED,
	  "USPS says this number may belong to another shipper; check the number and the carrier" },
	{ "150011", POLL_REFUSED,
	  "this is the number of a package pickup, not of a parcel; use the number on the label" },
	{ "150012", POLL_REFUSED,
	  "USPS shows nothing: shipped with fraudulent postage; find out who sold the label" },
	{ "150013", POLL_REFUSED,
	  "USPS answers with its message on free test kits, not with tracking; check the number" },
};

static const char no_tracking_yet[] =
	"USPS has no tracking for this number yet: check it; a new label may take some days";
static const char no_access[] =
	"USPS refuses this tracking (403): since April 2026 the Mailer ID in the barcode must be "
	"yours or authorised for you; labels bought on a platform carry its Mailer ID, so import "
	"their events instead (\"waylaid events import\"), or ask at emailus.usps.com/s/usps-APIs";
static const char no_scope[] =
	"the USPS token may not do tracking: ask for Tracking access at "
	"emailus.usps.com/s/usps-APIs, then try again";
static const char no_token[] =
	"USPS does not accept the token: check WAYLAID_USPS_CLIENT_ID and "
	"WAYLAID_USPS_CLIENT_SECRET, or section [usps] of the configuration, and that the app has "
	"Tracking access";

/* One element of a batch. */
static const struct {
	int low, high;
	enum poll_outcome outcome;
	const char *message;
} parcel_statuses[] = {
	{ 401, 401, POLL_REFUSED,     no_token },
	{ 403, 403, POLL_REFUSED,     no_access },
	{ 404, 404, POLL_NOT_FOUND,   no_tracking_yet },
	{ 408, 408, POLL_UNREACHABLE, "USPS took too long over this number; try again later" },
	{ 429, 429, POLL_DEFERRED,    "USPS has had enough requests for now; try again later" },
	{ 500, 599, POLL_UNREACHABLE, "USPS cannot answer for this number now; try again later" },
};

/* The whole call: statuses that decide whatever the body is. */
static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "USPS gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   no_token },
	{ 403, 403, VERDICT_REFUSED, no_access },
	{ 408, 408, VERDICT_LATER,   "USPS took too long" },
	{ 429, 429, VERDICT_LATER,   "USPS has had enough requests for now" },
	{ 500, 599, VERDICT_LATER,   "USPS cannot answer now" },
};
/* clang-format on */

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

int usps_http_status(const char *text)
{
	if (!text || strlen(text) != 3 || strspn(text, "0123456789") != 3 || text[0] < '1' ||
	    text[0] > '5')
		return 0;
	return (text[0] - '0') * 100 + (text[1] - '0') * 10 + text[2] - '0';
}

/* The words a person can use: the particulars first, the heading when there are none. */
static const char *words_of(struct arena *a, const struct json *error, const struct json *entry)
{
	const char *const names[] = { "detail", "title" };
	const char *text = NULL;

	for (int i = 0; i < LENGTH(names) && !text && entry; i++)
		text = field_plain(a, entry, names[i]);
	return text ? text : field_plain(a, error, "message");
}

void usps_complaint_read(struct usps_complaint *out, struct arena *a, const struct json *body)
{
	const struct json *error = field_get(body, "error"), *errors, *entry;
	const char *title;

	*out = (struct usps_complaint){ .present = error != NULL };
	if (!error)
		return;
	if (error->type != JSON_OBJECT) {
		out->text = field_plain(a, body, "error");
		return;
	}
	errors = field_get(error, "errors");
	entry = errors && errors->type == JSON_ARRAY ? errors->first : errors;
	out->status = usps_http_status(field_text(a, error, "code"));
	out->code = field_text(a, entry, "code");
	out->text = words_of(a, error, entry);
	title = field_text(a, entry, "title");
	out->scope = (title && strstr(title, "scope")) || (out->text && strstr(out->text, "scope"));
}

void usps_complaint_judge(struct reading *r, struct arena *a, int status,
			  const struct usps_complaint *complaint)
{
	for (int i = 0; i < LENGTH(inventory); i++) {
		if (!text_same(inventory[i].code, complaint->code))
			continue;
		r->outcome = inventory[i].outcome;
		r->message = inventory[i].message;
		return;
	}
	for (int i = 0; i < LENGTH(parcel_statuses); i++) {
		if (status < parcel_statuses[i].low || status > parcel_statuses[i].high)
			continue;
		r->outcome = parcel_statuses[i].outcome;
		r->message = parcel_statuses[i].message;
		return;
	}
	r->outcome = POLL_REFUSED;
	r->message = complaint->text
			     ? arena_printf(a, "USPS refused this number: %s", complaint->text)
			     : arena_printf(a, "USPS refused this number (%d) and does not say why",
					    status);
}

/* Does the body of a 401 say that the token lacks the scope? */
static bool lacks_scope(struct arena *a, const struct http_answer *answer)
{
	struct usps_complaint complaint;
	struct json *body;
	struct err err;

	if (!answer->body || answer->len == 0 || answer->len > ANSWER_MAX ||
	    json_parse(&body, a, answer->body, answer->len, &err) != 0)
		return false;
	usps_complaint_read(&complaint, a, body);
	return complaint.scope;
}

bool usps_status_verdict(struct answer *out, struct arena *a, const struct http_answer *answer)
{
	if (!outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses)))
		return false;
	if (out->verdict == VERDICT_TOKEN && lacks_scope(a, answer))
		out->message = no_scope;
	return true;
}
