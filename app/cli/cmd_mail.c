#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "cli/cases.h"
#include "cli/files.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "cli/setting.h"
#include "cli/wing.h"
#include "ops/mail_ops.h"
#include "view/mail_doc.h"

/* All messages of one run. */
struct mails {
	struct cli *cli;
	struct mail_given given;
	struct node *items;
	int count, undecided, failed;
	struct err first; /* why the first that failed did */
};

/* --- shown --- */

static void proposals_text(struct cli *cli, const struct node *n)
{
	for (const struct node *p = node_get(n, "proposals")->first; p; p = p->next) {
		print_para(cli, 4, INK_WARN, node_str(p, "text"));
		if (node_known(p, "command"))
			print_line(cli, INK_STRONG,
				   arena_printf(&cli->arena, "      %s", node_str(p, "command")));
	}
}

static const char *cases_words(struct cli *cli, const struct node *n)
{
	const char *words = "";

	for (const struct node *c = node_get(n, "cases")->first; c; c = c->next)
		words = arena_printf(&cli->arena, "%s%s%" PRId64, words, *words ? ", " : "",
				     c->number);
	return words;
}

static void outcome_text(struct cli *cli, const struct node *n, const char *outcome)
{
	struct arena *a = &cli->arena;
	const char *by = node_str(n, "by");

	if (strcmp(outcome, "logged") == 0 && !node_known(n, "contact"))
		print_para(cli, 2, INK_GOOD,
			   arena_printf(a, "would be logged on case %" PRId64 "%s%s%s, %s",
					node_num(n, "case"), by ? " (" : "", by ? by : "",
					by ? ")" : "",
					show_plural(cli, node_get(n, "evidence")->count,
						    "file kept", "files kept")));
	else if (strcmp(outcome, "logged") == 0)
		print_para(cli, 2, INK_GOOD,
			   arena_printf(a, "case %" PRId64 "%s%s%s: contact %" PRId64 ", %s",
					node_num(n, "case"), by ? " (" : "", by ? by : "",
					by ? ")" : "", node_num(n, "contact"),
					show_plural(cli, node_get(n, "evidence")->count,
						    "file kept", "files kept")));
	else if (strcmp(outcome, "known") == 0)
		print_para(cli, 2, INK_DIM,
			   arena_printf(a, "taken before, as contact %" PRId64,
					node_num(n, "contact")));
	else if (strcmp(outcome, "several") == 0)
		print_para(cli, 2, INK_WARN,
			   arena_printf(a, "may be about case %s: say which with --case",
					cases_words(cli, n)));
	else
		print_para(cli, 2, INK_WARN, "names no case here: say which with --case");
}

static void mails_text(struct cli *cli, const struct node *doc)
{
	for (const struct node *n = node_get(doc, "items")->first; n; n = n->next) {
		const char *subject = node_str(n, "subject"), *from = node_str(n, "from");
		const char *at = show_at(cli, n, "at");

		if (node_known(n, "error")) {
			print_bullet(cli, INK_BAD, node_str(n, "error"));
			continue;
		}
		print_bullet(cli, INK_STRONG,
			     arena_printf(&cli->arena, "%s%s%s%s%s",
					  subject ? subject : "(no subject)", from ? ", from " : "",
					  from ? from : "", at ? ", " : "", at ? at : ""));
		outcome_text(cli, n, node_str(n, "outcome"));
		if (node_known(n, "note"))
			print_para(cli, 2, INK_DIM, node_str(n, "note"));
		if (node_num(n, "left"))
			print_para(cli, 2, INK_WARN,
				   arena_printf(&cli->arena,
						"%" PRId64 " more parts are in the original alone",
						node_num(n, "left")));
		proposals_text(cli, n);
	}
	if (node_num(doc, "dry_run"))
		print_line(cli, INK_DIM,
			   "nothing was written: leave --dry-run out to take them in");
}

/* --- taking --- */

/* Faults of one message; the others go on. */
static bool is_its_own(enum err_code code)
{
	return code == ERR_INPUT || code == ERR_NOT_FOUND;
}

static int take_one(struct mails *m, const char *path, struct err *err)
{
	struct arena *a = &m->cli->arena;
	struct mail_taken t;
	struct err why = { 0 };
	struct node *n;

	if (mail_take(&t, m->cli->desk, a, &m->given, &why) < 0 && !is_its_own(why.code)) {
		*err = why;
		return -1;
	}
	m->count++;
	n = node_map(a, m->items, NULL);
	node_text(a, n, "file", path);
	if (why.code) {
		node_text(a, n, "error", arena_strdup(a, why.text));
		if (!m->failed++)
			m->first = why;
		return 0;
	}
	mail_node(a, n, &t);
	m->undecided += t.outcome == MAIL_NO_CASE || t.outcome == MAIL_SEVERAL;
	return 0;
}

/* "box.mbox" with many messages: each is evidence of its own name. */
static const char *name_of(struct arena *a, const char *path, int i, bool many)
{
	const char *base = path_base(path);

	return many ? arena_printf(a, "%s-%d.eml", base, i) : base;
}

static int take_file(struct mails *m, const char *path, struct err *err)
{
	struct arena *a = &m->cli->arena;
	const char *message;
	size_t size, at = 0;
	struct err why = { 0 };
	char *bytes;
	int i = 0;

	if (file_read(&bytes, &size, a, path, MAIL_BOX_MAX, &why) < 0) {
		struct node *n = node_map(a, m->items, NULL);

		node_text(a, n, "file", path);
		node_text(a, n, "error", arena_strdup(a, why.text));
		if (!m->failed++)
			m->first = why;
		m->count++;
		return 0;
	}
	while (mail_next(&message, &m->given.len, &at, bytes, size)) {
		m->given.bytes = message;
		m->given.name = name_of(a, path, i + 1, i > 0 || at < size);
		i++;
		if (take_one(m, path, err) < 0)
			return -1;
	}
	return 0;
}

static int take_options(struct mails *m, struct err *err)
{
	struct cli *cli = m->cli;
	const char *name = arg_value(&cli->args, "--case");
	bool out = arg_given(&cli->args, "--out"), in = arg_given(&cli->args, "--in");

	if (out && in)
		return err_set(err, ERR_INPUT, "--in and --out: give one");
	if ((name && take_case(&m->given.casefile_id, cli, name, err) < 0) ||
	    opt_code(&m->given.party, cli, "--with",
		     (struct code_table){ party_names, PARTY_NVALUES }, err) < 0 ||
	    opt_code(&m->given.kind, cli, "--kind",
		     (struct code_table){ evidence_kind_names, EVIDENCE_NVALUES }, err) < 0)
		return -1;
	m->given.direction = out ? DIRECTION_OUT : in ? DIRECTION_IN : -1;
	m->given.own = setting_get(cli, "desk", "email", NULL);
	m->given.decoder = wing_decoder(&cli->arena);
	m->given.dry_run = arg_given(&cli->args, "--dry-run");
	return 0;
}

static int judge(const struct mails *m, int nfiles, struct err *err)
{
	if (m->failed && m->count == 1 && nfiles == 1) {
		*err = m->first;
		return -1;
	}
	if (m->failed)
		return err_set(err, ERR_REFUSED,
			       "%d of %d e-mails could not be read; the first: %s", m->failed,
			       m->count, m->first.text);
	if (m->undecided)
		return err_set(err, ERR_REFUSED,
			       "%d of %d e-mails were not logged, as no one case can be told: say "
			       "which with --case CASE",
			       m->undecided, m->count);
	return 0;
}

int cmd_mail(struct cli *cli, struct err *err)
{
	struct node *doc = node_root(&cli->arena);
	struct mails m = { .cli = cli, .items = node_list(&cli->arena, doc, "items") };
	struct files files;

	if (take_options(&m, err) < 0 || files_take(&files, cli, 0, err) < 0)
		return -1;
	for (int i = 0; i < files.n; i++)
		if (take_file(&m, files.path[i], err) < 0)
			return -1;
	node_int(&cli->arena, doc, "count", m.count);
	node_bool(&cli->arena, doc, "dry_run", m.given.dry_run);
	if (judge(&m, files.n, err) == 0)
		return cli_show(cli, doc, mails_text, err);
	if (m.failed == m.count && m.count == 1)
		return -1;
	node_error(&cli->arena, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, mails_text, &(struct err){ 0 });
	return -1;
}
