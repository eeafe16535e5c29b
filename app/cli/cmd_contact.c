#include "cli/cmds.h"

#include <inttypes.h>

#include "cli/call_text.h"
#include "cli/cases.h"
#include "cli/log_parts.h"
#include "cli/opts.h"
#include "ops/contact_ops.h"
#include "ops/contradiction_ops.h"
#include "ops/desk.h"
#include "view/call_doc.h"

int cmd_amend(struct cli *cli, struct err *err)
{
	struct contact changes;
	long long seen = 0;
	unsigned given;
	int64_t id;

	if (take_contact(&changes, &given, cli, err) < 0 ||
	    opt_number(&seen, cli, "--seen", 1, INT32_MAX, err) < 0)
		return -1;
	if (!given)
		return err_set(
			err, ERR_INPUT,
			"say what to correct, such as --ref 4711-B: 'waylaid help amend' lists "
			"what can be noted");
	if (take_id(&id, cli->args.word[0], "the contact", err) < 0)
		return -1;
	if (contact_amend(cli->desk, &cli->arena, id, (int32_t)seen, &changes, given, err) < 0)
		return -1;
	return show_contact(cli, id, err);
}

/* --- contradict --- */

static void linked_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_STRONG, "These contradict each other; show and brief quote both:");
	contradiction_text(cli, doc);
}

int cmd_contradict(struct cli *cli, struct err *err)
{
	struct contradiction linked;
	struct node *doc = node_root(&cli->arena);
	const char *note;
	struct snap *snap;
	int64_t pair[2];
	int ret;

	for (int i = 0; i < 2; i++)
		if (take_id(&pair[i], cli->args.word[i], "the contact", err) < 0)
			return -1;
	if (opt_text(&note, cli, "--note", TEXT_LONG, err) < 0 ||
	    contradiction_add(&linked, cli->desk, &cli->arena, pair, note, err) < 0 ||
	    desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = contradiction_node(&cli->arena, doc, snap, &linked, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, linked_text, err);
}
