/*
 * cmd.h - the command table
 *
 * One entry per command feeds dispatch, usage, help, the man page and completion. The table holds
 * no code: each wing (core, track, report, web) brings the handlers of its own commands, and the
 * core execs the wing that a command names before anything is opened.
 */
#ifndef APP_CLI_CMD_H
#define APP_CLI_CMD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/ini.h"
#include "base/moment.h"

struct desk;
struct node;

enum wing { WING_CORE, WING_TRACK, WING_REPORT, WING_WEB, WING_NVALUES };
extern const char *const wing_names[WING_NVALUES];

enum cmd_flag {
	CMD_DESK = 1,     /* opens the desk, making a new file when there is none */
	CMD_EXISTING = 2, /* with CMD_DESK: the file must exist */
	CMD_NO_MOMENT = 4 /* needs no clock (help) */
};

struct opt {
	const char *name;  /* "--mailed" */
	const char *value; /* "DATE"; NULL for a switch */
	const char *help;  /* one line */
	bool repeats;      /* may be given several times; order among repeating options is kept */
	char letter;       /* 'o' for "-o"; 0: none */
};

struct cmd {
	const char *name;       /* "open", "events import", "request answer" */
	const char *alias;      /* another spelling, or NULL */
	const char *synopsis;   /* "TRACKING --problem KIND [OPTIONS]" */
	const char *summary;    /* one line, no full stop */
	const char *help;       /* paragraphs */
	const char *example;    /* run by a test on the sample desk; without "waylaid" */
	const struct opt *opts; /* ends with a NULL name */
	int min_args, max_args; /* positional; -1: any number */
	unsigned flags;
	enum wing wing;
	const char *wing_opt; /* only with this option does the wing do it, else the core */
};

extern const struct cmd commands[]; /* sorted by name; ends with a NULL name */
extern const struct opt global_opts[];

/* What was typed after the command's name. */
struct arg_value {
	const struct opt *opt;
	const char *value; /* NULL for a switch */
};

struct args {
	const char **word; /* positional */
	int nwords;
	struct arg_value *given; /* options in the order typed */
	int ngiven;
};

enum color_mode { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Everything one command runs with. main makes it, the handler reads it. */
struct cli {
	const struct cmd *cmd;
	struct args args;
	struct arena arena;
	struct moment moment;
	struct ini config;
	const char *config_path;
	const char *db_path;
	struct desk *desk; /* NULL unless CMD_DESK */
	const char *user;  /* who acts: desk.user, or NULL for who is logged in; see desk_user() */
	const char *on_behalf; /* --as */
	bool json, quiet, color, no_input;
	int width;   /* columns of the terminal; 80 when it is none */
	bool narrow; /* tables must fit the width: a terminal, or COLUMNS was set */
	FILE *out, *err;
	int status;    /* exit status of a handler that returned 0 (number: 1 when not valid) */
	bool printed;  /* see cli_fail_printed() */
	int64_t lines; /* printed so far: a title puts an empty line before itself */
};

typedef int cmd_run(struct cli *cli, struct err *err);

/*
 * A handler returns 0, or -1 with err. When it printed partial results already (JSON with "items"
 * beside "error"), it calls cli_fail_printed() so that main prints no second document.
 */
struct handler {
	const char *name; /* as in the table; NULL ends the list */
	cmd_run *run;
};

void cli_fail_printed(struct cli *cli);

/*
 * main() of every wing: parse, exec another wing if needed, open the desk, run, print errors, exit
 * status.
 */
int cli_main(int argc, char **argv, enum wing wing, const struct handler handlers[]);

/*
 * Opens cli->desk where the table does not say CMD_DESK (verify names another file). The handler
 * closes it by desk_close() and sets it NULL, or leaves both to main.
 */
enum desk_access {
	DESK_MAKE,     /* a new file when there is none */
	DESK_EXISTING, /* the file must be there */
	DESK_LOOK      /* read only; the file is not touched */
};
int cli_desk_open(struct cli *cli, const char *path, enum desk_access access, struct err *err);

/* Values of options: the last one given, or NULL. */
const char *arg_value(const struct args *args, const char *name);
bool arg_given(const struct args *args, const char *name);

/* --- output, cli/print.h has tables --- */

/*
 * Print one tree: as JSON when --json, else through "text". Fails only over the ceiling of 256 MiB.
 */
int cli_show(struct cli *cli, const struct node *doc,
	     void (*text)(struct cli *, const struct node *), struct err *err);

/* A line for people on stderr, unless --quiet: warnings, progress, what was done. */
void cli_note(struct cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
