#include <string.h>
#include <time.h>

#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"
#include "web/throttle.h"

static void add(const char *name)
{
	struct user u;

	MUST(user_add(&u, here.desk, name, ROLE_ADMIN, NULL, &here.err));
}

/* What follows "waylaid_8484=" in the answer's cookie. */
static char *new_session(void)
{
	const char *cookie = answer_header("Set-Cookie");

	ck_assert_ptr_nonnull(cookie);
	ck_assert(strncmp(cookie, "waylaid_8484=", 13) == 0);
	ck_assert(strstr(cookie, "; HttpOnly") && strstr(cookie, "; SameSite=Strict"));
	return arena_strndup(&here.a, cookie + 13, 64);
}

static char *link_of(const char *name, const char *path)
{
	char link[TOKEN_TEXT];
	struct moment m = here.moment;

	m.machine = time(NULL);
	desk_work_as(here.desk, "ann", &m);
	MUST(link_make(link, here.desk, &here.a, name, &here.err));
	return arena_printf(&here.a, "%s%s", path, link);
}

START_TEST(a_link_signs_in_once_and_leads_away_from_itself)
{
	char *path = link_of(NULL, "/in/");

	ck_assert_int_eq(get(path, NULL), 303);
	ck_assert_str_eq(answer_header("Location"), "/welcome");
	ck_assert(answer_route.route->secret);
	ck_assert_int_eq(get("/", new_session()), 200);
	ck_assert_int_eq(get(path, NULL), 404);
	ck_assert_ptr_null(answer_header("Set-Cookie"));
	ck_assert_int_eq(get("/welcome", NULL), 200);
	ck_assert_str_eq(answer_header("Refresh"), "0; url=/");
}
END_TEST

START_TEST(a_link_of_one_kind_is_none_of_the_other)
{
	char *path = link_of(NULL, "/reset/");

	ck_assert_int_eq(get(path, NULL), 404);
	add("ann");
	path = link_of("ann", "/in/");
	ck_assert_int_eq(get(path, NULL), 404);
	ck_assert_ptr_null(answer_header("Set-Cookie"));
}
END_TEST

START_TEST(a_user_sets_a_password_by_a_link_and_signs_in)
{
	char *path, *first, *second;

	add("ann");
	path = link_of("ann", "/reset/");
	ck_assert_int_eq(get(path, NULL), 200);
	ck_assert_int_eq(post(path, NULL, "password=lamp+river+copper&again=other"), 400);
	ck_assert_ptr_nonnull(strstr(answer_body, "the same password twice"));
	ck_assert_int_eq(post(path, NULL, "password=short&again=short"), 400);
	ck_assert_int_eq(post(path, NULL, "password=lamp+river+copper&again=lamp+river+copper"),
			 303);
	first = new_session();
	ck_assert_int_eq(get("/", first), 200);
	ck_assert_int_eq(get(path, NULL), 404);
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=lamp+river+copper&to=/cases"),
			 303);
	ck_assert_str_eq(answer_header("Location"), "/cases");
	second = new_session();
	ck_assert_str_ne(first, second);
	ck_assert_int_eq(get("/sign-in", second), 303);
	/* A planted session is no longer one after signing in with it. */
	ck_assert_int_eq(post("/sign-in", first, "name=ann&password=lamp+river+copper"), 303);
	ck_assert_int_eq(get("/", first), 303);
	ck_assert_int_eq(post("/sign-out-everywhere", second, ""), 303);
	ck_assert_int_eq(get("/", second), 303);
}
END_TEST

static const char *const elsewhere[] = { "//evil.example", "https://evil.example",
					 "/\\evil",        "/sign-out",
					 "/nosuch",        "javascript:1",
					 "/healthz" };

START_TEST(after_signing_in_one_stays_on_the_desk)
{
	add("ann");
	MUST(user_set_password(here.desk, &here.a, "ann", "lamp river copper", &here.err));
	ck_assert_int_eq(post("/sign-in", NULL,
			      arena_printf(&here.a, "name=ann&password=lamp+river+copper&to=%s",
					   elsewhere[_i])),
			 303);
	ck_assert_str_eq(answer_header("Location"), "/");
}
END_TEST

START_TEST(wrong_passwords_say_nothing_and_are_throttled)
{
	char *known, *unknown;

	add("ann");
	MUST(user_set_password(here.desk, &here.a, "ann", "lamp river copper", &here.err));
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=wrong"), 403);
	known = strstr(answer_body, "class=\"wrong\"");
	ck_assert_int_eq(post("/sign-in", NULL, "name=bob&password=wrong"), 403);
	unknown = strstr(answer_body, "class=\"wrong\"");
	ck_assert_int_eq(strncmp(known, unknown, 90), 0);
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann"), 400);
	for (int i = 0; i < THROTTLE_FREE; i++)
		throttle_failed(site.throttle, "ann", "192.0.2.7", (int64_t)1 << 40);
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=lamp+river+copper"), 429);
	ck_assert_ptr_nonnull(answer_header("Retry-After"));
}
END_TEST

/* As a server does that starts. */
static void restart(void)
{
	struct sign_in_failure *kept;
	int n;

	throttle_free(site.throttle);
	site.throttle = throttle_new();
	MUST(sign_in_failures(&kept, &n, here.desk, &here.a, &here.err));
	for (int i = 0; i < n; i++)
		throttle_put(site.throttle, &kept[i]);
}

START_TEST(a_restart_forgives_nothing)
{
	char *key;

	add("ann");
	MUST(user_set_password(here.desk, &here.a, "ann", "lamp river copper", &here.err));
	for (int i = 0; i < THROTTLE_FREE; i++)
		ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=wrong"), 403);
	ck_assert_int_eq(count_of("SELECT count(*) FROM sign_in_failure"), 2);
	ck_assert_int_eq(count_of("SELECT max(failures) FROM sign_in_failure"), THROTTLE_FREE);
	change("UPDATE sign_in_failure SET failures=failures+8"); /* minutes instead of a second */
	restart();
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=lamp+river+copper"), 429);
	key = arena_printf(&here.a, "SELECT count(*) FROM sign_in_failure WHERE key GLOB '*ann*'");
	ck_assert_int_eq(count_of(key), 0);
	/* An hour later it is forgotten; who gets in is forgiven. */
	change("UPDATE sign_in_failure SET last_at=last_at-3600");
	restart();
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=wrong"), 403);
	ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=lamp+river+copper"), 303);
	restart();
	for (int i = 0; i < THROTTLE_FREE; i++)
		ck_assert_int_eq(post("/sign-in", NULL, "name=ann&password=wrong"), 403);
	ck_assert(verifies());
}
END_TEST

START_TEST(who_tries_many_names_fills_no_disk)
{
	struct sign_in_failure f = { .failures = 1 };
	struct moment m = here.moment;

	desk_work_as(here.desk, "ann", &m);
	change("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<5000) INSERT "
	       "INTO sign_in_failure SELECT 'k'||i,1,9000000000+i FROM n");
	memcpy(f.key, "last", 5);
	f.last_at = 9000009999;
	MUST(sign_in_note(here.desk, &f, 1, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM sign_in_failure"), FAILURES_KEPT);
	ck_assert_int_eq(count_of("SELECT count(*) FROM sign_in_failure WHERE key='last'"), 1);
}
END_TEST

Suite *sign_in_suite(void)
{
	Suite *s = suite_create("sign_in");
	TCase *t = tcase_create("sign_in");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, caller_setup, caller_teardown);
	tcase_add_test(t, a_link_signs_in_once_and_leads_away_from_itself);
	tcase_add_test(t, a_link_of_one_kind_is_none_of_the_other);
	tcase_add_test(t, a_user_sets_a_password_by_a_link_and_signs_in);
	tcase_add_loop_test(t, after_signing_in_one_stays_on_the_desk, 0, COUNT(elsewhere));
	tcase_add_test(t, wrong_passwords_say_nothing_and_are_throttled);
	tcase_add_test(t, a_restart_forgives_nothing);
	tcase_add_test(t, who_tries_many_names_fills_no_disk);
	suite_add_tcase(s, t);
	return s;
}
