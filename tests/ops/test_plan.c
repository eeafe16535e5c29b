#include <string.h>

#include "carrier/path.h"
#include "ops/due_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/place.h"

/* Which parcels are asked for, in which order, and whom one asks. */

static struct plans plans;

static void plan_with(const struct plan_query *query)
{
	MUST(tracking_plan(&plans, here.desk, &here.a, query, &here.err));
}

static void plan_all(void)
{
	plan_with(&(struct plan_query){ .nnames = 0 });
}

/* The parcels of all plans, in order: "3 1 2". */
static const char *order(void)
{
	const char *text = "";

	for (int p = 0; p < plans.nplans; p++)
		for (int i = 0; i < plans.plan[p].nasks; i++)
			text = arena_printf(&here.a, "%s%s%lld", text, *text ? " " : "",
					    (long long)plans.plan[p].ask[i].shipment_id);
	return text;
}

/* A parcel that is watched without a case. */
static int64_t watch(const char *carrier, const char *number, const struct shipment *facts)
{
	struct shipment s = *facts;
	struct tx *tx;

	s.carrier = carrier;
	s.tracking_number = number;
	MUST(desk_begin(&tx, here.desk, "test", &here.err));
	MUST(row_insert(&s, tx, TABLE_SHIPMENT, &here.err));
	tx_file(tx, s.id);
	MUST(tx_end(tx, 0, &here.err));
	return s.id;
}

static struct shipment moving(daynum mailed_on)
{
	return (struct shipment){ .status = STATUS_IN_TRANSIT,
				  .mailed_on = mailed_on,
				  .accepted_on = DAY_NONE,
				  .expected_on = DAY_NONE,
				  .delivered_on = DAY_NONE,
				  .delivered_at = INSTANT_NONE,
				  .last_scan_at = INSTANT_NONE,
				  .last_asked_at = INSTANT_NONE,
				  .history_until = DAY_NONE,
				  .insured_on = DAY_NONE };
}

static void set(const char *what, int64_t id)
{
	sqlite3 *db = raw_open(here.path);

	raw_exec(db, arena_printf(&here.a, "UPDATE shipment SET %s WHERE id=%lld", what,
				  (long long)id));
	sqlite3_close(db);
}

START_TEST(parcels_without_a_case_are_asked_for_while_they_move)
{
	struct shipment s = moving(here.moment.today - 5);

	watch("usps", usps_number(1), &s);
	s.status = STATUS_DELIVERED;
	watch("usps", usps_number(2), &s);
	s.status = STATUS_CANCELLED;
	watch("usps", usps_number(3), &s);
	s.status = STATUS_PRE_TRANSIT;
	watch("ups", "1Z0000000000000004", &s);
	MUST(casefile_close(here.desk, open_lost(5), NULL, &here.err)); /* no longer watched */
	plan_all();
	ck_assert_str_eq(order(), "1 4");
	ck_assert_int_eq(plans.nplans, 2);
}
END_TEST

/* clang-format off */
static const struct {
	const char *carrier;
	int mailed_ago, accepted_ago, until;	/* days; -1: not known */
	bool asked;
} ages[] = {
	{ "usps",	 120, -1, -1, true },
	{ "usps",	 121, -1, -1, false },
	{ "dhl_express",  90, -1, -1, true },
	{ "dhl_express",  91, -1, -1, false },
	{ "fedex",	 120, -1, -1, true },	/* not known: 120 */
	{ "fedex",	 121, -1, -1, false },
	{ "usps",	 130, 100, -1, true },	/* from the first scan on */
	{ "usps",	 200, -1, 0, true },	/* what is known of it itself */
	{ "usps",	  10, -1, -2, false },
	{ "usps",	  -1, -1, -1, true },	/* no day known: it may be remembered */
};
/* clang-format on */

START_TEST(what_the_carrier_has_forgotten_is_not_asked_for)
{
	daynum today = here.moment.today;
	struct shipment s =
		moving(ages[_i].mailed_ago < 0 ? DAY_NONE : today - ages[_i].mailed_ago);

	if (ages[_i].accepted_ago >= 0)
		s.accepted_on = today - ages[_i].accepted_ago;
	if (ages[_i].until != -1)
		s.history_until = today + ages[_i].until;
	watch(ages[_i].carrier, "1Z0000000000000004", &s);
	plan_all();
	ck_assert_int_eq(plans.nplans, ages[_i].asked);
}
END_TEST

START_TEST(parcels_of_an_import_that_is_not_complete_are_not_seen)
{
	static const char *const states[] = { "running", "undone", "complete" };
	struct shipment s = moving(here.moment.today - 5);
	sqlite3 *db;

	watch("usps", usps_number(1), &s);
	open_lost(2);
	db = raw_open(here.path);
	raw_exec(db, arena_printf(&here.a,
				  "INSERT INTO import(id,version,name,sha256,kind,rows_read,"
				  "rows_created,rows_refused,state,started_at)"
				  "VALUES(7,1,'a.csv','x','shipments',1,1,0,'%s',1);"
				  "UPDATE shipment SET import_id=7",
				  states[_i]));
	sqlite3_close(db);
	plan_all();
	ck_assert_str_eq(order(), _i < 2 ? "" : "2 1");
	plan_with(&(struct plan_query){ .due = true });
	ck_assert_str_eq(order(), _i < 2 ? "" : "2 1");
}
END_TEST

START_TEST(the_riskiest_come_first)
{
	struct shipment s = moving(here.moment.today - 5);
	sqlite3 *db;

	watch("usps", usps_number(1), &s); /* never asked */
	s.last_asked_at = here.moment.now - 90000;
	watch("usps", usps_number(2), &s);
	s.status = STATUS_OUT_FOR_DELIVERY;
	s.last_asked_at = here.moment.now - 4000;
	watch("usps", usps_number(3), &s);
	open_lost(4); /* case 1: window, money */
	open_lost(5); /* case 2: closes sooner */
	open_lost(6); /* case 3: soonest, but no money */
	open_lost(7); /* case 4: no window that is open */
	set("value_cents=NULL,value_currency=NULL", 6);
	db = raw_open(here.path);
	raw_exec(db, "UPDATE window SET closes_on=closes_on-1 WHERE casefile_id=2;"
		     "UPDATE window SET closes_on=closes_on-2 WHERE casefile_id=3;"
		     "UPDATE window SET closes_on=20000 WHERE casefile_id=4");
	sqlite3_close(db);
	plan_all();
	ck_assert_str_eq(order(), "5 4 6 7 3 1 2");
}
END_TEST

START_TEST(due_leaves_out_what_was_asked_lately)
{
	struct shipment s = moving(here.moment.today - 5);

	s.last_asked_at = here.moment.now - 44 * 60;
	watch("usps", usps_number(1), &s);
	s.last_asked_at = here.moment.now - 45 * 60;
	watch("usps", usps_number(2), &s);
	s.status = STATUS_OUT_FOR_DELIVERY;
	s.last_asked_at = here.moment.now - 15 * 60;
	watch("usps", usps_number(3), &s);
	s.last_asked_at = here.moment.now - 15 * 60 + 1;
	watch("usps", usps_number(4), &s);
	plan_with(&(struct plan_query){ .due = true });
	ck_assert_str_eq(order(), "3 2");
	plan_all();
	ck_assert_str_eq(order(), "3 4 2 1");
}
END_TEST

/* The parcel's whole history: one word of that source. */
static void tell(int64_t shipment_id, const char *source)
{
	change(arena_printf(&here.a,
			    "INSERT INTO event(version,shipment_id,text,status,trouble,is_scan,"
			    "source,first_seen_at)VALUES(1,%lld,'Delivered','delivered',"
			    "'none',0,'%s',1)",
			    (long long)shipment_id, source));
}

START_TEST(delivered_by_an_email_alone_is_asked_for_still)
{
	static const struct paths paths = { .easypost = true };
	const char *const name = "C00000000000004";
	struct shipment s = moving(here.moment.today - 5);

	s.status = STATUS_DELIVERED;
	s.last_asked_at = here.moment.now - 6 * 3600;
	tell(watch("usps", usps_number(1), &s), "email");
	tell(watch("usps", usps_number(2), &s), "api");
	watch("usps", usps_number(3), &s); /* the summary of an answer, without a scan */
	tell(watch("ontrac", name, &s), "email");
	s.delivered_on = here.moment.today - 1;
	tell(watch("usps", usps_number(5), &s), "email"); /* a person knows the day */
	s.delivered_on = DAY_NONE;
	s.last_asked_at++;
	tell(watch("usps", usps_number(6), &s), "email");
	plan_with(&(struct plan_query){ .due = true });
	ck_assert_str_eq(order(), "1");
	plan_all();
	ck_assert_str_eq(order(), "1 6");
	plan_with(&(struct plan_query){ .names = &name, .nnames = 1, .paths = &paths });
	ck_assert_int_eq(plans.finished, 0);
	ck_assert_str_eq(order(), "4");
}
END_TEST

START_TEST(a_case_delivered_by_an_email_alone_is_asked_for_still)
{
	open_lost(1);
	open_lost(2);
	set("status='delivered',last_asked_at=1", 1);
	set("status='delivered',last_asked_at=1", 2);
	tell(1, "email");
	tell(2, "email");
	tell(2, "pasted");
	plan_with(&(struct plan_query){ .due = true });
	ck_assert_str_eq(order(), "1");
}
END_TEST

START_TEST(a_long_barcode_is_asked_as_its_short_number)
{
	struct shipment s = moving(here.moment.today - 5);
	const char *label = arena_printf(&here.a, "42083702%s", usps_number(1));

	watch("fedex", "1001901781990001000300617767839437", &s);
	watch("usps", label, &s);
	plan_all();
	ck_assert_int_eq(plans.nplans, 2);
	ck_assert_str_eq(plans.plan[0].ask[0].tracking_number, "617767839437");
	ck_assert_int_eq(plans.plan[0].ask[0].shipment_id, 1);
	ck_assert_str_eq(plans.plan[1].ask[0].tracking_number, usps_number(1));
	ck_assert_str_eq(plans.plan[1].ask[0].destination_zip, "83702");
}
END_TEST

START_TEST(easypost_is_not_asked_for_what_is_delivered)
{
	static const struct paths paths = { .easypost = true };
	struct shipment s = moving(here.moment.today - 5);
	const char *const names[] = { "C00000000000001", "C00000000000002" };

	watch("ontrac", names[0], &s);
	s.status = STATUS_DELIVERED;
	watch("ontrac", names[1], &s);
	plan_with(&(struct plan_query){ .names = names, .nnames = 2, .paths = &paths });
	ck_assert_int_eq(plans.nplans, 1);
	ck_assert_str_eq(plans.plan[0].carrier, "easypost");
	ck_assert_str_eq(order(), "1");
	ck_assert_int_eq(plans.paid, 1);
	ck_assert_int_eq(plans.finished, 1);
	plan_with(&(struct plan_query){ .names = names, .nnames = 2 });
	ck_assert_int_eq(plans.unasked, 2);
	ck_assert_int_eq(plans.paid, 0);
}
END_TEST

/* The count is that of the plan, and has no asks. */
START_TEST(what_is_due_is_counted_by_whom_is_asked)
{
	static const struct path_access usps = { .carrier = "usps", .access = true };
	struct paths paths = { .access = &usps, .naccess = 1 };
	struct shipment facts = moving(here.moment.today - 3);
	struct due_parcels due;

	for (int i = 1; i <= 3; i++)
		watch("usps", usps_number(i), &facts);
	watch("ups", "1Z999AA10123456784", &facts);
	watch("ontrac", "C00000000000000", &facts);
	facts.last_asked_at = here.moment.now - 60;
	watch("usps", usps_number(4), &facts);
	MUST(due_count(&due, here.desk, &here.a, &paths, &here.err));
	plan_with(&(struct plan_query){ .due = true, .paths = &paths });
	ck_assert_int_eq(due.ncarriers, plans.nplans);
	ck_assert_int_eq(due.ncarriers, 2);
	for (int i = 0; i < 2; i++) {
		ck_assert_str_eq(due.of[i].code, plans.plan[i].carrier);
		ck_assert_int_eq(due.of[i].n, plans.plan[i].nasks);
		ck_assert(!due.of[i].why_not == !strcmp(due.of[i].code, "usps"));
	}
	ck_assert_int_eq(due.may, 3);
	ck_assert_int_eq(due.unasked, 1);
	ck_assert_int_eq(due.paid, 0);
	paths.easypost = true;
	MUST(due_count(&due, here.desk, &here.a, &paths, &here.err));
	ck_assert_int_eq(due.may, 5);
	ck_assert_int_eq(due.paid, 2);
	ck_assert_int_eq(due.unasked, 0);
}
END_TEST

Suite *ask_suite(void)
{
	Suite *s = suite_create("whom to ask for");
	TCase *t = tcase_create("whom to ask for");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, parcels_without_a_case_are_asked_for_while_they_move);
	tcase_add_loop_test(t, what_the_carrier_has_forgotten_is_not_asked_for, 0, COUNT(ages));
	tcase_add_loop_test(t, parcels_of_an_import_that_is_not_complete_are_not_seen, 0, 3);
	tcase_add_test(t, the_riskiest_come_first);
	tcase_add_test(t, due_leaves_out_what_was_asked_lately);
	tcase_add_test(t, delivered_by_an_email_alone_is_asked_for_still);
	tcase_add_test(t, a_case_delivered_by_an_email_alone_is_asked_for_still);
	tcase_add_test(t, a_long_barcode_is_asked_as_its_short_number);
	tcase_add_test(t, easypost_is_not_asked_for_what_is_delivered);
	tcase_add_test(t, what_is_due_is_counted_by_whom_is_asked);
	suite_add_tcase(s, t);
	return s;
}
