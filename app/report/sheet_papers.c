#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/table.h"
#include "report/words.h"

enum { PREFIX = sizeof("evidence ") - 1 };

/* The evidence that answers a line of the checklist; NULL: something else does, or nothing. */
static const struct node *answer_of(const struct node *one, const struct node *need)
{
	const char *by = node_str(need, "answered_by");
	const struct node *list = node_get(one, "evidence");

	if (!by || !text_has_prefix(by, "evidence "))
		return NULL;
	for (const struct node *n = list ? list->first : NULL; n; n = n->next)
		if (node_num(n, "evidence") == strtoll(by + PREFIX, NULL, 10))
			return n;
	return NULL;
}

static const char *here(struct book *b, const struct node *row, enum style *style)
{
	const struct node *held = node_get(row, "held");
	bool yes = held && held->type == NODE_BOOL && held->truth;

	(void)b;
	*style = yes ? STYLE_GOOD : STYLE_BAD;
	return yes ? "yes" : "MISSING";
}

static const char *why(struct book *b, const struct node *row, enum style *style)
{
	const char *parts[] = { say_reason(b, text_named(b, row, "why_missing")),
				text_named(b, row, "note") };

	(void)style;
	return say_joined(b, "\n", parts, 2);
}

static const char *source(struct book *b, const struct node *row, enum style *style)
{
	const char *checked = text_named(b, row, "checked_on");
	const char *parts[] = { text_named(b, row, "source"), text_named(b, row, "source_date"),
				checked ? arena_printf(b->arena, "checked %s", checked) : NULL,
				say_confidence(b, row, style) };

	return say_joined(b, ", ", parts, 4);
}

static const char *later(struct book *b, const struct node *row, enum style *style)
{
	(void)b;
	(void)row;
	(void)style;
	return NULL;
}

/* clang-format off */
static const struct column columns[] = {
	{ .title = "Shot",		.width = 7,  .names = "shot" },
	{ .title = "What a claim asks for", .width = 52, .names = "title|code", .as = AS_STRONG },
	{ .title = "Here?",		.width = 11, .say = here },
	{ .title = "The file, and its caption", .width = 40, .say = later },
	{ .title = "Why it is missing, and what is wanted", .width = 50, .say = why },
	{ .title = "Who asks for it",	.width = 34, .say = source },
};
enum { FILE_COLUMN = 3 };
/* clang-format on */

static const struct table papers = {
	.list = "checklist",
	.empty = "No list of what this claim asks for is known.",
	.columns = columns,
	.ncolumns = sizeof(columns) / sizeof(*columns),
};

static const char *caption(struct book *b, const struct node *e)
{
	const char *dated = text_named(b, e, "dated_on|date");
	const char *parts[] = { text_named(b, e, "name"), text_named(b, e, "note"),
				dated ? arena_printf(b->arena, "dated %s", dated) : NULL };

	return say_joined(b, ": ", parts, 3);
}

static void put_need(struct sheet *s, const struct node *one, const struct node *need)
{
	struct cell cells[BOOK_COLUMNS];
	int n = table_cells(cells, s, &papers, one, need);
	const struct node *e = answer_of(one, need);
	struct cell *file = &cells[FILE_COLUMN + s->names_case];

	if (e)
		*file = cell_text(file->first, file->last, STYLE_TEXT, caption(s->book, e));
	else if (node_known(need, "answered_by"))
		*file = cell_text(file->first, file->last, STYLE_TEXT,
				  text_named(s->book, need, "answered_by"));
	sheet_row(s, cells, n);
}

static int put_case(struct sheet *s, const struct node *one)
{
	const struct node *list = node_get(one, papers.list), **need;
	int n = 0;

	if (!list || list->type != NODE_LIST)
		return 0;
	for (need = rows_by_shot(s->book->arena, list); need[n]; n++)
		put_need(s, one, need[n]);
	return n;
}

void sheet_papers(struct book *b)
{
	struct sheet s;
	int head, rows = 0;

	table_sheet(&s, b, "Papers", &papers);
	head = s.row - 1;
	for (int i = 0; i < b->in->ncases; i++)
		rows += put_case(&s, b->in->cases[i]);
	if (rows)
		sheet_filter(&s, head, s.ncolumns);
	else
		sheet_line(&s, STYLE_EMPTY, papers.empty);
}
