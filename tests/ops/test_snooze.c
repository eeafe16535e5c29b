#include "ops/snooze_ops.h"

#include <string.h>

#include "ops/suites.h"
#include "store/place.h"

static struct next_rows rows;

static int put(struct snooze_lines lines, int days, const char *reason)
{
	return snooze_put(&rows, here.desk, &here.a, &lines, here.moment.today + days, reason,
			  &here.err);
}

static void setup(void)
{
	place_desk();
	open_lost(1);
	open_lost(2);
	log_with_promise(1, "call back", here.moment.today);
	log_with_promise(1, "send a form", here.moment.today);
}

START_TEST(a_line_a_kind_or_the_whole_case_rests)
{
	const struct snooze_lines all = { .casefile_id = 1, .kind = -1 };
	const struct snooze_lines promises = { .casefile_id = 1, .kind = NEXT_PROMISE };
	const struct snooze_lines one = { .casefile_id = 1, .kind = NEXT_PROMISE, .row_id = 2 };

	MUST(put(one, 1, "later"));
	ck_assert_int_eq(rows.n, 1);
	ck_assert_int_eq(rows.row[0].id, 2);
	MUST(put(promises, 2, "later"));
	ck_assert_int_eq(rows.n, 2);
	MUST(put(all, 3, "Dana is away"));
	ck_assert_int_eq(rows.n, 3);
	/* one row a line, whatever was said before */
	ck_assert_int_eq(count_of("SELECT count(*) FROM snooze"), 3);
	ck_assert_int_eq(count_of("SELECT count(*) FROM snooze WHERE reason='Dana is away' AND "
				  "snoozed_by='ann'"),
			 3);
	MUST(snooze_wake(&rows, here.desk, &here.a, &one, &here.err));
	ck_assert_int_eq(rows.n, 1);
	MUST(snooze_wake(&rows, here.desk, &here.a, &all, &here.err));
	ck_assert_int_eq(rows.n, 2);
	REFUSED(snooze_wake(&rows, here.desk, &here.a, &all, &here.err), ERR_NOT_FOUND,
		"has no line that rests");
	ck_assert(verifies());
}
END_TEST

START_TEST(what_cannot_rest_is_said)
{
	const struct snooze_lines none = { .casefile_id = 2, .kind = NEXT_PROMISE };
	const struct snooze_lines all = { .casefile_id = 1, .kind = -1 };
	const struct snooze_lines other = { .casefile_id = 2, .kind = NEXT_PROMISE, .row_id = 1 };
	const struct snooze_lines nobody = { .casefile_id = 9, .kind = -1 };

	REFUSED(put(none, 3, "later"), ERR_NOT_FOUND, "case 2 has no promise line on the list");
	REFUSED(put(other, 3, "later"), ERR_NOT_FOUND, "case 2 has no promise line on the list");
	REFUSED(put(nobody, 3, "later"), ERR_NOT_FOUND, "no case 9");
	REFUSED(put(all, 0, "later"), ERR_INPUT, "--until");
	REFUSED(put(all, -1, "later"), ERR_INPUT, "--until");
	REFUSED(put(all, 3, NULL), ERR_INPUT, "--reason");
	REFUSED(put(all, 3, " \t"), ERR_INPUT, "--reason");
	REFUSED(snooze_put(&rows, here.desk, &here.a, &all, DAY_NONE, "later", &here.err),
		ERR_INPUT, "--until");
	ck_assert_int_eq(count_of("SELECT count(*) FROM snooze"), 0);
}
END_TEST

/* The window of a case is its own line; it is marked and stays. */
START_TEST(an_undo_puts_to_rest_again_and_wakes_again)
{
	const struct snooze_lines all = { .casefile_id = 1, .kind = -1 };
	const char *done;

	MUST(put(all, 3, "first"));
	MUST(put(all, 5, "second"));
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_int_eq(count_of("SELECT count(*) FROM snooze WHERE reason='first'"), 3);
	MUST(put(all, 5, "second"));
	MUST(snooze_wake(&rows, here.desk, &here.a, &all, &here.err));
	MUST(desk_undo(&done, here.desk, &here.a, &here.err));
	ck_assert_str_eq(done, "took back the waking on case 1");
	ck_assert_int_eq(count_of("SELECT min(until) FROM snooze"), here.moment.today + 5);
	ck_assert(verifies());
}
END_TEST

Suite *snooze_suite(void)
{
	Suite *s = suite_create("snooze");
	TCase *t = tcase_create("snooze");

	tcase_add_checked_fixture(t, setup, place_teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_line_a_kind_or_the_whole_case_rests);
	tcase_add_test(t, what_cannot_rest_is_said);
	tcase_add_test(t, an_undo_puts_to_rest_again_and_wakes_again);
	suite_add_tcase(s, t);
	return s;
}
