#include <check.h>

#include "domain/hours.h"
#include "domain/suites.h"

#define USPS_HOURS "Mon-Fri 08:00-20:30; Sat 08:00-18:00; closed Sun and federal holidays"

static const struct {
	const char *hours;
	int year, month, day, hour, minute;
	enum open_now want;
} cases[] = {
	/* 2026-11-23 is a Monday, 2026-11-26 Thanksgiving */
	{ USPS_HOURS, 2026, 11, 23, 7, 59, OPEN_NO },
	{ USPS_HOURS, 2026, 11, 23, 8, 0, OPEN_YES },
	{ USPS_HOURS, 2026, 11, 23, 20, 29, OPEN_YES },
	{ USPS_HOURS, 2026, 11, 23, 20, 30, OPEN_NO },
	{ USPS_HOURS, 2026, 11, 28, 17, 59, OPEN_YES },
	{ USPS_HOURS, 2026, 11, 28, 18, 0, OPEN_NO },
	{ USPS_HOURS, 2026, 11, 29, 12, 0, OPEN_NO },
	{ USPS_HOURS, 2026, 11, 26, 12, 0, OPEN_NO },
	{ "Mon-Fri 08:00-20:30; Sat 08:00-18:00", 2026, 11, 26, 12, 0, OPEN_YES },
	{ "Sat-Mon 10:00-12:00", 2026, 11, 29, 11, 0, OPEN_YES },
	{ "Sat-Mon 10:00-12:00", 2026, 11, 25, 11, 0, OPEN_NO },
	{ "24x7", 2026, 12, 25, 3, 0, OPEN_YES },
	/* lunch, and single days */
	{ "Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00", 2026, 11, 23, 12, 30, OPEN_NO },
	{ "Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00", 2026, 11, 23, 13, 30, OPEN_YES },
	{ "Mon-Fri 09:00-17:00; closed Sat-Sun; closed 2026-11-23", 2026, 11, 23, 12, 0, OPEN_NO },
	{ "Mon-Fri 09:00-17:00; closed Sat-Sun; closed 2026-11-23", 2026, 11, 24, 12, 0, OPEN_YES },
	/* what is not understood is not guessed */
	{ NULL, 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "business hours", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "Mon-Fri 8am-8pm", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "Mon-Xyz 08:00-20:00", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "Mon-Fri 08:00-20:00; by appointment", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "closed Sun", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
};

START_TEST(open_is_said_only_of_hours_that_are_understood)
{
	const int i = _i;

	ck_assert_msg(hours_open(cases[i].hours,
				 day_of(cases[i].year, cases[i].month, cases[i].day),
				 cases[i].hour * 60 + cases[i].minute) == cases[i].want,
		      "%s at %d-%02d-%02d %02d:%02d", cases[i].hours ? cases[i].hours : "NULL",
		      cases[i].year, cases[i].month, cases[i].day, cases[i].hour, cases[i].minute);
}
END_TEST

Suite *hours_suite(void)
{
	Suite *s = suite_create("hours");
	TCase *t = tcase_create("hours");

	tcase_add_loop_test(t, open_is_said_only_of_hours_that_are_understood, 0,
			    (int)(sizeof cases / sizeof *cases));
	suite_add_tcase(s, t);
	return s;
}
