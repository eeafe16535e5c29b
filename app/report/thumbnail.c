#include "report/thumbnail.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

/*
 * The program's answer, as decode/probe.h states it. The suite of this folder runs the real
 * program.
 */
enum { HEADER = 96, EXIT_CANNOT_SHOW = 3, REASON_MAX = 400, TAKEN = 20 };

struct child {
	pid_t pid;            /* 0: none */
	int in;               /* the picture */
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
	close_fd(&c->in);
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

/* A pipe or a device that bears the file's name must neither be waited for nor read. */
static int open_picture(int *fd, const char *file, struct err *err)
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

static int child_start(struct child *c, const struct thumbnail_from *from, struct err *err)
{
	posix_spawn_file_actions_t actions;
	char edge[16];
	char *argv[] = { (char *)"waylaid-decode", edge, NULL };
	char *environment[] = { NULL };
	int fault;

	snprintf(edge, sizeof(edge), "%d", from->edge ? from->edge : THUMBNAIL_EDGE);
	if (pipe2(c->out, O_CLOEXEC) < 0 || pipe2(c->words, O_CLOEXEC) < 0)
		return err_set_errno(err, ERR_FAILED, "no pipe for the picture reader");
	fault = posix_spawn_file_actions_init(&actions);
	if (!fault) {
		fault = posix_spawn_file_actions_adddup2(&actions, c->in, STDIN_FILENO);
		if (!fault)
			fault = posix_spawn_file_actions_adddup2(&actions, c->out[1],
								 STDOUT_FILENO);
		if (!fault)
			fault = posix_spawn_file_actions_adddup2(&actions, c->words[1],
								 STDERR_FILENO);
		if (!fault)
			fault = posix_spawn(&c->pid, from->decoder, &actions, NULL, argv,
					    environment);
		posix_spawn_file_actions_destroy(&actions);
	}
	close_fd(&c->out[1]);
	close_fd(&c->words[1]);
	if (!fault)
		return 0;
	c->pid = 0;
	errno = fault;
	return err_set_errno(err, ERR_FAILED, "%s cannot be started", from->decoder);
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

static int child_listen(struct child *c, struct buf *out, struct buf *words, int timeout_ms,
			struct err *err)
{
	int64_t until = monotonic_ms() + timeout_ms;

	while (c->out[0] >= 0 || c->words[0] >= 0) {
		struct pollfd on[2] = { { c->out[0], POLLIN, 0 }, { c->words[0], POLLIN, 0 } };
		int64_t left = until - monotonic_ms();
		int ready = left > 0 ? poll(on, 2, (int)left) : 0;

		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			return err_set(err, ERR_INPUT, "it was not read within %d seconds",
				       (timeout_ms + 999) / 1000);
		if ((on[0].revents && take_ready(out, &c->out[0]) < 0) ||
		    (on[1].revents && take_ready(words, &c->words[0]) < 0))
			return err_set(err, ERR_INPUT, "the picture reader wrote too much");
	}
	return 0;
}

static int child_end(struct child *c, const struct buf *words, struct err *err)
{
	char reason[REASON_MAX];
	int status = 0;
	size_t n;

	while (waitpid(c->pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_set_errno(err, ERR_FAILED, "the picture reader was lost");
	c->pid = 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	if (!WIFEXITED(status))
		return err_set(err, ERR_INPUT, "its reader had to be stopped (signal %d)",
			       WTERMSIG(status));
	n = strcspn(words->at, "\n");
	if (WEXITSTATUS(status) != EXIT_CANNOT_SHOW || n == 0 || !utf8_valid(words->at, n))
		return err_set(err, ERR_FAILED, "the picture reader failed (exit %d)",
			       WEXITSTATUS(status));
	n = utf8_cut(words->at, n < REASON_MAX - 1 ? n : REASON_MAX - 1);
	memcpy(reason, words->at, n);
	reason[n] = '\0';
	return err_set(err, ERR_INPUT, "%s", reason);
}

static int read_header(struct thumbnail *out, struct arena *a, const struct buf *answer,
		       struct err *err)
{
	char line[HEADER + 1], state[8] = "", taken[TAKEN] = "";

	if (answer->len <= HEADER || answer->at[HEADER - 1] != '\n')
		return err_set(err, ERR_FAILED, "the picture reader gave no picture");
	memcpy(line, answer->at, HEADER);
	line[HEADER] = '\0';
	if (sscanf(line, "waylaid-thumb 1 %9d %9d %9d %9d %7s %19s", &out->width, &out->height,
		   &out->full_width, &out->full_height, state, taken) != 6 ||
	    out->width <= 0 || out->height <= 0 || out->full_width <= 0 || out->full_height <= 0)
		return err_set(err, ERR_FAILED, "the picture reader's answer is not understood");
	out->damaged = strcmp(state, "whole") != 0;
	out->taken = strcmp(taken, "-") != 0 ? arena_strdup(a, taken) : NULL;
	out->len = answer->len - HEADER;
	out->jpeg = memcpy(arena_alloc(a, out->len), answer->at + HEADER, out->len);
	return 0;
}

int thumbnail_make(struct thumbnail *out, struct arena *a, const struct thumbnail_from *from,
		   struct err *err)
{
	struct child c = { 0, -1, { -1, -1 }, { -1, -1 } };
	struct buf answer, words;
	int ret = -1;

	memset(out, 0, sizeof(*out));
	buf_init(&answer, THUMBNAIL_BYTES_MAX);
	buf_init(&words, 4096);
	if (open_picture(&c.in, from->file, err) < 0 || child_start(&c, from, err) < 0)
		goto out;
	if (child_listen(&c, &answer, &words, from->timeout_ms ? from->timeout_ms : THUMBNAIL_MS,
			 err) < 0)
		goto out;
	if (child_end(&c, &words, err) < 0)
		goto out;
	ret = read_header(out, a, &answer, err);
out:
	child_release(&c);
	buf_release(&answer);
	buf_release(&words);
	return ret;
}
