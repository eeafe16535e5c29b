#include "ops/snooze_ops.h"
#include "store/listed.h"
#include "store/place.h"
#include "store/suites.h"

/* --- order, limit, count --- */

/* Case 1 ends tomorrow, 2 the day after; 3 has a week; 4 is overdue; the dearest has a month. */
START_TEST(what_ends_for_good_goes_first_and_then_the_most_money)
{
	static const struct {
		int mailed_ago, cents;
	} cases[] = { { 59, 100 }, { 58, 9000 }, { 54, 5000 },
		      { 20, 200 }, { 30, 9900 }, { 35, 9900 } };
	int64_t count;

	for (size_t i = 0; i < COUNT(cases); i++) {
		open_lost((int)i + 1);
		edit_case(
			(int64_t)i + 1,
			(struct case_facts){
				.given = FACT_MAILED | FACT_VALUE,
				.shipment = { .mailed_on = here.moment.today - cases[i].mailed_ago,
					      .value = { cases[i].cents, "USD" } } });
	}
	log_with_promise(4, "call", here.moment.today - 9);
	ck_assert_str_eq(due_now(), "window 1, window 2, promise 4, window 3, window 6, window 5, "
				    "window 4");
	/* the list is the same however short it is cut */
	ck_assert_str_eq(due(NULL, 1, &count), "window 1");
	ck_assert_str_eq(due(NULL, 3, &count), "window 1, window 2, promise 4");
	ck_assert_str_eq(due(NULL, 5, &count), "window 1, window 2, promise 4, window 3, window 6");
	ck_assert_int_eq(count, 7);
	edit_case(6,
		  (struct case_facts){ .given = FACT_VALUE }); /* unknown: behind what is known */
	ck_assert_str_eq(due_now(), "window 1, window 2, promise 4, window 3, window 5, window 6, "
				    "window 4");
}
END_TEST

START_TEST(all_that_is_due_is_counted_beyond_the_limit)
{
	int64_t count;

	for (int i = 1; i <= 5; i++) {
		open_lost(i);
		log_with_promise(i, "call", here.moment.today);
		edit_case(i, (struct case_facts){ .given = FACT_OWNER | FACT_CLIENT,
						  .owner = i < 4 ? "ann" : "bob",
						  .client = i < 2 ? "Acme" : NULL });
	}
	ck_assert_str_eq(due(NULL, 2, &count), "promise 1, promise 2");
	ck_assert_int_eq(count, 10);
	ck_assert_str_eq(due("ann", 2, &count), "promise 1, promise 2");
	ck_assert_int_eq(count, 6);
	ck_assert_str_eq(due("bob", 9, &count), "promise 4, promise 5, window 4, window 5");
	ck_assert_int_eq(count, 4);
	ck_assert_int_eq(read_list((struct next_query){ .client = "Acme", .limit = 1 }).count, 2);
	ck_assert_int_eq(read_list((struct next_query){ .casefile_id = 2, .limit = 1 }).count, 2);
}
END_TEST

/* --- what rests --- */

static struct next_rows snooze(int64_t case_id, int kind, daynum until)
{
	const struct snooze_lines lines = { .casefile_id = case_id, .kind = kind };
	struct next_rows rows;

	MUST(snooze_put(&rows, here.desk, &here.a, &lines, until, "Dana is away", &here.err));
	return rows;
}

START_TEST(a_line_rests_until_its_day_and_is_counted)
{
	struct next_rows rows;

	open_lost(1);
	open_lost(2);
	log_with_promise(1, "call", here.moment.today);
	log_with_promise(2, "write", here.moment.today);
	ck_assert_int_eq(snooze(1, NEXT_PROMISE, here.moment.today + 3).n, 1);
	rows = read_list((struct next_query){ .limit = 99 });
	ck_assert_str_eq(in_words(&rows), "promise 2, window 1, window 2");
	ck_assert_int_eq(rows.count, 3);
	ck_assert_int_eq(rows.resting, 1);
	ck_assert_int_eq(rows.resting_until, here.moment.today + 3);
	rows = read_list((struct next_query){ .limit = 1 });
	ck_assert_int_eq(rows.count, 3);
	ck_assert_int_eq(rows.resting, 1);
	rows = read_list((struct next_query){ .limit = 99, .all = true });
	ck_assert_int_eq(rows.n, 4);
	ck_assert_int_eq(rows.resting, 0);
	ck_assert_str_eq(rows.row[1].snooze_reason, "Dana is away");
	work_at(here.moment.now + 3 * 86400);
	rows = read_list((struct next_query){ .limit = 99 });
	ck_assert_int_eq(rows.n, 4);
	ck_assert_int_eq(rows.resting, 0);
}
END_TEST

START_TEST(what_was_settled_meanwhile_does_not_rest)
{
	struct promise p;

	open_lost(1);
	log_with_promise(1, "call", here.moment.today);
	snooze(1, NEXT_PROMISE, here.moment.today + 3);
	MUST(promise_settle(&p, here.desk, &here.a, 1, PROMISE_KEPT, DAY_NONE, &here.err));
	ck_assert_int_eq(read_list((struct next_query){ .limit = 9 }).resting, 0);
}
END_TEST

/* It goes to the end, until its last three days. */
START_TEST(a_window_is_never_hidden)
{
	struct next_rows rows;

	for (int i = 1; i <= 2; i++)
		open_lost(i);
	edit_case(1, (struct case_facts){ .given = FACT_VALUE,
					  .shipment = { .value = { 1, "USD" } } });
	edit_case(1, (struct case_facts){ .given = FACT_MAILED,
					  .shipment = { .mailed_on = here.moment.today - 55 } });
	ck_assert_str_eq(due_now(), "window 1, window 2");
	snooze(1, -1, here.moment.today + 60);
	rows = read_list((struct next_query){ .limit = 9 });
	ck_assert_str_eq(in_words(&rows), "window 2, window 1");
	ck_assert_int_eq(rows.row[1].snoozed_until, here.moment.today + 60);
	rows = read_list((struct next_query){ .limit = 1 });
	ck_assert_str_eq(in_words(&rows), "window 2");
	ck_assert_int_eq(rows.count, 2);
	work_at(here.moment.now + 2 * 86400);
	rows = read_list((struct next_query){ .limit = 1 });
	ck_assert_str_eq(in_words(&rows), "window 1");
	ck_assert_int_ne(rows.row[0].snoozed_until, DAY_NONE);
}
END_TEST

START_TEST(a_list_that_fails_is_no_list)
{
	const struct next_query q = { .today = here.moment.today, .limit = 1 };
	struct next_rows rows;
	struct snap *snap;
	int failed = 0;

	for (int i = 1; i <= 3; i++) {
		open_lost(i);
		log_with_promise(i, "call", here.moment.today);
	}
	snooze(1, NEXT_PROMISE, here.moment.today + 3);
	for (int at = 1; at < 80; at++) {
		MUST(desk_snap(&snap, here.desk, &here.err));
		desk_fail_at(here.desk, at);
		failed += next_read(&rows, snap, &here.a, &q, &here.err) < 0;
		desk_fail_at(here.desk, 0);
		desk_snap_end(snap);
	}
	ck_assert_int_gt(failed, 20);
	ck_assert_str_eq(due_now(), "promise 2, promise 3, window 1, window 2, window 3");
}
END_TEST

Suite *next_order_suite(void)
{
	Suite *s = suite_create("next_order");
	TCase *t = tcase_create("next_order");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, what_ends_for_good_goes_first_and_then_the_most_money);
	tcase_add_test(t, all_that_is_due_is_counted_beyond_the_limit);
	tcase_add_test(t, a_line_rests_until_its_day_and_is_counted);
	tcase_add_test(t, what_was_settled_meanwhile_does_not_rest);
	tcase_add_test(t, a_window_is_never_hidden);
	tcase_add_test(t, a_list_that_fails_is_no_list);
	suite_add_tcase(s, t);
	return s;
}
