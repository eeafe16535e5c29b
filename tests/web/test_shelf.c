#include "web/shelf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ops/news_ops.h"
#include "ops/timer_ops.h"
#include "ops/token_ops.h"
#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/gate.h"
#include "web/phone_link.h"
#include "web/suites.h"
#include "web/tracker.h"
#include "web/world.h"

/*
 * As the server asks: first what is kept, by a desk of its own, then a worker's desk, whose answer
 * is kept. The clock stands ten seconds into a minute.
 */

enum { INTO_MINUTE = 10 };

static struct shelf *shelf;
static struct desk *loop;
static instant machine;
static char *eve;
static int let_go; /* answers */
static bool was_kept;

static void drop(void *answer)
{
	let_go++;
	free(answer);
}

static int64_t seconds_of(instant at)
{
	return (at % 60 + 60) % 60;
}

static void setup(void)
{
	struct desk_options options = { .must_exist = true, .user = "ann" };
	struct user u;

	caller_setup();
	options.path = here.path;
	options.moment = here.moment;
	MUST(desk_open(&loop, &options, &here.err));
	let_go = 0;
	shelf = shelf_open(loop, drop);
	open_lost(1);
	MUST(user_add(&u, here.desk, "eve", ROLE_ADMIN, NULL, &here.err));
	eve = session_of("eve");
	machine = time(NULL);
	site.now_moved_s += INTO_MINUTE - seconds_of(machine + site.now_moved_s);
}

static void teardown(void)
{
	shelf_close(shelf);
	desk_close(loop);
	phone_links_free(site.phones);
	caller_teardown();
}

/* Between what is looked for and what is put: NULL, or something that happens meanwhile. */
static void (*before_worker)(void), (*after_worker)(void);

static unsigned by_worker(struct web_call *c, const struct shelf_place *place)
{
	char *copy;

	c->desk = here.desk;
	if (before_worker)
		before_worker();
	gate_run(c);
	if (after_worker)
		after_worker();
	answer_body = arena_strndup(&here.a, c->reply.body.at, c->reply.body.len);
	copy = strdup(c->reply.body.at);
	if (!shelf_put(shelf, c, place, copy, c->reply.body.len))
		free(copy);
	return c->reply.status;
}

static unsigned ask_head(const struct http_head *head)
{
	struct web_call c = { .head = *head, .client_ip = "192.0.2.7" };
	struct shelf_place place;
	unsigned status = 200;
	void *answer;
	size_t size;

	call_init(&c, &site);
	ck_assert(gate_head(&c));
	was_kept = shelf_find(&answer, &size, &place, shelf, &c, machine);
	if (was_kept) {
		answer_body = arena_strdup(&here.a, answer);
		ck_assert_uint_eq(size, strlen(answer_body));
		ck_assert_str_eq(c.session.user, "eve");
	} else {
		status = by_worker(&c, &place);
	}
	call_release(&c);
	return status;
}

static unsigned look(const char *path, const char *session)
{
	struct http_head h = head_of(METHOD_GET, path, session);

	return ask_head(&h);
}

/* The page of the case is there to be asked for again. */
static void keep_case(void)
{
	ck_assert_int_eq(look("/cases/1", eve), 200);
	ck_assert(!was_kept);
	ck_assert_int_eq(look("/cases/1", eve), 200);
	ck_assert(was_kept);
}

/* It is not given out any more. */
static unsigned asked_anew(void)
{
	unsigned status = look("/cases/1", eve);

	ck_assert(!was_kept);
	return status;
}

START_TEST(who_asks_again_gets_the_same_bytes)
{
	const char *first;

	ck_assert_int_eq(look("/cases/1", eve), 200);
	first = answer_body;
	ck_assert(!was_kept);
	for (int i = 0; i < 3; i++) {
		ck_assert_int_eq(look("/cases/1", eve), 200);
		ck_assert(was_kept);
		ck_assert_str_eq(answer_body, first);
	}
}
END_TEST

START_TEST(nobody_gets_the_page_of_another)
{
	struct user u;
	char *others[3], csrf[CSRF_TEXT];

	MUST(user_add(&u, here.desk, "held", ROLE_READ, "Acme", &here.err));
	others[0] = session_of("held");
	others[1] = session_of("eve"); /* another browser of hers */
	others[2] = NULL;
	keep_case();
	ck_assert_int_eq(look("/cases/1", others[0]), 404);
	ck_assert_int_eq(look("/cases/1", others[2]), 303);
	ck_assert(!was_kept);
	ck_assert_int_eq(look("/cases/1", others[1]), 200);
	ck_assert(!was_kept);
	csrf_of(csrf, others[1]);
	ck_assert_ptr_nonnull(strstr(answer_body, csrf));
	csrf_of(csrf, eve);
	ck_assert_ptr_null(strstr(answer_body, csrf));
	ck_assert_int_eq(look("/cases/1", eve), 200);
	ck_assert(was_kept);
	ck_assert_ptr_nonnull(strstr(answer_body, csrf));
}
END_TEST

START_TEST(all_that_a_page_may_show_of_a_request_counts)
{
	struct http_head h = head_of(METHOD_GET, "/cases/1", eve), other = h;
	char csrf[CSRF_TEXT];

	keep_case();
	csrf_of(csrf, eve);
	csrf[INCOGNITO_TEXT] = '\0';
	other.cookie = arena_printf(&here.a, "%s; waylaid_8484_incognito=%s", h.cookie, csrf);
	ck_assert_int_eq(ask_head(&other), 200);
	ck_assert(!was_kept);
	other = h;
	other.query = "in=log";
	ask_head(&other);
	ck_assert(!was_kept);
	other = h;
	other.host = "localhost:8484";
	ask_head(&other);
	ck_assert(!was_kept);
	other = h;
	other.accept = "text/html";
	ask_head(&other);
	ck_assert(!was_kept);
	/* Two parts are never read as one. */
	other = h;
	other.path = "/cases";
	other.query = "a";
	ask_head(&other);
	other.query = NULL;
	ask_head(&other);
	ck_assert(!was_kept);
	ask_head(&h);
	ck_assert(was_kept);
}
END_TEST

/* --- what is written --- */

START_TEST(what_a_worker_wrote_is_seen_at_once)
{
	keep_case();
	ck_assert_int_eq(post("/cases/1/contacts", eve, "rep=Lee&said=wToday"), 303);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "wToday"));
}
END_TEST

START_TEST(what_another_program_wrote_is_seen_at_once)
{
	keep_case();
	change("UPDATE shipment SET service='wForeign'");
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "wForeign"));
}
END_TEST

static void write_meanwhile(void)
{
	before_worker = after_worker = NULL;
	change("UPDATE shipment SET service='wMeanwhile'");
}

START_TEST(a_page_read_while_somebody_wrote_is_not_kept)
{
	*(_i ? &before_worker : &after_worker) = write_meanwhile;
	ck_assert_int_eq(look("/cases/1", eve), 200);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "wMeanwhile"));
	look("/cases/1", eve);
	ck_assert(was_kept);
}
END_TEST

/* Another call, which saw that the desk is another, came between the two of this one. */
static void ask_meanwhile(void)
{
	write_meanwhile();
	look("/cases", eve);
}

START_TEST(a_page_that_is_late_is_not_kept)
{
	after_worker = ask_meanwhile;
	ck_assert_int_eq(look("/cases/1", eve), 200);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_ptr_nonnull(strstr(answer_body, "wMeanwhile"));
}
END_TEST

/* --- who is signed in --- */

START_TEST(signing_out_ends_it)
{
	keep_case();
	ck_assert_int_eq(post(_i ? "/sign-out-everywhere" : "/sign-out", eve, ""), 303);
	ck_assert_int_eq(asked_anew(), 303);
	ck_assert_int_eq(asked_anew(), 303);
}
END_TEST

START_TEST(another_role_ends_it)
{
	const struct user_change changes[] = {
		{ .role = ROLE_READ, .enabled = -1 },
		{ .role = -1, .client_given = true, .client = "Acme", .enabled = -1 },
		{ .role = -1, .enabled = 0 },
	};
	const unsigned wanted[] = { 200, 404, 303 };
	struct user u;

	MUST(user_add(&u, here.desk, "root", ROLE_ADMIN, NULL, &here.err));
	keep_case();
	ck_assert_ptr_nonnull(strstr(answer_body, "/cases/1/contacts"));
	MUST(user_edit(&u, here.desk, &here.a, "eve", &changes[_i], &here.err));
	ck_assert_int_eq(asked_anew(), wanted[_i]);
	ck_assert_ptr_null(strstr(answer_body, "action=\"/cases/1/contacts\""));
}
END_TEST

/* Twenty seconds from now that time of hers is so many seconds ago. */
static void keep_case_of_session(const char *column, int seconds)
{
	change(arena_printf(&here.a, "UPDATE session SET %s=%lld", column,
			    (long long)machine + 20 - seconds));
	keep_case();
}

START_TEST(a_session_is_over_by_the_clock_alone)
{
	keep_case_of_session("began_at", SESSION_WHOLE_S);
	machine += 19;
	look("/cases/1", eve);
	ck_assert(was_kept);
	machine += 1;
	asked_anew();
}
END_TEST

/* Its row has to say so, or it would end while it is used. */
START_TEST(a_session_that_is_used_is_noted)
{
	keep_case_of_session("seen_at", SESSION_NOTED_S);
	machine += 20;
	asked_anew();
}
END_TEST

/* --- the clock --- */

START_TEST(a_page_is_of_its_minute)
{
	keep_case();
	machine += 59 - INTO_MINUTE;
	look("/cases/1", eve);
	ck_assert(was_kept);
	machine += 1;
	asked_anew();
	look("/cases/1", eve);
	ck_assert(was_kept);
}
END_TEST

/* Whatever stands on it: what it shows changes by a write, or when the minute is over. */
START_TEST(within_a_minute_a_kept_page_is_the_same)
{
	const struct web_route *r = &web_routes[_i];
	int64_t before, after;
	const char *first;

	if (!r->kept)
		return;
	log_with_promise(1, "call back", here.moment.today - 1);
	ask_for(1, REQUEST_TRACE, "4711", DAY_NONE);
	ck_assert_int_eq(get(path_of(r), eve), 200);
	MUST(desk_data_version(&before, loop, &here.err));
	site.now_moved_s -= INTO_MINUTE - 1;
	ck_assert_int_eq(get(path_of(r), eve), 200);
	first = answer_body;
	site.now_moved_s += 50;
	ck_assert_int_eq(get(path_of(r), eve), 200);
	ck_assert_msg(strcmp(first, answer_body) == 0, "%s", r->path);
	MUST(desk_data_version(&after, loop, &here.err));
	ck_assert_msg(before == after, "%s writes", r->path);
}
END_TEST

/* --- what is not kept --- */

START_TEST(only_pages_that_say_so_are_kept)
{
	const struct web_route *r = &web_routes[_i];
	size_t bytes;
	int had;

	if (r->method != METHOD_GET)
		return;
	had = shelf_count(shelf, &bytes);
	ck_assert_int_eq(had, 0);
	look(path_of(r), eve);
	ck_assert_msg(shelf_count(shelf, &bytes) == r->kept, "%s", r->path);
	if (!r->api)
		return;
	shelf_close(shelf);
	shelf = shelf_open(loop, drop);
	ck_assert_int_ne(look(arena_printf(&here.a, "/api%s", path_of(r)), eve), 303);
	ck_assert_int_eq(shelf_count(shelf, &bytes), 0);
}
END_TEST

START_TEST(an_error_is_not_kept)
{
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(look("/cases/99", eve), 404);
		ck_assert(!was_kept);
		ck_assert_int_eq(look("/cases?stage=none", eve), 400);
		ck_assert(!was_kept);
	}
}
END_TEST

START_TEST(by_a_token_nothing_is_kept)
{
	const struct token_wanted wanted = { .user = "eve", .name = "shop", .scope = -1 };
	struct http_head h = head_of(METHOD_GET, "/api/cases/1", eve);
	char text[API_TOKEN_TEXT];
	struct token made;

	MUST(token_make(text, &made, here.desk, &here.a, &wanted, &here.err));
	h.authorization = arena_printf(&here.a, "Bearer %s", text);
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(ask_head(&h), 200);
		ck_assert(!was_kept);
	}
	keep_case();
	h.path = "/cases/1"; /* where a token is none, whoever else is signed in */
	for (int i = 0; i < 2; i++) {
		ck_assert_int_eq(ask_head(&h), 303);
		ck_assert(!was_kept);
	}
}
END_TEST

START_TEST(a_clock_that_runs_is_not_kept)
{
	ck_assert_int_eq(post("/cases/1/call", eve, "act=start"), 303);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_int_eq(post("/cases/1/call", eve, "act=forget"), 303);
	keep_case();
}
END_TEST

START_TEST(a_phone_that_may_add_photos_is_seen_at_once)
{
	site.phones = phone_links_new();
	site.phone_url = "http://192.0.2.1:8485";
	keep_case();
	ck_assert_int_eq(post("/cases/1/phone", eve, ""), 200);
	ck_assert_int_eq(asked_anew(), 200);
	ck_assert_int_eq(asked_anew(), 200); /* its minutes run */
	ck_assert_int_eq(post("/cases/1/phone/end", eve, ""), 303);
	keep_case();
}
END_TEST

static int64_t runs;

static int64_t count_runs(void *payload)
{
	(void)payload;
	return runs;
}

/* The file says nothing of a carrier that is being asked. */
START_TEST(asking_a_carrier_is_seen_at_once)
{
	struct web_tracker tracker = track_nothing;

	tracker.changes = count_runs;
	site.tracker = &tracker;
	runs = 0;
	keep_case();
	runs++;
	ck_assert_int_eq(asked_anew(), 200);
}
END_TEST

/* --- ceilings --- */

/* A page of so many bytes, as far as anybody counts, under an address of its own. */
static bool put_one(struct web_call *c, int n, size_t size)
{
	struct shelf_place place;
	void *answer = strdup("x");
	size_t ignored;
	void *found;

	c->head.query = arena_printf(&here.a, "n=%d", n);
	ck_assert(!shelf_find(&found, &ignored, &place, shelf, c, machine));
	if (shelf_put(shelf, c, &place, answer, size))
		return true;
	free(answer);
	return false;
}

static bool has_one(struct web_call *c, int n)
{
	struct shelf_place place;
	void *answer;
	size_t size;

	c->head.query = arena_printf(&here.a, "n=%d", n);
	return shelf_find(&answer, &size, &place, shelf, c, machine);
}

static void begin_call(struct web_call *c)
{
	*c = (struct web_call){ .head = head_of(METHOD_GET, "/cases/1", eve) };
	call_init(c, &site);
	c->desk = here.desk;
	ck_assert(gate_head(c));
	gate_run(c);
	ck_assert_int_eq(c->reply.status, 200);
}

START_TEST(there_are_never_too_many)
{
	struct web_call c;
	size_t bytes;

	begin_call(&c);
	for (int i = 0; i < SHELF_PAGES_MAX + 50; i++) {
		ck_assert(put_one(&c, i, 10));
		ck_assert(has_one(&c, 0)); /* asked for all the time: it stays */
	}
	ck_assert_int_eq(shelf_count(shelf, &bytes), SHELF_PAGES_MAX);
	ck_assert_int_eq(let_go, 50);
	ck_assert(!has_one(&c, 1));
	ck_assert(!has_one(&c, 50));
	ck_assert(has_one(&c, 51));
	ck_assert(has_one(&c, SHELF_PAGES_MAX + 49));
	call_release(&c);
}
END_TEST

START_TEST(nor_too_many_bytes)
{
	struct web_call c;
	size_t bytes;

	begin_call(&c);
	ck_assert(!put_one(&c, 0, SHELF_PAGE_MAX + 1));
	for (int i = 0; i < 2 * (SHELF_BYTES_MAX / SHELF_PAGE_MAX); i++) {
		ck_assert(put_one(&c, i, SHELF_PAGE_MAX));
		shelf_count(shelf, &bytes);
		ck_assert_uint_le(bytes, SHELF_BYTES_MAX);
	}
	ck_assert_int_gt(shelf_count(shelf, &bytes), SHELF_BYTES_MAX / SHELF_PAGE_MAX / 2);
	call_release(&c);
}
END_TEST

START_TEST(a_change_lets_all_of_them_go)
{
	struct web_call c;
	size_t bytes;

	begin_call(&c);
	for (int i = 0; i < 10; i++)
		put_one(&c, i, 10);
	change("UPDATE shipment SET service='x'");
	ck_assert(!has_one(&c, 3));
	ck_assert_int_eq(shelf_count(shelf, &bytes), 0);
	ck_assert_uint_eq(bytes, 0);
	ck_assert_int_eq(let_go, 10);
	call_release(&c);
}
END_TEST

Suite *shelf_suite(void)
{
	Suite *s = suite_create("shelf");
	TCase *t = tcase_create("shelf");
	int n = route_count();

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, who_asks_again_gets_the_same_bytes);
	tcase_add_test(t, nobody_gets_the_page_of_another);
	tcase_add_test(t, all_that_a_page_may_show_of_a_request_counts);
	tcase_add_test(t, what_a_worker_wrote_is_seen_at_once);
	tcase_add_test(t, what_another_program_wrote_is_seen_at_once);
	tcase_add_loop_test(t, a_page_read_while_somebody_wrote_is_not_kept, 0, 2);
	tcase_add_test(t, a_page_that_is_late_is_not_kept);
	tcase_add_loop_test(t, signing_out_ends_it, 0, 2);
	tcase_add_loop_test(t, another_role_ends_it, 0, 3);
	tcase_add_test(t, a_session_is_over_by_the_clock_alone);
	tcase_add_test(t, a_session_that_is_used_is_noted);
	tcase_add_test(t, a_page_is_of_its_minute);
	tcase_add_loop_test(t, within_a_minute_a_kept_page_is_the_same, 0, n);
	tcase_add_loop_test(t, only_pages_that_say_so_are_kept, 0, n);
	tcase_add_test(t, an_error_is_not_kept);
	tcase_add_test(t, by_a_token_nothing_is_kept);
	tcase_add_test(t, a_clock_that_runs_is_not_kept);
	tcase_add_test(t, a_phone_that_may_add_photos_is_seen_at_once);
	tcase_add_test(t, asking_a_carrier_is_seen_at_once);
	tcase_add_test(t, there_are_never_too_many);
	tcase_add_test(t, nor_too_many_bytes);
	tcase_add_test(t, a_change_lets_all_of_them_go);
	suite_add_tcase(s, t);
	return s;
}
