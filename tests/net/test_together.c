#include <stdio.h>
#include <string.h>
#include <time.h>

#include "net/asked.h"

/* Several carriers in one fetch, each with a sandbox of its own. */
enum { JOBS_MAX = 3, EACH_MAX = 64 };

static struct sandbox sandbox[JOBS_MAX];
static struct fetch_job job[JOBS_MAX];
static struct ask asks[JOBS_MAX][EACH_MAX];
static char number[JOBS_MAX][EACH_MAX][16];
static enum poll_outcome outcome[JOBS_MAX][EACH_MAX];
static double came_after[JOBS_MAX]; /* seconds until the carrier's last reading */
static int readings[JOBS_MAX], unsent[JOBS_MAX], calls_back;
static char message[JOBS_MAX][300];
static struct fetch_options options;
static double began;
static struct err err;

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void add_job(int at, const char *carrier, const char *script, int n)
{
	sandbox_start(&sandbox[at], script);
	job[at] = (struct fetch_job){ .carrier = carrier_find(carrier),
				      .asks = asks[at],
				      .n = n,
				      .quota = "none",
				      .credentials = { .base_url = sandbox[at].url,
						       .client_id = CLIENT_ID } };
	secret_set(&job[at].credentials.client_secret, CLIENT_SECRET);
	for (int i = 0; i < n; i++) {
		snprintf(number[at][i], sizeof(number[at][i]),
			 strcmp(carrier, "ups") ? "N%04d" : "1Z%07d", i + 1);
		asks[at][i] = (struct ask){ .shipment_id = at * EACH_MAX + i,
					    .tracking_number = number[at][i],
					    .mailed_on = DAY_NONE };
	}
	readings[at] = unsent[at] = 0;
}

static int on_answers(void *payload, const struct answered answers[], int n, struct err *e)
{
	(void)payload;
	(void)e;
	calls_back++;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < answers[i].nreadings; k++) {
			const struct reading *r = &answers[i].reading[k];
			int at = (int)r->shipment_id / EACH_MAX;

			ck_assert_ptr_eq(answers[i].asked, job[at].carrier);
			outcome[at][r->shipment_id % EACH_MAX] = r->outcome;
			readings[at]++;
			unsent[at] += answers[i].unsent;
			came_after[at] = seconds_now() - began;
			snprintf(message[at], sizeof(message[at]), "%s",
				 r->message ? r->message : "");
		}
	return 0;
}

static int fetch(int njobs)
{
	options.cache_dir = sandbox[0].folder;
	options.backoff_ms = 5;
	calls_back = 0;
	began = seconds_now();
	return fetch_all(job, njobs, &options, on_answers, NULL, &err);
}

static void stop_all(int njobs)
{
	for (int i = 0; i < njobs; i++) {
		secret_release(&job[i].credentials.client_secret);
		ck_assert_int_eq(sandbox_stop(&sandbox[i]), 0);
	}
}

static int with(int at, enum poll_outcome wanted)
{
	int n = 0;

	for (int i = 0; i < job[at].n; i++)
		n += outcome[at][i] == wanted;
	return n;
}

START_TEST(a_slow_carrier_holds_up_no_other)
{
	options = (struct fetch_options){ .timeout_ms = 10000 };
	add_job(0, "usps", CLIENT "default slow 1500ms in_transit\n", 10);
	add_job(1, "ups", CLIENT "default in_transit\n", 40);
	ck_assert_int_eq(fetch(2), 0);
	ck_assert_int_eq(with(0, POLL_NEW), 10);
	ck_assert_int_eq(with(1, POLL_NEW), 40);
	ck_assert_double_lt(came_after[1], 1.4);
	ck_assert_double_gt(came_after[0], 1.4);
	stop_all(2);
}
END_TEST

START_TEST(a_deaf_carrier_fails_no_other)
{
	options = (struct fetch_options){ .timeout_ms = 1000 };
	add_job(0, "usps", CLIENT "default hangup\n", 60);
	add_job(1, "ups", CLIENT "default in_transit\n", 20);
	job[0].credentials.base_url = "http://127.0.0.1:1";
	ck_assert_int_eq(fetch(2), 0);
	ck_assert_int_eq(with(0, POLL_UNREACHABLE), 60);
	ck_assert_int_eq(with(1, POLL_NEW), 20);
	ck_assert_int_eq(unsent[0], 60); /* no token came */
	stop_all(2);
}
END_TEST

START_TEST(settings_that_cannot_work_refuse_that_carriers_parcels_alone)
{
	static const char *const urls[] = { "http://apis.usps.com", "nonsense", NULL };

	options = (struct fetch_options){ .timeout_ms = 1000 };
	add_job(0, "usps", CLIENT, 60);
	add_job(1, "ups", CLIENT "default in_transit\n", 20);
	if (urls[_i])
		job[0].credentials.base_url = urls[_i];
	else
		secret_set(&job[0].credentials.client_secret, "");
	ck_assert_int_eq(fetch(2), 0);
	ck_assert_int_eq(with(0, POLL_REFUSED), 60);
	ck_assert_int_eq(readings[0], 60);
	ck_assert_int_eq(unsent[0], 60);
	ck_assert_str_ne(message[0], "");
	ck_assert_int_eq(with(1, POLL_NEW), 20);
	ck_assert_int_eq(unsent[1], 0);
	stop_all(2);
}
END_TEST

START_TEST(a_spent_quota_and_a_wait_hold_up_no_other)
{
	options = (struct fetch_options){ .timeout_ms = 1000 };
	add_job(0, "usps", CLIENT "default in_transit\n", 60);
	add_job(1, "ups", CLIENT "default in_transit\n", 30);
	add_job(2, "ups", CLIENT "default in_transit\n", 3);
	job[0].quota = "2/1h";
	job[2].quota = "2/1s";
	ck_assert_int_eq(fetch(3), 0);
	ck_assert_int_eq(with(0, POLL_NEW), 35);
	ck_assert_int_eq(with(0, POLL_DEFERRED), 25);
	ck_assert_int_eq(unsent[0], 25);
	ck_assert_int_eq(with(1, POLL_NEW), 30);
	ck_assert_int_eq(with(2, POLL_NEW), 3);
	ck_assert_double_lt(came_after[1], 0.9);
	ck_assert_double_gt(came_after[2], 0.9);
	stop_all(3);
}
END_TEST

START_TEST(one_number_calls_are_handed_over_together)
{
	options = (struct fetch_options){ .timeout_ms = 5000 };
	add_job(0, "ups", CLIENT "latency 20ms\ndefault in_transit\n", 64);
	ck_assert_int_eq(fetch(1), 0);
	ck_assert_int_eq(with(0, POLL_NEW), 64);
	ck_assert_int_le(calls_back, 16);
	stop_all(1);
}
END_TEST

START_TEST(two_parcels_of_one_number_are_not_asked_for_in_one_call)
{
	options = (struct fetch_options){ .timeout_ms = 10000 };
	add_job(0, "usps", CLIENT "default in_transit\n", 10);
	ck_assert_int_eq(fetch(1), 0);
	ck_assert_int_eq(sandbox_count(&sandbox[0], TRACKING, NULL), 1);
	stop_all(1);
	add_job(0, "usps", CLIENT "default in_transit\n", 10);
	asks[0][7].tracking_number = asks[0][2].tracking_number;
	asks[0][7].mailed_on = 20000;
	ck_assert_int_eq(fetch(1), 0);
	ck_assert_int_eq(sandbox_count(&sandbox[0], TRACKING, NULL), 2);
	ck_assert_int_eq(with(0, POLL_NEW), 10);
	ck_assert_int_eq(readings[0], 10);
	stop_all(1);
}
END_TEST

Suite *together_suite(void)
{
	Suite *s = suite_create("net: together");
	TCase *t = tcase_create("together");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_slow_carrier_holds_up_no_other);
	tcase_add_test(t, a_deaf_carrier_fails_no_other);
	tcase_add_loop_test(t, settings_that_cannot_work_refuse_that_carriers_parcels_alone, 0, 3);
	tcase_add_test(t, a_spent_quota_and_a_wait_hold_up_no_other);
	tcase_add_test(t, one_number_calls_are_handed_over_together);
	tcase_add_test(t, two_parcels_of_one_number_are_not_asked_for_in_one_call);
	suite_add_tcase(s, t);
	return s;
}
