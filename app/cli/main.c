#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "cli/args.h"
#include "cli/build_id.h"
#include "cli/help.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "cli/setup.h"
#include "cli/wing.h"
#include "ops/desk.h"

int cli_desk_open(struct cli *cli, const char *path, enum desk_access access, struct err *err)
{
	const struct desk_options options = {
		.path = path,
		.must_exist = access != DESK_MAKE,
		.read_only = access == DESK_LOOK,
		.moment = cli->moment,
		.user = cli->user,
		.on_behalf = cli->on_behalf,
		.currency = setting_currency(cli),
		.decoder = wing_decoder(&cli->arena),
	};

	return desk_open(&cli->desk, &options, err);
}

static const struct handler *handler_find(const struct handler handlers[], const char *name)
{
	for (; handlers->name; handlers++)
		if (strcmp(handlers->name, name) == 0)
			return handlers;
	return NULL;
}

static void show_help(struct cli *cli, const struct cmd *cmd, struct err *err)
{
	if (cli->json)
		cli_show(cli, help_doc(&cli->arena, cmd), NULL, err);
	else
		help_print(cli, cmd);
}

static void show_version(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);

	node_text(&cli->arena, doc, "version", waylaid_version);
	node_text(&cli->arena, doc, "build", waylaid_build_id);
	if (cli->json)
		cli_show(cli, doc, NULL, err);
	else
		fprintf(cli->out, "waylaid %s (build %s)\n", waylaid_version, waylaid_build_id);
}

static int run(struct cli *cli, const struct parsed *p, const struct handler handlers[],
	       struct err *err)
{
	const struct handler *h = handler_find(handlers, p->cmd->name);
	int ret;

	if (!h)
		return err_set(err, ERR_FAILED, "this build of waylaid lacks the command '%s'",
			       p->cmd->name);
	if ((p->cmd->flags & CMD_DESK) &&
	    cli_desk_open(cli, cli->db_path,
			  p->cmd->flags & CMD_EXISTING ? DESK_EXISTING : DESK_MAKE, err) < 0)
		return -1;
	ret = h->run(cli, err);
	if (ret == 0 && cli->desk && desk_warning(cli->desk)) /* an error says one line alone */
		cli_note(cli, "%s", desk_warning(cli->desk));
	desk_close(cli->desk);
	cli->desk = NULL;
	return ret;
}

static bool needs_wing(const struct parsed *p)
{
	return p->cmd->wing != WING_CORE &&
	       (!p->cmd->wing_opt || arg_given(&p->args, p->cmd->wing_opt));
}

/* From the command line to the command, in the order in which less can go wrong. */
static int start(struct cli *cli, int argc, char **argv, enum wing wing,
		 const struct handler handlers[], struct err *err)
{
	struct parsed p;

	if (wing_check(wing, err) < 0 || args_parse(&p, &cli->arena, argc, argv, err) < 0)
		return -1;
	if (setup_terminal(cli, &p, err) < 0)
		return -1;
	if (p.global.version || p.global.help) {
		if (p.global.version)
			show_version(cli, err);
		else
			show_help(cli, p.cmd, err);
		return err->code == ERR_NONE ? 0 : -1;
	}
	if (args_check(&p, err) < 0)
		return -1;
	if (wing == WING_CORE && needs_wing(&p))
		return wing_exec(&cli->arena, p.cmd->wing, argv, err);
	if (setup_cli(cli, &p, err) < 0)
		return -1;
	return run(cli, &p, handlers, err);
}

/* One line on stderr, and with --json the document on stdout unless one is there already. */
static void report(struct cli *cli, const struct err *failed)
{
	struct err ignored;
	char *line, *p;

	if (cli->json && !cli->printed) {
		struct node *doc = node_root(&cli->arena);

		node_error(&cli->arena, doc, failed);
		cli_show(cli, doc, NULL, &ignored);
	}
	line = text_for_terminal(&cli->arena, failed->text);
	for (p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	fflush(cli->out);
	fprintf(cli->err, "waylaid: %s\n", line);
}

int cli_main(int argc, char **argv, enum wing wing, const struct handler handlers[])
{
	struct err err = { .code = ERR_NONE };
	struct cli cli;
	int status;

	setup_process(&cli);
	cli.json = args_want_json(argc, argv);
	if (start(&cli, argc, argv, wing, handlers, &err) < 0) {
		report(&cli, &err);
		status = err_exit_status(err.code);
	} else {
		status = cli.status;
	}
	if (fflush(cli.out) != 0 || ferror(cli.out)) {
		fprintf(cli.err, "waylaid: cannot write the answer: %s\n", strerror(errno));
		status = err_exit_status(ERR_FAILED);
	}
	arena_release(&cli.arena);
	return status;
}
