/*
 * web_program.h - the programs of ours that the pages run: found, told, waited for
 *
 * They are told who is signed in by the environment, and the desk and the moved clock as options.
 * Whoever waits for one within a request holds a worker meanwhile: one of them stays free.
 */
#ifndef APP_WING_WEB_PROGRAM_H
#define APP_WING_WEB_PROGRAM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;
struct err;

/* What all of them share. */
struct web_programs {
	const char *dir; /* where they lie */
	const char *db_path;
	int64_t now_moved_s;
	bool now_given;
	atomic_int waiting; /* requests that wait for one */
};

/* Where they are. ERR_FAILED. */
int programs_find(struct web_programs *p, struct arena *a, struct err *err);

/* False: nobody else may wait now. Else programs_waited() must follow. */
bool programs_may_wait(struct web_programs *p);
void programs_waited(struct web_programs *p);

enum { PROGRAM_WORDS = 60 };

struct program_call {
	const char *name; /* "waylaid-report" */
	const char *user; /* who acts; NULL: whoever runs the server */
	const char *word[PROGRAM_WORDS];
	int n;
};
/* There is room for every word that a call may bring. "two" may be NULL. */
void program_say(struct program_call *c, const char *one, const char *two);

/* Its output is read from *out, which is the caller's to close; out NULL: nobody hears it. */
int program_start(pid_t *pid, int *out, const struct web_programs *p, struct arena *a,
		  struct program_call *c, struct err *err);

/* Its status as waitpid() has it. True: it took longer, and was killed. */
bool program_wait(int *status, pid_t pid, int limit_ms);

#endif
