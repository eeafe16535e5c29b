#include <check.h>

#include "domain/event.h"
#include "domain/suites.h"

/* A scan at a wall time of UTC, written as the carrier does. */
static struct event scan(const char *local, enum status status, const char *text)
{
	struct event e = { .occurred_at_local = local,
			   .occurred_at = INSTANT_NONE,
			   .status = status,
			   .text = text,
			   .is_scan = status != STATUS_PRE_TRANSIT };
	int64_t wall;

	if (local && wall_parse(&wall, local) == 0)
		e.occurred_at = wall;
	return e;
}

static struct event computed(const char *local, const char *text)
{
	struct event e = scan(local, STATUS_IN_TRANSIT, text);

	e.is_scan = false;
	return e;
}

static instant at(const char *local)
{
	int64_t wall;

	ck_assert_int_eq(wall_parse(&wall, local), 0);
	return wall;
}

/* Judges the events in both orders, which must not matter. */
static struct shipment judge(const struct event events[], int n)
{
	const struct event *list[16];
	struct shipment forward = { .mailed_on = 1,
				    .delivered_on = DAY_NONE,
				    .delivered_at = INSTANT_NONE };
	struct shipment backward = forward;

	ck_assert_int_le(n, 16);
	for (int i = 0; i < n; i++)
		list[i] = &events[i];
	shipment_judge(&forward, list, n);
	for (int i = 0; i < n; i++)
		list[i] = &events[n - 1 - i];
	shipment_judge(&backward, list, n);
	ck_assert_int_eq(forward.status, backward.status);
	ck_assert_int_eq(forward.trouble, backward.trouble);
	ck_assert_ptr_eq(forward.status_text, backward.status_text);
	ck_assert_int_eq(forward.last_scan_at, backward.last_scan_at);
	ck_assert_int_eq(forward.accepted_on, backward.accepted_on);
	ck_assert_int_eq(forward.delivered_on, backward.delivered_on);
	ck_assert_int_eq(forward.delivered_at, backward.delivered_at);
	ck_assert_int_eq(forward.mailed_on, 1);
	return forward;
}

#define JUDGE(events) judge(events, (int)(sizeof(events) / sizeof((events)[0])))

START_TEST(the_newest_scan_decides)
{
	const struct event events[] = {
		scan("2026-05-10T09:14:00", STATUS_PRE_TRANSIT, "Shipping Label Created"),
		scan("2026-05-11T15:02:00", STATUS_IN_TRANSIT, "USPS in possession of item"),
		scan("2026-05-15T07:10:00", STATUS_OUT_FOR_DELIVERY, "Out for Delivery"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_str_eq(s.status_text, "Out for Delivery");
	ck_assert_int_eq(s.last_scan_at, at("2026-05-15T07:10:00"));
	ck_assert_int_eq(s.accepted_on, day_of(2026, 5, 11));
	ck_assert_int_eq(s.delivered_on, DAY_NONE);
}
END_TEST

START_TEST(a_clock_moves_no_scan_time_and_no_status)
{
	struct event events[] = {
		scan("2026-05-11T15:02:00", STATUS_IN_TRANSIT, "USPS in possession of item"),
		computed("2026-05-13T08:00:00", "In Transit to Next Facility"),
		computed("2026-05-17T01:10:00", "In Transit, Arriving Late"),
	};

	events[2].trouble = TROUBLE_DELAYED;

	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_IN_TRANSIT);
	ck_assert_int_eq(s.trouble, TROUBLE_DELAYED);
	ck_assert_str_eq(s.status_text, "In Transit, Arriving Late");
	ck_assert_int_eq(s.last_scan_at, at("2026-05-11T15:02:00"));
}
END_TEST

START_TEST(computed_events_alone_prove_nothing)
{
	const struct event events[] = {
		computed("2026-05-13T08:00:00", "In Transit to Next Facility"),
		computed("2026-05-14T08:00:00", "In Transit to Next Facility"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_UNKNOWN);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
	ck_assert_int_eq(s.accepted_on, DAY_NONE);
	ck_assert_str_eq(s.status_text, "In Transit to Next Facility");
}
END_TEST

START_TEST(a_label_is_no_acceptance_even_when_called_a_scan)
{
	struct event events[] = {
		scan("2026-05-10T09:14:00", STATUS_PRE_TRANSIT, "Shipping Label Created"),
		computed("2026-05-12T09:14:00", "In Transit to Next Facility"),
	};

	events[0].is_scan = true;

	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_PRE_TRANSIT);
	ck_assert_int_eq(s.accepted_on, DAY_NONE);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
}
END_TEST

START_TEST(a_label_event_after_acceptance_takes_nothing_back)
{
	const struct event events[] = {
		scan("2026-05-11T15:02:00", STATUS_IN_TRANSIT, "USPS in possession of item"),
		scan("2026-05-12T09:14:00", STATUS_PRE_TRANSIT, "Return Receipt Associated"),
	};

	ck_assert_int_eq(JUDGE(events).status, STATUS_IN_TRANSIT);
}
END_TEST

START_TEST(a_late_scan_does_not_undo_a_delivery)
{
	const struct event events[] = {
		scan("2026-05-11T15:02:00", STATUS_IN_TRANSIT, "USPS in possession of item"),
		scan("2026-05-15T14:00:00", STATUS_DELIVERED, "Delivered, In/At Mailbox"),
		scan("2026-05-15T18:00:00", STATUS_IN_TRANSIT, "Arrived at Post Office"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_DELIVERED);
	ck_assert_str_eq(s.status_text, "Delivered, In/At Mailbox");
	ck_assert_int_eq(s.delivered_on, day_of(2026, 5, 15));
	ck_assert_int_eq(s.delivered_at, at("2026-05-15T14:00:00"));
	ck_assert_int_eq(s.last_scan_at, at("2026-05-15T18:00:00"));
}
END_TEST

/* Row: what came after "delivered"; whether it changes the status. */
static const struct {
	enum status later;
	bool changes;
} after[] = {
	{ STATUS_UNKNOWN, false },    { STATUS_PRE_TRANSIT, false },
	{ STATUS_IN_TRANSIT, false }, { STATUS_OUT_FOR_DELIVERY, true },
	{ STATUS_ATTEMPTED, true },   { STATUS_AVAILABLE_FOR_PICKUP, true },
	{ STATUS_DELIVERED, true },   { STATUS_RETURN_TO_SENDER, true },
	{ STATUS_FAILURE, true },     { STATUS_CANCELLED, false },
};

START_TEST(only_some_words_change_delivered_and_returned)
{
	static const enum status ended[] = { STATUS_DELIVERED, STATUS_RETURN_TO_SENDER };

	for (int i = 0; i < 2; i++) {
		const struct event events[] = {
			scan("2026-05-15T14:00:00", ended[i], "ended"),
			scan("2026-05-16T14:00:00", after[_i].later, "later"),
		};

		ck_assert_int_eq(JUDGE(events).status,
				 after[_i].changes ? after[_i].later : ended[i]);
	}
}
END_TEST

START_TEST(delivered_to_the_sender_keeps_the_day_of_the_first_delivery)
{
	const struct event events[] = {
		scan("2026-05-15T14:00:00", STATUS_DELIVERED, "Delivered, In/At Mailbox"),
		scan("2026-05-20T14:00:00", STATUS_RETURN_TO_SENDER,
		     "Delivered, To Original Sender"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_RETURN_TO_SENDER);
	ck_assert_int_eq(s.delivered_on, day_of(2026, 5, 15));
}
END_TEST

START_TEST(acceptance_is_the_local_day_of_the_scan)
{
	struct event e = scan("2026-05-11T21:33:00", STATUS_IN_TRANSIT, "Accepted");

	e.occurred_at = at("2026-05-12T02:33:00");
	ck_assert_int_eq(judge(&e, 1).accepted_on, day_of(2026, 5, 11));
}
END_TEST

START_TEST(scans_without_zone_give_days_but_no_instant)
{
	struct event events[] = {
		scan("2026-05-11T15:02:00", STATUS_IN_TRANSIT, "Accepted"),
		scan("2026-05-15T14:00:00", STATUS_DELIVERED, "Delivered"),
	};

	events[0].occurred_at = events[1].occurred_at = INSTANT_NONE;

	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_DELIVERED);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
	ck_assert_int_eq(s.delivered_at, INSTANT_NONE);
	ck_assert_int_eq(s.delivered_on, day_of(2026, 5, 15));
	ck_assert_int_eq(s.accepted_on, day_of(2026, 5, 11));
}
END_TEST

START_TEST(an_event_without_a_time_gives_no_day)
{
	const struct event events[] = {
		scan(NULL, STATUS_IN_TRANSIT, "Accepted"),
		scan("yesterday", STATUS_IN_TRANSIT, "Accepted"),
		scan("2026-02-30T10:00:00", STATUS_IN_TRANSIT, "Accepted"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.accepted_on, DAY_NONE);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
}
END_TEST

START_TEST(a_text_we_cannot_read_decides_nothing_but_is_a_scan)
{
	const struct event events[] = {
		scan("2026-05-15T14:00:00", STATUS_OUT_FOR_DELIVERY, "Out for Delivery"),
		scan("2026-05-16T14:00:00", STATUS_UNKNOWN, "Gadget Frobbed"),
	};
	struct shipment s = JUDGE(events);

	ck_assert_int_eq(s.status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_str_eq(s.status_text, "Gadget Frobbed");
	ck_assert_int_eq(s.last_scan_at, at("2026-05-16T14:00:00"));
}
END_TEST

START_TEST(no_events_leave_the_persons_day_and_the_carriers_words)
{
	struct shipment s = { .delivered_on = 7, .status_text = "summary" };

	shipment_judge(&s, NULL, 0);
	ck_assert_int_eq(s.status, STATUS_UNKNOWN);
	ck_assert_int_eq(s.delivered_on, 7);
	ck_assert_str_eq(s.status_text, "summary");
	ck_assert_int_eq(s.accepted_on, DAY_NONE);
}
END_TEST

START_TEST(the_same_scan_is_known_by_time_code_text_and_place)
{
	struct event a = scan("2026-05-15T14:00:00", STATUS_IN_TRANSIT, "Arrived");
	struct event b;

	a.code = "07";
	a.place = "BOISE, ID";
	b = a;
	b.status = STATUS_FAILURE;
	b.source = SOURCE_CSV;
	ck_assert(event_same(&a, &b));
	b.place = NULL;
	ck_assert(!event_same(&a, &b));
	b = a;
	b.code = "10";
	ck_assert(!event_same(&a, &b));
	b = a;
	b.text = "Departed";
	ck_assert(!event_same(&a, &b));
	b = a;
	b.occurred_at_local = "2026-05-15T14:00:01";
	ck_assert(!event_same(&a, &b));
}
END_TEST

START_TEST(events_sort_newest_first)
{
	struct event old = scan("2026-05-15T14:00:00", STATUS_IN_TRANSIT, "a");
	struct event young = scan("2026-05-15T14:00:01", STATUS_IN_TRANSIT, "b");
	struct event bare = scan(NULL, STATUS_IN_TRANSIT, "c");

	ck_assert_int_lt(event_newer(&young, &old), 0);
	ck_assert_int_gt(event_newer(&old, &young), 0);
	ck_assert_int_eq(event_newer(&old, &old), 0);
	ck_assert_int_gt(event_newer(&bare, &old), 0);
	ck_assert_int_lt(event_newer(&old, &bare), 0);
	ck_assert_int_eq(event_newer(&bare, &bare), 0);
	/* the instant goes before the wall clock of two zones */
	young.occurred_at_local = "2026-05-15T09:00:01";
	ck_assert_int_lt(event_newer(&young, &old), 0);
	young.occurred_at = INSTANT_NONE;
	ck_assert_int_gt(event_newer(&young, &old), 0);
}
END_TEST

static struct event told(const char *local, const char *place, const char *text)
{
	return (struct event){ .occurred_at = INSTANT_NONE,
			       .occurred_at_local = local,
			       .place = place,
			       .text = text };
}

/* The scan as the interface gives it, and what others make of it. */
/* clang-format off */
static const struct {
	const char *local, *place, *text;
	bool same;
} tellings[] = {
	{ "2026-11-22T13:44", "OXFORD, MS 38655", "Delivered, Front "
		"Door/Porch", true },
	{ "2026-11-22 13:44:59", "Oxford, MS, US", "DELIVERED, FRONT "
		"DOOR/PORCH", true },
	{ "2026-11-22T13:44:12-06:00", "OXFORD, MS, UNITED STATES",
		"Delivered", true },
	{ "2026-11-22T13:44", NULL, "Delivered", true },
	{ "2026-11-22", "OXFORD, MS", "delivered front door "
		"porch", true },
	{ "2026-11-22", "OXFORD, "
		"MS", "Delivered", false },
	{ "2026-11-22T13:45", "OXFORD, MS 38655", "Delivered, Front "
		"Door/Porch", false },
	{ "2026-11-23T13:44", "OXFORD, MS 38655", "Delivered, Front "
		"Door/Porch", false },
	{ "2026-11-22T13:44", "TUPELO, MS 38801", "Delivered, Front "
		"Door/Porch", false },
	{ "2026-11-22T13:44", "OXFORD, MS 38655", "Delivered, In/At "
		"Mailbox", false },
	{ NULL, "OXFORD, MS 38655", "Delivered, Front "
		"Door/Porch", false },
	{ "yesterday", "OXFORD, MS 38655", "Delivered, Front "
		"Door/Porch", false },
	{ "2026-11-22T13:44", "OXFORD, MS "
		"38655", NULL, false },
};
/* clang-format on */

START_TEST(a_scan_told_by_others_is_the_same_scan)
{
	struct event e =
		told("2026-11-22T13:44:12", "OXFORD, MS 38655", "Delivered, Front Door/Porch");
	struct event other = told(tellings[_i].local, tellings[_i].place, tellings[_i].text);

	e.code = "01";
	ck_assert_int_eq(event_same_scan(&e, &other), tellings[_i].same);
	ck_assert_int_eq(event_same_scan(&other, &e), tellings[_i].same);
}
END_TEST

START_TEST(instants_decide_before_local_times_do)
{
	struct event a = told("2026-11-22T13:44:12", NULL, "Delivered"), b = a;

	b.occurred_at_local = "2026-11-22T19:44:12Z";
	a.occurred_at = b.occurred_at = at("2026-11-22T19:44:12");
	ck_assert(event_same_scan(&a, &b));
	b.occurred_at += 60;
	ck_assert(!event_same_scan(&a, &b));
	a.text = b.text = NULL;
	b.occurred_at = a.occurred_at;
	ck_assert(!event_same_scan(&a, &b));
	a.code = b.code = "OF";
	ck_assert(event_same_scan(&a, &b));
}
END_TEST

START_TEST(a_hint_decides_only_where_nothing_else_is_known)
{
	struct event events[] = { scan("2026-11-20T10:00", STATUS_IN_TRANSIT, "Arrived"),
				  scan("2026-11-22T13:44", STATUS_DELIVERED, "Delivered") };
	struct shipment s;

	events[1].source = SOURCE_EMAIL;
	events[1].is_scan = false;
	s = judge(events, 2);
	ck_assert_int_eq(s.status, STATUS_IN_TRANSIT);
	ck_assert_str_eq(s.status_text, "Arrived");
	ck_assert_int_eq(s.delivered_on, DAY_NONE);
	s = judge(events + 1, 1);
	ck_assert_int_eq(s.status, STATUS_DELIVERED);
	ck_assert_int_eq(s.delivered_on, DAY_NONE);
	ck_assert_int_eq(s.delivered_at, INSTANT_NONE);
	ck_assert_int_eq(s.accepted_on, DAY_NONE);
	ck_assert_int_eq(s.last_scan_at, INSTANT_NONE);
}
END_TEST

START_TEST(every_source_has_its_worth)
{
	for (int i = 0; i < SOURCE_NVALUES; i++) {
		ck_assert_int_ge(source_trust((enum source)i), 0);
		ck_assert_int_eq(source_is_hint((enum source)i), i == SOURCE_EMAIL);
	}
	ck_assert_int_gt(source_trust(SOURCE_API), source_trust(SOURCE_PASTED));
}
END_TEST

Suite *event_suite(void)
{
	Suite *s = suite_create("event");
	TCase *tc = tcase_create("event");

	tcase_add_test(tc, the_newest_scan_decides);
	tcase_add_test(tc, a_clock_moves_no_scan_time_and_no_status);
	tcase_add_test(tc, computed_events_alone_prove_nothing);
	tcase_add_test(tc, a_label_is_no_acceptance_even_when_called_a_scan);
	tcase_add_test(tc, a_label_event_after_acceptance_takes_nothing_back);
	tcase_add_test(tc, a_late_scan_does_not_undo_a_delivery);
	tcase_add_loop_test(tc, only_some_words_change_delivered_and_returned, 0,
			    (int)(sizeof(after) / sizeof(after[0])));
	tcase_add_test(tc, delivered_to_the_sender_keeps_the_day_of_the_first_delivery);
	tcase_add_test(tc, acceptance_is_the_local_day_of_the_scan);
	tcase_add_test(tc, scans_without_zone_give_days_but_no_instant);
	tcase_add_test(tc, an_event_without_a_time_gives_no_day);
	tcase_add_test(tc, a_text_we_cannot_read_decides_nothing_but_is_a_scan);
	tcase_add_test(tc, no_events_leave_the_persons_day_and_the_carriers_words);
	tcase_add_test(tc, the_same_scan_is_known_by_time_code_text_and_place);
	tcase_add_test(tc, events_sort_newest_first);
	tcase_add_loop_test(tc, a_scan_told_by_others_is_the_same_scan, 0,
			    (int)(sizeof(tellings) / sizeof(tellings[0])));
	tcase_add_test(tc, instants_decide_before_local_times_do);
	tcase_add_test(tc, a_hint_decides_only_where_nothing_else_is_known);
	tcase_add_test(tc, every_source_has_its_worth);
	suite_add_tcase(s, tc);
	return s;
}
