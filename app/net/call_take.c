#include "net/call.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/hash.h"

enum { BACKOFF_DOUBLINGS = 6 };

static bool is_token_call(const struct call *c)
{
	return c->n == 0;
}

/* Doubling, and up to half as much again by chance, so that many desks do not come back as one. */
static int64_t backoff_ms(const struct fetch_options *o, int tries)
{
	int doublings = tries - 1 < BACKOFF_DOUBLINGS ? tries - 1 : BACKOFF_DOUBLINGS;
	int64_t base = (int64_t)o->backoff_ms << doublings;
	int64_t most = (int64_t)o->wait_max_s * 1000;
	uint32_t chance;

	random_bytes(&chance, sizeof(chance));
	base += base / 2 * (int64_t)(chance % 1024) / 1024;
	return base < most ? base : most;
}

static void try_again(struct call *c, int64_t after_ms, enum poll_outcome outcome,
		      const char *words)
{
	const struct fetch_options *o = &c->part->fetch->options;

	c->tries++;
	if (c->tries >= o->tries) {
		call_give_up(c, outcome, words);
		return;
	}
	if (is_token_call(c) && c->request.body_is_secret) {
		explicit_bzero((char *)(uintptr_t)c->request.body, strlen(c->request.body));
		c->request = (struct http_request){ .method = NULL };
	}
	c->not_before_ms = call_clock_ms() + (after_ms ? after_ms : backoff_ms(o, c->tries));
	c->state = CALL_READY;
}

/* 429 and 503. A wait too long for us ends the asking: every other call would hear the same. */
static void wait_as_told(struct call *c, const struct http_answer *answer, bool spent,
			 const char *words)
{
	/* A spent quota is no failure: the parcel is asked for another time. */
	enum poll_outcome outcome =
		spent || answer->status == 429 ? POLL_DEFERRED : POLL_UNREACHABLE;
	struct part *p = c->part;
	long retry_after_s = answer->retry_after_s;
	int64_t after_ms = (int64_t)retry_after_s * 1000;
	long minutes = retry_after_s / 60 + (retry_after_s % 60 > 0);

	if (retry_after_s > p->fetch->options.wait_max_s) {
		words = arena_printf(&c->arena, "%s asks to wait %ld minute%s: try again then",
				     p->name, minutes, minutes == 1 ? "" : "s");
		call_close(p, outcome, words);
		call_give_up(c, outcome, words);
		return;
	}
	if (after_ms && call_clock_ms() + after_ms > p->hold_until_ms)
		p->hold_until_ms = call_clock_ms() + after_ms;
	try_again(c, after_ms, outcome, words);
}

/* 401: one new token and one more try; then the fault is not the token's age. */
static void renew(struct call *c, const char *words)
{
	struct part *p = c->part;

	if (p->have_token && c->generation == p->generation) {
		token_drop(&p->token_file, &p->token);
		secret_release(&p->token.access_token);
		p->have_token = false;
	}
	/* Carriers that give a key instead of tokens have nothing to renew. */
	if (c->renewed || !p->carrier->build_token_request) {
		call_close(p, POLL_REFUSED, words);
		call_give_up(c, POLL_REFUSED, words);
		return;
	}
	c->renewed = true;
	c->not_before_ms = 0;
	c->state = CALL_READY;
}

/* An answer that quotes our secrets back must not carry them into the desk. */
static void mask_answer(struct http_result *r, const struct secret *s)
{
	const char *text = secret_reveal(s);

	if (!*text || !r->answer.len || !memmem(r->body->at, r->answer.len, text, strlen(text)))
		return;
	secret_mask(r->body->at, s);
	r->answer.len = r->body->len = strlen(r->body->at);
}

/* The call is done: its arena and its bytes go on to the callback. */
static void hand_over(struct call *c, const struct answer *answer, struct http_result *r)
{
	struct part *p = c->part;
	struct answered answered = { .asked = p->carrier,
				     .reading = answer->reading,
				     .nreadings = answer->nreadings,
				     .bytes = r->body->at,
				     .len = r->answer.len };
	struct buf bytes = *r->body;

	assert(answer->nreadings == c->n);
	for (int i = 0; i < answer->nreadings; i++)
		answer->reading[i].message = call_clean(p, &c->arena, answer->reading[i].message);
	buf_init(r->body, bytes.max);
	held_put(p, &answered, &c->arena, &bytes);
	call_release(c); /* of a body that waited, the empty one */
}

/* What could not be read, or was refused, is kept as it came all the same. */
static void hand_over_all(struct call *c, enum poll_outcome outcome, const char *words,
			  struct http_result *r)
{
	const struct answer answer = { .reading = call_readings(c, &c->arena, outcome, words),
				       .nreadings = c->n };

	hand_over(c, &answer, r);
}

static void take_answer(struct call *c, struct http_result *r)
{
	struct answer answer = { .verdict = VERDICT_UNREADABLE };
	struct part *p = c->part;

	p->silent = 0;
	mask_answer(r, &p->credentials.client_secret);
	mask_answer(r, &p->credentials.api_key);
	mask_answer(r, &p->token.access_token);
	p->carrier->read_answer(&answer, &c->arena, &p->credentials, &r->answer, &p->asks[c->first],
				c->n);
	switch (answer.verdict) {
	case VERDICT_OK:
		hand_over(c, &answer, r);
		break;
	case VERDICT_TOKEN:
		renew(c, answer.message);
		break;
	case VERDICT_LATER:
		wait_as_told(c, &r->answer, answer.spent, answer.message);
		break;
	case VERDICT_REFUSED:
		hand_over_all(c, POLL_REFUSED, answer.message, r);
		break;
	case VERDICT_UNREADABLE:
		hand_over_all(c, POLL_UNREADABLE, answer.message, r);
		break;
	}
}

static void take_token(struct call *c, struct http_result *r)
{
	struct part *p = c->part;
	int status = r->answer.status;
	struct err err;
	int rc = p->carrier->read_token_answer(&p->token, &c->arena, &r->answer, time(NULL), &err);

	explicit_bzero(r->body->at, r->body->len);
	if (rc == 0) {
		/* A cache that cannot be written costs a token call next time, no more. */
		token_save(&p->token_file, &p->token, &err);
		p->have_token = true;
		p->generation++;
		call_release(c);
	} else if (status == 429 || status == 408 || status >= 500) {
		wait_as_told(c, &r->answer, false, arena_strdup(&c->arena, err.text));
	} else {
		call_give_up(c, POLL_REFUSED, arena_strdup(&c->arena, err.text));
	}
}

void call_read(struct call *c)
{
	struct http_result r = { .tag = c, .answer = c->answer, .body = &c->body };

	take_answer(c, &r);
	if (c->state == CALL_READY) { /* asked again */
		buf_release(&c->body);
		c->answer = (struct http_answer){ 0 };
	}
}

/* Good answers end nothing: they can be read when the next request is on its way. */
static bool can_wait(const struct call *c, const struct http_result *r)
{
	return !is_token_call(c) && r->answer.status >= 200 && r->answer.status < 300;
}

static void keep(struct call *c, struct http_result *r)
{
	c->answer = r->answer;
	c->body = *r->body;
	buf_init(r->body, c->body.max);
	c->state = CALL_CAME;
}

void call_take(struct call *c, struct http_result *r)
{
	switch (r->fault) {
	case HTTP_ANSWERED:
		if (can_wait(c, r))
			keep(c, r);
		else if (is_token_call(c))
			take_token(c, r);
		else
			take_answer(c, r);
		break;
	case HTTP_UNREACHABLE:
		try_again(c, 0, POLL_UNREACHABLE, r->words);
		break;
	case HTTP_UNTRUSTED:
		call_close(c->part, POLL_UNREACHABLE, r->words);
		call_give_up(c, POLL_UNREACHABLE, r->words);
		break;
	case HTTP_TOO_LARGE:
		call_give_up(c, POLL_UNREADABLE, r->words);
		break;
	}
}
