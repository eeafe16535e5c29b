#include "store/kept.h"
#include "store/listed.h"
#include "store/place.h"
#include "store/read.h"
#include "store/suites.h"
#include "view/doc.h"
#include "view/rates_doc.h"

/* --- kept promises --- */

enum { YEAR = 365 };

/* Somebody of the carrier promises something about these cases; it is settled on that day. */
static void settled(const int64_t ids[], int n, const char *rep, enum promise_state state,
		    daynum on)
{
	struct promise p = { .owed_by = PARTY_CARRIER, .what = "call", .due_on = on };
	struct contact c = a_call();
	int64_t contact;

	c.rep_name = rep;
	MUST(contact_log(&contact, here.desk, &c, ids, n, &p, 1, &here.err));
	MUST(promise_settle(&p, here.desk, &here.a, contact, state, on, &here.err));
}

static void settled_often(int64_t id, const char *rep, int kept, int broken)
{
	for (int i = 0; i < kept + broken; i++)
		settled(&id, 1, rep, i < kept ? PROMISE_KEPT : PROMISE_BROKEN, here.moment.today);
}

static struct kept_carrier *read_kept(int *n, const struct kept_query *query)
{
	struct kept_carrier *kept;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(kept_read(&kept, n, snap, &here.a, query, &here.err));
	desk_snap_end(snap);
	return kept;
}

/* "usps 1/1": carriers with what they kept and broke. */
static char *in_short(struct kept_query query)
{
	char *out = arena_strdup(&here.a, "");
	struct kept_carrier *kept;
	int n;

	kept = read_kept(&n, &query);
	for (int i = 0; i < n; i++)
		out = arena_printf(&here.a, "%s%s%s %d/%d", out, i ? ", " : "", kept[i].carrier,
				   (int)kept[i].sum.kept, (int)kept[i].sum.broken);
	return out;
}

START_TEST(what_was_kept_or_broken_within_the_year_counts)
{
	const daynum today = here.moment.today;
	int64_t id = open_lost(1);

	ck_assert_str_eq(in_short((struct kept_query){ .since = today - YEAR }), "");
	settled(&id, 1, NULL, PROMISE_BROKEN, today);
	settled(&id, 1, NULL, PROMISE_WAIVED, today);
	settled(&id, 1, NULL, PROMISE_KEPT, today - YEAR);
	settled(&id, 1, NULL, PROMISE_KEPT, today - YEAR - 1);
	log_with_promise(id, "not settled", today);
	ck_assert_str_eq(in_short((struct kept_query){ .since = today - YEAR }), "usps 1/1");
	ck_assert_str_eq(in_short((struct kept_query){ .since = today - YEAR, .newest = 1 }),
			 "usps 0/1");
}
END_TEST

START_TEST(a_promise_for_several_cases_counts_once)
{
	int64_t ids[] = { open_lost(1), open_lost(2) };

	settled(ids, 2, NULL, PROMISE_KEPT, here.moment.today);
	ck_assert_str_eq(in_short((struct kept_query){ .since = here.moment.today }), "usps 1/0");
}
END_TEST

START_TEST(a_carrier_is_asked_for_alone)
{
	int64_t id = open_lost(1), other = open_lost(2);

	edit_case(other, (struct case_facts){ .given = FACT_CARRIER, .shipment.carrier = "ups" });
	settled(&id, 1, NULL, PROMISE_KEPT, here.moment.today);
	settled(&other, 1, NULL, PROMISE_BROKEN, here.moment.today);
	ck_assert_str_eq(in_short((struct kept_query){ .since = 0 }), "ups 0/1, usps 1/0");
	ck_assert_str_eq(in_short((struct kept_query){ .since = 0, .carrier = "ups" }), "ups 0/1");
	ck_assert_str_eq(in_short((struct kept_query){ .since = 0, .carrier = "dpd" }), "");
}
END_TEST

START_TEST(a_representative_is_named_from_ten_promises)
{
	struct kept_carrier *kept;
	int64_t id = open_lost(1);
	int n;

	settled_often(id, "Lee", 4, 5);
	settled_often(id, NULL, 11, 0);
	settled_often(id, "Dana Q", 3, 7);
	settled_often(id, "dana q", 1, 0);
	kept = read_kept(&n, &(struct kept_query){ .since = 0 });
	ck_assert_int_eq(n, 1);
	ck_assert_int_eq(kept->sum.kept, 19);
	ck_assert_int_eq(kept->sum.broken, 12);
	ck_assert_int_eq(kept->nreps, 1);
	ck_assert_int_eq(kept->rep[0].sum.kept, 4);
	ck_assert_int_eq(kept->rep[0].sum.broken, 7);
	settled_often(id, "Lee", 8, 0);
	kept = read_kept(&n, &(struct kept_query){ .since = 0 });
	ck_assert_int_eq(kept->nreps, 2);
	ck_assert_str_eq(kept->rep[0].name, "Lee");
}
END_TEST

START_TEST(the_newest_are_read_again_after_each_act)
{
	const daynum today = here.moment.today;
	int64_t id = open_lost(1);
	int n;

	for (int i = 1; i <= 3; i++) {
		settled(&id, 1, "Lee", PROMISE_KEPT, today);
		for (int k = 0; k < 2; k++)
			ck_assert_str_eq(in_short((struct kept_query){ .since = today - 9,
								       .carrier = "usps",
								       .newest = 50 }),
					 arena_printf(&here.a, "usps %d/0", i));
	}
	ck_assert_str_eq(in_short((struct kept_query){ .newest = 2 }), "usps 2/0");
	ck_assert_str_eq(in_short((struct kept_query){ .since = today + 1, .newest = 50 }), "");
	ck_assert_str_eq(in_short((struct kept_query){ .carrier = "ups", .newest = 50 }), "");
	/* What is given out is the caller's, whatever is read after it. */
	settled_often(id, "Lee", 10, 0);
	struct kept_carrier *kept = read_kept(&n, &(struct kept_query){ .newest = 50 });

	settled(&id, 1, "Dana Q", PROMISE_BROKEN, today);
	ck_assert_str_eq(in_short((struct kept_query){ .newest = 50 }), "usps 13/1");
	ck_assert_str_eq(kept->rep[0].name, "Lee");
}
END_TEST

START_TEST(a_call_hears_of_those_who_spoke_in_its_case)
{
	int64_t id = open_lost(1), other = open_lost(2);
	struct node *doc = node_root(&here.a);
	const struct node *rate;
	struct case_rows c;
	struct snap *snap;

	settled_often(id, "Lee", 9, 1);
	settled_often(other, "Dana Q", 5, 5);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	MUST(kept_rate_node(&here.a, doc, snap, &c, &here.moment, &here.err));
	desk_snap_end(snap);
	rate = node_get(doc, "kept_rate");
	ck_assert_int_eq(node_num(rate, "n"), 20);
	ck_assert_int_eq(node_num(rate, "rate"), 70);
	ck_assert_int_eq(node_get(rate, "representatives")->count, 1);
	ck_assert_str_eq(node_str(node_get(rate, "representatives")->first, "rep_name"), "Lee");
}
END_TEST

Suite *kept_suite(void)
{
	Suite *s = suite_create("kept");
	TCase *t = tcase_create("kept");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, what_was_kept_or_broken_within_the_year_counts);
	tcase_add_test(t, the_newest_are_read_again_after_each_act);
	tcase_add_test(t, a_promise_for_several_cases_counts_once);
	tcase_add_test(t, a_carrier_is_asked_for_alone);
	tcase_add_test(t, a_representative_is_named_from_ten_promises);
	tcase_add_test(t, a_call_hears_of_those_who_spoke_in_its_case);
	suite_add_tcase(s, t);
	return s;
}
