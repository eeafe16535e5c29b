/*
 * draw_chart.h - numbers compared: bars along a line of names, told apart by form, not by colour
 */
#ifndef APP_VIEW_DRAW_CHART_H
#define APP_VIEW_DRAW_CHART_H

#include <stdint.h>

struct arena;
struct drawing;

enum { CHART_SERIES_MAX = 5, CHART_BARS_MAX = 40, DRAW_CHART_WIDTH = 640 };

struct chart_bar {
	const char *label;
	int64_t value[CHART_SERIES_MAX];
	const char *said[CHART_SERIES_MAX]; /* the value in words; NULL: there is none */
};

struct draw_chart {
	const char *title;
	const char *series[CHART_SERIES_MAX];
	int nseries;
	const struct chart_bar *bar;
	int nbars; /* those past CHART_BARS_MAX are left out, and the words say so */
};

/* NULL when nothing is above zero. */
struct drawing *draw_chart(struct arena *a, const struct draw_chart *c);

#endif
