#include "carrier/replies.h"
#include "carrier/usps_parts.h"

/* clang-format off */
static const struct {
	const char *text, *day;
	int second;
	enum when_zone zone;
	int offset_s;
} good[] = {
	{ "2026-05-15",				"2026-05-15", -1, WHEN_NO_ZONE, 0 },
	{ "2026-05-15T07:10:00",		"2026-05-15", 25800, WHEN_NO_ZONE, 0 },
	{ "2026-05-15T07:10",			"2026-05-15", 25800, WHEN_NO_ZONE, 0 },
	{ "2026-05-10 09:14:11.000000",		"2026-05-10", 33251, WHEN_NO_ZONE, 0 },
	{ "2026-05-15T07:10:00Z",		"2026-05-15", 25800, WHEN_UTC, 0 },
	{ "2026-05-15T07:10:00.041Z",		"2026-05-15", 25800, WHEN_UTC, 0 },
	{ "2026-05-15T07:10:00 GMT",		"2026-05-15", 25800, WHEN_UTC, 0 },
	{ "2026-05-15T07:10:00-06:00",		"2026-05-15", 25800, WHEN_OFFSET, -21600 },
	{ "2026-05-15T07:10:00-6:00",		"2026-05-15", 25800, WHEN_OFFSET, -21600 },
	{ "2026-05-15T07:10:00+0530",		"2026-05-15", 25800, WHEN_OFFSET, 19800 },
	{ "20260515",				"2026-05-15", -1, WHEN_NO_ZONE, 0 },
	{ "2026/5/15 7:10 am",			"2026-05-15", 25800, WHEN_NO_ZONE, 0 },
	{ "05/15/2026",				"2026-05-15", -1, WHEN_NO_ZONE, 0 },
	{ "5/15/2026 12:00 AM",			"2026-05-15", 0, WHEN_NO_ZONE, 0 },
	{ "May 15, 2026",			"2026-05-15", -1, WHEN_NO_ZONE, 0 },
	{ "May 15, 2026 at 12:15pm",		"2026-05-15", 44100, WHEN_NO_ZONE, 0 },
	{ "Friday, May 15, 2026, 7:10 am",	"2026-05-15", 25800, WHEN_NO_ZONE, 0 },
	{ "15 Sept 2026",			"2026-09-15", -1, WHEN_NO_ZONE, 0 },
	{ "Fri, 15 May 2026 07:10:00 -0600",	"2026-05-15", 25800, WHEN_OFFSET, -21600 },
	{ "  2026-02-28  ",			"2026-02-28", -1, WHEN_NO_ZONE, 0 },
};

static const char *const bad[] = {
	"", " ", "string", "3 Business Days", "2026-02-30", "2026-13-01", "2026-05", "15/05/2026",
	"2026-05-15T25:00", "2026-05-15T07:61", "2026-05-15T7", "2026-05-15 13:00 pm", "12:15pm",
	"2026-05-15T07:10:00-99:00", "2026-05-15 and more", "2026-05-15T07:10:00ZZ", "May 2026",
	"Mayday 15, 2026", "0", "99999999999999999999", "-2026-05-15", "2026--05-15",
	"1767225600000",
};
/* clang-format on */

START_TEST(the_many_ways_of_writing_a_time_are_read)
{
	struct usps_when w;
	char day[DAY_TEXT];

	ck_assert_msg(usps_when_read(&w, good[_i].text) == 0, "%s", good[_i].text);
	ck_assert_str_eq(day_text(day, w.day), good[_i].day);
	ck_assert_msg(w.second == good[_i].second, "%s: %d", good[_i].text, w.second);
	ck_assert_msg(w.zone == good[_i].zone && w.offset_s == good[_i].offset_s, "%s: %d",
		      good[_i].text, w.offset_s);
}
END_TEST

START_TEST(what_is_no_time_is_not_guessed)
{
	struct usps_when w;

	ck_assert_msg(usps_when_read(&w, bad[_i]) == -1, "%s", bad[_i]);
	ck_assert_int_eq(usps_when_read(&w, NULL), -1);
}
END_TEST

START_TEST(offsets_are_read_with_one_digit_or_two)
{
	static const struct {
		const char *text;
		int rc, seconds;
	} rows[] = {
		{ "-5:00", 0, -18000 },   { "-05:00", 0, -18000 },
		{ "-0500", 0, -18000 },   { "-5", 0, -18000 },
		{ "+05:30", 0, 19800 },   { "Z", 0, 0 },
		{ "5:00", -1, 0 },        { "", -1, 0 },
		{ "-5:0", -1, 0 },        { "-25:00", -1, 0 },
		{ "-5:00 or so", -1, 0 }, { "+", -1, 0 },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int seconds = 0;

		ck_assert_msg(usps_offset_read(&seconds, rows[i].text) == rows[i].rc, "%s",
			      rows[i].text);
		ck_assert_int_eq(seconds, rows[i].seconds);
	}
	ck_assert_int_eq(usps_offset_read(&(int){ 0 }, NULL), -1);
}
END_TEST

Suite *when_suite(void)
{
	Suite *s = suite_create("when");
	TCase *t = tcase_create("when");

	tcase_add_loop_test(t, the_many_ways_of_writing_a_time_are_read, 0,
			    sizeof good / sizeof *good);
	tcase_add_loop_test(t, what_is_no_time_is_not_guessed, 0, sizeof bad / sizeof *bad);
	tcase_add_test(t, offsets_are_read_with_one_digit_or_two);
	suite_add_tcase(s, t);
	return s;
}
