#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/print.h"
#include "domain/shipment.h"
#include "ops/answers_ops.h"

static void kept_node(struct arena *a, struct node *list, const struct kept *k)
{
	const struct poll *p = &k->poll;
	struct node *n = node_map(a, list, NULL);

	node_instant(a, n, "asked_at", p->asked_at);
	node_text(a, n, "asked", p->asked);
	node_text(a, n, "source", source_names[p->source]);
	node_text(a, n, "outcome", poll_outcome_names[p->outcome]);
	node_int(a, n, "new_events", p->new_events);
	node_int(a, n, "gone_events", p->gone_events);
	node_text(a, n, "message", p->message);
	if (k->size < 0)
		node_null(a, n, "size");
	else
		node_int(a, n, "size", k->size);
	node_text(a, n, "answer_sha256", p->answer_sha256);
	node_text(a, n, "file", k->file);
}

static const char *whom_cell(struct cli *cli, const struct node *row)
{
	const char *asked = node_str(row, "asked");

	(void)cli;
	return text_same(asked, "easypost") ? "EasyPost" : carrier_title(asked);
}

static const char *size_cell(struct cli *cli, const struct node *row)
{
	return node_known(row, "size") ? show_bytes(cli, node_num(row, "size")) : "none kept";
}

static const char *hash_cell(struct cli *cli, const struct node *row)
{
	const char *hash = node_str(row, "answer_sha256");

	return hash ? arena_strndup(&cli->arena, hash, 12) : NULL;
}

static void answers_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "ASKED", .path = "asked_at" },
		{ .title = "WHOM", .cell = whom_cell },
		{ .title = "OUTCOME", .path = "outcome", .flags = PRINT_CODE },
		{ .title = "NEW", .path = "new_events", .flags = PRINT_RIGHT },
		{ .title = "VANISHED", .path = "gone_events", .flags = PRINT_RIGHT },
		{ .title = "ANSWER", .cell = size_cell, .flags = PRINT_RIGHT },
		{ .title = "SHA-256", .cell = hash_cell },
		{ .title = NULL },
	};
	const char *folder = node_str(doc, "folder");
	struct arena *a = &cli->arena;

	if (!node_num(doc, "count"))
		print_line(cli, INK_PLAIN, "Nobody was asked about this parcel yet.");
	print_table(cli, cols, node_get(doc, "items"));
	if (folder)
		print_line(cli, INK_GOOD,
			   arena_printf(a, "%s written to %s",
					show_plural(cli, node_num(doc, "written"), "answer",
						    "different answers"),
					folder));
}

int cmd_answers(struct cli *cli, struct err *err)
{
	const char *folder = arg_value(&cli->args, "--output");
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a), *list;
	int n, written = 0;
	struct kept *kept;
	int64_t id;

	if (folder && !*folder)
		return err_set(err, ERR_INPUT, "say into which folder: -o answers-of-12");
	if (take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    answers_of_case(&kept, &n, cli->desk, a, id, err) < 0 ||
	    (folder && answers_write(&written, cli->desk, a, kept, n, folder, err) < 0))
		return -1;
	node_int(a, doc, "case", id);
	list = node_list(a, doc, "items");
	for (int i = 0; i < n; i++)
		kept_node(a, list, &kept[i]);
	node_int(a, doc, "count", n);
	node_text(a, doc, "folder", folder);
	if (folder)
		node_int(a, doc, "written", written);
	return cli_show(cli, doc, answers_text, err);
}
