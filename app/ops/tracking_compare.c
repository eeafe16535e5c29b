/* What an answer says, held against what earlier answers said. */
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ops/internal.h"
#include "ops/tracking_parts.h"

/*
 * The least that a carrier is known to keep its scans; taken where it is not known how long. What
 * is older may have been forgotten, and what was forgotten was not withdrawn.
 */
enum { HISTORY_LEAST_DAYS = 90 };

/* Who signed may be told later; another name is another event. */
static bool same_hand(const struct event *e, const struct event *have)
{
	return !e->signed_by || !have->signed_by || text_same(e->signed_by, have->signed_by);
}

static bool is_known(const struct event *e, const struct event *have)
{
	return event_same(e, have) && same_hand(e, have);
}

/* The same time and words, though the time is written in another way than before. */
static bool is_alike(const struct event *e, const struct event *have)
{
	return e->occurred_at != INSTANT_NONE && e->occurred_at == have->occurred_at &&
	       text_same(e->code, have->code) && text_same(e->text, have->text) &&
	       text_same(e->place, have->place) && same_hand(e, have);
}

/* --- which answers may say that an event is gone --- */

static bool is_answer(enum source source)
{
	return source == SOURCE_API || source == SOURCE_SAVED_ANSWER;
}

static daynum day_about(const struct event *e)
{
	daynum day = event_local_day(e);

	if (day == DAY_NONE && e->occurred_at != INSTANT_NONE)
		day = (daynum)(e->occurred_at / 86400);
	return day;
}

/* Too old to be told from forgotten; an event without a day always is. */
static bool may_be_forgotten(const struct event *e, const struct shipment *s,
			     const struct carrier *asked, daynum today)
{
	const struct carrier *own = s->carrier ? carrier_find(s->carrier) : NULL;
	int days = asked->history_days ? asked->history_days : own ? own->history_days : 0;
	daynum day = day_about(e);

	if (s->history_until != DAY_NONE && s->history_until < today)
		return true;
	return day == DAY_NONE || day <= today - (days ? days : HISTORY_LEAST_DAYS);
}

static int asked_by(const char **out, int64_t poll_id, struct snap *snap, struct arena *a,
		    struct err *err)
{
	struct poll poll = { .asked = NULL };

	if (poll_id && row_get(&poll, snap, a, TABLE_POLL, poll_id, err) < 0)
		return -1;
	*out = poll.asked;
	return 0;
}

/*
 * May this answer say that the event is gone? Only where the same one was asked and gave it before.
 * A saved answer says nothing against a live one: nobody knows how old it is.
 */
static int is_comparable(bool *out, const struct event *have, const struct telling *t,
			 struct snap *snap, struct arena *a, struct err *err)
{
	const char *asked;

	*out = false;
	if (have->gone_poll_id || !is_answer(have->source) ||
	    (t->source == SOURCE_SAVED_ANSWER && have->source != SOURCE_SAVED_ANSWER) ||
	    may_be_forgotten(have, t->shipment, t->answer->asked, t->today))
		return 0;
	if (asked_by(&asked, have->poll_id, snap, a, err) < 0)
		return -1;
	*out = text_same(asked, t->answer->asked->code);
	return 0;
}

/* Whole, and given by somebody: an answer without a single event says less than nothing. */
static bool is_whole(const struct telling *t)
{
	return t->answer->asked && is_answer(t->source) && !t->reading->partial &&
	       t->reading->nevents > 0;
}

static int find_gone(struct comparison *c, const struct telling *t, struct snap *snap,
		     struct arena *a, struct err *err)
{
	const struct event *newest = &t->reading->event[0];
	bool shared = t->source == SOURCE_API;

	for (int k = 0; k < c->nhave && !shared; k++)
		shared = c->there[k];
	/* A saved list that shares nothing with ours may be of another parcel, or one notice. */
	if (!is_whole(t) || !shared)
		return 0;
	for (int k = 0; k < c->nhave; k++) {
		bool there = c->there[k];

		for (int i = 0; i < t->reading->nevents && !there; i++)
			there = is_alike(&t->reading->event[i], &c->have[k]);
		if (there)
			continue;
		if (is_comparable(&c->gone[k], &c->have[k], t, snap, a, err) < 0)
			return -1;
		c->ngone += c->gone[k];
		/* A saved answer that lacks the newest is an old one, and knows nothing of it. */
		if (c->gone[k] && t->source == SOURCE_SAVED_ANSWER &&
		    event_newer(&c->have[k], newest) < 0) {
			memset(c->gone, 0, (size_t)c->nhave * sizeof *c->gone);
			c->ngone = 0;
			return 0;
		}
	}
	return 0;
}

/* --- what is there again, or told more of --- */

static int find_back(struct comparison *c, const struct telling *t, struct snap *snap,
		     struct arena *a, struct err *err)
{
	for (int k = 0; k < c->nhave; k++) {
		struct event *e = &c->have[k];
		struct poll poll;

		if (!c->there[k] || !e->gone_poll_id || !is_answer(t->source))
			continue;
		if (row_get(&poll, snap, a, TABLE_POLL, e->gone_poll_id, err) < 0)
			return -1;
		if (poll.source == SOURCE_API && t->source != SOURCE_API)
			continue;
		e->gone_poll_id = 0;
		c->changed[k] = true;
	}
	return 0;
}

static void match(struct comparison *c, const struct event *e, enum source source, bool *known)
{
	for (int k = 0; k < c->nhave && !*known; k++) {
		if (source_trust(source) > source_trust(c->have[k].source) ||
		    !is_known(e, &c->have[k]))
			continue;
		*known = c->there[k] = true;
		if (e->signed_by && !c->have[k].signed_by) {
			c->have[k].signed_by = e->signed_by;
			c->changed[k] = true;
		}
	}
}

/* The carrier's word against what others told; or what they tell now and could not before. */
static bool is_better(const struct event *e, enum source source, const struct event *have)
{
	int trust = source_trust(source) - source_trust(have->source);

	if (trust == 0 && !is_answer(source))
		return event_says_more(e, have);
	return trust > 0;
}

/*
 * The same scan that others told of before: the better word takes the place of theirs, which the
 * journal keeps.
 */
static void match_told(struct comparison *c, const struct event *e, enum source source, bool *known)
{
	for (int k = 0; k < c->nhave && !*known; k++) {
		struct event *have = &c->have[k], was = *have;

		if (c->there[k] || !is_better(e, source, &was) || !event_same_scan(e, have))
			continue;
		*known = c->there[k] = c->changed[k] = c->better[k] = true;
		c->nbetter++;
		*have = *e;
		have->id = was.id;
		have->version = was.version;
		have->shipment_id = was.shipment_id;
		have->first_seen_at = was.first_seen_at;
		have->gone_poll_id = 0;
		have->source = source;
		if (!have->place)
			have->place = was.place;
	}
}

int tracking_compare(struct comparison *c, const struct telling *t, struct snap *snap,
		     struct arena *a, struct err *err)
{
	const struct reading *r = t->reading;

	*c = (struct comparison){ 0 };
	if (shipment_events(&c->have, &c->nhave, snap, a, t->shipment->id, err) < 0)
		return -1;
	c->known = arena_array(a, (size_t)r->nevents, sizeof *c->known);
	c->there = arena_array(a, (size_t)c->nhave, sizeof *c->there);
	c->gone = arena_array(a, (size_t)c->nhave, sizeof *c->gone);
	c->changed = arena_array(a, (size_t)c->nhave, sizeof *c->changed);
	c->better = arena_array(a, (size_t)c->nhave, sizeof *c->better);
	for (int i = 0; i < r->nevents; i++) {
		match(c, &r->event[i], t->source, &c->known[i]);
		match_told(c, &r->event[i], t->source, &c->known[i]);
		for (int k = i + 1; k < r->nevents && !c->known[i]; k++)
			c->known[i] = event_same(&r->event[i], &r->event[k]);
		c->nnew += !c->known[i];
	}
	if (find_gone(c, t, snap, a, err) < 0)
		return -1;
	return find_back(c, t, snap, a, err);
}
