#include <stdio.h>
#include <string.h>

#include "ops/token_ops.h"
#include "ops/user_ops.h"
#include "web/suites.h"
#include "web/world.h"

/*
 * Every route, as a page and below /api, asked by every role, with a session, a token or neither,
 * held to the case's client, to another, or to none: who gets what follows from the route's row.
 */

enum who { BY_NOBODY, BY_SESSION, BY_TOKEN, BY_BOTH, WHO_NVALUES };
enum held { HELD_NOT, HELD_HERE, HELD_ELSEWHERE, HELD_NVALUES };

static const char *const clients[HELD_NVALUES] = { NULL, "Acme", "Other" };

struct asker {
	const char *name, *session, *token;
	enum role role;
	enum held held;
};
static struct asker askers[ROLE_NVALUES * HELD_NVALUES];

static const char *token_of(const struct asker *a)
{
	const struct token_wanted wanted = { .user = a->name,
					     .name = "table",
					     .scope = (int)a->role };
	char *text = arena_alloc(&here.a, API_TOKEN_TEXT);
	struct token made;

	MUST(token_make(text, &made, here.desk, &here.a, &wanted, &here.err));
	return text;
}

static void setup(void)
{
	struct user u;

	caller_setup();
	site.exporter = export_nothing;
	site.tracker = &track_nothing;
	open_lost(1);
	change("UPDATE casefile SET client='Acme'");
	for (size_t i = COUNT(askers); i-- > 0;) {
		struct asker *a = &askers[i];

		a->role = (enum role)(i / HELD_NVALUES);
		a->held = (enum held)(i % HELD_NVALUES);
		a->name = arena_printf(&here.a, "%s%d", role_names[a->role], (int)a->held);
		MUST(user_add(&u, here.desk, a->name, a->role, clients[a->held], &here.err));
	}
	for (size_t i = 0; i < COUNT(askers); i++) {
		askers[i].session = session_of(askers[i].name);
		askers[i].token = token_of(&askers[i]);
	}
}

/* What the row says; 0: something that is none of 303, 401, 403 and 404 for these reasons. */
static unsigned wanted(const struct web_route *r, bool api, enum who who, const struct asker *a)
{
	bool in = who == BY_SESSION || (api && who != BY_NOBODY);

	if (r->permission == PERMISSION_ANYBODY)
		return 0;
	if (!in)
		return api ? 401 : 303;
	if ((int)a->role < (int)r->permission - (int)PERMISSION_READ)
		return 403;
	if (a->held == HELD_ELSEWHERE && strncmp(r->path, "/cases/:id", 10) == 0)
		return 404;
	return 0;
}

static unsigned ask_as(const struct web_route *r, bool api, enum who who, const struct asker *a)
{
	struct http_head h = head_of(r->method, path_of(r),
				     who == BY_SESSION || who == BY_BOTH ? a->session : NULL);

	if (api)
		h.path = arena_printf(&here.a, "/api%s", h.path);
	if (who == BY_TOKEN || who == BY_BOTH) {
		h.authorization = arena_printf(&here.a, "Bearer %s", a->token);
		if (r->guard != GUARD_ORIGIN) /* as a program asks: from no page */
			h.csrf = h.origin = h.fetch_site = NULL;
	}
	return ask(&h, NULL);
}

static void one(const struct web_route *r, bool api, enum who who, struct asker *a)
{
	unsigned want = wanted(r, api, who, a), got = ask_as(r, api, who, a);
	const char *location = answer_header("Location");
	bool to_sign_in = got == 303 && location && strncmp(location, "/sign-in", 8) == 0;
	char what[200];

	snprintf(what, sizeof what, "%s%s by %s, %d: %u, not %u", api ? "/api" : "", r->path,
		 a->name, (int)who, got, want);
	if (want) {
		ck_assert_msg(got == want && (want != 303 || to_sign_in), "%s", what);
		return;
	}
	ck_assert_msg(got != 401 && got < 500, "%s", what);
	/* Signing out leads there, too. */
	ck_assert_msg(!to_sign_in || strstr(r->path, "sign-out"), "%s", what);
	if (r->permission != PERMISSION_ANYBODY && a->held == HELD_NOT)
		ck_assert_msg(got != 403, "%s", what);
	if (strstr(r->path, "sign-out"))
		a->session = session_of(a->name);
}

START_TEST(everybody_gets_what_the_row_says)
{
	const struct web_route *r = &web_routes[_i];

	for (size_t i = 0; i < COUNT(askers); i++)
		for (int who = 0; who < WHO_NVALUES; who++)
			for (int api = 0; api <= (int)r->api; api++)
				one(r, api, (enum who)who, &askers[i]);
}
END_TEST

/* Wrong in one thing each; nobody is let in by another that is right. */
START_TEST(a_wrong_token_is_worse_than_none)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h =
		head_of(r->method, path_of(r), askers[COUNT(askers) - HELD_NVALUES].session);
	struct route_found found;

	h.authorization = "Bearer waylaid_0";
	if (r->permission == PERMISSION_ANYBODY)
		return;
	ck_assert_msg(ask(&h, NULL) == 303, "%s", r->path);
	h.path = arena_printf(&here.a, "/api%s", h.path);
	web_route_find(&found, web_routes, r->method, h.path);
	ck_assert_msg(ask(&h, NULL) == (r->api             ? 401
					: found.path_known ? 405
							   : 404),
		      "%s", r->path);
}
END_TEST

START_TEST(below_api_the_same_is_refused)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h, other;

	if (!r->api)
		return;
	h = head_of(r->method, arena_printf(&here.a, "/api%s", path_of(r)),
		    askers[COUNT(askers) - HELD_NVALUES].session);
	other = h;
	other.method = METHOD_OTHER;
	ck_assert_msg(ask(&other, NULL) == 405, "%s", r->path);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"code\": \"method\""));
	other = h;
	other.host = "evil.example";
	ck_assert_msg(ask(&other, NULL) == 421, "%s", r->path);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"code\": \"host\""));
	other = h;
	other.nlengths = 1;
	other.length = (int64_t)r->body_max + 1;
	ck_assert_msg(ask(&other, NULL) == 413, "%s", r->path);
	if (r->guard != GUARD_TOKEN)
		return;
	other = h;
	other.csrf = NULL;
	ck_assert_msg(ask(&other, NULL) == 403, "%s", r->path);
	other.csrf = head_of(METHOD_POST, "/", askers[0].session).csrf;
	ck_assert_msg(ask(&other, NULL) == 403, "%s", r->path);
	other = h;
	other.origin = "http://evil.example";
	ck_assert_msg(ask(&other, NULL) == 403, "%s", r->path);
}
END_TEST

Suite *table_suite(void)
{
	Suite *s = suite_create("table");
	TCase *t = tcase_create("table");
	int n = route_count();

	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_loop_test(t, everybody_gets_what_the_row_says, 0, n);
	tcase_add_loop_test(t, a_wrong_token_is_worse_than_none, 0, n);
	tcase_add_loop_test(t, below_api_the_same_is_refused, 0, n);
	suite_add_tcase(s, t);
	return s;
}
