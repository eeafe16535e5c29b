#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "store/place.h"
#include "store/session.h"

static struct case_rows rows(int64_t id)
{
	struct case_rows c;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(case_read(&c, snap, &here.a, id, &here.err));
	desk_snap_end(snap);
	return c;
}

static struct request file(int64_t id, enum request_kind kind, daynum on)
{
	return ask_for(id, kind, "REF-1", on);
}

static const struct window *window_of(int64_t id, enum window_what what)
{
	struct case_rows c = rows(id);

	for (int i = 0; i < c.nwindows; i++)
		if (c.window[i].what == what)
			return &c.window[i];
	return NULL;
}

START_TEST(requests_are_numbered_within_the_case)
{
	open_lost(1);
	open_lost(2);
	ck_assert_int_eq(file(1, REQUEST_TRACE, DAY_NONE).number, 1);
	ck_assert_int_eq(file(1, REQUEST_OTHER, DAY_NONE).number, 2);
	ck_assert_int_eq(file(2, REQUEST_TRACE, DAY_NONE).number, 1);
	ck_assert_int_eq(file(1, REQUEST_TRACE, DAY_NONE).number, 3);
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_REQUESTED);
	ck_assert_int_eq(rows(1).nrequests, 3);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_help_request_opens_the_window_of_the_search)
{
	struct request r;

	open_lost(1);
	ck_assert_int_eq(window_of(1, WINDOW_SEARCH)->opens_on, DAY_NONE);
	ck_assert_ptr_nonnull(
		strstr(window_of(1, WINDOW_SEARCH)->unknown_because, "request 1 help-request"));
	r = file(1, REQUEST_HELP_REQUEST, day_of(2026, 11, 20)); /* a Friday */
	ck_assert_int_eq(r.filed_on, day_of(2026, 11, 20));
	ck_assert_int_eq(r.answer_due_on, day_add_business(day_of(2026, 11, 20), 7));
	ck_assert_int_eq(window_of(1, WINDOW_SEARCH)->opens_on, r.answer_due_on);
	r = file(1, REQUEST_HELP_REQUEST, DAY_NONE);
	ck_assert_int_eq(r.filed_on, here.moment.today);
	ck_assert_int_eq(window_of(1, WINDOW_SEARCH)->opens_anchor_on, day_of(2026, 11, 20));
	ck_assert_int_eq(file(1, REQUEST_TRACE, DAY_NONE).answer_due_on, DAY_NONE);
}
END_TEST

START_TEST(an_answer_is_given_once)
{
	struct request_answer found = { RESULT_FOUND, "it lies in Boise", NULL, DAY_NONE,
					DAY_NONE };
	struct request_answer other = { RESULT_NOT_FOUND, "nowhere", "MM-7", here.moment.today - 1,
					DAY_NONE };
	struct request facts = request_unknown, r;
	const char *warning;

	open_lost(1);
	file(1, REQUEST_HELP_REQUEST, DAY_NONE);
	file(1, REQUEST_MISSING_MAIL_SEARCH, DAY_NONE);
	MUST(request_answered(&r, here.desk, &here.a, 1, 1, &found, &here.err));
	ck_assert_int_eq(r.state, REQUEST_ANSWERED);
	ck_assert_int_eq(r.result, RESULT_FOUND);
	ck_assert_int_eq(r.answered_on, here.moment.today);
	ck_assert_str_eq(r.reference, "REF-1");
	MUST(request_answered(&r, here.desk, &here.a, 1, 2, &other, &here.err));
	ck_assert_str_eq(r.reference, "MM-7");
	ck_assert_int_eq(r.answered_on, here.moment.today - 1);
	REFUSED(request_answered(&r, here.desk, &here.a, 1, 1, &other, &here.err), ERR_STATE,
		"request 1/1 is already answered");
	REFUSED(request_answered(&r, here.desk, &here.a, 1, 3, &other, &here.err), ERR_NOT_FOUND,
		"case 1 has no request 1/3");
	REFUSED(request_answered(&r, here.desk, &here.a, 2, 1, &other, &here.err), ERR_NOT_FOUND,
		"there is no case 2");
	REFUSED(request_file(&r, &warning, here.desk, &here.a, 2, &facts, &here.err), ERR_NOT_FOUND,
		"there is no case 2");
	ck_assert(verifies());
}
END_TEST

START_TEST(what_is_asked_of_whom_and_until_when_is_kept)
{
	struct request facts = request_unknown, r;
	struct request_answer granted = { RESULT_GRANTED, "held at Boise", NULL, DAY_NONE,
					  here.moment.today + 10 };
	const char *warning, *done;

	open_lost(1);
	facts.kind = REQUEST_INSTRUCTION;
	facts.asked_of = PARTY_POST_OFFICE;
	facts.what = "hold at the counter";
	MUST(request_file(&r, &warning, here.desk, &here.a, 1, &facts, &here.err));
	ck_assert_ptr_null(warning);
	ck_assert_int_eq(r.answer_due_on, DAY_NONE);
	MUST(request_answered(&r, here.desk, &here.a, 1, 1, &granted, &here.err));
	ck_assert_int_eq(rows(1).request[0].valid_until, here.moment.today + 10);
	ck_assert_int_eq(rows(1).request[0].asked_of, PARTY_POST_OFFICE);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(rows(1).request[0].valid_until, DAY_NONE);
	ck_assert_int_eq(rows(1).request[0].state, REQUEST_OPEN);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_kind_that_the_carrier_does_not_have_is_warned_about_and_taken)
{
	struct request facts = request_unknown, r;
	const char *warning;

	open_lost(1);
	facts.kind = REQUEST_TRACE;
	MUST(request_file(&r, &warning, here.desk, &here.a, 1, &facts, &here.err));
	ck_assert_ptr_nonnull(strstr(warning, "help_request"));
	ck_assert_int_eq(r.number, 1);
	facts.asked_of = PARTY_INSURER; /* what an insurer has is not the carrier's */
	MUST(request_file(&r, &warning, here.desk, &here.a, 1, &facts, &here.err));
	ck_assert_ptr_null(warning);
}
END_TEST

START_TEST(a_request_that_is_withdrawn_counts_no_more)
{
	const char *done;
	struct request r;

	open_lost(1);
	file(1, REQUEST_HELP_REQUEST, DAY_NONE);
	ck_assert_int_ne(window_of(1, WINDOW_SEARCH)->opens_on, DAY_NONE);
	MUST(request_withdraw(&r, here.desk, &here.a, 1, 1, &here.err));
	ck_assert_int_eq(r.state, REQUEST_WITHDRAWN);
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_OPEN);
	ck_assert_int_eq(window_of(1, WINDOW_SEARCH)->opens_on, DAY_NONE);
	REFUSED(request_withdraw(&r, here.desk, &here.a, 1, 1, &here.err), ERR_STATE,
		"already withdrawn");
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(rows(1).request[0].state, REQUEST_OPEN);
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_REQUESTED);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_claim_that_was_filed_leads_the_stage_and_ends_the_window)
{
	open_lost(1);
	put_claim(1);
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_FILED);
	ck_assert(!window_of(1, WINDOW_CLAIM)->live);
	log_call(1, "asked about the claim");
	ck_assert_int_eq(rows(1).casefile.stage, STAGE_FILED);
	ck_assert(verifies());
}
END_TEST

Suite *request_suite(void)
{
	Suite *s = suite_create("request");
	TCase *t = tcase_create("request");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, requests_are_numbered_within_the_case);
	tcase_add_test(t, a_help_request_opens_the_window_of_the_search);
	tcase_add_test(t, an_answer_is_given_once);
	tcase_add_test(t, what_is_asked_of_whom_and_until_when_is_kept);
	tcase_add_test(t, a_kind_that_the_carrier_does_not_have_is_warned_about_and_taken);
	tcase_add_test(t, a_request_that_is_withdrawn_counts_no_more);
	tcase_add_test(t, a_claim_that_was_filed_leads_the_stage_and_ends_the_window);
	suite_add_tcase(s, t);
	return s;
}
