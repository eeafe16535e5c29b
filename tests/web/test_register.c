#include <string.h>

#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

static char *session, *held;

/* Cases 1 and 2 are Acme's, 3 is Other's. */
static void setup(void)
{
	static const char *const client[] = { "Acme", "Acme", "Other" };
	struct user u;

	caller_setup();
	MUST(user_add(&u, here.desk, "boss", ROLE_ADMIN, NULL, &here.err));
	MUST(user_add(&u, here.desk, "held", ROLE_DESK, "Acme", &here.err));
	session = session_of("boss");
	held = session_of("held");
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(
			post("/cases", session,
			     arena_printf(&here.a,
					  "tracking=%s&problem=%s&client=%s&owner=%s&value=%d0",
					  usps_number(i + 1), i ? "lost" : "damaged", client[i],
					  i == 2 ? "secretive" : "ann", i + 1)),
			303);
}

/* "lost" with its number, as the list of filters has it. */
static void counts(const char *label, int n)
{
	has(arena_printf(&here.a, "<span>%s</span> <span class=\"dim\">%d</span>", label, n));
}

START_TEST(facets_count_what_one_gets_who_chooses_them)
{
	ck_assert_int_eq(get("/cases", session), 200);
	counts("lost", 2);
	counts("damaged", 1);
	counts("Acme", 2);
	counts("Other", 1);
	counts("ann", 2);
	counts("USPS", 3);
	/* Under a filter the others are counted with it, its own facet without. */
	ck_assert_int_eq(get("/cases?problem=lost&sort=value&page=1", session), 200);
	counts("damaged", 1);
	counts("Acme", 1);
	has("/cases?problem=lost&amp;sort=value&amp;client=Acme");
	has("href=\"/cases?sort=value\"");
	has("name=\"back\" value=\"problem=lost&amp;sort=value\"");
	ck_assert_int_eq(get("/cases?client=Nobody&value=5", session), 200);
	has("No case here");
	/* What changes is counted at once. */
	ck_assert_int_eq(post("/cases/2/close", session, "reason=x"), 303);
	ck_assert_int_eq(get("/cases", session), 200);
	counts("lost", 1);
	counts("Acme", 1);
}
END_TEST

START_TEST(who_is_held_to_a_client_counts_and_exports_his_own)
{
	static const char *const paths[] = {
		"/cases",        "/cases?client=Other",        "/cases?all=1",
		"/cases/export", "/cases/export?format=excel", "/cases?owner=secretive"
	};

	for (size_t i = 0; i < COUNT(paths); i++) {
		ck_assert_int_eq(get(paths[i], held), 200);
		lacks("Other<");
		lacks("Other,");
		lacks("Case 3");
		lacks("<span>secretive");
		lacks(usps_number(3));
	}
	ck_assert_int_eq(get("/cases", held), 200);
	counts("lost", 1);
	ck_assert_int_eq(post("/cases/bulk", held, "act=close&case=1&case=3"), 404);
	ck_assert_int_eq(post("/cases/bulk", held, "act=close&shown=1,3&everything=1"), 404);
	ck_assert_int_eq(post("/cases/bulk", held, "act=workbook&case=3"), 404);
	ck_assert_int_eq(get("/cases/1", session), 200);
	lacks("Closed ");
}
END_TEST

START_TEST(many_are_closed_and_taken_back)
{
	const char *to, *entry;

	ck_assert_int_eq(post("/cases/bulk", session, "act=close&reason=x"), 400);
	ck_assert_int_eq(post("/cases/bulk", session, "act=&case=1"), 400);
	ck_assert_int_eq(post("/cases/bulk", session, "act=owner&owner=&case=1"), 400);
	ck_assert_int_eq(post("/cases/bulk", session, "act=close&case=1&case=x"), 400);
	ck_assert_int_eq(post("/cases/bulk", session, "act=close&case=1&case=99"), 404);
	ck_assert_int_eq(post("/cases/bulk", session, "act=snooze&case=1&until=today&reason=x"),
			 400);
	ck_assert_int_eq(post("/cases/bulk", session,
			      "act=close&reason=found&case=1&case=2&back=problem%3Dlost"),
			 303);
	to = arena_strdup(&here.a, answer_header("Location"));
	ck_assert(strncmp(to, "/cases?problem=lost&undo=", 25) == 0);
	ck_assert_int_eq(get(to, session), 200);
	has("closing the case on case 1,2");
	entry = strstr(to, "undo=") + 5;
	/* Of somebody else it is not the last act, and of nobody once it was taken back. */
	ck_assert_int_eq(post("/undo", held, arena_printf(&here.a, "entry=%s", entry)), 409);
	ck_assert_int_eq(post("/undo", session, "entry="), 400);
	ck_assert_int_eq(post("/undo", session, arena_printf(&here.a, "entry=%s&back=", entry)),
			 303);
	ck_assert_str_eq(answer_header("Location"), "/cases?undone=1");
	ck_assert_int_eq(post("/undo", session, arena_printf(&here.a, "entry=%s", entry)), 409);
	ck_assert_int_eq(get("/api/cases", session), 200);
	has("\"count\": 3");
	ck_assert_int_eq(
		post("/cases/bulk", session, "act=owner&owner=ben&shown=3,2,1&everything=1"), 303);
	ck_assert_int_eq(get("/api/cases?owner=ben", session), 200);
	has("\"count\": 3");
	/* What does not belong into a header goes nowhere. */
	ck_assert_int_eq(
		post("/cases/bulk", session, "act=owner&owner=cleo&case=1&back=%0d%0aSet-Cookie:x"),
		303);
	lacks("Set-Cookie");
	ck_assert_ptr_null(strstr(answer_header("Location"), "Set"));
	ck_assert(verifies());
}
END_TEST

START_TEST(the_list_is_a_table_for_two_kinds_of_readers)
{
	ck_assert_int_eq(get("/cases/export?format=nonsense", session), 400);
	ck_assert_int_eq(post("/api/cases/3", session, "version=1&owner=%3D1%2B1"), 201);
	ck_assert_int_eq(get("/cases/export?problem=lost", session), 200);
	ck_assert(strncmp(answer_body, "case,tracking_number,", 21) == 0);
	has(",=1+1,");
	lacks("damaged");
	ck_assert_str_eq(answer_header("Content-Disposition"),
			 "attachment; filename=\"cases.csv\"");
	ck_assert_int_eq(get("/cases/export?format=excel", session), 200);
	ck_assert(strncmp(answer_body, "\xEF\xBB\xBF", 3) == 0);
	lacks(",=1+1,");
	has("damaged");
}
END_TEST

static void save_view(const char *who, const char *form, unsigned status)
{
	ck_assert_int_eq(post("/views", who, form), status);
}

START_TEST(a_list_is_kept_under_a_name)
{
	save_view(session, "name=Dear+%26+%3Cb%3E&back=problem%3Dlost%26sort%3Dvalue%26mine%3D1",
		  303);
	ck_assert_str_eq(answer_header("Location"), "/cases?problem=lost&sort=value&mine=1");
	save_view(session, "name=soon&shared=1&back=due%3D%252B7d%26client%3DAcme", 303);
	ck_assert_int_eq(get("/cases", session), 200);
	has("<a href=\"/cases?problem=lost&amp;sort=value&amp;mine=1\"><span>Dear &amp; "
	    "&lt;b&gt;</span></a>");
	has("<a href=\"/cases?client=Acme&amp;due=%2B7d\"><span>soon</span> ");
	lacks("Save this view"); /* all there is */
	ck_assert_int_eq(get("/cases?problem=lost", session), 200);
	has("Save this view");
	/* Where it leads, it is marked, and need not be saved again. */
	ck_assert_int_eq(get("/cases?problem=lost&sort=value&mine=1", session), 200);
	has("mine=1\" aria-current=\"true\"><span>Dear");
	lacks("Save this view");
	save_view(session, "name=&back=problem%3Dlost", 400);
	save_view(session, "name=x&back=stage%3Dnonsense", 400);
	save_view(session, "name=x&back=%25zz", 400);
	save_view(session, "name=x&back=%0d%0aSet-Cookie:x", 303);
	ck_assert_str_eq(answer_header("Location"), "/cases");
}
END_TEST

START_TEST(who_is_held_to_a_client_sees_no_view_of_others)
{
	save_view(session, "name=secret&shared=1&back=client%3DOther", 303);
	save_view(session, "name=everybody&shared=1&back=sort%3Ddue", 303);
	save_view(session, "name=ours&shared=1&back=client%3DAcme", 303);
	ck_assert_int_eq(get("/cases", held), 200);
	has("<span>ours</span>");
	lacks("secret<");
	lacks("<span>everybody");
	lacks("Change views");
	ck_assert_int_eq(post("/views/1", held, "act=delete&version=1"), 404);
	ck_assert_int_eq(post("/views/3", held, "act=delete&version=1"), 403);
	ck_assert_int_eq(post("/views/3", session, "act=nonsense&version=1"), 400);
	ck_assert_int_eq(post("/views/3", session, "act=rename&version=1&name=theirs&back=x%3Dy"),
			 303);
	ck_assert_int_eq(post("/views/3", session, "act=delete&version=1"), 409);
	ck_assert_int_eq(post("/views/3", session, "act=delete&version=2"), 303);
	ck_assert_int_eq(get("/cases", held), 200);
	lacks("Saved views");
	save_view(held, "name=mine&shared=1&back=client%3DOther", 303);
	ck_assert_int_eq(get("/cases", session), 200);
	has("<a href=\"/cases?client=Acme\"><span>mine</span>");
	ck_assert(verifies());
}
END_TEST

/* As 'list --view': the view asks, and what is sent besides stands in place of its own. */
START_TEST(a_program_lists_by_a_saved_view)
{
	const char *all;

	ck_assert_int_eq(post("/api/views", session, "name=lost+ones&problem=lost&sort=value"),
			 201);
	has("\"view\": 1,");
	has("\"shared\": false");
	has("\"sort\": \"value\"");
	has("\"cases\": \"/api/cases?problem=lost&sort=value\"");
	ck_assert_int_eq(get("/api/cases?problem=lost&sort=value", session), 200);
	all = arena_strdup(&here.a, strstr(answer_body, "\"items\""));
	ck_assert_int_eq(get("/api/cases?view=lost+ones", session), 200);
	ck_assert_ptr_nonnull(strstr(all, "\"problem\": \"lost\""));
	ck_assert_str_eq(strstr(answer_body, "\"items\""), all);
	ck_assert_int_eq(get("/api/cases?view=lost+ones&problem=damaged", session), 200);
	lacks("\"problem\": \"lost\"");
	has("\"problem\": \"damaged\"");
	ck_assert_int_eq(get("/api/cases?view=none", session), 404);
	has("there are: 'lost ones'");
	ck_assert_int_eq(get("/api/cases?view=lost+ones", held), 404);
	has("and none at all");
}
END_TEST

/* "What was sent" and "how it is now", to who was too late. */
START_TEST(a_view_is_changed_in_the_version_that_was_seen)
{
	struct http_head h = head_of(METHOD_POST, "/api/views/1", session);

	ck_assert_int_eq(post("/api/views", session, "name=one&problem=lost"), 201);
	h.if_match = "\"1\"";
	ck_assert_int_eq(ask(&h, "act=rename&name=two"), 201);
	has("\"version\": 2");
	ck_assert_int_eq(ask(&h, "act=rename&name=three"), 412);
	has("\"yours\": {");
	has("\"name\": \"two\"");
	ck_assert_int_eq(post("/api/views/1", session, "act=delete&version=1"), 409);
	has("\"now\": {");
	ck_assert_int_eq(post("/api/views/1", session, "act=delete"), 400);
	ck_assert_int_eq(post("/api/views/1", held, "act=delete&version=2"), 404);
	ck_assert_int_eq(get("/api/views", held), 200);
	has("\"count\": 0");
	ck_assert_int_eq(get("/api/views", session), 200);
	has("\"count\": 1");
	h.if_match = "*";
	ck_assert_int_eq(ask(&h, "act=delete"), 201);
	has("\"deleted\": 1");
	ck_assert_int_eq(get("/api/views", session), 200);
	has("\"count\": 0");
	ck_assert(verifies());
}
END_TEST

Suite *register_suite(void)
{
	Suite *s = suite_create("register");
	TCase *t = tcase_create("register");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, facets_count_what_one_gets_who_chooses_them);
	tcase_add_test(t, who_is_held_to_a_client_counts_and_exports_his_own);
	tcase_add_test(t, many_are_closed_and_taken_back);
	tcase_add_test(t, the_list_is_a_table_for_two_kinds_of_readers);
	tcase_add_test(t, a_list_is_kept_under_a_name);
	tcase_add_test(t, a_program_lists_by_a_saved_view);
	tcase_add_test(t, a_view_is_changed_in_the_version_that_was_seen);
	tcase_add_test(t, who_is_held_to_a_client_sees_no_view_of_others);
	suite_add_tcase(s, t);
	return s;
}
