#include "domain/hours.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const char *const weekday[7] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

static int weekday_find(const char *s)
{
	for (int i = 0; i < 7; i++)
		if (!strncmp(s, weekday[i], 3))
			return i;
	return -1;
}

/*
 * "Mon-Fri 08:00-20:30" or "Sat 08:00-18:00": 1 when it holds now, 0 when not, -1 not understood.
 */
static int span_holds(const char *s, int today, int minute)
{
	int first = weekday_find(s), last = first, h1, m1, h2, m2;

	if (first < 0)
		return -1;
	s += 3;
	if (*s == '-') {
		last = weekday_find(s + 1);
		if (last < 0)
			return -1;
		s += 4;
	}
	if (sscanf(s, " %2d:%2d-%2d:%2d", &h1, &m1, &h2, &m2) != 4)
		return -1;
	if (first <= last ? today < first || today > last : today < first && today > last)
		return 0;
	return minute >= h1 * 60 + m1 && minute < h2 * 60 + m2;
}

enum open_now hours_open(const char *hours, daynum day, int minute)
{
	bool understood = false, holds = false, no_holidays = false, closed_today = false;
	char today[DAY_TEXT];

	if (!hours)
		return OPEN_UNKNOWN;
	if (!strcmp(hours, "24x7"))
		return OPEN_YES;
	day_text(today, day);
	for (const char *s = hours; *s;) {
		size_t n;
		int rc;

		s += strspn(s, " ");
		rc = span_holds(s, day_weekday(day), minute);
		understood |= rc >= 0;
		holds |= rc > 0;
		if (!strncmp(s, "closed", 6) && strstr(s, "federal holidays"))
			no_holidays = true;
		else if (!strncmp(s, "closed ", 7) && !strncmp(s + 7, today, sizeof today - 1))
			closed_today = true;
		else if (rc < 0 && strncmp(s, "closed", 6) != 0)
			return OPEN_UNKNOWN;
		n = strcspn(s, ";");
		s += n + (s[n] == ';');
	}
	if (!understood)
		return OPEN_UNKNOWN;
	if (closed_today || (no_holidays && day_is_us_federal_holiday(day)))
		return OPEN_NO;
	return holds ? OPEN_YES : OPEN_NO;
}
