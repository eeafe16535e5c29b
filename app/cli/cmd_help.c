#include "cli/cmds.h"

#include <string.h>

#include "cli/args.h"
#include "cli/help.h"
#include "cli/print.h"

static void help_text(struct cli *cli, const struct node *doc)
{
	const char *name = node_str(doc, "name");

	help_print(cli, name ? cmd_find(name) : NULL);
}

int cmd_help(struct cli *cli, struct err *err)
{
	const char *shell = arg_value(&cli->args, "--completion"), *name, *near;
	const struct args *args = &cli->args;
	const struct cmd *cmd = NULL;

	if (arg_given(args, "--man")) {
		help_man(cli);
		return 0;
	}
	if (shell) {
		if (strcmp(shell, "bash") != 0)
			return err_set(err, ERR_INPUT, "there is completion for bash only");
		help_completion_bash(cli);
		return 0;
	}
	if (args->nwords > 0) {
		name = args->nwords == 1
			       ? args->word[0]
			       : arena_printf(&cli->arena, "%s %s", args->word[0], args->word[1]);
		cmd = cmd_find(name);
		near = cmd_suggest(name);
		if (!cmd && near)
			return err_set(err, ERR_INPUT,
				       "there is no command '%.60s': did you mean '%s'?", name,
				       near);
		if (!cmd)
			return err_set(err, ERR_INPUT,
				       "there is no command '%.60s': 'waylaid help' lists them",
				       name);
	}
	return cli_show(cli, help_doc(&cli->arena, cmd), help_text, err);
}
