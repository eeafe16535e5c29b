#include <string.h>

#include "base/err.h"
#include "ops/claim_ops.h"
#include "ops/user_ops.h"
#include "view/case_doc.h"
#include "web/caller.h"
#include "web/suites.h"

static char *session;

static void setup(void)
{
	caller_setup();
	session = session_of(NULL);
}

START_TEST(a_case_is_opened_and_shown)
{
	ck_assert_int_eq(get("/", session), 200);
	has("Nothing is due");
	ck_assert_int_eq(get("/cases/new?number=1Z999AA10123456784", session), 200);
	has("value=\"1Z999AA10123456784\"");
	ck_assert_int_eq(post("/cases", session, "tracking=1Z999AA10123456784"), 400);
	has("say what went wrong");
	ck_assert_int_eq(post("/cases", session,
			      "tracking=1Z999AA10123456784&problem=damaged&value=80&carrier=&"
			      "service=&mailed=&contents="),
			 303);
	ck_assert_str_eq(answer_header("Location"), "/cases/1");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("1Z 999 AA1 01 2345 6784");
	has("<span>UPS");
	has("80.00 USD");
	ck_assert_int_eq(post("/cases", session, "tracking=1Z999AA10123456784&problem=lost"), 409);
	has("another case on the same parcel");
	ck_assert_int_eq(get("/cases", session), 200);
	has("Case 1");
	ck_assert_int_eq(get("/cases?stage=nonsense", session), 400);
	ck_assert_int_eq(get("/cases/2", session), 404);
}
END_TEST

START_TEST(a_contact_is_logged_under_who_is_signed_in)
{
	open_lost(1);
	ck_assert_int_eq(post("/cases/1/contacts", session, "outcome=reached"), 400);
	has("nothing was noted");
	ck_assert_int_eq(post("/cases/1/contacts", session, "rep=Ines&due=friday"), 400);
	has("value=\"Ines\"");
	ck_assert_int_eq(post("/cases/1/contacts", session,
			      "rep=Ines&ref=4711&said=wait&next=call&due=%2B5d&minutes=12"),
			 303);
	ck_assert_int_eq(get("/api/cases/1", session), 200);
	has("\"logged_by\": \"ann\"");
	has("\"minutes\": 12");
	ck_assert_int_eq(post("/cases/1/promises/1", session, "state=open"), 400);
	ck_assert_int_eq(post("/cases/1/promises/9", session, "state=kept"), 404);
	ck_assert_int_eq(post("/cases/1/promises/1", session, "state=kept"), 303);
	ck_assert_int_eq(post("/cases/1/close", session, "reason=found"), 303);
	ck_assert_int_eq(post("/cases/1/close", session, ""), 409);
	ck_assert_int_eq(post("/cases/1/reopen", session, ""), 303);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_window_in_which_something_was_filed_says_so)
{
	const struct claim_filing filing = { .route = -1,
					     .given = CLAIM_SUM_AMOUNT,
					     .amount = { 10000, "USD" },
					     .on = DAY_NONE,
					     .until = DAY_NONE };
	const char *warning;
	struct claim k;

	open_lost(1);
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("<td data-name=\"State\">open</td>");
	MUST(claim_file(&k, &warning, here.desk, &here.a, (struct claim_name){ 1, 0 }, &filing,
			&here.err));
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("<td data-name=\"State\">filed ");
	ck_assert_ptr_null(strstr(answer_body, "<td data-name=\"State\">open</td>"));
}
END_TEST

START_TEST(an_edit_names_what_it_saw_and_a_conflict_shows_both)
{
	open_lost(1);
	ck_assert_int_eq(get("/cases/1/edit", session), 200);
	ck_assert_int_eq(post("/cases/1", session, "note=x"), 400);
	ck_assert_int_eq(post("/cases/1", session, "version=1&note=theirs"), 303);
	ck_assert_int_eq(post("/cases/1", session, "version=1&note=mine"), 409);
	has("A colleague changed this case");
	has("theirs");
	has("mine");
	has("name=\"version\" value=\"2\"");
	ck_assert_int_eq(post("/api/cases/1", session, "version=1&note=mine"), 409);
	has("\"code\": \"conflict\"");
}
END_TEST

START_TEST(what_is_typed_is_never_markup)
{
	static const char evil[] = "%3Cscript%3Ealert(1)%3C/script%3E%22%27";

	ck_assert_int_eq(post("/cases", session,
			      arena_printf(&here.a,
					   "tracking=1Z999AA10123456784&problem=lost&to=%s&from=%s&"
					   "contents=%s&order=%s&client=%s&owner=%s&note=%s",
					   evil, evil, evil, evil, evil, evil, evil)),
			 303);
	ck_assert_int_eq(post("/cases/1/contacts", session,
			      arena_printf(&here.a, "rep=%s&ref=%s&said=%s&next=%s", evil, evil,
					   evil, evil)),
			 303);
	for (const char *const *p =
		     (const char *const[]){ "/", "/cases", "/cases/1", "/cases/1/edit",
					    "/cases?q=alert", "/cases/new?number=<script>", NULL };
	     *p; p++) {
		ck_assert_int_eq(get(*p, session), 200);
		ck_assert_msg(!strstr(answer_body, "<script>"), "%s", *p);
		ck_assert_msg(!strstr(answer_body, "\"'"), "%s", *p);
	}
}
END_TEST

static const struct {
	const char *q, *to;
} found[] = {
	{ "1", "/cases/1" },
	{ "%231", "/cases/1" },
	{ "Where+is+9400111899000000000138%3F", "/cases/new?number=9400111899000000000138" },
	{ "brass+lamp", "/cases?q=brass%20lamp" },
	{ "", "/" },
};

START_TEST(the_box_takes_any_number)
{
	open_lost(1);
	ck_assert_int_eq(get(arena_printf(&here.a, "/find?q=%s", found[_i].q), session), 303);
	ck_assert_str_eq(answer_header("Location"), found[_i].to);
	ck_assert_int_eq(get(arena_printf(&here.a, "/find?q=%s", usps_number(1)), session), 303);
	ck_assert_str_eq(answer_header("Location"), "/cases/1");
}
END_TEST

/* What one thing alone is in leads there; of more, and of none, a page tells. */
START_TEST(a_text_leads_to_what_it_is_about)
{
	const char *known, *unknown, *both;

	open_lost(1);
	known = arena_printf(&here.a, "text=Dear%%20Ann,%%0ayour+parcel+%s+is+late.",
			     usps_number(1));
	unknown = arena_printf(&here.a, "text=%s%%0ais+not+here", usps_number(2));
	both = arena_printf(&here.a, "%s+and+%s", known, usps_number(2));
	ck_assert_int_eq(post("/paste", session, known), 303);
	ck_assert_str_eq(answer_header("Location"), "/cases/1");
	ck_assert_int_eq(post("/paste", session, unknown), 303);
	ck_assert_str_eq(answer_header("Location"),
			 arena_printf(&here.a, "/cases/new?number=%s", usps_number(2)));
	ck_assert_int_eq(post("/paste", session, both), 200);
	has("<a href=\"/cases/1\">Case 1</a>");
	has(arena_printf(&here.a, "/cases/new?number=%s", usps_number(2)));
	has("Dear Ann,\nyour parcel");
	ck_assert_int_eq(post("/paste", session, "text=one+line%0aand+another"), 200);
	has("No tracking number is in it");
	ck_assert_int_eq(post("/paste", session, "text=+12%0a"), 303);
	ck_assert_str_eq(answer_header("Location"), "/find?q=12");
	ck_assert_int_eq(post("/paste", session, ""), 303);
	ck_assert_str_eq(answer_header("Location"), "/");
}
END_TEST

START_TEST(a_text_leads_nobody_to_the_case_of_another_client)
{
	const char *text =
		arena_printf(&here.a, "text=%s%%0aor+%s", usps_number(1), usps_number(2));
	struct user u;

	open_lost(1);
	change("UPDATE casefile SET client='Acme'");
	MUST(user_add(&u, here.desk, "olga", ROLE_READ, "Other", &here.err));
	ck_assert_int_eq(post("/paste", session_of("olga"), text), 200);
	lacks("Case 1");
	has("Parcels without a case");
	lacks("Open a case");
}
END_TEST

START_TEST(small_things_answer)
{
	ck_assert_int_eq(get("/healthz", NULL), 200);
	ck_assert_str_eq(answer_body, "ok\n");
	ck_assert_int_eq(get("/assets/desk.css", NULL), 200);
	ck_assert_int_eq(get("/assets/nosuch.css", NULL), 404);
	ck_assert_int_eq(get("/api/session", session), 200);
	has("\"role\": \"admin\"");
	ck_assert_int_eq(get("/cases/new?a=%", session), 400);
}
END_TEST

static const struct {
	const char *accept;
	bool packed;
} encodings[] = {
	{ NULL, false },
	{ "", false },
	{ "gzip", true },
	{ "GZip", true },
	{ "gzip, deflate, br, zstd", true },
	{ "deflate;q=0.5,\tgzip;q=0.8", true },
	{ "br, gzip ; q=0.001", true },
	{ "gzip;q=0", false },
	{ "br,gzip; q=0.000, deflate", false },
	{ "identity, *", false },
	{ "x-gzip, gzipped", false },
	{ ",,;,", false },
};

START_TEST(style_and_scripts_are_packed_for_who_takes_it)
{
	struct http_head h = head_of(METHOD_GET, "/assets/desk.css", NULL);
	const char *tag;

	h.accept_encoding = encodings[_i].accept;
	ck_assert_int_eq(ask(&h, NULL), 200);
	ck_assert_int_eq(!!answer_header("Content-Encoding"), encodings[_i].packed);
	ck_assert_int_eq(strncmp(answer_body, "\x1f\x8b", 2) == 0, encodings[_i].packed);
	ck_assert_str_eq(answer_header("Vary"), "Accept-Encoding");
	tag = answer_header("ETag");
	h.if_none_match = tag;
	ck_assert_int_eq(ask(&h, NULL), 304);
	ck_assert_str_eq(answer_header("ETag"), tag);
	/* What has a secret in it is not. */
	h = head_of(METHOD_GET, "/", session);
	h.accept_encoding = encodings[_i].accept;
	ck_assert_int_eq(ask(&h, NULL), 200);
	ck_assert_ptr_null(answer_header("Content-Encoding"));
}
END_TEST

START_TEST(a_request_has_a_ceiling_of_memory)
{
	struct arena a = { .max = 100000 };
	struct snap *snap;
	struct node *doc;

	open_lost(1);
	for (int i = 0; i < 20; i++)
		log_call(1, arena_printf(&here.a, "%010000d", i));
	MUST(desk_snap(&snap, here.desk, &here.err));
	REFUSED(case_doc(&doc, snap, &a, 1, &here.moment, &here.err), ERR_FAILED, "more rows");
	desk_snap_end(snap);
	arena_release(&a);
}
END_TEST

Suite *pages_suite(void)
{
	Suite *s = suite_create("pages");
	TCase *t = tcase_create("pages");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_case_is_opened_and_shown);
	tcase_add_test(t, a_contact_is_logged_under_who_is_signed_in);
	tcase_add_test(t, a_window_in_which_something_was_filed_says_so);
	tcase_add_test(t, an_edit_names_what_it_saw_and_a_conflict_shows_both);
	tcase_add_test(t, what_is_typed_is_never_markup);
	tcase_add_loop_test(t, the_box_takes_any_number, 0, COUNT(found));
	tcase_add_test(t, a_text_leads_to_what_it_is_about);
	tcase_add_test(t, a_text_leads_nobody_to_the_case_of_another_client);
	tcase_add_test(t, small_things_answer);
	tcase_add_loop_test(t, style_and_scripts_are_packed_for_who_takes_it, 0, COUNT(encodings));
	tcase_add_test(t, a_request_has_a_ceiling_of_memory);
	suite_add_tcase(s, t);
	return s;
}
