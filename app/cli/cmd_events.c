#include "cli/cmds.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/cases.h"
#include "cli/files.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/tracked.h"
#include "cli/wing.h"
#include "domain/number.h"
#include "ops/events_ops.h"

static const char *const date_orders[] = { "month_first", "day_first" };

/* All files of one run. */
struct takings {
	struct cli *cli;
	struct events_given given;
	struct events_doc d;
	struct buf rows; /* refused rows of all files, as a table */
	const char *refused_path;
	int failed;
	struct err first; /* why the first file that failed did */
};

static void refusals_text(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "refusals"), *n;

	if (!list->count)
		return;
	print_title(cli, "Not taken");
	for (n = list->first; n; n = n->next) {
		const char *reason = node_str(n, "reason");

		print_bullet(cli, INK_WARN,
			     node_num(n, "line")
				     ? arena_printf(&cli->arena, "line %lld: %s",
						    (long long)node_num(n, "line"), reason)
				     : reason);
	}
}

static void unknown_text(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "unknown"), *n;

	if (!list->count)
		return;
	print_title(cli, "No parcel here has these numbers; they were left out");
	for (n = list->first; n; n = n->next)
		print_bullet(cli, INK_WARN, number_grouped(&cli->arena, n->text));
}

static const char *fresh_when(struct cli *cli, const struct node *e)
{
	return show_local(cli, node_str(e, "occurred_at_local"));
}

static void fresh_text(struct cli *cli, const struct node *doc)
{
	static const struct print_column cols[] = {
		{ .title = "WHEN, THERE", .cell = fresh_when },
		{ .title = "PLACE", .path = "place", .flags = PRINT_CUT },
		{ .title = "WHAT IT SAYS", .path = "text", .flags = PRINT_WRAP },
		{ .title = "READ AS", .path = "status", .flags = PRINT_CODE },
		{ .title = NULL },
	};
	const struct node *n;

	for (n = node_get(doc, "items")->first; n; n = n->next) {
		const struct node *events = node_get(n, "events");

		if (!events || !events->count)
			continue;
		print_title(cli, arena_printf(&cli->arena, "%s would get",
					      number_grouped(&cli->arena,
							     node_str(n, "tracking_number"))));
		print_table(cli, cols, events);
	}
}

static void files_text(struct cli *cli, const struct node *doc)
{
	const struct node *n, *first = node_get(doc, "items")->first;

	for (n = node_get(doc, "files")->first; n; n = n->next) {
		const char *note = node_str(n, "note"), *error = node_str(n, "error");

		if (error)
			print_bullet(cli, INK_BAD, error);
		else if (note && !(first && text_same(note, node_str(first, "message"))))
			print_bullet(cli, INK_DIM, note);
	}
}

static void next_text(struct cli *cli, const struct node *doc, bool dry)
{
	const struct node *n = node_get(doc, "items")->first;

	if (dry)
		print_line(cli, INK_DIM, "leave --dry-run out to take them in");
	else if (node_num(doc, "created") && !n->next && node_known(n, "case"))
		print_line(cli, INK_DIM,
			   arena_printf(&cli->arena, "'waylaid show %lld' shows them in the case",
					(long long)node_num(n, "case")));
	else if (node_num(doc, "created"))
		print_line(cli, INK_DIM,
			   "'waylaid watch' says what they mean for parcels without a case");
}

static void taken_text(struct cli *cli, const struct node *doc)
{
	bool dry = node_num(doc, "dry_run");
	bool table = text_same(node_str(doc, "format"), "csv");
	int64_t rows = node_num(doc, "rows"), created = node_num(doc, "created");

	tracked_table(cli, doc);
	if (dry)
		fresh_text(cli, doc);
	files_text(cli, doc);
	print_line(cli, INK_STRONG,
		   arena_printf(&cli->arena, "%s in the file%s, %s%s",
				table ? show_plural(cli, rows, "row", "rows")
				      : show_plural(cli, rows, "number", "numbers"),
				node_get(doc, "files")->count > 1 ? "s" : "",
				show_plural(cli, created, "new event", "new events"),
				dry ? ": nothing was written" : ""));
	unknown_text(cli, doc);
	refusals_text(cli, doc);
	next_text(cli, doc, dry);
}

/* All of stdin; ERR_INPUT over the ceiling of a saved answer. */
static int read_stdin(char **out, size_t *len, struct arena *a, struct err *err)
{
	struct buf b;
	char bytes[65536];
	ssize_t got = 1;
	int rc = -1;

	buf_init(&b, ANSWER_MAX);
	while (got > 0 && !b.full) {
		got = read(STDIN_FILENO, bytes, sizeof bytes);
		if (got < 0 && errno == EINTR)
			got = 1;
		else if (got > 0)
			buf_put(&b, bytes, (size_t)got);
	}
	if (got < 0) {
		err_set_errno(err, ERR_FAILED, "standard input cannot be read");
		goto out;
	}
	if (buf_check(&b, "standard input", err) < 0)
		goto out;
	*out = arena_alloc(a, b.len + 1);
	memcpy(*out, b.at, b.len);
	*len = b.len;
	rc = 0;
out:
	buf_release(&b);
	return rc;
}

static int take_file(struct takings *t, const char *path, struct err *err)
{
	struct cli *cli = t->cli;
	bool is_stdin = strcmp(path, "-") == 0;
	struct events_report r;
	char *bytes;

	if (!is_stdin && files_no_workbook(path, err) < 0)
		return -1;
	t->given.name = is_stdin ? "standard input" : path_base(path);
	if (is_stdin ? read_stdin(&bytes, &t->given.len, &cli->arena, err) < 0
		     : file_read(&bytes, &t->given.len, &cli->arena, path, ANSWER_MAX, err) < 0)
		return -1;
	t->given.bytes = bytes;
	if (events_take(&r, cli->desk, &cli->arena, &t->given, err) < 0)
		return -1;
	events_doc_add(&t->d, path, &r);
	if (r.nrefusals)
		events_refusals(&t->rows, &r);
	return 0;
}

static int formats_n(void)
{
	int n = 0;

	while (event_formats[n])
		n++;
	return n;
}

static int take_options(struct takings *t, struct err *err)
{
	struct cli *cli = t->cli;
	const struct code_table formats = { event_formats, formats_n() };
	const struct code_table carriers = { carrier_codes, carrier_codes_n };
	const char *name;
	int format, carrier, order;

	if (opt_code(&format, cli, "--format", formats, err) < 0 ||
	    opt_code(&carrier, cli, "--carrier", carriers, err) < 0 ||
	    opt_code(&order, cli, "--dates", (struct code_table){ date_orders, 2 }, err) < 0 ||
	    opt_text(&t->given.number, cli, "--number", TEXT_LINE, err) < 0 ||
	    opt_text(&name, cli, "--case", TEXT_LINE, err) < 0 ||
	    opt_text(&t->given.map, cli, "--map", TEXT_LINE, err) < 0 ||
	    opt_text(&t->refused_path, cli, "--refused", TEXT_LINE, err) < 0)
		return -1;
	if (name && t->given.number)
		return err_set(err, ERR_INPUT, "--number and --case name a parcel: give one");
	if (name && take_case(&t->given.casefile_id, cli, name, err) < 0)
		return -1;
	t->given.format = format < 0 ? NULL : event_formats[format];
	t->given.carrier = carrier < 0 ? NULL : carrier_codes[carrier];
	t->given.order = order < 0 ? ORDER_OPEN : order == 0 ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
	t->given.dry_run = arg_given(&cli->args, "--dry-run");
	t->given.decoder = wing_decoder(&cli->arena);
	return 0;
}

/* One file that fails is the run's failure; of several, the others go on. */
static int take_files(struct takings *t, const struct files *files, struct err *err)
{
	for (int i = 0; i < files->n; i++) {
		struct err why = { 0 };

		if (take_file(t, files->path[i], &why) == 0)
			continue;
		if (files->n == 1 || (why.code != ERR_INPUT && why.code != ERR_NOT_FOUND &&
				      why.code != ERR_AMBIGUOUS)) {
			*err = why;
			return -1;
		}
		events_doc_fail(&t->d, files->path[i], why.text);
		if (!t->failed++)
			t->first = why;
	}
	return 0;
}

static int judge(const struct takings *t, struct err *err)
{
	if (t->failed)
		return err_set(err, ERR_REFUSED, "%d of %d files could not be read; the first: %s",
			       t->failed, t->d.nfiles, t->first.text);
	if (!t->d.refused)
		return 0;
	if (t->d.refused == t->d.nunknown)
		return err_set(err, ERR_REFUSED,
			       "%lld of %lld numbers belong to no parcel here: open them first",
			       (long long)t->d.refused, (long long)t->d.rows);
	return err_set(err, ERR_REFUSED,
		       "%lld of %lld rows or notices were not taken; the reasons are above",
		       (long long)t->d.refused,
		       (long long)(t->d.rows > t->d.refused ? t->d.rows : t->d.refused));
}

static int write_refused(struct takings *t, struct err *err)
{
	const char *written = t->d.refused && t->refused_path ? t->refused_path : NULL;

	if (written && t->rows.len &&
	    (buf_check(&t->rows, "the file of refused rows", err) < 0 ||
	     file_write(written, t->rows.at, t->rows.len, 0600, err) < 0))
		return -1;
	node_text(&t->cli->arena, t->d.doc, "refusals_file", t->rows.len ? written : NULL);
	return 0;
}

static int show(struct takings *t, struct err *err)
{
	struct arena *a = &t->cli->arena;
	struct node *doc = t->d.doc;

	events_doc_end(&t->d, t->given.dry_run);
	if (write_refused(t, err) < 0)
		return -1;
	if (judge(t, err) == 0)
		return cli_show(t->cli, doc, taken_text, err);
	node_error(a, doc, err);
	cli_fail_printed(t->cli);
	cli_show(t->cli, doc, taken_text, &(struct err){ 0 });
	return -1;
}

int cmd_events_import(struct cli *cli, struct err *err)
{
	enum { REFUSED_BYTES_MAX = 64 << 20 };
	struct takings t = { .cli = cli };
	struct files files;
	int rc = -1;

	buf_init(&t.rows, REFUSED_BYTES_MAX);
	events_doc_begin(&t.d, &cli->arena);
	if (take_options(&t, err) < 0 || files_take(&files, cli, 0, err) < 0 ||
	    take_files(&t, &files, err) < 0)
		goto out;
	rc = show(&t, err);
out:
	buf_release(&t.rows);
	return rc;
}
