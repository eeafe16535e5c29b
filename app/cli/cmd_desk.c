#include "cli/cmds.h"

#include <inttypes.h>

#include "cli/print.h"
#include "ops/desk.h"

static struct node *doc_faults(struct arena *a, struct node *doc, const struct fault *fault, int n)
{
	struct node *list = node_list(a, doc, "faults");
	int i;

	for (i = 0; i < n; i++) {
		struct node *f = node_map(a, list, NULL);

		if (fault[i].casefile_id)
			node_int(a, f, "case", fault[i].casefile_id);
		else
			node_null(a, f, "case");
		node_text(a, f, "what", fault[i].what);
	}
	return list;
}

static void faults_text(struct cli *cli, const struct node *doc)
{
	const struct node *f = node_get(doc, "faults");

	for (f = f ? f->first : NULL; f; f = f->next)
		print_bullet(cli, INK_BAD,
			     node_known(f, "case")
				     ? arena_printf(&cli->arena, "case %" PRId64 ": %s",
						    node_num(f, "case"), node_str(f, "what"))
				     : node_str(f, "what"));
}

/* On a line of its own, to be copied whole. */
static void head_line(struct cli *cli, const char *head)
{
	print_line(cli, INK_PLAIN,
		   head ? arena_printf(&cli->arena, "  head  %s", head)
			: "  no head: the journal is empty");
}

/* Shows a report with faults and its error in one document. */
static int show_faulty(struct cli *cli, struct node *doc,
		       void (*text)(struct cli *, const struct node *), struct err *err)
{
	struct err ignored;

	node_error(&cli->arena, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, text, &ignored);
	return -1;
}

static void verify_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;
	const char *head = node_str(doc, "head");

	if (node_num(doc, "ok"))
		print_line(cli, INK_GOOD,
			   arena_printf(
				   a, "Nothing was changed behind the desk's back: %s, %s",
				   show_plural(cli, node_num(doc, "cases"), "case", "cases"),
				   show_plural(cli, node_num(doc, "entries"), "entry", "entries")));
	faults_text(cli, doc);
	head_line(cli, head);
}

int cmd_verify(struct cli *cli, struct err *err)
{
	const char *path = cli->args.nwords ? cli->args.word[0] : cli->db_path;
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct verify_report r;

	if (cli_desk_open(cli, path, cli->args.nwords ? DESK_LOOK : DESK_EXISTING, err) < 0)
		return -1;
	if (desk_verify(&r, cli->desk, a, arg_value(&cli->args, "--expect"), err) < 0)
		return -1;
	node_bool(a, doc, "ok", r.ok);
	node_int(a, doc, "cases", r.cases);
	node_int(a, doc, "entries", r.entries);
	node_text(a, doc, "head", *r.head ? r.head : NULL);
	doc_faults(a, doc, r.fault, r.nlisted);
	node_int(a, doc, "count", r.nfaults);
	if (r.ok)
		return cli_show(cli, doc, verify_text, err);
	err_set(err, ERR_DAMAGED,
		"%" PRId64 " %s found in %s: do not work on with this file; keep it, and restore a "
		"backup elsewhere to compare",
		r.nfaults, r.nfaults == 1 ? "fault" : "faults", path);
	return show_faulty(cli, doc, verify_text, err);
}

static void doctor_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;
	int64_t missing = node_num(doc, "evidence_missing");
	int64_t changed = node_num(doc, "evidence_changed");

	print_line(cli, node_num(doc, "ok") ? INK_GOOD : INK_BAD,
		   node_num(doc, "ok") ? "The desk is well" : "The desk needs attention");
	faults_text(cli, doc);
	print_fact(cli, "evidence", missing || changed ? INK_BAD : INK_PLAIN,
		   arena_printf(a, "%s, %" PRId64 " missing, %" PRId64 " changed",
				show_plural(cli, node_num(doc, "evidence_files"), "file", "files"),
				missing, changed));
	if (node_num(doc, "own_rules"))
		print_fact(cli, "rules of your own", INK_PLAIN,
			   show_plural(cli, node_num(doc, "own_rules"), "rule", "rules"));
	print_fact(cli, "carriers' answers", INK_PLAIN,
		   arena_printf(a, "%" PRId64 " kept, %s", node_num(doc, "answers"),
				show_bytes(cli, node_num(doc, "answer_bytes"))));
	print_fact(
		cli, "file", INK_PLAIN,
		arena_printf(a, "%s, %s", cli->db_path, show_bytes(cli, node_num(doc, "bytes"))));
	if (node_known(doc, "free_bytes"))
		print_fact(cli, "free on its disk", INK_PLAIN,
			   show_bytes(cli, node_num(doc, "free_bytes")));
}

int cmd_doctor(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct doctor_report r;

	if (desk_doctor(&r, cli->desk, a, err) < 0)
		return -1;
	node_bool(a, doc, "ok", r.ok);
	doc_faults(a, doc, r.fault, r.nfaults);
	node_int(a, doc, "count", r.nfaults);
	node_int(a, doc, "evidence_files", r.evidence_files);
	node_int(a, doc, "evidence_missing", r.evidence_missing);
	node_int(a, doc, "evidence_changed", r.evidence_changed);
	node_int(a, doc, "own_rules", r.own_rules);
	node_int(a, doc, "answers", r.answers);
	node_int(a, doc, "answer_bytes", r.answer_bytes);
	node_int(a, doc, "bytes", r.bytes);
	if (r.free_bytes >= 0)
		node_int(a, doc, "free_bytes", r.free_bytes);
	else
		node_null(a, doc, "free_bytes");
	node_text(a, doc, "journal_mode", r.journal_mode);
	if (r.ok)
		return cli_show(cli, doc, doctor_text, err);
	err_set(err, ERR_REFUSED, "the doctor found %d thing%s in %s", r.nfaults,
		r.nfaults == 1 ? "" : "s", cli->db_path);
	return show_faulty(cli, doc, doctor_text, err);
}

static struct node *backup_doc(struct arena *a, const struct backup_report *r)
{
	struct node *doc = node_root(a);

	node_text(a, doc, "path", r->path);
	node_int(a, doc, "cases", r->cases);
	node_int(a, doc, "entries", r->entries);
	node_int(a, doc, "bytes", r->bytes);
	node_int(a, doc, "files_copied", r->files_copied);
	node_int(a, doc, "files_kept", r->files_kept);
	node_int(a, doc, "files_missing", r->files_missing);
	node_bool(a, doc, "own_rules", r->rules);
	node_text(a, doc, "head", *r->head ? r->head : NULL);
	return doc;
}

static void backup_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;

	print_line(cli, INK_STRONG, node_str(doc, "path"));
	print_fact(cli, "holds", INK_PLAIN,
		   arena_printf(a, "%s, %s",
				show_plural(cli, node_num(doc, "cases"), "case", "cases"),
				show_plural(cli, node_num(doc, "entries"), "entry", "entries")));
	print_fact(cli, "evidence", INK_PLAIN,
		   arena_printf(a, "%s copied, %" PRId64 " there already",
				show_plural(cli, node_num(doc, "files_copied"), "file", "files"),
				node_num(doc, "files_kept")));
	if (node_num(doc, "own_rules"))
		print_fact(cli, "rules of your own", INK_PLAIN, "copied");
	head_line(cli, node_str(doc, "head"));
}

/* What could be copied is copied; what could not is an error beside it. */
static int show_backup(struct cli *cli, const struct backup_report *r, struct err *err)
{
	struct node *doc = backup_doc(&cli->arena, r);

	if (!r->files_missing)
		return cli_show(cli, doc, backup_text, err);
	err_set(err, ERR_REFUSED,
		"%" PRId64 " evidence file%s left out: %s; 'waylaid doctor' lists all",
		r->files_missing, r->files_missing == 1 ? " was" : "s were", r->missing);
	return show_faulty(cli, doc, backup_text, err);
}

int cmd_backup(struct cli *cli, struct err *err)
{
	struct backup_report r;

	if (desk_backup(&r, cli->desk, &cli->arena, cli->args.word[0], err) < 0)
		return -1;
	return show_backup(cli, &r, err);
}

int cmd_restore(struct cli *cli, struct err *err)
{
	struct backup_report r;

	if (desk_restore(&r, &cli->arena, cli->args.word[0], cli->db_path, err) < 0)
		return -1;
	return show_backup(cli, &r, err);
}

static void undo_text(struct cli *cli, const struct node *doc)
{
	print_para(cli, 0, INK_PLAIN, node_str(doc, "undone"));
}

int cmd_undo(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	const char *done;

	if (desk_undo(&done, cli->desk, &cli->arena, err) < 0)
		return -1;
	node_text(&cli->arena, doc, "undone", done);
	return cli_show(cli, doc, undo_text, err);
}
