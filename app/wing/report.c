#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "cli/cases.h"
#include "cli/cmds.h"
#include "cli/print.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "report/export.h"
#include "report/packet.h"
#include "report/workbook.h"
#include "view/case_doc.h"
#include "view/doc.h"
#include "wing/parts.h"

/* The cases of one export, read in one snapshot. */
struct bundle {
	const struct node **cases;
	int n;
	struct workbook_file *file;
	int nfiles;
};

/* --- writers, by the ending of the file --- */

static struct workbook_input input_of(struct cli *cli, const struct bundle *b)
{
	char *self = arena_alloc(&cli->arena, 4096);
	struct workbook_input in = {
		.cases = b->cases,
		.ncases = b->n,
		.now = cli->moment.now,
		.zone = cli->moment.zone,
		.files = b->file,
		.nfiles = b->nfiles,
	};

	if (readlink("/proc/self/exe", self, 4095) > 0)
		in.decoder = path_join(&cli->arena, path_dir(&cli->arena, self), "waylaid-decode");
	return in;
}

static int write_workbook(struct cli *cli, const char *path, const struct bundle *b,
			  struct err *err)
{
	struct workbook_input in = input_of(cli, b);

	return workbook_write(path, &in, err);
}

static int write_pdf(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	struct workbook_input in = input_of(cli, b);

	return packet_write_pdf(path, &in, err);
}

static int write_html(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	struct workbook_input in = input_of(cli, b);

	return packet_write_html(path, &in, err);
}

static int write_json(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	(void)cli;
	return export_json(path, b->cases, b->n, err);
}

static int write_csv(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	(void)cli;
	return export_csv(path, b->cases, b->n, CSV_FOR_MACHINES, err);
}

static const struct writer {
	const char *extension;
	int (*write)(struct cli *cli, const char *path, const struct bundle *b, struct err *err);
} writers[] = {
	{ "xlsx", write_workbook }, { "pdf", write_pdf }, { "html", write_html },
	{ "json", write_json },     { "csv", write_csv },
};

static const struct writer *find_writer(struct cli *cli, const char *path, struct err *err)
{
	const char *extension = path_extension(&cli->arena, path);

	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (!strcmp(writers[i].extension, extension))
			return &writers[i];
	err_set(err, ERR_INPUT, "%s: the ending must be .xlsx, .pdf, .html, .json or .csv", path);
	return NULL;
}

/* --- reading --- */

static int read_cases(struct bundle *b, struct cli *cli, const int64_t ids[], int n,
		      struct err *err)
{
	struct snap *snap;
	int rc = 0;

	b->cases = arena_array(&cli->arena, (size_t)n, sizeof *b->cases);
	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	for (b->n = 0; b->n < n && rc == 0; b->n++) {
		struct node *doc;

		rc = case_doc(&doc, snap, &cli->arena, ids[b->n], &cli->moment, err);
		b->cases[b->n] = doc;
	}
	desk_snap_end(snap);
	return rc;
}

/* Where the evidence of these cases lies. */
static void find_files(struct bundle *b, struct cli *cli)
{
	int room = 0;

	for (int i = 0; i < b->n; i++)
		room += node_get(b->cases[i], "evidence")->count;
	b->file = arena_array(&cli->arena, (size_t)room, sizeof *b->file);
	for (int i = 0; i < b->n; i++) {
		const struct node *e = node_get(b->cases[i], "evidence")->first;

		for (; e; e = e->next) {
			const char *hash = node_str(e, "sha256");

			b->file[b->nfiles++] = (struct workbook_file){
				hash, evidence_file_path(&cli->arena, cli->desk, hash,
							 node_str(e, "media_type"))
			};
		}
	}
}

static int take_words(int64_t **ids, int *n, struct cli *cli, struct err *err)
{
	*n = 0;
	*ids = arena_array(&cli->arena, (size_t)cli->args.nwords * CASES_MAX, sizeof **ids);
	for (int i = 0; i < cli->args.nwords; i++) {
		int64_t *some;
		int nsome;

		if (take_cases(&some, &nsome, cli, cli->args.word[i], err) < 0)
			return -1;
		memcpy(*ids + *n, some, (size_t)nsome * sizeof *some);
		*n += nsome;
	}
	return 0;
}

static void exported_text(struct cli *cli, const struct node *doc)
{
	print_line(cli, INK_PLAIN,
		   arena_printf(&cli->arena, "%s written: %s", node_str(doc, "file"),
				show_plural(cli, node_num(doc, "cases"), "case", "cases")));
}

static int cmd_export(struct cli *cli, struct err *err)
{
	const char *path = arg_value(&cli->args, "--output");
	const struct writer *writer;
	struct bundle b = { 0 };
	struct node *doc;
	int64_t *ids;
	int n;

	if (!path)
		return err_set(err, ERR_INPUT,
			       "say where to write: -o case.xlsx (or .pdf, .html, .json, .csv)");
	writer = find_writer(cli, path, err);
	if (!writer || take_words(&ids, &n, cli, err) < 0 || read_cases(&b, cli, ids, n, err) < 0)
		return -1;
	find_files(&b, cli);
	if (writer->write(cli, path, &b, err) < 0)
		return -1;
	doc = node_root(&cli->arena);
	node_text(&cli->arena, doc, "file", path);
	node_text(&cli->arena, doc, "format", writer->extension);
	node_int(&cli->arena, doc, "cases", b.n);
	return cli_show(cli, doc, exported_text, err);
}

static const struct handler handlers[] = {
	{ "export", cmd_export },
	{ "letter", cmd_letter },
	{ "mail", cmd_mail },
	{ NULL, NULL },
};

int main(int argc, char **argv)
{
	return cli_main(argc, argv, WING_REPORT, handlers);
}
