/*
 * draw_case.h - what can be drawn of a case: its windows as ribbons, its story as a timeline
 *
 * From the tree of view/case_doc.h; a key that is absent is not drawn. NULL when nothing that has a
 * day is known. Windows that end long after today are cut with an arrow, so that the days that
 * matter stay readable.
 */
#ifndef APP_VIEW_DRAW_CASE_H
#define APP_VIEW_DRAW_CASE_H

#include "base/day.h"

struct arena;
struct drawing;
struct node;
struct zone;

enum { DRAW_CASE_WIDTH = 510, DRAW_WINDOWS_MAX = 12, DRAW_MARKS_MAX = 2000 };

struct draw_case {
	const struct node *one;
	const struct zone *zone; /* in whose days instants are told; not NULL */
	daynum today;
};

/* One ribbon a window, from its first to its last day, and the line of today. */
struct drawing *draw_windows(struct arena *a, const struct draw_case *c);

/* Scans, other lines of the carrier, silence, contacts, promises and claim windows over days. */
struct drawing *draw_timeline(struct arena *a, const struct draw_case *c);

#endif
