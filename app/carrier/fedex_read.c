#include <assert.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "carrier/fedex_parts.h"
#include "carrier/field.h"
#include "carrier/outcome.h"
#include "carrier/reply.h"

/* What FedEx says to one number: several results when the number was used again. */
struct group {
	const char *number;        /* as asked for; NULL: not said */
	const char *own;           /* of the first result, which may differ; NULL */
	const struct json *result; /* a list of results, or one */
	struct group *next;
};

struct groups {
	struct group *first, **end;
	int count;
};

static void add_group(struct groups *groups, struct arena *a, const struct json *json,
		      const struct json *result)
{
	struct group *group = arena_alloc(a, sizeof *group);
	const struct json *info = field_get(field_at(result, 0), "trackingNumberInfo");

	group->own = field_text(a, info, "trackingNumber");
	group->number = field_text(a, json, "trackingNumber");
	if (!group->number)
		group->number = group->own;
	group->result = result;
	*groups->end = group;
	groups->end = &group->next;
	groups->count++;
}

/* One of completeTrackResults, or one of its trackResults alone, as saved answers have it. */
static void add_element(struct groups *groups, struct arena *a, const struct json *json)
{
	const struct json *results = field_get(json, "trackResults");

	if (results)
		add_group(groups, a, json, results);
	else if (json->type == JSON_OBJECT && json->first)
		add_group(groups, a, json, json);
}

/* Of a whole answer or of what stands for one. */
static void add_answer(struct groups *groups, struct arena *a, const struct json *json)
{
	const struct json *output = field_get(json, "output");
	const struct json *list = field_get(output ? output : json, "completeTrackResults");

	if (!list || list->type != JSON_ARRAY) {
		add_element(groups, a, list ? list : json);
		return;
	}
	for (const struct json *j = list->first; j; j = j->next)
		add_element(groups, a, j);
}

/*
 * What cannot be read wins: it may be the newest. Else events win over a bare status and that over
 * an error.
 */
static int rank(const struct reading *r)
{
	if (r->outcome == POLL_UNREADABLE)
		return 3;
	if (r->outcome != POLL_NEW)
		return 0;
	return r->nevents > 0 ? 2 : 1;
}

static bool better(const struct reading *x, const struct reading *y)
{
	if (rank(x) != rank(y))
		return rank(x) > rank(y);
	return rank(x) == 2 && event_newer(&x->event[0], &y->event[0]) < 0;
}

struct search {
	const struct ask *ask; /* NULL: a saved answer, any parcel */
	bool exact;            /* another ask has the number: the day must be the same */
	enum source source;
	bool found;
	daynum stranger; /* when the parcel of another ship date was sent; DAY_NONE */
};

/* Is it the parcel that was sent on another day? */
static bool is_stranger(struct search *s, struct arena *a, const struct json *result)
{
	daynum day = fedex_shipped_on(a, result);
	bool same;

	if (!s->ask || (s->ask->mailed_on == DAY_NONE && !s->exact))
		return false;
	/* An error is about the number, whichever parcel bears it. */
	if (day == DAY_NONE && field_get(result, "error") && !field_get(result, "scanEvents"))
		return false;
	if (s->exact)
		same = day != DAY_NONE && day == s->ask->mailed_on;
	else
		same = day == DAY_NONE || (day >= s->ask->mailed_on - FEDEX_DAYS_BEFORE &&
					   day <= s->ask->mailed_on + FEDEX_DAYS_AFTER);
	if (!same)
		s->stranger = day;
	return !same;
}

/* The best of the group's results into *r, should it be better than what was found before. */
static void search_group(struct search *s, struct reading *r, struct arena *a,
			 const struct group *group)
{
	const struct json *list = group->result;
	const struct json *json = list->type == JSON_ARRAY ? list->first : list;

	for (; json; json = list->type == JSON_ARRAY ? json->next : NULL) {
		struct reading one = { .shipment_id = r->shipment_id,
				       .tracking_number = r->tracking_number,
				       .outcome = POLL_UNREADABLE,
				       .message = "the answer of FedEx could not be read: a "
						  "result that is no object",
				       .expected_on = DAY_NONE };

		if (json->type == JSON_OBJECT && is_stranger(s, a, json))
			continue;
		if (json->type == JSON_OBJECT)
			fedex_detail_read(&one, a, json, s->source);
		if (!s->found || better(&one, r))
			*r = one;
		/* Of several parcels another one may be taken the next time. */
		r->partial |= s->found;
		s->found = true;
	}
}

static bool is_shared(const struct ask asks[], int n, int i)
{
	for (int k = 0; k < n; k++)
		if (k != i && reply_same_number(asks[k].tracking_number, asks[i].tracking_number))
			return true;
	return false;
}

static void tell_stranger(struct reading *r, struct arena *a, const struct search *s)
{
	char day[DAY_TEXT];

	if (s->exact) {
		r->message = "two of your parcels have this number and FedEx does not say which it "
			     "means: give their ship dates, or ask for one at a time";
		return;
	}
	r->outcome = POLL_NOT_FOUND;
	r->message = arena_printf(a,
				  "FedEx knows this number only for a parcel shipped on %s: check "
				  "the ship date; a new label may take some days",
				  day_text(day, s->stranger));
}

static void answer_ask(struct reading *r, struct arena *a, const struct groups *groups,
		       struct search *s)
{
	bool mentioned = false;

	for (const struct group *g = groups->first; g; g = g->next) {
		bool nameless = !g->number && groups->count == 1 && !s->exact;

		if (!nameless && !reply_same_number(s->ask->tracking_number, g->number) &&
		    !reply_same_number(s->ask->tracking_number, g->own))
			continue;
		mentioned = true;
		search_group(s, r, a, g);
	}
	if (mentioned && !s->found && (s->exact || s->stranger != DAY_NONE))
		tell_stranger(r, a, s);
}

static void read_parcels(struct answer *out, struct arena *a, const struct json *root,
			 const struct ask asks[], int n)
{
	const struct json *output = field_get(root, "output");
	const struct json *list = field_get(output ? output : root, "completeTrackResults");
	struct groups groups = { .end = &groups.first };

	if (list && list->type == JSON_ARRAY)
		add_answer(&groups, a, root);
	if (groups.count == 0) {
		outcome_fail(out, VERDICT_UNREADABLE, "FedEx gave an answer with no parcel in it");
		return;
	}
	for (int i = 0; i < n; i++) {
		struct search s = { .ask = &asks[i],
				    .exact = is_shared(asks, n, i),
				    .source = SOURCE_API,
				    .stranger = DAY_NONE };

		if (!fedex_askable(asks[i].tracking_number))
			continue;
		/* Without a name it is the only parcel's, or nobody's. */
		s.exact = s.exact || (n > 1 && !groups.first->number && groups.count == 1);
		answer_ask(&out->reading[i], a, &groups, &s);
	}
}

/* The same code stands for one number in most answers, for the whole call in others. */
static void read_complaint(struct answer *out, struct arena *a, int status,
			   const struct fedex_complaint *complaint, int n)
{
	if (!fedex_of_parcel(complaint)) {
		fedex_complaint_verdict(out, a, status, complaint);
		return;
	}
	for (int i = 0; i < n; i++) {
		struct reading *r = &out->reading[i];

		if (r->outcome != POLL_UNREADABLE)
			continue;
		if (n == 1)
			fedex_complaint_judge(r, a, complaint);
		else
			r->message = arena_printf(a,
						  "FedEx complains of one of %d numbers and does "
						  "not say which (%s): ask for this one alone",
						  n, complaint->code);
	}
}

static void read_body(struct answer *out, struct arena *a, const struct http_answer *answer,
		      const struct ask asks[], int n)
{
	struct json *root = reply_json(out, a, "FedEx", answer);
	struct fedex_complaint complaint;

	if (!root)
		return;
	fedex_complaint_read(&complaint, a, root);
	if (complaint.present && !(answer->status == 200 && field_get(root, "output")) &&
	    (answer->status == 200 || answer->status >= 400))
		read_complaint(out, a, answer->status, &complaint, n);
	else if (answer->status == 200)
		read_parcels(out, a, root, asks, n);
	else
		outcome_fail(out, VERDICT_UNREADABLE,
			     arena_printf(a, "FedEx answered %d, which it does not document: %s",
					  answer->status,
					  field_seen(a, answer->body, answer->len)));
}

void fedex_read_answer(struct answer *out, struct arena *a, const struct credentials *c,
		       const struct http_answer *answer, const struct ask asks[], int n)
{
	assert(n >= 1);
	reply_begin(out, a, "FedEx", asks, n);
	for (int i = 0; i < n; i++) {
		if (fedex_askable(asks[i].tracking_number))
			continue;
		out->reading[i].outcome = POLL_REFUSED;
		out->reading[i].message = "FedEx takes numbers of 4 to 40 letters and digits only";
	}
	if (!fedex_status_verdict(out, a, answer))
		read_body(out, a, answer, asks, n);
	outcome_mask(out, a, c);
}

static const char saved_expected[] =
	"a saved FedEx tracking answer is one JSON object with output.completeTrackResults, one of "
	"its elements, or a list of those";

int fedex_read_saved(struct answer *out, struct arena *a, const char *bytes, size_t len,
		     struct err *err)
{
	struct groups groups = { .end = &groups.first };
	struct json *root;
	int n = 0, readable = 0;

	*out = (struct answer){ .verdict = VERDICT_OK };
	if (reply_saved(&root, a, bytes, len, saved_expected, err) != 0)
		return -1;
	if (root->type == JSON_ARRAY)
		for (const struct json *j = root->first; j; j = j->next)
			add_answer(&groups, a, j);
	else
		add_answer(&groups, a, root);
	if (groups.count == 0)
		return err_set(err, ERR_INPUT, "nothing in it is a parcel: %s", saved_expected);
	out->reading = arena_array(a, (size_t)groups.count, sizeof *out->reading);
	for (const struct group *g = groups.first; g; g = g->next, n++) {
		struct search s = { .source = SOURCE_SAVED_ANSWER, .stranger = DAY_NONE };
		struct reading *r = &out->reading[n];

		if (!g->number)
			return err_set(err, ERR_INPUT, "element %d names no parcel: %s", n + 1,
				       saved_expected);
		*r = (struct reading){ .tracking_number = g->number,
				       .outcome = POLL_UNREADABLE,
				       .message = "FedEx says nothing of this number",
				       .expected_on = DAY_NONE };
		search_group(&s, r, a, g);
		readable += r->outcome != POLL_UNREADABLE;
	}
	out->nreadings = n;
	if (readable > 0)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s", out->reading[0].message, saved_expected);
}
