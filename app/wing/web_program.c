#include "wing/web_program.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/day.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/setup.h"
#include "cli/wing.h"
#include "web/server.h"

enum { STEP_MS = 10, COMMON_WORDS = 6 };

int programs_find(struct web_programs *p, struct arena *a, struct err *err)
{
	const char *decoder = wing_decoder(a);

	if (!decoder)
		return err_set(err, ERR_FAILED, "cannot find out where this program lies");
	p->dir = path_dir(a, decoder);
	return 0;
}

bool programs_may_wait(struct web_programs *p)
{
	if (atomic_fetch_add(&p->waiting, 1) < SERVER_WORKERS - 1)
		return true;
	atomic_fetch_sub(&p->waiting, 1);
	return false;
}

void programs_waited(struct web_programs *p)
{
	atomic_fetch_sub(&p->waiting, 1);
}

void program_say(struct program_call *c, const char *one, const char *two)
{
	assert(c->n + COMMON_WORDS + 2 < PROGRAM_WORDS);
	c->word[c->n++] = one;
	if (two)
		c->word[c->n++] = two;
}

/*
 * Our own environment, and in it who is signed in: not on the command line, which every user of the
 * machine can read, and not as --as, which would name whoever runs the server before him.
 */
static char **environment_for(struct arena *a, const char *user)
{
	size_t n = 0, kept = 0;
	char **out;

	while (environ[n])
		n++;
	out = arena_array(a, n + 2, sizeof *out);
	for (size_t i = 0; i < n; i++)
		if (!text_has_prefix(environ[i], SETUP_USER_VARIABLE "="))
			out[kept++] = environ[i];
	if (user)
		out[kept++] = arena_printf(a, SETUP_USER_VARIABLE "=%s", user);
	out[kept] = NULL;
	return out;
}

int program_start(pid_t *pid, int *out, const struct web_programs *p, struct arena *a,
		  struct program_call *c, struct err *err)
{
	const char *path = path_join(a, p->dir, c->name);
	const char *argv[PROGRAM_WORDS + 1] = { "waylaid" };
	char **environment = environment_for(a, c->user);
	char now[INSTANT_TEXT];
	int rc;

	c->word[c->n++] = "--db";
	c->word[c->n++] = p->db_path;
	if (p->now_given) {
		c->word[c->n++] = "--now";
		c->word[c->n++] = instant_text(now, time(NULL) + p->now_moved_s);
	}
	c->word[c->n++] = "--quiet";
	memcpy(argv + 1, c->word, (size_t)c->n * sizeof *argv);
	argv[c->n + 1] = NULL;
	rc = out ? child_start_heard(pid, out, path, argv, environment)
		 : child_start_silent(pid, path, argv, environment);
	if (rc != 0)
		return err_set(err, ERR_FAILED, "%s cannot be started: %s", c->name, strerror(rc));
	return 0;
}

bool program_wait(int *status, pid_t pid, int limit_ms)
{
	const struct timespec step = { .tv_nsec = STEP_MS * 1000000 };
	int waited = 0;
	pid_t got;

	while ((got = waitpid(pid, status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if ((waited += STEP_MS) > limit_ms)
			kill(pid, SIGKILL);
		nanosleep(&step, NULL);
	}
	if (got < 0)
		*status = -1;
	return waited > limit_ms;
}
