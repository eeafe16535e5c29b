#include "domain/urgency.h"

#include <string.h>

#include "domain/event.h"
#include "domain/suites.h"

enum { TODAY = 20000 };
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

START_TEST(bands_leave_no_day_out)
{
	static const struct {
		int days;
		enum band ends, other;
	} days[] = {
		{ -400, BAND_NOW, BAND_LATE },
		{ -4, BAND_NOW, BAND_LATE },
		{ -3, BAND_NOW, BAND_NOW },
		{ -1, BAND_NOW, BAND_NOW },
		{ 0, BAND_LAST_DAYS, BAND_NOW },
		{ 3, BAND_LAST_DAYS, BAND_NOW },
		{ 4, BAND_WEEK, BAND_WEEK },
		{ 7, BAND_WEEK, BAND_WEEK },
		{ 8, BAND_FORTNIGHT, BAND_FORTNIGHT },
		{ 14, BAND_FORTNIGHT, BAND_FORTNIGHT },
		{ 15, BAND_MONTH, BAND_MONTH },
		{ 30, BAND_MONTH, BAND_MONTH },
		{ 31, BAND_LATER, BAND_LATER },
		{ 36000, BAND_LATER, BAND_LATER },
	};

	for (size_t i = 0; i < COUNT(days); i++) {
		ck_assert_int_eq(band_of(true, days[i].days), days[i].ends);
		ck_assert_int_eq(band_of(false, days[i].days), days[i].other);
	}
	for (int b = BAND_NOW; b < BAND_NVALUES; b++)
		ck_assert_int_eq(band_days[b].first, band_days[b - 1].last + 1);
}
END_TEST

START_TEST(last_days_go_by_the_day_and_the_others_by_the_money)
{
	static const struct line_urgency order[] = {
		{ BAND_LAST_DAYS, { TODAY, 1, 1 } },
		{ BAND_LAST_DAYS, { TODAY + 1, 900, 2 } },
		{ BAND_LAST_DAYS, { TODAY + 1, 800, 3 } },
		{ BAND_LATE, { TODAY - 9, 10, 10 } },
		{ BAND_LATE, { TODAY - 99, 5, 11 } },
		{ BAND_NOW, { TODAY + 2, 900, 4 } },
		{ BAND_NOW, { TODAY - 2, 10, 5 } },
		{ BAND_NOW, { TODAY, 10, 6 } },
		{ BAND_NOW, { DAY_NONE, 10, 7 } },
		{ BAND_NOW, { TODAY - 3, 0, 8 } },
		{ BAND_WEEK, { TODAY + 5, 100000, 9 } },
	};
	const int n = COUNT(order);

	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++) {
			int sign = line_urgency_compare(&order[i], &order[k]);

			ck_assert_msg((sign > 0) - (sign < 0) == (i > k) - (i < k), "%d, %d", i, k);
		}
}
END_TEST

/* 0 stands for unknown; a negative number is so much in another currency. */
static struct money money(int cents)
{
	if (!cents)
		return MONEY_NONE;
	return cents < 0 ? (struct money){ -cents, "EUR" } : (struct money){ cents, "USD" };
}

START_TEST(at_risk_is_what_can_still_come)
{
	static const struct {
		int value, asked, approved, cover, paid, risk, appeal;
	} stakes[] = {
		{ 0, 0, 0, 100, 0, 0, 0 },       { 120, 0, 0, 0, 0, 120, 120 },
		{ 120, 0, 0, 100, 0, 100, 100 }, { 80, 0, 0, 100, 0, 80, 80 },
		{ 120, 90, 0, 0, 0, 90, 90 },    { 120, 150, 0, 100, 0, 100, 100 },
		{ 120, 90, 40, 100, 0, 40, 50 }, { 120, 90, 40, 100, 15, 25, 50 },
		{ 120, 90, 90, 100, 95, 1, 1 },  { 0, 0, 40, 0, 0, 40, 0 },
		{ 120, 0, 0, -50, 0, 120, 120 }, { 120, 0, 0, 100, -30, 100, 100 },
		{ 0, 70, 0, 0, 20, 50, 70 },
	};

	for (size_t i = 0; i < COUNT(stakes); i++) {
		const struct stake s = { money(stakes[i].value), money(stakes[i].asked),
					 money(stakes[i].approved), money(stakes[i].cover),
					 money(stakes[i].paid) };
		struct money risk = money_at_risk(&s), appeal = money_in_appeal(&s);

		if (stakes[i].risk == 1) { /* nothing is left of it, which is known */
			ck_assert(money_known(&risk) && risk.cents == 0);
			ck_assert(money_known(&appeal) && appeal.cents == 0);
			continue;
		}
		ck_assert_int_eq(risk.cents, stakes[i].risk);
		ck_assert_int_eq(appeal.cents, stakes[i].appeal);
		ck_assert_int_eq(money_known(&risk), stakes[i].risk != 0);
	}
}
END_TEST

START_TEST(a_rate_needs_ten)
{
	ck_assert_int_eq(kept_rate(0, 0), -1);
	ck_assert_int_eq(kept_rate(5, 4), -1);
	ck_assert_int_eq(kept_rate(5, 5), 50);
	ck_assert_int_eq(kept_rate(0, 10), 0);
	ck_assert_int_eq(kept_rate(2, 1000), 0);
	ck_assert_int_eq(kept_rate(7, 5), 58);
	ck_assert_int_eq(kept_rate(INT64_C(1000000000), 0), 100);
}
END_TEST

START_TEST(failed_polls_are_counted_in_a_row)
{
	ck_assert_int_eq(polls_failed(0, POLL_REFUSED, SOURCE_API), 1);
	ck_assert_int_eq(polls_failed(2, POLL_UNREACHABLE, SOURCE_API), 3);
	ck_assert_int_eq(polls_failed(2, POLL_UNREADABLE, SOURCE_API), 3);
	ck_assert_int_eq(polls_failed(2, POLL_UNREADABLE, SOURCE_PASTED), 2);
	ck_assert_int_eq(polls_failed(2, POLL_DEFERRED, SOURCE_API), 2);
	ck_assert_int_eq(polls_failed(2, POLL_NOT_FOUND, SOURCE_API), 0);
	ck_assert_int_eq(polls_failed(2, POLL_NEW, SOURCE_PASTED), 0);
}
END_TEST

Suite *urgency_suite(void)
{
	Suite *s = suite_create("urgency");
	TCase *t = tcase_create("urgency");

	tcase_add_test(t, bands_leave_no_day_out);
	tcase_add_test(t, last_days_go_by_the_day_and_the_others_by_the_money);
	tcase_add_test(t, at_risk_is_what_can_still_come);
	tcase_add_test(t, a_rate_needs_ten);
	tcase_add_test(t, failed_polls_are_counted_in_a_row);
	suite_add_tcase(s, t);
	return s;
}
