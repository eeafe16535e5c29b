#include <string.h>

#include "ops/casefile_ops.h"
#include "ops/claim_ops.h"
#include "ops/internal.h"
#include "ops/payout_import.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/claims.h"
#include "store/place.h"

/* Mailed 2026-11-01: the window is 2026-11-16 to 2026-12-31; today is 2026-11-23. */
static void setup(void)
{
	place_desk();
	open_lost(1);
}

static struct claim c;
static const char *warning;

static struct claim_filing filing(void)
{
	return (struct claim_filing){ .route = -1, .on = DAY_NONE, .until = DAY_NONE };
}

static int file(struct claim_filing f, int number)
{
	return claim_file(&c, &warning, here.desk, &here.a, (struct claim_name){ 1, number }, &f,
			  &here.err);
}

static int tell_on(enum claim_act act, daynum on, struct claim_told t)
{
	t.on = on;
	if (!t.until)
		t.until = DAY_NONE;
	return claim_tell(&c, &warning, here.desk, &here.a, (struct claim_name){ 1, 0 }, act, &t,
			  &here.err);
}

static int tell(enum claim_act act)
{
	return tell_on(act, DAY_NONE, (struct claim_told){ .said = "this and that" });
}

static int pay(int64_t cents, const char *reference)
{
	struct payout_told t = { .amount = { cents, "USD" },
				 .on = DAY_NONE,
				 .reference = reference };

	return claim_pay(&c, &warning, here.desk, &here.a, (struct claim_name){ 1, 0 }, &t,
			 &here.err);
}

static int64_t live_windows(const char *what)
{
	return count_of(arena_printf(
		&here.a, "SELECT count(*) FROM window WHERE casefile_id=1 AND live AND what='%s'",
		what));
}

START_TEST(filing_outside_its_window_needs_a_word)
{
	struct claim_filing f = filing();

	f.on = day_of(2026, 11, 15);
	REFUSED(file(f, 0), ERR_STATE, "too early: the claim window opens on 2026-11-16");
	f.on = day_of(2026, 11, 24);
	REFUSED(file(f, 0), ERR_INPUT, "a day to come");
	ck_assert_int_eq(count_of("SELECT count(*) FROM claim"), 0);
	f.on = day_of(2026, 11, 15);
	f.anyway = true;
	MUST(file(f, 0));
	ck_assert_ptr_nonnull(strstr(warning, "too early"));
	MUST(tell(CLAIM_WITHDRAW));
	f = filing();
	f.on = day_of(2026, 11, 16);
	MUST(file(f, 0)); /* the first day */
	ck_assert_ptr_null(warning);
	ck_assert_int_eq(c.number, 2);
	MUST(tell(CLAIM_WITHDRAW));
	work_at(here.moment.now + 38 * 86400LL);
	f = filing();
	f.on = day_of(2026, 12, 31);
	MUST(file(f, 0)); /* the last day */
	MUST(tell(CLAIM_WITHDRAW));
	work_at(here.moment.now + 86400);
	REFUSED(file(filing(), 0), ERR_STATE, "too late: the claim window closed on 2026-12-31");
	ck_assert(verifies());
}
END_TEST

START_TEST(the_amount_comes_from_the_case_and_the_facts_give_the_days)
{
	struct claim_filing f = filing();

	MUST(file(f, 0));
	ck_assert_int_eq(c.amount.cents, 10000); /* 120 USD, at most the included cover */
	ck_assert_int_eq(c.cap.cents, 10000);
	ck_assert_int_eq(c.answer_due_on, here.moment.today + 10);
	ck_assert_int_eq(live_windows("claim"), 0);
	MUST(tell(CLAIM_APPROVE));
	ck_assert_int_eq(c.approved.cents, 10000);
	ck_assert_int_eq(c.pay_due_on, day_add_business(here.moment.today, 10));
	ck_assert_int_eq(c.answer_due_on, DAY_NONE);
}
END_TEST

START_TEST(a_claim_of_nothing_or_in_two_currencies_is_refused)
{
	struct claim_filing f = filing();
	struct case_facts none = { .given = FACT_VALUE };

	f.given = CLAIM_SUM_DISCOUNT;
	f.discount = (struct money){ 100, "EUR" };
	REFUSED(file(f, 0), ERR_INPUT, "value is in USD and the discount in EUR");
	f.given = CLAIM_SUM_AMOUNT | CLAIM_SUM_GOODS;
	f.goods = (struct money){ 5000, "USD" };
	f.amount = (struct money){ 5000, "EUR" };
	REFUSED(file(f, 0), ERR_INPUT, "--amount is in EUR and the sums are in USD");
	f.amount = (struct money){ 4500, "USD" };
	MUST(file(f, 0));
	ck_assert_ptr_nonnull(strstr(warning, "the sums come to 50.00 USD"));
	MUST(tell(CLAIM_WITHDRAW));
	f.given = CLAIM_SUM_AMOUNT;
	f.amount = (struct money){ 50000, "USD" };
	MUST(file(f, 0));
	ck_assert_ptr_nonnull(strstr(warning, "more than the cover of 100.00 USD"));
	MUST(tell(CLAIM_WITHDRAW));
	MUST(casefile_edit(&warning, here.desk, &here.a, 1, 0, &none, &here.err));
	REFUSED(file(filing(), 0), ERR_INPUT, "the value of the goods is missing");
}
END_TEST

START_TEST(appeals_have_windows_of_their_own_and_an_end)
{
	daynum today = here.moment.today;

	MUST(file(filing(), 0));
	ck_assert_int_eq(live_windows("appeal"), 0);
	REFUSED(tell_on(CLAIM_DENY, DAY_NONE, (struct claim_told){ .denial = "late_filling" }),
		ERR_INPUT, "did you mean late_filing");
	MUST(tell_on(CLAIM_DENY, DAY_NONE, (struct claim_told){ .denial = "late-filing" }));
	ck_assert_str_eq(c.denial, "late_filing");
	ck_assert_int_eq(live_windows("appeal"), 1);
	ck_assert_int_eq(live_windows("second_appeal"), 0);
	work_at(here.moment.now + 31 * 86400LL);
	REFUSED(tell(CLAIM_APPEAL), ERR_STATE, "too late: the window for this appeal closed on");
	MUST(tell_on(CLAIM_APPEAL, today + 30, (struct claim_told){ 0 }));
	ck_assert_int_eq(live_windows("appeal"), 0);
	MUST(tell_on(CLAIM_ASK, DAY_NONE, (struct claim_told){ .said = "why" }));
	MUST(tell(CLAIM_ACK));
	ck_assert_int_eq(c.state, CLAIM_APPEALED);
	MUST(tell_on(CLAIM_DENY, DAY_NONE, (struct claim_told){ .denial = "other" }));
	ck_assert_int_eq(c.decided_on, today);
	ck_assert_int_eq(c.appeal_decided_on, today + 31);
	ck_assert_int_eq(c.appeal_result, APPEAL_LOST);
	ck_assert_int_eq(live_windows("second_appeal"), 1);
	MUST(tell_on(CLAIM_APPEAL, DAY_NONE, (struct claim_told){ .anyway = true }));
	MUST(tell_on(CLAIM_DENY, DAY_NONE, (struct claim_told){ .denial = "other" }));
	ck_assert_int_eq(live_windows("second_appeal"), 0);
	REFUSED(tell(CLAIM_APPEAL), ERR_STATE, "the rules allow 2 appeals, and this is number 3");
	ck_assert(verifies());
}
END_TEST

START_TEST(days_in_the_wrong_order_need_a_word)
{
	daynum today = here.moment.today;

	MUST(file(filing(), 0));
	REFUSED(tell_on(CLAIM_ACK, today - 1, (struct claim_told){ 0 }), ERR_STATE,
		"is before it was filed on");
	MUST(tell_on(CLAIM_ACK, today - 1, (struct claim_told){ .anyway = true }));
	REFUSED(tell_on(CLAIM_ASK, DAY_NONE, (struct claim_told){ .said = " " }), ERR_INPUT,
		"say what they want");
	REFUSED(pay(0, NULL), ERR_INPUT, "is none");
}
END_TEST

START_TEST(money_comes_in_parts_short_twice_and_too_much)
{
	MUST(file(filing(), 0));
	MUST(tell_on(CLAIM_APPROVE, DAY_NONE, (struct claim_told){ .amount = { 8000, "USD" } }));
	ck_assert_int_eq(c.state, CLAIM_PARTLY_APPROVED);
	MUST(pay(5000, "A"));
	ck_assert_int_eq(c.state, CLAIM_PARTLY_APPROVED);
	ck_assert_ptr_nonnull(
		strstr(warning, "30.00 USD of the 80.00 USD approved are still owed"));
	REFUSED(pay(5000, "A"), ERR_STATE, "is noted already");
	MUST(tell(CLAIM_APPEAL));
	MUST(pay(3000, NULL));
	ck_assert_int_eq(c.state, CLAIM_APPEALED);
	MUST(tell_on(CLAIM_DENY, DAY_NONE, (struct claim_told){ .denial = "other" }));
	ck_assert_int_eq(c.state, CLAIM_PAID); /* all that was approved is there */
	MUST(pay(100, NULL));
	ck_assert_ptr_nonnull(strstr(warning, "1.00 USD more than was approved"));
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile WHERE stage='paid'"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(money_may_come_before_any_letter)
{
	struct payout_told euro = { .amount = { 100, "EUR" }, .on = DAY_NONE };

	MUST(file(filing(), 0));
	REFUSED(claim_pay(&c, &warning, here.desk, &here.a, (struct claim_name){ 1, 0 }, &euro,
			  &here.err),
		ERR_INPUT, "is in USD and the payment in EUR");
	MUST(pay(4000, NULL));
	ck_assert_int_eq(c.state, CLAIM_PAID);
	ck_assert_int_eq(c.decided_on, DAY_NONE); /* nobody said when */
	ck_assert_ptr_nonnull(strstr(warning, "60.00 USD less than was asked"));
}
END_TEST

/* --- the parcel that turns up --- */

static void scanned(daynum on, enum source source)
{
	char day[DAY_TEXT];
	struct event e = { .occurred_at = INSTANT_NONE,
			   .occurred_at_local =
				   arena_printf(&here.a, "%sT08:00:00", day_text(day, on)),
			   .text = "Arrived",
			   .status = STATUS_IN_TRANSIT,
			   .is_scan = true };
	struct reading r = { .shipment_id = 1,
			     .outcome = POLL_NEW,
			     .event = &e,
			     .nevents = 1,
			     .expected_on = DAY_NONE };
	struct tracked *t;

	MUST(tracking_record(&t, here.desk, &here.a,
			     &(struct answered){ .reading = &r, .nreadings = 1 }, 1, source,
			     &here.err));
}

START_TEST(a_scan_after_the_money_is_a_duty_and_one_before_is_not)
{
	daynum today = here.moment.today;
	struct remedy r = { .kind = REMEDY_REFUND, .given_on = DAY_NONE };
	struct duty d;

	MUST(remedy_give(&r, &warning, here.desk, &here.a, 1, &here.err));
	ck_assert_ptr_null(warning);
	scanned(today - 1, SOURCE_API);
	scanned(today, SOURCE_EMAIL); /* anybody can write one */
	ck_assert_int_eq(count_of("SELECT count(*) FROM duty"), 0);
	MUST(casefile_close(here.desk, 1, "refunded", &here.err));
	scanned(today, SOURCE_PASTED);
	scanned(today + 1, SOURCE_API);
	ck_assert_int_eq(count_of("SELECT count(*) FROM duty"), 1);
	ck_assert_ptr_nonnull(strstr(case_json(1), "the customer has a refund: agree who"));
	REFUSED(duty_settle(&d, here.desk, &here.a, 1, 0, "", DAY_NONE, &here.err), ERR_INPUT,
		"say how");
	REFUSED(duty_settle(&d, here.desk, &here.a, 1, 9, "so", DAY_NONE, &here.err), ERR_NOT_FOUND,
		"no open duty of that number");
	MUST(duty_settle(&d, here.desk, &here.a, 1, 0, "told them", DAY_NONE, &here.err));
	REFUSED(duty_settle(&d, here.desk, &here.a, 1, d.id, "again", DAY_NONE, &here.err),
		ERR_STATE, "settled already");
	scanned(today + 2, SOURCE_API);
	ck_assert_int_eq(count_of("SELECT count(*) FROM duty"), 1); /* once a case */
	ck_assert(verifies());
}
END_TEST

START_TEST(damage_that_was_paid_owes_nothing_when_the_parcel_moves)
{
	struct case_facts f = { .given = FACT_PROBLEM, .problem = PROBLEM_DAMAGED };
	struct remedy r = { .kind = REMEDY_REFUND, .given_on = DAY_NONE };

	MUST(casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err));
	MUST(remedy_give(&r, &warning, here.desk, &here.a, 1, &here.err));
	scanned(here.moment.today, SOURCE_API);
	ck_assert_int_eq(count_of("SELECT count(*) FROM duty"), 0);
}
END_TEST

/* --- a list of payments --- */

static struct payouts_report list_of(const char *text, bool dry_run)
{
	struct payouts_options o = { .path = put_text("credits.csv", text), .dry_run = dry_run };
	struct payouts_report r;

	MUST(payouts_import(&r, here.desk, &here.a, &o, &here.err));
	return r;
}

START_TEST(a_list_is_one_act_that_undo_takes_back_whole)
{
	const char *text = "Date,Amount,Reference\n2026-11-23,40.00,clm-1\n2026-11-23,100.00,\n"
			   "2026-11-23,7.00,nobody\n";
	char *one, *two;
	struct payouts_report r;
	struct claim_filing f = filing();
	int64_t entries;
	const char *done;

	open_lost(2);
	f.reference = "CLM-1";
	MUST(file(f, 0));
	MUST(tell(CLAIM_APPROVE));
	MUST(claim_file(&c, &warning, here.desk, &here.a, (struct claim_name){ 2, 0 },
			&(struct claim_filing){ .route = -1, .on = DAY_NONE, .until = DAY_NONE },
			&here.err));
	MUST(claim_tell(&c, &warning, here.desk, &here.a, (struct claim_name){ 2, 0 },
			CLAIM_APPROVE, &(struct claim_told){ .on = DAY_NONE, .until = DAY_NONE },
			&here.err));
	one = case_json(1);
	two = case_json(2);
	entries = count_of("SELECT count(*) FROM journal");
	r = list_of(text, true);
	ck_assert_int_eq(r.item[0].outcome, PAYOUT_SHORT);
	ck_assert_int_eq(r.item[1].outcome, PAYOUT_MATCHED);
	ck_assert_int_eq(r.item[1].casefile_id, 2); /* the first one waits for 60 now */
	ck_assert_int_eq(r.item[2].outcome, PAYOUT_UNKNOWN);
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries);
	r = list_of(text, false);
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries + 1);
	ck_assert(verifies());
	r = list_of(text, false);
	ck_assert_int_eq(r.outcomes[PAYOUT_DOUBLE], 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries + 1);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_str_eq(case_json(1), one);
	ck_assert_str_eq(case_json(2), two);
	ck_assert_int_eq(count_of("SELECT count(*) FROM payout"), 0);
	ck_assert(verifies());
}
END_TEST

START_TEST(sums_that_two_claims_wait_for_are_left_to_a_person)
{
	struct payouts_report r;
	const char *done;

	open_lost(2);
	for (int id = 1; id <= 2; id++) {
		struct claim_filing f = filing();
		struct claim_name name = { id, 0 };

		MUST(claim_file(&c, &warning, here.desk, &here.a, name, &f, &here.err));
		MUST(claim_tell(&c, &warning, here.desk, &here.a, name, CLAIM_APPROVE,
				&(struct claim_told){ .on = DAY_NONE, .until = DAY_NONE },
				&here.err));
	}
	r = list_of("Date,Amount\n2026-11-23,100.00\n", false);
	ck_assert_int_eq(r.outcomes[PAYOUT_UNKNOWN], 1);
	ck_assert_ptr_nonnull(strstr(r.item[0].reason, "several claims wait for 100.00 USD: "));
	r = list_of("Date,Amount,Case\n2026-11-22,100.00,2\n", false);
	ck_assert_int_eq(r.outcomes[PAYOUT_MATCHED], 1);
	ck_assert_int_eq(r.item[0].casefile_id, 2);
	/* paid before it was decided is odd, and is what came */
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	r = list_of("Date,Amount\n2026-11-22,100.00\n", false);
	ck_assert_int_eq(r.outcomes[PAYOUT_UNKNOWN],
			 1); /* no reference, and no decision before it */
	work_at(here.moment.now + 40 * 86400LL);
	r = list_of("Date,Amount,Case\n2026-12-22,1.00,#1\n", false);
	ck_assert_int_eq(r.outcomes[PAYOUT_SHORT], 1);
	ck_assert_int_eq(r.nmissing, 1);
	ck_assert_int_eq(r.missing[0].casefile_id, 2);
}
END_TEST

START_TEST(which_claim_is_meant_is_said_or_asked_for)
{
	struct claim_filing f = filing();

	REFUSED(tell(CLAIM_ACK), ERR_NOT_FOUND, "case 1 has no claim yet: 'waylaid claim file 1'");
	MUST(file(f, 0));
	REFUSED(file(f, 2), ERR_NOT_FOUND, "has no claim 1/2, but 1/1 (carrier, filed)");
	f.route = ROUTE_CARD;
	f.goods = (struct money){ 5000, "USD" };
	f.given = CLAIM_SUM_GOODS;
	f.anyway = true;
	MUST(file(f, 0));
	REFUSED(tell(CLAIM_ACK), ERR_AMBIGUOUS,
		"several claims: say which, 1/1 (carrier, filed), 1/2 (card, filed)");
	f.route = ROUTE_CARRIER;
	REFUSED(file(f, 2), ERR_INPUT, "goes through the door 'card'");
}
END_TEST

/* DHL Express wants its trace to end before. */
START_TEST(what_must_come_before_a_claim_is_missed)
{
	const struct case_facts f = { .given = FACT_CARRIER, .shipment.carrier = "dhl_express" };
	struct claim_filing filed = filing();
	const char *said;

	MUST(casefile_edit(&said, here.desk, &here.a, 1, 0, &f, &here.err));
	REFUSED(file(filed, 0), ERR_STATE, "a claim comes after the trace, and none is noted");
	ask_for(1, REQUEST_TRACE, "T-1", DAY_NONE);
	REFUSED(file(filed, 0), ERR_STATE, "1/1");
	filed.anyway = true;
	MUST(file(filed, 0));
	ck_assert_ptr_nonnull(strstr(warning, "1/1"));
}
END_TEST

Suite *claim_suite(void)
{
	Suite *s = suite_create("claim");
	TCase *tc = tcase_create("claim");

	tcase_add_checked_fixture(tc, setup, place_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, filing_outside_its_window_needs_a_word);
	tcase_add_test(tc, the_amount_comes_from_the_case_and_the_facts_give_the_days);
	tcase_add_test(tc, a_claim_of_nothing_or_in_two_currencies_is_refused);
	tcase_add_test(tc, appeals_have_windows_of_their_own_and_an_end);
	tcase_add_test(tc, days_in_the_wrong_order_need_a_word);
	tcase_add_test(tc, money_comes_in_parts_short_twice_and_too_much);
	tcase_add_test(tc, money_may_come_before_any_letter);
	tcase_add_test(tc, a_scan_after_the_money_is_a_duty_and_one_before_is_not);
	tcase_add_test(tc, damage_that_was_paid_owes_nothing_when_the_parcel_moves);
	tcase_add_test(tc, a_list_is_one_act_that_undo_takes_back_whole);
	tcase_add_test(tc, sums_that_two_claims_wait_for_are_left_to_a_person);
	tcase_add_test(tc, which_claim_is_meant_is_said_or_asked_for);
	tcase_add_test(tc, what_must_come_before_a_claim_is_missed);
	suite_add_tcase(s, tc);
	return s;
}
