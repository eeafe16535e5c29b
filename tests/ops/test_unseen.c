#include <string.h>

#include "ops/events_ops.h"
#include "ops/import_ops.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/tracking_ops.h"
#include "store/place.h"
#include "store/watch.h"

/* Every door by which a parcel without a case is found, and what an import keeps from them. */

static int64_t found(int serial)
{
	struct snap *snap;
	int64_t *ids, id;
	int n;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(shipments_of_number(&ids, &n, snap, &here.a, usps_number(serial), &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(desk_find_shipment(&id, here.desk, usps_number(serial), &here.err),
			 n ? 0 : -1);
	return n;
}

static int64_t planned(bool due)
{
	struct plans plans;

	MUST(tracking_plan(&plans, here.desk, &here.a, &(struct plan_query){ .due = due },
			   &here.err));
	return plans.nplans ? plans.plan[0].nasks : 0;
}

static int64_t checked(void)
{
	struct watch_query q = { .moment = &here.moment, .limit = 9 };
	struct watch_list list;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(watch_find(&list, snap, &here.a, &q, &here.err));
	desk_snap_end(snap);
	return list.checked;
}

static bool told_of(int serial)
{
	struct events_report told;
	const char *text = arena_printf(&here.a,
					"Tracking Number,Date,Status\n%s,11/22/2026 1:44 PM,"
					"Out for Delivery\n",
					usps_number(serial));
	struct events_given given = {
		.name = "told.csv", .bytes = text, .len = strlen(text), .dry_run = true
	};

	MUST(events_take(&told, here.desk, &here.a, &given, &here.err));
	return told.nunknown == 0;
}

static int64_t searched(int serial)
{
	struct snap *snap;
	struct hit *hits;
	int64_t total;
	int n;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(search_find(&hits, &n, &total, snap, &here.a, usps_number(serial), 5, &here.err));
	desk_snap_end(snap);
	return total;
}

START_TEST(parcels_of_an_import_that_is_not_complete_are_behind_no_door)
{
	static const char *const states[] = { "complete", "running", "undone" };
	const struct import_options o = {
		.path = put_text("parcels.csv",
				 arena_printf(&here.a,
					      "tracking number,ship date\n%s,2026-11-01\n%s,\n",
					      usps_number(1), usps_number(2))),
	};
	bool seen = _i == 0;
	struct import_report r;

	MUST(import_run(&r, here.desk, &here.a, &o, &here.err));
	change(arena_printf(&here.a, "UPDATE import SET state='%s'", states[_i]));
	ck_assert_int_eq(found(1), seen);
	ck_assert_int_eq(planned(true), seen ? 2 : 0);
	ck_assert_int_eq(planned(false), seen ? 2 : 0);
	ck_assert_int_eq(checked(), seen ? 2 : 0);
	ck_assert_int_eq(told_of(1), seen);
	ck_assert_int_eq(searched(1), 0); /* words are of cases alone */
}
END_TEST

Suite *unseen_suite(void)
{
	Suite *s = suite_create("unseen");
	TCase *t = tcase_create("unseen");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_add_loop_test(t, parcels_of_an_import_that_is_not_complete_are_behind_no_door, 0, 3);
	suite_add_tcase(s, t);
	return s;
}
