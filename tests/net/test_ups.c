#include <stdio.h>
#include <string.h>

#include "net/asked.h"

#define DETAILS "GET /api/track/v1/details/"
#define UPS_TOKEN_CALL "POST /security/v1/oauth/token"

static struct asked a;

static void start(const char *script)
{
	asked_start(&a, script);
	a.carrier = "ups";
}

START_TEST(each_parcel_is_one_call_under_one_token)
{
	start(CLIENT "default in_transit\nnumber 1Z0000003 delivered\n"
		     "number 1Z0000004 not_found\nnumber 1Z0000005 error 150012\n");
	ck_assert_int_eq(ask_many(&a, 5), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 3);
	ck_assert_str_eq(a.got[2].status_text, "DELIVERED");
	ck_assert_str_eq(a.got[2].newest, "DELIVERED");
	ck_assert_int_eq(a.got[3].outcome, POLL_NOT_FOUND);
	ck_assert_int_eq(a.got[4].outcome, POLL_REFUSED);
	ck_assert_int_eq(sandbox_count(&a.sandbox, UPS_TOKEN_CALL, NULL), 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, DETAILS, NULL), 5);
	asked_stop(&a);
}
END_TEST

START_TEST(every_scenario_is_told_in_the_words_of_ups)
{
	static const char *const names[] = { "pre_transit",   "in_transit",
					     "arriving_late", "out_for_delivery",
					     "notice_left",   "available_for_pickup",
					     "delivered",     "delivered_original_sender",
					     "returned",      "lost" };
	char script[1024] = CLIENT;
	int n = sizeof(names) / sizeof(names[0]);

	for (int i = 0; i < n; i++)
		snprintf(script + strlen(script), sizeof(script) - strlen(script),
			 "number 1Z%07d %s\n", i + 1, names[i]);
	start(script);
	ck_assert_int_eq(ask_many(&a, n), 0);
	for (int i = 0; i < n; i++)
		ck_assert_msg(a.got[i].outcome == POLL_NEW && a.got[i].nevents > 0, "%s: %s",
			      names[i], a.got[i].message);
	asked_stop(&a);
}
END_TEST

/* clang-format off */
static const struct {
	const char *steps;
	enum poll_outcome outcome;
	int calls;
} faults[] = {
	{ "503 times 2 then delivered",	POLL_NEW, 3 },
	{ "503",			POLL_UNREACHABLE, 3 },
	{ "401 times 1 then delivered",	POLL_NEW, 2 },
	{ "401",			POLL_REFUSED, 2 },
	{ "403",			POLL_REFUSED, 1 },
	{ "429 retry-after 1800",	POLL_DEFERRED, 1 },
	{ "cut times 1 then delivered",	POLL_NEW, 2 },
	{ "hangup",			POLL_UNREACHABLE,
	4 },	/* curl repeats on a kept connection */
	{ "missing",			POLL_UNREADABLE, 1 },
	{ "junk",			POLL_UNREADABLE, 1 },
	{ "html",			POLL_UNREADABLE, 1 },
	{ "empty",			POLL_UNREADABLE, 1 },
	{ "huge",			POLL_UNREADABLE, 1 },
	{ "redirect",			POLL_UNREADABLE, 1 },
};
/* clang-format on */

START_TEST(each_fault_becomes_a_plain_outcome)
{
	char script[256];

	snprintf(script, sizeof(script), CLIENT "number 1Z0000001 %s\n", faults[_i].steps);
	start(script);
	ck_assert_int_eq(ask_many(&a, 1), 0);
	ck_assert_msg(a.got[0].outcome == faults[_i].outcome, "%s: %s", faults[_i].steps,
		      a.got[0].message);
	ck_assert_int_eq(a.got[0].times, 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, DETAILS, NULL), faults[_i].calls);
	asked_stop(&a);
}
END_TEST

START_TEST(a_wrong_secret_is_one_line_and_asks_for_no_parcel)
{
	start(CLIENT "default in_transit\n");
	a.secret = "wrong-secret-777";
	ck_assert_int_eq(ask_many(&a, 20), 0);
	ck_assert_int_eq(asked_with(&a, POLL_REFUSED), 20);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "WAYLAID_UPS_CLIENT_SECRET"));
	ck_assert_int_eq(sandbox_count(&a.sandbox, UPS_TOKEN_CALL, NULL), 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, DETAILS, NULL), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(carriers_at_one_address_keep_their_own_tokens)
{
	start(CLIENT "default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "1Z0000001"), 0);
	ck_assert_int_eq(ask_one(&a, "1Z0000001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(sandbox_count(&a.sandbox, UPS_TOKEN_CALL, NULL), 1);
	a.carrier = NULL;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TOKEN_CALL, NULL), 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, " 401 "), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(a_missing_secret_is_said_before_anything_is_sent)
{
	start(CLIENT);
	a.secret = "";
	ck_assert_int_eq(ask_many(&a, 5), -1);
	ck_assert_int_eq(a.err.code, ERR_INPUT);
	ck_assert_int_eq(a.batches, 0);
	asked_stop(&a);
}
END_TEST

Suite *ups_suite(void)
{
	Suite *s = suite_create("net: ups");
	TCase *t = tcase_create("ups");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, each_parcel_is_one_call_under_one_token);
	tcase_add_test(t, every_scenario_is_told_in_the_words_of_ups);
	tcase_add_loop_test(t, each_fault_becomes_a_plain_outcome, 0,
			    sizeof(faults) / sizeof(faults[0]));
	tcase_add_test(t, a_wrong_secret_is_one_line_and_asks_for_no_parcel);
	tcase_add_test(t, carriers_at_one_address_keep_their_own_tokens);
	tcase_add_test(t, a_missing_secret_is_said_before_anything_is_sent);
	suite_add_tcase(s, t);
	return s;
}
