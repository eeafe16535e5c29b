#include <check.h>
#include <string.h>

#include "base/arena.h"
#include "domain/claim.h"
#include "domain/suites.h"

static struct arena arena = ARENA_INIT;

static void teardown(void)
{
	arena_release(&arena);
}

/*
 * Every pair, written out a second time: one row an act, one letter a state in the order of the
 * enum (Draft Filed Acknowledged No record Info Approved Part Denied aPpealed paiD Withdrawn
 * Expired), the letter of the state it comes to, '.' where it may not be.
 */
static const char letters[CLAIM_NVALUES + 1] = "DFANIVPXLMWE";
static const char *const table[CLAIM_ACT_NVALUES] = {
	/*                       DFANIVPXLMWE */
	[CLAIM_FILE] = "F..F........",     [CLAIM_ACK] = ".AAAA...L...",
	[CLAIM_LOSE] = ".NN.N.......",     [CLAIM_ASK] = ".IIII...I...",
	[CLAIM_APPROVE] = ".VVVV.V.V...",  [CLAIM_APPROVE_PART] = ".PPPP.P.P...",
	[CLAIM_DENY] = ".XXXX...X...",     [CLAIM_APPEAL] = "......LL....",
	[CLAIM_WITHDRAW] = "WWWWWWW.W...", [CLAIM_PAY] = ".MMMMMM.LM..",
	[CLAIM_EXPIRE] = ".EEEE..EE...",
};

START_TEST(every_act_on_every_state_is_an_arrow_or_a_refusal)
{
	for (int act = 0; act < CLAIM_ACT_NVALUES; act++)
		for (int from = 0; from < CLAIM_NVALUES; from++) {
			struct claim c = claim_unknown;
			char want = table[act][from];
			bool may = claim_may((enum claim_state)from, (enum claim_act)act);

			c.casefile_id = 12;
			c.number = 1;
			c.state = (enum claim_state)from;
			ck_assert_msg(may == (want != '.'), "%s from %s", claim_act_names[act],
				      claim_state_names[from]);
			if (may)
				ck_assert_msg(letters[claim_after(&c, (enum claim_act)act)] == want,
					      "%s from %s", claim_act_names[act],
					      claim_state_names[from]);
			else
				ck_assert_ptr_nonnull(
					strstr(claim_refusal(&arena, &c, (enum claim_act)act),
					       "claim 12/1 is "));
		}
}
END_TEST

START_TEST(every_state_can_be_reached_and_every_live_one_left)
{
	bool reached[CLAIM_NVALUES] = { [CLAIM_DRAFT] = true };

	for (int round = 0; round < CLAIM_NVALUES; round++)
		for (int act = 0; act < CLAIM_ACT_NVALUES; act++)
			for (int from = 0; from < CLAIM_NVALUES; from++) {
				struct claim c = claim_unknown;

				c.state = (enum claim_state)from;
				if (reached[from] && claim_may(c.state, (enum claim_act)act))
					reached[claim_after(&c, (enum claim_act)act)] = true;
			}
	for (int state = 0; state < CLAIM_NVALUES; state++) {
		int ways = 0;

		ck_assert_msg(reached[state], "%s", claim_state_names[state]);
		for (int act = 0; act < CLAIM_ACT_NVALUES; act++)
			ways += act != CLAIM_PAY &&
				claim_may((enum claim_state)state, (enum claim_act)act);
		ck_assert_msg(claim_is_live((enum claim_state)state) == (ways > 0), "%s",
			      claim_state_names[state]);
		ck_assert(!claim_is_waiting((enum claim_state)state) ||
			  claim_is_live((enum claim_state)state));
	}
}
END_TEST

START_TEST(an_appeal_goes_on_after_a_question_and_keeps_what_was_approved)
{
	struct claim c = claim_unknown;

	c.state = CLAIM_NEEDS_INFO;
	ck_assert_int_eq(claim_after(&c, CLAIM_ACK), CLAIM_ACKNOWLEDGED);
	c.decided_on = 20000;
	ck_assert_int_eq(claim_after(&c, CLAIM_ACK), CLAIM_APPEALED);
	c.state = CLAIM_APPEALED;
	ck_assert_int_eq(claim_after(&c, CLAIM_DENY), CLAIM_DENIED);
	c.approved = (struct money){ 5000, "USD" };
	ck_assert_int_eq(claim_after(&c, CLAIM_DENY), CLAIM_PARTLY_APPROVED);
}
END_TEST

START_TEST(a_refusal_says_what_may_be_done)
{
	struct claim c = claim_unknown;

	c.casefile_id = 12;
	c.number = 1;
	c.state = CLAIM_DENIED;
	ck_assert_str_eq(claim_refusal(&arena, &c, CLAIM_PAY),
			 "claim 12/1 is denied: it can be appealed or let expire, not paid");
	c.state = CLAIM_NO_RECORD;
	ck_assert_ptr_nonnull(strstr(claim_refusal(&arena, &c, CLAIM_APPEAL), "is no record: it"));
	c.state = CLAIM_WITHDRAWN;
	ck_assert_str_eq(claim_refusal(&arena, &c, CLAIM_APPROVE_PART),
			 "claim 12/1 is withdrawn: it cannot be approved any more; 'waylaid claim "
			 "file 12' begins another");
}
END_TEST

START_TEST(a_door_may_want_the_refund_later)
{
	struct claim c = claim_unknown;

	ck_assert_ptr_null(refund_warning(NULL, NULL));
	ck_assert_ptr_null(refund_warning("proof_helps", NULL));
	ck_assert_ptr_null(refund_warning("required_first", NULL));
	ck_assert_ptr_null(refund_warning("something else", NULL));
	ck_assert_ptr_nonnull(refund_warning("not_before_filing", NULL));
	c.state = CLAIM_DRAFT;
	ck_assert_ptr_nonnull(refund_warning("not_before_filing", &c));
	c.state = CLAIM_FILED;
	ck_assert_ptr_null(refund_warning("not_before_filing", &c));
	ck_assert_ptr_nonnull(refund_warning("not_before_decision", &c));
	c.decided_on = 20000;
	ck_assert_ptr_null(refund_warning("not_before_decision", &c));
}
END_TEST

Suite *claim_suite(void)
{
	Suite *s = suite_create("claim");
	TCase *tc = tcase_create("claim");

	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, every_act_on_every_state_is_an_arrow_or_a_refusal);
	tcase_add_test(tc, every_state_can_be_reached_and_every_live_one_left);
	tcase_add_test(tc, an_appeal_goes_on_after_a_question_and_keeps_what_was_approved);
	tcase_add_test(tc, a_refusal_says_what_may_be_done);
	tcase_add_test(tc, a_door_may_want_the_refund_later);
	suite_add_tcase(s, tc);
	return s;
}
