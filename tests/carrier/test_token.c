#include <string.h>

#include "carrier/replies.h"

enum { NOW = 1767225600 };

static struct arena a;
static struct token token;
static struct err err;

static void setup(void)
{
	err = (struct err){ 0 };
}

static void teardown(void)
{
	secret_release(&token.access_token);
	arena_release(&a);
}

static int read_status(int status, const char *body)
{
	struct http_answer answer = { .status = status,
				      .body = body,
				      .len = body ? strlen(body) : 0 };

	return usps.read_token_answer(&token, &a, &answer, NOW, &err);
}

static void refused(int status, const char *body, const char *words)
{
	err = (struct err){ 0 };
	ck_assert_int_eq(read_status(status, body), -1);
	ck_assert_int_eq(err.code, ERR_REMOTE);
	ck_assert_msg(strstr(err.text, words), "%d %s: %s", status, body ? body : "", err.text);
	ck_assert_ptr_null(strchr(err.text, '\n'));
	ck_assert(!secret_known(&token.access_token));
}

START_TEST(the_request_holds_the_secret_and_says_so)
{
	struct credentials c = { .client_id = "made \"up\"" };
	struct http_request out;

	secret_set(&c.client_secret, "qu\"ote\\");
	ck_assert_int_eq(usps.build_token_request(&out, &a, &c, &err), 0);
	secret_release(&c.client_secret);
	ck_assert_str_eq(out.method, "POST");
	ck_assert_str_eq(out.path, "/oauth2/v3/token");
	ck_assert_str_eq(out.content_type, "application/json");
	ck_assert_str_eq(out.body,
			 "{\"client_id\":\"made \\\"up\\\"\",\"client_secret\":\"qu\\\"ote\\\\\","
			 "\"grant_type\":\"client_credentials\",\"scope\":\"tracking\"}");
	ck_assert(out.body_is_secret);
	ck_assert_int_eq(out.auth, AUTH_NONE);
}
END_TEST

START_TEST(without_credentials_nothing_is_asked)
{
	struct credentials none = { 0 }, half = { .client_id = "made-up" };
	struct http_request out;

	ck_assert_int_eq(usps.build_token_request(&out, &a, &none, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "WAYLAID_USPS_CLIENT_ID"));
	ck_assert_ptr_nonnull(strstr(err.text, "[usps]"));
	ck_assert_int_eq(usps.build_token_request(&out, &a, &half, &err), -1);
}
END_TEST

START_TEST(a_secret_too_long_for_any_request_is_refused_and_not_shown)
{
	struct credentials c = { .client_id = "made-up" };
	struct http_request out;
	char *secret = arena_alloc(&a, 10001);

	memset(secret, 's', 10000);
	secret_set(&c.client_secret, secret);
	ck_assert_int_eq(usps.build_token_request(&out, &a, &c, &err), -1);
	secret_release(&c.client_secret);
	ck_assert_ptr_null(strstr(err.text, "sss"));
	ck_assert_ptr_null(out.body);
}
END_TEST

START_TEST(a_token_lives_as_long_as_said_minus_a_minute)
{
	ck_assert_int_eq(read_status(200, reply(&a, "token.json", NULL)), 0);
	ck_assert_str_eq(secret_reveal(&token.access_token), "made.up-token_123");
	ck_assert_int_eq(token.expires_at, NOW + 28799 - 60);
	ck_assert_int_eq(read_status(200, "{\"access_token\":\"t2\",\"expires_in\":14399,"
					  "\"scope\":\"tracking\"}"),
			 0);
	ck_assert_int_eq(token.expires_at, NOW + 14399 - 60);
	ck_assert_str_eq(secret_reveal(&token.access_token), "t2");
}
END_TEST

START_TEST(a_short_or_unstated_or_endless_life_is_handled)
{
	ck_assert_int_eq(read_status(200, "{\"access_token\":\"t\",\"expires_in\":\"30\"}"), 0);
	ck_assert_int_eq(token.expires_at, NOW + 15);
	ck_assert_int_eq(read_status(200, "{\"access_token\":\"t\"}"), 0);
	ck_assert_int_gt(token.expires_at, NOW);
	ck_assert_int_eq(read_status(200, "{\"access_token\":\"t\",\"expires_in\":99999999999}"),
			 0);
	ck_assert_int_le(token.expires_at, NOW + 31 * 86400);
}
END_TEST

START_TEST(the_tracking_scope_is_a_word_of_its_own)
{
	refused(200, reply(&a, "token_without_tracking.json", NULL), "without the tracking scope");
	refused(200, reply(&a, "token_without_tracking.json", NULL),
		"emailus.usps.com/s/usps-APIs");
	refused(200, "{\"access_token\":\"t\",\"expires_in\":9,\"scope\":\"\"}", "tracking scope");
	refused(200, "{\"access_token\":\"t\",\"expires_in\":9,\"scope\":[\"tracking\"]}",
		"tracking scope");
	refused(200, "{\"access_token\":\"t\",\"expires_in\":9,\"scope\":\"trackings xtracking\"}",
		"tracking scope");
	ck_assert_int_eq(read_status(200, "{\"access_token\":\"t\",\"scope\":\"a,tracking\"}"), 0);
}
END_TEST

START_TEST(a_wrong_secret_names_the_settings)
{
	refused(401, reply(&a, "token_error.json", NULL), "WAYLAID_USPS_CLIENT_SECRET");
	refused(400, reply(&a, "token_error.json", NULL), "[usps]");
	refused(401, "", "WAYLAID_USPS_CLIENT_ID");
	refused(400, "<html>", "WAYLAID_USPS_CLIENT_ID");
	refused(401, "{\"error\":{\"code\":\"401\",\"message\":\"x\"}}", "WAYLAID_USPS_CLIENT_ID");
	refused(400, "{\"error\":\"invalid_scope\"}", "Tracking access");
}
END_TEST

START_TEST(a_server_that_sends_the_secret_back_does_not_get_it_printed)
{
	static const int statuses[] = { 0, 200, 302, 400, 401, 403, 429, 500 };
	const char *body =
		"{\"error\":\"" MADE_UP_SECRET "\",\"error_description\":\"" MADE_UP_SECRET
		"\",\"access_token\":\"a " MADE_UP_SECRET "\"}";

	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		ck_assert_int_eq(read_status(statuses[i], body), -1);
		ck_assert_ptr_null(strstr(err.text, MADE_UP_SECRET));
		ck_assert_int_eq(read_status(statuses[i], MADE_UP_SECRET), -1);
		ck_assert_ptr_null(strstr(err.text, MADE_UP_SECRET));
	}
}
END_TEST

START_TEST(what_is_no_token_is_refused)
{
	refused(200, "", "something else");
	refused(200, NULL, "something else");
	refused(200, "<html>Sign in</html>", "something else");
	refused(200, "[]", "something else");
	refused(200, "{}", "something else");
	refused(200, "{\"access_token\":\"\"}", "something else");
	refused(200, "{\"access_token\":{}}", "something else");
	refused(200, "{\"access_token\":\"a\\r\\nX-Evil: 1\"}", "something else");
	refused(200, "{\"access_token\":\"t\",\"expires_in\":0}", "expires_in");
	refused(200, "{\"access_token\":\"t\",\"expires_in\":\"soon\"}", "expires_in");
	refused(200, "{\"access_token\":\"t\",\"status\":\"revoked\"}", "revoked");
	refused(0, NULL, "did not answer");
	refused(503, "", "try again later");
	refused(429, "", "try again later");
}
END_TEST

Suite *token_suite(void)
{
	Suite *s = suite_create("token");
	TCase *t = tcase_create("token");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_request_holds_the_secret_and_says_so);
	tcase_add_test(t, without_credentials_nothing_is_asked);
	tcase_add_test(t, a_secret_too_long_for_any_request_is_refused_and_not_shown);
	tcase_add_test(t, a_token_lives_as_long_as_said_minus_a_minute);
	tcase_add_test(t, a_short_or_unstated_or_endless_life_is_handled);
	tcase_add_test(t, the_tracking_scope_is_a_word_of_its_own);
	tcase_add_test(t, a_wrong_secret_names_the_settings);
	tcase_add_test(t, a_server_that_sends_the_secret_back_does_not_get_it_printed);
	tcase_add_test(t, what_is_no_token_is_refused);
	suite_add_tcase(s, t);
	return s;
}
