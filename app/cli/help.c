#include "cli/help.h"

#include <string.h>

#include "cli/args.h"
#include "cli/print.h"
#include "view/doc.h"

/* clang-format off */
const struct exit_meaning exit_meanings[] = {
	{ 0, "done" },
	{ 1, "failed: busy, disk full, read-only, some rows refused, doctor found something" },
	{ 2, "used wrongly, or a name that means several things" },
	{ 3, "not found" },
	{ 4, "not allowed in this state, or somebody else changed it meanwhile" },
	{ 5, "the carrier or the network failed" },
	{ 6, "the file is damaged, was tampered with, or is too new for this program" },
	{ 7, "not permitted" },
	{ 0, NULL }
};

enum { NAMES = 12 };

/* The commands as people look for them. */
static const struct {
	const char *title;
	const char *names[NAMES];
} groups[] = {
	{ "A parcel went wrong", { "open", "show", "edit", "why", "item", "item edit",
				   "item remove", "step", "close", "reopen" } },
	{ "Calling the carrier", { "brief", "log", "amend", "contradict", "keep", "broken",
				   "waive", "contacts" } },
	{ "Searches and tracking", { "request", "request answer", "request withdraw", "track",
				     "events import", "answers", "number", "explain" } },
	{ "Parcels from elsewhere", { "import", "import list", "import undo" } },
	{ "Doors and evidence", { "routes", "ready", "attach", "hold", "hold tag",
				  "release", "export" } },
	{ "Letters and mail", { "letter", "mail" } },
	{ "Claims", { "claim file", "claim ack", "claim no-record", "claim info", "claim approve",
		      "claim deny", "claim denials", "claim appeal", "claim withdraw",
		      "claim expire", "claim edit" } },
	{ "Money", { "paid", "import payouts", "remedy", "duty done", "report" } },
	{ "Every morning", { "next", "snooze", "watch", "list", "search", "undo" } },
	{ "Rules", { "rules", "rules set", "rules diff", "rules apply" } },
	{ "In a browser", { "serve", "user add", "user list", "user role", "user password",
			    "user link", "user disable", "user enable", "user sign-out",
			    "token new", "token list", "token withdraw" } },
	{ "Keeping the desk", { "verify", "doctor", "backup", "restore", "purge", "key",
			       "key new", "config", "help" } },
};
/* clang-format on */

void help_blocks(struct arena *a, const char *text,
		 void (*block)(void *payload, const char *text, bool as_is), void *payload)
{
	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (strncmp(text, "  ", 2) == 0) {
			char *line = arena_strndup(a, text, len), *next;

			for (; line; line = next) {
				next = strchr(line, '\n');
				if (next)
					*next++ = '\0';
				block(payload, line, true);
			}
		} else {
			block(payload, arena_strndup(a, text, len), false);
		}
		text += len;
		while (*text == '\n')
			text++;
	}
}

struct block_state {
	struct cli *cli;
	bool after_line;
};

static void print_block(void *payload, const char *text, bool as_is)
{
	struct block_state *s = payload;

	if (!as_is || !s->after_line)
		print_blank(s->cli);
	if (as_is)
		print_line(s->cli, INK_PLAIN, text);
	else
		print_para(s->cli, 0, INK_PLAIN, text);
	s->after_line = as_is;
}

static const char *opt_spelling(struct cli *cli, const struct opt *o)
{
	const char *letter = o->letter ? arena_printf(&cli->arena, "-%c, ", o->letter) : "";

	return arena_printf(&cli->arena, "%s%s%s%s", letter, o->name, o->value ? " " : "",
			    o->value ? o->value : "");
}

static void print_options(struct cli *cli, const char *title, const struct opt *opts)
{
	if (!opts || !opts->name)
		return;
	print_title(cli, title);
	for (; opts->name; opts++)
		print_term(cli, 26, opt_spelling(cli, opts), opts->help);
}

static void print_exit(struct cli *cli)
{
	const struct exit_meaning *m;

	print_title(cli, "Exit status");
	for (m = exit_meanings; m->text; m++)
		print_term(cli, 4, arena_printf(&cli->arena, "%d", m->status), m->text);
}

static void print_one(struct cli *cli, const struct cmd *cmd)
{
	struct block_state state = { cli, false };

	print_line(cli, INK_STRONG,
		   arena_printf(&cli->arena, "waylaid %s - %s", cmd->name, cmd->summary));
	print_blank(cli);
	print_para(cli, 2, INK_PLAIN,
		   arena_printf(&cli->arena, "waylaid %s %s", cmd->name, cmd->synopsis));
	help_blocks(&cli->arena, cmd->help, print_block, &state);
	print_options(cli, "Options", cmd->opts);
	print_title(cli, "Example");
	print_line(cli, INK_PLAIN, arena_printf(&cli->arena, "  waylaid %s", cmd->example));
	print_exit(cli);
	print_blank(cli);
	print_para(
		cli, 0, INK_DIM,
		"Options that every command takes (--db, --json, --quiet, ...): 'waylaid help'.");
}

static void print_all(struct cli *cli)
{
	size_t g, i;

	print_line(cli, INK_STRONG, "waylaid - the case desk for parcels that went wrong");
	print_blank(cli);
	print_line(cli, INK_PLAIN, "  waylaid COMMAND [WORDS] [OPTIONS]");
	for (g = 0; g < sizeof(groups) / sizeof(groups[0]); g++) {
		print_title(cli, groups[g].title);
		for (i = 0; i < NAMES && groups[g].names[i]; i++)
			print_term(cli, 18, groups[g].names[i],
				   cmd_find(groups[g].names[i])->summary);
	}
	print_options(cli, "Options that every command takes", global_opts);
	print_exit(cli);
	print_title(cli, "To begin");
	print_para(cli, 2, INK_PLAIN, "waylaid open TRACKING --problem lost");
	print_para(cli, 2, INK_PLAIN, "waylaid help open");
}

void help_print(struct cli *cli, const struct cmd *cmd)
{
	if (cmd)
		print_one(cli, cmd);
	else
		print_all(cli);
}

static void doc_options(struct arena *a, struct node *parent, const struct opt *opts)
{
	struct node *list = node_list(a, parent, "options");

	for (; opts && opts->name; opts++) {
		struct node *o = node_map(a, list, NULL);

		node_text(a, o, "name", opts->name);
		node_text(a, o, "value", opts->value);
		node_text(a, o, "help", opts->help);
		node_bool(a, o, "repeats", opts->repeats);
	}
}

static void doc_command(struct arena *a, struct node *to, const struct cmd *c)
{
	node_text(a, to, "name", c->name);
	node_text(a, to, "alias", c->alias);
	node_text(a, to, "synopsis", c->synopsis);
	node_text(a, to, "summary", c->summary);
	node_text(a, to, "help", c->help);
	node_text(a, to, "example", c->example);
	doc_options(a, to, c->opts);
}

struct node *help_doc(struct arena *a, const struct cmd *cmd)
{
	struct node *root = node_root(a), *items;
	const struct cmd *c;

	if (cmd) {
		doc_command(a, root, cmd);
		return root;
	}
	items = node_list(a, root, "items");
	for (c = commands; c->name; c++)
		doc_command(a, node_map(a, items, NULL), c);
	node_int(a, root, "count", items->count);
	doc_options(a, root, global_opts);
	return root;
}
