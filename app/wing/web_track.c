#include "wing/web_track.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "web/deadline.h"
#include "wing/web_program.h"

enum { RUNS_KEPT = 32, KEPT_S = 600, LOOK_MS = 100 };

const struct track_limits track_limits = {
	.page_ms = 3000,
	.program_ms = 30000,
	.case_ms = 45000,
	.due_ms = 15 * 60000,
	.grace_ms = 5000,
	.document_max = 8 * 1024 * 1024,
	.at_once = 4,
};

struct run {
	struct track_by *by;
	struct arena arena; /* of what is told of it */
	struct web_asked told;
	int64_t casefile_id, began_ms;
	const char *user;
	int watchers; /* requests that wait for it */
	bool closing; /* it was told to end with the server; of its thread alone */
	bool late;
};

struct track_by {
	struct web_programs *programs;
	const struct track_limits *limits;
	pthread_mutex_t lock;
	pthread_cond_t ended; /* some run has */
	struct run run[RUNS_KEPT];
	int under_way;
	int64_t changes;
	bool closing;
};

/* --- what came --- */

static enum err_code code_of(const char *name)
{
	for (int i = ERR_NONE + 1; i < ERR_NCODES; i++)
		if (text_same(err_name((enum err_code)i), name))
			return (enum err_code)i;
	return ERR_FAILED;
}

static void count_item(struct web_asked *told, struct arena *a, const struct json *item)
{
	int outcome = name_find(poll_outcome_names, POLL_NVALUES, json_str(item, "outcome"));
	const char *message = json_str(item, "message");
	int64_t events;

	if (outcome < 0)
		return;
	told->count[outcome]++;
	if (json_int(&events, item, "new_events") == 0)
		told->new_events += (int)events;
	if (message && !told->trouble)
		told->trouble = arena_strdup(a, message);
}

/* The document of the command, and the error in it, which it printed on stderr, too. */
static int read_document(struct web_asked *told, struct arena *a, const struct buf *b)
{
	struct arena scratch = ARENA_INIT;
	const struct json *items, *fault;
	struct json *doc;
	struct err none;
	int rc = json_parse(&doc, &scratch, b->at, b->len, &none);

	if (rc == 0) {
		items = json_get(doc, "items");
		for (items = items ? items->first : NULL; items; items = items->next)
			count_item(told, a, items);
		fault = json_get(doc, "error");
		if (fault)
			err_set(&told->err, code_of(json_str(fault, "code")), "%s",
				json_str(fault, "message"));
		told->document = arena_strndup(a, b->at, b->len);
	}
	arena_release(&scratch);
	return rc;
}

static int limit_ms(const struct run *r)
{
	return r->casefile_id ? r->by->limits->case_ms : r->by->limits->due_ms;
}

static void conclude(struct run *r, struct web_asked *told, struct arena *a, const struct buf *b)
{
	bool read = !b->full && read_document(told, a, b) == 0;

	if (r->closing)
		err_set(&told->err, ERR_BUSY,
			"the desk was stopped while the carrier was asked: ask again");
	else if (r->late)
		err_set(&told->err, ERR_REMOTE,
			"not all answers came within %d seconds: what came is recorded; ask again "
			"later",
			limit_ms(r) / 1000);
	else if (b->full)
		err_set(&told->err, ERR_FAILED,
			"more came than can be shown at once: it is recorded");
	else if (!read)
		err_set(&told->err, ERR_FAILED,
			"asking the carrier broke off: what came is recorded; ask again");
}

/* --- the run --- */

static bool is_closing(struct track_by *by)
{
	bool closing;

	pthread_mutex_lock(&by->lock);
	closing = by->closing;
	pthread_mutex_unlock(&by->lock);
	return closing;
}

/* Tells it to stop when its time is over, or the server's; how long it then may take. */
static bool is_over(struct run *r, pid_t pid, int64_t *until_ms)
{
	int64_t now = clock_ms();

	if (!r->late && !r->closing) {
		r->closing = is_closing(r->by);
		r->late = !r->closing && now >= *until_ms;
		if (r->closing || r->late) {
			kill(pid, SIGTERM);
			*until_ms = now + r->by->limits->grace_ms;
		}
	}
	return (r->late || r->closing) && now >= *until_ms;
}

/* What does not fit is read all the same: it shall not wait for us. */
static bool take_some(struct buf *b, int fd)
{
	char bytes[16384];
	ssize_t got = read(fd, bytes, sizeof bytes);

	if (got > 0)
		buf_put(b, bytes, (size_t)got);
	return got > 0 || (got < 0 && errno == EINTR);
}

/* How long it may still take to end. */
static int listen_to(struct run *r, struct buf *b, pid_t pid, int fd)
{
	int64_t until_ms = clock_ms() + limit_ms(r);

	while (!is_over(r, pid, &until_ms)) {
		struct pollfd on = { fd, POLLIN, 0 };

		if (poll(&on, 1, LOOK_MS) > 0 && !take_some(b, fd))
			return r->by->limits->grace_ms;
	}
	return 0;
}

static int carry_out(struct run *r, struct buf *b, struct arena *a, struct err *err)
{
	struct program_call call = { .name = "waylaid-track", .user = r->user };
	int fd, status, left_ms;
	pid_t pid;

	program_say(&call, "track",
		    r->casefile_id ? arena_printf(a, "%lld", (long long)r->casefile_id) : "--due");
	program_say(&call, "--json", NULL);
	if (program_start(&pid, &fd, r->by->programs, a, &call, err) < 0)
		return -1;
	left_ms = listen_to(r, b, pid, fd);
	close(fd);
	program_wait(&status, pid, left_ms);
	return 0;
}

static void *run_thread(void *payload)
{
	struct run *r = payload;
	struct track_by *by = r->by;
	struct web_asked told = r->told;
	struct arena a = ARENA_INIT;
	struct buf b;

	buf_init(&b, by->limits->document_max);
	if (carry_out(r, &b, &a, &told.err) == 0)
		conclude(r, &told, &r->arena, &b);
	told.asking = false;
	told.ended_at = time(NULL);
	buf_release(&b);
	arena_release(&a);
	pthread_mutex_lock(&by->lock);
	r->told = told;
	by->under_way--;
	by->changes++;
	pthread_cond_broadcast(&by->ended);
	pthread_mutex_unlock(&by->lock);
	return NULL;
}

/* --- which runs there are; with the lock --- */

static struct run *find(struct track_by *by, int64_t casefile_id)
{
	struct run *newest = NULL;

	for (struct run *r = by->run; r < by->run + RUNS_KEPT; r++)
		if (r->told.known && r->casefile_id == casefile_id &&
		    (!newest || r->began_ms > newest->began_ms))
			newest = r;
	return newest;
}

/* The oldest one that is over and that nobody looks at. */
static struct run *take_place(struct track_by *by)
{
	struct run *out = NULL;

	for (struct run *r = by->run; r < by->run + RUNS_KEPT; r++)
		if (!r->told.asking && !r->watchers && (!out || r->began_ms < out->began_ms))
			out = r;
	return out;
}

static int begin(struct run **out, struct track_by *by, const struct web_track *what,
		 struct err *err)
{
	struct run *r = by->under_way < by->limits->at_once ? take_place(by) : NULL;
	pthread_t thread;

	if (by->closing)
		return err_set(err, ERR_BUSY, "the desk is being stopped: ask again later");
	if (!r)
		return err_set(err, ERR_BUSY,
			       "carriers are being asked for other parcels: try again in a moment");
	arena_release(&r->arena);
	*r = (struct run){ .by = by,
			   .arena = ARENA_INIT,
			   .casefile_id = what->casefile_id,
			   .began_ms = clock_ms() };
	r->user = arena_strdup(&r->arena, what->user);
	r->told = (struct web_asked){
		.known = true, .asking = true, .began_at = time(NULL), .user = r->user
	};
	by->under_way++;
	if (pthread_create(&thread, NULL, run_thread, r) != 0) {
		by->under_way--;
		r->told = (struct web_asked){ .known = false };
		return err_set(err, ERR_FAILED, "the carrier cannot be asked: no thread for it");
	}
	pthread_detach(thread);
	by->changes++;
	*out = r;
	return 0;
}

static void wait_for(struct track_by *by, struct run *r, int wait_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += wait_ms % 1000 * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	r->watchers++;
	while (r->told.asking && pthread_cond_timedwait(&by->ended, &by->lock, &until) == 0)
		;
	r->watchers--;
}

static void tell(struct web_asked *out, struct arena *a, const struct run *r)
{
	*out = r->told;
	out->user = arena_strdup(a, r->told.user);
	out->document = arena_strdup(a, r->told.document);
	out->trouble = arena_strdup(a, r->told.trouble);
}

/* --- for the pages --- */

static int ask(void *payload, struct web_asked *out, struct arena *a, const struct web_track *what,
	       struct err *err)
{
	struct track_by *by = payload;
	bool waits = programs_may_wait(by->programs);
	struct run *r;
	int rc = 0;

	if (what->to_the_end && !waits)
		return err_set(err, ERR_BUSY,
			       "other programs are being waited for: try again in a moment");
	pthread_mutex_lock(&by->lock);
	r = find(by, what->casefile_id);
	if (!r || !r->told.asking)
		rc = begin(&r, by, what, err);
	if (rc == 0 && waits)
		wait_for(by, r, what->to_the_end ? by->limits->program_ms : by->limits->page_ms);
	if (rc == 0)
		tell(out, a, r);
	pthread_mutex_unlock(&by->lock);
	if (waits)
		programs_waited(by->programs);
	return rc;
}

static void look(void *payload, struct web_asked *out, struct arena *a, int64_t casefile_id)
{
	struct track_by *by = payload;
	struct run *r;

	*out = (struct web_asked){ .known = false };
	pthread_mutex_lock(&by->lock);
	r = find(by, casefile_id);
	if (r && (r->told.asking || time(NULL) - r->told.ended_at < KEPT_S)) {
		tell(out, a, r);
		out->document = NULL;
	}
	pthread_mutex_unlock(&by->lock);
}

static int64_t changes(void *payload)
{
	struct track_by *by = payload;
	int64_t n;

	pthread_mutex_lock(&by->lock);
	n = by->changes;
	pthread_mutex_unlock(&by->lock);
	return n;
}

void track_open(struct web_tracker *out, struct web_programs *programs,
		const struct track_limits *limits)
{
	struct track_by *by = calloc(1, sizeof *by);
	pthread_condattr_t attr;

	if (!by)
		out_of_memory();
	by->programs = programs;
	by->limits = limits;
	pthread_mutex_init(&by->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&by->ended, &attr);
	pthread_condattr_destroy(&attr);
	*out = (struct web_tracker){ .ask = ask, .look = look, .changes = changes, .payload = by };
}

void track_end(struct track_by *by)
{
	pthread_mutex_lock(&by->lock);
	by->closing = true;
	while (by->under_way)
		pthread_cond_wait(&by->ended, &by->lock);
	pthread_mutex_unlock(&by->lock);
}

void track_close(struct track_by *by)
{
	if (!by)
		return;
	for (int i = 0; i < RUNS_KEPT; i++)
		arena_release(&by->run[i].arena);
	pthread_cond_destroy(&by->ended);
	pthread_mutex_destroy(&by->lock);
	free(by);
}
