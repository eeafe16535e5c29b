#include "base/text.h"
#include "cli/cmds.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/token_ops.h"

static void token_node(struct cli *cli, struct node *n, const struct token *t)
{
	struct arena *a = &cli->arena;

	node_int(a, n, "token", t->id);
	node_text(a, n, "name", t->name);
	node_text(a, n, "user", t->user);
	node_text(a, n, "scope", role_names[t->scope]);
	node_text(a, n, "client", t->client);
	node_instant(a, n, "made_at", t->made_at);
	node_day(a, n, "ends_on", t->ends_on);
	node_day(a, n, "used_on", t->used_on);
}

static void tokens_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "TOKEN", .path = "token", .flags = PRINT_RIGHT },
		{ .title = "NAME", .path = "name", .flags = PRINT_WRAP },
		{ .title = "USER", .path = "user" },
		{ .title = "SCOPE", .path = "scope" },
		{ .title = "CLIENT", .path = "client" },
		{ .title = "LAST DAY", .path = "ends_on" },
		{ .title = "LAST USED", .path = "used_on" },
		{ .title = NULL },
	};
	const struct node *items = node_get(doc, "items");

	if (items->count)
		print_table(cli, cols, items);
	else
		print_para(cli, 0, INK_PLAIN, "No program has a token for this desk.");
}

int cmd_token_list(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena), *list;
	struct token *t;
	int n;

	if (tokens_of_desk(&t, &n, cli->desk, &cli->arena, err) < 0)
		return -1;
	list = node_list(&cli->arena, doc, "items");
	for (int i = 0; i < n; i++)
		token_node(cli, node_map(&cli->arena, list, NULL), &t[i]);
	node_int(&cli->arena, doc, "count", n);
	return cli_show(cli, doc, tokens_text, err);
}

static void new_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN, node_str(doc, "secret"));
}

int cmd_token_new(struct cli *cli, struct err *err)
{
	static const struct code_table roles = { role_names, ROLE_NVALUES };
	struct token_wanted wanted = { .scope = -1 };
	struct node *doc = node_root(&cli->arena);
	char text[API_TOKEN_TEXT];
	long long days = 0;
	struct token t;

	if (text_take(&wanted.name, &cli->arena, cli->args.word[0], TEXT_LINE, "the name", err) <
		    0 ||
	    opt_text(&wanted.user, cli, "--user", TEXT_LINE, err) < 0 ||
	    opt_code(&wanted.scope, cli, "--scope", roles, err) < 0 ||
	    opt_text(&wanted.client, cli, "--client", TEXT_LINE, err) < 0 ||
	    opt_number(&days, cli, "--days", 1, TOKEN_DAYS_MAX, err) < 0)
		return -1;
	wanted.days = (int)days;
	if (token_make(text, &t, cli->desk, &cli->arena, &wanted, err) < 0)
		return -1;
	token_node(cli, doc, &t);
	node_text(&cli->arena, doc, "secret", text);
	return cli_show(cli, doc, new_text, err);
}

static void gone_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "%s: withdrawn", node_str(doc, "name")));
}

int cmd_token_withdraw(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	struct token t;
	long long id;

	if (number_parse(&id, cli->args.word[0], 1, INT64_MAX, "the token's number", err) < 0 ||
	    token_withdraw(&t, cli->desk, &cli->arena, id, err) < 0)
		return -1;
	token_node(cli, doc, &t);
	return cli_show(cli, doc, gone_text, err);
}
