#include <ctype.h>
#include <string.h>

#include "carrier/ups_parts.h"

/* Exactly n digits, between which separators may stand; -1 when it is not that. */
static int digits_of(const char *text, int n, const char *separators)
{
	int value = 0;

	for (; text && *text; text++) {
		if (strchr(separators, *text))
			continue;
		if (!isdigit((unsigned char)*text) || n-- == 0)
			return -1;
		value = value * 10 + (*text - '0');
	}
	return text && n == 0 ? value : -1;
}

int ups_day_read(daynum *out, const char *text)
{
	int value = digits_of(text, 8, "-/");

	*out = value < 0 ? DAY_NONE : day_of(value / 10000, value / 100 % 100, value % 100);
	return *out == DAY_NONE ? -1 : 0;
}

int ups_time_read(int *second, const char *text)
{
	int value = digits_of(text, 6, ":");
	int hours = value / 10000, minutes = value / 100 % 100, seconds = value % 100;

	*second = -1;
	if (value < 0 || hours > 23 || minutes > 59 || seconds > 59)
		return -1;
	*second = hours * 3600 + minutes * 60 + seconds;
	return 0;
}

int ups_offset_read(int *east_s, const char *text)
{
	int value;

	if (!text || (*text != '+' && *text != '-'))
		return -1;
	value = digits_of(text + 1, 4, ":");
	if (value < 0 || value / 100 > 14 || value % 100 > 59)
		return -1;
	*east_s = (value / 100 * 3600 + value % 100 * 60) * (*text == '-' ? -1 : 1);
	return 0;
}
