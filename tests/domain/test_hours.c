#include <check.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
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
	{ "Mon-Fri 20:00-08:00", 2026, 11, 23, 21, 0, OPEN_UNKNOWN },
	{ "Mon-Fri 08:00-25:00", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	{ "Mon-Fri 08:75-20:00", 2026, 11, 23, 12, 0, OPEN_UNKNOWN },
	/* what is said to be closed is closed */
	{ "Mon-Sun 08:00-20:00; closed Sat-Sun", 2026, 11, 28, 12, 0, OPEN_NO },
	{ "Mon-Sun 00:00-24:00", 2026, 11, 28, 23, 59, OPEN_YES },
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

/* --- the next change --- */

#define CANADA_POST "Mon-Fri 07:00-23:00; Sat-Sun 09:00-21:00"
#define NEW_YORK "America/New_York"

static const struct {
	const char *hours, *zone, *at, *opens, *words;
} changes[] = {
	/* 10:00 in New York on a Monday; the desk is in Berlin */
	{ USPS_HOURS, NEW_YORK, "2026-11-23T15:00:00Z", "2026-11-24T13:00:00Z",
	  "open now, until 20:30 EST (Tue 02:30 here)" },
	{ USPS_HOURS, NEW_YORK, "2026-11-23T12:59:59Z", "2026-11-23T13:00:00Z",
	  "closed now, opens 08:00 EST (14:00 here)" },
	{ USPS_HOURS, NEW_YORK, "2026-11-24T01:30:00Z", "2026-11-24T13:00:00Z",
	  "closed now, opens tomorrow 08:00 EST (14:00 here)" },
	/* Thanksgiving */
	{ USPS_HOURS, NEW_YORK, "2026-11-26T15:00:00Z", "2026-11-27T13:00:00Z",
	  "closed now, opens tomorrow 08:00 EST (14:00 here)" },
	/* a weekend before a holiday: Saturday evening to Tuesday after Columbus Day */
	{ USPS_HOURS, NEW_YORK, "2026-10-10T23:00:00Z", "2026-10-13T12:00:00Z",
	  "closed now, opens Tue 08:00 EDT (14:00 here)" },
	/* Independence Day falls on a Saturday and is kept on the Friday */
	{ USPS_HOURS, NEW_YORK, "2026-07-03T01:00:00Z", "2026-07-04T12:00:00Z",
	  "closed now, opens Sat 08:00 EDT (14:00 here)" },
	/* the clocks go back on 2026-11-01 there, a week after they did here */
	{ USPS_HOURS, NEW_YORK, "2026-10-31T23:00:00Z", "2026-11-02T13:00:00Z",
	  "closed now, opens Mon 08:00 EST (14:00 here)" },
	{ USPS_HOURS, NEW_YORK, "2026-10-29T23:00:00Z", "2026-10-30T12:00:00Z",
	  "open now, until 20:30 EDT (Fri 01:30 here)" },
	/* they go forward on 2026-03-08 there, not yet here */
	{ USPS_HOURS, NEW_YORK, "2026-03-07T23:30:00Z", "2026-03-09T12:00:00Z",
	  "closed now, opens Mon 08:00 EDT (13:00 here)" },
	/* an hour that the clocks leave out, and one that they have twice */
	{ "Mon-Sun 02:30-03:30", NEW_YORK, "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z",
	  "closed now, opens 03:00 EDT (08:00 here)" },
	{ "Mon-Sun 01:30-04:00", NEW_YORK, "2026-11-01T05:00:00Z", "2026-11-01T05:30:00Z",
	  "closed now, opens 01:30 EDT (06:30 here)" },
	/* no holiday is invented where the hours do not speak of any */
	{ CANADA_POST, "America/Toronto", "2026-12-25T18:00:00Z", "2026-12-26T14:00:00Z",
	  "open now, until 23:00 EST (Sat 05:00 here)" },
	{ "Mon-Fri 08:00-18:00", "Europe/London", "2026-12-24T19:00:00Z", "2026-12-25T08:00:00Z",
	  "closed now, opens tomorrow 08:00 GMT (09:00 here)" },
	/* ours, the same time as there */
	{ "Mon-Fri 08:00-18:00", "Europe/Paris", "2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z",
	  "closed now, opens 08:00" },
	/* lunch; two spans that touch are one */
	{ "Mon-Fri 09:00-12:00; Mon-Fri 13:00-17:00", NEW_YORK, "2026-11-23T16:00:00Z",
	  "2026-11-23T18:00:00Z", "open now, until 12:00 EST (18:00 here)" },
	{ "Mon-Fri 09:00-12:00; Mon-Fri 12:00-17:00", NEW_YORK, "2026-11-23T16:00:00Z",
	  "2026-11-24T14:00:00Z", "open now, until 17:00 EST (23:00 here)" },
	/* far away, never, always, unknown */
	{ "Mon 08:00-09:00; closed 2026-11-30", NEW_YORK, "2026-11-23T15:00:00Z",
	  "2026-12-07T13:00:00Z", "closed now, opens Mon 2026-12-07 08:00 EST (14:00 here)" },
	{ "Mon 08:00-09:00; closed Mon", NEW_YORK, "2026-11-23T15:00:00Z", NULL, "closed now" },
	{ "24x7", NEW_YORK, "2026-11-26T15:00:00Z", NULL, "open day and night" },
	{ "Mon-Sun 00:00-24:00", NEW_YORK, "2026-11-26T15:00:00Z", NULL, "open now" },
	{ NULL, NEW_YORK, "2026-11-23T15:00:00Z", NULL, "hours not known" },
	{ "business hours", NEW_YORK, "2026-11-23T15:00:00Z", NULL,
	  "nobody knows whether it is open" },
	{ USPS_HOURS, NULL, "2026-11-23T15:00:00Z", NULL, "nobody knows whether it is open" },
	{ CANADA_POST, "America/Sao_Paulo", "2026-11-23T08:00:00Z", "2026-11-23T10:00:00Z",
	  "closed now, opens 07:00 Sao Paulo (11:00 here)" },
};

START_TEST(the_next_opening_follows_the_clocks_there)
{
	const struct zone *there = NULL, *here;
	struct arena a = ARENA_INIT;
	char text[INSTANT_TEXT];
	instant at;
	struct err err;
	const char *words;

	ck_assert_int_eq(zone_load(&here, &a, "Europe/Berlin", &err), 0);
	if (changes[_i].zone)
		ck_assert_int_eq(zone_load(&there, &a, changes[_i].zone, &err), 0);
	ck_assert_int_eq(instant_parse(&at, changes[_i].at), 0);
	instant_text(text, hours_next_open(changes[_i].hours, there, at));
	ck_assert_str_eq(text, changes[_i].opens ? changes[_i].opens : "");
	words = hours_words(&a, changes[_i].hours, there, here, at);
	ck_assert_str_eq(words, changes[_i].words);
	arena_release(&a);
}
END_TEST

START_TEST(hours_say_whether_they_speak_of_holidays)
{
	ck_assert(hours_name_holidays(USPS_HOURS));
	ck_assert(hours_name_holidays("24x7"));
	ck_assert(!hours_name_holidays(CANADA_POST));
	ck_assert(!hours_name_holidays(NULL));
}
END_TEST

Suite *hours_suite(void)
{
	Suite *s = suite_create("hours");
	TCase *t = tcase_create("hours");

	tcase_add_loop_test(t, open_is_said_only_of_hours_that_are_understood, 0,
			    (int)(sizeof cases / sizeof *cases));
	tcase_add_loop_test(t, the_next_opening_follows_the_clocks_there, 0,
			    (int)(sizeof changes / sizeof *changes));
	tcase_add_test(t, hours_say_whether_they_speak_of_holidays);
	suite_add_tcase(s, t);
	return s;
}
