#include "cli/setting.h"

#include <stdlib.h>
#include <string.h>

#include "cli/access.h"
#include "cli/suites.h"

static struct cli cli;

static struct ini_entry entries[] = {
	{ "usps", "client_id", "from-file", 1 },
	{ "usps", "client_secret", "hush", 2 },
	{ "desk", "currency", "EUR", 3 },
};

static void setup(void)
{
	cli_begin(&cli);
	cli.config.entry = entries;
	cli.config.count = 3;
	unsetenv("WAYLAID_USPS_CLIENT_ID");
}

static void teardown(void)
{
	cli_end(&cli);
}

START_TEST(the_environment_is_stronger_than_the_file)
{
	const char *source;

	ck_assert_str_eq(setting_get(&cli, "usps", "client_id", &source), "from-file");
	ck_assert_str_eq(source, "file");
	setenv("WAYLAID_USPS_CLIENT_ID", "from-environment", 1);
	ck_assert_str_eq(setting_get(&cli, "usps", "client_id", &source), "from-environment");
	ck_assert_str_eq(source, "environment");
	setenv("WAYLAID_USPS_CLIENT_ID", "", 1);
	ck_assert_str_eq(setting_get(&cli, "usps", "client_id", &source), "from-file");
	ck_assert_ptr_null(setting_get(&cli, "usps", "url", NULL));
}
END_TEST

START_TEST(every_carrier_has_the_carriers_settings)
{
	ck_assert_ptr_nonnull(setting_find("usps", "client_secret"));
	ck_assert_ptr_nonnull(setting_find("fedex", "api_key"));
	ck_assert_ptr_null(setting_find("nobody", "api_key"));
	ck_assert_ptr_null(setting_find("desk", "api_key"));
	ck_assert_ptr_null(setting_find("usps", "zone"));
}
END_TEST

START_TEST(easypost_has_settings_and_some_belong_to_one_section)
{
	ck_assert_ptr_nonnull(setting_find("easypost", "api_key"));
	ck_assert_ptr_nonnull(setting_find("easypost", "use"));
	ck_assert_ptr_nonnull(setting_find("usps", "mailer_ids"));
	ck_assert_ptr_nonnull(setting_find("ups", "quota"));
	ck_assert_ptr_nonnull(setting_find("ups", "via"));
	ck_assert_ptr_null(setting_find("ups", "mailer_ids"));
	ck_assert_ptr_null(setting_find("usps", "use"));
	ck_assert_ptr_null(setting_find("desk", "quota"));
}
END_TEST

/* clang-format off */
static const struct {
	const char *text;
	int n;	/* -1: refused */
	const char *last;
} mailer_lists[] = {
	{ NULL, 0, NULL },
	{ " ", 0, NULL },
	{ "901234567", 1, "901234567" },
	{ "901234567, 654321", 2, "654321" },
	{ "901234567,654321 ,", 2, "654321" },
	{ "12345", -1, NULL },
	{ "1234567", -1, NULL },
	{ "901234567;654321", -1, NULL },
	{ "654321x", -1, NULL },
};
/* clang-format on */

START_TEST(mailer_ids_are_six_or_nine_digits)
{
	const char *const *list;
	struct err err = { 0 };
	int n = -1, rc = access_mailers(&list, &n, &cli.arena, mailer_lists[_i].text, &err);

	if (mailer_lists[_i].n < 0) {
		ck_assert_int_eq(rc, -1);
		ck_assert_int_eq(err.code, ERR_INPUT);
		return;
	}
	ck_assert_int_eq(rc, 0);
	ck_assert_int_eq(n, mailer_lists[_i].n);
	if (n)
		ck_assert_str_eq(list[n - 1], mailer_lists[_i].last);
}
END_TEST

START_TEST(paths_come_from_the_settings)
{
	struct err err = { 0 };
	struct paths p;

	ck_assert_int_eq(access_paths(&p, &cli, &err), 0);
	ck_assert(!p.easypost);
	ck_assert_str_eq(p.access[0].carrier, "usps");
	ck_assert(p.access[0].access && !p.access[0].via_easypost);
	ck_assert(!p.access[1].access);
	setenv("WAYLAID_EASYPOST_API_KEY", "k", 1);
	setenv("WAYLAID_UPS_VIA", "easypost", 1);
	setenv("WAYLAID_USPS_MAILER_IDS", "654321", 1);
	ck_assert_int_eq(access_paths(&p, &cli, &err), 0);
	ck_assert(p.easypost && p.access[1].via_easypost);
	ck_assert_int_eq(p.nmailer_ids, 1);
	setenv("WAYLAID_EASYPOST_USE", "never", 1);
	ck_assert_int_eq(access_paths(&p, &cli, &err), 0);
	ck_assert(!p.easypost);
	setenv("WAYLAID_EASYPOST_USE", "sometimes", 1);
	ck_assert_int_eq(access_paths(&p, &cli, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "easypost.use"));
}
END_TEST

START_TEST(a_file_with_a_secret_is_known_as_such)
{
	ck_assert(settings_hold_secret(&cli.config));
	cli.config.count = 1;
	ck_assert(!settings_hold_secret(&cli.config));
}
END_TEST

START_TEST(the_currency_is_a_setting)
{
	ck_assert_str_eq(setting_currency(&cli), "EUR");
	cli.config.count = 0;
	ck_assert_str_eq(setting_currency(&cli), "USD");
}
END_TEST

START_TEST(what_sounds_like_a_secret_is_marked_as_one)
{
	const struct setting *s;

	for (s = settings; s->name; s++) {
		bool sounds = strstr(s->name, "secret") || strstr(s->name, "key") ||
			      strstr(s->name, "password") || strstr(s->name, "token");

		ck_assert_ptr_nonnull(s->help);
		ck_assert_msg(s->secret == sounds, "%s", s->name);
	}
}
END_TEST

Suite *setting_suite(void)
{
	Suite *s = suite_create("setting");
	TCase *tc = tcase_create("setting");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, the_environment_is_stronger_than_the_file);
	tcase_add_test(tc, every_carrier_has_the_carriers_settings);
	tcase_add_test(tc, easypost_has_settings_and_some_belong_to_one_section);
	tcase_add_loop_test(tc, mailer_ids_are_six_or_nine_digits, 0,
			    sizeof(mailer_lists) / sizeof(mailer_lists[0]));
	tcase_add_test(tc, paths_come_from_the_settings);
	tcase_add_test(tc, a_file_with_a_secret_is_known_as_such);
	tcase_add_test(tc, the_currency_is_a_setting);
	tcase_add_test(tc, what_sounds_like_a_secret_is_marked_as_one);
	suite_add_tcase(s, tc);
	return s;
}
