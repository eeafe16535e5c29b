#include "cli/case_text.h"

#include "base/text.h"
#include "domain/shipment.h"

/* --- silence --- */

enum { FORGETS_SOON_DAYS = 14, LINES_MAX = 40 };

/* One thing that is not as it should be. */
struct line {
	enum ink ink;
	const char *text;
};

static struct line vanished_line(struct cli *cli, const struct node *v)
{
	const char *asked = carrier_title(node_str(v, "asked"));

	return (struct line){ INK_BAD,
			      arena_printf(&cli->arena, "The answer of %s of %s no longer has %s",
					   asked ? asked : "the carrier",
					   show_at(cli, v, "gone_since"), node_str(v, "text")) };
}

/* While it can still be asked, and once it cannot. */
static bool history_line(struct line *out, struct cli *cli, const struct node *doc)
{
	const char *carrier = carrier_title(node_str(doc, "carrier"));
	daynum until = node_dayof(doc, "shipment.history_until"), today = cli->moment.today;

	if (until == DAY_NONE || until - today > FORGETS_SOON_DAYS)
		return false;
	*out = (struct line){
		until < today ? INK_DIM : INK_WARN,
		arena_printf(&cli->arena,
			     until < today
				     ? "%s kept this parcel's scans to %s: what is kept here "
				       "is all there is"
				     : "%s forgets this parcel's scans after %s: track it now",
			     carrier, show_day(cli, until)),
	};
	return true;
}

static int silence_lines(struct line lines[LINES_MAX], struct cli *cli, const struct node *doc)
{
	const struct node *s = node_get(doc, "silence"), *v = node_get(doc, "vanished");
	int n = 0;

	for (s = s ? s->first : NULL; s && n < LINES_MAX / 2; s = s->next)
		lines[n++] = (struct line){ node_num(s, "open") ? INK_WARN : INK_PLAIN,
					    node_str(s, "text") };
	for (v = v ? v->first : NULL; v && n < LINES_MAX - 1; v = v->next)
		lines[n++] = vanished_line(cli, v);
	n += history_line(&lines[n], cli, doc);
	return n;
}

void case_silence(struct cli *cli, const struct node *doc)
{
	struct line lines[LINES_MAX];
	int n = silence_lines(lines, cli, doc);

	if (n)
		print_title(cli, "Silence");
	for (int i = 0; i < n; i++)
		print_bullet(cli, lines[i].ink, lines[i].text);
}

void case_silence_facts(struct cli *cli, const struct node *doc)
{
	struct line lines[LINES_MAX];
	int n = silence_lines(lines, cli, doc);

	for (int i = 0; i < n; i++)
		print_fact(cli, i ? "" : "silence", lines[i].ink, lines[i].text);
}

/* --- events --- */

static const char *event_when(struct cli *cli, const struct node *e)
{
	const char *local = show_local(cli, node_str(e, "occurred_at_local"));

	return local ? local : show_at(cli, e, "occurred_at");
}

static enum ink event_ink(struct cli *cli, const struct node *e)
{
	(void)cli;
	return node_num(e, "is_scan") && !node_known(e, "gone_since") ? INK_PLAIN : INK_DIM;
}

/* What it says, who signed, and whether it still says so. */
static const char *event_words(struct cli *cli, const struct node *e)
{
	const char *text = node_str(e, "text"), *signer = node_str(e, "signed_by");
	const char *gone = show_at(cli, e, "gone_since");

	if (!signer && !gone)
		return text;
	return arena_printf(&cli->arena, "%s%s%s%s%s%s", text ? text : "",
			    signer ? "; signed for by " : "", signer ? signer : "",
			    gone ? " (vanished: not in the answer of " : "", gone ? gone : "",
			    gone ? ")" : "");
}

/* A hint is nobody's scan, only somebody's words. */
static const char *event_status(struct cli *cli, const struct node *e)
{
	return arena_printf(&cli->arena, "%s%s", show_code(cli, node_str(e, "status")),
			    text_same(node_str(e, "source"), "email") ? " (hint)" : "");
}

void case_events(struct cli *cli, const struct node *doc, int limit)
{
	static const struct print_column cols[] = {
		{ .title = "WHEN, THERE", .cell = event_when, .ink = event_ink },
		{ .title = "PLACE", .path = "place", .flags = PRINT_CUT },
		{ .title = "WHAT THE CARRIER SAYS", .cell = event_words, .flags = PRINT_WRAP },
		{ .title = "READ AS", .cell = event_status },
		{ .title = NULL },
	};
	const struct node *list = node_get(doc, "events");
	int more;

	if (!list || !list->count)
		return;
	print_title(cli, "Tracking, newest first");
	more = print_table_first(cli, cols, list, limit);
	if (more)
		print_line(
			cli, INK_DIM,
			arena_printf(&cli->arena, "  %d older not shown: --json shows all", more));
}
