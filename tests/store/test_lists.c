#include <stdlib.h>
#include <string.h>

#include "ops/internal.h"
#include "ops/tracking_ops.h"
#include "store/place.h"
#include "store/session.h"
#include "store/suites.h"

static struct list_query any(void)
{
	return (struct list_query){ .stage = -1,
				    .problem = -1,
				    .due_on = DAY_NONE,
				    .opened_since = INSTANT_NONE,
				    .limit = 100 };
}

/* --- the register --- */

static int note(void *payload, const struct list_row *row, struct err *err)
{
	char **ids = payload;

	(void)err;
	*ids = arena_printf(&here.a, "%s%s%lld", *ids, **ids ? " " : "", (long long)row->id);
	return 0;
}

/* "3 2 1 of 3, 0 closed" */
static char *listed(struct list_query q)
{
	char *ids = arena_strdup(&here.a, "");
	int64_t count, closed;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(list_cases(&count, &closed, snap, &q, note, &ids, &here.err));
	desk_snap_end(snap);
	return arena_printf(&here.a, "%s of %lld, %lld closed", ids, (long long)count,
			    (long long)closed);
}

static void edit(int64_t id, struct case_facts facts)
{
	const char *warning;

	MUST(casefile_edit(&warning, here.desk, &here.a, id, 0, &facts, &here.err));
}

/* Cases 1 to 4: 2 is worth most, 3 mailed first, 4 closed; ann has 1 and 4, Acme 2 and 4. */
static void four_cases(void)
{
	for (int i = 1; i <= 4; i++)
		open_lost(i);
	edit(2, (struct case_facts){ .given = FACT_VALUE | FACT_CLIENT,
				     .client = "Acme",
				     .shipment = { .value = { 90000, "USD" } } });
	edit(3, (struct case_facts){ .given = FACT_MAILED,
				     .shipment = { .mailed_on = day_of(2026, 10, 10) } });
	edit(1, (struct case_facts){ .given = FACT_OWNER, .owner = "ann" });
	edit(4, (struct case_facts){
			.given = FACT_OWNER | FACT_CLIENT, .owner = "ann", .client = "Acme" });
	MUST(casefile_close(here.desk, 4, "found", &here.err));
}

START_TEST(open_cases_are_listed_in_every_order)
{
	struct list_query q = any();

	four_cases();
	ck_assert_str_eq(listed(q), "3 2 1 of 3, 1 closed");
	q.sort = LIST_OLDEST;
	ck_assert_str_eq(listed(q), "1 2 3 of 3, 1 closed");
	q.sort = LIST_DUE;
	ck_assert_str_eq(listed(q), "3 1 2 of 3, 1 closed");
	q.sort = LIST_VALUE;
	ck_assert_str_eq(listed(q), "2 1 3 of 3, 1 closed");
	q.limit = 1;
	ck_assert_str_eq(listed(q), "2 of 3, 1 closed");
	q.limit = 0;
	q.all = true;
	ck_assert_str_eq(listed(q), "2 1 3 4 of 4, 0 closed");
}
END_TEST

/* Row by row, each behind the one before it, is the same as all at once. */
static char *by_steps(struct list_query q)
{
	static const char *const key_sql[] = {
		[LIST_NEWEST] = "0",
		[LIST_OLDEST] = "0",
		[LIST_DUE] =
			("coalesce((SELECT closes_on FROM window w WHERE w.casefile_id=c.id AND "
			 "w.what='claim' AND w.route='carrier'),-2147483648)"),
		[LIST_VALUE] = "coalesce(s.value_cents,-1)",
	};
	struct list_place place;
	char *out = arena_strdup(&here.a, "");

	q.limit = 1;
	for (;;) {
		char *line = listed(q);

		if (*line == ' ')
			return out;
		place.id = strtoll(line, NULL, 10);
		place.key = count_of(arena_printf(
			&here.a,
			"SELECT %s FROM casefile c JOIN shipment s ON s.id=c.shipment_id "
			"WHERE c.id=%d",
			key_sql[q.sort], (int)place.id));
		q.after = &place;
		out = arena_printf(&here.a, "%s%s%d", out, *out ? " " : "", (int)place.id);
	}
}

START_TEST(a_list_goes_on_behind_any_row)
{
	static const char *const wanted[] = { [LIST_NEWEST] = "6 5 4 3 2 1",
					      [LIST_OLDEST] = "1 2 3 4 5 6",
					      [LIST_DUE] = "3 1 2 4 5 6",
					      [LIST_VALUE] = "2 1 3 4 5 6" };
	struct list_query q = any();

	four_cases();
	open_lost(15);
	open_lost(16);
	change("UPDATE shipment SET value_cents=CASE id WHEN 5 THEN 0 END WHERE id>4");
	change("UPDATE window SET closes_on=NULL WHERE casefile_id IN(5,6)");
	q.all = true;
	q.sort = (enum list_sort)_i;
	ck_assert_str_eq(by_steps(q), wanted[_i]);
	q.limit = 0;
	q.after = NULL;
	ck_assert(strncmp(listed(q), wanted[_i], strlen(wanted[_i])) == 0);
	q.all = false;
	ck_assert_uint_eq(strlen(by_steps(q)), strlen("1 2 3 4 5"));
}
END_TEST

START_TEST(a_filter_hides_nothing_silently)
{
	struct list_query q = any();

	four_cases();
	q.owner = "ann";
	ck_assert_str_eq(listed(q), "1 of 1, 1 closed");
	q.all = true;
	ck_assert_str_eq(listed(q), "4 1 of 2, 0 closed");
	q = any();
	q.client = "Acme";
	ck_assert_str_eq(listed(q), "2 of 1, 1 closed");
	q = any();
	q.carrier = "usps";
	ck_assert_str_eq(listed(q), "3 2 1 of 3, 1 closed");
	q.carrier = "ups";
	ck_assert_str_eq(listed(q), " of 0, 0 closed");
	q = any();
	q.stage = STAGE_CLOSED;
	ck_assert_str_eq(listed(q), "4 of 1, 0 closed");
	q.stage = STAGE_OPEN;
	ck_assert_str_eq(listed(q), "3 2 1 of 3, 0 closed");
}
END_TEST

START_TEST(each_filter_leaves_out_what_it_should)
{
	struct list_query q = any();

	four_cases();
	edit(1, (struct case_facts){ .given = FACT_PROBLEM, .problem = PROBLEM_DAMAGED });
	q.problem = PROBLEM_DAMAGED;
	ck_assert_str_eq(listed(q), "1 of 1, 0 closed");
	q = any();
	q.due_on = day_of(2026, 12, 9);
	ck_assert_str_eq(listed(q), "3 of 1, 0 closed");
	q = any();
	q.value_cents = 12001;
	ck_assert_str_eq(listed(q), "2 of 1, 0 closed");
	q = any();
	q.opened_since = here.moment.now + 1;
	ck_assert_str_eq(listed(q), " of 0, 0 closed");
	q.opened_since = here.moment.now;
	ck_assert_str_eq(listed(q), "3 2 1 of 3, 1 closed");
}
END_TEST

static int look(void *payload, const struct list_row *row, struct err *err)
{
	(void)err;
	ck_assert_int_eq(row->id, 1);
	ck_assert_str_eq(row->carrier, "usps");
	ck_assert_str_eq(row->problem, "lost");
	ck_assert_str_eq(row->stage, "contacted");
	ck_assert_str_eq(row->status, "unknown");
	ck_assert_ptr_null(row->owner);
	ck_assert_int_eq(row->opens_on, day_of(2026, 11, 16));
	ck_assert_int_eq(row->closes_on, day_of(2026, 12, 31));
	ck_assert_int_eq(row->promise_due_on, day_of(2026, 11, 25));
	ck_assert_int_eq(row->value.cents, 12000);
	ck_assert_str_eq(row->value.currency, "USD");
	++*(int *)payload;
	return 0;
}

static int stop(void *payload, const struct list_row *row, struct err *err)
{
	(void)payload;
	(void)row;
	return err_set(err, ERR_FAILED, "the pipe is closed");
}

START_TEST(a_line_holds_the_nearest_days)
{
	struct list_query q = any();
	int64_t count, closed;
	struct snap *snap;
	int lines = 0;

	open_lost(1);
	log_with_promise(1, "later", day_of(2026, 12, 1));
	log_with_promise(1, "sooner", day_of(2026, 11, 25));
	log_with_promise(1, "some day", DAY_NONE);
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(list_cases(&count, &closed, snap, &q, look, &lines, &here.err));
	ck_assert_int_eq(lines, 1);
	REFUSED(list_cases(&count, &closed, snap, &q, stop, NULL, &here.err), ERR_FAILED, "pipe");
	MUST(list_cases(&count, &closed, snap, &q, look, &lines, &here.err));
	desk_snap_end(snap);
}
END_TEST

START_TEST(a_list_that_fails_is_no_list)
{
	struct list_query q = any();
	int64_t count, closed;
	struct snap *snap;
	int failed = 0;

	four_cases();
	q.owner = "ann";
	for (int at = 1; at < 40; at++) {
		MUST(desk_snap(&snap, here.desk, &here.err));
		desk_fail_at(here.desk, at);
		failed += list_cases(&count, &closed, snap, &q, note,
				     &(char *){ arena_strdup(&here.a, "") }, &here.err) < 0;
		desk_fail_at(here.desk, 0);
		desk_snap_end(snap);
	}
	ck_assert_int_gt(failed, 3);
	ck_assert_str_eq(listed(q), "1 of 1, 1 closed");
}
END_TEST

/* --- what a case has --- */

static void put_claim_of(int number, enum route_kind route, enum claim_state state,
			 daynum decided_on)
{
	struct claim c = { .casefile_id = 1,
			   .number = number,
			   .route = route,
			   .state = state,
			   .filed_on = DAY_NONE,
			   .decided_on = decided_on,
			   .appealed_on = DAY_NONE };
	struct tx *tx;

	MUST(desk_begin(&tx, here.desk, "test", &here.err));
	MUST(row_insert(&c, tx, TABLE_CLAIM, &here.err));
	MUST(tx_end(tx, 0, &here.err));
}

static struct progress progress(void)
{
	struct progress p;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_progress(&p, snap, &here.a, 1, &here.err));
	desk_snap_end(snap);
	return p;
}

START_TEST(progress_is_what_contacts_requests_papers_and_claims_say)
{
	struct evidence facts = a_paper(EVIDENCE_STATEMENT), e;
	struct progress p;
	bool known;

	open_lost(1);
	p = progress();
	ck_assert(!p.contacted && !p.requested && !p.evidence && p.claim_state == -1);
	ck_assert(p.help_request_on == DAY_NONE && p.decided_on == DAY_NONE);
	log_call(1, "hello");
	ask_for(1, REQUEST_TRACE, NULL, DAY_NONE);
	ask_for(1, REQUEST_HELP_REQUEST, NULL, 20700);
	ask_for(1, REQUEST_HELP_REQUEST, NULL, 20750);
	MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, 1, put_text("s.txt", "I say"),
			     &facts, &here.err));
	p = progress();
	ck_assert(p.contacted && p.requested);
	ck_assert_int_eq(p.help_request_on, 20700);
	ck_assert_uint_eq(p.evidence, 1u << EVIDENCE_STATEMENT);
	put_claim_of(1, ROUTE_CARRIER, CLAIM_DENIED, 20760);
	put_claim_of(2, ROUTE_INSURANCE, CLAIM_WITHDRAWN, DAY_NONE);
	put_claim_of(3, ROUTE_CARD, CLAIM_DRAFT, DAY_NONE);
	p = progress();
	ck_assert_int_eq(p.claim_state, CLAIM_DENIED); /* what was withdrawn does not stand */
	ck_assert_int_eq(p.route[ROUTE_CARRIER].decided_on, 20760);
	ck_assert_int_eq(p.route[ROUTE_INSURANCE].decided_on, DAY_NONE);
	ck_assert_int_eq(p.route[ROUTE_INSURANCE].claim_state, -1);
	ck_assert_int_eq(p.decided_on, 20760);
	ck_assert(p.filed[ROUTE_CARRIER] && !p.filed[ROUTE_INSURANCE] && !p.filed[ROUTE_CARD]);
}
END_TEST

START_TEST(cases_and_parcels_are_found_by_number)
{
	int64_t *ids, n64;
	struct snap *snap;
	bool there;
	int n;

	for (int i = 1; i <= 20; i++)
		log_call(open_lost(i), "hello");
	MUST(casefile_close(here.desk, 3, NULL, &here.err));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(cases_of_number(&ids, &n, snap, &here.a, usps_number(3), true, &here.err));
	ck_assert_int_eq(n, 0);
	MUST(cases_of_number(&ids, &n, snap, &here.a, usps_number(3), false, &here.err));
	ck_assert(n == 1 && ids[0] == 3);
	MUST(shipments_of_number(&ids, &n, snap, &here.a, usps_number(3), &here.err));
	ck_assert(n == 1 && ids[0] == 3);
	MUST(case_count(&n64, snap, &here.err));
	ck_assert_int_eq(n64, 20);
	MUST(case_exists(&there, snap, 20, &here.err));
	ck_assert(there);
	MUST(case_exists(&there, snap, 21, &here.err));
	ck_assert(!there);
	desk_snap_end(snap);
}
END_TEST

START_TEST(a_contact_may_be_about_many_cases)
{
	int64_t cases[40], *ids, contact;
	struct contact call = a_call();
	struct snap *snap;
	int n;

	for (int i = 0; i < 40; i++)
		cases[i] = open_lost(i + 1);
	MUST(contact_log(&contact, here.desk, &call, cases, 40, NULL, 0, &here.err));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(contact_cases(&ids, &n, snap, &here.a, contact, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(n, 40);
	ck_assert_mem_eq(ids, cases, sizeof cases);
}
END_TEST

Suite *lists_suite(void)
{
	Suite *s = suite_create("lists");
	TCase *t = tcase_create("lists");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, open_cases_are_listed_in_every_order);
	tcase_add_loop_test(t, a_list_goes_on_behind_any_row, 0, LIST_SORT_NVALUES);
	tcase_add_test(t, a_filter_hides_nothing_silently);
	tcase_add_test(t, each_filter_leaves_out_what_it_should);
	tcase_add_test(t, a_line_holds_the_nearest_days);
	tcase_add_test(t, a_list_that_fails_is_no_list);
	tcase_add_test(t, progress_is_what_contacts_requests_papers_and_claims_say);
	tcase_add_test(t, cases_and_parcels_are_found_by_number);
	tcase_add_test(t, a_contact_may_be_about_many_cases);
	suite_add_tcase(s, t);
	return s;
}
