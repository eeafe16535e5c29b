#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/*
 * The time that a refusal takes tells nobody who has an account: a wrong password, a name that
 * nobody has, a user without a password and a disabled one are asked in turn. WAYLAID_SIGN_IN_TRIES
 * says how often (24); 500 takes about five minutes. Over 300 tries the medians lie within 5 %;
 * over a few the machine's other work may move them by 15 %; without the work it would be 100 %.
 */

enum { KINDS = 4 }; /* of refusals */
enum { TRIES = 24, TRIES_MANY = 300, TRIES_MAX = 2000 };

static const char *const names[KINDS] = { "ann", "nobody", "bare", "gone" };

static void setup(void)
{
	const struct user_change off = { .role = -1, .enabled = 0 };
	struct user u;

	place_desk();
	MUST(user_add(&u, here.desk, "eve", ROLE_ADMIN, NULL, &here.err));
	for (int i = 0; i < KINDS; i++) {
		if (i == 1)
			continue;
		MUST(user_add(&u, here.desk, names[i], ROLE_DESK, NULL, &here.err));
		if (i != 2)
			MUST(user_set_password(here.desk, &here.a, names[i], "lamp river copper",
					       &here.err));
	}
	MUST(user_edit(&u, here.desk, &here.a, "gone", &off, &here.err));
}

/* Of this thread alone: other programs share the machine. */
static double cpu_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static int tries_wanted(void)
{
	const char *given = getenv("WAYLAID_SIGN_IN_TRIES");
	int n = given ? (int)strtol(given, NULL, 10) : TRIES;

	return n < 1 || n > TRIES_MAX ? TRIES : n;
}

START_TEST(refusals_take_equal_time)
{
	static double took[KINDS][TRIES_MAX];
	const int tries = tries_wanted();
	char token[TOKEN_TEXT];
	const double room = tries < TRIES_MANY ? 1.15 : 1.05;
	double least = 1e9, most = 0;

	for (int i = 0; i < tries; i++)
		for (int k = 0; k < KINDS; k++) {
			int at = (i + k) % KINDS; /* none is always the first */
			double began = cpu_ms();

			REFUSED(sign_in(token, here.desk, &here.a, names[at], "wrong", &here.err),
				ERR_NOT_PERMITTED, "do not go together");
			took[at][i] = cpu_ms() - began;
		}
	for (int k = 0; k < KINDS; k++) {
		double median;

		qsort(took[k], (size_t)tries, sizeof took[k][0], by_size);
		median = took[k][tries / 2];
		if (getenv("WAYLAID_SIGN_IN_TRIES"))
			fprintf(stderr, "%-7s median %.2f ms of %d\n", names[k], median, tries);
		least = median < least ? median : least;
		most = median > most ? median : most;
	}
	ck_assert_msg(most <= least * room, "medians from %.2f to %.2f ms", least, most);
}
END_TEST

Suite *sign_in_time_suite(void)
{
	Suite *s = suite_create("sign_in_time");
	TCase *t = tcase_create("sign_in_time");

	tcase_set_timeout(t, 1800);
	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_add_test(t, refusals_take_equal_time);
	suite_add_tcase(s, t);
	return s;
}
