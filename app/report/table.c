#include "report/table.h"

#include <assert.h>

#include "base/arena.h"
#include "report/words.h"

static const double case_width = 8;

static int span_of(const struct column *c)
{
	return c->span ? c->span : 1;
}

void table_head(struct sheet *s, const struct table *t)
{
	struct cell cells[BOOK_COLUMNS];
	int n = 0, at = 0;

	assert(t->ncolumns + s->names_case <= BOOK_COLUMNS);
	if (s->names_case) {
		s->heading[0] = "Case";
		cells[n++] = cell_text(at++, 0, STYLE_HEAD, "Case");
	}
	for (int i = 0; i < t->ncolumns; i++) {
		int last = at + span_of(&t->columns[i]) - 1;

		cells[n++] =
			cell_text(at, last, t->columns[i].right ? STYLE_HEAD_RIGHT : STYLE_HEAD,
				  t->columns[i].title);
		s->heading[at] = t->columns[i].title;
		at = last + 1;
	}
	sheet_row(s, cells, n);
}

static struct cell cell_of(struct book *b, const struct column *c, int at, const struct node *row)
{
	int last = at + span_of(c) - 1;
	const struct node *n = c->names ? node_named(row, c->names) : NULL;
	enum style style = STYLE_TEXT;
	const char *text = NULL;

	if (c->say)
		text = c->say(b, row, &style);
	else if (c->as == AS_IS)
		return c->right ? cell_node_right(b, at, last, n) : cell_node(b, at, last, n);
	else
		text = say_node(b, n);

	if (c->as == AS_WORDS)
		text = say_code(b, text);
	if (c->as == AS_MONO)
		style = STYLE_MONO;
	if (c->as == AS_CODE)
		style = STYLE_CODE;
	if (c->as == AS_STRONG)
		style = STYLE_STRONG;
	return text ? cell_text(at, last, style, text) : cell_node(b, at, last, NULL);
}

int table_cells(struct cell cells[BOOK_COLUMNS], struct sheet *s, const struct table *t,
		const struct node *one, const struct node *row)
{
	int n = 0, at = 0;

	if (s->names_case)
		cells[n++] =
			cell_text(at++, 0, STYLE_CODE, text_named(s->book, one, "case|number|id"));
	for (int i = 0; i < t->ncolumns; i++) {
		cells[n] = cell_of(s->book, &t->columns[i], at, row);
		at = cells[n++].last + 1;
	}
	return n;
}

void table_row(struct sheet *s, const struct table *t, const struct node *one,
	       const struct node *row)
{
	struct cell cells[BOOK_COLUMNS];
	int n = table_cells(cells, s, t, one, row);

	sheet_row(s, cells, n);
}

int table_rows_of(struct sheet *s, const struct table *t, const struct node *one)
{
	const struct node *list = node_get(one, t->list);
	int rows = 0;

	if (!list || list->type != NODE_LIST)
		return 0;
	for (const struct node *row = list->first; row; row = row->next, rows++)
		table_row(s, t, one, row);
	return rows;
}

int table_rows(struct sheet *s, const struct table *t)
{
	int rows = 0;

	for (int i = 0; i < s->book->in->ncases; i++)
		rows += table_rows_of(s, t, s->book->in->cases[i]);
	if (!rows)
		sheet_line(s, STYLE_EMPTY, t->empty);
	return rows;
}

void table_sheet(struct sheet *s, struct book *b, const char *name, const struct table *t)
{
	double widths[BOOK_COLUMNS];
	int n = 0;

	sheet_open(s, b, name, SHEET_LANDSCAPE);
	s->names_case = book_many(b);
	if (s->names_case)
		widths[n++] = case_width;
	for (int i = 0; i < t->ncolumns; i++)
		widths[n++] = t->columns[i].width;
	sheet_columns(s, widths, n);
	sheet_line(s, STYLE_TITLE, name);
	sheet_line(s, STYLE_SUBTITLE, say_book(b));
	sheet_link(s, s->row - 1, 0, &(struct link){ "'Summary'!A1", say_book(b), STYLE_SUBTITLE });
	sheet_line(s, STYLE_NOTE, say_made(b));
	table_head(s, t);
	sheet_keep_rows(s, s->row - 1, s->row - 1);
}

static bool comes_before(const struct node *x, const struct node *y)
{
	int64_t a = node_num(x, "shot"), b = node_num(y, "shot");

	return a && (!b || a < b);
}

const struct node **rows_by_shot(struct arena *a, const struct node *list)
{
	const struct node **out = arena_array(a, (size_t)list->count + 1, sizeof(*out));
	int n = 0;

	for (const struct node *row = list->first; row; row = row->next) {
		int at = n++;

		for (; at > 0 && comes_before(row, out[at - 1]); at--)
			out[at] = out[at - 1];
		out[at] = row;
	}
	return out;
}
