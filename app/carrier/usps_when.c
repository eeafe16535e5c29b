#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "carrier/usps_parts.h"

/* clang-format off */
static const char *const month_names[] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};
/* clang-format on */

static void skip_blank(const char **at)
{
	while (**at == ' ' || **at == ',' || **at == '\t')
		(*at)++;
}

static bool take(const char **at, char c)
{
	if (**at != c)
		return false;
	(*at)++;
	return true;
}

/* A run of min to max digits; -1 when it is shorter or longer. */
static int take_digits(const char **at, int min, int max)
{
	int n = 0, value = 0;

	while (isdigit((unsigned char)(*at)[n]) && n < max)
		value = value * 10 + ((*at)[n++] - '0');
	if (n < min || isdigit((unsigned char)(*at)[n]))
		return -1;
	*at += n;
	return value;
}

static size_t word_length(const char *at)
{
	size_t n = 0;

	while (isalpha((unsigned char)at[n]))
		n++;
	return n;
}

/* 1 to 12, or 0; takes "May", "may.", "Sept" and whole names. */
static int take_month(const char **at)
{
	size_t n = word_length(*at);

	for (int i = 0; i < 12; i++) {
		if (n < 3 || n > strlen(month_names[i]) || strncasecmp(month_names[i], *at, n) != 0)
			continue;
		*at += n;
		take(at, '.');
		skip_blank(at);
		return i + 1;
	}
	return 0;
}

/* "May 15, 2026", "Friday, May 15, 2026", "15 May 2026" */
static daynum take_named_day(const char **at)
{
	int month, day = -1, year;

	if (isalpha((unsigned char)**at)) {
		const char *mark = *at;

		if (!take_month(at)) {
			*at = mark + word_length(mark); /* a weekday */
			skip_blank(at);
		} else {
			*at = mark;
		}
	}
	if (isdigit((unsigned char)**at)) {
		day = take_digits(at, 1, 2);
		skip_blank(at);
	}
	month = take_month(at);
	if (day < 0) {
		day = take_digits(at, 1, 2);
		skip_blank(at);
	}
	year = take_digits(at, 4, 4);
	return month && day > 0 && year > 0 ? day_of(year, month, day) : DAY_NONE;
}

/* Digits first: 2026-05-15, 2026/5/15, 20260515; and, as Americans write, 05/15/2026. */
static daynum take_day(const char **at)
{
	const char *start = *at;
	size_t run = strspn(start, "0123456789");
	char separator = start[run];
	int a, b, c;

	if (run == 8) {
		a = take_digits(at, 8, 8);
		return day_of(a / 10000, a / 100 % 100, a % 100);
	}
	if ((run == 4 && (separator == '-' || separator == '/')) ||
	    ((run == 1 || run == 2) && separator == '/')) {
		a = take_digits(at, 1, 4);
		take(at, separator);
		b = take_digits(at, 1, 2);
		if (!take(at, separator))
			return DAY_NONE;
		c = run == 4 ? take_digits(at, 1, 2) : take_digits(at, 4, 4);
		if (a < 0 || b < 0 || c < 0)
			return DAY_NONE;
		return run == 4 ? day_of(a, b, c) : day_of(c, a, b);
	}
	return take_named_day(at);
}

/* Hours of a day from an hour and what may stand behind it; -1 when that cannot be. */
static int with_half(const char **at, int hour)
{
	char half;

	skip_blank(at);
	half = (char)tolower((unsigned char)**at);
	if ((half != 'a' && half != 'p') || tolower((unsigned char)(*at)[1]) != 'm')
		return hour <= 23 ? hour : -1;
	*at += 2;
	if (hour < 1 || hour > 12)
		return -1;
	return hour % 12 + (half == 'p' ? 12 : 0);
}

/* 7:10 am, 07:10, 07:10:00.000; -1 when it is none. */
static int take_time(const char **at)
{
	int hour = take_digits(at, 1, 2), minute, second = 0;

	if (hour < 0 || !take(at, ':'))
		return -1;
	minute = take_digits(at, 2, 2);
	if (take(at, ':')) {
		second = take_digits(at, 2, 2);
		if (take(at, '.') || take(at, ','))
			*at += strspn(*at, "0123456789");
	}
	hour = with_half(at, hour);
	if (hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return -1;
	return hour * 3600 + minute * 60 + second;
}

static int take_offset(int *out, const char **at)
{
	int sign = **at == '-' ? -1 : 1, hour, minute = 0;
	size_t run;

	if (!take(at, '+') && !take(at, '-'))
		return -1;
	run = strspn(*at, "0123456789");
	if (run == 4) {
		hour = take_digits(at, 4, 4);
		minute = hour % 100;
		hour /= 100;
	} else {
		hour = take_digits(at, 1, 2);
		if (take(at, ':'))
			minute = take_digits(at, 2, 2);
	}
	if (hour < 0 || hour > 14 || minute < 0 || minute > 59)
		return -1;
	*out = sign * (hour * 3600 + minute * 60);
	return 0;
}

static int take_zone(struct usps_when *w, const char **at)
{
	skip_blank(at);
	if (**at == '+' || **at == '-') {
		w->zone = WHEN_OFFSET;
		return take_offset(&w->offset_s, at);
	}
	if (take(at, 'Z') || take(at, 'z')) {
		w->zone = WHEN_UTC;
	} else if (strncasecmp(*at, "UTC", 3) == 0 || strncasecmp(*at, "GMT", 3) == 0) {
		w->zone = WHEN_UTC;
		*at += 3;
	}
	return 0;
}

int usps_when_read(struct usps_when *out, const char *text)
{
	const char *at = text;

	*out = (struct usps_when){ .day = DAY_NONE, .second = -1 };
	if (!text)
		return -1;
	skip_blank(&at);
	out->day = take_day(&at);
	if (out->day == DAY_NONE)
		return -1;
	if (!take(&at, 'T'))
		take(&at, 't');
	skip_blank(&at);
	if (strncasecmp(at, "at ", 3) == 0)
		at += 3;
	skip_blank(&at);
	if (isdigit((unsigned char)*at)) {
		out->second = take_time(&at);
		if (out->second < 0 || take_zone(out, &at) != 0)
			return -1;
	}
	skip_blank(&at);
	return *at ? -1 : 0;
}

int usps_offset_read(int *out, const char *text)
{
	const char *at = text;
	struct usps_when w = { .zone = WHEN_NO_ZONE };

	if (!text)
		return -1;
	if (take_zone(&w, &at) != 0 || w.zone == WHEN_NO_ZONE)
		return -1;
	skip_blank(&at);
	if (*at)
		return -1;
	*out = w.offset_s;
	return 0;
}
