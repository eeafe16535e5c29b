#include <check.h>
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/number.h"
#include "domain/number_formats.h"
#include "domain/number_vectors.h"
#include "domain/suites.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What people, printers, scanners and spreadsheets do to every form: each test takes them all. */
static struct arena arena = ARENA_INIT;
static const struct number_format *format;
static char number[NUMBER_MAX + 1];
static struct number_fit fit;

static void teardown(void)
{
	arena_release(&arena);
}

static struct number read_number(const char *text)
{
	struct err err = { 0 };
	struct number n;

	if (number_read(&n, &arena, text, &err) < 0)
		ck_abort_msg("'%s' was refused: %s", text, err.text);
	return n;
}

/* The row's number, how it fits its format. */
static void take(size_t row)
{
	struct number n = read_number(composed[row].text);

	memset(number, 0, sizeof(number));
	memcpy(number, n.number, strlen(n.number));
	for (int f = 0; f < NUMBER_NFORMATS; f++)
		if (strcmp(number_formats[f].name, composed[row].format) == 0)
			format = &number_formats[f];
	ck_assert(number_fit(&fit, format, number, strlen(number)));
}

static void with_every_number(void (*check)(void))
{
	for (size_t row = 0; row < COUNT(composed); row++) {
		struct arena_mark mark = arena_mark(&arena);

		take(row);
		check();
		arena_rewind(&arena, mark);
	}
}

static const struct candidate *as_format(const struct number *n)
{
	for (int i = 0; i < n->ncandidates; i++)
		if (strcmp(n->candidate[i].format, format->name) == 0)
			return &n->candidate[i];
	return NULL;
}

static bool repaired(const struct number *n, const char *to)
{
	for (int i = 0; i < n->nrepairs; i++)
		if (strcmp(n->repair[i], to) == 0)
			return true;
	return false;
}

static bool all_digits(const char *s)
{
	return s[strspn(s, "0123456789")] == '\0';
}

static void same(const char *text)
{
	struct number n = read_number(text);

	ck_assert_msg(strcmp(n.number, number) == 0 && n.valid && as_format(&n), "%s: %s", text,
		      n.number);
}

/* In groups of "size" with "gap" between. */
static const char *grouped(size_t size, const char *gap)
{
	char *out = arena_strdup(&arena, "");

	for (size_t at = 0; number[at]; at += strnlen(number + at, size))
		out = arena_printf(&arena, "%s%s%.*s", out, at ? gap : "", (int)size, number + at);
	return out;
}

static void written_anyhow(void)
{
	static const char *const gaps[] = { " ",    "-", "  ",           ".",
					    "\t",   "_", "\xc2\xa0",     "\xe2\x80\x93",
					    "\x1d", "",  "\xe2\x80\x8b", "\xe3\x80\x80" };
	static const char *const around[][2] = {
		{ "]C1", "" },          { "]d2", "" },   { "]C1\x1d", "" },
		{ "\x1d", "\x1d" },     { "*", "*" },    { "'", "" },
		{ "\"", "\"" },         { "=\"", "\"" }, { " ", "\n" },
		{ "\xef\xbb\xbf", "" },
	};
	char *small;

	for (size_t i = 0; i < COUNT(gaps); i++)
		for (size_t size = 1; size <= 5; size++)
			same(grouped(size, gaps[i]));
	for (size_t i = 0; i < COUNT(around); i++)
		same(arena_printf(&arena, "%s%s%s", around[i][0], number, around[i][1]));
	small = arena_strdup(&arena, number);
	for (char *p = small; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	same(small);
	same(number_grouped(&arena, number));
}

START_TEST(however_it_is_written_it_is_the_same_number)
{
	with_every_number(written_anyhow);
}
END_TEST

static void behind_zip(void)
{
	static const char *const zips[] = { "42078745", "420787451234" };
	const char *asked;

	if (fit.prefix)
		return;
	asked = arena_strndup(&arena, number + fit.asked.at, fit.asked.len);
	for (size_t i = 0; i < COUNT(zips); i++) {
		struct number n = read_number(arena_printf(&arena, "%s%s", zips[i], number));
		const struct candidate *c = as_format(&n);

		if (!format->zip_prefix) {
			ck_assert_msg(!c || c->check_digit != CHECK_RIGHT, "%s", n.number);
			continue;
		}
		ck_assert_msg(c && c->check_digit == CHECK_RIGHT, "%s", n.number);
		ck_assert_str_eq(c->number, asked);
		ck_assert_str_eq(c->parts[0].name, "zip");
		ck_assert_str_eq(c->parts[0].value, "78745");
		ck_assert((strcmp(c->parts[1].name, "zip_plus4") == 0) == (i == 1));
	}
}

START_TEST(a_zip_in_front_belongs_to_usps_alone)
{
	with_every_number(behind_zip);
}
END_TEST

/* Any digit is good for a form without a check digit; in the others only one is. */
static void wrong_check_digit(void)
{
	if (format->check.method == METHOD_NONE)
		return;
	for (char d = '0'; d <= '9'; d++) {
		char right = number[fit.check.at];
		const struct candidate *c;
		struct number n;

		number[fit.check.at] = d;
		n = read_number(number);
		number[fit.check.at] = right;
		c = as_format(&n);
		if (d == right)
			ck_assert(c && c->check_digit == CHECK_RIGHT);
		else
			ck_assert_msg(c && c->check_digit == CHECK_WRONG, "%s", n.number);
		if (d != right && !n.valid && right <= '9')
			ck_assert_msg(repaired(&n, number), "%s", n.number);
	}
}

START_TEST(a_wrong_check_digit_is_seen_and_repaired)
{
	with_every_number(wrong_check_digit);
}
END_TEST

/*
 * A swap that the method sees is named; one that it does not see (0 and 5 by weights 3 and 1)
 * leaves the number right.
 */
static void swapped(void)
{
	if (format->check.method == METHOD_NONE)
		return;
	for (size_t at = fit.sum.at; at + 1 < (size_t)fit.sum.at + fit.sum.len; at++) {
		char slip[NUMBER_MAX + 1];
		bool seen;
		struct number n;

		memcpy(slip, number, sizeof(slip));
		slip[at] = number[at + 1];
		slip[at + 1] = number[at];
		seen = number_check_digit(&format->check, slip + fit.sum.at, fit.sum.len) !=
		       slip[fit.check.at];
		n = read_number(slip);
		if (as_format(&n))
			ck_assert_msg((as_format(&n)->check_digit == CHECK_WRONG) == seen, "%s",
				      slip);
		if (as_format(&n) && seen && !n.valid)
			ck_assert_msg(repaired(&n, number) || n.nrepairs == REPAIRS_MAX, "%s",
				      slip);
	}
}

START_TEST(one_slip_is_seen_by_the_sum_and_taken_back)
{
	with_every_number(swapped);
}
END_TEST

static void lost_zero(void)
{
	struct number n;

	if (*number != '0' || !all_digits(number) || format->check.method == METHOD_NONE)
		return;
	n = read_number(number + 1);
	if (!n.valid)
		ck_assert_msg(repaired(&n, number), "%s", number + 1);
}

START_TEST(a_lost_zero_is_given_back)
{
	with_every_number(lost_zero);
}
END_TEST

static void from_spreadsheet(void)
{
	struct err err = { 0 };
	struct number n;

	if (!all_digits(number) || strlen(number) < 12 || *number == '0')
		return;
	for (int digits = 2; digits <= 9; digits++) {
		char *text = arena_printf(&arena, "%.*E", digits, strtod(number, NULL));

		err = (struct err){ 0 };
		ck_assert_int_eq(number_read(&n, &arena, text, &err), -1);
		ck_assert_msg(strstr(err.text, "spreadsheet"), "%s: %s", text, err.text);
	}
	if (strlen(number) < 20)
		return;
	memset(number + 15, '0', strlen(number) - 15);
	n = read_number(number);
	ck_assert_ptr_nonnull(number_warning(&arena, &n));
	ck_assert_ptr_nonnull(strstr(number_warning(&arena, &n), "spreadsheet"));
}

START_TEST(a_spreadsheet_is_recognised)
{
	with_every_number(from_spreadsheet);
}
END_TEST

/* One character more or less is another form, or none. */
static void other_lengths(void)
{
	for (size_t n = 1; n <= strlen(number); n++) {
		struct number_fit other;
		bool may = format->lengths >> n & 1;

		if (!may && !format->zip_prefix)
			ck_assert(!number_fit(&other, format, number, n));
	}
}

START_TEST(every_form_keeps_to_its_lengths)
{
	with_every_number(other_lengths);
}
END_TEST

static void first_character(void)
{
	ck_assert_int_eq(format->letter_first, isalpha((unsigned char)*number) != 0);
	ck_assert(number_may_fit(format, *number, strlen(number)));
}

START_TEST(a_form_begins_as_its_row_says)
{
	with_every_number(first_character);
}
END_TEST

START_TEST(a_number_without_its_92_is_completed)
{
	/* 9200198765432100000423, as FedEx prints one that USPS delivers. */
	struct number n = read_number("00198765432100000423");

	ck_assert(!n.valid);
	ck_assert(repaired(&n, "9200198765432100000423"));
	n = read_number("00198765432100000424");
	ck_assert(!repaired(&n, "9200198765432100000424"));
}
END_TEST

Suite *number_form_suite(void)
{
	Suite *s = suite_create("number_form");
	TCase *t = tcase_create("every form");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_test(t, however_it_is_written_it_is_the_same_number);
	tcase_add_test(t, a_zip_in_front_belongs_to_usps_alone);
	tcase_add_test(t, a_wrong_check_digit_is_seen_and_repaired);
	tcase_add_test(t, one_slip_is_seen_by_the_sum_and_taken_back);
	tcase_add_test(t, a_lost_zero_is_given_back);
	tcase_add_test(t, a_spreadsheet_is_recognised);
	tcase_add_test(t, every_form_keeps_to_its_lengths);
	tcase_add_test(t, a_form_begins_as_its_row_says);
	tcase_add_test(t, a_number_without_its_92_is_completed);
	suite_add_tcase(s, t);
	return s;
}
