/* Two tellings of one scan, by different mouths. */
#include "domain/event.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

enum {
	WORDS_MAX = 24, /* of a text or a place that are compared */
	WORD_MAX = 32,
	MINUTES_A_DAY = 24 * 60
};

struct words {
	char word[WORDS_MAX][WORD_MAX];
	int n;
};

static bool is_word_byte(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       c >= 0x80;
}

/* Runs of letters and digits, in lower case; long ones are cut, too many are left out. */
static void words_of(struct words *out, const char *text)
{
	out->n = 0;
	for (const char *p = text ? text : ""; *p && out->n < WORDS_MAX;) {
		size_t len = 0;

		if (!is_word_byte((unsigned char)*p)) {
			p++;
			continue;
		}
		for (; is_word_byte((unsigned char)*p); p++)
			if (len < WORD_MAX - 1)
				out->word[out->n][len++] =
					(char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
		out->word[out->n++][len] = '\0';
	}
}

/* The first n words of both are the same. */
static bool begins_alike(const struct words *x, const struct words *y, int n)
{
	for (int i = 0; i < n; i++)
		if (strcmp(x->word[i], y->word[i]) != 0)
			return false;
	return true;
}

static bool holds_word(const struct words *in, const char *word)
{
	for (int i = 0; i < in->n; i++)
		if (strcmp(in->word[i], word) == 0)
			return true;
	return false;
}

/* Every word of x is in y. */
static bool within(const struct words *x, const struct words *y)
{
	for (int i = 0; i < x->n; i++)
		if (!holds_word(y, x->word[i]))
			return false;
	return true;
}

/* Pages name the country that interfaces leave out. */
static void drop_home(struct words *place)
{
	static const char *const home[] = { "us", "usa", "united", "states" };
	int kept = 0;

	for (int i = 0; i < place->n; i++) {
		bool is_home = false;

		for (size_t k = 0; k < sizeof home / sizeof *home; k++)
			is_home |= strcmp(place->word[i], home[k]) == 0;
		if (!is_home && kept != i)
			memcpy(place->word[kept], place->word[i], WORD_MAX);
		kept += !is_home;
	}
	place->n = kept;
}

static bool same_place(const char *a, const char *b)
{
	struct words x, y;

	if (text_blank(a) || text_blank(b))
		return true;
	words_of(&x, a);
	words_of(&y, b);
	drop_home(&x);
	drop_home(&y);
	return within(&x, &y) || within(&y, &x);
}

/* Day and minute as written at the place; minute -1: none was given. */
struct wall {
	daynum day;
	int minute;
};

static int two_digits(const char *s)
{
	if (s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9')
		return -1;
	return (s[0] - '0') * 10 + s[1] - '0';
}

static struct wall wall_of(const char *local)
{
	struct wall w = { DAY_NONE, -1 };
	char date[DAY_TEXT];
	int hour, minute;

	if (!local || strlen(local) < DAY_TEXT - 1)
		return w;
	memcpy(date, local, DAY_TEXT - 1);
	date[DAY_TEXT - 1] = '\0';
	if (day_parse_iso(&w.day, date) < 0) {
		w.day = DAY_NONE;
		return w;
	}
	local += DAY_TEXT - 1;
	if (strlen(local) < 6 || (*local != 'T' && *local != ' ') || local[3] != ':')
		return w;
	hour = two_digits(local + 1);
	minute = two_digits(local + 4);
	if (hour >= 0 && minute >= 0)
		w.minute = (hour * 60 + minute) % MINUTES_A_DAY;
	return w;
}

/* The same moment as far as both say it; *exact: both gave the minute. */
static bool same_time(const struct event *a, const struct event *b, bool *exact)
{
	struct wall x, y;

	*exact = true;
	if (a->occurred_at != INSTANT_NONE && b->occurred_at != INSTANT_NONE)
		return a->occurred_at / 60 == b->occurred_at / 60;
	x = wall_of(a->occurred_at_local);
	y = wall_of(b->occurred_at_local);
	if (x.day == DAY_NONE || y.day == DAY_NONE)
		return text_same(a->occurred_at_local, b->occurred_at_local);
	*exact = x.minute >= 0 && y.minute >= 0;
	return x.day == y.day && (!*exact || x.minute == y.minute);
}

/* "Delivered" at the very minute is "Delivered, Front Door"; on the same day it may not be. */
static bool same_words(const struct event *a, const struct event *b, bool exact)
{
	struct words x, y;
	int shorter;

	if (text_blank(a->text) || text_blank(b->text))
		return a->code && text_same_nocase(a->code, b->code);
	words_of(&x, a->text);
	words_of(&y, b->text);
	shorter = x.n < y.n ? x.n : y.n;
	if (shorter == 0)
		return text_same(a->text, b->text);
	return begins_alike(&x, &y, shorter) && (exact || x.n == y.n);
}

bool event_same_scan(const struct event *a, const struct event *b)
{
	bool exact;

	assert(a && b);
	return same_time(a, b, &exact) && same_words(a, b, exact) && same_place(a->place, b->place);
}

static bool has_minute(const struct event *e)
{
	return e->occurred_at != INSTANT_NONE || wall_of(e->occurred_at_local).minute >= 0;
}

bool event_says_more(const struct event *e, const struct event *have)
{
	bool minute = has_minute(e), had_minute = has_minute(have);
	bool place = !text_blank(e->place), had_place = !text_blank(have->place);

	if ((had_minute && !minute) || (had_place && !place))
		return false;
	return (minute && !had_minute) || (place && !had_place);
}

bool event_is_told(const struct event *e, enum source source, const struct event *have)
{
	int trust = source_trust(have->source) - source_trust(source);

	if (trust < 0 || (!event_same(e, have) && !event_same_scan(e, have)))
		return false;
	return trust > 0 || !event_says_more(e, have);
}
