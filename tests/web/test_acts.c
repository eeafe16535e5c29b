#include <string.h>

#include "ops/user_ops.h"
#include "store/journal.h"
#include "web/caller.h"
#include "web/suites.h"

/* Whatever somebody does on the pages stands in the journal under his name. */

static struct entry newest(void)
{
	struct entry e;
	struct snap *snap;

	MUST(desk_snap(&snap, here.desk, &here.err));
	MUST(journal_before(&e, snap, &here.a, 0, &here.err));
	desk_snap_end(snap);
	return e;
}

static char *session_of_bea(void)
{
	struct user u;

	MUST(user_add(&u, here.desk, "bea", ROLE_ADMIN, NULL, &here.err));
	return session_of("bea");
}

static const struct {
	const char *path, *form;
} acts[] = {
	{ "/cases", "tracking=9400111206206406260794&problem=lost" },
	{ "/cases/1", "value=90" },
	{ "/cases/1/contacts", "rep=Lee&said=hello" },
	{ "/cases/1/promises/1", "state=kept" },
	{ "/cases/1/close", "reason=found" },
};

START_TEST(an_act_stands_under_who_is_signed_in)
{
	struct entry before, after;
	char *bea, *form;

	open_lost(1);
	log_with_promise(1, "call back", here.moment.today);
	bea = session_of_bea();
	before = newest();
	ck_assert_str_eq(before.user, "ann");
	form = arena_printf(&here.a, "%s&version=%lld", acts[_i].form,
			    (long long)count_of("SELECT version FROM casefile WHERE id=1"));
	ck_assert_msg(post(acts[_i].path, bea, form) == 303, "%s", acts[_i].path);
	after = newest();
	ck_assert_int_gt(after.entry, before.entry);
	ck_assert_str_eq(after.user, "bea");
	ck_assert_ptr_null(after.on_behalf);
	/* And the next one, of whoever runs the desk, under his. */
	get("/healthz", NULL);
	log_call(1, "again");
	ck_assert_str_eq(newest().user, "ann");
}
END_TEST

START_TEST(a_password_set_by_a_link_is_the_act_of_whose_link_it_is)
{
	char link[TOKEN_TEXT], *bea = session_of_bea();

	MUST(link_make(link, here.desk, &here.a, "bea", &here.err));
	ck_assert_str_eq(newest().user, "ann");
	ck_assert_int_eq(post(arena_printf(&here.a, "/reset/%s", link), NULL,
			      "password=lamp+river+copper&again=lamp+river+copper"),
			 303);
	ck_assert_str_eq(newest().op, "user.password");
	ck_assert_str_eq(newest().user, "bea");
	ck_assert_int_eq(get("/", bea), 303);
}
END_TEST

/* Another program makes exports: it is told for whom. */
static struct web_export told;

static int tell(void *payload, int *fd, const struct web_export *what, struct err *err)
{
	(void)payload;
	*fd = -1;
	told = *what;
	told.user = arena_strdup(&here.a, what->user);
	return err_set(err, ERR_BUSY, "only told");
}

START_TEST(an_export_is_made_for_who_is_signed_in)
{
	char *nobody = session_of(NULL);

	open_lost(1);
	site.exporter = tell;
	site.user = "zoe";
	post("/api/cases/1/export", nobody, "format=pdf");
	ck_assert_str_eq(told.user, "zoe");
	post("/api/cases/1/export", session_of_bea(), "format=pdf");
	ck_assert_str_eq(told.user, "bea");
}
END_TEST

Suite *acts_suite(void)
{
	Suite *s = suite_create("acts");
	TCase *t = tcase_create("acts");

	tcase_add_checked_fixture(t, caller_setup, caller_teardown);
	tcase_add_loop_test(t, an_act_stands_under_who_is_signed_in, 0, COUNT(acts));
	tcase_add_test(t, a_password_set_by_a_link_is_the_act_of_whose_link_it_is);
	tcase_add_test(t, an_export_is_made_for_who_is_signed_in);
	suite_add_tcase(s, t);
	return s;
}
