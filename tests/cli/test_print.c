#include "cli/print.h"

#include <locale.h>
#include <string.h>

#include "base/text.h"
#include "cli/suites.h"

static struct cli cli;
static struct node *root, *list;
static struct err err;

static void setup(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	cli_begin(&cli);
	root = node_root(&cli.arena);
	list = node_list(&cli.arena, root, "items");
}

static void teardown(void)
{
	cli_end(&cli);
}

static void row(int64_t id, const char *name, const char *said)
{
	struct node *r = node_map(&cli.arena, list, NULL);

	node_int(&cli.arena, r, "case", id);
	node_text(&cli.arena, r, "name", name);
	node_text(&cli.arena, r, "said", said);
}

static const struct print_column cols[] = {
	{ .title = "CASE", .path = "case", .flags = PRINT_RIGHT },
	{ .title = "NAME", .path = "name", .flags = PRINT_CUT },
	{ .title = "SAID", .path = "said", .flags = PRINT_WRAP },
	{ .title = NULL },
};

static int widest_line(const char *text)
{
	int widest = 0;

	for (; *text; text += strcspn(text, "\n") + 1) {
		size_t len = strcspn(text, "\n");
		int width = utf8_width(arena_strndup(&cli.arena, text, len));

		if (width > widest)
			widest = width;
		if (!text[len])
			break;
	}
	return widest;
}

START_TEST(a_table_aligns_and_shows_what_is_unknown)
{
	row(1, "Ann", "hello");
	row(12, NULL, "good bye");
	print_table(&cli, cols, list);
	ck_assert_str_eq(cli_printed(&cli), "CASE  NAME  SAID\n"
					    "   1  Ann   hello\n"
					    "  12  -     good bye\n");
}
END_TEST

START_TEST(a_wide_table_fits_the_terminal_and_loses_no_word)
{
	cli.width = 50;
	row(1, "Bartholomew of the very long name",
	    "the parcel was seen in Memphis and then never again by anybody");
	print_table(&cli, cols, list);
	ck_assert_int_le(widest_line(cli_printed(&cli)), 50);
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "\u2026"));
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "Memphis"));
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "anybody"));
}
END_TEST

START_TEST(a_pipe_gets_every_character)
{
	cli.narrow = false;
	row(1, "Bartholomew of the very long name",
	    "the parcel was seen in Memphis and then never again by anybody at all, they say");
	print_table(&cli, cols, list);
	ck_assert_ptr_nonnull(
		strstr(cli_printed(&cli),
		       "Bartholomew of the very long name  the parcel was seen in Memphis "
		       "and then never again by anybody at all, they say\n"));
}
END_TEST

START_TEST(a_carrier_s_text_cannot_move_the_cursor)
{
	row(1, "a\033[2Jb", "x\ny");
	print_table(&cli, cols, list);
	print_fact(&cli, "said", INK_PLAIN, "c\033]0;title\007d");
	print_para(&cli, 2, INK_PLAIN, "left \u202eright");
	print_line(&cli, INK_PLAIN, "bell\007");
	ck_assert_ptr_null(strchr(cli_printed(&cli), '\033'));
	ck_assert_ptr_null(strchr(cli_printed(&cli), '\007'));
	ck_assert_ptr_null(strstr(cli_printed(&cli), "\u202e"));
}
END_TEST

START_TEST(colour_comes_only_when_wanted)
{
	print_line(&cli, INK_BAD, "late");
	ck_assert_str_eq(cli_printed(&cli), "late\n");
	cli.color = true;
	print_line(&cli, INK_BAD, "late");
	ck_assert_str_eq(cli_printed(&cli), "late\n\033[31mlate\033[0m\n");
}
END_TEST

START_TEST(wide_characters_keep_the_columns)
{
	row(1, "\u6771\u4eac", "a");
	row(2, "ab", "b");
	print_table(&cli, cols, list);
	ck_assert_str_eq(cli_printed(&cli), "CASE  NAME  SAID\n"
					    "   1  \u6771\u4eac  a\n"
					    "   2  ab    b\n");
}
END_TEST

/* Hebrew, Arabic, Devanagari, Thai, Korean, Chinese, letters with marks put on, emoji, a number. */
static const char *const scripts[] = {
	"\u05e9\u05e8\u05d4 \u05db\u05d4\u05df",
	"\u0645\u062d\u0645\u062f \u0639\u0628\u062f",
	"\u0905\u0928\u093f\u0924\u093e",
	"\u0e2a\u0e21\u0e0a\u0e32\u0e22 \u0e43\u0e08\u0e14\u0e35",
	"\uae40\ucca0\uc218",
	"\u674e\u5c0f\u9f99",
	"Zoe\u0308 A\u030angstro\u0308m",
	"\U0001f469 \u00c9milie \U0001f389",
	"9400111206206406260787",
	"\u05e9\u05dc\u05d5\u05dd 4711 \u05e2\u05d5\u05dc\u05dd",
};

/* The columns before "mark" in each line that has it; -1 when they differ. */
static int columns_before(const char *text, const char *mark)
{
	int columns = -2;

	for (; *text; text += strcspn(text, "\n") + 1) {
		const char *end = text + strcspn(text, "\n"), *at = strstr(text, mark);
		int here;

		if (!at || at > end)
			continue;
		here = utf8_width(arena_strndup(&cli.arena, text, (size_t)(at - text)));
		if (columns != -2 && columns != here)
			return -1;
		columns = here;
	}
	return columns;
}

START_TEST(what_can_be_spared_goes_last)
{
	static const struct print_column some[] = {
		{ .title = "CASE", .path = "case", .flags = PRINT_RIGHT },
		{ .title = "SPARED", .path = "case", .flags = PRINT_SPARE },
		{ .title = "EXTRA", .path = "case", .flags = PRINT_EXTRA },
		{ .title = NULL },
	};

	row(1, "Ann", NULL);
	cli.width = 19;
	print_table(&cli, some, list);
	cli.width = 18;
	print_table(&cli, some, list);
	cli.width = 11;
	print_table(&cli, some, list);
	ck_assert_str_eq(cli_printed(&cli), "CASE  SPARED  EXTRA\n"
					    "   1  1       1\n"
					    "CASE  SPARED\n"
					    "   1  1\n"
					    "CASE\n"
					    "   1\n");
}
END_TEST

START_TEST(every_script_keeps_the_columns)
{
	static const int widths[] = { 60, 80, 120, 200 };

	for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++)
		row((int64_t)i, scripts[i],
		    arena_printf(&cli.arena, "|%s %s", scripts[i],
				 "said that nobody knows where it is"));
	for (size_t i = 0, at = 0; i < sizeof widths / sizeof *widths; i++) {
		const char *printed;

		cli.width = widths[i];
		print_table(&cli, cols, list);
		printed = cli_printed(&cli) + at;
		at += strlen(printed);
		ck_assert_int_le(widest_line(printed), widths[i]);
		ck_assert_int_gt(columns_before(printed, "|"), 0);
		ck_assert(utf8_valid(printed, strlen(printed)));
	}
}
END_TEST

START_TEST(a_cut_or_broken_word_keeps_its_marks)
{
	const char *marked =
		"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301"
		"e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301";
	const char *p;

	cli.width = 40;
	row(1, marked, arena_printf(&cli.arena, "%s%s%s", marked, marked, marked));
	print_table(&cli, cols, list);
	ck_assert_int_le(widest_line(cli_printed(&cli)), 40);
	for (p = cli_printed(&cli); (p = strchr(p, 'e')) != NULL; p++)
		ck_assert(!strncmp(p + 1, "\u0301", 2));
}
END_TEST

START_TEST(right_to_left_text_does_not_move_its_neighbours)
{
	row(1, "\u05e9\u05e8\u05d4", "\u05e9\u05dc\u05d5\u05dd");
	print_table(&cli, cols, list);
	print_fact(&cli, "who", INK_PLAIN, "\u05e9\u05e8\u05d4, ref 4711");
	/* two cells are two runs; what stands behind a run stands outside it */
	ck_assert_str_eq(
		cli_printed(&cli),
		"CASE  NAME  SAID\n"
		"   1  \u2068\u05e9\u05e8\u05d4\u2069   \u2068\u05e9\u05dc\u05d5\u05dd\u2069\n"
		"  who                 \u2068\u05e9\u05e8\u05d4\u2069, ref 4711\n");
}
END_TEST

START_TEST(a_file_gets_no_isolates)
{
	cli.narrow = false;
	print_line(&cli, INK_PLAIN, "\u05e9\u05e8\u05d4, ref 4711");
	ck_assert_str_eq(cli_printed(&cli), "\u05e9\u05e8\u05d4, ref 4711\n");
}
END_TEST

START_TEST(an_unknown_fact_is_shown_as_missing)
{
	node_null(&cli.arena, root, "mailed_on");
	print_fact_at(&cli, "mailed", root, "mailed_on", true);
	print_fact_at(&cli, "expected", root, "expected_on", false);
	ck_assert_str_eq(cli_printed(&cli), "  mailed              missing\n");
}
END_TEST

START_TEST(days_are_told_from_the_desk_s_today)
{
	const daynum today = cli.moment.today;

	ck_assert_str_eq(show_distance(&cli, today), "today");
	ck_assert_str_eq(show_distance(&cli, today + 1), "tomorrow");
	ck_assert_str_eq(show_distance(&cli, today - 1), "yesterday");
	ck_assert_str_eq(show_distance(&cli, today + 38), "in 38 days");
	ck_assert_str_eq(show_distance(&cli, today - 2), "2 days ago");
	ck_assert_ptr_null(show_distance(&cli, DAY_NONE));
	ck_assert_str_eq(show_day(&cli, today), "Mon 2026-11-23");
}
END_TEST

START_TEST(a_list_of_any_length_is_one_table)
{
	struct print_list l;
	int i, lines = 0;
	const char *p;

	print_list_begin(&l, &cli, cols);
	for (i = 0; i < 2500; i++) {
		struct arena_mark mark = arena_mark(&cli.arena);
		struct node *r = node_root(&cli.arena);

		node_int(&cli.arena, r, "case", i);
		node_text(&cli.arena, r, "name", "Ann");
		node_text(&cli.arena, r, "said", "hello");
		print_list_row(&l, r);
		arena_rewind(&cli.arena, mark);
	}
	print_list_end(&l, 2500, NULL, NULL);
	for (p = cli_printed(&cli); (p = strchr(p, '\n')) != NULL; p++)
		lines++;
	ck_assert_int_eq(lines, 2501);
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "\n2499  Ann   hello\n"));
}
END_TEST

START_TEST(a_list_as_json_counts_all_that_match)
{
	struct node *more = node_root(&cli.arena);
	struct print_list l;

	cli.json = true;
	node_int(&cli.arena, more, "closed_not_shown", 14);
	row(1, "Ann", NULL);
	print_list_begin(&l, &cli, cols);
	print_list_row(&l, list->first);
	print_list_end(&l, 3, more, NULL);
	ck_assert_str_eq(cli_printed(&cli),
			 "{\n  \"items\": [\n    {\n      \"case\": 1,\n"
			 "      \"name\": \"Ann\",\n      \"said\": null\n    }\n  ],\n"
			 "  \"count\": 3,\n  \"closed_not_shown\": 14\n}\n");
	ck_assert(!cli.printed);
}
END_TEST

START_TEST(a_list_that_failed_half_way_keeps_its_items_beside_the_error)
{
	struct print_list l;

	cli.json = true;
	row(1, "Ann", NULL);
	err_set(&err, ERR_REMOTE, "the carrier is away");
	print_list_begin(&l, &cli, cols);
	print_list_row(&l, list->first);
	print_list_end(&l, 1, NULL, &err);
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "\"items\""));
	ck_assert_ptr_nonnull(strstr(cli_printed(&cli), "\"message\": \"the carrier is away\""));
	ck_assert(cli.printed);
}
END_TEST

START_TEST(quiet_says_nothing_beside_the_answer)
{
	cli_note(&cli, "warning: %s", "odd");
	ck_assert_str_eq(cli_printed(&cli), "warning: odd\n");
	cli.quiet = true;
	cli_note(&cli, "warning: %s", "odd");
	ck_assert_str_eq(cli_printed(&cli), "warning: odd\n");
}
END_TEST

Suite *print_suite(void)
{
	Suite *s = suite_create("print");
	TCase *tc = tcase_create("print");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, a_table_aligns_and_shows_what_is_unknown);
	tcase_add_test(tc, a_wide_table_fits_the_terminal_and_loses_no_word);
	tcase_add_test(tc, a_pipe_gets_every_character);
	tcase_add_test(tc, a_carrier_s_text_cannot_move_the_cursor);
	tcase_add_test(tc, colour_comes_only_when_wanted);
	tcase_add_test(tc, wide_characters_keep_the_columns);
	tcase_add_test(tc, what_can_be_spared_goes_last);
	tcase_add_test(tc, every_script_keeps_the_columns);
	tcase_add_test(tc, a_cut_or_broken_word_keeps_its_marks);
	tcase_add_test(tc, right_to_left_text_does_not_move_its_neighbours);
	tcase_add_test(tc, a_file_gets_no_isolates);
	tcase_add_test(tc, an_unknown_fact_is_shown_as_missing);
	tcase_add_test(tc, days_are_told_from_the_desk_s_today);
	tcase_add_test(tc, a_list_of_any_length_is_one_table);
	tcase_add_test(tc, a_list_as_json_counts_all_that_match);
	tcase_add_test(tc, a_list_that_failed_half_way_keeps_its_items_beside_the_error);
	tcase_add_test(tc, quiet_says_nothing_beside_the_answer);
	suite_add_tcase(s, tc);
	return s;
}
