#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "ops/casefile_ops.h"
#include "ops/import_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/imports.h"
#include "store/place.h"

static struct import_report r;
static struct import_options o;

static void setup(void)
{
	place_desk();
	o = (struct import_options){ 0 };
	/* no maps of whoever runs the tests */
	setenv("XDG_CONFIG_HOME", here.dir, 1);
}

static int import(const char *text)
{
	o.path = put_text("parcels.csv", text);
	return import_run(&r, here.desk, &here.a, &o, &here.err);
}

static const char *parcel(int serial, const char *rest)
{
	return arena_printf(&here.a, "%s,%s\n", usps_number(serial), rest);
}

#define HEAD "tracking number,ship date,recipient,value,order\n"

static char *three(void)
{
	return arena_printf(&here.a, HEAD "%s%s%s", parcel(1, "2026-11-01,Ann,10.00,1"),
			    parcel(2, "2026-11-02,Bea,20.00,2"), parcel(3, "2026-11-03,Cy,,3"));
}

static int64_t seen_parcels(int serial)
{
	struct snap *snap;
	int64_t *ids;
	int n;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(shipments_of_number(&ids, &n, snap, &here.a, usps_number(serial), &here.err));
	desk_snap_end(snap);
	return n;
}

static char *versions(void)
{
	sqlite3 *db = raw_open(here.path);
	char *text = raw_text(db, "SELECT group_concat(version) FROM shipment");

	sqlite3_close(db);
	return text;
}

START_TEST(rows_become_parcels_and_the_file_again_changes_nothing)
{
	char *before;

	MUST(import(three()));
	ck_assert_int_eq(r.rows, 3);
	ck_assert_int_eq(r.created, 3);
	ck_assert_int_eq(r.merged + r.refused + r.skipped, 0);
	ck_assert_int_eq(seen_parcels(1), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE carrier='usps' AND "
				  "import_id=1 AND to_address IN('Ann','Bea','Cy')"),
			 3);
	ck_assert_int_eq(count_of("SELECT value_cents FROM shipment WHERE order_number='2'"), 2000);
	before = versions();
	MUST(import(three()));
	ck_assert_int_eq(r.merged, 3);
	ck_assert_int_eq(r.created + r.nconflicts + r.filled, 0);
	ck_assert_str_eq(versions(), before);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_dry_run_says_the_same_and_writes_nothing)
{
	char *before = dump_desk();

	o.dry_run = true;
	MUST(import(arena_printf(&here.a, "%s%s", three(), parcel(1, "2026-11-01,Ann,10.00,1"))));
	ck_assert_int_eq(r.created, 3);
	ck_assert_int_eq(r.merged, 1);
	ck_assert_int_eq(r.import_id, 0);
	ck_assert_ptr_null(r.refusals_file);
	ck_assert_str_eq(dump_desk(), before);
	ck_assert_int_eq(r.nitems, 4);
	ck_assert_int_eq(r.item[3].outcome, IMPORT_MERGED);
	ck_assert_int_eq(r.item[3].line, 5);
}
END_TEST

START_TEST(a_known_parcel_learns_what_was_missing_and_keeps_what_it_has)
{
	const struct case_facts facts = {
		.given = FACT_PROBLEM | FACT_VALUE,
		.problem = PROBLEM_LOST,
		.shipment = { .value = { 9900, "USD" } },
	};
	const char *warning;
	int64_t id, windows;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &facts, false,
			   &here.err));
	windows = count_of("SELECT count(*) FROM window WHERE closes_on IS NOT NULL");
	MUST(import(arena_printf(&here.a, "tracking number,ship date,recipient,value,service\n%s",
				 parcel(1, "2026-11-01,Ann,10.00,Ground Advantage"))));
	ck_assert_int_eq(r.merged, 1);
	ck_assert_int_eq(r.filled, 1);
	ck_assert_int_eq(r.nconflicts, 1);
	ck_assert_str_eq(r.conflict[0].field, "value");
	ck_assert_str_eq(r.conflict[0].here, "99.00 USD");
	ck_assert_str_eq(r.conflict[0].file, "10.00 USD");
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE to_address='Ann' AND "
				  "mailed_on=20758 AND value_cents=9900 AND import_id IS NULL"),
			 1);
	/* the case counts from the new date */
	ck_assert_int_gt(count_of("SELECT count(*) FROM window WHERE closes_on IS NOT NULL"),
			 windows);
	ck_assert_int_eq(count_of("SELECT count(*) FROM search_text WHERE words LIKE '%Ann%'"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_number_used_again_or_by_another_carrier_is_another_parcel)
{
	MUST(import(arena_printf(&here.a, "tracking number,ship date,carrier\n%s%s%s%s",
				 parcel(1, "2026-11-01,USPS"), parcel(1, "2026-11-20,USPS"),
				 parcel(1, "2026-02-01,USPS"),
				 parcel(1, "2026-11-01,Royal Mail"))));
	ck_assert_int_eq(r.created, 3);
	ck_assert_int_eq(r.merged, 1);
	ck_assert_int_eq(r.nconflicts, 1);
	ck_assert_str_eq(r.conflict[0].field, "mailed_on");
	/* and one without a date cannot be told */
	MUST(import(arena_printf(&here.a, "tracking number,carrier\n%s", parcel(1, "USPS"))));
	ck_assert_int_eq(r.refused, 1);
	ck_assert_ptr_nonnull(strstr(r.item[0].reason, "several parcels"));
}
END_TEST

START_TEST(several_numbers_in_a_cell_are_several_parcels_of_nobody_knows_which_value)
{
	MUST(import(arena_printf(&here.a, HEAD "\"%s, %s\",2026-11-01,Ann,10.00,7\n%s",
				 usps_number(1), usps_number(2),
				 parcel(2, "2026-11-01,Ann,10.00,7"))));
	ck_assert_int_eq(r.rows, 2);
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.parcels, 2);
	ck_assert_int_eq(r.merged, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE order_number='7'"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE value_cents IS NULL"), 1);
}
END_TEST

/* What a cell may hold instead of a number, and the words that say why it is refused. */
static const struct {
	const char *row, *words;
} refused[] = {
	{ "9.40551E+21,2026-11-01,,,", "spreadsheet" },
	{ "9405511899223190000000,2026-11-01,,,", "zeros behind digit 15" },
	{ ",2026-11-01,,,", "no tracking number" },
	{ "PICKUP,2026-11-01,,,", "no tracking number" },
	{ "1001,2026-11-01,,,", "no form of a carrier" },
	{ "9400111899223197428490,2026-02-30,,,", "no day" },
	{ "9400111899223197428490,soon,,,", "no date" },
	{ "9400111899223197428490,2026-11-01,a\x01z,,", "control character" },
	{ "9400111899223197428490,2026-11-01,a\x81z,,", "neither UTF-8" },
};

START_TEST(refused_rows_go_nowhere_when_that_is_asked_for)
{
	o.refusals = "";
	MUST(import(arena_printf(&here.a, HEAD "%s\n%s", refused[0].row,
				 parcel(1, "2026-11-01,=1+1,,1"))));
	ck_assert_int_eq(r.refused, 1);
	ck_assert_int_eq(r.created, 1);
	ck_assert_ptr_null(r.refusals_file);
	ck_assert_int_eq(access(in_place("parcels.csv.refused.csv"), F_OK), -1);
}
END_TEST

START_TEST(a_row_that_cannot_be_taken_goes_to_a_file_with_the_reason)
{
	char *text;
	size_t len;

	MUST(import(arena_printf(&here.a, HEAD "%s\n%s", refused[_i].row,
				 parcel(1, "2026-11-01,=1+1,,1"))));
	ck_assert_int_eq(r.refused, 1);
	ck_assert_int_eq(r.created, 1);
	ck_assert_msg(strstr(r.item[0].reason, refused[_i].words) != NULL, "%s", r.item[0].reason);
	ck_assert_ptr_nonnull(r.refusals_file);
	MUST(file_read(&text, &len, &here.a, r.refusals_file, 100000, &here.err));
	ck_assert_ptr_nonnull(strstr(text, "order,refused because,refused line"));
	ck_assert_ptr_nonnull(strstr(text, refused[_i].words));
	ck_assert(verifies());
}
END_TEST

START_TEST(the_refused_rows_corrected_are_taken_in_themselves)
{
	char *text, *at;
	size_t len;

	MUST(import(arena_printf(&here.a, HEAD "=\"%s\",soon,'=1+1,,1\n", usps_number(1))));
	ck_assert_int_eq(r.refused, 1);
	MUST(file_read(&text, &len, &here.a, r.refusals_file, 100000, &here.err));
	at = strstr(text, "soon");
	ck_assert_ptr_nonnull(at);
	text = arena_printf(&here.a, "%.*s2026-11-01%s", (int)(at - text), text, at + 4);
	MUST(import(text));
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.refused, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE to_address='=1+1'"), 1);
}
END_TEST

START_TEST(windows_1252_is_understood)
{
	MUST(import(arena_printf(&here.a, HEAD "%s", parcel(1, "2026-11-01,Zo\xeb \x80 Test,,1"))));
	ck_assert_int_eq(r.repaired, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE "
				  "to_address='Zo\xc3\xab \xe2\x82\xac Test'"),
			 1);
}
END_TEST

START_TEST(the_order_of_dates_is_decided_over_the_file)
{
	MUST(import(arena_printf(&here.a, HEAD "%s%s", parcel(1, "5/11/2026,,,"),
				 parcel(2, "23/11/2026,,,"))));
	ck_assert_int_eq(count_of("SELECT mailed_on FROM shipment WHERE id=1"), 20762);
	REFUSED(import(arena_printf(&here.a, HEAD "%s", parcel(3, "5/11/2026,,,"))), ERR_INPUT,
		"say which (--dates), mdy or dmy");
	REFUSED(import(arena_printf(&here.a, HEAD "%s%s", parcel(3, "13/11/2026,,,"),
				    parcel(4, "11/13/2026,,,"))),
		ERR_INPUT, "some dates");
	ck_assert_int_eq(count_of("SELECT count(*) FROM import"), 1);
	o.dates = DATE_MDY;
	MUST(import(arena_printf(&here.a, HEAD "%s%s", parcel(3, "5/11/2026,,,"),
				 parcel(4, "13/11/2026,,,"))));
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.refused, 1);
	ck_assert_int_eq(count_of("SELECT mailed_on FROM shipment WHERE id=3"), 20584);
}
END_TEST

START_TEST(a_file_that_no_map_knows_is_refused_before_anything_is_written)
{
	REFUSED(import("a,b\n1,2\n"), ERR_INPUT, "a, b");
	REFUSED(import(""), ERR_INPUT, "empty");
	REFUSED(import(HEAD), ERR_INPUT, "no rows");
	REFUSED(import(HEAD "\"open\n"), ERR_INPUT, "never closed");
	o.map = "nosuch";
	REFUSED(import(three()), ERR_INPUT, "pirate_ship");
	o.map = "usps-eps";
	REFUSED(import(three()), ERR_INPUT, "no such heading");
	o.map = NULL;
	o.carrier = "nobody";
	REFUSED(import(three()), ERR_INPUT, "not known");
	o.path = in_place("absent.csv");
	REFUSED(import_run(&r, here.desk, &here.a, &o, &here.err), ERR_NOT_FOUND, "absent.csv");
	ck_assert_int_eq(count_of("SELECT count(*) FROM import"), 0);
}
END_TEST

START_TEST(a_users_own_map_is_found_by_its_headings)
{
	MUST(file_make_dirs(in_place("waylaid/maps"), &here.err));
	put_text("waylaid/maps/shop.ini",
		 "[map]\nknown_by=Parcel No\n[columns]\ntracking_number=Parcel No\n"
		 "[constants]\ncarrier=dhl\nlabel_source=Shop\n");
	MUST(import(arena_printf(&here.a, "Parcel No\n%s\n", usps_number(1))));
	ck_assert_str_eq(r.map, "shop");
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE label_source='Shop'"), 1);
	put_text("waylaid/maps/shop.ini", "[nonsense]\n x=1\n");
	REFUSED(import(three()), ERR_INPUT, "no section");
}
END_TEST

#define TRACKED "tracking number,ship date,tracking status,tracking info,tracking date\n"

START_TEST(a_tracking_status_refreshes_the_parcel_and_is_kept_as_an_event)
{
	MUST(import(arena_printf(&here.a, TRACKED "%s%s",
				 parcel(1, "2026-11-01,In Transit,Arrived at USPS Facility,"
					   "\"November 3, 2026 8:12 AM\""),
				 parcel(2, "2026-11-01,in transit,,"))));
	ck_assert_int_eq(r.events, 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE status='in_transit'"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event WHERE source='csv' AND "
				  "occurred_at_local='2026-11-03T08:12:00' AND is_scan"),
			 1);
	MUST(import(
		arena_printf(&here.a, TRACKED "%s%s",
			     parcel(1, "2026-11-01,Delivered,\"Delivered, Left with Individual\","
				       "\"November 5, 2026 1:44 PM\""),
			     parcel(2, "2026-11-01,Delivered,,"))));
	ck_assert_int_eq(r.merged, 2);
	ck_assert_int_eq(r.events, 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE status='delivered'"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE delivered_on=20762"), 1);
	/* an older export takes nothing back */
	MUST(import(arena_printf(&here.a, TRACKED "%s%s",
				 parcel(1, "2026-11-01,In Transit,Arrived at USPS Facility,"
					   "\"November 3, 2026 8:12 AM\""),
				 parcel(2, "2026-11-01,in transit,,"))));
	ck_assert_int_eq(r.events, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE status='delivered'"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_import_is_taken_back_as_one_and_may_come_again)
{
	struct import_undone u;
	const char *done;

	MUST(import(three()));
	MUST(import_undo(&u, here.desk, &here.a, 1, false, &here.err));
	ck_assert_int_eq(u.parcels, 3);
	ck_assert_int_eq(seen_parcels(1) + seen_parcels(2) + seen_parcels(3), 0);
	REFUSED(import_undo(&u, here.desk, &here.a, 1, false, &here.err), ERR_STATE, "already");
	REFUSED(import_undo(&u, here.desk, &here.a, 9, false, &here.err), ERR_NOT_FOUND,
		"shipments 9");
	MUST(import(three()));
	ck_assert_int_eq(r.created, 3);
	ck_assert_int_eq(r.import_id, 2);
	ck_assert_int_eq(seen_parcels(1), 1);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_ptr_nonnull(strstr(done, "import 2"));
	ck_assert_int_eq(seen_parcels(1), 0);
	REFUSED(desk_undo(&done, here.desk, &here.a, &here.err), ERR_NOT_FOUND, "nothing of yours");
	ck_assert(verifies());
}
END_TEST

START_TEST(taking_it_back_empties_what_it_filled_unless_that_was_changed_since)
{
	const struct case_facts lost = { .given = FACT_PROBLEM, .problem = PROBLEM_LOST };
	const struct case_facts changed = { .given = FACT_TO, .shipment = { .to_address = "Dee" } };
	struct import_undone u;
	const char *warning;
	int64_t id;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &lost, false,
			   &here.err));
	MUST(import(three()));
	ck_assert_int_eq(r.filled, 1);
	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &changed, &here.err));
	MUST(import_undo(&u, here.desk, &here.a, 1, false, &here.err));
	ck_assert_int_eq(u.emptied, 3); /* ship date, value, order */
	ck_assert_int_eq(u.kept, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment WHERE id=1 AND to_address='Dee' "
				  "AND mailed_on IS NULL AND value_cents IS NULL AND order_number "
				  "IS NULL"),
			 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(with_a_case_or_news_on_its_parcels_it_is_not_taken_back_silently)
{
	const struct case_facts lost = { .given = FACT_PROBLEM, .problem = PROBLEM_LOST };
	struct event e = { .occurred_at = 1795000000,
			   .occurred_at_local = "2026-11-18T10:00:00",
			   .text = "Accepted",
			   .status = STATUS_IN_TRANSIT,
			   .is_scan = true };
	struct reading reading = { .shipment_id = 2,
				   .outcome = POLL_NEW,
				   .event = &e,
				   .nevents = 1,
				   .expected_on = DAY_NONE };
	struct import_undone u;
	struct tracked *t;
	const char *warning;
	int64_t id;

	MUST(import(three()));
	MUST(tracking_record(&t, here.desk, &here.a,
			     &(struct answered){ .reading = &reading, .nreadings = 1 }, 1,
			     SOURCE_API, &here.err));
	REFUSED(import_undo(&u, here.desk, &here.a, 1, false, &here.err), ERR_STATE, "--anyway");
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &lost, false,
			   &here.err));
	REFUSED(import_undo(&u, here.desk, &here.a, 1, true, &here.err), ERR_STATE,
		"cases on its parcels (1)");
	ck_assert_int_eq(seen_parcels(3), 1);
}
END_TEST

START_TEST(a_parcel_that_is_opened_while_its_import_runs_is_there_once)
{
	const struct case_facts facts = { .given = FACT_PROBLEM, .problem = PROBLEM_LOST };
	char *text = arena_printf(&here.a, "%s%s", three(), parcel(1, "2026-11-01,Ann,10.00,1"));
	const char *warning;
	int64_t id;

	MUST(import(text));
	change("UPDATE import SET state='running',rows_read=3"); /* cut off before the last row */
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &facts, false,
			   &here.err));
	MUST(import(text));
	ck_assert(r.resumed);
	ck_assert_int_eq(r.refused + r.nconflicts, 0);
	ck_assert_int_eq(seen_parcels(1), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 3);
	ck_assert_int_eq(count_of("SELECT s.value_cents FROM shipment s JOIN casefile c ON "
				  "c.shipment_id=s.id"),
			 1000);
	ck_assert_int_eq(seen_parcels(2) + seen_parcels(3), 2);
}
END_TEST

START_TEST(two_imports_at_once_wait_for_each_other)
{
	struct desk *other;
	const struct desk_options options = { .path = here.path, .moment = here.moment };
	struct import_undone u;

	MUST(import(three()));
	MUST(desk_open(&other, &options, &here.err));
	MUST(import_lock(other->store, &here.err));
	REFUSED(import(three()), ERR_BUSY, "another import");
	REFUSED(import_undo(&u, here.desk, &here.a, 1, false, &here.err), ERR_BUSY, "another");
	desk_close(other);
	MUST(import(three()));
}
END_TEST

static char *many(int rows)
{
	struct buf b;
	char *text;

	buf_init(&b, 1024 * 1024);
	buf_puts(&b, TRACKED);
	for (int i = 1; i <= rows; i++)
		buf_printf(&b, "%s,%s,%s,,\n", usps_number(i), i % 50 ? "2026-11-01" : "soon",
			   i % 3 ? "" : "in transit");
	text = arena_strdup(&here.a, b.at);
	buf_release(&b);
	return text;
}

/*
 * The first, second, third ... step fails as a disk would, over several transactions: nothing of
 * the import is seen, and the same file given again makes it whole, with no parcel twice.
 */
START_TEST(an_import_that_was_cut_off_goes_on_and_nothing_comes_twice)
{
	char *text = many(1700);
	int failed = 0;

	for (int n = 1;; n += n < 40 ? 1 : 311) {
		here.err = (struct err){ 0 };
		desk_fail_at(here.desk, n);
		if (import(text) == 0)
			break;
		desk_fail_at(here.desk, 0);
		failed++;
		ck_assert_int_eq(here.err.code, ERR_FAILED);
		ck_assert_int_eq(seen_parcels(1) + seen_parcels(1699), 0);
		ck_assert(!file_exists(in_place("parcels.csv.refused.csv")));
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(failed, 40);
	ck_assert_int_eq(r.rows, 1700);
	ck_assert_int_eq(r.created, 1666);
	ck_assert_int_eq(r.refused, 34);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 1666);
	ck_assert_int_eq(count_of("SELECT count(*) FROM import WHERE state='complete' AND "
				  "rows_created=1666 AND rows_refused=34 AND rows_read=1700"),
			 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 555);
	ck_assert_int_eq(seen_parcels(1), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(taking_back_that_was_cut_off_goes_on)
{
	struct import_undone u;
	int n;

	open_lost(1);
	MUST(import(three()));
	for (n = 1; n < 200; n++) {
		here.err = (struct err){ 0 };
		desk_fail_at(here.desk, n);
		if (import_undo(&u, here.desk, &here.a, 1, false, &here.err) == 0)
			break;
		desk_fail_at(here.desk, 0);
		ck_assert_int_eq(here.err.code, ERR_FAILED);
	}
	desk_fail_at(here.desk, 0);
	ck_assert_int_gt(n, 5);
	ck_assert_int_lt(n, 200);
	ck_assert_int_eq(seen_parcels(2), 0);
	ck_assert_int_eq(
		count_of("SELECT count(*) FROM shipment WHERE id=1 AND to_address IS NULL"), 1);
	ck_assert(verifies());
}
END_TEST

Suite *shipment_import_suite(void)
{
	Suite *s = suite_create("shipment_import");
	TCase *t = tcase_create("shipment_import");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, rows_become_parcels_and_the_file_again_changes_nothing);
	tcase_add_test(t, a_dry_run_says_the_same_and_writes_nothing);
	tcase_add_test(t, a_known_parcel_learns_what_was_missing_and_keeps_what_it_has);
	tcase_add_test(t, a_number_used_again_or_by_another_carrier_is_another_parcel);
	tcase_add_test(t,
		       several_numbers_in_a_cell_are_several_parcels_of_nobody_knows_which_value);
	tcase_add_loop_test(t, a_row_that_cannot_be_taken_goes_to_a_file_with_the_reason, 0,
			    sizeof refused / sizeof *refused);
	tcase_add_test(t, the_refused_rows_corrected_are_taken_in_themselves);
	tcase_add_test(t, windows_1252_is_understood);
	tcase_add_test(t, the_order_of_dates_is_decided_over_the_file);
	tcase_add_test(t, a_file_that_no_map_knows_is_refused_before_anything_is_written);
	tcase_add_test(t, a_users_own_map_is_found_by_its_headings);
	tcase_add_test(t, a_tracking_status_refreshes_the_parcel_and_is_kept_as_an_event);
	tcase_add_test(t, an_import_is_taken_back_as_one_and_may_come_again);
	tcase_add_test(t, taking_it_back_empties_what_it_filled_unless_that_was_changed_since);
	tcase_add_test(t, with_a_case_or_news_on_its_parcels_it_is_not_taken_back_silently);
	tcase_add_test(t, refused_rows_go_nowhere_when_that_is_asked_for);
	tcase_add_test(t, a_parcel_that_is_opened_while_its_import_runs_is_there_once);
	tcase_add_test(t, two_imports_at_once_wait_for_each_other);
	tcase_add_test(t, an_import_that_was_cut_off_goes_on_and_nothing_comes_twice);
	tcase_add_test(t, taking_back_that_was_cut_off_goes_on);
	suite_add_tcase(s, t);
	return s;
}
