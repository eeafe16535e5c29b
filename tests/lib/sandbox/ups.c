#include "lib/sandbox/ups.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/fault.h"
#include "lib/sandbox/flat.h"
#include "lib/sandbox/http.h"
#include "lib/sandbox/scenario.h"
#include "lib/sandbox/script.h"

static const char token_path[] = "/security/v1/oauth/token";
static const char details_path[] = "/api/track/v1/details/";

enum { NOT_FOUND = 150002 /* the script's code of it */, NUMBER_SIZE = 64 };

/* clang-format off */
static const struct {
	int status;
	const char *code, *message;
} statuses[] = {
	{ 400, "TV1002", "Invalid inquiry number" },
	{ 401, "250002", "Invalid Authentication Information." },
	{ 403, "250004", "Blocked merchant" },
	{ 404, "404", "Not found" },
	{ 405, "10405", "Method not allowed" },
	{ 429, "10429", "Too Many Requests" },
	{ 503, "10503", "Service unavailable" },
};
/* clang-format on */

static void fail(struct reply *rp, int status)
{
	const char *code = "10500", *message = "Unexpected";

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
		if (statuses[i].status != status)
			continue;
		code = statuses[i].code;
		message = statuses[i].message;
	}
	rp->status = status;
	text_puts(&rp->body, "{\"response\":{\"errors\":[{");
	text_member(&rp->body, "code", code);
	text_member(&rp->body, "message", message);
	text_puts(&rp->body, "}]}}");
}

/* A step that decides for the whole call. */
static void answer_fault(struct reply *rp, const struct step *step)
{
	switch (step->kind) {
	case STEP_PARTIAL:
		rp->fault = "partial";
		fail(rp, 503);
		break;
	case STEP_STATUS:
		rp->fault = "status";
		fail(rp, step->value);
		rp->retry_after_s = step->retry_after_s;
		break;
	default:
		fault_answer(rp, step);
	}
}

/* Does the header hold this client's id and secret? */
static bool is_client(const struct client *client, const char *authorization)
{
	unsigned char coded[1024];
	char plain[512];
	int n = snprintf(plain, sizeof(plain), "%s:%s", client->id, client->secret);

	if (n < 0 || n >= (int)sizeof(plain) || strncmp(authorization, "Basic ", 6) != 0)
		return false;
	EVP_EncodeBlock(coded, (const unsigned char *)plain, n);
	return !strcmp((const char *)coded, authorization + 6);
}

/* All members are texts, the life too. */
static void give_token(struct reply *rp, struct ups *u, const struct client *client, int64_t now_ms)
{
	const struct live_token *t = tokens_give(&u->tokens, u->script->token_expires_s, now_ms);
	char number[32];

	text_puts(&rp->body, "{");
	text_member(&rp->body, "token_type", "Bearer");
	snprintf(number, sizeof(number), "%lld000", (long long)time(NULL));
	text_member(&rp->body, "issued_at", number);
	text_member(&rp->body, "client_id", client->id);
	text_member(&rp->body, "access_token", t->text);
	text_member(&rp->body, "scope", "");
	snprintf(number, sizeof(number), "%ld", u->script->token_expires_s);
	text_member(&rp->body, "expires_in", number);
	text_member(&rp->body, "refresh_count", "0");
	text_member(&rp->body, "status", "approved");
	text_puts(&rp->body, "}");
}

static bool asks_for_token(const struct request *rq)
{
	struct flat f = { .count = 0 };

	return !strncmp(rq->content_type, "application/x-www-form-urlencoded", 33) &&
	       flat_parse_form(&f, rq->body, rq->body_len) == 0 &&
	       !strcmp(flat_get(&f, "grant_type"), "client_credentials");
}

static void answer_token(struct reply *rp, struct ups *u, const struct request *rq, int64_t now_ms)
{
	struct script *s = u->script;

	if (s->token.plan.nsteps) {
		const struct step *step = entry_step(&s->token);

		entry_advance(&s->token);
		rp->delay_ms = step->delay_ms;
		if (step->kind >= STEP_PARTIAL) {
			answer_fault(rp, step);
			return;
		}
	}
	if (strcmp(rq->method, "POST") != 0 || !asks_for_token(rq)) {
		fail(rp, 400);
		return;
	}
	for (int i = 0; i < s->nclients; i++) {
		if (!is_client(&s->client[i], rq->authorization))
			continue;
		give_token(rp, u, &s->client[i], now_ms);
		return;
	}
	fail(rp, 401);
}

static void put_parcel(struct text *to, const char *number, const struct entry *e,
		       const struct script *s)
{
	const struct step *step = entry_step(e);
	struct parcel p = { number, (enum scenario)step->value, s->today, e->plan.shift };

	text_puts(to, "{\"trackResponse\":{\"shipment\":[{");
	text_member(to, "inquiryNumber", number);
	if (step->kind == STEP_ERROR) {
		text_member_raw(to, "warnings", "[{");
		text_member(to, "code", "TW0001");
		text_member(to, "message", "Tracking Information Not Found");
	} else {
		text_member_raw(to, "package", "[{");
		scenario_write_ups(to, &p);
	}
	text_puts(to, "}]}]}}");
}

static void answer_parcel(struct reply *rp, struct script *s, const char *number)
{
	struct entry *e = script_entry(s, number);
	const struct step *step = entry_step(e);

	text_puts(&rp->numbers, number);
	rp->delay_ms = step->delay_ms;
	if (step->kind >= STEP_PARTIAL)
		answer_fault(rp, step);
	else if (step->kind == STEP_ANSWER)
		text_puts(&rp->body, step->text);
	else if (step->kind == STEP_MISSING)
		text_puts(&rp->body, "{\"trackResponse\":{\"shipment\":[]}}");
	else if (step->kind == STEP_ERROR && step->value != NOT_FOUND)
		fail(rp, 400);
	else
		put_parcel(&rp->body, number, e, s);
	entry_advance(e);
}

/* 7 to 34 letters and digits before the query; 0 or -1. */
static int read_number(char number[NUMBER_SIZE], const struct request *rq)
{
	const char *at = rq->target + sizeof(details_path) - 1;
	size_t n = strcspn(at, "?");

	if (n < 7 || n > 34)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)at[i]))
			return -1;
	memcpy(number, at, n);
	number[n] = '\0';
	return 0;
}

static void answer_details(struct reply *rp, struct ups *u, const struct request *rq,
			   int64_t now_ms)
{
	char number[NUMBER_SIZE];

	if (strcmp(rq->method, "GET") != 0)
		fail(rp, 405);
	else if (!tokens_find(&u->tokens, rq->authorization, now_ms))
		fail(rp, 401);
	else if (!*rq->transaction || !*rq->transaction_source || read_number(number, rq) < 0)
		fail(rp, 400);
	else
		answer_parcel(rp, u->script, number);
}

bool ups_takes(const struct request *rq)
{
	return !strcmp(rq->target, token_path) ||
	       !strncmp(rq->target, details_path, sizeof(details_path) - 1);
}

void ups_answer(struct reply *rp, struct ups *u, const struct request *rq, int64_t now_ms)
{
	struct script *s = u->script;

	if (s->limit >= 0 && u->calls++ >= s->limit) {
		fail(rp, 429);
		rp->retry_after_s = s->limit_retry_after_s;
		rp->fault = "limit";
	} else if (!strcmp(rq->target, token_path)) {
		answer_token(rp, u, rq, now_ms);
	} else {
		answer_details(rp, u, rq, now_ms);
	}
	rp->delay_ms += s->latency_ms;
}
