#include <string.h>

#include "base/arena.h"
#include "domain/shipment.h"
#include "report/table.h"
#include "report/words.h"

static const char *local_time(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return text_named(b, row, "occurred_at_local|local");
}

static const char *reading(struct book *b, const struct node *row, enum style *style)
{
	const char *trouble = text_named(b, row, "trouble");
	const char *parts[] = { say_code(b, text_named(b, row, "status")),
				trouble && strcmp(trouble, "none") != 0 ? trouble : NULL };

	(void)style;
	return say_joined(b, ", ", parts, 2);
}

/* A line that the carrier's clock wrote is no sighting of the parcel. */
static const char *is_scan(struct book *b, const struct node *row, enum style *style)
{
	const struct node *n = node_get(row, "is_scan");

	(void)b;
	if (!n || n->type != NODE_BOOL)
		return NULL;
	if (n->truth)
		return "scan";
	*style = STYLE_UNKNOWN;
	return "not a scan";
}

/* What the carrier took back stands out. */
static const char *event_words(struct book *b, const struct node *row, enum style *style)
{
	if (node_named(row, "gone_since"))
		*style = STYLE_WARN;
	return say_event(b, row);
}

static const char *answer_name(struct book *b, const struct node *row, enum style *style)
{
	const char *sha256 = text_named(b, row, "answer_sha256");

	(void)style;
	return sha256 ? arena_strndup(b->arena, sha256, 12) : NULL;
}

static const char *asked_whom(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return carrier_title(text_named(b, row, "asked"));
}

static const char *poll_words(struct book *b, const struct node *row, enum style *style)
{
	const char *outcome = text_named(b, row, "outcome");

	if (outcome && strcmp(outcome, "new") != 0 && strcmp(outcome, "unchanged") != 0)
		*style = STYLE_WARN;
	return say_code(b, outcome);
}

/* clang-format off */
static const struct column event_columns[] = {
	{ .title = "When",		 .width = 17, .names = "occurred_at" },
	{ .title = "As the carrier gave it (local time)", .width = 20,
	  .say = local_time, .as = AS_CODE },
	{ .title = "Place",		 .width = 30, .names = "place" },
	{ .title = "Code",		 .width = 8,  .names = "code", .as = AS_CODE },
	{ .title = "What the carrier wrote", .width = 50, .say = event_words },
	{ .title = "We read it as",	 .width = 18, .say = reading },
	{ .title = "Scan?",		 .width = 14, .say = is_scan },
	{ .title = "From",		 .width = 13, .names = "source", .as = AS_WORDS },
	{ .title = "First seen here",	 .width = 17, .names = "first_seen_at" },
};

static const struct column poll_columns[] = {
	{ .title = "Asked",		 .width = 17, .names = "asked_at" },
	{ .title = "Answer",		 .width = 16, .say = poll_words },
	{ .title = "Whom",		 .width = 14, .say = asked_whom },
	{ .title = "New events",	 .width = 12, .names = "new_events" },
	{ .title = "Vanished",		 .width = 12, .names = "gone_events" },
	{ .title = "Message",		 .width = 58, .names = "message" },
	{ .title = "From",		 .width = 13, .names = "source", .as = AS_WORDS },
	{ .title = "Answer (SHA-256)",	 .width = 18, .say = answer_name, .as = AS_CODE },
};
/* clang-format on */

static const struct table events = {
	.list = "events",
	.empty = "No tracking event has been recorded yet.",
	.columns = event_columns,
	.ncolumns = sizeof(event_columns) / sizeof(*event_columns),
};

static const struct table polls = {
	.list = "polls",
	.empty = "The carrier has not been asked for tracking yet.",
	.columns = poll_columns,
	.ncolumns = sizeof(poll_columns) / sizeof(*poll_columns),
};

static void put_sheet(struct book *b, const char *name, const struct table *t)
{
	struct sheet s;
	int head;

	table_sheet(&s, b, name, t);
	head = s.row - 1;
	if (table_rows(&s, t))
		sheet_filter(&s, head, s.ncolumns);
}

void sheet_tracking(struct book *b)
{
	put_sheet(b, "Tracking", &events);
}

/* A sheet of its own: the headings that are printed on each page belong to one table. */
void sheet_polls(struct book *b)
{
	put_sheet(b, "Carrier asked", &polls);
}
