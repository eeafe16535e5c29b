/*
 * claim_show.h - a claim after something was done to it
 */
#ifndef APP_CLI_CLAIM_SHOW_H
#define APP_CLI_CLAIM_SHOW_H

#include "cli/cmd.h"
#include "domain/claim.h"

/*
 * The claim from a new snapshot: the tree with --json, else in words. Warnings (one a line, or
 * NULL) are notes on stderr and stand under "warnings" in the tree.
 */
int claim_show(struct cli *cli, const struct claim *c, const char *warning, struct err *err);

#endif
