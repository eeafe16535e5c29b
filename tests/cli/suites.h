/*
 * suites.h - the suites of app/cli, one a file, run by one program
 */
#ifndef TESTS_CLI_SUITES_H
#define TESTS_CLI_SUITES_H

#include <check.h>

#include "cli/cmd.h"

Suite *args_suite(void);
Suite *help_suite(void);
Suite *opts_suite(void);
Suite *print_suite(void);
Suite *setting_suite(void);

/* A struct cli that prints into memory: 80 columns, no colour, noon of 2026-11-23 in New York. */
void cli_begin(struct cli *cli);
/* What was printed since; valid until cli_end(). */
const char *cli_printed(struct cli *cli);
void cli_end(struct cli *cli);

/* Parses "words", split at blanks, as one command line behind "waylaid"; 0 or -1. */
struct parsed;
int parse_line(struct parsed *out, struct arena *a, const char *words, struct err *err);

#endif
