#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "ops/events_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

static struct events_report r;

/* What is told of parcel 1 by each way: the same scan, delivered at 13:44. */
static char *page_of(const char *number)
{
	return arena_printf(&here.a,
			    "USPS Tracking\nTracking Number:\n%s\nDelivered, Front Door/Porch\n"
			    "OXFORD, MS 38655\nNovember 22, 2026, 1:44 pm\nOut for Delivery\n"
			    "OXFORD, MS 38655\nNovember 22, 2026, 6:10 am\n",
			    number);
}

static char *csv_of(const char *number)
{
	return arena_printf(&here.a,
			    "Tracking Number,Date,Status,Location\n%s,11/22/2026 1:44 PM,DELIVERED "
			    "FRONT DOOR/PORCH,\"Oxford, MS\"\n",
			    number);
}

static char *notice_of(const char *number)
{
	return arena_printf(
		&here.a,
		"{\"event\":\"tracking_update\",\"msg\":{\"tracking_number\":\"%s\","
		"\"slug\":\"usps\",\"tag\":\"Delivered\",\"checkpoints\":[{\"message\":"
		"\"Delivered, Front Door/Porch\",\"checkpoint_time\":\"2026-11-22T13:44:12"
		"\",\"location\":\"OXFORD, MS, USA\",\"tag\":\"Delivered\"}]}}",
		number);
}

static char *mail_of(const char *number)
{
	return arena_printf(
		&here.a,
		"From: auto-reply@usps.com\nSubject: USPS Item Delivered %s\nContent-Type: "
		"text/html\n\n<p>Your item was delivered at the front door at 1:44 pm on November "
		"22, 2026 in OXFORD, MS 38655.</p><p>Tracking Number: %s</p><p>Delivered, Front "
		"Door/Porch</p>\n",
		number, number);
}

static char *answer_of(const char *number)
{
	return arena_printf(
		&here.a,
		"{\"trackingNumber\":\"%s\",\"status\":\"Delivered, Front Door/Porch\","
		"\"statusCategory\":\"Delivered\",\"trackingEvents\":[{\"eventType\":\"Delivered, "
		"Front Door/Porch\",\"eventCode\":\"01\","
		"\"eventTimestamp\":\"2026-11-22T13:44:12\","
		"\"GMTTimestamp\":\"2026-11-22T19:44:12Z\",\"eventCity\":\"OXFORD\",\"eventState\":"
		"\"MS\",\"eventZIP\":\"38655\"}]}",
		number);
}

static int take(const char *text, struct events_given given)
{
	given.name = "file";
	given.bytes = text;
	given.len = strlen(text);
	given.decoder = WAYLAID_DECODE;
	return events_take(&r, here.desk, &here.a, &given, &here.err);
}

static int take_plain(const char *text)
{
	return take(text, (struct events_given){ 0 });
}

static struct shipment shipment_1(void)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, 1, &here.err));
	desk_snap_end(snap);
	return c.shipment;
}

START_TEST(each_way_keeps_its_source)
{
	static const struct {
		char *(*text)(const char *);
		const char *format, *source;
	} ways[] = { { page_of, "page", "pasted" },
		     { csv_of, "csv", "csv" },
		     { notice_of, "notice", "notice" },
		     { mail_of, "email", "email" },
		     { answer_of, "usps", "saved_answer" } };

	open_lost(1);
	MUST(take_plain(ways[_i].text(usps_number(1))));
	ck_assert_str_eq(r.format, ways[_i].format);
	ck_assert_str_eq(source_names[r.source], ways[_i].source);
	ck_assert_int_gt(r.created, 0);
	ck_assert_int_eq(
		count_of(arena_printf(&here.a, "SELECT count(*) FROM event WHERE source='%s'",
				      ways[_i].source)),
		r.created);
	ck_assert_int_eq(count_of("SELECT count(*) FROM import WHERE state='complete'"), 1);
	MUST(take_plain(ways[_i].text(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	ck_assert_int_eq(r.tracked[0].outcome, POLL_UNCHANGED);
	ck_assert(verifies());
}
END_TEST

START_TEST(the_same_scan_by_another_way_is_known)
{
	open_lost(1);
	MUST(take_plain(answer_of(usps_number(1))));
	ck_assert_int_eq(r.created, 1);
	MUST(take_plain(csv_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	MUST(take_plain(notice_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	MUST(take_plain(mail_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	MUST(take_plain(page_of(usps_number(1))));
	ck_assert_int_eq(r.created, 1); /* out for delivery alone */
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event WHERE source='pasted' AND "
				  "status='out_for_delivery' AND occurred_at IS NULL"),
			 1);
}
END_TEST

START_TEST(the_carriers_own_word_takes_the_place_of_what_was_told)
{
	open_lost(1);
	MUST(take_plain(mail_of(usps_number(1))));
	ck_assert_int_eq(shipment_1().delivered_on, DAY_NONE);
	MUST(take_plain(page_of(usps_number(1))));
	ck_assert_int_eq(r.created, 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(shipment_1().delivered_on, day_of(2026, 11, 22));
	MUST(take_plain(answer_of(usps_number(1))));
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event WHERE source='saved_answer' AND "
				  "code='01' AND occurred_at IS NOT NULL AND is_scan=1 AND "
				  "poll_id=(SELECT max(id) FROM poll)"),
			 1);
	ck_assert_int_ne(shipment_1().delivered_at, INSTANT_NONE);
	MUST(take_plain(answer_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	ck_assert(verifies());
}
END_TEST

/* What a platform's report says: the day alone, and no place. */
static char *report_of(const char *number)
{
	return arena_printf(&here.a,
			    "Tracking Number,Date,Status\n%s,11/22/2026,\"Delivered, Front "
			    "Door/Porch\"\n",
			    number);
}

START_TEST(a_finer_word_takes_the_place_of_a_coarse_one_and_not_the_other_way)
{
	open_lost(1);
	MUST(take_plain(report_of(usps_number(1))));
	ck_assert_int_eq(r.created, 1);
	MUST(take_plain(page_of(usps_number(1))));
	ck_assert_int_eq(r.created, 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event WHERE source='pasted' AND "
				  "status='delivered' AND place='OXFORD, MS 38655' AND "
				  "occurred_at_local LIKE '2026-11-22T13:44%'"),
			 1);
	MUST(take_plain(report_of(usps_number(1))));
	ck_assert_int_eq(r.created, 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_mail_is_a_hint_and_gives_no_day_of_delivery)
{
	struct shipment s;

	open_lost(1);
	MUST(take_plain(mail_of(usps_number(1))));
	s = shipment_1();
	ck_assert_int_eq(s.status, STATUS_DELIVERED);
	ck_assert_int_eq(s.delivered_on, DAY_NONE);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
	ck_assert_ptr_nonnull(strstr(r.tracked[0].message, "a hint"));
	MUST(take_plain(
		arena_printf(&here.a,
			     "{\"trackingNumber\":\"%s\",\"status\":\"Arrived at USPS "
			     "Facility\",\"trackingEvents\":[{\"eventType\":\"Arrived at USPS "
			     "Facility\",\"eventCode\":\"A1\",\"eventTimestamp\":"
			     "\"2026-11-20T10:00:00\"}]}",
			     usps_number(1))));
	ck_assert_int_eq(shipment_1().status, STATUS_IN_TRANSIT);
}
END_TEST

START_TEST(a_mail_does_not_move_an_expected_day_that_is_known)
{
	char *mail = arena_printf(&here.a,
				  "From: auto-reply@usps.com\nSubject: x\n\nYour item is out for "
				  "delivery on November 22, 2026 at 6:10 am in OXFORD, MS 38655.\n"
				  "Expected Delivery on November 25, 2026\n%s\n",
				  usps_number(1));

	open_lost(1);
	MUST(take_plain(mail));
	ck_assert_int_eq(shipment_1().expected_on, day_of(2026, 11, 25));
	change(arena_printf(&here.a, "UPDATE shipment SET expected_on=%d",
			    (int)day_of(2026, 11, 10)));
	mail = arena_printf(&here.a, "%s\nDelivered\n", mail);
	MUST(take_plain(mail));
	ck_assert_int_eq(shipment_1().expected_on, day_of(2026, 11, 10));
}
END_TEST

START_TEST(a_dry_run_says_what_would_come_and_writes_nothing)
{
	char *before;

	open_lost(1);
	MUST(take_plain(csv_of(usps_number(1))));
	before = dump_desk();
	MUST(take(page_of(usps_number(1)), (struct events_given){ .dry_run = true }));
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.fresh[0].n, 1);
	ck_assert_str_eq(r.fresh[0].event[0].text, "Out for Delivery");
	ck_assert_int_eq(r.tracked[0].casefile_id, 1);
	MUST(take(answer_of(usps_number(1)), (struct events_given){ .dry_run = true }));
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(text_without_a_number_is_of_the_parcel_that_is_named)
{
	const char *text = "Out for Delivery\nOXFORD, MS 38655\nNovember 22, 2026, 6:10 am\n";

	open_lost(1);
	open_lost(2);
	REFUSED(take_plain(text), ERR_INPUT, "--number or --case");
	MUST(take(text, (struct events_given){ .casefile_id = 2 }));
	ck_assert_int_eq(r.tracked[0].casefile_id, 2);
	MUST(take(text, (struct events_given){ .number = usps_number(1) }));
	ck_assert_int_eq(r.tracked[0].casefile_id, 1);
	MUST(take("When,Scan\n2026-11-21 09:00,Accepted\n",
		  (struct events_given){ .casefile_id = 1 }));
	ck_assert_int_eq(r.created, 1);
	REFUSED(take(text, (struct events_given){ .number = usps_number(9) }), ERR_NOT_FOUND, "");
	REFUSED(take(text, (struct events_given){ .casefile_id = 99 }), ERR_NOT_FOUND, "");
}
END_TEST

START_TEST(a_page_of_another_parcel_is_not_taken_for_the_one_named)
{
	open_lost(1);
	open_lost(2);
	REFUSED(take(page_of(usps_number(2)), (struct events_given){ .casefile_id = 1 }), ERR_INPUT,
		"it is about");
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 0);
}
END_TEST

START_TEST(refused_rows_are_listed_with_line_and_reason)
{
	struct buf b;
	char *text = arena_printf(&here.a,
				  "Tracking Number,Date,Status\n%s,2026-11-22,Delivered\n"
				  "%s,2026-11-22,Delivered\n9.4001E+21,2026-11-22,Delivered\n"
				  "%s,,\n",
				  usps_number(1), usps_number(2), usps_number(1));

	open_lost(1);
	MUST(take_plain(text));
	ck_assert_int_eq(r.rows, 4);
	ck_assert_int_eq(r.created, 1);
	ck_assert_int_eq(r.refused, 3);
	ck_assert_int_eq(r.nunknown, 1);
	ck_assert_int_eq(r.nrefusals, 3);
	buf_init(&b, 65536);
	events_refusals(&b, &r);
	ck_assert_ptr_nonnull(strstr(b.at, "Tracking Number,Date,Status,line,reason\r\n"));
	ck_assert_ptr_nonnull(strstr(b.at, ",3,"));
	ck_assert_ptr_nonnull(strstr(b.at, "no parcel"));
	buf_release(&b);
	ck_assert_int_eq(count_of("SELECT rows_refused FROM import"), 3);
}
END_TEST

START_TEST(a_map_says_which_column_is_what)
{
	const char *text =
		arena_printf(&here.a, "Nr;Tag;Was\n%s;05.11.2026;Delivered\n", usps_number(1));
	struct events_given given = { .map = put_text("map.ini",
						      "[events]\nnumber = Nr\nwhen = Tag\n"
						      "text = Was\ndates = day-first\n") };

	open_lost(1);
	REFUSED(take(text, (struct events_given){ .format = "csv" }), ERR_INPUT, "no table");
	MUST(take(text, given));
	ck_assert_int_eq(r.created, 1);
	given.map = put_text("bad.ini", "[events]\nnumbre = Nr\n");
	REFUSED(take(text, given), ERR_INPUT, "'numbre' is no field");
	given.map = put_text("bad.ini", "[events]\ndates = random\n");
	REFUSED(take(text, given), ERR_INPUT, "month-first");
	given.map = in_place("none.ini");
	REFUSED(take(text, given), ERR_NOT_FOUND, "no such map");
}
END_TEST

START_TEST(a_strangers_parcel_of_the_same_digits_is_left_alone)
{
	char *ups_notice =
		arena_printf(&here.a,
			     "{\"event\":\"tracking_update\",\"msg\":{\"tracking_number\":"
			     "\"%s\",\"slug\":\"ups\",\"checkpoints\":[{\"message\":"
			     "\"Delivered\",\"checkpoint_time\":\"2026-11-22T13:44:12\"}]}}",
			     usps_number(1));

	open_lost(1);
	MUST(take_plain(ups_notice));
	ck_assert_int_eq(r.nunknown, 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), 0);
}
END_TEST

START_TEST(every_wrong_thing_has_its_words)
{
	char *before;

	open_lost(1);
	before = dump_desk();
	REFUSED(take_plain(""), ERR_INPUT, "empty");
	REFUSED(take_plain("hello"), ERR_INPUT, "no history");
	REFUSED(take_plain("{}"), ERR_INPUT, "no saved answer");
	REFUSED(take("{}", (struct events_given){ .format = "notice" }), ERR_INPUT,
		"no push notice");
	REFUSED(take("hello", (struct events_given){ .format = "csv" }), ERR_INPUT, "no table");
	REFUSED(take(page_of(usps_number(1)), (struct events_given){ .format = "usps" }), ERR_INPUT,
		"not a saved answer");
	REFUSED(take("From: a@b.example\nSubject: x\n\nhello", (struct events_given){ 0 }),
		ERR_INPUT, "does not say what became");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(a_decoder_that_is_not_there_is_said)
{
	struct events_given given = { .name = "m.eml", .bytes = mail_of(usps_number(1)) };

	given.len = strlen(given.bytes);
	open_lost(1);
	REFUSED(events_take(&r, here.desk, &here.a, &given, &here.err), ERR_FAILED,
		"cannot be opened");
	given.decoder = "/nowhere/waylaid-decode";
	REFUSED(events_take(&r, here.desk, &here.a, &given, &here.err), ERR_FAILED, "started");
	given.decoder = "/bin/true";
	REFUSED(events_take(&r, here.desk, &here.a, &given, &here.err), ERR_FAILED,
		"not understood");
	given.decoder = "/bin/false";
	REFUSED(events_take(&r, here.desk, &here.a, &given, &here.err), ERR_FAILED, "failed");
}
END_TEST

Suite *events_suite(void)
{
	Suite *s = suite_create("events");
	TCase *t = tcase_create("events");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_loop_test(t, each_way_keeps_its_source, 0, 5);
	tcase_add_test(t, the_same_scan_by_another_way_is_known);
	tcase_add_test(t, the_carriers_own_word_takes_the_place_of_what_was_told);
	tcase_add_test(t, a_finer_word_takes_the_place_of_a_coarse_one_and_not_the_other_way);
	tcase_add_test(t, a_mail_is_a_hint_and_gives_no_day_of_delivery);
	tcase_add_test(t, a_mail_does_not_move_an_expected_day_that_is_known);
	tcase_add_test(t, a_dry_run_says_what_would_come_and_writes_nothing);
	tcase_add_test(t, text_without_a_number_is_of_the_parcel_that_is_named);
	tcase_add_test(t, a_page_of_another_parcel_is_not_taken_for_the_one_named);
	tcase_add_test(t, refused_rows_are_listed_with_line_and_reason);
	tcase_add_test(t, a_map_says_which_column_is_what);
	tcase_add_test(t, a_strangers_parcel_of_the_same_digits_is_left_alone);
	tcase_add_test(t, every_wrong_thing_has_its_words);
	tcase_add_test(t, a_decoder_that_is_not_there_is_said);
	suite_add_tcase(s, t);
	return s;
}
