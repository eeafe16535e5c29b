#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "domain/number.h"
#include "ops/import_ops.h"
#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/suites.h"

/* Shipments, reports, carriers, people, settings. */

static char *boss, *held, *worker;

static void setup(void)
{
	struct user u;

	caller_setup();
	MUST(user_add(&u, here.desk, "boss", ROLE_ADMIN, NULL, &here.err));
	MUST(user_add(&u, here.desk, "held", ROLE_ADMIN, "Acme", &here.err));
	MUST(user_add(&u, here.desk, "worker", ROLE_DESK, NULL, &here.err));
	boss = session_of("boss");
	held = session_of("held");
	worker = session_of("worker");
}

/* --- reports: what the other program is asked, and how its answer is shown --- */

static char asked[400];

static int answer_report(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	static const char answer[] =
		"{\"title\":\"Recovery <by> carrier\",\"items\":[{\"key\":\"<b>USPS\",\"currency\":"
		"\"USD\",\"claims\":3,\"claimed\":{\"amount\":\"120.50\",\"currency\":\"USD\"},"
		"\"won_back\":null}]}";
	char *path = in_place("answer.json");

	(void)payload;
	(void)err;
	snprintf(asked, sizeof asked, "%s %s", what->report, what->format);
	for (int i = 0; i < what->ngiven; i++)
		snprintf(asked + strlen(asked), sizeof asked - strlen(asked), " %s",
			 what->given[i]);
	*fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ck_assert_int_eq(write(*fd, answer, sizeof answer - 1), sizeof answer - 1);
	lseek(*fd, 0, SEEK_SET);
	return 0;
}

START_TEST(a_report_is_a_chart_and_a_table)
{
	site.exporter = answer_report;
	ck_assert_int_eq(get("/reports", worker), 200);
	has("/reports/recovery");
	ck_assert_int_eq(get("/reports/recovery?by=client&from=2026-01-01", worker), 200);
	ck_assert_str_eq(asked, "recovery json by=client from=2026-01-01");
	has("Recovery &lt;by&gt; carrier");
	has("&lt;b&gt;USPS");
	has("<svg");
	has("too few to say");
	lacks("{by}");
	ck_assert_int_eq(get("/reports/recovery?from=nonsense", worker), 400);
	ck_assert_int_eq(get("/reports/nosuch", worker), 404);
	ck_assert_int_eq(get("/reports/..", worker), 404);
	ck_assert_int_eq(get("/reports/a.sql", worker), 404);
	ck_assert_int_eq(get("/reports/recovery?format=xlsx", worker), 200);
	ck_assert_str_eq(answer_header("Content-Disposition"),
			 "attachment; filename=\"recovery.xlsx\"");
}
END_TEST

START_TEST(a_report_for_who_is_held_to_a_client_is_for_it_alone)
{
	static const char *const reports[] = { "aging",    "denials",  "effort",   "months",
					       "promises", "recovery", "register", "board" };

	site.exporter = answer_report;
	for (size_t i = 0; i < COUNT(reports); i++) {
		get(arena_printf(&here.a, "/reports/%s?client=Other", reports[i]), held);
		ck_assert_msg(strstr(asked, " client=Acme"), "%s: %s", reports[i], asked);
		ck_assert_ptr_null(strstr(asked, "Other"));
	}
}
END_TEST

/* --- people --- */

START_TEST(people_are_looked_after)
{
	ck_assert_int_eq(get("/people", worker), 403);
	ck_assert_int_eq(get("/people", held), 403);
	ck_assert_int_eq(post("/people", held, "act=change&name=held&client="), 403);
	ck_assert_int_eq(get("/people", boss), 200);
	ck_assert_int_eq(post("/people", boss, "act=add&name="), 400);
	ck_assert_int_eq(post("/people", boss, "act=add&name=worker&role=read"), 409);
	has("value=\"worker\"");
	ck_assert_int_eq(post("/people", boss, "act=add&name=eve&role=read&client=Acme"), 303);
	ck_assert_int_eq(post("/people", boss, "act=change&name=eve&role=desk&client="), 303);
	ck_assert_int_eq(get("/api/people", boss), 200);
	has("\"user\": \"eve\"");
	ck_assert_int_eq(post("/people", boss, "act=link&name=eve"), 200);
	has("http://" HOST "/reset/");
	ck_assert_ptr_null(answer_header("Location"));
	ck_assert_int_eq(post("/people", boss, "act=disable&name=eve"), 303);
	ck_assert_int_eq(get("/people", boss), 200);
	has("not since");
	lacks("/reset/");
	ck_assert_int_eq(post("/people", boss, "act=enable&name=eve"), 303);
	ck_assert_int_eq(get("/", worker), 200);
	ck_assert_int_eq(post("/people", boss, "act=sign_out&name=worker"), 303);
	ck_assert_int_eq(get("/", worker), 303);
	ck_assert(verifies());
}
END_TEST

/* --- carriers and rules --- */

START_TEST(a_rule_of_your_own_moves_cases_when_you_say_so)
{
	static const char rule[] = "carrier=usps&code=usps.ground_advantage.loss.claim&closes=90";

	ck_assert_int_eq(get("/carriers", worker), 200);
	has("/carriers/usps");
	ck_assert_int_eq(get("/carriers/dhl_express", worker), 404);
	ck_assert_int_eq(get("/carriers/dhl-express", worker), 200);
	ck_assert_int_eq(get("/carriers/nosuch", worker), 404);
	ck_assert_int_eq(
		post("/cases", boss,
		     arena_printf(&here.a,
				  "tracking=%s&problem=lost&mailed=2026-11-01&service=ground+"
				  "advantage&client=Secret",
				  usps_number(1))),
		303);
	ck_assert_int_eq(post("/rules", worker, rule), 403);
	ck_assert_int_eq(post("/rules", held, rule), 403);
	ck_assert_int_eq(post("/rules", boss, rule), 400);
	ck_assert_int_eq(post("/rules", boss, "carrier=usps&code=nosuch&closes=9&source=x"), 404);
	ck_assert_int_eq(post("/rules", boss, arena_printf(&here.a, "%s&source=contract", rule)),
			 303);
	ck_assert_str_eq(answer_header("Location"), "/carriers/usps");
	ck_assert_int_eq(get("/carriers/usps", boss), 200);
	has("would move");
	has("/cases/1");
	has("2026-12-31</td>");
	has("2027-01-30</td>");
	ck_assert_int_eq(get("/carriers/usps", held), 200);
	lacks("/cases/1");
	ck_assert_int_eq(get("/rules", boss), 200);
	has("1 in all");
	has("<td data-name=\"Last day\">mailed + 90 days</td>");
	has("<td data-name=\"Source\">contract (2026-11-23), checked 2026-11-23</td>");
	has("<td data-name=\"Last day\" class=\"dim\">mailed + 60 days</td>");
	has("<td data-name=\"Was\">2026-11-16 to 2026-12-31</td>");
	ck_assert_int_eq(get("/rules", held), 200);
	has("contract (2026");
	lacks("/cases/1");
	lacks("in all");
	lacks("Move them");
	ck_assert_int_eq(post("/rules", boss, "apply=1"), 303);
	ck_assert_str_eq(answer_header("Location"), "/rules");
	ck_assert_int_eq(get("/rules", boss), 200);
	has("No window of an open case would move: 1 looked at");
	lacks("0 windows");
	ck_assert_int_eq(get("/carriers/usps", boss), 200);
	lacks("would move");
	ck_assert_int_eq(get("/api/cases/1", boss), 200);
	has("2027-01-30");
	ck_assert_int_eq(
		post("/rules", boss, arena_printf(&here.a, "%s&reset=1&carrier=http://evil", rule)),
		303);
	ck_assert_str_eq(answer_header("Location"), "/rules");
	ck_assert_int_eq(get("/rules", boss), 200);
	has("The rules of the program stand as they are");
}
END_TEST

/* Those of a hundred and one other cases come first. */
START_TEST(what_would_move_is_seen_by_who_is_held_to_its_client)
{
	for (int i = 1; i <= 102; i++)
		ck_assert_int_eq(post("/cases", boss,
				      arena_printf(&here.a,
						   "tracking=%s&problem=lost&mailed=2026-11-01&"
						   "service=ground+advantage&client=%s",
						   usps_number(i), i == 102 ? "Acme" : "Secret")),
				 303);
	ck_assert_int_eq(post("/rules", boss,
			      "carrier=usps&code=usps.ground_advantage.loss.claim&closes=90&"
			      "source=contract"),
			 303);
	ck_assert_int_eq(get("/rules", boss), 200);
	has("102 in all");
	has("/cases/100\"");
	lacks("/cases/101\"");
	ck_assert_int_eq(get("/rules", held), 200);
	has("1 in all");
	has("/cases/102\"");
	ck_assert_int_eq(get("/api/rules/diff", held), 200);
	has("\"count\": 1,");
	has("\"case\": 102,");
}
END_TEST

/* --- shipments --- */

static const char *grouped(int serial)
{
	return number_grouped(&here.a, usps_number(serial));
}

START_TEST(shipments_of_other_clients_are_not_seen)
{
	const struct import_options o = {
		.path = put_text("parcels.csv",
				 arena_printf(&here.a, "tracking number,ship date\n%s,2026-08-01\n",
					      usps_number(7))),
		.client = "Secret",
	};
	struct import_report r;

	MUST(import_run(&r, here.desk, &here.a, &o, &here.err));
	ck_assert_int_eq(get("/shipments", worker), 200);
	has(grouped(7));
	ck_assert_int_eq(get("/shipments", held), 200);
	lacks(grouped(7));
	has("0 to look at");
	lacks("name=\"file\"");
	ck_assert_int_eq(get("/api/shipments", held), 200);
	lacks(usps_number(7));
	has("\"count\": 0");
	ck_assert_int_eq(post("/shipments/import", held, ""), 403);
	ck_assert_int_eq(post("/shipments/import", worker, ""), 400);
	has("choose the file");
}
END_TEST

/* --- incognito --- */

START_TEST(incognito_hides_what_is_private)
{
	struct http_head h;
	const char *cookie;

	ck_assert_int_eq(
		post("/cases", boss,
		     arena_printf(&here.a,
				  "tracking=%s&problem=lost&to=Ann+Bellweather&from=Nordlicht",
				  usps_number(1))),
		303);
	ck_assert_int_eq(post("/cases/1/contacts", boss,
			      "rep=Ines&said=shelf+nine&next=ring+back&outcome=reached"),
			 303);
	ck_assert_int_eq(post("/incognito", boss, "on=1&to=http://evil"), 303);
	ck_assert_str_eq(answer_header("Location"), "/");
	cookie = arena_strndup(&here.a, answer_header("Set-Cookie"),
			       strcspn(answer_header("Set-Cookie"), ";"));
	for (const char *const *p = (const char *const[]){ "/cases/1", "/", "/cases/1/edit",
							   "/cases?q=bellweather", NULL };
	     *p; p++) {
		ck_assert_int_eq(get(*p, boss), 200);
		h = head_of(METHOD_GET, *p, boss);
		h.cookie = arena_printf(&here.a, "%s; %s", h.cookie, cookie);
		ck_assert_int_eq(ask(&h, NULL), 200);
		has("Incognito");
		lacks("Bellweather");
		lacks("Ines");
		lacks("shelf nine");
		lacks("ring back");
		/* Another session has it not. */
		h = head_of(METHOD_GET, *p, worker);
		h.cookie = arena_printf(&here.a, "%s; %s", h.cookie, cookie);
		ck_assert_int_eq(ask(&h, NULL), 200);
		lacks("Incognito:");
	}
	get("/cases/1", boss);
	has("Bellweather");
}
END_TEST

START_TEST(plain_pages_answer)
{
	ck_assert_int_eq(get("/settings", held), 200);
	has("for Acme alone");
	ck_assert_int_eq(get("/help", held), 200);
}
END_TEST

Suite *desk_pages_suite(void)
{
	Suite *s = suite_create("desk_pages");
	TCase *t = tcase_create("desk_pages");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_report_is_a_chart_and_a_table);
	tcase_add_test(t, a_report_for_who_is_held_to_a_client_is_for_it_alone);
	tcase_add_test(t, people_are_looked_after);
	tcase_add_test(t, a_rule_of_your_own_moves_cases_when_you_say_so);
	tcase_add_test(t, what_would_move_is_seen_by_who_is_held_to_its_client);
	tcase_add_test(t, shipments_of_other_clients_are_not_seen);
	tcase_add_test(t, incognito_hides_what_is_private);
	tcase_add_test(t, plain_pages_answer);
	suite_add_tcase(s, t);
	return s;
}
