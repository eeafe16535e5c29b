#include "net/fetch.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "domain/shipment.h"
#include "net/call.h"

/* A break is noticed within this time. Answers are read for so long at a time. */
enum { STEP_MS = 100, READ_MS = 2 };

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
	if (!o->quota_wait_ms)
		o->quota_wait_ms = 10000;
}

static bool stopped(const struct fetch *f)
{
	return f->options.stop && *f->options.stop;
}

/* --- what is on its way to the callback --- */

void held_put(struct part *p, struct answered *answered, struct arena *arena, struct buf *bytes)
{
	struct fetch *f = p->fetch;
	struct held *h = arena_alloc(arena, sizeof(*h));

	*h = (struct held){ .part = p, .since_ms = call_clock_ms(), .answered = *answered };
	h->arena = *arena;
	if (bytes)
		h->bytes = *bytes;
	*arena = (struct arena)ARENA_INIT;
	p->held += answered->nreadings;
	pthread_mutex_lock(&f->lock);
	*f->held_end = h;
	f->held_end = &h->next;
	f->nreadings += answered->nreadings;
	pthread_cond_signal(&f->came);
	pthread_mutex_unlock(&f->lock);
}

static void held_release(struct held *h)
{
	struct arena arena = h->arena;

	h->part->held -= h->answered.nreadings;
	if (h->bytes.at)
		buf_release(&h->bytes);
	arena_release(&arena);
}

/* Until enough is held, long enough, or nothing more comes. With the lock. */
static void await_held(struct fetch *f)
{
	while (!f->ended && f->nreadings < HELD_READINGS) {
		int64_t until = f->held ? f->held->since_ms + HELD_MS : 0;
		struct timespec t = { until / 1000, until % 1000 * 1000000 };

		if (!f->held)
			pthread_cond_wait(&f->came, &f->lock);
		else if (call_clock_ms() >= until)
			return;
		else
			pthread_cond_timedwait(&f->came, &f->lock, &t);
	}
}

/* The oldest of what is held, as many as go at once; *n 0: that was all. */
static struct held *held_take(int *n, struct fetch *f, struct answered answers[HELD_READINGS])
{
	struct held *first, *last = NULL;
	int readings = 0;

	pthread_mutex_lock(&f->lock);
	await_held(f);
	first = f->held;
	for (*n = 0; f->held; ++*n) {
		readings += f->held->answered.nreadings;
		if (last && readings > HELD_READINGS)
			break;
		last = f->held;
		answers[*n] = last->answered;
		f->nreadings -= last->answered.nreadings;
		f->held = last->next;
	}
	if (last)
		last->next = NULL;
	if (!f->held)
		f->held_end = &f->held;
	pthread_mutex_unlock(&f->lock);
	return first;
}

static void hand_over_all(struct fetch *f)
{
	struct answered answers[HELD_READINGS] = { { .asked = NULL } };
	struct held *first;
	int n;

	while ((first = held_take(&n, f, answers))) {
		if (!f->failed && f->done(f->payload, answers, n, f->err) < 0)
			f->failed = true;
		while (first) {
			struct held *next = first->next;

			held_release(first);
			first = next;
		}
		http_wake(f->http);
	}
}

/* --- the loop --- */

static bool at_work(const struct fetch *f)
{
	for (int i = 0; i < f->nparts; i++) {
		const struct part *p = &f->part[i];

		if (p->next < p->n)
			return true;
		for (int k = 0; k < p->ncalls; k++)
			if (p->calls[k].state != CALL_FREE)
				return true;
	}
	return false;
}

static void take_finished(struct fetch *f)
{
	struct http_result r;

	while (!f->failed && http_next(&r, f->http))
		call_take(r.tag, &r);
}

/* Answers that wait to be read; false when there was time for all that may be read now. */
static bool read_came(struct fetch *f, bool all)
{
	int64_t until = call_clock_ms() + READ_MS;

	for (int i = 0; i < f->nparts; i++) {
		struct part *p = &f->part[i];

		for (int k = 0; k < p->ncalls && (all || !call_is_ahead(p)); k++) {
			if (p->calls[k].state != CALL_CAME)
				continue;
			if (!all && call_clock_ms() >= until)
				return true;
			call_read(&p->calls[k]);
		}
	}
	return false;
}

static void send_more(struct fetch *f)
{
	for (int i = 0; i < f->nparts && !f->failed; i++) {
		call_plan(&f->part[i]);
		call_send_ready(&f->part[i]);
	}
	http_move(f->http);
}

/* Until something comes or may go out. */
static int wait_ms(const struct fetch *f)
{
	int64_t next = INT64_MAX, wait;

	for (int i = 0; i < f->nparts; i++) {
		const struct part *p = &f->part[i];

		if (p->calls && !http_busy(p->host) && call_next_ms(p) < next)
			next = call_next_ms(p);
	}
	wait = next == INT64_MAX ? STEP_MS : next - call_clock_ms();
	return wait < 0 ? 0 : wait < STEP_MS ? (int)wait : STEP_MS;
}

static void run(struct fetch *f)
{
	while (!f->failed && at_work(f) && !stopped(f)) {
		bool more;

		send_more(f);
		/* The carriers think while we read. */
		more = read_came(f, false);
		if (f->failed || !at_work(f))
			break;
		http_wait(f->http, more ? 0 : wait_ms(f));
		take_finished(f);
	}
	/* Stopped: what has come by now is handed over, the rest is left unasked. */
	if (!f->failed && stopped(f)) {
		http_wait(f->http, 0);
		take_finished(f);
		read_came(f, true);
	}
}

static void *speak(void *payload)
{
	struct fetch *f = payload;

	run(f);
	pthread_mutex_lock(&f->lock);
	f->ended = true;
	pthread_cond_signal(&f->came);
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

/* Signals are for the caller's thread alone. */
static int run_both(struct fetch *f, struct err *err)
{
	pthread_condattr_t monotonic;
	sigset_t all, before;
	pthread_t thread;
	int rc;

	pthread_mutex_init(&f->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&f->came, &monotonic);
	pthread_condattr_destroy(&monotonic);
	f->held_end = &f->held;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	rc = pthread_create(&thread, NULL, speak, f);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (rc == 0) {
		hand_over_all(f);
		pthread_join(thread, NULL);
		rc = f->failed ? -1 : 0;
	} else {
		rc = err_set(err, ERR_FAILED, "cannot start a thread: the machine is too busy");
	}
	pthread_cond_destroy(&f->came);
	pthread_mutex_destroy(&f->lock);
	return rc;
}

/* The name in people's words; of what is no carrier, the code in capitals. */
static void put_name(struct part *p)
{
	const char *code = p->carrier->code, *title = carrier_title(code);

	for (size_t i = 0; i + 1 < sizeof(p->name) && title[i]; i++)
		p->name[i] = title == code ? (char)toupper((unsigned char)title[i]) : title[i];
}

static int begin_counting(struct part *p, const struct fetch_job *job, struct err *err)
{
	const struct fetch_options *o = &p->fetch->options;
	const struct bucket_place place = { o->cache_dir, p->carrier, &p->credentials };

	if (o->clock)
		p->bucket.clock = *o->clock;
	if (quota_parse(&p->bucket.quota, job->quota ? job->quota : p->carrier->quota, err) < 0)
		return -1;
	return bucket_open(&p->bucket, &place, err);
}

/* -1: these settings can never work. */
static int begin(struct part *p, const struct fetch_job *job, struct err *err)
{
	struct fetch *f = p->fetch;
	struct http_settings s = {
		.base_url = p->credentials.base_url,
		.connect_timeout_ms = f->options.connect_timeout_ms,
		.timeout_ms = f->options.timeout_ms,
		.connections = f->options.connections,
		.ca_file = job->ca_file ? job->ca_file : f->options.ca_file,
	};

	if (p->carrier->check(&p->credentials, err) < 0 || begin_counting(p, job, err) < 0 ||
	    http_host_open(&p->host, f->http, &s, err) < 0)
		return -1;
	if (p->carrier->build_token_request) {
		p->token_file.carrier = p->carrier->code;
		if (token_file_init(&p->token_file, &f->arena, f->options.cache_dir,
				    &p->credentials, err) < 0)
			return -1;
	}
	p->ncalls = CALLS_A_CONNECTION * s.connections;
	p->calls = arena_array(&f->arena, (size_t)p->ncalls, sizeof(*p->calls));
	return 0;
}

static void prepare(struct part *p, struct fetch *f, const struct fetch_job *job)
{
	*p = (struct part){
		.fetch = f,
		.carrier = job->carrier,
		.credentials = job->credentials,
		.asks = job->asks,
		.n = job->n,
		.batch = job->carrier->batch_max(&job->credentials),
		.token.access_token = SECRET_INIT,
		.bucket.fd = -1,
	};
	put_name(p);
	if (!p->credentials.base_url)
		p->credentials.base_url = p->carrier->default_url;
	if (!p->credentials.client_id)
		p->credentials.client_id = "";
	assert(p->batch > 0);
}

static int begin_all(struct fetch *f, const struct fetch_job jobs[], struct err *err)
{
	struct err why;

	if (http_open(&f->http, err) < 0)
		return -1;
	for (int i = 0; i < f->nparts; i++) {
		if (begin(&f->part[i], &jobs[i], &why) == 0)
			continue;
		if (f->nparts == 1) {
			*err = why;
			return -1;
		}
		call_close(&f->part[i], POLL_REFUSED, why.text);
	}
	return 0;
}

static void end(struct fetch *f)
{
	http_close(f->http); /* before the requests it sends are released */
	for (int i = 0; i < f->nparts; i++) {
		struct part *p = &f->part[i];

		for (int k = 0; k < p->ncalls; k++)
			call_release(&p->calls[k]);
		call_release(&p->token_call);
		secret_release(&p->token.access_token);
		bucket_close(&p->bucket);
	}
	arena_release(&f->arena);
}

int fetch_all(const struct fetch_job jobs[], int njobs, const struct fetch_options *options,
	      fetch_done *done, void *payload, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct fetch *f = arena_alloc(&a, sizeof(*f));
	int rc = -1;

	f->nparts = njobs;
	f->done = done;
	f->payload = payload;
	f->err = err;
	if (options)
		f->options = *options;
	fill_defaults(&f->options);
	assert(f->options.connections > 0 && f->options.tries > 0);
	f->part = arena_array(&f->arena, (size_t)njobs, sizeof(*f->part));
	for (int i = 0; i < njobs; i++)
		prepare(&f->part[i], f, &jobs[i]);
	if (begin_all(f, jobs, err) == 0)
		rc = run_both(f, err);
	end(f);
	arena_release(&a);
	return rc;
}
