/*
 * child.h - other programs
 *
 * child_run() runs one on one descriptor, and it may do anything but keep us: it is started without
 * environment, reads descriptor 0, writes 1 and 2 into memory with ceilings, and is
 * killed when its time is over or it writes too much. For programs that open untrusted files.
 */
#ifndef APP_BASE_CHILD_H
#define APP_BASE_CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct err;

enum { CHILD_WORDS_MAX = 4096 }; /* bytes it may write on descriptor 2 */

struct child_run {
	const char *program;
	char *const *argv;
	int in; /* what it reads; stays the caller's */
	int timeout_ms;
	size_t out_max;   /* bytes on descriptor 1 */
	int exit_refused; /* with this status, the line on descriptor 2 is the reason */
	const char *what; /* "the picture reader", for messages */
};

/*
 * 0 when it ended with status 0; *out then holds what it wrote, and is released by the caller
 * either way. ERR_INPUT: it refused and why, was killed, ran over its time or wrote too much.
 * ERR_FAILED: it could not be started, or failed itself.
 */
int child_run(struct buf *out, const struct child_run *run, struct err *err);

/*
 * A program that is given nothing to read, whose words nobody hears, and that no signal is kept
 * from, whatever the thread that starts it blocks. It is sought on the PATH unless named with a
 * folder; environment: NULL for ours. *pid is the caller's to wait for. Returns 0, or an errno.
 */
int child_start_silent(pid_t *pid, const char *program, const char *const argv[],
		       char *const environment[]);

/* The same, but what it writes is read from *out, which is the caller's to close. */
int child_start_heard(pid_t *pid, int *out, const char *program, const char *const argv[],
		      char *const environment[]);

/* A plain file for reading: a pipe or a device is refused and never waited for. */
int child_open_input(int *fd, const char *file, struct err *err);

/* Bytes as a file that was never on disk, at its beginning. */
int child_input_of(int *fd, const void *bytes, size_t len, struct err *err);

#endif
