#include "domain/urgency.h"

#include <string.h>

enum { LONG_AGO = -36500, EVER = 36500 };

const struct band_days band_days[BAND_NVALUES] = {
	[BAND_LAST_DAYS] = { 0, 3 }, [BAND_LATE] = { LONG_AGO, -4 }, [BAND_NOW] = { -3, 3 },
	[BAND_WEEK] = { 4, 7 },      [BAND_FORTNIGHT] = { 8, 14 },   [BAND_MONTH] = { 15, 30 },
	[BAND_LATER] = { 31, EVER },
};

int urgency_compare(const struct urgency *a, const struct urgency *b)
{
	if (a->due_on != b->due_on) {
		if (a->due_on == DAY_NONE || b->due_on == DAY_NONE)
			return a->due_on == DAY_NONE ? 1 : -1;
		return a->due_on < b->due_on ? -1 : 1;
	}
	if (a->cents != b->cents)
		return a->cents > b->cents ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

enum band band_of(bool ends, int days_left)
{
	enum band band = BAND_NOW;

	if (ends && days_left >= 0 && days_left <= band_days[BAND_LAST_DAYS].last)
		return BAND_LAST_DAYS;
	if (!ends && days_left <= band_days[BAND_LATE].last)
		return BAND_LATE;
	while (band < BAND_LATER && days_left > band_days[band].last)
		band++;
	return band;
}

int line_urgency_compare(const struct line_urgency *a, const struct line_urgency *b)
{
	const int64_t x = a->urgency.cents, y = b->urgency.cents;

	if (a->band != b->band)
		return a->band < b->band ? -1 : 1;
	if (a->band != BAND_LAST_DAYS && x != y)
		return x > y ? -1 : 1;
	return urgency_compare(&a->urgency, &b->urgency);
}

static bool same_currency(const struct money *a, const struct money *b)
{
	return money_known(a) && money_known(b) && !strcmp(a->currency, b->currency);
}

static void cap(struct money *m, const struct money *most)
{
	if (same_currency(m, most) && most->cents < m->cents)
		m->cents = most->cents;
}

static void take_off(struct money *m, const struct money *part)
{
	if (same_currency(m, part))
		m->cents = part->cents < m->cents ? m->cents - part->cents : 0;
}

static struct money asked_or_value(const struct stake *s)
{
	struct money m = money_known(&s->asked) ? s->asked : s->value;

	cap(&m, &s->cover);
	return m;
}

struct money money_at_risk(const struct stake *s)
{
	struct money m = money_known(&s->approved) ? s->approved : asked_or_value(s);

	take_off(&m, &s->paid);
	return m;
}

struct money money_in_appeal(const struct stake *s)
{
	struct money m = asked_or_value(s);

	take_off(&m, &s->approved);
	return m;
}

int kept_rate(int64_t kept, int64_t broken)
{
	const int64_t n = kept + broken;

	return n < RATE_LEAST ? -1 : (int)((kept * 200 + n) / (2 * n));
}
