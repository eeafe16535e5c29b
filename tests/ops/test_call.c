#include <string.h>

#include "ops/contradiction_ops.h"
#include "ops/suites.h"
#include "ops/timer_ops.h"
#include "store/calls.h"
#include "store/place.h"
#include "store/session.h"
#include "view/brief_doc.h"
#include "view/call_doc.h"
#include "view/case_doc.h"
#include "view/doc.h"

static struct timer timer;
static struct contradiction linked;

static int start(const int64_t cases[], int n)
{
	return call_start(&timer, here.desk, &here.a, cases, n, "1-800-275-8777", &here.err);
}

static void failing(int step)
{
	desk_fail_at(here.desk, step);
}

static bool under_way(void)
{
	bool there;

	desk_fail_at(here.desk, 0);
	MUST(call_now(&timer, &there, here.desk, &here.a, &here.err));
	return there;
}

/* --- the timer --- */

START_TEST(a_call_is_one_person_s_and_leaves_no_entry)
{
	const int64_t both[] = { open_lost(1), open_lost(2) };
	int64_t entries = count_of("SELECT count(*) FROM journal");

	ck_assert(!under_way());
	MUST(start(both, 2));
	ck_assert_str_eq(timer.cases, "1, 2");
	ck_assert(under_way());
	ck_assert_str_eq(timer.dialed, "1-800-275-8777");
	ck_assert_int_eq(timer.started_at, here.moment.now);
	REFUSED(start(both, 1), ERR_STATE, "a call on case 1, 2 is under way since");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries);
	work_as("bob");
	ck_assert(!under_way());
	MUST(start(both, 1));
	work_as("ann");
	ck_assert(under_way());
	ck_assert_str_eq(timer.cases, "1, 2");
	ck_assert(verifies());
}
END_TEST

START_TEST(time_on_hold_adds_up)
{
	const int64_t id = open_lost(1);
	const instant begun = here.moment.now;

	REFUSED(call_hold(&timer, here.desk, &here.a, true, &here.err), ERR_STATE, "no call");
	MUST(start(&id, 1));
	REFUSED(call_hold(&timer, here.desk, &here.a, false, &here.err), ERR_STATE, "not on hold");
	for (int i = 0; i < 2; i++) {
		work_at(begun + 120 + i * 600);
		MUST(call_hold(&timer, here.desk, &here.a, true, &here.err));
		REFUSED(call_hold(&timer, here.desk, &here.a, true, &here.err), ERR_STATE,
			"on hold already");
		work_at(begun + 300 + i * 600);
		MUST(call_hold(&timer, here.desk, &here.a, false, &here.err));
	}
	ck_assert_int_eq(timer.held_s, 360);
	ck_assert_int_eq(timer_hold_minutes(&timer, begun + 1200), 6);
	MUST(call_discard(&timer, here.desk, &here.a, &here.err));
	ck_assert_int_eq(timer.held_s, 360);
	ck_assert(!under_way());
	REFUSED(call_discard(&timer, here.desk, &here.a, &here.err), ERR_STATE, "no call");
}
END_TEST

START_TEST(a_call_needs_a_case_that_is_there)
{
	int64_t nobody = 99, many[101] = { 0 };

	REFUSED(start(&nobody, 1), ERR_NOT_FOUND, "99");
	REFUSED(start(many, 0), ERR_INPUT, "1 to 100 cases");
	REFUSED(start(many, 101), ERR_INPUT, "1 to 100 cases");
	ck_assert(!under_way());
}
END_TEST

START_TEST(the_contact_ends_the_call_or_neither_happens)
{
	const int64_t id = open_lost(1), nobody = 99;
	struct contact c = a_call();
	int64_t contact;

	MUST(start(&id, 1));
	c.said = "search started";
	REFUSED(contact_log_call(&contact, here.desk, &c, &nobody, 1, NULL, 0, &here.err),
		ERR_NOT_FOUND, "99");
	ck_assert(under_way());
	MUST(contact_log(&contact, here.desk, &c, &id, 1, NULL, 0, &here.err));
	ck_assert(under_way());
	MUST(contact_log_call(&contact, here.desk, &c, &id, 1, NULL, 0, &here.err));
	ck_assert(!under_way());
	ck_assert(verifies());
}
END_TEST

/* The timer leaves no entry, so it is not among the acts that are failed step by step elsewhere. */
START_TEST(a_timer_that_cannot_be_written_is_as_it_was)
{
	const int64_t id = open_lost(1);
	int steps = 0;

	while (failing(++steps), start(&id, 1) < 0)
		ck_assert(!under_way());
	ck_assert_int_gt(steps, 3);
	ck_assert(under_way());
	for (steps = 0;
	     failing(++steps), call_hold(&timer, here.desk, &here.a, true, &here.err) < 0;) {
		ck_assert(under_way());
		ck_assert(timer.hold_since == INSTANT_NONE);
	}
	ck_assert(under_way());
	ck_assert(timer.hold_since != INSTANT_NONE);
	for (steps = 0; failing(++steps), call_discard(&timer, here.desk, &here.a, &here.err) < 0;)
		ck_assert(under_way());
	ck_assert(!under_way());
}
END_TEST

/* --- keys --- */

static void log_keys(int64_t id, const char *dialed, const char *keypad)
{
	struct contact c = a_call();
	int64_t contact;

	c.dialed = dialed;
	c.keypad = keypad;
	MUST(contact_log(&contact, here.desk, &c, &id, 1, NULL, 0, &here.err));
}

static const struct node *brief_of(int64_t id)
{
	struct snap *snap;
	struct node *doc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(brief_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
	desk_snap_end(snap);
	return doc;
}

static const struct node *dial_of(int64_t id)
{
	return node_get(brief_of(id), "dial");
}

START_TEST(keys_of_the_same_number_serve_another_case)
{
	const int64_t one = open_lost(1), other = open_lost(2);

	ck_assert(!node_known(dial_of(one), "keypad_last_time"));
	log_keys(other, "1-866-974-2733", "9"); /* another number */
	log_keys(other, NULL, "8");             /* nobody knows which */
	ck_assert(!node_known(dial_of(one), "keypad_last_time"));
	log_keys(other, "(800) 275-8777", "2, 1, 0");
	ck_assert_str_eq(node_str(dial_of(one), "keypad_last_time"), "2, 1, 0");
	ck_assert_int_eq(node_num(dial_of(one), "keypad_from_case"), other);
	ck_assert_int_eq(node_instantof(dial_of(one), "keypad_at"), here.moment.now);
	log_keys(other, "18002758777", "2, 2"); /* the newest */
	ck_assert_str_eq(node_str(dial_of(one), "keypad_last_time"), "2, 2");
	log_keys(one, "1-800-275-8777", "3"); /* its own first */
	ck_assert_str_eq(node_str(dial_of(one), "keypad_last_time"), "3");
	ck_assert(!node_known(dial_of(one), "keypad_from_case"));
}
END_TEST

START_TEST(keys_are_sought_among_the_newest_calls_only)
{
	const int64_t one = open_lost(1), other = open_lost(2);

	log_keys(other, "1-800-275-8777", "2, 1");
	for (int i = 0; i < 200; i++)
		log_keys(other, "1-866-974-2733", "9");
	ck_assert(!node_known(dial_of(one), "keypad_last_time"));
}
END_TEST

/* --- the stage --- */

static bool asks(const struct node *brief, const char *words)
{
	const struct node *n = node_get(brief, "questions")->first;

	while (n && !strstr(n->text, words))
		n = n->next;
	return n;
}

START_TEST(a_brief_asks_what_the_stage_asks)
{
	const int64_t id = open_lost(1);
	const struct node *brief = brief_of(id);
	struct request r;

	ck_assert_str_eq(node_str(brief, "call_stage"), "open");
	ck_assert_str_eq(node_str(brief, "dial.self_service"), "https://emailus.usps.com/");
	ck_assert(asks(brief, "Has a search been opened"));
	ck_assert(!asks(brief, "decided"));
	MUST(request_file(&r, here.desk, &here.a, id, REQUEST_HELP_REQUEST, "HR-1", DAY_NONE,
			  &here.err));
	brief = brief_of(id);
	ck_assert_str_eq(node_str(brief, "call_stage"), "requested");
	ck_assert_str_eq(node_str(brief, "dial.self_service"), "https://missingmail.usps.com/");
	ck_assert(asks(brief, "what came of it"));
	put_claim(id);
	brief = brief_of(id);
	ck_assert_str_eq(node_str(brief, "call_stage"), "filed");
	ck_assert_str_eq(node_str(brief, "dial.self_service"), "https://onlineclaims.usps.com/");
	ck_assert(asks(brief, "On which day will it be decided"));
	ck_assert(!asks(brief, "Has a search been opened"));
	change("UPDATE claim SET state='denied'");
	ck_assert(asks(brief_of(id), "Which paper would change the decision"));
	change("UPDATE claim SET state='approved'");
	ck_assert(asks(brief_of(id), "Was it paid?"));
	change("UPDATE claim SET state='paid'");
	ck_assert_str_eq(node_str(brief_of(id), "call_stage"), "paid");
	ck_assert_int_eq(node_get(brief_of(id), "confirm")->count, 4);
}
END_TEST

START_TEST(each_problem_is_sent_to_its_own_page)
{
	static const struct {
		const char *carrier, *to, *page, *number;
		enum problem problem;
	} wanted[] = {
		{ "usps", NULL, "https://www.usps.com/help/claims.htm", "1-800-275-8777",
		  PROBLEM_DAMAGED },
		{ "usps", NULL, "https://www.usps.com/help/refunds.htm", "1-800-275-8777",
		  PROBLEM_DELAYED },
		{ "usps", "A Roe\n1 Rue X\nParis\nFrance",
		  "https://www.usps.com/help/international-claims.htm", "1-800-222-1811",
		  PROBLEM_DAMAGED },
		{ "ups", NULL, "https://www.ups.com/us/en/support/file-a-claim",
		  "1-800-742-5877 (1-800-PICK-UPS)", PROBLEM_LOST },
		{ "royal_mail", NULL, "https://www.royalmail.com/ (Help > claims centre)",
		  "03457 740 740", PROBLEM_DAMAGED },
		{ "yodel", NULL, NULL, NULL, PROBLEM_LOST },
	};

	for (size_t i = 0; i < COUNT(wanted); i++) {
		struct case_facts f = { .given = FACT_PROBLEM | FACT_CARRIER | FACT_TO,
					.problem = wanted[i].problem,
					.shipment = { .carrier = wanted[i].carrier,
						      .to_address = wanted[i].to } };
		const struct node *brief;
		const char *warning;
		int64_t id;

		MUST(casefile_open(&id, &warning, here.desk, &here.a,
				   arena_printf(&here.a, "ODD%zuNUMBER", i), &f, false, &here.err));
		brief = brief_of(id);
		ck_assert_pstr_eq(node_str(brief, "dial.self_service"), wanted[i].page);
		ck_assert_pstr_eq(node_str(brief, "dial.number"), wanted[i].number);
	}
}
END_TEST

/* --- contradictions --- */

static int link_pair(int64_t one, int64_t other)
{
	const int64_t pair[] = { one, other };

	return contradiction_add(&linked, here.desk, &here.a, pair, "a search or none", &here.err);
}

static const struct node *contradictions(int64_t id)
{
	struct snap *snap;
	struct node *doc;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_doc(&doc, snap, &here.a, id, &here.moment, &here.err));
	desk_snap_end(snap);
	return node_get(doc, "contradictions");
}

START_TEST(two_contacts_that_differ_are_quoted_both)
{
	const int64_t id = open_lost(1);
	const int64_t first = log_call(id, "a search runs"), second = log_call(id, "there is none");
	const struct node *n;
	const char *done;

	MUST(link_pair(first, second)); /* whichever is named first */
	ck_assert_int_eq(linked.contact_id, second);
	ck_assert_int_eq(linked.other_id, first);
	n = contradictions(id)->first;
	ck_assert_str_eq(node_str(n, "note"), "a search or none");
	ck_assert_str_eq(node_str(n, "other.said"), "a search runs");
	ck_assert_str_eq(node_str(n, "contact.said"), "there is none");
	REFUSED(link_pair(second, first), ERR_STATE, "linked already");
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_ptr_nonnull(strstr(done, "the link between the two contacts"));
	ck_assert_int_eq(contradictions(id)->count, 0);
	MUST(link_pair(first, second));
	ck_assert(verifies());
}
END_TEST

START_TEST(only_contacts_of_one_case_contradict_each_other)
{
	const int64_t id = open_lost(1), elsewhere = open_lost(2);
	const int64_t here_said = log_call(id, "yes"), there_said = log_call(elsewhere, "no");

	REFUSED(link_pair(here_said, here_said), ERR_INPUT, "cannot contradict itself");
	REFUSED(link_pair(here_said, there_said), ERR_INPUT, "different cases");
	REFUSED(link_pair(here_said, 99), ERR_NOT_FOUND, "99");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contradiction"), 0);
}
END_TEST

START_TEST(a_pair_is_seen_on_every_case_of_either)
{
	const int64_t both[] = { open_lost(1), open_lost(2) };
	struct contact c = a_call();
	int64_t common, own;

	c.said = "of both";
	MUST(contact_log(&common, here.desk, &c, both, 2, NULL, 0, &here.err));
	own = log_call(both[0], "of one");
	MUST(link_pair(common, own));
	ck_assert_int_eq(contradictions(both[0])->count, 1);
	ck_assert_str_eq(node_str(contradictions(both[1])->first, "contact.said"), "of one");
}
END_TEST

START_TEST(a_contact_that_a_colleague_linked_is_not_taken_back)
{
	const int64_t id = open_lost(1);
	const int64_t first = log_call(id, "a search runs"), second = log_call(id, "there is none");
	const char *done;

	work_as("bob");
	MUST(link_pair(second, first));
	work_as("ann");
	REFUSED(desk_undo(&done, here.desk, &here.a, &here.err), ERR_CONFLICT,
		"linked as contradicting");
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 2);
	ck_assert(verifies());
}
END_TEST

/* --- afterwards --- */

START_TEST(a_contact_says_when_to_chase)
{
	const daynum today = here.moment.today;
	const struct promise p[] = {
		{ .what = "ours", .owed_by = PARTY_US, .due_on = today + 1 },
		{ .what = "late", .owed_by = PARTY_CARRIER, .due_on = today + 9 },
		{ .what = "soon", .owed_by = PARTY_PLATFORM, .due_on = today + 3 },
		{ .what = "whenever", .owed_by = PARTY_CARRIER, .due_on = DAY_NONE },
	};
	const int64_t id = open_lost(1);
	struct contact c = a_call();
	struct snap *snap;
	struct node *doc = node_root(&here.a), *quiet = node_root(&here.a);
	int64_t contact;

	MUST(contact_log(&contact, here.desk, &c, &id, 1, p, 4, &here.err));
	log_call(id, "nothing promised");
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(contact_after_nodes(&here.a, doc, snap, contact, &here.moment, &here.err));
	MUST(contact_after_nodes(&here.a, quiet, snap, contact + 1, &here.moment, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(node_dayof(doc, "chase_on"), today + 3);
	ck_assert_str_eq(node_str(doc, "window.what"), "claim");
	ck_assert(!node_known(quiet, "chase_on"));
}
END_TEST

Suite *call_suite(void)
{
	Suite *s = suite_create("call");
	TCase *t = tcase_create("call");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_add_test(t, a_call_is_one_person_s_and_leaves_no_entry);
	tcase_add_test(t, time_on_hold_adds_up);
	tcase_add_test(t, a_call_needs_a_case_that_is_there);
	tcase_add_test(t, the_contact_ends_the_call_or_neither_happens);
	tcase_add_test(t, a_timer_that_cannot_be_written_is_as_it_was);
	tcase_add_test(t, keys_of_the_same_number_serve_another_case);
	tcase_add_test(t, keys_are_sought_among_the_newest_calls_only);
	tcase_add_test(t, a_brief_asks_what_the_stage_asks);
	tcase_add_test(t, each_problem_is_sent_to_its_own_page);
	tcase_add_test(t, two_contacts_that_differ_are_quoted_both);
	tcase_add_test(t, only_contacts_of_one_case_contradict_each_other);
	tcase_add_test(t, a_pair_is_seen_on_every_case_of_either);
	tcase_add_test(t, a_contact_that_a_colleague_linked_is_not_taken_back);
	tcase_add_test(t, a_contact_says_when_to_chase);
	suite_add_tcase(s, t);
	return s;
}
