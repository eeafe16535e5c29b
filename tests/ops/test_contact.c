#include <string.h>

#include "ops/internal.h"
#include "ops/post_office_ops.h"
#include "ops/suites.h"
#include "store/place.h"
#include "view/case_doc.h"
#include "view/doc.h"

static int64_t contact;

static int try_log(struct contact c, const int64_t cases[], int n, const struct promise p[], int np)
{
	return contact_log(&contact, here.desk, &c, cases, n, p, np, &here.err);
}

static const struct node *case_tree(int64_t id)
{
	struct snap *snap;
	struct node *doc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
	desk_snap_end(snap);
	return doc;
}

/* The n-th child of a list of the case. */
static const struct node *child(int64_t id, const char *list, int n)
{
	const struct node *c = node_get(case_tree(id), list);

	for (c = c->first; n > 0 && c; n--)
		c = c->next;
	ck_assert_ptr_nonnull(c);
	return c;
}

START_TEST(a_call_is_kept_with_all_that_was_noted)
{
	struct promise p[2] = {
		{ .owed_by = PARTY_CARRIER, .what = "call back", .due_on = day_of(2026, 11, 28) },
		{ .owed_by = PARTY_US,
		  .what = "send the form",
		  .due_on = DAY_NONE,
		  .state = PROMISE_KEPT,
		  .settled_by = "nobody" },
	};
	struct contact c = {
		.channel = CHANNEL_PHONE,
		.party = PARTY_CARRIER,
		.direction = DIRECTION_OUT,
		.outcome = OUTCOME_REACHED,
		.at = here.moment.now - 600,
		.rep_name = "Dana Q",
		.rep_id = "77",
		.reference = "4711-A",
		.dialed = "1-800-275-8777",
		.keypad = "2,1",
		.callback = "555-0100",
		.said = "search started",
		.minutes = 12,
		.hold_minutes = 9,
	};
	int64_t id = open_lost(1);
	const struct node *n;

	MUST(try_log(c, &id, 1, p, 2));
	n = child(id, "contacts", 0);
	ck_assert_str_eq(node_str(n, "rep_name"), "Dana Q");
	ck_assert_str_eq(node_str(n, "reference"), "4711-A");
	ck_assert_str_eq(node_str(n, "keypad"), "2,1");
	ck_assert_str_eq(node_str(n, "said"), "search started");
	ck_assert_int_eq(node_num(n, "hold_minutes"), 9);
	ck_assert_int_eq(node_instantof(n, "at"), here.moment.now - 600);
	ck_assert_int_eq(node_instantof(n, "logged_at"), here.moment.now);
	ck_assert_str_eq(node_str(n, "logged_by"), "ann");
	n = child(id, "promises", 1);
	ck_assert_str_eq(node_str(n, "owed_by"), "us");
	ck_assert_str_eq(node_str(n, "state"), "open");
	ck_assert_ptr_null(node_str(n, "settled_by"));
	ck_assert(!node_known(n, "due_on"));
	ck_assert_str_eq(node_str(case_tree(id), "stage"), "contacted");
	ck_assert(verifies());
}
END_TEST

START_TEST(one_call_about_two_cases_is_one_contact_in_both)
{
	int64_t cases[3] = { open_lost(1), open_lost(2), 1 };

	MUST(try_log(a_call(), cases, 3, NULL, 0));
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact_case"), 2);
	for (int64_t id = 1; id <= 2; id++) {
		ck_assert_int_eq(node_num(child(id, "contacts", 0), "contact"), contact);
		ck_assert_int_eq(node_get(child(id, "contacts", 0), "cases")->count, 2);
		ck_assert_str_eq(node_str(case_tree(id), "stage"), "contacted");
	}
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal_file WHERE entry=4"), 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_call_without_a_time_was_now_and_a_closed_case_may_be_called_about)
{
	int64_t id = open_lost(1);

	MUST(casefile_close(here.desk, id, NULL, &here.err));
	MUST(try_log(a_call(), &id, 1, NULL, 0));
	ck_assert_int_eq(node_instantof(child(id, "contacts", 0), "at"), here.moment.now);
	ck_assert_str_eq(node_str(case_tree(id), "stage"), "closed");
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
	int64_t cases[101], id = open_lost(1), gone[2] = { 1, 9 };
	struct promise blank = { .what = " \n" }, many[51];
	struct contact c = a_call();
	char *before = dump_desk();

	for (int i = 0; i < 101; i++)
		cases[i] = i + 1;
	for (int i = 0; i < 51; i++)
		many[i] = (struct promise){ .what = "x", .due_on = DAY_NONE };
	REFUSED(try_log(c, &id, 0, NULL, 0), ERR_INPUT, "1 to 100 cases");
	REFUSED(try_log(c, cases, 101, NULL, 0), ERR_INPUT, "1 to 100 cases");
	REFUSED(try_log(c, &id, 1, many, 51), ERR_INPUT, "at most 50 next steps");
	REFUSED(try_log(c, &id, 1, &blank, 1), ERR_INPUT, "needs words");
	REFUSED(try_log(c, gone, 2, NULL, 0), ERR_NOT_FOUND, "there is no case 9");
	c.at = here.moment.now + 86401;
	REFUSED(try_log(c, &id, 1, NULL, 0), ERR_INPUT, "in the future");
	c = a_call();
	c.minutes = 5;
	c.hold_minutes = 6;
	REFUSED(try_log(c, &id, 1, NULL, 0), ERR_INPUT, "6 minutes on hold");
	ck_assert_str_eq(dump_desk(), before);
	c.minutes = MINUTES_NONE;
	c.at = here.moment.now + 86400;
	MUST(try_log(c, &id, 1, NULL, 0));
}
END_TEST

START_TEST(an_amendment_keeps_both_versions)
{
	struct contact changes = { .said = "no search was started",
				   .minutes = 3,
				   .rep_name = NULL };
	int64_t id = open_lost(1);
	const struct node *n, *was;

	log_with_promise(id, "call back", DAY_NONE);
	work_as("bob");
	MUST(contact_amend(here.desk, &here.a, 1, 1, &changes,
			   CONTACT_SAID | CONTACT_MINUTES | CONTACT_REP_NAME, &here.err));
	n = child(id, "contacts", 0);
	ck_assert_str_eq(node_str(n, "said"), "no search was started");
	ck_assert_str_eq(node_str(n, "reference"), "4711-A");
	ck_assert_str_eq(node_str(n, "logged_by"), "ann");
	ck_assert(!node_known(n, "rep_name"));
	ck_assert_int_eq(node_num(n, "version"), 2);
	was = node_get(n, "earlier")->first;
	ck_assert_ptr_nonnull(was);
	ck_assert_str_eq(node_str(was, "rep_name"), "Dana Q");
	ck_assert_str_eq(node_str(was, "replaced_by"), "bob");
	ck_assert(node_get(was, "said") && !node_known(was, "said"));
	ck_assert_ptr_null(node_get(was, "reference"));
	ck_assert(verifies());
}
END_TEST

START_TEST(every_field_may_be_amended)
{
	struct contact to = {
		.channel = CHANNEL_EMAIL,
		.party = PARTY_INSURER,
		.direction = DIRECTION_IN,
		.outcome = OUTCOME_CALLBACK,
		.at = 1790000000,
		.rep_name = "a",
		.rep_id = "b",
		.reference = "c",
		.dialed = "d",
		.keypad = "e",
		.callback = "f",
		.said = "g",
		.minutes = 7,
		.hold_minutes = 1,
	};
	struct contact is;
	struct snap *snap;

	log_call(open_lost(1), "x");
	MUST(contact_amend(here.desk, &here.a, 1, 0, &to, ~0u, &here.err));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(row_get(&is, snap, &here.a, TABLE_CONTACT, 1, &here.err));
	desk_snap_end(snap);
	to.logged_by = is.logged_by;
	to.logged_at = is.logged_at;
	ck_assert(row_same(TABLE_CONTACT, &to, &is));
}
END_TEST

START_TEST(an_amendment_of_what_was_amended_meanwhile_is_a_conflict)
{
	struct contact changes = { .said = "mine", .minutes = 1, .hold_minutes = 2 };

	log_call(open_lost(1), "x");
	MUST(contact_amend(here.desk, &here.a, 1, 1, &changes, CONTACT_SAID, &here.err));
	REFUSED(contact_amend(here.desk, &here.a, 1, 1, &changes, CONTACT_SAID, &here.err),
		ERR_CONFLICT, "contact 1 was amended since");
	REFUSED(contact_amend(here.desk, &here.a, 1, 2, &changes, CONTACT_MINUTES | CONTACT_HOLD,
			      &here.err),
		ERR_INPUT, "on hold");
	REFUSED(contact_amend(here.desk, &here.a, 5, 0, &changes, CONTACT_SAID, &here.err),
		ERR_NOT_FOUND, "there is no contact 5");
}
END_TEST

START_TEST(an_amended_contact_is_found_by_its_new_words_alone)
{
	struct contact changes = { .reference = "NEW-22" };
	struct snap *snap;
	struct hit *hit;
	int64_t total;
	int n;

	log_with_promise(open_lost(1), "x", DAY_NONE);
	MUST(contact_amend(here.desk, &here.a, 1, 0, &changes, CONTACT_REFERENCE, &here.err));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(search_find(&hit, &n, &total, snap, &here.a, "4711-A", 5, &here.err));
	ck_assert_int_eq(total, 0);
	MUST(search_find(&hit, &n, &total, snap, &here.a, "new-22", 5, &here.err));
	ck_assert_int_eq(total, 1);
	desk_snap_end(snap);
}
END_TEST

START_TEST(a_promise_is_settled_once)
{
	static const enum promise_state states[] = { PROMISE_KEPT, PROMISE_BROKEN, PROMISE_WAIVED };
	struct promise p;

	open_lost(1);
	for (size_t i = 0; i < COUNT(states); i++) {
		int64_t id = (int64_t)i + 1;

		log_with_promise(1, "x", DAY_NONE);
		MUST(promise_settle(&p, here.desk, &here.a, id, states[i],
				    i ? DAY_NONE : here.moment.today - 1, &here.err));
		ck_assert_int_eq(p.state, states[i]);
		ck_assert_int_eq(p.settled_on, here.moment.today - (i ? 0 : 1));
		ck_assert_str_eq(p.settled_by, "ann");
		for (int to = 0; to < PROMISE_NVALUES; to++)
			REFUSED(promise_settle(&p, here.desk, &here.a, id, (enum promise_state)to,
					       DAY_NONE, &here.err),
				ERR_STATE, "is already");
	}
	REFUSED(promise_settle(&p, here.desk, &here.a, 44, PROMISE_KEPT, DAY_NONE, &here.err),
		ERR_NOT_FOUND, "there is no promise 44");
	ck_assert(verifies());
}
END_TEST

START_TEST(a_visit_names_the_counter_and_only_one_that_is_kept)
{
	struct post_office office = { .facility_id = "1356790",
				      .name = "OXFORD",
				      .address = "401 Made Up Ave" };
	struct contact c = a_call(), change = { .post_office_id = 99 };
	int64_t id = open_lost(1);

	c.post_office_id = 1;
	here.err = (struct err){ 0 };
	ck_assert_int_eq(try_log(c, &id, 1, NULL, 0), -1);
	ck_assert_int_eq(here.err.code, ERR_NOT_FOUND);
	ck_assert_ptr_nonnull(strstr(here.err.text, "contacts --near"));
	MUST(post_offices_keep(&office, 1, here.desk, &here.a, &here.err));
	MUST(try_log(c, &id, 1, NULL, 0));
	ck_assert_str_eq(node_str(child(id, "contacts", 0), "post_office.name"), "OXFORD");
	REFUSED(contact_amend(here.desk, &here.a, contact, 0, &change, CONTACT_OFFICE, &here.err),
		ERR_NOT_FOUND, "no Post Office has number 99");
	change.post_office_id = 0;
	MUST(contact_amend(here.desk, &here.a, contact, 0, &change, CONTACT_OFFICE, &here.err));
	ck_assert(!node_known(child(id, "contacts", 0), "post_office"));
	ck_assert(verifies());
}
END_TEST

Suite *contact_suite(void)
{
	Suite *s = suite_create("contact");
	TCase *t = tcase_create("contact");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_call_is_kept_with_all_that_was_noted);
	tcase_add_test(t, one_call_about_two_cases_is_one_contact_in_both);
	tcase_add_test(t, a_call_without_a_time_was_now_and_a_closed_case_may_be_called_about);
	tcase_add_test(t, what_cannot_be_is_refused);
	tcase_add_test(t, an_amendment_keeps_both_versions);
	tcase_add_test(t, every_field_may_be_amended);
	tcase_add_test(t, an_amendment_of_what_was_amended_meanwhile_is_a_conflict);
	tcase_add_test(t, an_amended_contact_is_found_by_its_new_words_alone);
	tcase_add_test(t, a_visit_names_the_counter_and_only_one_that_is_kept);
	tcase_add_test(t, a_promise_is_settled_once);
	suite_add_tcase(s, t);
	return s;
}
