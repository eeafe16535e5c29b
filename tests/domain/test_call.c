#include <check.h>

#include "domain/call_stage.h"
#include "domain/phone.h"
#include "domain/suites.h"
#include "domain/timer.h"

/* --- the timer --- */

static const struct {
	int64_t since, held, on_hold_since; /* seconds ago; -1: not on hold */
	int minutes, hold;
	bool forgotten;
} timers[] = {
	{ 0, 0, -1, 0, 0, false },
	{ 29, 0, -1, 0, 0, false },
	{ 30, 0, -1, 1, 0, false },
	{ 720, 420, -1, 12, 7, false },
	{ 720, 60, 360, 12, 7, false },
	{ 100, 0, 100, 2, 2, false },
	/* never more on hold than in all */
	{ 80, 90, -1, 1, 1, false },
	/* a clock that was set back */
	{ -600, 0, -600, 0, 0, false },
	{ 4 * 3600, 0, -1, 240, 0, false },
	{ 4 * 3600 + 1, 0, -1, 240, 0, true },
};

START_TEST(a_call_is_timed_in_whole_minutes)
{
	const instant now = 1795446000;
	struct timer t = { .cases = "3, 17",
			   .started_at = now - timers[_i].since,
			   .hold_since = timers[_i].on_hold_since == -1
						 ? INSTANT_NONE
						 : now - timers[_i].on_hold_since,
			   .held_s = timers[_i].held };

	ck_assert_int_eq(timer_minutes(&t, now), timers[_i].minutes);
	ck_assert_int_eq(timer_hold_minutes(&t, now), timers[_i].hold);
	ck_assert(timer_forgotten(&t, now) == timers[_i].forgotten);
	ck_assert(timer_has_case(&t, 3) && timer_has_case(&t, 17));
	ck_assert(!timer_has_case(&t, 1) && !timer_has_case(&t, 7));
}
END_TEST

/* --- the stage --- */

static const struct {
	int claims[3]; /* states; -1 ends them */
	int request;   /* state; -1: none */
	int contacts;
	enum call_stage want;
} stages[] = {
	{ { -1 }, -1, 0, CALL_OPEN },
	{ { -1 }, -1, 1, CALL_CONTACTED },
	{ { -1 }, REQUEST_OPEN, 0, CALL_REQUESTED },
	{ { -1 }, REQUEST_ANSWERED, 0, CALL_CONTACTED },
	{ { -1 }, REQUEST_WITHDRAWN, 2, CALL_CONTACTED },
	{ { CLAIM_DRAFT, -1 }, REQUEST_OPEN, 1, CALL_REQUESTED },
	{ { CLAIM_WITHDRAWN, CLAIM_EXPIRED, -1 }, -1, 1, CALL_CONTACTED },
	{ { CLAIM_FILED, -1 }, REQUEST_OPEN, 1, CALL_FILED },
	{ { CLAIM_ACKNOWLEDGED, -1 }, -1, 1, CALL_FILED },
	{ { CLAIM_NO_RECORD, -1 }, -1, 1, CALL_FILED },
	{ { CLAIM_NEEDS_INFO, -1 }, -1, 1, CALL_FILED },
	{ { CLAIM_APPEALED, -1 }, -1, 1, CALL_FILED },
	{ { CLAIM_DENIED, -1 }, -1, 1, CALL_DENIED },
	{ { CLAIM_APPROVED, -1 }, -1, 1, CALL_APPROVED_UNPAID },
	{ { CLAIM_PARTLY_APPROVED, -1 }, -1, 1, CALL_APPROVED_UNPAID },
	{ { CLAIM_PAID, -1 }, -1, 1, CALL_PAID },
	/* one that is paid does not hide another */
	{ { CLAIM_PAID, CLAIM_FILED, -1 }, -1, 1, CALL_FILED },
	{ { CLAIM_FILED, CLAIM_DENIED, -1 }, -1, 1, CALL_DENIED },
	{ { CLAIM_DENIED, CLAIM_APPROVED, -1 }, -1, 1, CALL_APPROVED_UNPAID },
};

START_TEST(a_call_is_about_what_is_needed_most)
{
	struct request request = { .state = (enum request_state)stages[_i].request };
	struct claim claim[3];
	struct call_record r = { .claim = claim,
				 .request = &request,
				 .nrequests = stages[_i].request >= 0,
				 .ncontacts = stages[_i].contacts };

	for (; stages[_i].claims[r.nclaims] >= 0; r.nclaims++) {
		claim[r.nclaims] = claim_unknown;
		claim[r.nclaims].state = (enum claim_state)stages[_i].claims[r.nclaims];
	}
	ck_assert_str_eq(call_stage_names[call_stage_of(&r)], call_stage_names[stages[_i].want]);
}
END_TEST

/* --- the number --- */

static const struct {
	const char *a, *b;
	bool same;
} numbers[] = {
	{ "1-800-275-8777", "18002758777", true },
	{ "1-800-275-8777", "(800) 275 8777", true },
	{ "1-800-275-8777", "+1 800.275.8777", true },
	{ "1-800-275-8777", "800-275-8777 option 2", true },
	{ "1-800-275-8777", "1-800-275-8778", false },
	{ "1-800-742-5877 (1-800-PICK-UPS)", "8007425877", true },
	{ "1-866-607-6301 (outside Canada 1-416-979-3033)", "416-979-3033", false },
	{ "1-866-393-4585; Cargo Claims 1-800-308-3963", "1 866 393 4585", true },
	{ "03457 740 740", "+44 3457 740740", true },
	{ "03457 740 740", "0044 3457 740740", true },
	/* short ones digit by digit, and none is no number */
	{ "611", "611", true },
	{ "611", "1611", false },
	{ "", "", false },
	{ "call them", "call them", false },
	{ NULL, "611", false },
	{ "611", NULL, false },
	{ "111111111111111111111111111111", "1", false },
};

START_TEST(a_number_is_known_however_it_is_written)
{
	ck_assert(phone_same(numbers[_i].a, numbers[_i].b) == numbers[_i].same);
	ck_assert(phone_same(numbers[_i].b, numbers[_i].a) == numbers[_i].same);
}
END_TEST

Suite *call_suite(void)
{
	Suite *s = suite_create("call");
	TCase *t = tcase_create("call");

	tcase_add_loop_test(t, a_call_is_timed_in_whole_minutes, 0,
			    (int)(sizeof timers / sizeof *timers));
	tcase_add_loop_test(t, a_call_is_about_what_is_needed_most, 0,
			    (int)(sizeof stages / sizeof *stages));
	tcase_add_loop_test(t, a_number_is_known_however_it_is_written, 0,
			    (int)(sizeof numbers / sizeof *numbers));
	suite_add_tcase(s, t);
	return s;
}
