#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "view/case_doc.h"
#include "view/doc.h"
#include "view/hold_doc.h"
#include "view/suites.h"

enum { TODAY = 20780 };

static struct arena arena = ARENA_INIT;
static struct case_rows c;
static struct window window;
static struct request request;
static struct claim claim;
static struct hold hold;

static void setup(void)
{
	c = (struct case_rows){ .casefile = { .id = 12, .closed_at = INSTANT_NONE },
				.shipment = shipment_unknown,
				.window = &window,
				.request = &request,
				.claim = &claim,
				.hold = &hold,
				.nwindows = 1 };
	c.shipment.carrier = "dhl_express";
	window = (struct window){ .what = WINDOW_CLAIM,
				  .opens_on = TODAY - 10,
				  .closes_on = TODAY + 20,
				  .after_request = "trace",
				  .live = true,
				  .rule = "test" };
	request = request_unknown;
	request.casefile_id = 12;
	request.number = 1;
	request.kind = REQUEST_TRACE;
	claim = claim_unknown;
	hold = (struct hold){
		.id = 4, .kept_where = "shelf", .until = DAY_NONE, .released_on = DAY_NONE
	};
}

static void teardown(void)
{
	arena_release(&arena);
}

static const char *step(const char *key)
{
	struct node *doc = node_root(&arena);

	next_step_node(&arena, doc, &c, TODAY);
	return node_str(doc, arena_printf(&arena, "next_step.%s", key));
}

START_TEST(what_must_come_first_is_said_before_the_claim)
{
	ck_assert_ptr_nonnull(strstr(step("text"), "ask for the trace: it must end before"));
	ck_assert_str_eq(step("command"), "waylaid request 12 trace");
	c.nrequests = 1;
	ck_assert_ptr_nonnull(strstr(step("text"), "the trace 12/1 must end before the claim"));
	ck_assert_str_eq(step("command"), "waylaid request answer 12/1");
	request.state = REQUEST_ANSWERED;
	ck_assert_ptr_nonnull(strstr(step("text"), "file the claim (carrier): window is open; by"));
	ck_assert_str_eq(step("command"), "waylaid claim file 12 --route carrier");
	request.state = REQUEST_WITHDRAWN;
	ck_assert_str_eq(step("command"), "waylaid request 12 trace");
}
END_TEST

START_TEST(a_search_that_runs_does_not_delay_an_open_claim)
{
	window.after_request = NULL;
	c.nrequests = 1;
	ck_assert_ptr_nonnull(strstr(step("text"), "file the claim (carrier)"));
	ck_assert_ptr_nonnull(strstr(step("text"), "do not wait for the answer to request 12/1"));
}
END_TEST

START_TEST(before_the_first_day_the_search_is_asked_for_and_chased)
{
	window.after_request = NULL;
	window.opens_on = TODAY + 1;
	ck_assert_ptr_nonnull(strstr(step("text"), "until then: ask for a search: trace"));
	ck_assert_str_eq(step("command"), "waylaid request 12 trace");
	c.nrequests = 1;
	ck_assert_ptr_nonnull(strstr(step("text"), "collect the papers"));
	request.answer_due_on = TODAY + 1;
	ck_assert_ptr_nonnull(strstr(step("text"), "collect the papers"));
	request.answer_due_on = TODAY;
	ck_assert_ptr_nonnull(strstr(step("text"), "too early for a claim"));
	ck_assert_ptr_nonnull(strstr(step("text"), "answer to trace 12/1 is due"));
	ck_assert_str_eq(step("command"), "waylaid request answer 12/1");
}
END_TEST

static const char *may_go(void)
{
	return hold_may_go(&arena, &hold, &c, TODAY);
}

START_TEST(goods_may_go_when_no_claim_needs_them_any_more)
{
	static const struct {
		enum claim_state state;
		bool go;
	} states[] = {
		{ CLAIM_DRAFT, false },    { CLAIM_FILED, false }, { CLAIM_DENIED, false },
		{ CLAIM_APPROVED, false }, { CLAIM_PAID, true },   { CLAIM_WITHDRAWN, true },
		{ CLAIM_EXPIRED, true },
	};
	const struct hold *out[2];

	ck_assert_ptr_null(may_go());
	c.nholds = c.nclaims = 1;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++) {
		claim.state = states[i].state;
		ck_assert_msg((may_go() != NULL) == states[i].go, "%s",
			      claim_state_names[states[i].state]);
		ck_assert_int_eq(holds_releasable(out, 2, &arena, &c, TODAY), states[i].go);
	}
	claim.state = CLAIM_FILED;
	hold.until = TODAY;
	ck_assert_ptr_null(may_go());
	hold.until = TODAY - 1; /* but a claim is open */
	ck_assert_ptr_null(may_go());
	claim.state = CLAIM_DRAFT;
	ck_assert_ptr_nonnull(strstr(may_go(), "is past"));
	c.casefile.closed_at = 1;
	ck_assert_str_eq(may_go(), "the case is closed");
	hold.released_on = TODAY;
	ck_assert_ptr_null(may_go());
	ck_assert_int_eq(holds_releasable(out, 2, &arena, &c, TODAY), 0);
}
END_TEST

Suite *claim_suite(void)
{
	Suite *s = suite_create("claim");
	TCase *t = tcase_create("claim");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, what_must_come_first_is_said_before_the_claim);
	tcase_add_test(t, a_search_that_runs_does_not_delay_an_open_claim);
	tcase_add_test(t, before_the_first_day_the_search_is_asked_for_and_chased);
	tcase_add_test(t, goods_may_go_when_no_claim_needs_them_any_more);
	suite_add_tcase(s, t);
	return s;
}
