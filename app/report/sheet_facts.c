#include <inttypes.h>

#include "base/arena.h"
#include "report/book.h"
#include "report/words.h"

enum { FACT_POINTS = 12 };

/*
 * Every known value as `show --json` prints it, so that nothing depends on a sheet having a place
 * for it, and so that the workbook can be compared with the desk years later.
 */
static void put_fact(struct sheet *s, const char *path, const char *value)
{
	struct cell cells[] = { cell_text(0, 0, STYLE_PATH, path),
				cell_text(1, 1, STYLE_VALUE, value) };

	sheet_row_high(s, cells, 2, FACT_POINTS);
}

static void put_scalar(struct sheet *s, const char *path, const struct node *n)
{
	struct arena *a = s->book->arena;
	char text[MONEY_TEXT];

	switch (n->type) {
	case NODE_MONEY:
		put_fact(s, arena_printf(a, "%s.amount", path), money_amount(text, &n->money));
		put_fact(s, arena_printf(a, "%s.currency", path), n->money.currency);
		return;
	case NODE_INSTANT:
		put_fact(s, path, instant_text(text, n->at));
		return;
	case NODE_BOOL:
		put_fact(s, path, n->truth ? "true" : "false");
		return;
	case NODE_NULL:
		return;
	default:
		put_fact(s, path, say_node(s->book, n));
	}
}

static void put_tree(struct sheet *s, const char *path, const struct node *n)
{
	struct arena *a = s->book->arena;
	int index = 0;

	if (n->type != NODE_LIST && n->type != NODE_MAP) {
		put_scalar(s, path, n);
		return;
	}
	for (const struct node *child = n->first; child; child = child->next, index++) {
		const char *below = arena_printf(a, "%s%s%s", path, path[0] ? "." : "",
						 child->name ? child->name : "");

		if (n->type == NODE_LIST)
			below = arena_printf(a, "%s[%d]", path, index);
		put_tree(s, below, child);
	}
}

void sheet_facts(struct book *b)
{
	static const double widths[] = { 38, 92 };
	struct cell head[] = { cell_text(0, 0, STYLE_HEAD, "Name"),
			       cell_text(1, 1, STYLE_HEAD, "Value") };
	struct sheet s;

	sheet_open(&s, b, "All facts", SHEET_PORTRAIT);
	sheet_columns(&s, widths, 2);
	sheet_line(&s, STYLE_TITLE, "All facts");
	sheet_line(&s, STYLE_SUBTITLE, say_book(b));
	sheet_line(&s, STYLE_NOTE,
		   "Every recorded value word for word, under its name in `waylaid show --json`. "
		   "Times are UTC here. What is unknown is left out.");
	sheet_row(&s, head, 2);
	s.heading[0] = "Name";
	s.heading[1] = "Value";
	sheet_keep_rows(&s, s.row - 1, s.row - 1);
	for (int i = 0; i < b->in->ncases; i++)
		put_tree(&s, book_many(b) ? arena_printf(b->arena, "items[%d]", i) : "",
			 b->in->cases[i]);
	sheet_filter(&s, 3, 2);
}
