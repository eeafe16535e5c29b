#include <check.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/suites.h"

START_TEST(an_empty_buffer_is_an_empty_text)
{
	struct buf b;
	struct err err;

	buf_init(&b, 10);
	ck_assert_str_eq(b.at, "");
	ck_assert_uint_eq(b.len, 0);
	buf_put(&b, NULL, 0);
	ck_assert_int_eq(buf_check(&b, "the note", &err), 0);
	buf_release(&b);
}
END_TEST

START_TEST(appends_stand_in_order_with_a_nul_behind)
{
	struct buf b;

	buf_init(&b, 100);
	buf_puts(&b, "case ");
	buf_printf(&b, "%d", 12);
	buf_putc(&b, ':');
	buf_put(&b, "a\0b", 3);
	ck_assert_uint_eq(b.len, 11);
	ck_assert_mem_eq(b.at, "case 12:a\0b", 12);
	buf_release(&b);
}
END_TEST

START_TEST(the_ceiling_itself_fits_and_one_byte_more_is_refused)
{
	for (size_t max = 0; max < 300; max++) {
		struct err err = { 0 };
		struct buf b;

		buf_init(&b, max);
		for (size_t i = 0; i < max; i++)
			buf_putc(&b, 'x');
		ck_assert_int_eq(buf_check(&b, "the note", &err), 0);
		ck_assert_uint_eq(strlen(b.at), max);
		buf_putc(&b, 'y');
		ck_assert_int_eq(buf_check(&b, "the note", &err), -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_uint_eq(strlen(b.at), max);
		buf_release(&b);
	}
}
END_TEST

START_TEST(the_refusal_names_the_thing_and_the_ceiling)
{
	struct err err;
	struct buf b;

	buf_init(&b, 4);
	buf_puts(&b, "12345");
	ck_assert_int_eq(buf_check(&b, "the note", &err), -1);
	ck_assert_str_eq(err.text, "the note is larger than 4 bytes");
	buf_release(&b);
}
END_TEST

START_TEST(a_full_buffer_takes_nothing_more_until_it_is_cleared)
{
	struct buf b;

	buf_init(&b, 4);
	buf_puts(&b, "abc");
	buf_printf(&b, "%s", "de");
	ck_assert(b.full);
	buf_puts(&b, "f");
	ck_assert_str_eq(b.at, "abc");
	buf_clear(&b);
	ck_assert(!b.full);
	buf_puts(&b, "wxyz");
	ck_assert_str_eq(b.at, "wxyz");
	buf_release(&b);
}
END_TEST

START_TEST(ten_megabytes_grow_in_few_steps)
{
	enum { BYTES = 10 * 1024 * 1024 };
	struct buf b;
	size_t room = 0;
	int grown = 0;

	buf_init(&b, BYTES);
	for (int i = 0; i < BYTES / 8; i++) {
		buf_put(&b, "12345678", 8);
		grown += room != b.room;
		room = b.room;
	}
	ck_assert(!b.full);
	ck_assert_uint_eq(b.len, BYTES);
	ck_assert_int_lt(grown, 32);
	buf_release(&b);
}
END_TEST

START_TEST(one_large_text_is_printed_whole)
{
	static char text[1000001];
	struct buf b;

	memset(text, 'x', sizeof text - 1);
	buf_init(&b, sizeof text + 10);
	buf_printf(&b, "<%s>", text);
	ck_assert_uint_eq(b.len, sizeof text + 1);
	ck_assert_int_eq(b.at[b.len - 1], '>');
	buf_release(&b);
}
END_TEST

Suite *buf_suite(void)
{
	Suite *s = suite_create("buf");
	TCase *tc = tcase_create("buf");

	tcase_add_test(tc, an_empty_buffer_is_an_empty_text);
	tcase_add_test(tc, appends_stand_in_order_with_a_nul_behind);
	tcase_add_test(tc, the_ceiling_itself_fits_and_one_byte_more_is_refused);
	tcase_add_test(tc, the_refusal_names_the_thing_and_the_ceiling);
	tcase_add_test(tc, a_full_buffer_takes_nothing_more_until_it_is_cleared);
	tcase_add_test(tc, ten_megabytes_grow_in_few_steps);
	tcase_add_test(tc, one_large_text_is_printed_whole);
	suite_add_tcase(s, tc);
	return s;
}
