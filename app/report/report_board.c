#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/report_book_parts.h"

/*
 * The first sheet is a grid: twelve columns of 12 characters (89 pixels), two charts side by side,
 * each 6 columns wide and so many rows high.
 */
enum { GRID = 12, GRID_WIDTH = 12, HALF = GRID / 2, CHART_ROWS = 13, ROW_PIXELS = 20 };
/* A printed page of that grid is so high. */
enum { PAGE_PIXELS = 760, BREAKS_MAX = 40 };
enum { CHART_PIXELS_WIDE = HALF * (GRID_WIDTH * 7 + 5) - 12, RANGE_MAX = 80 };
enum { NAMES_WIDTH = 44, WORDS_WIDTH = 100, WORDS_POINTS = 15 };

static const lxw_color_t colours[REPORT_SERIES_MAX] = { 0x1F3A5F, 0x4E86C6, 0x4F9D5D, 0xD99A2B,
							0xB5483A };
static const int ink = 0x1F2933, muted = 0x6B7280, hairline = 0xD5DBE3;

static void put(struct report_book *b, lxw_worksheet *ws, int row, const struct cell *c)
{
	lxw_format *format = c->format ? c->format : b->book.style[c->style];
	const lxw_row_t at = (lxw_row_t)row;
	const lxw_col_t first = (lxw_col_t)c->first, last = (lxw_col_t)c->last;

	if (last > first)
		report_fault(b, worksheet_merge_range(ws, at, first, at, last, "", format));
	if (c->is_number)
		report_fault(b, worksheet_write_number(ws, at, first, c->number, format));
	else
		report_fault(b, worksheet_write_string(ws, at, first,
						       book_clean(&b->arena, c->text), format));
}

/* Columns of the grid. */
struct span {
	int first, last;
};

static void put_text(struct report_book *b, int row, struct span at, enum style style,
		     const char *text)
{
	const struct cell c = cell_text(at.first, at.last, style, text);

	put(b, b->board, row, &c);
}

/* --- sums by currency --- */

static int sums_of(const struct report *r, int column[REPORT_COLUMNS_MAX])
{
	int n = 0;

	for (int i = 0; i < r->ncolumns && n < GRID - 2; i++)
		if (r->column[i].flags & REPORT_SUM)
			column[n++] = i;
	return n;
}

static void put_total(struct report_book *b, int row, const struct report_part *p,
		      const struct report_total *t, const char *label)
{
	const struct report *r = p->ask->report;
	int column[REPORT_COLUMNS_MAX], n = sums_of(r, column);

	put_text(b, row, (struct span){ 0, 1 }, STYLE_STRONG, label);
	for (int i = 0; i < n; i++) {
		const struct report_column *c = &r->column[column[i]];
		struct node value = { .type = NODE_INT, .number = t->sum[column[i]] };
		struct cell cell;

		if (!t->any[column[i]])
			value.type = NODE_NULL;
		else if (c->kind == REPORT_MONEY) {
			value.type = NODE_MONEY;
			value.money = (struct money){ .cents = t->sum[column[i]] };
			memcpy(value.money.currency, t->currency, sizeof t->currency);
		}
		cell = cell_node_right(&b->book, i + 2, i + 2, &value);
		if (!cell.is_number)
			cell.style = STYLE_GRID_MUTED;
		put(b, b->board, row, &cell);
	}
}

/* Returns the next free row. */
static int put_totals(struct report_book *b, int row, const struct report_part *p)
{
	const struct report *r = p->ask->report;
	int column[REPORT_COLUMNS_MAX], n = sums_of(r, column);
	bool money = false;

	if (!n || !p->totals.rows)
		return row;
	for (int i = 0; i < r->ncolumns; i++)
		money |= r->column[i].kind == REPORT_CURRENCY;
	put_text(b, row, (struct span){ 0, 1 }, STYLE_HEAD,
		 money ? "In all, by currency" : "In all");
	for (int i = 0; i < n; i++)
		put_text(b, row, (struct span){ i + 2, i + 2 }, STYLE_HEAD_RIGHT,
			 r->column[column[i]].heading);
	worksheet_set_row(b->board, (lxw_row_t)row++, 30, NULL);
	for (int i = 0; i < p->totals.n; i++) {
		const struct report_total *t = &p->totals.of[i];

		put_total(b, row++, p, t, !money ? "" : *t->currency ? t->currency : "no currency");
	}
	return row + 1;
}

/* --- charts --- */

/* 'Claims'!$A$5:$A$9 */
static void range(char out[RANGE_MAX], const struct report_part *p, int column,
		  const struct report_run *run)
{
	char from[LXW_MAX_CELL_NAME_LENGTH], to[LXW_MAX_CELL_NAME_LENGTH];

	lxw_rowcol_to_cell_abs(from, (lxw_row_t)run->first, (lxw_col_t)p->place[column], true,
			       true);
	lxw_rowcol_to_cell_abs(to, (lxw_row_t)run->last, (lxw_col_t)p->place[column], true, true);
	snprintf(out, RANGE_MAX, "='%s'!%s:%s", p->name, from, to);
}

static uint8_t type_of(enum report_shape shape)
{
	static const uint8_t types[SHAPE_NVALUES] = { [SHAPE_COLUMN] = LXW_CHART_COLUMN,
						      [SHAPE_BAR] = LXW_CHART_BAR,
						      [SHAPE_STACK] = LXW_CHART_COLUMN_STACKED,
						      [SHAPE_LINE] = LXW_CHART_LINE,
						      [SHAPE_PIE] = LXW_CHART_PIE };

	return types[shape];
}

static const char *chart_title(struct report_book *b, const struct report_part *p,
			       const struct report_run *run, int shown)
{
	const int all = run->last - run->first + 1;
	const char *title = p->ask->report->chart.title;

	if (*run->currency)
		title = arena_printf(&b->arena, "%s (%s)", title, run->currency);
	if (shown < all)
		title = arena_printf(&b->arena, "%s, the first %d of %d", title, shown, all);
	return book_clean(&b->arena, title);
}

/* The library names the axes of bars as one sees them: x is the one with the numbers. */
static void style_axes(lxw_chart *chart, enum report_shape shape)
{
	lxw_chart_axis *along = shape == SHAPE_BAR ? chart->y_axis : chart->x_axis;
	lxw_chart_axis *values = shape == SHAPE_BAR ? chart->x_axis : chart->y_axis;
	lxw_chart_font font = { .size = 9, .color = (lxw_color_t)muted };
	lxw_chart_line none = { .none = LXW_TRUE };
	lxw_chart_line grid = { .color = (lxw_color_t)hairline, .width = 0.75 };

	chart_axis_set_num_font(along, &font);
	chart_axis_set_num_font(values, &font);
	chart_axis_set_num_format(values, "#,##0");
	chart_axis_set_line(values, &none);
	chart_axis_major_gridlines_set_visible(values, LXW_TRUE);
	chart_axis_major_gridlines_set_line(values, &grid);
	chart_axis_major_gridlines_set_visible(along, LXW_FALSE);
	if (shape != SHAPE_BAR)
		return;
	/* The first line on top, and the numbers below all the same. */
	chart_axis_set_reverse(along);
	chart_axis_set_crossing_max(along);
}

static void add_series(struct report_book *b, lxw_chart *chart, const struct report_part *p, int at,
		       const struct report_run *run)
{
	const struct report_chart *c = &p->ask->report->chart;
	char along[RANGE_MAX], values[RANGE_MAX];
	lxw_chart_fill fill = { .color = colours[at] };
	lxw_chart_line line = { .color = colours[at], .width = 2.25 };
	lxw_chart_series *series;

	range(along, p, c->along, run);
	range(values, p, c->series[at], run);
	series = chart_add_series(chart, along, values);
	if (!series) {
		report_fault(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	chart_series_set_name(series,
			      book_clean(&b->arena, p->ask->report->column[c->series[at]].heading));
	if (c->shape == SHAPE_LINE)
		chart_series_set_line(series, &line);
	else if (c->shape != SHAPE_PIE)
		chart_series_set_fill(series, &fill);
	if (c->shape == SHAPE_LINE) {
		chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
		chart_series_set_marker_size(series, 5);
		chart_series_set_marker_fill(series, &fill);
		chart_series_set_marker_line(series, &line);
	}
}

static void put_chart(struct report_book *b, int row, int column, const struct report_part *p,
		      const struct report_run *run)
{
	const struct report_chart *c = &p->ask->report->chart;
	struct report_run drawn = *run;
	int shown = run->last - run->first + 1;
	lxw_chart *chart = workbook_add_chart(b->book.wb, type_of(c->shape));
	lxw_chart_font title = { .size = 12, .bold = LXW_TRUE, .color = (lxw_color_t)ink };
	lxw_chart_font legend = { .size = 9, .color = (lxw_color_t)muted };
	lxw_chart_options place = { .x_offset = 4,
				    .y_offset = 4,
				    .description = (char *)p->ask->report->chart.title };

	if (!chart) {
		report_fault(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	/* More lines than that are a hedge; along time it is the end that counts. */
	if (shown > SERIES_BARS_MAX && c->shape != SHAPE_LINE)
		shown = SERIES_BARS_MAX;
	drawn.last = run->first + shown - 1;
	for (int i = 0; i < c->nseries; i++)
		add_series(b, chart, p, i, &drawn);
	chart_title_set_name(chart, chart_title(b, p, run, shown));
	chart_title_set_name_font(chart, &title);
	chart_legend_set_position(chart, c->nseries > 1 || c->shape == SHAPE_PIE
						 ? LXW_CHART_LEGEND_BOTTOM
						 : LXW_CHART_LEGEND_NONE);
	chart_legend_set_font(chart, &legend);
	if (c->shape == SHAPE_STACK)
		chart_set_series_overlap(chart, 100);
	if (c->shape != SHAPE_PIE && c->shape != SHAPE_LINE)
		chart_set_series_gap(chart, 60);
	if (c->shape != SHAPE_PIE)
		style_axes(chart, c->shape);
	/* Natural size is 480 x 288 pixels. */
	place.x_scale = CHART_PIXELS_WIDE / 480.0;
	place.y_scale = (CHART_ROWS * ROW_PIXELS - 8) / 288.0;
	report_fault(b, worksheet_insert_chart_opt(b->board, (lxw_row_t)row, (lxw_col_t)column,
						   chart, &place));
}

/* Where the printed pages of the first sheet begin. */
struct pages {
	lxw_row_t at[BREAKS_MAX + 1]; /* 0 behind the last */
	int n, used;                  /* used: pixels of the page at hand */
};

static void need(struct pages *pages, int row, int pixels)
{
	if (pages->used + pixels > PAGE_PIXELS && pages->n < BREAKS_MAX) {
		pages->at[pages->n++] = (lxw_row_t)row;
		pages->used = 0;
	}
	pages->used += pixels;
}

/* Charts go from left to right, two a line. Returns the row below the last. */
static int put_charts(struct report_book *b, int row, struct pages *pages)
{
	int n = 0;

	for (int i = 0; i < b->nparts; i++) {
		const struct report_part *p = &b->part[i];

		for (int k = 0; p->ask->report->chart.title && k < p->nruns; k++, n++) {
			const int at = row + n / 2 * (CHART_ROWS + 1);

			if (n % 2 == 0)
				need(pages, at, (CHART_ROWS + 1) * ROW_PIXELS);
			put_chart(b, at, n % 2 * HALF, p, &p->run[k]);
		}
	}
	return row + (n + 1) / 2 * (CHART_ROWS + 1);
}

/* --- what is on the other sheets --- */

static int put_contents(struct report_book *b, int row)
{
	put_text(b, row++, (struct span){ 0, GRID - 1 }, STYLE_SECTION, "Sheets");
	for (int i = 0; i < b->nparts; i++, row++) {
		const struct report_part *p = &b->part[i];
		const char *left = "";

		if (p->runs_left && p->ask->report->chart.title)
			left = arena_printf(&b->arena, "; %d more lines in no chart", p->runs_left);
		put_text(b, row, (struct span){ 0, 1 }, STYLE_TEXT, "");
		report_fault(b, worksheet_write_url_opt(
					b->board, (lxw_row_t)row, 0,
					arena_printf(&b->arena, "internal:'%s'!A1", p->name),
					b->book.style[STYLE_TEXT], p->name, "Go to the sheet"));
		put_text(b, row, (struct span){ 2, GRID - 1 }, STYLE_TEXT,
			 arena_printf(&b->arena, "%s: %lld line%s%s", p->ask->report->title,
				      (long long)p->totals.rows, p->totals.rows == 1 ? "" : "s",
				      left));
	}
	return row;
}

/* Not every program makes a row as high as its text. */
static void put_words(struct report_book *b, lxw_worksheet *ws, int row, const char *text)
{
	const struct cell c = cell_text(1, 1, STYLE_TEXT, text);
	const struct room room = { .width = style_width(STYLE_TEXT, WORDS_WIDTH),
				   .lines = 100,
				   .units = CELL_UNITS_MAX };
	int lines;

	text_fit(text, &room, &lines);
	worksheet_set_row(ws, (lxw_row_t)row, lines * WORDS_POINTS + 3, NULL);
	put(b, ws, row, &c);
}

static int put_about(struct report_book *b, lxw_worksheet *ws, int row,
		     const struct report_ask *ask)
{
	const struct report *r = ask->report;
	const char *about = r->about ? r->about : "";
	struct cell c = cell_text(0, 0, STYLE_SECTION, r->title);

	put(b, ws, row, &c);
	c = cell_text(1, 1, STYLE_SECTION, ask->said ? ask->said : "");
	put(b, ws, row++, &c);
	while (*about) {
		size_t n = strcspn(about, "\n");

		put_words(b, ws, row++, arena_strndup(&b->arena, about, n));
		about += n + (about[n] == '\n');
	}
	c = cell_text(1, 1, STYLE_NOTE, r->path);
	put(b, ws, row++, &c);
	return row + 1;
}

static void how_computed(struct report_book *b)
{
	lxw_worksheet *ws = workbook_add_worksheet(b->book.wb, "How it is computed");
	int row = 0;

	if (!ws) {
		report_fault(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return;
	}
	worksheet_set_column(ws, 0, 0, NAMES_WIDTH, NULL);
	worksheet_set_column(ws, 1, 1, WORDS_WIDTH, NULL);
	report_paper(b, ws);
	if (b->cover.board)
		row = put_about(b, ws, row, b->cover.whole);
	for (int i = 0; i < b->nparts; i++)
		row = put_about(b, ws, row, b->part[i].ask);
}

void report_board(struct report_book *b)
{
	const struct report_ask *whole = b->cover.whole;
	struct pages pages = { .n = 0 };
	int row = 0;

	worksheet_set_column(b->board, 0, GRID - 1, GRID_WIDTH, NULL);
	report_paper(b, b->board);
	worksheet_set_row(b->board, 0, 34, NULL);
	put_text(b, row++, (struct span){ 0, GRID - 1 }, STYLE_TITLE, whole->report->title);
	put_text(b, row++, (struct span){ 0, GRID - 1 }, STYLE_SUBTITLE,
		 whole->said ? whole->said : "Everything on the desk");
	put_text(b, row++, (struct span){ 0, GRID - 1 }, STYLE_NOTE,
		 arena_printf(&b->arena,
			      "As of %s. Each currency stands by itself: none is added to another.",
			      report_made(b)));
	row++;
	if (b->nparts)
		row = put_totals(b, row, &b->part[0]);
	pages.used = (row + 2) * ROW_PIXELS;
	if (b->cover.charts)
		row = put_charts(b, row, &pages);
	need(&pages, row, (b->nparts + 1) * ROW_PIXELS);
	put_contents(b, row);
	if (pages.n)
		report_fault(b, worksheet_set_h_pagebreaks(b->board, pages.at));
	how_computed(b);
	worksheet_activate(b->board);
}
