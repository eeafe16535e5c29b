#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "carrier/usps_parts.h"

static bool is_word_char(unsigned char c)
{
	return c < 0x80 && isalnum(c);
}

enum { NUMBER_ROOM = 64, IMPB_MIN = 20, IMPB_MAX = 26 };

/* Letters and digits in capitals; false when there are too many for any number. */
static bool bare(char out[NUMBER_ROOM], const char *number)
{
	size_t n = 0;

	for (; *number; number++) {
		unsigned char c = (unsigned char)*number;

		if (c == ' ' || c == '-')
			continue;
		if (n == NUMBER_ROOM - 1)
			return false;
		out[n++] = (char)toupper(c);
	}
	out[n] = '\0';
	return n > 0;
}

/* The number behind 420 and a ZIP of zip digits; NULL when that is not its form. */
static const char *behind_zip(const char *number, size_t zip)
{
	size_t n = strlen(number), rest = 3 + zip;

	if (zip == 0)
		return number;
	if (strncmp(number, "420", 3) != 0 || strspn(number, "0123456789") != n)
		return NULL;
	return n >= rest + IMPB_MIN && n <= rest + IMPB_MAX ? number + rest : NULL;
}

bool usps_same_number(const char *x, const char *y)
{
	static const size_t zips[] = { 0, 5, 9 };
	char bare_x[NUMBER_ROOM], bare_y[NUMBER_ROOM];

	if (!x || !y || !bare(bare_x, x) || !bare(bare_y, y))
		return false;
	for (int i = 0; i < 3; i++) {
		const char *tail_x = behind_zip(bare_x, zips[i]);

		for (int j = 0; tail_x && j < 3; j++) {
			const char *tail_y = behind_zip(bare_y, zips[j]);

			if (tail_y && strcmp(tail_x, tail_y) == 0)
				return true;
		}
	}
	return false;
}

bool usps_askable(const char *number)
{
	size_t n = 0;

	for (; number && number[n]; n++)
		if (!is_word_char((unsigned char)number[n]))
			return false;
	return n >= 4 && n <= 34;
}

bool usps_is_v3(const struct credentials *c)
{
	return c && text_same_nocase(c->api, "v3");
}
