#include "cli/opts.h"

#include <string.h>

#include "cli/args.h"
#include "cli/setup.h"
#include "cli/suites.h"
#include "domain/contact.h"

static struct cli cli;
static struct err err;

static void setup(void)
{
	cli_begin(&cli);
}

static void teardown(void)
{
	cli_end(&cli);
}

static void given(const char *words)
{
	struct parsed p;

	ck_assert_msg(parse_line(&p, &cli.arena, words, &err) == 0, "%s", err.text);
	cli.args = p.args;
}

static const char *at_text(const char *at)
{
	static char out[INSTANT_TEXT];
	instant when;

	if (take_instant(&when, &cli, at, "--at", &err) < 0)
		return "refused";
	return instant_text(out, when);
}

START_TEST(an_option_that_is_not_given_is_unknown)
{
	struct money money;
	long long n = 7;
	const char *text;
	instant at;
	daynum day;
	int code;

	given("log 1");
	ck_assert_int_eq(opt_text(&text, &cli, "--rep", TEXT_LINE, &err), 0);
	ck_assert_ptr_null(text);
	ck_assert_int_eq(opt_day(&day, &cli, "--due", &err), 0);
	ck_assert_int_eq(day, DAY_NONE);
	ck_assert_int_eq(opt_money(&money, &cli, "--value", &err), 0);
	ck_assert(!money_known(&money));
	ck_assert_int_eq(opt_instant(&at, &cli, "--at", &err), 0);
	ck_assert(at == INSTANT_NONE);
	ck_assert_int_eq(opt_code(&code, &cli, "--channel",
				  (struct code_table){ channel_names, CHANNEL_NVALUES }, &err),
			 0);
	ck_assert_int_eq(code, -1);
	ck_assert_int_eq(opt_number(&n, &cli, "--minutes", 0, 999, &err), 0);
	ck_assert_int_eq(n, 7);
}
END_TEST

START_TEST(values_are_read_by_their_type)
{
	struct money money;
	long long n;
	daynum day;
	int code;

	given("log 1 --channel web-form --minutes 12 --due +5d");
	ck_assert_int_eq(opt_code(&code, &cli, "--channel",
				  (struct code_table){ channel_names, CHANNEL_NVALUES }, &err),
			 0);
	ck_assert_int_eq(code, CHANNEL_WEB_FORM);
	ck_assert_int_eq(opt_number(&n, &cli, "--minutes", 0, 999, &err), 0);
	ck_assert_int_eq(n, 12);
	ck_assert_int_eq(opt_day(&day, &cli, "--due", &err), 0);
	ck_assert_int_eq(day, day_of(2026, 11, 28));
	given("open 1 --value 120");
	ck_assert_int_eq(opt_money(&money, &cli, "--value", &err), 0);
	ck_assert_int_eq(money.cents, 12000);
	ck_assert_str_eq(money.currency, "USD");
}
END_TEST

START_TEST(a_bad_value_names_its_option)
{
	struct money money;
	long long n;
	daynum day;
	int code;

	given("log 1 --channel pigeon --minutes 12x --due 2026-02-30");
	ck_assert_int_eq(opt_code(&code, &cli, "--channel",
				  (struct code_table){ channel_names, CHANNEL_NVALUES }, &err),
			 -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--channel"));
	ck_assert_int_eq(opt_number(&n, &cli, "--minutes", 0, 999, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--minutes"));
	ck_assert_int_eq(opt_day(&day, &cli, "--due", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--due"));
	given("open 1 --value 12,5.0");
	ck_assert_int_eq(opt_money(&money, &cli, "--value", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "--value"));
}
END_TEST

START_TEST(times_are_of_the_desk_s_zone)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "14:05",                "2026-11-23T19:05:00Z" },
		{ "9:05",                 "2026-11-23T14:05:00Z" },
		{ "14:05:30",             "2026-11-23T19:05:30Z" },
		{ "yesterday 14:05",      "2026-11-22T19:05:00Z" },
		{ "2026-07-01 14:05",     "2026-07-01T18:05:00Z" },
		{ "2026-07-01T14:05",     "2026-07-01T18:05:00Z" },
		{ "2026-07-01T14:05:00Z", "2026-07-01T14:05:00Z" },
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_str_eq(at_text(rows[i][0]), rows[i][1]);
}
END_TEST

START_TEST(a_day_without_a_time_is_refused_as_a_time)
{
	static const char *const rows[] = { "2026-11-23", "yesterday", "24:00",   "12:60",
					    "12:5",       "1:2:3",     "",        "12:30:",
					    "x 12:30",    " 12:30",    "12:30:61" };
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		ck_assert_msg(strcmp(at_text(rows[i]), "refused") == 0, "%s", rows[i]);
	ck_assert_ptr_nonnull(strstr(err.text, "--at"));
}
END_TEST

START_TEST(the_clock_is_moved_by_a_time_or_a_day)
{
	/* clang-format off */
	static const char *const rows[][2] = {
		{ "2026-11-23T15:00:00Z",      "2026-11-23T15:00:00Z" },
		{ "2026-11-23T15:00:00-05:00", "2026-11-23T20:00:00Z" },
		{ "2026-11-23T15:00:00",       "2026-11-23T15:00:00Z" },
		{ "2026-11-23",                "2026-11-23T17:00:00Z" },
	};
	/* clang-format on */
	char out[INSTANT_TEXT];
	instant now;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		ck_assert_int_eq(setup_now(&now, rows[i][0], cli.moment.zone, &err), 0);
		ck_assert_str_eq(instant_text(out, now), rows[i][1]);
	}
	ck_assert_int_eq(setup_now(&now, "soon", cli.moment.zone, &err), -1);
	ck_assert_int_eq(setup_now(&now, "2026-02-30", cli.moment.zone, &err), -1);
}
END_TEST

Suite *opts_suite(void)
{
	Suite *s = suite_create("opts");
	TCase *tc = tcase_create("opts");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, an_option_that_is_not_given_is_unknown);
	tcase_add_test(tc, values_are_read_by_their_type);
	tcase_add_test(tc, a_bad_value_names_its_option);
	tcase_add_test(tc, times_are_of_the_desk_s_zone);
	tcase_add_test(tc, a_day_without_a_time_is_refused_as_a_time);
	tcase_add_test(tc, the_clock_is_moved_by_a_time_or_a_day);
	suite_add_tcase(s, tc);
	return s;
}
