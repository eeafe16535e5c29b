#include "base/day.h"

#include <assert.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999 };
enum { DAY_MIN = -25567, DAY_MAX = 376199 }; /* 1900-01-01, 2999-12-31 */
enum { DAY_SECONDS = 86400 };
enum { STEP_MAX = 999999 }; /* what "+Nd" may say: beyond the last day anyway */

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const char days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool in_range(int64_t day)
{
	return day >= DAY_MIN && day <= DAY_MAX;
}

static int64_t floor_div(int64_t n, int64_t by)
{
	return n / by - (n % by < 0);
}

/*
 * Years are counted from March, so that the leap day is the last of its year; 719468 is the day
 * number of 1970-01-01 counted from 0000-03-01.
 */
daynum day_of(int year, int month, int day)
{
	int y, m;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
		return DAY_NONE;
	if (day < 1 || day > month_days(year, month))
		return DAY_NONE;
	y = month > 2 ? year : year - 1;
	m = month > 2 ? month - 3 : month + 9;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

struct civil day_civil(daynum day)
{
	int era, doe, yoe, doy, m;

	assert(in_range(day));
	day += 719468;
	era = day / 146097;
	doe = day % 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	m = (5 * doy + 2) / 153;
	return (struct civil){
		.year = yoe + era * 400 + (m >= 10),
		.month = m < 10 ? m + 3 : m - 9,
		.day = doy - (153 * m + 2) / 5 + 1,
	};
}

int day_weekday(daynum day)
{
	assert(in_range(day));
	return (int)(day + 3 + 7 * 10000) % 7; /* 1970-01-01 was a Thursday */
}

static char *put_digits(char *p, int value, int width)
{
	for (int i = width; i-- > 0; value /= 10)
		p[i] = (char)('0' + value % 10);
	return p + width;
}

static char *put_day(char *p, daynum day)
{
	struct civil c = day_civil(day);

	p = put_digits(p, c.year, 4);
	*p++ = '-';
	p = put_digits(p, c.month, 2);
	*p++ = '-';
	return put_digits(p, c.day, 2);
}

char *day_text(char out[DAY_TEXT], daynum day)
{
	*(in_range(day) ? put_day(out, day) : out) = '\0';
	return out;
}

char *instant_text(char out[INSTANT_TEXT], instant at)
{
	int64_t day = floor_div(at, DAY_SECONDS);
	char *p = out;

	if (in_range(day)) {
		int second = (int)(at - day * DAY_SECONDS);

		p = put_day(p, (daynum)day);
		*p++ = 'T';
		p = put_digits(p, second / 3600, 2);
		*p++ = ':';
		p = put_digits(p, second / 60 % 60, 2);
		*p++ = ':';
		p = put_digits(p, second % 60, 2);
		*p++ = 'Z';
	}
	*p = '\0';
	return out;
}

/* Exactly "width" digits at *p, which moves behind them; -1 when they are not there. */
static int take_digits(const char **p, int width)
{
	int value = 0;

	for (int i = 0; i < width; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return -1;
		value = value * 10 + (**p - '0');
	}
	return value;
}

static bool take_char(const char **p, char c)
{
	if (**p != c)
		return false;
	(*p)++;
	return true;
}

/* Three numbers in the form of a day; whether there is such a day is another question. */
static int take_civil(const char **p, struct civil *out)
{
	out->year = take_digits(p, 4);
	if (out->year < 0 || !take_char(p, '-'))
		return -1;
	out->month = take_digits(p, 2);
	if (out->month < 0 || !take_char(p, '-'))
		return -1;
	out->day = take_digits(p, 2);
	return out->day < 0 ? -1 : 0;
}

int day_parse_iso(daynum *out, const char *text)
{
	struct civil c;
	daynum day;

	if (take_civil(&text, &c) < 0 || *text)
		return -1;
	day = day_of(c.year, c.month, c.day);
	if (day == DAY_NONE)
		return -1;
	*out = day;
	return 0;
}

/* hh:mm with optional :ss and fraction, as seconds of the day; a fraction is cut off. */
static int take_clock(const char **p)
{
	int hour, minute, second = 0;

	hour = take_digits(p, 2);
	if (hour < 0 || hour > 23 || !take_char(p, ':'))
		return -1;
	minute = take_digits(p, 2);
	if (minute < 0 || minute > 59)
		return -1;
	if (take_char(p, ':')) {
		second = take_digits(p, 2);
		if (second < 0 || second > 60) /* 60: a leap second, the next minute's first */
			return -1;
		if (take_char(p, '.')) {
			if (take_digits(p, 1) < 0)
				return -1;
			while (**p >= '0' && **p <= '9')
				(*p)++;
		}
	}
	return hour * 3600 + minute * 60 + second;
}

static int take_wall(const char **p, int64_t *out)
{
	struct civil c;
	daynum day;
	int second;

	if (take_civil(p, &c) < 0)
		return -1;
	day = day_of(c.year, c.month, c.day);
	if (day == DAY_NONE)
		return -1;
	if (!take_char(p, 'T') && !take_char(p, 't') && !take_char(p, ' '))
		return -1;
	second = take_clock(p);
	if (second < 0)
		return -1;
	*out = (int64_t)day * DAY_SECONDS + second;
	return 0;
}

/* Z, +hh:mm, -h:mm or +hhmm, as seconds east of UTC. */
static int take_offset(const char **p, int *out)
{
	int sign, hour, minute;

	*out = 0;
	if (take_char(p, 'Z') || take_char(p, 'z'))
		return 0;
	if (**p != '+' && **p != '-')
		return -1;
	sign = *(*p)++ == '-' ? -1 : 1;
	hour = take_digits(p, 1);
	if (hour < 0)
		return -1;
	if (**p != ':') {
		int more = take_digits(p, 1);

		if (more < 0)
			return -1;
		hour = hour * 10 + more;
	}
	take_char(p, ':');
	minute = take_digits(p, 2);
	if (hour > 23 || minute < 0 || minute > 59)
		return -1;
	*out = sign * (hour * 3600 + minute * 60);
	return 0;
}

int instant_parse(instant *out, const char *text)
{
	int64_t wall;
	int offset;

	if (take_wall(&text, &wall) < 0 || take_offset(&text, &offset) < 0 || *text)
		return -1;
	if (!in_range(floor_div(wall - offset, DAY_SECONDS)))
		return -1;
	*out = wall - offset;
	return 0;
}

int wall_parse(int64_t *out, const char *text)
{
	int64_t wall;

	if (take_wall(&text, &wall) < 0 || *text)
		return -1;
	*out = wall;
	return 0;
}

/*
 * 5 USC 6103(a) as it has stood since 1978, with the first year of the days added later. Earlier
 * forms of a day are not kept. Inauguration Day is one around Washington only: it is not counted.
 * Source: https://www.law.cornell.edu/uscode/text/5/6103
 */
struct holiday {
	const char *name;
	int since;
	int month, day; /* day 0: the nth weekday; -1 the last */
	int nth, weekday;
};

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

/* clang-format off */
static const struct holiday holidays[] = {
	{ "New Year's Day",		1900,  1,  1, 0, 0 },
	{ "Martin Luther King Day",	1986,  1,  0, 3, MONDAY },
	{ "Washington's Birthday",	1971,  2,  0, 3, MONDAY },
	{ "Memorial Day",		1971,  5,  0, -1, MONDAY },
	{ "Juneteenth",			2021,  6, 19, 0, 0 },
	{ "Independence Day",		1900,  7,  4, 0, 0 },
	{ "Labor Day",			1900,  9,  0, 1, MONDAY },
	{ "Columbus Day",		1971, 10,  0, 2, MONDAY },
	{ "Veterans Day",		1978, 11, 11, 0, 0 },
	{ "Thanksgiving Day",		1942, 11,  0, 4, THURSDAY },
	{ "Christmas Day",		1900, 12, 25, 0, 0 },
};
/* clang-format on */

/*
 * The day on which it is observed: a Saturday moves to the Friday before (6103(b)), a Sunday to the
 * Monday after (Executive Order 11582).
 */
static daynum holiday_in(const struct holiday *h, int year)
{
	daynum day;
	int weekday;

	if (year < h->since || year > YEAR_MAX)
		return DAY_NONE;
	if (h->day) {
		day = day_of(year, h->month, h->day);
		weekday = day_weekday(day);
		return weekday == SATURDAY && day > DAY_MIN ? day - 1 : day + (weekday == SUNDAY);
	}
	if (h->nth < 0) {
		day = day_of(year, h->month, month_days(year, h->month));
		return day - (day_weekday(day) + 7 - h->weekday) % 7;
	}
	day = day_of(year, h->month, 1);
	return day + (h->weekday + 7 - day_weekday(day)) % 7 + (h->nth - 1) * 7;
}

bool day_is_us_federal_holiday(daynum day)
{
	int year;

	assert(in_range(day));
	year = day_civil(day).year;
	for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++)
		if (holiday_in(&holidays[i], year) == day)
			return true;
	return holiday_in(&holidays[0], year + 1) == day; /* New Year on a Saturday */
}

daynum day_add_business(daynum day, int n)
{
	int step = n < 0 ? -1 : 1;

	if (day == DAY_NONE)
		return DAY_NONE;
	while (n != 0) {
		day += step;
		if (!in_range(day))
			return DAY_NONE;
		if (day_weekday(day) < SATURDAY && !day_is_us_federal_holiday(day))
			n -= step;
	}
	return day;
}

/* "+7d", "-3d", "+2w", "+5bd": 0, or -1 when it has not this form; the day may be DAY_NONE. */
static int parse_step(daynum *out, const char *text, daynum today)
{
	int sign = *text == '-' ? -1 : 1;
	int64_t n = 0, day;

	if (*text != '+' && *text != '-')
		return -1;
	if (*++text < '0' || *text > '9')
		return -1;
	for (; *text >= '0' && *text <= '9'; text++)
		if (n <= STEP_MAX)
			n = n * 10 + (*text - '0');
	if (n > STEP_MAX)
		n = STEP_MAX;
	if (text_same_nocase(text, "bd")) {
		*out = day_add_business(today, (int)n * sign);
		return 0;
	}
	if (!text_same_nocase(text, "d") && !text_same_nocase(text, "w"))
		return -1;
	day = today + n * sign * (*text == 'w' || *text == 'W' ? 7 : 1);
	*out = in_range(day) ? (daynum)day : DAY_NONE;
	return 0;
}

/* A word of the table, as a day; 0, or -1 when it is none of these. */
static int parse_word(daynum *out, const char *text, daynum today)
{
	static const struct {
		const char *word;
		int days;
	} words[] = { { "yesterday", -1 }, { "today", 0 }, { "tomorrow", 1 } };
	static const char *const weekdays[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"mon",    "tue",     "wed",       "thu",      "fri",    "sat",      "sun",
	};
	int weekday;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (text_same_nocase(text, words[i].word)) {
			*out = in_range(today + words[i].days) ? today + words[i].days : DAY_NONE;
			return 0;
		}
	}
	weekday = name_find(weekdays, sizeof weekdays / sizeof *weekdays, text) % 7;
	if (weekday >= 0) {
		daynum day = today + 1 + (weekday + 6 - day_weekday(today)) % 7;

		*out = in_range(day) ? day : DAY_NONE;
		return 0;
	}
	return -1;
}

int day_parse(daynum *out, const char *text, daynum today, const char *what, struct err *err)
{
	const char *end = text;
	int shown = (int)utf8_cut(text, 40);
	struct civil c;
	daynum day;

	assert(in_range(today));
	if (take_civil(&end, &c) == 0 && !*end)
		day = day_of(c.year, c.month, c.day);
	else if (parse_word(&day, text, today) < 0 && parse_step(&day, text, today) < 0)
		return err_set(err, ERR_INPUT,
			       "%s: '%.*s' is no day: use YYYY-MM-DD, today, yesterday, tomorrow, "
			       "+7d, +2w, +5bd or a weekday",
			       what, shown, text);
	if (day == DAY_NONE)
		return err_set(err, ERR_INPUT,
			       "%s: there is no day '%.*s': use one that is in the calendar, "
			       "from %d-01-01 to %d-12-31",
			       what, shown, text, YEAR_MIN, YEAR_MAX);
	*out = day;
	return 0;
}
