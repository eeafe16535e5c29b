#include <string.h>

#include "carrier/stamp.h"
#include "carrier/test_slips.h"

static struct arena a;

static void teardown(void)
{
	arena_release(&a);
}

/* clang-format off */
static const struct {
	const char *text, *local;
} forms[] = {
	{ "2026-11-05",				"2026-11-05" },
	{ "20261105",				"2026-11-05" },
	{ "2026/11/5",				"2026-11-05" },
	{ "11/25/2026",				"2026-11-25" },
	{ "25/11/2026",				"2026-11-25" },
	{ "5.11.2026",				"2026-11-05" },
	{ "11/25/26 2:11 P.M.",			"2026-11-25T14:11" },
	{ "5 Nov 2026 8:12 AM",			"2026-11-05T08:12" },
	{ "5-Nov-2026",				"2026-11-05" },
	{ "Nov. 5, 2026 11:40 p.m.",		"2026-11-05T23:40" },
	{ "November 5th, 2026",			"2026-11-05" },
	{ "Thursday, November 5, 2026, 8:12 am", "2026-11-05T08:12" },
	{ "1:44 pm on November 22, 2026",	"2026-11-22T13:44" },
	{ "November 22, 2026 at 7:10 am.",	"2026-11-22T07:10" },
	{ "2026-11-05T08:12:33-06:00",		"2026-11-05T08:12:33-06:00" },
	{ "2026-11-05T08:12:33.000Z",		"2026-11-05T08:12:33Z" },
	{ "2026-11-05 08:12:00 +0530",		"2026-11-05T08:12:00+05:30" },
	{ "12:05 am, 11/25/2026",		"2026-11-25T00:05" },
	{ "12:05 PM 11/25/2026",		"2026-11-25T12:05" },
	{ "14:11 Local time 25 November 2026",	"2026-11-25T14:11" },
	{ "Thursday, 11/5/2026",		"2026-11-05" },
	{ "Monday, 11/5/2026",			"2026-05-11" },
};

static const char *const none[] = {
	"", " ", "Delivered", "2026-02-30", "November 31, 2026", "November 5", "31/31/2026",
	"13:60", "25:00", "13:05 pm", "0:30 am", "2026-13-01", "5/2026", "11/5/20266", "Nov 2026",
	"2026-11-05 and more", "9400111206206406260787", "1.5.2", "today",
};
/* clang-format on */

START_TEST(days_and_times_are_read_as_people_write_them)
{
	struct stamp s;

	ck_assert_msg(stamp_read(&s, forms[_i].text) == 0, "%s", forms[_i].text);
	ck_assert_int_eq(s.other_day, DAY_NONE);
	ck_assert_str_eq(stamp_local(&a, &s), forms[_i].local);
}
END_TEST

START_TEST(what_is_no_time_is_none)
{
	struct stamp s;

	ck_assert_msg(stamp_read(&s, none[_i]) < 0 || s.day == DAY_NONE, "%s", none[_i]);
}
END_TEST

START_TEST(a_day_that_can_be_read_twice_waits_for_somebody_to_decide)
{
	struct stamp s;

	ck_assert_int_eq(stamp_read(&s, "05/11/2026 8:12 AM"), 0);
	ck_assert_int_eq(s.says, ORDER_OPEN);
	ck_assert(!stamp_settle(&s, ORDER_OPEN));
	ck_assert_int_eq(s.other_day, day_of(2026, 11, 5));
	ck_assert(stamp_settle(&s, ORDER_DAY_FIRST));
	ck_assert_str_eq(stamp_local(&a, &s), "2026-11-05T08:12");
	ck_assert_int_eq(stamp_read(&s, "05/11/2026"), 0);
	ck_assert(stamp_settle(&s, ORDER_MONTH_FIRST));
	ck_assert_int_eq(s.day, day_of(2026, 5, 11));
	ck_assert_int_eq(stamp_read(&s, "05/05/2026"), 0);
	ck_assert(stamp_settle(&s, ORDER_OPEN));
	ck_assert_int_eq(stamp_read(&s, "25/11/2026"), 0);
	ck_assert_int_eq(s.says, ORDER_DAY_FIRST);
	ck_assert_int_eq(stamp_read(&s, "11/25/2026"), 0);
	ck_assert_int_eq(s.says, ORDER_MONTH_FIRST);
}
END_TEST

START_TEST(only_a_time_with_a_zone_is_an_instant)
{
	struct stamp s;

	ck_assert_int_eq(stamp_read(&s, "2026-11-05T08:12:00-06:00"), 0);
	ck_assert_int_eq(stamp_instant(&s), (instant)day_of(2026, 11, 5) * 86400 + 14 * 3600 + 720);
	ck_assert_int_eq(stamp_read(&s, "2026-11-05 8:12 AM"), 0);
	ck_assert_int_eq(stamp_instant(&s), INSTANT_NONE);
	ck_assert_int_eq(stamp_read(&s, "2026-11-05 8:12 AM EST"), 0);
	ck_assert_int_eq(stamp_instant(&s), INSTANT_NONE);
	ck_assert_int_eq(stamp_read(&s, "8:12 AM"), 0);
	ck_assert_ptr_null(stamp_local(&a, &s));
}
END_TEST

START_TEST(what_stands_behind_a_stamp_is_left)
{
	struct stamp s;

	ck_assert_str_eq(stamp_take(&s, "8:12 am Departed"), " Departed");
	ck_assert_str_eq(stamp_take(&s, "November 22, 2026 in OXFORD"), " in OXFORD");
	ck_assert_ptr_null(stamp_take(&s, "8:12amX"));
}
END_TEST

Suite *stamp_suite(void)
{
	Suite *s = suite_create("stamp");
	TCase *t = tcase_create("stamp");

	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, days_and_times_are_read_as_people_write_them, 0,
			    (int)(sizeof forms / sizeof *forms));
	tcase_add_loop_test(t, what_is_no_time_is_none, 0, (int)(sizeof none / sizeof *none));
	tcase_add_test(t, a_day_that_can_be_read_twice_waits_for_somebody_to_decide);
	tcase_add_test(t, only_a_time_with_a_zone_is_an_instant);
	tcase_add_test(t, what_stands_behind_a_stamp_is_left);
	suite_add_tcase(s, t);
	return s;
}
