#include "view/draw_parts.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/shipment.h"
#include "view/doc.h"

enum { LABELS_MAX = 9, TITLE_ROOM = 96 };
#define LABEL_SIZE 7.5

void axis_none(struct axis *x)
{
	x->from = 1;
	x->to = 0;
}

bool axis_known(const struct axis *x)
{
	return x->from <= x->to;
}

void axis_take(struct axis *x, daynum day)
{
	if (day == DAY_NONE)
		return;
	if (!axis_known(x)) {
		x->from = x->to = day;
		return;
	}
	if (day < x->from)
		x->from = day;
	if (day > x->to)
		x->to = day;
}

static double at(const struct axis *x, double days)
{
	double span = (double)x->to - x->from + 1;

	days = days < 0 ? 0 : days > span ? span : days;
	return x->left + (x->right - x->left) * days / span;
}

double axis_edge(const struct axis *x, daynum day)
{
	return at(x, (double)day - x->from);
}

double axis_middle(const struct axis *x, daynum day)
{
	return at(x, (double)day - x->from + 0.5);
}

const char *draw_day(struct arena *a, daynum day)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct civil c = day_civil(day);

	return arena_printf(a, "%d %s", c.day, months[c.month - 1]);
}

const char *draw_iso(struct arena *a, daynum day)
{
	char text[DAY_TEXT];

	return arena_strdup(a, day_text(text, day));
}

const char *draw_sentence(struct arena *a, const char *before, const char *more)
{
	if (text_blank(more))
		return before;
	return text_blank(before) ? more : arena_printf(a, "%s %s", before, more);
}

/* The fewest days between two labels that leaves room for all of them. */
static int step_of(const struct axis *x)
{
	static const int steps[] = { 1, 2, 7, 14, 28, 56, 91, 182, 364 };
	int span = x->to - x->from + 1, last = sizeof(steps) / sizeof(*steps) - 1;

	for (int i = 0; i < last; i++)
		if (span / steps[i] < LABELS_MAX)
			return steps[i];
	return steps[last] * (1 + span / steps[last] / LABELS_MAX);
}

void axis_draw(struct drawing *d, const struct axis *x, double top, double y)
{
	struct draw_style faint = { .tone = DRAW_FAINT, .thick = 0.4 };
	struct draw_style line = { .tone = DRAW_MUTED, .thick = 0.8 };
	int step = step_of(x), year = 0;

	draw_line(d, (struct draw_box){ x->left, y, x->right - x->left, 0 }, line);
	for (daynum day = x->from; day <= x->to; day += step) {
		struct civil c = day_civil(day);
		double mid = axis_middle(x, day);
		const char *label = draw_day(d->arena, day);
		struct shape *s;

		draw_line(d, (struct draw_box){ mid, top, 0, y + 3 - top }, faint);
		if (c.year != year)
			label = arena_printf(d->arena, "%s %d", label, c.year);
		year = c.year;
		if (mid + draw_text_width(label, LABEL_SIZE) / 2 > d->width)
			break;
		s = draw_text(d, mid, y + 12, LABEL_SIZE, label);
		s->anchor = DRAW_MIDDLE;
		s->style.tone = DRAW_MUTED;
	}
}

void axis_today(struct drawing *d, const struct axis *x, daynum today, struct draw_box lane)
{
	double mid = axis_middle(x, today);
	struct shape *s;

	if (today < x->from || today > x->to)
		return;
	draw_line(d, (struct draw_box){ mid, lane.y, 0, lane.h },
		  (struct draw_style){ .tone = DRAW_INK, .thick = 1, .dashed = true });
	s = draw_text(d, mid, lane.y - 3, LABEL_SIZE, "today");
	s->anchor = DRAW_MIDDLE;
	s->bold = true;
}

const char *draw_window_name(struct arena *a, const struct node *window)
{
	char what[TITLE_ROOM], route[TITLE_ROOM];
	const char *code = node_str(window, "what"), *to = node_str(window, "route");

	if (!code)
		return "Window";
	code_title(what, sizeof(what), code);
	if (!to)
		return arena_strdup(a, what);
	if (text_same(to, "insurance"))
		to = "insurer";
	if (text_same(to, "card"))
		to = "card company";
	if (text_same(to, "platform"))
		to = "label platform";
	snprintf(route, sizeof(route), "%s", to);
	return arena_printf(a, "%s to the %s", what, route);
}

/* The days it runs, as far as they are known; false: none is. */
static bool window_days(daynum *from, daynum *to, const struct axis *x, const struct node *window)
{
	*from = node_dayof(window, "opens_on");
	*to = node_dayof(window, "closes_on");
	if (*from == DAY_NONE && *to == DAY_NONE)
		return false;
	if (*from == DAY_NONE)
		*from = x->from;
	if (*to == DAY_NONE)
		*to = x->to;
	return *from <= *to && *from <= x->to && *to >= x->from;
}

/* A day that is not known, or not on the axis, has an open end with a small arrow. */
static void open_end(struct drawing *d, double tip, double y, double by)
{
	struct draw_style line = { .tone = DRAW_INK, .thick = 0.8 };

	draw_line(d, (struct draw_box){ tip, y, -by, -3 }, line);
	draw_line(d, (struct draw_box){ tip, y, -by, 3 }, line);
}

bool ribbon_draw(struct drawing *d, const struct axis *x, const struct node *window,
		 struct draw_box lane)
{
	const char *state = node_str(window, "state");
	struct draw_style outline = { .tone = DRAW_INK, .thick = 0.8 };
	struct draw_style full = { .tone = DRAW_MUTED, .filled = true };
	daynum from, to;
	struct draw_box box;

	if (!window_days(&from, &to, x, window))
		return false;
	box = (struct draw_box){ axis_edge(x, from), lane.y, 0, lane.h };
	box.w = axis_edge(x, to + 1) - box.x;
	outline.dashed = text_same(state, "too_early") || text_same(state, "unknown");
	draw_rect(d, box, (struct draw_style){ .tone = DRAW_PAPER, .filled = true });
	if (text_same(state, "open") || text_same(state, "closing"))
		draw_rect(d, box, full);
	else if (text_same(state, "closed"))
		draw_hatch(d, box, DRAW_MUTED);
	draw_rect(d, box, outline);
	if (!node_known(window, "closes_on") || to > x->to)
		open_end(d, box.x + box.w + 5, lane.y + lane.h / 2, 4);
	if (!node_known(window, "opens_on") || from < x->from)
		open_end(d, box.x - 5, lane.y + lane.h / 2, -4);
	return true;
}
