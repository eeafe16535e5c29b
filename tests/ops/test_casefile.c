#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"
#include "view/case_doc.h"
#include "view/doc.h"

static const char *warning;

static int try_open(int64_t *id, const char *tracking, struct case_facts facts, bool another)
{
	facts.given |= FACT_PROBLEM;
	return casefile_open(id, &warning, here.desk, &here.a, tracking, &facts, another,
			     &here.err);
}

static int64_t open_with(const char *tracking, struct case_facts facts)
{
	int64_t id = 0;

	MUST(try_open(&id, tracking, facts, false));
	return id;
}

static const struct case_facts nothing;

static struct case_rows rows(int64_t id)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	desk_snap_end(snap);
	return c;
}

static const struct window *window_of(int64_t id, enum window_what what)
{
	struct case_rows c = rows(id);

	for (int i = 0; i < c.nwindows; i++)
		if (c.window[i].what == what)
			return &c.window[i];
	return NULL;
}

static void edit(int64_t id, struct case_facts facts)
{
	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &facts, &here.err));
}

static int64_t found(const char *text)
{
	struct snap *snap;
	struct hit *hit;
	int64_t total;
	int n;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(search_find(&hit, &n, &total, snap, &here.a, text, 50, &here.err));
	desk_snap_end(snap);
	return total;
}

/* --- opening --- */

START_TEST(a_number_and_a_problem_are_enough)
{
	struct case_rows c = rows(open_with(usps_number(1), nothing));

	ck_assert_str_eq(c.shipment.carrier, "usps");
	ck_assert_str_eq(c.shipment.tracking_number, usps_number(1));
	ck_assert_ptr_null(c.shipment.service);
	ck_assert_int_eq(c.shipment.mailed_on, DAY_NONE);
	ck_assert(!money_known(&c.shipment.value));
	ck_assert_int_eq(c.shipment.status, STATUS_UNKNOWN);
	ck_assert_int_eq(c.casefile.stage, STAGE_OPEN);
	ck_assert_int_eq(c.casefile.opened_at, here.moment.now);
	ck_assert_str_eq(c.casefile.opened_by, "ann");
	ck_assert_ptr_null(c.casefile.owner);
	ck_assert_ptr_null(warning);
	ck_assert_ptr_nonnull(strstr(window_of(1, WINDOW_CLAIM)->unknown_because, "edit 1"));
	ck_assert(verifies());
}
END_TEST

START_TEST(known_facts_give_the_first_and_the_last_day)
{
	const struct window *w;

	open_lost(1);
	w = window_of(1, WINDOW_CLAIM);
	ck_assert_int_eq(w->opens_on, day_of(2026, 11, 16));
	ck_assert_int_eq(w->closes_on, day_of(2026, 12, 31));
	ck_assert(w->live);
	ck_assert_int_eq(found("usps"), 0);
	ck_assert_int_eq(found("lost"), 1);
	ck_assert_int_eq(found(usps_number(1) + 14), 1);
	ck_assert_int_eq(found(usps_number(1) + 18), 1);
}
END_TEST

START_TEST(what_is_no_number_is_refused_with_the_reason)
{
	int64_t id;

	REFUSED(try_open(&id, "9.40551E+21", nothing, false), ERR_INPUT, "spreadsheet");
	REFUSED(try_open(&id, "", nothing, false), ERR_INPUT, "");
	REFUSED(try_open(&id, "---", nothing, false), ERR_INPUT, "");
	REFUSED(try_open(&id, arena_printf(&here.a, "%0200d", 1), nothing, false), ERR_INPUT, "");
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile"), 0);
	ck_assert(!db_in_transaction(store_db(here.desk->store)));
}
END_TEST

START_TEST(a_wrong_check_digit_warns_and_is_taken)
{
	char *number = usps_number(1);

	number[21] = number[21] == '9' ? '0' : number[21] + 1;
	open_with(number, nothing);
	ck_assert_ptr_nonnull(warning);
	ck_assert_ptr_nonnull(strstr(warning, "check digit"));
	ck_assert_str_eq(rows(1).shipment.tracking_number, number);
}
END_TEST

START_TEST(a_number_of_unknown_form_leaves_the_carrier_unknown)
{
	struct case_rows c = rows(open_with("ZZ-TOP-1", nothing));

	ck_assert_ptr_null(c.shipment.carrier);
	ck_assert_str_eq(c.shipment.tracking_number, "ZZTOP1");
	ck_assert_int_eq(c.nwindows, 0);
}
END_TEST

START_TEST(an_international_number_of_the_us_is_of_usps)
{
	ck_assert_str_eq(rows(open_with("RA123456785US", nothing)).shipment.carrier, "usps");
}
END_TEST

START_TEST(a_carrier_is_taken_as_people_spell_it)
{
	struct case_facts facts = { .given = FACT_CARRIER,
				    .shipment = { .carrier = "United States Postal Service" } };
	int64_t id = open_with(arena_printf(&here.a, "420 83702 %s", usps_number(1)), facts);

	ck_assert_ptr_null(warning);
	ck_assert_str_eq(rows(id).shipment.carrier, "usps");
	ck_assert_str_eq(rows(id).shipment.tracking_number, usps_number(1));
}
END_TEST

START_TEST(a_carrier_that_does_not_fit_the_number_warns)
{
	struct case_facts facts = { .given = FACT_CARRIER, .shipment = { .carrier = "purolator" } };
	int64_t id = open_with("RA123456785US", facts);

	ck_assert_ptr_nonnull(warning);
	ck_assert_ptr_nonnull(strstr(warning, "not of Purolator"));
	ck_assert_str_eq(rows(id).shipment.carrier, "purolator");
}
END_TEST

START_TEST(a_carrier_or_service_that_is_not_known_is_refused_with_help)
{
	struct case_facts f = { .given = FACT_CARRIER };
	int64_t id;

	f.shipment.carrier = "fedx";
	REFUSED(try_open(&id, "ZZTOP1", f, false), ERR_INPUT, "did you mean fedex?");
	f.shipment.carrier = "pony express of the west";
	REFUSED(try_open(&id, "ZZTOP1", f, false), ERR_INPUT, "'waylaid contacts' lists");
	f.shipment.carrier = "dhl";
	REFUSED(try_open(&id, "ZZTOP1", f, false), ERR_AMBIGUOUS, "dhl_ecommerce or dhl_express");
	f.given = FACT_SERVICE;
	f.shipment = (struct shipment){ .service = "overnight" };
	REFUSED(try_open(&id, usps_number(1), f, false), ERR_INPUT, "ground_advantage, ");
	REFUSED(try_open(&id, "ZZTOP1", f, false), ERR_INPUT, "a service needs its carrier");
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 0);
}
END_TEST

START_TEST(a_service_is_taken_as_people_spell_it)
{
	struct case_facts f = { .given = FACT_SERVICE | FACT_CARRIER,
				.shipment = { .service = "Ground-Advantage", .carrier = "usps" } };

	ck_assert_str_eq(rows(open_with(usps_number(1), f)).shipment.service, "ground_advantage");
	f.shipment = (struct shipment){ .service = "Next-Day Drone", .carrier = "speedee" };
	ck_assert_int_eq(count_of("SELECT count(*) FROM fact_service WHERE carrier='speedee'"), 0);
	ck_assert_str_eq(rows(open_with("ZZTOP1", f)).shipment.service, "next_day_drone");
}
END_TEST

START_TEST(a_second_open_case_on_a_parcel_is_refused_unless_asked_for)
{
	int64_t id;

	open_lost(1);
	REFUSED(try_open(&id, usps_number(1), nothing, false), ERR_STATE,
		"case 1 is open on this parcel");
	MUST(try_open(&id, usps_number(1), nothing, true));
	ck_assert_int_eq(id, 2);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 1);
	REFUSED(try_open(&id, usps_number(1), nothing, false), ERR_STATE, "case 1 is open");
	MUST(casefile_close(here.desk, 1, "found", &here.err));
	REFUSED(try_open(&id, usps_number(1), nothing, false), ERR_STATE, "case 2 is open");
	MUST(casefile_close(here.desk, 2, "found", &here.err));
	MUST(try_open(&id, usps_number(1), nothing, false));
	ck_assert_int_eq(id, 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_number_used_again_at_another_date_is_another_parcel)
{
	struct case_facts f = { .given = FACT_MAILED };
	int64_t id;

	open_lost(1);
	f.shipment.mailed_on = day_of(2026, 3, 1);
	MUST(try_open(&id, usps_number(1), f, false));
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 2);
	f.shipment.mailed_on = day_of(2026, 11, 1);
	REFUSED(try_open(&id, usps_number(1), f, false), ERR_STATE, "case 1 is open");
	f.given |= FACT_CARRIER;
	f.shipment.carrier = "ontrac";
	MUST(try_open(&id, usps_number(1), f, false));
	ck_assert_int_eq(count_of("SELECT count(*) FROM shipment"), 3);
}
END_TEST

START_TEST(facts_given_with_a_second_case_move_the_days_of_the_first)
{
	struct case_facts f = { .given = FACT_MAILED | FACT_SERVICE | FACT_ORDER,
				.shipment = { .mailed_on = day_of(2026, 11, 1),
					      .service = "ground_advantage",
					      .order_number = "ORD-55" } };
	const char *done;
	int64_t id;

	open_with(usps_number(1), nothing);
	ck_assert_int_eq(window_of(1, WINDOW_CLAIM)->closes_on, DAY_NONE);
	MUST(try_open(&id, usps_number(1), f, true));
	ck_assert_int_eq(window_of(1, WINDOW_CLAIM)->closes_on, day_of(2026, 12, 31));
	ck_assert_int_eq(window_of(2, WINDOW_CLAIM)->closes_on, day_of(2026, 12, 31));
	ck_assert_int_eq(found("ORD-55"), 2);
	ck_assert(verifies());
	MUST(desk_undo(&done, here.desk, &here.a, &here.err)); /* the second alone is closed */
	ck_assert_int_eq(rows(1).casefile.closed_at, INSTANT_NONE);
	ck_assert_int_ne(rows(2).casefile.closed_at, INSTANT_NONE);
	ck_assert_int_eq(window_of(1, WINDOW_CLAIM)->closes_on, DAY_NONE);
	ck_assert(verifies());
}
END_TEST

START_TEST(unlikely_days_warn_and_are_taken)
{
	struct case_facts f = { .given = FACT_MAILED | FACT_DELIVERED };

	f.shipment.mailed_on = here.moment.today + 1;
	f.shipment.delivered_on = here.moment.today + 2;
	open_with(usps_number(1), f);
	ck_assert_ptr_nonnull(strstr(warning, "mailing date 2026-11-24 lies in the future"));
	ck_assert_ptr_nonnull(strstr(warning, "\nthe delivery date 2026-11-25 lies in the future"));
	f.shipment.mailed_on = day_of(2024, 1, 5);
	f.shipment.delivered_on = day_of(2024, 1, 4);
	open_with(usps_number(2), f);
	ck_assert_ptr_nonnull(strstr(warning, "more than two years ago"));
	ck_assert_ptr_nonnull(strstr(warning, "delivered 2024-01-04 is before it was mailed"));
}
END_TEST

/* --- correcting --- */

START_TEST(an_edit_changes_what_is_given_and_nothing_else)
{
	struct case_facts f = {
		.given = FACT_MAILED | FACT_TO | FACT_INSURED | FACT_PROBLEM | FACT_NOTE |
			 FACT_OWNER,
		.problem = PROBLEM_DAMAGED,
		.note = "call on Monday",
		.owner = "bob",
		.shipment = { .mailed_on = day_of(2026, 11, 3),
			      .to_address = "A Roe\nBoise, ID 83702",
			      .insured = { 50000, "USD" } },
	};
	struct case_rows c;

	open_lost(1);
	edit(1, f);
	c = rows(1);
	ck_assert_int_eq(c.casefile.problem, PROBLEM_DAMAGED);
	ck_assert_str_eq(c.casefile.note, "call on Monday");
	ck_assert_str_eq(c.casefile.owner, "bob");
	ck_assert_int_eq(c.shipment.value.cents, 12000);
	ck_assert_int_eq(c.shipment.insured.cents, 50000);
	ck_assert_str_eq(c.shipment.service, "ground_advantage");
	ck_assert_int_eq(window_of(1, WINDOW_CLAIM)->opens_on, day_of(2026, 11, 3));
	ck_assert_int_eq(window_of(1, WINDOW_CLAIM)->closes_on, day_of(2027, 1, 2));
	ck_assert_int_eq(found("Monday"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_edit_may_clear_a_fact)
{
	struct case_facts f = { .given = FACT_MAILED | FACT_VALUE | FACT_CARRIER | FACT_SERVICE,
				.shipment = { .mailed_on = DAY_NONE } };
	struct case_rows c;

	open_lost(1);
	edit(1, f);
	c = rows(1);
	ck_assert_int_eq(c.shipment.mailed_on, DAY_NONE);
	ck_assert(!money_known(&c.shipment.value));
	ck_assert_ptr_null(c.shipment.carrier);
	ck_assert_int_eq(c.nwindows, 0);
	ck_assert(verifies());
}
END_TEST

START_TEST(an_edit_refuses_what_opening_refuses)
{
	struct case_facts f = { .given = FACT_CARRIER, .shipment = { .carrier = "fedx" } };
	char *before;

	open_lost(1);
	before = dump_desk();
	REFUSED(casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err), ERR_INPUT,
		"fedex");
	f = (struct case_facts){ .given = FACT_SERVICE, .shipment = { .service = "x" } };
	REFUSED(casefile_edit(&warning, here.desk, &here.a, 1, 0, &f, &here.err), ERR_INPUT,
		"use ");
	REFUSED(casefile_edit(&warning, here.desk, &here.a, 9, 0, &f, &here.err), ERR_NOT_FOUND,
		"there is no case 9");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

/* What a colleague changed meanwhile is never overwritten unseen, on the case or on its parcel. */
START_TEST(an_edit_of_what_was_changed_meanwhile_is_a_conflict)
{
	struct case_facts theirs = { .given = FACT_NOTE, .note = "theirs" };
	struct case_facts mine = { .given = FACT_MAILED, .shipment = { .mailed_on = 20700 } };
	int32_t seen;

	open_lost(1);
	for (int round = 0; round < 2; round++) {
		seen = rows(1).casefile.version;
		work_as("bob");
		edit(1, theirs);
		work_as("ann");
		REFUSED(casefile_edit(&warning, here.desk, &here.a, 1, seen, &mine, &here.err),
			ERR_CONFLICT, "case 1 was changed since you looked at it");
		MUST(casefile_edit(&warning, here.desk, &here.a, 1, rows(1).casefile.version, &mine,
				   &here.err));
		theirs = (struct case_facts){ .given = FACT_CONTENTS,
					      .shipment = { .contents = "a lamp" } };
		mine.shipment.mailed_on = 20701;
	}
}
END_TEST

START_TEST(cases_on_one_parcel_follow_an_edit_of_it)
{
	struct case_facts f = { .given = FACT_MAILED | FACT_ORDER,
				.shipment = { .mailed_on = day_of(2026, 10, 1),
					      .order_number = "ORD-9" } };
	int32_t seen;
	int64_t id;

	open_lost(1);
	MUST(try_open(&id, usps_number(1), nothing, true));
	seen = rows(2).casefile.version;
	edit(1, f);
	ck_assert_int_eq(window_of(2, WINDOW_CLAIM)->closes_on, day_of(2026, 11, 30));
	ck_assert_int_eq(found("ORD-9"), 2);
	ck_assert_int_eq(rows(2).casefile.version, seen + 1); /* its reader must look again */
	ck_assert(verifies());
}
END_TEST

/* A window that goes and one that comes in the same act must not share a number. */
START_TEST(windows_may_come_and_go_in_one_act)
{
	struct case_facts abroad = { .given = FACT_TO | FACT_SERVICE,
				     .shipment = { .to_address = "A Roe\nParis\nFRANCE",
						   .service = "priority_mail_international" } };
	struct case_facts home = { .given = FACT_TO | FACT_SERVICE,
				   .shipment = { .to_address = "A Roe\nBoise, ID 83702",
						 .service = "priority_mail" } };
	struct case_facts delayed = { .given = FACT_PROBLEM, .problem = PROBLEM_DELAYED };
	int64_t id;

	open_lost(1);
	MUST(try_open(&id, usps_number(1), delayed, true));
	for (int i = 0; i < 3; i++) {
		edit(1, abroad);
		ck_assert_ptr_nonnull(window_of(1, WINDOW_INQUIRY));
		ck_assert(verifies());
		edit(2, home);
		ck_assert_ptr_null(window_of(1, WINDOW_INQUIRY));
		ck_assert(verifies());
	}
}
END_TEST

/* --- closing --- */

START_TEST(closing_and_reopening_keep_the_reason_and_the_stage)
{
	struct case_rows c;

	log_call(open_lost(1), "hello");
	MUST(casefile_close(here.desk, 1, "refunded by the shop", &here.err));
	c = rows(1);
	ck_assert_int_eq(c.casefile.stage, STAGE_CLOSED);
	ck_assert_int_eq(c.casefile.closed_at, here.moment.now);
	ck_assert_str_eq(c.casefile.close_reason, "refunded by the shop");
	ck_assert(!window_of(1, WINDOW_CLAIM)->live);
	REFUSED(casefile_close(here.desk, 1, NULL, &here.err), ERR_STATE, "already closed");
	MUST(casefile_reopen(here.desk, 1, &here.err));
	c = rows(1);
	ck_assert_int_eq(c.casefile.stage, STAGE_CONTACTED);
	ck_assert_int_eq(c.casefile.closed_at, INSTANT_NONE);
	ck_assert_ptr_null(c.casefile.close_reason);
	ck_assert(window_of(1, WINDOW_CLAIM)->live);
	REFUSED(casefile_reopen(here.desk, 1, &here.err), ERR_STATE, "not closed");
	REFUSED(casefile_close(here.desk, 8, NULL, &here.err), ERR_NOT_FOUND, "no case 8");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_case_is_ready_when_no_paper_is_missing)
{
	struct evidence e;
	bool known;

	open_lost(1);
	for (int kind = 0; kind < EVIDENCE_NVALUES; kind++) {
		struct evidence facts = a_paper((enum evidence_kind)kind);

		MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1,
				     put_text("paper", arena_printf(&here.a, "paper %d", kind)),
				     &facts, &here.err));
	}
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_READY);
}
END_TEST

Suite *casefile_suite(void)
{
	Suite *s = suite_create("casefile");
	TCase *t = tcase_create("casefile");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_number_and_a_problem_are_enough);
	tcase_add_test(t, known_facts_give_the_first_and_the_last_day);
	tcase_add_test(t, what_is_no_number_is_refused_with_the_reason);
	tcase_add_test(t, a_wrong_check_digit_warns_and_is_taken);
	tcase_add_test(t, a_number_of_unknown_form_leaves_the_carrier_unknown);
	tcase_add_test(t, an_international_number_of_the_us_is_of_usps);
	tcase_add_test(t, a_carrier_is_taken_as_people_spell_it);
	tcase_add_test(t, a_carrier_that_does_not_fit_the_number_warns);
	tcase_add_test(t, a_carrier_or_service_that_is_not_known_is_refused_with_help);
	tcase_add_test(t, a_service_is_taken_as_people_spell_it);
	tcase_add_test(t, a_second_open_case_on_a_parcel_is_refused_unless_asked_for);
	tcase_add_test(t, a_number_used_again_at_another_date_is_another_parcel);
	tcase_add_test(t, facts_given_with_a_second_case_move_the_days_of_the_first);
	tcase_add_test(t, unlikely_days_warn_and_are_taken);
	tcase_add_test(t, an_edit_changes_what_is_given_and_nothing_else);
	tcase_add_test(t, an_edit_may_clear_a_fact);
	tcase_add_test(t, an_edit_refuses_what_opening_refuses);
	tcase_add_test(t, an_edit_of_what_was_changed_meanwhile_is_a_conflict);
	tcase_add_test(t, cases_on_one_parcel_follow_an_edit_of_it);
	tcase_add_test(t, windows_may_come_and_go_in_one_act);
	tcase_add_test(t, closing_and_reopening_keep_the_reason_and_the_stage);
	tcase_add_test(t, a_case_is_ready_when_no_paper_is_missing);
	suite_add_tcase(s, t);
	return s;
}
