#include <string.h>

#include "ops/acts.h"
#include "ops/bulk_ops.h"
#include "ops/suites.h"
#include "store/place.h"

static const char *done;

static void setup(void)
{
	place_desk();
	make_ready();
}

static int close_of(const int64_t *cases, int n)
{
	return bulk_close(here.desk, &here.a, &(struct bulk){ cases, n }, "done", &here.err);
}

/* Case 3 is closed already: nothing happens to the others, either. */
START_TEST(all_or_nothing)
{
	static const int64_t cases[] = { 1, 2, 3 };
	int64_t entries = count_of("SELECT count(*) FROM journal"), too_many[BULK_MAX + 1] = { 0 };
	char *before = case_json(1);

	REFUSED(close_of(cases, 3), ERR_STATE, "case 3 is already closed");
	ck_assert_str_eq(case_json(1), before);
	REFUSED(close_of(cases, 0), ERR_INPUT, "choose the cases");
	REFUSED(close_of(too_many, BULK_MAX + 1), ERR_INPUT, "at most 100");
	REFUSED(close_of((const int64_t[]){ 1, 99 }, 2), ERR_NOT_FOUND, "99");
	REFUSED(bulk_snooze(here.desk, &here.a, &(struct bulk){ cases, 2 }, here.moment.today, "x",
			    &here.err),
		ERR_INPUT, "after today");
	REFUSED(bulk_snooze(here.desk, &here.a, &(struct bulk){ cases + 2, 1 },
			    here.moment.today + 3, "x", &here.err),
		ERR_NOT_FOUND, "line on the morning list");
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries);
}
END_TEST

START_TEST(it_is_one_act_and_taken_back_as_one)
{
	static const int64_t cases[] = { 1, 2 };
	int64_t entries = count_of("SELECT count(*) FROM journal"), entry, again;
	const char *said;

	MUST(close_of(cases, 2));
	ck_assert_int_eq(count_of("SELECT count(*) FROM journal"), entries + 1);
	MUST(desk_last_act(&entry, &said, here.desk, &here.a, &here.err));
	ck_assert_int_eq(entry, entries + 1);
	ck_assert_str_eq(said, "closing the case on case 1,2");
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM casefile WHERE id<3 AND closed_at IS NULL"),
			 2);
	MUST(desk_last_act(&again, &said, here.desk, &here.a, &here.err));
	ck_assert_int_ne(again, entry);
	ck_assert(verifies());
}
END_TEST

Suite *bulk_suite(void)
{
	Suite *s = suite_create("bulk");
	TCase *t = tcase_create("bulk");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_add_test(t, all_or_nothing);
	tcase_add_test(t, it_is_one_act_and_taken_back_as_one);
	suite_add_tcase(s, t);
	return s;
}
