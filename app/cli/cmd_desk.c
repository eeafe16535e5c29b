#include "cli/cmds.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/text.h"
#include "base/zip.h"
#include "cli/key.h"
#include "cli/print.h"
#include "ops/archive_ops.h"
#include "ops/backup_sign.h"
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
	if (node_num(doc, "purged"))
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  %s purged: what they recorded is gone, as was asked",
					show_plural(cli, node_num(doc, "purged"), "entry was",
						    "entries were")));
	head_line(cli, head);
}

/* --- an archive --- */

/* "Signed by you", "signed with a key": what that is worth, too. */
static void signer_lines(struct cli *cli, const struct node *doc)
{
	const char *by = node_str(doc, "signed_by");

	if (!by) {
		print_line(cli, INK_PLAIN, "  not signed");
		return;
	}
	print_line(cli, INK_PLAIN, arena_printf(&cli->arena, "  signed with the key %s", by));
	print_para(cli, 2, INK_PLAIN,
		   node_num(doc, "own_key")
			   ? "which is the key of this computer"
			   : "compare it with the fingerprint that the sender told you by another "
			     "way");
}

static void archive_text(struct cli *cli, const struct node *doc)
{
	struct arena *a = &cli->arena;
	int64_t hidden = node_num(doc, "hidden"), purged = node_num(doc, "purged");
	int64_t bare = node_num(doc, "bare");

	if (node_num(doc, "ok"))
		print_line(cli, INK_GOOD,
			   arena_printf(
				   a, "The archive is as it was made: %s, %s, %s",
				   show_plural(cli, node_num(doc, "files"), "file", "files"),
				   show_plural(cli, node_num(doc, "cases"), "case", "cases"),
				   show_plural(cli, node_num(doc, "entries"), "entry", "entries")));
	faults_text(cli, doc);
	if (hidden)
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  %s without contents: hidden from the reader",
					show_plural(cli, hidden, "entry", "entries")));
	if (purged)
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  %s without contents: purged",
					show_plural(cli, purged, "entry", "entries")));
	if (bare)
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  %s as bare hashes: hidden from the reader",
					show_plural(cli, bare, "entry", "entries")));
	signer_lines(cli, doc);
	head_line(cli, node_str(doc, "head"));
}

static struct node *archive_doc(struct arena *a, const struct archive_report *r)
{
	struct node *doc = node_root(a);

	node_bool(a, doc, "ok", r->verify.ok);
	node_int(a, doc, "cases", r->verify.cases);
	node_int(a, doc, "entries", r->verify.entries);
	node_text(a, doc, "head", *r->verify.head ? r->verify.head : NULL);
	doc_faults(a, doc, r->verify.fault, r->verify.nlisted);
	node_int(a, doc, "count", r->verify.nfaults);
	node_int(a, doc, "files", r->files);
	node_text(a, doc, "audience", r->audience);
	node_int(a, doc, "hidden", r->hidden);
	node_int(a, doc, "purged", r->purged);
	node_int(a, doc, "bare", r->bare);
	node_text(a, doc, "signed_by", r->signed_by);
	node_bool(a, doc, "own_key", r->own_key);
	return doc;
}

static int verify_archive(struct cli *cli, const char *path, struct err *err)
{
	struct archive_expect expect = { .head = arg_value(&cli->args, "--expect"),
					 .fingerprint = arg_value(&cli->args, "--key") };
	struct archive_report r;
	struct sign_key *key;
	struct err ignored;

	if (key_open(&key, cli, &ignored) == 0) {
		expect.own = key_fingerprint(cli, key);
		sign_key_close(key);
	}
	if (archive_verify(&r, &cli->arena, path, &expect, err) < 0)
		return -1;
	if (r.verify.ok)
		return cli_show(cli, archive_doc(&cli->arena, &r), archive_text, err);
	err_set(err, ERR_DAMAGED,
		"%" PRId64 " %s found in %s: it is not as it was made; ask for it anew",
		r.verify.nfaults, r.verify.nfaults == 1 ? "fault" : "faults", path);
	return show_faulty(cli, archive_doc(&cli->arena, &r), archive_text, err);
}

int cmd_verify(struct cli *cli, struct err *err)
{
	const char *path = cli->args.nwords ? cli->args.word[0] : cli->db_path;
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a);
	struct verify_report r;

	if (cli->args.nwords && (zip_is(path) || text_same(path_extension(a, path), "zip")))
		return verify_archive(cli, path, err);
	if (arg_given(&cli->args, "--key"))
		return err_set(err, ERR_INPUT,
			       "--key is for archives: a desk's own file is not signed");

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
	node_int(a, doc, "purged", r.purged);
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
	if (node_known(doc, "signed_by"))
		print_line(cli, INK_PLAIN,
			   arena_printf(a, "  signed with the key %s", node_str(doc, "signed_by")));
	head_line(cli, node_str(doc, "head"));
}

/* What could be copied is copied; what could not is an error beside it. */
static int show_backup(struct cli *cli, const struct backup_report *r, const char *signed_by,
		       struct err *err)
{
	struct node *doc = backup_doc(&cli->arena, r);

	node_text(&cli->arena, doc, "signed_by", signed_by);
	if (!r->files_missing)
		return cli_show(cli, doc, backup_text, err);
	err_set(err, ERR_REFUSED,
		"%" PRId64 " evidence file%s left out: %s; 'waylaid doctor' lists all",
		r->files_missing, r->files_missing == 1 ? " was" : "s were", r->missing);
	return show_faulty(cli, doc, backup_text, err);
}

int cmd_backup(struct cli *cli, struct err *err)
{
	const char *dir = cli->args.word[0];
	struct backup_report r;
	struct sign_key *key;
	int rc;

	if (key_open(&key, cli, err) < 0)
		return -1;
	/* A signature that is there already is that of the head before. */
	rc = backup_sign(&cli->arena, dir, NULL, err);
	if (rc == 0)
		rc = desk_backup(&r, cli->desk, &cli->arena, dir, err);
	if (rc == 0 && key)
		rc = backup_sign(&cli->arena, dir, key, err);
	if (rc == 0)
		rc = show_backup(cli, &r, key_fingerprint(cli, key), err);
	sign_key_close(key);
	return rc;
}

int cmd_restore(struct cli *cli, struct err *err)
{
	struct backup_report r;

	if (desk_restore(&r, &cli->arena, cli->args.word[0], cli->db_path, err) < 0)
		return -1;
	return show_backup(cli, &r, NULL, err);
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
