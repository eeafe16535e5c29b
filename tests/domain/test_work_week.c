#include <check.h>
#include <string.h>

#include "domain/suites.h"
#include "domain/work_week.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

static daynum day(const char *text)
{
	daynum d;

	ck_assert_int_eq(day_parse_iso(&d, text), 0);
	return d;
}

/* Easter Sundays as calendars print them: the earliest, the latest, and years about now. */
static const char *const easters[] = {
	"1961-04-02", "1818-03-22", "1943-04-25", "2000-04-23", "2019-04-21", "2020-04-12",
	"2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
	"2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "2285-03-22",
};

START_TEST(easter_is_where_calendars_have_it)
{
	daynum want;

	if (day_parse_iso(&want, easters[_i]) < 0)
		return; /* before the calendar begins */
	ck_assert_int_eq(easter_of(day_civil(want).year), want);
}
END_TEST

/* Bank holidays of England and Wales as gov.uk listed them, in weeks of Monday to Friday. */
static const char *const uk_closed[] = {
	"2019-01-01", "2019-04-19", "2019-04-22", "2019-05-06", "2019-05-27", "2019-08-26",
	"2019-12-25", "2019-12-26", "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08",
	"2020-05-25", "2020-08-31", "2020-12-25", "2020-12-28", "2021-01-01", "2021-04-02",
	"2021-04-05", "2021-05-03", "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28",
	"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03",
	"2022-08-29", "2022-09-19", "2022-12-26", "2022-12-27", "2023-01-02", "2023-04-07",
	"2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25",
	"2023-12-26", "2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27",
	"2024-08-26", "2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21",
	"2025-05-05", "2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01",
	"2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25",
	"2026-12-28", "2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31",
	"2027-08-30", "2027-12-27", "2027-12-28",
};

static const char *const canada_closed[] = {
	"2020-01-01", "2020-04-10", "2020-05-18", "2020-07-01", "2020-09-07", "2020-10-12",
	"2020-11-11", "2020-12-25", "2020-12-28", "2021-01-01", "2021-04-02", "2021-05-24",
	"2021-07-01", "2021-09-06", "2021-09-30", "2021-10-11", "2021-11-11", "2021-12-27",
	"2021-12-28", "2026-01-01", "2026-04-03", "2026-05-18", "2026-07-01", "2026-09-07",
	"2026-09-30", "2026-10-12", "2026-11-11", "2026-12-25", "2026-12-28", "2027-01-01",
	"2027-03-26", "2027-05-24", "2027-07-01", "2027-09-06", "2027-09-30", "2027-10-11",
	"2027-11-11", "2027-12-27", "2027-12-28",
};

static const char *const us_closed[] = {
	"2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
	"2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25", "2027-01-01",
	"2027-01-18", "2027-02-15", "2027-05-31", "2027-06-18", "2027-07-05", "2027-09-06",
	"2027-10-11", "2027-11-11", "2027-11-25", "2027-12-24", "2027-12-31",
};

static const struct {
	enum work_week week;
	const char *from, *to; /* the years that the list holds */
	const char *const *closed;
	int n;
	int last_weekday;
} calendars[] = {
	{ WORK_WEEK_UK_MON_FRI, "2019-01-01", "2027-12-31", uk_closed, COUNT(uk_closed), 4 },
	{ WORK_WEEK_CANADA, "2020-01-01", "2021-12-31", canada_closed, COUNT(canada_closed), 4 },
	{ WORK_WEEK_CANADA, "2026-01-01", "2027-12-31", canada_closed, COUNT(canada_closed), 4 },
	{ WORK_WEEK_US, "2026-01-01", "2027-12-31", us_closed, COUNT(us_closed), 4 },
};

/* Every day of the years: closed on the weekend and on the listed days, and on no other. */
START_TEST(every_day_of_these_years_is_right)
{
	daynum last = day(calendars[_i].to);

	for (daynum d = day(calendars[_i].from); d <= last; d++) {
		char text[DAY_TEXT];
		bool works = day_weekday(d) <= calendars[_i].last_weekday;

		day_text(text, d);
		for (int k = 0; k < calendars[_i].n; k++)
			works = works && strcmp(calendars[_i].closed[k], text) != 0;
		ck_assert_msg(work_week_has(calendars[_i].week, d) == works, "%s, %s", text,
			      work_week_words[calendars[_i].week]);
	}
}
END_TEST

/* Saturdays count, but not one that is Christmas, Boxing Day or New Year itself. */
START_TEST(royal_mail_works_on_saturdays)
{
	static const char *const closed[] = { "2026-12-26", "2021-12-25", "2022-01-01",
					      "2026-12-27", "2026-12-28" };
	static const char *const open[] = { "2026-11-14", "2027-01-02", "2026-04-04", "2021-12-24",
					    "2026-12-29" };

	for (int i = 0; i < COUNT(closed); i++)
		ck_assert_msg(!work_week_has(WORK_WEEK_UK_MON_SAT, day(closed[i])), "%s",
			      closed[i]);
	for (int i = 0; i < COUNT(open); i++)
		ck_assert_msg(work_week_has(WORK_WEEK_UK_MON_SAT, day(open[i])), "%s", open[i]);
}
END_TEST

/* n working days after a day, counted by hand on a wall calendar. */
static const struct {
	enum work_week week;
	const char *from;
	int n;
	const char *to;
} sums[] = {
	{ WORK_WEEK_UK_MON_SAT, "2026-11-03", 10, "2026-11-14" },
	{ WORK_WEEK_UK_MON_FRI, "2026-11-03", 10, "2026-11-17" },
	{ WORK_WEEK_UK_MON_SAT, "2026-12-22", 10, "2027-01-07" }, /* Christmas and New Year */
	{ WORK_WEEK_UK_MON_FRI, "2026-12-22", 5, "2026-12-31" },
	{ WORK_WEEK_UK_MON_SAT, "2026-04-01", 3, "2026-04-07" }, /* Easter */
	{ WORK_WEEK_UK_MON_FRI, "2022-06-01", 1, "2022-06-06" }, /* the jubilee */
	{ WORK_WEEK_UK_MON_SAT, "2026-11-14", 1, "2026-11-16" }, /* from a Saturday */
	{ WORK_WEEK_UK_MON_FRI, "2026-11-15", 1, "2026-11-16" }, /* from a Sunday */
	{ WORK_WEEK_UK_MON_FRI, "2028-02-28", 2, "2028-03-01" }, /* a leap day */
	{ WORK_WEEK_UK_MON_FRI, "2027-02-26", 1, "2027-03-01" }, /* a month's end */
	{ WORK_WEEK_CANADA, "2026-11-10", 1, "2026-11-12" },     /* Remembrance Day */
	{ WORK_WEEK_CANADA, "2026-11-02", 30, "2026-12-15" },
	{ WORK_WEEK_CANADA, "2026-11-20", 30, "2027-01-06" },
	{ WORK_WEEK_US, "2026-11-20", 7, "2026-12-02" }, /* Thanksgiving */
	{ WORK_WEEK_US, "2026-12-31", 1, "2027-01-04" },
	{ WORK_WEEK_US, "2026-11-22", 7, "2026-12-02" }, /* from a Sunday */
	{ WORK_WEEK_US, "2026-11-21", 0, "2026-11-21" },
};

START_TEST(working_days_are_counted_after_the_day)
{
	char text[DAY_TEXT];

	ck_assert_str_eq(
		day_text(text, work_week_add(sums[_i].week, day(sums[_i].from), sums[_i].n)),
		sums[_i].to);
}
END_TEST

START_TEST(the_next_working_day_is_the_day_itself_when_it_is_one)
{
	ck_assert_int_eq(work_week_from(WORK_WEEK_US, day("2026-11-20")), day("2026-11-20"));
	ck_assert_int_eq(work_week_from(WORK_WEEK_US, day("2026-11-21")), day("2026-11-23"));
	ck_assert_int_eq(work_week_from(WORK_WEEK_UK_MON_SAT, day("2026-12-25")),
			 day("2026-12-29"));
	ck_assert_int_eq(work_week_from(WORK_WEEK_US, DAY_NONE), DAY_NONE);
}
END_TEST

START_TEST(the_calendars_end_gives_no_day)
{
	for (int week = 0; week < WORK_WEEK_NVALUES; week++) {
		ck_assert_int_eq(work_week_add((enum work_week)week, day("2999-12-30"), 5),
				 DAY_NONE);
		ck_assert_int_eq(work_week_add((enum work_week)week, DAY_NONE, 5), DAY_NONE);
	}
}
END_TEST

Suite *work_week_suite(void)
{
	Suite *s = suite_create("work_week");
	TCase *tc = tcase_create("work_week");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, easter_is_where_calendars_have_it, 0, COUNT(easters));
	tcase_add_loop_test(tc, every_day_of_these_years_is_right, 0, COUNT(calendars));
	tcase_add_test(tc, royal_mail_works_on_saturdays);
	tcase_add_loop_test(tc, working_days_are_counted_after_the_day, 0, COUNT(sums));
	tcase_add_test(tc, the_next_working_day_is_the_day_itself_when_it_is_one);
	tcase_add_test(tc, the_calendars_end_gives_no_day);
	suite_add_tcase(s, tc);
	return s;
}
