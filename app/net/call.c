#include "net/call.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/hash.h"

enum { SILENT_MAX = 3, BACKOFF_DOUBLINGS = 6 };

int64_t call_clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool is_token_call(const struct call *c)
{
	return c->n == 0;
}

static void wipe_request(struct call *c)
{
	if (c->request.body_is_secret && c->request.body)
		explicit_bzero((char *)(uintptr_t)c->request.body, strlen(c->request.body));
	c->request = (struct http_request){ .method = NULL };
}

void call_release(struct call *c)
{
	wipe_request(c);
	arena_release(&c->arena);
	*c = (struct call){ .state = CALL_FREE };
}

/* Words of others with our secrets taken out. */
static const char *clean(const struct fetch *f, struct arena *a, const char *words)
{
	char *copy = arena_strdup(a, words);

	if (!copy)
		return NULL;
	secret_mask(copy, &f->credentials.client_secret);
	secret_mask(copy, &f->credentials.api_key);
	secret_mask(copy, &f->token.access_token);
	return copy;
}

static void deliver(struct fetch *f, struct arena *a, struct reading readings[], int n,
		    const struct http_answer *came)
{
	struct answered answer = { .asked = f->carrier, .reading = readings, .nreadings = n };

	if (f->failed)
		return;
	for (int i = 0; i < n; i++)
		readings[i].message = clean(f, a, readings[i].message);
	if (came) {
		answer.bytes = came->body;
		answer.len = came->len;
	}
	if (f->done(f->payload, &answer, f->err) < 0)
		f->failed = true;
}

void call_refuse(struct fetch *f, int first, int n, enum poll_outcome outcome, const char *words)
{
	struct arena a = ARENA_INIT;
	struct reading *r = arena_array(&a, (size_t)n, sizeof(*r));

	for (int i = 0; i < n; i++)
		r[i] = (struct reading){ .shipment_id = f->asks[first + i].shipment_id,
					 .tracking_number = f->asks[first + i].tracking_number,
					 .outcome = outcome,
					 .message = words,
					 .expected_on = DAY_NONE };
	deliver(f, &a, r, n, NULL);
	arena_release(&a);
}

static void close_fetch(struct fetch *f, enum poll_outcome outcome, const char *words)
{
	if (f->closed)
		return;
	f->closed = clean(f, &f->arena, words);
	f->closed_as = outcome;
}

/* No more tries. Without a token nothing can be asked; a deaf host is not asked on and on. */
static void give_up(struct fetch *f, struct call *c, enum poll_outcome outcome, const char *words)
{
	if (is_token_call(c)) {
		close_fetch(f, outcome, words);
	} else {
		call_refuse(f, c->first, c->n, outcome, words);
		if (outcome == POLL_UNREACHABLE && ++f->silent >= SILENT_MAX)
			close_fetch(f, outcome, words);
	}
	call_release(c);
}

/* Doubling, and up to half as much again by chance, so that many desks do not come back as one. */
static int64_t backoff_ms(const struct fetch *f, int tries)
{
	int doublings = tries - 1 < BACKOFF_DOUBLINGS ? tries - 1 : BACKOFF_DOUBLINGS;
	int64_t base = (int64_t)f->options.backoff_ms << doublings;
	int64_t most = (int64_t)f->options.wait_max_s * 1000;
	uint32_t chance;

	random_bytes(&chance, sizeof(chance));
	base += base / 2 * (int64_t)(chance % 1024) / 1024;
	return base < most ? base : most;
}

static void try_again(struct fetch *f, struct call *c, int64_t after_ms, enum poll_outcome outcome,
		      const char *words)
{
	c->tries++;
	if (c->tries >= f->options.tries) {
		give_up(f, c, outcome, words);
		return;
	}
	if (is_token_call(c))
		wipe_request(c);
	c->not_before_ms = call_clock_ms() + (after_ms ? after_ms : backoff_ms(f, c->tries));
	c->state = CALL_READY;
}

/* 429 and 503. A wait too long for us ends the fetch: every other call would hear the same. */
static void wait_as_told(struct fetch *f, struct call *c, const struct http_answer *answer,
			 bool spent, const char *words)
{
	/* A spent quota is no failure: the parcel is asked for another time. */
	enum poll_outcome outcome =
		spent || answer->status == 429 ? POLL_DEFERRED : POLL_UNREACHABLE;
	long retry_after_s = answer->retry_after_s;
	int64_t after_ms = (int64_t)retry_after_s * 1000;
	long minutes = retry_after_s / 60 + (retry_after_s % 60 > 0);

	if (retry_after_s > f->options.wait_max_s) {
		words = arena_printf(&c->arena, "%s asks to wait %ld minute%s: try again then",
				     f->name, minutes, minutes == 1 ? "" : "s");
		close_fetch(f, outcome, words);
		give_up(f, c, outcome, words);
		return;
	}
	if (after_ms && call_clock_ms() + after_ms > f->hold_until_ms)
		f->hold_until_ms = call_clock_ms() + after_ms;
	try_again(f, c, after_ms, outcome, words);
}

/* Carriers that give a key instead of tokens have nothing to fetch or to renew. */
static bool gives_tokens(const struct fetch *f)
{
	return f->carrier->build_token_request != NULL;
}

static void lose_token(struct fetch *f)
{
	token_drop(&f->token_file, &f->token);
	secret_release(&f->token.access_token);
	f->have_token = false;
}

/* 401: one new token and one more try; then the fault is not the token's age. */
static void renew(struct fetch *f, struct call *c, const char *words)
{
	if (f->have_token && c->generation == f->generation)
		lose_token(f);
	if (c->renewed || !gives_tokens(f)) {
		close_fetch(f, POLL_REFUSED, words);
		give_up(f, c, POLL_REFUSED, words);
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

	if (!*text || !r->answer.len || !memmem(r->body, r->answer.len, text, strlen(text)))
		return;
	secret_mask(r->body, s);
	r->answer.len = strlen(r->body);
}

static void take_answer(struct fetch *f, struct call *c, struct http_result *r)
{
	struct answer answer = { .verdict = VERDICT_UNREADABLE };

	f->silent = 0;
	mask_answer(r, &f->credentials.client_secret);
	mask_answer(r, &f->credentials.api_key);
	mask_answer(r, &f->token.access_token);
	f->carrier->read_answer(&answer, &c->arena, &f->credentials, &r->answer, &f->asks[c->first],
				c->n);
	switch (answer.verdict) {
	case VERDICT_OK:
		assert(answer.nreadings == c->n);
		deliver(f, &c->arena, answer.reading, answer.nreadings, &r->answer);
		call_release(c);
		break;
	case VERDICT_TOKEN:
		renew(f, c, answer.message);
		break;
	case VERDICT_LATER:
		wait_as_told(f, c, &r->answer, answer.spent, answer.message);
		break;
	case VERDICT_REFUSED:
		give_up(f, c, POLL_REFUSED, answer.message);
		break;
	case VERDICT_UNREADABLE:
		give_up(f, c, POLL_UNREADABLE, answer.message);
		break;
	}
}

static void take_token(struct fetch *f, struct call *c, struct http_result *r)
{
	int status = r->answer.status;
	struct err err;
	int rc = f->carrier->read_token_answer(&f->token, &c->arena, &r->answer, time(NULL), &err);

	explicit_bzero(r->body, r->answer.len);
	if (rc == 0) {
		/* A cache that cannot be written costs a token call next time, no more. */
		token_save(&f->token_file, &f->token, &err);
		f->have_token = true;
		f->generation++;
		call_release(c);
	} else if (status == 429 || status == 408 || status >= 500) {
		wait_as_told(f, c, &r->answer, false, arena_strdup(&c->arena, err.text));
	} else {
		give_up(f, c, POLL_REFUSED, arena_strdup(&c->arena, err.text));
	}
}

void call_take(struct fetch *f, struct http_result *r)
{
	struct call *c = r->tag;

	switch (r->fault) {
	case HTTP_ANSWERED:
		if (is_token_call(c))
			take_token(f, c, r);
		else
			take_answer(f, c, r);
		break;
	case HTTP_UNREACHABLE:
		try_again(f, c, 0, POLL_UNREACHABLE, r->words);
		break;
	case HTTP_UNTRUSTED:
		close_fetch(f, POLL_UNREACHABLE, r->words);
		give_up(f, c, POLL_UNREACHABLE, r->words);
		break;
	case HTTP_TOO_LARGE:
		give_up(f, c, POLL_UNREADABLE, r->words);
		break;
	}
}

/* A token of ours, of an earlier run or of a neighbour; else the call for one is made ready. */
static bool get_token(struct fetch *f)
{
	if (!gives_tokens(f))
		return true;
	if (f->have_token || f->token_call.state != CALL_FREE)
		return f->have_token;
	f->have_token = token_load(&f->token, &f->token_file, time(NULL));
	if (f->have_token)
		f->generation++;
	else
		f->token_call.state = CALL_READY;
	return f->have_token;
}

static int build(struct fetch *f, struct call *c, struct err *err)
{
	if (c->request.method)
		return 0;
	if (is_token_call(c))
		return f->carrier->build_token_request(&c->request, &c->arena, &f->credentials,
						       err);
	return f->carrier->build_request(&c->request, &c->arena, &f->credentials,
					 &f->asks[c->first], c->n, err);
}

static struct http_proof proof_of(const struct fetch *f, enum http_auth auth)
{
	const struct credentials *c = &f->credentials;

	switch (auth) {
	case AUTH_NONE:
		break;
	case AUTH_BEARER:
		return (struct http_proof){ .secret = secret_reveal(&f->token.access_token) };
	case AUTH_BASIC:
		if (!*c->client_id)
			return (struct http_proof){ secret_reveal(&c->api_key), "" };
		return (struct http_proof){ c->client_id, secret_reveal(&c->client_secret) };
	case AUTH_KEY:
		return (struct http_proof){ .secret = secret_reveal(&c->api_key) };
	}
	return (struct http_proof){ NULL, NULL };
}

static void send_call(struct fetch *f, struct call *c)
{
	struct http_proof proof;
	struct err err = { .code = ERR_NONE };

	if (build(f, c, &err) < 0) {
		/* No client or secret is set: say it once, not once a parcel. */
		if (is_token_call(c)) {
			*f->err = err;
			f->failed = true;
		}
		give_up(f, c, POLL_REFUSED, err.text);
		return;
	}
	proof = proof_of(f, c->request.auth);
	c->generation = f->generation;
	if (http_send(f->http, &c->request, &proof, c, &err) < 0)
		give_up(f, c, POLL_REFUSED, err.text);
	else
		c->state = CALL_SENT;
}

static bool may_go(const struct fetch *f, const struct call *c)
{
	int64_t now = call_clock_ms();

	return c->state == CALL_READY && now >= c->not_before_ms && now >= f->hold_until_ms &&
	       !http_busy(f->http);
}

void call_send_ready(struct fetch *f)
{
	for (int i = 0; i < f->options.connections && !f->failed; i++) {
		struct call *c = &f->calls[i];

		if (c->state == CALL_READY && f->closed)
			give_up(f, c, f->closed_as, f->closed);
		else if (may_go(f, c) && get_token(f))
			send_call(f, c);
	}
	if (!f->failed && may_go(f, &f->token_call))
		send_call(f, &f->token_call);
}

int64_t call_next_ms(const struct fetch *f)
{
	int64_t next = INT64_MAX;

	for (int i = -1; i < f->options.connections; i++) {
		const struct call *c = i < 0 ? &f->token_call : &f->calls[i];
		int64_t at =
			c->not_before_ms > f->hold_until_ms ? c->not_before_ms : f->hold_until_ms;

		/* A batch without a token waits for the token's answer, not for a time. */
		if (c->state != CALL_READY || (i >= 0 && f->token_call.state != CALL_FREE))
			continue;
		if (at < next)
			next = at;
	}
	return next;
}
