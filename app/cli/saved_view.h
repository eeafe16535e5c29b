/*
 * saved_view.h - a saved view of the register among the options
 */
#ifndef APP_CLI_SAVED_VIEW_H
#define APP_CLI_SAVED_VIEW_H

#include "cli/cmd.h"

struct list_query;

/* What --view asks of the list; without it, all. ERR_NOT_FOUND names the views there are. */
int take_view(struct list_query *q, struct cli *cli, struct err *err);

#endif
