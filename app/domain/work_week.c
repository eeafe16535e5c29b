#include "domain/work_week.h"

#include <assert.h>
#include <stddef.h>

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };
enum { YEAR_LAST = 2999 };

/* clang-format off */
const char *const work_week_words[WORK_WEEK_NVALUES] = {
	[WORK_WEEK_US]         = "Monday to Friday",
	[WORK_WEEK_UK_MON_SAT] = "Royal Mail, Monday to Saturday",
	[WORK_WEEK_UK_MON_FRI] = "Royal Mail, Monday to Friday",
	[WORK_WEEK_CANADA]     = "Canada, Monday to Friday",
};
/* clang-format on */

/* How a holiday finds its day in a year. */
enum feast_kind {
	FEAST_FIXED,  /* month and day; on a weekend another day stands in for it */
	FEAST_NTH,    /* the nth such weekday of a month; -1 the last */
	FEAST_BEFORE, /* the last such weekday before month and day */
	FEAST_EASTER  /* so many days after Easter Sunday */
};

struct feast {
	const char *name;
	enum feast_kind kind;
	int month, day; /* day: of the month; FEAST_EASTER: days after Easter */
	int nth, weekday;
	int since, until; /* years; until 0: still */
	int not_in;       /* a year in which it was moved; 0: none */
};

/* A holiday of one year alone. */
struct once {
	int year, month, day;
};

/* clang-format off */
static const struct feast uk_feasts[] = {
	{ "New Year's Day",	FEAST_FIXED,   1,  1, 0, 0,	   1974, 0, 0 },
	{ "Good Friday",	FEAST_EASTER,  0, -2, 0, 0,	   1900, 0, 0 },
	{ "Easter Monday",	FEAST_EASTER,  0,  1, 0, 0,	   1900, 0, 0 },
	{ "Early May",		FEAST_NTH,     5,  0, 1, MONDAY,   1978, 0, 2020 },
	{ "Spring",		FEAST_NTH,     5,  0, -1, MONDAY,  1971, 0, 2022 },
	{ "Summer",		FEAST_NTH,     8,  0, -1, MONDAY,  1971, 0, 0 },
	{ "Christmas Day",	FEAST_FIXED,  12, 25, 0, 0,	   1900, 0, 0 },
	{ "Boxing Day",		FEAST_FIXED,  12, 26, 0, 0,	   1900, 0, 0 },
};

static const struct once uk_once[] = {
	{ 2020, 5, 8 },			/* 75 years of VE Day; Early May moved there */
	{ 2022, 6, 2 }, { 2022, 6, 3 },	/* Spring moved there, and the Platinum Jubilee */
	{ 2022, 9, 19 },		/* funeral of Queen Elizabeth II */
	{ 2023, 5, 8 },			/* coronation of King Charles III */
};

static const struct feast canada_feasts[] = {
	{ "New Year's Day",	FEAST_FIXED,   1,  1, 0, 0,	   1900, 0, 0 },
	{ "Good Friday",	FEAST_EASTER,  0, -2, 0, 0,	   1900, 0, 0 },
	{ "Victoria Day",	FEAST_BEFORE,  5, 25, 0, MONDAY,   1952, 0, 0 },
	{ "Canada Day",		FEAST_FIXED,   7,  1, 0, 0,	   1900, 0, 0 },
	{ "Labour Day",		FEAST_NTH,     9,  0, 1, MONDAY,   1900, 0, 0 },
	{ "Truth and Reconciliation", FEAST_FIXED, 9, 30, 0, 0,	   2021, 0, 0 },
	{ "Thanksgiving",	FEAST_NTH,    10,  0, 2, MONDAY,   1957, 0, 0 },
	{ "Remembrance Day",	FEAST_FIXED,  11, 11, 0, 0,	   1931, 0, 0 },
	{ "Christmas Day",	FEAST_FIXED,  12, 25, 0, 0,	   1900, 0, 0 },
	{ "Boxing Day",		FEAST_FIXED,  12, 26, 0, 0,	   1900, 0, 0 },
};

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* The US has its own list in base/day.c, as every date that people type needs it. */
static const struct calendar {
	int last_weekday;
	const struct feast *feast;
	int nfeasts;
	const struct once *once;
	int nonce;
} calendars[WORK_WEEK_NVALUES] = {
	[WORK_WEEK_US]         = { FRIDAY, NULL, 0, NULL, 0 },
	[WORK_WEEK_UK_MON_SAT] = { SATURDAY, uk_feasts, COUNT(uk_feasts), uk_once,
				   COUNT(uk_once) },
	[WORK_WEEK_UK_MON_FRI] = { FRIDAY, uk_feasts, COUNT(uk_feasts), uk_once, COUNT(uk_once) },
	[WORK_WEEK_CANADA]     = { FRIDAY, canada_feasts, COUNT(canada_feasts), NULL, 0 },
};
/* clang-format on */

/* The anonymous Gregorian computus (Nature, 1876). */
daynum easter_of(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return day_of(year, n / 31, n % 31 + 1);
}

static daynum nth_weekday(int year, int month, int nth, int weekday)
{
	daynum first = day_of(year, month, 1);
	daynum next = month == 12 ? day_of(year, 12, 31) + 1 : day_of(year, month + 1, 1);

	if (nth > 0)
		return first + (weekday + 7 - day_weekday(first)) % 7 + (nth - 1) * 7;
	return next - 1 - (day_weekday(next - 1) + 7 - weekday) % 7;
}

static daynum feast_in(const struct feast *f, int year)
{
	daynum day;

	if (year < f->since || (f->until && year > f->until) || year == f->not_in)
		return DAY_NONE;
	switch (f->kind) {
	case FEAST_NTH:
		return nth_weekday(year, f->month, f->nth, f->weekday);
	case FEAST_BEFORE:
		day = day_of(year, f->month, f->day) - 1;
		return day - (day_weekday(day) + 7 - f->weekday) % 7;
	case FEAST_EASTER:
		return easter_of(year) + f->day;
	case FEAST_FIXED:
		break;
	}
	return day_of(year, f->month, f->day);
}

static bool is_feast(const struct calendar *c, daynum day, int year)
{
	for (int i = 0; i < c->nfeasts; i++)
		if (feast_in(&c->feast[i], year) == day)
			return true;
	for (int i = 0; i < c->nonce; i++)
		if (day_of(c->once[i].year, c->once[i].month, c->once[i].day) == day)
			return true;
	return false;
}

/*
 * Does this weekday stand in for a fixed holiday on the weekend before it? Each such holiday takes
 * the next weekday that is no holiday and taken by none before it: Christmas on a Saturday is kept
 * on the Monday, Boxing Day on the Sunday then on the Tuesday.
 */
static bool stands_in(const struct calendar *c, daynum day, int year)
{
	daynum taken = DAY_NONE;

	for (int i = 0; i < c->nfeasts; i++) {
		daynum feast =
			c->feast[i].kind == FEAST_FIXED ? feast_in(&c->feast[i], year) : DAY_NONE;
		daynum kept = feast;

		if (feast == DAY_NONE || day_weekday(feast) < SATURDAY || day < feast ||
		    day - feast > 4)
			continue;
		while (day_weekday(kept) >= SATURDAY || kept == taken || is_feast(c, kept, year))
			kept++;
		if (kept == day)
			return true;
		taken = kept;
	}
	return false;
}

bool work_week_has(enum work_week week, daynum day)
{
	const struct calendar *c = &calendars[week];
	int weekday = day_weekday(day), year;

	assert(week < WORK_WEEK_NVALUES && day != DAY_NONE);
	if (weekday > c->last_weekday)
		return false;
	if (!c->feast)
		return !day_is_us_federal_holiday(day);
	year = day_civil(day).year;
	return !is_feast(c, day, year) && (weekday > FRIDAY || !stands_in(c, day, year));
}

static bool past_the_end(daynum day)
{
	return day > day_of(YEAR_LAST, 12, 31);
}

daynum work_week_add(enum work_week week, daynum day, int n)
{
	assert(n >= 0);
	if (day == DAY_NONE)
		return DAY_NONE;
	while (n > 0) {
		if (past_the_end(++day))
			return DAY_NONE;
		n -= work_week_has(week, day);
	}
	return day;
}

daynum work_week_from(enum work_week week, daynum day)
{
	if (day == DAY_NONE)
		return DAY_NONE;
	for (; !past_the_end(day); day++)
		if (work_week_has(week, day))
			return day;
	return DAY_NONE;
}
