/* What the scans, taken together, say of a shipment. */
#include "domain/event.h"

#include <assert.h>
#include <string.h>

/*
 * What a status may do to the judgement. Labels and cancellations are data, not scans, so they
 * count though is_scan is false; a late in_transit scan must not take "delivered" back; a text that
 * we could not read decides nothing.
 */
enum weight {
	WEIGHT_SILENT, /* decides nothing */
	WEIGHT_LABEL,  /* decides until the carrier has the parcel */
	WEIGHT_WEAK,   /* decides unless the parcel was delivered or returned before */
	WEIGHT_STRONG  /* says itself that something changed */
};

/* clang-format off */
static const struct {
	enum weight weight;
	bool without_scan;	/* true word though no one scanned the parcel */
	bool accepted;		/* proves that the carrier has or had the parcel */
	bool ends;		/* later weak words do not change it */
} traits[STATUS_NVALUES] = {
	[STATUS_UNKNOWN]              = { WEIGHT_SILENT, false, false, false },
	[STATUS_PRE_TRANSIT]          = { WEIGHT_LABEL,  true,  false, false },
	[STATUS_IN_TRANSIT]           = { WEIGHT_WEAK,   false, true,  false },
	[STATUS_OUT_FOR_DELIVERY]     = { WEIGHT_STRONG, false, true,  false },
	[STATUS_ATTEMPTED]            = { WEIGHT_STRONG, false, true,  false },
	[STATUS_AVAILABLE_FOR_PICKUP] = { WEIGHT_STRONG, false, true,  false },
	[STATUS_DELIVERED]            = { WEIGHT_STRONG, false, true,  true },
	[STATUS_RETURN_TO_SENDER]     = { WEIGHT_STRONG, false, true,  true },
	[STATUS_FAILURE]              = { WEIGHT_STRONG, false, true,  false },
	[STATUS_CANCELLED]            = { WEIGHT_WEAK,   true,  false, false },
};
/* clang-format on */

/* The newest event of each sort that the judgement needs; NULL: none. */
struct findings {
	const struct event *any, *label, *weak, *strong, *delivered, *computed_delay;
	const struct event *first_scan;
	instant last_scan_at;
};

static void keep_newest(const struct event **kept, const struct event *e)
{
	if (!*kept || event_newer(e, *kept) < 0)
		*kept = e;
}

static void note_scan(struct findings *f, const struct event *e)
{
	if (!e->is_scan || (!traits[e->status].accepted && e->status != STATUS_UNKNOWN))
		return;
	if (!e->gone_poll_id && e->occurred_at != INSTANT_NONE && e->occurred_at > f->last_scan_at)
		f->last_scan_at = e->occurred_at;
	if (!traits[e->status].accepted || event_local_day(e) == DAY_NONE)
		return;
	if (!f->first_scan || event_newer(e, f->first_scan) > 0)
		f->first_scan = e;
}

static void note_word(struct findings *f, const struct event *e)
{
	if (e->gone_poll_id)
		return; /* the carrier took it back */
	keep_newest(&f->any, e);
	/* A hint is nobody's scan; that it decides at all is seen to by find(). */
	if (!e->is_scan && !traits[e->status].without_scan && !source_is_hint(e->source)) {
		if (e->trouble == TROUBLE_DELAYED)
			keep_newest(&f->computed_delay, e);
		return;
	}
	switch (traits[e->status].weight) {
	case WEIGHT_SILENT:
		break;
	case WEIGHT_LABEL:
		keep_newest(&f->label, e);
		break;
	case WEIGHT_WEAK:
		keep_newest(&f->weak, e);
		break;
	case WEIGHT_STRONG:
		keep_newest(&f->strong, e);
		break;
	}
	if (e->status == STATUS_DELIVERED)
		keep_newest(&f->delivered, e);
}

static const struct event *decider(const struct findings *f)
{
	if (f->strong && traits[f->strong->status].ends)
		return f->strong;
	if (f->strong && f->weak)
		return event_newer(f->weak, f->strong) < 0 ? f->weak : f->strong;
	if (f->strong || f->weak)
		return f->strong ? f->strong : f->weak;
	return f->label;
}

/* What the events of one worth say: the carrier's own word, or hints. */
static struct findings find(const struct event *const events[], int n, bool hints)
{
	struct findings f = { .last_scan_at = INSTANT_NONE };

	for (int i = 0; i < n; i++) {
		assert(events[i]->status < STATUS_NVALUES);
		if (source_is_hint(events[i]->source) != hints)
			continue;
		if (!hints)
			note_scan(&f, events[i]);
		note_word(&f, events[i]);
	}
	if (hints)
		f.delivered = NULL;
	return f;
}

void shipment_judge(struct shipment *s, const struct event *const events[], int n)
{
	struct findings f;

	assert(s && (events || n == 0));
	f = find(events, n, false);
	if (!f.any)
		f = find(events, n, true);

	const struct event *by = decider(&f);
	bool ended = by && traits[by->status].ends;
	const struct event *said = ended ? by : f.any;

	s->status = by ? by->status : STATUS_UNKNOWN;
	s->trouble = by ? by->trouble : TROUBLE_NONE;
	/* "Arriving Late" is a clock's word: it moves no status, but it is a promise not kept. */
	if (f.computed_delay && !ended && s->trouble == TROUBLE_NONE &&
	    (!by || event_newer(f.computed_delay, by) < 0))
		s->trouble = TROUBLE_DELAYED;
	if (said && said->text)
		s->status_text = said->text;
	s->last_scan_at = f.last_scan_at;
	s->accepted_on = f.first_scan ? event_local_day(f.first_scan) : DAY_NONE;
	if (f.delivered) {
		s->delivered_at = f.delivered->occurred_at;
		s->delivered_on = event_local_day(f.delivered);
	}
}
