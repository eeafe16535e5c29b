/* The sums of a window in words. */
#include <assert.h>
#include <stddef.h>

#include "base/arena.h"
#include "domain/window.h"
#include "domain/work_week.h"

static const char *const anchor_words[ANCHOR_NVALUES] = {
	[ANCHOR_NONE] = "",
	[ANCHOR_MAILED] = "mailed",
	[ANCHOR_EXPECTED] = "due",
	[ANCHOR_DELIVERED] = "delivered",
	[ANCHOR_HELP_REQUEST] = "help request",
	[ANCHOR_DECISION] = "decided",
	[ANCHOR_LAST_SCAN] = "last scan",
	[ANCHOR_ACCEPTED] = "accepted",
	[ANCHOR_APPEAL_DECISION] = "appeal decided",
	[ANCHOR_INSURED] = "insured",
};

/* One end of a window, as its sum needs it. */
struct end {
	enum anchor from;
	daynum anchor_on, on;
	int32_t days;
	bool working;
	enum work_week week;
	const char *which;
};

/* "15 days", "10 working days (Royal Mail, Monday to Saturday)" */
static const char *days_words(struct arena *a, int32_t days, bool working, enum work_week week)
{
	return arena_printf(a, "%d %s%s%s%s%s", (int)days, working ? "working " : "",
			    days == 1 ? "day" : "days", working ? " (" : "",
			    working ? work_week_words[week] : "", working ? ")" : "");
}

const char *rule_end_words(struct arena *a, const struct rule *r, bool first)
{
	enum anchor from = first ? r->opens_from : r->closes_from;
	int32_t days = first ? r->opens_days : r->closes_days;
	enum unit unit = first ? rule_opening_unit(r) : r->unit;

	if (days == DAYS_NONE)
		return NULL;
	return arena_printf(a, "%s + %s", anchor_words[from],
			    days_words(a, days, unit == UNIT_WORKING, r->work_week));
}

/* "mailed 2026-11-01 + 15 days = 2026-11-16, the first day"; NULL: nothing to count. */
static const char *sum(struct arena *a, const struct end *e)
{
	char start[DAY_TEXT], end[DAY_TEXT];

	if (e->on == DAY_NONE || e->anchor_on == DAY_NONE)
		return NULL;
	return arena_printf(a, "%s %s + %s = %s, the %s day", anchor_words[e->from],
			    day_text(start, e->anchor_on),
			    days_words(a, e->days, e->working, e->week), day_text(end, e->on),
			    e->which);
}

char *window_why(struct arena *a, const struct window *w)
{
	const char *part[3];
	int n = 0;

	assert(a && w);

	const struct end first = { w->opens_from,
				   w->opens_anchor_on,
				   w->opens_on,
				   w->opens_days,
				   window_opening_unit(w) == UNIT_WORKING,
				   w->work_week,
				   "first" };
	const struct end last = { w->closes_from, w->closes_anchor_on,     w->closes_on,
				  w->closes_days, w->unit == UNIT_WORKING, w->work_week,
				  "last" };

	part[n] = sum(a, &first);
	n += part[n] != NULL;
	part[n] = sum(a, &last);
	n += part[n] != NULL;
	part[n] = w->unknown_because;
	n += part[n] != NULL;
	if (n == 0)
		return arena_strdup(a, "nothing to count");
	return arena_printf(a, "%s%s%s%s%s", part[0], n > 1 ? "; " : "", n > 1 ? part[1] : "",
			    n > 2 ? "; " : "", n > 2 ? part[2] : "");
}
