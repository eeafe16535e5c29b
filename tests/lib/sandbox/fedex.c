#include <stdio.h>
#include <string.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

enum { FEDEX_BATCH_MAX = 30 };

static const char token_path[] = "/oauth/token";
static const char track_path[] = "/track/v1/trackingnumbers";

/* clang-format off */
static const struct {
	int status;
	const char *code, *message;
} statuses[] = {
	{ 400, "TRACKING.TRACKINGNUMBER.EMPTY", "Please provide tracking number." },
	{ 401, "NOT.AUTHORIZED.ERROR", "The access token has expired or is not valid." },
	{ 403, "FORBIDDEN.ERROR", "Your credentials do not permit this." },
	{ 404, "NOT.FOUND.ERROR", "The resource is no longer there." },
	{ 405, "METHOD.NOT.ALLOWED.ERROR", "Use POST." },
	{ 429, "TOO.MANY.REQUESTS.ERROR", "We have received too many requests in a short duration. "
					  "Please wait a while to try again." },
	{ 503, "SERVICE.UNAVAILABLE.ERROR", "The service is being worked on." },
};
/* clang-format on */

static const char day_spent[] = "Daily transaction quota exceeded. Retry after 12:00AM GMT";
static const char transaction[] = "5a9d6f1e-0000-4000-8000-73616e64626f";

static void fail_as(struct reply *rp, int status, const char *code, const char *message)
{
	rp->status = status;
	text_puts(&rp->body, "{");
	text_member(&rp->body, "transactionId", transaction);
	text_member_raw(&rp->body, "errors", "[{");
	text_member(&rp->body, "code", code);
	text_member(&rp->body, "message", message);
	text_puts(&rp->body, "}]}");
}

/* "spent": the day's quota, whatever the status. */
static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *code = "INTERNAL.SERVER.ERROR", *message = "Something went wrong.";

	(void)rq;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != status)
			continue;
		code = statuses[i].code;
		message = statuses[i].message;
	}
	fail_as(rp, status, code, spent ? day_spent : message);
}

static void write_token(struct text *to, const struct live_token *t, const struct client *client,
			long expires_s)
{
	char number[32];

	(void)client;
	text_member(to, "access_token", t->text);
	text_member(to, "token_type", "bearer");
	snprintf(number, sizeof(number), "%ld", expires_s);
	text_member_raw(to, "expires_in", number);
	text_member(to, "scope", t->scope);
}

static void answer_token(struct reply *rp, struct call *c)
{
	const struct client *client;
	struct flat_doc *d;

	if (play_token_fault(rp, c))
		return;
	d = flat_form(c->rq->body, c->rq->body_len);
	if (strcmp(c->rq->method, "POST") != 0 || !d ||
	    strncmp(c->rq->content_type, "application/x-www-form-urlencoded", 33) != 0 ||
	    strcmp(flat_get(&d->top, "grant_type"), "client_credentials") != 0) {
		fail_as(rp, 400, "BAD.REQUEST.ERROR", "Missing or unknown grant_type.");
		goto out;
	}
	client = play_client(c->play, flat_get(&d->top, "client_id"),
			     flat_get(&d->top, "client_secret"));
	if (client)
		play_give_token(rp, c, client, write_token);
	else
		fail_as(rp, 401, "NOT.AUTHORIZED.ERROR", "The client credentials are not valid.");
out:
	flat_release(d);
}

/* What went wrong with one number of a good batch. */
static void put_error(struct text *to, const char *number, const char *code, const char *message)
{
	text_puts(to, "{");
	text_member_raw(to, "trackingNumberInfo", "{");
	text_member(to, "trackingNumber", number);
	text_member(to, "carrierCode", "");
	text_puts(to, "}");
	text_member_raw(to, "error", "{");
	text_member(to, "code", code);
	text_member(to, "message", message);
	text_puts(to, "}}");
}

static void put_results(struct text *to, const struct call *c, const struct entry *e)
{
	const struct step *step = entry_step(e);
	struct parcel p = play_parcel(c, e);

	if (step->kind == STEP_ANSWER) {
		text_puts(to, step->text);
	} else if (step->kind == STEP_PARTIAL || step->value == ERROR_NOT_FOUND) {
		put_error(to, e->number, "TRACKING.TRACKINGNUMBER.NOTFOUND",
			  "There is no parcel of this tracking number.");
	} else if (step->kind == STEP_ERROR) {
		put_error(to, e->number, "TRACKING.TRACKINGNUMBER.INVALID",
			  "This tracking number is not valid.");
	} else {
		if (p.reused) {
			text_puts(to, "{");
			fedex_tale(to, &p, true);
			text_puts(to, "},");
		}
		text_puts(to, "{");
		fedex_tale(to, &p, false);
		text_puts(to, "}");
	}
}

static void tell_batch(struct reply *rp, const struct call *c, const struct batch *b)
{
	struct text *to = &rp->body;

	text_puts(to, "{");
	text_member(to, "transactionId", transaction);
	text_member_raw(to, "output", "{");
	text_member_raw(to, "completeTrackResults", "[");
	for (int i = 0; i < b->n; i++) {
		if (entry_step(b->entry[i])->kind == STEP_MISSING)
			continue;
		text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
		text_member(to, "trackingNumber", b->entry[i]->number);
		text_member_raw(to, "trackResults", "[");
		put_results(to, c, b->entry[i]);
		text_puts(to, "]}");
	}
	text_puts(to, "]}}");
}

static void answer_batch(struct reply *rp, struct call *c, const char *const number[], int n)
{
	struct batch batch;
	struct entry *fault = play_batch(rp, c, number, n, &batch);

	if (fault && entry_step(fault)->kind != STEP_PARTIAL) {
		play_fault(rp, c, entry_step(fault));
		entry_advance(fault);
		return;
	}
	rp->fault = fault ? "partial" : NULL;
	tell_batch(rp, c, &batch);
	play_batch_done(&batch);
}

static bool answer_track(struct reply *rp, struct call *c)
{
	struct flat_doc *d = flat_json(c->rq->body, c->rq->body_len);
	const char *number[FEDEX_BATCH_MAX];
	bool good = d && !strcmp(d->list, "trackingInfo") && d->nitems >= 1 &&
		    d->nitems <= FEDEX_BATCH_MAX &&
		    !strcmp(flat_get(&d->top, "includeDetailedScans"), "true");

	for (int i = 0; good && i < d->nitems; i++) {
		number[i] = flat_get(&d->item[i], "trackingNumberInfo.trackingNumber");
		good = play_is_number(number[i], 4, 40);
	}
	if (good)
		answer_batch(rp, c, number, d->nitems);
	flat_release(d);
	return good;
}

static bool takes(const struct request *rq)
{
	return !strcmp(rq->target, token_path) || !strcmp(rq->target, track_path);
}

static void answer(struct reply *rp, struct call *c)
{
	const struct request *rq = c->rq;

	if (!strcmp(rq->target, token_path))
		answer_token(rp, c);
	else if (strcmp(rq->method, "POST") != 0)
		fail(rp, rq, 405, false);
	else if (!play_token(c))
		fail(rp, rq, 401, false);
	else if (strcmp(rq->locale, "en_US") != 0 || !answer_track(rp, c))
		fail(rp, rq, 400, false);
}

const struct part fedex_part = {
	.name = "fedex",
	.id = CARRIER_FEDEX,
	.token_path = token_path,
	.token_scope = "CXS-TP",
	.token_expires_s = 3599,
	.takes = takes,
	.answer = answer,
	.fail = fail,
};
