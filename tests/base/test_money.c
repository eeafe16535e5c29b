#include <check.h>
#include <string.h>

#include "base/err.h"
#include "base/money.h"
#include "base/suites.h"

static struct err err;

START_TEST(amounts_are_read_in_every_form_we_promise)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{ "120", "120.00 USD" },
		{ "120.5", "120.50 USD" },
		{ "120.50", "120.50 USD" },
		{ "0", "0.00 USD" },
		{ "0.01", "0.01 USD" },
		{ "007", "7.00 USD" },
		{ "1,200.50", "1200.50 USD" },
		{ "1,200", "1200.00 USD" },
		{ "1,234,567.89", "1234567.89 USD" },
		{ "999,999,999.99", "999999999.99 USD" },
		{ "999999999.99", "999999999.99 USD" },
		{ "120.50 EUR", "120.50 EUR" },
		{ "EUR 120.50", "120.50 EUR" },
		{ "eur120.5", "120.50 EUR" },
		{ "120eur", "120.00 EUR" },
		{ "$120", "120.00 USD" },
		{ "$ 1,200.50", "1200.50 USD" },
		{ "€120", "120.00 EUR" },
		{ "120 £", "120.00 GBP" },
		{ "  120 USD\n", "120.00 USD" },
		{ "1200 JPY", "1200 JPY" },
		{ "1200.00 JPY", "1200 JPY" },
	};
	char out[MONEY_TEXT];
	struct money m;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		ck_assert_msg(money_parse(&m, rows[i].text, "USD", "--value", &err) == 0, "%s: %s",
			      rows[i].text, err.text);
		ck_assert_str_eq(money_text(out, &m), rows[i].shown);
	}
}
END_TEST

static const char *const no_amount[] = {
	"12,5.0",
	"1e3",
	"1E3",
	"-3",
	"+3",
	"NaN",
	"nan",
	"inf",
	"Infinity",
	"0x10",
	"",
	" ",
	"$",
	"USD",
	"EUR ",
	".",
	".5",
	"120.",
	"120.505",
	"1.200,50",
	"12,50",
	"1,20",
	"1,2000",
	"1200,500",
	",120",
	"1,,200",
	"1,200,",
	"1,200,5",
	"12 0",
	"1 200",
	"1.2.3",
	"$-3",
	"120 EUR EUR",
	"EUR 120 USD",
	"$120 USD",
	"120 EURO",
	"120 EU",
	"120 XXQ",
	"120%",
	"１２０",
	"120\xff",
	"1,000,000,000",
	"999999999.995",
	"1000000000",
	"99999999999999999999999999",
	"120.50 JPY",
	"1 KWD",
	"12_0",
	"'120'",
	"120;",
	"=120",
	"120\t.5",
};

START_TEST(what_is_no_amount_is_refused_and_changes_nothing)
{
	struct money m = { 7, "CHF" };

	for (size_t i = 0; i < sizeof no_amount / sizeof *no_amount; i++) {
		memset(&err, 0, sizeof err);
		ck_assert_msg(money_parse(&m, no_amount[i], "USD", "--value", &err) == -1, "'%s'",
			      no_amount[i]);
		ck_assert_int_eq(err.code, ERR_INPUT);
		ck_assert_msg(strncmp(err.text, "--value: ", 9) == 0, "%s", err.text);
		ck_assert_int_eq(m.cents, 7);
		ck_assert_str_eq(m.currency, "CHF");
	}
}
END_TEST

START_TEST(ten_megabytes_of_digits_give_a_short_answer)
{
	static char text[10000001];
	struct money m;

	memset(text, '9', sizeof text - 1);
	ck_assert_int_eq(money_parse(&m, text, "USD", "--value", &err), -1);
	ck_assert_uint_lt(strlen(err.text), 200);
}
END_TEST

START_TEST(a_currency_is_never_invented)
{
	struct money m;

	ck_assert_int_eq(money_parse(&m, "120", NULL, "--value", &err), -1);
	ck_assert_int_eq(money_parse(&m, "120", "", "--value", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "has no currency"));
	ck_assert_int_eq(money_parse(&m, "120", "QQQ", "--value", &err), -1);
	ck_assert_int_eq(money_parse(&m, "120", "DOLLARS", "--value", &err), -1);
	ck_assert_int_eq(money_parse(&m, "120 EUR", NULL, "--value", &err), 0);
	ck_assert_str_eq(m.currency, "EUR");
}
END_TEST

START_TEST(the_dollar_sign_means_the_dollar_of_the_desk)
{
	struct money m;

	ck_assert_int_eq(money_parse(&m, "$120", "CAD", "--value", &err), 0);
	ck_assert_str_eq(m.currency, "CAD");
	ck_assert_int_eq(money_parse(&m, "$120", "EUR", "--value", &err), 0);
	ck_assert_str_eq(m.currency, "USD");
	ck_assert_int_eq(money_parse(&m, "$120", NULL, "--value", &err), 0);
	ck_assert_str_eq(m.currency, "USD");
}
END_TEST

START_TEST(unknown_money_is_written_as_nothing)
{
	struct money m = MONEY_NONE;
	char out[MONEY_TEXT];

	ck_assert(!money_known(&m));
	ck_assert_str_eq(money_amount(out, &m), "");
	ck_assert_str_eq(money_text(out, &m), "");
}
END_TEST

START_TEST(the_largest_numbers_fit_the_text)
{
	struct money most = { INT64_MAX, "USD" }, least = { INT64_MIN, "USD" };
	struct money odd = { -150, "JPY" };
	char out[MONEY_TEXT];

	ck_assert_str_eq(money_text(out, &most), "92233720368547758.07 USD");
	ck_assert_str_eq(money_text(out, &least), "-92233720368547758.08 USD");
	ck_assert_str_eq(money_amount(out, &odd), "-1.50");
}
END_TEST

START_TEST(currencies_are_known_by_three_capitals)
{
	ck_assert(currency_known("USD"));
	ck_assert(currency_known("JPY"));
	ck_assert(!currency_known("usd"));
	ck_assert(!currency_known("US"));
	ck_assert(!currency_known("USDX"));
	ck_assert(!currency_known(""));
	ck_assert(!currency_known(NULL));
	ck_assert(!currency_known("XXX"));
}
END_TEST

Suite *money_suite(void)
{
	Suite *s = suite_create("money");
	TCase *tc = tcase_create("money");

	tcase_add_test(tc, amounts_are_read_in_every_form_we_promise);
	tcase_add_test(tc, what_is_no_amount_is_refused_and_changes_nothing);
	tcase_add_test(tc, ten_megabytes_of_digits_give_a_short_answer);
	tcase_add_test(tc, a_currency_is_never_invented);
	tcase_add_test(tc, the_dollar_sign_means_the_dollar_of_the_desk);
	tcase_add_test(tc, unknown_money_is_written_as_nothing);
	tcase_add_test(tc, the_largest_numbers_fit_the_text);
	tcase_add_test(tc, currencies_are_known_by_three_capitals);
	suite_add_tcase(s, tc);
	return s;
}
