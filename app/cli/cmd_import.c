#include "cli/cmds.h"

#include <inttypes.h>
#include <malloc.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/files.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/number.h"
#include "domain/shipment.h"
#include "ops/import_ops.h"
#include "view/import_doc.h"

enum { KEPT_BYTES = 32 * 1024 * 1024 };

/* --- several files, as a tree --- */

/* Several files: what they come to together, each of them below. */
static void sum_nodes(struct arena *a, struct node *doc, const struct import_report reports[],
		      int n)
{
	struct import_report all = { 0 };
	struct node *list;

	for (int i = 0; i < n; i++) {
		all.rows += reports[i].rows;
		all.created += reports[i].created;
		all.merged += reports[i].merged;
		all.refused += reports[i].refused;
		all.skipped += reports[i].skipped;
		if (reports[i].refusals_file)
			all.refusals_file = reports[i].refusals_file;
	}
	node_int(a, doc, "rows", all.rows);
	node_int(a, doc, "created", all.created);
	node_int(a, doc, "merged", all.merged);
	node_int(a, doc, "refused", all.refused);
	node_int(a, doc, "skipped", all.skipped);
	node_text(a, doc, "refusals_file", all.refusals_file);
	list = node_list(a, doc, "files");
	for (int i = 0; i < n; i++)
		import_node(a, node_map(a, list, NULL), &reports[i]);
}

/* --- for people --- */

static const char *number_cell(struct cli *cli, const struct node *row)
{
	const char *number = node_str(row, "tracking_number");

	return number ? number_grouped(&cli->arena, number) : NULL;
}

static const char *carrier_cell(struct cli *cli, const struct node *row)
{
	(void)cli;
	return carrier_title(node_str(row, "carrier"));
}

static enum ink outcome_ink(struct cli *cli, const struct node *row)
{
	const char *outcome = node_str(row, "outcome");

	(void)cli;
	if (text_same(outcome, "created"))
		return INK_GOOD;
	return text_same(outcome, "refused") ? INK_BAD : INK_PLAIN;
}

/* As the table of carriers calls it. */
static const char *outcome_cell(struct cli *cli, const struct node *row)
{
	const char *outcome = node_str(row, "outcome");

	(void)cli;
	if (text_same(outcome, "created"))
		return "new";
	return text_same(outcome, "merged") ? "known" : outcome;
}

/* A preview shows every row; afterwards only those that did not come in are news. */
static const struct node *rows_to_show(struct cli *cli, const struct node *doc)
{
	struct node *rest;
	const struct node *n;

	if (!node_known(doc, "import"))
		return node_get(doc, "items");
	rest = node_list(&cli->arena, node_root(&cli->arena), "items");
	for (n = node_get(doc, "items")->first; n; n = n->next) {
		struct node *row;

		if (!node_str(n, "reason"))
			continue;
		row = node_map(&cli->arena, rest, NULL);
		node_int(&cli->arena, row, "line", node_num(n, "line"));
		node_text(&cli->arena, row, "outcome", node_str(n, "outcome"));
		node_text(&cli->arena, row, "tracking_number", node_str(n, "tracking_number"));
		node_text(&cli->arena, row, "carrier", node_str(n, "carrier"));
		node_day(&cli->arena, row, "mailed_on", node_dayof(n, "mailed_on"));
		node_text(&cli->arena, row, "reason", node_str(n, "reason"));
	}
	return rest;
}

static void items_table(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "LINE", .path = "line", .flags = PRINT_RIGHT },
		{ .title = "OUTCOME", .cell = outcome_cell, .ink = outcome_ink },
		{ .title = "NUMBER", .cell = number_cell },
		{ .title = "CARRIER", .cell = carrier_cell },
		{ .title = "MAILED", .path = "mailed_on" },
		{ .title = "WHY", .path = "reason", .flags = PRINT_WRAP },
		{ .title = NULL },
	};

	print_table(cli, cols, rows_to_show(cli, doc));
	if (!node_known(doc, "import") && node_num(doc, "rows") > IMPORT_ITEMS)
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena,
					"the first %d of %" PRId64 " rows, and what is refused",
					IMPORT_ITEMS, node_num(doc, "rows")));
}

static void carriers_table(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "CARRIER", .cell = carrier_cell },
		{ .title = "NEW", .path = "created", .flags = PRINT_RIGHT },
		{ .title = "KNOWN", .path = "merged", .flags = PRINT_RIGHT },
		{ .title = NULL },
	};

	if (!node_get(doc, "carriers")->count)
		return;
	print_blank(cli);
	print_table(cli, cols, node_get(doc, "carriers"));
}

static void odd_words(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "LINE", .path = "line", .flags = PRINT_RIGHT },
		{ .title = "NUMBER", .cell = number_cell },
		{ .title = "FIELD", .path = "field", .flags = PRINT_CODE },
		{ .title = "HERE", .path = "here", .flags = PRINT_WRAP },
		{ .title = "IN THE FILE", .path = "file", .flags = PRINT_WRAP },
		{ .title = NULL },
	};
	const struct node *n = node_get(doc, "not_understood")->first;
	int left;

	if (n)
		print_title(cli, "Not understood, and left out");
	for (; n; n = n->next)
		print_bullet(cli, INK_WARN,
			     arena_printf(&cli->arena, "%s: %s (%s)",
					  show_code(cli, node_str(n, "field")), node_str(n, "text"),
					  show_plural(cli, node_num(n, "rows"), "row", "rows")));
	if (!node_num(doc, "conflicts_count"))
		return;
	print_title(cli, "The desk says otherwise; nothing was changed");
	left = print_table_first(cli, cols, node_get(doc, "conflicts"), IMPORT_ITEMS) +
	       (int)(node_num(doc, "conflicts_count") - node_get(doc, "conflicts")->count);
	if (left > 0)
		print_line(cli, INK_DIM, arena_printf(&cli->arena, "and %d more", left));
}

static void file_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;
	bool written = node_known(doc, "import");

	print_line(cli, INK_STRONG,
		   arena_printf(a, "%s, read as %s%s", node_str(doc, "file"),
				node_str(doc, "map_title"),
				text_same(node_str(doc, "map_confidence"), "high")
					? ""
					: " (unconfirmed: check the first rows)"));
	items_table(cli, doc);
	carriers_table(cli, doc);
	odd_words(cli, doc);
	print_blank(cli);
	print_line(cli, INK_STRONG,
		   arena_printf(a,
				"%s: %" PRId64 " new, %" PRId64 " known already, %" PRId64
				" refused, %" PRId64 " skipped",
				show_plural(cli, node_num(doc, "rows"), "row", "rows"),
				node_num(doc, "created"), node_num(doc, "merged"),
				node_num(doc, "refused"), node_num(doc, "skipped")));
	if (node_num(doc, "doubtful"))
		print_line(cli, INK_WARN,
			   arena_printf(a, "%s a wrong check digit: compare with the label",
					show_plural(cli, node_num(doc, "doubtful"), "number has",
						    "numbers have")));
	if (node_str(doc, "refusals_file"))
		print_line(cli, INK_WARN,
			   arena_printf(a, "the refused rows and why: %s",
					node_str(doc, "refusals_file")));
	if (written) {
		print_line(cli, INK_DIM,
			   arena_printf(a,
					"import %" PRId64 "; 'waylaid import undo %" PRId64
					"' takes it back",
					node_num(doc, "import"), node_num(doc, "import")));
		print_line(cli, INK_DIM, "'waylaid watch' looks at the parcels that have no case");
	} else {
		print_line(cli, INK_DIM, "nothing was written: leave --dry-run out to take it in");
	}
}

static void import_text(struct cli *cli, const struct node *doc)
{
	const struct node *files = node_get(doc, "files"), *f;

	if (!files) {
		file_text(cli, doc);
		return;
	}
	for (f = files->first; f; f = f->next) {
		if (f != files->first)
			print_blank(cli);
		file_text(cli, f);
	}
}

/* --- the commands --- */

static void show_progress(void *payload, int64_t rows, int64_t of)
{
	struct cli *cli = payload;

	fprintf(cli->err, "\r%" PRId64 " of %" PRId64 " rows", rows, of);
}

static int take_options(struct import_options *o, struct cli *cli, struct err *err)
{
	static const struct code_table orders = { date_order_names, DATE_ORDER_NVALUES };
	int order;

	*o = (struct import_options){ .dry_run = arg_given(&cli->args, "--dry-run") };
	if (opt_text(&o->map, cli, "--map", TEXT_LONG, err) < 0 ||
	    opt_text(&o->refusals, cli, "--refusals", TEXT_LONG, err) < 0 ||
	    opt_text(&o->carrier, cli, "--carrier", TEXT_LINE, err) < 0 ||
	    opt_text(&o->account, cli, "--account", TEXT_LINE, err) < 0 ||
	    opt_text(&o->client, cli, "--client", TEXT_LINE, err) < 0 ||
	    opt_text(&o->label_source, cli, "--label-source", TEXT_LINE, err) < 0 ||
	    opt_code(&order, cli, "--dates", orders, err) < 0)
		return -1;
	o->dates = order > 0 ? (enum date_order)order : DATE_ORDER_NONE;
	if (!cli->quiet && isatty(fileno(cli->err))) {
		o->progress = show_progress;
		o->payload = cli;
	}
	if (o->refusals && cli->args.nwords > 1)
		return err_set(err, ERR_INPUT,
			       "--refusals is for one file: give the files one by one, or leave it "
			       "out");
	return 0;
}

/* What came before a file failed stays, and is shown. */
static int finish(struct cli *cli, const struct import_report r[], int n, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	int64_t refused = 0, rows = 0;
	bool failed = n < cli->args.nwords;

	for (int i = 0; i < n; i++) {
		refused += r[i].refused;
		rows += r[i].rows;
	}
	if (cli->args.nwords == 1)
		import_node(a, doc, r);
	else
		sum_nodes(a, doc, r, n);
	if (!failed && !refused)
		return cli_show(cli, doc, import_text, err);
	if (!failed)
		err_set(err, ERR_REFUSED, "%" PRId64 " of %" PRId64 " rows %s refused%s%s", refused,
			rows, refused == 1 ? "was" : "were",
			n == 1 && r->refusals_file ? ": look into " : "",
			n == 1 && r->refusals_file ? r->refusals_file : "");
	node_error(a, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, import_text, &(struct err){ 0 });
	return -1;
}

/*
 * The same few megabytes are taken and given back for each lot of rows: kept by the process, they
 * need not be cleared by the kernel every time, which costs a tenth of a large import.
 */
static void keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
	mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
}

int cmd_import(struct cli *cli, struct err *err)
{
	struct import_report *r;
	struct import_options o;
	int n = 0, rc = 0;

	keep_memory();
	r = arena_array(&cli->arena, (size_t)cli->args.nwords, sizeof *r);
	if (take_options(&o, cli, err) < 0)
		return -1;
	while (rc == 0 && n < cli->args.nwords) {
		o.path = cli->args.word[n];
		rc = files_no_workbook(o.path, err);
		if (rc == 0)
			rc = import_run(&r[n], cli->desk, &cli->arena, &o, err);
		n += rc == 0;
		if (o.progress)
			fputs("\r\033[K", cli->err);
	}
	return rc < 0 && n == 0 ? -1 : finish(cli, r, n, err);
}

/* The day alone: a row fits 80 columns. */
static const char *begun_cell(struct cli *cli, const struct node *row)
{
	const char *at = show_at(cli, row, "started_at");

	return at ? arena_printf(&cli->arena, "%.10s", at) : NULL;
}

int cmd_import_list(struct cli *cli, struct err *err)
{
	static const struct print_column cols[] = {
		{ .title = "IMPORT", .path = "import", .flags = PRINT_RIGHT },
		{ .title = "BEGUN", .cell = begun_cell },
		{ .title = "STATE", .path = "state" },
		{ .title = "ROWS", .path = "rows", .flags = PRINT_RIGHT },
		{ .title = "NEW", .path = "created", .flags = PRINT_RIGHT },
		{ .title = "KNOWN", .path = "merged", .flags = PRINT_RIGHT },
		{ .title = "REFUSED", .path = "refused", .flags = PRINT_RIGHT },
		{ .title = "BY", .path = "by", .flags = PRINT_CUT },
		{ .title = "FILE", .path = "file", .flags = PRINT_CUT },
		{ .title = NULL },
	};
	struct import_past *past;
	struct print_list list;
	int n;

	if (import_past(&past, &n, cli->desk, &cli->arena, err) < 0)
		return -1;
	print_list_begin(&list, cli, cols);
	for (int i = 0; i < n; i++) {
		struct node *row = node_root(&cli->arena);

		import_past_node(&cli->arena, row, &past[i]);
		print_list_row(&list, row);
	}
	print_list_end(&list, n, NULL, NULL);
	return 0;
}

static void undone_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;

	print_line(cli, INK_STRONG,
		   arena_printf(a, "took back import %" PRId64 " (%s)", node_num(doc, "import"),
				node_str(doc, "file")));
	print_line(cli, INK_PLAIN,
		   arena_printf(
			   a, "%s out of sight",
			   show_plural(cli, node_num(doc, "parcels"), "parcel is", "parcels are")));
	if (node_num(doc, "emptied"))
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "%s that it had filled in other parcels emptied again",
					show_plural(cli, node_num(doc, "emptied"), "field was",
						    "fields were")));
	if (node_num(doc, "kept"))
		print_line(cli, INK_WARN,
			   arena_printf(a, "%s changed since and stays as it is",
					show_plural(cli, node_num(doc, "kept"), "field was",
						    "fields were")));
}

int cmd_import_undo(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct import_undone undone;
	long long id;

	if (number_parse(&id, cli->args.word[0], 1, INT32_MAX, "the import's number", err) < 0 ||
	    import_undo(&undone, cli->desk, a, id, arg_given(&cli->args, "--anyway"), err) < 0)
		return -1;
	return cli_show(cli, import_undone_doc(a, &undone), undone_text, err);
}
