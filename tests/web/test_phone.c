#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "ops/casefile_ops.h"
#include "ops/user_ops.h"
#include "web/caller.h"
#include "web/deadline.h"
#include "web/gate.h"
#include "web/pages.h"
#include "web/phone.h"
#include "web/phone_link.h"
#include "web/qr.h"
#include "web/suites.h"

#define PHONE_HOST "192.168.1.5:8485"

/* As clear as can be that it is one, and not more. */
static const char jpeg[] = "\xff\xd8\xff\xe0 a photo";

static char *session, *token;
static struct site desk_site;

static void setup(void)
{
	caller_setup();
	site.phones = phone_links_new();
	site.phone_url = "http://" PHONE_HOST;
	desk_site = site;
	session = session_of(NULL);
	open_lost(1);
}

static void teardown(void)
{
	phone_links_free(site.phones);
	caller_teardown();
}

/* From here on requests come in by the listener of phones. */
static void on_phone(void)
{
	static const char *const hosts[] = { PHONE_HOST };

	site.routes = phone_routes;
	site.hosts = hosts;
	site.nhosts = 1;
	site.error_page = "photos_error";
}

static void on_desk(void)
{
	site = desk_site;
}

static struct http_head phone_head(enum method method, const char *path)
{
	struct http_head h = head_of(method, path, NULL);

	h.host = PHONE_HOST;
	if (h.origin)
		h.origin = "http://" PHONE_HOST;
	h.fetch_site = NULL; /* browsers say it on encrypted pages alone */
	return h;
}

static unsigned phone_get(const char *path)
{
	struct http_head h = phone_head(METHOD_GET, path);

	return ask(&h, NULL);
}

static unsigned phone_post(const char *path, const char *form)
{
	struct http_head h = phone_head(METHOD_POST, path);

	return ask(&h, form);
}

/* The link of the case, as the page of the desk shows it. */
static char *new_link(int64_t casefile_id)
{
	const char *at;

	on_desk();
	ck_assert_int_eq(
		post(arena_printf(&here.a, "/cases/%d/phone", (int)casefile_id), session, ""), 200);
	at = strstr(answer_body, "http://" PHONE_HOST "/p/");
	ck_assert_ptr_nonnull(at);
	on_phone();
	return arena_strndup(&here.a, at + strlen("http://" PHONE_HOST "/p/"), 64);
}

static char *path_to(const char *what)
{
	return arena_printf(&here.a, "/p/%s%s", token, what);
}

/* A photo, as the server has it when all of it has come. */
static unsigned send_photo(const char *bytes, const char *kind, const char *shot)
{
	struct web_call c = { .head = phone_head(METHOD_POST, path_to("")) };
	struct err err;
	unsigned status;

	call_init(&c, &site);
	c.head.path = arena_printf(&here.a, "/api%s", c.head.path);
	c.head.length = (int64_t)strlen(bytes) + 300;
	c.head.nlengths = 1;
	c.desk = here.desk;
	MUST(form_add(&c.form, &here.a, "kind", kind, &err));
	MUST(form_add(&c.form, &here.a, "shot", shot, &err));
	if (*bytes)
		c.upload.path = put_text("image.jpg", bytes);
	if (gate_head(&c))
		gate_run(&c);
	answer_body = arena_strndup(&here.a, c.reply.body.at, c.reply.body.len);
	status = c.reply.status;
	call_release(&c);
	return status;
}

/* --- the links themselves --- */

START_TEST(a_link_lasts_a_quarter_of_an_hour)
{
	struct phone_links *all = phone_links_new();
	char first[TOKEN_TEXT], second[TOKEN_TEXT], other[TOKEN_TEXT];
	struct phone_link l;

	ck_assert(phone_link_make(first, all, 7, session, 100));
	ck_assert_uint_eq(strlen(first), 64);
	ck_assert(phone_link_find(&l, all, first, 100 + PHONE_LINK_LASTS_S - 1));
	ck_assert_int_eq(l.casefile_id, 7);
	ck_assert_int_eq(l.left_s, 1);
	ck_assert_str_eq(l.session, session);
	ck_assert(phone_link_make(other, all, 8, session, 100));
	ck_assert(phone_link_make(second, all, 7, session, 200));
	ck_assert_str_ne(first, second);
	ck_assert(!phone_link_find(&l, all, first, 200));
	ck_assert(phone_link_find(&l, all, other, 200));
	ck_assert(!phone_link_find(&l, all, other, 100 + PHONE_LINK_LASTS_S));
	ck_assert(phone_link_of_case(&l, all, 7, 200));
	ck_assert(!phone_link_of_case(&l, all, 9, 200));
	ck_assert(phone_link_end(all, 7, 200));
	ck_assert(!phone_link_end(all, 7, 200));
	ck_assert(!phone_link_find(&l, all, second, 200));
	for (int i = 0; i < PHONE_LINKS_MAX; i++)
		ck_assert(phone_link_make(first, all, 100 + i, session, 2000));
	ck_assert(!phone_link_make(first, all, 1000, session, 2000));
	ck_assert(!phone_link_find(&l, all, first, 2000));
	ck_assert(phone_link_make(first, all, 1000, session, 2000 + PHONE_LINK_LASTS_S));
	phone_links_free(all);
}
END_TEST

START_TEST(a_link_brings_so_much_and_no_more)
{
	struct phone_links *all = phone_links_new();
	char t[TOKEN_TEXT], nobody[TOKEN_TEXT] = "x";
	int64_t now = 100;

	ck_assert(phone_link_make(t, all, 7, session, now));
	for (int i = 0; i < PHONE_BURST; i++)
		ck_assert_int_eq(phone_link_charge(all, t, 1, now), PHONE_PASS);
	ck_assert_int_eq(phone_link_charge(all, t, 1, now), PHONE_SLOW);
	ck_assert_int_eq(phone_link_charge(all, t, 1, now + 1), PHONE_PASS);
	ck_assert_int_eq(phone_link_charge(all, t, 1, now + 1), PHONE_SLOW);
	for (int i = PHONE_BURST + 1; i < PHONE_TRIES_MAX; i++)
		ck_assert_int_eq(phone_link_charge(all, t, 1, now += 2), PHONE_PASS);
	ck_assert_int_eq(phone_link_charge(all, t, 1, now + 9), PHONE_FULL);
	ck_assert_int_eq(phone_link_charge(all, nobody, 1, now), PHONE_GONE);
	ck_assert(phone_link_make(t, all, 7, session, now));
	ck_assert_int_eq(phone_link_charge(all, t, PHONE_BYTES_MAX - 5, now), PHONE_PASS);
	ck_assert_int_eq(phone_link_charge(all, t, 6, now), PHONE_FULL);
	ck_assert_int_eq(phone_link_charge(all, t, 5, now), PHONE_PASS);
	ck_assert_int_eq(phone_link_charge(all, t, 5, now + PHONE_LINK_LASTS_S), PHONE_GONE);
	phone_links_free(all);
}
END_TEST

START_TEST(a_link_knows_its_own_photos)
{
	struct phone_links *all = phone_links_new();
	struct hash one = hash_of("1", 1), other = hash_of("2", 1);
	char t[TOKEN_TEXT], second[TOKEN_TEXT];
	struct phone_link l;

	ck_assert(phone_link_make(t, all, 7, session, 100));
	ck_assert(phone_link_make(second, all, 8, session, 100));
	phone_link_came(all, t, &one);
	phone_link_came(all, t, &one);
	ck_assert(phone_link_knows(all, t, &one));
	ck_assert(!phone_link_knows(all, t, &other));
	ck_assert(!phone_link_knows(all, second, &one));
	ck_assert(phone_link_find(&l, all, t, 100));
	ck_assert_int_eq(l.photos, 1);
	phone_links_free(all);
}
END_TEST

/* --- what phones can reach --- */

static void wrong_hosts_and_methods(const char *path, enum method method)
{
	struct http_head h = phone_head(method, path), other;

	other = h;
	other.host = HOST;
	ck_assert_msg(ask(&other, NULL) == 421, "%s", path);
	other.host = "evil.example";
	ck_assert_int_eq(ask(&other, NULL), 421);
	other.host = "192.168.1.5";
	ck_assert_int_eq(ask(&other, NULL), 421);
	other = h;
	other.method = METHOD_OTHER;
	ck_assert_int_eq(ask(&other, NULL), 405);
	if (method != METHOD_POST)
		return;
	other = h;
	other.origin = "http://evil.example";
	ck_assert_int_eq(ask(&other, ""), 403);
	other.origin = NULL;
	ck_assert_int_eq(ask(&other, ""), 403);
	other.origin = "http://" HOST;
	ck_assert_int_eq(ask(&other, ""), 403);
}

START_TEST(every_route_of_phones_wants_a_link)
{
	static const char *const bad[] = {
		"0000000000000000000000000000000000000000000000000000000000000007",
		"",
		"1",
		"%00",
		"../../etc/passwd",
		NULL
	};
	const struct web_route *r = &phone_routes[_i];

	token = new_link(1);
	if (r->permission != PERMISSION_LINK)
		return;
	for (size_t i = 0; bad[i]; i++) {
		char *right = token, *path;

		token = arena_strdup(&here.a, bad[i]);
		path = path_to(r->path + strlen("/p/:token"));
		token = right;
		struct http_head h = phone_head(r->method, path);

		ck_assert_msg(ask(&h, NULL) == 404, "%s", path);
		h.path = arena_printf(&here.a, "/api%s", path);
		ck_assert_msg(ask(&h, NULL) == 404, "%s", path);
	}
	wrong_hosts_and_methods(path_to(r->path + strlen("/p/:token")), r->method);
	phone_link_end(site.phones, 1, clock_ms() / 1000);
	struct http_head h = phone_head(r->method, path_to(r->path + strlen("/p/:token")));

	ck_assert_int_eq(ask(&h, NULL), 404);
	has("This link is over");
	ck_assert_ptr_null(strstr(answer_body, "href=\"/\""));
}
END_TEST

/* Signed in or not. */
START_TEST(nothing_of_the_desk_is_there)
{
	token = new_link(1);
	for (const struct web_route *r = web_routes; r->path; r++) {
		struct http_head h = head_of(r->method, r->path, session);

		if (strcmp(r->path, "/assets/:name") == 0)
			continue;
		h.host = PHONE_HOST;
		ck_assert_msg(ask(&h, NULL) == 404, "%s", r->path);
		h.path = "/cases/1";
		ck_assert_int_eq(ask(&h, NULL), 404);
		h.path = "/";
		ck_assert_int_eq(ask(&h, NULL), 404);
		h.path = arena_printf(&here.a, "/in/%s", token);
		ck_assert_int_eq(ask(&h, NULL), 404);
	}
	ck_assert_int_eq(phone_get("/assets/phone.js"), 200);
	ck_assert_int_eq(phone_get("/assets/desk.js"), 404);
	on_desk();
	ck_assert_int_eq(get(path_to(""), session), 404);
}
END_TEST

START_TEST(the_tables_are_safe_and_a_link_in_the_open_is_not)
{
	struct web_route bad[] = { phone_routes[0], { .path = NULL } };

	MUST(web_routes_check(phone_routes, &here.err));
	for (const struct web_route *r = phone_routes; r->path; r++)
		ck_assert(r->secret == (r->permission == PERMISSION_LINK));
	bad[0].secret = false;
	REFUSED(web_routes_check(bad, &here.err), ERR_FAILED, "no secret");
	bad[0].secret = true;
	bad[0].path = "/p";
	REFUSED(web_routes_check(bad, &here.err), ERR_FAILED, "has none");
}
END_TEST

/* --- what they see, and what they bring --- */

START_TEST(the_page_shows_the_photos_that_are_wanted_and_nothing_else)
{
	static const char *const private[] = { "6784",        "Ann Addressee", "brass lamp",
					       "secret note", "acme",          "4711",
					       "120.00",      "Kim",           NULL };

	ck_assert_int_eq(post("/cases", session,
			      "tracking=1Z999AA10123456784&problem=damaged&value=120&to=Ann+"
			      "Addressee&contents=brass+lamp&note=secret+note&client=acme&owner="
			      "Kim&order=4711"),
			 303);
	ck_assert_int_eq(get("/cases/2", session), 200);
	has("Ann Addressee");
	token = new_link(2);
	ck_assert_int_eq(phone_get(path_to("")), 200);
	has("Photos for case 2");
	has("Photo 1 of 7: the damaged item");
	has("Photo 7 of 7");
	has("capture=\"environment\"");
	for (size_t i = 0; private[i]; i++)
		ck_assert_msg(!strstr(answer_body, private[i]), "%s", private[i]);
	ck_assert_int_eq(phone_get(arena_printf(&here.a, "/api%s", path_to(""))), 200);
	for (size_t i = 0; private[i]; i++)
		ck_assert_msg(!strstr(answer_body, private[i]), "%s", private[i]);
	ck_assert_ptr_null(strstr(answer_body, session));
}
END_TEST

START_TEST(a_photo_is_kept_once_and_says_by_what_way_it_came)
{
	char hex[HASH_HEX], *form;
	struct hash hash = hash_of(jpeg, strlen(jpeg));

	ck_assert_int_eq(post("/cases", session, "tracking=1Z999AA10123456784&problem=damaged"),
			 303);
	token = new_link(2);
	form = arena_printf(&here.a, "sha256=%s", hash_hex(hex, &hash));
	ck_assert_int_eq(phone_post(path_to("/known"), form), 200);
	has("\"known\": false");
	ck_assert_int_eq(send_photo(jpeg, "damage_photo", "1"), 201);
	has("\"known\": false");
	has("\"photos\": 1");
	has(hex);
	ck_assert_int_eq(phone_post(path_to("/known"), form), 200);
	has("\"known\": true");
	ck_assert_int_eq(send_photo(jpeg, "damage_photo", "1"), 201);
	has("\"known\": true");
	has("\"photos\": 1");
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 1);
	ck_assert_int_eq(phone_get(path_to("")), 200);
	has("class=\"shot held\" data-code=\"damage_photo\"");
	has("class=\"shot\" data-code=\"label_photo\"");
	on_desk();
	ck_assert_int_eq(get("/api/cases/2", session), 200);
	has("\"added_by\": \"ann\"");
	has("\"way\": \"phone\"");
	ck_assert_int_eq(get("/cases/2", session), 200);
	has("ann, by phone");
	has("1 came");
	ck_assert_int_eq(get("/api/cases/2/phone", session), 200);
	has("\"photos\": 1");
	ck_assert_int_eq(post("/cases/2/contacts", session, "rep=Ines"), 303);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal WHERE instr(header,'way')>0"), 1);
	ck_assert(verifies());
}
END_TEST

START_TEST(only_photos_are_taken)
{
	static const char *const wrong[] = { "<svg xmlns=\"http://www.w3.org/2000/svg\">",
					     "%PDF-1.4", "<html>", "GIF", "MZ" };

	token = new_link(1);
	for (size_t i = 0; i < COUNT(wrong); i++)
		ck_assert_int_eq(send_photo(wrong[i], "damage_photo", ""), 400);
	ck_assert_int_eq(send_photo("", "damage_photo", ""), 400);
	ck_assert_int_eq(send_photo(jpeg, "", ""), 400);
	ck_assert_int_eq(send_photo(jpeg, "nonsense", ""), 400);
	ck_assert_int_eq(send_photo(jpeg, "police_report", ""), 400);
	ck_assert_int_eq(send_photo(jpeg, "damage_photo", "-1"), 400);
	ck_assert_int_eq(send_photo(jpeg, "damage_photo", "1001"), 400);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 0);
	ck_assert_int_eq(phone_post(path_to("/known"), "sha256=0"), 400);
	ck_assert_int_eq(phone_post(path_to("/known"), ""), 400);
	ck_assert_int_eq(send_photo("\x89PNG\r\n\x1a\n", "other", ""), 201);
	for (int i = 0; i < PHONE_BURST; i++)
		send_photo("", "other", "");
	ck_assert_int_eq(send_photo(jpeg, "other", ""), 429);
}
END_TEST

/* --- who may --- */

static void over(const char *why)
{
	on_phone();
	ck_assert_msg(phone_get(path_to("")) == 404, "%s", why);
	ck_assert_msg(send_photo(jpeg, "other", "") == 404, "%s", why);
	ck_assert_int_eq(count_of("SELECT count(*) FROM evidence"), 0);
}

static void works(void)
{
	token = new_link(1);
	ck_assert_int_eq(phone_get(path_to("")), 200);
	on_desk();
}

START_TEST(a_link_is_no_better_than_who_made_it)
{
	struct user_change change = { .role = ROLE_READ, .enabled = -1 };
	struct user u;

	MUST(user_add(&u, here.desk, "root", ROLE_ADMIN, NULL, &here.err));
	MUST(user_add(&u, here.desk, "bob", ROLE_DESK, NULL, &here.err));
	session = session_of("bob");
	works();
	ck_assert_int_eq(post("/cases/1/phone/end", session, ""), 303);
	over("ended");
	works();
	ck_assert_int_eq(post("/sign-out", session, ""), 303);
	over("signed out");
	session = session_of("bob");
	works();
	MUST(user_edit(&u, here.desk, &here.a, "bob", &change, &here.err));
	over("may only read");
	change = (struct user_change){
		.role = ROLE_DESK, .client_given = true, .client = "acme", .enabled = -1
	};
	MUST(user_edit(&u, here.desk, &here.a, "bob", &change, &here.err));
	over("held to another client");
	change = (struct user_change){ .role = -1, .client_given = true, .enabled = -1 };
	MUST(user_edit(&u, here.desk, &here.a, "bob", &change, &here.err));
	on_phone();
	ck_assert_int_eq(phone_get(path_to("")), 200);
	change = (struct user_change){ .role = -1, .enabled = 0 };
	MUST(user_edit(&u, here.desk, &here.a, "bob", &change, &here.err));
	over("disabled");
}
END_TEST

START_TEST(without_a_listener_there_is_no_link)
{
	on_desk();
	phone_links_free(site.phones);
	site.phones = NULL;
	ck_assert_int_eq(post("/cases/1/phone", session, ""), 409);
	has("--phone auto");
	ck_assert_int_eq(get("/cases/1/phone", session), 200);
	has("--phone auto");
	ck_assert_int_eq(get("/api/cases/1/phone", session), 200);
	has("\"open\": false");
	ck_assert_int_eq(post("/cases/1/phone/end", session, ""), 409);
	ck_assert_int_eq(get("/cases/1", session), 200);
	ck_assert_ptr_null(strstr(answer_body, "Photos from a phone"));
}
END_TEST

/* --- where --- */

START_TEST(the_address_shown_is_one_of_a_local_network)
{
	const struct lan_address list[] = {
		{ "lo", "127.0.0.1", true, true, false },
		{ "eth9", "192.168.9.9", false, false, false },
		{ "docker0", "172.17.0.1", true, false, false },
		{ "ppp0", "10.9.0.2", true, false, true },
		{ "tun0", "10.8.0.2", true, false, false },
		{ "eth0", "203.0.113.7", true, false, false },
		{ "eth1", "192.168.1.5", true, false, false },
		{ "wlan0", "10.0.0.5", true, false, false },
	};

	ck_assert_str_eq(lan_choose(list, COUNT(list), NULL), "192.168.1.5");
	ck_assert_str_eq(lan_choose(list, COUNT(list), "10.0.0.5"), "10.0.0.5");
	ck_assert_str_eq(lan_choose(list, COUNT(list), "10.8.0.2"), "192.168.1.5");
	ck_assert_str_eq(lan_choose(list, COUNT(list), "203.0.113.7"), "192.168.1.5");
	ck_assert_ptr_null(lan_choose(list, 6, "203.0.113.7"));
	ck_assert_ptr_null(lan_choose(list, 1, "127.0.0.1"));
}
END_TEST

static const struct {
	const char *address;
	bool local;
} addresses[] = {
	{ "10.0.0.1", true },        { "11.0.0.1", false },
	{ "172.15.255.255", false }, { "172.16.0.1", true },
	{ "172.31.255.255", true },  { "172.32.0.1", false },
	{ "192.168.255.1", true },   { "192.169.0.1", false },
	{ "100.63.255.255", false }, { "100.64.0.1", true },
	{ "100.127.0.1", true },     { "100.128.0.1", false },
	{ "169.254.1.1", true },     { "127.0.0.1", false },
	{ "fe80::1", true },         { "fd12:3456::1", true },
	{ "2001:db8::1", false },    { "::1", false },
	{ "desk.example", false },   { "", false },
};

START_TEST(local_networks_are_known)
{
	ck_assert_msg(lan_is_local(addresses[_i].address) == addresses[_i].local, "%s",
		      addresses[_i].address);
}
END_TEST

START_TEST(a_code_has_its_ceiling)
{
	struct buf svg;
	char *text = arena_printf(&here.a, "%03000d", 1);

	buf_init(&svg, 256 * 1024);
	MUST(qr_svg(&svg, "http://192.168.1.5:8485/p/1", "code", &here.err));
	ck_assert_ptr_nonnull(strstr(svg.at, "<title>code</title>"));
	REFUSED(qr_svg(&svg, text, "code", &here.err), ERR_INPUT, "too long");
	buf_release(&svg);
}
END_TEST

Suite *phone_suite(void)
{
	Suite *s = suite_create("phone");
	TCase *t = tcase_create("phone");
	int routes = 0;

	while (phone_routes[routes].path)
		routes++;
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_link_lasts_a_quarter_of_an_hour);
	tcase_add_test(t, a_link_brings_so_much_and_no_more);
	tcase_add_test(t, a_link_knows_its_own_photos);
	tcase_add_loop_test(t, every_route_of_phones_wants_a_link, 0, routes);
	tcase_add_test(t, nothing_of_the_desk_is_there);
	tcase_add_test(t, the_tables_are_safe_and_a_link_in_the_open_is_not);
	tcase_add_test(t, the_page_shows_the_photos_that_are_wanted_and_nothing_else);
	tcase_add_test(t, a_photo_is_kept_once_and_says_by_what_way_it_came);
	tcase_add_test(t, only_photos_are_taken);
	tcase_add_test(t, a_link_is_no_better_than_who_made_it);
	tcase_add_test(t, without_a_listener_there_is_no_link);
	tcase_add_test(t, the_address_shown_is_one_of_a_local_network);
	tcase_add_loop_test(t, local_networks_are_known, 0, COUNT(addresses));
	tcase_add_test(t, a_code_has_its_ceiling);
	suite_add_tcase(s, t);
	return s;
}
