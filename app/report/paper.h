/*
 * paper.h - a document to be read: headings, texts, tables, drawings, photos, in reading order
 *
 * Inner header of app/report. The packet is built once as such a list (packet.c) and then set in
 * pages (press.h) or as one HTML file (page_html.c), so that both say the same in the same order.
 * Texts are UTF-8 that was repaired, and free of control and bidi-override characters:
 * paper_clean().
 */
#ifndef APP_REPORT_PAPER_H
#define APP_REPORT_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/day.h"

struct arena;
struct drawing;

enum paper_look {
	LOOK_TEXT,
	LOOK_ROW,     /* of a table with many words */
	LOOK_TITLE,   /* of the whole */
	LOOK_NUMBER,  /* the tracking number under it */
	LOOK_LEAD,    /* what must be read first */
	LOOK_HEADING, /* of a section */
	LOOK_SUBHEAD, /* inside a section */
	LOOK_LABEL,   /* of a fact, of a column */
	LOOK_STRONG,
	LOOK_QUIET,
	LOOK_MONO, /* hashes, numbers */
	LOOK_GOOD,
	LOOK_WARN,
	LOOK_BAD,
	LOOK_NVALUES
};

enum paper_type {
	PAPER_HEADING, /* of a section: in the index, in the bookmarks */
	PAPER_TEXT,    /* paragraphs */
	PAPER_TABLE,   /* rows under column titles, which come again on each page */
	PAPER_FACTS,   /* rows of label, value, label, value; two cells: the value is wide */
	PAPER_DRAWING,
	PAPER_PHOTO,    /* two a page */
	PAPER_INDEX,    /* of the sections of this packet */
	PAPER_ATTACHED, /* a sheet that names a file, whose pages follow it */
};

enum { PAPER_COLUMNS = 8, PAPER_ROWS_MAX = 4000, PAPER_TEXT_MAX = 256 << 10 /* bytes */ };

struct paper_cell {
	const char *text; /* NULL: a dash */
	enum paper_look look;
};

struct paper_row {
	struct paper_row *next;
	struct paper_cell cell[PAPER_COLUMNS];
	int ncells;
};

struct paper_column {
	const char *title;
	double share; /* of the width; those of a table add up to 1 */
	bool right;   /* numbers stand at the right */
};

struct paper_photo {
	const unsigned char *jpeg;
	size_t len;
	int width, height;
	const char *caption; /* what it is, one line */
	const char *details; /* file, day, size, hash */
};

struct paper_file {
	const char *pdf; /* checked and written anew by waylaid-pdf */
	size_t len;
	int pages;
};

struct paper_block {
	enum paper_type type;
	struct paper_block *next;
	int nth; /* 0, 1, 2 ... in the paper */
	enum paper_look look;
	const char *text; /* of the heading, the paragraph; NULL for others */
	int level;        /* headings: 0 a packet, 1 a section; -1: in no index */
	bool new_page;    /* begins one */
	const struct paper_column *column;
	int ncolumns;
	struct paper_row *first, *last;
	int nrows;
	const struct drawing *drawing;
	struct paper_photo photo;
	struct paper_file file;
};

struct paper {
	struct arena *arena;
	const char *title, *subject, *author;
	const char *foot; /* stands at the bottom of each page */
	bool letter;      /* US Letter; else A4 */
	instant made;
	struct paper_block *first, *last;
	int nblocks;
};

/*
 * Valid UTF-8, '\n' as only control character, no bidi overrides. A word of thousands of letters is
 * broken by '\n'; what is longer than PAPER_TEXT_MAX is cut, and says so. NULL gives NULL.
 */
const char *paper_clean(struct arena *a, const char *text);
/* At most about so many bytes of it, cut between words, with an ellipsis. */
const char *paper_clip(struct arena *a, const char *text, size_t bytes);

/* Each appends a block and gives it; texts are cleaned. */
struct paper_block *paper_heading(struct paper *p, int level, bool new_page, const char *text);
struct paper_block *paper_text(struct paper *p, enum paper_look look, const char *text);
struct paper_block *paper_table(struct paper *p, const struct paper_column *columns, int n);
struct paper_block *paper_facts(struct paper *p);
struct paper_block *paper_add(struct paper *p, enum paper_type type);

/* A row; NULL when the block has PAPER_ROWS_MAX already: counted in nrows all the same. */
struct paper_row *paper_row(struct paper *p, struct paper_block *block);
void paper_cell(struct paper *p, struct paper_row *row, enum paper_look look, const char *text);
/* A row of a label and its value. */
void paper_fact(struct paper *p, struct paper_block *facts, const char *label, enum paper_look look,
		const char *value);

#endif
