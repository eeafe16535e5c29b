#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"
#include "view/case_doc.h"
#include "view/doc.h"

static int64_t found;

static int find(const char *name)
{
	return desk_find_case(&found, here.desk, name, &here.err);
}

START_TEST(a_desk_says_what_it_is)
{
	ck_assert_str_eq(desk_path(here.desk), here.path);
	ck_assert_str_eq(desk_user(here.desk), "ann");
	ck_assert_int_eq(desk_moment(here.desk)->now, here.moment.now);
	ck_assert_str_eq(desk_evidence_dir(here.desk),
			 arena_printf(&here.a, "%s.evidence", here.path));
}
END_TEST

START_TEST(who_is_logged_in_works_where_nobody_is_named)
{
	work_as(NULL);
	open_lost(1);
	ck_assert_str_ne(desk_user(here.desk), "");
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile WHERE opened_by<>''"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_case_is_found_by_number_and_tracking_number)
{
	open_lost(1);
	open_lost(2);
	MUST(find("2"));
	ck_assert_int_eq(found, 2);
	MUST(find("#1"));
	ck_assert_int_eq(found, 1);
	MUST(find(usps_number(2)));
	ck_assert_int_eq(found, 2);
	MUST(find(arena_printf(&here.a, " 420 83702 %.4s-%s", usps_number(1), usps_number(1) + 4)));
	ck_assert_int_eq(found, 1);
	REFUSED(find("3"), ERR_NOT_FOUND, "there is no case 3");
	REFUSED(find("#x"), ERR_INPUT, "cannot stand in a tracking number");
	REFUSED(find(usps_number(3)), ERR_NOT_FOUND, "there is no case for");
	REFUSED(find("9.4E+21"), ERR_INPUT, "spreadsheet");
	REFUSED(find(""), ERR_INPUT, "");
	REFUSED(find("1234567890"), ERR_NOT_FOUND, "there is no case for '1234567890'");
}
END_TEST

START_TEST(an_ambiguous_number_lists_the_cases)
{
	struct case_facts f = { .given = FACT_PROBLEM };
	const char *warning;
	int64_t id;

	open_lost(1);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, true, &here.err));
	REFUSED(find(usps_number(1)), ERR_AMBIGUOUS, "2, 1; say which by its number");
	MUST(casefile_close(here.desk, 2, NULL, &here.err));
	MUST(find(usps_number(1))); /* the open one */
	ck_assert_int_eq(found, 1);
	MUST(casefile_close(here.desk, 1, NULL, &here.err));
	REFUSED(find(usps_number(1)), ERR_AMBIGUOUS, "2, 1");
	for (int i = 0; i < 21; i++)
		MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, true,
				   &here.err));
	REFUSED(find(usps_number(1)), ERR_AMBIGUOUS, ", ...; say which");
}
END_TEST

START_TEST(a_parcel_without_a_case_is_found_by_its_number)
{
	struct shipment s = { .tracking_number = usps_number(5),
			      .mailed_on = DAY_NONE,
			      .accepted_on = DAY_NONE,
			      .expected_on = DAY_NONE,
			      .delivered_on = DAY_NONE,
			      .delivered_at = INSTANT_NONE,
			      .last_scan_at = INSTANT_NONE,
			      .last_asked_at = INSTANT_NONE,
			      .history_until = DAY_NONE,
			      .insured_on = DAY_NONE };
	struct tx *tx;

	open_lost(1);
	MUST(desk_begin(&tx, here.desk, "test.watch", &here.err));
	MUST(row_insert(&s, tx, TABLE_SHIPMENT, &here.err));
	tx_file(tx, s.id);
	MUST(tx_end(tx, 0, &here.err));
	MUST(desk_find_shipment(&found, here.desk, usps_number(5), &here.err));
	ck_assert_int_eq(found, s.id);
	MUST(desk_find_shipment(&found, here.desk, "1", &here.err));
	ck_assert_int_eq(found, 1);
	REFUSED(find(usps_number(5)), ERR_NOT_FOUND, "there is no case for");
	REFUSED(desk_find_shipment(&found, here.desk, usps_number(6), &here.err), ERR_NOT_FOUND,
		"the desk has no parcel");
	REFUSED(desk_find_shipment(&found, here.desk, "44", &here.err), ERR_NOT_FOUND,
		"no case 44");
	REFUSED(desk_find_shipment(&found, here.desk, "", &here.err), ERR_INPUT, "");
	ck_assert(verifies());
}
END_TEST

START_TEST(of_a_number_used_again_the_newest_parcel_is_meant)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_MAILED,
				.shipment = { .mailed_on = day_of(2026, 3, 1) } };
	const char *warning;
	int64_t id;

	open_lost(1);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, false,
			   &here.err));
	MUST(desk_find_shipment(&found, here.desk, usps_number(1), &here.err));
	ck_assert_int_eq(found, 2);
	REFUSED(find(usps_number(1)), ERR_AMBIGUOUS, "2, 1");
}
END_TEST

/* --- the desk's day --- */

static const struct node *claim_window(void)
{
	const struct node *n;
	struct snap *snap;
	struct node *doc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_doc(&doc, snap, &here.a, 1, &here.moment, &here.err));
	desk_snap_end(snap);
	n = node_get(doc, "windows")->first;
	ck_assert_str_eq(node_str(n, "what"), "claim");
	return n;
}

static void work_at_wall(const char *wall)
{
	int64_t seconds;

	ck_assert_int_eq(wall_parse(&seconds, wall), 0);
	work_at(zone_instant(here.moment.zone, seconds));
}

START_TEST(one_minute_before_and_after_midnight_in_new_york)
{
	open_lost(1);
	work_at_wall("2026-11-15T23:59:00"); /* already the 16th in UTC */
	ck_assert_int_eq(here.moment.today, day_of(2026, 11, 15));
	ck_assert_str_eq(node_str(claim_window(), "state"), "too_early");
	work_at_wall("2026-11-16T00:01:00");
	ck_assert_str_eq(node_str(claim_window(), "state"), "open");
	ck_assert_int_eq(node_num(claim_window(), "days_left"), 45);
	work_at_wall("2026-12-31T23:59:00");
	ck_assert_str_eq(node_str(claim_window(), "state"), "closing");
	ck_assert_int_eq(node_num(claim_window(), "days_left"), 0);
	work_at_wall("2027-01-01T00:01:00");
	ck_assert_str_eq(node_str(claim_window(), "state"), "closed");
	ck_assert_int_eq(node_num(claim_window(), "days_left"), -1);
}
END_TEST

START_TEST(what_is_done_without_a_day_is_of_the_desks_day)
{
	struct promise p;
	struct request r;

	open_lost(1);
	log_with_promise(1, "call back", DAY_NONE);
	work_at_wall("2026-11-23T23:59:00");
	MUST(promise_settle(&p, here.desk, &here.a, 1, PROMISE_KEPT, DAY_NONE, &here.err));
	ck_assert_int_eq(p.settled_on, day_of(2026, 11, 23));
	work_at_wall("2026-11-24T00:01:00");
	r = ask_for(1, REQUEST_TRACE, NULL, DAY_NONE);
	ck_assert_int_eq(r.filed_on, day_of(2026, 11, 24));
}
END_TEST

Suite *desk_suite(void)
{
	Suite *s = suite_create("desk");
	TCase *t = tcase_create("desk");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_desk_says_what_it_is);
	tcase_add_test(t, who_is_logged_in_works_where_nobody_is_named);
	tcase_add_test(t, a_case_is_found_by_number_and_tracking_number);
	tcase_add_test(t, an_ambiguous_number_lists_the_cases);
	tcase_add_test(t, a_parcel_without_a_case_is_found_by_its_number);
	tcase_add_test(t, of_a_number_used_again_the_newest_parcel_is_meant);
	tcase_add_test(t, one_minute_before_and_after_midnight_in_new_york);
	tcase_add_test(t, what_is_done_without_a_day_is_of_the_desks_day);
	suite_add_tcase(s, t);
	return s;
}
