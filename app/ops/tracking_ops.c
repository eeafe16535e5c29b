#include "ops/tracking_ops.h"

#include "base/arena.h"
#include "base/err.h"
#include "ops/duty_watch.h"
#include "ops/internal.h"
#include "ops/tracking_parts.h"
#include "store/answers.h"

/* New events of the reading, oldest first, so that ids follow time; copies go to "all". */
static int put_events(struct event *all[], struct tx *tx, struct arena *a,
		      const struct comparison *c, const struct reading *r, const struct poll *poll,
		      struct err *err)
{
	for (int i = r->nevents - 1; i >= 0; i--) {
		struct event *e;

		if (c->known[i])
			continue;
		e = arena_alloc(a, sizeof *e);
		*e = r->event[i];
		e->id = 0;
		e->shipment_id = poll->shipment_id;
		e->poll_id = poll->id;
		e->source = poll->source;
		e->first_seen_at = poll->asked_at;
		e->gone_poll_id = 0;
		if (row_insert(e, tx, TABLE_EVENT, err) < 0)
			return -1;
		*all++ = e;
	}
	return 0;
}

/* The parcel is not delivered on the word of a scan that the carrier took back. */
static void forget_delivery(struct shipment *s, const struct event *gone)
{
	if (gone->status != STATUS_DELIVERED || s->delivered_on == DAY_NONE ||
	    s->delivered_on != event_local_day(gone))
		return;
	s->delivered_on = DAY_NONE;
	s->delivered_at = INSTANT_NONE;
}

/* What vanished, came back or was signed for: the rows that were there. */
static int mark_events(struct shipment *s, struct tx *tx, struct comparison *c,
		       const struct poll *poll, struct err *err)
{
	for (int k = 0; k < c->nhave; k++) {
		if (c->gone[k]) {
			c->have[k].gone_poll_id = poll->id;
			forget_delivery(s, &c->have[k]);
		}
		if (c->better[k])
			c->have[k].poll_id = poll->id;
		if ((c->gone[k] || c->changed[k]) &&
		    row_update(&c->have[k], tx, TABLE_EVENT, err) < 0)
			return -1;
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

static daynum first_day(const struct event *const events[], int n)
{
	daynum first = DAY_NONE;

	for (int i = 0; i < n; i++) {
		daynum day = event_local_day(events[i]);

		if (day != DAY_NONE && (first == DAY_NONE || day < first))
			first = day;
	}
	return first;
}

/* What the shipment learns from a reading that could be read. */
static int learn(struct shipment *s, struct tx *tx, struct arena *a, struct comparison *c,
		 const struct reading *r, const struct poll *poll, struct err *err)
{
	struct event **all = arena_array(a, (size_t)(c->nhave + c->nnew), sizeof *all);
	int n = c->nhave + c->nnew;

	if (mark_events(s, tx, c, poll, err) < 0)
		return -1;
	for (int k = 0; k < c->nhave; k++)
		all[k] = &c->have[k];
	if (put_events(all + c->nhave, tx, a, c, r, poll, err) < 0 ||
	    duty_watch(tx, a, s, (const struct event *const *)all + c->nhave, c->nnew, err) < 0)
		return -1;
	if (n)
		shipment_judge(s, (const struct event *const *)all, n);
	else if (r->status_text)
		judge_words(s, r->status_text);
	s->status_text = arena_strdup(a, s->status_text); /* readings do not live as long */
	if (r->expected_on != DAY_NONE)
		s->expected_on = r->expected_on;
	if (!s->service && r->service)
		s->service = r->service; /* the shipper's own word stands */
	history_learn(s, first_day((const struct event *const *)all, n));
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

static struct tracked told(const struct shipment *s, const struct poll *poll)
{
	return (struct tracked){ .shipment_id = s->id,
				 .tracking_number = s->tracking_number,
				 .outcome = poll->outcome,
				 .new_events = poll->new_events,
				 .gone_events = poll->gone_events,
				 .status = s->status,
				 .status_text = s->status_text,
				 .message = poll->message };
}

/* One reading: the poll, its new events, what the shipment learnt, windows that moved. */
static int record_one(struct tracked *t, struct tx *tx, struct arena *a, struct telling *telling,
		      const char *answer_sha256, struct err *err)
{
	const struct reading *r = telling->reading;
	const struct carrier *asked = telling->answer->asked;
	bool readable = r->outcome == POLL_NEW || r->outcome == POLL_UNCHANGED;
	struct poll poll = { .shipment_id = r->shipment_id,
			     .asked_at = tx_moment(tx)->now,
			     .source = telling->source,
			     .message = r->message,
			     .asked = asked ? asked->code : NULL,
			     .answer_sha256 = answer_sha256 };
	struct comparison c = { 0 };
	struct shipment s, before;

	if (row_get(&s, tx_snap(tx), a, TABLE_SHIPMENT, r->shipment_id, err) < 0)
		return -1;
	before = s;
	telling->shipment = &before;
	if (readable && tracking_compare(&c, telling, tx_snap(tx), a, err) < 0)
		return -1;
	tx_file(tx, s.id);
	poll.new_events = c.nnew + c.nbetter;
	poll.outcome = outcome_of(r, poll.new_events);
	poll.gone_events = c.ngone;
	if (row_insert(&poll, tx, TABLE_POLL, err) < 0 ||
	    (readable && learn(&s, tx, a, &c, r, &poll, err) < 0))
		return -1;
	s.last_asked_at = poll.asked_at;
	s.failed_polls = polls_failed(s.failed_polls, poll.outcome, poll.source);
	if (row_update(&s, tx, TABLE_SHIPMENT, err) < 0)
		return -1;
	*t = told(&s, &poll);
	before.last_asked_at = s.last_asked_at;
	before.failed_polls = s.failed_polls;
	return refresh_cases(t, tx, a, &s, !row_same(TABLE_SHIPMENT, &before, &s), err);
}

int answered_record(struct tracked *out, struct tx *tx, struct arena *a,
		    const struct answered *answer, enum source source, struct err *err)
{
	struct telling telling = { .answer = answer,
				   .source = source,
				   .today = tx_moment(tx)->today };
	char sha256[HASH_HEX];
	bool kept = answer->bytes && answer->nreadings > 0;

	if (kept && answer_keep(sha256, tx, answer->bytes, answer->len, err) < 0)
		return -1;
	for (int i = 0; i < answer->nreadings; i++) {
		telling.reading = &answer->reading[i];
		if (record_one(&out[i], tx, a, &telling, kept ? sha256 : NULL, err) < 0)
			return -1;
	}
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
