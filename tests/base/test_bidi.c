#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/suites.h"
#include "base/text.h"

#define FSI "\u2068"
#define PDI "\u2069"
#define HELLO "\u05e9\u05dc\u05d5\u05dd"
#define WORLD "\u05e2\u05d5\u05dc\u05dd"

static struct arena arena;

static void teardown(void)
{
	arena_release(&arena);
}

static const struct {
	const char *text, *want;
} lines[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "\u6771\u4eac \u00c9milie \u0e2a\u0e21 \U0001f389", NULL },
	{ HELLO, FSI HELLO PDI },
	/* words of one run stay together, with the digits between them */
	{ HELLO " 4711, " WORLD ".", FSI HELLO " 4711, " WORLD PDI "." },
	/* what stands behind keeps its place */
	{ HELLO ", ref 4711: " WORLD, FSI HELLO PDI ", ref 4711: " FSI WORLD PDI },
	{ "due " HELLO " 2026-11-23 10:04", "due " FSI HELLO PDI " 2026-11-23 10:04" },
	/* marks belong to their letters */
	{ "x \u05e9\u05b8 y", "x " FSI "\u05e9\u05b8" PDI " y" },
	{ "\u0645\u062d\u0645\u062f \u0661\u0662",
	  FSI "\u0645\u062d\u0645\u062f \u0661\u0662" PDI },
	/* a line is a line */
	{ HELLO "\n" WORLD, FSI HELLO PDI "\n" FSI WORLD PDI },
	{ HELLO "\u6771" WORLD, FSI HELLO PDI "\u6771" FSI WORLD PDI },
	{ "\U0001e900a\U00010840", FSI "\U0001e900" PDI "a" FSI "\U00010840" PDI },
};

START_TEST(right_to_left_text_keeps_to_its_place)
{
	const char *text = lines[_i].text, *want = lines[_i].want;
	const char *out = text_isolated(&arena, text);

	ck_assert_str_eq(out, want ? want : text);
	ck_assert_int_eq(utf8_width(out), utf8_width(text));
}
END_TEST

START_TEST(as_many_runs_as_there_can_be_fit)
{
	enum { RUNS = 100000, BYTES = 3 };
	char *text = arena_alloc(&arena, RUNS * BYTES + 1);
	const char *out;

	for (int i = 0; i < RUNS; i++)
		memcpy(text + (size_t)i * BYTES, "\u05d0a", BYTES);
	text[RUNS * BYTES] = '\0';
	out = text_isolated(&arena, text);
	ck_assert_uint_eq(strlen(out), (size_t)RUNS * (BYTES + 6));
	ck_assert(utf8_valid(out, strlen(out)));
}
END_TEST

START_TEST(broken_bytes_are_passed_on)
{
	ck_assert_str_eq(text_isolated(&arena, "\xd7"), "\xd7");
	ck_assert_str_eq(text_isolated(&arena, "\xff\xd7\x90\xff"),
			 "\xff" FSI "\xd7\x90" PDI "\xff");
	ck_assert_ptr_null(text_isolated(&arena, NULL));
}
END_TEST

Suite *bidi_suite(void)
{
	Suite *s = suite_create("bidi");
	TCase *tc = tcase_create("bidi");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_loop_test(tc, right_to_left_text_keeps_to_its_place, 0,
			    (int)(sizeof lines / sizeof *lines));
	tcase_add_test(tc, as_many_runs_as_there_can_be_fit);
	tcase_add_test(tc, broken_bytes_are_passed_on);
	suite_add_tcase(s, tc);
	return s;
}
