/*
 * book.h - the inside of a workbook: styles, cells, rows that are as high as their text
 *
 * Inner header of app/report; the only one that shows libxlsxwriter. The first fault of the
 * library is kept in book.fault and looked at once, at the end.
 */
#ifndef APP_REPORT_BOOK_H
#define APP_REPORT_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include <xlsxwriter.h>

#include "base/money.h"
#include "report/workbook.h"
#include "view/doc.h"

struct arena;
struct err;

/* clang-format off */
enum style {
	STYLE_TITLE, STYLE_SUBTITLE, STYLE_NUMBER, STYLE_NOTE, STYLE_SECTION, STYLE_EMPTY,
	STYLE_HEAD, STYLE_HEAD_RIGHT, STYLE_LABEL, STYLE_TEXT, STYLE_STRONG, STYLE_CODE,
	STYLE_MONO, STYLE_DAY, STYLE_INSTANT, STYLE_INT, STYLE_INT_RIGHT, STYLE_UNKNOWN,
	STYLE_BAD, STYLE_BAD_TAG, STYLE_WARN, STYLE_WARN_TAG, STYLE_GOOD, STYLE_GOOD_TAG,
	STYLE_QUIET, STYLE_LINK, STYLE_PATH, STYLE_VALUE,
	/* lines of registers, not wrapped: as high as others */
	STYLE_GRID_TEXT, STYLE_GRID_CODE, STYLE_GRID_PERCENT, STYLE_GRID_MUTED, STYLE_NVALUES
};
/* clang-format on */

enum {
	BOOK_CURRENCIES = 24,
	BOOK_COLUMNS = 16,
	CELL_UNITS_MAX = 32000, /* Excel takes 32,767 UTF-16 units in a cell; a note comes behind */
	ROW_POINTS_MAX = 409    /* Excel takes no higher row */
};

/* Behind a text that goes on in the cell below. */
extern const char book_continued[];

struct book_money {
	char currency[4];
	lxw_format *left, *right;
};

struct claim_forms;

struct book {
	lxw_workbook *wb;
	struct arena *arena;
	const struct workbook_input *in;
	lxw_format *style[STYLE_NVALUES];
	struct book_money money[BOOK_CURRENCIES];
	int nmoney;
	const char *zone_name;
	const struct claim_forms *forms;
	bool letter; /* US Letter; else A4 */
	int nnames;  /* names of sheets' tables: each once in a workbook */
	lxw_error fault;
};

enum sheet_paper { SHEET_PORTRAIT, SHEET_LANDSCAPE };

struct sheet {
	struct book *book;
	lxw_worksheet *ws;
	int row;         /* the next free one */
	bool names_case; /* column 0 says which case */
	int ncolumns;
	double width[BOOK_COLUMNS];        /* in characters */
	const char *heading[BOOK_COLUMNS]; /* of the table that sheet_filter() makes */
	enum sheet_paper paper;
	double page, used; /* points of a printed page, and of them taken */
	bool counts_pages; /* a break is set where the page is full */
	lxw_row_t *breaks; /* rows that begin a page, 0 behind the last */
	int nbreaks;
};

/* One value at columns first..last (merged). Text, or a number, or nothing. */
struct cell {
	int first, last;
	enum style style;
	lxw_format *format; /* NULL: the style's */
	const char *text;
	bool is_number;
	double number;
};

/*
 * Makes a workbook: "fill" puts its sheets. The arena, the input and the zone are the caller's. The
 * file is written whole or not at all.
 */
int book_make(const char *path, struct book *b, void (*fill)(struct book *b, void *payload),
	      void *payload, struct err *err);

void book_styles(struct book *b);
double style_size(enum style style);               /* points */
int style_width(enum style style, double columns); /* columns' width in thousandths of its size */
bool style_mono(enum style style);
bool style_wraps(enum style style);
/* NULL: more currencies than a workbook should have styles for. */
const struct book_money *style_money(struct book *b, const struct money *amount);
bool book_many(const struct book *b); /* several cases: rows name theirs */

/*
 * Text that a workbook may hold: UTF-8 repaired, no characters that XML forbids, newlines as '\n'.
 */
const char *book_clean(struct arena *a, const char *text);

void sheet_open(struct sheet *s, struct book *b, const char *name, enum sheet_paper paper);
void sheet_columns(struct sheet *s, const double *widths, int n);
/* One column, one cell of s->row: for sheets with more columns than BOOK_COLUMNS. */
void sheet_width(struct sheet *s, int column, double width);
void sheet_cell(struct sheet *s, const struct cell *c);

/*
 * Begin a page here; begin one if fewer than so many points are left, so that no heading stands
 * alone.
 */
void sheet_break(struct sheet *s);
void sheet_end(struct sheet *s); /* when pages were begun: hands them on */
void sheet_keep(struct sheet *s, double points);

/* Header rows first..last stay in view and are printed on each page. */
void sheet_keep_rows(struct sheet *s, int first, int last);

struct cell cell_text(int first, int last, enum style style, const char *text);
/* By type: a day, a time, money, a number, a text; NULL or unknown is a muted dash. */
struct cell cell_node(struct book *b, int first, int last, const struct node *n);
/* The same with numbers and money at the right, for columns that are compared. */
struct cell cell_node_right(struct book *b, int first, int last, const struct node *n);

/*
 * Writes at s->row and moves it on. A text too long for one row or one cell goes on in the next
 * ones.
 */
void sheet_row(struct sheet *s, struct cell *cells, int n);
void sheet_row_high(struct sheet *s, struct cell *cells, int n, double points); /* at least */
void sheet_line(struct sheet *s, enum style style, const char *text); /* over all columns */
/* A table of its own, with filters: from the row "head" down to the last one. */
void sheet_filter(struct sheet *s, int head, int columns);
/* What is said of a cell to who points at it. */
void sheet_comment(struct sheet *s, int row, int column, const char *text);
/* A link to a place of this workbook: "'Tracking'!A1", or a name. Text and style as given. */
struct link {
	const char *place, *text;
	enum style style;
};
void sheet_link(struct sheet *s, int row, int column, const struct link *link);
/* A name for a cell of this sheet; letters, digits and '_'. */
void sheet_name(struct sheet *s, const char *name, int row, int column);
void sheet_gap(struct sheet *s);
void sheet_height(struct sheet *s, int row, double points);

/*
 * How many bytes of the text the room takes, cut between words and never inside a character; *used
 * is the number of lines, at least 1. Always takes something of a text that is not empty.
 */
struct room {
	int width; /* in thousandths of the letters' size */
	bool mono;
	int lines;
	size_t units; /* of UTF-16 */
};
size_t text_fit(const char *text, const struct room *room, int *used);

void sheet_summary(struct book *b);
void sheet_cases(struct book *b);
void sheet_timeline(struct book *b);
void sheet_tracking(struct book *b);
void sheet_polls(struct book *b);
void sheet_claim(struct book *b);
void sheet_amount(struct book *b);
void sheet_papers(struct book *b);
void sheet_forms(struct book *b);
void sheet_contacts(struct book *b);
void sheet_evidence(struct book *b);
void sheet_journal(struct book *b);
void sheet_facts(struct book *b);

#endif
