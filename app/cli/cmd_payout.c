#include "cli/cmds.h"

#include <inttypes.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/claim_show.h"
#include "cli/files.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "ops/claim_ops.h"
#include "ops/payout_import.h"
#include "view/payouts_doc.h"

/* --- one payment --- */

int cmd_paid(struct cli *cli, struct err *err)
{
	struct payout_told told = { .anyway = arg_given(&cli->args, "--anyway") };
	struct claim_name name;
	const char *warning;
	struct claim c;

	if (money_parse(&told.amount, cli->args.word[1], setting_currency(cli), "the amount", err) <
		    0 ||
	    opt_day(&told.on, cli, "--on", err) < 0 ||
	    opt_text(&told.how, cli, "--how", TEXT_LINE, err) < 0 ||
	    opt_text(&told.reference, cli, "--ref", TEXT_LINE, err) < 0 ||
	    take_claim(&name, cli, cli->args.word[0], err) < 0 ||
	    claim_pay(&c, &warning, cli->desk, &cli->arena, name, &told, err) < 0)
		return -1;
	return claim_show(cli, &c, warning, err);
}

/* --- a list of payments --- */

static enum ink outcome_ink(struct cli *cli, const struct node *row)
{
	const char *outcome = node_str(row, "outcome");

	(void)cli;
	if (text_same(outcome, "matched"))
		return INK_GOOD;
	return text_same(outcome, "double") ? INK_DIM : INK_WARN;
}

/* Why it is of no claim, or what is still owed or came too much. */
static const char *why_cell(struct cli *cli, const struct node *row)
{
	const char *reason = node_str(row, "reason"), *outcome = node_str(row, "outcome");
	const struct node *owed = node_get(row, "owed");
	char text[MONEY_TEXT];
	struct money m;

	if (reason || !owed || owed->type != NODE_MONEY || text_same(outcome, "matched"))
		return reason;
	m = owed->money;
	if (m.cents < 0)
		m.cents = -m.cents;
	return arena_printf(&cli->arena, "%s %s", money_text(text, &m),
			    text_same(outcome, "short") ? "still owed" : "more than was owed");
}

static void missing_text(struct cli *cli, const struct node *doc)
{
	const struct node *n = node_get(doc, "missing")->first;

	if (n)
		print_title(cli, "Approved, due, and not in this list");
	for (; n; n = n->next)
		print_bullet(cli, INK_BAD,
			     arena_printf(&cli->arena, "claim %s: %s, expected by %s",
					  node_str(n, "claim"), show_at(cli, n, "owed"),
					  show_at(cli, n, "pay_due_on")));
}

static void payouts_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "LINE", .path = "line", .flags = PRINT_RIGHT },
		{ .title = "OUTCOME", .path = "outcome", .ink = outcome_ink },
		{ .title = "CLAIM", .path = "claim" },
		{ .title = "DAY", .path = "paid_on" },
		{ .title = "AMOUNT", .path = "amount", .flags = PRINT_RIGHT },
		{ .title = "WHY", .cell = why_cell, .flags = PRINT_WRAP },
		{ .title = NULL },
	};
	enum { SHOWN = 60 };
	struct arena *a = &cli->arena;
	int left = print_table_first(cli, cols, node_get(doc, "items"), SHOWN);

	if (left)
		print_line(cli, INK_DIM, arena_printf(a, "and %d more: --json has them all", left));
	missing_text(cli, doc);
	print_blank(cli);
	print_para(cli, 0, INK_STRONG,
		   arena_printf(a,
				"%s: %" PRId64 " matched, %" PRId64 " short, %" PRId64
				" over, %" PRId64 " double, %" PRId64 " of no claim",
				show_plural(cli, node_num(doc, "rows"), "row", "rows"),
				node_num(doc, "matched"), node_num(doc, "short"),
				node_num(doc, "over"), node_num(doc, "double"),
				node_num(doc, "unknown")));
	if (node_str(doc, "refusals_file"))
		print_line(cli, INK_WARN,
			   arena_printf(a, "the rows of no claim and why: %s",
					node_str(doc, "refusals_file")));
	print_line(cli, INK_DIM,
		   node_num(doc, "dry_run")
			   ? "nothing was written: leave --dry-run out to take it in"
			   : "'waylaid undo' takes the whole list back");
}

int cmd_import_payouts(struct cli *cli, struct err *err)
{
	static const struct code_table orders = { date_order_names, DATE_ORDER_NVALUES };
	struct payouts_options o = { .path = cli->args.word[0],
				     .dry_run = arg_given(&cli->args, "--dry-run") };
	struct payouts_report r;
	struct node *doc;
	int order;

	if (opt_text(&o.refusals, cli, "--refusals", TEXT_LONG, err) < 0 ||
	    opt_text(&o.currency, cli, "--currency", TEXT_LINE, err) < 0 ||
	    opt_code(&order, cli, "--dates", orders, err) < 0)
		return -1;
	o.dates = order > 0 ? (enum date_order)order : DATE_ORDER_NONE;
	if (o.currency && !currency_known(o.currency))
		return err_set(err, ERR_INPUT,
			       "--currency '%.20s' is not known: write USD, EUR ...", o.currency);
	if (!o.currency)
		o.currency = setting_currency(cli);
	if (files_no_workbook(o.path, err) < 0 ||
	    payouts_import(&r, cli->desk, &cli->arena, &o, err) < 0)
		return -1;
	doc = payouts_doc(&cli->arena, &r, o.dry_run);
	if (!r.outcomes[PAYOUT_UNKNOWN])
		return cli_show(cli, doc, payouts_text, err);
	err_set(err, ERR_REFUSED, "%" PRId64 " of %" PRId64 " rows %s of no claim%s%s",
		r.outcomes[PAYOUT_UNKNOWN], r.rows, r.outcomes[PAYOUT_UNKNOWN] == 1 ? "is" : "are",
		r.refusals_file ? ": look into " : "", r.refusals_file ? r.refusals_file : "");
	node_error(&cli->arena, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, payouts_text, &(struct err){ 0 });
	return -1;
}
