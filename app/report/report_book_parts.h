/*
 * report_book_parts.h - the inside of a workbook of reports; for report_book.c and report_board.c
 */
#ifndef APP_REPORT_REPORT_BOOK_PARTS_H
#define APP_REPORT_REPORT_BOOK_PARTS_H

#include "base/arena.h"
#include "report/book.h"
#include "report/report_out.h"

enum { RUNS_MAX = 4, SHEET_NAME_MAX = 31, HEAD_ROW = 3, SERIES_BARS_MAX = 15 };

/* Lines of one currency, one below the other: what one chart shows. */
struct report_run {
	char currency[4];
	int first, last; /* rows of the sheet */
};

/* One report in the workbook. */
struct report_part {
	const struct report_ask *ask;
	lxw_worksheet *ws;
	char name[SHEET_NAME_MAX + 1];
	int place[REPORT_COLUMNS_MAX]; /* column of the sheet, -1: not in it */
	int nplaces, row;              /* row: the next free one */
	int lines;                     /* of text in it */
	struct report_run run[RUNS_MAX];
	int nruns, runs_left; /* runs_left: those that found no place */
	struct report_totals totals;
};

struct report_book {
	struct book book;
	struct workbook_input in; /* zone and time, for cells */
	struct arena arena, line; /* line: of the row at hand */
	struct report_cover cover;
	struct report_part part[REPORT_BOARD_MAX];
	int nparts;
	lxw_worksheet *board;
	const char *dir; /* for what the library puts aside */
	int fd;
	locale_t plain, before;
};

/* Fills the first sheet, and adds the last: how it is computed. */
void report_board(struct report_book *b);

/* "2026-11-23 10:00 (America/New_York)" */
const char *report_made(struct report_book *b);
void report_fault(struct report_book *b, lxw_error fault);
/* Landscape, one page wide, with a footer. */
void report_paper(struct report_book *b, lxw_worksheet *ws);

#endif
