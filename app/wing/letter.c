#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "domain/evidence.h"
#include "ops/desk.h"
#include "ops/evidence_ops.h"
#include "report/letter.h"
#include "view/letter_doc.h"
#include "wing/parts.h"

/* --- which there are --- */

static const char *kind_words(struct cli *cli, const struct node *row)
{
	char *s = arena_strdup(&cli->arena, node_str(row, "kind"));

	for (char *p = s; *p; p++)
		if (*p == '_')
			*p = '-';
	return s;
}

static void list_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items");
	int away = 0;

	for (const struct node *n = items->first; n; n = n->next) {
		away += node_known(doc, "case") && !node_num(n, "fits");
		if (!node_known(doc, "case") || node_num(n, "fits"))
			print_term(cli, 24, kind_words(cli, n), node_str(n, "title"));
	}
	if (!away)
		return;
	print_title(cli, "Not for this case");
	for (const struct node *n = items->first; n; n = n->next)
		if (!node_num(n, "fits"))
			print_term(cli, 24, kind_words(cli, n), node_str(n, "because"));
}

static int list_all(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a), *list = node_list(a, doc, "items");

	for (const struct letter_kind *k = letter_kinds; k->code; k++) {
		struct node *n = node_map(a, list, NULL);

		node_text(a, n, "kind", k->code);
		node_text(a, n, "title", k->title);
	}
	node_int(a, doc, "count", list->count);
	return cli_show(cli, doc, list_text, err);
}

static int list_of_case(struct cli *cli, int64_t id, struct err *err)
{
	struct node *doc;
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = letter_list_doc(&doc, snap, &cli->arena, id, &cli->moment, err);
	desk_snap_end(snap);
	return rc < 0 ? -1 : cli_show(cli, doc, list_text, err);
}

/* --- one letter --- */

static int write_text(struct cli *cli, const char *path, const struct letter *l, struct err *err)
{
	(void)cli;
	return letter_write_text(path, l, err);
}

static int write_page(struct cli *cli, const char *path, const struct letter *l, struct err *err)
{
	(void)cli;
	return letter_write_page(path, l, err);
}

static int write_draft(struct cli *cli, const char *path, const struct letter *l, struct err *err)
{
	const char **files = arena_array(&cli->arena, (size_t)l->nattach + 1, sizeof *files);

	for (int i = 0; i < l->nattach; i++)
		files[i] = evidence_file_path(&cli->arena, cli->desk, l->attach[i].sha256,
					      l->attach[i].media_type);
	return letter_write_draft(path, l, &(struct letter_files){ files, cli->moment.now }, err);
}

static const struct writer {
	const char *extension;
	int (*write)(struct cli *cli, const char *path, const struct letter *l, struct err *err);
} writers[] = {
	{ "txt", write_text },
	{ "html", write_page },
	{ "eml", write_draft },
};

static const struct writer *find_writer(struct cli *cli, const char *path, struct err *err)
{
	const char *extension = path_extension(&cli->arena, path);

	for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
		if (strcmp(writers[i].extension, extension) == 0)
			return &writers[i];
	err_set(err, ERR_INPUT, "%s: the ending must be .txt, .html or .eml", path);
	return NULL;
}

/* On the screen as in the file: lines of 72, so that it can be copied. */
static void letter_shown(struct cli *cli, const struct node *doc)
{
	const struct letter l = { .body = node_str(doc, "body") };
	struct buf b;
	char *next, *line;

	if (node_known(doc, "file")) {
		print_line(cli, INK_PLAIN,
			   arena_printf(&cli->arena, "%s written", node_str(doc, "file")));
		return;
	}
	print_line(cli, INK_STRONG, node_str(doc, "subject"));
	print_blank(cli);
	buf_init(&b, 2 << 20);
	letter_text(&b, &cli->arena, &l);
	for (next = b.at; *next && (line = strsep(&next, "\n")) != NULL && next;)
		print_line(cli, INK_PLAIN, line);
	buf_release(&b);
}

static void say_missing(struct cli *cli, const struct letter *l)
{
	for (int i = 0; i < l->nnotes; i++)
		cli_note(cli, "%s", l->note[i]);
	if (!l->nblanks)
		return;
	cli_note(cli, "not known, and left blank:");
	for (int i = 0; i < l->nblanks; i++)
		cli_note(cli, "- %s", l->blank[i]);
}

static int take_query(struct letter_query *q, struct cli *cli, struct err *err)
{
	long long claim = 0;

	if (cli->args.nwords < 2)
		return err_set(err, ERR_INPUT,
			       "say which letter: 'waylaid letter %s --list' shows what fits",
			       cli->args.word[0]);
	if (letter_kind_parse(&q->kind, cli->args.word[1], err) < 0 ||
	    opt_number(&claim, cli, "--claim", 1, 1000, err) < 0)
		return -1;
	q->claim = (int)claim;
	return 0;
}

static int read_letter(struct letter *l, struct cli *cli, const struct letter_query *q,
		       struct err *err)
{
	struct snap *snap;
	int rc;

	if (desk_snap(&snap, cli->desk, err) < 0)
		return -1;
	rc = letter_doc(l, snap, &cli->arena, q, &cli->moment, err);
	desk_snap_end(snap);
	if (arg_given(&cli->args, "--without-evidence"))
		l->nattach = 0;
	return rc;
}

int cmd_letter(struct cli *cli, struct err *err)
{
	const char *path = arg_value(&cli->args, "--output");
	const struct writer *writer = NULL;
	struct letter_query q = { 0 };
	struct letter l;
	struct node *doc;

	if (!cli->args.nwords && arg_given(&cli->args, "--list"))
		return list_all(cli, err);
	if (!cli->args.nwords)
		return err_set(err, ERR_INPUT,
			       "say which case, and which letter: 'waylaid letter "
			       "--list' shows them");
	if (take_case(&q.case_id, cli, cli->args.word[0], err) < 0)
		return -1;
	if (arg_given(&cli->args, "--list"))
		return list_of_case(cli, q.case_id, err);
	if (take_query(&q, cli, err) < 0)
		return -1;
	if (path && !(writer = find_writer(cli, path, err)))
		return -1;
	if (read_letter(&l, cli, &q, err) < 0 || (writer && writer->write(cli, path, &l, err) < 0))
		return -1;
	say_missing(cli, &l);
	doc = letter_node(&cli->arena, &l);
	node_text(&cli->arena, doc, "file", path);
	return cli_show(cli, doc, letter_shown, err);
}
