#include <stdio.h>
#include <string.h>

#include "carrier/quota.h"
#include "net/asked.h"

static struct asked a;

/* --- the text --- */

/* clang-format off */
static const struct {
	const char *text, *same;	/* NULL: it is none */
} texts[] = {
	{ "60/1h", "60/1h" },
	{ "60/h", "60/1h" },
	{ "1400/10s", "1400/10s" },
	{ "250/1d 1/1s", "250/1d 1/1s" },
	{ " 250/1d   1/1s ", "250/1d 1/1s" },
	{ "20/60s", "20/1m" },
	{ "20/90s", "20/90s" },
	{ "1/48h", "1/2d" },
	{ "10000/31d", "10000/31d" },
	{ "1/1s 2/2s 3/3s 4/4s", "1/1s 2/2s 3/3s 4/4s" },
	{ "none", "none" },
	{ "None", "none" },
	{ "", NULL },
	{ " ", NULL },
	{ "60", NULL },
	{ "60/", NULL },
	{ "/1h", NULL },
	{ "0/1h", NULL },
	{ "60/0h", NULL },
	{ "-60/1h", NULL },
	{ "60/1w", NULL },
	{ "60/1H", NULL },
	{ "60 / 1h", NULL },
	{ "60/1h1/1s", NULL },
	{ "60/1h,1/1s", NULL },
	{ "10001/1d", NULL },
	{ "1/32d", NULL },
	{ "99999999999999999999/1h", NULL },
	{ "1/99999999999999999999h", NULL },
	{ "1/9999999d", NULL },
	{ "1/1s 2/2s 3/3s 4/4s 5/5s", NULL },
	{ "60/1h none", NULL },
	{ "\xff", NULL },
};
/* clang-format on */

START_TEST(a_quota_is_read_as_it_is_written)
{
	char text[QUOTA_TEXT];
	struct err err = { 0 };
	struct quota q;
	int rc = quota_parse(&q, texts[_i].text, &err);

	if (texts[_i].same) {
		ck_assert_msg(rc == 0, "'%s': %s", texts[_i].text, err.text);
		ck_assert_str_eq(quota_text(text, &q), texts[_i].same);
	} else {
		ck_assert_msg(rc == -1, "'%s' is taken for a quota", texts[_i].text);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_ptr_nonnull(strstr(err.text, "60/1h"));
		ck_assert_int_eq(q.nlimits, 0);
	}
}
END_TEST

START_TEST(the_quota_of_every_carrier_can_be_read)
{
	static const char *const codes[] = { "usps",        "ups",           "fedex",
					     "dhl_express", "dhl_ecommerce", "canada_post",
					     "easypost" };
	struct quota q;
	struct err err;

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		ck_assert_int_eq(quota_parse(&q, carrier_find(codes[i])->quota, &err), 0);
}
END_TEST

/* --- a fetch under a quota --- */

START_TEST(what_does_not_fit_is_deferred_with_the_time_of_the_next_call)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "3/1h";
	ck_assert_int_eq(ask_many(&a, 200), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 70); /* the token was the first call */
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 130);
	ck_assert_int_eq(asked_readings(&a), 200);
	ck_assert_ptr_nonnull(strstr(a.got[199].message, "quota of USPS is spent: next call at "));
	ck_assert_ptr_nonnull(strstr(a.got[199].message, "(3/1h)"));
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 3);
	asked_stop(&a);
}
END_TEST

START_TEST(the_most_urgent_are_asked_first)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "3/1h";
	ck_assert_int_eq(ask_many(&a, 200), 0);
	for (int i = 0; i < 200; i++)
		ck_assert_int_eq(a.got[i].outcome, i < 70 ? POLL_NEW : POLL_DEFERRED);
	asked_stop(&a);
}
END_TEST

START_TEST(the_next_run_goes_on_counting)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "3/1h";
	ck_assert_int_eq(ask_many(&a, 35), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 35);
	ck_assert_int_eq(ask_many(&a, 70), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 35);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 35);
	ck_assert_int_eq(ask_many(&a, 70), 0);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 70);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 3);
	asked_stop(&a);
}
END_TEST

START_TEST(no_token_is_asked_for_when_the_quota_has_no_call)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "1/1h";
	ck_assert_int_eq(ask_many(&a, 70), 0);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 70);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 1);
	asked_stop(&a);
}
END_TEST

START_TEST(a_repetition_is_a_call_like_others)
{
	asked_start(&a, CLIENT "default 503\n");
	a.quota = "3/1h";
	a.options.tries = 5;
	ck_assert_int_eq(ask_one(&a, "N0001"), 0);
	ck_assert_int_eq(a.got[0].outcome, POLL_DEFERRED);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 3);
	asked_stop(&a);
}
END_TEST

START_TEST(a_short_wait_is_sat_out)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "2/1s";
	ck_assert_int_eq(ask_many(&a, 105), 0); /* and the token: four calls */
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 105);
	asked_stop(&a);
}
END_TEST

START_TEST(a_wait_longer_than_allowed_is_not)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "2/1s";
	a.options.quota_wait_ms = 100;
	ck_assert_int_eq(ask_many(&a, 105), 0);
	ck_assert_int_eq(asked_with(&a, POLL_NEW), 35);
	ck_assert_int_eq(asked_with(&a, POLL_DEFERRED), 70);
	asked_stop(&a);
}
END_TEST

START_TEST(a_quota_that_is_none_asks_nobody)
{
	asked_start(&a, CLIENT "default in_transit\n");
	a.quota = "plenty";
	ck_assert_int_eq(ask_many(&a, 5), -1);
	ck_assert_int_eq(a.err.code, ERR_INPUT);
	ck_assert_int_eq(sandbox_count(&a.sandbox, "POST", NULL), 0);
	asked_stop(&a);
}
END_TEST

Suite *quota_suite(void)
{
	Suite *s = suite_create("net: quota");
	TCase *t = tcase_create("quota");

	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, a_quota_is_read_as_it_is_written, 0,
			    sizeof(texts) / sizeof(texts[0]));
	tcase_add_test(t, the_quota_of_every_carrier_can_be_read);
	tcase_add_test(t, what_does_not_fit_is_deferred_with_the_time_of_the_next_call);
	tcase_add_test(t, the_most_urgent_are_asked_first);
	tcase_add_test(t, the_next_run_goes_on_counting);
	tcase_add_test(t, no_token_is_asked_for_when_the_quota_has_no_call);
	tcase_add_test(t, a_repetition_is_a_call_like_others);
	tcase_add_test(t, a_short_wait_is_sat_out);
	tcase_add_test(t, a_wait_longer_than_allowed_is_not);
	tcase_add_test(t, a_quota_that_is_none_asks_nobody);
	suite_add_tcase(s, t);
	return s;
}
