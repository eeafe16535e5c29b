#include "domain/phone.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { DIGITS_MAX = 20, LONG_ENOUGH = 9, COUNTRY_MAX = 3 };

/*
 * The digits of the first number in the text, without the zeros before it. What stands behind a
 * whole number (a letter, a second number) is not read.
 */
static size_t digits_of(char out[DIGITS_MAX], const char *s)
{
	size_t n = 0;

	for (; *s && n < DIGITS_MAX; s++) {
		if (isdigit((unsigned char)*s)) {
			if (n || *s != '0')
				out[n++] = *s;
		} else if (n >= LONG_ENOUGH && !strchr(" -./)", *s)) {
			break;
		}
	}
	return n;
}

bool phone_same(const char *a, const char *b)
{
	char x[DIGITS_MAX], y[DIGITS_MAX];
	size_t n, m;

	if (!a || !b)
		return false;
	n = digits_of(x, a);
	m = digits_of(y, b);
	if (n > m)
		return phone_same(b, a);
	if (n == m)
		return n && !memcmp(x, y, n);
	/* one of them with the country before it */
	return n >= LONG_ENOUGH && m - n <= COUNTRY_MAX && !memcmp(x, y + (m - n), n);
}
