/*
 * draw_parts.h - an axis of days and the words of windows, for the drawings of a case
 */
#ifndef APP_VIEW_DRAW_PARTS_H
#define APP_VIEW_DRAW_PARTS_H

#include <stdbool.h>

#include "view/draw.h"
#include "view/draw_case.h"

struct node;

struct axis {
	daynum from, to; /* inclusive */
	double left, right;
};

/* Nothing known yet: from > to. axis_take() widens it; DAY_NONE changes nothing. */
void axis_none(struct axis *x);
void axis_take(struct axis *x, daynum day);
bool axis_known(const struct axis *x);

/* The left edge of a day; clamped to the axis. axis_middle() is its noon. */
double axis_edge(const struct axis *x, daynum day);
double axis_middle(const struct axis *x, daynum day);

/* Days or months named along y, with a faint line up to "top" each. */
void axis_draw(struct drawing *d, const struct axis *x, double top, double y);

/* The line of today with its word, when it is on the axis. */
void axis_today(struct drawing *d, const struct axis *x, daynum today, struct draw_box lane);

/*
 * The ribbon of a window in its lane: full while it is open, hatched when it is over, dashed before
 * it begins or while that is not known. False when it has no day on the axis.
 */
bool ribbon_draw(struct drawing *d, const struct axis *x, const struct node *window,
		 struct draw_box lane);

/* "Claim to the carrier", "5 Nov", "2026-11-05". */
const char *draw_window_name(struct arena *a, const struct node *window);
const char *draw_day(struct arena *a, daynum day);
const char *draw_iso(struct arena *a, daynum day);

/* A further sentence behind those before; NULL adds nothing. */
const char *draw_sentence(struct arena *a, const char *before, const char *more);

#endif
