#include <string.h>

#include "ops/token_ops.h"
#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/* Programs that sign in by a token. */

static void setup(void)
{
	struct user u;

	caller_setup();
	open_lost(1);
	MUST(user_add(&u, here.desk, "eve", ROLE_ADMIN, NULL, &here.err));
}

static const char *token_of(enum role scope, const char *client)
{
	const struct token_wanted wanted = {
		.user = "eve", .name = "shop", .scope = (int)scope, .client = client
	};
	char *text = arena_alloc(&here.a, API_TOKEN_TEXT);
	struct token made;

	MUST(token_make(text, &made, here.desk, &here.a, &wanted, &here.err));
	return text;
}

/* As a program asks: no cookie, no origin, no token of a form. */
static unsigned by_token(enum method method, const char *path, const char *token, const char *form)
{
	struct http_head h = head_of(METHOD_GET, path, NULL);

	h.method = method;
	h.authorization = arena_printf(&here.a, "Bearer %s", token);
	return ask(&h, form);
}

START_TEST(a_token_reads_and_writes_as_far_as_its_scope)
{
	const char *read = token_of(ROLE_READ, NULL), *desk = token_of(ROLE_DESK, NULL);

	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases/1", read, NULL), 200);
	ck_assert_int_eq(by_token(METHOD_POST, "/api/cases/1/contacts", read, "said=hello"), 403);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"code\": \"not_permitted\""));
	ck_assert_int_eq(by_token(METHOD_POST, "/api/cases/1/contacts", desk, "said=hello"), 201);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/session", desk, NULL), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"role\": \"desk\""));
}
END_TEST

START_TEST(a_wrong_token_is_told_so)
{
	const char *read = token_of(ROLE_READ, NULL);
	char *wrong = arena_strdup(&here.a, read);

	wrong[20] ^= 1;
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases", wrong, NULL), 401);
	ck_assert_str_eq(answer_header("WWW-Authenticate"), "Bearer");
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases", "", NULL), 401);
	ck_assert_int_eq(
		by_token(METHOD_GET, "/api/cases", arena_printf(&here.a, "%s0", read), NULL), 401);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases", session_of("eve"), NULL), 401);
}
END_TEST

START_TEST(with_a_token_no_cookie_counts)
{
	const char *session = session_of("eve"), *read = token_of(ROLE_READ, NULL);
	struct http_head h = head_of(METHOD_POST, "/api/cases/1/contacts", session);

	ck_assert_int_eq(ask(&h, "said=hello"), 201);
	h.authorization = arena_printf(&here.a, "Bearer %s", read);
	ck_assert_int_eq(ask(&h, "said=hello"), 403);
	h.authorization = "Bearer waylaid_0";
	ck_assert_int_eq(ask(&h, "said=hello"), 401);
	/* What a proxy asked for is none of ours. */
	h.authorization = "Basic ZXZlOmV2ZQ==";
	ck_assert_int_eq(ask(&h, "said=hello"), 201);
}
END_TEST

START_TEST(a_token_opens_no_page)
{
	const char *admin = token_of(ROLE_ADMIN, NULL);

	ck_assert_int_eq(by_token(METHOD_GET, "/", admin, NULL), 303);
	ck_assert_str_eq(answer_header("Location"), "/sign-in");
	ck_assert_int_eq(by_token(METHOD_GET, "/tokens", admin, NULL), 303);
	ck_assert_int_eq(by_token(METHOD_POST, "/tokens", admin, "name=more"), 303);
	ck_assert_int_eq(by_token(METHOD_POST, "/sign-in", admin, "name=eve&password=x"), 403);
	ck_assert_ptr_nonnull(strstr(answer_body, "did not come from a page"));
}
END_TEST

START_TEST(a_token_is_held_to_its_client)
{
	const char *held = token_of(ROLE_DESK, "Acme");

	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases/1", held, NULL), 404);
	ck_assert_int_eq(by_token(METHOD_POST, "/api/cases/1/contacts", held, "said=x"), 404);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases", held, NULL), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 0"));
	/* Its user sees all, and keeps lists that name others. */
	ck_assert_int_eq(post("/api/views", session_of("eve"), "name=theirs&client=Other"), 201);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/views", held, NULL), 200);
	lacks("theirs");
	lacks("Other");
	ck_assert_int_eq(by_token(METHOD_POST, "/api/views", held, "name=ours&client=Other"), 201);
	has("\"client\": \"Acme\"");
}
END_TEST

START_TEST(the_page_makes_shows_once_and_withdraws)
{
	const char *session = session_of("eve"), *at;
	char *text;

	ck_assert_int_eq(post("/tokens", session, "name=shop&scope=desk&days=7"), 201);
	at = strstr(answer_body, "waylaid_");
	ck_assert_ptr_nonnull(at);
	text = arena_strndup(&here.a, at, API_TOKEN_TEXT - 1);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases/1", text, NULL), 200);
	ck_assert_int_eq(get("/tokens", session), 200);
	ck_assert_ptr_null(strstr(answer_body, text));
	ck_assert_ptr_nonnull(strstr(answer_body, "shop"));
	ck_assert_int_eq(post("/tokens", session, "name=&scope=desk"), 400);
	ck_assert_ptr_nonnull(strstr(answer_body, "what the token is for"));
	ck_assert_int_eq(post("/tokens", session, "name=x&days=9999"), 400);
	ck_assert_int_eq(post("/tokens/1/withdraw", session, ""), 303);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases/1", text, NULL), 401);
	ck_assert_int_eq(post("/tokens/1/withdraw", session, ""), 404);
}
END_TEST

START_TEST(nobody_sees_or_ends_the_token_of_another)
{
	const char *hers = token_of(ROLE_ADMIN, NULL);
	struct user u;
	char *bob;

	MUST(user_add(&u, here.desk, "bob", ROLE_READ, NULL, &here.err));
	bob = session_of("bob");
	ck_assert_int_eq(get("/tokens", bob), 200);
	ck_assert_ptr_null(strstr(answer_body, "shop"));
	ck_assert_int_eq(post("/tokens/1/withdraw", bob, ""), 404);
	ck_assert_int_eq(post("/tokens", bob, "name=mine&scope=desk"), 403);
	ck_assert_int_eq(post("/tokens", bob, "name=mine&scope=read"), 201);
	ck_assert_int_eq(by_token(METHOD_GET, "/api/cases/1", hers, NULL), 200);
}
END_TEST

Suite *web_token_suite(void)
{
	Suite *s = suite_create("token");
	TCase *t = tcase_create("token");

	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_token_reads_and_writes_as_far_as_its_scope);
	tcase_add_test(t, a_wrong_token_is_told_so);
	tcase_add_test(t, with_a_token_no_cookie_counts);
	tcase_add_test(t, a_token_opens_no_page);
	tcase_add_test(t, a_token_is_held_to_its_client);
	tcase_add_test(t, the_page_makes_shows_once_and_withdraws);
	tcase_add_test(t, nobody_sees_or_ends_the_token_of_another);
	suite_add_tcase(s, t);
	return s;
}
