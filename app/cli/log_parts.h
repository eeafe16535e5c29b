/*
 * log_parts.h - the parts of the command "log": only its own files include it
 *
 * A contact may be typed as options, asked for step by step or written in an editor. The last two
 * give their answers as if they were options, so that all three are read and judged in one place.
 */
#ifndef APP_CLI_LOG_PARTS_H
#define APP_CLI_LOG_PARTS_H

#include "cli/cmd.h"
#include "domain/contact.h"
#include "domain/promise.h"
#include "domain/timer.h"

/* What was noted, read from the options. */
struct noted {
	struct contact contact;
	unsigned given; /* enum contact_fact */
	struct promise *promise;
	int npromises;
	int64_t *cases;
	int ncases;
};

/* All but the cases. */
int noted_read(struct noted *out, struct cli *cli, struct err *err);

/* An option as if it had been typed behind the others. */
void log_give(struct cli *cli, const char *option, const char *value);

/* --- log_ask.c: step by step --- */

/* Is there somebody to ask? */
bool log_may_ask(const struct cli *cli);

/*
 * At most six questions on the terminal; each answer is judged at once and asked for again when it
 * cannot be taken. The end of the input: ERR_FAILED, nothing was logged.
 */
int log_ask(struct cli *cli, struct err *err);

/* One line from the terminal without its end, in the arena; NULL at the end of the input. */
char *ask_line(struct cli *cli, const char *question);

/* --- log_edit.c: in an editor --- */

struct draft {
	char *path; /* of the form; NULL once it is removed */
};

/*
 * Opens a form with what was given so far, until it can be read. When it cannot and nobody wants
 * to go on, the error names the file, which is kept.
 */
int log_edit(struct draft *out, struct noted *noted, struct cli *cli, const char *cases,
	     struct err *err);
/* The form was logged: removes it. Or was not (rc -1): keeps it and adds its path to the error. */
int draft_end(struct draft *draft, int rc, struct err *err);

/* --- log_timer.c: the call under way --- */

/* --start, --on-hold, --off-hold, --status, --discard; NULL when none is given. */
typedef int timer_act(struct cli *cli, struct err *err);
int log_timer_act(timer_act **out, struct cli *cli, struct err *err);

/*
 * Is this contact the call under way (NULL: none)? Then it ends it, and time, minutes and number
 * are filled in where they were not given. A forgotten one is never used unseen: with --stop the
 * minutes must be given (ERR_STATE), else a note says that it was left alone.
 */
int log_take_call(bool *ends, struct noted *noted, struct cli *cli, const struct timer *call,
		  struct err *err);

/* --- afterwards --- */

/* The contact with its promises, when to chase them and the window that matters. */
int show_contact(struct cli *cli, int64_t id, struct err *err);

#endif
