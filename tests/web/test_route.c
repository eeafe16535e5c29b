#include "web/web_route.h"

#include <string.h>

#include "store/place.h"
#include "web/api_words.h"
#include "web/suites.h"

static int nobody(struct web_call *c, struct err *err)
{
	(void)c;
	(void)err;
	return 0;
}

START_TEST(the_table_is_safe)
{
	MUST(web_routes_check(web_routes, &here.err));
	MUST(api_words_check(web_routes, &here.err));
	for (const struct web_route *r = web_routes; r->path; r++)
		ck_assert_msg(r->summary && *r->summary, "%s", r->path);
}
END_TEST

static const struct {
	struct web_route route;
	const char *words;
} unsafe[] = {
	{ { METHOD_GET, "/x", .handler = nobody }, "no declared permission" },
	{ { METHOD_GET, "/x", PERMISSION_NVALUES, .handler = nobody }, "no declared permission" },
	{ { METHOD_POST, "/x", PERMISSION_DESK, .handler = nobody }, "without a guard" },
	{ { METHOD_POST, "/x", PERMISSION_DESK, GUARD_ORIGIN, .handler = nobody }, "no token" },
	{ { METHOD_GET, "/x", PERMISSION_READ, .body_max = 9, .handler = nobody }, "only shows" },
	{ { METHOD_GET, "/x", PERMISSION_ANYBODY, .handler = nobody, .kept = true }, "keeps" },
	{ { METHOD_GET, "/x", PERMISSION_READ, .handler = nobody, .kept = true, .secret = true },
	  "keeps" },
	{ { METHOD_POST, "/x", PERMISSION_READ, GUARD_TOKEN, .handler = nobody, .kept = true },
	  "keeps" },
	{ { METHOD_OTHER, "/x", PERMISSION_READ, .handler = nobody }, "not complete" },
	{ { METHOD_GET, "/x", PERMISSION_READ, .handler = NULL }, "not complete" },
	{ { METHOD_GET, "x", PERMISSION_READ, .handler = nobody }, "not complete" },
	{ { METHOD_POST, "/x", PERMISSION_DESK, GUARD_TOKEN, .body_max = HTTP_FORM_MAX + 1,
	    .handler = nobody },
	  "more than the server" },
};

START_TEST(a_route_that_forgot_something_does_not_start)
{
	const struct web_route table[] = { unsafe[_i].route, { .path = NULL } };

	REFUSED(web_routes_check(table, &here.err), ERR_FAILED, unsafe[_i].words);
}
END_TEST

START_TEST(a_route_of_api_says_what_it_takes_and_answers)
{
	const struct web_route table[] = {
		{ METHOD_GET, "/x", PERMISSION_READ, .handler = nobody, .api = true },
		{ .path = NULL },
	};

	REFUSED(api_words_check(table, &here.err), ERR_FAILED, "what it takes and answers");
	for (const struct api_words *w = api_words; w->path; w++) {
		const struct web_route *r = web_routes;

		while (r->path && (api_words_of(r) != w || !r->api))
			r++;
		ck_assert_msg(r->path != NULL, "%s has no route", w->path);
	}
}
END_TEST

static struct route_found find(enum method method, const char *path)
{
	struct route_found f;

	web_route_find(&f, web_routes, method, path);
	return f;
}

START_TEST(a_path_finds_its_route)
{
	struct route_found f = find(METHOD_GET, "/cases/12");

	ck_assert_str_eq(f.route->path, "/cases/:id");
	ck_assert(f.id[0] == 12 && f.nids == 1 && !f.api);
	f = find(METHOD_POST, "/api/cases/3/promises/44");
	ck_assert(f.api && f.id[0] == 3 && f.id[1] == 44);
	ck_assert_str_eq(find(METHOD_GET, "/").route->path, "/");
	ck_assert_str_eq(find(METHOD_GET, "/api").route->path, "/");
	ck_assert_str_eq(find(METHOD_GET, "/cases/new").route->path, "/cases/new");
	f = find(METHOD_GET, "/assets/desk.css");
	ck_assert_str_eq(f.word, "desk.css");
	f = find(METHOD_POST, "/");
	ck_assert(!f.route && f.path_known);
	ck_assert_str_eq(f.allow, "GET, HEAD");
	f = find(METHOD_OTHER, "/cases");
	ck_assert_str_eq(f.allow, "GET, HEAD, POST");
}
END_TEST

static const char *const nowhere[] = {
	"",
	"cases",
	"//",
	"/cases/",
	"/cases//",
	"/cases/0",
	"/cases/-1",
	"/cases/1x",
	"/cases/01",
	"/cases/9999999999999999",
	"/cases/1/../2",
	"/cases/1/",
	"/api/sign-in",
	"/api/help",
	"/assets/",
	"/assets/a/b",
	"/assets/%2e%2e",
	"/in/x",
	"/in/",
	"/apix/cases",
	"/CASES",
	"/in/0000000000000000000000000000000000000000000000000000000000000000a",
	"/in/000000000000000000000000000000000000000000000000000000000000000G",
	"/cases/1/evidence/x",
};

START_TEST(another_path_finds_none)
{
	struct route_found f = find(METHOD_GET, nowhere[_i]);

	ck_assert_msg(!f.route && !f.path_known, "%s", nowhere[_i]);
}
END_TEST

Suite *web_route_suite(void)
{
	Suite *s = suite_create("route");
	TCase *t = tcase_create("route");

	tcase_add_checked_fixture(t, place_setup, place_teardown);
	tcase_add_test(t, the_table_is_safe);
	tcase_add_loop_test(t, a_route_that_forgot_something_does_not_start, 0, COUNT(unsafe));
	tcase_add_test(t, a_route_of_api_says_what_it_takes_and_answers);
	tcase_add_test(t, a_path_finds_its_route);
	tcase_add_loop_test(t, another_path_finds_none, 0, COUNT(nowhere));
	suite_add_tcase(s, t);
	return s;
}
