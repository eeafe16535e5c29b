#include "net/fetch.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/err.h"
#include "net/call.h"

/* A break is noticed within this time. */
enum { STEP_MS = 100 };

static void fill_defaults(struct fetch_options *o)
{
	if (!o->connect_timeout_ms)
		o->connect_timeout_ms = 10000;
	if (!o->timeout_ms)
		o->timeout_ms = 30000;
	if (!o->tries)
		o->tries = 3;
	if (!o->wait_max_s)
		o->wait_max_s = 30;
	if (!o->connections)
		o->connections = 8;
	if (!o->backoff_ms)
		o->backoff_ms = 500;
}

static bool stopped(const struct fetch *f)
{
	return f->options.stop && *f->options.stop;
}

static int batch_at(const struct fetch *f)
{
	int left = f->n - f->next;

	return left < f->batch ? left : f->batch;
}

/* The next batches into free calls; once closed, straight to the callback. */
static void plan(struct fetch *f)
{
	for (int i = 0; i < f->options.connections && !f->closed && f->next < f->n; i++) {
		struct call *c = &f->calls[i];

		if (c->state != CALL_FREE)
			continue;
		*c = (struct call){ .state = CALL_READY, .first = f->next, .n = batch_at(f) };
		f->next += c->n;
	}
	while (f->closed && f->next < f->n && !f->failed && !stopped(f)) {
		int n = batch_at(f);

		call_refuse(f, f->next, n, f->closed_as, f->closed);
		f->next += n;
	}
}

static bool at_work(const struct fetch *f)
{
	for (int i = 0; i < f->options.connections; i++)
		if (f->calls[i].state != CALL_FREE)
			return true;
	return f->next < f->n;
}

static void take_finished(struct fetch *f)
{
	struct http_result r;

	while (!f->failed && http_next(&r, f->http))
		call_take(f, &r);
}

static void run(struct fetch *f)
{
	while (!f->failed && at_work(f) && !stopped(f)) {
		int64_t wait;

		plan(f);
		call_send_ready(f);
		if (f->failed || !at_work(f))
			break;
		wait = call_next_ms(f) - call_clock_ms();
		wait = wait < 0 ? 0 : wait;
		http_wait(f->http, wait < STEP_MS && !http_busy(f->http) ? (int)wait : STEP_MS);
		take_finished(f);
	}
	/* Stopped: what has come by now is handed over, the rest is left unasked. */
	if (!f->failed && stopped(f)) {
		http_wait(f->http, 0);
		take_finished(f);
	}
}

/* The name in people's words: the code in capitals. */
static void put_name(struct fetch *f)
{
	const char *code = f->carrier->code;

	for (size_t i = 0; i + 1 < sizeof(f->name) && code[i]; i++)
		f->name[i] = (char)toupper((unsigned char)code[i]);
}

static int begin(struct fetch *f, struct err *err)
{
	struct http_settings s = {
		.base_url = f->credentials.base_url,
		.connect_timeout_ms = f->options.connect_timeout_ms,
		.timeout_ms = f->options.timeout_ms,
		.connections = f->options.connections,
		.ca_file = f->options.ca_file,
	};

	if (f->carrier->check(&f->credentials, err) < 0 || http_open(&f->http, &s, err) < 0)
		return -1;
	f->calls = arena_array(&f->arena, (size_t)s.connections, sizeof(*f->calls));
	if (!f->carrier->build_token_request)
		return 0;
	f->token_file.carrier = f->carrier->code;
	return token_file_init(&f->token_file, &f->arena, f->options.cache_dir, &f->credentials,
			       err);
}

int fetch_all(const struct carrier *carrier, const struct credentials *credentials,
	      const struct ask asks[], int n, const struct fetch_options *options, fetch_done *done,
	      void *payload, struct err *err)
{
	struct fetch f = {
		.carrier = carrier,
		.credentials = *credentials,
		.asks = asks,
		.n = n,
		.done = done,
		.payload = payload,
		.arena = ARENA_INIT,
		.token.access_token = SECRET_INIT,
		.err = err,
	};
	int rc = -1;

	if (options)
		f.options = *options;
	put_name(&f);
	fill_defaults(&f.options);
	if (!f.credentials.base_url)
		f.credentials.base_url = carrier->default_url;
	if (!f.credentials.client_id)
		f.credentials.client_id = "";
	f.batch = carrier->batch_max(&f.credentials);
	assert(f.batch > 0 && f.options.connections > 0 && f.options.tries > 0);
	if (begin(&f, err) < 0)
		goto out;
	run(&f);
	rc = f.failed ? -1 : 0;
out:
	http_close(f.http); /* before the requests it sends are released */
	for (int i = 0; f.calls && i < f.options.connections; i++)
		call_release(&f.calls[i]);
	call_release(&f.token_call);
	secret_release(&f.token.access_token);
	arena_release(&f.arena);
	return rc;
}
