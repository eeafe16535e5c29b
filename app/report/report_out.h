/*
 * report_out.h - reports as a workbook, as CSV and as JSON
 *
 * Each writer is opened, gets reports one behind the other (begin, rows, end) and is closed. Rows
 * are the trees of view/report_doc.h, so that all of them say the same. Nothing is held but the
 * row at hand, but for a workbook with charts, which holds CHARTED_ROWS_MAX rows at most.
 *
 * Workbook: a dashboard (sums by currency, native charts), a sheet a report with filter and frozen
 * heading, and how each is computed. Texts stay texts, days are dates, money is a number in the
 * format of its currency, percents are fractions; what is unknown is an empty cell, a rate that is
 * none "too few to say". Charts show one currency each.
 *
 * CSV: for machines, money in two columns (NAME.amount, NAME.currency) and dates in ISO; or for
 * Excel, with a byte order mark, headings for people, formulas defused.
 *
 * JSON: {"items":[...],"count":N,"name":...,"columns":[...],"totals":[...]}; a board has its
 * reports as items, each such a document.
 */
#ifndef APP_REPORT_REPORT_OUT_H
#define APP_REPORT_REPORT_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/csv.h"
#include "base/moment.h"
#include "view/report_doc.h"

struct err;
struct report_book;
struct report_csv;
struct report_json;

enum { CHARTED_ROWS_MAX = 20000 };

struct report_maker {
	int (*begin)(void *out, const struct report_ask *ask, struct err *err);
	report_each *row;
	int (*end)(void *out, const struct report_totals *totals, struct err *err);
};
extern const struct report_maker report_book_maker, report_csv_maker, report_json_maker;

struct report_cover {
	const struct report_ask *whole; /* the board, or the one report */
	bool board, charts;             /* charts: some report has one */
	const struct moment *moment;
};

/* Makes the file at path, which must not be there. close() is the end of it, failed or not. */
int report_book_open(struct report_book **out, const char *path, const struct report_cover *cover,
		     struct err *err);
int report_book_close(struct report_book *b, bool good, struct err *err);

/* Writes behind what is in "to" already; one report alone. */
void report_csv_open(struct report_csv **out, FILE *to, enum csv_flavour flavour,
		     const struct moment *moment);
int report_csv_close(struct report_csv *c, struct err *err);

void report_json_open(struct report_json **out, FILE *to, const struct report_cover *cover);
/* failed: NULL, or why the rows end here: it stands beside them as "error". */
int report_json_close(struct report_json *j, const struct err *failed, struct err *err);

#endif
