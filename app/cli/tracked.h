/*
 * tracked.h - what tracking brought, as a tree and as a table: for track and events import
 */
#ifndef APP_CLI_TRACKED_H
#define APP_CLI_TRACKED_H

#include "cli/print.h"

struct tracked;

/* One parcel under "items": tracking_number case outcome new_events status status_text message. */
void tracked_node(struct arena *a, struct node *list, const struct tracked *t);

/* The items of "doc" as a table. */
void tracked_table(struct cli *cli, const struct node *doc);

#endif
