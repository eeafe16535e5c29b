#include "view/draw_case.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/doc.h"
#include "view/draw_parts.h"

enum { AHEAD = 200, BEHIND = 200 }; /* days drawn after and before today */
#define GUTTER 128
#define ROW 22
#define BAR 9
#define TOP 14
#define BELOW 20
#define NAME_SIZE 8.5
#define DAYS_SIZE 7.0

static daynum clamped(daynum day, daynum today)
{
	if (day == DAY_NONE)
		return DAY_NONE;
	return day > today + AHEAD ? today + AHEAD : day < today - BEHIND ? today - BEHIND : day;
}

static bool has_days(const struct node *w)
{
	return node_known(w, "opens_on") || node_known(w, "closes_on");
}

static int take_axis(struct axis *x, const struct draw_case *c, const struct node *list)
{
	int n = 0;

	axis_none(x);
	for (const struct node *w = list ? list->first : NULL; w; w = w->next)
		if (has_days(w) && n < DRAW_WINDOWS_MAX) {
			axis_take(x, clamped(node_dayof(w, "opens_on"), c->today));
			axis_take(x, clamped(node_dayof(w, "closes_on"), c->today));
			n++;
		}
	if (n == 0)
		return 0;
	axis_take(x, c->today);
	axis_take(x, clamped(node_dayof(c->one, "shipment.mailed_on"), c->today));
	x->from -= 1;
	x->to += 1;
	x->left = GUTTER;
	x->right = DRAW_CASE_WIDTH - 10;
	return n;
}

/* "Claim to the carrier: from 2026-11-16 to 2026-12-31, open." */
static const char *window_words(struct arena *a, const struct node *w)
{
	daynum from = node_dayof(w, "opens_on"), to = node_dayof(w, "closes_on");
	const char *state = node_str(w, "state");

	return arena_printf(a, "%s: from %s to %s%s%s.", draw_window_name(a, w),
			    from == DAY_NONE ? "a day not known" : draw_iso(a, from),
			    to == DAY_NONE ? "a day not known" : draw_iso(a, to), state ? ", " : "",
			    !state                          ? ""
			    : text_same(state, "too_early") ? "not open yet"
							    : state);
}

/* "16 Nov to 31 Dec", under the name: no line of a day crosses it there. */
static void put_days(struct drawing *d, const struct node *w, double y)
{
	daynum from = node_dayof(w, "opens_on"), to = node_dayof(w, "closes_on");
	const char *first = from == DAY_NONE ? NULL : draw_day(d->arena, from);
	const char *last = to == DAY_NONE ? NULL : draw_day(d->arena, to);
	const char *words = !first  ? arena_printf(d->arena, "until %s", last)
			    : !last ? arena_printf(d->arena, "from %s, no last day known", first)
				    : arena_printf(d->arena, "%s to %s", first, last);

	draw_text(d, 0, y, DAYS_SIZE, words)->style.tone = DRAW_MUTED;
}

struct drawing *draw_windows(struct arena *a, const struct draw_case *c)
{
	const struct node *list = node_get(c->one, "windows");
	struct drawing *d;
	struct axis x;
	double y = TOP;
	int n = take_axis(&x, c, list);

	if (n == 0)
		return NULL;
	d = draw_new(a, "First and last days", DRAW_CASE_WIDTH, TOP + n * ROW + BELOW);
	axis_draw(d, &x, TOP, TOP + n * ROW + 2);
	for (const struct node *w = list->first; w && n > 0; w = w->next) {
		struct draw_box lane = { x.left, y, x.right - x.left, BAR };

		if (!has_days(w))
			continue;
		draw_text(d, 0, y + BAR - 1, NAME_SIZE, draw_window_name(a, w));
		ribbon_draw(d, &x, w, lane);
		put_days(d, w, y + BAR + 8);
		d->words = draw_sentence(a, d->words, window_words(a, w));
		y += ROW;
		n--;
	}
	axis_today(d, &x, c->today, (struct draw_box){ 0, TOP - 3, 0, y - TOP + 5 });
	d->words =
		draw_sentence(a, d->words, arena_printf(a, "Today is %s.", draw_iso(a, c->today)));
	return d;
}
