#include "report/test_report.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "report/book.h"
#include "report/words.h"

static struct arena arena;
static struct workbook_input in;
static struct book book;
static struct err err;

static void setup(void)
{
	in = (struct workbook_input){ .ncases = 1, .now = 1795446240 };
	ck_assert_int_eq(zone_load(&in.zone, &arena, "America/New_York", &err), 0);
	book = (struct book){ .arena = &arena, .in = &in };
}

static void teardown(void)
{
	arena_release(&arena);
}

/* In letters of one width. */
static size_t fit(const char *text, int letters, int most, size_t units, int *lines)
{
	struct room room = { letters * 580, true, most, units };

	return text_fit(text, &room, lines);
}

START_TEST(capitals_need_more_room_than_small_letters)
{
	struct room room = { 30 * 556, false, 99, 32000 };
	int lines;

	text_fit("the quick fox, the lazy dog, ill", &room, &lines);
	ck_assert_int_eq(lines, 1);
	text_fit("DISTRIBUTION CENTER SALT LAKE", &room, &lines);
	ck_assert_int_eq(lines, 2);
	/* A column of 30 holds a little less than 30 digits of 10 points. */
	ck_assert_int_lt(style_width(STYLE_TEXT, 30), 31 * 556);
	ck_assert_int_gt(style_width(STYLE_TEXT, 30), 22 * 556);
	ck_assert_int_lt(style_width(STYLE_STRONG, 30), style_width(STYLE_TEXT, 30));
	ck_assert_int_gt(style_width(STYLE_VALUE, 30), style_width(STYLE_TEXT, 30));
}
END_TEST

START_TEST(text_is_counted_in_lines_as_it_wraps)
{
	static const struct {
		const char *text;
		int width, lines;
	} cases[] = {
		{ "", 10, 1 },
		{ "one line", 10, 1 },
		{ "a\nb\nc", 10, 3 },
		{ "four words in lines", 5, 4 },
		{ "0123456789012345678901234", 10, 3 },
		{ "\n", 10, 2 },
		{ "王小明王小明", 6, 2 },
		{ "x", 0, 1 },
	};
	int lines;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		ck_assert_uint_eq(fit(cases[i].text, cases[i].width, 99, 32000, &lines),
				  strlen(cases[i].text));
		ck_assert_msg(lines == cases[i].lines, "%s: %d lines", cases[i].text, lines);
	}
}
END_TEST

START_TEST(a_text_is_cut_between_words_and_never_inside_a_character)
{
	int lines;

	ck_assert_uint_eq(fit("one two three", 5, 1, 32000, &lines), 4);
	ck_assert_int_eq(lines, 1);
	ck_assert_uint_eq(fit("one two", 100, 9, 4, &lines), 4);
	/* An emoji is two UTF-16 units: three fit seven. */
	ck_assert_uint_eq(fit("😀 😀 😀 😀", 100, 9, 7, &lines), 4 + 1 + 4 + 1);
	/* Something is always taken, or nothing would ever end. */
	ck_assert_uint_gt(fit("😀😀", 1, 1, 1, &lines), 0);
}
END_TEST

START_TEST(every_piece_of_a_long_text_adds_up_to_the_text)
{
	char text[9001];
	size_t at = 0;
	int lines;

	for (size_t i = 0; i < 9000; i++)
		text[i] = i % 37 == 36 ? '\n' : i % 7 == 6 ? ' ' : 'w';
	text[9000] = '\0';
	while (text[at]) {
		size_t n = fit(text + at, 20, 10, 1000, &lines);

		ck_assert_uint_gt(n, 0);
		ck_assert_int_le(lines, 10);
		at += n;
	}
	ck_assert_uint_eq(at, 9000);
}
END_TEST

START_TEST(what_xml_forbids_never_reaches_a_cell)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{ "a\r\nb\rc\nd", "a\nb\nc\nd" },
		{ "bad \xFF byte", "bad \xEF\xBF\xBD byte" },
		{ "\xEF\xBF\xBE\xEF\xBF\xBF", "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "_x0041_ and _x41_ and _", "_x005F_x0041_ and _x41_ and _" },
		{ "\xEF\xBF\xBD", "\xEF\xBF\xBD" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		ck_assert_str_eq(book_clean(&arena, cases[i].from), cases[i].to);
}
END_TEST

START_TEST(codes_become_words)
{
	ck_assert_str_eq(say_code(&book, "in_transit"), "In transit");
	ck_assert_str_eq(say_code(&book, "saved_answer"), "Saved answer");
	ck_assert_str_eq(say_code(&book, "api"), "API");
	ck_assert_str_eq(say_code(&book, ""), "");
	ck_assert_ptr_null(say_code(&book, NULL));
	ck_assert_str_eq(say_party(&book, "us"), "Us");
}
END_TEST

static const char *window_words(const char *state, int64_t left, enum style *style)
{
	struct node *w = node_root(&arena);

	node_text(&arena, w, "state", state);
	if (left != INT64_MAX)
		node_int(&arena, w, "days_left", left);
	node_day(&arena, w, "opens_on", day_of(2026, 12, 3));
	return say_window_state(&book, w, style);
}

START_TEST(the_state_of_a_window_is_said_in_words)
{
	enum style style;

	ck_assert_str_eq(window_words("open", 23, &style), "open, 23 days left");
	ck_assert_int_eq(style, STYLE_GOOD);
	ck_assert_str_eq(window_words("closing", 1, &style), "closing, 1 day left");
	ck_assert_int_eq(style, STYLE_WARN);
	ck_assert_str_eq(window_words("closing", 0, &style), "closing: today is the last day");
	ck_assert_str_eq(window_words("closed", -4, &style), "closed 4 days ago");
	ck_assert_int_eq(style, STYLE_BAD);
	ck_assert_str_eq(window_words("too_early", 40, &style),
			 "too early: opens 2026-12-03, in 10 days");
	ck_assert_str_eq(window_words("open", INT64_MAX, &style), "open, no last day known");
	ck_assert_str_eq(window_words("unknown", INT64_MAX, &style), "not known");
	ck_assert_int_eq(style, STYLE_WARN);
	ck_assert_str_eq(window_words(NULL, INT64_MAX, &style), "not known");
}
END_TEST

START_TEST(a_low_confidence_says_what_to_do)
{
	struct node *w = node_root(&arena);
	enum style style;

	node_text(&arena, w, "confidence", "low");
	ck_assert_str_eq(say_confidence(&book, w, &style),
			 "low · unconfirmed: check with the carrier");
	ck_assert_int_eq(style, STYLE_WARN);
}
END_TEST

START_TEST(times_are_shown_in_the_zone_of_the_desk)
{
	struct node *n = node_instant(&arena, node_root(&arena), "at", 1795446240);
	struct cell c = cell_node(&book, 0, 0, n);

	ck_assert_str_eq(say_node(&book, n), "2026-11-23 10:04");
	ck_assert(c.is_number);
	/* 2026-11-23 is day 46349 of a workbook. */
	ck_assert_double_eq_tol(c.number, 46349 + (10 * 60 + 4) / 1440.0, 1e-9);
}
END_TEST

START_TEST(a_number_that_is_a_name_is_a_text)
{
	struct node *root = node_root(&arena);
	struct cell c = cell_node(&book, 0, 0, node_text(&arena, root, "zip", "04101"));

	ck_assert(!c.is_number);
	ck_assert_int_eq(c.style, STYLE_CODE);
	ck_assert_str_eq(c.text, "04101");
	c = cell_node(&book, 0, 0, node_day(&arena, root, "old", day_of(1900, 1, 1)));
	ck_assert(!c.is_number);
	ck_assert_str_eq(c.text, "1900-01-01");
}
END_TEST

START_TEST(no_style_is_without_a_look)
{
	for (int s = 0; s < STYLE_NVALUES; s++) {
		ck_assert_double_ge(style_size((enum style)s), 8);
		ck_assert_int_gt(style_width((enum style)s, 10), 1000);
	}
}
END_TEST

TCase *cell_tests(void)
{
	TCase *tc = tcase_create("cells");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, capitals_need_more_room_than_small_letters);
	tcase_add_test(tc, text_is_counted_in_lines_as_it_wraps);
	tcase_add_test(tc, a_text_is_cut_between_words_and_never_inside_a_character);
	tcase_add_test(tc, every_piece_of_a_long_text_adds_up_to_the_text);
	tcase_add_test(tc, what_xml_forbids_never_reaches_a_cell);
	tcase_add_test(tc, codes_become_words);
	tcase_add_test(tc, the_state_of_a_window_is_said_in_words);
	tcase_add_test(tc, a_low_confidence_says_what_to_do);
	tcase_add_test(tc, times_are_shown_in_the_zone_of_the_desk);
	tcase_add_test(tc, a_number_that_is_a_name_is_a_text);
	tcase_add_test(tc, no_style_is_without_a_look);
	return tc;
}
