#include "cli/setting.h"

#include <stdlib.h>
#include <string.h>

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
	tcase_add_test(tc, a_file_with_a_secret_is_known_as_such);
	tcase_add_test(tc, the_currency_is_a_setting);
	tcase_add_test(tc, what_sounds_like_a_secret_is_marked_as_one);
	suite_add_tcase(s, tc);
	return s;
}
