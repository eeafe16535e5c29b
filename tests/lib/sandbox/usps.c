#include "lib/sandbox/usps.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/fault.h"
#include "lib/sandbox/flat.h"
#include "lib/sandbox/http.h"
#include "lib/sandbox/scenario.h"
#include "lib/sandbox/script.h"

static const char token_path[] = "/oauth2/v3/token";
static const char v3_path[] = "/tracking/v3/tracking/";
static const char v3r2_path[] = "/tracking/v3r2/tracking";

/* One parcel of a call. */
struct item {
	char number[64];
	struct entry *entry;
};

struct call {
	struct item item[USPS_BATCH_MAX];
	int n;
	enum shape shape;
};

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

static const char *detail_of(int code)
{
	for (size_t i = 0; i < sizeof(details) / sizeof(details[0]); i++)
		if (details[i].code == code)
			return details[i].detail;
	return "The request could not be answered.";
}

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

static const char *version_of(enum shape shape)
{
	return shape == SHAPE_V3 ? "/tracking/v3" : "/tracking/v3r2";
}

/* The envelope of every tracking error, behind what the object holds already. */
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

static void fail(struct reply *rp, enum shape shape, int status)
{
	const char *message = "Unexpected", *title = NULL, *detail = NULL;
	char code[16];

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
	text_member(&rp->body, "apiVersion", version_of(shape));
	write_error(&rp->body, code, message, title, detail);
	text_puts(&rp->body, "}");
}

static void fail_scope(struct reply *rp, enum shape shape)
{
	rp->status = 401;
	text_puts(&rp->body, "{");
	text_member(&rp->body, "apiVersion", version_of(shape));
	write_error(&rp->body, "401", "Insufficient OAuth scope.", "invalid_oauth_scope",
		    "The OAuth scope is invalid, missing or insufficient to access resource.");
	text_puts(&rp->body, "}");
}

/* The carrier's own error for one parcel: 400 with a code in v3, 404 or 400 in v3r2. */
static int write_parcel_error(struct text *to, const struct item *it, enum shape shape, int code)
{
	int status = shape == SHAPE_V3R2 && code == 150002 ? 404 : 400;
	char status_text[16], code_text[16];

	snprintf(status_text, sizeof(status_text), "%d", status);
	snprintf(code_text, sizeof(code_text), "%d", code);
	text_member(to, "apiVersion", version_of(shape));
	if (shape == SHAPE_V3R2)
		text_member(to, "trackingNumber", it->number);
	if (status == 404) {
		write_error(to, status_text,
			    "Tracking is not available for this item. This may be because the "
			    "tracking number is invalid or USPS has not yet received the item.",
			    NULL, NULL);
		return status;
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
	return status;
}

static void put_detail(struct text *to, const struct item *it, enum shape shape,
		       const struct script *s)
{
	const struct step *step = entry_step(it->entry);
	struct parcel p = { it->number, SCENARIO_PRE_TRANSIT, s->today, it->entry->plan.shift };
	const char *inner;

	if (step->kind == STEP_SCENARIO) {
		p.scenario = (enum scenario)step->value;
		scenario_write(to, &p, shape);
		return;
	}
	/* A file's object goes in without its braces, so that statusCode can stand before it. */
	inner = step->text ? strchr(step->text, '{') : NULL;
	if (inner && strrchr(inner, '}')) {
		text_puts(to, to->at[to->len - 1] == '{' ? "" : ",");
		text_put(to, inner + 1, (size_t)(strrchr(inner, '}') - inner) - 1);
	}
}

static int status_of(const struct step *step, enum shape shape)
{
	if (step->kind != STEP_ERROR)
		return 200;
	return shape == SHAPE_V3R2 && step->value == 150002 ? 404 : 400;
}

static void answer_one(struct reply *rp, const struct item *it, enum shape shape,
		       const struct script *s)
{
	const struct step *step = entry_step(it->entry);

	if (step->kind == STEP_ANSWER) {
		text_puts(&rp->body, step->text);
		return;
	}
	rp->status = status_of(step, shape);
	text_puts(&rp->body, "{");
	if (step->kind == STEP_ERROR)
		write_parcel_error(&rp->body, it, shape, step->value);
	else
		put_detail(&rp->body, it, shape, s);
	text_puts(&rp->body, "}");
}

/* One element of a batch; "failed" stands in for the parcel's own step. */
static void put_element(struct text *to, const struct item *it, const struct script *s, bool multi,
			bool failed)
{
	const struct step *step = entry_step(it->entry);
	char code[16];

	text_puts(to, to->at[to->len - 1] == '[' ? "{" : ",{");
	snprintf(code, sizeof(code), "%d", failed ? 503 : status_of(step, SHAPE_V3R2));
	if (multi)
		text_member(to, "statusCode", code);
	if (failed) {
		text_member(to, "trackingNumber", it->number);
		text_member(to, "apiVersion", version_of(SHAPE_V3R2));
		write_error(to, code, "Service Unavailable", NULL, NULL);
	} else if (step->kind == STEP_ERROR) {
		write_parcel_error(to, it, SHAPE_V3R2, step->value);
	} else {
		put_detail(to, it, SHAPE_V3R2, s);
	}
	text_puts(to, "}");
}

static void answer_batch(struct reply *rp, const struct call *c, const struct script *s,
			 bool partial)
{
	bool multi = partial;

	for (int i = 0; i < c->n; i++)
		multi = multi || entry_step(c->item[i].entry)->kind == STEP_ERROR;
	rp->status = multi ? 207 : 200;
	text_puts(&rp->body, "[");
	for (int i = 0; i < c->n; i++) {
		const struct step *step = entry_step(c->item[i].entry);

		if (step->kind == STEP_MISSING)
			continue;
		if (step->kind == STEP_PARTIAL || (partial && i % 2))
			put_element(&rp->body, &c->item[i], s, multi, true);
		else
			put_element(&rp->body, &c->item[i], s, multi, false);
	}
	text_puts(&rp->body, "]");
}

static void answer_well(struct reply *rp, const struct call *c, const struct script *s)
{
	const struct step *first = entry_step(c->item[0].entry);

	/* Alone and unknown, v3r2 answers the whole call with 404 instead of a batch. */
	if (c->shape == SHAPE_V3 || (c->n == 1 && first->kind == STEP_ERROR) ||
	    (c->n == 1 && first->kind == STEP_ANSWER && first->text[0] == '['))
		answer_one(rp, &c->item[0], c->shape, s);
	else
		answer_batch(rp, c, s, false);
}

/* A step that decides for the whole call. */
static void answer_fault(struct reply *rp, const struct call *c, const struct script *s,
			 const struct step *step)
{
	switch (step->kind) {
	case STEP_PARTIAL:
		rp->fault = "partial";
		if (c->shape == SHAPE_V3)
			fail(rp, c->shape, 503);
		else
			answer_batch(rp, c, s, true);
		break;
	case STEP_STATUS:
		rp->fault = "status";
		fail(rp, c->shape, step->value);
		rp->retry_after_s = step->retry_after_s;
		break;
	default:
		fault_answer(rp, step);
	}
}

static void answer_call(struct reply *rp, struct call *c, struct script *s)
{
	struct entry *fault = NULL;

	for (int i = 0; i < c->n; i++) {
		struct entry *e = script_entry(s, c->item[i].number);

		c->item[i].entry = e;
		text_printf(&rp->numbers, "%s%s", i ? "," : "", c->item[i].number);
		if (entry_step(e)->delay_ms > rp->delay_ms)
			rp->delay_ms = entry_step(e)->delay_ms;
		if (!fault && entry_step(e)->kind >= STEP_PARTIAL)
			fault = e;
	}
	if (fault) {
		answer_fault(rp, c, s, entry_step(fault));
		entry_advance(fault);
		return;
	}
	answer_well(rp, c, s);
	for (int i = 0; i < c->n; i++)
		entry_advance(c->item[i].entry);
}

/* 4 to 34 letters and digits. */
static bool is_number(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)s[i]))
			return false;
	return n >= 4 && n <= 34;
}

static int read_v3(struct call *c, const struct request *rq)
{
	const char *number = rq->target + sizeof(v3_path) - 1;

	c->shape = SHAPE_V3;
	c->n = 1;
	snprintf(c->item[0].number, sizeof(c->item[0].number), "%.*s", (int)strcspn(number, "?"),
		 number);
	return is_number(c->item[0].number) ? 0 : -1;
}

static int read_v3r2(struct call *c, const struct request *rq)
{
	struct flat *list = sandbox_alloc(NULL, sizeof(*list) * FLAT_OBJECTS_MAX);
	bool array;
	int rc = -1;

	c->shape = SHAPE_V3R2;
	c->n = flat_parse(list, FLAT_OBJECTS_MAX, &array, rq->body, rq->body_len);
	if (!array || c->n < 1 || c->n > USPS_BATCH_MAX)
		goto out;
	for (int i = 0; i < c->n; i++) {
		const char *number = flat_get(&list[i], "trackingNumber");

		if (!is_number(number))
			goto out;
		snprintf(c->item[i].number, sizeof(c->item[i].number), "%s", number);
	}
	rc = 0;
out:
	free(list);
	return rc;
}

static void answer_tracking(struct reply *rp, struct usps *u, const struct request *rq, bool v3,
			    int64_t now_ms)
{
	const struct live_token *token = tokens_find(&u->tokens, rq->authorization, now_ms);
	struct call c = { .shape = v3 ? SHAPE_V3 : SHAPE_V3R2 };

	if (strcmp(rq->method, v3 ? "GET" : "POST") != 0)
		fail(rp, c.shape, 405);
	else if (!token)
		fail(rp, c.shape, 401);
	else if (!token->tracking)
		fail_scope(rp, c.shape);
	else if ((v3 ? read_v3(&c, rq) : read_v3r2(&c, rq)) < 0)
		fail(rp, c.shape, 400);
	else
		answer_call(rp, &c, u->script);
}

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

static bool has_word(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = strstr(words, word); p; p = strstr(p + 1, word))
		if ((p == words || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
			return true;
	return false;
}

static void give_token(struct reply *rp, struct usps *u, const struct client *client,
		       int64_t now_ms)
{
	struct live_token *t = tokens_give(&u->tokens, u->script->token_expires_s, now_ms);
	const char *scope = client->scope ? client->scope : u->script->token_scope;
	char number[32];

	t->tracking = has_word(scope, "tracking");
	text_puts(&rp->body, "{");
	text_member(&rp->body, "access_token", t->text);
	text_member(&rp->body, "token_type", "Bearer");
	snprintf(number, sizeof(number), "%lld000", (long long)time(NULL));
	text_member(&rp->body, "issued_at", number);
	snprintf(number, sizeof(number), "%ld", u->script->token_expires_s);
	text_member_raw(&rp->body, "expires_in", number);
	text_member(&rp->body, "status", "approved");
	text_member(&rp->body, "scope", scope);
	text_member(&rp->body, "issuer", "https://issuer.example.com/realms/sandbox");
	text_member(&rp->body, "client_id", client->id);
	text_member(&rp->body, "application_name", "Carrier sandbox");
	text_member(&rp->body, "api_products", "[Sandbox]");
	text_puts(&rp->body, "}");
}

/* true when the script lets the token endpoint fail this time. */
static bool answer_token_fault(struct reply *rp, struct usps *u)
{
	struct entry *plan = &u->script->token;
	struct call none = { .shape = SHAPE_V3 };
	const struct step *step;

	if (!plan->plan.nsteps)
		return false;
	step = entry_step(plan);
	entry_advance(plan);
	rp->delay_ms = step->delay_ms;
	if (step->kind < STEP_PARTIAL)
		return false;
	if (step->kind == STEP_STATUS) {
		fail_token(rp, step->value, "temporarily_unavailable", "As the script says.");
		rp->retry_after_s = step->retry_after_s;
		rp->fault = "status";
	} else {
		answer_fault(rp, &none, u->script, step);
	}
	return true;
}

static int read_token_call(struct flat *f, const struct request *rq)
{
	bool array = false;
	int rc;

	f->count = 0;
	if (!strncmp(rq->content_type, "application/x-www-form-urlencoded", 33))
		rc = flat_parse_form(f, rq->body, rq->body_len);
	else
		rc = flat_parse(f, 1, &array, rq->body, rq->body_len) == 1 && !array ? 0 : -1;
	return rc == 0 && !strcmp(flat_get(f, "grant_type"), "client_credentials") ? 0 : -1;
}

static void answer_token(struct reply *rp, struct usps *u, const struct request *rq, int64_t now_ms)
{
	struct flat f;

	if (strcmp(rq->method, "POST") != 0) {
		fail_token(rp, 405, "invalid_request", "Use POST.");
		return;
	}
	if (answer_token_fault(rp, u))
		return;
	if (read_token_call(&f, rq) < 0) {
		fail_token(rp, 400, "invalid_request", "The request body is malformed.");
		return;
	}
	for (int i = 0; i < u->script->nclients; i++) {
		const struct client *client = &u->script->client[i];

		if (!strcmp(client->id, flat_get(&f, "client_id")) &&
		    !strcmp(client->secret, flat_get(&f, "client_secret"))) {
			give_token(rp, u, client, now_ms);
			return;
		}
	}
	fail_token(rp, 401, "invalid_client", "Client authentication failed.");
}

void usps_answer(struct reply *rp, struct usps *u, const struct request *rq, int64_t now_ms)
{
	size_t path_len = strcspn(rq->target, "?");
	struct script *s = u->script;

	if (s->limit >= 0 && u->calls++ >= s->limit) {
		fail(rp, SHAPE_V3R2, 429);
		rp->retry_after_s = s->limit_retry_after_s;
		rp->fault = "limit";
	} else if (path_len == sizeof(token_path) - 1 &&
		   !strncmp(rq->target, token_path, path_len)) {
		answer_token(rp, u, rq, now_ms);
	} else if (path_len == sizeof(v3r2_path) - 1 && !strncmp(rq->target, v3r2_path, path_len)) {
		answer_tracking(rp, u, rq, false, now_ms);
	} else if (!strncmp(rq->target, v3_path, sizeof(v3_path) - 1)) {
		answer_tracking(rp, u, rq, true, now_ms);
	} else {
		fail(rp, SHAPE_V3R2, 404);
	}
	rp->delay_ms += s->latency_ms;
}

bool usps_leaks(const struct usps *u, const struct request *rq, const char *bytes, long len)
{
	bool token_call =
		rq->method && !strcmp(rq->method, "POST") && !strcmp(rq->target, token_path);

	for (int i = 0; !token_call && i < u->script->nclients; i++) {
		const char *secret = u->script->client[i].secret;

		if (memmem(bytes, (size_t)len, secret, strlen(secret)))
			return true;
	}
	return false;
}
