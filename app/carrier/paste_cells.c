#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/paste_parts.h"
#include "carrier/phrase.h"
#include "carrier/told.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

enum part { PART_NONE, PART_NOISE, PART_HISTORY, PART_END };

/*
 * What stands around a history, by its folded words. PART_HISTORY: events follow; PART_END: none
 * do any more.
 */
/* clang-format off */
static const struct {
	const char *words;
	enum phrase_match match;
	enum part part;
} furniture[] = {
	{ "tracking history",			WHOLE,	PART_HISTORY },
	{ "hide tracking history",		WHOLE,	PART_NOISE },
	{ "see all tracking history",		WHOLE,	PART_NOISE },
	{ "travel history",			WHOLE,	PART_HISTORY },
	{ "shipment travel history",		WHOLE,	PART_HISTORY },
	{ "shipment progress",			WHOLE,	PART_HISTORY },
	{ "package progress",			WHOLE,	PART_HISTORY },
	{ "detailed progress",			WHOLE,	PART_HISTORY },
	{ "all shipment updates",		WHOLE,	PART_HISTORY },
	{ "all updates",			WHOLE,	PART_HISTORY },
	{ "detailed tracking",			WHOLE,	PART_HISTORY },
	{ "track history",			WHOLE,	PART_HISTORY },
	{ "latest update",			WHOLE,	PART_NOISE },
	{ "latest updates",			WHOLE,	PART_NOISE },
	{ "text email updates",			WHOLE,	PART_END },
	{ "usps tracking plus",			WHOLE,	PART_NOISE },
	{ "product information",		WHOLE,	PART_END },
	{ "see less",				WHOLE,	PART_END },
	{ "track another package",		BEGINS,	PART_NOISE },
	{ "need more help",			BEGINS,	PART_END },
	{ "shipment facts",			WHOLE,	PART_END },
	{ "shipment details",			WHOLE,	PART_END },
	{ "package details",			WHOLE,	PART_END },
	{ "more shipment details",		WHOLE,	PART_END },
	{ "features and options",		WHOLE,	PART_END },
	{ "frequently asked questions",		BEGINS,	PART_END },
	{ "faqs",				WHOLE,	PART_NOISE },
	{ "what do usps tracking statuses mean", BEGINS, PART_NOISE },
	{ "get more out of usps tracking",	BEGINS,	PART_NOISE },
	{ "copy",				WHOLE,	PART_NOISE },
	{ "copy add to informed delivery",	WHOLE,	PART_NOISE },
	{ "add to informed delivery",		WHOLE,	PART_NOISE },
	{ "remove",				WHOLE,	PART_NOISE },
	{ "feedback",				WHOLE,	PART_NOISE },
	{ "help",				WHOLE,	PART_NOISE },
	{ "print",				WHOLE,	PART_NOISE },
	{ "date",				WHOLE,	PART_NOISE },
	{ "time",				WHOLE,	PART_NOISE },
	{ "date time",				WHOLE,	PART_NOISE },
	{ "local time",				WHOLE,	PART_NOISE },
	{ "local scan time",			WHOLE,	PART_NOISE },
	{ "location",				WHOLE,	PART_NOISE },
	{ "activity",				WHOLE,	PART_NOISE },
	{ "status",				WHOLE,	PART_NOISE },
	{ "progress",				WHOLE,	PART_NOISE },
	{ "event",				WHOLE,	PART_NOISE },
	{ "post office",			WHOLE,	PART_NOISE },
	{ "proof of delivery",			WHOLE,	PART_NOISE },
	{ "get proof of delivery",		WHOLE,	PART_NOISE },
	{ "view details",			WHOLE,	PART_NOISE },
	{ "show more",				WHOLE,	PART_NOISE },
	{ "tracking number",			BEGINS,	PART_NOISE },
	{ "tracking id",			BEGINS,	PART_NOISE },
	{ "waybill",				BEGINS,	PART_NOISE },
	{ "past event",				WHOLE,	PART_NOISE },
	{ "current event",			WHOLE,	PART_NOISE },
	{ "1 piece",				BEGINS,	PART_NOISE },
	{ "piece id",				BEGINS,	PART_NOISE },
};

/* Behind which a place is one: "MEMPHIS, TN - USA". Folded, whole words at the end. */
static const char *const countries[] = {
	"us", "usa", "united states", "canada", "ca", "germany", "de", "united kingdom", "gb", "uk",
	"france", "fr", "china", "cn", "hong kong", "mexico", "mx", "netherlands", "nl",
	"japan", "jp", "australia", "au", "italy", "it", "spain", "es", "belgium", "be",
	"ireland", "ie", "india", "in", "south korea", "korea", "kr", "singapore", "sg",
};
/* clang-format on */

static enum part part_of(const char *text)
{
	char folded[WORDS_FOLD_MAX];
	size_t len;

	words_fold(folded, text);
	len = strlen(folded);
	if (len <= 1)
		return PART_NOISE;
	for (int i = 0; i < LENGTH(furniture); i++) {
		size_t n = strlen(furniture[i].words);

		if (strncmp(folded + 1, furniture[i].words, n) != 0 || folded[n + 1] != ' ')
			continue;
		if (furniture[i].match == BEGINS || folded[n + 2] == '\0')
			return furniture[i].part;
	}
	return PART_NONE;
}

/* Letters, and none of them small: "MEMPHIS TN DISTRIBUTION CENTER". */
static bool is_capital(const char *text)
{
	int n = 0;

	for (const char *p = text; *p; p++) {
		if (islower((unsigned char)*p))
			return false;
		n += isupper((unsigned char)*p) != 0;
	}
	return n >= 3;
}

/* ", TN", ", TN 38801", ", ON": a comma, two capitals, perhaps a code. */
static bool ends_in_state(const char *text)
{
	const char *comma = strrchr(text, ',');

	if (!comma)
		return false;
	comma += 1 + strspn(comma + 1, " ");
	if (!isupper((unsigned char)comma[0]) || !isupper((unsigned char)comma[1]))
		return false;
	comma += 2;
	return strspn(comma, " 0123456789-") == strlen(comma);
}

static bool ends_in_country(const char *text)
{
	char folded[WORDS_FOLD_MAX];
	size_t n;

	if (!strpbrk(text, ",-") && !is_capital(text))
		return false;
	n = strlen(words_fold(folded, text)) - 1;
	for (int i = 0; i < LENGTH(countries); i++) {
		size_t len = strlen(countries[i]);

		if (n > len + 1 && folded[n - len - 1] == ' ' &&
		    strncmp(folded + n - len, countries[i], len) == 0)
			return true;
	}
	return false;
}

static bool is_place(const char *text)
{
	enum { PLACE_MAX = 80 };

	if (strlen(text) > PLACE_MAX)
		return false;
	return ends_in_state(text) || ends_in_country(text) || is_capital(text);
}

/* States and what counts as one, two letters each. */
static const char american_states[] =
	" AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH "
	"NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AP AE AA ";

static bool is_american(const char *text)
{
	static const char *const ends[] = { " us ", " usa ", " united states " };
	char folded[WORDS_FOLD_MAX];
	size_t n = strlen(words_fold(folded, text));
	const char *comma = strrchr(text, ',');

	for (int i = 0; i < LENGTH(ends); i++)
		if (n > strlen(ends[i]) && strcmp(folded + n - strlen(ends[i]), ends[i]) == 0)
			return true;
	if (!comma || !ends_in_state(text))
		return false;
	comma += 1 + strspn(comma + 1, " ");
	return strstr(american_states, (const char[]){ ' ', comma[0], comma[1], ' ', '\0' }) !=
	       NULL;
}

/* The page while it is read. */
struct reader {
	struct page *page;
	int line, room;
	int whens; /* times since the history began */
	bool blank, ended;
	bool expecting; /* the day of delivery is in the cells to come */
	char awaited[80];
};

/* Tracking numbers, phone numbers: neither place nor words. */
static bool is_number(const char *text)
{
	enum { DIGITS = 8 };
	int n = 0;

	for (; *text; text++)
		n += isdigit((unsigned char)*text) != 0;
	return n >= DIGITS;
}

static void add(struct reader *r, enum cell_kind kind, const char *text, const struct stamp *when)
{
	struct page *p = r->page;
	struct cell *c;

	if (p->n == r->room)
		return;
	c = &p->cell[p->n++];
	*c = (struct cell){ .kind = kind, .text = text, .line = r->line, .after_blank = r->blank };
	r->blank = false;
	if (kind == CELL_PLACE)
		p->american |= is_american(text);
	if (kind != CELL_WHEN)
		return;
	r->whens++;
	c->when = *when;
	p->month_first |= when->says == ORDER_MONTH_FIRST;
	p->day_first |= when->says == ORDER_DAY_FIRST;
}

/*
 * The day that was announced stands behind the words or in the next lines, perhaps in pieces:
 * "TUESDAY", "24", "November", "2026".
 */
static bool take_expected(struct reader *r, const char *text)
{
	struct stamp s;
	size_t n = strlen(r->awaited), len = strlen(text);

	if (!r->expecting)
		return false;
	if (n + len + 2 >= sizeof r->awaited) {
		r->expecting = false;
		return false;
	}
	r->awaited[n] = ' ';
	memcpy(r->awaited + n + 1, text, len + 1);
	if (stamp_take(&s, r->awaited) && s.day != DAY_NONE) {
		r->expecting = false;
		if (r->page->expected_on == DAY_NONE && s.other_day == DAY_NONE)
			r->page->expected_on = s.day;
		return true;
	}
	if (len <= 12 && !slip_is_status(r->page->carrier, text))
		return true;
	r->expecting = false;
	return false;
}

/* True when the cell is no event's: a heading, a button, an announced day, a name. */
static bool take_furniture(struct reader *r, const char *text)
{
	struct page *p = r->page;
	const char *rest, *signer;

	switch (part_of(text)) {
	case PART_NONE:
		break;
	case PART_HISTORY:
		p->history = p->n;
		r->whens = 0;
		return true;
	case PART_END:
		r->ended |= r->whens > 0;
		return true;
	case PART_NOISE:
		return true;
	}
	if (take_expected(r, text))
		return true;
	if (told_expects(&rest, text)) {
		r->expecting = true;
		r->awaited[0] = '\0';
		if (*rest)
			take_expected(r, rest);
		return true;
	}
	signer = told_signer(p->arena, text);
	if (signer && !p->signed_by)
		p->signed_by = signer;
	return signer != NULL;
}

static void take_cell(struct reader *r, const char *text)
{
	struct page *p = r->page;
	struct stamp when;
	const char *rest;
	bool status;

	if (!text || r->ended || take_furniture(r, text))
		return;
	rest = stamp_take(&when, text);
	if (rest)
		rest += strspn(rest, " \t,.;:-");
	if (rest && !*rest) {
		add(r, CELL_WHEN, text, &when);
		return;
	}
	if (rest && isupper((unsigned char)*rest)) {
		add(r, CELL_WHEN, text, &when);
		text = rest;
	}
	if (is_number(text))
		return;
	status = slip_is_status(p->carrier, text);
	add(r, !status && is_place(text) ? CELL_PLACE : CELL_WORDS, text, NULL);
	if (p->n)
		p->cell[p->n - 1].is_status = status;
}

/* Where the next cell of a line begins: behind a tab, three blanks or a bar; NULL at its end. */
static const char *cell_end(const char *at, const char *end, size_t *len)
{
	for (const char *p = at; p < end; p++) {
		size_t gap = 0;

		if (*p == '\t' || *p == '|')
			gap = 1;
		else if (end - p >= 3 && memcmp(p, "   ", 3) == 0)
			gap = 3;
		if (!gap)
			continue;
		*len = (size_t)(p - at);
		return p + gap;
	}
	*len = (size_t)(end - at);
	return NULL;
}

/* A list's dot at the beginning is no part of the words. */
static const char *cell_text(struct arena *a, const char *s, size_t n)
{
	static const char *const dots[] = { "\xe2\x80\xa2", "\xc2\xb7", "\xe2\x97\x8f" };

	while (n && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	for (int i = 0; i < LENGTH(dots); i++)
		if (n >= strlen(dots[i]) && memcmp(s, dots[i], strlen(dots[i])) == 0) {
			s += strlen(dots[i]);
			n -= strlen(dots[i]);
		}
	return field_line(a, arena_strndup(a, s, n));
}

static void take_line(struct reader *r, const char *line, const char *end)
{
	struct arena *a = r->page->arena;
	const char *at = line;
	bool some = false;

	while (at) {
		size_t len;
		const char *next = cell_end(at, end, &len), *text = cell_text(a, at, len);

		some |= text != NULL;
		take_cell(r, text);
		at = next;
	}
	if (!some)
		r->blank = true;
}

/* Becomes one with the cell before it: a day and its time, side by side. */
static bool joins(struct cell *last, const struct cell *c)
{
	struct stamp *to = &last->when;

	if (last->kind != CELL_WHEN || c->line - last->line > 1)
		return false;
	if (to->day != DAY_NONE && to->second < 0 && c->when.day == DAY_NONE) {
		to->second = c->when.second;
		to->has_seconds = c->when.has_seconds;
		return true;
	}
	if (to->day == DAY_NONE && c->when.second < 0 && c->line == last->line) {
		to->day = c->when.day;
		to->other_day = c->when.other_day;
		return true;
	}
	return false;
}

/* A day and a time beside each other are one; a time alone is of the day above it. */
static void join_times(struct page *p)
{
	struct stamp above = { .day = DAY_NONE, .other_day = DAY_NONE };
	int kept = 0, history = 0;

	for (int i = 0; i < p->n; i++) {
		struct cell c = p->cell[i];

		if (i == p->history)
			history = kept;
		if (c.kind == CELL_WHEN && kept && joins(&p->cell[kept - 1], &c))
			continue;
		p->cell[kept++] = c;
	}
	p->n = kept;
	p->history = history;
	for (int i = 0; i < p->n; i++) {
		struct cell *c = &p->cell[i];

		if (c->kind == CELL_WHEN && c->when.day != DAY_NONE) {
			above = c->when;
		} else if (c->kind == CELL_WHEN) {
			c->when.day = above.day;
			c->when.other_day = above.other_day;
		}
	}
}

void page_read(struct page *p, const char *text)
{
	struct reader r = { .page = p, .room = PASTE_CELLS_MAX };
	const char *at = text;

	p->expected_on = DAY_NONE;
	p->cell = arena_array(p->arena, PASTE_CELLS_MAX, sizeof *p->cell);
	while (*at && p->n < r.room && !r.ended) {
		const char *end = at + strcspn(at, "\r\n");

		r.line++;
		take_line(&r, at, end);
		at = end + (*end == '\r' && end[1] == '\n') + (*end != '\0');
	}
	join_times(p);
}
