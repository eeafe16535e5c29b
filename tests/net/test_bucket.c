#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "net/asked.h"
#include "net/bucket.h"

/*
 * Calls against a clock of our own: every time at which one was allowed is kept, and all windows
 * are counted by brute force in the end.
 */
#define SECOND INT64_C(1000000)
enum { CALLS_MAX = 1 << 20 };

static char folder[64];
static struct bucket_time now;
static int64_t *calls; /* in microseconds of a clock that nobody can set */
static int64_t truly;
static int ncalls;

static void read_now(struct bucket_time *out, void *payload)
{
	(void)payload;
	*out = now;
}

static void setup(void)
{
	snprintf(folder, sizeof(folder), "/tmp/waylaid-bucket-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	now = (struct bucket_time){ "boot-1", 5 * SECOND, INT64_C(1795000000) * SECOND };
	truly = 0;
	ncalls = 0;
	calls = malloc(CALLS_MAX * sizeof(*calls));
	ck_assert_ptr_nonnull(calls);
}

/* The one file there; "" without one. */
static char *file_path(void)
{
	static char path[512];
	char quota[128];
	struct dirent *e;
	DIR *d;

	path[0] = '\0';
	snprintf(quota, sizeof(quota), "%s/quota", folder);
	d = opendir(quota);
	while (d && (e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		ck_assert_str_eq(path, "");
		snprintf(path, sizeof(path), "%s/%s", quota, e->d_name);
	}
	if (d)
		closedir(d);
	return path;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static void teardown(void)
{
	ck_assert_int_eq(nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
	free(calls);
}

static void pass(int64_t us)
{
	truly += us;
	now.boot_us += us;
	now.real_us += us;
}

static struct credentials credentials = { .base_url = "https://carrier.example",
					  .client_id = "us" };

static struct bucket open_for(const struct carrier *carrier, const char *quota)
{
	struct bucket b = { .clock = { read_now, NULL } };
	struct bucket_place place = { folder, carrier, &credentials };
	struct err err;

	ck_assert_int_eq(quota_parse(&b.quota, quota, &err), 0);
	ck_assert_msg(bucket_open(&b, &place, &err) == 0, "%s", err.text);
	return b;
}

static struct bucket open_bucket(const char *quota)
{
	return open_for(carrier_find("usps"), quota);
}

/* 0 when a call went out, else the wait. */
static int64_t call(struct bucket *b)
{
	int64_t wait = bucket_take(b);

	if (wait == 0) {
		ck_assert_int_lt(ncalls, CALLS_MAX);
		calls[ncalls++] = truly;
	}
	return wait;
}

static int calls_now(struct bucket *b)
{
	int n = 0;

	while (call(b) == 0)
		n++;
	return n;
}

/* In any window of the period's length, wherever it begins, are at most so many calls. */
static void check_windows(const struct quota *q)
{
	for (int l = 0; l < q->nlimits; l++) {
		int64_t period_us = (int64_t)q->limit[l].period_s * SECOND;
		int first = 0;

		for (int i = 0; i < ncalls; i++) {
			while (calls[i] - calls[first] >= period_us)
				first++;
			ck_assert_msg(i - first + 1 <= q->limit[l].calls,
				      "%d calls in %d s before second %.6f", i - first + 1,
				      q->limit[l].period_s, (double)calls[i] / SECOND);
		}
	}
}

START_TEST(a_token_comes_back_exactly_its_period_after_it_was_taken)
{
	struct bucket b = open_bucket("3/1m");

	ck_assert_int_eq(call(&b), 0);
	pass(10 * SECOND);
	ck_assert_int_eq(call(&b), 0);
	ck_assert_int_eq(call(&b), 0);
	ck_assert_int_eq(call(&b), 50 * SECOND);
	pass(50 * SECOND - 1);
	ck_assert_int_eq(call(&b), 1);
	pass(1);
	ck_assert_int_eq(call(&b), 0);
	ck_assert_int_eq(call(&b), 10 * SECOND);
	bucket_close(&b);
}
END_TEST

START_TEST(every_limit_holds_at_once)
{
	struct bucket b = open_bucket("5/1h 1/1s");

	for (int i = 0; i < 5; i++) {
		ck_assert_int_eq(calls_now(&b), 1);
		pass(SECOND);
	}
	ck_assert_int_eq(call(&b), 3595 * SECOND);
	bucket_close(&b);
}
END_TEST

START_TEST(no_quota_keeps_no_file)
{
	struct bucket b = open_bucket("none");

	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(bucket_take(&b), 0);
	bucket_close(&b);
	ck_assert_str_eq(file_path(), "");
}
END_TEST

START_TEST(the_file_is_for_us_alone)
{
	char quota[128];
	struct bucket b = open_bucket("60/1h");
	struct stat st;

	ck_assert_int_eq(call(&b), 0);
	ck_assert_int_eq(stat(file_path(), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	snprintf(quota, sizeof(quota), "%s/quota", folder);
	ck_assert_int_eq(stat(quota, &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0700);
	ck_assert_int_eq(chmod(file_path(), 0644), 0);
	bucket_close(&b);
	b = open_bucket("60/1h");
	ck_assert_int_eq(calls_now(&b), 59);
	ck_assert_int_eq(stat(file_path(), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	bucket_close(&b);
}
END_TEST

START_TEST(both_carriers_of_dhl_share_what_one_key_may)
{
	struct bucket express = open_for(carrier_find("dhl_express"), "5/1d");
	struct bucket ecommerce = open_for(carrier_find("dhl_ecommerce"), "5/1d");
	struct bucket other;

	ck_assert_int_eq(call(&express), 0);
	ck_assert_int_eq(call(&ecommerce), 0);
	ck_assert_int_eq(calls_now(&express), 3);
	ck_assert_int_eq(calls_now(&ecommerce), 0);
	credentials.client_id = "them";
	other = open_for(carrier_find("dhl_express"), "5/1d");
	credentials.client_id = "us";
	ck_assert_int_eq(calls_now(&other), 5);
	bucket_close(&other);
	other = open_for(carrier_find("ups"), "5/1d");
	ck_assert_int_eq(calls_now(&other), 5);
	bucket_close(&other);
	bucket_close(&express);
	bucket_close(&ecommerce);
}
END_TEST

START_TEST(a_smaller_and_a_larger_quota_count_what_was_before)
{
	struct bucket b = open_bucket("60/1h");

	ck_assert_int_eq(calls_now(&b), 60);
	bucket_close(&b);
	b = open_bucket("100/1h");
	ck_assert_int_eq(calls_now(&b), 40);
	bucket_close(&b);
	pass(INT64_C(3600) * SECOND);
	b = open_bucket("10/2h");
	ck_assert_int_eq(calls_now(&b), 0);
	bucket_close(&b);
}
END_TEST

/* --- time --- */

START_TEST(a_clock_that_is_set_back_or_forward_gives_no_token)
{
	struct bucket b = open_bucket("60/1h");

	ck_assert_int_eq(calls_now(&b), 60);
	now.real_us -= INT64_C(7200) * SECOND;
	ck_assert_int_eq(call(&b), INT64_C(3600) * SECOND);
	now.real_us += INT64_C(86400) * SECOND;
	ck_assert_int_eq(call(&b), INT64_C(3600) * SECOND);
	pass(INT64_C(3600) * SECOND);
	ck_assert_int_eq(calls_now(&b), 60);
	bucket_close(&b);
}
END_TEST

START_TEST(a_restart_with_a_clock_gone_back_makes_wait_no_longer_than_the_period)
{
	struct bucket b = open_bucket("60/1h");

	ck_assert_int_eq(calls_now(&b), 60);
	snprintf(now.boot, sizeof(now.boot), "boot-2");
	now.boot_us = SECOND;
	now.real_us -= INT64_C(86400) * 365 * SECOND;
	ck_assert_int_eq(call(&b), INT64_C(3600) * SECOND);
	pass(INT64_C(3600) * SECOND);
	ck_assert_int_eq(calls_now(&b), 60);
	bucket_close(&b);
	check_windows(&b.quota);
}
END_TEST

START_TEST(a_restart_counts_the_time_that_passed)
{
	struct bucket b = open_bucket("60/1h");

	ck_assert_int_eq(calls_now(&b), 60);
	snprintf(now.boot, sizeof(now.boot), "boot-2");
	pass(INT64_C(1800) * SECOND);
	now.boot_us = SECOND;
	ck_assert_int_eq(call(&b), INT64_C(1800) * SECOND);
	bucket_close(&b);
}
END_TEST

/* --- damage --- */

static void write_file(const char *bytes, size_t n, int64_t age_s)
{
	struct timespec times[2] = { { .tv_sec = now.real_us / SECOND - age_s },
				     { .tv_sec = now.real_us / SECOND - age_s } };
	int fd = open(file_path(), O_WRONLY | O_TRUNC);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, bytes, n), (ssize_t)n);
	ck_assert_int_eq(futimens(fd, times), 0);
	close(fd);
}

START_TEST(a_damaged_file_counts_as_spent_when_it_was_written)
{
	static const size_t sizes[] = { 1, 127, 128, 200, 100000 };
	size_t n = sizes[_i];
	char *junk = malloc(n);
	struct bucket b = open_bucket("60/1h");

	memset(junk, 'x', n);
	ck_assert_int_eq(call(&b), 0);
	write_file(junk, n, 600);
	ck_assert_int_eq(call(&b), INT64_C(3000) * SECOND);
	ck_assert_int_eq(call(&b), INT64_C(3000) * SECOND);
	bucket_close(&b);
	pass(INT64_C(3000) * SECOND - 1);
	b = open_bucket("60/1h");
	ck_assert_int_eq(call(&b), 1);
	pass(1);
	ck_assert_int_eq(calls_now(&b), 60);
	bucket_close(&b);
	free(junk);
}
END_TEST

/* Every byte of a file in use, changed: never more calls, and never locked up for longer. */
START_TEST(no_single_damaged_byte_gives_more_calls)
{
	char bytes[4096], worse[4096];
	struct bucket b = open_bucket("20/1h");
	int fd;
	ssize_t n;

	ck_assert_int_eq(calls_now(&b), 20);
	fd = open(file_path(), O_RDONLY);
	n = read(fd, bytes, sizeof(bytes));
	close(fd);
	ck_assert_int_eq(n, 128 + 20 * 16);
	for (ssize_t at = 0; at < n; at++) {
		int64_t wait;

		memcpy(worse, bytes, (size_t)n);
		worse[at] ^= 0x41;
		write_file(worse, (size_t)n, 0);
		wait = bucket_take(&b);
		/* Only the slot of the oldest token is looked at; the others hide none. */
		ck_assert_msg(wait > 0, "byte %zd gave a call", at);
		ck_assert_msg(wait <= INT64_C(3600) * SECOND, "byte %zd", at);
	}
	bucket_close(&b);
}
END_TEST

START_TEST(an_empty_file_is_one_that_was_just_made)
{
	struct bucket b = open_bucket("20/1h");

	ck_assert_int_eq(calls_now(&b), 20);
	write_file("", 0, 0);
	ck_assert_int_eq(calls_now(&b), 20);
	bucket_close(&b);
}
END_TEST

START_TEST(without_a_place_for_the_file_the_quota_holds_within_the_run)
{
	struct bucket b = { .clock = { read_now, NULL } };
	struct bucket_place place = { "/dev/null/nowhere", carrier_find("usps"), &credentials };
	struct err err;

	ck_assert_int_eq(quota_parse(&b.quota, "7/1h", &err), 0);
	ck_assert_int_eq(bucket_open(&b, &place, &err), 0);
	ck_assert_int_eq(calls_now(&b), 7);
	bucket_close(&b);
}
END_TEST

START_TEST(a_file_that_is_a_link_is_not_followed)
{
	char target[96], *path;
	struct bucket b = open_bucket("7/1h");

	ck_assert_int_eq(call(&b), 0);
	bucket_close(&b);
	path = file_path();
	snprintf(target, sizeof(target), "%s/elsewhere", folder);
	ck_assert_int_eq(rename(path, target), 0);
	ck_assert_int_eq(symlink(target, path), 0);
	b = open_bucket("7/1h");
	ck_assert_int_eq(calls_now(&b), 7); /* counted in memory */
	bucket_close(&b);
}
END_TEST

/* --- a day, every carrier, two processes --- */

static const char *const codes[] = { "usps",          "ups",         "fedex",   "dhl_express",
				     "dhl_ecommerce", "canada_post", "easypost" };

/*
 * Two handles are two processes; each is closed and opened again now and then, and the machine is
 * started anew at noon. Demand comes in bursts far above the quota, and in between alone.
 */
START_TEST(no_window_of_a_day_sees_more_than_the_default_quota)
{
	const struct carrier *carrier = carrier_find(codes[_i]);
	struct bucket b[2];
	uint32_t dice = 4711;
	int64_t end = INT64_C(86400) * SECOND;
	bool noon = false;

	if (!carrier->quota)
		return;
	for (int i = 0; i < 2; i++)
		b[i] = open_for(carrier, carrier->quota);
	while (truly < end) {
		int64_t wait;
		int who;

		dice = dice * 1664525 + 1013904223;
		who = (int)(dice >> 16 & 1);
		wait = call(&b[who]);
		if (wait == 0 && (dice >> 20) % 64)
			continue;
		ck_assert_int_ge(wait, 0);
		/* Exactly when it may, a little later, or much later. */
		pass(wait);
		if ((dice >> 24) % 8 == 0)
			pass((int64_t)(dice % 977) * 1000);
		if ((dice >> 20) % 512 == 0)
			pass(INT64_C(180) * SECOND);
		if ((dice >> 18) % 16 == 0) {
			bucket_close(&b[who]);
			b[who] = open_for(carrier, carrier->quota);
		}
		if (!noon && truly > end / 2) {
			noon = true;
			snprintf(now.boot, sizeof(now.boot), "boot-2");
			now.boot_us = 0;
		}
	}
	check_windows(&b[0].quota);
	ck_assert_int_gt(ncalls, 100);
	bucket_close(&b[0]);
	bucket_close(&b[1]);
}
END_TEST

/* Asking as soon as one may uses all that is allowed: the most a day can hold. */
START_TEST(what_is_allowed_is_used)
{
	const struct carrier *carrier = carrier_find(codes[_i]);
	/* FedEx allows twelve million calls a day: an hour of it shows as much. */
	int64_t day = strcmp(codes[_i], "fedex") ? 86400 : 600, most = INT64_MAX;
	struct bucket b;

	if (!carrier->quota)
		return;
	b = open_for(carrier, carrier->quota);
	while (truly < day * SECOND)
		pass(call(&b));
	for (int l = 0; l < b.quota.nlimits; l++) {
		int64_t n = day / b.quota.limit[l].period_s * b.quota.limit[l].calls;

		most = n < most ? n : most;
	}
	ck_assert_int_eq(ncalls, most);
	check_windows(&b.quota);
	bucket_close(&b);
}
END_TEST

/* Real processes, some killed at any moment; the clock goes on in memory that they share. */
struct shared {
	_Atomic int64_t us;
	_Atomic int ncalls;
	int64_t call[4096];
};
static struct shared *shared;
static int64_t last_read; /* when a token was taken, if one was */

static void read_shared(struct bucket_time *out, void *payload)
{
	(void)payload;
	last_read = shared->us;
	*out = (struct bucket_time){ "boot-1", last_read,
				     INT64_C(1795000000) * SECOND + last_read };
}

static _Noreturn void work(void)
{
	struct bucket b = open_bucket("40/1s");

	b.clock = (struct bucket_clock){ read_shared, NULL };
	while (shared->us < 60 * SECOND) {
		int64_t wait = bucket_take(&b);

		if (wait == 0)
			shared->call[shared->ncalls++] = last_read;
		else
			shared->us += wait > 2000 ? 2000 : 500;
	}
	_exit(0);
}

static int by_time(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

START_TEST(processes_that_are_killed_at_any_moment_exceed_nothing)
{
	enum { PROCESSES = 3, KILLS = 60 };
	pid_t pid[PROCESSES];
	int n;

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
		      0);
	ck_assert_ptr_ne(shared, MAP_FAILED);
	for (int i = 0; i < PROCESSES; i++)
		if ((pid[i] = fork()) == 0)
			work();
	for (int i = 0; i < KILLS; i++) {
		usleep((useconds_t)(500 + i * 37 % 900));
		kill(pid[i % PROCESSES], SIGKILL);
		waitpid(pid[i % PROCESSES], NULL, 0);
		if ((pid[i % PROCESSES] = fork()) == 0)
			work();
	}
	shared->us += 61 * SECOND;
	for (int i = 0; i < PROCESSES; i++)
		ck_assert_int_eq(waitpid(pid[i], NULL, 0), pid[i]);
	n = shared->ncalls;
	ck_assert_int_gt(n, 40);
	ck_assert_int_lt(n, 4096);
	qsort(shared->call, (size_t)n, sizeof(shared->call[0]), by_time);
	for (int i = 40; i < n; i++)
		ck_assert_int_ge(shared->call[i] - shared->call[i - 40], SECOND);
	munmap(shared, sizeof(*shared));
}
END_TEST

Suite *bucket_suite(void)
{
	Suite *s = suite_create("net: bucket");
	TCase *t = tcase_create("bucket");
	int n = sizeof(codes) / sizeof(codes[0]);

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_token_comes_back_exactly_its_period_after_it_was_taken);
	tcase_add_test(t, every_limit_holds_at_once);
	tcase_add_test(t, no_quota_keeps_no_file);
	tcase_add_test(t, the_file_is_for_us_alone);
	tcase_add_test(t, both_carriers_of_dhl_share_what_one_key_may);
	tcase_add_test(t, a_smaller_and_a_larger_quota_count_what_was_before);
	tcase_add_test(t, a_clock_that_is_set_back_or_forward_gives_no_token);
	tcase_add_test(t, a_restart_with_a_clock_gone_back_makes_wait_no_longer_than_the_period);
	tcase_add_test(t, a_restart_counts_the_time_that_passed);
	tcase_add_loop_test(t, a_damaged_file_counts_as_spent_when_it_was_written, 0, 5);
	tcase_add_test(t, no_single_damaged_byte_gives_more_calls);
	tcase_add_test(t, an_empty_file_is_one_that_was_just_made);
	tcase_add_test(t, without_a_place_for_the_file_the_quota_holds_within_the_run);
	tcase_add_test(t, a_file_that_is_a_link_is_not_followed);
	tcase_add_loop_test(t, no_window_of_a_day_sees_more_than_the_default_quota, 0, n);
	tcase_add_loop_test(t, what_is_allowed_is_used, 0, n);
	tcase_add_test(t, processes_that_are_killed_at_any_moment_exceed_nothing);
	suite_add_tcase(s, t);
	return s;
}
