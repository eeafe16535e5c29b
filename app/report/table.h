/*
 * table.h - lists of a case as rows under headings, told by tables of columns
 *
 * Inner header of app/report.
 */
#ifndef APP_REPORT_TABLE_H
#define APP_REPORT_TABLE_H

#include "report/book.h"

enum as { AS_IS, AS_CODE, AS_WORDS, AS_MONO, AS_STRONG };

struct column {
	const char *title;
	double width;      /* of a sheet that the table has for itself */
	const char *names; /* "rep|rep_name": the first that a row knows */
	enum as as;
	/* Instead of names: text, and the style when it matters. NULL is a dash. */
	const char *(*say)(struct book *b, const struct node *row, enum style *style);
	int span;   /* columns of the grid it lies on; 0: one */
	bool right; /* numbers that are compared stand at the right */
};

struct table {
	const char *list;  /* name of the list in a case; NULL: rows are put one by one */
	const char *empty; /* said when no case has a row */
	const struct column *columns;
	int ncolumns;
};

/* Opens a landscape sheet with title, the note of all sheets, widths and headings that stay. */
void table_sheet(struct sheet *s, struct book *b, const char *name, const struct table *t);

void table_head(struct sheet *s, const struct table *t);

/* The cells of a row, to be changed before sheet_row(); gives their number. */
int table_cells(struct cell cells[BOOK_COLUMNS], struct sheet *s, const struct table *t,
		const struct node *one, const struct node *row);
void table_row(struct sheet *s, const struct table *t, const struct node *one,
	       const struct node *row);

/* Every row of the list of every case, or the words for none; gives the number of rows. */
int table_rows(struct sheet *s, const struct table *t);
int table_rows_of(struct sheet *s, const struct table *t, const struct node *one);

/* The rows of a list, photos first, in the order of their shots; its end is a NULL. */
const struct node **rows_by_shot(struct arena *a, const struct node *list);

#endif
