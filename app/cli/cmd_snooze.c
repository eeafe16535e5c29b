#include "cli/cmds.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "cli/cases.h"
#include "cli/opts.h"
#include "cli/print.h"
#include "ops/snooze_ops.h"
#include "view/next_doc.h"

/* "promise" or "promise/7" */
static int take_lines(struct snooze_lines *out, struct cli *cli, struct err *err)
{
	const char *word = cli->args.nwords > 1 ? cli->args.word[1] : NULL;
	const char *slash = word ? strchr(word, '/') : NULL;

	*out = (struct snooze_lines){ .kind = -1 };
	if (take_case(&out->casefile_id, cli, cli->args.word[0], err) < 0)
		return -1;
	if (!word)
		return 0;
	if (slash && take_id(&out->row_id, slash + 1, "the line", err) < 0)
		return -1;
	if (slash)
		word = arena_strndup(&cli->arena, word, (size_t)(slash - word));
	return name_parse(&out->kind, next_kind_names, NEXT_NVALUES, word, "the kind of line", err);
}

static void snooze_text(struct cli *cli, const struct node *doc)
{
	const struct node *items = node_get(doc, "items"), *n;
	struct arena *a = &cli->arena;

	for (n = items->first; n; n = n->next) {
		const char *kind = node_str(n, "kind");
		bool stays = text_same(kind, "window") || text_same(kind, "appeal");
		const char *until = show_day(cli, node_dayof(n, "snoozed_until"));

		print_line(cli, INK_STRONG, node_str(n, "line"));
		print_para(cli, 2, INK_PLAIN, node_str(n, "what"));
		if (!until)
			print_para(cli, 2, INK_DIM, "is back on the list");
		else
			print_para(cli, 2, INK_DIM,
				   arena_printf(a,
						stays ? "stays on the list, snoozed until %s (%s)"
						      : "rests until %s (%s)",
						until, node_str(n, "snooze_reason")));
	}
}

int cmd_snooze(struct cli *cli, struct err *err)
{
	bool wake = arg_given(&cli->args, "--wake");
	struct snooze_lines lines;
	struct next_rows rows;
	const char *reason;
	daynum until;
	int rc;

	if (opt_day(&until, cli, "--until", err) < 0 ||
	    opt_text(&reason, cli, "--reason", TEXT_LINE, err) < 0 ||
	    take_lines(&lines, cli, err) < 0)
		return -1;
	if (wake && (until != DAY_NONE || reason))
		return err_set(err, ERR_INPUT, "--wake needs neither --until nor --reason");
	rc = wake ? snooze_wake(&rows, cli->desk, &cli->arena, &lines, err)
		  : snooze_put(&rows, cli->desk, &cli->arena, &lines, until, reason, err);
	if (rc < 0)
		return -1;
	return cli_show(cli,
			next_lines_doc(&cli->arena, lines.casefile_id, &rows, cli->moment.today),
			snooze_text, err);
}
