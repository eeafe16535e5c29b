#include "base/money.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/text.h"

#define CENTS_MAX 99999999999LL /* 999,999,999.99 */

enum { TEXT_MAX = 40 }; /* the longest amount in words we know of is 18 */

/*
 * ISO 4217, without funds and metals, and without the currencies in thousandths (BHD, IQD, JOD,
 * KWD, LYD, OMR, TND): hundredths cannot hold those.
 * Source: https://www.six-group.com/en/products-services/financial-information/data-standards.html
 */
/* clang-format off */
static const char with_hundredths[][4] = {
	"AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN",
	"BAM", "BBD", "BDT", "BGN", "BMD", "BND", "BOB", "BRL", "BSD", "BTN",
	"BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CNY", "COP", "CRC", "CUP",
	"CVE", "CZK", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD",
	"FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GTQ", "GYD", "HKD", "HNL",
	"HTG", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS", "KHR",
	"KPW", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "MAD", "MDL",
	"MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN",
	"MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "PAB", "PEN",
	"PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD", "RUB", "SAR", "SBD",
	"SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN",
	"SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TOP", "TRY", "TTD", "TWD",
	"TZS", "UAH", "USD", "UYU", "UZS", "VED", "VES", "WST", "XCD", "YER",
	"ZAR", "ZMW",
};

static const char whole_only[][4] = {
	"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
	"UGX", "VND", "VUV", "XAF", "XOF", "XPF",
};
/* clang-format on */

/* Signs that name one currency to the people who type them; "$" is read below. */
static const struct {
	const char *sign, *currency;
} signs[] = { { "€", "EUR" }, { "£", "GBP" } };

/* Where "$" is what people write for their own money: there it means that. */
static const char dollars[][4] = { "USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD" };

static bool listed(const char list[][4], size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], code) == 0)
			return true;
	return false;
}

static bool is_whole_only(const char *code)
{
	return listed(whole_only, sizeof whole_only / sizeof *whole_only, code);
}

bool currency_known(const char *code)
{
	return code &&
	       (listed(with_hundredths, sizeof with_hundredths / sizeof *with_hundredths, code) ||
		is_whole_only(code));
}

bool money_known(const struct money *m)
{
	return m->currency[0] != '\0';
}

static const char *skip_space(const char *s)
{
	return s + strspn(s, " \t\r\n\f\v");
}

/* Three letters with no letter behind them, in capitals; returns how many bytes that took. */
static size_t take_code(char out[4], const char *s)
{
	size_t n = 0;

	while (n <= 3 && ((s[n] >= 'A' && s[n] <= 'Z') || (s[n] >= 'a' && s[n] <= 'z')))
		n++;
	if (n != 3)
		return 0;
	for (size_t i = 0; i < 3; i++)
		out[i] = (char)(s[i] & ~0x20);
	out[3] = '\0';
	return n;
}

/* A code or a sign before the number; returns how many bytes that took. */
static size_t take_currency(char out[4], const char *s, const char *default_currency)
{
	if (*s == '$') {
		bool own = default_currency &&
			   listed(dollars, sizeof dollars / sizeof *dollars, default_currency);

		memcpy(out, own ? default_currency : "USD", 4);
		return 1;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (text_has_prefix(s, signs[i].sign)) {
			memcpy(out, signs[i].currency, 4);
			return strlen(signs[i].sign);
		}
	}
	return take_code(out, s);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* 120, 1200, 1,200 or 1,234,567: commas stand before each three digits or nowhere. */
static const char *take_whole(int64_t *out, const char *s)
{
	int64_t n = 0;
	int group = 0;
	bool commas = false;

	if (!is_digit(*s))
		return NULL;
	for (;; s++) {
		if (is_digit(*s)) {
			n = n * 10 + (*s - '0');
			group++;
			if (n > CENTS_MAX)
				n = CENTS_MAX;
		} else if (*s == ',') {
			if (commas ? group != 3 : group > 3)
				return NULL;
			commas = true;
			group = 0;
		} else {
			break;
		}
	}
	*out = n;
	return commas && group != 3 ? NULL : s;
}

/* The number, in hundredths and not checked for its size; NULL when it is none. */
static const char *take_amount(int64_t *out, const char *s)
{
	int64_t whole;
	int cents = 0;

	s = take_whole(&whole, s);
	if (!s)
		return NULL;
	if (*s == '.') {
		s++;
		if (!is_digit(*s))
			return NULL;
		cents = (*s++ - '0') * 10;
		if (is_digit(*s))
			cents += *s++ - '0';
	}
	*out = whole * 100 + cents;
	return s;
}

/* Every form of the header: number with at most one currency, before or behind. */
static int split(struct money *out, const char *s, const char *default_currency)
{
	size_t n;

	if (strnlen(s, TEXT_MAX + 1) > TEXT_MAX)
		return -1;
	*out = MONEY_NONE;
	s = skip_space(s);
	n = take_currency(out->currency, s, default_currency);
	s = take_amount(&out->cents, skip_space(s + n));
	if (!s)
		return -1;
	s = skip_space(s);
	if (n == 0)
		s += take_currency(out->currency, s, default_currency);
	return *skip_space(s) ? -1 : 0;
}

int money_parse(struct money *out, const char *text, const char *default_currency, const char *what,
		struct err *err)
{
	int shown = (int)utf8_cut(text, TEXT_MAX);
	struct money m;

	if (split(&m, text, default_currency) < 0)
		return err_set(err, ERR_INPUT,
			       "%s: '%.*s' is no amount: write it as 120, 1200.50, 1,200.50 or "
			       "120.50 EUR",
			       what, shown, text);
	if (!money_known(&m)) {
		if (!default_currency || !default_currency[0])
			return err_set(err, ERR_INPUT,
				       "%s: '%.*s' has no currency: write it as 120.50 USD", what,
				       shown, text);
		snprintf(m.currency, sizeof m.currency, "%s", default_currency);
	}
	if (!currency_known(m.currency))
		return err_set(err, ERR_INPUT,
			       "%s: '%s' is no currency we know: use its ISO 4217 code, such as "
			       "USD or EUR",
			       what, m.currency);
	if (m.cents > CENTS_MAX)
		return err_set(err, ERR_INPUT, "%s: '%.*s' is more than 999,999,999.99", what,
			       shown, text);
	if (is_whole_only(m.currency) && m.cents % 100 != 0)
		return err_set(err, ERR_INPUT,
			       "%s: '%.*s' has decimals, but %s has none: write a whole number",
			       what, shown, text, m.currency);
	*out = m;
	return 0;
}

/* Written by hand: a register shows thousands, and printf() takes as long for one as all else. */
char *money_amount(char out[MONEY_TEXT], const struct money *m)
{
	uint64_t cents = m->cents < 0 ? 0 - (uint64_t)m->cents : (uint64_t)m->cents;
	bool whole = cents % 100 == 0 && is_whole_only(m->currency);
	char digits[MONEY_TEXT], *p = digits + MONEY_TEXT - 1;

	out[0] = '\0';
	if (!money_known(m))
		return out;
	*p = '\0';
	if (whole)
		cents /= 100;
	for (int place = 0; cents || place < (whole ? 1 : 3); place++) {
		if (!whole && place == 2)
			*--p = '.';
		*--p = (char)('0' + cents % 10);
		cents /= 10;
	}
	if (m->cents < 0)
		*--p = '-';
	return memcpy(out, p, (size_t)(digits + MONEY_TEXT - p));
}

char *money_text(char out[MONEY_TEXT], const struct money *m)
{
	size_t n;

	money_amount(out, m);
	if (!money_known(m))
		return out;
	n = strlen(out);
	out[n] = ' ';
	memcpy(out + n + 1, m->currency, sizeof m->currency);
	return out;
}
