/*
 * paste_parts.h - a page as cells: times, places and words; for the files of paste alone
 */
#ifndef APP_CARRIER_PASTE_PARTS_H
#define APP_CARRIER_PASTE_PARTS_H

#include "carrier/paste.h"

enum cell_kind { CELL_WORDS, CELL_PLACE, CELL_WHEN };

struct cell {
	enum cell_kind kind;
	const char *text;
	bool is_status;    /* words that the carrier is known to use */
	struct stamp when; /* of CELL_WHEN */
	int line;          /* from 1 */
	bool after_blank;  /* an empty line stands before it */
};

struct page {
	struct arena *arena;
	const char *carrier; /* whose words these are; NULL: not known */
	struct cell *cell;
	int n;
	int history; /* the first cell of the history, as its heading says; 0: no heading */
	daynum expected_on;
	const char *signed_by;
	bool month_first, day_first; /* what the page's own days say of 11/5/2026 */
	bool american;               /* it names places in the United States */
};

/*
 * paste_cells.c: lines become cells, headings and buttons are left out, a day and a time side by
 * side become one, a time alone takes the day above it.
 */
void page_read(struct page *p, const char *text);

#endif
