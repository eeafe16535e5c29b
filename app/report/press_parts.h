/*
 * press_parts.h - the inside of the press: the page being set, lines of text, what stands on it
 *
 * Inner header of app/report. All lengths are points. A paper is set twice: dry, to learn on which
 * page everything comes to stand and how many there are, then for good.
 */
#ifndef APP_REPORT_PRESS_PARTS_H
#define APP_REPORT_PRESS_PARTS_H

#include <stdbool.h>

#include <pango/pangocairo.h>

#include "report/paper.h"
#include "report/pdf_file.h"

struct press {
	const struct paper *paper;
	struct arena *arena; /* rewound after each block */
	cairo_surface_t *surface;
	cairo_t *cr;
	bool dry;
	double width, height;            /* of the sheet */
	double left, right, top, bottom; /* of what is set on it */
	bool open;                       /* a page is begun */
	double y;                        /* where the next thing begins */
	int page;                        /* being set, from 1, attached ones counted; 0: none yet */
	int own;                         /* the same without attached ones */
	int pages;                       /* of all; known after the dry pass */
	int *page_of;                    /* by nth of a block */
	struct pdf_part *part;           /* [0] is ours, written at the end */
	int nparts;
	int bookmark; /* of the packet that is being set */
};

/* A line of a text that was broken to a width. */
struct press_line {
	PangoLayoutLine *line;
	double x, base;     /* from the text's upper left corner */
	double top, bottom; /* the same */
};

struct press_text {
	PangoLayout *layout;
	enum paper_look look;
	struct press_line *line;
	int n;
	double height;
};

void press_new_page(struct press *p);
/* Begins a page when fewer points than that are left; never on a fresh one. */
void press_keep(struct press *p, double points);

/* To be released; "right": its lines end at the right. NULL text is a dash. */
void press_text_make(struct press_text *t, struct press *p, const struct paper_cell *cell,
		     double width, bool right);
void press_text_release(struct press_text *t);
/* So many lines, the last cut with an ellipsis when the text is longer. */
void press_text_cut(struct press_text *t, struct press *p, double width, int lines);
/* Lines from..to-1, the first one's top at y. */
void press_text_draw(const struct press_text *t, const struct press *p, double x, double y,
		     const int from_to[2]);
/* How many lines from "from" on go into so many points. */
int press_text_fit(const struct press_text *t, int from, double points);

/* What stands between them is a "P", "H1", "Table" ... to a reader that speaks the page. */
void press_begin(const struct press *p, const char *tag);
void press_end(const struct press *p, const char *tag);

void press_rule(struct press *p, double y, double thick, double grey);

double press_before(enum paper_look look); /* room above a paragraph */

/* Points that a table needs to begin on a page: its titles and the first row. */
double press_table_room(struct press *p, const struct paper_block *b);
void press_table(struct press *p, const struct paper_block *b);
void press_facts(struct press *p, const struct paper_block *b);
void press_drawing(struct press *p, const struct paper_block *b);
void press_photo(struct press *p, const struct paper_block *b);

#endif
