#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/file_swap.h"
#include "base/hash.h"
#include "base/zone.h"
#include "cli/build_id.h"
#include "cli/cases.h"
#include "cli/cmds.h"
#include "cli/key.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "ops/export_ops.h"
#include "report/archive.h"
#include "report/batch_map.h"
#include "report/calendar.h"
#include "report/export.h"
#include "report/packet.h"
#include "report/portal.h"
#include "report/workbook.h"
#include "view/audience.h"
#include "view/case_doc.h"
#include "view/doc.h"
#include "wing/parts.h"

/* The cases of one export, read in one snapshot. */
struct bundle {
	const struct node **cases; /* as the reader may see them */
	int n;
	struct workbook_file *file;
	int nfiles;
	const int64_t *ids;
	struct viewer viewer;
	struct export_journal journal; /* of an archive */
	struct archive_made *archive;  /* what came of it */
	struct batch_how how;          /* --csv, --map */
	struct batch_made *batch;      /* what came of it; NULL: no batch file */
	struct profile *profile;       /* --profile; NULL: none */
	struct portal_made *portal;    /* what came of it */
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

	/* Who has no part in the claim is not told how to reach the claimant. */
	if (b->viewer.audience != AUDIENCE_CUSTOMER && b->viewer.audience != AUDIENCE_MARKETPLACE)
		in.claimant = claimant_doc(cli);
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

	return b->profile ? portal_packet(path, &in, b->profile, err)
			  : packet_write_pdf(path, &in, err);
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
	return export_csv(path, b->cases, b->n, b->how.flavour, err);
}

static int write_batch(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	struct workbook_input in = input_of(cli, b);

	return batch_write(b->batch, &cli->arena, path, &in, &b->how, err);
}

static int write_portal(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	struct workbook_input in = input_of(cli, b);

	return portal_write(b->portal, &cli->arena, path, &in, b->profile, err);
}

static int write_calendar(struct cli *cli, const char *path, const struct bundle *b,
			  struct err *err)
{
	return calendar_write(path, b->cases, b->n, cli->moment.now, err);
}

static int write_archive(struct cli *cli, const char *path, const struct bundle *b,
			 struct err *err);

static const struct writer {
	const char *extension;
	int (*write)(struct cli *cli, const char *path, const struct bundle *b, struct err *err);
	const char *member; /* its name in an archive; NULL: not in one */
} writers[] = {
	{ "xlsx", write_workbook, "workbook.xlsx" },
	{ "pdf", write_pdf, "packet.pdf" },
	{ "html", write_html, NULL },
	{ "zip", write_archive, NULL },
	{ "json", write_json, NULL },
	{ "csv", write_csv, NULL },
	{ "ics", write_calendar, NULL },
};
enum { WRITERS = sizeof writers / sizeof *writers };

static const struct writer *find_writer(struct cli *cli, const char *path, struct err *err)
{
	const char *extension = path_extension(&cli->arena, path);

	for (size_t i = 0; i < WRITERS; i++)
		if (!strcmp(writers[i].extension, extension))
			return &writers[i];
	err_set(err, ERR_INPUT,
		"%s: the ending must be .xlsx, .pdf, .html, .zip, .json, .csv or "
		".ics",
		path);
	return NULL;
}

/* --- the archive --- */

/* What other writers make for it lies beside it, and is gone when it is done. */
static int make_parts(struct archive_part part[WRITERS], int *n, struct cli *cli, const char *path,
		      const struct bundle *b, struct err *err)
{
	*n = 0;
	for (size_t i = 0; i < WRITERS; i++) {
		if (!writers[i].member)
			continue;
		part[*n] = (struct archive_part){ writers[i].member,
						  arena_printf(&cli->arena, "%s.%s", path,
							       writers[i].extension) };
		if (writers[i].write(cli, part[(*n)++].path, b, err) < 0)
			return -1;
	}
	return 0;
}

static struct archive_original *list_originals(int *n, struct cli *cli, const struct bundle *b)
{
	struct archive_original *list = arena_array(&cli->arena, (size_t)b->nfiles, sizeof *list);

	*n = 0;
	for (int i = 0; i < b->n; i++) {
		const struct node *e = node_get(b->cases[i], "evidence");

		for (e = e ? e->first : NULL; e; e = e->next, ++*n)
			list[*n] = (struct archive_original){ e, b->ids[i], b->file[*n].path };
	}
	return list;
}

static int write_archive(struct cli *cli, const char *path, const struct bundle *b, struct err *err)
{
	struct archive_part part[WRITERS];
	struct sign_key *key = NULL;
	struct archive_input in = {
		.cases = b->cases,
		.ncases = b->n,
		.audience = audience_names[b->viewer.audience],
		.reader = audience_titles[b->viewer.audience],
		.program = waylaid_version,
		.zone_name = zone_name(cli->moment.zone),
		.at = b->journal.at,
		.part = part,
		.entry = b->journal.entry,
		.nentries = b->journal.n,
		.parcel = b->journal.parcel,
		.nparcels = b->journal.nparcels,
	};
	int rc = key_open(&key, cli, err);

	in.key = key;
	in.original = list_originals(&in.noriginals, cli, b);
	if (rc == 0)
		rc = make_parts(part, &in.nparts, cli, path, b, err);
	if (rc == 0)
		rc = archive_write(b->archive, &cli->arena, path, &in, err);
	for (int i = 0; i < in.nparts; i++)
		unlink(part[i].path);
	sign_key_close(key);
	return rc;
}

/* --- reading --- */

/* An archive says everything as of its newest entry: made again later, it is the same. */
static int read_journal(struct bundle *b, struct cli *cli, struct snap *snap, struct err *err)
{
	if (export_journal(&b->journal, snap, &cli->arena, b->ids, b->viewer.ncases, err) < 0)
		return -1;
	b->viewer.parcels = b->journal.parcel;
	b->viewer.nparcels = b->journal.nparcels;
	for (int i = 0; i < b->journal.n; i++)
		viewer_entry(&b->viewer, &cli->arena, &b->journal.entry[i]);
	cli->moment.now = b->journal.at;
	cli->moment.today = zone_day(cli->moment.zone, b->journal.at);
	return 0;
}

static int read_cases(struct bundle *b, struct cli *cli, bool archive, struct err *err)
{
	int n = b->viewer.ncases, rc = 0;
	struct snap *snap;

	b->cases = arena_array(&cli->arena, (size_t)n, sizeof *b->cases);
	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	if (archive)
		rc = read_journal(b, cli, snap, err);
	for (b->n = 0; b->n < n && rc == 0; b->n++) {
		struct node *doc;

		rc = case_doc(&doc, snap, &cli->arena, b->ids[b->n], &cli->moment, err);
		if (rc == 0)
			viewer_filter(&b->viewer, &cli->arena, doc);
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

/* All cases that the words name, each once. */
static int take_words(struct bundle *b, struct cli *cli, struct err *err)
{
	int64_t *ids = arena_array(&cli->arena, (size_t)cli->args.nwords * CASES_MAX, sizeof *ids);
	int n = 0;

	for (int i = 0; i < cli->args.nwords; i++) {
		int64_t *some;
		int nsome;

		if (take_cases(&some, &nsome, cli, cli->args.word[i], err) < 0)
			return -1;
		for (int k = 0; k < nsome; k++) {
			int at = 0;

			while (at < n && ids[at] != some[k])
				at++;
			ids[at] = some[k];
			n += at == n;
		}
	}
	b->ids = b->viewer.cases = ids;
	b->viewer.ncases = n;
	return 0;
}

/* --- handing out --- */

/*
 * Made beside its place, noted in the desk's journal, then put there: no export is seen that the
 * desk does not know of.
 */
static int deliver(struct cli *cli, const struct writer *writer, const char *path,
		   const struct bundle *b, struct err *err)
{
	struct export_made made = { .cases = b->ids,
				    .ncases = b->n,
				    .format = writer->extension,
				    .audience = audience_names[b->viewer.audience],
				    .name = path_base(path) };
	struct file_swap swap;
	struct hash hash;
	char hex[HASH_HEX];
	int64_t size;
	int rc;

	if (file_swap_begin(&swap, &cli->arena, path, err) < 0)
		return -1;
	rc = writer->write(cli, swap.temp, b, err);
	if (rc == 0)
		rc = file_hash(&hash, &size, swap.temp, err);
	if (rc == 0) {
		made.sha256 = hash_hex(hex, &hash);
		rc = export_record(cli->desk, &made, err);
	}
	return file_swap_end(&swap, rc, err);
}

static struct node *export_doc(struct cli *cli, const struct writer *writer, const char *path,
			       const struct bundle *b)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);

	node_text(a, doc, "file", path);
	node_text(a, doc, "format", writer->extension);
	node_int(a, doc, "cases", b->n);
	node_text(a, doc, "audience", audience_names[b->viewer.audience]);
	viewer_report(&b->viewer, a, doc);
	if (b->how.map)
		batch_report(b->batch, a, doc);
	if (b->profile)
		portal_report(b->portal, b->profile, a, doc);
	if (writer->write != write_archive)
		return doc;
	node_text(a, doc, "head", b->archive->head);
	node_text(a, doc, "signed_by", b->archive->signed_by);
	node_int(a, doc, "originals", b->archive->originals);
	node_int(a, doc, "left_out", b->archive->left_out);
	return doc;
}

static void exported_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;

	print_line(cli, INK_PLAIN,
		   arena_printf(a, "%s written: %s", node_str(doc, "file"),
				show_plural(cli,
					    node_num(doc, "rows") ? node_num(doc, "rows")
								  : node_num(doc, "cases"),
					    "case", "cases")));
	if (node_get(doc, "empty_columns"))
		batch_text(cli, doc);
	if (node_get(doc, "profile"))
		portal_text(cli, doc);
	if (!node_known(doc, "head"))
		return;
	print_line(cli, INK_PLAIN, arena_printf(a, "  head    %s", node_str(doc, "head")));
	print_line(cli, INK_PLAIN,
		   node_known(doc, "signed_by")
			   ? arena_printf(a, "  signed  %s", node_str(doc, "signed_by"))
			   : "  signed  not signed ('waylaid key new' makes a key)");
}

/* What the reader will not see, for the person who hands it out. */
static void note_hidden(struct cli *cli, const struct viewer *v, const struct node *doc)
{
	const struct node *list = node_get(doc, "hidden");
	const char *all = NULL;

	for (const struct node *n = list->first; n; n = n->next)
		all = arena_printf(&cli->arena, "%s%s%s (%lld)", all ? all : "", all ? ", " : "",
				   node_str(n, "what"), (long long)node_num(n, "count"));
	if (all)
		cli_note(cli, "made for %s; hidden: %s", audience_titles[v->audience], all);
}

static int take_audience(enum audience *out, struct cli *cli, const struct writer *writer,
			 struct err *err)
{
	/* A calendar is one's own. */
	enum audience usual = writer->write == write_calendar ? AUDIENCE_FULL : AUDIENCE_CARRIER;
	int audience;

	if (opt_code(&audience, cli, "--audience",
		     (struct code_table){ audience_names, AUDIENCE_NVALUES }, err) < 0)
		return -1;
	*out = audience < 0 ? usual : (enum audience)audience;
	return 0;
}

/* What stayed out, once everything else is written; ERR_NONE: nothing. */
static void set_left_out(struct err *err, const struct bundle *b)
{
	const struct archive_made *archive = b->archive;

	*err = (struct err){ .code = ERR_NONE };
	if (archive->left_out)
		err_set(err, ERR_REFUSED,
			"%d original%s left out: %s; copy it back from a backup and export again",
			archive->left_out, archive->left_out == 1 ? " was" : "s were",
			archive->missing);
	if (b->batch->nrefused)
		err_set(err, ERR_REFUSED,
			"%d of %d cases %s not written: they lack what the map %s "
			"requires",
			b->batch->nrefused, b->n, b->batch->nrefused == 1 ? "was" : "were",
			b->how.map->name);
}

static int show_export(struct cli *cli, const struct bundle *b, struct node *doc, struct err *err)
{
	set_left_out(err, b);
	if (!err->code)
		return cli_show(cli, doc, exported_text, err);
	node_error(&cli->arena, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, exported_text, &(struct err){ 0 });
	return -1;
}

static int cmd_export(struct cli *cli, struct err *err)
{
	static const struct writer batch_writers[] = { { "csv", write_batch, NULL },
						       { "xlsx", write_batch, NULL } };
	static const struct writer portal_writer = { "zip", write_portal, NULL };
	const char *path = arg_value(&cli->args, "--output");
	const struct writer *writer;
	struct archive_made archive = { 0 };
	struct batch_made batch = { 0 };
	struct portal_made portal = { 0 };
	struct bundle b = { .archive = &archive, .batch = &batch, .portal = &portal };
	struct node *doc;

	if (!path)
		return err_set(err, ERR_INPUT,
			       "say where to write: -o case.xlsx (or .pdf, .html, .zip, .json, "
			       ".csv, .ics)");
	if (batch_take(&b.how, cli, path, err) < 0 || portal_take(&b.profile, cli, path, err) < 0)
		return -1;
	writer = b.how.map ? &batch_writers[b.how.form == BATCH_XLSX] : find_writer(cli, path, err);
	if (b.profile && writer && writer->write == write_archive)
		writer = &portal_writer;
	if (!writer || take_audience(&b.viewer.audience, cli, writer, err) < 0 ||
	    take_words(&b, cli, err) < 0 ||
	    read_cases(&b, cli, writer->write == write_archive, err) < 0)
		return -1;
	find_files(&b, cli);
	if (deliver(cli, writer, path, &b, err) < 0)
		return -1;
	doc = export_doc(cli, writer, path, &b);
	if (!cli->json) /* it says so itself */
		note_hidden(cli, &b.viewer, doc);
	return show_export(cli, &b, doc, err);
}

static const struct handler handlers[] = {
	{ "export", cmd_export }, { "letter", cmd_letter }, { "mail", cmd_mail },
	{ "report", cmd_report }, { NULL, NULL },
};

int main(int argc, char **argv)
{
	return cli_main(argc, argv, WING_REPORT, handlers);
}
