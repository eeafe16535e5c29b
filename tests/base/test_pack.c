#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/suites.h"

static struct arena a;
static struct buf packed;
static struct err err;

static void setup(void)
{
	buf_init(&packed, 4 * 1024 * 1024);
}

static void teardown(void)
{
	buf_release(&packed);
	arena_release(&a);
}

/* Packs, unpacks, compares. */
static void goes_there_and_back(const void *bytes, size_t n)
{
	char *back;

	buf_clear(&packed);
	pack_bytes(&packed, bytes, n);
	ck_assert(!packed.full);
	ck_assert_msg(unpack_bytes(&back, &a, packed.at, packed.len, n, &err) == 0, "%s", err.text);
	ck_assert(n == 0 || memcmp(back, bytes, n) == 0);
	ck_assert_int_eq(back[n], 0);
}

START_TEST(bytes_of_any_kind_and_size_come_back)
{
	static const size_t sizes[] = { 0, 1, 2, 100, 65535, 65536, 65537, 1000000 };

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		char *bytes = arena_alloc(&a, sizes[i] + 1);

		goes_there_and_back(bytes, sizes[i]);
		random_bytes(bytes, sizes[i]);
		goes_there_and_back(bytes, sizes[i]);
	}
	goes_there_and_back(NULL, 0);
}
END_TEST

START_TEST(an_answer_that_repeats_itself_becomes_small)
{
	struct buf answer;

	buf_init(&answer, 1024 * 1024);
	for (int i = 0; i < 300; i++)
		buf_printf(&answer,
			   "{\"eventType\":\"Arrived at Hub\",\"eventCode\":\"A1\","
			   "\"eventTimestamp\":\"2026-11-%02dT06:%02d:00-05:00\"},",
			   1 + i % 28, i % 60);
	pack_bytes(&packed, answer.at, answer.len);
	ck_assert_uint_lt(packed.len * 8, answer.len);
	buf_release(&answer);
}
END_TEST

START_TEST(any_changed_or_missing_byte_is_seen)
{
	static const char text[] = "{\"trackingNumber\":\"9400111206206406260787\",\"status\":"
				   "\"Out for Delivery\",\"trackingEvents\":[]}";
	size_t n = sizeof text - 1;
	char *back;

	pack_bytes(&packed, text, n);
	for (size_t i = 0; i < packed.len; i++) {
		packed.at[i] ^= 0x10;
		if (unpack_bytes(&back, &a, packed.at, packed.len, n, &err) == 0)
			ck_assert_msg(memcmp(back, text, n) == 0, "byte %zu", i);
		else
			ck_assert_int_eq(err.code, ERR_DAMAGED);
		packed.at[i] ^= 0x10;
		ck_assert_int_eq(unpack_bytes(&back, &a, packed.at, i, n, &err), -1);
	}
	ck_assert_int_eq(unpack_bytes(&back, &a, packed.at, packed.len, n - 1, &err), -1);
	ck_assert_int_eq(unpack_bytes(&back, &a, packed.at, packed.len, n + 1, &err), -1);
	buf_putc(&packed, 0);
	ck_assert_int_eq(unpack_bytes(&back, &a, packed.at, packed.len, n, &err), -1);
	ck_assert_int_eq(unpack_bytes(&back, &a, "", 0, 0, &err), -1);
}
END_TEST

/* 60 MB of nothing in 260 kB: given up at the size that was said. */
START_TEST(a_bomb_does_not_go_off)
{
	enum { BOMB = 60 * 1024 * 1024 };
	struct arena big = ARENA_INIT;
	char *back, *zeros = arena_alloc(&big, BOMB);

	pack_bytes(&packed, zeros, BOMB);
	arena_release(&big);
	ck_assert(!packed.full);
	ck_assert_int_eq(unpack_bytes(&back, &a, packed.at, packed.len, 100, &err), -1);
	ck_assert_int_eq(err.code, ERR_DAMAGED);
}
END_TEST

Suite *pack_suite(void)
{
	Suite *s = suite_create("pack");
	TCase *t = tcase_create("pack");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, bytes_of_any_kind_and_size_come_back);
	tcase_add_test(t, an_answer_that_repeats_itself_becomes_small);
	tcase_add_test(t, any_changed_or_missing_byte_is_seen);
	tcase_add_test(t, a_bomb_does_not_go_off);
	suite_add_tcase(s, t);
	return s;
}
