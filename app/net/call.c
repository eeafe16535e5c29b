#include "net/call.h"

#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/zone.h"

/* Another process has the bucket for microseconds, unless it was stopped in that very moment. */
enum { HELD_AGAIN_MS = 10, HELD_UP_MAX_MS = 5000, SILENT_MAX = 3 };

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
	if (c->body.at)
		buf_release(&c->body);
	*c = (struct call){ .state = CALL_FREE };
}

const char *call_clean(const struct part *p, struct arena *a, const char *words)
{
	char *copy = arena_strdup(a, words);

	if (!copy)
		return NULL;
	secret_mask(copy, &p->credentials.client_secret);
	secret_mask(copy, &p->credentials.api_key);
	secret_mask(copy, &p->token.access_token);
	return copy;
}

struct reading *call_readings(const struct call *c, struct arena *a, enum poll_outcome outcome,
			      const char *words)
{
	struct reading *r = arena_array(a, (size_t)c->n, sizeof(*r));
	const struct ask *ask = &c->part->asks[c->first];
	const char *cleaned = call_clean(c->part, a, words);

	for (int i = 0; i < c->n; i++)
		r[i] = (struct reading){ .shipment_id = ask[i].shipment_id,
					 .tracking_number = ask[i].tracking_number,
					 .outcome = outcome,
					 .message = cleaned,
					 .expected_on = DAY_NONE };
	return r;
}

static void refuse(struct part *p, const struct call *c, enum poll_outcome outcome,
		   const char *words)
{
	struct arena a = ARENA_INIT;
	struct answered answered = { .asked = p->carrier,
				     .reading = call_readings(c, &a, outcome, words),
				     .nreadings = c->n,
				     .unsent = !c->was_sent };

	held_put(p, &answered, &a, NULL);
}

void call_close(struct part *p, enum poll_outcome outcome, const char *words)
{
	if (p->closed)
		return;
	p->closed = call_clean(p, &p->fetch->arena, words);
	p->closed_as = outcome;
}

void call_give_up(struct call *c, enum poll_outcome outcome, const char *words)
{
	struct part *p = c->part;

	if (is_token_call(c)) {
		call_close(p, outcome, words);
	} else {
		refuse(p, c, outcome, words);
		if (outcome == POLL_UNREACHABLE && ++p->silent >= SILENT_MAX)
			call_close(p, outcome, words);
	}
	call_release(c);
}

static bool has_number(const struct ask asks[], int n, const char *number)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(asks[i].tracking_number, number))
			return true;
	return false;
}

/*
 * As many as one call takes. Carriers use numbers again: the second parcel of one number begins
 * the next call, since one answer could not well say which is which.
 */
static int batch_at(const struct part *p)
{
	const struct ask *asks = p->asks + p->next;
	int left = p->n - p->next, n = 1;

	while (n < p->batch && n < left && !has_number(asks, n, asks[n].tracking_number))
		n++;
	return n;
}

bool call_is_ahead(const struct part *p)
{
	return p->held > (p->batch > 1 ? HELD_BATCHES * p->batch : HELD_EACH);
}

void call_plan(struct part *p)
{
	int waiting = 0;

	if (call_is_ahead(p))
		return;
	for (int i = 0; i < p->ncalls; i++)
		waiting += p->calls[i].state == CALL_READY;
	for (int i = 0; i < p->ncalls && !p->closed && p->next < p->n; i++) {
		struct call *c = &p->calls[i];

		if (c->state != CALL_FREE)
			continue;
		if (++waiting > p->fetch->options.connections)
			break;
		*c = (struct call){
			.state = CALL_READY, .part = p, .first = p->next, .n = batch_at(p)
		};
		p->next += c->n;
	}
	while (p->closed && p->next < p->n && !call_is_ahead(p)) {
		struct call never = { .part = p, .first = p->next, .n = batch_at(p) };

		refuse(p, &never, p->closed_as, p->closed);
		p->next += never.n;
	}
}

/* A token of ours, of an earlier run or of a neighbour; else the call for one is made ready. */
static bool get_token(struct part *p)
{
	if (!p->carrier->build_token_request)
		return true;
	if (p->have_token || p->token_call.state != CALL_FREE)
		return p->have_token;
	p->have_token = token_load(&p->token, &p->token_file, time(NULL));
	if (p->have_token)
		p->generation++;
	else
		p->token_call = (struct call){ .state = CALL_READY, .part = p };
	return p->have_token;
}

static int build(struct call *c, struct err *err)
{
	struct part *p = c->part;

	if (c->request.method)
		return 0;
	if (is_token_call(c))
		return p->carrier->build_token_request(&c->request, &c->arena, &p->credentials,
						       err);
	return p->carrier->build_request(&c->request, &c->arena, &p->credentials,
					 &p->asks[c->first], c->n, err);
}

static struct http_proof proof_of(const struct part *p, enum http_auth auth)
{
	const struct credentials *c = &p->credentials;

	switch (auth) {
	case AUTH_NONE:
		break;
	case AUTH_BEARER:
		return (struct http_proof){ .secret = secret_reveal(&p->token.access_token) };
	case AUTH_BASIC:
		if (!*c->client_id)
			return (struct http_proof){ secret_reveal(&c->api_key), "" };
		return (struct http_proof){ c->client_id, secret_reveal(&c->client_secret) };
	case AUTH_KEY:
		return (struct http_proof){ .secret = secret_reveal(&c->api_key) };
	}
	return (struct http_proof){ NULL, NULL };
}

/* "quota of USPS is spent: next call at 14:05 (60/1h)", with the day where it is not today. */
static void spend(struct call *c, int64_t wait_us)
{
	struct part *p = c->part;
	const struct zone *zone = p->fetch->options.zone;
	struct bucket_time now;
	char text[QUOTA_TEXT], at[32];
	const char *shown = at;
	struct err ignored;
	instant next;

	p->bucket.clock.read(&now, p->bucket.clock.payload);
	next = (now.real_us + wait_us) / 1000000 + 1;
	next += (60 - next % 60) % 60; /* shown without seconds, it must be true */
	if (!zone && zone_load(&zone, &c->arena, "UTC", &ignored) < 0)
		return;
	zone_text(at, zone, next);
	if (zone_day(zone, now.real_us / 1000000) == zone_day(zone, next))
		shown = strchr(at, ' ') + 1;
	call_close(p, POLL_DEFERRED,
		   arena_printf(&c->arena, "quota of %s is spent: next call at %s%s (%s)", p->name,
				shown, p->fetch->options.zone ? "" : " UTC",
				quota_text(text, &p->bucket.quota)));
}

/*
 * May this call go out, now and counted? A short wait is sat out while others go on; a longer one
 * ends the asking, and the parcels are asked for another time.
 */
static bool take_quota(struct call *c)
{
	struct part *p = c->part;
	int64_t now = call_clock_ms(), wait_us = bucket_take(&p->bucket);

	if (wait_us == BUCKET_HELD) {
		p->held_up_ms = p->held_up_ms ? p->held_up_ms : now;
		p->quota_until_ms = now + HELD_AGAIN_MS;
		if (now - p->held_up_ms > HELD_UP_MAX_MS)
			call_close(p, POLL_DEFERRED,
				   "another process counts calls and does not end: try again");
		return false;
	}
	p->held_up_ms = 0;
	if (wait_us == 0)
		return true;
	if (wait_us / 1000 > p->fetch->options.quota_wait_ms)
		spend(c, wait_us);
	else
		p->quota_until_ms = now + wait_us / 1000 + 1;
	return false;
}

/* No client or secret is set: with this carrier alone to be asked that is the caller's fault. */
static void refuse_settings(struct part *p, const struct err *err)
{
	struct fetch *f = p->fetch;

	if (f->nparts > 1)
		return;
	*f->err = *err;
	f->failed = true;
}

static void send_call(struct call *c)
{
	struct part *p = c->part;
	struct http_proof proof;
	struct err err = { .code = ERR_NONE };

	if (build(c, &err) < 0) {
		if (is_token_call(c))
			refuse_settings(p, &err);
		call_give_up(c, POLL_REFUSED, err.text);
		return;
	}
	if (!take_quota(c)) {
		if (p->closed)
			call_give_up(c, p->closed_as, p->closed);
		return;
	}
	proof = proof_of(p, c->request.auth);
	c->generation = p->generation;
	if (http_send(p->host, &c->request, &proof, c, &err) < 0) {
		call_give_up(c, POLL_REFUSED, err.text);
		return;
	}
	c->was_sent = true;
	c->state = CALL_SENT;
}

static int64_t may_go_ms(const struct part *p, const struct call *c)
{
	int64_t at = c->not_before_ms;

	at = at > p->hold_until_ms ? at : p->hold_until_ms;
	return at > p->quota_until_ms ? at : p->quota_until_ms;
}

static bool may_go(const struct part *p, const struct call *c)
{
	return c->state == CALL_READY && call_clock_ms() >= may_go_ms(p, c) && !http_busy(p->host);
}

void call_send_ready(struct part *p)
{
	struct fetch *f = p->fetch;

	for (int i = 0; i < p->ncalls && !f->failed; i++) {
		struct call *c = &p->calls[i];

		if (c->state == CALL_READY && p->closed)
			call_give_up(c, p->closed_as, p->closed);
		else if (may_go(p, c) && get_token(p))
			send_call(c);
	}
	if (!f->failed && p->host && may_go(p, &p->token_call))
		send_call(&p->token_call);
}

int64_t call_next_ms(const struct part *p)
{
	int64_t next = INT64_MAX;

	for (int i = p->ncalls ? -1 : 0; i < p->ncalls; i++) {
		const struct call *c = i < 0 ? &p->token_call : &p->calls[i];

		/* A batch without a token waits for the token's answer, not for a time. */
		if (c->state != CALL_READY || (i >= 0 && p->token_call.state != CALL_FREE))
			continue;
		if (may_go_ms(p, c) < next)
			next = may_go_ms(p, c);
	}
	return next;
}
