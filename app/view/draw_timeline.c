#include "view/draw_case.h"

#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "view/doc.h"
#include "view/draw_parts.h"

enum { AHEAD = 120, BEHIND = 400, WINDOWS_SHOWN = 4 };
#define GUTTER 84
#define LANE 20
#define TOP 14
#define BELOW 34
#define MARK 7
#define NAME_SIZE 8.5
#define KEY_SIZE 7.5

struct timeline {
	struct drawing *d;
	const struct draw_case *c;
	struct axis x;
	double y; /* the middle of the lane being drawn */
	int marks;
};

static const struct node *rows_of(const struct draw_case *c, const char *name)
{
	const struct node *list = node_get(c->one, name);

	return list && list->type == NODE_LIST ? list->first : NULL;
}

static daynum day_of_instant(const struct draw_case *c, const struct node *row, const char *name)
{
	return zone_day(c->zone, node_instantof(row, name));
}

/* Of an event without instant, the day of its own wall time. */
static daynum event_day(const struct draw_case *c, const struct node *e)
{
	daynum day = day_of_instant(c, e, "occurred_at");
	const char *local = node_str(e, "occurred_at_local");
	char text[DAY_TEXT];

	if (day != DAY_NONE || !local || strlen(local) < DAY_TEXT - 1)
		return day;
	memcpy(text, local, DAY_TEXT - 1);
	text[DAY_TEXT - 1] = '\0';
	return day_parse_iso(&day, text) < 0 ? DAY_NONE : day;
}

static daynum clamped(daynum day, daynum today)
{
	if (day == DAY_NONE)
		return DAY_NONE;
	return day > today + AHEAD ? today + AHEAD : day < today - BEHIND ? today - BEHIND : day;
}

static void take(struct axis *x, const struct draw_case *c, daynum day)
{
	axis_take(x, clamped(day, c->today));
}

static void take_axis(struct axis *x, const struct draw_case *c)
{
	axis_none(x);
	take(x, c, node_dayof(c->one, "shipment.mailed_on"));
	take(x, c, node_dayof(c->one, "shipment.delivered_on"));
	for (const struct node *e = rows_of(c, "events"); e; e = e->next)
		take(x, c, event_day(c, e));
	for (const struct node *k = rows_of(c, "contacts"); k; k = k->next)
		take(x, c, day_of_instant(c, k, "at"));
	for (const struct node *p = rows_of(c, "promises"); p; p = p->next)
		take(x, c, node_dayof(p, "due_on"));
	for (const struct node *w = rows_of(c, "windows"); w; w = w->next)
		if (text_same(node_str(w, "what"), "claim")) {
			take(x, c, node_dayof(w, "opens_on"));
			take(x, c, node_dayof(w, "closes_on"));
		}
	if (!axis_known(x))
		return;
	axis_take(x, c->today);
	x->from -= 1;
	x->to += 1;
	x->left = GUTTER;
	x->right = DRAW_CASE_WIDTH - 8;
}

static struct draw_style solid(void)
{
	return (struct draw_style){ .tone = DRAW_INK, .filled = true };
}

static struct draw_style hollow(void)
{
	return (struct draw_style){ .tone = DRAW_INK, .thick = 0.9 };
}

static void lane_begin(struct timeline *t, const char *name)
{
	double edge = t->y + LANE / 2.0;

	draw_text(t->d, 0, t->y + 3, NAME_SIZE, name)->bold = true;
	draw_line(t->d, (struct draw_box){ 0, edge, DRAW_CASE_WIDTH, 0 },
		  (struct draw_style){ .tone = DRAW_FAINT, .thick = 0.3 });
}

static void mark(struct timeline *t, enum draw_mark form, daynum day, struct draw_style style)
{
	struct draw_point m = { axis_middle(&t->x, day), t->y };

	if (day < t->x.from || day > t->x.to || t->marks >= DRAW_MARKS_MAX)
		return;
	t->marks++;
	draw_mark(t->d, form, m, form == DRAW_DOT ? MARK - 1 : MARK, style);
}

static void say(struct timeline *t, const char *sentence)
{
	t->d->words = draw_sentence(t->d->arena, t->d->words, sentence);
}

/* --- the lanes --- */

static bool is_scan(const struct node *e)
{
	const struct node *n = node_get(e, "is_scan");

	return n && n->type == NODE_BOOL && n->truth;
}

static void say_marks(struct timeline *t, const char *what, int n, daynum first, daynum last)
{
	struct arena *a = t->d->arena;

	if (n == 0)
		say(t, arena_printf(a, "%s: none.", what));
	else if (first == last)
		say(t, arena_printf(a, "%s: %d, on %s.", what, n, draw_iso(a, first)));
	else
		say(t, arena_printf(a, "%s: %d, from %s to %s.", what, n, draw_iso(a, first),
				    draw_iso(a, last)));
}

/* Real scans, or the other lines of the carrier; one mark a day says it. */
static void events_lane(struct timeline *t, const char *name, bool scans)
{
	struct axis seen;
	daynum before = DAY_NONE;
	int n = 0;

	axis_none(&seen);
	lane_begin(t, name);
	for (const struct node *e = rows_of(t->c, "events"); e; e = e->next) {
		daynum day = event_day(t->c, e);
		bool gone = node_known(e, "gone_since");

		if (day == DAY_NONE || is_scan(e) != scans)
			continue;
		n++;
		axis_take(&seen, day);
		if (gone)
			mark(t, DRAW_CROSS, day, hollow());
		else if (day != before)
			mark(t, scans ? DRAW_DIAMOND : DRAW_DOT, day, scans ? solid() : hollow());
		before = gone ? before : day;
	}
	say_marks(t, name, n, seen.from, seen.to);
	t->y += LANE;
}

static void silence_lane(struct timeline *t)
{
	const struct node *s = rows_of(t->c, "silence");
	struct arena *a = t->d->arena;

	if (!s)
		return;
	lane_begin(t, "Silence");
	for (; s; s = s->next) {
		daynum from = node_dayof(s, "since_on"), to = node_dayof(s, "until");
		bool open = to == DAY_NONE;
		const char *days = arena_printf(a, "%" PRId64 " days", node_num(s, "days"));
		struct draw_box box = { 0, t->y - 5, 0, 10 };
		double room = draw_text_width(days, KEY_SIZE) + 6;
		struct shape *text;

		if (open)
			to = t->c->today;
		if (from == DAY_NONE || to < t->x.from || from > t->x.to)
			continue;
		box.x = axis_middle(&t->x, from);
		box.w = axis_middle(&t->x, to) - box.x;
		draw_hatch(t->d, box, DRAW_MUTED);
		draw_rect(t->d, box, hollow());
		if (box.w > room) {
			draw_rect(t->d,
				  (struct draw_box){ box.x + (box.w - room) / 2, box.y + 0.5, room,
						     box.h - 1 },
				  (struct draw_style){ .tone = DRAW_PAPER, .filled = true });
			text = draw_text(t->d, box.x + box.w / 2, t->y + 2.7, KEY_SIZE, days);
			text->anchor = DRAW_MIDDLE;
		}
		say(t, arena_printf(a, "Silence: %s, from %s to %s.", days, draw_iso(a, from),
				    open ? "today" : draw_iso(a, to)));
	}
	t->y += LANE;
}

static void contacts_lane(struct timeline *t)
{
	struct axis seen;
	int n = 0;

	axis_none(&seen);
	lane_begin(t, "Contacts");
	for (const struct node *k = rows_of(t->c, "contacts"); k; k = k->next) {
		daynum day = day_of_instant(t->c, k, "at");
		bool in = text_same(node_str(k, "direction"), "in");

		if (day == DAY_NONE)
			continue;
		n++;
		axis_take(&seen, day);
		mark(t, DRAW_SQUARE, day, in ? hollow() : solid());
	}
	say_marks(t, "Contacts", n, seen.from, seen.to);
	t->y += LANE;
}

static void promises_lane(struct timeline *t)
{
	int kept = 0, broken = 0, open = 0;
	const struct node *p = rows_of(t->c, "promises");

	if (!p)
		return;
	lane_begin(t, "Promises");
	for (; p; p = p->next) {
		const char *state = node_str(p, "state");
		daynum due = node_dayof(p, "due_on");
		bool is_kept = text_same(state, "kept"), is_broken = text_same(state, "broken");

		kept += is_kept;
		broken += is_broken;
		open += text_same(state, "open");
		if (due == DAY_NONE)
			continue;
		if (is_broken)
			mark(t, DRAW_CROSS, due,
			     (struct draw_style){ DRAW_INK, 1.6, false, false });
		else
			mark(t, DRAW_DOT, due, is_kept ? solid() : hollow());
	}
	say(t, arena_printf(t->d->arena, "Promises: %d kept, %d broken, %d open.", kept, broken,
			    open));
	t->y += LANE;
}

static void windows_lanes(struct timeline *t)
{
	int n = 0;

	for (const struct node *w = rows_of(t->c, "windows"); w && n < WINDOWS_SHOWN; w = w->next) {
		struct draw_box lane = { t->x.left, t->y - 4.5, t->x.right - t->x.left, 9 };
		daynum to = node_dayof(w, "closes_on");

		if (!text_same(node_str(w, "what"), "claim") ||
		    !(node_known(w, "opens_on") || to != DAY_NONE))
			continue;
		lane_begin(t, n ? "" : "To file");
		ribbon_draw(t->d, &t->x, w, lane);
		say(t,
		    arena_printf(t->d->arena, "%s: until %s.", draw_window_name(t->d->arena, w),
				 to == DAY_NONE ? "a day not known" : draw_iso(t->d->arena, to)));
		t->y += LANE;
		n++;
	}
}

/* What the marks mean, in one line under the days. */
static void put_key(struct timeline *t, double y)
{
	const struct {
		enum draw_mark mark;
		bool filled;
		const char *words;
	} keys[] = {
		{ DRAW_DIAMOND, true, "scan" },
		{ DRAW_DOT, false, "other line, open promise" },
		{ DRAW_CROSS, false, "vanished, broken" },
		{ DRAW_DOT, true, "kept" },
		{ DRAW_SQUARE, true, "we wrote or called" },
		{ DRAW_SQUARE, false, "they did" },
	};
	double x = t->x.left;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		draw_mark(t->d, keys[i].mark, (struct draw_point){ x + 3, y - 2.6 }, MARK - 1,
			  keys[i].filled ? solid() : hollow());
		draw_text(t->d, x + 9, y, KEY_SIZE, keys[i].words)->style.tone = DRAW_MUTED;
		x += draw_text_width(keys[i].words, KEY_SIZE) + 18;
	}
}

static void put_lanes(struct timeline *t)
{
	events_lane(t, "Scans", true);
	events_lane(t, "Other lines", false);
	silence_lane(t);
	contacts_lane(t);
	promises_lane(t);
	windows_lanes(t);
}

struct drawing *draw_timeline(struct arena *a, const struct draw_case *c)
{
	struct timeline t = { .c = c, .y = TOP + LANE / 2.0 };
	struct shape *first;
	double bottom;

	take_axis(&t.x, c);
	if (!axis_known(&t.x))
		return NULL;
	t.d = draw_new(a, "What happened, day by day", DRAW_CASE_WIDTH, 0);
	t.d->words = arena_printf(a, "From %s to %s.", draw_iso(a, t.x.from), draw_iso(a, t.x.to));
	put_lanes(&t);
	bottom = t.y - LANE / 2.0;
	/* The days belong behind the marks, and are known only now. */
	first = t.d->first;
	t.d->first = t.d->last = NULL;
	axis_draw(t.d, &t.x, TOP, bottom + 2);
	t.d->last->next = first;
	while (t.d->last->next)
		t.d->last = t.d->last->next;
	axis_today(t.d, &t.x, c->today, (struct draw_box){ 0, TOP - 3, 0, bottom - TOP + 5 });
	put_key(&t, bottom + 26);
	t.d->height = bottom + BELOW;
	return t.d;
}
