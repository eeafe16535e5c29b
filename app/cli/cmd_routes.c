#include "cli/cmds.h"

#include "cli/case_claim.h"
#include "cli/case_text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "ops/desk.h"
#include "view/door_doc.h"

static void routes_text(struct cli *cli, const struct node *doc)
{
	case_head(cli, doc);
	case_doors_long(cli, doc);
	print_blank(cli);
	print_para(cli, 0, INK_DIM,
		   "These are published rules, not legal advice. One loss is paid once: tell every "
		   "door what another one paid.");
}

int cmd_routes(struct cli *cli, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int64_t id;
	int ret;

	if (take_case(&id, cli, cli->args.word[0], err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = routes_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, routes_text, err);
}

static void ready_text(struct cli *cli, const struct node *doc)
{
	const char *title = node_str(doc, "title");
	struct arena *a = &cli->arena;

	case_head(cli, doc);
	if (!node_num(doc, "ready.asked")) {
		print_blank(cli);
		print_para(cli, 0, INK_PLAIN,
			   "No paper is asked for: no claim belongs to this "
			   "problem, or its scans alone decide it.");
		return;
	}
	print_title(cli, arena_printf(a, "%s: %s papers are there", title ? title : "The claim",
				      node_str(doc, "ready.text")));
	case_checklist(cli, doc);
}

int cmd_ready(struct cli *cli, struct err *err)
{
	const char *route;
	struct node *doc;
	struct snap *snap;
	int64_t id;
	int ret;

	if (opt_text(&route, cli, "--route", TEXT_LINE, err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	route = option_as_code(&cli->arena, route);
	ret = ready_doc(&doc, snap, &cli->arena, id, route, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, ready_text, err);
}
