#include <stdio.h>
#include <string.h>

#include "ops/acts.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"

static const char *done;

static int undo(void)
{
	return desk_undo(&done, here.desk, &here.a, &here.err);
}

static void setup(void)
{
	place_desk();
	make_ready();
}

static char *all_cases(void)
{
	return arena_printf(&here.a, "%s\n%s\n%s", case_json(1), case_json(2), case_json(3));
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

START_TEST(what_was_taken_back_is_as_it_was_before)
{
	const struct act *act = &acts[_i];
	char *before = all_cases(), *head = head_of_desk();
	int64_t entries = count_of("SELECT count(*) FROM journal");

	if (!act->undoable)
		return;
	MUST(act->run());
	ck_assert_str_ne(all_cases(), before);
	MUST(undo());
	ck_assert_ptr_nonnull(strstr(done, "took back"));
	ck_assert_msg(!strcmp(all_cases(), before), "%s\n%s\n--- was\n%s", act->name, all_cases(),
		      before);
	/* both acts stay in the journal */
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries + 2);
	ck_assert(verify_desk(head).ok);
	ck_assert(verifies());
}
END_TEST

START_TEST(what_was_taken_back_may_be_done_again)
{
	const struct act *act = &acts[_i];

	if (!act->undoable)
		return;
	MUST(act->run());
	MUST(undo());
	MUST(act->run());
	MUST(undo());
	ck_assert(verifies());
}
END_TEST

START_TEST(a_case_opened_by_mistake_is_closed_and_its_number_stays)
{
	char *before = all_cases();
	struct case_rows c;
	struct snap *snap;

	MUST(acts[0].run());
	MUST(undo());
	ck_assert_ptr_nonnull(strstr(done, "case 4"));
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, 4, &here.err));
	desk_snap_end(snap);
	ck_assert_int_eq(c.casefile.stage, STAGE_CLOSED);
	ck_assert_str_eq(c.casefile.close_reason, "opened by mistake");
	ck_assert_str_eq(all_cases(), before);
	ck_assert(verifies());
	MUST(acts[1].run()); /* a second case, with a fact, on the parcel of the first */
	ck_assert_ptr_nonnull(strstr(case_json(1), "a lamp"));
	MUST(undo());
	ck_assert_str_eq(all_cases(), before);
	ck_assert(verifies());
}
END_TEST

START_TEST(acts_are_taken_back_one_after_the_other_each_once)
{
	char *start = all_cases(), *one, *two;

	log_call(2, "the first call");
	one = all_cases();
	log_call(2, "the second call");
	two = all_cases();
	log_call(2, "the third call");
	MUST(undo());
	ck_assert_str_eq(all_cases(), two);
	MUST(undo());
	ck_assert_str_eq(all_cases(), one);
	MUST(undo());
	ck_assert_str_eq(all_cases(), start);
	log_call(2, "a fourth call");
	MUST(undo());
	ck_assert_str_eq(all_cases(), start);
	MUST(undo()); /* then what was done before them: closing case 3 */
	ck_assert_ptr_nonnull(strstr(done, "closing the case"));
	ck_assert(verifies());
}
END_TEST

START_TEST(the_act_of_another_is_left_alone)
{
	char *before;

	log_call(1, "by ann");
	before = all_cases();
	work_as("bob");
	REFUSED(undo(), ERR_NOT_FOUND, "nothing of yours");
	log_call(2, "by bob");
	MUST(undo());
	ck_assert_str_eq(all_cases(), before);
	work_as("ann");
	MUST(undo());
	ck_assert_ptr_null(strstr(case_json(1), "by ann"));
}
END_TEST

START_TEST(what_was_changed_since_is_not_taken_back)
{
	struct contact changes = { .said = "bob knows better" };
	int64_t contact = log_call(1, "by ann");
	char *before;

	work_as("bob");
	MUST(contact_amend(here.desk, &here.a, contact, 0, &changes, CONTACT_SAID, &here.err));
	work_as("ann");
	before = dump_desk();
	REFUSED(undo(), ERR_CONFLICT, "was changed since");
	ck_assert_str_eq(dump_desk(), before);
	ck_assert(verifies());
}
END_TEST

START_TEST(what_the_carrier_said_is_not_taken_back)
{
	MUST(acts[15].run());
	REFUSED(undo(), ERR_STATE, "cannot be taken back: it is what the carrier said");
	MUST(acts[16].run());
	REFUSED(undo(), ERR_STATE, "events.import");
}
END_TEST

START_TEST(without_the_earlier_version_nothing_is_taken_back)
{
	char *before;

	MUST(acts[2].run());
	change("DELETE FROM journal_body WHERE entry<5");
	before = dump_desk();
	REFUSED(undo(), ERR_FAILED, "was purged");
	ck_assert_str_eq(dump_desk(), before);
}
END_TEST

START_TEST(words_that_were_taken_back_are_not_found)
{
	log_call(1, "xylophone");
	ck_assert_int_eq(found("xylophone"), 1);
	MUST(undo());
	ck_assert_int_eq(found("xylophone"), 0);
	ck_assert_int_eq(found("4711-A"), 1);
	MUST(acts[6].run()); /* amend */
	ck_assert_int_eq(found("4711-A"), 0);
	MUST(undo());
	ck_assert_int_eq(found("4711-A"), 1);
	MUST(acts[11].run()); /* answer */
	ck_assert_int_eq(found("boise"), 1);
	MUST(undo());
	ck_assert_int_eq(found("boise"), 0);
	ck_assert_int_eq(found("HR-1"), 1);
	MUST(acts[2].run()); /* edit */
	ck_assert_int_eq(found("urgent"), 1);
	MUST(undo());
	ck_assert_int_eq(found("urgent"), 0);
	MUST(acts[12].run()); /* attach */
	ck_assert_int_eq(found("invoice"), 1);
	MUST(undo());
	ck_assert_int_eq(found("invoice"), 0);
}
END_TEST

START_TEST(a_new_desk_has_nothing_to_take_back)
{
	desk_close(here.desk);
	here.desk = NULL;
	snprintf(here.path, sizeof here.path, "%s/fresh.db", here.dir);
	work_as("ann"); /* loaded the facts, which is no act of hers */
	REFUSED(undo(), ERR_NOT_FOUND, "nothing of yours");
}
END_TEST

Suite *undo_suite(void)
{
	Suite *s = suite_create("undo");
	TCase *t = tcase_create("undo");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, what_was_taken_back_is_as_it_was_before, 0, ACTS);
	tcase_add_loop_test(t, what_was_taken_back_may_be_done_again, 0, ACTS);
	tcase_add_test(t, a_case_opened_by_mistake_is_closed_and_its_number_stays);
	tcase_add_test(t, acts_are_taken_back_one_after_the_other_each_once);
	tcase_add_test(t, the_act_of_another_is_left_alone);
	tcase_add_test(t, what_was_changed_since_is_not_taken_back);
	tcase_add_test(t, what_the_carrier_said_is_not_taken_back);
	tcase_add_test(t, without_the_earlier_version_nothing_is_taken_back);
	tcase_add_test(t, words_that_were_taken_back_are_not_found);
	tcase_add_test(t, a_new_desk_has_nothing_to_take_back);
	suite_add_tcase(s, t);
	return s;
}
