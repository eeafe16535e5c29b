#include "domain/hours.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/zone.h"

enum { MINUTES_A_DAY = 1440, DAYS_AHEAD = 14, WEEK = 7 };

static const char *const weekday[WEEK] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

static int weekday_find(const char *s)
{
	for (int i = 0; i < WEEK; i++)
		if (!strncmp(s, weekday[i], 3))
			return i;
	return -1;
}

/* --- the text --- */

/* "Mon-Fri 08:00-20:30" or "Sat 08:00-18:00": from when to when on which days of the week. */
struct span {
	int first, last;
	int from, to; /* minutes of the day; to: not open any more */
};

/* "Mon-Fri", "Sat"; what follows, or NULL when it is no day. */
static const char *days_read(struct span *out, const char *s)
{
	out->first = out->last = weekday_find(s);
	if (out->first < 0)
		return NULL;
	s += 3;
	if (*s != '-')
		return s;
	out->last = weekday_find(s + 1);
	return out->last < 0 ? NULL : s + 4;
}

/* One or two digits; what follows, or NULL. */
static const char *two_digits(int *out, const char *s)
{
	const char *begin = s;

	for (*out = 0; s - begin < 2 && isdigit((unsigned char)*s); s++)
		*out = *out * 10 + (*s - '0');
	return s > begin ? s : NULL;
}

/* "08:00" as a minute of the day; what follows, or NULL. Read too often for sscanf(). */
static const char *minute_read(int *out, const char *s)
{
	int hour, minute;

	s = two_digits(&hour, s);
	if (!s || *s != ':')
		return NULL;
	s = two_digits(&minute, s + 1);
	*out = hour * 60 + minute;
	return s && minute < 60 ? s : NULL;
}

static bool span_read(struct span *out, const char *s)
{
	s = days_read(out, s);
	if (!s)
		return false;
	s = minute_read(&out->from, s + strspn(s, " "));
	if (!s || *s != '-')
		return false;
	s = minute_read(&out->to, s + 1);
	return s && out->from < out->to && out->to <= MINUTES_A_DAY;
}

static bool span_on(const struct span *s, int day)
{
	return s->first <= s->last ? day >= s->first && day <= s->last
				   : day >= s->first || day <= s->last;
}

static const char *next_part(const char *s)
{
	s += strcspn(s, ";");
	s += *s == ';';
	return s + strspn(s, " ");
}

/* Is every part of the text understood, and one of them a time? */
static bool understood(const char *hours)
{
	bool any = false;
	struct span span;

	for (const char *s = hours + strspn(hours, " "); *s; s = next_part(s)) {
		bool is_span = span_read(&span, s);

		any |= is_span;
		if (!is_span && strncmp(s, "closed", 6) != 0)
			return false;
	}
	return any;
}

bool hours_name_holidays(const char *hours)
{
	return hours && (!strcmp(hours, "24x7") || strstr(hours, "holidays"));
}

/* "closed Sat-Sun", "closed Sun and federal holidays", "closed 2026-11-27" */
static bool closed_all_day(const char *hours, daynum day)
{
	char text[DAY_TEXT];
	struct span span;

	day_text(text, day);
	for (const char *s = hours + strspn(hours, " "); *s; s = next_part(s)) {
		if (strncmp(s, "closed ", 7) != 0)
			continue;
		s += 7;
		if (!strncmp(s, text, sizeof text - 1) ||
		    (days_read(&span, s) && span_on(&span, day_weekday(day))) ||
		    (strstr(s, "federal holidays") && day_is_us_federal_holiday(day)))
			return true;
	}
	return false;
}

enum open_now hours_open(const char *hours, daynum day, int minute)
{
	struct span span;

	if (!hours)
		return OPEN_UNKNOWN;
	if (!strcmp(hours, "24x7"))
		return OPEN_YES;
	if (!understood(hours))
		return OPEN_UNKNOWN;
	if (closed_all_day(hours, day))
		return OPEN_NO;
	for (const char *s = hours + strspn(hours, " "); *s; s = next_part(s))
		if (span_read(&span, s) && span_on(&span, day_weekday(day)) &&
		    minute >= span.from && minute < span.to)
			return OPEN_YES;
	return OPEN_NO;
}

/* --- the next change --- */

/* The state just at this wall time. */
static enum open_now state_on(const char *hours, daynum day, int minute)
{
	return minute == MINUTES_A_DAY ? hours_open(hours, day + 1, 0)
				       : hours_open(hours, day, minute);
}

/*
 * The first time after "at" at which a span begins or ends and the door is then in this state.
 * Days are walked there, so that a change of the clocks moves nothing but the instant.
 */
static instant next_in_state(const char *hours, const struct zone *there, instant at,
			     enum open_now state)
{
	daynum today = zone_day(there, at);
	struct span span;

	for (daynum day = today; day <= today + DAYS_AHEAD; day++) {
		instant first = INSTANT_NONE;

		for (const char *s = hours + strspn(hours, " "); *s; s = next_part(s)) {
			if (!span_read(&span, s) || !span_on(&span, day_weekday(day)))
				continue;
			for (int end = 0; end < 2; end++) {
				int minute = end ? span.to : span.from;
				instant then = zone_instant(there, (int64_t)day * 86400 +
									   (int64_t)minute * 60);

				if (then > at && state_on(hours, day, minute) == state &&
				    (first == INSTANT_NONE || then < first))
					first = then;
			}
		}
		if (first != INSTANT_NONE)
			return first;
	}
	return INSTANT_NONE;
}

static enum open_now now_open(const char *hours, const struct zone *there, instant at)
{
	daynum day = zone_day(there, at);
	int64_t local = at + zone_offset(there, at);

	return hours_open(hours, day, (int)((local - (int64_t)day * 86400) / 60));
}

struct opening hours_next(const char *hours, const struct zone *there, instant at)
{
	struct opening o = { OPEN_UNKNOWN, INSTANT_NONE };

	if (!hours || !there)
		return o;
	o.now = now_open(hours, there, at);
	if (o.now == OPEN_UNKNOWN || !strcmp(hours, "24x7"))
		return o;
	o.changes_at = next_in_state(hours, there, at, o.now == OPEN_YES ? OPEN_NO : OPEN_YES);
	return o;
}

instant hours_next_open(const char *hours, const struct zone *there, instant at)
{
	struct opening o = hours_next(hours, there, at);

	if (o.now != OPEN_YES || o.changes_at == INSTANT_NONE)
		return o.changes_at;
	return next_in_state(hours, there, o.changes_at, OPEN_YES);
}

/* --- in words --- */

/* "EST"; where a zone has no letters of its own, its place: "Sao Paulo". */
static const char *zone_short(struct arena *a, const struct zone *z, instant at)
{
	const char *letters = zone_abbreviation(z, at), *place = strrchr(zone_name(z), '/');
	char *out;

	if (isalpha((unsigned char)*letters))
		return letters;
	out = arena_strdup(a, place ? place + 1 : zone_name(z));
	for (char *p = out; *p; p++)
		if (*p == '_')
			*p = ' ';
	return out;
}

/* "08:00 EST (14:00 here)", a day before it unless it is today there. */
static const char *time_words(struct arena *a, const struct zone *there, const struct zone *here,
			      struct opening when)
{
	char text[32], ours[32];
	daynum day = zone_day(there, when.changes_at);
	int64_t same = zone_offset(there, when.changes_at) - zone_offset(here, when.changes_at);

	zone_text(text, there, when.changes_at);
	zone_text(ours, here, when.changes_at);
	if (same == 0)
		return arena_strdup(a, text + DAY_TEXT);
	return arena_printf(a, "%s %s (%s%s%s here)", text + DAY_TEXT,
			    zone_short(a, there, when.changes_at),
			    zone_day(here, when.changes_at) != day
				    ? weekday[day_weekday(zone_day(here, when.changes_at))]
				    : "",
			    zone_day(here, when.changes_at) != day ? " " : "", ours + DAY_TEXT);
}

/* "", "tomorrow ", "Mon ", "Mon 2026-12-07 " */
static const char *day_words(struct arena *a, daynum day, daynum today)
{
	char text[DAY_TEXT];

	if (day == today)
		return "";
	if (day == today + 1)
		return "tomorrow ";
	if (day < today + WEEK)
		return arena_printf(a, "%s ", weekday[day_weekday(day)]);
	return arena_printf(a, "%s %s ", weekday[day_weekday(day)], day_text(text, day));
}

const char *hours_words(struct arena *a, const char *hours, const struct zone *there,
			const struct zone *here, instant at)
{
	struct opening o = hours_next(hours, there, at);
	const char *then, *day;

	if (hours && !strcmp(hours, "24x7"))
		return "open day and night";
	if (o.now == OPEN_UNKNOWN)
		return hours ? "nobody knows whether it is open" : "hours not known";
	if (o.changes_at == INSTANT_NONE)
		return o.now == OPEN_YES ? "open now" : "closed now";
	then = time_words(a, there, here, o);
	day = day_words(a, zone_day(there, o.changes_at), zone_day(there, at));
	if (o.now == OPEN_YES)
		return arena_printf(a, "open now, until %s%s", day, then);
	return arena_printf(a, "closed now, opens %s%s", day, then);
}
