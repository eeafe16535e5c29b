#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/suites.h"

static struct arena arena;

static void setup(void)
{
	arena = (struct arena)ARENA_INIT;
}

static void teardown(void)
{
	arena_release(&arena);
}

START_TEST(memory_is_zeroed_and_aligned_also_after_a_rewind)
{
	for (int round = 0; round < 3; round++) {
		struct arena_mark mark = arena_mark(&arena);

		for (size_t n = 1; n < 100; n++) {
			unsigned char *p = arena_alloc(&arena, n);

			ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
			for (size_t i = 0; i < n; i++)
				if (p[i] != 0)
					ck_abort_msg("size %zu, byte %zu", n, i);
			memset(p, 0xff, n);
		}
		arena_rewind(&arena, mark);
	}
}
END_TEST

START_TEST(objects_do_not_overlap)
{
	enum { COUNT = 2000 };
	unsigned char *p[COUNT];

	for (size_t i = 0; i < COUNT; i++) {
		p[i] = arena_alloc(&arena, i % 97 + 1);
		memset(p[i], (int)(i & 0xff), i % 97 + 1);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < i % 97 + 1; k++)
			if (p[i][k] != (i & 0xff))
				ck_abort_msg("object %zu, byte %zu", i, k);
}
END_TEST

START_TEST(a_rewind_keeps_what_was_before_and_counts_back)
{
	char *kept = arena_strdup(&arena, "kept");
	struct arena_mark mark = arena_mark(&arena);
	size_t used = arena.used;

	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 100; i++)
			arena_alloc(&arena, 1000);
		ck_assert_uint_eq(arena.used, used + 100 * 1000);
		arena_rewind(&arena, mark);
		ck_assert_uint_eq(arena.used, used);
	}
	ck_assert_str_eq(kept, "kept");
}
END_TEST

START_TEST(marks_nest)
{
	struct arena_mark outer = arena_mark(&arena), inner;
	char *a = arena_strdup(&arena, "a");

	inner = arena_mark(&arena);
	arena_alloc(&arena, 100000);
	arena_rewind(&arena, inner);
	ck_assert_str_eq(a, "a");
	arena_rewind(&arena, outer);
	ck_assert_uint_eq(arena.used, 0);
}
END_TEST

START_TEST(an_array_grows_and_keeps_what_it_held)
{
	int *at = NULL, room = 0, grown = 0;

	for (int n = 0; n < 5000; n++) {
		int *before = at;

		at = arena_grown(&arena, at, n, &room, sizeof *at);
		ck_assert_int_gt(room, n);
		grown += at != before;
		at[n] = n;
	}
	for (int n = 0; n < 5000; n++)
		ck_assert_int_eq(at[n], n);
	ck_assert_int_eq(grown, 10); /* 16, 32 ... 8192 */
	ck_assert_uint_le(arena.used, 2 * (size_t)room * sizeof *at);
}
END_TEST

START_TEST(a_released_arena_may_be_used_again)
{
	arena_alloc(&arena, 5 << 20);
	arena_release(&arena);
	ck_assert_ptr_null(arena.head);
	ck_assert_str_eq(arena_strdup(&arena, "again"), "again");
}
END_TEST

START_TEST(texts_are_copied)
{
	static const char unended[3] = { 'a', 'b', 'c' };

	ck_assert_ptr_null(arena_strdup(&arena, NULL));
	ck_assert_ptr_null(arena_strndup(&arena, NULL, 3));
	ck_assert_str_eq(arena_strdup(&arena, ""), "");
	ck_assert_str_eq(arena_strndup(&arena, unended, sizeof unended), "abc");
	ck_assert_str_eq(arena_strndup(&arena, "ab", 100), "ab");
	ck_assert_str_eq(arena_printf(&arena, "%s-%d", "x", 7), "x-7");
	ck_assert_str_eq(arena_printf(&arena, "%s", ""), "");
}
END_TEST

START_TEST(a_large_text_is_formatted_whole)
{
	enum { BIG = 10000000 };
	char *big = arena_alloc(&arena, BIG + 1);

	memset(big, 'x', BIG);
	ck_assert_uint_eq(strlen(arena_printf(&arena, "%s!", big)), BIG + 1);
}
END_TEST

START_TEST(nothing_at_all_may_be_asked_for)
{
	ck_assert_ptr_nonnull(arena_alloc(&arena, 0));
	ck_assert_ptr_nonnull(arena_array(&arena, 0, 8));
}
END_TEST

START_TEST(a_product_that_wraps_ends_the_process)
{
	arena_array(&arena, SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(a_size_past_all_memory_ends_the_process)
{
	arena_alloc(&arena, SIZE_MAX - 8);
}
END_TEST

Suite *arena_suite(void)
{
	Suite *s = suite_create("arena");
	TCase *tc = tcase_create("arena");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, memory_is_zeroed_and_aligned_also_after_a_rewind);
	tcase_add_test(tc, objects_do_not_overlap);
	tcase_add_test(tc, a_rewind_keeps_what_was_before_and_counts_back);
	tcase_add_test(tc, marks_nest);
	tcase_add_test(tc, an_array_grows_and_keeps_what_it_held);
	tcase_add_test(tc, a_released_arena_may_be_used_again);
	tcase_add_test(tc, texts_are_copied);
	tcase_add_test(tc, a_large_text_is_formatted_whole);
	tcase_add_test(tc, nothing_at_all_may_be_asked_for);
	tcase_add_test_raise_signal(tc, a_product_that_wraps_ends_the_process, 6);
	tcase_add_test_raise_signal(tc, a_size_past_all_memory_ends_the_process, 6);
	suite_add_tcase(s, tc);
	return s;
}
