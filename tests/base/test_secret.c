#include <check.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/suites.h"

START_TEST(a_secret_is_a_copy_that_only_reveal_gives)
{
	struct secret s = SECRET_INIT;
	char text[] = "consumer-secret";

	ck_assert(!secret_known(&s));
	ck_assert_str_eq(secret_reveal(&s), "");
	secret_set(&s, text);
	memset(text, 'x', sizeof text - 1);
	ck_assert(secret_known(&s));
	ck_assert_str_eq(secret_reveal(&s), "consumer-secret");
	secret_release(&s);
	ck_assert(!secret_known(&s));
	ck_assert_str_eq(secret_reveal(&s), "");
	secret_release(&s);
}
END_TEST

START_TEST(a_secret_can_be_replaced_and_cleared)
{
	struct secret s = SECRET_INIT;

	secret_set(&s, "first");
	secret_set(&s, "a longer second one");
	ck_assert_str_eq(secret_reveal(&s), "a longer second one");
	secret_set(&s, secret_reveal(&s));
	ck_assert_str_eq(secret_reveal(&s), "a longer second one");
	secret_set(&s, secret_reveal(&s) + 9);
	ck_assert_str_eq(secret_reveal(&s), "second one");
	secret_set(&s, NULL);
	ck_assert(!secret_known(&s));
	secret_set(&s, NULL);
	secret_set(&s, "");
	ck_assert_str_eq(secret_reveal(&s), "");
	secret_release(&s);
}
END_TEST

START_TEST(secrets_of_any_length_are_kept_whole)
{
	struct secret s = SECRET_INIT;
	char *text = malloc(70001);

	for (size_t n = 0; n <= 70000; n = n < 40 ? n + 1 : n * 7 + 3) {
		memset(text, 'k', n);
		text[n] = '\0';
		secret_set(&s, text);
		ck_assert_str_eq(secret_reveal(&s), text);
	}
	secret_release(&s);
	free(text);
}
END_TEST

/* More than any limit on locked memory, so that the later ones cannot be locked. */
START_TEST(a_thousand_secrets_pass_the_limit_on_locked_memory)
{
	struct rlimit limit = { 0, 0 };
	struct secret *s = calloc(1000, sizeof *s);
	char text[40];

	ck_assert_int_eq(setrlimit(RLIMIT_MEMLOCK, &limit), 0);
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "secret number %d", i);
		secret_set(&s[i], text);
	}
	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof text, "secret number %d", i);
		ck_assert_str_eq(secret_reveal(&s[i]), text);
		secret_release(&s[i]);
	}
	free(s);
}
END_TEST

/* No page may be mapped beyond those that are. */
static void forbid_new_pages(void)
{
	struct rlimit limit;
	unsigned long pages;
	FILE *f = fopen("/proc/self/statm", "r");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fscanf(f, "%lu", &pages), 1);
	fclose(f);
	ck_assert_int_eq(getrlimit(RLIMIT_AS, &limit), 0);
	limit.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE);
	ck_assert_int_eq(setrlimit(RLIMIT_AS, &limit), 0);
}

START_TEST(without_guarded_pages_ordinary_memory_serves)
{
	struct secret s = SECRET_INIT, t = SECRET_INIT;
	struct rlimit before;

	secret_set(&t, "set before");
	ck_assert_int_eq(getrlimit(RLIMIT_AS, &before), 0);
	forbid_new_pages();
	ck_assert_ptr_null(sodium_malloc(16));
	secret_set(&s, "set when no page can be mapped");
	secret_set(&t, "set again");
	ck_assert_int_eq(setrlimit(RLIMIT_AS, &before), 0);
	ck_assert_str_eq(secret_reveal(&s), "set when no page can be mapped");
	ck_assert_str_eq(secret_reveal(&t), "set again");
	secret_set(&s, "and guarded again");
	ck_assert_str_eq(secret_reveal(&s), "and guarded again");
	secret_release(&s);
	secret_release(&t);
}
END_TEST

START_TEST(each_occurrence_is_masked_in_place)
{
	static const struct {
		const char *secret, *text, *want;
	} rows[] = {
		{ "hunter22", "a hunter22 b", "a *** b" },
		{ "hunter22", "hunter22", "***" },
		{ "hunter22", "hunter22hunter22", "******" },
		{ "hunter22", "x=hunter22&y=hunter22.", "x=***&y=***." },
		{ "hunter22", "hunter2 hunter", "hunter2 hunter" },
		{ "hunter22", "Hunter22", "Hunter22" },
		{ "hunter22", "", "" },
		{ "abcd", "abcabcd", "abc***" },
		{ "aaaa", "aaaaaaaaa", "******a" },
		{ "****", "a ***** b", "a **** b" },
		{ "abc", "abc", "abc" }, /* too short to be told from chance */
		{ "", "abc", "abc" },
		{ NULL, "abc", "abc" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct secret s = SECRET_INIT;
		char *text = strdup(rows[i].text);

		secret_set(&s, rows[i].secret);
		secret_mask(text, &s);
		ck_assert_str_eq(text, rows[i].want);
		secret_release(&s);
		free(text);
	}
}
END_TEST

Suite *secret_suite(void)
{
	Suite *s = suite_create("secret");
	TCase *tc = tcase_create("secret");

	tcase_add_test(tc, a_secret_is_a_copy_that_only_reveal_gives);
	tcase_add_test(tc, a_secret_can_be_replaced_and_cleared);
	tcase_add_test(tc, secrets_of_any_length_are_kept_whole);
	tcase_add_test(tc, a_thousand_secrets_pass_the_limit_on_locked_memory);
	tcase_add_test(tc, without_guarded_pages_ordinary_memory_serves);
	tcase_add_test(tc, each_occurrence_is_masked_in_place);
	suite_add_tcase(s, tc);
	return s;
}
