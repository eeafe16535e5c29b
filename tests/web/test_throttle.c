#include "web/throttle.h"

#include <stdio.h>

#include "web/suites.h"

START_TEST(after_a_few_failures_one_waits_longer_each_time)
{
	struct throttle *t = throttle_new();
	int last = 0;

	for (int i = 0; i < THROTTLE_FREE; i++) {
		ck_assert_int_eq(throttle_wait(t, "ann", "a", 100), 0);
		throttle_failed(t, "ann", "a", 100);
	}
	for (int i = 0; i < 12; i++) {
		int wait = throttle_wait(t, "ann", "b", 100);

		ck_assert_int_gt(wait, 0);
		ck_assert(wait > last || wait == THROTTLE_WAIT_MAX_S);
		last = wait;
		throttle_failed(t, "ann", "c", 100);
	}
	ck_assert_int_eq(throttle_wait(t, "bob", "b", 100), 0);
	ck_assert_int_eq(throttle_wait(t, "ann", "b", 100 + THROTTLE_FORGET_S), 0);
	throttle_free(t);
}
END_TEST

START_TEST(an_address_waits_for_all_names_and_success_forgives_a_name)
{
	struct throttle *t = throttle_new();
	char name[32];

	for (int i = 0; i <= THROTTLE_FREE_ADDRESS; i++) {
		snprintf(name, sizeof name, "n%d", i);
		throttle_failed(t, name, "192.0.2.1", 5);
	}
	ck_assert_int_gt(throttle_wait(t, "new", "192.0.2.1", 5), 0);
	ck_assert_int_eq(throttle_wait(t, "new", "192.0.2.2", 5), 0);
	for (int i = 0; i < 9; i++)
		throttle_failed(t, "ann", "x", 5);
	throttle_passed(t, "ann", 5);
	ck_assert_int_eq(throttle_wait(t, "ann", "y", 5), 0);
	throttle_free(t);
}
END_TEST

START_TEST(a_flood_of_names_is_bounded)
{
	struct throttle *t = throttle_new();
	char name[32];

	for (int i = 0; i < THROTTLE_ROOM * 4; i++) {
		snprintf(name, sizeof name, "flood%d", i);
		throttle_failed(t, name, name, i);
	}
	ck_assert_int_eq(throttle_wait(t, "ann", "a", 99999), 0);
	throttle_free(t);
}
END_TEST

START_TEST(only_so_many_passwords_are_worked_out_at_once)
{
	struct throttle *t = throttle_new();

	for (int i = 0; i < THROTTLE_HASHES; i++)
		ck_assert(throttle_enter(t));
	ck_assert(!throttle_enter(t));
	throttle_leave(t);
	ck_assert(throttle_enter(t));
	throttle_free(t);
}
END_TEST

Suite *throttle_suite(void)
{
	Suite *s = suite_create("throttle");
	TCase *t = tcase_create("throttle");

	tcase_add_test(t, after_a_few_failures_one_waits_longer_each_time);
	tcase_add_test(t, an_address_waits_for_all_names_and_success_forgives_a_name);
	tcase_add_test(t, a_flood_of_names_is_bounded);
	tcase_add_test(t, only_so_many_passwords_are_worked_out_at_once);
	suite_add_tcase(s, t);
	return s;
}
