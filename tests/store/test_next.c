#include <string.h>

#include "ops/internal.h"
#include "ops/tracking_ops.h"
#include "store/listed.h"
#include "store/place.h"
#include "store/session.h"
#include "store/suites.h"

static int64_t open_with(const char *number, struct case_facts f)
{
	const char *warning;
	int64_t id;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, number, &f, true, &here.err));
	return id;
}

/* --- windows --- */

START_TEST(a_window_is_on_the_list_while_it_is_of_use)
{
	int64_t count;

	work_at(here.moment.now - 11 * 86400); /* 2026-11-12: opens on the 16th */
	open_lost(1);
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(here.moment.now + 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "opening 1");
	work_at(here.moment.now + 3 * 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "window 1");
	work_at(here.moment.now + 45 * 86400); /* 2026-12-31, the last day */
	ck_assert_str_eq(due(NULL, 9, &count), "window 1");
	work_at(here.moment.now + 14 * 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "window 1");
	work_at(here.moment.now + 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(here.moment.now - 30 * 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "window 1");
	put_claim(1);
	ck_assert_str_eq(due(NULL, 9, &count), "");
}
END_TEST

/* FedEx names a last day and no first one; a refund is money as well. */
START_TEST(no_window_with_a_last_day_is_left_out)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_CARRIER | FACT_MAILED |
					 FACT_DELIVERED | FACT_EXPECTED,
				.shipment = { .carrier = "fedex",
					      .mailed_on = day_of(2026, 11, 1),
					      .delivered_on = day_of(2026, 11, 10),
					      .expected_on = day_of(2026, 11, 5) } };
	const char *warning;
	int64_t id, count;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, "974367662710", &f, false,
			   &here.err));
	ck_assert_int_eq(
		count_of("SELECT count(*) FROM window WHERE what='claim' AND opens_on IS NULL "
			 "AND closes_on IS NOT NULL"),
		1);
	ck_assert_str_eq(due(NULL, 9, &count), "window 1");
	ck_assert_str_eq(due(NULL, 1, &count), "window 1");
	ck_assert_int_eq(count, 1);
	f = (struct case_facts){ .given = FACT_PROBLEM | FACT_SERVICE | FACT_MAILED,
				 .problem = PROBLEM_DELAYED,
				 .shipment = { .service = "priority_mail_express",
					       .mailed_on = day_of(2026, 11, 1) } };
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, false,
			   &here.err));
	ck_assert_str_eq(due(NULL, 9, &count), "window 2, window 1"); /* 8 days are left */
}
END_TEST

START_TEST(a_window_that_cannot_be_counted_says_which_fact_is_missing)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_SERVICE | FACT_VALUE,
				.shipment = { .service = "ground_advantage",
					      .value = { 5000, "USD" } } };
	struct next_rows rows;

	open_with(usps_number(1), f);
	rows = read_list((struct next_query){ .limit = 9 });
	ck_assert_str_eq(in_words(&rows), "fact 1");
	ck_assert_ptr_nonnull(strstr(rows.row[0].why, "mailing date missing"));
	ck_assert_int_eq(rows.row[0].at_risk.cents, 5000);
	ck_assert_int_eq(rows.row[0].band, BAND_LAST_DAYS);
	edit_case(1, (struct case_facts){ .given = FACT_MAILED,
					  .shipment = { .mailed_on = day_of(2026, 11, 1) } });
	ck_assert_str_eq(due_now(), "window 1");
}
END_TEST

/* The search opens seven working days after the help request and has no last day. */
START_TEST(a_search_is_asked_for_in_its_own_window_and_then_waited_for)
{

	open_lost(1);
	ask_for(1, REQUEST_HELP_REQUEST, NULL, here.moment.today - 5);
	ck_assert_str_eq(due_now(), "window 1");
	work_at(here.moment.now + 4 * 86400); /* Thanksgiving lies between */
	ck_assert_str_eq(due_now(), "opening 1, window 1");
	work_at(here.moment.now + 3 * 86400); /* the answer to the help request is due */
	ck_assert_str_eq(due_now(), "request 1, window 1, window 1");
	ask_for(1, REQUEST_MISSING_MAIL_SEARCH, NULL, DAY_NONE);
	ck_assert_str_eq(due_now(), "request 1, window 1, request 1");
}
END_TEST

/* The sources name no days for the claim abroad: only the inquiry leads there. */
START_TEST(a_claim_without_days_comes_after_its_request)
{
	const struct request_answer found_nothing = { .on = DAY_NONE,
						      .result = RESULT_NOT_FOUND,
						      .valid_until = DAY_NONE };
	struct case_facts f = { .given = FACT_PROBLEM | FACT_SERVICE | FACT_MAILED | FACT_TO,
				.problem = PROBLEM_LOST,
				.shipment = { .service = "priority_mail_international",
					      .mailed_on = day_of(2026, 10, 1),
					      .to_address = "1 Ginza, Tokyo, Japan" } };
	struct request r;

	open_with(usps_number(1), f);
	ck_assert_str_eq(due_now(), "window 1"); /* the inquiry's */
	ask_for(1, REQUEST_INTERNATIONAL_INQUIRY, NULL, DAY_NONE);
	ck_assert_str_eq(due_now(), "request 1"); /* its answer, some day */
	MUST(request_answered(&r, here.desk, &here.a, 1, 1, &found_nothing, &here.err));
	ck_assert_str_eq(due_now(), "window 1");
}
END_TEST

/* --- promises, requests, holds --- */

START_TEST(promises_requests_and_holds_come_when_due)
{
	struct hold h = { .kept_where = "shelf", .until = here.moment.today };
	struct promise p;
	int64_t count;

	open_lost(1);
	MUST(casefile_close(here.desk, open_lost(2), NULL, &here.err));
	log_with_promise(1, "call back", here.moment.today - 3);
	log_with_promise(1, "one day", DAY_NONE);
	log_with_promise(1, "next year", here.moment.today + 100);
	log_with_promise(2, "of a closed case", here.moment.today);
	ask_for(1, REQUEST_TRACE, NULL, here.moment.today - 20);
	MUST(hold_add(&h, here.desk, 1, &h, &here.err));
	ck_assert_str_eq(due(NULL, 9, &count), "promise 1, hold 1, promise 1, window 1, request 1");
	ck_assert_int_eq(count, 5);
	MUST(promise_settle(&p, here.desk, &here.a, 1, PROMISE_KEPT, DAY_NONE, &here.err));
	ck_assert_str_eq(due(NULL, 9, &count), "hold 1, promise 1, window 1, request 1");
	ck_assert_str_eq(due("bob", 9, &count), "");
}
END_TEST

START_TEST(goods_may_go_when_the_case_is_paid_or_closed)
{
	struct hold h = { .kept_where = "shelf", .until = DAY_NONE };
	struct next_rows rows;

	open_lost(1);
	open_lost(2);
	MUST(hold_add(&h, here.desk, 1, &h, &here.err));
	h = (struct hold){ .kept_where = "cellar", .until = here.moment.today + 20 };
	MUST(hold_add(&h, here.desk, 2, &h, &here.err));
	put_this_claim(a_claim(1, CLAIM_ACKNOWLEDGED));
	put_this_claim(a_claim(2, CLAIM_PAID));
	ck_assert_str_eq(due_now(), "answer 1");
	MUST(casefile_close(here.desk, 1, NULL, &here.err));
	ck_assert_str_eq(due_now(), "hold 1");
	MUST(casefile_close(here.desk, 2, NULL, &here.err));
	ck_assert_str_eq(due_now(), "hold 1, hold 2");
	/* kept long enough, but the claim is open: the line says so */
	MUST(casefile_reopen(here.desk, 1, &here.err));
	h = (struct hold){ .kept_where = "shelf", .until = here.moment.today };
	MUST(hold_add(&h, here.desk, 1, &h, &here.err));
	rows = read_list((struct next_query){ .limit = 2 });
	ck_assert_str_eq(in_words(&rows), "answer 1, hold 1");
	ck_assert_int_eq(rows.row[1].number, 1);
}
END_TEST

/* One more answer: in transit or delivered. */
static void ask(enum status status)
{
	struct event e = { .occurred_at_local = "2026-11-20T10:00:00",
			   .text = status_names[status],
			   .status = status,
			   .is_scan = true };
	struct reading r = { .shipment_id = 1,
			     .outcome = POLL_NEW,
			     .event = &e,
			     .nevents = 1,
			     .expected_on = DAY_NONE };
	struct tracked *t;

	e.occurred_at = INSTANT_NONE;
	MUST(tracking_record(&t, here.desk, &here.a,
			     &(struct answered){ .reading = &r, .nreadings = 1 }, 1, SOURCE_API,
			     &here.err));
}

/* Mailed 2026-11-01, kept for 120 days; and scanned on the 20th, so from then on. */
START_TEST(scans_that_are_soon_forgotten_are_on_the_list_until_asked_for)
{
	const instant start = here.moment.now - here.moment.today * INT64_C(86400);
	const daynum last = day_of(2026, 11, 1) + 120, later = day_of(2026, 11, 20) + 120;
	int64_t count;

	open_lost(1);
	put_this_claim(a_claim(1, CLAIM_PAID)); /* so that no window stands beside it */
	MUST(casefile_close(here.desk, open_lost(2), NULL, &here.err));
	work_at(start + (last - 15) * INT64_C(86400));
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(here.moment.now + 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "history 1");
	ck_assert_str_eq(due(NULL, 1, &count), "history 1");
	ck_assert_int_eq(count, 1);
	ck_assert_str_eq(due("bob", 9, &count), "");
	work_at(start + last * INT64_C(86400));
	ck_assert_str_eq(due(NULL, 9, &count), "history 1");
	work_at(here.moment.now + 86400); /* too late: show says so */
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(start + (later - 7) * INT64_C(86400));
	ask(STATUS_IN_TRANSIT);
	ck_assert_int_eq(count_of("SELECT history_until FROM shipment WHERE id=1"), later);
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(here.moment.now + 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "");
	work_at(here.moment.now + 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "history 1");
	ask(STATUS_DELIVERED); /* what there is to know is known */
	work_at(here.moment.now + 3 * 86400);
	ck_assert_str_eq(due(NULL, 9, &count), "");
}
END_TEST

START_TEST(a_carrier_that_does_not_answer_three_times_in_a_row_is_on_the_list)
{
	struct reading r = { .shipment_id = 1, .expected_on = DAY_NONE };
	static const enum poll_outcome said[] = { POLL_REFUSED, POLL_UNREADABLE, POLL_DEFERRED,
						  POLL_UNREACHABLE, POLL_NOT_FOUND };
	static const char *const list[] = { "", "", "", "polls 1", "" };
	struct tracked *t;

	open_lost(1);
	put_this_claim(a_claim(1, CLAIM_PAID)); /* so that no window stands beside it */
	for (size_t i = 0; i < COUNT(said); i++) {
		r.outcome = said[i];
		MUST(tracking_record(&t, here.desk, &here.a,
				     &(struct answered){ .reading = &r, .nreadings = 1 }, 1,
				     SOURCE_API, &here.err));
		ck_assert_str_eq(due_now(), list[i]);
	}
	/* a file that cannot be read says nothing about the carrier */
	r.outcome = POLL_UNREADABLE;
	for (int i = 0; i < 4; i++)
		MUST(tracking_record(&t, here.desk, &here.a,
				     &(struct answered){ .reading = &r, .nreadings = 1 }, 1,
				     SOURCE_SAVED_ANSWER, &here.err));
	ck_assert_str_eq(due_now(), "");
}
END_TEST

/* --- claims --- */

START_TEST(each_state_of_a_claim_has_its_line)
{
	static const struct {
		enum claim_state state;
		const char *line, *without_day;
	} states[] = {
		{ CLAIM_DRAFT, "window 1", "window 1" },
		{ CLAIM_FILED, "answer 1", "answer 1" },
		{ CLAIM_ACKNOWLEDGED, "answer 1", "answer 1" },
		{ CLAIM_NO_RECORD, "no_record 1", "no_record 1" },
		{ CLAIM_NEEDS_INFO, "info 1", "info 1" },
		{ CLAIM_APPROVED, "payment 1", "payment 1" },
		{ CLAIM_PARTLY_APPROVED, "payment 1, appeal 1", "payment 1, appeal 1" },
		{ CLAIM_DENIED, "appeal 1", "appeal 1" },
		{ CLAIM_APPEALED, "answer 1", "answer 1" },
		{ CLAIM_PAID, "", "" },
		{ CLAIM_WITHDRAWN, "window 1", "window 1" },
		{ CLAIM_EXPIRED, "", "" },
	};

	ck_assert_int_eq(COUNT(states), CLAIM_NVALUES);
	for (size_t i = 0; i < COUNT(states); i++)
		for (int dated = 0; dated < 2; dated++) {
			struct claim c;

			place_teardown();
			place_desk();
			open_lost(1);
			c = a_claim(1, states[i].state);
			c.decided_on = here.moment.today - 20;
			c.approved = (struct money){ 4000, "USD" };
			if (dated)
				c.answer_due_on = c.info_due_on = c.pay_due_on = here.moment.today;
			put_this_claim(c);
			ck_assert_str_eq(due_now(), dated ? states[i].line : states[i].without_day);
		}
}
END_TEST

START_TEST(an_answer_or_money_that_they_promised_anew_waits_for_the_promise)
{
	struct claim c;

	open_lost(1);
	open_lost(2);
	c = a_claim(1, CLAIM_FILED);
	c.answer_due_on = here.moment.today - 1;
	put_this_claim(c);
	c = a_claim(2, CLAIM_APPROVED);
	c.approved = c.amount;
	c.pay_due_on = here.moment.today - 1;
	put_this_claim(c);
	ck_assert_str_eq(due_now(), "answer 1, payment 2");
	log_with_promise(1, "an answer", here.moment.today + 2);
	log_with_promise(2, "a cheque", here.moment.today + 2);
	ck_assert_str_eq(due_now(), "promise 1, promise 2");
	work_at(here.moment.now + 3 * 86400); /* broken: both are asked for again */
	ck_assert_str_eq(due_now(), "answer 1, payment 2, promise 1, promise 2");
}
END_TEST

/* 10 asked, 4 approved, 1 paid: an appeal may bring 6, the cheque 3. */
START_TEST(money_at_risk_is_what_the_line_can_still_bring)
{
	struct payout paid = { .amount = { 1000, "USD" }, .paid_on = here.moment.today };
	struct claim c;
	struct next_rows rows;
	struct casefile cf;
	struct shipment s;
	struct tx *tx;

	open_lost(1);
	rows = read_list((struct next_query){ .limit = 9 });
	ck_assert_str_eq(in_words(&rows), "window 1");
	ck_assert_int_eq(rows.row[0].at_risk.cents, 10000); /* worth 120, covered to 100 */
	edit_case(1, (struct case_facts){ .given = FACT_INSURED,
					  .shipment = { .insured = { 11000, "USD" } } });
	rows = read_list((struct next_query){ .limit = 9 });
	ck_assert_int_eq(rows.row[0].at_risk.cents, 11000);
	c = a_claim(1, CLAIM_PARTLY_APPROVED);
	c.decided_on = here.moment.today;
	c.approved = (struct money){ 4000, "USD" };
	c.pay_due_on = here.moment.today;
	put_this_claim(c);
	MUST(desk_begin(&tx, here.desk, "test.paid", &here.err));
	MUST(case_take(&cf, &s, tx, &here.a, 1, 0, &here.err));
	paid.claim_id = 1;
	MUST(row_insert(&paid, tx, TABLE_PAYOUT, &here.err));
	MUST(tx_end(tx, 0, &here.err));
	rows = read_list((struct next_query){ .limit = 9 });
	ck_assert_str_eq(in_words(&rows), "payment 1, appeal 1");
	ck_assert_int_eq(rows.row[0].at_risk.cents, 3000);
	ck_assert_int_eq(rows.row[1].at_risk.cents, 6000);
	log_with_promise(1, "call", here.moment.today);
	rows = read_list((struct next_query){ .limit = 1 });
	ck_assert_str_eq(in_words(&rows), "promise 1");
	ck_assert_int_eq(rows.row[0].at_risk.cents, 3000);
}
END_TEST

START_TEST(a_duty_is_owed_until_it_is_settled)
{
	struct duty d = { .casefile_id = 1,
			  .what = "say that it turned up",
			  .since_on = here.moment.today - 2,
			  .settled_on = DAY_NONE };
	struct casefile cf;
	struct shipment s;
	struct tx *tx;

	MUST(casefile_close(here.desk, open_lost(1), "paid", &here.err));
	MUST(desk_begin(&tx, here.desk, "test.duty", &here.err));
	MUST(case_take(&cf, &s, tx, &here.a, 1, 0, &here.err));
	MUST(row_insert(&d, tx, TABLE_DUTY, &here.err));
	MUST(tx_end(tx, 0, &here.err));
	ck_assert_str_eq(due_now(), "duty 1");
	MUST(desk_begin(&tx, here.desk, "test.duty", &here.err));
	MUST(case_take(&cf, &s, tx, &here.a, 1, 0, &here.err));
	d.settled_on = here.moment.today;
	MUST(row_update(&d, tx, TABLE_DUTY, &here.err));
	MUST(tx_end(tx, 0, &here.err));
	ck_assert_str_eq(due_now(), "");
}
END_TEST

Suite *next_suite(void)
{
	Suite *s = suite_create("next");
	TCase *t = tcase_create("next");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_window_is_on_the_list_while_it_is_of_use);
	tcase_add_test(t, no_window_with_a_last_day_is_left_out);
	tcase_add_test(t, a_window_that_cannot_be_counted_says_which_fact_is_missing);
	tcase_add_test(t, a_search_is_asked_for_in_its_own_window_and_then_waited_for);
	tcase_add_test(t, a_claim_without_days_comes_after_its_request);
	tcase_add_test(t, promises_requests_and_holds_come_when_due);
	tcase_add_test(t, goods_may_go_when_the_case_is_paid_or_closed);
	tcase_add_test(t, scans_that_are_soon_forgotten_are_on_the_list_until_asked_for);
	tcase_add_test(t, a_carrier_that_does_not_answer_three_times_in_a_row_is_on_the_list);
	tcase_add_test(t, each_state_of_a_claim_has_its_line);
	tcase_add_test(t, an_answer_or_money_that_they_promised_anew_waits_for_the_promise);
	tcase_add_test(t, money_at_risk_is_what_the_line_can_still_bring);
	tcase_add_test(t, a_duty_is_owed_until_it_is_settled);
	suite_add_tcase(s, t);
	return s;
}
