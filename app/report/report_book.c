#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "base/zone.h"
#include "report/report_book_parts.h"
#include "report/report_out.h"

enum { FILE_MODE = 0600, PAPER_LETTER = 1, LINE_UNITS = 2000, LINE_COLUMNS = 7 };
enum { WRAP_LINES_MAX = 12, LINE_POINTS = 15 };

void report_fault(struct report_book *b, lxw_error fault)
{
	if (fault != LXW_NO_ERROR && b->book.fault == LXW_NO_ERROR)
		b->book.fault = fault;
}

const char *report_made(struct report_book *b)
{
	const struct moment *m = b->cover.moment;
	char at[32];

	return arena_printf(&b->arena, "%s (%s)", zone_text(at, m->zone, m->now),
			    zone_name(m->zone));
}

static void set_properties(struct report_book *b)
{
	const struct report_ask *whole = b->cover.whole;
	lxw_doc_properties p = {
		.title = (char *)book_clean(&b->arena, whole->report->title),
		.subject = (char *)book_clean(&b->arena, whole->said ? whole->said : ""),
		.author = (char *)"Waylaid",
		.company = (char *)"",
		.created = (time_t)b->cover.moment->now,
	};

	report_fault(b, workbook_set_properties(b->book.wb, &p));
}

/* --- opening --- */

/*
 * Charts of a workbook with little in it are given their values at once, for programs that only
 * look at it; a register is written line by line and nothing of it is held.
 */
static int begin_book(struct report_book *b, struct err *err)
{
	lxw_workbook_options options = { .constant_memory = !b->cover.charts,
					 .tmpdir = (char *)b->dir };
	char name[64];

	snprintf(name, sizeof name, "/proc/self/fd/%d", b->fd);
	b->book.wb = workbook_new_opt(name, &options);
	if (!b->book.wb)
		return err_set(err, ERR_FAILED, "no memory for the workbook");
	book_styles(&b->book);
	set_properties(b);
	b->board = workbook_add_worksheet(b->book.wb, "Dashboard");
	return b->board ? 0 : err_set(err, ERR_FAILED, "no memory for the workbook");
}

int report_book_open(struct report_book **out, const char *path, const struct report_cover *cover,
		     struct err *err)
{
	struct report_book *b = calloc(1, sizeof *b);

	if (!b)
		out_of_memory();
	b->cover = *cover;
	b->in = (struct workbook_input){ .zone = cover->moment->zone, .now = cover->moment->now };
	b->book.in = &b->in;
	b->book.arena = &b->arena;
	b->dir = path_dir(&b->arena, path);
	b->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	b->plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
	if (b->plain == (locale_t)0)
		out_of_memory();
	/* The library prints numbers with the decimal sign of the thread's locale. */
	b->before = uselocale(b->plain);
	*out = b;
	if (b->fd < 0)
		err_set_errno(err, ERR_FAILED, "cannot write %s", path);
	else if (begin_book(b, err) == 0)
		return 0;
	report_book_close(b, false, &(struct err){ 0 });
	*out = NULL;
	return -1;
}

/* --- a sheet of lines --- */

void report_paper(struct report_book *b, lxw_worksheet *ws)
{
	worksheet_set_landscape(ws);
	worksheet_set_paper(ws, PAPER_LETTER);
	worksheet_set_margins(ws, 0.5, 0.5, 0.55, 0.65);
	worksheet_fit_to_pages(ws, 1, 0);
	worksheet_gridlines(ws, LXW_HIDE_ALL_GRIDLINES);
	report_fault(b, worksheet_set_footer(ws, "&L&8&A&R&8 Page &P of &N"));
}

static bool at_right(const struct report_column *c)
{
	return c->kind == REPORT_NUMBER || c->kind == REPORT_MONEY || c->kind == REPORT_PERCENT ||
	       c->kind == REPORT_CASE;
}

static const char *heading_of(struct report_book *b, const struct report_column *c)
{
	if (c->kind == REPORT_NUMBER && c->of)
		return arena_printf(&b->arena, "%s (%s)", c->heading, c->of);
	return c->heading;
}

static void write_text(struct report_book *b, int row, int column, const char *text,
		       enum style style)
{
	lxw_worksheet *ws = b->part[b->nparts - 1].ws;

	report_fault(b, worksheet_write_string(ws, (lxw_row_t)row, (lxw_col_t)column,
					       book_clean(&b->line, text), b->book.style[style]));
}

/* Over the first columns. */
static void write_line(struct report_book *b, struct report_part *p, int row, const char *text,
		       enum style style)
{
	const int last = p->nplaces < LINE_COLUMNS ? p->nplaces - 1 : LINE_COLUMNS - 1;

	if (last > 0)
		report_fault(b, worksheet_merge_range(p->ws, (lxw_row_t)row, 0, (lxw_row_t)row,
						      (lxw_col_t)last, "", b->book.style[style]));
	write_text(b, row, 0, text, style);
}

static void write_head(struct report_book *b, struct report_part *p)
{
	const struct report *r = p->ask->report;
	lxw_worksheet *ws = p->ws;

	write_line(b, p, 0, r->title, STYLE_TITLE);
	write_line(b, p, 1,
		   arena_printf(&b->line, "%s%sAs of %s", p->ask->said ? p->ask->said : "",
				p->ask->said ? ". " : "", report_made(b)),
		   STYLE_NOTE);
	worksheet_set_row(ws, 0, 30, NULL);
	for (int i = 0; i < r->ncolumns; i++) {
		const struct report_column *c = &r->column[i];

		if (p->place[i] < 0)
			continue;
		write_text(b, HEAD_ROW, p->place[i], heading_of(b, c),
			   at_right(c) ? STYLE_HEAD_RIGHT : STYLE_HEAD);
		worksheet_set_column(ws, (lxw_col_t)p->place[i], (lxw_col_t)p->place[i], c->width,
				     NULL);
	}
}

/* A sheet's name: the report's own, without what sheets may not be called, and not twice. */
static void name_sheet(struct report_book *b, struct report_part *p)
{
	const char *name = p->ask->report->name;

	snprintf(p->name, sizeof p->name, "%.24s", name);
	for (char *c = p->name; *c; c++)
		*c = strchr("[]:*?/\\'", *c) ? ' ' : *c == '_' ? ' ' : *c;
	if (p->name[0] >= 'a' && p->name[0] <= 'z')
		p->name[0] = (char)(p->name[0] - 'a' + 'A');
	if (!*p->name || workbook_validate_sheet_name(b->book.wb, p->name) != LXW_NO_ERROR ||
	    text_same_nocase(p->name, "How it is computed"))
		snprintf(p->name, sizeof p->name, "Report %d", b->nparts);
}

static int sheet_begin(void *out, const struct report_ask *ask, struct err *err)
{
	struct report_book *b = out;
	struct report_part *p = &b->part[b->nparts];
	const struct report *r = ask->report;

	if (b->nparts == REPORT_BOARD_MAX)
		return err_set(err, ERR_INPUT, "a workbook holds %d reports at most",
			       REPORT_BOARD_MAX);
	b->nparts++;
	p->ask = ask;
	p->row = HEAD_ROW + 1;
	name_sheet(b, p);
	p->ws = workbook_add_worksheet(b->book.wb, p->name);
	if (!p->ws)
		return err_set(err, ERR_FAILED, "the workbook could not be made");
	for (int i = 0; i < r->ncolumns; i++)
		p->place[i] = r->column[i].flags & REPORT_HIDDEN ? -1 : p->nplaces++;
	report_paper(b, p->ws);
	write_head(b, p);
	worksheet_freeze_panes(p->ws, HEAD_ROW + 1, 1);
	worksheet_repeat_rows(p->ws, HEAD_ROW, HEAD_ROW);
	return 0;
}

/* Printable ASCII that no reader takes for an escape: as nearly all of a register is. */
static bool is_plain(const char *s)
{
	const char *p = s;

	while (*p >= ' ' && *p <= '~')
		p++;
	return !*p && p - s <= LINE_UNITS && !strstr(s, "_x");
}

static const char *clean_text(struct report_book *b, const char *text)
{
	if (is_plain(text))
		return text;
	/* One line each: a register's lines are of one height. */
	if (strlen(text) > LINE_UNITS)
		text = arena_printf(&b->line, "%.*s\u2026", (int)utf8_cut(text, LINE_UNITS), text);
	return book_clean(&b->line, text);
}

static const char *blanks_for(struct arena *a, const char *code)
{
	char *s;

	if (!strchr(code, '_'))
		return code;
	s = arena_strdup(a, code);
	for (char *p = s; *p; p++)
		*p = *p == '_' ? ' ' : *p;
	return s;
}

/* How many lines the text needs in a column so wide; the row gets so high. */
static int wrap_lines(struct report_part *p, const char *text, int width)
{
	const struct room room = { .width = style_width(STYLE_TEXT, width),
				   .lines = WRAP_LINES_MAX,
				   .units = CELL_UNITS_MAX };
	int lines;

	text_fit(text, &room, &lines);
	if (lines > p->lines)
		p->lines = lines;
	return lines;
}

static lxw_error put_text(struct report_book *b, struct report_part *p, const struct node *n,
			  int column)
{
	const struct report_column *c = &p->ask->report->column[column];
	const char *text = c->kind == REPORT_CODE ? blanks_for(&b->line, n->text) : n->text;
	enum style style = STYLE_GRID_TEXT;

	/* In a register lines are of one height; a board's may be as high as their text. */
	if (b->cover.charts && wrap_lines(p, text, c->width) > 1)
		style = STYLE_TEXT;
	/* Digits alone: a program given the cell to edit must not make a number of it. */
	if (!text[strspn(text, "0123456789+-. ")])
		style = STYLE_GRID_CODE;
	return worksheet_write_string(p->ws, (lxw_row_t)p->row, (lxw_col_t)p->place[column],
				      clean_text(b, text), b->book.style[style]);
}

static lxw_error put_cell(struct report_book *b, struct report_part *p, const struct node *row,
			  const struct node *n, int column)
{
	const struct report_column *c = &p->ask->report->column[column];
	const lxw_row_t at = (lxw_row_t)p->row;
	const lxw_col_t to = (lxw_col_t)p->place[column];
	struct cell cell;

	switch (n->type) {
	case NODE_TEXT:
		return put_text(b, p, n, column);
	case NODE_NULL:
		if (c->kind != REPORT_PERCENT)
			return LXW_NO_ERROR;
		return worksheet_write_string(
			p->ws, at, to,
			report_is_too_few(p->ask->report, column, row) ? report_too_few : "\u2013",
			b->book.style[STYLE_GRID_MUTED]);
	case NODE_INT:
		if (c->kind == REPORT_PERCENT)
			return worksheet_write_number(p->ws, at, to, (double)n->number / 100,
						      b->book.style[STYLE_GRID_PERCENT]);
		break;
	default:
		break;
	}
	cell = cell_node_right(&b->book, to, to, n);
	if (!cell.is_number)
		return worksheet_write_string(p->ws, at, to, cell.text,
					      b->book.style[STYLE_GRID_TEXT]);
	return worksheet_write_number(p->ws, at, to, cell.number,
				      cell.format ? cell.format : b->book.style[cell.style]);
}

/* The currency of what the chart draws; "" where it is none. */
static const char *drawn_currency(const struct report *r, const struct node *row)
{
	const struct report_column *c = &r->column[r->chart.series[0]];
	const int column =
		r->chart.title && c->kind == REPORT_MONEY ? c->of_at : report_currency_column(r);
	const char *code = column < 0 ? NULL : node_str(row, r->column[column].name);

	return currency_known(code) ? code : "";
}

/* Where the currency changes, a new chart begins. */
static void follow_runs(struct report_part *p, const struct node *row)
{
	const char *currency = drawn_currency(p->ask->report, row);
	struct report_run *run = p->nruns ? &p->run[p->nruns - 1] : NULL;

	if (run && !p->runs_left && !strcmp(run->currency, currency)) {
		run->last = p->row;
		return;
	}
	if (p->nruns == RUNS_MAX) {
		p->runs_left++;
		return;
	}
	run = &p->run[p->nruns++];
	memcpy(run->currency, currency, strlen(currency) + 1);
	run->first = run->last = p->row;
}

static int sheet_row_of(void *out, const struct node *row, struct err *err)
{
	struct report_book *b = out;
	struct report_part *p = &b->part[b->nparts - 1];
	const int most = b->cover.charts ? HEAD_ROW + CHARTED_ROWS_MAX : LXW_ROW_MAX - 1;
	struct arena_mark mark = arena_mark(&b->line);
	const struct node *n = row->first;

	if (p->row > most)
		return err_set(err, ERR_INPUT,
			       "%s: more than %d lines, which is all that %s holds: narrow it, or "
			       "write .csv or .json",
			       p->ask->report->path, most - HEAD_ROW,
			       b->cover.charts ? "a workbook with charts" : "a sheet");
	if (b->cover.charts)
		follow_runs(p, row);
	for (int i = 0; i < p->ask->report->ncolumns; i++, n = n->next)
		if (p->place[i] >= 0)
			report_fault(b, put_cell(b, p, row, n, i));
	if (p->lines > 1)
		worksheet_set_row(p->ws, (lxw_row_t)p->row, p->lines * LINE_POINTS + 2, NULL);
	p->lines = 0;
	p->row++;
	arena_rewind(&b->line, mark);
	return 0;
}

static int sheet_end_of(void *out, const struct report_totals *totals, struct err *err)
{
	struct report_book *b = out;
	struct report_part *p = &b->part[b->nparts - 1];

	(void)err;
	p->totals = *totals;
	report_fault(b, worksheet_print_area(p->ws, 0, 0, (lxw_row_t)p->row,
					     (lxw_col_t)(p->nplaces - 1)));
	if (p->row == HEAD_ROW + 1)
		write_text(b, p->row, 0, "Nothing to show.", STYLE_EMPTY);
	else
		report_fault(b, worksheet_autofilter(p->ws, HEAD_ROW, 0, (lxw_row_t)(p->row - 1),
						     (lxw_col_t)(p->nplaces - 1)));
	return 0;
}

const struct report_maker report_book_maker = { sheet_begin, sheet_row_of, sheet_end_of };

/* --- the end --- */

/* The library complains on the terminal; what is wrong is said once, by who called. */
static lxw_error close_in_silence(lxw_workbook *wb)
{
	int kept = dup(STDERR_FILENO), nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
	lxw_error fault;

	if (kept >= 0 && nothing >= 0)
		dup2(nothing, STDERR_FILENO);
	fault = workbook_close(wb);
	if (kept >= 0 && nothing >= 0)
		dup2(kept, STDERR_FILENO);
	if (kept >= 0)
		close(kept);
	if (nothing >= 0)
		close(nothing);
	return fault;
}

int report_book_close(struct report_book *b, bool good, struct err *err)
{
	lxw_error fault = LXW_NO_ERROR;
	int rc = good ? 0 : -1;

	if (b->book.wb) {
		if (good)
			report_board(b);
		fault = close_in_silence(b->book.wb);
	}
	if (fault == LXW_NO_ERROR)
		fault = b->book.fault;
	if (good && fault != LXW_NO_ERROR)
		rc = err_set(err, ERR_FAILED, "the workbook could not be made: %s",
			     lxw_strerror(fault));
	if (rc == 0 && fsync(b->fd) < 0)
		rc = err_set_errno(err, ERR_FAILED, "the workbook could not be written");
	uselocale(b->before);
	freelocale(b->plain);
	if (b->fd >= 0)
		close(b->fd);
	arena_release(&b->line);
	arena_release(&b->arena);
	free(b);
	return rc;
}
