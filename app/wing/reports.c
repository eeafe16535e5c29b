#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/file_swap.h"
#include "base/text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/desk.h"
#include "report/report_out.h"
#include "view/report_doc.h"
#include "wing/parts.h"
#include "wing/report_screen.h"

enum { GIVEN_MAX = 40, SCREEN = 200, LIMIT_MAX = 100000000, FILE_MODE = 0600 };

/* One command: the reports it runs, what for, and where to. */
struct job {
	struct cli *cli;
	const struct report *whole; /* the board, or the one report */
	struct report_ask cover;
	struct report_ask ask[REPORT_BOARD_MAX];
	int n;
	struct report_given given[GIVEN_MAX];
	int ngiven;
	enum csv_flavour flavour;
	int64_t limit; /* lines on a screen; 0: all */
};

/* --- what was asked --- */

static int add_given(struct job *j, const char *name, const char *value, struct err *err)
{
	if (j->ngiven == GIVEN_MAX)
		return err_set(err, ERR_INPUT, "more than %d parameters", GIVEN_MAX);
	j->given[j->ngiven++] = (struct report_given){ name, value };
	return 0;
}

/* "--set days=30" is what "--days 30" would be. */
static int add_set(struct job *j, const char *pair, struct err *err)
{
	const char *is = strchr(pair, '=');

	if (!is || is == pair)
		return err_set(err, ERR_INPUT, "--set: '%.60s' is not NAME=VALUE", pair);
	return add_given(j, arena_strndup(&j->cli->arena, pair, (size_t)(is - pair)), is + 1, err);
}

static int take_given(struct job *j, struct err *err)
{
	static const char *const plain[] = { "--by",    "--carrier", "--client", "--from",
					     "--owner", "--to",      NULL };
	const struct args *args = &j->cli->args;

	for (int i = 0; i < args->ngiven; i++) {
		const struct arg_value *v = &args->given[i];
		int rc = 0;

		if (!strcmp(v->opt->name, "--set"))
			rc = add_set(j, v->value, err);
		for (const char *const *name = plain; *name; name++)
			if (!strcmp(v->opt->name, *name))
				rc = add_given(j, *name + 2, v->value, err);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* What a board takes is passed on to those of its reports that know it. */
static int take_board(struct job *j, struct err *err)
{
	const struct report *r;

	for (int i = 0; i < j->whole->nboard; i++) {
		if (report_find(&r, &j->cli->arena, j->whole->board[i], err) < 0)
			return err_wrap(err, "%s", j->whole->path);
		if (r->nboard)
			return err_set(err, ERR_INPUT, "%s: '%s' is a board itself: name reports",
				       j->whole->path, r->name);
		if (report_ask(&j->ask[j->n++], &j->cli->arena, r, j->given, j->ngiven, false,
			       &j->cli->moment, err) < 0)
			return -1;
	}
	return 0;
}

static int take_job(struct job *j, struct err *err)
{
	static const char *const flavours[] = { "machines", "excel" };
	struct cli *cli = j->cli;
	int flavour;
	long long limit = SCREEN;

	if (opt_code(&flavour, cli, "--csv", (struct code_table){ flavours, 2 }, err) < 0 ||
	    opt_number(&limit, cli, "--limit", 0, LIMIT_MAX, err) < 0 || take_given(j, err) < 0 ||
	    report_find(&j->whole, &cli->arena, cli->args.word[0], err) < 0 ||
	    report_ask(&j->cover, &cli->arena, j->whole, j->given, j->ngiven, true, &cli->moment,
		       err) < 0)
		return -1;
	j->flavour = flavour == 1 ? CSV_FOR_EXCEL : CSV_FOR_MACHINES;
	j->limit = limit;
	if (j->whole->nboard)
		return take_board(j, err);
	j->ask[j->n++] = j->cover;
	return 0;
}

static struct report_cover cover_of(const struct job *j)
{
	struct report_cover cover = { .whole = &j->cover,
				      .board = j->whole->nboard > 0,
				      .moment = &j->cli->moment };

	for (int i = 0; i < j->n; i++)
		cover.charts |= j->ask[i].report->chart.title != NULL;
	return cover;
}

/* All reports of the job, from one snapshot of the desk. */
static int run_all(struct job *j, const struct report_maker *maker, void *out, struct err *err)
{
	struct report_totals totals;
	struct reporter *rep;
	int rc = 0;

	if (reporter_open(&rep, desk_path(j->cli->desk), &j->cli->moment, &report_limits_usual,
			  err) < 0)
		return -1;
	for (int i = 0; i < j->n && rc == 0; i++) {
		rc = maker->begin(out, &j->ask[i], err);
		if (rc == 0)
			rc = report_rows(&totals, rep, &j->ask[i], maker->row, out, err);
		if (rc == 0)
			rc = maker->end(out, &totals, err);
	}
	reporter_close(rep);
	return rc;
}

/* --- files --- */

static int make_workbook(struct job *j, const char *path, struct err *err)
{
	const struct report_cover cover = cover_of(j);
	struct report_book *b;
	int rc;

	if (report_book_open(&b, path, &cover, err) < 0)
		return -1;
	rc = run_all(j, &report_book_maker, b, err);
	return report_book_close(b, rc == 0, err);
}

/* Puts what was written on the disk; what failed before is told, not what came of it. */
static int finish_file(FILE *to, int rc, struct err *err)
{
	if (rc == 0 && (fflush(to) != 0 || fsync(fileno(to)) < 0))
		rc = err_set_errno(err, ERR_FAILED, "cannot write the report");
	fclose(to);
	return rc;
}

static FILE *new_file(const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	FILE *to = fd < 0 ? NULL : fdopen(fd, "w");

	if (!to)
		err_set_errno(err, ERR_FAILED, "cannot write %s", path);
	if (!to && fd >= 0)
		close(fd);
	return to;
}

static int make_csv(struct job *j, const char *path, struct err *err)
{
	struct report_csv *c;
	struct err second;
	FILE *to;
	int rc;

	if (j->whole->nboard)
		return err_set(
			err, ERR_INPUT,
			"%s is a board of several reports: write .xlsx or .json, or name one "
			"of them",
			j->whole->name);
	to = new_file(path, err);
	if (!to)
		return -1;
	report_csv_open(&c, to, j->flavour, &j->cli->moment);
	rc = run_all(j, &report_csv_maker, c, err);
	if (report_csv_close(c, rc < 0 ? &second : err) < 0)
		rc = -1;
	return finish_file(to, rc, err);
}

static int make_json(struct job *j, const char *path, struct err *err)
{
	const struct report_cover cover = cover_of(j);
	struct report_json *out;
	struct err second;
	FILE *to = new_file(path, err);
	int rc;

	if (!to)
		return -1;
	report_json_open(&out, to, &cover);
	rc = run_all(j, &report_json_maker, out, err);
	if (report_json_close(out, NULL, rc < 0 ? &second : err) < 0)
		rc = -1;
	return finish_file(to, rc, err);
}

static const struct writer {
	const char *extension;
	int (*make)(struct job *j, const char *path, struct err *err);
} writers[] = {
	{ "xlsx", make_workbook },
	{ "csv", make_csv },
	{ "json", make_json },
};

static void made_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "%s written: %s", node_str(doc, "file"),
				node_str(doc, "title")));
}

static int write_file(struct job *j, const char *path, struct err *err)
{
	struct cli *cli = j->cli;
	const char *extension = path_extension(&cli->arena, path);
	const struct writer *w = NULL;
	struct file_swap swap;
	struct node *doc;

	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (!strcmp(writers[i].extension, extension))
			w = &writers[i];
	if (!w)
		return err_set(err, ERR_INPUT, "%s: the ending must be .xlsx, .csv or .json", path);
	if (arg_given(&cli->args, "--csv") && w->make != make_csv)
		return err_set(err, ERR_INPUT, "--csv is for a file that ends in .csv");
	if (file_swap_begin(&swap, &cli->arena, path, err) < 0 ||
	    file_swap_end(&swap, w->make(j, swap.temp, err), err) < 0)
		return -1;
	doc = node_root(&cli->arena);
	node_text(&cli->arena, doc, "file", path);
	node_text(&cli->arena, doc, "format", w->extension);
	node_text(&cli->arena, doc, "report", j->whole->name);
	node_text(&cli->arena, doc, "title", j->cover.report->title);
	return cli_show(cli, doc, made_text, err);
}

/* --- the screen --- */

static int show_screen(struct job *j, struct err *err)
{
	struct report_screen *screen;
	int rc;

	report_screen_open(&screen, j->cli, j->limit);
	rc = run_all(j, &report_screen_maker, screen, err);
	report_screen_close(screen, rc == 0);
	return rc;
}

static int show_json(struct job *j, struct err *err)
{
	const struct report_cover cover = cover_of(j);
	struct report_json *out;
	struct err second;
	int rc;

	report_json_open(&out, j->cli->out, &cover);
	rc = run_all(j, &report_json_maker, out, err);
	if (rc < 0)
		cli_fail_printed(j->cli);
	if (report_json_close(out, rc < 0 ? err : NULL, rc < 0 ? &second : err) < 0)
		rc = -1;
	return rc;
}

/* --- which there are --- */

/* As it is typed; short for those that are options of the command and need no word more. */
static const char *param_words(struct arena *a, const struct node *p, bool *is_short)
{
	const struct node *choices = node_get(p, "choices");
	const char *name = node_str(p, "name"), *value = choices ? NULL : node_str(p, "type");

	for (const struct node *c = choices ? choices->first : NULL; c; c = c->next)
		value = arena_printf(a, "%s%s%s", value ? value : "", value ? "|" : "", c->text);
	*is_short = !choices && text_is_listed("from|to|client|owner|carrier|by", name);
	if (*is_short)
		return arena_printf(a, "--%s", name);
	return strcmp(name, "by") ? arena_printf(a, "--set %s=%s", name, value)
				  : arena_printf(a, "--%s %s", name, value);
}

static void params_text(struct cli *cli, const struct node *report)
{
	const struct node *p = node_get(report, "parameters")->first;
	const char *plain = "";

	for (; p; p = p->next) {
		bool is_short;
		const char *words = param_words(&cli->arena, p, &is_short);

		if (is_short)
			plain = arena_printf(&cli->arena, "%s%s%s", plain, *plain ? " " : "",
					     words);
		else
			print_para(cli, 14, INK_DIM, words);
	}
	if (*plain)
		print_para(cli, 14, INK_DIM, plain);
}

static void list_text(struct cli *cli, const struct node *doc)
{
	for (const struct node *n = node_get(doc, "items")->first; n; n = n->next) {
		const char *fault = node_str(n, "fault");

		print_term(cli, 12, node_str(n, "name"),
			   fault ? arena_printf(&cli->arena, "cannot be read: %s", fault)
				 : node_str(n, "title"));
		params_text(cli, n);
	}
}

static int list_reports(struct cli *cli, struct err *err)
{
	struct node *doc;

	if (arg_given(&cli->args, "--output"))
		return err_set(err, ERR_INPUT,
			       "say which report: 'waylaid report' lists those there are");
	if (reports_doc(&doc, &cli->arena, err) < 0)
		return -1;
	return cli_show(cli, doc, list_text, err);
}

int cmd_report(struct cli *cli, struct err *err)
{
	const char *path = arg_value(&cli->args, "--output");
	struct job *j = arena_alloc(&cli->arena, sizeof *j);

	if (!cli->args.nwords)
		return list_reports(cli, err);
	j->cli = cli;
	if (take_job(j, err) < 0 || cli_desk_open(cli, cli->db_path, DESK_EXISTING, err) < 0)
		return -1;
	if (path)
		return write_file(j, path, err);
	if (arg_given(&cli->args, "--csv"))
		return err_set(err, ERR_INPUT, "say where to write: -o FILE.csv");
	return cli->json ? show_json(j, err) : show_screen(j, err);
}
