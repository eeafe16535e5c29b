#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/place.h"

static struct case_rows rows(int64_t id)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	desk_snap_end(snap);
	return c;
}

static struct event scan(const char *local, enum status status, const char *text)
{
	struct event e = { .occurred_at_local = local,
			   .place = "BOISE, ID 83702",
			   .code = "10",
			   .text = text,
			   .status = status,
			   .is_scan = true };

	if (instant_parse(&e.occurred_at, arena_printf(&here.a, "%sZ", local)) < 0)
		e.occurred_at = INSTANT_NONE;
	return e;
}

static struct tracked record(struct reading r)
{
	struct tracked *t;

	if (!r.shipment_id)
		r.shipment_id = 1;
	r.expected_on = r.expected_on ? r.expected_on : DAY_NONE;
	MUST(tracking_record(&t, here.desk, &here.a,
			     &(struct answered){ .reading = &r, .nreadings = 1 }, 1, SOURCE_API,
			     &here.err));
	return t[0];
}

static struct tracked record_events(struct event *e, int n)
{
	return record((struct reading){ .outcome = POLL_NEW, .event = e, .nevents = n });
}

/* --- the plan --- */

static struct plans plans;
static struct plan *plan;
static int nplans, unasked;

static void make_plan(const char *const names[], int n, bool due)
{
	MUST(tracking_plan(&plans, here.desk, &here.a,
			   &(struct plan_query){ .names = names, .nnames = n, .due = due },
			   &here.err));
	plan = plans.plan;
	nplans = plans.nplans;
	unasked = plans.unasked;
}

START_TEST(every_parcel_of_an_open_case_is_asked_for)
{
	struct case_facts f = { .given = FACT_PROBLEM | FACT_CARRIER | FACT_TO | FACT_MAILED,
				.shipment = { .carrier = "usps",
					      .mailed_on = 20700,
					      .to_address = "A Roe\n12345 Main St\nBoise, ID "
							    "83702-1234" } };
	const char *warning;
	int64_t id;

	open_lost(1);
	MUST(casefile_close(here.desk, open_lost(2), NULL, &here.err));
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(3), &f, false,
			   &here.err));
	MUST(casefile_open(&id, &warning, here.desk, &here.a, "ZZTOP1",
			   &(struct case_facts){ .given = FACT_PROBLEM }, false, &here.err));
	make_plan(NULL, 0, false);
	ck_assert_int_eq(nplans, 1);
	ck_assert_str_eq(plan[0].carrier, "usps");
	ck_assert_int_eq(plan[0].nasks, 2);
	ck_assert_int_eq(unasked, 1);
	ck_assert_str_eq(plan[0].ask[0].tracking_number, usps_number(1));
	ck_assert_int_eq(plan[0].ask[0].mailed_on, day_of(2026, 11, 1));
	ck_assert_ptr_null(plan[0].ask[0].destination_zip);
	ck_assert_str_eq(plan[0].ask[1].destination_zip, "83702");
}
END_TEST

START_TEST(parcels_are_named_by_case_and_number_each_once)
{
	const char *const names[] = { "1", usps_number(2), usps_number(1), "#2" };
	const char *const wrong[] = { "1", "77" };

	open_lost(1);
	open_lost(2);
	open_lost(3);
	make_plan(names, 4, false);
	ck_assert_int_eq(plan[0].nasks, 2);
	REFUSED(tracking_plan(&plans, here.desk, &here.a,
			      &(struct plan_query){ .names = wrong, .nnames = 2 }, &here.err),
		ERR_NOT_FOUND, "there is no case 77");
}
END_TEST

static int asks_after(int64_t seconds)
{
	work_at(here.moment.now + seconds);
	make_plan(NULL, 0, true);
	here.moment.now -= seconds;
	return nplans ? plan[0].nasks : 0;
}

START_TEST(an_answer_stays_good_as_long_as_the_status_deserves)
{
	static const struct {
		enum status status;
		int minutes; /* -1: for ever */
	} rules[] = {
		{ STATUS_IN_TRANSIT, 45 }, { STATUS_OUT_FOR_DELIVERY, 15 },
		{ STATUS_ATTEMPTED, 45 },  { STATUS_PRE_TRANSIT, 360 },
		{ STATUS_UNKNOWN, 360 },   { STATUS_AVAILABLE_FOR_PICKUP, 360 },
		{ STATUS_FAILURE, 1440 },  { STATUS_DELIVERED, -1 },
		{ STATUS_CANCELLED, -1 },
	};
	struct event e = scan("2026-11-20T10:00:00", rules[_i].status, "some words");
	int good_s = rules[_i].minutes * 60;

	open_lost(1);
	ck_assert_int_eq(asks_after(0), 1); /* never asked */
	record_events(&e, 1);
	if (good_s < 0) {
		ck_assert_int_eq(asks_after(365 * 86400), 0);
		return;
	}
	ck_assert_int_eq(asks_after(good_s - 1), 0);
	ck_assert_int_eq(asks_after(good_s), 1);
}
END_TEST

/* --- recording --- */

START_TEST(new_events_are_kept_once_and_move_the_status)
{
	struct event e[3] = {
		scan("2026-11-21T09:00:00", STATUS_OUT_FOR_DELIVERY, "Out for Delivery"),
		scan("2026-11-20T09:00:00", STATUS_IN_TRANSIT, "Arrived"),
		scan("2026-11-20T09:00:00", STATUS_IN_TRANSIT, "Arrived"),
	};
	struct case_rows c;
	struct tracked t;

	open_lost(1);
	t = record_events(e, 3);
	ck_assert_int_eq(t.outcome, POLL_NEW);
	ck_assert_int_eq(t.new_events, 2); /* the same scan twice in one answer */
	ck_assert_int_eq(t.casefile_id, 1);
	ck_assert_int_eq(t.status, STATUS_OUT_FOR_DELIVERY);
	ck_assert_str_eq(t.tracking_number, usps_number(1));
	t = record_events(e, 3);
	ck_assert_int_eq(t.outcome, POLL_UNCHANGED);
	ck_assert_int_eq(t.new_events, 0);
	c = rows(1);
	ck_assert_int_eq(c.nevents, 2);
	ck_assert_int_eq(c.npolls, 2);
	ck_assert_int_eq(c.poll[0].new_events, 2);
	ck_assert_int_eq(c.poll[1].outcome, POLL_UNCHANGED);
	ck_assert_str_eq(c.event[0].text, "Out for Delivery");
	ck_assert_int_eq(c.event[0].poll_id, c.poll[0].id);
	ck_assert_int_eq(c.event[0].first_seen_at, here.moment.now);
	ck_assert_str_eq(c.shipment.status_text, "Out for Delivery");
	ck_assert_int_eq(c.shipment.last_asked_at, here.moment.now);
	ck_assert_int_eq(c.shipment.last_scan_at, e[0].occurred_at);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_answer_without_news_keeps_what_was_known)
{
	static const enum poll_outcome outcomes[] = { POLL_NOT_FOUND, POLL_UNREADABLE, POLL_REFUSED,
						      POLL_UNREACHABLE, POLL_DEFERRED };
	struct event e = scan("2026-11-20T09:00:00", STATUS_IN_TRANSIT, "Arrived");
	struct case_rows c;
	struct tracked t;

	open_lost(1);
	record_events(&e, 1);
	work_at(here.moment.now + 3600);
	t = record((struct reading){ .outcome = outcomes[_i], .message = "as it was said" });
	ck_assert_int_eq(t.outcome, outcomes[_i]);
	ck_assert_str_eq(t.message, "as it was said");
	ck_assert_int_eq(t.status, STATUS_IN_TRANSIT);
	c = rows(1);
	ck_assert_int_eq(c.nevents, 1);
	ck_assert_int_eq(c.npolls, 2);
	ck_assert_str_eq(c.poll[1].message, "as it was said");
	ck_assert_int_eq(c.poll[1].outcome, outcomes[_i]);
	ck_assert_str_eq(c.shipment.status_text, "Arrived");
	ck_assert(verifies());
}
END_TEST

START_TEST(delivered_moves_status_and_days)
{
	struct event e[2] = {
		scan("2026-11-22T16:30:00", STATUS_DELIVERED, "Delivered, Left with Individual"),
		scan("2026-11-03T09:00:00", STATUS_IN_TRANSIT, "Accepted"),
	};
	const struct window *w = NULL;
	struct case_rows c;

	open_lost(1);
	ck_assert_int_eq(record_events(e, 2).status, STATUS_DELIVERED);
	c = rows(1);
	ck_assert_int_eq(c.shipment.delivered_on, day_of(2026, 11, 22));
	ck_assert_int_eq(c.shipment.delivered_at, e[0].occurred_at);
	ck_assert_int_eq(c.shipment.accepted_on, day_of(2026, 11, 3));
	for (int i = 0; i < c.nwindows; i++)
		if (c.window[i].what == WINDOW_CLAIM)
			w = &c.window[i];
	/*
	 * accepted two days after the shipper's date: opens from the later, closes from the earlier
	 */
	ck_assert_ptr_nonnull(w);
	ck_assert_int_eq(w->opens_on, day_of(2026, 11, 18));
	ck_assert_int_eq(w->closes_on, day_of(2026, 12, 31));
	ck_assert(verifies());
}
END_TEST

START_TEST(service_and_expected_day_are_learnt_and_the_shippers_word_stands)
{
	struct case_facts f = { .given = FACT_PROBLEM };
	const char *warning;
	int64_t id;

	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, false,
			   &here.err));
	record((struct reading){ .outcome = POLL_NEW,
				 .service = "priority_mail",
				 .expected_on = 20790,
				 .status_text = "Shipping Label Created" });
	ck_assert_str_eq(rows(1).shipment.service, "priority_mail");
	ck_assert_int_eq(rows(1).shipment.expected_on, 20790);
	ck_assert_str_eq(rows(1).shipment.status_text, "Shipping Label Created");
	ck_assert_int_eq(rows(1).poll[0].outcome, POLL_UNCHANGED);
	open_lost(2);
	record((struct reading){ .shipment_id = 2, .outcome = POLL_NEW, .service = "media_mail" });
	ck_assert_str_eq(rows(2).shipment.service, "ground_advantage");
	ck_assert(verifies());
}
END_TEST

START_TEST(every_open_case_of_the_parcel_is_told)
{
	struct case_facts f = { .given = FACT_PROBLEM, .problem = PROBLEM_DELAYED };
	struct event e = scan("2026-11-05T09:00:00", STATUS_IN_TRANSIT, "Accepted");
	const char *warning;
	int64_t id;

	open_lost(1);
	MUST(casefile_open(&id, &warning, here.desk, &here.a, usps_number(1), &f, true, &here.err));
	ck_assert_int_eq(record_events(&e, 1).casefile_id, 2);
	MUST(casefile_close(here.desk, 2, NULL, &here.err));
	ck_assert_int_eq(record_events(&e, 1).casefile_id, 1);
	MUST(casefile_close(here.desk, 1, NULL, &here.err));
	ck_assert_int_eq(record_events(&e, 1).casefile_id, 0);
	ck_assert(verifies());
}
END_TEST

START_TEST(two_hundred_and_fifty_answers_make_three_entries)
{
	enum { N = 250 };
	struct reading *r = arena_array(&here.a, N, sizeof *r);
	struct event *e = arena_array(&here.a, N, sizeof *e);
	struct answered *each = arena_array(&here.a, N, sizeof *each);
	int64_t before;
	struct tracked *t;

	for (int i = 0; i < N; i++) {
		open_lost(i + 1);
		e[i] = scan("2026-11-20T09:00:00", STATUS_IN_TRANSIT, "Arrived");
		r[i] = (struct reading){ .shipment_id = i + 1,
					 .outcome = POLL_NEW,
					 .event = &e[i],
					 .nevents = 1,
					 .expected_on = DAY_NONE };
		each[i] = (struct answered){ .reading = &r[i], .nreadings = 1 };
	}
	before = count_of("SELECT count(*) FROM journal");
	MUST(tracking_record(&t, here.desk, &here.a, each, N, SOURCE_API, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), before + 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM event"), N);
	for (int i = 0; i < N; i++)
		ck_assert(t[i].shipment_id == i + 1 && t[i].new_events == 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_parcel_that_is_not_there_undoes_its_batch)
{
	struct reading r[2] = { { .shipment_id = 1, .outcome = POLL_NOT_FOUND },
				{ .shipment_id = 9, .outcome = POLL_NOT_FOUND } };
	struct tracked *t;
	char *before;

	open_lost(1);
	before = dump_desk();
	REFUSED(tracking_record(&t, here.desk, &here.a,
				&(struct answered){ .reading = r, .nreadings = 2 }, 1, SOURCE_API,
				&here.err),
		ERR_NOT_FOUND, "there is no shipment 9");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(one_carrier_is_asked_by_one_process_at_a_time)
{
	sqlite3 *db;

	MUST(tracking_lease(here.desk, "usps", here.moment.machine, &here.err));
	MUST(tracking_lease(here.desk, "usps", here.moment.machine + 60, &here.err));
	db = raw_open(here.path);
	raw_exec(db, "UPDATE job SET leased_by='another'");
	sqlite3_close(db);
	REFUSED(tracking_lease(here.desk, "usps", here.moment.machine + 90, &here.err), ERR_BUSY,
		"'track usps' is being done by another");
	MUST(tracking_lease(here.desk, "ups", here.moment.machine, &here.err));
	MUST(tracking_lease(here.desk, "usps", here.moment.machine + 661, &here.err));
	MUST(tracking_release(here.desk, "usps", &here.err));
	MUST(tracking_release(here.desk, "ups", &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM job"), 0);
}
END_TEST

Suite *tracking_suite(void)
{
	Suite *s = suite_create("tracking");
	TCase *t = tcase_create("tracking");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, every_parcel_of_an_open_case_is_asked_for);
	tcase_add_test(t, parcels_are_named_by_case_and_number_each_once);
	tcase_add_loop_test(t, an_answer_stays_good_as_long_as_the_status_deserves, 0, 9);
	tcase_add_test(t, new_events_are_kept_once_and_move_the_status);
	tcase_add_loop_test(t, an_answer_without_news_keeps_what_was_known, 0, 5);
	tcase_add_test(t, delivered_moves_status_and_days);
	tcase_add_test(t, service_and_expected_day_are_learnt_and_the_shippers_word_stands);
	tcase_add_test(t, every_open_case_of_the_parcel_is_told);
	tcase_add_test(t, two_hundred_and_fifty_answers_make_three_entries);
	tcase_add_test(t, a_parcel_that_is_not_there_undoes_its_batch);
	tcase_add_test(t, one_carrier_is_asked_by_one_process_at_a_time);
	suite_add_tcase(s, t);
	return s;
}
