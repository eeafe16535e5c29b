/*
 * window_doc.h - windows of a case as trees: from which day to which one may do what; was it done?
 *
 * "first" is the request that must end before the window may be used, "used" what was done in it:
 * null, or claim or request ("12/1") and on, the day.
 */
#ifndef APP_VIEW_WINDOW_DOC_H
#define APP_VIEW_WINDOW_DOC_H

#include "base/day.h"

struct arena;
struct case_rows;
struct node;
struct window;

/* Into the map "n", which is given back; without "first" and "used". */
struct node *window_node(struct arena *a, struct node *n, const struct window *w, daynum today);

/* "used" into the map of a window of this case. */
void window_used_node(struct arena *a, struct node *n, const struct case_rows *c,
		      const struct window *w);

/* The list "windows": the claim's own first; no appeal or suit as long as nothing was denied. */
void windows_nodes(struct arena *a, struct node *doc, const struct case_rows *c, daynum today);

#endif
