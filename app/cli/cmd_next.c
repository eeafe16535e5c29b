#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/next_text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/shipment.h"
#include "ops/desk.h"
#include "view/next_doc.h"
#include "view/rates_doc.h"

enum { LIMIT_USUAL = 50, LIMIT_MAX = 10000, INDENT = 14 };

/* --- lines --- */

static const char *money_words(struct cli *cli, const struct node *n)
{
	if (node_known(n, "at_risk"))
		return arena_printf(&cli->arena, ", %s", show_at(cli, n, "at_risk"));
	return text_same(node_str(n, "kind"), "hold") ? "" : ", value unknown";
}

static void after_text(struct cli *cli, const struct node *n)
{
	const struct node *after = node_get(n, "after"), *c;
	const char *words = NULL;

	for (c = after->first; c; c = c->next)
		words = arena_printf(&cli->arena, "%s%s", words ? words : "",
				     arena_printf(&cli->arena, "%s%s", words ? " or " : "then ",
						  show_node(cli, c)));
	if (words)
		print_para(cli, INDENT, INK_DIM, words);
}

/* Told in full on the line of its first case. */
static void call_text(struct cli *cli, const struct node *n)
{
	const struct node *call = node_get(n, "call"), *c;
	const char *words = NULL, *text;
	struct arena *a = &cli->arena;

	if (!call || !call->first)
		return;
	if (call->first->number != node_num(n, "case")) {
		text = arena_printf(a, "in the call about case %" PRId64, call->first->number);
		print_para(cli, INDENT, INK_DIM, text);
		return;
	}
	for (c = call->first; c; c = c->next)
		words = arena_printf(a, "%s%s%" PRId64, words ? words : "", words ? "," : "",
				     c->number);
	text = arena_printf(a, "one call asks for %d cases: waylaid log %s", call->count, words);
	print_para(cli, INDENT, INK_DIM, text);
}

void next_item_text(struct cli *cli, const struct node *n)
{
	bool dated = node_known(n, "due_on");
	const char *when = dated ? show_distance(cli, node_dayof(n, "due_on")) : "no day given";
	struct arena *a = &cli->arena;
	int64_t left = dated ? node_num(n, "days_left") : 1;
	int pad = INDENT - utf8_width(when);

	print_ink(cli, left < 0 ? INK_BAD : left == 0 ? INK_WARN : INK_PLAIN, when);
	fprintf(cli->out, "%*s", pad > 1 ? pad : 1, "");
	print_hang(cli, INDENT, INK_PLAIN,
		   arena_printf(a, "case %" PRId64 "%s: %s", node_num(n, "case"),
				money_words(cli, n), node_str(n, "what")));
	if (node_known(n, "snoozed_until"))
		print_para(cli, INDENT, INK_DIM,
			   arena_printf(a, "snoozed until %s (%s)",
					show_day(cli, node_dayof(n, "snoozed_until")),
					node_str(n, "snooze_reason")));
	print_line(cli, INK_STRONG, arena_printf(a, "%*s%s", INDENT, "", node_str(n, "command")));
	after_text(cli, n);
	call_text(cli, n);
}

static void resting_text(struct cli *cli, const struct node *doc)
{
	int64_t resting = node_num(doc, "resting");

	if (resting)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena, "%s until %s%s: 'waylaid next --all' shows %s",
					show_plural(cli, resting, "line rests", "lines rest"),
					show_day(cli, node_dayof(doc, "resting_until")),
					resting == 1 ? "" : " or later",
					resting == 1 ? "it" : "them"));
}

static void next_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	int64_t count = node_num(doc, "count");

	if (!items->count) {
		print_line(cli, INK_GOOD, "Nothing is due.");
		resting_text(cli, doc);
		print_line(cli, INK_DIM, "'waylaid watch' looks at the parcels that have no case.");
		return;
	}
	for (n = items->first; n; n = n->next)
		next_item_text(cli, n);
	if (items->count < count)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena,
					"%d of %" PRId64 " shown, most urgent first: --limit N",
					items->count, count));
	resting_text(cli, doc);
}

static int take_query(struct next_query *q, struct cli *cli, struct err *err)
{
	long long limit = LIMIT_USUAL;

	*q = (struct next_query){ .today = cli->moment.today,
				  .all = arg_given(&cli->args, "--all") };
	if (opt_text(&q->owner, cli, "--owner", TEXT_LINE, err) < 0 ||
	    opt_text(&q->client, cli, "--client", TEXT_LINE, err) < 0 ||
	    opt_number(&limit, cli, "--limit", 1, LIMIT_MAX, err) < 0)
		return -1;
	q->limit = (int)limit;
	if (!arg_given(&cli->args, "--mine"))
		return 0;
	if (q->owner)
		return err_set(err, ERR_INPUT, "give --mine or --owner, not both");
	q->owner = cli->on_behalf ? cli->on_behalf : desk_user(cli->desk);
	return 0;
}

/* --- kept promises --- */

static const char *carrier_cell(struct cli *cli, const struct node *row)
{
	(void)cli;
	return carrier_title(node_str(row, "carrier"));
}

static const char *rate_cell(struct cli *cli, const struct node *row)
{
	if (node_known(row, "rate"))
		return arena_printf(&cli->arena, "%" PRId64 " of 100", node_num(row, "rate"));
	return "too few to say";
}

/* clang-format off */
static const struct print_column rate_columns[] = {
	{ .title = "CARRIER", .cell = carrier_cell },
	{ .title = "KEPT", .path = "kept", .flags = PRINT_RIGHT },
	{ .title = "BROKEN", .path = "broken", .flags = PRINT_RIGHT },
	{ .title = "N", .path = "n", .flags = PRINT_RIGHT },
	{ .title = "RATE", .cell = rate_cell, .flags = PRINT_RIGHT },
	{ .title = NULL },
};
static const struct print_column rep_columns[] = {
	{ .title = "NAME", .path = "rep_name", .flags = PRINT_WRAP },
	{ .title = "ID", .path = "rep_id" },
	{ .title = "KEPT", .path = "kept", .flags = PRINT_RIGHT },
	{ .title = "BROKEN", .path = "broken", .flags = PRINT_RIGHT },
	{ .title = "N", .path = "n", .flags = PRINT_RIGHT },
	{ .title = "RATE", .cell = rate_cell, .flags = PRINT_RIGHT },
	{ .title = NULL },
};
/* clang-format on */

static void rates_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;

	if (!items->count)
		print_line(cli, INK_PLAIN, "No promise of a carrier was kept or broken yet.");
	print_table(cli, rate_columns, items);
	for (n = items->first; n; n = n->next) {
		if (!node_get(n, "representatives")->count)
			continue;
		print_title(cli, arena_printf(&cli->arena, "Representatives of %s",
					      carrier_title(node_str(n, "carrier"))));
		print_table(cli, rep_columns, node_get(n, "representatives"));
	}
	print_blank(cli);
	print_line(cli, INK_DIM,
		   arena_printf(&cli->arena, "Promises settled since %s; rate = kept / n.",
				show_day(cli, node_dayof(doc, "since"))));
}

int cmd_next(struct cli *cli, struct err *err)
{
	bool rates = arg_given(&cli->args, "--rates");
	struct next_query query;
	struct node *doc;
	struct snap *snap;
	int ret;

	if (take_query(&query, cli, err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	ret = rates ? rates_doc(&doc, snap, &cli->arena, &cli->moment, err)
		    : next_doc(&doc, snap, &cli->arena, &cli->moment, &query, err);
	desk_snap_end(snap);
	return ret < 0 ? -1 : cli_show(cli, doc, rates ? rates_text : next_text, err);
}
