#include <string.h>

#include "ops/evidence_ops.h"
#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/* The forms of the case page, each as a browser sends it: every field, most of them empty. */

static char *session;

static void setup(void)
{
	caller_setup();
	session = session_of(NULL);
	open_lost(1);
}

static void sends(const char *path, const char *form, const char *section)
{
	ck_assert_msg(post(path, session, form) == 303, "%s %s:\n%s", path, form, answer_body);
	ck_assert_str_eq(answer_header("Location"), arena_printf(&here.a, "/cases/1#%s", section));
}

static void one_case(void)
{
	ck_assert_int_eq(get("/api/cases/1", session), 200);
}

START_TEST(a_claim_lives_on_the_page)
{
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("File a claim");
	ck_assert_ptr_null(strstr(answer_body, "What came of it"));
	sends("/cases/1/claims",
	      "door=&amount=100&number=CLM-1&how=online&on=&goods=&draft=", "claims");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("What came of it");
	has("<option value=\"deny\">");
	ck_assert_ptr_null(strstr(answer_body, "<option value=\"file\">"));
	/* Another through the same door is doubtful: said, and recorded when asked for again. */
	ck_assert_int_eq(post("/cases/1/claims", session, "amount=90&number=CLM-2"), 409);
	has("record it anyway");
	has("value=\"CLM-2\"");
	ck_assert_int_eq(post("/cases/1/claims/1", session, "act="), 400);
	has("say what came of the claim");
	ck_assert_int_eq(post("/cases/1/claims/1", session, "act=deny&said=late"), 400);
	has("say why they denied it");
	has("value=\"late\"");
	sends("/cases/1/claims/1", "act=deny&reason=insufficient_value_proof&said=no+name",
	      "claims");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("Last day of the appeal");
	sends("/cases/1/claims/1", "act=appeal", "claims");
	sends("/cases/1/claims/1", "act=approve&amount=80&on=", "claims");
	sends("/cases/1/claims/1", "act=edit&number=CLM-9", "claims");
	ck_assert_int_eq(post("/cases/1/claims/1", session, "act=edit&amount="), 400);
	ck_assert_int_eq(post("/cases/1/claims/1", session, "act=pay"), 400);
	sends("/cases/1/claims/1", "act=pay&amount=80&number=T-7", "claims");
	one_case();
	has("\"state\": \"paid\"");
	has("\"reference\": \"CLM-9\"");
	ck_assert_int_eq(post("/cases/1/claims/1", session, "act=deny&reason=other"), 409);
	ck_assert_int_eq(post("/cases/1/claims/7", session, "act=ack"), 404);
	ck_assert_int_eq(post("/cases/1/claims/0", session, "act=ack"), 404);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_request_is_filed_and_answered)
{
	ck_assert_int_eq(post("/cases/1/requests", session, "kind=&ref=20"), 400);
	has("value=\"20\"");
	sends("/cases/1/requests", "kind=help_request&ref=2047&on=&what=", "requests");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("/cases/1/requests/1\"");
	ck_assert_int_eq(post("/cases/1/requests/1", session, "result="), 400);
	ck_assert_int_eq(post("/cases/1/requests/2", session, "result=found"), 404);
	ck_assert_int_eq(post("/cases/1/requests/0", session, "result=found"), 404);
	sends("/cases/1/requests/1", "result=not_found&said=gone", "requests");
	sends("/cases/1/requests", "kind=missing_mail_search", "requests");
	sends("/cases/1/requests/2", "result=found&withdraw=1", "requests");
	one_case();
	has("\"state\": \"withdrawn\"");
	has("\"result\": \"not_found\"");
}
END_TEST

START_TEST(goods_are_kept_and_let_go)
{
	ck_assert_int_eq(post("/cases/1/holds", session, "what=box&where="), 400);
	has("say where it is kept");
	has("value=\"box\"");
	sends("/cases/1/holds", "what=box&where=shelf+4&until=%2B30d", "holds");
	sends("/cases/1/holds", "what=mug&where=shelf+5&until=", "holds");
	ck_assert_int_eq(post("/cases/1/holds/9", session, ""), 404);
	ck_assert_int_eq(post("/cases/1/holds/0", session, ""), 404);
	sends("/cases/1/holds/1", "", "holds");
	one_case();
	has("\"where\": \"shelf 4\"");
	has("\"released_on\": null");
	ck_assert_int_eq(post("/cases/1/remedies", session, "kind="), 400);
	sends("/cases/1/remedies", "kind=refund&amount=40&on=&ref=R-1", "remedies");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("40.00 USD");
}
END_TEST

START_TEST(what_was_in_it_is_listed_and_corrected)
{
	ck_assert_int_eq(post("/cases/1/items", session, "description=&value=12"), 400);
	has("say what it is");
	has("value=\"12\"");
	ck_assert_int_eq(post("/cases/1/items", session, "description=x&condition=mint"), 400);
	ck_assert_int_eq(post("/cases/1/items", session, "description=x&quantity=0"), 400);
	sends("/cases/1/items",
	      "description=Mug&type=Kitchenware&condition=used&quantity=2&value=60.25&cost=21.50&"
	      "serial_number=S1&sku=M-1&bought_on=2026-09-14",
	      "items");
	one_case();
	has("\"condition\": \"used\"");
	has("\"amount\": \"21.50\"");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("2 × Mug");
	has("value=\"used\" selected");
	ck_assert_int_eq(post("/cases/1/items/1", session, "item=1&description=Mug&value=ten"),
			 400);
	has("action=\"/cases/1/items/1\"");
	has("value=\"ten\"");
	lacks("List an item");
	sends("/cases/1/items/1", "description=Mug%2C+blue&condition=", "items");
	one_case();
	has("Mug, blue");
	has("\"condition\": null");
	has("\"serial_number\": \"S1\"");
	open_lost(2);
	ck_assert_int_eq(post("/cases/2/items/1", session, "remove=1"), 404);
	ck_assert_int_eq(post("/cases/1/items/0", session, "remove=1"), 404);
	sends("/cases/1/items/1", "remove=1", "items");
	one_case();
	lacks("Mug, blue");
}
END_TEST

START_TEST(a_line_rests_and_wakes)
{
	log_with_promise(1, "call back", here.moment.today + 1);
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("value=\"promise/1\"");
	ck_assert_int_eq(post("/cases/1/snooze", session, "line=promise/1&until=%2B3d&reason="),
			 400);
	has("value=\"+3d\"");
	ck_assert_int_eq(post("/cases/1/snooze", session, "line=nonsense/1&until=%2B3d&reason=x"),
			 400);
	ck_assert_int_eq(post("/cases/1/snooze", session, "line=promise/x&until=%2B3d&reason=x"),
			 400);
	sends("/cases/1/snooze", "line=promise/1&until=%2B3d&reason=holiday", "todo");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("rests until");
	sends("/cases/1/snooze", "line=promise/1&wake=1", "todo");
	ck_assert_int_eq(post("/cases/1/duties/1", session, "note=x"), 404);
	ck_assert_int_eq(post("/cases/1/steps", session, "step="), 400);
}
END_TEST

START_TEST(the_clock_ends_with_the_call)
{
	ck_assert_int_eq(post("/cases/1/call", session, "act=hold"), 409);
	ck_assert_int_eq(post("/cases/1/call", session, "act="), 400);
	sends("/cases/1/call", "act=start&dialed=1-800-275-8777", "log");
	site.now_moved_s += 300;
	ck_assert_int_eq(post("/api/cases/1/call", session, "act=hold"), 201);
	has("\"on_hold\": true");
	site.now_moved_s += 240;
	sends("/cases/1/call", "act=talk", "log");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("data-seconds=\"54");
	has("href=\"tel:18002758777\"");
	/* An e-mail logged meanwhile is not the call. */
	ck_assert_int_eq(post("/cases/1/contacts", session, "channel=email&said=x&outcome=reached"),
			 303);
	ck_assert_int_eq(post("/cases/1/call", session, "act=start"), 409);
	ck_assert_int_eq(post("/cases/1/contacts", session, "rep=Ines&outcome=reached"), 303);
	one_case();
	has("\"minutes\": 9");
	has("\"hold_minutes\": 4");
	has("\"dialed\": \"1-800-275-8777\"");
	ck_assert_int_eq(post("/cases/1/call", session, "act=forget"), 409);
	sends("/cases/1/call", "act=start", "log");
	sends("/cases/1/call", "act=forget", "log");
}
END_TEST

/* Every form and page below a case, from the table: one that is added is asked, too. */
START_TEST(who_is_held_to_a_client_finds_no_case_of_another)
{
	struct user u;
	char *held;
	int asked = 0;

	MUST(user_add(&u, here.desk, "held", ROLE_ADMIN, "Acme", &here.err));
	held = session_of("held");
	for (const struct web_route *r = web_routes; r->path; r++) {
		char *path = arena_strdup(&here.a, r->path);
		struct http_head h;

		if (strncmp(path, "/cases/:id", 10) != 0)
			continue;
		for (char *id; (id = strstr(path, ":id")) != NULL; asked++)
			path = arena_printf(&here.a, "%.*s1%s", (int)(id - path), path, id + 3);
		h = head_of(r->method, path, held);
		ck_assert_msg(ask(&h, r->method == METHOD_POST ? "version=1" : NULL) == 404, "%s",
			      path);
	}
	ck_assert_int_gt(asked, 20);
}
END_TEST

/* A photo of case 1 that is on cases 2 (Acme's) and 3 (Other's), too. */
static void share_a_photo(void)
{
	const struct evidence facts = { .kind = EVIDENCE_DAMAGE_PHOTO,
					.dated_on = DAY_NONE,
					.note = "left <side>" };
	struct evidence e;
	bool known;

	for (int i = 1; i < 4; i++) {
		if (i > 1)
			open_lost(i);
		MUST(evidence_attach(&e, &known, NULL, here.desk, &here.a, i,
				     put_text("box.txt", "the same"), &facts, &here.err));
	}
	change("UPDATE casefile SET client=iif(id=3,'Other','Acme')");
	change("UPDATE evidence SET taken='2026-10-01T14:22:05+01:00',unshown='it is cut off',"
	       "dated_on=(SELECT opened_at/86400 FROM casefile WHERE id=1)+30 WHERE id=1");
}

START_TEST(what_is_known_of_a_photo_stands_on_the_page)
{
	struct user u;

	share_a_photo();
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("8 bytes, dated 2026-12-23, taken 2026-10-01 14:22 (+01:00) by the camera, added by "
	    "ann 2026-11-23 ");
	has("left &lt;side&gt;");
	has("cannot be shown</strong>: it is cut off");
	has("look again</strong>: you say 2026-12-23, the camera says 2026-10-01");
	has("2026-12-23 is not yet");
	has("<a href=\"/cases/2\">case 2</a> <a href=\"/cases/3\">case 3</a>");
	MUST(user_add(&u, here.desk, "held", ROLE_DESK, "Acme", &here.err));
	ck_assert_int_eq(get("/cases/1", session_of("held")), 200);
	has("<a href=\"/cases/2\">case 2</a>");
	ck_assert_ptr_null(strstr(answer_body, "case 3"));
}
END_TEST

START_TEST(of_many_calls_the_newest_stand_beside_the_form)
{
	for (int i = 0; i < 8; i++)
		sends("/cases/1/contacts", arena_printf(&here.a, "rep=Rep+%d&said=x", i),
		      "contacts");
	ck_assert_int_eq(get("/cases/1", session), 200);
	has("<summary>2 before these</summary>");
	ck_assert(strstr(answer_body, "Rep 2") < strstr(answer_body, "before these"));
	ck_assert(strstr(answer_body, "Rep 1") > strstr(answer_body, "before these"));
}
END_TEST

Suite *case_suite(void)
{
	Suite *s = suite_create("case");
	TCase *t = tcase_create("case");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_claim_lives_on_the_page);
	tcase_add_test(t, a_request_is_filed_and_answered);
	tcase_add_test(t, goods_are_kept_and_let_go);
	tcase_add_test(t, what_was_in_it_is_listed_and_corrected);
	tcase_add_test(t, a_line_rests_and_wakes);
	tcase_add_test(t, the_clock_ends_with_the_call);
	tcase_add_test(t, who_is_held_to_a_client_finds_no_case_of_another);
	tcase_add_test(t, what_is_known_of_a_photo_stands_on_the_page);
	tcase_add_test(t, of_many_calls_the_newest_stand_beside_the_form);
	suite_add_tcase(s, t);
	return s;
}
