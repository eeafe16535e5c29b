#include <string.h>

#include "ops/internal.h"
#include "ops/suites.h"
#include "ops/token_ops.h"
#include "ops/user_ops.h"
#include "store/journal.h"
#include "store/place.h"

/* Tokens, by which programs sign in. */

enum { DAY_S = 24 * 3600 };

static void add(const char *name, enum role role, const char *client)
{
	struct user u;

	MUST(user_add(&u, here.desk, name, role, client, &here.err));
}

static void wait_days(int days)
{
	struct moment m = *desk_moment(here.desk);

	m.machine += (instant)days * DAY_S;
	desk_work_as(here.desk, "ann", &m);
}

static struct token made;

static char *token_of(struct token_wanted wanted)
{
	char *text = arena_alloc(&here.a, API_TOKEN_TEXT);

	MUST(token_make(text, &made, here.desk, &here.a, &wanted, &here.err));
	return text;
}

static int try_make(struct token_wanted wanted)
{
	char text[API_TOKEN_TEXT];

	return token_make(text, &made, here.desk, &here.a, &wanted, &here.err);
}

static struct session by;

static bool is_in(const char *text)
{
	bool there;

	MUST(token_find(&by, &there, here.desk, &here.a, text, &here.err));
	return there;
}

START_TEST(a_token_acts_for_its_user_as_far_as_its_scope)
{
	char *text;

	add("bea", ROLE_MANAGER, NULL);
	text = token_of((struct token_wanted){ .user = "bea", .name = "shop", .scope = ROLE_DESK });
	ck_assert_uint_eq(strlen(text), API_TOKEN_TEXT - 1);
	ck_assert(strncmp(text, "waylaid_", 8) == 0);
	ck_assert(is_in(text));
	ck_assert_str_eq(by.user, "bea");
	ck_assert_int_eq(by.role, ROLE_DESK);
	ck_assert_ptr_null(by.client);
	ck_assert(!is_in(text + 8) && !is_in("") && !is_in("waylaid_"));
	text[API_TOKEN_TEXT - 2] ^= 1;
	ck_assert(!is_in(text));
}
END_TEST

START_TEST(the_file_keeps_no_token)
{
	char *text = token_of((struct token_wanted){ .name = "shop", .scope = -1 });

	ck_assert_int_eq(count_of(arena_printf(&here.a,
					       "SELECT count(*) FROM token WHERE "
					       "instr(token_hash,'%s') OR instr(name,'%s')",
					       text + 8, text + 8)),
			 0);
	ck_assert_int_eq(count_of("SELECT length(token_hash) FROM token"), 64);
	ck_assert_int_eq(count_of(arena_printf(&here.a,
					       "SELECT count(*) FROM journal_body WHERE "
					       "instr(CAST(body AS TEXT),'%s')",
					       text + 8)),
			 0);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_token_is_never_more_than_its_user)
{
	const struct user_change less = { .role = ROLE_READ, .enabled = -1 };
	const struct user_change held = {
		.role = -1, .enabled = -1, .client_given = true, .client = "Acme"
	};
	const struct user_change off = { .role = -1, .enabled = 0 },
				 on = { .role = -1, .enabled = 1 };
	struct user u;
	char *text;

	add("eve", ROLE_ADMIN, NULL);
	add("bea", ROLE_DESK, NULL);
	REFUSED(try_make((struct token_wanted){
			.user = "bea", .name = "shop", .scope = ROLE_MANAGER }),
		ERR_NOT_PERMITTED, "his tokens no more");
	text = token_of((struct token_wanted){
		.user = "bea", .name = "shop", .scope = ROLE_DESK, .client = "Other" });
	ck_assert(is_in(text));
	ck_assert_str_eq(by.client, "Other");
	MUST(user_edit(&u, here.desk, &here.a, "bea", &less, &here.err));
	ck_assert(is_in(text));
	ck_assert_int_eq(by.role, ROLE_READ);
	MUST(user_edit(&u, here.desk, &here.a, "bea", &held, &here.err));
	ck_assert(!is_in(text));
	REFUSED(try_make((struct token_wanted){
			.user = "bea", .name = "shop", .scope = -1, .client = "Other" }),
		ERR_NOT_PERMITTED, "one client");
	text = token_of((struct token_wanted){ .user = "bea", .name = "shop", .scope = -1 });
	ck_assert(is_in(text));
	ck_assert_str_eq(by.client, "Acme");
	MUST(user_edit(&u, here.desk, &here.a, "bea", &off, &here.err));
	ck_assert(!is_in(text));
	REFUSED(try_make((struct token_wanted){ .user = "bea", .name = "shop", .scope = -1 }),
		ERR_STATE, "disabled");
	MUST(user_edit(&u, here.desk, &here.a, "bea", &on, &here.err));
	ck_assert(!is_in(text));
}
END_TEST

START_TEST(a_token_ends_after_its_last_day)
{
	char *text = token_of((struct token_wanted){ .name = "shop", .scope = -1, .days = 2 });

	wait_days(2);
	ck_assert(is_in(text));
	wait_days(1);
	ck_assert(!is_in(text));
	REFUSED(try_make((struct token_wanted){ .name = "x", .scope = -1, .days = 367 }), ERR_INPUT,
		"1 to 366 days");
	REFUSED(try_make((struct token_wanted){ .name = "", .scope = -1 }), ERR_INPUT, "one line");
	REFUSED(try_make((struct token_wanted){ .name = "a\nb", .scope = -1 }), ERR_INPUT,
		"one line");
}
END_TEST

START_TEST(the_day_of_its_last_use_is_kept)
{
	char *text = token_of((struct token_wanted){ .name = "shop", .scope = -1 });
	struct token *t;
	int n;

	MUST(tokens_of_desk(&t, &n, here.desk, &here.a, &here.err));
	ck_assert(n == 1 && t->used_on == DAY_NONE && t->ends_on > here.moment.today);
	ck_assert(is_in(text));
	wait_days(3);
	ck_assert(is_in(text));
	MUST(tokens_of_desk(&t, &n, here.desk, &here.a, &here.err));
	ck_assert_int_eq(t->used_on - t->ends_on, 3 - TOKEN_DAYS);
	/* No write for each request. */
	change("UPDATE token SET used_on=used_on+1");
	wait_days(1);
	change("CREATE TRIGGER none BEFORE UPDATE ON token BEGIN SELECT raise(ABORT,'x'); END");
	ck_assert(is_in(text));
	/* And one that cannot be noted stops nobody. */
	wait_days(1);
	ck_assert(is_in(text));
}
END_TEST

START_TEST(a_withdrawn_token_is_none_and_both_acts_stand_in_the_journal)
{
	struct token_wanted wanted = { .name = "shop", .scope = -1 };
	char *text = token_of(wanted);
	struct token gone;
	struct entry e;
	struct snap *snap;

	MUST(token_withdraw(&gone, here.desk, &here.a, made.id, &here.err));
	ck_assert_str_eq(gone.name, "shop");
	ck_assert(!is_in(text));
	REFUSED(token_withdraw(&gone, here.desk, &here.a, made.id, &here.err), ERR_NOT_FOUND,
		"token list");
	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(journal_before(&e, snap, &here.a, 0, &here.err));
	ck_assert_str_eq(e.op, "user.token_withdraw");
	MUST(journal_before(&e, snap, &here.a, e.entry, &here.err));
	ck_assert_str_eq(e.op, "user.token");
	desk_snap_end(snap);
	ck_assert(verifies());
	for (int i = 0; i < TOKENS_MAX; i++)
		MUST(try_make(wanted));
	REFUSED(try_make(wanted), ERR_STATE, "withdraw those");
}
END_TEST

START_TEST(with_the_first_user_the_token_of_nobody_ends)
{
	char *text = token_of((struct token_wanted){ .name = "shop", .scope = ROLE_ADMIN });

	ck_assert(is_in(text));
	ck_assert_ptr_null(by.user);
	ck_assert_int_eq(by.role, ROLE_ADMIN);
	add("eve", ROLE_ADMIN, NULL);
	ck_assert(!is_in(text));
	ck_assert_int_eq(count_of("SELECT count(*) FROM token"), 0);
	REFUSED(try_make((struct token_wanted){ .name = "shop", .scope = -1 }), ERR_STATE,
		"has users");
	REFUSED(try_make((struct token_wanted){ .user = "zoe", .name = "shop", .scope = -1 }),
		ERR_NOT_FOUND, "no user");
}
END_TEST

Suite *token_suite(void)
{
	Suite *s = suite_create("token");
	TCase *t = tcase_create("token");

	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_add_test(t, a_token_acts_for_its_user_as_far_as_its_scope);
	tcase_add_test(t, the_file_keeps_no_token);
	tcase_add_test(t, a_token_is_never_more_than_its_user);
	tcase_add_test(t, a_token_ends_after_its_last_day);
	tcase_add_test(t, the_day_of_its_last_use_is_kept);
	tcase_add_test(t, a_withdrawn_token_is_none_and_both_acts_stand_in_the_journal);
	tcase_add_test(t, with_the_first_user_the_token_of_nobody_ends);
	suite_add_tcase(s, t);
	return s;
}
