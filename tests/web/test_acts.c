#include <string.h>

#include "ops/user_ops.h"
#include "store/journal.h"
#include "web/suites.h"
#include "web/world.h"

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

/* Those that no program is offered: for an example of each. NULL: another suite asks it. */
static const struct {
	const char *path, *form;
} on_pages[] = {
	{ "/tokens", "name=shop&scope=read" },
	{ "/tokens/:id/withdraw", "" },
	{ "/paste", NULL },
	{ "/cases/:id/phone", NULL },
	{ "/cases/:id/phone/end", NULL },
	{ "/incognito", NULL },
	{ "/sign-in", NULL },
	{ "/sign-out", NULL },
	{ "/sign-out-everywhere", NULL },
	{ "/reset/:token", NULL },
};

static const char *form_on_page(const struct web_route *r)
{
	for (size_t i = 0; i < COUNT(on_pages); i++)
		if (strcmp(on_pages[i].path, r->path) == 0)
			return on_pages[i].form;
	ck_abort_msg("no test acts by %s: say what is right for it", r->path);
	return NULL;
}

/* A call's clock is nobody's business, an export changes nothing, and another program asks. */
static bool leaves_no_entry(const struct web_route *r)
{
	return strcmp(r->path, "/cases/:id/call") == 0 ||
	       strcmp(r->path, "/cases/:id/export") == 0 || strstr(r->path, "/track");
}

static unsigned act(const struct web_route *r, const char *bea)
{
	const char *form = r->api ? NULL : form_on_page(r);

	if (strcmp(r->path, "/undo") == 0) /* takes back one's own */
		ck_assert_int_eq(post("/cases/1/contacts", bea, "said=hello"), 303);
	if (strcmp(r->path, "/tokens/:id/withdraw") == 0)
		ck_assert_int_eq(post("/tokens", bea, on_pages[0].form), 201);
	if (strcmp(r->path, "/views/:id") == 0)
		change("UPDATE saved_view SET kept_for=NULL");
	if (r->api) {
		desk_work_as(here.desk, "bea", &here.moment); /* whose last act it is */
		return world_ask(r, bea, AS_PAGE);
	}
	return form ? post(path_of(r), bea, form) : 0;
}

/* By the form of each page, from the table: one that is added is asked, too. */
START_TEST(an_act_stands_under_who_is_signed_in)
{
	const struct web_route *r = &web_routes[_i];
	struct entry before, after;
	char *bea;
	unsigned got;

	if (r->method != METHOD_POST)
		return;
	world_make();
	bea = session_of_bea();
	before = newest();
	ck_assert_str_eq(before.user, "ann");
	got = act(r, bea);
	if (!got)
		return;
	ck_assert_msg(got == 303 || got == 200 || got == 201, "%s: %u %s", r->path, got,
		      answer_body);
	after = newest();
	ck_assert_msg((after.entry > before.entry) == !leaves_no_entry(r), "%s", r->path);
	if (after.entry > before.entry) {
		ck_assert_msg(strcmp(after.user, "bea") == 0, "%s: %s", r->path, after.user);
		ck_assert_ptr_null(after.on_behalf);
	}
	/* And the next one, of whoever runs the desk, under his. */
	get("/healthz", NULL);
	log_call(1, "again");
	ck_assert_str_eq(newest().user, "ann");
	ck_assert(verifies());
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

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, caller_setup, caller_teardown);
	tcase_add_loop_test(t, an_act_stands_under_who_is_signed_in, 0, route_count());
	tcase_add_test(t, a_password_set_by_a_link_is_the_act_of_whose_link_it_is);
	tcase_add_test(t, an_export_is_made_for_who_is_signed_in);
	suite_add_tcase(s, t);
	return s;
}
