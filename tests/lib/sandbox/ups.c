#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/sandbox/flat.h"
#include "lib/sandbox/parts.h"

static const char token_path[] = "/security/v1/oauth/token";
static const char details_path[] = "/api/track/v1/details/";

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

static void fail(struct reply *rp, const struct request *rq, int status, bool spent)
{
	const char *code = "10500", *message = "Unexpected";

	(void)rq;
	(void)spent;
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

/* All members are texts, the life too. */
static void write_token(struct text *to, const struct live_token *t, const struct client *client,
			long expires_s)
{
	char number[32];

	text_member(to, "token_type", "Bearer");
	snprintf(number, sizeof(number), "%lld000", (long long)time(NULL));
	text_member(to, "issued_at", number);
	text_member(to, "client_id", client->id);
	text_member(to, "access_token", t->text);
	text_member(to, "scope", "");
	snprintf(number, sizeof(number), "%ld", expires_s);
	text_member(to, "expires_in", number);
	text_member(to, "refresh_count", "0");
	text_member(to, "status", "approved");
}

static bool asks_for_token(const struct request *rq)
{
	struct flat_doc *d;
	bool good;

	if (strcmp(rq->method, "POST") != 0 ||
	    strncmp(rq->content_type, "application/x-www-form-urlencoded", 33) != 0)
		return false;
	d = flat_form(rq->body, rq->body_len);
	good = d && !strcmp(flat_get(&d->top, "grant_type"), "client_credentials");
	flat_release(d);
	return good;
}

static void answer_token(struct reply *rp, struct call *c)
{
	const struct client *client;

	if (play_token_fault(rp, c))
		return;
	client = play_basic_client(c->play, c->rq->authorization);
	if (!asks_for_token(c->rq))
		fail(rp, c->rq, 400, false);
	else if (!client)
		fail(rp, c->rq, 401, false);
	else
		play_give_token(rp, c, client, write_token);
}

static void begin_shipment(struct reply *rp, const char *number)
{
	text_puts(&rp->body, "{\"trackResponse\":{\"shipment\":[{");
	text_member(&rp->body, "inquiryNumber", number);
}

static void tell(struct reply *rp, const struct call *c, const struct parcel *p)
{
	(void)c;
	begin_shipment(rp, p->number);
	text_member_raw(&rp->body, "package", "[{");
	ups_tale(&rp->body, p);
	text_puts(&rp->body, "}]}]}}");
}

/* A good answer with a warning. */
static void not_found(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	begin_shipment(rp, number);
	text_member_raw(&rp->body, "warnings", "[{");
	text_member(&rp->body, "code", "TW0001");
	text_member(&rp->body, "message", "Tracking Information Not Found");
	text_puts(&rp->body, "}]}]}}");
}

static void refuse(struct reply *rp, const struct call *c, const char *number, int code)
{
	(void)number;
	(void)code;
	fail(rp, c->rq, 400, false);
}

static void leave_out(struct reply *rp, const struct call *c, const char *number)
{
	(void)c;
	(void)number;
	text_puts(&rp->body, "{\"trackResponse\":{\"shipment\":[]}}");
}

static bool takes(const struct request *rq)
{
	return !strcmp(rq->target, token_path) ||
	       !strncmp(rq->target, details_path, sizeof(details_path) - 1);
}

static void answer(struct reply *rp, struct call *c)
{
	const struct request *rq = c->rq;
	char number[NUMBER_SIZE];

	if (!strcmp(rq->target, token_path))
		answer_token(rp, c);
	else if (strcmp(rq->method, "GET") != 0)
		fail(rp, rq, 405, false);
	else if (!play_token(c))
		fail(rp, rq, 401, false);
	else if (!*rq->transaction || !*rq->transaction_source ||
		 !play_path_number(number, rq, details_path, "") || !play_is_number(number, 7, 34))
		fail(rp, rq, 400, false);
	else
		play_one(rp, c, number);
}

const struct part ups_part = {
	.name = "ups",
	.id = CARRIER_UPS,
	.token_path = token_path,
	.token_scope = "",
	.token_expires_s = 14399,
	.takes = takes,
	.answer = answer,
	.fail = fail,
	.tell = tell,
	.not_found = not_found,
	.refuse = refuse,
	.leave_out = leave_out,
};
