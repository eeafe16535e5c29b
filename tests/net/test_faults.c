#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net/asked.h"

static struct asked a;

/* What a whole-call fault becomes, and how many tracking and token calls it may cost. */
/* clang-format off */
static const struct {
	const char *step;
	enum poll_outcome outcome;
	const char *words;	/* in the message; NULL: there is none */
	int calls, tokens;
} faults[] = {
	{ "cut",				POLL_UNREACHABLE, "cut off", 3, 1 },
	/* libcurl itself asks once more where a connection it had kept ends. */
	{ "hangup",				POLL_UNREACHABLE, "127.0.0.1: ", 4, 1 },
	{ "cut times 2 then delivered",		POLL_NEW, NULL, 3, 1 },
	{ "junk",				POLL_UNREADABLE, "USPS", 1, 1 },
	{ "html",				POLL_UNREADABLE, "USPS", 1, 1 },
	{ "empty",				POLL_UNREADABLE, "USPS", 1, 1 },
	{ "huge",				POLL_UNREADABLE, "larger than 8 MiB", 1, 1 },
	{ "redirect",				POLL_UNREADABLE, "USPS", 1, 1 },
	{ "403",				POLL_REFUSED, "403", 1, 1 },
	{ "400",				POLL_REFUSED, "USPS", 1, 1 },
	{ "401",				POLL_REFUSED, "token", 2, 2 },
	{ "401 times 1 then in_transit",	POLL_NEW, NULL, 2, 2 },
	{ "429",				POLL_DEFERRED, "429", 3, 1 },
	{ "429 retry-after 1800",		POLL_DEFERRED, "to wait 30 minutes:", 1, 1 },
	{ "503 retry-after 61",			POLL_UNREACHABLE, "to wait 2 minutes:", 1, 1 },
	{ "503 retry-after 1 times 1 then delivered", POLL_NEW, NULL, 2, 1 },
	{ "503 times 2 then delivered",		POLL_NEW, NULL, 3, 1 },
	{ "503",				POLL_UNREACHABLE, "503", 3, 1 },
	{ "slow 20s delivered",			POLL_UNREACHABLE, "in time", 3, 1 },
	{ "slow 20s delivered times 1 then in_transit", POLL_NEW, NULL, 2, 1 },
};
/* clang-format on */

enum { FAULTS = sizeof(faults) / sizeof(faults[0]) };

START_TEST(a_fault_of_the_carrier_becomes_a_plain_outcome)
{
	const char *step = faults[_i].step;
	char script[256];

	snprintf(script, sizeof(script), CLIENT "number N0001 %s\n", step);
	asked_start(&a, script);
	a.options.timeout_ms = strstr(step, "slow") ? 150 : 5000;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].times, 1);
	ck_assert_msg(a.got[0].outcome == faults[_i].outcome, "%s: outcome %d, %s", step,
		      a.got[0].outcome, a.got[0].message);
	if (faults[_i].words)
		ck_assert_msg(strstr(a.got[0].message, faults[_i].words) != NULL, "%s: %s", step,
			      a.got[0].message);
	else
		ck_assert_str_eq(a.got[0].message, "");
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), faults[_i].calls);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TOKEN_CALL, NULL), faults[_i].tokens);
	asked_stop(&a);
}
END_TEST

START_TEST(half_a_batch_is_kept_when_the_other_half_failed)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0002 partial\n");
	ck_assert_int_eq(ask_many(&a, 6), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 3);
	ck_assert_int_eq(asked_readings(&a), 6);
	ck_assert_int_eq(asked_with(&a, POLL_NOT_FOUND), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(a_wait_too_long_for_one_ends_the_asking_for_all)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0001 429 retry-after 3600\n");
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, 120), 0);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 120);
	ck_assert_str_eq(a.got[119].message, "USPS asks to wait 60 minutes: try again then");
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 1);
	asked_stop(&a);
}
END_TEST

START_TEST(a_quota_that_runs_out_defers_the_rest)
{
	asked_start(&a, CLIENT "default in_transit\nlimit 3 retry-after 1800\n");
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 70);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 130);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 4);
	asked_stop(&a);
}
END_TEST

START_TEST(all_batches_recover_from_one_expired_token)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0001 401 times 1 then in_transit\n"
			       "number N0036 401 times 1 then in_transit\n"
			       "number N0071 401 times 1 then in_transit\n");
	ck_assert_int_eq(ask_many(&a, 105), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 105);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING " 401", NULL), 3);
	asked_stop(&a);
}
END_TEST

START_TEST(nobody_listening_is_unreachable)
{
	asked_start(&a, CLIENT);
	a.url = "http://127.0.0.1:1";
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_UNREACHABLE), 200);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "127.0.0.1: nobody takes the connection"));
	asked_stop(&a);
}
END_TEST

START_TEST(a_deaf_carrier_is_not_asked_on_and_on)
{
	asked_start(&a, CLIENT "default hangup\n");
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, 250), 0);
	ck_assert_int_eq(asked_with(&a, POLL_UNREACHABLE), 250);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 10);
	asked_stop(&a);
}
END_TEST

START_TEST(a_carrier_that_answers_now_and_then_is_asked_to_the_end)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0001 hangup\nnumber N0036 hangup\n"
			       "number N0106 hangup\nnumber N0141 hangup\n");
	a.options.connections = 1;
	a.options.tries = 1;
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_UNREACHABLE), 140);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 60);
	asked_stop(&a);
}
END_TEST

static const char *const bad_urls[] = {
	"http://192.0.2.1",
	"http://apis.usps.com",
	"http://127.0.0.1.example.com",
	"http://localhost.example.com",
	"http://[2001:db8::1]",
	"ftp://127.0.0.1",
	"file:///etc/passwd",
	"https://",
	"",
	"https://user:word@apis.usps.com",
	"https://apis.usps.com/tracking",
	"https://apis.usps.com/?a=b",
	"https://apis.usps.com/#x",
	"apis usps com",
};

enum { BAD_URLS = sizeof(bad_urls) / sizeof(bad_urls[0]) };

START_TEST(a_url_that_is_not_safe_is_refused_before_anything_is_sent)
{
	asked_start(&a, CLIENT);
	a.url = bad_urls[_i];
	ck_assert_int_eq(ask_one(&a, "N0001"), -1);
	ck_assert_int_eq(a.err.code, ERR_INPUT);
	ck_assert_int_eq(a.batches, 0);
	ck_assert_ptr_null(strstr(a.err.text, "word"));
	asked_stop(&a);
}
END_TEST

START_TEST(loopback_by_name_is_taken_and_goes_past_the_proxy)
{
	char url[SANDBOX_URL];

	asked_start(&a, CLIENT "default in_transit\n");
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	setenv("all_proxy", "http://127.0.0.1:1", 1);
	snprintf(url, sizeof(url), "http://localhost%s/", strrchr(a.sandbox.url, ':'));
	a.url = url;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	asked_stop(&a);
}
END_TEST

Suite *faults_suite(void)
{
	Suite *s = suite_create("net: faults");
	TCase *t = tcase_create("faults");

	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, a_fault_of_the_carrier_becomes_a_plain_outcome, 0, FAULTS);
	tcase_add_test(t, half_a_batch_is_kept_when_the_other_half_failed);
	tcase_add_test(t, a_wait_too_long_for_one_ends_the_asking_for_all);
	tcase_add_test(t, a_quota_that_runs_out_defers_the_rest);
	tcase_add_test(t, all_batches_recover_from_one_expired_token);
	tcase_add_test(t, nobody_listening_is_unreachable);
	tcase_add_test(t, a_deaf_carrier_is_not_asked_on_and_on);
	tcase_add_test(t, a_carrier_that_answers_now_and_then_is_asked_to_the_end);
	tcase_add_loop_test(t, a_url_that_is_not_safe_is_refused_before_anything_is_sent, 0,
			    BAD_URLS);
	tcase_add_test(t, loopback_by_name_is_taken_and_goes_past_the_proxy);
	suite_add_tcase(s, t);
	return s;
}
