#include "domain/checklist.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

const char *const asked_when_names[ASKED_NVALUES] = {
	[ASKED_ALWAYS] = "always",
	[ASKED_OTHER_SHIPPER] = "other_shipper",
	[ASKED_NOT_RECEIVED] = "not_received",
};

#define BIT(k) (UINT32_C(1) << EVIDENCE_##k)
enum { PHOTOS = (int)(BIT(DAMAGE_PHOTO) | BIT(PACKAGING_PHOTO) | BIT(LABEL_PHOTO)) };

static_assert(EVIDENCE_NVALUES <= 32, "kinds must fit a bit set");

static const struct {
	const char *word;
	enum need_sign sign;
} signs_known[] = {
	{ "hold", SIGN_HOLD },
	{ "serial_number", SIGN_SERIAL_NUMBER },
	{ "scan", SIGN_SCAN },
	{ "confirmed", SIGN_CONFIRMED },
};

int need_answers_parse(uint32_t *kinds, unsigned *signs, const char *text)
{
	*kinds = 0;
	*signs = 0;
	while (*text) {
		size_t len = strcspn(text, "|");
		bool known = false;

		for (int i = 0; i < EVIDENCE_NVALUES; i++)
			if (strlen(evidence_kind_names[i]) == len &&
			    !memcmp(evidence_kind_names[i], text, len)) {
				*kinds |= UINT32_C(1) << i;
				known = true;
			}
		for (size_t i = 0; i < sizeof signs_known / sizeof *signs_known; i++)
			if (strlen(signs_known[i].word) == len &&
			    !memcmp(signs_known[i].word, text, len)) {
				*signs |= signs_known[i].sign;
				known = true;
			}
		if (!known)
			return -1;
		text += len + (text[len] == '|');
	}
	return *kinds || *signs ? 0 : -1;
}

/* --- which needs are asked --- */

/* In another currency nobody can tell: then it is asked. */
static bool above(const struct money *worth, const struct money *limit)
{
	return money_known(worth) &&
	       (strcmp(worth->currency, limit->currency) != 0 || worth->cents > limit->cents);
}

/* An item whose own value is not told counts as dear when the parcel is. */
static bool dear_item(const struct item *i, const struct papers *p, const struct money *limit)
{
	return above(money_known(&i->value) ? &i->value : &p->shipment->value, limit);
}

static bool dear_enough(const struct need *need, const struct papers *p)
{
	if (!money_known(&need->over))
		return true;
	if (!(need->signs & SIGN_SERIAL_NUMBER) || !p->nitems)
		return above(&p->shipment->value, &need->over);
	for (int i = 0; i < p->nitems; i++)
		if (dear_item(&p->item[i], p, &need->over))
			return true;
	return false;
}

static bool asked_now(const struct need *need, const struct papers *p)
{
	switch (need->asked_when) {
	case ASKED_OTHER_SHIPPER:
		return !text_blank(p->shipment->shipper);
	case ASKED_NOT_RECEIVED:
		return p->problem == PROBLEM_NOT_RECEIVED;
	default:
		return true;
	}
}

static bool of_door(const struct need *need, const struct door *door)
{
	return !need->route || (door && (text_same(need->route, door->code) ||
					 text_same(need->route, route_kind_names[door->kind])));
}

static bool fits(const struct need *need, const struct papers *p, const struct door *door)
{
	return (!need->carrier || text_same(need->carrier, p->shipment->carrier)) &&
	       (need->kind == RULE_KIND_NONE || need->kind == problem_rule_kind(p->problem)) &&
	       of_door(need, door) && asked_now(need, p);
}

static int special(const struct need *need, const struct door *door)
{
	return (need->carrier ? 8 : 0) + (need->kind != RULE_KIND_NONE ? 1 : 0) +
	       (need->route ? (door && text_same(need->route, door->code) ? 4 : 2) : 0);
}

/* Is there a more special row of the same code, or an earlier one that is as special? */
static bool replaced(int row, const struct need needs[], int n, const struct papers *p,
		     const struct door *door)
{
	int mine = special(&needs[row], door);

	for (int i = 0; i < n; i++) {
		int other = special(&needs[i], door);

		if (i != row && text_same(needs[i].code, needs[row].code) &&
		    fits(&needs[i], p, door) && (other > mine || (other == mine && i < row)))
			return true;
	}
	return false;
}

/* --- is it there? --- */

/* Do only photos of one shot of this list have this kind? Then its number need not be given. */
static bool only_shot(const struct check list[], int n, const struct need *need, uint32_t kind)
{
	for (int i = 0; i < n; i++)
		if (list[i].need != need && list[i].need->shot && (list[i].need->kinds & kind))
			return false;
	return true;
}

/* What keeps a file from answering a need. */
enum flaw { FLAW_NONE, FLAW_KIND, FLAW_SHOT, FLAW_NO_FIRST_DAY, FLAW_UNDATED, FLAW_EARLY };

/* The first day of the claim; unknown: a missing fact hides it, so that nothing can be compared. */
struct first_day {
	daynum day;
	bool unknown;
};

static enum flaw flaw_of(const struct need *need, const struct evidence *e,
			 const struct first_day *first, bool only)
{
	uint32_t kind = UINT32_C(1) << e->kind;

	if (need->shot && e->shot == need->shot && (kind & (uint32_t)PHOTOS))
		return FLAW_NONE;
	if (!(need->kinds & kind))
		return FLAW_KIND;
	if (need->shot && (e->shot || !only))
		return FLAW_SHOT;
	if (!need->after_wait)
		return FLAW_NONE;
	if (first->unknown)
		return FLAW_NO_FIRST_DAY;
	if (first->day != DAY_NONE && evidence_day(e) == DAY_NONE)
		return FLAW_UNDATED;
	if (first->day != DAY_NONE && evidence_day(e) < first->day)
		return FLAW_EARLY;
	return FLAW_NONE;
}

/* What is wrong with this file; NULL: it is about something else. */
static const char *flaw_words(struct arena *a, enum flaw flaw, const struct need *need,
			      const struct evidence *e, daynum first_day)
{
	char day[DAY_TEXT], its[DAY_TEXT];
	long long id = e->id;

	day_text(day, first_day);
	switch (flaw) {
	case FLAW_SHOT:
		return e->shot ? NULL
			       : arena_printf(a,
					      "evidence %lld has no number: if it is this photo, "
					      "attach it again with --shot %d",
					      id, need->shot);
	case FLAW_NO_FIRST_DAY:
		return arena_printf(a,
				    "evidence %lld must be dated on the first day of the claim or "
				    "later, and that day is not known yet",
				    id);
	case FLAW_UNDATED:
		return arena_printf(a,
				    "evidence %lld has no date: it must be dated on %s or later "
				    "(attach it again with --dated DATE)",
				    id, day);
	case FLAW_EARLY:
		return arena_printf(a,
				    "evidence %lld is dated %s: get one dated on %s, the first day "
				    "of the claim, or later",
				    id, day_text(its, evidence_day(e)), day);
	default:
		return NULL;
	}
}

static void look_at_files(struct check *c, struct arena *a, const struct check list[], int n,
			  const struct papers *p, const struct first_day *first)
{
	for (int i = 0; i < p->nevidence && !c->held; i++) {
		const struct evidence *e = &p->evidence[i];
		bool only = only_shot(list, n, c->need, UINT32_C(1) << e->kind);
		enum flaw flaw = flaw_of(c->need, e, first, only);
		const char *why = flaw_words(a, flaw, c->need, e, first->day);

		c->held = flaw == FLAW_NONE;
		if (c->held)
			c->answered_by = arena_printf(a, "evidence %lld", (long long)e->id);
		else if (why)
			c->why_missing = why;
	}
}

static void look_at_items(struct check *c, struct arena *a, const struct papers *p)
{
	bool all = p->nitems > 0;
	long long id = p->case_id;

	for (int i = 0; i < p->nitems && all; i++)
		if (dear_item(&p->item[i], p, &c->need->over) &&
		    text_blank(p->item[i].serial_number)) {
			all = false;
			c->why_missing = arena_printf(
				a,
				"item %lld has no serial number: waylaid item edit %lld --serial "
				"NUMBER; if it has none: waylaid step %lld %s --note WHY",
				(long long)p->item[i].id, (long long)p->item[i].id, id,
				c->need->code);
		}
	c->held = all;
	if (all)
		c->answered_by = "the items";
	else if (!p->nitems)
		c->why_missing =
			arena_printf(a,
				     "no item is listed: waylaid item %lld DESCRIPTION --serial "
				     "NUMBER; if it is not electronics: waylaid step %lld %s "
				     "--note WHY",
				     id, id, c->need->code);
}

static void look_at_holds(struct check *c, struct arena *a, const struct papers *p)
{
	for (int i = 0; i < p->nholds && !c->held; i++)
		if (p->hold[i].released_on == DAY_NONE) {
			c->held = true;
			c->answered_by = arena_printf(a, "hold %lld", (long long)p->hold[i].id);
		}
	if (!c->held)
		c->why_missing =
			arena_printf(a, "nothing is on hold: waylaid hold %lld --where PLACE",
				     (long long)p->case_id);
}

static void look_at_steps(struct check *c, struct arena *a, const struct papers *p)
{
	char day[DAY_TEXT];

	for (int i = 0; i < p->nsteps && !c->held; i++) {
		const struct step *s = &p->step[i];

		if (!text_same(s->code, c->need->code))
			continue;
		c->held = true;
		c->answered_by =
			arena_printf(a, "%s, %s%s%s", s->done_by, day_text(day, s->done_on),
				     s->note ? ": " : "", s->note ? s->note : "");
	}
	if (!c->held && !c->why_missing)
		c->why_missing = arena_printf(a, "nobody has looked yet: waylaid step %lld %s",
					      (long long)p->case_id, c->need->code);
}

static void look(struct check *c, struct arena *a, const struct check list[], int n,
		 const struct papers *p, const struct first_day *first)
{
	unsigned signs = c->need->signs;

	look_at_files(c, a, list, n, p, first);
	if (!c->held && (signs & SIGN_SERIAL_NUMBER))
		look_at_items(c, a, p);
	if (!c->held && (signs & SIGN_HOLD))
		look_at_holds(c, a, p);
	if (!c->held && (signs & SIGN_SCAN) && p->shipment->accepted_on != DAY_NONE) {
		c->held = true;
		c->answered_by = "the carrier's first scan";
	}
	if (!c->held && (signs & SIGN_CONFIRMED))
		look_at_steps(c, a, p);
	if (!c->held && !c->why_missing)
		c->why_missing = "not attached yet";
	if (c->held)
		c->why_missing = NULL;
}

static int by_place(const void *x, const void *y)
{
	const struct check *a = x, *b = y;

	if (a->need->place != b->need->place)
		return (a->need->place > b->need->place) - (a->need->place < b->need->place);
	return strcmp(a->need->code, b->need->code);
}

int checklist_of(struct check **out, struct arena *a, const struct need needs[], int nneeds,
		 const struct papers *p, const struct door *door)
{
	enum rule_kind kind = problem_rule_kind(p->problem);
	struct first_day first = { .day = DAY_NONE };
	int n = 0;

	*out = arena_array(a, (size_t)nneeds + 1, sizeof **out);
	if (door && door->window) {
		first.day = door->window->opens_on;
		first.unknown = first.day == DAY_NONE && door->window->unknown_because;
	}
	/* A late parcel is refunded by its scans; a problem without rules claims nothing. */
	if (kind == RULE_KIND_NONE || kind == RULE_KIND_DELAY)
		return 0;
	for (int i = 0; i < nneeds; i++)
		if (fits(&needs[i], p, door) && dear_enough(&needs[i], p) &&
		    !replaced(i, needs, nneeds, p, door))
			(*out)[n++].need = &needs[i];
	qsort(*out, (size_t)n, sizeof **out, by_place);
	for (int i = 0; i < n; i++)
		look(&(*out)[i], a, *out, n, p, &first);
	return n;
}

int checklist_held(const struct check list[], int n)
{
	int held = 0;

	for (int i = 0; i < n; i++)
		held += list[i].held;
	return held;
}

const struct check *checklist_missing(const struct check list[], int n)
{
	for (int i = 0; i < n; i++)
		if (!list[i].held)
			return &list[i];
	return NULL;
}
