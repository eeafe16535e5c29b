#include <string.h>
#include <time.h>

#include "ops/user_ops.h"
#include "web/suites.h"
#include "web/tracker.h"
#include "web/world.h"

/* What the pages say of asking carriers, whatever the program that asks does. */

static struct web_tracker tracker;
static struct web_asked told;
static struct web_track wanted;
static int asked;
static struct err refusal;
static char *bea;

static int ask_scripted(void *payload, struct web_asked *out, struct arena *a,
			const struct web_track *what, struct err *err)
{
	(void)payload;
	wanted = *what;
	wanted.user = arena_strdup(&here.a, what->user);
	asked++;
	*out = told;
	out->user = arena_strdup(a, told.user);
	*err = refusal;
	return refusal.code ? -1 : 0;
}

static void look_scripted(void *payload, struct web_asked *out, struct arena *a,
			  int64_t casefile_id)
{
	(void)payload;
	(void)a;
	(void)casefile_id;
	*out = told;
}

static void setup(void)
{
	struct user u;

	caller_setup();
	open_lost(1);
	tracker = track_nothing;
	tracker.ask = ask_scripted;
	tracker.look = look_scripted;
	site.tracker = &tracker;
	told = (struct web_asked){ .known = false };
	refusal = (struct err){ .code = ERR_NONE };
	asked = 0;
	MUST(user_add(&u, here.desk, "bea", ROLE_DESK, NULL, &here.err));
	bea = session_of("bea");
}

static char *person(const char *name, enum role role, const char *client)
{
	struct user u;

	MUST(user_add(&u, here.desk, name, role, client, &here.err));
	return session_of(name);
}

static void poll_that(const char *outcome, int new_events, const char *message)
{
	change(arena_printf(&here.a,
			    "INSERT INTO poll(version,shipment_id,asked_at,source,outcome,"
			    "new_events,message,asked) VALUES(1,1,%lld,'api','%s',%d,%s,'usps')",
			    (long long)here.moment.now, outcome, new_events, message));
}

/* --- one case --- */

START_TEST(a_case_says_that_nobody_was_asked_and_has_the_button)
{
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("<strong>USPS</strong> was not asked yet");
	has("action=\"/cases/1/track\"");
	has(">Ask USPS for news</button>");
	lacks("data-asking");
	ck_assert_int_eq(get("/cases/1", person("rae", ROLE_READ, NULL)), 200);
	has("was not asked yet");
	lacks("/cases/1/track");
}
END_TEST

START_TEST(the_act_is_of_who_is_signed_in)
{
	ck_assert_int_eq(post("/cases/1/track", bea, ""), 303);
	ck_assert_str_eq(answer_header("Location"), "/cases/1#tracking");
	ck_assert_int_eq(wanted.casefile_id, 1);
	ck_assert_str_eq(wanted.user, "bea");
	ck_assert(!wanted.to_the_end);
	told.document = "{\"items\": [], \"count\": 0}";
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 201);
	ck_assert(wanted.to_the_end);
	ck_assert_int_eq(asked, 2);
}
END_TEST

/* clang-format off */
static const struct {
	const char *outcome, *message, *words;
	int new_events;
} said[] = {
	{ "new", "NULL", "<span class=\"asked-new\">3 new scans", 3 },
	{ "new", "NULL", "1 new scan<", 1 },
	{ "unchanged", "NULL", "<span class=\"asked-unchanged\">nothing new<", 0 },
	{ "not_found", "NULL", "it does not know the number", 0 },
	{ "unreadable", "NULL", "it gave no answer that can be read", 0 },
	{ "unreachable", "'USPS cannot be reached: no line'",
	  "asked-unreachable\">USPS cannot be reached", 0 },
	{ "deferred", "'USPS asks to wait 30 minutes'", "asked-deferred\">USPS asks to wait", 0 },
	{ "refused",
	  "'it may not be asked: import their events instead (\"waylaid events import\"), or ask'",
	  "import their events instead, or ask<", 0 },
};
/* clang-format on */

START_TEST(what_the_last_asking_gave_is_said_in_words)
{
	poll_that(said[_i].outcome, said[_i].new_events, said[_i].message);
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("<strong>USPS</strong> was asked <time");
	has(said[_i].words);
	ck_assert_int_eq(get("/api/cases/1/track", bea), 200);
	has(arena_printf(&here.a, "\"outcome\": \"%s\"", said[_i].outcome));
}
END_TEST

static const struct {
	int64_t before_s;
	const char *words;
} ages[] = {
	{ 0, ">just now</time>" },     { 59, ">just now</time>" },
	{ 60, ">1 min ago</time>" },   { 3599, ">59 min ago</time>" },
	{ 3600, ">1 h ago</time>" },   { 2 * 86400 - 1, ">47 h ago</time>" },
	{ 2 * 86400, ">2026-11-21 " }, { -86400, ">2026-11-24 " },
};

START_TEST(when_it_was_asked_is_said_as_one_would)
{
	site.now_moved_s -= (time(NULL) + site.now_moved_s) - here.moment.now;
	here.moment.now -= ages[_i].before_s;
	poll_that("unchanged", 0, "NULL");
	here.moment.now += ages[_i].before_s;
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has(ages[_i].words);
}
END_TEST

START_TEST(while_it_is_asked_the_page_says_so)
{
	told = (struct web_asked){ .known = true, .asking = true, .user = "zoe" };
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("data-asking=\"/api/cases/1/track\"");
	has("Asking USPS for news");
	has("by zoe");
	has(" disabled>Ask USPS");
	ck_assert_int_eq(get("/api/cases/1/track", bea), 200);
	has("\"asking\": true");
	/* Who waits for the end is told that it did not come, and no half of it. */
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 503);
	has("the asking goes on");
	ck_assert_int_eq(post("/cases/1/track", bea, ""), 303);
}
END_TEST

START_TEST(what_failed_before_anybody_was_asked_is_said)
{
	told = (struct web_asked){ .known = true, .ended_at = here.moment.now };
	err_set(&told.err, ERR_INPUT, "a URL with a path is refused");
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("<span class=\"asked-failed\">a URL with a path is refused</span>");
	told.document = "{\"items\": [], \"count\": 0}";
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 400);
	has("\"message\": \"a URL with a path is refused\"");
	refusal = told.err;
	refusal.code = ERR_BUSY;
	ck_assert_int_eq(post("/cases/1/track", bea, ""), 503);
	has("class=\"wrong\" role=\"alert\">a URL with a path is refused");
}
END_TEST

START_TEST(a_program_gets_the_document_and_the_status_of_its_error)
{
	told = (struct web_asked){ .known = true };
	told.count[POLL_UNREACHABLE] = 1;
	told.document = "{\"items\": [{\"tracking_number\": \"9\", \"case\": 1, \"outcome\": "
			"\"unreachable\"}], \"count\": 1, \"error\": {\"code\": \"remote\", "
			"\"message\": \"no line\"}}";
	err_set(&told.err, ERR_REMOTE, "no line");
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 502);
	has("\"outcome\": \"unreachable\"");
	has("\"code\": \"remote\"");
	has("\"count\": 1");
}
END_TEST

START_TEST(where_nobody_can_be_asked_there_is_no_dead_button)
{
	change("UPDATE shipment SET carrier='ups'");
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("no access to UPS is set up: make an app");
	has("href=\"/help#news\"");
	lacks("until then");
	lacks("action=\"/cases/1/track\"");
	ck_assert_int_eq(post("/cases/1/track", bea, ""), 409);
	has("role=\"alert\">no access to UPS");
	ck_assert_int_eq(asked, 0);
	/* A program is told by the command. */
	told.document = "{\"items\": [], \"count\": 0}";
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 201);
	change("UPDATE shipment SET carrier='gofo'");
	ck_assert_int_eq(get("/cases/1", bea), 200);
	has("cannot be asked: it offers nothing to ask");
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 409);
	change("UPDATE shipment SET carrier=NULL");
	get("/cases/1", bea);
	has("the carrier is not known yet");
	site.tracker = NULL;
	get("/cases/1", bea);
	has("carriers are not asked from here");
	ck_assert_int_eq(post("/cases/1/track", bea, ""), 409);
	ck_assert_int_eq(asked, 1);
}
END_TEST

START_TEST(who_is_held_to_a_client_asks_for_his_own)
{
	char *held = person("hal", ROLE_DESK, "Acme");

	ck_assert_int_eq(post("/cases/1/track", held, ""), 404);
	ck_assert_int_eq(get("/api/cases/1/track", held), 404);
	ck_assert_int_eq(asked, 0);
	change("UPDATE casefile SET client='Acme'");
	told = (struct web_asked){ .known = true,
				   .document = "{\"items\": [{\"tracking_number\": \"9\", "
					       "\"case\": 77}], \"count\": 1}" };
	ck_assert_int_eq(post("/api/cases/1/track", held, ""), 201);
	has("\"case\": 1");
	lacks("77");
	ck_assert_int_eq(post("/api/cases/1/track", bea, ""), 201);
	has("\"case\": 77");
	ck_assert_int_eq(post("/cases/1/track", person("rae", ROLE_READ, NULL), ""), 403);
}
END_TEST

/* --- what is due --- */

START_TEST(what_is_due_is_counted_and_asked_for)
{
	open_lost(2);
	ck_assert_int_eq(get("/shipments", bea), 200);
	has("<strong>2 due</strong>");
	has("2 USPS");
	has("action=\"/shipments/track\"");
	ck_assert_int_eq(post("/shipments/track", bea, ""), 303);
	ck_assert_str_eq(answer_header("Location"), "/shipments#due");
	ck_assert_int_eq(wanted.casefile_id, 0);
	ck_assert_str_eq(wanted.user, "bea");
	change("UPDATE shipment SET carrier='ups' WHERE id=1");
	ck_assert_int_eq(get("/shipments", bea), 200);
	has("<strong>1 due</strong>");
	has("UPS, 1 due: no access to UPS");
	change("UPDATE shipment SET carrier='gofo'");
	get("/shipments", bea);
	has("No parcel is due");
	has("Of carriers that cannot be asked: 2.");
	lacks("action=\"/shipments/track\"");
}
END_TEST

START_TEST(the_last_run_is_summed_up)
{
	told = (struct web_asked){ .known = true, .ended_at = here.moment.now, .new_events = 4 };
	told.count[POLL_NEW] = 2;
	told.count[POLL_UNCHANGED] = 5;
	told.count[POLL_DEFERRED] = 1;
	told.count[POLL_UNREACHABLE] = 3;
	told.trouble = "USPS cannot be reached";
	get("/shipments", bea);
	has("11 parcels asked for, 2 with news (4 scans), 1 deferred, 3 could not be asked: "
	    "USPS cannot be reached");
	told = (struct web_asked){ .known = true, .asking = true, .user = "zoe" };
	get("/shipments", bea);
	has("data-asking=\"/api/shipments/track\"");
	ck_assert_int_eq(post("/api/shipments/track", bea, ""), 503);
	told = (struct web_asked){ .known = true };
	err_set(&told.err, ERR_BUSY, "another process asks USPS");
	get("/shipments", bea);
	has("another process asks USPS");
}
END_TEST

START_TEST(what_is_due_is_of_every_client)
{
	char *held = person("hal", ROLE_ADMIN, "Acme");

	ck_assert_int_eq(get("/shipments", held), 200);
	lacks("id=\"due\"");
	ck_assert_int_eq(post("/shipments/track", held, ""), 403);
	ck_assert_int_eq(get("/api/shipments/track", held), 403);
	ck_assert_int_eq(post("/shipments/track", person("rae", ROLE_READ, NULL), ""), 403);
	ck_assert_int_eq(asked, 0);
	site.tracker = NULL;
	ck_assert_int_eq(get("/shipments", bea), 200);
	lacks("id=\"due\"");
	ck_assert_int_eq(post("/shipments/track", bea, ""), 409);
}
END_TEST

Suite *web_track_suite(void)
{
	Suite *s = suite_create("track");
	TCase *t = tcase_create("track");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, caller_teardown);
	tcase_add_test(t, a_case_says_that_nobody_was_asked_and_has_the_button);
	tcase_add_test(t, the_act_is_of_who_is_signed_in);
	tcase_add_loop_test(t, what_the_last_asking_gave_is_said_in_words, 0, COUNT(said));
	tcase_add_loop_test(t, when_it_was_asked_is_said_as_one_would, 0, COUNT(ages));
	tcase_add_test(t, while_it_is_asked_the_page_says_so);
	tcase_add_test(t, what_failed_before_anybody_was_asked_is_said);
	tcase_add_test(t, a_program_gets_the_document_and_the_status_of_its_error);
	tcase_add_test(t, where_nobody_can_be_asked_there_is_no_dead_button);
	tcase_add_test(t, who_is_held_to_a_client_asks_for_his_own);
	tcase_add_test(t, what_is_due_is_counted_and_asked_for);
	tcase_add_test(t, the_last_run_is_summed_up);
	tcase_add_test(t, what_is_due_is_of_every_client);
	suite_add_tcase(s, t);
	return s;
}
