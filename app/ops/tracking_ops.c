#include "ops/tracking_ops.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "ops/internal.h"
#include "ops/tracking_parts.h"

/* New events of the reading that the shipment does not have yet. */
static int put_events(struct poll *poll, struct tx *tx, const struct reading *r,
		      const struct event *have, int nhave, struct err *err)
{
	for (int i = r->nevents - 1; i >= 0; i--) { /* oldest first, so that ids follow time */
		struct event e = r->event[i];
		bool known = false;

		for (int k = 0; k < nhave && !known; k++)
			known = event_same(&e, &have[k]);
		for (int k = r->nevents - 1; k > i && !known; k--)
			known = event_same(&e, &r->event[k]);
		if (known)
			continue;
		e.id = 0;
		e.shipment_id = poll->shipment_id;
		e.poll_id = poll->id;
		e.source = poll->source;
		e.first_seen_at = poll->asked_at;
		if (row_insert(&e, tx, TABLE_EVENT, err) < 0)
			return -1;
		poll->new_events++;
	}
	return 0;
}

/* A summary without a single event: its words are all there is. */
static void judge_words(struct shipment *s, const char *words)
{
	const struct carrier *carrier = s->carrier ? carrier_find(s->carrier) : NULL;
	struct meaning m = { STATUS_UNKNOWN, TROUBLE_NONE, false };

	if (carrier)
		m = carrier->meaning(words, NULL, NULL);

	s->status_text = words;
	s->status = m.status;
	s->trouble = m.trouble;
}

/* What the shipment learns from a reading that could be read. */
static int learn(struct shipment *s, struct tx *tx, struct arena *a, const struct reading *r,
		 struct err *err)
{
	const struct event **each;
	struct event *all;
	int n;

	if (shipment_events(&all, &n, tx_snap(tx), a, s->id, err) < 0)
		return -1;
	each = arena_array(a, (size_t)n, sizeof *each);
	for (int i = 0; i < n; i++)
		each[i] = &all[i];
	if (n)
		shipment_judge(s, each, n);
	else if (r->status_text)
		judge_words(s, r->status_text);
	if (r->expected_on != DAY_NONE)
		s->expected_on = r->expected_on;
	if (!s->service && r->service)
		s->service = r->service; /* the shipper's own word stands */
	return 0;
}

static int refresh_cases(struct tracked *t, struct tx *tx, struct arena *a,
			 const struct shipment *s, bool moved, struct err *err)
{
	struct casefile *c;
	int n;

	if (row_list(&c, &n, tx_snap(tx), a, TABLE_CASEFILE,
		     "WHERE shipment_id=?1 AND closed_at IS NULL ORDER BY id", s->id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		t->casefile_id = c[i].id;
		tx_case(tx, c[i].id);
		if (moved && windows_refresh(tx, a, &c[i], s, err) < 0)
			return -1;
	}
	return 0;
}

static enum poll_outcome outcome_of(const struct reading *r, int added)
{
	if (r->outcome != POLL_NEW && r->outcome != POLL_UNCHANGED)
		return r->outcome;
	return added ? POLL_NEW : POLL_UNCHANGED;
}

/* One reading: the poll, its new events, what the shipment learnt, windows that moved. */
static int record_one(struct tracked *t, struct tx *tx, struct arena *a,
		      const struct answered *answer, const struct reading *r, enum source source,
		      struct err *err)
{
	bool readable = r->outcome == POLL_NEW || r->outcome == POLL_UNCHANGED;
	struct poll poll = { .shipment_id = r->shipment_id,
			     .asked_at = tx_moment(tx)->now,
			     .source = source,
			     .outcome = r->outcome,
			     .message = r->message,
			     .asked = answer->asked ? answer->asked->code : NULL };
	struct shipment s, before;
	struct event *have;
	int nhave;

	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, r->shipment_id, err) < 0 ||
	    shipment_events(&have, &nhave, tx_snap(tx), a, s.id, err) < 0)
		return -1;
	before = s;
	tx_file(tx, s.id);
	if (row_insert(&poll, tx, TABLE_POLL, err) < 0)
		return -1;
	if (readable &&
	    (put_events(&poll, tx, r, have, nhave, err) < 0 || learn(&s, tx, a, r, err) < 0))
		return -1;
	poll.outcome = outcome_of(r, poll.new_events);
	if ((poll.outcome != r->outcome || poll.new_events) &&
	    row_update(&poll, tx, TABLE_POLL, err) < 0)
		return -1;
	s.last_asked_at = poll.asked_at;
	if (row_update(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	*t = (struct tracked){ .shipment_id = s.id,
			       .tracking_number = s.tracking_number,
			       .outcome = poll.outcome,
			       .new_events = poll.new_events,
			       .status = s.status,
			       .status_text = s.status_text,
			       .message = r->message };
	before.last_asked_at = s.last_asked_at;
	return refresh_cases(t, tx, a, &s, !row_same(TABLE_SHIPMENT, &before, &s), err);
}

int answered_record(struct tracked *out, struct tx *tx, struct arena *a,
		    const struct answered *answer, enum source source, struct err *err)
{
	for (int i = 0; i < answer->nreadings; i++)
		if (record_one(&out[i], tx, a, answer, &answer->reading[i], source, err) < 0)
			return -1;
	return 0;
}

static int record_some(struct tracked *out, struct tx *tx, struct arena *a,
		       const struct answered answers[], int n, enum source source, struct err *err)
{
	for (int i = 0; i < n; i++) {
		if (answered_record(out, tx, a, &answers[i], source, err) < 0)
			return -1;
		out += answers[i].nreadings;
	}
	return 0;
}

/* How many answers, from the first on, one transaction takes: at least one. */
static int fit(const struct answered answers[], int n, int *nreadings)
{
	int i = 1;

	*nreadings = answers[0].nreadings;
	while (i < n && *nreadings + answers[i].nreadings <= RECORD_MAX)
		*nreadings += answers[i++].nreadings;
	return i;
}

int tracking_record(struct tracked **out, struct desk *desk, struct arena *a,
		    const struct answered answers[], int n, enum source source, struct err *err)
{
	struct tracked *t;
	int total = 0, step, readings;

	for (int i = 0; i < n; i++)
		total += answers[i].nreadings;
	t = *out = arena_array(a, (size_t)total, sizeof **out);
	for (int i = 0; i < n; i += step, t += readings) {
		struct tx *tx;

		step = fit(&answers[i], n - i, &readings);
		if (desk_begin(&tx, desk, "tracking.record", err) < 0 ||
		    tx_end(tx, record_some(t, tx, a, &answers[i], step, source, err), err) < 0)
			return -1;
	}
	return 0;
}
