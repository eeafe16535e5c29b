#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/watch_ops.h"
#include "store/place.h"
#include "store/watched.h"

static const struct watch_query any;

static int open_all(int *opened, struct watch_list *list, const char *client)
{
	return watch_open(opened, list, here.desk, &here.a, client, &here.err);
}

static struct case_rows rows(int64_t id)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	desk_snap_end(snap);
	return c;
}

START_TEST(a_case_joins_its_shipment_with_problem_note_and_windows)
{
	int64_t id = put_parcel(a_parcel(1, 9, 0), POLL_UNCHANGED);
	struct watch_list list = watch(any);
	struct case_rows c;
	int opened;

	put_scan(id, 9, STATUS_IN_TRANSIT, false);
	MUST(open_all(&opened, &list, "Acme"));
	ck_assert_int_eq(opened, 1);
	ck_assert_int_eq(list.item[0].casefile_id, 1);
	c = rows(1);
	ck_assert_int_eq(c.shipment.id, id);
	ck_assert_int_eq(c.casefile.problem, PROBLEM_LOST);
	ck_assert_str_eq(c.casefile.client, "Acme");
	ck_assert_msg(strstr(c.casefile.note, "watch 2026-11-23: No scan for longer than usual: "
					      "last real scan 2026-11-14"),
		      "%s", c.casefile.note);
	ck_assert_int_eq(c.nevents, 1);
	ck_assert_int_eq(c.npolls, 1);
	ck_assert_int_gt(c.nwindows, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(nothing_is_opened_twice)
{
	struct watch_list list, again;
	int opened;

	for (int i = 1; i <= 3; i++)
		put_parcel(a_parcel(i, 9, 0), POLL_UNCHANGED);
	list = watch(any);
	again = list; /* as a second process saw it */
	again.item = arena_array(&here.a, 3, sizeof *again.item);
	memcpy(again.item, list.item, 3 * sizeof *again.item);
	MUST(open_all(&opened, &list, NULL));
	ck_assert_int_eq(opened, 3);
	MUST(open_all(&opened, &again, NULL));
	ck_assert_int_eq(opened, 0);
	ck_assert_int_eq(again.item[0].casefile_id, 0);
	list = watch(any);
	ck_assert_int_eq(list.n, 0);
	ck_assert_int_eq(list.with_case, 3);
	MUST(open_all(&opened, &list, NULL));
	ck_assert_int_eq(opened, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile"), 3);
}
END_TEST

START_TEST(what_nobody_asked_for_and_what_is_too_late_is_not_opened)
{
	struct shipment s = a_parcel(1, -1, -1);
	struct watch_list list;
	int opened;

	put_parcel(s, POLL_NEW);
	s = a_parcel(2, 100, 0);
	s.mailed_on = s.accepted_on = here.moment.today - 101;
	put_parcel(s, POLL_UNCHANGED);
	list = watch(any);
	ck_assert_int_eq(list.n, 2);
	MUST(open_all(&opened, &list, NULL));
	ck_assert_int_eq(opened, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile"), 0);
}
END_TEST

START_TEST(each_case_is_whole_when_the_disk_fails_and_the_rest_follows_later)
{
	struct watch_list list;
	int opened = 0, all = 0;
	int64_t cases = 0;

	put_parcel(a_parcel(1, 9, 0), POLL_UNCHANGED);
	put_parcel(a_parcel(2, 9, 0), POLL_UNCHANGED);
	for (int n = 1; all < 2; n++) {
		ck_assert_int_lt(n, 500);
		list = watch(any);
		desk_fail_at(here.desk, n);
		if (open_all(&opened, &list, NULL) < 0)
			ck_assert_msg(strstr(here.err.text, "disk I/O error"), "%s", here.err.text);
		desk_fail_at(here.desk, 0);
		all += opened;
		cases = count_of("SELECT count(*) FROM casefile");
		ck_assert_int_eq(cases, all);
		ck_assert(verifies());
	}
	ck_assert_int_eq(cases, 2);
}
END_TEST

/* --- open TRACKING on a parcel that is watched --- */

START_TEST(opening_by_number_joins_the_watched_parcel_and_keeps_its_facts)
{
	struct case_facts facts = { .given = FACT_PROBLEM | FACT_CONTENTS,
				    .problem = PROBLEM_DELAYED,
				    .shipment = { .contents = "a lamp" } };
	struct shipment s = a_parcel(1, 9, 0);
	const char *warning;
	struct case_rows c;
	int64_t id, shipment;

	s.to_address = "A Roe\n1 Main St\nBoise, ID 83702";
	s.import_id = put_import(IMPORT_COMPLETE);
	shipment = put_parcel(s, POLL_UNCHANGED);
	put_scan(shipment, 9, STATUS_IN_TRANSIT, false);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &facts, false,
			   &here.err));
	c = rows(id);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 1);
	ck_assert_int_eq(c.shipment.id, shipment);
	ck_assert_str_eq(c.shipment.to_address, s.to_address);
	ck_assert_str_eq(c.shipment.service, "ground_advantage");
	ck_assert_str_eq(c.shipment.contents, "a lamp");
	ck_assert_int_eq(c.shipment.mailed_on, s.mailed_on);
	ck_assert_int_eq(c.shipment.value.cents, 12000);
	ck_assert_int_eq(c.shipment.status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(c.nevents, 1);
	ck_assert_int_eq(watch(any).with_case, 1);
}
END_TEST

START_TEST(opening_by_number_takes_the_parcel_out_of_an_import_that_is_not_complete)
{
	struct case_facts facts = { .given = FACT_PROBLEM };
	struct shipment s = a_parcel(1, 9, 0);
	const char *warning;
	int64_t id, shipment;

	s.import_id = put_import(IMPORT_UNDONE);
	put_parcel(s, POLL_UNCHANGED);
	s.import_id = put_import(IMPORT_RUNNING);
	shipment = put_parcel(s, POLL_UNCHANGED);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &facts, false,
			   &here.err));
	ck_assert_int_eq(rows(id).shipment.id, shipment);
	ck_assert_int_eq(rows(id).shipment.import_id, 0);
	ck_assert_int_eq(rows(id).shipment.value.cents, 12000);
	ck_assert_ptr_nonnull(strstr(warning, "import that is not complete"));
	ck_assert_int_eq(watch(any).with_case, 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(what_an_undone_import_brought_is_not_opened_from_an_old_list)
{
	struct shipment s = a_parcel(1, 9, 0);
	struct watch_list list;
	int opened;

	s.import_id = put_import(IMPORT_COMPLETE);
	put_parcel(s, POLL_UNCHANGED);
	list = watch(any);
	ck_assert_int_eq(list.count, 1);
	change("UPDATE import SET state='undone'");
	MUST(watch_open(&opened, &list, here.desk, &here.a, NULL, &here.err));
	ck_assert_int_eq(opened, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile"), 0);
}
END_TEST

Suite *watch_suite(void)
{
	Suite *s = suite_create("watch");
	TCase *t = tcase_create("watch");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_case_joins_its_shipment_with_problem_note_and_windows);
	tcase_add_test(t, nothing_is_opened_twice);
	tcase_add_test(t, what_nobody_asked_for_and_what_is_too_late_is_not_opened);
	tcase_add_test(t, each_case_is_whole_when_the_disk_fails_and_the_rest_follows_later);
	tcase_add_test(t, opening_by_number_joins_the_watched_parcel_and_keeps_its_facts);
	tcase_add_test(t, opening_by_number_takes_the_parcel_out_of_an_import_that_is_not_complete);
	tcase_add_test(t, what_an_undone_import_brought_is_not_opened_from_an_old_list);
	suite_add_tcase(s, t);
	return s;
}
