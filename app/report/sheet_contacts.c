#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "report/table.h"
#include "report/words.h"

enum { SECTION_POINTS = 60, ROW_POINTS = 19, TIME_ROOM = 64, DAY_LETTERS = 10, CLOCK_LETTERS = 5 };

static const char *channel(struct book *b, const struct node *row, enum style *style)
{
	const char *parts[] = { say_code(b, text_named(b, row, "channel")),
				text_named(b, row, "direction") };

	(void)style;
	return say_joined(b, ", ", parts, 2);
}

static const char *text_or(struct book *b, const struct node *row, const char *name)
{
	const char *text = text_named(b, row, name);

	return text ? text : "(not recorded)";
}

static const char *party(struct book *b, const struct node *row, enum style *style)
{
	(void)style;
	return say_party(b, text_named(b, row, "with|party|owed_by|by"));
}

static const char *representative(struct book *b, const struct node *row, enum style *style)
{
	const char *parts[] = { text_named(b, row, "rep|rep_name|representative"),
				text_named(b, row, "rep_id") };

	(void)style;
	return say_joined(b, ", ID ", parts, 2);
}

/* Both versions of an amended contact stand; the earlier one says only what was different. */
static const char *said(struct book *b, const struct node *row, enum style *style)
{
	static const char *const not_said[] = { "version", "replaced_at", "replaced_by" };
	const struct node *list = node_get(row, "earlier");
	const char *out = text_named(b, row, "said");

	(void)style;
	if (!list || list->type != NODE_LIST)
		return out;
	for (const struct node *was = list->first; was; was = was->next) {
		const char *parts[] = { out, arena_printf(b->arena, "[Amended %s by %s. Before:",
							  text_or(b, was, "replaced_at"),
							  text_or(b, was, "replaced_by")) };

		out = say_joined(b, "\n", parts, 2);
		for (const struct node *n = was->type == NODE_MAP ? was->first : NULL; n;
		     n = n->next)
			if (name_find(not_said, 3, n->name) < 0)
				out = arena_printf(b->arena, "%s %s: %s;", out,
						   say_code(b, n->name),
						   say_node(b, n) ? say_node(b, n) : "nothing");
		out = arena_printf(b->arena, "%s]", out);
	}
	return out;
}

static const char *numbers(struct book *b, const struct node *row, enum style *style)
{
	static const char *const label[] = { "dialed", "keypad", "callback" };
	const char *parts[3];

	for (int i = 0; i < 3; i++) {
		const char *pair[] = { label[i], text_named(b, row, label[i]) };

		parts[i] = pair[1] ? say_joined(b, " ", pair, 2) : NULL;
	}
	(void)style;
	return say_joined(b, "\n", parts, 3);
}

static const char *minutes(struct book *b, const struct node *row, enum style *style)
{
	const char *talked = text_named(b, row, "minutes");
	const char *held[] = { text_named(b, row, "hold_minutes|hold"), "on hold" };
	const char *parts[] = { talked, held[0] ? say_joined(b, " ", held, 2) : NULL };

	(void)style;
	return say_joined(b, ", ", parts, 2);
}

/* When it ended, where its length is known; with the day when that is another. */
static const char *ended(struct book *b, const struct node *row, enum style *style)
{
	const struct node *at = node_named(row, "at|occurred_at|contacted_at");
	const struct node *length = node_get(row, "minutes");
	char from[TIME_ROOM], to[TIME_ROOM];
	instant end;

	(void)style;
	if (!at || at->type != NODE_INSTANT || !length || length->type != NODE_INT)
		return NULL;
	end = at->at + length->number * 60;
	zone_text(from, b->in->zone, at->at);
	zone_text(to, b->in->zone, end);
	return arena_strndup(b->arena, strncmp(from, to, DAY_LETTERS) ? to : to + DAY_LETTERS + 1,
			     strncmp(from, to, DAY_LETTERS) ? DAY_LETTERS + 1 + CLOCK_LETTERS
							    : CLOCK_LETTERS);
}

static const char *state(struct book *b, const struct node *row, enum style *style)
{
	const char *word = text_named(b, row, "state");
	daynum due = node_dayof(row, "due_on");

	if (!word)
		return NULL;
	if (strcmp(word, "kept") == 0)
		*style = STYLE_GOOD;
	if (strcmp(word, "broken") == 0)
		*style = STYLE_BAD;
	if (node_num(row, "overdue") || (strcmp(word, "open") == 0 && due != DAY_NONE &&
					 due < zone_day(b->in->zone, b->in->now))) {
		*style = STYLE_WARN;
		return "Open, overdue";
	}
	return say_code(b, word);
}

/* clang-format off */
static const struct column contact_columns[] = {
	{ .title = "When",		 .width = 17, .names = "at|occurred_at|contacted_at" },
	{ .title = "How",		 .width = 14, .say = channel },
	{ .title = "With",		 .width = 12, .say = party },
	{ .title = "Representative",	 .width = 20, .say = representative, .as = AS_STRONG },
	{ .title = "Reference",		 .width = 18, .names = "reference|ref", .as = AS_CODE },
	{ .title = "Outcome",		 .width = 12, .names = "outcome", .as = AS_WORDS },
	{ .title = "What was said",	 .width = 60, .say = said },
	{ .title = "Numbers",		 .width = 22, .say = numbers },
	{ .title = "Ended",		 .width = 9,  .say = ended },
	{ .title = "Minutes",		 .width = 11, .say = minutes },
	{ .title = "Logged by",		 .width = 13, .names = "logged_by|by" },
};

/* On the same columns. */
static const struct column promise_columns[] = {
	{ .title = "Due",		 .names = "due_on|due" },
	{ .title = "State",		 .say = state },
	{ .title = "Owed by",		 .say = party },
	{ .title = "What was promised",	 .names = "what", .span = 4 },
	{ .title = "Settled on",	 .names = "settled_on" },
	{ .title = "Settled by",	 .names = "settled_by", .span = 3 },
};

static const struct column request_columns[] = {
	{ .title = "Filed on",		 .names = "filed_on" },
	{ .title = "State",		 .names = "state", .as = AS_WORDS },
	{ .title = "Number",		 .names = "number|request", .as = AS_CODE },
	{ .title = "Kind",		 .names = "kind", .as = AS_WORDS },
	{ .title = "Reference",		 .names = "reference|ref", .as = AS_CODE },
	{ .title = "Result",		 .names = "result", .as = AS_WORDS },
	{ .title = "Answer",		 .names = "answer" },
	{ .title = "Answer due",	 .names = "answer_due_on" },
	{ .title = "Answered on",	 .names = "answered_on", .span = 3 },
};
/* clang-format on */

static const struct table contacts = {
	.list = "contacts",
	.empty = "No contact has been logged yet.",
	.columns = contact_columns,
	.ncolumns = sizeof(contact_columns) / sizeof(*contact_columns),
};

static const struct table promises = {
	.list = "promises",
	.empty = "Nothing has been promised yet.",
	.columns = promise_columns,
	.ncolumns = sizeof(promise_columns) / sizeof(*promise_columns),
};

static const struct table requests = {
	.list = "requests",
	.empty = "No search, trace or inquiry has been filed yet.",
	.columns = request_columns,
	.ncolumns = sizeof(request_columns) / sizeof(*request_columns),
};

static void section(struct sheet *s, const char *title, const struct table *t)
{
	int rows = 0;

	/* In one piece where it can be: a page's headings are those of the contacts. */
	for (int i = 0; i < s->book->in->ncases; i++) {
		const struct node *list = node_get(s->book->in->cases[i], t->list);

		rows += list ? list->count : 0;
	}
	sheet_keep(s, SECTION_POINTS + ROW_POINTS * rows);
	sheet_gap(s);
	sheet_line(s, STYLE_SECTION, title);
	table_head(s, t);
	table_rows(s, t);
}

void sheet_contacts(struct book *b)
{
	struct sheet s;
	int head;

	table_sheet(&s, b, "Contacts and promises", &contacts);
	head = s.row - 1;
	if (table_rows(&s, &contacts))
		sheet_filter(&s, head, s.ncolumns);
	section(&s, "Promises", &promises);
	section(&s, "Searches, traces and inquiries", &requests);
	sheet_end(&s);
}
