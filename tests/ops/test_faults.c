#include <string.h>

#include "ops/acts.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

/*
 * The fault loop: the first, second, third ... step of an act fails as a disk would, until the act
 * gets through. Each time nothing of it may be left, and the act that gets through must be whole.
 */

enum { STEPS_MAX = 2000 };

static void setup(void)
{
	place_desk();
	make_ready();
}

START_TEST(an_act_is_done_whole_or_not_at_all)
{
	const struct act *act = &acts[_i];
	int64_t entries = count_of("SELECT count(*) FROM journal");
	char *before = dump_desk(), *head = head_of_desk();
	int n;

	for (n = 1; n < STEPS_MAX; n++) {
		here.err = (struct err){ 0 };
		desk_fail_at(here.desk, n);
		if (act->run() == 0)
			break;
		desk_fail_at(here.desk, 0);
		ck_assert_msg(here.err.code == ERR_FAILED &&
				      strstr(here.err.text, "disk I/O error"),
			      "%s, step %d: %s: %s", act->name, n, err_name(here.err.code),
			      here.err.text);
		ck_assert_msg(!strcmp(dump_desk(), before), "%s, step %d left something", act->name,
			      n);
		ck_assert_str_eq(verify_desk(NULL).head, head);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(n, 5);
	ck_assert_int_lt(n, STEPS_MAX);
	ck_assert_str_ne(dump_desk(), before);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries + 1);
	ck_assert(verify_desk(head).ok);
}
END_TEST

START_TEST(looking_that_fails_says_so_and_ends_its_snapshot)
{
	struct verify_report report;
	struct doctor_report doctor;
	int64_t id;
	int failed = 0;

	for (int n = 1; n < 400; n++) {
		desk_fail_at(here.desk, n);
		failed += desk_verify(&report, here.desk, &here.a, NULL, &here.err) < 0;
	}
	ck_assert_int_gt(failed, 30);
	for (int n = 1; n < 40; n++) {
		desk_fail_at(here.desk, n);
		failed += desk_doctor(&doctor, here.desk, &here.a, &here.err) < 0;
		desk_fail_at(here.desk, n);
		failed += desk_find_case(&id, here.desk, usps_number(1), &here.err) < 0;
		desk_fail_at(here.desk, n);
		failed += desk_find_shipment(&id, here.desk, "1", &here.err) < 0;
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(failed, 50);
	ck_assert(verifies());
}
END_TEST

/* What was read half is never shown as all there is. */
START_TEST(a_view_that_fails_is_no_view)
{
	char *whole = case_json(1);
	struct case_rows c;
	struct snap *snap;
	int n = 1;

	for (;; n++) {
		int rc = -1;

		desk_fail_at(here.desk, n);
		if (desk_snap(&snap, here.desk, &here.err) == 0) {
			rc = case_read(&c, snap, &here.a, 1, &here.err);
			desk_snap_end(snap);
		}
		if (rc == 0)
			break;
		ck_assert_int_eq(here.err.code, ERR_FAILED);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(n, 15);
	ck_assert_str_eq(case_json(1), whole);
}
END_TEST

Suite *faults_suite(void)
{
	Suite *s = suite_create("faults");
	TCase *t = tcase_create("faults");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 200);
	tcase_add_loop_test(t, an_act_is_done_whole_or_not_at_all, 0, ACTS);
	tcase_add_test(t, looking_that_fails_says_so_and_ends_its_snapshot);
	tcase_add_test(t, a_view_that_fails_is_no_view);
	suite_add_tcase(s, t);
	return s;
}
