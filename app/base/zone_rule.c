#include "base/zone_rule.h"

#include <string.h>

#include "base/day.h"

enum { DAY_SECONDS = 86400, HOURS_MAX = 167, OFFSET_HOURS_MAX = 24 };

struct cursor {
	const char *at, *end;
};

static char peek(const struct cursor *c)
{
	return c->at < c->end ? *c->at : '\0';
}

static bool take(struct cursor *c, char wanted)
{
	if (c->at == c->end || *c->at != wanted)
		return false;
	c->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int take_number(struct cursor *c, int min, int max, int *out)
{
	int n = 0;

	if (!is_digit(peek(c)))
		return -1;
	for (; is_digit(peek(c)); c->at++) {
		n = n * 10 + (*c->at - '0');
		if (n > max)
			return -1;
	}
	*out = n;
	return n < min ? -1 : 0;
}

/* [+-]h[:mm[:ss]] */
static int take_seconds(struct cursor *c, int hours_max, int32_t *out)
{
	int hour, minute = 0, second = 0;
	int sign = 1;

	if (take(c, '-'))
		sign = -1;
	else
		take(c, '+');
	if (take_number(c, 0, hours_max, &hour) < 0)
		return -1;
	if (take(c, ':')) {
		if (take_number(c, 0, 59, &minute) < 0)
			return -1;
		if (take(c, ':') && take_number(c, 0, 59, &second) < 0)
			return -1;
	}
	*out = sign * (hour * 3600 + minute * 60 + second);
	return 0;
}

/* Letters, or anything of letters, digits, '+' and '-' between < and >. */
static int take_abbreviation(struct cursor *c, char out[ZONE_ABBREVIATION])
{
	bool quoted = take(c, '<');
	size_t n = 0;

	while (is_letter(peek(c)) ||
	       (quoted && (is_digit(peek(c)) || peek(c) == '+' || peek(c) == '-'))) {
		if (n == ZONE_ABBREVIATION - 1)
			return -1;
		out[n++] = *c->at++;
	}
	out[n] = '\0';
	if (quoted && !take(c, '>'))
		return -1;
	return n < 3 ? -1 : 0;
}

static int take_change(struct cursor *c, struct zone_change *out)
{
	*out = (struct zone_change){ .seconds = 2 * 3600 };
	if (take(c, 'M')) {
		out->form = 'M';
		if (take_number(c, 1, 12, &out->month) < 0 || !take(c, '.'))
			return -1;
		if (take_number(c, 1, 5, &out->week) < 0 || !take(c, '.'))
			return -1;
		if (take_number(c, 0, 6, &out->day) < 0)
			return -1;
	} else if (take(c, 'J')) {
		out->form = 'J';
		if (take_number(c, 1, 365, &out->day) < 0)
			return -1;
	} else {
		out->form = 'n';
		if (take_number(c, 0, 365, &out->day) < 0)
			return -1;
	}
	return take(c, '/') ? take_seconds(c, HOURS_MAX, &out->seconds) : 0;
}

int zone_rule_parse(struct zone_rule *out, const char *text, size_t n)
{
	struct cursor c = { text, text + n };
	int32_t west;

	*out = (struct zone_rule){ 0 };
	if (take_abbreviation(&c, out->standard.abbreviation) < 0)
		return -1;
	if (take_seconds(&c, OFFSET_HOURS_MAX, &west) < 0)
		return -1;
	out->standard.offset = -west;
	if (c.at == c.end)
		return 0;

	out->has_summer = true;
	if (take_abbreviation(&c, out->summer.abbreviation) < 0)
		return -1;
	out->summer.offset = out->standard.offset + 3600;
	if (peek(&c) != ',') {
		if (take_seconds(&c, OFFSET_HOURS_MAX, &west) < 0)
			return -1;
		out->summer.offset = -west;
	}
	if (!take(&c, ',') || take_change(&c, &out->begin) < 0)
		return -1;
	if (!take(&c, ',') || take_change(&c, &out->end) < 0)
		return -1;
	return c.at == c.end ? 0 : -1;
}

static daynum change_day(const struct zone_change *c, int year)
{
	daynum first = day_of(year, c->form == 'M' ? c->month : 1, 1);
	bool leap = day_of(year, 2, 29) != DAY_NONE;
	int length = 31;
	daynum day;

	if (c->form == 'n')
		return first + c->day;
	if (c->form == 'J')
		return first + c->day - 1 + (leap && c->day >= 60);
	/* Week 5 is the last such weekday of the month; 0 is a Sunday here. */
	day = first + (c->day + 6 - day_weekday(first) + 7) % 7 + (c->week - 1) * 7;
	while (day_of(year, c->month, length) == DAY_NONE)
		length--;
	return day - first < length ? day : day - 7;
}

/* A change's wall time is told by the clock that it ends. */
static int64_t change_instant(const struct zone_rule *r, bool to_summer, int year)
{
	const struct zone_change *c = to_summer ? &r->begin : &r->end;

	return (int64_t)change_day(c, year) * DAY_SECONDS + c->seconds -
	       (to_summer ? r->standard.offset : r->summer.offset);
}

/* The year around an instant, one inside the calendar's edges so that its neighbours exist. */
static int year_near(int64_t at)
{
	const daynum first = day_of(1901, 1, 1), last = day_of(2998, 12, 31);
	int64_t day = at / DAY_SECONDS;

	if (day < first)
		day = first;
	if (day > last)
		day = last;
	return day_civil((daynum)day).year;
}

/*
 * The last change of three years decides: hours run to a week either way, so a change may lie in
 * its neighbour year. Where an end meets the next begin (summer time all year) the begin counts.
 */
const struct zone_type *zone_rule_at(const struct zone_rule *r, int64_t at)
{
	int64_t best = INT64_MIN;
	bool summer = false;
	int year;

	if (!r->has_summer)
		return &r->standard;
	year = year_near(at);
	for (int y = year - 1; y <= year + 1; y++) {
		int64_t begin = change_instant(r, true, y);
		int64_t end = change_instant(r, false, y);

		if (end <= at && end > best) {
			best = end;
			summer = false;
		}
		if (begin <= at && begin >= best) {
			best = begin;
			summer = true;
		}
	}
	return summer ? &r->summer : &r->standard;
}

int64_t zone_rule_next(const struct zone_rule *r, int64_t at)
{
	int64_t best = INT64_MAX;
	int year;

	if (!r->has_summer)
		return best;
	year = year_near(at);
	for (int y = year - 1; y <= year + 1; y++) {
		for (int to_summer = 0; to_summer <= 1; to_summer++) {
			int64_t change = change_instant(r, to_summer, y);

			if (change > at && change < best)
				best = change;
		}
	}
	return best;
}
