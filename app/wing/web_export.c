#include "wing/web_export.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/setup.h"
#include "cli/wing.h"

enum { AT_ONCE = 2, WAIT_MS = 120000, WORDS = 60 };

int export_find(struct export_by *by, struct arena *a, struct err *err)
{
	const char *decoder = wing_decoder(a);

	if (!decoder)
		return err_set(err, ERR_FAILED, "cannot find out where waylaid-report lies");
	by->program = path_join(a, path_dir(a, decoder), "waylaid-report");
	return 0;
}

/* Waits, and ends it when it takes too long. */
static int wait_for(pid_t pid, struct err *err)
{
	const struct timespec step = { .tv_nsec = 10 * 1000000 };
	int status, waited = 0;
	pid_t got;

	while ((got = waitpid(pid, &status, WNOHANG)) == 0 || (got < 0 && errno == EINTR)) {
		if ((waited += 10) > WAIT_MS)
			kill(pid, SIGKILL);
		nanosleep(&step, NULL);
	}
	if (got < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return err_set(err, ERR_FAILED, "the export could not be made%s",
			       waited > WAIT_MS ? ": it took too long" : "");
	return 0;
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

/* Two words; there is room for every one that a call may bring. */
static void say(const char *argv[], int *n, const char *one, const char *two)
{
	assert(*n + 4 < WORDS);
	argv[(*n)++] = one;
	argv[(*n)++] = two;
}

static int make(const struct export_by *by, struct arena *a, const struct web_export *what,
		const char *path, struct err *err)
{
	const char *argv[WORDS] = { "waylaid" };
	char now[INSTANT_TEXT];
	int n = 1, rc;
	pid_t pid;

	say(argv, &n, what->report ? "report" : "export",
	    what->report ? what->report : what->cases);
	say(argv, &n, "-o", path);
	say(argv, &n, "--db", by->db_path);
	for (int i = 0; i < what->ngiven; i++)
		say(argv, &n, "--set", what->given[i]);
	if (!what->report)
		say(argv, &n, "--audience", what->audience);
	if (by->now_given)
		say(argv, &n, "--now", instant_text(now, time(NULL) + by->now_moved_s));
	argv[n] = "--quiet";
	rc = child_start_silent(&pid, by->program, argv, environment_for(a, what->user));
	if (rc != 0)
		return err_set(err, ERR_FAILED, "waylaid-report cannot be started: %s",
			       strerror(rc));
	return wait_for(pid, err);
}

/* The file is opened and its name removed: who downloads it has it, and it is gone with him. */
static int make_and_open(int *fd, const struct export_by *by, struct arena *a,
			 const struct web_export *what, struct err *err)
{
	char *dir = arena_printf(a, "%s/XXXXXX", by->dir);
	char *path;
	int rc;

	if (!mkdtemp(dir))
		return err_set_errno(err, ERR_FAILED, "cannot make room for the export");
	path = arena_printf(a, "%s/cases.%s", dir, what->format);
	rc = make(by, a, what, path, err);
	if (rc == 0) {
		*fd = open(path, O_RDONLY | O_CLOEXEC);
		if (*fd < 0)
			rc = err_set_errno(err, ERR_FAILED, "the export could not be made");
	}
	unlink(path);
	rmdir(dir);
	return rc;
}

int export_run(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	struct export_by *by = payload;
	struct arena a = ARENA_INIT;
	int rc;

	if (atomic_fetch_add(&by->running, 1) >= AT_ONCE)
		rc = err_set(err, ERR_BUSY, "other exports are being made: try again");
	else
		rc = make_and_open(fd, by, &a, what, err);
	atomic_fetch_sub(&by->running, 1);
	arena_release(&a);
	return rc;
}
