#include "cli/cmds.h"

#include "cli/opts.h"
#include "cli/print.h"
#include "cli/tracked.h"
#include "domain/number.h"
#include "ops/events_ops.h"

static void imported_text(struct cli *cli, const struct node *doc)
{
	const struct node *unknown = node_get(doc, "unknown"), *n;

	tracked_table(cli, doc);
	print_line(cli, INK_STRONG,
		   arena_printf(
			   &cli->arena, "%s in the file, %s",
			   show_plural(cli, node_num(doc, "rows"), "number", "numbers"),
			   show_plural(cli, node_num(doc, "created"), "new event", "new events")));
	if (!unknown->count)
		return;
	print_title(cli, "No parcel here has these numbers; they were left out");
	for (n = unknown->first; n; n = n->next)
		print_bullet(cli, INK_WARN, number_grouped(&cli->arena, n->text));
}

int cmd_events_import(struct cli *cli, struct err *err)
{
	struct arena *a = &cli->arena;
	struct node *doc = node_root(a), *list;
	const char *format;
	struct events_report r;
	int i;

	if (opt_text(&format, cli, "--format", TEXT_LINE, err) < 0 ||
	    events_import(&r, cli->desk, a, cli->args.word[0], format, err) < 0)
		return -1;
	list = node_list(a, doc, "items");
	for (i = 0; i < r.ntracked; i++)
		tracked_node(a, list, &r.tracked[i]);
	node_text(a, doc, "format", r.by->code);
	node_int(a, doc, "count", r.ntracked);
	node_int(a, doc, "rows", r.rows);
	node_int(a, doc, "created", r.created);
	node_int(a, doc, "refused", r.refused);
	list = node_list(a, doc, "unknown");
	for (i = 0; i < r.nunknown; i++)
		node_text(a, list, NULL, r.unknown[i]);
	if (!r.refused)
		return cli_show(cli, doc, imported_text, err);
	err_set(err, ERR_REFUSED, "%d of %d numbers belong to no parcel here: open them first",
		r.refused, r.rows);
	node_error(a, doc, err);
	cli_fail_printed(cli);
	cli_show(cli, doc, imported_text, &(struct err){ 0 });
	return -1;
}
