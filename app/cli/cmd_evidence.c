#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/sweep.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "view/case_doc.h"
#include "view/hold_doc.h"

static const char *kept_cell(struct cli *cli, const struct node *e)
{
	(void)cli;
	return node_num(e, "already_kept") ? "was there already" : "kept";
}

static void attached_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "EVIDENCE", .path = "evidence", .flags = PRINT_RIGHT },
		{ .title = "KIND", .path = "kind", .flags = PRINT_CODE },
		{ .title = "FILE", .path = "name", .flags = PRINT_CUT },
		{ .title = "BYTES", .path = "size", .flags = PRINT_RIGHT },
		{ .title = "", .cell = kept_cell },
		{ .title = NULL },
	};

	print_table(cli, cols, node_get(doc, "items"));
}

/* All that can be kept are kept; the rest is one error at the end. */
static int attach_all(struct node *items, struct cli *cli, int64_t id, const struct files *files,
		      struct evidence *facts, struct err *err)
{
	struct err failed = { .code = ERR_NONE };
	int i, nfailed = 0;

	for (i = 0; i < files->n; i++) {
		struct arena *a = &cli->arena;
		struct evidence e;
		const char *also;
		bool known;

		if (evidence_attach(&e, &known, &also, cli->desk, a, id, files->path[i], facts,
				    &failed) < 0) {
			if (!nfailed++)
				*err = failed;
			continue;
		}
		if (also)
			cli_note(cli, "warning: %s", also);
		if (e.unshown)
			cli_note(cli, "warning: %s is kept, but cannot be shown: %s", e.name,
				 e.unshown);
		evidence_given_node(a, node_map(a, items, NULL), &e, known, also);
		if (facts->shot)
			facts->shot++;
	}
	if (!nfailed)
		return 0;
	if (files->n > 1)
		err_set(err, ERR_REFUSED, "%d of %d files were not kept; the first: %s", nfailed,
			files->n, arena_strdup(&cli->arena, err->text));
	return -1;
}

/* What to look at again stands with the case: against its mailing, and against now. */
static int warn_of_doubts(struct cli *cli, int64_t id, const struct node *items, struct err *err)
{
	const struct node *doubts, *e, *item;
	struct node *doc;
	struct snap *snap;
	int ret;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = case_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	if (ret < 0)
		return -1;
	for (item = items->first; item; item = item->next) {
		for (e = node_get(doc, "evidence")->first; e; e = e->next)
			if (node_num(e, "evidence") == node_num(item, "evidence"))
				break;
		doubts = e ? node_get(e, "doubts") : NULL;
		for (e = doubts ? doubts->first : NULL; e; e = e->next)
			cli_note(cli, "warning: %s: %s", node_str(item, "name"), e->text);
	}
	return 0;
}

static void say_left_out(struct cli *cli, struct node *doc, const struct sweep *swept)
{
	const char *left = sweep_left_out(cli, swept);
	struct node *n;

	if (!left)
		return;
	cli_note(cli, "left out: %s", left);
	n = node_map(&cli->arena, doc, "left_out");
	node_int(&cli->arena, n, "hidden", swept->hidden);
	node_int(&cli->arena, n, "links", swept->links);
	node_int(&cli->arena, n, "too_deep", swept->too_deep);
	node_int(&cli->arena, n, "other", swept->other);
}

/* --dated of a paper, --taken of a photo: one and the same day. */
static int take_day(daynum *out, struct cli *cli, struct err *err)
{
	daynum taken = DAY_NONE;

	if (opt_day(out, cli, "--dated", err) < 0 || opt_day(&taken, cli, "--taken", err) < 0)
		return -1;
	if (*out != DAY_NONE && taken != DAY_NONE)
		return err_set(err, ERR_INPUT, "give --dated of a paper, or --taken of a photo");
	if (taken != DAY_NONE)
		*out = taken;
	return 0;
}

int cmd_attach(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena), *items;
	struct evidence facts = { .dated_on = DAY_NONE };
	long long shot = 0;
	struct sweep swept;
	int64_t id;
	int kind, ret;

	if (opt_code(&kind, cli, "--kind",
		     (struct code_table){ evidence_kind_names, EVIDENCE_NVALUES }, err) < 0)
		return -1;
	if (kind < 0)
		return err_set(
			err, ERR_INPUT,
			"say what it proves: --kind proof-of-value, damage-photo ...; 'waylaid "
			"help attach' lists the kinds");
	facts.kind = (enum evidence_kind)kind;
	if (opt_number(&shot, cli, "--shot", 1, 1000, err) < 0 ||
	    take_day(&facts.dated_on, cli, err) < 0 ||
	    opt_text(&facts.note, cli, "--note", TEXT_LONG, err) < 0 ||
	    take_case(&id, cli, cli->args.word[0], err) < 0 || sweep_take(&swept, cli, 1, err) < 0)
		return -1;
	facts.shot = (int32_t)shot;
	items = node_list(&cli->arena, doc, "items");
	ret = attach_all(items, cli, id, &swept.files, &facts, err);
	node_int(&cli->arena, doc, "count", items->count);
	say_left_out(cli, doc, &swept);
	if (ret < 0 && !items->count)
		return -1;
	if (ret == 0 && warn_of_doubts(cli, id, items, err) < 0)
		return -1;
	if (ret < 0) {
		node_error(&cli->arena, doc, err);
		cli_fail_printed(cli);
	}
	return cli_show(cli, doc, attached_text, ret < 0 ? &(struct err){ 0 } : err) < 0 ? -1 : ret;
}

static void hold_text(struct cli *cli, const struct node *doc)
{
	print_line(
		cli, INK_PLAIN,
		arena_printf(&cli->arena, "Hold %" PRId64 " on case %" PRId64 ": %s, %s",
			     node_num(doc, "hold"), node_num(doc, "case"),
			     node_known(doc, "what") ? node_str(doc, "what") : "goods and packing",
			     node_str(doc, "where")));
	print_fact(cli, "until", INK_PLAIN,
		   node_known(doc, "until") ? show_day(cli, node_dayof(doc, "until"))
					    : "the claim is settled");
}

int cmd_hold(struct cli *cli, struct err *err)
{
	struct hold facts = { .until = DAY_NONE, .released_on = DAY_NONE }, h;
	int64_t id;

	if (opt_text(&facts.kept_where, cli, "--where", TEXT_LINE, err) < 0 ||
	    opt_text(&facts.what, cli, "--what", TEXT_LINE, err) < 0 ||
	    opt_day(&facts.until, cli, "--until", err) < 0)
		return -1;
	if (!facts.kept_where)
		return err_set(err, ERR_INPUT, "say where it is kept: --where 'shelf 4'");
	if (take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    hold_add(&h, cli->desk, id, &facts, err) < 0)
		return -1;
	return cli_show(cli, hold_doc(&cli->arena, &h), hold_text, err);
}

static void released_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "Case %" PRId64 ": %s released", node_num(doc, "case"),
				show_plural(cli, node_num(doc, "released"), "hold", "holds")));
}

int cmd_release(struct cli *cli, struct err *err)
{
	long long hold = 0;
	int released;
	int64_t id;
	daynum on;

	if (opt_number(&hold, cli, "--hold", 1, INT64_MAX, err) < 0 ||
	    opt_day(&on, cli, "--on", err) < 0 || take_case(&id, cli, cli->args.word[0], err) < 0 ||
	    hold_release(&released, cli->desk, id, hold, on, err) < 0)
		return -1;
	return cli_show(cli, released_doc(&cli->arena, id, released), released_text, err);
}
