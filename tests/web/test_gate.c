#include "web/gate.h"

#include <string.h>

#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/* Every route, asked by everybody, in every wrong way: generated from the table itself. */

enum { NROLES = ROLE_NVALUES };
static char *session[NROLES];

static void setup(void)
{
	struct user u;

	caller_setup();
	open_lost(1);
	for (int r = ROLE_ADMIN; r >= 0; r--) {
		MUST(user_add(&u, here.desk, role_names[r], (enum role)r, NULL, &here.err));
		session[r] = session_of(role_names[r]);
	}
}

static bool is_open(const struct web_route *r)
{
	return r->permission == PERMISSION_ANYBODY;
}

START_TEST(without_a_session_only_open_routes_answer)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h = head_of(r->method, path_of(r), NULL);
	unsigned status = ask(&h, NULL);

	if (is_open(r)) {
		ck_assert_msg(status != 401 && status != 403, "%s: %u", r->path, status);
		return;
	}
	ck_assert_msg(status == 303, "%s: %u", r->path, status);
	ck_assert(strncmp(answer_header("Location"), "/sign-in", 8) == 0);
	if (!r->api)
		return;
	h.path = arena_printf(&here.a, "/api%s", h.path);
	ck_assert_int_eq(ask(&h, NULL), 401);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"code\": \"not_signed_in\""));
}
END_TEST

START_TEST(each_role_gets_what_it_may)
{
	const struct web_route *r = &web_routes[_i];

	for (int role = 0; role < NROLES; role++) {
		bool may = is_open(r) || role >= (int)r->permission - (int)PERMISSION_READ;
		struct http_head h = head_of(r->method, path_of(r), session[role]);
		unsigned status = ask(&h, NULL);

		ck_assert_msg((status != 403) == may, "%s as %s: %u", r->path, role_names[role],
			      status);
		if (strstr(r->path, "sign-out"))
			session[role] = session_of(role_names[role]);
	}
}
END_TEST

START_TEST(a_change_wants_the_token_of_its_session)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h = head_of(r->method, path_of(r), session[ROLE_ADMIN]), other;

	if (r->guard != GUARD_TOKEN)
		return;
	other = h;
	other.csrf = NULL;
	ck_assert_msg(ask(&other, NULL) == 403, "%s", r->path);
	other.csrf = "0";
	ck_assert_int_eq(ask(&other, NULL), 403);
	other.csrf = head_of(METHOD_POST, "/", session[ROLE_DESK]).csrf;
	ck_assert_int_eq(ask(&other, NULL), 403);
	other = h;
	other.origin = "http://evil.example";
	ck_assert_int_eq(ask(&other, NULL), 403);
	other.origin = "null";
	ck_assert_int_eq(ask(&other, NULL), 403);
	other = h;
	other.fetch_site = "cross-site";
	ck_assert_int_eq(ask(&other, NULL), 403);
	ck_assert_int_ne(ask(&h, NULL), 403);
}
END_TEST

START_TEST(signing_in_wants_a_page_of_ours)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h = head_of(r->method, path_of(r), NULL);

	if (r->guard != GUARD_ORIGIN)
		return;
	h.origin = h.fetch_site = NULL;
	ck_assert_int_eq(ask(&h, NULL), 403);
	h.origin = "http://evil.example";
	ck_assert_int_eq(ask(&h, NULL), 403);
	h.origin = "http://" HOST;
	ck_assert_int_ne(ask(&h, NULL), 403);
	h.origin = "https://" HOST; /* behind a proxy that encrypts */
	ck_assert_int_ne(ask(&h, NULL), 403);
}
END_TEST

START_TEST(wrong_methods_hosts_and_lengths_are_refused)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h = head_of(r->method, path_of(r), session[ROLE_ADMIN]), other = h;

	other.method = METHOD_OTHER;
	ck_assert_int_eq(ask(&other, NULL), 405);
	ck_assert_ptr_nonnull(answer_header("Allow"));
	other = h;
	other.host = "evil.example";
	ck_assert_int_eq(ask(&other, NULL), 421);
	other.host = "127.0.0.1";
	ck_assert_int_eq(ask(&other, NULL), 421);
	other.host = NULL;
	other.nhosts = 0;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other = h;
	other.nhosts = 2;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other = h;
	other.length = 3;
	other.nlengths = 2;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other.nlengths = 1;
	other.chunked = true;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other.nlengths = 0;
	ck_assert_int_eq(ask(&other, NULL), 411);
	other = h;
	other.folded = true;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other = h;
	other.bad_length = true;
	ck_assert_int_eq(ask(&other, NULL), 400);
	other = h;
	other.nlengths = 1;
	other.length = (int64_t)r->body_max + 1;
	ck_assert_int_eq(ask(&other, NULL), 413);
}
END_TEST

static void log_of_both(void)
{
	static const int64_t both[] = { 1, 2 };
	const struct contact k = { .at = INSTANT_NONE, .said = "wShared wBoth", .rep_name = "Lee" };
	const struct promise p = { .owed_by = PARTY_CARRIER,
				   .what = "wTogether wAlso",
				   .due_on = here.moment.today,
				   .settled_on = DAY_NONE };
	int64_t id;

	MUST(contact_log(&id, here.desk, &k, both, 2, &p, 1, &here.err));
}

START_TEST(a_user_of_one_client_sees_nothing_of_another)
{
	static const char *const paths[] = {
		"/cases/1",     "/cases/1/edit",      "/cases/1/evidence/1",
		"/api/cases/1", "/api/cases/1/brief",
	};
	static const char *const changes[] = {
		"/cases/1",        "/cases/1/contacts", "/cases/1/promises/1", "/cases/1/close",
		"/cases/1/reopen", "/cases/1/evidence", "/cases/1/export",
	};
	static const char *const shared[] = {
		"/cases/2", "/api/cases/2",       "/api/cases/2/brief", "/",
		"/api/",    "/cases?q=wTogether", "/cases?q=wShared"
	};
	struct user u;
	char *held;

	MUST(user_add(&u, here.desk, "held", ROLE_ADMIN, "Acme", &here.err));
	held = session_of("held");
	log_with_promise(1, "call back", here.moment.today);
	for (size_t i = 0; i < COUNT(paths); i++)
		ck_assert_msg(get(paths[i], held) == 404, "%s", paths[i]);
	for (size_t i = 0; i < COUNT(changes); i++)
		ck_assert_msg(post(changes[i], held, "version=1&rep=x&state=kept") == 404, "%s",
			      changes[i]);
	ck_assert_int_eq(post("/api/cases/1/contacts", held, "rep=x"), 404);
	ck_assert_int_eq(get("/api/cases", held), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 0"));
	ck_assert_int_eq(get("/api/cases?client=Other", held), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 0"));
	ck_assert_int_eq(get(arena_printf(&here.a, "/api/cases?q=%s", usps_number(1)), held), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 0"));
	ck_assert_int_eq(get("/api/", held), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 0"));
	ck_assert_int_eq(get(arena_printf(&here.a, "/find?q=%s", usps_number(1)), held), 303);
	ck_assert_ptr_null(strstr(answer_header("Location"), "/cases/1"));
	/* A parcel that may be another's cannot be opened, a new one is his client's. */
	ck_assert_int_eq(post("/api/cases", held,
			      arena_printf(&here.a, "tracking=%s&problem=lost", usps_number(1))),
			 403);
	ck_assert_int_eq(post("/api/cases", held,
			      arena_printf(&here.a, "tracking=%s&problem=lost&client=Other",
					   usps_number(2))),
			 201);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"client\": \"Acme\""));
	ck_assert_int_eq(post("/api/cases/2", held, "version=1&client=Other"), 403);
	ck_assert_int_eq(post("/api/cases/2/export", held, "format=json&audience=full"), 403);
	ck_assert_int_eq(get("/cases/2", held), 200);
	ck_assert_int_eq(get("/cases/1", session[ROLE_READ]), 200);
	/* What was said of both parcels, or promised, is for neither client. */
	log_of_both();
	for (size_t i = 0; i < COUNT(shared); i++) {
		ck_assert_int_eq(get(shared[i], session[ROLE_READ]), 200);
		ck_assert_msg(strstr(answer_body, "wShared") || strstr(answer_body, "wTogether"),
			      "%s", shared[i]);
		ck_assert_int_eq(get(shared[i], held), 200);
		ck_assert_msg(!strstr(answer_body, "wBoth") && !strstr(answer_body, "wAlso"), "%s",
			      shared[i]);
	}
}
END_TEST

/* Those of others stand before his in the order of the search, and count for nothing. */
START_TEST(a_search_of_one_client_is_not_cut_by_what_others_have)
{
	enum { OTHERS = 130 };
	struct user u;
	char *held;

	MUST(user_add(&u, here.desk, "held", ROLE_READ, "Acme", &here.err));
	held = session_of("held");
	for (int i = 1; i <= OTHERS; i++)
		log_call(open_lost(i + 1), "wCommon");
	change("UPDATE casefile SET client='Acme' WHERE id<=2");
	ck_assert_int_eq(get("/api/cases?q=wCommon", held), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 1,\n"));
	ck_assert_ptr_nonnull(strstr(answer_body, "\"case\": 2,"));
	ck_assert_int_eq(get("/api/cases?q=wCommon", session[ROLE_READ]), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"count\": 130,\n"));
}
END_TEST

START_TEST(a_planted_or_old_session_is_none)
{
	struct http_head h = head_of(METHOD_GET, "/", session[ROLE_READ]);

	h.cookie = arena_printf(&here.a, "%s; waylaid_8484=%064d", h.cookie, 0);
	ck_assert_int_eq(ask(&h, NULL), 303);
	ck_assert_int_eq(get("/", arena_printf(&here.a, "%064d", 0)), 303);
	ck_assert_int_eq(get("/", "short"), 303);
	ck_assert_int_eq(get("/", session[ROLE_READ]), 200);
	ck_assert_int_eq(post("/sign-out", session[ROLE_READ], ""), 303);
	ck_assert_ptr_nonnull(strstr(answer_header("Set-Cookie"), "Max-Age=0"));
	ck_assert_int_eq(get("/", session[ROLE_READ]), 303);
}
END_TEST

Suite *gate_suite(void)
{
	Suite *s = suite_create("gate");
	TCase *t = tcase_create("gate");
	int n = route_count();

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_loop_test(t, without_a_session_only_open_routes_answer, 0, n);
	tcase_add_loop_test(t, each_role_gets_what_it_may, 0, n);
	tcase_add_loop_test(t, a_change_wants_the_token_of_its_session, 0, n);
	tcase_add_loop_test(t, signing_in_wants_a_page_of_ours, 0, n);
	tcase_add_loop_test(t, wrong_methods_hosts_and_lengths_are_refused, 0, n);
	tcase_add_test(t, a_user_of_one_client_sees_nothing_of_another);
	tcase_add_test(t, a_search_of_one_client_is_not_cut_by_what_others_have);
	tcase_add_test(t, a_planted_or_old_session_is_none);
	suite_add_tcase(s, t);
	return s;
}
