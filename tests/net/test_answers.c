#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

#include "net/asked.h"

static struct asked a;

START_TEST(a_parcel_is_read_with_its_scans)
{
	asked_start(&a, CLIENT "number 9400111206206406260787 out_for_delivery\n");
	ck_assert_int_eq(ask_one(&a, "9400111206206406260787"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(a.got[0].nevents, 9);
	ck_assert_str_eq(a.got[0].newest, "Out for Delivery");
	asked_stop(&a);
}
END_TEST

START_TEST(asking_twice_tells_the_same_until_something_happened)
{
	asked_start(&a, CLIENT "number N0001 in_transit then in_transit then delivered\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].nevents, 7);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].nevents, 7);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].nevents, 10);
	ck_assert_str_eq(a.got[0].newest, "Delivered, In/At Mailbox");
	asked_stop(&a);
}
END_TEST

START_TEST(every_scenario_can_be_read_in_both_interfaces)
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
			 "number N%04d %s\n", i + 1, names[i]);
	asked_start(&a, script);
	for (int round = 0; round < 2; round++) {
		a.api = round ? "v3" : "v3r2";
		ck_assert_int_eq(ask_many(&a, n), 0);
		for (int i = 0; i < n; i++) {
			ck_assert_msg(a.got[i].outcome == POLL_NEW, "%s: %s", names[i],
				      a.got[i].message);
			ck_assert_msg(a.got[i].nevents > 0, "%s", names[i]);
		}
	}
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "GET /tracking/v3/tracking/", NULL), n);
	asked_stop(&a);
}
END_TEST

START_TEST(two_hundred_parcels_go_in_six_calls)
{
	asked_start(&a, CLIENT "latency 5ms\ndefault in_transit\n");
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 200);
	ck_assert_int_eq(a.batches, 6);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 6);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TOKEN_CALL, NULL), 1);
	asked_stop(&a);
}
END_TEST

START_TEST(an_unknown_parcel_harms_no_other)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0002 not_found\nnumber N0004 missing\n"
			       "number N0005 error 150012\n");
	ck_assert_int_eq(ask_many(&a, 6), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 3);
	ck_assert_int_eq(a.got[1].outcome, POLL_NOT_FOUND);
	ck_assert_int_eq(a.got[3].outcome, POLL_UNREADABLE);
	ck_assert_int_eq(a.got[4].outcome, POLL_REFUSED);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING " 207", NULL), 1);
	asked_stop(&a);
}
END_TEST

START_TEST(a_number_unknown_alone_is_not_found)
{
	asked_start(&a, CLIENT);
	for (int round = 0; round < 2; round++) {
		a.api = round ? "v3" : "v3r2";
		ck_assert_int_eq(ask_one(&a, "N0001"), 0);
		ck_assert_int_eq(a.got[0].outcome, POLL_NOT_FOUND);
	}
	asked_stop(&a);
}
END_TEST

START_TEST(one_bad_batch_leaves_the_others_whole)
{
	asked_start(&a, CLIENT "default in_transit\nnumber N0050 junk\n");
	ck_assert_int_eq(ask_many(&a, 100), 0);
	ck_assert_int_eq(asked_readings(&a), 100);
	ck_assert_int_eq(asked_with(&a, POLL_UNREADABLE), 35);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 65);
	asked_stop(&a);
}
END_TEST

START_TEST(nothing_to_ask_is_done_at_once)
{
	asked_start(&a, CLIENT);
	ck_assert_int_eq(ask_many(&a, 0), 0);
	ck_assert_int_eq(a.batches, 0);
	ck_assert(!sandbox_log_has(&a.sandbox, "POST"));
	asked_stop(&a);
}
END_TEST

START_TEST(a_callback_that_fails_ends_the_fetch_with_its_error)
{
	asked_start(&a, CLIENT "default slow 100ms in_transit\n");
	a.fail_after = 2;
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, 200), -1);
	ck_assert_int_eq(a.err.code, ERR_BUSY);
	ck_assert_int_eq(asked_readings(&a), 35);
	ck_assert_int_le(sandbox_count(&a.sandbox, TRACKING, NULL), 3);
	asked_stop(&a);
}
END_TEST

START_TEST(a_break_keeps_what_came_and_asks_no_more)
{
	/* Slower than answers are held, so that each comes alone; the third may be on its way. */
	asked_start(&a, CLIENT "default slow 150ms in_transit\n");
	a.stop_after = 2;
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 70);
	ck_assert_int_eq(asked_readings(&a), 70);
	ck_assert_int_le(sandbox_count(&a.sandbox, TRACKING, NULL), 3);
	asked_stop(&a);
}
END_TEST

static void on_alarm(int signal_number)
{
	(void)signal_number;
	a.stop = 1;
}

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

START_TEST(a_break_is_noticed_while_a_carrier_is_silent)
{
	struct itimerval timer = { .it_value.tv_usec = 50000 };
	double began;

	asked_start(&a, CLIENT "default slow 20s in_transit\n");
	a.options.timeout_ms = 20000;
	signal(SIGALRM, on_alarm);
	began = seconds_now();
	setitimer(ITIMER_REAL, &timer, NULL);
	ck_assert_int_eq(ask_many(&a, 40), 0);
	ck_assert_double_lt(seconds_now() - began, 1.0);
	ck_assert_int_eq(asked_readings(&a), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(a_secret_that_the_carrier_quotes_is_blotted_out)
{
	char path[SANDBOX_PATH + 64];
	FILE *f;

	memset(&a, 0, sizeof(a));
	sandbox_begin(&a.sandbox);
	f = fopen(sandbox_path(path, &a.sandbox, "quote.json"), "w");
	ck_assert_ptr_nonnull(f);
	fputs("{\"trackingNumber\":\"N0001\",\"status\":\"you sent " CLIENT_SECRET
	      " to us\",\"trackingEvents\":[{\"eventType\":\"Delivered "
	      "to " CLIENT_SECRET "\",\"eventTimestamp\":\"2026-11-20T10:00:00\"}]}",
	      f);
	fclose(f);
	sandbox_run(&a.sandbox, CLIENT "number N0001 answer quote.json\n", NULL, NULL);
	a.options = (struct fetch_options){ .cache_dir = a.sandbox.folder };
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_str_eq(a.got[0].status_text, "you sent *** to us");
	ck_assert_str_eq(a.got[0].newest, "Delivered to ***");
	asked_stop(&a);
}
END_TEST

Suite *answers_suite(void)
{
	Suite *s = suite_create("net: answers");
	TCase *t = tcase_create("answers");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_parcel_is_read_with_its_scans);
	tcase_add_test(t, asking_twice_tells_the_same_until_something_happened);
	tcase_add_test(t, every_scenario_can_be_read_in_both_interfaces);
	tcase_add_test(t, two_hundred_parcels_go_in_six_calls);
	tcase_add_test(t, an_unknown_parcel_harms_no_other);
	tcase_add_test(t, a_number_unknown_alone_is_not_found);
	tcase_add_test(t, one_bad_batch_leaves_the_others_whole);
	tcase_add_test(t, nothing_to_ask_is_done_at_once);
	tcase_add_test(t, a_callback_that_fails_ends_the_fetch_with_its_error);
	tcase_add_test(t, a_break_keeps_what_came_and_asks_no_more);
	tcase_add_test(t, a_break_is_noticed_while_a_carrier_is_silent);
	tcase_add_test(t, a_secret_that_the_carrier_quotes_is_blotted_out);
	suite_add_tcase(s, t);
	return s;
}
