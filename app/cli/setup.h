/*
 * setup.h - from the environment and the global options to one struct cli
 *
 * The only place that reads the environment and the clock. WAYLAID_DB, WAYLAID_NOW, NO_COLOR,
 * COLUMNS and TERM are honoured; an option on the command line is stronger.
 */
#ifndef APP_CLI_SETUP_H
#define APP_CLI_SETUP_H

#include "cli/args.h"

/*
 * Who acts, when the pages run another program of ours for somebody who is signed in; stronger than
 * desk.user. The journal has the system's user beside it, as ever.
 */
#define SETUP_USER_VARIABLE "WAYLAID_SIGNED_IN"

/* Before anything else: umask, character type, empty streams. Cannot fail. */
void setup_process(struct cli *cli);

/* Colour and width, which help needs already. ERR_INPUT for --color. */
int setup_terminal(struct cli *cli, const struct parsed *p, struct err *err);

/*
 * Settings file, zone and moment, users, path of the desk. Gives notes for a settings file that
 * others can read though it holds secrets. ERR_INPUT for a value that cannot be taken.
 */
int setup_cli(struct cli *cli, const struct parsed *p, struct err *err);

/*
 * What --now takes: RFC 3339; without an offset it is UTC; a bare day is noon of that day in
 * "zone". 0 or -1 with ERR_INPUT.
 */
int setup_now(instant *out, const char *text, const struct zone *zone, struct err *err);

#endif
