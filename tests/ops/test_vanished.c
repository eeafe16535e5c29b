#include <string.h>

#include "carrier/carrier.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/place.h"

/* What carriers took back, changed, forgot and gave again. */

static struct event on(const char *local, enum status status, const char *text)
{
	struct event e = { .occurred_at_local = local,
			   .place = "BOISE, ID 83702",
			   .text = text,
			   .status = status,
			   .is_scan = true };

	if (instant_parse(&e.occurred_at, arena_printf(&here.a, "%sZ", local)) < 0)
		e.occurred_at = INSTANT_NONE;
	return e;
}

static struct event accepted, arrived, delivered;

static void setup(void)
{
	place_desk();
	open_lost(1);
	accepted = on("2026-11-03T09:00:00", STATUS_IN_TRANSIT, "Accepted");
	arrived = on("2026-11-20T10:00:00", STATUS_IN_TRANSIT, "Arrived at Hub");
	delivered = on("2026-11-22T16:30:00", STATUS_DELIVERED, "Delivered, Front Door");
}

static struct case_rows rows(void)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, 1, &here.err));
	desk_snap_end(snap);
	return c;
}

static const struct event *said(const struct case_rows *c, const char *text)
{
	for (int i = 0; i < c->nevents; i++)
		if (!strcmp(c->event[i].text, text))
			return &c->event[i];
	ck_abort_msg("no event '%s'", text);
}

/* An hour later this one is asked, and gives these. */
static struct tracked tell(const char *asked, enum source source, struct reading r)
{
	struct answered answer = { .asked = asked ? carrier_find(asked) : NULL,
				   .reading = &r,
				   .nreadings = 1 };
	struct tracked *t;

	work_at(here.moment.now + 3600);
	r.shipment_id = 1;
	r.expected_on = DAY_NONE;
	MUST(tracking_record(&t, here.desk, &here.a, &answer, 1, source, &here.err));
	ck_assert(verifies());
	return t[0];
}

#define EVENTS(...)                                                                     \
	(struct reading)                                                                \
	{                                                                               \
		.outcome = POLL_NEW, .event = (struct event[]){ __VA_ARGS__ },          \
		.nevents = sizeof(struct event[]){ __VA_ARGS__ } / sizeof(struct event) \
	}

static struct tracked usps(struct reading r)
{
	return tell("usps", SOURCE_API, r);
}

START_TEST(an_event_that_vanished_is_kept_and_marked)
{
	const struct event *e;
	struct case_rows c;
	struct tracked t;

	ck_assert_int_eq(usps(EVENTS(arrived, accepted)).gone_events, 0);
	t = usps(EVENTS(accepted));
	ck_assert_int_eq(t.outcome, POLL_UNCHANGED);
	ck_assert_int_eq(t.gone_events, 1);
	c = rows();
	ck_assert_int_eq(c.nevents, 2);
	e = said(&c, "Arrived at Hub");
	ck_assert_int_eq(e->gone_poll_id, c.poll[1].id);
	ck_assert_int_eq(e->poll_id, c.poll[0].id);
	ck_assert_int_eq(said(&c, "Accepted")->gone_poll_id, 0);
	ck_assert_int_eq(c.poll[1].gone_events, 1);
	ck_assert_str_eq(c.poll[1].asked, "usps");
	/* It is told once, by the first answer that lacked it. */
	ck_assert_int_eq(usps(EVENTS(accepted)).gone_events, 0);
	c = rows();
	ck_assert_int_eq(said(&c, "Arrived at Hub")->gone_poll_id, c.poll[1].id);
	/* The status is what the carrier stands by. */
	ck_assert_int_eq(c.shipment.last_scan_at, accepted.occurred_at);
	ck_assert_str_eq(c.shipment.status_text, "Accepted");
}
END_TEST

START_TEST(a_changed_event_is_kept_beside_the_new_one)
{
	struct event changed = arrived;
	const struct event *was;
	struct case_rows c;
	struct tracked t;

	changed.place = "NAMPA, ID 83651";
	usps(EVENTS(arrived, accepted));
	t = usps(EVENTS(changed, accepted));
	ck_assert_int_eq(t.outcome, POLL_NEW);
	ck_assert_int_eq(t.new_events, 1);
	ck_assert_int_eq(t.gone_events, 1);
	c = rows();
	ck_assert_int_eq(c.nevents, 3);
	was = &c.event[0]; /* side by side, the older version first */
	ck_assert_str_eq(was[0].place, "BOISE, ID 83702");
	ck_assert_int_eq(was[0].gone_poll_id, c.poll[1].id);
	ck_assert_str_eq(was[1].place, "NAMPA, ID 83651");
	ck_assert_int_eq(was[1].gone_poll_id, 0);
}
END_TEST

START_TEST(a_delivery_taken_back_does_not_keep_the_parcel_delivered)
{
	struct case_rows c;

	ck_assert_int_eq(usps(EVENTS(delivered, arrived, accepted)).status, STATUS_DELIVERED);
	c = rows();
	ck_assert_int_eq(c.shipment.delivered_on, day_of(2026, 11, 22));
	ck_assert_int_eq(usps(EVENTS(arrived, accepted)).status, STATUS_IN_TRANSIT);
	c = rows();
	ck_assert_int_eq(c.shipment.delivered_on, DAY_NONE);
	ck_assert_int_eq(c.shipment.delivered_at, INSTANT_NONE);
	ck_assert_str_eq(c.shipment.status_text, "Arrived at Hub");
	ck_assert_int_eq(c.shipment.accepted_on, day_of(2026, 11, 3));
	ck_assert_int_eq(usps(EVENTS(delivered, arrived, accepted)).status, STATUS_DELIVERED);
	c = rows();
	ck_assert_int_eq(c.shipment.delivered_on, day_of(2026, 11, 22));
	ck_assert_int_eq(c.shipment.delivered_at, delivered.occurred_at);
}
END_TEST

START_TEST(the_shippers_own_day_of_delivery_outlives_a_scan_that_is_taken_back)
{
	struct case_facts f = { .given = FACT_DELIVERED,
				.shipment = { .delivered_on = day_of(2026, 11, 21) } };
	const char *warning;

	usps(EVENTS(delivered, accepted));
	MUST(casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err));
	usps(EVENTS(accepted));
	ck_assert_int_eq(rows().shipment.delivered_on, day_of(2026, 11, 21));
}
END_TEST

START_TEST(an_acceptance_that_vanished_was_one_all_the_same)
{
	usps(EVENTS(arrived, accepted));
	ck_assert_int_eq(usps(EVENTS(arrived)).gone_events, 1);
	ck_assert_int_eq(rows().shipment.accepted_on, day_of(2026, 11, 3));
}
END_TEST

START_TEST(what_comes_back_is_no_longer_marked)
{
	struct case_rows c;

	usps(EVENTS(arrived, accepted));
	usps(EVENTS(accepted));
	ck_assert_int_eq(usps(EVENTS(arrived, accepted)).outcome, POLL_UNCHANGED);
	c = rows();
	ck_assert_int_eq(c.nevents, 2);
	ck_assert_int_eq(said(&c, "Arrived at Hub")->gone_poll_id, 0);
	ck_assert_int_eq(said(&c, "Arrived at Hub")->version, 3);
	ck_assert_int_eq(c.shipment.last_scan_at, arrived.occurred_at);
	ck_assert_int_eq(usps(EVENTS(accepted)).gone_events, 1);
}
END_TEST

/* --- what is not gone --- */

START_TEST(an_answer_that_is_not_whole_takes_nothing_back)
{
	struct reading r[] = {
		EVENTS(accepted),
		{ .outcome = POLL_NEW, .status_text = "In Transit" },
		{ .outcome = POLL_NOT_FOUND },
		{ .outcome = POLL_UNREADABLE },
		{ .outcome = POLL_UNREACHABLE },
		{ .outcome = POLL_REFUSED },
		{ .outcome = POLL_DEFERRED },
	};

	r[0].partial = true;
	usps(EVENTS(arrived, accepted));
	ck_assert_int_eq(usps(r[_i]).gone_events, 0);
	ck_assert_int_eq(rows().event[0].gone_poll_id, 0);
	ck_assert_int_eq(rows().poll[1].gone_events, 0);
}
END_TEST

START_TEST(only_who_gave_an_event_can_take_it_back)
{
	usps(EVENTS(arrived, accepted));
	ck_assert_int_eq(tell("easypost", SOURCE_API, EVENTS(accepted)).gone_events, 0);
	ck_assert_int_eq(tell(NULL, SOURCE_API, EVENTS(accepted)).gone_events, 0);
	ck_assert_int_eq(tell(NULL, SOURCE_CSV, EVENTS(accepted)).gone_events, 0);
	ck_assert_int_eq(tell("usps", SOURCE_EMAIL, EVENTS(accepted)).gone_events, 0);
	ck_assert_int_eq(tell("usps", SOURCE_PASTED, EVENTS(accepted)).gone_events, 0);
	ck_assert_int_eq(tell("usps", SOURCE_NOTICE, EVENTS(accepted)).gone_events, 0);
	tell(NULL, SOURCE_EMAIL, EVENTS(delivered));
	ck_assert_int_eq(usps(EVENTS(arrived, accepted)).gone_events, 0); /* not the e-mail's */
	ck_assert_int_eq(usps(EVENTS(accepted)).gone_events, 1);
}
END_TEST

/* "Keeps them 120 days": the first scans fall out of the list one by one. */
START_TEST(what_the_carrier_may_have_forgotten_is_not_gone)
{
	usps(EVENTS(arrived, accepted));
	work_at(here.moment.now + (day_of(2027, 3, 3) - here.moment.today) * INT64_C(86400));
	ck_assert_int_eq(here.moment.today, accepted.occurred_at / 86400 + 120);
	ck_assert_int_eq(usps(EVENTS(arrived)).gone_events, 0);
	work_at(here.moment.now + INT64_C(17) * 86400);
	ck_assert_int_eq(usps(EVENTS(accepted)).gone_events, 0); /* the parcel's time is over */
}
END_TEST

START_TEST(the_same_time_written_in_another_way_is_not_gone)
{
	struct event other = arrived;

	other.occurred_at_local = "2026-11-20T03:00:00-07:00";
	usps(EVENTS(arrived, accepted));
	ck_assert_int_eq(usps(EVENTS(other, accepted)).gone_events, 0);
}
END_TEST

START_TEST(a_saved_answer_says_nothing_against_a_live_one)
{
	struct case_rows c;

	usps(EVENTS(delivered, arrived, accepted));
	ck_assert_int_eq(tell("usps", SOURCE_SAVED_ANSWER, EVENTS(delivered, accepted)).gone_events,
			 0);
	usps(EVENTS(arrived, accepted));
	tell("usps", SOURCE_SAVED_ANSWER, EVENTS(delivered, arrived, accepted));
	c = rows();
	ck_assert_int_ne(said(&c, "Delivered, Front Door")->gone_poll_id, 0);
	ck_assert_int_eq(c.shipment.status, STATUS_IN_TRANSIT);
}
END_TEST

START_TEST(of_saved_answers_an_older_one_takes_nothing_back)
{
	struct case_rows c;

	tell("usps", SOURCE_SAVED_ANSWER, EVENTS(delivered, arrived, accepted));
	ck_assert_int_eq(tell("usps", SOURCE_SAVED_ANSWER, EVENTS(arrived, accepted)).gone_events,
			 0);
	ck_assert_int_eq(tell("usps", SOURCE_SAVED_ANSWER,
			      EVENTS(on("2026-11-23T08:00:00", STATUS_DELIVERED, "Delivered")))
				 .gone_events,
			 0); /* one notice */
	ck_assert_int_eq(tell("usps", SOURCE_SAVED_ANSWER,
			      EVENTS(on("2026-11-23T08:00:00", STATUS_DELIVERED, "Delivered"),
				     delivered, accepted))
				 .gone_events,
			 1);
	c = rows();
	ck_assert_int_ne(said(&c, "Arrived at Hub")->gone_poll_id, 0);
	tell("usps", SOURCE_SAVED_ANSWER,
	     EVENTS(on("2026-11-23T08:00:00", STATUS_DELIVERED, "Delivered"), arrived));
	c = rows();
	ck_assert_int_eq(said(&c, "Arrived at Hub")->gone_poll_id, 0);
}
END_TEST

/* --- who signed --- */

START_TEST(who_signed_may_be_told_later_and_another_name_is_another_event)
{
	struct event by_doe = delivered, by_roe = delivered;
	struct case_rows c;

	by_doe.signed_by = "J DOE";
	by_roe.signed_by = "A ROE";
	usps(EVENTS(delivered, accepted));
	ck_assert_int_eq(usps(EVENTS(by_doe, accepted)).new_events, 0);
	c = rows();
	ck_assert_int_eq(c.nevents, 2);
	ck_assert_str_eq(c.event[0].signed_by, "J DOE");
	ck_assert_int_eq(usps(EVENTS(delivered, accepted)).gone_events, 0);
	ck_assert_str_eq(rows().event[0].signed_by, "J DOE");
	ck_assert_int_eq(usps(EVENTS(by_roe, accepted)).gone_events, 1);
	c = rows();
	ck_assert_int_eq(c.nevents, 3);
	ck_assert_int_ne(c.event[0].gone_poll_id, 0);
	ck_assert_str_eq(c.event[1].signed_by, "A ROE");
	ck_assert_int_eq(c.shipment.status, STATUS_DELIVERED);
}
END_TEST

/* --- until when --- */

START_TEST(until_when_the_carrier_keeps_the_scans_is_learnt)
{
	struct event label = on("2026-10-30T08:00:00", STATUS_PRE_TRANSIT, "Label Created");
	struct case_facts f = { .given = FACT_MAILED,
				.shipment = { .mailed_on = day_of(2026, 11, 2) } };
	const char *warning;
	int64_t id;

	label.is_scan = false;
	ck_assert_int_eq(rows().shipment.history_until, day_of(2026, 11, 1) + 120);
	MUST(casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err));
	ck_assert_int_eq(rows().shipment.history_until, day_of(2026, 11, 2) + 120);
	usps(EVENTS(arrived, accepted));
	ck_assert_int_eq(rows().shipment.history_until, day_of(2026, 11, 3) + 120);
	usps(EVENTS(arrived, accepted, label));
	ck_assert_int_eq(rows().shipment.history_until, day_of(2026, 10, 30) + 120);
	f = (struct case_facts){ .given = FACT_PROBLEM | FACT_MAILED | FACT_CARRIER,
				 .shipment = { .carrier = "fedex",
					       .mailed_on = day_of(2026, 11, 1) } };
	MUST(casefile_open(&id, &warning, here.desk, &here.a, "770011223344", &f, false,
			   &here.err));
	ck_assert_int_eq(count_of("SELECT history_until IS NULL FROM shipment WHERE id=2"), 1);
}
END_TEST

Suite *vanished_suite(void)
{
	Suite *s = suite_create("vanished");
	TCase *t = tcase_create("vanished");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, an_event_that_vanished_is_kept_and_marked);
	tcase_add_test(t, a_changed_event_is_kept_beside_the_new_one);
	tcase_add_test(t, a_delivery_taken_back_does_not_keep_the_parcel_delivered);
	tcase_add_test(t, the_shippers_own_day_of_delivery_outlives_a_scan_that_is_taken_back);
	tcase_add_test(t, an_acceptance_that_vanished_was_one_all_the_same);
	tcase_add_test(t, what_comes_back_is_no_longer_marked);
	tcase_add_loop_test(t, an_answer_that_is_not_whole_takes_nothing_back, 0, 7);
	tcase_add_test(t, only_who_gave_an_event_can_take_it_back);
	tcase_add_test(t, what_the_carrier_may_have_forgotten_is_not_gone);
	tcase_add_test(t, the_same_time_written_in_another_way_is_not_gone);
	tcase_add_test(t, a_saved_answer_says_nothing_against_a_live_one);
	tcase_add_test(t, of_saved_answers_an_older_one_takes_nothing_back);
	tcase_add_test(t, who_signed_may_be_told_later_and_another_name_is_another_event);
	tcase_add_test(t, until_when_the_carrier_keeps_the_scans_is_learnt);
	suite_add_tcase(s, t);
	return s;
}
