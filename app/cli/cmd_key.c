#include "cli/cmds.h"

#include "cli/key.h"
#include "cli/print.h"

static void key_text(struct cli *cli, const struct node *doc)
{
	if (!node_known(doc, "fingerprint")) {
		print_para(cli, 0, INK_PLAIN,
			   "There is no signing key: what leaves the desk is not signed.");
		print_line(cli, INK_PLAIN, "  waylaid key new");
		return;
	}
	print_fact_at(cli, "key", doc, "path", true);
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "  fingerprint  %s", node_str(doc, "fingerprint")));
	print_blank(cli);
	/* For others: as it must be copied. */
	print_para(cli, 0, INK_PLAIN, node_str(doc, "public_key"));
}

static int show_key(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	struct public_key public;
	struct sign_key *key;

	if (key_open(&key, cli, err) < 0)
		return -1;
	node_text(&cli->arena, doc, "path", key_path(cli));
	node_text(&cli->arena, doc, "fingerprint", key_fingerprint(cli, key));
	if (key) {
		public = sign_public(key);
		node_text(&cli->arena, doc, "public_key", public_key_pem(&cli->arena, &public));
	} else {
		node_null(&cli->arena, doc, "public_key");
	}
	sign_key_close(key);
	return cli_show(cli, doc, key_text, err);
}

int cmd_key(struct cli *cli, struct err *err)
{
	return show_key(cli, err);
}

int cmd_key_new(struct cli *cli, struct err *err)
{
	if (sign_key_make(key_path(cli), err) < 0)
		return -1;
	return show_key(cli, err);
}
