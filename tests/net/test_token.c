#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "net/asked.h"

static struct asked a;

/* The one file in the token folder. */
static char *token_path(void)
{
	static char path[SANDBOX_PATH + 320];
	char folder[SANDBOX_PATH + 64];
	struct dirent *e;
	DIR *d = opendir(sandbox_path(folder, &a.sandbox, "tokens"));
	int n = 0;

	ck_assert_ptr_nonnull(d);
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
		n++;
	}
	closedir(d);
	ck_assert_int_eq(n, 1);
	return path;
}

static int token_calls(void)
{
	return sandbox_count(&a.sandbox, TOKEN_CALL, NULL);
}

START_TEST(a_token_is_kept_between_runs_for_us_alone)
{
	char folder[SANDBOX_PATH + 64], text[1024] = "";
	struct stat st;
	FILE *f;

	asked_start(&a, CLIENT "default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(token_calls(), 1);
	ck_assert_int_eq(stat(token_path(), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(stat(sandbox_path(folder, &a.sandbox, "tokens"), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0700);
	f = fopen(token_path(), "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_gt(fread(text, 1, sizeof(text) - 1, f), 0);
	fclose(f);
	ck_assert_ptr_nonnull(strstr(text, "sandbox-token"));
	ck_assert_ptr_null(strstr(text, CLIENT_SECRET));
	asked_stop(&a);
}
END_TEST

START_TEST(a_token_file_that_others_may_read_is_not_used)
{
	struct stat st;

	asked_start(&a, CLIENT "default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(chmod(token_path(), 0644), 0);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(token_calls(), 2);
	ck_assert_int_eq(stat(token_path(), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	asked_stop(&a);
}
END_TEST

static const char *const damages[] = {
	"",
	"\n\n\n\n",
	"waylaid token 1\n",
	"waylaid token 1\nx\n99999999999\nstolen\n",
	"waylaid token 1\n99999999999999999999999999\n",
	"\xff\xfe\x01",
};

enum { DAMAGES = sizeof(damages) / sizeof(damages[0]) };

START_TEST(a_token_file_that_is_damaged_is_as_good_as_none)
{
	FILE *f;

	asked_start(&a, CLIENT "default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	f = fopen(token_path(), "w");
	ck_assert_ptr_nonnull(f);
	fputs(damages[_i], f);
	fclose(f);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(token_calls(), 2);
	asked_stop(&a);
}
END_TEST

START_TEST(a_token_that_ran_out_is_replaced)
{
	asked_start(&a, CLIENT "default in_transit\ntoken expires 1\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	ck_assert_int_eq(token_calls(), 2);
	asked_stop(&a);
}
END_TEST

START_TEST(a_wrong_secret_is_one_line_and_asks_for_no_parcel)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.secret = "wrong-secret-777";
	ck_assert_int_eq(ask_many(&a, 100), 0);
	ck_assert_int_eq(asked_with(&a, POLL_REFUSED), 100);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "secret"));
	ck_assert_ptr_null(strstr(a.got[0].message, "wrong-secret-777"));
	ck_assert_str_eq(a.got[0].message, a.got[99].message);
	ck_assert_int_eq(token_calls(), 1);
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(a_token_got_with_another_secret_is_not_used)
{
	asked_start(&a, CLIENT "default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	a.secret = "wrong-secret-777";
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_REFUSED);
	a.secret = NULL;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	asked_stop(&a);
}
END_TEST

START_TEST(a_missing_secret_is_said_before_anything_is_sent)
{
	asked_start(&a, CLIENT);
	a.secret = "";
	ck_assert_int_eq(ask_many(&a, 40), -1);
	ck_assert_int_eq(a.err.code, ERR_INPUT);
	ck_assert_int_eq(a.batches, 0);
	ck_assert_int_eq(token_calls(), 0);
	asked_stop(&a);
}
END_TEST

START_TEST(a_client_without_the_tracking_scope_is_told_to_ask_for_it)
{
	asked_start(&a, "client " CLIENT_ID " " CLIENT_SECRET " addresses prices\n"
			"default in_transit\n");
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_REFUSED);
	ck_assert_ptr_nonnull(strstr(a.got[0].message, "scope"));
	ck_assert_int_eq(sandbox_count(&a.sandbox, TRACKING, NULL), 0);
	asked_stop(&a);
}
END_TEST

/* clang-format off */
static const struct {
	const char *steps;
	enum poll_outcome outcome;
	int calls;
} token_faults[] = {
	{ "503 times 2 then ok",		POLL_NEW, 3 },
	{ "503",				POLL_UNREACHABLE, 3 },
	{ "429 retry-after 1800",		POLL_DEFERRED, 1 },
	{ "cut times 1 then ok",		POLL_NEW, 2 },
	{ "hangup",				POLL_UNREACHABLE, 3 },
	{ "html",				POLL_REFUSED, 1 },
	{ "junk",				POLL_REFUSED, 1 },
	{ "empty",				POLL_REFUSED, 1 },
	{ "redirect",				POLL_REFUSED, 1 },
	{ "huge",				POLL_UNREADABLE, 1 },
};
/* clang-format on */

enum { TOKEN_FAULTS = sizeof(token_faults) / sizeof(token_faults[0]) };

START_TEST(a_fault_of_the_token_call_becomes_a_plain_outcome_for_all)
{
	char script[256];

	snprintf(script, sizeof(script), CLIENT "default in_transit\ntoken answers %s\n",
		 token_faults[_i].steps);
	asked_start(&a, script);
	ck_assert_int_eq(ask_many(&a, 40), 0);
	ck_assert_msg(asked_with(&a, token_faults[_i].outcome) == 40, "%s: %s",
		      token_faults[_i].steps, a.got[0].message);
	ck_assert_int_eq(token_calls(), token_faults[_i].calls);
	asked_stop(&a);
}
END_TEST

START_TEST(a_cache_that_cannot_be_written_does_not_stop_the_asking)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.options.cache_dir = "/dev/null/no-such-folder";
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_NEW);
	asked_stop(&a);
}
END_TEST

Suite *token_suite(void)
{
	Suite *s = suite_create("net: token");
	TCase *t = tcase_create("token");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, a_token_is_kept_between_runs_for_us_alone);
	tcase_add_test(t, a_token_file_that_others_may_read_is_not_used);
	tcase_add_loop_test(t, a_token_file_that_is_damaged_is_as_good_as_none, 0, DAMAGES);
	tcase_add_test(t, a_token_that_ran_out_is_replaced);
	tcase_add_test(t, a_wrong_secret_is_one_line_and_asks_for_no_parcel);
	tcase_add_test(t, a_token_got_with_another_secret_is_not_used);
	tcase_add_test(t, a_missing_secret_is_said_before_anything_is_sent);
	tcase_add_test(t, a_client_without_the_tracking_scope_is_told_to_ask_for_it);
	tcase_add_loop_test(t, a_fault_of_the_token_call_becomes_a_plain_outcome_for_all, 0,
			    TOKEN_FAULTS);
	tcase_add_test(t, a_cache_that_cannot_be_written_does_not_stop_the_asking);
	suite_add_tcase(s, t);
	return s;
}
