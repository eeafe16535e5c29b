#include "view/tracking_doc.h"

#include "base/arena.h"
#include "domain/silence.h"
#include "view/doc.h"

static const struct poll *poll_of(const struct case_rows *c, int64_t id)
{
	for (int i = 0; i < c->npolls; i++)
		if (c->poll[i].id == id)
			return &c->poll[i];
	return NULL;
}

struct node *event_node(struct arena *a, struct node *list, const struct event *e)
{
	struct node *n = node_map(a, list, NULL);

	node_instant(a, n, "occurred_at", e->occurred_at);
	node_text(a, n, "occurred_at_local", e->occurred_at_local);
	node_text(a, n, "place", e->place);
	node_text(a, n, "code", e->code);
	node_text(a, n, "text", e->text);
	node_text(a, n, "status", status_names[e->status]);
	node_text(a, n, "trouble", trouble_names[e->trouble]);
	return n;
}

void events_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "events");

	for (int i = 0; i < c->nevents; i++) {
		const struct event *e = &c->event[i];
		const struct poll *gone = e->gone_poll_id ? poll_of(c, e->gone_poll_id) : NULL;
		struct node *n = event_node(a, list, e);

		node_bool(a, n, "is_scan", e->is_scan);
		node_text(a, n, "signed_by", e->signed_by);
		node_text(a, n, "source", source_names[e->source]);
		node_instant(a, n, "first_seen_at", e->first_seen_at);
		node_instant(a, n, "gone_since", gone ? gone->asked_at : INSTANT_NONE);
	}
}

/* "2 events that it gave before, among them "Delivered, Front Door": the parcel no longer ..." */
static const char *vanished_words(struct arena *a, const struct case_rows *c, const struct poll *p,
				  int n)
{
	const struct event *named = NULL;
	bool undone;

	for (int i = 0; i < c->nevents; i++) {
		const struct event *e = &c->event[i];

		if (e->gone_poll_id == p->id && e->text &&
		    (n == 1 || e->status == STATUS_DELIVERED))
			named = e;
	}
	undone = named && named->status == STATUS_DELIVERED &&
		 c->shipment.status != STATUS_DELIVERED;
	return arena_printf(a, "%d event%s that it gave before%s%s%s%s", n, n == 1 ? "" : "s",
			    !named   ? ""
			    : n == 1 ? ", \""
				     : ", among them \"",
			    named ? named->text : "", named ? "\"" : "",
			    undone ? ": the parcel no longer counts as delivered" : "");
}

void vanished_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "vanished");

	for (int i = 0; i < c->npolls; i++) {
		const struct poll *p = &c->poll[i];
		struct node *row;
		int n = 0;

		for (int k = 0; k < c->nevents && p->gone_events; k++)
			n += c->event[k].gone_poll_id == p->id;
		if (!n) /* none, or all of them came back */
			continue;
		row = node_map(a, list, NULL);
		node_instant(a, row, "gone_since", p->asked_at);
		node_text(a, row, "asked", p->asked);
		node_int(a, row, "events", n);
		node_text(a, row, "text", vanished_words(a, c, p, n));
	}
}

void silence_node(struct arena *a, struct node *doc, const struct case_rows *c,
		  const struct moment *moment)
{
	struct silence_facts facts = { .shipment = &c->shipment,
				       .event = c->event,
				       .nevents = c->nevents,
				       .poll = c->poll,
				       .npolls = c->npolls,
				       .now = moment->now,
				       .today = moment->today };
	struct node *list = node_list(a, doc, "silence");
	struct silence *s;
	int n = silence_find(&s, a, &facts);

	for (int i = 0; i < n; i++) {
		struct node *row = node_map(a, list, NULL);

		node_text(a, row, "since", silence_since_names[s[i].since]);
		node_day(a, row, "since_on", s[i].since_on);
		node_day(a, row, "from", s[i].since == SINCE_SCAN ? s[i].since_on : DAY_NONE);
		node_day(a, row, "until", s[i].until_on);
		node_int(a, row, "days", s[i].days);
		node_int(a, row, "asked", s[i].asked);
		node_int(a, row, "answered", s[i].answered);
		node_int(a, row, "gone_scans", s[i].gone);
		node_bool(a, row, "open", s[i].until_on == DAY_NONE);
		node_text(a, row, "text", silence_words(a, &s[i]));
	}
}

void polls_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "polls");

	for (int i = 0; i < c->npolls; i++) {
		const struct poll *p = &c->poll[i];
		struct node *n = node_map(a, list, NULL);

		node_instant(a, n, "asked_at", p->asked_at);
		node_text(a, n, "asked", p->asked);
		node_text(a, n, "outcome", poll_outcome_names[p->outcome]);
		node_int(a, n, "new_events", p->new_events);
		node_int(a, n, "gone_events", p->gone_events);
		node_text(a, n, "source", source_names[p->source]);
		node_text(a, n, "message", p->message);
		node_text(a, n, "answer_sha256", p->answer_sha256);
	}
}
