#include "view/brief_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "domain/number.h"
#include "store/read.h"
#include "view/case_doc.h"
#include "view/doc.h"

/* --- whom to call --- */

static void open_now_node(struct arena *a, struct node *dial, const struct fact_contact *c, instant now)
{
	const struct zone *zone;
	struct err ignored;
	enum open_now open = OPEN_UNKNOWN;

	if (c->hours && c->zone && zone_load(&zone, a, c->zone, &ignored) == 0) {
		daynum day = zone_day(zone, now);

		open = hours_open(c->hours, day,
				  (int)((now + zone_offset(zone, now) - (int64_t)day * 86400) / 60));
	}
	if (open == OPEN_UNKNOWN)
		node_null(a, dial, "open_now");
	else
		node_bool(a, dial, "open_now", open == OPEN_YES);
}

/* The path that worked last time is worth more than any list. */
static void last_time_nodes(struct arena *a, struct node *dial, const struct case_rows *c)
{
	const char *keypad = NULL, *dialed = NULL;

	for (int i = 0; i < c->ncontacts; i++) {
		if (c->contact[i].channel != CHANNEL_PHONE)
			continue;
		keypad = c->contact[i].keypad ? c->contact[i].keypad : keypad;
		dialed = c->contact[i].dialed ? c->contact[i].dialed : dialed;
	}
	node_text(a, dial, "dialed_last_time", dialed);
	node_text(a, dial, "keypad_last_time", keypad);
}

static int dial_node(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
		     instant now, struct err *err)
{
	struct node *dial = node_map(a, doc, "dial");
	const struct fact_contact *phone = NULL;
	struct fact_contact *all;
	int n = 0;

	if (c->shipment.carrier && fact_contacts(&all, &n, snap, a, c->shipment.carrier, err) < 0)
		return -1;
	for (int i = 0; i < n && !phone; i++)
		if (!strcmp(all[i].channel, "phone"))
			phone = &all[i];
	node_text(a, dial, "number", phone ? phone->value : NULL);
	node_text(a, dial, "purpose", phone ? phone->purpose : NULL);
	node_text(a, dial, "hours", phone ? phone->hours : NULL);
	node_text(a, dial, "zone", phone ? phone->zone : NULL);
	node_text(a, dial, "confidence", phone ? phone->confidence : NULL);
	if (phone)
		open_now_node(a, dial, phone, now);
	else
		node_null(a, dial, "open_now");
	last_time_nodes(a, dial, c);
	for (int i = 0; i < n; i++)
		if (!strcmp(all[i].channel, "web")) {	/* self-service first: no queue */
			node_text(a, dial, "self_service", all[i].value);
			return 0;
		}
	node_null(a, dial, "self_service");
	return 0;
}

/* --- what was said before --- */

static void earlier_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "earlier");

	for (int i = c->ncontacts - 1; i >= 0; i--) {
		const struct contact *k = &c->contact[i];
		struct node *n;

		if (!k->rep_name && !k->reference)
			continue;
		n = node_map(a, list, NULL);
		node_int(a, n, "contact", k->id);
		node_instant(a, n, "at", k->at);
		node_text(a, n, "channel", channel_names[k->channel]);
		node_text(a, n, "with", party_names[k->party]);
		node_text(a, n, "rep_name", k->rep_name);
		node_text(a, n, "rep_id", k->rep_id);
		node_text(a, n, "reference", k->reference);
		node_text(a, n, "said", k->said);
	}
	for (int i = 0; i < c->nrequests; i++) {
		const struct request *r = &c->request[i];
		struct node *n;

		if (!r->reference)
			continue;
		n = node_map(a, list, NULL);
		node_text(a, n, "request", request_kind_names[r->kind]);
		node_day(a, n, "filed_on", r->filed_on);
		node_text(a, n, "reference", r->reference);
	}
}

static void promises_nodes(struct arena *a, struct node *doc, const struct case_rows *c, daynum today)
{
	struct node *open = node_list(a, doc, "promises_open");
	struct node *broken = node_list(a, doc, "promises_broken");

	for (int i = 0; i < c->npromises; i++) {
		if (c->promise[i].state == PROMISE_OPEN)
			promise_node(a, open, &c->promise[i], today);
		else if (c->promise[i].state == PROMISE_BROKEN)
			promise_node(a, broken, &c->promise[i], today);
	}
}

static void last_scan_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	const struct event *last = NULL;
	struct node *n = node_map(a, doc, "last_scan");

	for (int i = 0; i < c->nevents && !last; i++)	/* newest first */
		if (c->event[i].is_scan)
			last = &c->event[i];
	node_text(a, n, "text", last ? last->text : NULL);
	node_text(a, n, "place", last ? last->place : NULL);
	node_text(a, n, "at_local", last ? last->occurred_at_local : NULL);
	node_instant(a, n, "at", last ? last->occurred_at : INSTANT_NONE);
	node_instant(a, n, "asked_at", c->shipment.last_asked_at);
}

/* --- what to ask --- */

/* Questions by problem; every call ends with the same confirmations. */
static const char *const questions[PROBLEM_NVALUES][4] = {
	[PROBLEM_LOST] = { "Where was the last physical scan, and at which facility is it expected to be?",
			   "Has a search been opened? Under which number?",
			   "Which office would have it, and may I speak to that office?" },
	[PROBLEM_DAMAGED] = { "Is an inspection needed? Where should item and packaging be kept?",
			      "Was damage noted on any scan?" },
	[PROBLEM_MISSING_CONTENTS] = { "Was the parcel repaired or repacked on the way? Where?",
				       "Were loose contents handed in at the recovery centre?" },
	[PROBLEM_DELAYED] = { "What holds it, and since when?", "Is the delivery date guaranteed?" },
	[PROBLEM_MISDELIVERED] = { "To which address does the delivery scan point?",
				   "Can the carrier be sent to fetch it?" },
	[PROBLEM_NOT_RECEIVED] = { "Where is the position of the delivery scan?",
				   "Who signed, or where was it left?",
				   "Can the delivery office ask the carrier of that day?" },
	[PROBLEM_RETURNED] = { "Why is it returned, and where is it now?",
			       "Can the return be stopped or redirected?" },
	[PROBLEM_UNCLEAR] = { "What does the status mean, and what happens next?" },
	[PROBLEM_INSTRUCTION] = { "Is the instruction granted? By whom, and until when?" },
};
static const char *const confirm[] = {
	"your name and operator number, please", "the reference number of this call",
	"what happens next, who does it, and by which day", "a number to call back on",
};

static void questions_nodes(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "questions");
	bool broken = false;

	for (int i = 0; i < c->npromises; i++)
		broken |= c->promise[i].state == PROMISE_BROKEN;
	if (broken)
		node_text(a, list, NULL, "An earlier promise was not kept: who can keep it now?");
	for (int i = 0; i < 4 && questions[c->casefile.problem][i]; i++)
		node_text(a, list, NULL, questions[c->casefile.problem][i]);
	list = node_list(a, doc, "confirm");
	for (size_t i = 0; i < sizeof confirm / sizeof *confirm; i++)
		node_text(a, list, NULL, confirm[i]);
}

int brief_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const struct moment *moment, struct err *err)
{
	struct case_rows c;

	if (case_doc(out, snap, a, case_id, moment, err) < 0 ||
	    case_read(&c, snap, a, case_id, err) < 0 ||
	    dial_node(a, *out, snap, &c, moment->now, err) < 0)
		return -1;
	node_text(a, *out, "read_aloud", number_grouped(a, c.shipment.tracking_number));
	last_scan_node(a, *out, &c);
	promises_nodes(a, *out, &c, moment->today);
	earlier_node(a, *out, &c);
	questions_nodes(a, *out, &c);
	return 0;
}
