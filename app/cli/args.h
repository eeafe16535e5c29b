/*
 * args.h - what was typed: global options, the command, its words and its options
 *
 * "--opt value" and "--opt=value" mean the same, "--" ends the options, global options may stand
 * anywhere. Names are never shortened: a script must not change its meaning when a command is
 * added. A value that begins with "--" needs the form with "=". An option of a command that is
 * given twice is refused unless it repeats: one of the two would be lost unseen.
 */
#ifndef APP_CLI_ARGS_H
#define APP_CLI_ARGS_H

#include "cli/cmd.h"

enum { ARGS_MAX = 4096, ARG_LENGTH_MAX = 64 * 1024 };

struct globals {
	const char *db, *as, *now, *color;
	bool json, quiet, help, version, no_input;
};

struct parsed {
	const struct cmd *cmd; /* NULL: none was named */
	struct args args;
	struct globals global;
};

/*
 * Everything points into argv or the arena. ERR_INPUT names what was not understood and the nearest
 * name that would be. The number of words is not judged here: see args_check().
 */
int args_parse(struct parsed *out, struct arena *a, int argc, char **argv, struct err *err);

/* ERR_INPUT with the usage line when there are too few or too many words. */
int args_check(const struct parsed *p, struct err *err);

/* Was --json asked for, even where the rest does not parse? Errors are then printed as JSON too. */
bool args_want_json(int argc, char **argv);

/* By name or alias ("events import", "events-import"); NULL when there is none. */
const struct cmd *cmd_find(const char *name);
int cmd_count(void);

/* The nearest command name for a typing error, or NULL. */
const char *cmd_suggest(const char *name);

#endif
