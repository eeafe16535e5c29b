/*
 * sandbox.h - starts and stops the carrier sandbox from a test
 *
 * Every sandbox has a folder of its own under $TMPDIR with its script, log and what else the test
 * puts there. It ends with sandbox_stop() or with the process that started it. Anything that does
 * not work fails the test.
 */
#ifndef TESTS_LIB_SANDBOX_H
#define TESTS_LIB_SANDBOX_H

#include <sys/types.h>

enum { SANDBOX_PATH = 256, SANDBOX_URL = 64 };

struct sandbox {
	char folder[SANDBOX_PATH];
	char log[SANDBOX_PATH + 16];
	char url[SANDBOX_URL]; /* "http://127.0.0.1:39517" */
	pid_t pid;
};

/* A new folder only: sandbox_begin(); put files there; then run. sandbox_start() is both. */
void sandbox_begin(struct sandbox *s);
void sandbox_run(struct sandbox *s, const char *script, const char *cert, const char *key);
void sandbox_start(struct sandbox *s, const char *script);

/* SIGTERM, wait, remove the folder. Returns the exit status. */
int sandbox_stop(struct sandbox *s);

/* Lines of the log that begin with "start" and hold "part" (NULL: any). */
int sandbox_count(const struct sandbox *s, const char *start, const char *part);

/* Does the log hold this anywhere? */
int sandbox_log_has(const struct sandbox *s, const char *part);

/* "folder/name" into out, which has SANDBOX_PATH + 64 bytes. */
char *sandbox_path(char *out, const struct sandbox *s, const char *name);

#endif
