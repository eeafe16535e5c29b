#include <string.h>

#include "base/password.h"
#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/user_ops.h"
#include "store/place.h"
#include "view/doc.h"

/* Users, links and sessions of the web pages. */

static struct user add(const char *name, enum role role)
{
	struct user u;

	MUST(user_add(&u, here.desk, name, role, NULL, &here.err));
	return u;
}

static int edit(const char *name, struct user_change change)
{
	struct user u;

	return user_edit(&u, here.desk, &here.a, name, &change, &here.err);
}

/* Moves the clock of sessions alone. */
static void wait_for(int seconds)
{
	struct moment m = *desk_moment(here.desk);

	m.machine += seconds;
	desk_work_as(here.desk, "ann", &m);
}

static char *link_for(const char *name)
{
	char *token = arena_alloc(&here.a, TOKEN_TEXT);

	MUST(link_make(token, here.desk, &here.a, name, &here.err));
	ck_assert_uint_eq(strlen(token), 64);
	return token;
}

static char *signed_in_by(const char *link)
{
	char *token = arena_alloc(&here.a, TOKEN_TEXT);

	MUST(link_take(token, here.desk, &here.a, link, NULL, &here.err));
	return token;
}

static bool is_in(const char *token, struct session *s)
{
	bool there;

	MUST(session_find(s, &there, here.desk, &here.a, token, &here.err));
	return there;
}

START_TEST(whoever_runs_a_desk_without_users_signs_in_once_by_a_link)
{
	char *link = link_for(NULL), *token, again[TOKEN_TEXT];
	const char *name = "somebody";
	struct session s;

	MUST(link_look(&name, here.desk, &here.a, link, &here.err));
	ck_assert_ptr_null(name);
	token = signed_in_by(link);
	ck_assert(is_in(token, &s));
	ck_assert(s.user_id == 0 && !s.user && s.role == ROLE_ADMIN && !s.client);
	REFUSED(link_take(again, here.desk, &here.a, link, NULL, &here.err), ERR_NOT_FOUND,
		"was used already");
	ck_assert_int_eq(count_of("SELECT count(*) FROM link"), 0);
	/* The file holds neither. */
	ck_assert_ptr_null(strstr(dump_desk(), token));
	ck_assert_ptr_null(strstr(dump_desk(), link));
}
END_TEST

START_TEST(a_link_ends_after_ten_minutes_and_by_a_newer_one)
{
	char *first = link_for(NULL), *second = link_for(NULL), token[TOKEN_TEXT];
	const char *name;

	REFUSED(link_take(token, here.desk, &here.a, first, NULL, &here.err), ERR_NOT_FOUND, "");
	wait_for(LINK_LASTS_S - 1);
	MUST(link_look(&name, here.desk, &here.a, second, &here.err));
	wait_for(1);
	REFUSED(link_look(&name, here.desk, &here.a, second, &here.err), ERR_NOT_FOUND,
		"older than 10 minutes");
	REFUSED(link_take(token, here.desk, &here.a, second, NULL, &here.err), ERR_NOT_FOUND, "");
	REFUSED(link_take(token, here.desk, &here.a, "", NULL, &here.err), ERR_NOT_FOUND, "");
}
END_TEST

START_TEST(the_first_user_ends_work_without_a_name)
{
	char *link = link_for(NULL), *token = signed_in_by(link), *other = link_for(NULL);
	char again[TOKEN_TEXT];
	struct session s;
	bool has;

	MUST(desk_has_users(&has, here.desk, &here.err));
	ck_assert(!has);
	add("ann", ROLE_ADMIN);
	MUST(desk_has_users(&has, here.desk, &here.err));
	ck_assert(has && !is_in(token, &s));
	REFUSED(link_take(again, here.desk, &here.a, other, NULL, &here.err), ERR_NOT_FOUND, "");
	REFUSED(link_make(again, here.desk, &here.a, NULL, &here.err), ERR_STATE, "has users");
	/* A row that was left over counts for nothing. */
	change("INSERT INTO session VALUES('x',NULL,0,0)");
	ck_assert(!is_in("x", &s));
}
END_TEST

START_TEST(names_are_one_line_and_there_once)
{
	struct user u = add("ann", ROLE_ADMIN);

	ck_assert(u.id > 0 && u.version == 1);
	REFUSED(user_add(&u, here.desk, "ann", ROLE_READ, NULL, &here.err), ERR_STATE,
		"there is a user 'ann' already");
	REFUSED(user_add(&u, here.desk, "", ROLE_READ, NULL, &here.err), ERR_INPUT, "one line");
	REFUSED(user_add(&u, here.desk, "a\nb", ROLE_READ, NULL, &here.err), ERR_INPUT, "one line");
	REFUSED(user_add(&u, here.desk, "\xff", ROLE_READ, NULL, &here.err), ERR_INPUT, "one line");
	REFUSED(edit("bob", (struct user_change){ .role = -1, .enabled = 0 }), ERR_NOT_FOUND,
		"there is no user 'bob'");
	ck_assert(verifies());
}
END_TEST

START_TEST(somebody_must_look_after_the_users)
{
	struct user *u;
	int n;

	add("ann", ROLE_ADMIN);
	add("bob", ROLE_DESK);
	REFUSED(edit("ann", (struct user_change){ .role = ROLE_DESK, .enabled = -1 }), ERR_STATE,
		"nobody could look after");
	REFUSED(edit("ann", (struct user_change){ .role = -1, .enabled = 0 }), ERR_STATE, "nobody");
	MUST(edit("bob", (struct user_change){ ROLE_ADMIN, true, "Acme", -1 }));
	MUST(edit("ann", (struct user_change){ .role = -1, .enabled = 0 }));
	MUST(users_of_desk(&u, &n, here.desk, &here.a, &here.err));
	ck_assert_int_eq(n, 2);
	ck_assert(u[0].disabled_at != INSTANT_NONE && u[1].role == ROLE_ADMIN);
	ck_assert_str_eq(u[1].client, "Acme");
	MUST(edit("ann", (struct user_change){ .role = -1, .enabled = 1 }));
	MUST(edit("bob", (struct user_change){ .role = -1, .client_given = true, .enabled = -1 }));
	MUST(users_of_desk(&u, &n, here.desk, &here.a, &here.err));
	ck_assert(u[0].disabled_at == INSTANT_NONE && !u[1].client);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_session_ends_idle_old_disabled_signed_out_and_by_a_new_password)
{
	struct session s;
	char *token;

	add("ann", ROLE_ADMIN);
	add("bob", ROLE_DESK);
	token = signed_in_by(link_for("bob"));
	wait_for(SESSION_IDLE_S - 1);
	ck_assert(is_in(token, &s)); /* and is seen by it */
	ck_assert_str_eq(s.user, "bob");
	wait_for(SESSION_IDLE_S - 1);
	ck_assert(is_in(token, &s));
	wait_for(SESSION_IDLE_S);
	ck_assert(!is_in(token, &s));
	ck_assert_int_eq(count_of("SELECT count(*) FROM session"), 0);
	token = signed_in_by(link_for("bob"));
	for (int i = 0; i < SESSION_WHOLE_S; i += SESSION_IDLE_S / 2) {
		ck_assert(is_in(token, &s));
		wait_for(SESSION_IDLE_S / 2);
	}
	ck_assert(!is_in(token, &s));
	token = signed_in_by(link_for("bob"));
	MUST(edit("bob", (struct user_change){ .role = -1, .enabled = 0 }));
	ck_assert(!is_in(token, &s));
	MUST(edit("bob", (struct user_change){ .role = -1, .enabled = 1 }));
	ck_assert(!is_in(token, &s));
	token = signed_in_by(link_for("bob"));
	MUST(user_sign_out(here.desk, &here.a, "bob", &here.err));
	ck_assert(!is_in(token, &s));
	token = signed_in_by(link_for("bob"));
	MUST(session_end(here.desk, token, &here.err));
	ck_assert(!is_in(token, &s));
	token = signed_in_by(link_for("bob"));
	MUST(user_set_password(here.desk, &here.a, "bob", "lamp river copper", &here.err));
	ck_assert(!is_in(token, &s));
}
END_TEST

START_TEST(a_password_signs_in_whom_it_belongs_to)
{
	char token[TOKEN_TEXT], *link;
	struct session s;

	add("ann", ROLE_ADMIN);
	add("bob", ROLE_READ);
	REFUSED(user_set_password(here.desk, &here.a, "ann", "short", &here.err), ERR_INPUT,
		"10 to 200 bytes");
	link = link_for("ann");
	REFUSED(link_take(token, here.desk, &here.a, link, "short", &here.err), ERR_INPUT, "10");
	MUST(link_take(token, here.desk, &here.a, link, "lamp river copper", &here.err));
	ck_assert(is_in(token, &s));
	MUST(sign_in(token, here.desk, &here.a, "ann", "lamp river copper", &here.err));
	ck_assert(is_in(token, &s));
	ck_assert_str_eq(s.user, "ann");
	REFUSED(sign_in(token, here.desk, &here.a, "ann", "lamp river coppeR", &here.err),
		ERR_NOT_PERMITTED, "do not go together");
	REFUSED(sign_in(token, here.desk, &here.a, "bob", "", &here.err), ERR_NOT_PERMITTED, "");
	REFUSED(sign_in(token, here.desk, &here.a, "eve", "lamp river copper", &here.err),
		ERR_NOT_PERMITTED, "do not go together");
	MUST(edit("bob", (struct user_change){ ROLE_ADMIN, .enabled = -1 }));
	MUST(edit("ann", (struct user_change){ .role = -1, .enabled = 0 }));
	REFUSED(sign_in(token, here.desk, &here.a, "ann", "lamp river copper", &here.err),
		ERR_NOT_PERMITTED, "");
	REFUSED(link_make(token, here.desk, &here.a, "ann", &here.err), ERR_STATE, "is disabled");
	ck_assert_ptr_null(strstr(dump_desk(), "lamp river"));
	ck_assert(verifies());
}
END_TEST

/* What the journal was given it keeps for ever. */
START_TEST(the_journal_says_who_was_let_in_and_not_by_what)
{
	const char *hash;

	add("ann", ROLE_ADMIN);
	MUST(user_set_password(here.desk, &here.a, "ann", "lamp river copper", &here.err));
	hash = "SELECT count(*) FROM journal_body WHERE instr(body,'argon2id')";
	ck_assert_int_eq(count_of(hash), 0);
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal WHERE instr(header,"
				  "'user.password')"),
			 1);
	ck_assert_int_eq(count_of("SELECT instr(password_hash,'$argon2id$') FROM login"), 1);
}
END_TEST

START_TEST(undo_leaves_users_alone)
{
	const char *done;
	int64_t id = open_lost(1);

	log_call(id, "a mistake");
	add("ann", ROLE_ADMIN);
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM user"), 1);
	ck_assert_int_eq(count_of("SELECT count(*) FROM contact"), 0);
}
END_TEST

Suite *user_suite(void)
{
	Suite *s = suite_create("user");
	TCase *t = tcase_create("user");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_add_test(t, whoever_runs_a_desk_without_users_signs_in_once_by_a_link);
	tcase_add_test(t, a_link_ends_after_ten_minutes_and_by_a_newer_one);
	tcase_add_test(t, the_first_user_ends_work_without_a_name);
	tcase_add_test(t, names_are_one_line_and_there_once);
	tcase_add_test(t, somebody_must_look_after_the_users);
	tcase_add_test(t, a_session_ends_idle_old_disabled_signed_out_and_by_a_new_password);
	tcase_add_test(t, a_password_signs_in_whom_it_belongs_to);
	tcase_add_test(t, the_journal_says_who_was_let_in_and_not_by_what);
	tcase_add_test(t, undo_leaves_users_alone);
	suite_add_tcase(s, t);
	return s;
}
