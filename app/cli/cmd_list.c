#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "base/zone.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/saved_view.h"
#include "domain/number.h"
#include "ops/desk.h"
#include "view/list_doc.h"

enum { LIMIT_USUAL = 50, LIMIT_MAX = 100000, SCREEN = 200 };

/* Windows that close so soon are shown in the ink of a warning. */
static enum ink left_ink(struct cli *cli, const struct node *row)
{
	int64_t left = node_num(row, "days_left");

	(void)cli;
	if (!node_known(row, "days_left"))
		return INK_DIM;
	if (left < 0)
		return INK_BAD;
	return left <= WINDOW_CLOSING_DAYS ? INK_WARN : INK_PLAIN;
}

static enum ink promise_ink(struct cli *cli, const struct node *row)
{
	daynum due = node_dayof(row, "promise_due_on");

	return due != DAY_NONE && due < cli->moment.today ? INK_BAD : INK_PLAIN;
}

/* clang-format off */
static const struct print_column list_columns[] = {
	{ .title = "CASE", .path = "case", .flags = PRINT_RIGHT },
	{ .title = "NUMBER", .path = "tracking_number" },
	{ .title = "CARRIER", .path = "carrier", .flags = PRINT_EXTRA | PRINT_CODE },
	{ .title = "PROBLEM", .path = "problem", .flags = PRINT_CODE | PRINT_CUT },
	{ .title = "STAGE", .path = "stage", .flags = PRINT_CODE | PRINT_CUT },
	{ .title = "STATUS", .path = "status", .flags = PRINT_EXTRA | PRINT_CODE | PRINT_CUT },
	{ .title = "FIRST DAY", .path = "opens_on", .flags = PRINT_EXTRA },
	{ .title = "LAST DAY", .path = "closes_on", .ink = left_ink },
	{ .title = "LEFT", .path = "days_left", .flags = PRINT_RIGHT | PRINT_SPARE,
	  .ink = left_ink },
	{ .title = "PROMISED", .path = "promise_due_on", .flags = PRINT_EXTRA, .ink = promise_ink },
	{ .title = "VALUE", .path = "value", .flags = PRINT_RIGHT | PRINT_SPARE },
	{ .title = "OWNER", .path = "owner", .flags = PRINT_EXTRA | PRINT_CUT },
	{ .title = "CLIENT", .path = "client", .flags = PRINT_EXTRA | PRINT_CUT },
	{ .title = NULL },
};
/* clang-format on */

/* The register for who looks after the money. */
/* clang-format off */
static const struct print_column claim_columns[] = {
	{ .title = "CASE", .path = "case", .flags = PRINT_RIGHT },
	{ .title = "NUMBER", .path = "tracking_number" },
	{ .title = "CARRIER", .path = "carrier", .flags = PRINT_EXTRA | PRINT_CODE },
	{ .title = "CLAIM", .path = "claim_state", .flags = PRINT_CODE | PRINT_CUT },
	{ .title = "CLAIMED", .path = "claimed", .flags = PRINT_RIGHT },
	{ .title = "APPROVED", .path = "approved", .flags = PRINT_RIGHT },
	{ .title = "VALUE", .path = "value", .flags = PRINT_RIGHT | PRINT_EXTRA },
	{ .title = "LAST DAY", .path = "closes_on", .flags = PRINT_EXTRA, .ink = left_ink },
	{ .title = "OWNER", .path = "owner", .flags = PRINT_EXTRA | PRINT_CUT },
	{ .title = "CLIENT", .path = "client", .flags = PRINT_EXTRA | PRINT_CUT },
	{ .title = "ACCOUNT", .path = "account", .flags = PRINT_EXTRA | PRINT_CUT },
	{ .title = NULL },
};
/* clang-format on */

/* What is asked for by options; all that is not given is as "unknown". */
struct wish {
	int stage, problem, carrier, sort;
	const char *owner, *client;
	daynum due, opened;
	struct money value;
};

static int take_wish(struct wish *w, struct cli *cli, struct err *err)
{
	const struct code_table stages = { stage_names, STAGE_NVALUES },
				problems = { problem_names, PROBLEM_NVALUES },
				carriers = { carrier_codes, carrier_codes_n },
				sorts = { list_sort_names, LIST_SORT_NVALUES };

	if (opt_code(&w->stage, cli, "--stage", stages, err) < 0 ||
	    opt_code(&w->problem, cli, "--problem", problems, err) < 0 ||
	    opt_code(&w->carrier, cli, "--carrier", carriers, err) < 0 ||
	    opt_code(&w->sort, cli, "--sort", sorts, err) < 0 ||
	    opt_text(&w->owner, cli, "--owner", TEXT_LINE, err) < 0 ||
	    opt_text(&w->client, cli, "--client", TEXT_LINE, err) < 0 ||
	    opt_day(&w->due, cli, "--due", err) < 0 ||
	    opt_day(&w->opened, cli, "--opened", err) < 0)
		return -1;
	return opt_money(&w->value, cli, "--value", err);
}

static int take_query(struct list_query *q, struct cli *cli, struct err *err)
{
	long long limit = cli->json ? 0 : SCREEN; /* a program wants all, a person the newest */
	struct wish w;

	if (take_view(q, cli, err) < 0 || take_wish(&w, cli, err) < 0 ||
	    opt_text(&q->account, cli, "--account", TEXT_LINE, err) < 0 ||
	    opt_number(&limit, cli, "--limit", 0, LIMIT_MAX, err) < 0)
		return -1;
	q->stage = w.stage < 0 ? q->stage : w.stage;
	q->problem = w.problem < 0 ? q->problem : w.problem;
	q->carrier = w.carrier < 0 ? q->carrier : carrier_codes[w.carrier];
	q->owner = w.owner ? w.owner : q->owner;
	q->client = w.client ? w.client : q->client;
	q->due_on = w.due == DAY_NONE ? q->due_on : w.due;
	if (w.opened != DAY_NONE)
		q->opened_since = zone_day_start(cli->moment.zone, w.opened);
	q->value_cents = money_known(&w.value) ? w.value.cents : q->value_cents;
	q->sort = w.sort < 0 ? q->sort : (enum list_sort)w.sort;
	q->all = q->all || arg_given(&cli->args, "--all") || q->stage == STAGE_CLOSED;
	q->limit = (int)limit;
	return 0;
}

static int list_row(void *payload, const struct node *row, struct err *err)
{
	struct print_list *l = payload;
	struct arena_mark mark = arena_mark(&l->cli->arena);

	(void)err;
	print_list_row(l, row);
	arena_rewind(&l->cli->arena, mark);
	return 0;
}

static void list_footer(struct cli *cli, int64_t shown, int64_t count, int64_t closed)
{
	struct arena *a = &cli->arena;
	const char *cases = show_plural(cli, count, "case", "cases");

	if (cli->json)
		return;
	if (shown)
		print_blank(cli);
	if (shown < count)
		cases = arena_printf(a, "%" PRId64 " of %s shown: --limit 0 for all", shown, cases);
	if (closed)
		cases = arena_printf(a, "%s; %" PRId64 " closed not shown: --all", cases, closed);
	print_line(cli, INK_DIM, cases);
}

int cmd_list(struct cli *cli, struct err *err)
{
	struct node *more = node_root(&cli->arena);
	int64_t count = 0, closed = 0;
	struct list_query query;
	struct print_list list;
	struct snap *snap;
	int ret;

	if (take_query(&query, cli, err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	print_list_begin(&list, cli,
			 arg_given(&cli->args, "--claims") ? claim_columns : list_columns);
	ret = case_list(&count, &closed, snap, &query, &cli->moment, list_row, &list, err);
	desk_snap_end(snap);
	node_int(&cli->arena, more, "closed_not_shown", closed);
	print_list_end(&list, count, more, ret < 0 ? err : NULL);
	if (ret == 0)
		list_footer(cli, list.rows, count, closed);
	return ret;
}

/* --- search --- */

static int take_limit(int *limit, struct cli *cli, struct err *err)
{
	long long n = LIMIT_USUAL;

	if (opt_number(&n, cli, "--limit", 1, 10000, err) < 0)
		return -1;
	*limit = (int)n;
	return 0;
}

static void search_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	int64_t count = node_num(doc, "count"), last = 0;
	struct arena *a = &cli->arena;

	for (n = items->first; n; n = n->next) {
		if (node_num(n, "case") != last)
			print_line(cli, INK_STRONG,
				   arena_printf(a, "Case %" PRId64 ": %s, %s, %s",
						node_num(n, "case"),
						show_code(cli, node_str(n, "problem")),
						show_code(cli, node_str(n, "stage")),
						number_grouped(a, node_str(n, "tracking_number"))));
		last = node_num(n, "case");
		print_found(cli, 4,
			    arena_printf(a, "%s: %s", show_code(cli, node_str(n, "kind")),
					 node_str(n, "snippet")));
	}
	if (!items->count)
		print_line(cli, INK_PLAIN, "Nothing found.");
	else if (items->count < count)
		print_line(cli, INK_DIM,
			   arena_printf(a, "%d of %" PRId64 " shown, newest first: --limit N",
					items->count, count));
}

int cmd_search(struct cli *cli, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	struct buf words;
	int i, limit, ret;

	if (take_limit(&limit, cli, err) < 0)
		return -1;
	buf_init(&words, TEXT_LONG);
	for (i = 0; i < cli->args.nwords; i++)
		buf_printf(&words, "%s%s", i ? " " : "", cli->args.word[i]);
	ret = buf_check(&words, "the text", err);
	if (ret == 0)
		ret = desk_snap(&snap, cli->desk, err);
	if (ret < 0)
		goto out;
	ret = search_doc(&doc, snap, &cli->arena,
			 &(struct search_query){ .text = words.at, .limit = limit }, !cli->json,
			 err);
	desk_snap_end(snap);
	if (ret == 0)
		ret = cli_show(cli, doc, search_text, err);
out:
	buf_release(&words);
	return ret;
}
