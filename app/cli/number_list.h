/*
 * number_list.h - the numbers of a whole file, one a line or anywhere in its text
 */
#ifndef APP_CLI_NUMBER_LIST_H
#define APP_CLI_NUMBER_LIST_H

#include <stdbool.h>

#include "base/json.h"

struct cli;
struct err;
struct number;

/* number, valid, candidates, repairs and warning, into an object that is open. */
void number_members(struct json_out *json, const struct number *n);

/* Prints the list as it reads; "find": looks for numbers in text. Sets cli->status. */
int number_list(struct cli *cli, const char *path, bool find, struct err *err);

#endif
