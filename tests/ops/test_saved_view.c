#include "ops/saved_view_ops.h"

#include <string.h>

#include "ops/suites.h"
#include "store/place.h"
#include "store/read.h"

/* Lists kept under a name: whose they are, who sees and changes them, what they ask for. */

static const struct view_reader all = { NULL, false }, manager = { NULL, true },
				acme = { "Acme", false };

static int save(struct saved_view v, const struct view_reader *who)
{
	return saved_view_save(&v, here.desk, &here.a, who, "USD", &here.err);
}

static int names(const struct view_reader *who, const char *wanted)
{
	const char *seen = "";
	struct saved_view *v;
	int n;

	MUST(saved_views_of(&v, &n, here.desk, &here.a, who, &here.err));
	for (int i = 0; i < n; i++)
		seen = arena_printf(&here.a, "%s%s%s", seen, i ? " " : "", v[i].name);
	ck_assert_str_eq(seen, wanted);
	return n;
}

static struct view_seen seen(const char *name, const struct view_reader *who)
{
	struct saved_view v;

	MUST(saved_view_find(&v, here.desk, &here.a, name, who, &here.err));
	return (struct view_seen){ v.id, v.version };
}

START_TEST(ones_own_are_seen_by_nobody_else)
{
	MUST(save((struct saved_view){ .name = "mine", .kept_for = "x", .mine = true }, &all));
	MUST(save((struct saved_view){ .name = "all", .stage = "ready" }, &all));
	MUST(save((struct saved_view){ .name = "acme", .client = "Acme" }, &all));
	names(&all, "mine acme all");
	names(&acme, "acme"); /* as by a token held to it: one's own may name others */
	work_as("bob");
	names(&manager, "acme all");
	names(&acme, "acme");
	/* of his client, whatever he asks for */
	MUST(save((struct saved_view){ .name = "late", .client = "Other", .due = "+3d" }, &acme));
	names(&acme, "acme late");
	ck_assert_int_eq(count_of("SELECT count(*) FROM saved_view WHERE client='Other'"), 0);
	/* one's own before the desk's of the same name */
	MUST(save((struct saved_view){ .name = "all", .kept_for = "x", .problem = "lost" }, &all));
	ck_assert_int_ne(seen("all", &all).id, 2);
	ck_assert(verifies());
}
END_TEST

START_TEST(a_view_asks_for_what_was_typed_on_the_day_it_is_looked_at)
{
	struct saved_view v = { .stage = "ready",
				.problem = "lost",
				.carrier = "usps",
				.client = "Acme",
				.due = "+7d",
				.value = "100",
				.sort = "due",
				.mine = true };
	struct list_query q;

	MUST(saved_view_query(&q, here.desk, &here.a, &v, "EUR", &here.err));
	ck_assert_int_eq(q.stage, STAGE_READY);
	ck_assert_int_eq(q.problem, PROBLEM_LOST);
	ck_assert_str_eq(q.carrier, "usps");
	ck_assert_str_eq(q.owner, "ann");
	ck_assert_str_eq(q.client, "Acme");
	ck_assert_int_eq(q.due_on, here.moment.today + 7);
	ck_assert_int_eq(q.value_cents, 10000);
	ck_assert_int_eq(q.sort, LIST_DUE);
	ck_assert(!q.all);
	v = (struct saved_view){ .stage = "closed" };
	MUST(saved_view_query(&q, here.desk, &here.a, &v, "EUR", &here.err));
	ck_assert(q.all);
	v = (struct saved_view){ 0 };
	MUST(saved_view_query(&q, here.desk, &here.a, &v, "EUR", &here.err));
	ck_assert(!q.all && q.stage == -1 && q.problem == -1 && !q.carrier && !q.owner &&
		  q.due_on == DAY_NONE && q.opened_since == INSTANT_NONE && !q.value_cents &&
		  q.sort == LIST_NEWEST);
}
END_TEST

START_TEST(what_cannot_be_kept_is_said)
{
	static const struct {
		struct saved_view v;
		const char *said;
	} wrong[] = {
		{ { .name = NULL }, "give the view a name" },
		{ { .name = "a\nb" }, "give the view a name" },
		{ { .name = "1234567890123456789012345678901234567890123456789012345678901" },
		  "give the view a name" },
		{ { .name = "x", .stage = "nonsense" }, "stage 'nonsense' is not known" },
		{ { .name = "x", .problem = "nonsense" }, "problem 'nonsense'" },
		{ { .name = "x", .carrier = "nonsense" }, "carrier 'nonsense'" },
		{ { .name = "x", .sort = "nonsense" }, "sort 'nonsense'" },
		{ { .name = "x", .due = "soon" }, "due" },
		{ { .name = "x", .value = "much" }, "value" },
	};

	for (size_t i = 0; i < COUNT(wrong); i++)
		REFUSED(save(wrong[i].v, &all), ERR_INPUT, wrong[i].said);
	names(&all, "");
	REFUSED(saved_view_find(&(struct saved_view){ 0 }, here.desk, &here.a, "x", &all,
				&here.err),
		ERR_NOT_FOUND, "none at all");
	for (int i = 0; i < VIEWS_MAX; i++)
		MUST(save((struct saved_view){ .name = arena_printf(&here.a, "v%d", i) }, &all));
	REFUSED(save((struct saved_view){ .name = "x" }, &all), ERR_STATE, "delete one first");
	MUST(save((struct saved_view){ .name = "v7", .mine = true }, &all));
	REFUSED(saved_view_find(&(struct saved_view){ 0 }, here.desk, &here.a, "x", &all,
				&here.err),
		ERR_NOT_FOUND, "there are: 'v0', 'v1'");
}
END_TEST

START_TEST(the_desks_are_changed_by_who_saved_them_or_a_manager)
{
	struct view_seen of_ann;

	MUST(save((struct saved_view){ .name = "all", .stage = "ready" }, &all));
	MUST(save((struct saved_view){ .name = "all", .stage = "filed" }, &all));
	ck_assert_int_eq(count_of("SELECT count(*) FROM saved_view WHERE stage='filed'"), 1);
	of_ann = seen("all", &all);
	work_as("bob");
	REFUSED(save((struct saved_view){ .name = "all" }, &all), ERR_STATE, "a view 'all'");
	REFUSED(saved_view_delete(here.desk, &here.a, &of_ann, &all, &here.err), ERR_NOT_PERMITTED,
		"ann, who saved it");
	REFUSED(saved_view_delete(here.desk, &here.a, &of_ann, &acme, &here.err), ERR_NOT_FOUND,
		"no such view");
	MUST(saved_view_rename(here.desk, &here.a, &of_ann, "every one", &manager, &here.err));
	MUST(save((struct saved_view){ .name = "all" }, &all));
	REFUSED(saved_view_rename(here.desk, &here.a, &of_ann, "x", &manager, &here.err),
		ERR_CONFLICT, "changed meanwhile");
	of_ann = seen("every one", &manager);
	REFUSED(saved_view_rename(here.desk, &here.a, &of_ann, "all", &manager, &here.err),
		ERR_STATE, "a view 'all'");
	REFUSED(saved_view_rename(here.desk, &here.a, &of_ann, NULL, &manager, &here.err),
		ERR_INPUT, "a name");
	MUST(saved_view_delete(here.desk, &here.a, &of_ann, &manager, &here.err));
	REFUSED(saved_view_delete(here.desk, &here.a, &of_ann, &manager, &here.err), ERR_NOT_FOUND,
		"no such view");
	names(&manager, "all");
	ck_assert(verifies());
}
END_TEST

START_TEST(undo_is_of_cases_and_passes_over_views)
{
	const char *done;

	open_lost(1);
	log_with_promise(1, "call back", here.moment.today);
	MUST(save((struct saved_view){ .name = "all" }, &all));
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert(strstr(done, "contact"));
	names(&all, "all");
}
END_TEST

Suite *saved_view_suite(void)
{
	Suite *s = suite_create("saved_view");
	TCase *t = tcase_create("saved_view");

	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, place_desk, place_teardown);
	tcase_add_test(t, ones_own_are_seen_by_nobody_else);
	tcase_add_test(t, a_view_asks_for_what_was_typed_on_the_day_it_is_looked_at);
	tcase_add_test(t, what_cannot_be_kept_is_said);
	tcase_add_test(t, the_desks_are_changed_by_who_saved_them_or_a_manager);
	tcase_add_test(t, undo_is_of_cases_and_passes_over_views);
	suite_add_tcase(s, t);
	return s;
}
