#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "domain/claim.h"
#include "domain/claim_facts.h"
#include "domain/contact.h"
#include "domain/evidence.h"
#include "domain/request.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;
static struct rung *rungs;
static int nrungs;
static struct request request[4];
static struct contact contact[2];
static struct evidence file[2];
static struct step step[2];
static struct claim claim;
static struct trail t;
static struct climbed *ladder;

static void setup(void)
{
	nrungs = rungs_from_facts(&rungs, &arena);
	for (int i = 0; i < 4; i++) {
		request[i] = request_unknown;
		request[i].casefile_id = 12;
		request[i].number = i + 1;
		request[i].filed_on = 20700 + i;
	}
	claim = claim_unknown;
	t = (struct trail){ .case_id = 12,
			    .problem = PROBLEM_NOT_RECEIVED,
			    .request = request,
			    .contact = contact,
			    .evidence = file,
			    .claim = &claim,
			    .step = step };
}

static void teardown(void)
{
	arena_release(&arena);
}

static int climb(void)
{
	return ladder_of(&ladder, &arena, rungs, nrungs, &t);
}

static const struct climbed *rung(const char *code)
{
	int n = climb();

	for (int i = 0; i < n; i++)
		if (!strcmp(ladder[i].rung->code, code))
			return &ladder[i];
	ck_abort_msg("no rung %s", code);
	return NULL;
}

static const char *next(void)
{
	int n = climb();
	const struct climbed *c = ladder_next(ladder, n);

	return c ? c->rung->code : "nothing";
}

START_TEST(the_ladder_is_climbed_in_order)
{
	ck_assert_str_eq(next(), "look_round");
	step[0] = (struct step){
		.code = "look_round", .done_on = 20700, .done_by = "ann", .note = "nobody has it"
	};
	t.nsteps = 1;
	ck_assert_str_eq(rung("look_round")->seen_in, "noted by ann");
	ck_assert_str_eq(rung("look_round")->note, "nobody has it");
	ck_assert_str_eq(next(), "scan_position");
	request[0].kind = REQUEST_DELIVERY_SCAN;
	t.nrequests = 1;
	ck_assert_int_eq(rung("scan_position")->state, RUNG_RUNNING);
	ck_assert_str_eq(next(), "signature"); /* what runs is waited for beside the rest */
	request[0].state = REQUEST_ANSWERED;
	request[0].answer = "12 Elm St";
	ck_assert_int_eq(rung("scan_position")->state, RUNG_DONE);
	ck_assert_str_eq(rung("scan_position")->seen_in, "request 12/1");
	ck_assert_str_eq(rung("scan_position")->note, "12 Elm St");
	file[0] = (struct evidence){ .id = 3, .kind = EVIDENCE_PROOF_OF_DELIVERY };
	t.nevidence = 1;
	ck_assert_str_eq(rung("signature")->seen_in, "evidence 3");
}
END_TEST

START_TEST(nobody_reached_settles_nothing)
{
	contact[0] = (struct contact){ .id = 5,
				       .party = PARTY_POST_OFFICE,
				       .outcome = OUTCOME_NO_ANSWER };
	t.ncontacts = 1;
	ck_assert_int_eq(rung("go_there")->state, RUNG_OPEN);
	contact[0].outcome = OUTCOME_REACHED;
	ck_assert_str_eq(rung("go_there")->seen_in, "contact 5");
	t.nclaims = 1;
	ck_assert_int_eq(rung("claim")->state, RUNG_OPEN); /* a draft was not sent */
	claim.state = CLAIM_FILED;
	claim.number = 1;
	ck_assert_str_eq(rung("claim")->seen_in, "claim 12/1");
	claim.state = CLAIM_WITHDRAWN;
	ck_assert_int_eq(rung("claim")->state, RUNG_OPEN);
}
END_TEST

START_TEST(an_instruction_is_asked_answered_and_seen)
{
	t.problem = PROBLEM_INSTRUCTION;
	ck_assert_str_eq(next(), "ask");
	request[0].kind = REQUEST_INSTRUCTION;
	request[0].what = "hold at the counter";
	t.nrequests = 1;
	ck_assert_int_eq(rung("ask")->state, RUNG_DONE);
	ck_assert_str_eq(rung("ask")->note, "hold at the counter");
	ck_assert_int_eq(rung("answer")->state, RUNG_RUNNING);
	request[0].state = REQUEST_ANSWERED;
	request[0].result = RESULT_REFUSED;
	ck_assert_str_eq(next(), "ask_again");
	request[1].kind = REQUEST_INSTRUCTION;
	request[1].state = REQUEST_ANSWERED;
	request[1].result = RESULT_GRANTED;
	t.nrequests = 2;
	ck_assert_str_eq(rung("ask_again")->seen_in, "request 12/2");
	ck_assert_str_eq(next(), "until");
	request[1].valid_until = 20710;
	ck_assert_int_eq(rung("until")->on, 20710);
	ck_assert_str_eq(next(), "seen_in_tracking");
	request[1].state = REQUEST_WITHDRAWN; /* the refusal counts again */
	ck_assert_str_eq(next(), "ask_again");
	t.nrequests = 0;
	ck_assert_str_eq(next(), "ask");
}
END_TEST

START_TEST(when_all_is_begun_the_first_that_runs_is_next)
{
	struct rung two[] = {
		{ .code = "a", .place = 2, .done_by = "request trace" },
		{ .code = "b", .place = 1, .done_by = "evidence statement" },
	};

	t.problem = PROBLEM_LOST;
	request[0].kind = REQUEST_TRACE;
	t.nrequests = 1;
	file[0] = (struct evidence){ .id = 1, .kind = EVIDENCE_STATEMENT };
	t.nevidence = 1;
	ck_assert_int_eq(ladder_of(&ladder, &arena, two, 2, &t), 2);
	ck_assert_str_eq(ladder[0].rung->code, "b");
	ck_assert_str_eq(ladder_next(ladder, 2)->rung->code, "a");
	request[0].state = REQUEST_ANSWERED;
	ladder_of(&ladder, &arena, two, 2, &t);
	ck_assert_ptr_null(ladder_next(ladder, 2));
	ck_assert_ptr_null(ladder_next(ladder, 0));
}
END_TEST

START_TEST(every_rung_is_known_sourced_and_seen_by_something)
{
	ck_assert_int_ge(nrungs, 20);
	for (int i = 0; i < nrungs; i++) {
		const struct rung *r = &rungs[i];

		ck_assert_msg(!text_blank(r->title) && !text_blank(r->how) &&
				      !text_blank(r->source) && !text_blank(r->source_date),
			      "%s", r->code);
		ck_assert_msg(rung_signs_known(r->done_by), "%s: %s", r->code, r->done_by);
		for (int k = 0; k < i; k++)
			ck_assert_msg(rungs[k].problem != r->problem ||
					      (strcmp(rungs[k].code, r->code) != 0 &&
					       rungs[k].place != r->place),
				      "%s twice", r->code);
	}
	ck_assert(!rung_signs_known("request nothing"));
	ck_assert(!rung_signs_known("claim usps"));
	ck_assert(!rung_signs_known("evidence"));
	ck_assert(rung_signs_known(NULL));
}
END_TEST

START_TEST(some_requests_must_end_first)
{
	const struct request *r;

	request[0].kind = REQUEST_TRACE;
	request[1].kind = REQUEST_TRACE;
	ck_assert_int_eq(request_first(&r, NULL, request, 2), FIRST_FREE);
	ck_assert_int_eq(request_first(&r, "trace", request, 0), FIRST_MISSING);
	ck_assert_ptr_null(r);
	ck_assert_int_eq(request_first(&r, "trace", request, 1), FIRST_RUNNING);
	request[0].state = REQUEST_WITHDRAWN;
	ck_assert_int_eq(request_first(&r, "trace", request, 1), FIRST_MISSING);
	request[1].state = REQUEST_ANSWERED;
	ck_assert_int_eq(request_first(&r, "trace", request, 2), FIRST_ENDED);
	ck_assert_int_eq(r->number, 2);
	ck_assert_int_eq(request_first(&r, "help_request", request, 2), FIRST_MISSING);
}
END_TEST

START_TEST(each_carrier_has_its_own_search)
{
	ck_assert_str_eq(request_instead(REQUEST_TRACE, "usps"), "help_request");
	ck_assert_str_eq(request_instead(REQUEST_HELP_REQUEST, "ups"), "trace");
	ck_assert_str_eq(request_instead(REQUEST_MISSING_MAIL_SEARCH, "dhl_express"), "trace");
	ck_assert_ptr_null(request_instead(REQUEST_TRACE, "ups"));
	ck_assert_ptr_null(request_instead(REQUEST_SIGNATURE, "usps"));
	ck_assert_ptr_null(request_instead(REQUEST_TRACE, "yodel"));
	ck_assert_ptr_null(request_instead(REQUEST_TRACE, NULL));
	ck_assert_int_eq(request_search_kind("fedex"), REQUEST_TRACE);
	ck_assert_int_eq(request_search_kind("yodel"), REQUEST_OTHER);
	request[0].answer_due_on = 20710;
	ck_assert(!request_overdue(&request[0], 20710));
	ck_assert(request_overdue(&request[0], 20711));
	request[0].state = REQUEST_ANSWERED;
	ck_assert(!request_overdue(&request[0], 20711));
}
END_TEST

Suite *step_suite(void)
{
	Suite *suite = suite_create("step");
	TCase *tc = tcase_create("step");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_ladder_is_climbed_in_order);
	tcase_add_test(tc, nobody_reached_settles_nothing);
	tcase_add_test(tc, an_instruction_is_asked_answered_and_seen);
	tcase_add_test(tc, when_all_is_begun_the_first_that_runs_is_next);
	tcase_add_test(tc, every_rung_is_known_sourced_and_seen_by_something);
	tcase_add_test(tc, some_requests_must_end_first);
	tcase_add_test(tc, each_carrier_has_its_own_search);
	suite_add_tcase(suite, tc);
	return suite;
}
