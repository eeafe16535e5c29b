#include "view/draw.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/zone.h"
#include "view/doc.h"
#include "view/draw_case.h"
#include "view/suites.h"

static struct arena arena;
static struct draw_case c;

static void setup(void)
{
	struct err err;

	c = (struct draw_case){ .one = node_root(&arena), .today = day_of(2026, 11, 23) };
	ck_assert_int_eq(zone_load(&c.zone, &arena, "UTC", &err), 0);
}

static void teardown(void)
{
	arena_release(&arena);
}

static struct node *put(struct node *list)
{
	return node_map(&arena, list, NULL);
}

static struct node *root(void)
{
	return (struct node *)c.one;
}

static struct node *put_window(struct node *list, const char *state, daynum from, daynum to)
{
	struct node *w = put(list);

	node_text(&arena, w, "what", "claim");
	node_text(&arena, w, "route", "carrier");
	node_day(&arena, w, "opens_on", from);
	node_day(&arena, w, "closes_on", to);
	node_text(&arena, w, "state", state);
	return w;
}

static int count_of(const struct drawing *d, enum draw_type type)
{
	int n = 0;

	for (const struct shape *s = d->first; s; s = s->next)
		n += s->type == type;
	return n;
}

static int texts_of(const struct drawing *d, const char *text)
{
	int n = 0;

	for (const struct shape *s = d->first; s; s = s->next)
		n += s->type == DRAW_TEXT && strstr(s->text, text) != NULL;
	return n;
}

/* Everything lies on the sheet. */
static void is_inside(const struct drawing *d)
{
	for (const struct shape *s = d->first; s; s = s->next) {
		double right = s->box.x + (s->box.w > 0 ? s->box.w : 0);
		double bottom = s->box.y + (s->box.h > 0 ? s->box.h : 0);

		ck_assert_msg(s->box.x >= -0.01 && right <= d->width + 0.01 && s->box.y >= -0.01 &&
				      bottom <= d->height + 0.01,
			      "shape at %.1f %.1f to %.1f %.1f of %.0f x %.0f", s->box.x, s->box.y,
			      right, bottom, d->width, d->height);
	}
}

START_TEST(svg_escapes_every_text)
{
	struct drawing *d = draw_new(&arena, "<title> & \"co\"", 100, 50);
	struct buf out;

	d->words = "</desc><script>alert(1)</script>";
	draw_text(d, 1, 2, 8, "a < b & \x01 c")->bold = true;
	buf_init(&out, 10000);
	draw_svg(&out, d);
	ck_assert_ptr_nonnull(strstr(out.at, "&lt;title&gt; &amp; &quot;co&quot;"));
	ck_assert_ptr_null(strstr(out.at, "<script"));
	ck_assert_ptr_nonnull(strstr(out.at, ">a &lt; b &amp;  c</text>"));
	ck_assert_ptr_nonnull(strstr(out.at, "viewBox=\"0 0 100.0 50.0\""));
	buf_release(&out);
}
END_TEST

START_TEST(each_shape_becomes_one_svg_element)
{
	struct drawing *d = draw_new(&arena, "all", 100, 100);
	struct draw_style line = { .tone = DRAW_INK, .thick = 1, .dashed = true };
	struct buf out;

	draw_line(d, (struct draw_box){ 1, 1, 5, 0 }, line);
	draw_rect(d, (struct draw_box){ 1, 1, 5, 5 }, (struct draw_style){ .filled = true });
	draw_mark(d, DRAW_DIAMOND, (struct draw_point){ 50, 50 }, 6, line);
	draw_mark(d, DRAW_DOT, (struct draw_point){ 50, 50 }, 6, line);
	draw_mark(d, DRAW_SQUARE, (struct draw_point){ 50, 50 }, 6, line);
	draw_mark(d, DRAW_CROSS, (struct draw_point){ 50, 50 }, 6, line);
	ck_assert_int_eq(count_of(d, DRAW_LINE), 3);
	ck_assert_int_eq(count_of(d, DRAW_RECT), 2);
	ck_assert_int_eq(count_of(d, DRAW_PATH), 2);
	buf_init(&out, 10000);
	draw_svg(&out, d);
	ck_assert_ptr_nonnull(strstr(out.at, "<path d=\"M1.0 1.0L6.0 1.0\""));
	ck_assert_ptr_nonnull(strstr(out.at, "stroke-dasharray"));
	ck_assert_ptr_nonnull(strstr(out.at, "M50.0 47.0L53.0 50.0L50.0 53.0L47.0 50.0Z"));
	buf_release(&out);
}
END_TEST

START_TEST(hatching_stays_in_its_box)
{
	static const struct draw_box boxes[] = { { 10, 10, 40, 9 },
						 { 10, 10, 3, 20 },
						 { 10, 10, 0.5, 0.5 } };

	for (size_t i = 0; i < sizeof(boxes) / sizeof(*boxes); i++) {
		struct drawing *d = draw_new(&arena, "hatch", 100, 100);
		const struct draw_box *b = &boxes[i];

		draw_hatch(d, *b, DRAW_MUTED);
		for (const struct shape *s = d->first; s; s = s->next) {
			ck_assert(s->box.x >= b->x - 0.01);
			ck_assert(s->box.x + s->box.w <= b->x + b->w + 0.01);
			ck_assert(s->box.y <= b->y + b->h + 0.01);
			ck_assert(s->box.y + s->box.h >= b->y - 0.01);
		}
	}
}
END_TEST

START_TEST(nothing_known_is_nothing_drawn)
{
	ck_assert_ptr_null(draw_windows(&arena, &c));
	ck_assert_ptr_null(draw_timeline(&arena, &c));
	node_list(&arena, root(), "windows");
	node_list(&arena, root(), "events");
	put_window((struct node *)node_get(root(), "windows"), "unknown", DAY_NONE, DAY_NONE);
	ck_assert_ptr_null(draw_windows(&arena, &c));
	ck_assert_ptr_null(draw_timeline(&arena, &c));
}
END_TEST

START_TEST(a_state_shows_without_colour)
{
	struct node *list = node_list(&arena, root(), "windows");
	struct drawing *open, *closed, *early;

	put_window(list, "open", day_of(2026, 11, 16), day_of(2026, 12, 31));
	open = draw_windows(&arena, &c);
	list->first = list->last = NULL;
	put_window(list, "closed", day_of(2026, 10, 16), day_of(2026, 11, 1));
	closed = draw_windows(&arena, &c);
	list->first = list->last = NULL;
	put_window(list, "too_early", day_of(2026, 12, 16), day_of(2026, 12, 31));
	early = draw_windows(&arena, &c);
	ck_assert_int_eq(count_of(open, DRAW_RECT), 3);   /* paper, full, outline */
	ck_assert_int_eq(count_of(closed, DRAW_RECT), 2); /* paper, outline, and hatching */
	ck_assert_int_gt(count_of(closed, DRAW_LINE), count_of(open, DRAW_LINE));
	ck_assert_int_eq(count_of(early, DRAW_RECT), 2);
	is_inside(open);
	is_inside(closed);
	is_inside(early);
}
END_TEST

START_TEST(words_say_what_is_drawn)
{
	struct node *list = node_list(&arena, root(), "windows");
	struct drawing *d;

	put_window(list, "open", day_of(2026, 11, 16), day_of(2026, 12, 31));
	put_window(list, "unknown", day_of(2026, 11, 18), DAY_NONE);
	d = draw_windows(&arena, &c);
	ck_assert_str_eq(d->words,
			 "Claim to the carrier: from 2026-11-16 to 2026-12-31, open. "
			 "Claim to the carrier: from 2026-11-18 to a day not known, unknown. "
			 "Today is 2026-11-23.");
	ck_assert_int_eq(texts_of(d, "16 Nov to 31 Dec"), 1);
	ck_assert_int_eq(texts_of(d, "from 18 Nov, no last day known"), 1);
	ck_assert_int_eq(texts_of(d, "today"), 1);
}
END_TEST

START_TEST(a_day_far_away_does_not_squash_the_rest)
{
	struct node *list = node_list(&arena, root(), "windows");
	struct drawing *d;

	put_window(list, "open", day_of(2026, 11, 16), day_of(2026, 12, 31));
	put_window(list, "open", day_of(1901, 1, 1), day_of(2999, 12, 31));
	d = draw_windows(&arena, &c);
	is_inside(d);
	d = draw_timeline(&arena, &c);
	is_inside(d);
	ck_assert_int_lt(d->count, 200);
}
END_TEST

static void put_story(void)
{
	struct node *list = node_list(&arena, root(), "events"), *n;

	for (int i = 0; i < 6; i++) {
		n = put(list);
		if (i < 3)
			node_instant(&arena, n, "occurred_at",
				     (instant)(c.today - 20 + i) * 86400 + 3600);
		else
			node_text(&arena, n, "occurred_at_local", "2026-11-07T10:00:00");
		node_bool(&arena, n, "is_scan", i < 3);
	}
	n = put(list); /* without any time */
	node_text(&arena, n, "occurred_at_local", "soon");
	n = put(node_list(&arena, root(), "silence"));
	node_day(&arena, n, "since_on", c.today - 18);
	node_int(&arena, n, "days", 18);
	n = put(node_list(&arena, root(), "contacts"));
	node_instant(&arena, n, "at", (instant)(c.today - 5) * 86400);
	list = node_list(&arena, root(), "promises");
	n = put(list);
	node_text(&arena, n, "state", "broken");
	node_day(&arena, n, "due_on", c.today - 2);
	n = put(list);
	node_text(&arena, n, "state", "kept");
	list = node_list(&arena, root(), "windows");
	put_window(list, "open", c.today - 3, c.today + 30);
}

START_TEST(the_timeline_has_a_lane_for_each)
{
	static const char *const lanes[] = { "Scans",    "Other lines", "Silence",
					     "Contacts", "Promises",    "To file" };
	struct drawing *d;

	put_story();
	d = draw_timeline(&arena, &c);
	ck_assert_ptr_nonnull(d);
	for (size_t i = 0; i < sizeof(lanes) / sizeof(*lanes); i++)
		ck_assert_msg(texts_of(d, lanes[i]) == 1, "%s", lanes[i]);
	ck_assert_int_eq(texts_of(d, "18 days"), 1);
	ck_assert_str_eq(
		d->words,
		"From 2026-11-02 to 2026-12-24. Scans: 3, from 2026-11-03 to 2026-11-05. "
		"Other lines: 3, on 2026-11-07. Silence: 18 days, from 2026-11-05 to today. "
		"Contacts: 1, on 2026-11-18. Promises: 1 kept, 1 broken, 0 open. "
		"Claim to the carrier: until 2026-12-23.");
	is_inside(d);
}
END_TEST

START_TEST(a_flood_of_events_is_not_a_flood_of_marks)
{
	struct node *list = node_list(&arena, root(), "events");

	for (int i = 0; i < 20000; i++) {
		struct node *n = put(list);

		node_instant(&arena, n, "occurred_at", (instant)(c.today - i % 300) * 86400);
		node_bool(&arena, n, "is_scan", true);
	}
	ck_assert_int_lt(draw_timeline(&arena, &c)->count, DRAW_MARKS_MAX + 100);
}
END_TEST

Suite *draw_suite(void)
{
	Suite *s = suite_create("draw");
	TCase *t = tcase_create("draw");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, svg_escapes_every_text);
	tcase_add_test(t, each_shape_becomes_one_svg_element);
	tcase_add_test(t, hatching_stays_in_its_box);
	tcase_add_test(t, nothing_known_is_nothing_drawn);
	tcase_add_test(t, a_state_shows_without_colour);
	tcase_add_test(t, words_say_what_is_drawn);
	tcase_add_test(t, a_day_far_away_does_not_squash_the_rest);
	tcase_add_test(t, the_timeline_has_a_lane_for_each);
	tcase_add_test(t, a_flood_of_events_is_not_a_flood_of_marks);
	suite_add_tcase(s, t);
	return s;
}
