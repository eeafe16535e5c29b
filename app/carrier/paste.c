#include "carrier/paste.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/words.h"
#include "carrier/field.h"
#include "carrier/paste_parts.h"
#include "carrier/phrase.h"
#include "carrier/told.h"

#define LENGTH(table) (int)(sizeof(table) / sizeof *(table))

/* Names in a text, folded, and whose page they make it; each time they stand there counts. */
static const struct {
	const char *name, *carrier;
} names[] = {
	{ " usps ", "usps" },
	{ " postal service ", "usps" },
	{ " ups ", "ups" },
	{ " fedex ", "fedex" },
	{ " dhl ecommerce ", "dhl_ecommerce" },
	{ " dhl ", "dhl_express" },
	{ " canada post ", "canada_post" },
	{ " postes canada ", "canada_post" },
	{ " royal mail ", "royal_mail" },
};

/* How the lines of one event follow each other. */
enum layout {
	LAYOUT_LAST,   /* words, place, time */
	LAYOUT_FIRST,  /* time, words, place */
	LAYOUT_MIDDLE, /* words, time, place */
	LAYOUT_NVALUES
};

enum { REACH = 4 /* cells of one event, its time left out */ };

/* What one way to read the page gives. */
struct draft {
	struct event *event;
	struct stamp *when;
	int *line;
	int n, score;
};

/* The words and the place of one event, found among the cells around its time. */
struct parts {
	const struct cell *words, *place;
	bool is_status;
};

const char *paste_carrier(const char *text)
{
	int count[LENGTH(names)] = { 0 }, best = -1, second = 0;
	char folded[WORDS_FOLD_MAX];

	for (const char *at = text; *at;) {
		char line[WORDS_FOLD_MAX];
		size_t n = strcspn(at, "\r\n"), part = n < sizeof line / 2 ? n : sizeof line / 2;

		memcpy(line, at, part);
		line[part] = '\0';
		words_fold(folded, line);
		for (int i = 0; i < LENGTH(names); i++)
			count[i] += strstr(folded, names[i].name) != NULL;
		at += part ? part : n;
		at += strspn(at, "\r\n");
	}
	for (int i = 0; i < LENGTH(names); i++)
		if (count[i] && (best < 0 || count[i] > count[best]))
			best = i;
	for (int i = 0; i < LENGTH(names); i++)
		if (best >= 0 && !text_same(names[i].carrier, names[best].carrier) &&
		    count[i] > second)
			second = count[i];
	return best >= 0 && count[best] > second ? names[best].carrier : NULL;
}

/* The nearer of two candidates is kept, unless only the farther is a known status. */
static void consider(struct parts *parts, const struct cell *c)
{
	if (c->kind == CELL_PLACE && !parts->place)
		parts->place = c;
	if (c->kind != CELL_WORDS || parts->is_status)
		return;
	if (parts->words && !c->is_status)
		return;
	parts->words = c;
	parts->is_status = c->is_status;
}

/* A line written in capitals is taken for a place; where no words are, it was the words. */
static void settle_words(struct parts *parts)
{
	if (parts->words || !parts->place || strchr(parts->place->text, ','))
		return;
	parts->words = parts->place;
	parts->place = NULL;
}

/* Another cell of the line that the time stands in: then the line is a whole row. */
static bool in_row(const struct page *p, int at)
{
	int line = p->cell[at].line;
	bool words = false;

	for (int i = at - 1; i >= 0 && p->cell[i].line == line; i--)
		words |= p->cell[i].kind != CELL_WHEN;
	for (int i = at + 1; i < p->n && p->cell[i].line == line; i++)
		words |= p->cell[i].kind != CELL_WHEN;
	return words;
}

static struct parts parts_of_row(const struct page *p, int at)
{
	struct parts parts = { NULL, NULL, false };
	int line = p->cell[at].line, first = at;

	while (first > 0 && p->cell[first - 1].line == line)
		first--;
	for (int i = first; i < p->n && p->cell[i].line == line; i++)
		consider(&parts, &p->cell[i]);
	settle_words(&parts);
	return parts;
}

/* Cells before the time, nearest first: what stands before the words is of the event before. */
static void look_back(struct parts *parts, const struct page *p, int at, int from)
{
	for (int i = at - 1; i >= from && i >= at - REACH && p->cell[i].kind != CELL_WHEN; i--) {
		consider(parts, &p->cell[i]);
		if (parts->is_status)
			break;
	}
}

static void look_ahead(struct parts *parts, const struct page *p, int at)
{
	for (int i = at + 1; i < p->n && i <= at + REACH && p->cell[i].kind != CELL_WHEN; i++)
		consider(parts, &p->cell[i]);
}

/* Words before the time, the place right behind it. */
static void look_around(struct parts *parts, const struct page *p, int at, int from)
{
	look_back(parts, p, at, from);
	parts->place = NULL;
	if (at + 1 < p->n && p->cell[at + 1].kind == CELL_PLACE)
		parts->place = &p->cell[at + 1];
}

static struct parts parts_of(const struct page *p, int at, int from, enum layout layout)
{
	struct parts parts = { NULL, NULL, false };

	if (in_row(p, at))
		return parts_of_row(p, at);
	switch (layout) {
	case LAYOUT_LAST:
		look_back(&parts, p, at, from);
		break;
	case LAYOUT_FIRST:
		look_ahead(&parts, p, at);
		break;
	case LAYOUT_MIDDLE:
		look_around(&parts, p, at, from);
		return parts;
	case LAYOUT_NVALUES:
		break;
	}
	settle_words(&parts);
	return parts;
}

/* An empty line within an event speaks against the layout that has it so. */
static bool is_torn(const struct parts *parts, const struct cell *when)
{
	const struct cell *of[] = { parts->words, parts->place };

	for (int i = 0; i < 2; i++) {
		if (!of[i])
			continue;
		if (of[i]->line > when->line ? of[i]->after_blank
					     : of[i]->line < when->line && when->after_blank)
			return true;
	}
	return false;
}

/* Read the cells from "first" on as this layout has them. */
static void draft_read(struct draft *d, const struct page *p, int first, enum layout layout)
{
	int from = first;

	d->n = d->score = 0;
	for (int i = first; i < p->n; i++) {
		const struct cell *when = &p->cell[i];
		struct parts parts;

		if (when->kind != CELL_WHEN)
			continue;
		parts = parts_of(p, i, from, layout);
		from = i + 1;
		if (!parts.words || (!parts.is_status && when->when.day == DAY_NONE)) {
			d->score -= 2;
			continue;
		}
		d->score += (parts.is_status ? 4 : 0) + (parts.place ? 1 : 0) -
			    (is_torn(&parts, when) ? 2 : 0);
		d->event[d->n] = (struct event){ .text = parts.words->text,
						 .place = parts.place ? parts.place->text : NULL,
						 .source = SOURCE_PASTED };
		d->line[d->n] = when->line;
		d->when[d->n++] = when->when;
	}
}

static struct draft draft_new(struct arena *a, int room)
{
	return (struct draft){ .event = arena_array(a, (size_t)room, sizeof(struct event)),
			       .when = arena_array(a, (size_t)room, sizeof(struct stamp)),
			       .line = arena_array(a, (size_t)room, sizeof(int)) };
}

/* The layout that explains most; where two do as well, the first in the table. */
static struct draft draft_best(const struct page *p, int first)
{
	struct draft best = draft_new(p->arena, p->n + 1), other = draft_new(p->arena, p->n + 1);

	draft_read(&best, p, first, LAYOUT_LAST);
	for (int layout = LAYOUT_LAST + 1; layout < LAYOUT_NVALUES; layout++) {
		draft_read(&other, p, first, layout);
		if (other.score > best.score) {
			struct draft swap = best;

			best = other;
			other = swap;
		}
	}
	return best;
}

/* What 11/5/2026 means there, and how that was decided when it had to be. */
static enum stamp_order order_of(const struct page *p, const struct paste_given *given,
				 const char **note)
{
	if (given->order != ORDER_OPEN)
		return given->order;
	if (p->month_first != p->day_first)
		return p->month_first ? ORDER_MONTH_FIRST : ORDER_DAY_FIRST;
	if (p->month_first || (!text_same(p->carrier, "usps") && !p->american))
		return ORDER_OPEN;
	*note = "dates such as 11/5/2026 were read with the month first, as the page names places "
		"in the United States";
	return ORDER_MONTH_FIRST;
}

static void refuse(struct slips *out, struct arena *a, int line, const struct stamp *when)
{
	char one[DAY_TEXT], other[DAY_TEXT];
	const char *why = "a time without a day: copy the page with its dates";

	if (when->day != DAY_NONE)
		why = arena_printf(a,
				   "the date may be %s or %s: say --dates month-first or "
				   "--dates day-first",
				   day_text(one, when->day), day_text(other, when->other_day));
	out->refused[out->nrefused++] = (struct slip_refusal){ .line = line, .reason = why };
}

static void take_draft(struct slips *out, struct page *p, struct draft *d,
		       const struct paste_given *given)
{
	struct reading *r = &out->slip->reading;
	const char *note = NULL;
	enum stamp_order order = order_of(p, given, &note);

	r->event = arena_array(p->arena, (size_t)d->n + 1, sizeof *r->event);
	out->refused = arena_array(p->arena, (size_t)d->n, sizeof *out->refused);
	for (int i = 0; i < d->n; i++) {
		if (d->when[i].other_day != DAY_NONE && given->order == ORDER_OPEN)
			out->note = note;
		if (d->when[i].day == DAY_NONE || !stamp_settle(&d->when[i], order))
			refuse(out, p->arena, d->line[i], &d->when[i]);
		else
			r->event[r->nevents++] =
				slip_event(p->arena, p->carrier, &d->event[i], &d->when[i]);
	}
}

/* A page without a history may tell its one event in a sentence. */
static void take_sentence(struct slips *out, struct page *p, const char *text)
{
	struct reading *r = &out->slip->reading;
	struct event given = { .source = SOURCE_PASTED };
	struct told told;

	if (r->nevents || out->nrefused || !told_read(&told, p->arena, text) ||
	    told.when.day == DAY_NONE || !stamp_settle(&told.when, ORDER_OPEN))
		return;
	given.text = told.words;
	given.place = told.place;
	r->event[0] = slip_event(p->arena, p->carrier, &given, &told.when);
	if (r->event[0].status == STATUS_UNKNOWN) {
		r->event[0].status = told.meaning.status;
		r->event[0].trouble = told.meaning.trouble;
		r->event[0].is_scan = told.meaning.is_scan;
	}
	r->nevents = 1;
}

static void put_signer(struct reading *r, const char *signer)
{
	for (int i = 0; signer && i < r->nevents; i++)
		if (r->event[i].status == STATUS_DELIVERED) {
			r->event[i].signed_by = signer;
			return;
		}
}

static bool is_html(const char *s, size_t len)
{
	while (len && (unsigned char)*s <= ' ') {
		s++;
		len--;
	}
	return len && *s == '<';
}

int paste_read(struct slips *out, struct arena *a, const char *bytes, size_t len,
	       const struct paste_given *given, struct err *err)
{
	struct page page = { .arena = a, .carrier = given->carrier };
	struct draft draft;
	struct slip *slip;
	const char *text;

	*out = (struct slips){ .format = "page", .source = SOURCE_PASTED };
	if (len > PASTE_MAX)
		return err_set(err, ERR_INPUT, "more than 1 MiB: copy the text of one page");
	text = utf8_repair(a, bytes, len);
	if (is_html(text, strlen(text)))
		text = text_lines_from_html(a, text);
	if (!page.carrier)
		page.carrier = paste_carrier(text);
	slip = out->slip = arena_alloc(a, sizeof *slip);
	*slip = (struct slip){ .carrier = page.carrier };
	slip->reading.tracking_number = given->number;
	if (!given->number &&
	    slip_number(&slip->reading.tracking_number, a, text, strlen(text), NULL, err) < 0)
		return -1;
	page_read(&page, text);
	draft = draft_best(&page, page.history);
	if (draft.n == 0)
		draft = draft_best(&page, 0);
	take_draft(out, &page, &draft, given);
	take_sentence(out, &page, text);
	slip->reading.expected_on = page.expected_on;
	slip_finish(slip, a);
	put_signer(&slip->reading, page.signed_by);
	out->n = 1;
	if (slip->reading.nevents || out->nrefused)
		return 0;
	return err_set(err, ERR_INPUT,
		       "no history of a parcel in this text: copy the whole tracking page, with "
		       "the dates, or name the format with --format");
}
