#include "carrier/stamp.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* clang-format off */
static const char *const months[] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

/* Words that may stand between day and time, and say nothing. */
static const char *const joints[] = { "at", "on", "by", "um", "the", "of" };

/* Zones in letters are of one country and another alike: they are taken for words. */
static const char *const behind[] = {
	"local time", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "hrs", "uhr",
};
/* clang-format on */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *skip(const char *at)
{
	while (*at == ' ' || *at == ',' || *at == '\t')
		at++;
	return at;
}

/* A run of min to max digits into *value; behind it, or NULL. */
static const char *digits(int *value, const char *at, int min, int max)
{
	int n = 0;

	*value = 0;
	for (; n < max && is_digit(at[n]); n++)
		*value = *value * 10 + (at[n] - '0');
	return n < min || is_digit(at[n]) ? NULL : at + n;
}

static int letters(const char *at)
{
	int n = 0;

	while (is_letter(at[n]))
		n++;
	return n;
}

/* Index of the name that begins with the word at "at", three letters at least; -1. */
static int named(const char *const names[], int n, const char *at)
{
	int len = letters(at);

	for (int i = 0; i < n && len >= 3; i++)
		if (len <= (int)strlen(names[i]) && strncasecmp(names[i], at, (size_t)len) == 0)
			return i;
	return -1;
}

/* The year stands with four digits, or with two behind a slash. */
static const char *take_year(int *year, const char *at, bool short_too)
{
	const char *end = digits(year, at, 4, 4);

	if (end || !short_too)
		return end;
	end = digits(year, at, 2, 2);
	if (end)
		*year += 2000;
	return end;
}

static void set_numeric(struct stamp *s, int first, int second, int year)
{
	daynum month_first = day_of(year, first, second), day_first = day_of(year, second, first);

	s->day = month_first != DAY_NONE ? month_first : day_first;
	if (month_first != DAY_NONE && day_first != DAY_NONE && month_first != day_first)
		s->other_day = day_first;
	else if (month_first == DAY_NONE && day_first != DAY_NONE)
		s->says = ORDER_DAY_FIRST;
	else if (day_first == DAY_NONE && month_first != DAY_NONE)
		s->says = ORDER_MONTH_FIRST;
}

/* 2026-11-05, 2026/11/5, 20261105, 11/5/2026, 11/5/26, 5.11.2026, 11-5-2026 */
static const char *take_numeric_day(struct stamp *s, const char *at)
{
	size_t run = strspn(at, "0123456789");
	const char separator = at[run];
	int a, b, c;

	if (run == 8 && digits(&a, at, 8, 8) && a >= 19000000) {
		s->day = day_of(a / 10000, a / 100 % 100, a % 100);
		return s->day == DAY_NONE ? NULL : at + 8;
	}
	if ((run != 4 && run != 1 && run != 2) || !separator || !strchr("-/.", separator))
		return NULL;
	digits(&a, at, 1, 4);
	at = digits(&b, at + run + 1, 1, 2);
	if (!at || *at != separator)
		return NULL;
	if (run == 4) {
		at = digits(&c, at + 1, 1, 2);
		s->day = at ? day_of(a, b, c) : DAY_NONE;
	} else {
		at = take_year(&c, at + 1, separator == '/');
		if (at && separator == '.')
			s->day = day_of(c, b, a);
		else if (at)
			set_numeric(s, a, b, c);
	}
	return s->day == DAY_NONE ? NULL : at;
}

static const char *skip_ordinal(const char *at)
{
	static const char *const endings[] = { "st", "nd", "rd", "th" };

	for (int i = 0; i < LENGTH(endings); i++)
		if (letters(at) == 2 && strncasecmp(at, endings[i], 2) == 0)
			return at + 2;
	return *at == '.' ? at + 1 : at;
}

static const char *take_month(int *month, const char *at)
{
	*month = named(months, LENGTH(months), at) + 1;
	if (*month == 0)
		return NULL;
	at += letters(at);
	return *at == '.' ? at + 1 : at;
}

static const char *past_dash(const char *at)
{
	return skip(*at == '-' ? at + 1 : at);
}

/* "Nov. 5, 2026", "5 Nov 2026", "5-Nov-2026", "November 5th, 2026" */
static const char *take_named_day(struct stamp *s, const char *at)
{
	int month, day, year;

	if (is_digit(*at)) {
		at = digits(&day, at, 1, 2);
		at = at ? take_month(&month, past_dash(skip_ordinal(at))) : NULL;
	} else {
		at = take_month(&month, at);
		at = at ? digits(&day, past_dash(at), 1, 2) : NULL;
		at = at ? skip_ordinal(at) : NULL;
	}
	at = at ? take_year(&year, past_dash(at), false) : NULL;
	if (!at)
		return NULL;
	s->day = day_of(year, month, day);
	return s->day == DAY_NONE ? NULL : at;
}

/* "am", "P.M.", "p.m"; *half is 'a', 'p' or 0. */
static const char *take_half(char *half, const char *at)
{
	const char *from = skip(at);

	*half = (char)tolower((unsigned char)*from);
	if (*half != 'a' && *half != 'p')
		goto none;
	from += from[1] == '.' ? 2 : 1;
	if ((*from != 'm' && *from != 'M') || is_letter(from[1]))
		goto none;
	return from + (from[1] == '.' ? 2 : 1);
none:
	*half = 0;
	return at;
}

/* 8:12, 08:12:33.000, 8:12 am */
static const char *take_time(struct stamp *s, const char *at)
{
	int hour, minute, second = 0, fraction;
	char half;

	at = digits(&hour, at, 1, 2);
	if (!at || *at != ':')
		return NULL;
	at = digits(&minute, at + 1, 2, 2);
	if (at && *at == ':') {
		at = digits(&second, at + 1, 2, 2);
		s->has_seconds = at != NULL;
		if (at && *at == '.' && is_digit(at[1]))
			at = digits(&fraction, at + 1, 1, 9);
	}
	if (!at)
		return NULL;
	at = take_half(&half, at);
	if (minute > 59 || second > 59 || hour > 23 || (half && (hour < 1 || hour > 12)))
		return NULL;
	if (half)
		hour = hour % 12 + (half == 'p' ? 12 : 0);
	s->second = hour * 3600 + minute * 60 + second;
	return at;
}

/* Z, UTC, GMT, +hh:mm, -hhmm, -hh directly behind a time; "at" itself when there is none. */
static const char *take_zone(struct stamp *s, const char *at)
{
	const char *from = *at == ' ' ? at + 1 : at, *end;
	int hour, minute = 0, n = letters(from);

	if ((n == 1 && (*from == 'Z' || *from == 'z')) ||
	    (n == 3 && (!strncasecmp(from, "UTC", 3) || !strncasecmp(from, "GMT", 3)))) {
		s->zoned = true;
		s->east_s = 0;
		return from + n;
	}
	if (*from != '+' && *from != '-')
		return at;
	end = digits(&hour, from + 1, 4, 4);
	if (end) {
		minute = hour % 100;
		hour /= 100;
	} else {
		end = digits(&hour, from + 1, 1, 2);
		if (end && *end == ':')
			end = digits(&minute, end + 1, 2, 2);
	}
	if (!end || hour > 14 || minute > 59 || is_letter(*end))
		return at;
	s->zoned = true;
	s->east_s = (*from == '-' ? -1 : 1) * (hour * 3600 + minute * 60);
	return end;
}

static const char *take_behind(const char *at)
{
	const char *from = skip(at);

	from += *from == '(';
	for (int i = 0; i < LENGTH(behind); i++) {
		size_t n = strlen(behind[i]);

		if (strncasecmp(from, behind[i], n) == 0 && !is_letter(from[n]))
			return from + n + (from[n] == ')');
	}
	return at;
}

/* Behind a weekday or a joint, when one stands there; else NULL. */
static const char *take_filler(struct stamp *s, const char *at)
{
	int n = letters(at), weekday = named(weekdays, LENGTH(weekdays), at);

	if (weekday >= 0) {
		s->weekday = weekday;
		return at + n + (at[n] == '.');
	}
	for (int i = 0; i < LENGTH(joints); i++)
		if ((int)strlen(joints[i]) == n && strncasecmp(joints[i], at, (size_t)n) == 0)
			return at + n;
	if ((*at == '-' || *at == '|') && at[1] == ' ')
		return at + 1;
	return (*at == 'T' || *at == 't') && is_digit(at[1]) ? at + 1 : NULL;
}

/* "Thursday, 11/5/2026": only one of both days is a Thursday. */
static void ask_weekday(struct stamp *s)
{
	bool month_first, day_first;

	if (s->weekday < 0 || s->other_day == DAY_NONE)
		return;
	month_first = day_weekday(s->day) == s->weekday;
	day_first = day_weekday(s->other_day) == s->weekday;
	if (month_first == day_first)
		return;
	s->says = month_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
	stamp_settle(s, s->says);
}

const char *stamp_take(struct stamp *out, const char *text)
{
	const char *at = skip(text ? text : ""), *end = NULL, *next;

	*out = (struct stamp){
		.day = DAY_NONE, .other_day = DAY_NONE, .second = -1, .weekday = -1
	};
	for (;;) {
		next = NULL;
		if (out->second < 0) {
			next = take_time(out, at);
			if (next)
				next = take_behind(take_zone(out, next));
		}
		if (!next && out->day == DAY_NONE) {
			next = take_numeric_day(out, at);
			if (!next)
				next = take_named_day(out, at);
		}
		if (next) {
			end = at = next;
			at = skip(at);
			continue;
		}
		next = take_filler(out, at);
		if (!next)
			break;
		at = skip(next);
	}
	ask_weekday(out);
	return end && !is_letter(*end) && !is_digit(*end) ? end : NULL;
}

int stamp_read(struct stamp *out, const char *text)
{
	const char *end = stamp_take(out, text);

	if (!end)
		return -1;
	end += strspn(end, " \t.,;");
	return *end ? -1 : 0;
}

bool stamp_settle(struct stamp *s, enum stamp_order order)
{
	if (s->other_day == DAY_NONE)
		return true;
	if (order == ORDER_OPEN)
		return false;
	if (order == ORDER_DAY_FIRST)
		s->day = s->other_day;
	s->other_day = DAY_NONE;
	return true;
}

/* "", "Z" or "-06:00" */
static const char *zone_of(struct arena *a, const struct stamp *s)
{
	int east = s->east_s < 0 ? -s->east_s : s->east_s;

	if (!s->zoned || east == 0)
		return s->zoned ? "Z" : "";
	return arena_printf(a, "%c%02d:%02d", s->east_s < 0 ? '-' : '+', east / 3600,
			    east / 60 % 60);
}

const char *stamp_local(struct arena *a, const struct stamp *s)
{
	char date[DAY_TEXT];

	if (s->day == DAY_NONE)
		return NULL;
	day_text(date, s->day);
	if (s->second < 0)
		return arena_strdup(a, date);
	return arena_printf(a, "%sT%02d:%02d%s%s", date, s->second / 3600, s->second / 60 % 60,
			    s->has_seconds ? arena_printf(a, ":%02d", s->second % 60) : "",
			    zone_of(a, s));
}

instant stamp_instant(const struct stamp *s)
{
	if (!s->zoned || s->day == DAY_NONE || s->second < 0)
		return INSTANT_NONE;
	return (instant)s->day * 86400 + s->second - s->east_s;
}
