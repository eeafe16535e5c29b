#include <check.h>
#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "domain/suites.h"
#include "domain/windows.h"

START_TEST(ground_advantage_lost_mailed_on_the_first_of_november)
{
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);

	const struct window *w = need(WINDOW_CLAIM);

	spans(w, "2026-11-16", "2026-12-31");
	ck_assert_int_eq(w->route, ROUTE_CARRIER);
	ck_assert_int_eq(w->opens_from, ANCHOR_MAILED);
	ck_assert_int_eq(w->closes_from, ANCHOR_MAILED);
	ck_assert_int_eq(w->unit, UNIT_CALENDAR);
	ck_assert_int_eq(w->confidence, CONFIDENCE_HIGH);
	ck_assert_ptr_null(w->unknown_because);
	ck_assert_ptr_null(w->alternatives);
	ck_assert_str_eq(w->rule, "usps.ground_advantage.loss.claim");
	ck_assert_str_eq(w->source_date, "2025-12-31");
	is_day(w->checked_on, "2026-11-23");
	ck_assert_int_eq(w->cover.cents, 10000);
	ck_assert_int_eq(w->cover_max.cents, 500000);
	ck_assert_str_eq(w->cover.currency, "USD");
	ck_assert_str_eq(window_why(&arena, w),
			 "mailed 2026-11-01 + 15 days = 2026-11-16, the first day; "
			 "mailed 2026-11-01 + 60 days = 2026-12-31, the last day");
}
END_TEST

/* clang-format off */
static const struct {
	const char *today;
	enum window_state state;
	int left;
} days[] = {
	{ "2026-11-01", WINDOW_TOO_EARLY, 60 },
	{ "2026-11-15", WINDOW_TOO_EARLY, 46 },
	{ "2026-11-16", WINDOW_OPEN, 45 },
	{ "2026-11-17", WINDOW_OPEN, 44 },
	{ "2026-12-23", WINDOW_OPEN, 8 },
	{ "2026-12-24", WINDOW_CLOSING, 7 },
	{ "2026-12-30", WINDOW_CLOSING, 1 },
	{ "2026-12-31", WINDOW_CLOSING, 0 },
	{ "2027-01-01", WINDOW_CLOSED, -1 },
};
/* clang-format on */

START_TEST(both_ends_of_a_window_belong_to_it)
{
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);

	const struct window *w = need(WINDOW_CLAIM);

	ck_assert_int_eq(window_state_on(w, day(days[_i].today)), days[_i].state);
	ck_assert_int_eq(window_days_left(w, day(days[_i].today)), days[_i].left);
}
END_TEST

/* Calendar sums over leap days, month and year ends: mailed; first and last day of 15-60. */
static const char *const sums[][3] = {
	{ "2028-02-14", "2028-02-29", "2028-04-14" }, { "2027-02-14", "2027-03-01", "2027-04-15" },
	{ "2028-01-01", "2028-01-16", "2028-03-01" }, { "2027-12-31", "2028-01-15", "2028-02-29" },
	{ "2026-01-31", "2026-02-15", "2026-04-01" }, { "2026-12-16", "2026-12-31", "2027-02-14" },
};

START_TEST(days_are_counted_on_the_calendar)
{
	on.mailed_on = day(sums[_i][0]);
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), sums[_i][1], sums[_i][2]);
}
END_TEST

START_TEST(the_later_day_opens_and_the_earlier_closes)
{
	on.mailed_on = day("2026-11-01");
	on.accepted_on = day("2026-11-04");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-19", "2026-12-31");
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->limit_note, "acceptance scan 2026-11-04"));
	is_day(need(WINDOW_CLAIM)->opens_anchor_on, "2026-11-04");
	is_day(need(WINDOW_CLAIM)->closes_anchor_on, "2026-11-01");

	on.accepted_on = day("2026-10-30");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-16", "2026-12-29");

	on.accepted_on = on.mailed_on;
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-16", "2026-12-31");
	ck_assert_ptr_null(strstr(need(WINDOW_CLAIM)->limit_note, "acceptance scan"));
}
END_TEST

START_TEST(an_acceptance_scan_stands_in_for_the_mailing_date)
{
	on.accepted_on = day("2026-11-01");
	compute(PROBLEM_LOST);

	const struct window *w = need(WINDOW_CLAIM);

	spans(w, "2026-11-16", "2026-12-31");
	ck_assert_int_eq(w->opens_from, ANCHOR_MAILED);
	ck_assert_ptr_null(w->unknown_because);
	ck_assert_ptr_nonnull(strstr(w->limit_note, "acceptance scan"));
}
END_TEST

START_TEST(a_missing_mailing_date_is_asked_for)
{
	compute(PROBLEM_LOST);

	const struct window *w = need(WINDOW_CLAIM);

	spans(w, "", "");
	ck_assert_str_eq(w->unknown_because, "mailing date missing: waylaid edit 12 --mailed DATE");
	ck_assert_int_eq(window_state_on(w, day("2026-11-20")), WINDOW_UNKNOWN);
	ck_assert_int_eq(window_days_left(w, day("2026-11-20")), INT32_MIN);
	ck_assert_str_eq(window_why(&arena, w),
			 "mailing date missing: waylaid edit 12 --mailed DATE");
}
END_TEST

START_TEST(a_search_opens_seven_working_days_after_the_help_request)
{
	compute(PROBLEM_LOST);
	ck_assert_str_eq(need(WINDOW_SEARCH)->unknown_because,
			 "help request date missing: waylaid request 12 help-request --on DATE");

	/* Thanksgiving 2026-11-26 and a weekend lie between */
	on.help_request_on = day("2026-11-20");
	compute(PROBLEM_LOST);

	const struct window *w = need(WINDOW_SEARCH);

	spans(w, "2026-12-02", "");
	ck_assert_int_eq(w->unit, UNIT_WORKING);
	ck_assert_str_eq(w->unknown_because, "no last day known");
	ck_assert_int_eq(window_state_on(w, day("2026-12-01")), WINDOW_TOO_EARLY);
	ck_assert_int_eq(window_state_on(w, day("2026-12-02")), WINDOW_OPEN);
	ck_assert_str_eq(window_why(&arena, w),
			 "help request 2026-11-20 + 7 working days (Monday to Friday) = "
			 "2026-12-02, the first day; "
			 "no last day known");
}
END_TEST

START_TEST(an_international_parcel_has_an_inquiry_first)
{
	parcel.service = "priority_mail_international";
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_INQUIRY), "2026-11-08", "2027-04-30");
	ck_assert_ptr_null(find(WINDOW_SEARCH));

	/* the claim has no days of its own: it waits for the inquiry */
	spans(need(WINDOW_CLAIM), "", "");
	ck_assert_str_eq(need(WINDOW_CLAIM)->after_request, "international_inquiry");
	ck_assert_ptr_nonnull(strstr(window_why(&arena, need(WINDOW_CLAIM)),
				     "only after the international inquiry"));
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-11-20")), WINDOW_UNKNOWN);
	ck_assert_ptr_eq(window_main(windows, nwindows), need(WINDOW_INQUIRY));

	parcel.service = "first_class_package_international";
	compute(PROBLEM_LOST);
	ck_assert_ptr_nonnull(strstr(need(WINDOW_INQUIRY)->unknown_because, "no inquiry"));
	ck_assert_int_eq(window_state_on(need(WINDOW_INQUIRY), day("2026-11-20")), WINDOW_UNKNOWN);
}
END_TEST

START_TEST(appeals_count_from_the_decision)
{
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_DAMAGED);
	ck_assert_str_eq(need(WINDOW_APPEAL)->unknown_because,
			 "decision date missing: waylaid claim deny 12 --on DATE");
	on.decided_on = day("2026-12-10");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_APPEAL), "2026-12-10", "2027-01-09");
	spans(need(WINDOW_SECOND_APPEAL), "", "");
	ck_assert_str_eq(need(WINDOW_SECOND_APPEAL)->unknown_because,
			 "decision on the appeal missing: waylaid claim deny 12 --on DATE");
	on.appeal_decided_on = day("2027-01-20");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_APPEAL), "2026-12-10", "2027-01-09");
	spans(need(WINDOW_SECOND_APPEAL), "2027-01-20", "2027-02-19");
	ck_assert_str_eq(window_why(&arena, need(WINDOW_SECOND_APPEAL)),
			 "appeal decided 2027-01-20 + 0 days = 2027-01-20, the first day; "
			 "appeal decided 2027-01-20 + 30 days = 2027-02-19, the last day");
	parcel.service = "priority_mail_international";
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_APPEAL), "2026-12-10", "2027-02-08");
}
END_TEST

START_TEST(military_mail_has_longer_windows)
{
	parcel.to_address = "PSC 3 Box 42, APO AE 09021";
	parcel.service = "priority_mail";
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-12-16", "2027-11-01");
	parcel.service = "priority_mail_express";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-22", "2027-04-30");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_CLAIM), "2026-11-01", "2026-12-31");
}
END_TEST

START_TEST(a_problem_without_rules_gives_no_window)
{
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_UNCLEAR);
	ck_assert_int_eq(nwindows, 0);
	compute(PROBLEM_RETURNED);
	ck_assert_int_eq(nwindows, 0);
	parcel.carrier = "yodel";
	compute(PROBLEM_LOST);
	ck_assert_int_eq(nwindows, 0);
	parcel.carrier = NULL;
	compute(PROBLEM_LOST);
	ck_assert_int_eq(nwindows, 0);
}
END_TEST

START_TEST(uninsured_mail_has_a_search_and_no_claim)
{
	parcel.service = "media_mail";
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_LOST);
	ck_assert_ptr_null(find(WINDOW_CLAIM));
	need(WINDOW_SEARCH);
	parcel.insured = (struct money){ 5000, "USD" };
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "2026-11-16", "2026-12-31");
	ck_assert_str_eq(need(WINDOW_CLAIM)->rule, "usps.insured_mail.loss.claim");
}
END_TEST

START_TEST(an_unknown_service_gives_only_what_all_services_agree_on)
{
	parcel.service = NULL;
	on.mailed_on = day("2026-11-01");
	compute(PROBLEM_DAMAGED);
	spans(need(WINDOW_CLAIM), "2026-11-01", "2026-12-31");
	ck_assert_int_eq(need(WINDOW_CLAIM)->confidence, CONFIDENCE_LOW);
	ck_assert_ptr_null(need(WINDOW_CLAIM)->unknown_because);
	ck_assert(!money_known(&need(WINDOW_CLAIM)->cover));

	/* Priority Mail Express opens after 7 days, the others after 15; all close after 60 */
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "", "2026-12-31");
	ck_assert_str_eq(need(WINDOW_CLAIM)->unknown_because,
			 "service missing: waylaid edit 12 --service SERVICE");
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-11-20")), WINDOW_UNKNOWN);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-12-30")), WINDOW_CLOSING);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2027-01-01")), WINDOW_CLOSED);
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2026-11-08"));
	ck_assert_ptr_nonnull(strstr(need(WINDOW_CLAIM)->alternatives, "2026-11-16"));

	parcel.to_address = "PSC 3 Box 42, APO AE 09021";
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "", "");
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-12-30")), WINDOW_UNKNOWN);

	parcel = (struct shipment){ .carrier = "fedex" };
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "", "2027-07-29");
	ck_assert_int_eq(need(WINDOW_CLAIM)->confidence, CONFIDENCE_MEDIUM);
	ck_assert_ptr_null(need(WINDOW_CLAIM)->unknown_because);
	ck_assert_int_eq(window_state_on(need(WINDOW_CLAIM), day("2026-11-02")), WINDOW_OPEN);
}
END_TEST

static const struct rule sample = {
	.code = "x.a",
	.carrier = "yodel",
	.kind = RULE_KIND_LOSS,
	.what = WINDOW_CLAIM,
	.scope = SCOPE_ANY,
	.opens_days = 5,
	.opens_from = ANCHOR_EXPECTED,
	.closes_days = 80,
	.closes_from = ANCHOR_MAILED,
	.source = "a",
	.source_date = "n.d.",
	.confidence = CONFIDENCE_MEDIUM,
};

static void compute_rules(const struct rule *const rules[], int n)
{
	parcel = (struct shipment){ .carrier = "yodel", .service = "home" };
	nwindows = windows_compute(&windows, &arena, rules, n, &parcel, PROBLEM_LOST, &on, 12);
}

START_TEST(where_rules_disagree_the_earliest_credible_day_counts)
{
	struct rule late = sample, rumour = sample, same = sample;
	const struct rule *const rules[] = { &late, &rumour, &sample, &same };
	const struct json *first;
	struct json *list;
	struct err err;

	late.code = "x.late";
	late.closes_days = 90;
	late.confidence = CONFIDENCE_HIGH;
	rumour.code = "x.rumour";
	rumour.closes_days = 14;
	rumour.confidence = CONFIDENCE_LOW;
	same.code = "x.same";
	on.mailed_on = day("2026-11-01");
	on.expected_on = day("2026-11-05");
	compute_rules(rules, 4);
	ck_assert_int_eq(nwindows, 1);
	ck_assert_str_eq(windows[0].rule, "x.a");
	spans(&windows[0], "2026-11-10", "2027-01-20");
	ck_assert_int_eq(json_parse(&list, &arena, windows[0].alternatives,
				    strlen(windows[0].alternatives), &err),
			 0);
	ck_assert_int_eq(list->count, 2);
	first = list->first;
	ck_assert_str_eq(json_str(first, "rule"), "x.late");
	ck_assert_str_eq(json_str(first, "closes_on"), "2027-01-30");
	ck_assert_str_eq(json_str(first, "opens_on"), "2026-11-10");
	ck_assert_str_eq(json_str(first, "confidence"), "high");
	ck_assert_str_eq(json_str(first, "source"), "a");
	ck_assert_str_eq(json_str(first->next, "rule"), "x.rumour");
}
END_TEST

/* A day that may be over before the one shown is worse than none: the mailing date is asked for. */
START_TEST(a_last_day_is_unknown_while_an_earlier_one_may_hold)
{
	struct rule mailed = sample, delivered = sample;
	const struct rule *const rules[] = { &delivered, &mailed };

	mailed.code = "x.mailed";
	mailed.closes_from = ANCHOR_MAILED;
	delivered.code = "x.delivered";
	delivered.closes_from = ANCHOR_DELIVERED;
	on.delivered_on = day("2026-11-05");
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.mailed");
	is_day(windows[0].closes_on, "");
	ck_assert_str_eq(windows[0].unknown_because,
			 "mailing date missing: waylaid edit 12 --mailed DATE");
	ck_assert_ptr_nonnull(strstr(windows[0].alternatives, "x.delivered"));

	/* more days from the earlier day: nobody can tell which is first, the known one counts */
	mailed.closes_days = sample.closes_days + 1;
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.delivered");
	mailed.closes_days = sample.closes_days;
	delivered.confidence = CONFIDENCE_HIGH;
	on.accepted_on = day("2026-11-01");
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.mailed");
	ck_assert_int_eq(windows[0].closes_on, on.accepted_on + sample.closes_days);

	/* a rumour hides nothing */
	mailed.confidence = CONFIDENCE_LOW;
	on.accepted_on = DAY_NONE;
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.delivered");
}
END_TEST

START_TEST(a_rule_for_the_service_goes_before_a_general_one)
{
	struct rule own = sample;
	const struct rule *const rules[] = { &sample, &own };

	own.code = "x.own";
	own.service = "home";
	own.closes_days = 100;
	on.mailed_on = day("2026-11-01");
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.own");
	ck_assert_ptr_null(windows[0].alternatives);
	own.service = "other";
	compute_rules(rules, 2);
	ck_assert_str_eq(windows[0].rule, "x.a");
}
END_TEST

START_TEST(the_missing_last_day_is_asked_for_first)
{
	const struct rule *const rules[] = { &sample };

	compute_rules(rules, 1);
	ck_assert_str_eq(windows[0].unknown_because,
			 "mailing date missing: waylaid edit 12 --mailed DATE");
	on.mailed_on = day("2026-11-01");
	compute_rules(rules, 1);
	spans(&windows[0], "", "2027-01-20");
	ck_assert_str_eq(windows[0].unknown_because,
			 "expected date missing: waylaid edit 12 --expected DATE");
	ck_assert_int_eq(window_state_on(&windows[0], day("2026-11-10")), WINDOW_UNKNOWN);
	ck_assert_str_eq(window_why(&arena, &windows[0]),
			 "mailed 2026-11-01 + 80 days = 2027-01-20, the last day; "
			 "expected date missing: waylaid edit 12 --expected DATE");
}
END_TEST

START_TEST(each_route_and_purpose_has_a_window_of_its_own)
{
	struct rule insurance = sample, notice = sample;
	const struct rule *const rules[] = { &sample, &insurance, &notice };

	insurance.route = ROUTE_INSURANCE;
	notice.what = WINDOW_NOTICE;
	compute_rules(rules, 3);
	ck_assert_int_eq(nwindows, 3);
}
END_TEST

START_TEST(days_beyond_the_calendar_are_unknown)
{
	on.mailed_on = day("2999-12-31");
	compute(PROBLEM_LOST);
	spans(need(WINDOW_CLAIM), "", "");
	ck_assert_str_eq(need(WINDOW_CLAIM)->unknown_because,
			 "mailing date too late to count from: waylaid edit 12 --mailed DATE");
}
END_TEST

START_TEST(a_rule_fits_by_carrier_service_scope_and_kind)
{
	struct rule r = sample;
	struct shipment s = { .carrier = "yodel" };

	ck_assert(rule_fits(&r, &s, PROBLEM_LOST));
	ck_assert(rule_fits(&r, &s, PROBLEM_NOT_RECEIVED));
	ck_assert(!rule_fits(&r, &s, PROBLEM_DAMAGED));
	ck_assert(!rule_fits(&r, &s, PROBLEM_UNCLEAR));
	r.service = "home";
	ck_assert(!rule_fits(&r, &s, PROBLEM_LOST));
	s.service = "home";
	ck_assert(rule_fits(&r, &s, PROBLEM_LOST));
	r.scope = SCOPE_MILITARY;
	ck_assert(!rule_fits(&r, &s, PROBLEM_LOST));
	r.scope = SCOPE_DOMESTIC;
	ck_assert(rule_fits(&r, &s, PROBLEM_LOST));
	s.carrier = "ups";
	ck_assert(!rule_fits(&r, &s, PROBLEM_LOST));
	s.carrier = NULL;
	ck_assert(!rule_fits(&r, &s, PROBLEM_LOST));
}
END_TEST

/* The rule alone in words; and a window of which nothing is known. */
START_TEST(each_end_of_a_rule_has_words_and_nothing_to_count_too)
{
	struct rule r = { .opens_days = 15,
			  .opens_from = ANCHOR_MAILED,
			  .closes_days = 1,
			  .closes_from = ANCHOR_EXPECTED,
			  .unit = UNIT_WORKING,
			  .opens_unit = OPENS_UNIT_CALENDAR,
			  .work_week = WORK_WEEK_UK_MON_SAT };
	const struct window none = { .opens_on = DAY_NONE,
				     .closes_on = DAY_NONE,
				     .opens_anchor_on = DAY_NONE,
				     .closes_anchor_on = DAY_NONE };

	ck_assert_str_eq(rule_end_words(&arena, &r, true), "mailed + 15 days");
	ck_assert_str_eq(rule_end_words(&arena, &r, false),
			 "due + 1 working day (Royal Mail, Monday to Saturday)");
	r.opens_days = r.closes_days = DAYS_NONE;
	ck_assert_ptr_null(rule_end_words(&arena, &r, true));
	ck_assert_ptr_null(rule_end_words(&arena, &r, false));
	ck_assert_str_eq(window_why(&arena, &none), "nothing to count");
}
END_TEST

Suite *window_suite(void)
{
	Suite *s = suite_create("window");
	TCase *tc = tcase_create("window");

	tcase_add_checked_fixture(tc, windows_setup, windows_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, ground_advantage_lost_mailed_on_the_first_of_november);
	tcase_add_loop_test(tc, both_ends_of_a_window_belong_to_it, 0,
			    (int)(sizeof(days) / sizeof(days[0])));
	tcase_add_loop_test(tc, days_are_counted_on_the_calendar, 0,
			    (int)(sizeof(sums) / sizeof(sums[0])));
	tcase_add_test(tc, the_later_day_opens_and_the_earlier_closes);
	tcase_add_test(tc, an_acceptance_scan_stands_in_for_the_mailing_date);
	tcase_add_test(tc, a_missing_mailing_date_is_asked_for);
	tcase_add_test(tc, a_search_opens_seven_working_days_after_the_help_request);
	tcase_add_test(tc, an_international_parcel_has_an_inquiry_first);
	tcase_add_test(tc, appeals_count_from_the_decision);
	tcase_add_test(tc, military_mail_has_longer_windows);
	tcase_add_test(tc, a_problem_without_rules_gives_no_window);
	tcase_add_test(tc, uninsured_mail_has_a_search_and_no_claim);
	tcase_add_test(tc, an_unknown_service_gives_only_what_all_services_agree_on);
	tcase_add_test(tc, where_rules_disagree_the_earliest_credible_day_counts);
	tcase_add_test(tc, a_last_day_is_unknown_while_an_earlier_one_may_hold);
	tcase_add_test(tc, a_rule_for_the_service_goes_before_a_general_one);
	tcase_add_test(tc, the_missing_last_day_is_asked_for_first);
	tcase_add_test(tc, each_route_and_purpose_has_a_window_of_its_own);
	tcase_add_test(tc, days_beyond_the_calendar_are_unknown);
	tcase_add_test(tc, each_end_of_a_rule_has_words_and_nothing_to_count_too);
	tcase_add_test(tc, a_rule_fits_by_carrier_service_scope_and_kind);
	suite_add_tcase(s, tc);
	return s;
}
