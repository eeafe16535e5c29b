#include <stdio.h>
#include <string.h>

#include "net/every.h"

static struct asked a;

/* What a parcel's story comes to, whoever tells it. */
/* clang-format off */
static const struct {
	const char *scenario;
	enum status status;
	enum trouble trouble;
} stories[] = {
	{ "pre_transit",		STATUS_PRE_TRANSIT,	     TROUBLE_NONE },
	{ "in_transit",			STATUS_IN_TRANSIT,	     TROUBLE_NONE },
	{ "arriving_late",		STATUS_IN_TRANSIT,	     TROUBLE_DELAYED },
	{ "out_for_delivery",		STATUS_OUT_FOR_DELIVERY,     TROUBLE_NONE },
	{ "notice_left",		STATUS_ATTEMPTED,	     TROUBLE_DELAYED },
	{ "available_for_pickup",	STATUS_AVAILABLE_FOR_PICKUP, TROUBLE_NONE },
	{ "delivered",			STATUS_DELIVERED,	     TROUBLE_NONE },
	{ "delivered_original_sender",	STATUS_RETURN_TO_SENDER,     TROUBLE_RETURNED },
	{ "returned",			STATUS_RETURN_TO_SENDER,     TROUBLE_RETURNED },
};
/* clang-format on */

enum { STORIES = sizeof(stories) / sizeof(stories[0]) };

START_TEST(every_story_is_understood_in_every_carriers_words)
{
	const struct way *way = &ways[_i];
	char script[1024] = "", number[40];

	a.carrier = way->carrier;
	for (int i = 0; i < STORIES; i++)
		snprintf(script + strlen(script), sizeof(script) - strlen(script), "number %s %s\n",
			 asked_number(number, &a, i + 1), stories[i].scenario);
	every_start(&a, way, script);
	ck_assert_int_eq(ask_many(&a, STORIES), 0);
	for (int i = 0; i < STORIES; i++) {
		ck_assert_msg(a.got[i].outcome == POLL_NEW && a.got[i].nevents > 0, "%s: %s: %s",
			      way->name, stories[i].scenario, a.got[i].message);
		ck_assert_msg(a.got[i].status == stories[i].status &&
				      a.got[i].trouble == stories[i].trouble,
			      "%s: %s: status %d, trouble %d of '%s'", way->name,
			      stories[i].scenario, a.got[i].status, a.got[i].trouble,
			      a.got[i].newest);
		ck_assert_str_ne(a.got[i].status_text, "");
	}
	asked_stop(&a);
}
END_TEST

START_TEST(a_token_that_runs_out_under_way_is_renewed)
{
	const struct way *way = &ways[_i];
	int calls = 4, n = way->batch * calls;

	if (!way->token_call)
		return;
	every_start(&a, way, "default in_transit\ntoken lasts 1\n");
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, n), 0);
	ck_assert_msg(asked_with(&a, POLL_NEW) == n, "%s: %s", way->name, a.got[n - 1].message);
	ck_assert_int_eq(every_tokens(&a, way), calls);
	ck_assert_int_eq(every_calls(&a, way), 2 * calls - 1);
	asked_stop(&a);
}
END_TEST

START_TEST(a_quota_that_runs_out_defers_what_is_left)
{
	const struct way *way = &ways[_i];
	int n = way->batch * 4, came = way->batch * (way->token_call ? 2 : 3);

	every_start(&a, way, "default in_transit\nlimit 3 retry-after 1800\n");
	a.options.connections = 1;
	ck_assert_int_eq(ask_many(&a, n), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), came);
	ck_assert_msg(asked_with(&a, POLL_DEFERRED) == n - came, "%s: %s", way->name,
		      a.got[n - 1].message);
	ck_assert_int_eq(every_calls(&a, way) + every_tokens(&a, way), 4);
	asked_stop(&a);
}
END_TEST

START_TEST(who_is_not_let_in_is_told_which_setting_to_check)
{
	const struct way *way = &ways[_i];
	char setting[64] = "WAYLAID_";

	every_start(&a, way, "default in_transit\n");
	a.options.connections = 1;
	a.secret = "wrong-secret-777";
	ck_assert_int_eq(ask_many(&a, way->batch * 3), 0);
	ck_assert_int_eq(asked_with(&a, POLL_REFUSED), way->batch * 3);
	for (const char *c = way->carrier; *c; c++)
		snprintf(setting + strlen(setting), 2, "%c", *c == '_' ? '_' : *c - 'a' + 'A');
	ck_assert_msg(strstr(a.got[0].message, setting) != NULL, "%s: %s", way->name,
		      a.got[0].message);
	ck_assert_ptr_null(strstr(a.got[0].message, a.secret));
	ck_assert_int_eq(every_calls(&a, way) + every_tokens(&a, way), 1);
	asked_stop(&a);
}
END_TEST

START_TEST(a_number_used_before_is_the_newest_parcel)
{
	a.carrier = "fedex";
	every_start(&a, &ways[3], "default reused in_transit\n");
	ck_assert_str_eq(ways[3].name, "fedex");
	ck_assert_int_eq(ask_many(&a, 3), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 3);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(a.got[i].status, STATUS_IN_TRANSIT);
	asked_stop(&a);
}
END_TEST

START_TEST(one_sandbox_is_every_carrier_at_once)
{
	char number[40];
	int limited = 0;

	every_start(&a, &ways[0], "default in_transit\nfedex limit 0 retry-after 1800\n");
	for (int i = 0; i < WAYS; i++) {
		a.carrier = ways[i].carrier;
		a.api = ways[i].api;
		ck_assert_int_eq(ask_one(&a, asked_number(number, &a, 7)), 0);
		limited += a.got[0].outcome == POLL_DEFERRED;
		if (strcmp(ways[i].name, "fedex") != 0)
			ck_assert_msg(a.got[0].outcome == POLL_NEW, "%s: %s", ways[i].name,
				      a.got[0].message);
	}
	ck_assert_int_eq(limited, 1);
	asked_stop(&a);
}
END_TEST

Suite *every_carrier_suite(void)
{
	Suite *s = suite_create("net: every carrier");
	TCase *t = tcase_create("every carrier");

	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, every_story_is_understood_in_every_carriers_words, 0, WAYS);
	tcase_add_loop_test(t, a_token_that_runs_out_under_way_is_renewed, 0, WAYS);
	tcase_add_loop_test(t, a_quota_that_runs_out_defers_what_is_left, 0, WAYS);
	tcase_add_loop_test(t, who_is_not_let_in_is_told_which_setting_to_check, 0, WAYS);
	tcase_add_test(t, a_number_used_before_is_the_newest_parcel);
	tcase_add_test(t, one_sandbox_is_every_carrier_at_once);
	suite_add_tcase(s, t);
	return s;
}
