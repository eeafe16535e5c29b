#include "domain/watch.h"

#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "domain/suites.h"
#include "domain/urgency.h"
#include "domain/window.h"

/* Monday 2026-11-23 is today; days are told as so many days before it. */
enum { TODAY = 20780 };

static struct arena arena;
static struct shipment parcel;
static struct watched known;

static void setup(void)
{
	ck_assert_int_eq(day_of(2026, 11, 23), TODAY);
	parcel = (struct shipment){ .id = 1,
				    .carrier = "usps",
				    .service = "ground_advantage",
				    .tracking_number = "9400111899000000000017",
				    .mailed_on = TODAY - 4,
				    .accepted_on = DAY_NONE,
				    .expected_on = DAY_NONE,
				    .delivered_on = DAY_NONE,
				    .last_scan_at = INSTANT_NONE,
				    .status = STATUS_IN_TRANSIT };
	known = (struct watched){ .shipment = &parcel,
				  .today = TODAY,
				  .label_on = TODAY - 4,
				  .last_scan_on = TODAY - 1,
				  .known_on = TODAY,
				  .notice_on = DAY_NONE,
				  .usual = { .days = 5, .n = 412, .basis = USUAL_SERVICE } };
}

static void teardown(void)
{
	arena_release(&arena);
}

static struct finding judged(void)
{
	return watch_judge(&known);
}

static const char *verdict(void)
{
	return watch_verdict_names[judged().verdict];
}

static const char *why(void)
{
	struct finding f = judged();

	return watch_why(&arena, &known, &f);
}

#define SAYS(text, words) ck_assert_msg(strstr(text, words) != NULL, "%s", text)

/* --- silence --- */

START_TEST(a_parcel_that_moves_is_fine)
{
	ck_assert_str_eq(verdict(), "fine");
	ck_assert_int_eq(judged().days, -1);
}
END_TEST

START_TEST(silence_as_long_as_usual_is_fine_and_a_day_more_is_not)
{
	known.last_scan_on = TODAY - 5;
	ck_assert_str_eq(verdict(), "fine");
	known.last_scan_on = TODAY - 6;
	ck_assert_str_eq(verdict(), "no_scan");
	ck_assert_int_eq(judged().problem, PROBLEM_LOST);
	ck_assert_int_eq(judged().since, TODAY - 6);
	ck_assert_int_eq(judged().days, 6);
	SAYS(why(), "last real scan 2026-11-17");
	SAYS(why(), "6 days; 95 of 100 delivered USPS Ground Advantage parcels never went longer "
		    "than 5 days without a scan (n = 412)");
}
END_TEST

START_TEST(a_weekend_with_a_holiday_is_never_silence)
{
	known.usual.days = 0;
	known.last_scan_on = TODAY - WATCH_SILENCE_LEAST;
	ck_assert_str_eq(verdict(), "fine");
	known.last_scan_on = TODAY - WATCH_SILENCE_LEAST - 1;
	ck_assert_str_eq(verdict(), "no_scan");
	SAYS(why(), "up to 3 days we say nothing");
}
END_TEST

START_TEST(silence_is_counted_to_the_last_answer_and_not_to_today)
{
	known.last_scan_on = TODAY - 20;
	known.known_on = TODAY - 14;
	ck_assert_str_eq(verdict(), "no_scan");
	ck_assert_int_eq(judged().days, 6);
	known.known_on = TODAY - 15;
	ck_assert_str_eq(verdict(), "not_asked");
	ck_assert_int_eq(judged().suspected, WATCH_NO_SCAN);
	ck_assert_int_eq(judged().problem, PROBLEM_UNCLEAR);
	ck_assert_int_eq(judged().claim_as, PROBLEM_LOST);
	ck_assert_int_eq(judged().since, TODAY - 15);
	ck_assert_int_eq(judged().days, 15);
	SAYS(why(), "if nothing came since, it would be: No scan for longer than usual");
	ck_assert(!strstr(why(), "lost"));
}
END_TEST

START_TEST(a_label_is_given_five_days)
{
	parcel.status = STATUS_PRE_TRANSIT;
	known.last_scan_on = DAY_NONE;
	known.label_on = TODAY - WATCH_LABEL_DAYS + 1;
	ck_assert_str_eq(verdict(), "fine");
	known.label_on = TODAY - WATCH_LABEL_DAYS;
	ck_assert_str_eq(verdict(), "never_accepted");
	ck_assert_int_eq(judged().problem, PROBLEM_LOST);
	SAYS(why(), "label of 2026-11-18, no real scan up to the last answer, of 2026-11-23: "
		    "5 days");
}
END_TEST

START_TEST(moved_by_a_clock_alone_is_never_accepted)
{
	parcel.status = STATUS_IN_TRANSIT;
	known.last_scan_on = DAY_NONE;
	known.label_on = TODAY - 9;
	ck_assert_str_eq(verdict(), "never_accepted");
}
END_TEST

START_TEST(what_nobody_asked_for_is_not_called_lost)
{
	parcel.status = STATUS_UNKNOWN;
	known.last_scan_on = known.known_on = DAY_NONE;
	known.label_on = TODAY - 4;
	ck_assert_str_eq(verdict(), "fine");
	known.label_on = TODAY - 30;
	ck_assert_str_eq(verdict(), "not_asked");
	ck_assert_int_eq(judged().suspected, WATCH_NEVER_ACCEPTED);
	ck_assert_int_eq(judged().since, DAY_NONE);
	ck_assert_int_eq(judged().days, -1);
	SAYS(why(), "no answer of the carrier is known, label of 2026-10-24");
	known.label_on = DAY_NONE;
	ck_assert_str_eq(verdict(), "not_asked");
	SAYS(why(), "neither a mailing day nor a scan is known");
	struct finding f = judged();
	ck_assert_str_eq(watch_command(&arena, &parcel, &f),
			 "waylaid track 9400111899000000000017");
}
END_TEST

START_TEST(late_is_past_the_expected_day_by_the_last_answer)
{
	parcel.expected_on = TODAY;
	ck_assert_str_eq(verdict(), "fine");
	parcel.expected_on = TODAY - 1;
	ck_assert_str_eq(verdict(), "late");
	ck_assert_int_eq(judged().problem, PROBLEM_DELAYED);
	ck_assert_int_eq(judged().days, 1);
	SAYS(why(), "expected 2026-11-22, not delivered up to the last answer, of 2026-11-23: 1 "
		    "day");
	known.known_on = TODAY - 1;
	ck_assert_str_eq(verdict(), "not_asked");
	ck_assert_int_eq(judged().suspected, WATCH_LATE);
}
END_TEST

START_TEST(the_carriers_own_word_that_it_is_late_counts)
{
	parcel.trouble = TROUBLE_DELAYED;
	parcel.status_text = "In Transit, Arriving Late";
	ck_assert_str_eq(verdict(), "late");
	SAYS(why(), "no expected day is known, but the carrier says \"In Transit, Arriving Late\"");
	parcel.expected_on = TODAY + 3;
	ck_assert_str_eq(verdict(), "late");
}
END_TEST

START_TEST(long_silence_goes_before_late_and_names_the_expected_day)
{
	parcel.expected_on = TODAY - 3;
	known.last_scan_on = TODAY - 9;
	ck_assert_str_eq(verdict(), "no_scan");
	SAYS(why(), "it was expected 2026-11-20");
}
END_TEST

/* --- what the carrier says --- */

START_TEST(troubles_of_the_carrier_alert_with_their_problem)
{
	static const struct {
		enum status status;
		enum trouble trouble;
		enum problem problem;
	} row[] = {
		{ STATUS_IN_TRANSIT, TROUBLE_LOST, PROBLEM_LOST },
		{ STATUS_IN_TRANSIT, TROUBLE_DAMAGED, PROBLEM_DAMAGED },
		{ STATUS_DELIVERED, TROUBLE_DAMAGED, PROBLEM_DAMAGED },
		{ STATUS_IN_TRANSIT, TROUBLE_CUSTOMS, PROBLEM_DELAYED },
		{ STATUS_IN_TRANSIT, TROUBLE_ADDRESS, PROBLEM_UNCLEAR },
		{ STATUS_ATTEMPTED, TROUBLE_ADDRESS, PROBLEM_UNCLEAR },
		{ STATUS_FAILURE, TROUBLE_NONE, PROBLEM_UNCLEAR },
		{ STATUS_FAILURE, TROUBLE_LOST, PROBLEM_LOST },
	};

	parcel.status_text = "Something went wrong";
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		parcel.status = row[i].status;
		parcel.trouble = row[i].trouble;
		ck_assert_msg(judged().verdict == WATCH_ALERT && judged().problem == row[i].problem,
			      "row %zu: %s, %s", i, verdict(), problem_names[judged().problem]);
		SAYS(why(), "the carrier says \"Something went wrong\"");
	}
}
END_TEST

START_TEST(delivered_to_somebody_else_is_not_delivered)
{
	static const struct {
		enum status status;
		enum trouble trouble;
		const char *text;
		enum watch_verdict verdict;
		enum problem problem;
	} row[] = {
		{ STATUS_DELIVERED, TROUBLE_NONE, "Delivered, In/At Mailbox", WATCH_FINE,
		  PROBLEM_UNCLEAR },
		{ STATUS_DELIVERED, TROUBLE_NONE, NULL, WATCH_FINE, PROBLEM_UNCLEAR },
		{ STATUS_DELIVERED, TROUBLE_DELAYED, "Delivered", WATCH_FINE, PROBLEM_UNCLEAR },
		{ STATUS_DELIVERED, TROUBLE_UNCLEAR, "Delivered to Agent for Final Delivery",
		  WATCH_WRONG_RECEIVER, PROBLEM_NOT_RECEIVED },
		{ STATUS_DELIVERED, TROUBLE_NONE, "Delivered, Neighbor as Requested",
		  WATCH_WRONG_RECEIVER, PROBLEM_NOT_RECEIVED },
		{ STATUS_DELIVERED, TROUBLE_NONE, "Left with the NEIGHBOUR", WATCH_WRONG_RECEIVER,
		  PROBLEM_NOT_RECEIVED },
		{ STATUS_DELIVERED, TROUBLE_RETURNED, "Delivered", WATCH_WRONG_RECEIVER,
		  PROBLEM_RETURNED },
		{ STATUS_RETURN_TO_SENDER, TROUBLE_RETURNED, "Delivered, To Original Sender",
		  WATCH_WRONG_RECEIVER, PROBLEM_RETURNED },
		{ STATUS_RETURN_TO_SENDER, TROUBLE_RETURNED, "Unclaimed", WATCH_RETURNING,
		  PROBLEM_RETURNED },
		{ STATUS_RETURN_TO_SENDER, TROUBLE_ADDRESS, "No Such Number", WATCH_RETURNING,
		  PROBLEM_RETURNED },
		{ STATUS_IN_TRANSIT, TROUBLE_RETURNED, "Tendered to Returns Agent", WATCH_RETURNING,
		  PROBLEM_RETURNED },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		parcel.status = row[i].status;
		parcel.trouble = row[i].trouble;
		parcel.status_text = row[i].text;
		parcel.delivered_on = row[i].status == STATUS_DELIVERED ? TODAY - 2 : DAY_NONE;
		ck_assert_msg(judged().verdict == row[i].verdict &&
				      judged().problem == row[i].problem,
			      "%s: %s", row[i].text, verdict());
	}
	parcel.status = STATUS_DELIVERED;
	parcel.delivered_on = TODAY - 2;
	parcel.status_text = "Delivered to Agent";
	SAYS(why(), "delivered 2026-11-21, and the carrier says \"Delivered to Agent\"");
}
END_TEST

START_TEST(old_and_delivered_or_cancelled_is_fine)
{
	known.last_scan_on = known.label_on = TODAY - 300;
	parcel.expected_on = TODAY - 200;
	parcel.status = STATUS_DELIVERED;
	ck_assert_str_eq(verdict(), "fine");
	parcel.status = STATUS_CANCELLED;
	ck_assert_str_eq(verdict(), "fine");
}
END_TEST

START_TEST(a_notice_holds_a_parcel_for_fifteen_days_at_usps)
{
	parcel.status = STATUS_ATTEMPTED;
	parcel.trouble = TROUBLE_DELAYED;
	known.notice_on = TODAY - 15;
	known.last_scan_on = TODAY - 10; /* a reminder does not begin it anew */
	ck_assert_str_eq(verdict(), "held_until");
	ck_assert_int_eq(judged().held_until, TODAY);
	SAYS(why(), "2026-11-08 + 15 days = 2026-11-23, the last day to collect it");
	SAYS(why(), "unconfirmed: check with the carrier");
	known.notice_on = TODAY - 16;
	ck_assert_int_eq(judged().held_until, TODAY - 1);
	SAYS(why(), "which is past: it may be going back");
	parcel.status = STATUS_AVAILABLE_FOR_PICKUP;
	known.notice_on = DAY_NONE;
	ck_assert_int_eq(judged().held_until, TODAY + 5);
	known.last_scan_on = DAY_NONE;
	ck_assert_str_eq(verdict(), "held_until");
	ck_assert_int_eq(judged().held_until, DAY_NONE);
}
END_TEST

START_TEST(how_long_other_carriers_hold_it_is_not_invented)
{
	parcel.carrier = "ups";
	parcel.status = STATUS_AVAILABLE_FOR_PICKUP;
	ck_assert_str_eq(verdict(), "held_until");
	ck_assert_int_eq(judged().held_until, DAY_NONE);
	SAYS(why(), "until when UPS keeps it is not known");
	parcel.status = STATUS_ATTEMPTED; /* tried again tomorrow */
	ck_assert_str_eq(verdict(), "fine");
	known.last_scan_on = TODAY - 9;
	ck_assert_str_eq(verdict(), "no_scan");
}
END_TEST

START_TEST(the_day_to_act_is_the_earlier_of_claim_and_hold)
{
	struct finding f = { .held_until = TODAY + 3 };
	struct window claim = { .closes_on = TODAY + 9 };

	ck_assert_int_eq(watch_due_on(&f, &claim, TODAY), TODAY + 3);
	ck_assert_int_eq(watch_due_on(&f, NULL, TODAY), TODAY + 3);
	claim.closes_on = TODAY + 2;
	ck_assert_int_eq(watch_due_on(&f, &claim, TODAY), TODAY + 2);
	f.held_until = TODAY - 1;
	ck_assert_int_eq(watch_due_on(&f, &claim, TODAY), TODAY + 2);
	claim.closes_on = DAY_NONE;
	ck_assert_int_eq(watch_due_on(&f, &claim, TODAY), DAY_NONE);
	f.held_until = TODAY;
	ck_assert_int_eq(watch_due_on(&f, &claim, TODAY), TODAY);
}
END_TEST

START_TEST(over_is_after_the_last_day_or_old_without_one)
{
	struct finding f = { .since = TODAY - WATCH_RECENT_DAYS, .held_until = DAY_NONE };
	struct window claim = { .closes_on = TODAY };
	daynum since;

	ck_assert(!watch_is_over(&since, &f, &claim, TODAY));
	ck_assert(!watch_is_over(&since, &f, NULL, TODAY));
	ck_assert(watch_is_over(&since, &f, &claim, TODAY + 1));
	ck_assert_int_eq(since, TODAY + 1);
	ck_assert(watch_is_over(&since, &f, NULL, TODAY + 1));
	ck_assert_int_eq(since, TODAY + 1);
	claim.closes_on = DAY_NONE;
	ck_assert(watch_is_over(&since, &f, &claim, TODAY + 1));
	f.held_until = TODAY + 1;
	ck_assert(!watch_is_over(&since, &f, NULL, TODAY + 1));
	f = (struct finding){ .since = DAY_NONE, .held_until = DAY_NONE };
	ck_assert(!watch_is_over(&since, &f, NULL, TODAY));
}
END_TEST

START_TEST(fewest_days_go_first_then_most_money_and_no_day_goes_last)
{
	static const struct urgency order[] = {
		{ TODAY - 1, 0, 9 }, { TODAY, 500, 7 },   { TODAY, 100, 1 },    { TODAY, 100, 2 },
		{ TODAY, 0, 3 },     { TODAY + 1, 0, 1 }, { DAY_NONE, 900, 5 }, { DAY_NONE, 0, 4 },
	};
	int n = sizeof(order) / sizeof(order[0]);

	for (int i = 0; i < n; i++)
		for (int k = 0; k < n; k++) {
			int sign = urgency_compare(&order[i], &order[k]);

			ck_assert_msg((sign > 0) - (sign < 0) == (i > k) - (i < k), "%d, %d", i, k);
		}
}
END_TEST

/* --- usual --- */

START_TEST(a_gap_is_counted_from_day_to_day_in_any_order)
{
	daynum scans[] = { TODAY, TODAY - 3, TODAY - 8, TODAY - 3, TODAY - 1 };

	ck_assert_int_eq(gap_longest(scans, 5), 5);
	ck_assert_int_eq(gap_longest(scans, 1), -1);
	ck_assert_int_eq(gap_longest(NULL, 0), -1);
	ck_assert_int_eq(gap_longest((daynum[]){ TODAY, TODAY }, 2), 0);
}
END_TEST

START_TEST(the_rank_is_the_smallest_that_95_of_100_never_went_beyond)
{
	struct gaps g = { 0 };

	ck_assert_int_eq(gaps_rank(&g, USUAL_PERCENT), -1);
	for (int i = 0; i < 95; i++)
		gaps_add(&g, 2);
	for (int i = 0; i < 5; i++)
		gaps_add(&g, 7);
	ck_assert_int_eq(gaps_rank(&g, 95), 2);
	ck_assert_int_eq(gaps_rank(&g, 96), 7);
	gaps_add(&g, 7); /* 95 of 101 are fewer than 95 of 100 */
	ck_assert_int_eq(gaps_rank(&g, 95), 7);
	gaps_add(&g, 4000);
	ck_assert_int_eq(gaps_rank(&g, 100), USUAL_DAYS_MAX);
}
END_TEST

static struct gaps of(int n, int days)
{
	struct gaps g = { 0 };

	for (int i = 0; i < n; i++)
		gaps_add(&g, days);
	return g;
}

START_TEST(few_parcels_fall_back_to_the_carrier_and_then_to_our_own_figure)
{
	struct gaps service = of(USUAL_LEAST, 3), carrier = of(USUAL_LEAST, 4);
	struct usual u = usual_of(&service, &carrier, &parcel);

	ck_assert_int_eq(u.basis, USUAL_SERVICE);
	ck_assert_int_eq(u.days, 3);
	ck_assert_int_eq(u.n, USUAL_LEAST);
	service = of(USUAL_LEAST - 1, 3);
	u = usual_of(&service, &carrier, &parcel);
	ck_assert_int_eq(u.basis, USUAL_CARRIER);
	ck_assert_int_eq(u.days, 4);
	carrier = of(USUAL_LEAST - 1, 4);
	u = usual_of(&service, &carrier, &parcel);
	ck_assert_int_eq(u.basis, USUAL_OURS);
	ck_assert_int_eq(u.days, 7);
	ck_assert_int_eq(u.n, USUAL_LEAST - 1);
	ck_assert_int_eq(u.confidence, CONFIDENCE_LOW);
	SAYS(u.source, "our own cautious figure");
	parcel.to_address = "Cpl A Roe\nUnit 1\nAPO AE 09001";
	u = usual_of(NULL, NULL, &parcel);
	ck_assert_int_eq(u.days, 14);
	SAYS(u.source, "military");
	parcel.to_address = "A Roe\n1 High St\nLondon\nUnited Kingdom";
	u = usual_of(NULL, NULL, &parcel);
	ck_assert_int_eq(u.days, 14);
	ck_assert_int_eq(u.n, 0);
}
END_TEST

START_TEST(the_basis_is_said_in_words)
{
	known.usual = (struct usual){ .days = 1, .n = 31, .basis = USUAL_CARRIER };
	SAYS(watch_usual(&arena, &known),
	     "95 of 100 delivered USPS parcels never went longer than 1 day without a scan (n = "
	     "31)");
	known.usual = usual_of(NULL, NULL, &parcel);
	SAYS(watch_usual(&arena, &known), "no delivered USPS parcels here to count from, 30 are");
	parcel.carrier = NULL;
	SAYS(watch_usual(&arena, &known), "no delivered parcels here to count from");
}
END_TEST

/* --- tables --- */

START_TEST(every_verdict_has_its_name_and_its_words)
{
	struct finding f = judged();

	for (int v = 0; v < WATCH_NVALUES; v++) {
		const struct watch_words *words = &watch_words[v];

		ck_assert_ptr_nonnull(watch_verdict_names[v]);
		ck_assert_msg(words->title && words->meaning && words->next_step, "%s",
			      watch_verdict_names[v]);
		ck_assert_msg(words->meaning[strlen(words->meaning) - 1] == '.', "%s",
			      words->meaning);
		ck_assert_msg(words->next_step[strlen(words->next_step) - 1] != '.', "%s",
			      words->next_step);
		f.verdict = (enum watch_verdict)v;
		ck_assert(*watch_why(&arena, &known, &f));
	}
	ck_assert(!watch_words[WATCH_NOT_ASKED].opens && !watch_words[WATCH_FINE].opens);
}
END_TEST

START_TEST(the_command_opens_the_case_by_the_words_of_the_command_line)
{
	struct finding f = { .verdict = WATCH_WRONG_RECEIVER, .problem = PROBLEM_NOT_RECEIVED };

	ck_assert_str_eq(watch_command(&arena, &parcel, &f),
			 "waylaid open 9400111899000000000017 --problem not-received");
	f.verdict = WATCH_FINE;
	ck_assert_ptr_null(watch_command(&arena, &parcel, &f));
}
END_TEST

START_TEST(the_main_window_is_the_claim_then_the_inquiry_then_the_notice)
{
	struct window w[] = { { .what = WINDOW_REFUND },
			      { .what = WINDOW_NOTICE },
			      { .what = WINDOW_INQUIRY },
			      { .what = WINDOW_CLAIM } };

	ck_assert_ptr_eq(window_main(w, 4), &w[3]);
	ck_assert_ptr_eq(window_main(w, 3), &w[2]);
	ck_assert_ptr_eq(window_main(w, 2), &w[1]);
	ck_assert_ptr_null(window_main(w, 1));
}
END_TEST

Suite *watch_suite(void)
{
	Suite *s = suite_create("watch");
	TCase *t = tcase_create("watch");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_parcel_that_moves_is_fine);
	tcase_add_test(t, silence_as_long_as_usual_is_fine_and_a_day_more_is_not);
	tcase_add_test(t, a_weekend_with_a_holiday_is_never_silence);
	tcase_add_test(t, silence_is_counted_to_the_last_answer_and_not_to_today);
	tcase_add_test(t, a_label_is_given_five_days);
	tcase_add_test(t, moved_by_a_clock_alone_is_never_accepted);
	tcase_add_test(t, what_nobody_asked_for_is_not_called_lost);
	tcase_add_test(t, late_is_past_the_expected_day_by_the_last_answer);
	tcase_add_test(t, the_carriers_own_word_that_it_is_late_counts);
	tcase_add_test(t, long_silence_goes_before_late_and_names_the_expected_day);
	tcase_add_test(t, troubles_of_the_carrier_alert_with_their_problem);
	tcase_add_test(t, delivered_to_somebody_else_is_not_delivered);
	tcase_add_test(t, old_and_delivered_or_cancelled_is_fine);
	tcase_add_test(t, a_notice_holds_a_parcel_for_fifteen_days_at_usps);
	tcase_add_test(t, how_long_other_carriers_hold_it_is_not_invented);
	tcase_add_test(t, the_day_to_act_is_the_earlier_of_claim_and_hold);
	tcase_add_test(t, over_is_after_the_last_day_or_old_without_one);
	tcase_add_test(t, fewest_days_go_first_then_most_money_and_no_day_goes_last);
	tcase_add_test(t, a_gap_is_counted_from_day_to_day_in_any_order);
	tcase_add_test(t, the_rank_is_the_smallest_that_95_of_100_never_went_beyond);
	tcase_add_test(t, few_parcels_fall_back_to_the_carrier_and_then_to_our_own_figure);
	tcase_add_test(t, the_basis_is_said_in_words);
	tcase_add_test(t, every_verdict_has_its_name_and_its_words);
	tcase_add_test(t, the_command_opens_the_case_by_the_words_of_the_command_line);
	tcase_add_test(t, the_main_window_is_the_claim_then_the_inquiry_then_the_notice);
	suite_add_tcase(s, t);
	return s;
}
