#include <string.h>

#include "ops/internal.h"
#include "store/place.h"
#include "store/suites.h"
#include "store/watched.h"

static const struct watch_query any;

static char *watched(struct watch_query q)
{
	struct watch_list list = watch(q);

	return watched_words(&list);
}

static struct watch_item only(void)
{
	struct watch_list list = watch(any);

	ck_assert_int_eq(list.n, 1);
	return list.item[0];
}

START_TEST(an_empty_desk_has_nothing_to_watch)
{
	struct watch_list list = watch(any);

	ck_assert_int_eq(list.n, 0);
	ck_assert_int_eq(list.count + list.checked + list.with_case + list.never_asked, 0);
}
END_TEST

START_TEST(a_silent_parcel_is_found_with_what_a_case_would_have)
{
	int64_t id = put_parcel(a_parcel(1, 9, 0), POLL_UNCHANGED);
	struct watch_item item = only();

	put_parcel(a_parcel(2, 1, 0), POLL_UNCHANGED);
	ck_assert_int_eq(item.shipment.id, id);
	ck_assert_str_eq(item.shipment.tracking_number, usps_number(1));
	ck_assert_int_eq(item.finding.verdict, WATCH_NO_SCAN);
	ck_assert_int_eq(item.finding.days, 9);
	ck_assert_int_eq(item.usual.basis, USUAL_OURS);
	ck_assert_ptr_nonnull(item.claim);
	ck_assert_int_eq(item.claim->what, WINDOW_CLAIM);
	ck_assert_int_eq(item.claim->closes_on, here.moment.today - 20 + 60);
	ck_assert_str_eq(item.command,
			 arena_printf(&here.a, "waylaid open %s --problem lost", usps_number(1)));
	ck_assert_str_eq(watched(any), arena_printf(&here.a, "no_scan %lld of 1", (long long)id));
	ck_assert_int_eq(watch(any).checked, 2);
}
END_TEST

START_TEST(a_poll_that_failed_proves_no_silence)
{
	static const enum poll_outcome failed[] = { POLL_UNREADABLE, POLL_REFUSED, POLL_UNREACHABLE,
						    POLL_DEFERRED };

	for (size_t i = 0; i < COUNT(failed); i++)
		put_parcel(a_parcel((int)i + 1, 9, 0), failed[i]);
	ck_assert_str_eq(watched(any), "not_asked 1, not_asked 2, not_asked 3, not_asked 4 of 4");
	ck_assert_int_eq(watch(any).never_asked, 4);
	put_parcel(a_parcel(9, 9, 0), POLL_NOT_FOUND);
	ck_assert_int_eq(watch(any).of[WATCH_NO_SCAN], 1);
}
END_TEST

START_TEST(what_was_never_asked_is_counted_and_not_called_lost)
{
	put_parcel(a_parcel(1, -1, -1), POLL_NEW);
	ck_assert_str_eq(watched(any), "not_asked 1 of 1");
	ck_assert_int_eq(watch(any).never_asked, 1);
	ck_assert_int_eq(only().finding.suspected, WATCH_NEVER_ACCEPTED);
}
END_TEST

START_TEST(without_a_mailing_day_the_first_event_dates_the_label)
{
	struct shipment s = a_parcel(1, -1, 0);
	struct event label = { .occurred_at = INSTANT_NONE,
			       .occurred_at_local = "2026-11-14T08:00:00",
			       .text = "Shipping Label Created",
			       .status = STATUS_PRE_TRANSIT };
	struct tx *tx;

	s.mailed_on = DAY_NONE;
	label.shipment_id = put_parcel(s, POLL_NEW);
	ck_assert_int_eq(watch(any).count, 0);
	MUST(desk_begin(&tx, here.desk, "test.label", &here.err));
	MUST(row_insert(&label, tx, TABLE_EVENT, &here.err));
	MUST(tx_end(tx, 0, &here.err));
	ck_assert_int_eq(only().finding.verdict, WATCH_NEVER_ACCEPTED);
	ck_assert_int_eq(only().finding.since, day_of(2026, 11, 14));
}
END_TEST

START_TEST(scans_without_a_zone_count_by_the_day_of_their_place)
{
	struct shipment s = a_parcel(1, -1, 0);
	int64_t id;

	s.status = STATUS_IN_TRANSIT;
	id = put_parcel(s, POLL_UNCHANGED);
	put_scan(id, 12, STATUS_IN_TRANSIT, true);
	put_scan(id, 8, STATUS_IN_TRANSIT, true);
	ck_assert_int_eq(only().finding.verdict, WATCH_NO_SCAN);
	ck_assert_int_eq(only().finding.days, 8);
}
END_TEST

START_TEST(the_first_notice_begins_the_time_that_it_is_held)
{
	struct shipment s = a_parcel(1, 2, 0);
	int64_t id;

	s.status = STATUS_ATTEMPTED;
	id = put_parcel(s, POLL_UNCHANGED);
	put_scan(id, 2, STATUS_ATTEMPTED, false);
	put_scan(id, 6, STATUS_ATTEMPTED, false);
	put_scan(id, 7, STATUS_OUT_FOR_DELIVERY, false);
	ck_assert_int_eq(only().finding.verdict, WATCH_HELD_UNTIL);
	ck_assert_int_eq(only().finding.held_until, here.moment.today - 6 + 15);
}
END_TEST

START_TEST(delivered_to_others_is_found_by_trouble_and_lately_by_text)
{
	struct shipment s = a_parcel(1, 3, 3);

	s.status = STATUS_DELIVERED;
	s.delivered_on = here.moment.today - 3;
	s.status_text = "Delivered, In/At Mailbox";
	put_parcel(s, POLL_NEW);
	s.tracking_number = usps_number(2);
	s.status_text = "Delivered, Neighbor as Requested";
	put_parcel(s, POLL_NEW);
	s.tracking_number = usps_number(3);
	s.delivered_on = here.moment.today - WATCH_RECENT_DAYS - 1;
	put_parcel(s, POLL_NEW);
	s.tracking_number = usps_number(4);
	s.status_text = "Delivered to Agent";
	s.trouble = TROUBLE_UNCLEAR;
	put_parcel(s, POLL_NEW);
	ck_assert_str_eq(watched(any), "wrong_receiver 2, wrong_receiver 4 of 2");
}
END_TEST

START_TEST(delivered_by_an_email_alone_is_not_taken_for_delivered)
{
	struct shipment s = a_parcel(1, -1, WATCH_SILENCE_LEAST + 1);
	int64_t id;

	s.status = STATUS_DELIVERED;
	s.status_text = "Delivered, Front Door/Porch";
	id = put_parcel(s, POLL_NEW);
	ck_assert_int_eq(watch(any).checked, 0); /* the answer of a carrier said so */
	put_scan(id, 4, STATUS_DELIVERED, true);
	change("UPDATE event SET source='email',is_scan=0");
	ck_assert_str_eq(watched(any), "not_asked 1 of 1");
	ck_assert_ptr_nonnull(strstr(only().why, "an e-mail says delivered"));
	ck_assert_int_eq(watch((struct watch_query){ .carrier = "ups" }).checked, 0);
	change("UPDATE poll SET asked_at=asked_at+86400");
	ck_assert_str_eq(watched(any), " of 0");
	put_scan(id, 3, STATUS_DELIVERED, true);
	ck_assert_int_eq(watch(any).checked, 0);
}
END_TEST

/* --- who is looked at --- */

START_TEST(shipments_of_an_unfinished_import_are_not_there)
{
	struct shipment s = a_parcel(1, 9, 0);
	int64_t *ids;
	struct snap *snap;
	int n;

	s.import_id = put_import(IMPORT_RUNNING);
	put_parcel(s, POLL_UNCHANGED);
	s.import_id = put_import(IMPORT_UNDONE);
	put_parcel(s, POLL_UNCHANGED);
	ck_assert_int_eq(watch(any).count, 0);
	ck_assert_int_eq(watch(any).checked, 0);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(shipments_of_number(&ids, &n, snap, &here.a, s.tracking_number, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(n, 0);
	s.import_id = put_import(IMPORT_COMPLETE);
	put_parcel(s, POLL_UNCHANGED);
	ck_assert_str_eq(watched(any), "no_scan 3 of 1");
}
END_TEST

START_TEST(parcels_with_a_case_are_left_out_and_counted)
{
	put_parcel(a_parcel(7, 9, 0), POLL_UNCHANGED);
	open_lost(1);
	MUST(casefile_close(here.desk, open_lost(2), "found", &here.err));
	struct watch_list list = watch(any);

	ck_assert_str_eq(watched_words(&list), "no_scan 1 of 1");
	ck_assert_int_eq(list.with_case, 1);
	ck_assert_int_eq(list.closed, 1);
	ck_assert_int_eq(list.checked, 1);
	list = watch((struct watch_query){ .all = true });
	ck_assert_int_eq(list.count, 2);
	ck_assert_int_eq(list.closed, 0);
	ck_assert_int_eq(list.with_case, 1);
}
END_TEST

/* Parcels of every sort, by their numbers; the email scan makes a hint of some. */
static void sixty_parcels(unsigned seed)
{
	for (int i = 1; i <= 60; i++) {
		int64_t id = put_parcel(a_parcel(i, i % 9, i % 4 ? 0 : -1), POLL_UNCHANGED);

		put_scan(id, 3, STATUS_IN_TRANSIT, i % 2);
	}
	change(arena_printf(
		&here.a,
		"UPDATE event SET source='email' WHERE shipment_id%%5=0;"
		"UPDATE shipment SET status=CASE (id*7+%u)%%4 WHEN 0 THEN 'in_transit' WHEN 1 THEN "
		"'cancelled' ELSE 'delivered' END,trouble=iif((id*11+%u)%%5=0,'damaged','none'),"
		"delivered_on=CASE (id*13+%u)%%3 WHEN 0 THEN %d WHEN 1 THEN %d END,"
		"status_text=CASE (id*3+%u)%%3 WHEN 0 THEN 'Left with neighbor' WHEN 1 THEN "
		"'Given to agent' END,carrier=iif(id%%6,carrier,'ups')",
		seed, seed, seed, here.moment.today - 2, here.moment.today - 200, seed));
}

static void put_cases(const char *which, const char *closed_at)
{
	change(arena_printf(&here.a,
			    "INSERT INTO casefile(version,shipment_id,problem,stage,opened_at,"
			    "opened_by,closed_at) SELECT 1,id,'lost','open',1,'me',%s "
			    "FROM shipment WHERE %s",
			    closed_at, which));
}

/* What has a case is counted by itself: it must be what is looked at no more. */
START_TEST(what_a_case_leaves_out_is_what_was_looked_at_before)
{
	const struct watch_query q = { .carrier = _i % 2 ? "usps" : NULL };
	const struct watch_query all = { .carrier = q.carrier, .all = true };
	struct watch_list none, opened, both, more;

	sixty_parcels((unsigned)_i);
	none = watch(q);
	ck_assert_int_gt(none.checked, 10);
	ck_assert_int_eq(none.with_case + none.closed, 0);
	put_cases("id%3=0", "NULL");
	opened = watch(q);
	ck_assert_int_gt(opened.with_case, 2);
	ck_assert_int_eq(opened.with_case, none.checked - opened.checked);
	put_cases("id%5<2", "1");
	put_cases("id%10=1", "2");
	both = watch(q);
	ck_assert_int_eq(both.with_case, opened.with_case);
	ck_assert_int_gt(both.closed, 1);
	ck_assert_int_eq(both.closed, opened.checked - both.checked);
	more = watch(all);
	ck_assert_int_eq(more.checked, opened.checked);
	ck_assert_int_eq(more.with_case, opened.with_case);
	ck_assert_int_eq(more.closed, 0);
	put_cases("1", "NULL");
	ck_assert_int_eq(watch(q).with_case, none.checked);
	ck_assert_int_eq(watch(all).checked, 0);
}
END_TEST

START_TEST(one_carrier_may_be_asked_for)
{
	struct shipment s = a_parcel(1, 9, 0);

	put_parcel(s, POLL_UNCHANGED);
	s.carrier = "ups";
	put_parcel(s, POLL_UNCHANGED);
	s.carrier = NULL;
	put_parcel(s, POLL_UNCHANGED);
	ck_assert_int_eq(watch(any).count, 3);
	ck_assert_str_eq(watched((struct watch_query){ .carrier = "ups" }), "no_scan 2 of 1");
	ck_assert_int_eq(watch((struct watch_query){ .carrier = "usps" }).checked, 1);
}
END_TEST

/* --- ranking --- */

START_TEST(fewest_days_then_most_money_and_what_is_too_late_last)
{
	struct shipment s = a_parcel(1, 9, 0);

	put_parcel(s, POLL_UNCHANGED); /* 1: 40 days left, 120 USD */
	s.value = (struct money){ 50000, "USD" };
	put_parcel(s, POLL_UNCHANGED); /* 2: 40 days left, 500 USD */
	s.mailed_on -= 30;
	s.value = MONEY_NONE;
	put_parcel(s, POLL_UNCHANGED); /* 3: 10 days left, value unknown */
	s.mailed_on = s.accepted_on = here.moment.today - 200;
	s.value = (struct money){ 900000, "USD" };
	put_parcel(s, POLL_UNCHANGED); /* 4: long over */
	s.mailed_on = s.accepted_on = here.moment.today - 61;
	put_parcel(s, POLL_UNCHANGED); /* 5: over since yesterday */
	s.carrier = "speedee";
	s.service = NULL;
	s.value = MONEY_NONE;
	put_parcel(s, POLL_UNCHANGED); /* 6: no window known */
	ck_assert_str_eq(watched(any),
			 "no_scan 3, no_scan 2, no_scan 1, no_scan 6, no_scan 5, no_scan 4 of 6");
	ck_assert_int_eq(watch(any).over, 2);
	/* The limit cuts the end of the same order, however small it is. */
	ck_assert_str_eq(watched((struct watch_query){ .limit = 1 }), "no_scan 3 of 6");
	ck_assert_str_eq(watched((struct watch_query){ .limit = 4 }),
			 "no_scan 3, no_scan 2, no_scan 1, no_scan 6 of 6");
}
END_TEST

START_TEST(what_nobody_asked_for_does_not_hide_a_finding)
{
	struct shipment s = a_parcel(1, -1, -1);

	s.mailed_on -= 30;
	put_parcel(s, POLL_NEW);                       /* 10 days left */
	put_parcel(a_parcel(2, 9, 0), POLL_UNCHANGED); /* 40 days left */
	s.mailed_on -= 100;
	put_parcel(s, POLL_NEW); /* over */
	ck_assert_str_eq(watched(any), "no_scan 2, not_asked 1, not_asked 3 of 3");
}
END_TEST

START_TEST(old_trouble_without_a_last_day_is_over_and_stands_last)
{
	struct shipment s = a_parcel(1, WATCH_RECENT_DAYS + 1, 0);

	s.status = STATUS_RETURN_TO_SENDER;
	s.trouble = TROUBLE_RETURNED;
	put_parcel(s, POLL_UNCHANGED);
	put_parcel(a_parcel(2, -1, -1), POLL_NEW);
	s = a_parcel(3, WATCH_RECENT_DAYS, 0);
	s.status = STATUS_RETURN_TO_SENDER;
	put_parcel(s, POLL_UNCHANGED);
	ck_assert_str_eq(watched(any), "returning 3, not_asked 2, returning 1 of 3");
	ck_assert_int_eq(watch(any).over, 1);
}
END_TEST

/* --- usual --- */

START_TEST(usual_is_counted_from_the_desks_own_delivered_parcels)
{
	int64_t id = put_parcel(a_parcel(1, 5, 0), POLL_UNCHANGED);

	ck_assert_int_eq(watch(any).count, 0); /* 7 days are our own figure */
	put_delivered(100, USUAL_LEAST, "ground_advantage", 4);
	ck_assert_str_eq(watched(any), arena_printf(&here.a, "no_scan %lld of 1", (long long)id));
	ck_assert_int_eq(only().usual.days, 4);
	ck_assert_int_eq(only().usual.n, USUAL_LEAST);
	ck_assert_int_eq(only().usual.basis, USUAL_SERVICE);
	ck_assert_ptr_nonnull(strstr(only().why, "USPS Ground Advantage parcels never went longer "
						 "than 4 days without a scan (n = 30)"));
}
END_TEST

START_TEST(a_service_with_few_parcels_is_judged_by_its_carrier)
{
	struct shipment s = a_parcel(1, 6, 0);

	put_delivered(100, USUAL_LEAST - 1, "priority_mail", 5);
	put_delivered(200, 1, "media_mail", 5);
	put_parcel(s, POLL_UNCHANGED);
	ck_assert_int_eq(only().usual.basis, USUAL_CARRIER);
	ck_assert_int_eq(only().usual.days, 5);
	change("UPDATE shipment SET carrier='ups' WHERE status='delivered'");
	ck_assert_int_eq(watch(any).count, 0);
}
END_TEST

START_TEST(an_unfinished_import_is_no_history)
{
	put_parcel(a_parcel(1, 5, 0), POLL_UNCHANGED);
	put_delivered(100, USUAL_LEAST, "ground_advantage", 4);
	ck_assert_int_eq(watch(any).count, 1);
	put_import(IMPORT_RUNNING);
	change("UPDATE shipment SET import_id=1 WHERE id=2");
	ck_assert_int_eq(watch(any).count, 0);
}
END_TEST

Suite *watch_suite(void)
{
	Suite *s = suite_create("watch");
	TCase *t = tcase_create("watch");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, an_empty_desk_has_nothing_to_watch);
	tcase_add_test(t, a_silent_parcel_is_found_with_what_a_case_would_have);
	tcase_add_test(t, a_poll_that_failed_proves_no_silence);
	tcase_add_test(t, what_was_never_asked_is_counted_and_not_called_lost);
	tcase_add_test(t, without_a_mailing_day_the_first_event_dates_the_label);
	tcase_add_test(t, scans_without_a_zone_count_by_the_day_of_their_place);
	tcase_add_test(t, the_first_notice_begins_the_time_that_it_is_held);
	tcase_add_test(t, delivered_to_others_is_found_by_trouble_and_lately_by_text);
	tcase_add_test(t, delivered_by_an_email_alone_is_not_taken_for_delivered);
	tcase_add_test(t, shipments_of_an_unfinished_import_are_not_there);
	tcase_add_test(t, parcels_with_a_case_are_left_out_and_counted);
	tcase_add_loop_test(t, what_a_case_leaves_out_is_what_was_looked_at_before, 0, 12);
	tcase_add_test(t, one_carrier_may_be_asked_for);
	tcase_add_test(t, fewest_days_then_most_money_and_what_is_too_late_last);
	tcase_add_test(t, what_nobody_asked_for_does_not_hide_a_finding);
	tcase_add_test(t, old_trouble_without_a_last_day_is_over_and_stands_last);
	tcase_add_test(t, usual_is_counted_from_the_desks_own_delivered_parcels);
	tcase_add_test(t, a_service_with_few_parcels_is_judged_by_its_carrier);
	tcase_add_test(t, an_unfinished_import_is_no_history);
	suite_add_tcase(s, t);
	return s;
}
