/*
 * number_sum.h - what the check-digit methods add up, one character at a time
 *
 * Only number*.c include this: inline, because the search for repairs asks it a few hundred times a
 * number. Most methods give each character a weight by its place and make the check digit from the
 * total, so that a change of few characters needs no new sum.
 */
#ifndef APP_DOMAIN_NUMBER_SUM_H
#define APP_DOMAIN_NUMBER_SUM_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "domain/number_formats.h"

/* Not METHOD_NONE and not METHOD_MOD37: the others are as the head of this file says. */
static inline bool number_adds_up(enum number_method m)
{
	return m != METHOD_NONE && m != METHOD_MOD37;
}

/* On a 1Z label A counts 2, B 3 ... H 9, I 0 and so on. */
static inline unsigned number_value10(char c)
{
	return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 3) % 10;
}

static inline char number_to_ten(unsigned sum)
{
	return (char)('0' + (10 - sum % 10) % 10);
}

/* What ch counts at place "at" of the n that count, those implied in front included. */
static inline unsigned number_weight(const struct number_check *c, size_t at, size_t n, char ch)
{
	static const unsigned powers_of_ten[] = { 1, 3, 2, 6, 4, 5 }; /* modulo 7 */
	static const unsigned s10[] = { 8, 6, 4, 2, 3, 5, 9, 7 };
	unsigned v = number_value10(ch);

	assert(at < n);
	switch (c->method) {
	case METHOD_MOD10:
		return v * (at % 2 ? c->odd : c->even);
	case METHOD_MOD7:
		return v * powers_of_ten[(n - 1 - at) % 6];
	case METHOD_LUHN:
		return (n - 1 - at) % 2 ? v : v > 4 ? 2 * v - 9 : 2 * v;
	case METHOD_S10:
		return at < sizeof(s10) / sizeof(s10[0]) ? v * s10[at] : 0;
	case METHOD_WEIGHTS:
		assert(at < strlen(c->weights));
		return v * (unsigned)(c->weights[at] - '0');
	default:
		assert(!"this method adds nothing up");
		return 0;
	}
}

/* Totals count modulo this. */
static inline unsigned number_modulus(const struct number_check *c)
{
	switch (c->method) {
	case METHOD_MOD7:
		return 7;
	case METHOD_S10:
	case METHOD_WEIGHTS:
		return 11;
	default:
		return 10;
	}
}

static inline char number_digit_of(const struct number_check *c, unsigned total)
{
	unsigned rest;

	switch (c->method) {
	case METHOD_MOD10:
	case METHOD_LUHN:
		return number_to_ten(total);
	case METHOD_MOD7:
		return (char)('0' + total % 7);
	case METHOD_S10:
		rest = 11 - total % 11;
		return (char)('0' + (rest == 10 ? 0 : rest == 11 ? 5 : rest));
	case METHOD_WEIGHTS:
		return (char)('0' + total % 11 % 10);
	default:
		assert(!"this method adds nothing up");
		return '\0';
	}
}

#endif
