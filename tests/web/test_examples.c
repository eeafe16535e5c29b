#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "ops/user_ops.h"
#include "web/suites.h"
#include "web/world.h"

/* Each route of /api by its example: what the description promises is done, as form and as JSON. */

static void setup(void)
{
	caller_setup();
	world_make();
}

static bool is_file(const struct web_route *r)
{
	return text_is_listed("file|report", api_words_of(r)->answer);
}

START_TEST(the_example_succeeds)
{
	const struct web_route *r = &web_routes[_i / 2];
	enum manner manner = _i % 2 ? AS_JSON : AS_FORM;
	struct json *doc;
	unsigned got;

	if (!r->api)
		return;
	got = world_ask(r, session_of(NULL), manner);
	ck_assert_msg(got == (r->method == METHOD_GET || is_file(r) ? 200 : 201), "%s: %u %s",
		      r->path, got, answer_body);
	if (is_file(r))
		return;
	ck_assert_msg(json_parse(&doc, &here.a, answer_body, strlen(answer_body), &here.err) == 0,
		      "%s: %s", r->path, here.err.text);
	ck_assert_ptr_null(json_get(doc, "error"));
	ck_assert(verifies());
}
END_TEST

/* What counts for every client is not for who is held to one; his own cases are. */
static bool counts_for_all(const struct web_route *r)
{
	return strcmp(r->path, "/people") == 0 || strcmp(r->path, "/shipments/import") == 0 ||
	       strcmp(r->path, "/shipments/track") == 0 ||
	       (strncmp(r->path, "/import", 7) == 0 && r->method == METHOD_POST) ||
	       (strcmp(r->path, "/rules") == 0 && r->method == METHOD_POST);
}

START_TEST(who_is_held_to_a_client_works_on_his_own)
{
	const struct web_route *r = &web_routes[_i];
	const char *hal;
	struct user u;
	unsigned got;

	if (!r->api)
		return;
	change("UPDATE casefile SET client='Acme'");
	MUST(user_add(&u, here.desk, "hal", ROLE_ADMIN, "Acme", &here.err));
	hal = session_of("hal");
	if (strcmp(r->path, "/undo") == 0)
		ck_assert_int_eq(post("/api/cases/1/contacts", hal, "said=hello"), 201);
	desk_work_as(here.desk, "hal", &here.moment);
	got = world_ask(r, hal, AS_JSON);
	ck_assert_msg(counts_for_all(r) ? got == 403 : got == 200 || got == 201, "%s: %u %s",
		      r->path, got, answer_body);
}
END_TEST

/* What is read has a tag, and is not sent again to who has it. */
START_TEST(what_is_read_is_sent_once)
{
	const struct web_route *r = &web_routes[_i];
	struct http_head h;
	const char *tag;

	if (!r->api || r->method != METHOD_GET || is_file(r))
		return;
	ck_assert_int_eq(world_ask(r, session_of(NULL), AS_FORM), 200);
	tag = answer_header("ETag");
	ck_assert_msg(tag != NULL, "%s has none", r->path);
	h = head_of(METHOD_GET, arena_printf(&here.a, "/api%s", api_words_of(r)->example),
		    session_of(NULL));
	if (strcmp(r->path, "/session") == 0)
		return; /* another session has another token */
	h.if_none_match = tag;
	ck_assert_msg(ask(&h, NULL) == 304, "%s", r->path);
	ck_assert_uint_eq(strlen(answer_body), 0);
}
END_TEST

/* A slip of the pen in a name is said, and nothing is done. */
START_TEST(a_field_that_is_not_known_is_refused)
{
	const struct web_route *r = &web_routes[_i];
	int64_t before;
	struct http_head h;

	if (!r->api || !r->handler || strstr(api_words_of(r)->fields, "*:"))
		return;
	before = count_of("SELECT count(*) FROM journal");
	h = head_of(r->method,
		    arena_printf(&here.a, "/api%s%s", path_of(r),
				 r->method == METHOD_GET ? "?ownr=1" : ""),
		    session_of(NULL));
	ck_assert_msg(ask_upload(&h, r->method == METHOD_GET ? NULL : "ownr=1",
				 r->upload ? "x" : NULL) == 400,
		      "%s: %s", r->path, answer_body);
	ck_assert_ptr_nonnull(strstr(answer_body, "'ownr' is not known here"));
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), before);
}
END_TEST

static const struct {
	const char *json, *words;
	unsigned status;
} said[] = {
	{ "{\"act\":\"edit\",\"number\":[\"A\",\"B\"]}", "sent twice", 400 },
	{ "{\"act\":\"edit\",\"number\":{\"a\":1}}", "must be a text", 400 },
	{ "{\"act\":\"edit\",\"anyway\":\"perhaps\"}", "use true or false", 400 },
	{ "{\"act\":\"approve\",\"amount\":\"lots\"}", "amount", 400 },
	{ "{\"act\":\"approve\",\"amout\":60}", "did you mean amount?", 400 },
	{ "{\"act\":\"edit\",\"number\":4711,\"anyway\":\"false\"}", "\"4711\"", 201 },
	{ "{\"act\":\"pay\",\"amount\":\"60.00\",\"on\":null}", "\"paid\"", 201 },
};

START_TEST(values_are_what_the_description_says)
{
	struct http_head h = head_of(METHOD_POST, "/api/cases/2/claims/1", session_of(NULL));

	h.content_type = "application/json";
	ck_assert_msg(ask(&h, said[_i].json) == said[_i].status, "%s", answer_body);
	ck_assert_msg(strstr(answer_body, said[_i].words) != NULL, "%s", answer_body);
}
END_TEST

START_TEST(how_denials_went_is_not_for_one_client)
{
	struct user u;

	MUST(user_add(&u, here.desk, "hal", ROLE_READ, "Acme", &here.err));
	MUST(user_add(&u, here.desk, "bea", ROLE_ADMIN, NULL, &here.err));
	ck_assert_int_eq(post("/api/cases/2/claims/1", session_of("bea"), "act=deny&reason=other"),
			 201);
	ck_assert_int_eq(get("/api/denials", session_of("bea")), 200);
	has("\"denied\": 1");
	ck_assert_int_eq(get("/api/denials", session_of("hal")), 200);
	has("\"reason\": \"other\"");
	lacks("\"denied\"");
}
END_TEST

/* The folder in which an upload was is gone, and was never the program's. */
START_TEST(a_row_that_is_refused_is_told_and_no_file)
{
	struct http_head h = head_of(METHOD_POST, "/api/shipments/import", session_of(NULL));
	char *list = put_text("list.csv", "Tracking Number,Ship Date\nnonsense,2026-11-10\n");

	ck_assert_int_eq(ask_upload(&h, "take_in=true", list), 201);
	has("\"file\": \"list.csv\"");
	has("\"refused\": 1");
	has("\"outcome\": \"refused\"");
	has("\"refusals_file\": null");
}
END_TEST

/* As the morning list, and what the watch and the search found, are read by programs. */
START_TEST(a_ranked_list_goes_on)
{
	const char *session = session_of(NULL), *path = "/api/cases?q=lost&limit=3", *at;
	int pieces = 0;

	for (int i = 10; i < 14; i++)
		open_lost(i);
	for (; path; pieces++) {
		ck_assert_msg(get(path, session) == 200, "%s: %s", path, answer_body);
		at = strstr(answer_body, "\"next\": \"");
		ck_assert_msg(at ? answer_header("Link") != NULL : !answer_header("Link"), "%s",
			      path);
		path = at ? arena_strndup(&here.a, at + 9, strcspn(at + 9, "\"")) : NULL;
	}
	ck_assert_int_eq(pieces, 3);
	ck_assert_int_eq(get("/api/?limit=0", session), 400);
	ck_assert_int_eq(get("/api/?limit=501", session), 400);
	ck_assert_int_eq(get("/api/?after=5001", session), 400);
	ck_assert_int_eq(get("/api/?after=x", session), 400);
	ck_assert_int_eq(get("/api/?after=5000", session), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "\"next\": null"));
}
END_TEST

Suite *examples_suite(void)
{
	Suite *s = suite_create("examples");
	TCase *t = tcase_create("examples");
	int n = route_count();

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_loop_test(t, the_example_succeeds, 0, n * 2);
	tcase_add_loop_test(t, who_is_held_to_a_client_works_on_his_own, 0, n);
	tcase_add_loop_test(t, what_is_read_is_sent_once, 0, n);
	tcase_add_loop_test(t, a_field_that_is_not_known_is_refused, 0, n);
	tcase_add_loop_test(t, values_are_what_the_description_says, 0, COUNT(said));
	tcase_add_test(t, how_denials_went_is_not_for_one_client);
	tcase_add_test(t, a_row_that_is_refused_is_told_and_no_file);
	tcase_add_test(t, a_ranked_list_goes_on);
	suite_add_tcase(s, t);
	return s;
}
