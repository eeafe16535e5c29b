#include "domain/date_form.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "domain/suites.h"

/* Each form that files write, and what it means. */
static const struct {
	const char *text, *local;
	enum date_order order;
} good[] = {
	{ "2026-11-05", "2026-11-05", DATE_ORDER_NONE },
	{ "2026/11/5", "2026-11-05", DATE_ORDER_NONE },
	{ "20261105", "2026-11-05", DATE_ORDER_NONE },
	{ "2026-11-05 08:12:33", "2026-11-05T08:12:33", DATE_ORDER_NONE },
	{ "2026-11-05T08:12:33.250Z", "2026-11-05T08:12:33", DATE_ORDER_NONE },
	{ "2026-11-05T08:12:33-05:00", "2026-11-05T08:12:33", DATE_ORDER_NONE },
	{ "11/5/26", "2026-11-05", DATE_MDY },
	{ "11/05/2026 8:12 PM", "2026-11-05T20:12:00", DATE_MDY },
	{ "12:30 AM", NULL, DATE_MDY },
	{ "5/11/2026", "2026-11-05", DATE_DMY },
	{ "5.11.2026", "2026-11-05", DATE_MDY },
	{ "7/7/2026", "2026-07-07", DATE_ORDER_NONE },
	{ "Nov 5, 2026 8:12 AM", "2026-11-05T08:12:00", DATE_ORDER_NONE },
	{ "November 5th, 2026 at 12:05 am", "2026-11-05T00:05:00", DATE_ORDER_NONE },
	{ "Thursday, November 5, 2026", "2026-11-05", DATE_ORDER_NONE },
	{ "5 Nov 2026", "2026-11-05", DATE_ORDER_NONE },
	{ "05-Nov-26", "2026-11-05", DATE_ORDER_NONE },
	{ "Nov-05-26", "2026-11-05", DATE_ORDER_NONE },
	{ "2026 Nov 5", "2026-11-05", DATE_ORDER_NONE },
	{ "Nov 5, 2026 8:12 AM EST", "2026-11-05T08:12:00", DATE_ORDER_NONE },
	{ "02/29/2028", "2028-02-29", DATE_MDY },
};

START_TEST(every_form_is_read_as_its_writer_meant_it)
{
	char local[DATE_LOCAL_TEXT];
	struct date_reading d;
	struct err err;
	int rc = date_read(&d, good[_i].text, good[_i].order, "date", &err);

	if (!good[_i].local) {
		ck_assert_int_eq(rc, -1);
		return;
	}
	ck_assert_msg(rc == 0, "%s: %s", good[_i].text, err.text);
	ck_assert_str_eq(date_local_text(local, &d), good[_i].local);
}
END_TEST

static const struct {
	const char *text, *words;
	enum date_order order;
} bad[] = {
	{ "2026-02-30", "no day", DATE_ORDER_NONE },
	{ "11/5/2026", "--dates", DATE_ORDER_NONE },
	{ "23/11/2026", "month/day/year", DATE_MDY },
	{ "11/23/2026", "day/month/year", DATE_DMY },
	{ "46331", "spreadsheet", DATE_ORDER_NONE },
	{ "46331.5", "spreadsheet", DATE_ORDER_NONE },
	{ "soon", "no date", DATE_ORDER_NONE },
	{ "", "no date", DATE_ORDER_NONE },
	{ "Nov 2026", "no date", DATE_ORDER_NONE },
	{ "2026-11-05 25:00", "no date", DATE_ORDER_NONE },
	{ "2026-11-05 13:00 PM", "no date", DATE_ORDER_NONE },
	{ "2026-11-05 to 2026-11-07", "no date", DATE_ORDER_NONE },
	{ "1/2/3", "no date", DATE_MDY },
	{ "2026-11-05x", "no date", DATE_ORDER_NONE },
	{ "123456789", "no date", DATE_ORDER_NONE },
};

START_TEST(what_is_no_date_is_refused_in_words)
{
	struct date_reading d;
	struct err err;

	ck_assert_msg(date_read(&d, bad[_i].text, bad[_i].order, "ship date", &err) == -1, "%s",
		      bad[_i].text);
	ck_assert_msg(strstr(err.text, bad[_i].words) != NULL, "%s: %s", bad[_i].text, err.text);
	ck_assert(err.code == ERR_INPUT && strstr(err.text, "ship date"));
}
END_TEST

START_TEST(a_long_text_is_refused_and_not_read_beyond)
{
	struct date_reading d;
	struct err err;
	char text[70000];

	memset(text, '1', sizeof text);
	text[sizeof text - 1] = '\0';
	ck_assert_int_eq(date_read(&d, text, DATE_MDY, "date", &err), -1);
	ck_assert_int_eq(date_hint(text), DATE_HINT_NOTHING);
}
END_TEST

START_TEST(one_date_may_tell_the_order_of_all)
{
	ck_assert_int_eq(date_hint("11/23/2026"), DATE_HINT_MDY);
	ck_assert_int_eq(date_hint("23/11/2026 10:00"), DATE_HINT_DMY);
	ck_assert_int_eq(date_hint("5.11.2026"), DATE_HINT_DMY);
	ck_assert_int_eq(date_hint("11/5/2026"), DATE_HINT_EITHER);
	ck_assert_int_eq(date_hint("7/7/2026"), DATE_HINT_NOTHING);
	ck_assert_int_eq(date_hint("2026-11-05"), DATE_HINT_NOTHING);
	ck_assert_int_eq(date_hint("Nov 5, 2026"), DATE_HINT_NOTHING);
	ck_assert_int_eq(date_hint("hello"), DATE_HINT_NOTHING);
}
END_TEST

START_TEST(only_a_time_with_a_zone_is_an_instant)
{
	struct date_reading d;
	struct err err;

	ck_assert_int_eq(date_read(&d, "2026-11-05T08:00:00-05:00", DATE_ORDER_NONE, "d", &err), 0);
	ck_assert_int_eq(date_instant(&d), INT64_C(1793883600));
	ck_assert_int_eq(date_read(&d, "2026-11-05 08:00:00 UTC", DATE_ORDER_NONE, "d", &err), 0);
	ck_assert_int_eq(date_instant(&d), INT64_C(1793865600));
	ck_assert_int_eq(date_read(&d, "2026-11-05 08:00:00 EST", DATE_ORDER_NONE, "d", &err), 0);
	ck_assert(date_instant(&d) == INSTANT_NONE);
	ck_assert_int_eq(date_read(&d, "2026-11-05", DATE_ORDER_NONE, "d", &err), 0);
	ck_assert(date_instant(&d) == INSTANT_NONE);
}
END_TEST

Suite *date_form_suite(void)
{
	Suite *s = suite_create("date_form");
	TCase *t = tcase_create("date_form");

	tcase_add_loop_test(t, every_form_is_read_as_its_writer_meant_it, 0,
			    sizeof good / sizeof *good);
	tcase_add_loop_test(t, what_is_no_date_is_refused_in_words, 0, sizeof bad / sizeof *bad);
	tcase_add_test(t, a_long_text_is_refused_and_not_read_beyond);
	tcase_add_test(t, one_date_may_tell_the_order_of_all);
	tcase_add_test(t, only_a_time_with_a_zone_is_an_instant);
	suite_add_tcase(s, t);
	return s;
}
