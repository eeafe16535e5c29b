#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

enum { USPS_BATCH_MAX = 35 };

static const char token_path[] = "/oauth2/v3/token";
static const char v3_path[] = "/tracking/v3/tracking/";
static const char v3r2_path[] = "/tracking/v3r2/tracking";
static const char offices_path[] = "/locations/v3/post-office-locations";

static const struct {
	int code;
	const char *detail;
} details[] = {
	{ 150001, "A status update is not yet available for this package." },
	{ 150002,
	  "The tracking number may be incorrect or the status update is not yet available." },
	{ 150003, "The package was shipped from the Post Office; no update is available yet." },
	{ 150004, "Delivery status information is not available for this item." },
	{ 150008, "Tracking is not available for this product and country." },
	{ 150009, "No update is available yet." },
	{ 150010, "The tracking number may belong to another shipper." },
	{ 150012, "Tracking is not shown: this item was shipped with fraudulent postage." },
};

static const struct {
	int status;
	const char *message, *title, *detail;
} statuses[] = {
	{ 400, "BAD_REQUEST", "BAD_REQUEST", "The request body is not what the interface takes." },
	{ 401, "Unauthorized", "invalid_access_token",
	  "The access token is invalid or has expired." },
	{ 403, "The requested information is not authorized to access.", "Forbidden", "" },
	{ 404, "Resource not found.", NULL, NULL },
	{ 405, "Method not allowed.", NULL, NULL },
	{ 429, "Too Many Requests. Too many requests have been received in a short amount of time.",
	  NULL, NULL },
	{ 503, "Service Unavailable", NULL, NULL },
};

static const char *detail_of(int code)
{
	for (size_t i = 0; i < sizeof(details) / sizeof(details[0]); i++)
		if (details[i].code == code)
			return details[i].detail;
	return "The request could not be answered.";
}

static bool begins(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

static bool is_path(const struct request *rq, const char *path)
{
	size_t n = strcspn(rq->target, "?");

	return n == strlen(path) && !strncmp(rq->target, path, n);
}

/* The interface that an error names. */
static const char *version_of(const struct request *rq)
{
	if (begins(rq->target, v3_path))
		return "/tracking/v3";
	return is_path(rq, offices_path) ? "/locations/v3" : "/tracking/v3r2";
}

/* The envelope of every error, behind what the object holds already. */
static void write_error(struct text *to, const char *code, const char *message, const char *title,
			const char *detail)
{
	text_member_raw(to, "error", "{");
	text_member(to, "code", code);
	text_member(to, "message", message);
	text_member_raw(to, "errors", "[");
	if (title) {
		text_puts(to, "{");
		text_member(to, "title", title);
		text_member(to, "detail", detail);
		text_member(to, "source", "Access Token");
		text_puts(to, "}");
	}
	text_puts(to, "]}");
}

/* The token's call has an envelope of its own: "error" is a text there. */
static void fail_token(struct reply *rp, int status, const char *error, const char *description)
{
	rp->status = status;
	text_puts(&rp->body, "{");
	text_member(&rp->body, "error", error);
	text_member(&rp->body, "error_description", description);
	text_member(&rp->body, "error_uri",
		    "https://datatracker.ietf.org/doc/html/rfc6749#section-5.2");
	text_puts(&rp->body, "}");
}

static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *message = "Unexpected", *title = NULL, *detail = NULL;
	char code[16];

	if (is_path(rq, token_path) && !spent) {
		fail_token(rp, status, "temporarily_unavailable", "As the script says.");
		return;
	}
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != status)
			continue;
		message = statuses[i].message;
		title = statuses[i].title;
		detail = statuses[i].detail;
	}
	rp->status = status;
	snprintf(code, sizeof(code), "%d", status);
	text_puts(&rp->body, "{");
	text_member(&rp->body, "apiVersion", version_of(rq));
	write_error(&rp->body, code, message, title, detail);
	text_puts(&rp->body, "}");
}

static void fail_scope(struct reply *rp, const struct request *rq)
{
	rp->status = 401;
	text_puts(&rp->body, "{");
	text_member(&rp->body, "apiVersion", version_of(rq));
	write_error(&rp->body, "401", "Insufficient OAuth scope.", "invalid_oauth_scope",
		    "The OAuth scope is invalid, missing or insufficient to access resource.");
	text_puts(&rp->body, "}");
}

/* The carrier's own error for one parcel: 400 with a code in v3, 404 or 400 in v3r2. */
static int status_of(int code, bool v3)
{
	return !v3 && code == ERROR_NOT_FOUND ? 404 : 400;
}

static void write_parcel_error(struct text *to, const char *number, int code, bool v3)
{
	int status = status_of(code, v3);
	char status_text[16], code_text[16];

	snprintf(status_text, sizeof(status_text), "%d", status);
	snprintf(code_text, sizeof(code_text), "%d", code);
	text_member(to, "apiVersion", v3 ? "/tracking/v3" : "/tracking/v3r2");
	if (!v3)
		text_member(to, "trackingNumber", number);
	if (status == 404) {
		write_error(to, status_text,
			    "Tracking is not available for this item. This may be because the "
			    "tracking number is invalid or USPS has not yet received the item.",
			    NULL, NULL);
		return;
	}
	text_member_raw(to, "error", "{");
	text_member(to, "code", status_text);
	text_member(to, "message", "BAD_REQUEST");
	text_member_raw(to, "errors", "[{");
	text_member(to, "status", status_text);
	text_member(to, "code", code_text);
	text_member(to, "title", "BAD_REQUEST");
	text_member(to, "detail", detail_of(code));
	text_member_raw(to, "source", "{\"parameter\":\"trackingNumber\",\"example\":\"\"}");
	text_puts(to, "}]}");
}

/* The whole answer is an error about the one parcel that was asked for. */
static void refuse_alone(struct reply *rp, const char *number, int code, bool v3)
{
	rp->status = status_of(code, v3);
	text_puts(&rp->body, "{");
	write_parcel_error(&rp->body, number, code, v3);
	text_puts(&rp->body, "}");
}

static void tell_v3(struct reply *rp, const struct call *c, const struct parcel *p)
{
	(void)c;
	text_puts(&rp->body, "{");
	usps_tale(&rp->body, p, SHAPE_V3);
	text_puts(&rp->body, "}");
}

static void not_found_v3(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	refuse_alone(rp, number, ERROR_NOT_FOUND, true);
}

static void refuse_v3(struct reply *rp, const struct call *c, const char *number, int code)
{
	(void)c;
	refuse_alone(rp, number, code, true);
}

static void leave_out_v3(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	text_puts(&rp->body, "{}");
}

static void put_detail(struct text *to, const struct call *c, const struct entry *e)
{
	const struct step *step = entry_step(e);
	struct parcel p = play_parcel(c, e);
	const char *inner;

	if (step->kind == STEP_SCENARIO) {
		usps_tale(to, &p, SHAPE_V3R2);
		return;
	}
	/* A file's object goes in without its braces, so that statusCode can stand before it. */
	inner = step->text ? strchr(step->text, '{') : NULL;
	if (inner && strrchr(inner, '}')) {
		text_puts(to, to->at[to->len - 1] == '{' ? "" : ",");
		text_put(to, inner + 1, (size_t)(strrchr(inner, '}') - inner) - 1);
	}
}

/* One element of a batch; "failed" stands in for the parcel's own step. */
static void put_element(struct text *to, const struct call *c, const struct entry *e, bool multi,
			bool failed)
{
	const struct step *step = entry_step(e);
	bool error = step->kind == STEP_ERROR;
	char code[16];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	snprintf(code, sizeof(code), "%d",
		 failed  ? 503
		 : error ? status_of(step->value, false)
			 : 200);
	if (multi)
		text_member(to, "statusCode", code);
	if (failed) {
		text_member(to, "trackingNumber", e->number);
		text_member(to, "apiVersion", "/tracking/v3r2");
		write_error(to, code, "Service Unavailable", NULL, NULL);
	} else if (error) {
		write_parcel_error(to, e->number, step->value, false);
	} else {
		put_detail(to, c, e);
	}
	text_puts(to, "}");
}

/* "partial": every second parcel, and the one that says so, failed. */
static void tell_batch(struct reply *rp, const struct call *c, const struct batch *b, bool partial)
{
	bool multi = partial;

	for (int i = 0; i < b->n; i++)
		multi = multi || entry_step(b->entry[i])->kind == STEP_ERROR;
	rp->status = multi ? 207 : 200;
	text_puts(&rp->body, "[");
	for (int i = 0; i < b->n; i++) {
		enum step_kind kind = entry_step(b->entry[i])->kind;

		if (kind != STEP_MISSING)
			put_element(&rp->body, c, b->entry[i], multi,
				    kind == STEP_PARTIAL || (partial && i % 2));
	}
	text_puts(&rp->body, "]");
}

static void tell_well(struct reply *rp, const struct call *c, const struct batch *b)
{
	const struct step *first = entry_step(b->entry[0]);

	/* Alone and unknown, v3r2 answers the whole call with 404 instead of a batch. */
	if (b->n == 1 && first->kind == STEP_ERROR)
		refuse_alone(rp, b->entry[0]->number, first->value, false);
	else if (b->n == 1 && first->kind == STEP_ANSWER && first->text[0] == '[')
		text_puts(&rp->body, first->text);
	else
		tell_batch(rp, c, b, false);
}

static void answer_batch(struct reply *rp, struct call *c, const char *const number[], int n)
{
	struct batch batch;
	struct entry *fault = play_batch(rp, c, number, n, &batch);

	if (!fault) {
		tell_well(rp, c, &batch);
		play_batch_done(&batch);
		return;
	}
	if (entry_step(fault)->kind == STEP_PARTIAL) {
		rp->fault = "partial";
		tell_batch(rp, c, &batch, true);
	} else {
		play_fault(rp, c, entry_step(fault));
	}
	entry_advance(fault);
}

static bool answer_v3(struct reply *rp, struct call *c)
{
	char number[NUMBER_SIZE];

	if (!play_path_number(number, c->rq, v3_path, "") || !play_is_number(number, 4, 34))
		return false;
	play_one(rp, c, number);
	return true;
}

static bool answer_v3r2(struct reply *rp, struct call *c)
{
	struct flat_doc *d = flat_json(c->rq->body, c->rq->body_len);
	const char *number[USPS_BATCH_MAX];
	bool good = d && d->array && d->nitems >= 1 && d->nitems <= USPS_BATCH_MAX;

	for (int i = 0; good && i < d->nitems; i++) {
		number[i] = flat_get(&d->item[i], "trackingNumber");
		good = play_is_number(number[i], 4, 34);
	}
	if (good)
		answer_batch(rp, c, number, d->nitems);
	flat_release(d);
	return good;
}

static void write_token(struct text *to, const struct live_token *t, const struct client *client,
			long expires_s)
{
	char number[32];

	text_member(to, "access_token", t->text);
	text_member(to, "token_type", "Bearer");
	snprintf(number, sizeof(number), "%lld000", (long long)time(NULL));
	text_member(to, "issued_at", number);
	snprintf(number, sizeof(number), "%ld", expires_s);
	text_member_raw(to, "expires_in", number);
	text_member(to, "status", "approved");
	text_member(to, "scope", t->scope);
	text_member(to, "issuer", "https://issuer.example.com/realms/sandbox");
	text_member(to, "client_id", client->id);
	text_member(to, "application_name", "Carrier sandbox");
	text_member(to, "api_products", "[Sandbox]");
}

static void answer_token(struct reply *rp, struct call *c)
{
	bool form = begins(c->rq->content_type, "application/x-www-form-urlencoded");
	const struct client *client;
	struct flat_doc *d;

	if (strcmp(c->rq->method, "POST") != 0) {
		fail_token(rp, 405, "invalid_request", "Use POST.");
		return;
	}
	if (play_token_fault(rp, c))
		return;
	d = form ? flat_form(c->rq->body, c->rq->body_len)
		 : flat_json(c->rq->body, c->rq->body_len);
	if (!d || strcmp(flat_get(&d->top, "grant_type"), "client_credentials") != 0) {
		fail_token(rp, 400, "invalid_request", "The request body is malformed.");
		goto out;
	}
	client = play_client(c->play, flat_get(&d->top, "client_id"),
			     flat_get(&d->top, "client_secret"));
	if (client)
		play_give_token(rp, c, client, write_token);
	else
		fail_token(rp, 401, "invalid_client", "Client authentication failed.");
out:
	flat_release(d);
}

/* What needs a token, with the scope that it takes. */
/* clang-format off */
static const struct {
	const char *path, *method, *scope;
	bool prefix;
	bool (*answer)(struct reply *rp, struct call *c); /* false: not what it takes */
} doors[] = {
	{ v3_path,	"GET",	"tracking",  true,  answer_v3 },
	{ v3r2_path,	"POST",	"tracking",  false, answer_v3r2 },
	{ offices_path,	"GET",	"locations", false, usps_offices },
};
/* clang-format on */

enum { DOORS = sizeof(doors) / sizeof(doors[0]) };

static int find_door(const struct request *rq)
{
	for (int i = 0; i < DOORS; i++)
		if (doors[i].prefix ? begins(rq->target, doors[i].path)
				    : is_path(rq, doors[i].path))
			return i;
	return -1;
}

static bool takes(const struct request *rq)
{
	return is_path(rq, token_path) || find_door(rq) >= 0;
}

static void answer(struct reply *rp, struct call *c)
{
	int door = find_door(c->rq);
	const struct live_token *token;

	if (door < 0) {
		answer_token(rp, c);
		return;
	}
	if (strcmp(c->rq->method, doors[door].method) != 0) {
		fail(rp, c->rq, 405, false);
		return;
	}
	token = play_token(c);
	if (!token)
		fail(rp, c->rq, 401, false);
	else if (!token_allows(token, doors[door].scope))
		fail_scope(rp, c->rq);
	else if (!doors[door].answer(rp, c))
		fail(rp, c->rq, 400, false);
}

const struct part usps_part = {
	.name = "usps",
	.id = CARRIER_USPS,
	.token_path = token_path,
	.token_scope = "addresses locations prices tracking",
	.token_expires_s = 28799,
	.takes = takes,
	.answer = answer,
	.fail = fail,
	.tell = tell_v3,
	.not_found = not_found_v3,
	.refuse = refuse_v3,
	.leave_out = leave_out_v3,
};
