#include <string.h>

#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/* Versions and lists that go on, as programs see them. */

static char *session;

static void setup(void)
{
	caller_setup();
	session = session_of(NULL);
}

static unsigned edit(const char *if_match, const char *form)
{
	struct http_head h = head_of(METHOD_POST, "/api/cases/1", session);

	h.if_match = if_match;
	return ask(&h, form);
}

static unsigned get_unless(const char *path, const char *tag)
{
	struct http_head h = head_of(METHOD_GET, path, session);

	h.if_none_match = tag;
	return ask(&h, NULL);
}

START_TEST(a_case_has_a_tag_that_tells_whether_it_changed)
{
	const char *tag, *weak;

	open_lost(1);
	ck_assert_int_eq(get("/api/cases/1", session), 200);
	tag = answer_header("ETag");
	ck_assert_ptr_nonnull(tag);
	weak = arena_printf(&here.a, "\"x\", W/%s", tag);
	ck_assert_int_eq(get_unless("/api/cases/1", tag), 304);
	ck_assert_uint_eq(strlen(answer_body), 0);
	ck_assert_str_eq(answer_header("ETag"), tag);
	ck_assert_int_eq(get_unless("/api/cases/1", weak), 304);
	ck_assert_int_eq(get_unless("/api/cases/1", "*"), 304);
	ck_assert_int_eq(get_unless("/api/cases/1", "\"1-0000000000000000\""), 200);
	log_call(1, "news");
	ck_assert_int_eq(get_unless("/api/cases/1", tag), 200);
	ck_assert_str_ne(answer_header("ETag"), tag);
	has("news");
}
END_TEST

START_TEST(an_edit_names_the_version_that_it_saw)
{
	const char *tag;

	open_lost(1);
	log_call(1, "the first, which moves the stage");
	ck_assert_int_eq(get("/api/cases/1", session), 200);
	tag = answer_header("ETag");
	/* A call that was logged meanwhile is in nobody's way. */
	log_call(1, "news");
	ck_assert_int_eq(edit(tag, "value=90"), 201);
	ck_assert_str_ne(answer_header("ETag"), tag);
	ck_assert_int_eq(edit(tag, "value=70&owner=bea"), 412);
	has("\"code\": \"conflict\"");
	has("\"yours\": {\n");
	has("\"value\": \"70\"");
	has("\"owner\": \"bea\"");
	has("\"now\": {\n");
	has("\"amount\": \"90.00\"");
	ck_assert_int_eq(edit(NULL, "version=1&value=70"), 409);
	has("\"amount\": \"90.00\"");
	ck_assert_int_eq(edit("*", "value=71"), 201);
	has("\"amount\": \"71.00\"");
	ck_assert_int_eq(edit(NULL, "value=72"), 400);
	has("its \\\"version\\\"");
	for (size_t i = 0; i < 6; i++) {
		static const char *const bad[] = { "7",       "\"\"",        "\"x\"",
						   "W/\"1\"", "\"1\",\"2\"", "\"-1\"" };

		ck_assert_msg(edit(bad[i], "value=72") == 400, "%s", bad[i]);
	}
}
END_TEST

START_TEST(what_claim_forms_ask_can_be_told)
{
	open_lost(1);
	ck_assert_int_eq(edit("*", "dimensions=12+x+9+in&pieces=1+of+2&insurance_fee=3.45&"
				   "insured_on=2026-11-02&damage=the+lid+is+cracked"),
			 201);
	has("\"dimensions\": \"12 x 9 in\"");
	has("\"pieces\": \"1 of 2\"");
	has("\"amount\": \"3.45\"");
	has("\"insured_on\": \"2026-11-02\"");
	has("\"damage\": \"the lid is cracked\"");
}
END_TEST

START_TEST(a_contact_is_corrected_in_the_version_that_was_seen)
{
	struct http_head h = head_of(METHOD_POST, "/api/cases/1/contacts/1", session);
	struct contact call = a_call();
	struct user u;
	int64_t id;

	open_lost(1);
	open_lost(2);
	log_call(1, "hello");
	ck_assert_int_eq(ask(&h, "version=1&ref=4711-B"), 201);
	has("\"reference\": \"4711-B\"");
	has("\"said\": \"hello\"");
	ck_assert_int_eq(ask(&h, "version=1&ref=4711-C"), 409);
	has("\"ref\": \"4711-C\"");
	has("\"reference\": \"4711-B\"");
	h.if_match = "\"1\"";
	ck_assert_int_eq(ask(&h, "ref=4711-C"), 412);
	h.if_match = "*";
	ck_assert_int_eq(ask(&h, "ref=&minutes=7&channel="), 201);
	has("\"reference\": null");
	ck_assert_int_eq(ask(&h, ""), 400);
	ck_assert_int_eq(post("/api/cases/2/contacts/1", session, "version=1&ref=x"), 404);
	ck_assert_int_eq(post("/api/cases/1/contacts/9", session, "version=1&ref=x"), 404);
	/* About a case of his, and about another's. */
	call.said = "of both";
	MUST(contact_log(&id, here.desk, &call, (int64_t[]){ 1, 2 }, 2, NULL, 0, &here.err));
	change("UPDATE casefile SET client='Acme' WHERE id=1");
	MUST(user_add(&u, here.desk, "held", ROLE_ADMIN, "Acme", &here.err));
	ck_assert_int_eq(post("/api/cases/1/contacts/2", session_of("held"), "version=1&ref=x"),
			 403);
	ck_assert_int_eq(post("/api/cases/1/contacts/1", session_of("held"), "version=3&ref=x"),
			 201);
}
END_TEST

/* The address of what follows, out of the document. */
static char *next_of(void)
{
	const char *at = strstr(answer_body, "\"next\": \"");

	return at ? arena_strndup(&here.a, at + 9, strcspn(at + 9, "\"")) : NULL;
}

static int count(const char *words)
{
	int n = 0;

	for (const char *at = answer_body; (at = strstr(at, words)); at += strlen(words))
		n++;
	return n;
}

static const char *const orders[] = { "", "&sort=oldest", "&sort=due", "&sort=value",
				      "&problem=lost&sort=due&all=1" };

START_TEST(the_register_is_read_to_its_end_piece_by_piece)
{
	char *path = arena_printf(&here.a, "/api/cases?limit=3%s", orders[_i]);
	uint32_t seen = 0;
	int pieces = 0;

	for (int i = 1; i <= 8; i++)
		open_lost(i);
	change("UPDATE shipment SET value_cents=CASE WHEN id>3 THEN 100*(id%3) END,"
	       "value_currency=CASE WHEN id>3 THEN 'USD' END");
	while (path) {
		ck_assert_int_eq(get(path, session), 200);
		has("\"count\": 8,");
		ck_assert_int_eq(count("\"tracking_number\""), ++pieces < 3 ? 3 : 2);
		for (int i = 1; i <= 8; i++)
			if (strstr(answer_body, arena_printf(&here.a, "\"case\": %d,", i))) {
				ck_assert_msg(!(seen >> i & 1), "case %d twice", i);
				seen |= UINT32_C(1) << i;
			}
		path = next_of();
		if (path)
			ck_assert_str_eq(answer_header("Link"),
					 arena_printf(&here.a, "<%s>; rel=\"next\"", path));
		else
			ck_assert_ptr_null(answer_header("Link"));
	}
	ck_assert_int_eq(pieces, 3);
	ck_assert_uint_eq(seen, 0x1fe);
}
END_TEST

START_TEST(a_case_opened_meanwhile_shifts_nothing)
{
	char *next;

	for (int i = 1; i <= 4; i++)
		open_lost(i);
	ck_assert_int_eq(get("/api/cases?limit=2", session), 200);
	next = next_of();
	open_lost(5);
	ck_assert_int_eq(get(next, session), 200);
	has("\"case\": 2,");
	has("\"case\": 1,");
	ck_assert_int_eq(count("\"tracking_number\""), 2);
}
END_TEST

static const char *const bad[] = { "limit=0",
				   "limit=501",
				   "limit=-1",
				   "limit=x",
				   "after=1",
				   "after=.",
				   "after=1.",
				   "after=.1x",
				   "after=1.0",
				   "after=1.-2",
				   "after=99999999999999999999.1x" };

START_TEST(what_is_no_place_is_refused)
{
	ck_assert_int_eq(get(arena_printf(&here.a, "/api/cases?%s", bad[_i]), session), 400);
	has("\"code\": \"input\"");
}
END_TEST

Suite *api_suite(void)
{
	Suite *s = suite_create("api");
	TCase *t = tcase_create("api");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_case_has_a_tag_that_tells_whether_it_changed);
	tcase_add_test(t, an_edit_names_the_version_that_it_saw);
	tcase_add_test(t, what_claim_forms_ask_can_be_told);
	tcase_add_test(t, a_contact_is_corrected_in_the_version_that_was_seen);
	tcase_add_loop_test(t, the_register_is_read_to_its_end_piece_by_piece, 0, COUNT(orders));
	tcase_add_test(t, a_case_opened_meanwhile_shifts_nothing);
	tcase_add_loop_test(t, what_is_no_place_is_refused, 0, COUNT(bad));
	suite_add_tcase(s, t);
	return s;
}
