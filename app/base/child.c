#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/err.h"
#include "base/text.h"

enum { REASON_MAX = 400 };

struct child {
	pid_t pid;            /* 0: none */
	int out[2], words[2]; /* what it writes to 1 and 2: our end, its end */
};

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void child_release(struct child *c)
{
	for (int i = 0; i < 2; i++) {
		close_fd(&c->out[i]);
		close_fd(&c->words[i]);
	}
	if (c->pid > 0) {
		kill(c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
		c->pid = 0;
	}
}

int child_open_input(int *fd, const char *file, struct err *err)
{
	struct stat st;

	*fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return err_set_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INPUT,
				     "the file cannot be opened");
	if (fstat(*fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close_fd(fd);
		return err_set(err, ERR_INPUT, "it is not a plain file");
	}
	return 0;
}

int child_input_of(int *fd, const void *bytes, size_t len, struct err *err)
{
	const char *at = bytes;

	*fd = memfd_create("input", MFD_CLOEXEC);
	if (*fd < 0)
		return err_set_errno(err, ERR_FAILED, "no room to hand the file on");
	while (len > 0) {
		ssize_t done = write(*fd, at, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			goto fail;
		at += done;
		len -= (size_t)done;
	}
	if (lseek(*fd, 0, SEEK_SET) == 0)
		return 0;
fail:
	err_set_errno(err, ERR_FAILED, "the file cannot be handed on");
	close_fd(fd);
	return -1;
}

static int child_start(struct child *c, const struct child_run *run, struct err *err)
{
	posix_spawn_file_actions_t actions;
	char *environment[] = { NULL };
	int fault;

	if (pipe2(c->out, O_CLOEXEC) < 0 || pipe2(c->words, O_CLOEXEC) < 0)
		return err_set_errno(err, ERR_FAILED, "no pipe for %s", run->what);
	fault = posix_spawn_file_actions_init(&actions);
	if (!fault) {
		fault = posix_spawn_file_actions_adddup2(&actions, run->in, STDIN_FILENO);
		if (!fault)
			fault = posix_spawn_file_actions_adddup2(&actions, c->out[1],
								 STDOUT_FILENO);
		if (!fault)
			fault = posix_spawn_file_actions_adddup2(&actions, c->words[1],
								 STDERR_FILENO);
		if (!fault)
			fault = posix_spawn(&c->pid, run->program, &actions, NULL, run->argv,
					    environment);
		posix_spawn_file_actions_destroy(&actions);
	}
	close_fd(&c->out[1]);
	close_fd(&c->words[1]);
	if (!fault)
		return 0;
	c->pid = 0;
	errno = fault;
	return err_set_errno(err, ERR_FAILED, "%s cannot be started", run->program);
}

static int64_t monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One read of what is ready; closes the descriptor at its end. */
static int take_ready(struct buf *to, int *fd)
{
	char bytes[65536];
	ssize_t got = read(*fd, bytes, sizeof(bytes));

	if (got < 0 && errno == EINTR)
		return 0;
	if (got <= 0) {
		close_fd(fd);
		return got < 0 ? -1 : 0;
	}
	buf_put(to, bytes, (size_t)got);
	return to->full ? -1 : 0;
}

static int child_listen(struct child *c, struct buf *out, struct buf *words,
			const struct child_run *run, struct err *err)
{
	int64_t until = monotonic_ms() + run->timeout_ms;

	while (c->out[0] >= 0 || c->words[0] >= 0) {
		struct pollfd on[2] = { { c->out[0], POLLIN, 0 }, { c->words[0], POLLIN, 0 } };
		int64_t left = until - monotonic_ms();
		int ready = left > 0 ? poll(on, 2, (int)left) : 0;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return err_set(err, ERR_INPUT, "it was not read within %d seconds",
				       (run->timeout_ms + 999) / 1000);
		if ((on[0].revents && take_ready(out, &c->out[0]) < 0) ||
		    (on[1].revents && take_ready(words, &c->words[0]) < 0))
			return err_set(err, ERR_INPUT, "%s wrote too much", run->what);
	}
	return 0;
}

static int child_end(struct child *c, const struct buf *words, const struct child_run *run,
		     struct err *err)
{
	char reason[REASON_MAX];
	int status = 0;
	size_t n;

	while (waitpid(c->pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_set_errno(err, ERR_FAILED, "%s was lost", run->what);
	c->pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (!WIFEXITED(status))
		return err_set(err, ERR_INPUT, "its reader had to be stopped (signal %d)",
			       WTERMSIG(status));
	n = strcspn(words->at, "\n");
	if (WEXITSTATUS(status) != run->exit_refused || n == 0 || !utf8_valid(words->at, n))
		return err_set(err, ERR_FAILED, "%s failed (exit %d)", run->what,
			       WEXITSTATUS(status));
	n = utf8_cut(words->at, n < REASON_MAX - 1 ? n : REASON_MAX - 1);
	memcpy(reason, words->at, n);
	reason[n] = '\0';
	return err_set(err, ERR_INPUT, "%s", reason);
}

/* With nothing to read and no words; what it writes goes to "out", or to nobody (-1). */
static int start_program(pid_t *pid, int out, const char *program, const char *const argv[],
			 char *const environment[])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;
	int fault;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (out < 0)
		posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	else
		posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
	fault = posix_spawnp(pid, program, &files, &attributes, (char *const *)(uintptr_t)argv,
			     environment ? environment : environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return fault;
}

int child_start_silent(pid_t *pid, const char *program, const char *const argv[],
		       char *const environment[])
{
	return start_program(pid, -1, program, argv, environment);
}

int child_start_heard(pid_t *pid, int *out, const char *program, const char *const argv[],
		      char *const environment[])
{
	int ends[2], fault;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return errno;
	fault = start_program(pid, ends[1], program, argv, environment);
	close(ends[1]);
	if (fault)
		close(ends[0]);
	else
		*out = ends[0];
	return fault;
}

int child_run(struct buf *out, const struct child_run *run, struct err *err)
{
	struct child c = { 0, { -1, -1 }, { -1, -1 } };
	struct buf words;
	int ret = -1;

	buf_init(out, run->out_max);
	buf_init(&words, CHILD_WORDS_MAX);
	if (child_start(&c, run, err) < 0 || child_listen(&c, out, &words, run, err) < 0 ||
	    child_end(&c, &words, run, err) < 0)
		goto out;
	ret = 0;
out:
	child_release(&c);
	buf_release(&words);
	return ret;
}
