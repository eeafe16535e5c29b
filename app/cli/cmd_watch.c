#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/number.h"
#include "ops/desk.h"
#include "ops/watch_ops.h"
#include "view/watch_doc.h"

enum { LIMIT_USUAL = 50, INDENT = 4 };

static enum ink left_ink(struct cli *cli, const struct node *row)
{
	daynum by = node_dayof(row, "act_by");

	if (by == DAY_NONE)
		return INK_DIM;
	if (by < cli->moment.today)
		return INK_BAD;
	return by - cli->moment.today <= WINDOW_CLOSING_DAYS ? INK_WARN : INK_PLAIN;
}

static const char *left_cell(struct cli *cli, const struct node *row)
{
	daynum by = node_dayof(row, "act_by");

	return by == DAY_NONE ? NULL
			      : arena_printf(&cli->arena, "%d", (int)(by - cli->moment.today));
}

static const char *value_cell(struct cli *cli, const struct node *row)
{
	const char *value = show_at(cli, row, "value");

	return value ? value : "unknown";
}

/* clang-format off */
static const struct print_column columns[] = {
	{ .title = "NUMBER", .path = "tracking_number" },
	{ .title = "WHAT", .path = "verdict", .flags = PRINT_CODE },
	{ .title = "DAYS", .path = "days", .flags = PRINT_RIGHT },
	{ .title = "ACT BY", .path = "act_by", .ink = left_ink },
	{ .title = "LEFT", .flags = PRINT_RIGHT, .cell = left_cell, .ink = left_ink },
	{ .title = "VALUE", .flags = PRINT_RIGHT, .cell = value_cell },
	{ .title = "SINCE", .path = "since", .flags = PRINT_EXTRA },
	{ .title = "CARRIER", .path = "carrier", .flags = PRINT_EXTRA | PRINT_CODE },
	{ .title = "SERVICE", .path = "service", .flags = PRINT_EXTRA | PRINT_CODE },
	{ .title = NULL },
};
/* clang-format on */

/* What a claim has left, in words. */
static const char *claim_words(struct cli *cli, const struct node *n)
{
	const char *day = show_at(cli, n, "closes_on"), *what = node_str(n, "window");
	const char *sure = text_same(node_str(n, "confidence"), "low")
				   ? " (unconfirmed: check with the carrier)"
				   : "";
	const char *old = node_known(n, "over_since") ? ", and it is too old to be news" : "";
	bool early = text_same(node_str(n, "state"), "too_early");
	struct arena *a = &cli->arena;

	if (!what)
		return arena_printf(a, "no claim window belongs to it%s", old);
	if (!day)
		return arena_printf(a, "the last day for the %s is not known%s", what, old);
	if (node_num(n, "days_left") < 0)
		return arena_printf(a, "too late for the %s: the last day was %s%s", what, day,
				    sure);
	return arena_printf(a, "%s possible %suntil %s, %s%s", what,
			    early ? arena_printf(a, "from %s ", show_at(cli, n, "opens_on")) : "",
			    day, show_distance(cli, node_dayof(n, "closes_on")), sure);
}

static const char *verdict_title(const struct node *doc, const char *verdict)
{
	const struct node *v = node_get(doc, "verdicts");

	for (v = v->first; v; v = v->next)
		if (text_same(node_str(v, "verdict"), verdict))
			return node_str(v, "title");
	return verdict;
}

static void explain_item(struct cli *cli, const struct node *doc, const struct node *n)
{
	struct arena *a = &cli->arena;
	const char *value = show_at(cli, n, "value");

	print_blank(cli);
	print_line(cli, INK_STRONG,
		   arena_printf(a, "%s: %s", number_grouped(a, node_str(n, "tracking_number")),
				verdict_title(doc, node_str(n, "verdict"))));
	print_para(cli, INDENT, INK_PLAIN, node_str(n, "why"));
	print_para(cli, INDENT, left_ink(cli, n),
		   arena_printf(a, "%s; %s", claim_words(cli, n),
				value ? arena_printf(a, "worth %s", value) : "value unknown"));
	if (node_known(n, "case"))
		print_line(cli, INK_GOOD,
			   arena_printf(a, "%*sopened as case %" PRId64 ": waylaid show %" PRId64,
					INDENT, "", node_num(n, "case"), node_num(n, "case")));
	else
		print_line(cli, INK_STRONG,
			   arena_printf(a, "%*s%s", INDENT, "", node_str(n, "command")));
}

static void legend(struct cli *cli, const struct node *doc)
{
	const struct node *v = node_get(doc, "verdicts");
	struct arena *a = &cli->arena;

	print_title(cli, "What this means");
	for (v = v->first; v; v = v->next)
		print_bullet(cli, INK_PLAIN,
			     arena_printf(a, "%s (%" PRId64 "). %s To do: %s.",
					  node_str(v, "title"), node_num(v, "count"),
					  node_str(v, "meaning"), node_str(v, "next_step")));
}

/* "12 parcels without a case were looked at, 3 left out because ..." */
static void footer(struct cli *cli, const struct node *doc)
{
	int64_t shown = node_get(doc, "items")->count, count = node_num(doc, "count");
	int64_t cases = node_num(doc, "with_case"), closed = node_num(doc, "closed_case");
	int64_t never = node_num(doc, "never_asked"), late = node_num(doc, "over");
	struct arena *a = &cli->arena;
	const char *text;

	text = arena_printf(a, "%s without a case looked at",
			    show_plural(cli, node_num(doc, "checked"), "parcel", "parcels"));
	if (shown < count)
		text = arena_printf(
			a, "%" PRId64 " of %" PRId64 " shown, most urgent first: --limit N; %s",
			shown, count, text);
	if (late)
		text = arena_printf(a, "%s; %" PRId64 " too late or too old, shown last", text,
				    late);
	if (never)
		text = arena_printf(a, "%s; %" PRId64 " never asked for: waylaid track --due", text,
				    never);
	if (cases)
		text = arena_printf(a, "%s; %" PRId64 " with an open case left out", text, cases);
	if (closed)
		text = arena_printf(a, "%s; %" PRId64 " with a closed case left out: --all", text,
				    closed);
	print_blank(cli);
	print_para(cli, 0, INK_DIM, text);
}

static void nothing_text(struct cli *cli, const struct node *doc)
{
	const char *carrier = arg_value(&cli->args, "--carrier");

	if (node_num(doc, "checked"))
		print_line(cli, INK_GOOD, "No parcel looks lost, stuck or late.");
	else if (carrier)
		print_line(cli, INK_GOOD, "There is no parcel of this carrier to watch.");
	else
		print_line(cli, INK_GOOD,
			   "There is no parcel to watch: every one has a case or is delivered.");
	if (!node_num(doc, "checked") && !carrier)
		print_line(cli, INK_DIM, "'waylaid import FILE' takes in the parcels you sent.");
}

static void watch_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;

	if (!items->count) {
		nothing_text(cli, doc);
		footer(cli, doc);
		return;
	}
	print_table(cli, columns, items);
	for (n = items->first; n; n = n->next)
		explain_item(cli, doc, n);
	legend(cli, doc);
	footer(cli, doc);
}

static int take_query(struct watch_query *q, const char **client, struct cli *cli, struct err *err)
{
	long long limit = LIMIT_USUAL;
	int carrier;

	if (opt_code(&carrier, cli, "--carrier",
		     (struct code_table){ carrier_codes, carrier_codes_n }, err) < 0 ||
	    opt_text(client, cli, "--client", TEXT_LINE, err) < 0 ||
	    opt_number(&limit, cli, "--limit", 1, WATCH_LIMIT_MAX, err) < 0)
		return -1;
	if (*client && !arg_given(&cli->args, "--open"))
		return err_set(err, ERR_INPUT,
			       "--client says whose the new cases are: give it with --open");
	*q = (struct watch_query){ .moment = &cli->moment,
				   .carrier = carrier < 0 ? NULL : carrier_codes[carrier],
				   .all = arg_given(&cli->args, "--all"),
				   .limit = (int)limit };
	return 0;
}

/* What was opened is shown also when the next one could not be. */
static int open_and_show(struct cli *cli, struct watch_list *list, const char *client,
			 struct err *err)
{
	int opened, rc = watch_open(&opened, list, cli->desk, &cli->arena, client, err);
	struct node *doc = watch_doc(&cli->arena, list, cli->moment.today);
	struct err ignored;

	node_int(&cli->arena, doc, "opened", opened);
	if (rc < 0) {
		node_error(&cli->arena, doc, err);
		cli_fail_printed(cli);
		cli_show(cli, doc, watch_text, &ignored);
		return -1;
	}
	if (cli_show(cli, doc, watch_text, err) < 0)
		return -1;
	cli_note(cli, "%s",
		 opened ? show_plural(cli, opened, "case opened", "cases opened")
			: "no case opened");
	return 0;
}

int cmd_watch(struct cli *cli, struct err *err)
{
	const char *client = NULL;
	struct watch_query query;
	struct watch_list list;
	struct snap *snap;
	int rc;

	if (take_query(&query, &client, cli, err) < 0 || desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = watch_find(&list, snap, &cli->arena, &query, err);
	desk_snap_end(snap);
	if (rc < 0)
		return -1;
	if (arg_given(&cli->args, "--open"))
		return open_and_show(cli, &list, client, err);
	return cli_show(cli, watch_doc(&cli->arena, &list, cli->moment.today), watch_text, err);
}
