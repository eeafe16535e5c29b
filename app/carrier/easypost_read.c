#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/easypost_parts.h"
#include "carrier/field.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"
#include "carrier/usps_parts.h"

enum { UNWRAP_MAX = 4 };

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* clang-format off */
static const struct status_row call_statuses[] = {
	{   0,   0, VERDICT_LATER,   "EasyPost gave no answer" },
	{ 401, 401, VERDICT_TOKEN,   "EasyPost does not accept the key: check "
				     "WAYLAID_EASYPOST_API_KEY, or api_key in section [easypost] "
				     "of the configuration" },
	{ 402, 402, VERDICT_REFUSED, "EasyPost wants to be paid first (402): put money or a card "
				     "on the account at easypost.com" },
	{ 403, 403, VERDICT_REFUSED, "EasyPost refuses tracking to this key (403): look at its "
				     "rights at easypost.com" },
	{ 408, 408, VERDICT_LATER,   "EasyPost took too long" },
	{ 429, 429, VERDICT_LATER,   "EasyPost has had enough requests for now" },
	{ 500, 599, VERDICT_LATER,   "EasyPost cannot answer now" },
};
/* clang-format on */

/* "BOISE, ID 83702", "LONDON, GB"; NULL: nowhere. */
static const char *place_of(struct arena *a, const struct json *location)
{
	const char *city = field_text(a, location, "city");
	const char *state = field_text(a, location, "state");
	const char *zip = field_text(a, location, "zip");
	const char *country = field_text(a, location, "country");

	return reply_place(a, city, state, zip, country);
}

/* False when it holds neither words nor a status: then it is no event that we know. */
static bool event_read(struct event *out, struct arena *a, const struct json *j, enum source source)
{
	const char *status = field_text(a, j, "status");
	const char *detail = field_text(a, j, "status_detail");

	*out = (struct event){
		.text = field_plain(a, j, "message"),
		.code = detail ? detail : status,
		.source = source,
		.first_seen_at = INSTANT_NONE,
	};
	if (!out->text)
		out->text = field_plain(a, j, "description");
	if (!out->text && !out->code)
		return false;
	out->occurred_at_local = field_text(a, j, "datetime");
	out->occurred_at = reply_instant(out->occurred_at_local);
	out->place = place_of(a, field_get(j, "tracking_location"));
	reply_meaning(out, easypost_meaning(out->text, out->code, status));
	return true;
}

/* NULL, or why they could not be read. */
static const char *events_read(struct reading *r, struct arena *a, const struct json *tracker,
			       enum source source)
{
	const struct json *list = field_get(tracker, "tracking_details"), *event;

	if (!list || list->type != JSON_ARRAY)
		return "no list of tracking_details";
	event = list->first;
	r->nevents = list->count < EVENTS_MAX ? list->count : EVENTS_MAX;
	/* Oldest first as it comes: of too many, the newest are kept. */
	for (int skip = list->count - r->nevents; skip > 0; skip--)
		event = event->next;
	if (r->nevents > 0)
		r->event = arena_array(a, (size_t)r->nevents, sizeof *r->event);
	for (int i = r->nevents - 1; i >= 0; i--, event = event->next) {
		if (event->type != JSON_OBJECT || !event_read(&r->event[i], a, event, source)) {
			r->event = NULL;
			r->nevents = 0;
			return "an event without message and status";
		}
	}
	reply_sort(r->event, r->nevents);
	r->partial = list->count > EVENTS_MAX;
	if (list->count > EVENTS_MAX)
		r->message = arena_printf(a, "EasyPost gave %d events: the last %d were read",
					  list->count, EVENTS_MAX);
	return NULL;
}

static daynum expected_of(struct arena *a, const struct json *tracker)
{
	const struct json *detail = field_get(tracker, "carrier_detail");
	struct usps_when when;

	if (usps_when_read(&when, field_text(a, detail, "est_delivery_date_local")) == 0 ||
	    usps_when_read(&when, field_text(a, tracker, "est_delivery_date")) == 0)
		return when.day;
	return DAY_NONE;
}

static void unreadable(struct reading *r, struct arena *a, const char *fault)
{
	r->outcome = POLL_UNREADABLE;
	r->message = arena_printf(a, "the answer of EasyPost could not be read: %s", fault);
	r->status_text = NULL;
}

/* No events: what the status alone says. */
static void judge_bare(struct reading *r, const char *status)
{
	if (text_same_nocase(status, "error")) {
		r->outcome = POLL_UNREACHABLE;
		r->message = "EasyPost could not ask the carrier: try again later";
	} else if (text_same_nocase(status, "unknown")) {
		r->outcome = POLL_NOT_FOUND;
		r->message = "EasyPost has nothing on this number yet: it asks the carrier now; "
			     "check the number and try again in an hour";
	} else {
		return;
	}
	r->status_text = NULL;
}

/*
 * The newest event may be vague where the tracker's own status is not: "delivered" or "return to
 * sender" above words that say nothing.
 */
static void judge_newest(struct event *newest, const char *status, const char *detail)
{
	struct meaning meaning = easypost_meaning(NULL, detail, status);

	if (newest->status != STATUS_UNKNOWN &&
	    !(newest->status == STATUS_DELIVERED && meaning.status == STATUS_RETURN_TO_SENDER))
		return;
	newest->status = meaning.status;
	newest->trouble = meaning.trouble;
}

static void tracker_read(struct reading *r, struct arena *a, const struct json *tracker,
			 enum source source)
{
	const char *status = field_text(a, tracker, "status"), *fault;

	r->message = NULL;
	fault = events_read(r, a, tracker, source);
	if (!fault && !status)
		fault = "no status";
	if (!fault && r->nevents == 0 && !easypost_words(status))
		fault = "a status that it does not document, and no events";
	if (fault) {
		r->event = NULL;
		r->nevents = 0;
		unreadable(r, a, fault);
		return;
	}
	r->outcome = POLL_NEW;
	r->status_text = easypost_words(status);
	r->expected_on = expected_of(a, tracker);
	if (r->nevents == 0)
		judge_bare(r, status);
	else
		judge_newest(&r->event[0], status, field_text(a, tracker, "status_detail"));
	reply_signed(r, field_text(a, tracker, "signed_by"));
}

/* The words of an error answer; NULL when there is no error in it. */
static const char *complaint_of(struct arena *a, const struct json *body)
{
	const struct json *error = field_get(body, "error");
	const char *words;

	if (!error)
		return NULL;
	words = field_plain(a, body, "error");
	if (!words)
		words = field_plain(a, error, "message");
	if (!words)
		words = field_plain(a, field_at(field_get(error, "errors"), 0), "message");
	if (!words)
		words = field_text(a, error, "code");
	return words ? words : "it does not say why";
}

static void read_tracker(struct answer *out, struct arena *a, const struct json *body,
			 const struct ask *ask)
{
	const char *number = field_text(a, body, "tracking_code");
	const char *complaint = complaint_of(a, body);
	struct reading *r = &out->reading[0];

	if (complaint && !number) {
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "EasyPost put an error into a good answer: %s",
					  field_seen(a, complaint, strlen(complaint))));
		return;
	}
	if (!number)
		unreadable(r, a, "it names no tracking_code");
	else if (!text_same_nocase(number, ask->tracking_number) &&
		 !usps_same_number(number, ask->tracking_number))
		r->message = arena_printf(a, "EasyPost answered for another number, %s",
					  field_seen(a, number, strlen(number)));
	else
		tracker_read(r, a, body, SOURCE_API);
}

static void read_complaint(struct answer *out, struct arena *a, int status, const char *complaint)
{
	struct reading *r = &out->reading[0];

	r->outcome = status == 404 ? POLL_NOT_FOUND : POLL_REFUSED;
	r->message = arena_printf(a,
				  status == 404 ? "EasyPost does not know this number: %s"
						: "EasyPost refused this number: %s",
				  complaint);
}

static struct json *parse(struct arena *a, const char *bytes, size_t len, struct err *err)
{
	bool bom = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
	struct json *root;

	if (len > ANSWER_MAX) {
		err_set(err, ERR_INPUT, "larger than 8 MiB");
		return NULL;
	}
	return json_parse(&root, a, bytes + (bom ? 3 : 0), len - (bom ? 3 : 0), err) == 0 ? root
											  : NULL;
}

static void read_body(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ask *ask)
{
	const char *bytes = answer->body ? answer->body : "", *complaint;
	size_t len = answer->body ? answer->len : 0;
	struct err err;
	const struct json *root = parse(a, bytes, len, &err);
	bool good = answer->status == 200 || answer->status == 201;

	complaint = root ? complaint_of(a, root) : NULL;
	if (root && root->type == JSON_OBJECT && good)
		read_tracker(out, a, root, ask);
	else if (complaint &&
		 (answer->status == 400 || answer->status == 404 || answer->status == 422))
		read_complaint(out, a, answer->status, complaint);
	else if (len > ANSWER_MAX)
		outcome_fail(out, VERDICT_UNREADABLE, "EasyPost answered with more than 8 MiB");
	else
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a,
					  "EasyPost answered %d with what it does not document: %s",
					  answer->status, field_seen(a, bytes, len)));
}

void easypost_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
			  const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n == 1);
	reply_begin(out, a, "EasyPost", asks, n);
	if (!outcome_of_status(out, a, answer, call_statuses, LENGTH(call_statuses)))
		read_body(out, a, answer, &asks[0]);
	outcome_mask(out, a, c);
}

static const char saved_expected[] =
	"a saved EasyPost answer is a Tracker with tracking_code and tracking_details, a list of "
	"them, or an Event with one as its result";

/* Trackers out of lists, pages of a list, and Events; each is read when found. */
struct saved {
	struct arena *arena;
	struct reading *reading;
	int n, room, readable;
};

static int count(const struct json *json, int depth);

static int count_all(const struct json *list, int depth)
{
	int n = 0;

	for (const struct json *child = list->first; child; child = child->next)
		n += count(child, depth + 1);
	return n;
}

static const struct json *pages_of(const struct json *json)
{
	const struct json *list = field_get(json, "trackers");

	return json->type == JSON_ARRAY ? json : list && list->type == JSON_ARRAY ? list : NULL;
}

/* How many things there are that may be trackers. */
static int count(const struct json *json, int depth)
{
	const struct json *list = pages_of(json);

	return list && depth < UNWRAP_MAX ? count_all(list, depth) : 1;
}

static int saved_tracker(struct saved *s, const struct json *json, struct err *err)
{
	const struct json *result = field_get(json, "result");
	const struct json *tracker = result && result->type == JSON_OBJECT ? result : json;
	const char *number = field_text(s->arena, tracker, "tracking_code");
	struct reading *r = &s->reading[s->n];

	if (!number)
		return err_set(err, ERR_INPUT, "element %d names no parcel: %s", s->n + 1,
			       saved_expected);
	assert(s->n < s->room);
	*r = (struct reading){ .tracking_number = number, .expected_on = DAY_NONE };
	tracker_read(r, s->arena, tracker, result ? SOURCE_NOTICE : SOURCE_SAVED_ANSWER);
	s->readable += r->outcome != POLL_UNREADABLE;
	s->n++;
	return 0;
}

static int saved_read(struct saved *s, const struct json *json, int depth, struct err *err)
{
	const struct json *list = pages_of(json);

	if (!list || depth >= UNWRAP_MAX)
		return saved_tracker(s, json, err);
	for (const struct json *child = list->first; child; child = child->next)
		if (saved_read(s, child, depth + 1, err) != 0)
			return -1;
	return 0;
}

int easypost_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
			struct err *err)
{
	struct saved s = { .arena = a };
	struct json *root = parse(a, bytes, len, err);

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (!root)
		return err_wrap(err, "not a saved answer");
	s.room = count(root, 0);
	if (s.room == 0)
		return err_set(err, ERR_INPUT, "an empty list: %s", saved_expected);
	s.reading = arena_array(a, (size_t)s.room, sizeof *s.reading);
	if (saved_read(&s, root, 0, err) != 0)
		return -1;
	if (s.readable == 0)
		return err_set(err, ERR_INPUT, "%s: %s", s.reading[0].message, saved_expected);
	out->reading = s.reading;
	out->nreadings = s.n;
	return 0;
}
