#include "cli/tracked.h"

#include "base/text.h"
#include "domain/number.h"
#include "ops/tracking_ops.h"

enum { REASONS_MAX = 20 };

static const char *number_cell(struct cli *cli, const struct node *row)
{
	return number_grouped(&cli->arena, node_str(row, "tracking_number"));
}

static const char *words_cell(struct cli *cli, const struct node *row)
{
	const char *words = node_str(row, "status_text");
	int64_t gone = node_num(row, "gone_events");

	if (!gone)
		return words;
	return arena_printf(&cli->arena, "%s vanished%s%s",
			    show_plural(cli, gone, "event", "events"), words ? "; " : "",
			    words ? words : "");
}

static enum ink outcome_ink(struct cli *cli, const struct node *row)
{
	static const enum ink inks[POLL_NVALUES] = {
		[POLL_NEW] = INK_GOOD,       [POLL_UNCHANGED] = INK_PLAIN,
		[POLL_NOT_FOUND] = INK_WARN, [POLL_UNREADABLE] = INK_BAD,
		[POLL_REFUSED] = INK_BAD,    [POLL_UNREACHABLE] = INK_BAD,
		[POLL_DEFERRED] = INK_WARN,
	};
	int outcome = name_find(poll_outcome_names, POLL_NVALUES, node_str(row, "outcome"));

	(void)cli;
	return outcome < 0 ? INK_PLAIN : inks[outcome];
}

/* How many rows say the same as this one, itself among them; 0 when an earlier one said it. */
static int said_by(const struct node *list, const struct node *row)
{
	const char *message = node_str(row, "message");
	const struct node *n;
	int count = 0;

	for (n = list->first; n != row; n = n->next)
		if (text_same(node_str(n, "message"), message))
			return 0;
	for (; n; n = n->next)
		count += text_same(node_str(n, "message"), message);
	return count;
}

/* What went wrong, each reason once: a thousand parcels may have the same. */
static void reasons_text(struct cli *cli, const struct node *list)
{
	struct arena *a = &cli->arena;
	const struct node *n;
	int shown = 0;

	for (n = list->first; n && shown < REASONS_MAX; n = n->next) {
		int count = node_str(n, "message") ? said_by(list, n) : 0;

		if (!count)
			continue;
		if (!shown++)
			print_blank(cli);
		print_bullet(cli, outcome_ink(cli, n),
			     list->count == 1
				     ? node_str(n, "message")
				     : arena_printf(a, "%s: %s",
						    count > 1 ? show_plural(cli, count, "parcel",
									    "parcels")
							      : number_cell(cli, n),
						    node_str(n, "message")));
	}
	if (n)
		print_bullet(cli, INK_DIM, "there may be more reasons: --json gives one each");
	if (shown)
		print_blank(cli);
}

void tracked_table(struct cli *cli, const struct node *doc)
{
	const struct node *list = node_get(doc, "items");
	/* One parcel's news stand whole; of many, a line each. */
	unsigned fit = list->count == 1 ? PRINT_WRAP : PRINT_CUT;
	const struct print_column cols[] = {
		{ .title = "CASE", .path = "case", .flags = PRINT_RIGHT },
		{ .title = "NUMBER", .cell = number_cell },
		{ .title = "OUTCOME", .path = "outcome", .flags = PRINT_CODE, .ink = outcome_ink },
		{ .title = "NEW", .path = "new_events", .flags = PRINT_RIGHT },
		{ .title = "STATUS", .path = "status", .flags = PRINT_CODE },
		{ .title = "THE CARRIER SAYS", .cell = words_cell, .flags = fit },
		{ .title = NULL },
	};

	print_table(cli, cols, list);
	reasons_text(cli, list);
}
