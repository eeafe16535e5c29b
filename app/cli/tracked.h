/*
 * tracked.h - what tracking brought, as a table: for track and events import
 */
#ifndef APP_CLI_TRACKED_H
#define APP_CLI_TRACKED_H

#include "cli/print.h"
#include "view/events_doc.h"

/* The items of "doc" as a table. */
void tracked_table(struct cli *cli, const struct node *doc);

#endif
