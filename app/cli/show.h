/*
 * show.h - one case from a snapshot to the screen
 */
#ifndef APP_CLI_SHOW_H
#define APP_CLI_SHOW_H

#include <stdint.h>

#include "cli/print.h"

typedef void show_text(struct cli *cli, const struct node *doc);

/* The case as a tree: what `show --json` prints. */
int show_read(struct node **doc, struct cli *cli, int64_t id, struct err *err);

/*
 * The case after something was done to it: the whole tree with --json, else through "text".
 * Warnings (one a line, or NULL) are notes on stderr and stand under "warnings" in the tree.
 */
int show_case(struct cli *cli, int64_t id, const char *warnings, show_text *text, struct err *err);

/* Warnings, one a line or NULL, as the list "warnings" of a tree. */
void show_warnings(struct cli *cli, struct node *doc, const char *warnings);

/* The element of "list" whose number under "name" is "id"; NULL when there is none. */
const struct node *show_find(const struct node *list, const char *name, int64_t id);

#endif
