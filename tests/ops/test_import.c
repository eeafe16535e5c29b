#include <string.h>

#include "ops/casefile_ops.h"
#include "ops/events_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

/* Saved answers of the documented shapes, with made-up values. */

static struct events_report r;

static char *v3_of(const char *number)
{
	return arena_printf(
		&here.a,
		"{\"trackingNumber\":\"%s\",\"mailClass\":\"USPS Ground "
		"Advantage<SUP>&#153;</SUP>\","
		"\"status\":\"Arrived at USPS Regional Facility\",\"statusCategory\":\"In "
		"Transit\","
		"\"trackingEvents\":["
		"{\"eventType\":\"Arrived at USPS Regional Facility\",\"eventCode\":\"10\","
		"\"eventTimestamp\":\"2026-11-05T22:41:00\","
		"\"GMTTimestamp\":\"2026-11-06T04:41:00Z\","
		"\"GMTOffset\":\"-06:00\",\"eventCity\":\"MEMPHIS TN DISTRIBUTION CENTER\"},"
		"{\"eventType\":\"USPS in possession of item\",\"eventCode\":\"03\","
		"\"eventTimestamp\":\"2026-11-03T16:02:00\","
		"\"GMTTimestamp\":\"2026-11-03T22:02:00Z\","
		"\"GMTOffset\":\"-06:00\",\"eventCity\":\"TUPELO\",\"eventState\":\"MS\","
		"\"eventZIP\":\"38801\"}]}",
		number);
}

static char *v3r2_of(const char *one, const char *other)
{
	return arena_printf(
		&here.a,
		"[{\"trackingNumber\":\"%s\",\"status\":\"Delivered, Left with Individual\","
		"\"statusCategory\":\"Delivered\",\"trackingEvents\":[{\"eventType\":"
		"\"Delivered, Left with Individual\",\"eventCode\":\"01\",\"eventTimestamp\":"
		"\"2026-11-22T13:44:12-05:00\",\"eventCity\":\"OXFORD\",\"eventState\":\"MS\","
		"\"eventZIPCode\":\"38655\"}]},"
		"{\"trackingNumber\":\"%s\",\"statusCode\":\"404\",\"error\":{\"code\":\"404\","
		"\"message\":\"Tracking is not available for this item.\"}}]",
		one, other);
}

static int import(const char *text)
{
	return events_import(&r, here.desk, &here.a, put_text("saved.json", text), NULL, &here.err);
}

/* FedEx, in the shape of its track answer. */
static char *fedex_of(const char *number)
{
	return arena_printf(
		&here.a,
		"{\"output\":{\"completeTrackResults\":[{\"trackingNumber\":\"%s\","
		"\"trackResults\":[{\"trackingNumberInfo\":{\"trackingNumber\":\"%s\"},"
		"\"latestStatusDetail\":{\"code\":\"IT\",\"description\":\"In transit\"},"
		"\"scanEvents\":[{\"date\":\"2026-11-05T08:12:00-06:00\",\"eventType\":\"DP\","
		"\"eventDescription\":\"Left FedEx origin facility\",\"scanLocation\":{\"city\":"
		"\"MEMPHIS\",\"stateOrProvinceCode\":\"TN\",\"countryCode\":\"US\"}}]}]}]}}",
		number, number);
}

START_TEST(any_carriers_answer_is_read_and_only_its_own_parcels_are_touched)
{
	const struct case_facts lost = { .given = FACT_PROBLEM, .problem = PROBLEM_LOST };
	const char *number = "790535312317", *warning;
	int64_t id;

	open_lost(1);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, number, &lost, false, &here.err));
	MUST(import(fedex_of(number)));
	ck_assert_str_eq(r.by->code, "fedex");
	ck_assert_int_eq(r.created, 1);
	MUST(import(fedex_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	ck_assert_int_eq(r.nunknown, 1);
	REFUSED(events_import(&r, here.desk, &here.a, put_text("a.json", fedex_of(number)), "usps",
			      &here.err),
		ERR_INPUT, "");
	REFUSED(events_import(&r, here.desk, &here.a, put_text("a.json", fedex_of(number)), "gls",
			      &here.err),
		ERR_INPUT, "cannot be read");
	REFUSED(import("{\"hello\":\"world\"}"), ERR_INPUT, "no saved answer of USPS");
}
END_TEST

START_TEST(one_saved_answer_is_read_like_a_live_one)
{
	struct case_rows c;
	struct snap *snap;

	open_lost(1);
	MUST(import(v3_of(usps_number(1))));
	ck_assert_int_eq(r.rows, 1);
	ck_assert_int_eq(r.created, 2);
	ck_assert_int_eq(r.refused, 0);
	ck_assert_int_eq(r.ntracked, 1);
	ck_assert_int_eq(r.tracked[0].outcome, POLL_NEW);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, 1, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(c.shipment.status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(c.shipment.accepted_on, day_of(2026, 11, 3));
	ck_assert_int_eq(c.event[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_int_eq(c.poll[0].source, SOURCE_SAVED_ANSWER);
	ck_assert_int_eq(count_of("SELECT rows_created FROM import WHERE state='complete' AND "
				  "name='saved.json' AND length(sha256)=64"),
			 2);
	MUST(import(v3_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	ck_assert_int_eq(r.tracked[0].outcome, POLL_UNCHANGED);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_batch_is_read_and_unknown_numbers_are_named)
{
	open_lost(1);
	open_lost(2);
	MUST(import(v3r2_of(usps_number(2), usps_number(77))));
	ck_assert_int_eq(r.rows, 2);
	ck_assert_int_eq(r.refused, 1);
	ck_assert_int_eq(r.nunknown, 1);
	ck_assert_str_eq(r.unknown[0], usps_number(77));
	ck_assert_int_eq(r.tracked[0].status, STATUS_DELIVERED);
	ck_assert_int_eq(r.tracked[0].casefile_id, 2);
	MUST(import(v3r2_of(usps_number(2), usps_number(1))));
	ck_assert_int_eq(r.tracked[1].outcome, POLL_NOT_FOUND);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_file_of_strangers_alone_is_noted)
{
	MUST(import(v3_of(usps_number(5))));
	ck_assert_int_eq(r.ntracked, 0);
	ck_assert_int_eq(r.nunknown, 1);
	ck_assert_int_eq(count_of("SELECT rows_refused FROM import"), 1);
	ck_assert(verifies());
}
END_TEST

/* "1" in a file is a tracking number, not our case 1. */
START_TEST(a_number_in_a_file_is_never_taken_for_a_case)
{
	char *before;

	open_lost(1);
	before = case_json(1);
	MUST(import(v3_of("1")));
	ck_assert_int_eq(r.nunknown, 1);
	MUST(import(v3_of("#1")));
	ck_assert_int_eq(r.nunknown, 1);
	ck_assert_str_eq(case_json(1), before);
}
END_TEST

START_TEST(more_than_a_batch_comes_in_whole)
{
	enum { N = 230 };
	char *list = arena_strdup(&here.a, "[");

	for (int i = 1; i <= N; i++) {
		open_lost(i);
		list = arena_printf(&here.a, "%s%s%s", list, i > 1 ? "," : "",
				    v3_of(usps_number(i)));
	}
	MUST(import(arena_printf(&here.a, "%s]", list)));
	ck_assert_int_eq(r.ntracked, N);
	ck_assert_int_eq(r.created, 2 * N);
	for (int i = 0; i < N; i++)
		ck_assert_int_eq(r.tracked[i].shipment_id, i + 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM poll"), N);
	ck_assert(verifies());
}
END_TEST

START_TEST(what_is_no_saved_answer_is_refused_and_nothing_is_noted)
{
	char *before;

	open_lost(1);
	before = dump_desk();
	REFUSED(import("<html>"), ERR_INPUT, "saved.json");
	REFUSED(import(""), ERR_INPUT, "saved.json");
	REFUSED(import("{\"shipments\":[]}"), ERR_INPUT, "saved.json");
	REFUSED(events_import(&r, here.desk, &here.a, in_place("none"), NULL, &here.err),
		ERR_NOT_FOUND, "");
	REFUSED(events_import(&r, here.desk, &here.a, here.dir, NULL, &here.err), ERR_INPUT,
		"folder");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

Suite *import_suite(void)
{
	Suite *s = suite_create("import");
	TCase *t = tcase_create("import");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, any_carriers_answer_is_read_and_only_its_own_parcels_are_touched);
	tcase_add_test(t, one_saved_answer_is_read_like_a_live_one);
	tcase_add_test(t, a_batch_is_read_and_unknown_numbers_are_named);
	tcase_add_test(t, a_file_of_strangers_alone_is_noted);
	tcase_add_test(t, a_number_in_a_file_is_never_taken_for_a_case);
	tcase_add_test(t, more_than_a_batch_comes_in_whole);
	tcase_add_test(t, what_is_no_saved_answer_is_refused_and_nothing_is_noted);
	suite_add_tcase(s, t);
	return s;
}
