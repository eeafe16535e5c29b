/*
 * help.h - help, manual page and completion, all from the command table
 */
#ifndef APP_CLI_HELP_H
#define APP_CLI_HELP_H

#include "cli/cmd.h"

struct node;

/* What each exit status means; ends with a NULL text. */
struct exit_meaning {
	int status;
	const char *text;
};
extern const struct exit_meaning exit_meanings[];

/* Calls back with each block of a help text: paragraphs, or single lines kept as they are. */
void help_blocks(struct arena *a, const char *text,
		 void (*block)(void *payload, const char *text, bool as_is), void *payload);

/* One command, or with NULL all of them: for a person, and as a tree for --json. */
void help_print(struct cli *cli, const struct cmd *cmd);
struct node *help_doc(struct arena *a, const struct cmd *cmd);

/* Manual page waylaid(1) in roff; bash completion. To cli->out. */
void help_man(struct cli *cli);
void help_completion_bash(struct cli *cli);

#endif
