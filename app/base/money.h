/*
 * money.h - an amount in hundredths and its ISO 4217 currency
 *
 * No floating point anywhere. Currencies without hundredths (JPY) are held in hundredths as well
 * and printed without decimals. Amounts run to 999,999,999.99.
 */
#ifndef APP_BASE_MONEY_H
#define APP_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

struct err;

struct money {
	int64_t cents;
	char currency[4]; /* "" means: unknown */
};

#define MONEY_NONE ((struct money){ 0, "" })
enum { MONEY_TEXT = 32 };

bool money_known(const struct money *m);

/*
 * "120", "120.5", "1,200.50", "120.50 EUR", "EUR 120.50", "$120". "12,5.0", "-3" and "1e3" are
 * refused. "$" means the default currency where that is a dollar or peso written so, else USD. The
 * default may be NULL or "": then a currency must be given.
 */
int money_parse(struct money *out, const char *text, const char *default_currency, const char *what,
		struct err *err);

/* "120.50" (for JSON), "120.50 USD" (for people); "" when unknown. Return out. */
char *money_amount(char out[MONEY_TEXT], const struct money *m);
char *money_text(char out[MONEY_TEXT], const struct money *m);

/* Three capital letters of the ISO 4217 list that we know. */
bool currency_known(const char *code);

#endif
