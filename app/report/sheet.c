#include "report/book.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "report/words.h"

enum {
	FOOTER_NAME_MAX = 150,
	PAPER_LETTER = 1,
	PAPER_A4 = 9,
	COMMENT_MAX = 2000,
	REFERENCE_MAX = 64,
	NAME_MAX_BYTES = 64
};

static const double page_safety = 0.99, row_points_min = 15, line_spacing = 1.36, row_padding = 2;

/* Inside the margins, in points. */
static const struct {
	double width, height;
} papers[2][2] = {
	{ [SHEET_PORTRAIT] = { 523, 755 }, [SHEET_LANDSCAPE] = { 770, 508 } },
	{ [SHEET_PORTRAIT] = { 540, 705 }, [SHEET_LANDSCAPE] = { 720, 525 } },
};

static void keep_fault(struct book *b, lxw_error fault)
{
	if (fault != LXW_NO_ERROR && b->fault == LXW_NO_ERROR)
		b->fault = fault;
}

/*
 * "&" begins a code in a footer, and a digit right behind "&8" would belong to the size. The
 * library takes 255 characters.
 */
static const char *footer_of(struct book *b)
{
	const char *name = say_book(b), *out;
	struct buf text;

	buf_init(&text, 1024);
	buf_puts(&text, "&L&8 ");
	for (size_t i = 0, n = utf8_cut(name, FOOTER_NAME_MAX); i < n; i++) {
		if (name[i] == '&')
			buf_putc(&text, '&');
		buf_putc(&text, name[i]);
	}
	buf_puts(&text, "&R&8 Page &P of &N");
	out = book_clean(b->arena, text.at);
	buf_release(&text);
	return out;
}

void sheet_open(struct sheet *s, struct book *b, const char *name, enum sheet_paper paper)
{
	*s = (struct sheet){ .book = b, .ws = workbook_add_worksheet(b->wb, name), .paper = paper };
	assert(s->ws);
	s->breaks = arena_array(b->arena, LXW_BREAKS_MAX + 1, sizeof(*s->breaks));
	if (paper == SHEET_LANDSCAPE)
		worksheet_set_landscape(s->ws);
	worksheet_set_paper(s->ws, b->letter ? PAPER_LETTER : PAPER_A4);
	worksheet_set_margins(s->ws, 0.5, 0.5, 0.55, 0.65);
	worksheet_fit_to_pages(s->ws, 1, 0);
	worksheet_gridlines(s->ws, LXW_HIDE_ALL_GRIDLINES);
	keep_fault(b, worksheet_set_footer(s->ws, footer_of(b)));
}

void sheet_columns(struct sheet *s, const double *widths, int n)
{
	double total = 0, scale;

	assert(n <= BOOK_COLUMNS);
	s->ncolumns = n;
	for (int i = 0; i < n; i++) {
		s->width[i] = widths[i];
		total += widths[i];
		keep_fault(s->book, worksheet_set_column(s->ws, (lxw_col_t)i, (lxw_col_t)i,
							 widths[i], NULL));
	}
	/* A unit is 7 pixels of 3/4 point, and each column has 5 pixels of its own. */
	scale = papers[s->book->letter][s->paper].width / (0.75 * (7 * total + 5 * n));
	s->page = papers[s->book->letter][s->paper].height / (scale < 1 ? scale : 1) * page_safety;
}

void sheet_width(struct sheet *s, int column, double width)
{
	keep_fault(s->book,
		   worksheet_set_column(s->ws, (lxw_col_t)column, (lxw_col_t)column, width, NULL));
}

void sheet_cell(struct sheet *s, const struct cell *c)
{
	lxw_format *format = c->format ? c->format : s->book->style[c->style];
	lxw_row_t row = (lxw_row_t)s->row;
	lxw_col_t column = (lxw_col_t)c->first;
	const char *text = c->text ? book_clean(s->book->arena, c->text) : NULL;
	const struct room room = { INT32_MAX, false, 1, CELL_UNITS_MAX };
	int lines;

	if (text && text[text_fit(text, &room, &lines)])
		text = arena_strndup(s->book->arena, text, text_fit(text, &room, &lines));
	if (c->is_number)
		keep_fault(s->book, worksheet_write_number(s->ws, row, column, c->number, format));
	else if (text)
		keep_fault(s->book, worksheet_write_string(s->ws, row, column, text, format));
}

void sheet_break(struct sheet *s)
{
	s->used = 0;
	if (s->nbreaks < LXW_BREAKS_MAX)
		s->breaks[s->nbreaks++] = (lxw_row_t)s->row;
}

/* Once a sheet: the library loses the list that it had before. */
void sheet_end(struct sheet *s)
{
	if (s->nbreaks)
		keep_fault(s->book, worksheet_set_h_pagebreaks(s->ws, s->breaks));
}

void sheet_keep(struct sheet *s, double points)
{
	s->counts_pages = true;
	if (s->used > 0 && s->used + points > s->page)
		sheet_break(s);
}

void sheet_keep_rows(struct sheet *s, int first, int last)
{
	keep_fault(s->book, worksheet_repeat_rows(s->ws, (lxw_row_t)first, (lxw_row_t)last));
	worksheet_freeze_panes(s->ws, (lxw_row_t)last + 1, 0);
}

/* The part of a text that this row takes; the rest stays in the cell. */
static const char *take_piece(struct sheet *s, struct cell *c, int *lines)
{
	struct arena *a = s->book->arena;
	const char *piece = c->text;
	double width = 0, line = style_size(c->style) * line_spacing;
	struct room room = { INT32_MAX, style_mono(c->style), 1, CELL_UNITS_MAX };
	size_t n;

	for (int i = c->first; i <= c->last; i++)
		width += s->width[i];
	if (style_wraps(c->style)) {
		room.width = style_width(c->style, width);
		room.lines = (int)((ROW_POINTS_MAX - row_padding) / line) - 1;
	}
	n = text_fit(piece, &room, lines);
	c->text = piece[n] ? piece + n : NULL;
	if (!c->text)
		return piece;
	++*lines;
	return arena_printf(a, "%.*s%s", (int)n, piece, book_continued);
}

/* Gives the height that the cell needs. */
static double write_cell(struct sheet *s, struct cell *c)
{
	lxw_format *format = c->format ? c->format : s->book->style[c->style];
	lxw_row_t row = (lxw_row_t)s->row;
	lxw_col_t first = (lxw_col_t)c->first, last = (lxw_col_t)c->last;
	lxw_error fault = LXW_NO_ERROR;
	int lines = 1;

	if (last > first)
		fault = worksheet_merge_range(s->ws, row, first, row, last, "", format);
	keep_fault(s->book, fault);
	if (c->is_number)
		fault = worksheet_write_number(s->ws, row, first, c->number, format);
	else if (c->text)
		fault = worksheet_write_string(s->ws, row, first, take_piece(s, c, &lines), format);
	else
		fault = worksheet_write_blank(s->ws, row, first, format);
	keep_fault(s->book, fault);
	c->is_number = false;
	return lines * style_size(c->style) * line_spacing + row_padding;
}

void sheet_row_high(struct sheet *s, struct cell *cells, int n, double least)
{
	bool more = true;

	for (int i = 0; i < n; i++)
		if (cells[i].text)
			cells[i].text = book_clean(s->book->arena, cells[i].text);
	while (more) {
		double points = least;

		more = false;
		for (int i = 0; i < n; i++) {
			double need = write_cell(s, &cells[i]);

			points = need > points ? need : points;
			more = more || cells[i].text;
		}
		sheet_height(s, s->row, points);
		s->row++;
		least = row_points_min;
	}
}

void sheet_row(struct sheet *s, struct cell *cells, int n)
{
	sheet_row_high(s, cells, n, row_points_min);
}

void sheet_height(struct sheet *s, int row, double points)
{
	points = points < ROW_POINTS_MAX ? points : ROW_POINTS_MAX;
	/* What is kept together rests on our count of the page: it ends where we think it does. */
	if (s->counts_pages && s->used + points > s->page)
		sheet_break(s);
	s->used = s->used + points > s->page ? points : s->used + points;
	keep_fault(s->book, worksheet_set_row(s->ws, (lxw_row_t)row, points, NULL));
}

/* A table's headings must differ: the second "By" becomes "By (2)". */
static const char *heading_once(struct sheet *s, int column)
{
	const char *name = s->heading[column] ? s->heading[column] : "Column";
	int same = 1;

	for (int i = 0; i < column; i++)
		same += text_same_nocase(s->heading[i], s->heading[column]);
	return book_clean(s->book->arena,
			  same > 1 ? arena_printf(s->book->arena, "%s (%d)", name, same) : name);
}

void sheet_filter(struct sheet *s, int head, int columns)
{
	struct arena *a = s->book->arena;
	lxw_table_column *column = arena_array(a, BOOK_COLUMNS, sizeof(*column));
	lxw_table_column *all[BOOK_COLUMNS + 1] = { 0 };
	lxw_table_options options = {
		.name = arena_printf(a, "Table_%d", ++s->book->nnames),
		.style_type = LXW_TABLE_STYLE_TYPE_LIGHT, /* 0 of it: our own look stays */
		.no_banded_rows = LXW_TRUE,
		.columns = all,
	};

	if (s->row - 1 <= head) /* a table has a row */
		return;
	for (int i = 0; i < columns; i++) {
		column[i].header = (char *)heading_once(s, i);
		column[i].header_format = s->book->style[STYLE_HEAD];
		all[i] = &column[i];
	}
	keep_fault(s->book, worksheet_add_table(s->ws, (lxw_row_t)head, 0, (lxw_row_t)s->row - 1,
						(lxw_col_t)(columns - 1), &options));
}

void sheet_comment(struct sheet *s, int row, int column, const char *text)
{
	lxw_comment_options options = { .author = (char *)"Waylaid", .x_scale = 2.6, .y_scale = 2 };

	if (text_blank(text))
		return;
	text = book_clean(s->book->arena,
			  arena_strndup(s->book->arena, text, utf8_cut(text, COMMENT_MAX)));
	keep_fault(s->book, worksheet_write_comment_opt(s->ws, (lxw_row_t)row, (lxw_col_t)column,
							text, &options));
}

void sheet_link(struct sheet *s, int row, int column, const struct link *link)
{
	struct arena *a = s->book->arena;

	keep_fault(s->book, worksheet_write_url_opt(s->ws, (lxw_row_t)row, (lxw_col_t)column,
						    arena_printf(a, "internal:%s", link->place),
						    s->book->style[link->style],
						    book_clean(a, link->text), NULL));
}

void sheet_name(struct sheet *s, const char *name, int row, int column)
{
	static const char may[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	char cell[REFERENCE_MAX];

	if (strspn(name, may) != strlen(name) || strlen(name) > NAME_MAX_BYTES)
		return;
	lxw_rowcol_to_cell_abs(cell, (lxw_row_t)row, (lxw_col_t)column, 1, 1);
	keep_fault(s->book, workbook_define_name(
				    s->book->wb, name,
				    arena_printf(s->book->arena, "='%s'!%s", s->ws->name, cell)));
}

void sheet_line(struct sheet *s, enum style style, const char *text)
{
	struct cell c = cell_text(0, s->ncolumns - 1, style, text);

	sheet_row(s, &c, 1);
}

void sheet_gap(struct sheet *s)
{
	sheet_height(s, s->row, 9);
	s->row++;
}
