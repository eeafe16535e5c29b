#include "web/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/text.h"
#include "ops/desk.h"
#include "ops/news_ops.h"
#include "ops/user_ops.h"
#include "web/call.h"
#include "web/deadline.h"

enum { KEPT = 64, LINE_MAX_BYTES = 2048, CLIENT_MAX = 512 };

struct event {
	struct arena arena;
	struct news news;
};

struct live_stream {
	struct live *live;
	struct live_stream *next, *before;
	struct live_wait wait;
	char token[TOKEN_TEXT];
	char client[CLIENT_MAX];
	bool held, asleep, over;
	int64_t sent;    /* events, counted from the start of the server */
	int64_t said_ms; /* when something was last sent */
	char line[LINE_MAX_BYTES];
	size_t len, at;
};

struct live {
	struct desk *desk;
	pthread_mutex_t lock;
	pthread_cond_t ending;
	pthread_t thread;
	bool closing, ended;
	struct live_stream *first;
	int streams;
	struct event event[KEPT];
	int64_t events; /* so far; the newest is event[(events - 1) % KEPT] */
	/* Of the thread alone. */
	int64_t version, since, checked_ms;
};

/* --- words --- */

/* Of many cases in one entry nobody knows here which of them had scans. */
static const char *words_of(const struct news *news)
{
	static const struct {
		const char *op, *words;
	} all[] = {
		{ "contact.log", "logged a contact" },
		{ "contact.amend", "corrected a contact" },
		{ "evidence.attach", "added a file" },
		{ "casefile.open", "opened a case" },
		{ "casefile.close", "closed it" },
		{ "casefile.reopen", "opened it again" },
		{ "claim.file", "filed a claim" },
		{ "request.file", "filed a request" },
		{ "request.answer", "noted an answer" },
		{ "tracking.record", "asked carriers for news" },
		{ "events.import", "brought in scans" },
		{ "mail.take", "took in a mail" },
	};

	if (text_same(news->op, "tracking.record") && news->n == 1)
		return news->scans ? "asked the carrier: there are new scans"
				   : "asked the carrier: nothing new";
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (text_same(all[i].op, news->op))
			return all[i].words;
	return "changed it";
}

/* The line for this stream; empty when none of it is his. */
static void put_line(struct live_stream *s, const struct news *news)
{
	struct json_out out;
	struct buf b;
	int n = 0;

	s->len = s->at = 0;
	buf_init(&b, LINE_MAX_BYTES - 1);
	buf_puts(&b, "data: ");
	json_out_init(&out, &b, false);
	json_begin_object(&out);
	json_name(&out, "entry");
	json_number(&out, news->entry);
	json_name(&out, "user");
	json_text(&out, news->user ? news->user : "");
	json_name(&out, "what");
	json_text(&out, words_of(news));
	json_name(&out, "cases");
	json_begin_array(&out);
	for (int i = 0; i < news->n; i++) {
		if (s->held && !text_same(news->client[i], s->client))
			continue;
		json_number(&out, news->casefile_id[i]);
		n++;
	}
	json_end_array(&out);
	json_end_object(&out);
	buf_puts(&b, "\n\n");
	if (n && !b.full) {
		memcpy(s->line, b.at, b.len);
		s->len = b.len;
	}
	buf_release(&b);
}

/* --- the thread --- */

static void keep(struct live *l, const struct news *news)
{
	struct event *e = &l->event[l->events % KEPT];

	arena_release(&e->arena);
	e->news = *news;
	e->news.op = arena_strdup(&e->arena, news->op);
	e->news.user = arena_strdup(&e->arena, news->user);
	for (int i = 0; i < news->n; i++)
		e->news.client[i] = arena_strdup(&e->arena, news->client[i]);
	l->events++;
}

static void wake(struct live_stream *s)
{
	if (!s->asleep)
		return;
	s->asleep = false;
	s->wait.wake(s->wait.payload);
}

/* With the lock; the file is read without it. */
static void check_sessions(struct live *l, struct arena *a)
{
	char token[LIVE_STREAMS_MAX][TOKEN_TEXT];
	struct live_stream *s;
	struct session session;
	struct err ignored;
	int n = 0;
	bool there;

	for (s = l->first; s; s = s->next)
		memcpy(token[n++], s->token, TOKEN_TEXT);
	for (int i = 0; i < n; i++) {
		int rc;

		pthread_mutex_unlock(&l->lock);
		rc = session_look(&session, &there, l->desk, a, token[i], &ignored);
		pthread_mutex_lock(&l->lock);
		for (s = l->first; s; s = s->next) {
			if (memcmp(s->token, token[i], TOKEN_TEXT) != 0 || (rc < 0))
				continue;
			if (!there || s->held != (session.client != NULL) ||
			    (s->held && !text_same(session.client, s->client)))
				s->over = true;
		}
	}
	l->checked_ms = clock_ms();
}

static void set_clock(struct live *l)
{
	struct moment m = *desk_moment(l->desk);

	m.machine = time(NULL);
	desk_work_as(l->desk, NULL, &m);
}

/* A file that is busy is asked again the next time. */
static void look(struct live *l)
{
	struct arena a = ARENA_INIT;
	struct err ignored;
	struct news *news;
	int64_t version;
	bool changed;
	int n = 0;

	set_clock(l);
	changed = desk_data_version(&version, l->desk, &ignored) == 0 && version != l->version;
	if (changed && desk_news(&news, &n, l->desk, &a, &l->since, &ignored) == 0 && n < NEWS_MAX)
		l->version = version;
	pthread_mutex_lock(&l->lock);
	for (int i = 0; i < n; i++)
		keep(l, &news[i]);
	if (l->first && (changed || clock_ms() - l->checked_ms >= LIVE_ALIVE_S * 1000))
		check_sessions(l, &a);
	for (struct live_stream *s = l->first; s; s = s->next)
		if (s->over || s->sent < l->events ||
		    clock_ms() - s->said_ms >= LIVE_ALIVE_S * 1000)
			wake(s);
	pthread_mutex_unlock(&l->lock);
	arena_release(&a);
}

static bool wait_for_turn(struct live *l)
{
	struct timespec until;
	bool closing;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += LIVE_LOOK_MS / 1000;
	pthread_mutex_lock(&l->lock);
	while (!l->closing && pthread_cond_timedwait(&l->ending, &l->lock, &until) == 0)
		;
	closing = l->closing;
	pthread_mutex_unlock(&l->lock);
	return !closing;
}

static void *run(void *payload)
{
	struct live *l = payload;

	while (wait_for_turn(l))
		look(l);
	return NULL;
}

/* --- start and stop --- */

int live_open(struct live **out, struct desk *desk, struct err *err)
{
	struct live *l = calloc(1, sizeof *l);
	pthread_condattr_t attr;

	if (!l)
		out_of_memory();
	l->desk = desk;
	pthread_mutex_init(&l->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&l->ending, &attr);
	pthread_condattr_destroy(&attr);
	if (desk_newest_entry(&l->since, desk, err) == 0 &&
	    desk_data_version(&l->version, desk, err) == 0) {
		if (pthread_create(&l->thread, NULL, run, l) == 0) {
			*out = l;
			return 0;
		}
		err_set(err, ERR_FAILED, "cannot start the live updates");
	}
	pthread_cond_destroy(&l->ending);
	pthread_mutex_destroy(&l->lock);
	free(l);
	return -1;
}

void live_end(struct live *l)
{
	pthread_mutex_lock(&l->lock);
	l->ended = true;
	for (struct live_stream *s = l->first; s; s = s->next) {
		s->over = true;
		wake(s);
	}
	l->closing = true;
	pthread_cond_signal(&l->ending);
	pthread_mutex_unlock(&l->lock);
	pthread_join(l->thread, NULL);
}

void live_close(struct live *l)
{
	for (int i = 0; i < KEPT; i++)
		arena_release(&l->event[i].arena);
	pthread_cond_destroy(&l->ending);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

/* --- streams --- */

static bool has_room(struct live *l, const char *token)
{
	int his = 0;

	for (const struct live_stream *s = l->first; s; s = s->next)
		his += memcmp(s->token, token, TOKEN_TEXT) == 0;
	return !l->ended && l->streams < LIVE_STREAMS_MAX && his < LIVE_PER_SESSION_MAX;
}

bool live_add(struct live_stream **out, struct live *l, struct web_call *c)
{
	const char *client = c->session.client;
	struct live_stream *s;
	bool room;

	if (!c->token || strlen(c->token) != TOKEN_TEXT - 1 ||
	    (client && strlen(client) >= CLIENT_MAX)) {
		answer_fault(c, 403, "live updates are for browsers that are signed in");
		return false;
	}
	s = calloc(1, sizeof *s);
	if (!s)
		out_of_memory();
	s->live = l;
	s->said_ms = clock_ms();
	s->held = client;
	memcpy(s->token, c->token, TOKEN_TEXT);
	if (client)
		memcpy(s->client, client, strlen(client) + 1);
	/* Something at once, so that the browser knows that it is there. */
	s->len = strlen(memcpy(s->line, ": here\n\n", sizeof ": here\n\n"));
	pthread_mutex_lock(&l->lock);
	room = has_room(l, s->token);
	if (room) {
		s->sent = l->events;
		s->next = l->first;
		if (s->next)
			s->next->before = s;
		l->first = s;
		l->streams++;
	}
	pthread_mutex_unlock(&l->lock);
	if (room) {
		*out = s;
		return true;
	}
	free(s);
	answer_fault(c, 503, "too many pages are open for live updates");
	return false;
}

void live_start(struct live_stream *s, const struct live_wait *wait)
{
	s->wait = *wait;
}

void live_drop(struct live_stream *s)
{
	struct live *l = s->live;

	pthread_mutex_lock(&l->lock);
	if (s->before)
		s->before->next = s->next;
	else
		l->first = s->next;
	if (s->next)
		s->next->before = s->before;
	l->streams--;
	pthread_mutex_unlock(&l->lock);
	free(s);
}

/* The next line, if there is one. What is older than those that are kept is passed over. */
static void fill(struct live_stream *s)
{
	struct live *l = s->live;

	s->len = s->at = 0;
	if (s->sent < l->events - KEPT)
		s->sent = l->events - KEPT;
	while (!s->len && s->sent < l->events)
		put_line(s, &l->event[s->sent++ % KEPT].news);
	if (!s->len && clock_ms() - s->said_ms >= LIVE_ALIVE_S * 1000)
		s->len = strlen(memcpy(s->line, ":\n\n", sizeof ":\n\n"));
}

ssize_t live_read(struct live_stream *s, char *out, size_t max)
{
	struct live *l = s->live;
	ssize_t n = -1;

	pthread_mutex_lock(&l->lock);
	if (!s->over) {
		if (s->at == s->len)
			fill(s);
		n = (ssize_t)(s->len - s->at < max ? s->len - s->at : max);
		memcpy(out, s->line + s->at, (size_t)n);
		s->at += (size_t)n;
		if (n) {
			s->said_ms = clock_ms();
		} else {
			s->asleep = true;
			s->wait.sleep(s->wait.payload);
		}
	}
	pthread_mutex_unlock(&l->lock);
	return n;
}
