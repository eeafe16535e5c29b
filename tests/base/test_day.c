#include <check.h>
#include <string.h>

#include "base/day.h"
#include "base/err.h"
#include "base/suites.h"

static struct err err;

static daynum iso(const char *text)
{
	daynum day = DAY_NONE;

	ck_assert_msg(day_parse_iso(&day, text) == 0, "%s", text);
	return day;
}

/* Counts through eleven centuries by the rules of the calendar alone. */
START_TEST(every_day_from_1900_to_2999_goes_there_and_back)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	daynum day = -25567;
	int weekday = 0; /* 1900-01-01 was a Monday */

	for (int y = 1900; y <= 2999; y++) {
		bool leap = y % 400 == 0 || (y % 4 == 0 && y % 100 != 0);

		for (int m = 1; m <= 12; m++) {
			for (int d = 1; d <= lengths[m - 1] + (m == 2 && leap); d++) {
				struct civil c = day_civil(day);

				if (day_of(y, m, d) != day || c.year != y || c.month != m ||
				    c.day != d || day_weekday(day) != weekday)
					ck_abort_msg("%04d-%02d-%02d", y, m, d);
				weekday = (weekday + 1) % 7;
				day++;
			}
		}
	}
	ck_assert_int_eq(day_of(2999, 12, 31), day - 1);
}
END_TEST

START_TEST(a_date_that_does_not_exist_is_refused)
{
	static const char *const bad[] = {
		"2026-02-30",     "0000-01-01",  "2026-02-29", "1900-02-29", "2026-13-01",
		"2026-00-10",     "2026-04-31",  "2026-01-00", "2026-01-32", "1899-12-31",
		"3000-01-01",     "9999-12-31",  "2026-1-1",   "26-01-01",   "2026-01-01 ",
		" 2026-01-01",    "2026-01-01x", "2026/01/01", "+026-01-01", "-026-01-01",
		"2026-01",        "2026",        "",           "20260101",   "2026-01-0",
		"２０２６-01-01", "2026-01-1\n", "nan",        "2026-0x-01",
	};
	daynum day = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_msg(day_parse_iso(&day, bad[i]) == -1, "%s", bad[i]);
		ck_assert_int_eq(day, 7);
	}
	ck_assert_int_eq(day_of(2026, 2, 30), DAY_NONE);
	ck_assert_int_eq(day_of(2028, 2, 29), day_of(2028, 3, 1) - 1);
	ck_assert_int_eq(day_of(INT32_MAX, INT32_MIN, INT32_MAX), DAY_NONE);
}
END_TEST

START_TEST(a_day_is_written_as_iso_and_an_unknown_one_as_nothing)
{
	char out[DAY_TEXT];

	ck_assert_str_eq(day_text(out, 0), "1970-01-01");
	ck_assert_str_eq(day_text(out, day_of(2999, 12, 31)), "2999-12-31");
	ck_assert_str_eq(day_text(out, day_of(1900, 1, 1)), "1900-01-01");
	ck_assert_str_eq(day_text(out, DAY_NONE), "");
	ck_assert_str_eq(day_text(out, INT32_MAX), "");
}
END_TEST

/* Today is Monday 2026-11-23; Thursday 26 is Thanksgiving. */
START_TEST(what_a_person_types_is_read)
{
	static const struct {
		const char *text, *day;
	} rows[] = {
		{ "2026-02-28", "2026-02-28" }, { "today", "2026-11-23" },
		{ "Today", "2026-11-23" },      { "yesterday", "2026-11-22" },
		{ "tomorrow", "2026-11-24" },   { "+7d", "2026-11-30" },
		{ "+0d", "2026-11-23" },        { "-3d", "2026-11-20" },
		{ "+2w", "2026-12-07" },        { "-1w", "2026-11-16" },
		{ "+5bd", "2026-12-01" },       { "+3bd", "2026-11-27" },
		{ "-1bd", "2026-11-20" },       { "mon", "2026-11-30" },
		{ "monday", "2026-11-30" },     { "TUESDAY", "2026-11-24" },
		{ "wed", "2026-11-25" },        { "thu", "2026-11-26" },
		{ "friday", "2026-11-27" },     { "Sat", "2026-11-28" },
		{ "sunday", "2026-11-29" },
	};
	char out[DAY_TEXT];
	daynum day;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_msg(day_parse(&day, rows[i].text, iso("2026-11-23"), "--due", &err) == 0,
			      "%s", rows[i].text);
		ck_assert_str_eq(day_text(out, day), rows[i].day);
	}
}
END_TEST

START_TEST(what_is_no_day_is_refused_in_words_that_name_the_option)
{
	static const char *const bad[] = {
		"2026-02-30",
		"0000-01-01",
		"+99999999999d",
		"-99999999999d",
		"+99999999999w",
		"+99999999999bd",
		"+999999d",
		"-999999bd",
		"",
		" ",
		"+",
		"-",
		"+d",
		"7d",
		"+7",
		"+7x",
		"+-7d",
		"++7d",
		"+7 d",
		"+7dd",
		"+1.5d",
		"tod",
		"todayx",
		"mo",
		"mond",
		"moon",
		"next week",
		"12/24/2026",
		"now",
		"2026-11-23T00:00",
		"\xff\xff",
	};
	daynum day = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		memset(&err, 0, sizeof err);
		ck_assert_msg(day_parse(&day, bad[i], iso("2026-11-23"), "--due", &err) == -1,
			      "'%s'", bad[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_msg(strncmp(err.text, "--due: ", 7) == 0, "%s", err.text);
		ck_assert_int_eq(day, 7);
	}
	day_parse(&day, "2026-02-30", iso("2026-11-23"), "--due", &err);
	ck_assert_ptr_nonnull(strstr(err.text, "there is no day '2026-02-30'"));
}
END_TEST

START_TEST(ten_megabytes_that_are_no_day_give_a_short_answer)
{
	static char text[10000001];
	daynum day;

	memset(text, '9', sizeof text - 1);
	text[0] = '+';
	ck_assert_int_eq(day_parse(&day, text, 0, "--due", &err), -1);
	ck_assert_uint_lt(strlen(err.text), 250);
	ck_assert_int_eq(day_parse_iso(&day, text), -1);
}
END_TEST

START_TEST(the_ends_of_the_calendar_have_no_neighbours)
{
	daynum day;

	ck_assert_int_eq(day_parse(&day, "tomorrow", day_of(2999, 12, 31), "--due", &err), -1);
	ck_assert_int_eq(day_parse(&day, "mon", day_of(2999, 12, 31), "--due", &err), -1);
	ck_assert_int_eq(day_parse(&day, "yesterday", day_of(1900, 1, 1), "--due", &err), -1);
	ck_assert_int_eq(day_add_business(day_of(2999, 12, 31), 1), DAY_NONE);
	ck_assert_int_eq(day_add_business(day_of(1900, 1, 1), -1), DAY_NONE);
	ck_assert_int_eq(day_add_business(DAY_NONE, 3), DAY_NONE);
	ck_assert_int_eq(day_add_business(0, INT32_MIN), DAY_NONE);
}
END_TEST

/* The lists of the Office of Personnel Management for these years. */
START_TEST(federal_holidays_are_the_days_observed)
{
	static const char *const observed[] = {
		"2020-01-01", "2020-01-20", "2020-02-17", "2020-05-25", "2020-07-03", "2020-09-07",
		"2020-10-12", "2020-11-11", "2020-11-26", "2020-12-25", "2021-01-01", "2021-01-18",
		"2021-02-15", "2021-05-31", "2021-06-18", "2021-07-05", "2021-09-06", "2021-10-11",
		"2021-11-11", "2021-11-25", "2021-12-24", "2021-12-31", "2022-01-17", "2022-02-21",
		"2022-05-30", "2022-06-20", "2022-07-04", "2022-09-05", "2022-10-10", "2022-11-11",
		"2022-11-24", "2022-12-26", "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25",
		"2026-06-19", "2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26",
		"2026-12-25", "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18",
		"2027-07-05", "2027-09-06", "2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24",
		"2027-12-31",
	};
	static const int years[] = { 2020, 2021, 2022, 2026, 2027 };
	size_t found = 0;

	for (size_t i = 0; i < sizeof observed / sizeof *observed; i++)
		ck_assert_msg(day_is_us_federal_holiday(iso(observed[i])), "%s", observed[i]);
	for (size_t i = 0; i < sizeof years / sizeof *years; i++)
		for (daynum d = day_of(years[i], 1, 1); d <= day_of(years[i], 12, 31); d++)
			found += day_is_us_federal_holiday(d);
	ck_assert_uint_eq(found, sizeof observed / sizeof *observed);
}
END_TEST

START_TEST(inauguration_day_is_a_business_day)
{
	ck_assert(!day_is_us_federal_holiday(iso("2021-01-20")));
	ck_assert(!day_is_us_federal_holiday(iso("2029-01-20")));
	ck_assert(!day_is_us_federal_holiday(iso("2020-06-19")));
}
END_TEST

START_TEST(business_days_step_over_weekends_and_holidays_both_ways)
{
	static const struct {
		const char *from;
		int n;
		const char *to;
	} rows[] = {
		{ "2026-11-20", 1, "2026-11-23" },  { "2026-11-21", 1, "2026-11-23" },
		{ "2026-11-25", 1, "2026-11-27" },  { "2026-12-24", 1, "2026-12-28" },
		{ "2026-12-31", 1, "2027-01-04" },  { "2026-07-02", 1, "2026-07-06" },
		{ "2026-11-23", -1, "2026-11-20" }, { "2026-11-27", -1, "2026-11-25" },
		{ "2026-11-21", 0, "2026-11-21" },  { "2026-11-23", 10, "2026-12-08" },
	};
	char out[DAY_TEXT];

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ck_assert_str_eq(day_text(out, day_add_business(iso(rows[i].from), rows[i].n)),
				 rows[i].to);
}
END_TEST

START_TEST(instants_are_read_with_their_zone)
{
	static const struct {
		const char *text, *utc;
	} rows[] = {
		{ "2026-11-23T15:04:05Z", "2026-11-23T15:04:05Z" },
		{ "2026-11-23t15:04:05z", "2026-11-23T15:04:05Z" },
		{ "2026-11-23 15:04:05Z", "2026-11-23T15:04:05Z" },
		{ "2026-11-23T15:04Z", "2026-11-23T15:04:00Z" },
		{ "2026-11-23T15:04:05.999999999Z", "2026-11-23T15:04:05Z" },
		{ "2026-11-23T15:04:05-05:00", "2026-11-23T20:04:05Z" },
		{ "2026-11-23T15:04:05-5:00", "2026-11-23T20:04:05Z" },
		{ "2026-11-23T15:04:05+0530", "2026-11-23T09:34:05Z" },
		{ "2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z" },
		{ "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
		{ "1900-01-01T00:00:00Z", "1900-01-01T00:00:00Z" },
		{ "2999-12-31T23:59:59Z", "2999-12-31T23:59:59Z" },
	};
	char out[INSTANT_TEXT];
	instant at;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_msg(instant_parse(&at, rows[i].text) == 0, "%s", rows[i].text);
		ck_assert_str_eq(instant_text(out, at), rows[i].utc);
	}
	ck_assert_str_eq(instant_text(out, INSTANT_NONE), "");
	ck_assert_str_eq(instant_text(out, INT64_MAX), "");
	ck_assert_int_eq(instant_parse(&at, "2026-11-23T15:04:05Z"), 0);
	ck_assert_int_eq(at, 1795446245);
}
END_TEST

START_TEST(a_text_that_is_no_instant_is_refused)
{
	static const char *const bad[] = {
		"2026-11-23T15:04:05",
		"2026-11-23",
		"2026-11-23T15Z",
		"2026-02-30T15:04:05Z",
		"2026-11-23T24:00:00Z",
		"2026-11-23T15:60:00Z",
		"2026-11-23T15:04:61Z",
		"2026-11-23T15:04:05.Z",
		"2026-11-23T15:04:05+24:00",
		"2026-11-23T15:04:05+05:60",
		"2026-11-23T15:04:05+5",
		"2026-11-23T15:04:05+",
		"2026-11-23T15:04:05Zx",
		"2026-11-23T15:04:05 Z",
		"2026-11-23T1:04:05Z",
		"1900-01-01T00:00:00+01:00",
		"2999-12-31T23:59:59-01:00",
		"",
		"Z",
		"2026-11-23T15:04:05+123:00",
	};
	instant at = 7;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		ck_assert_msg(instant_parse(&at, bad[i]) == -1, "%s", bad[i]);
		ck_assert_int_eq(at, 7);
	}
}
END_TEST

START_TEST(a_wall_time_has_no_zone)
{
	int64_t wall;

	ck_assert_int_eq(wall_parse(&wall, "1970-01-02T07:10"), 0);
	ck_assert_int_eq(wall, 86400 + 7 * 3600 + 600);
	ck_assert_int_eq(wall_parse(&wall, "1970-01-02T07:10:05"), 0);
	ck_assert_int_eq(wall, 86400 + 7 * 3600 + 605);
	ck_assert_int_eq(wall_parse(&wall, "1970-01-02 07:10:05.123"), 0);
	ck_assert_int_eq(wall_parse(&wall, "1970-01-02T07:10Z"), -1);
	ck_assert_int_eq(wall_parse(&wall, "1970-01-02T07:10+01:00"), -1);
	ck_assert_int_eq(wall_parse(&wall, "1970-01-02"), -1);
	ck_assert_int_eq(wall_parse(&wall, ""), -1);
}
END_TEST

Suite *day_suite(void)
{
	Suite *s = suite_create("day");
	TCase *tc = tcase_create("day");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, every_day_from_1900_to_2999_goes_there_and_back);
	tcase_add_test(tc, a_date_that_does_not_exist_is_refused);
	tcase_add_test(tc, a_day_is_written_as_iso_and_an_unknown_one_as_nothing);
	tcase_add_test(tc, what_a_person_types_is_read);
	tcase_add_test(tc, what_is_no_day_is_refused_in_words_that_name_the_option);
	tcase_add_test(tc, ten_megabytes_that_are_no_day_give_a_short_answer);
	tcase_add_test(tc, the_ends_of_the_calendar_have_no_neighbours);
	tcase_add_test(tc, federal_holidays_are_the_days_observed);
	tcase_add_test(tc, inauguration_day_is_a_business_day);
	tcase_add_test(tc, business_days_step_over_weekends_and_holidays_both_ways);
	tcase_add_test(tc, instants_are_read_with_their_zone);
	tcase_add_test(tc, a_text_that_is_no_instant_is_refused);
	tcase_add_test(tc, a_wall_time_has_no_zone);
	suite_add_tcase(s, tc);
	return s;
}
