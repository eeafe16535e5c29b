#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/desk.h"
#include "ops/purge_ops.h"

static struct node *purge_doc(struct arena *a, const struct purge_wish *wish,
			      const struct purge_report *r)
{
	struct node *doc = node_root(a);

	node_day(a, doc, "before", wish->before);
	node_bool(a, doc, "dry_run", wish->dry_run);
	node_int(a, doc, "parcels", r->parcels);
	node_int(a, doc, "entries", r->entries);
	node_int(a, doc, "bytes", r->bytes);
	node_int(a, doc, "files", r->files);
	node_int(a, doc, "file_bytes", r->file_bytes);
	node_int(a, doc, "answers", r->answers);
	node_int(a, doc, "files_left", r->files_left);
	return doc;
}

static void purge_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;
	bool dry = node_num(doc, "dry_run");

	if (!node_num(doc, "parcels")) {
		print_line(cli, INK_PLAIN,
			   arena_printf(a,
					"There is no parcel whose cases were all closed before %s",
					show_at(cli, doc, "before")));
		return;
	}
	print_line(cli, INK_STRONG,
		   arena_printf(a, "%s: %s whose cases were all closed before %s",
				dry ? "Would be purged" : "Purged",
				show_plural(cli, node_num(doc, "parcels"), "parcel", "parcels"),
				show_at(cli, doc, "before")));
	print_fact(cli, "journal", INK_PLAIN,
		   arena_printf(a, "%s, %s of contents",
				show_plural(cli, node_num(doc, "entries"), "entry", "entries"),
				show_bytes(cli, node_num(doc, "bytes"))));
	print_fact(cli, "evidence", INK_PLAIN,
		   arena_printf(a, "%s, %s",
				show_plural(cli, node_num(doc, "files"), "file", "files"),
				show_bytes(cli, node_num(doc, "file_bytes"))));
	print_fact(cli, "carriers' answers", INK_PLAIN,
		   show_plural(cli, node_num(doc, "answers"), "answer", "answers"));
	if (!dry)
		print_para(cli, 0, INK_PLAIN,
			   "The hashes are kept, and 'waylaid verify' still proves the chain.");
}

/* Typed by a person; a script says --yes. */
static int ask(struct cli *cli, const struct purge_report *r, struct err *err)
{
	char line[64];

	if (arg_given(&cli->args, "--yes"))
		return 0;
	if (cli->no_input)
		return err_set(err, ERR_INPUT,
			       "a purge cannot be taken back: look with --dry-run, make a backup, "
			       "then add --yes");
	fprintf(cli->err,
		"This deletes what %" PRId64 " journal entries recorded, %" PRId64
		" files and %" PRId64 " answers, for good.\nMake a backup first ('waylaid backup "
		"FOLDER'). Type yes to go on: ",
		r->entries, r->files, r->answers);
	fflush(cli->err);
	if (fgets(line, sizeof line, stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		if (text_same_nocase(line, "yes"))
			return 0;
	}
	return err_set(err, ERR_STATE, "nothing was purged: it was not confirmed");
}

int cmd_purge(struct cli *cli, struct err *err)
{
	struct purge_wish wish = { .evidence = arg_given(&cli->args, "--evidence"),
				   .answers = arg_given(&cli->args, "--answers"),
				   .dry_run = true };
	struct purge_report r;

	if (opt_day(&wish.before, cli, "--before", err) < 0)
		return -1;
	if (wish.before == DAY_NONE)
		return err_set(err, ERR_INPUT,
			       "say which: --before 2025-01-01 means cases closed before that day");
	if (wish.before > cli->moment.today)
		return err_set(err, ERR_INPUT, "--before must not lie in the future");
	if (desk_purge(&r, cli->desk, &wish, err) < 0)
		return -1;
	wish.dry_run = arg_given(&cli->args, "--dry-run");
	if (!wish.dry_run && r.parcels &&
	    (ask(cli, &r, err) < 0 || desk_purge(&r, cli->desk, &wish, err) < 0))
		return -1;
	if (r.files_left)
		cli_note(cli, "warning: %" PRId64 " files could not be deleted: purge again",
			 r.files_left);
	return cli_show(cli, purge_doc(&cli->arena, &wish, &r), purge_text, err);
}
