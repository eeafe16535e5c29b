#include "view/case_doc.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "view/call_doc.h"
#include "view/claim_doc.h"
#include "view/doc.h"
#include "view/door_doc.h"
#include "view/hold_doc.h"
#include "view/ladder_doc.h"
#include "view/next_doc.h"
#include "view/office_doc.h"
#include "view/tracking_doc.h"
#include "view/window_doc.h"

/* --- the parcel --- */

static void shipment_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *n = node_map(a, doc, "shipment");
	const struct shipment *s = &c->shipment;

	node_text(a, n, "status", status_names[s->status]);
	node_text(a, n, "trouble", trouble_names[s->trouble]);
	node_text(a, n, "status_text", s->status_text);
	node_instant(a, n, "last_scan_at", s->last_scan_at);
	node_instant(a, n, "last_asked_at", s->last_asked_at);
	node_day(a, n, "history_until", s->history_until);
	node_day(a, n, "mailed_on", s->mailed_on);
	node_day(a, n, "accepted_on", s->accepted_on);
	node_day(a, n, "expected_on", s->expected_on);
	node_day(a, n, "delivered_on", s->delivered_on);
	if (s->delivered_at != INSTANT_NONE) /* else the day is all that is known */
		node_instant(a, n, "delivered_at", s->delivered_at);
	else
		node_day(a, n, "delivered_at", s->delivered_on);
	node_text(a, n, "from", s->from_address);
	node_text(a, n, "to", s->to_address);
	node_text(a, n, "contents", s->contents);
	node_text(a, n, "weight", s->weight);
	node_text(a, n, "dimensions", s->dimensions);
	node_text(a, n, "pieces", s->pieces);
	node_text(a, n, "order", s->order_number);
	node_money(a, n, "value", &s->value);
	node_money(a, n, "insured", &s->insured);
	node_text(a, n, "insurer", s->insurer);
	node_day(a, n, "insured_on", s->insured_on);
	node_money(a, n, "insurance_fee", &s->insurance_fee);
	node_money(a, n, "postage", &s->postage);
	node_text(a, n, "label_source", s->label_source);
	node_text(a, n, "shipper", s->shipper);
	node_text(a, n, "account", s->account);
	node_text(a, n, "client", s->client);
	items_node(a, n, c);
}

/* --- contacts and promises --- */

static void minutes_node(struct arena *a, struct node *n, const char *name, int32_t minutes)
{
	if (minutes == MINUTES_NONE)
		node_null(a, n, name);
	else
		node_int(a, n, name, minutes);
}

static struct node *contact_node(struct arena *a, struct node *n, const struct contact *c)
{
	node_int(a, n, "contact", c->id);
	node_int(a, n, "version", c->version);
	node_instant(a, n, "at", c->at);
	node_text(a, n, "channel", channel_names[c->channel]);
	node_text(a, n, "with", party_names[c->party]);
	node_text(a, n, "direction", direction_names[c->direction]);
	node_text(a, n, "outcome", outcome_names[c->outcome]);
	node_text(a, n, "rep_name", c->rep_name);
	node_text(a, n, "rep_id", c->rep_id);
	node_text(a, n, "reference", c->reference);
	node_text(a, n, "dialed", c->dialed);
	node_text(a, n, "keypad", c->keypad);
	node_text(a, n, "callback", c->callback);
	node_text(a, n, "said", c->said);
	minutes_node(a, n, "minutes", c->minutes);
	minutes_node(a, n, "hold_minutes", c->hold_minutes);
	node_text(a, n, "logged_by", c->logged_by);
	node_instant(a, n, "logged_at", c->logged_at);
	return n;
}

/* Where it was, when it was at a counter. */
static void at_office_node(struct arena *a, struct node *n, const struct post_office offices[],
			   int noffices, const struct contact *c)
{
	for (int i = 0; i < noffices; i++)
		if (offices[i].id == c->post_office_id) {
			office_node(a, node_map(a, n, "post_office"), &offices[i], c->at);
			return;
		}
	node_null(a, n, "post_office");
}

struct node *promise_node(struct arena *a, struct node *n, const struct promise *p, daynum today)
{
	node_int(a, n, "promise", p->id);
	node_int(a, n, "contact", p->contact_id);
	node_text(a, n, "what", p->what);
	node_text(a, n, "owed_by", party_names[p->owed_by]);
	node_day(a, n, "due_on", p->due_on);
	node_text(a, n, "state", promise_state_names[p->state]);
	node_bool(a, n, "overdue", promise_overdue(p, today));
	node_day(a, n, "settled_on", p->settled_on);
	node_text(a, n, "settled_by", p->settled_by);
	return n;
}

/* A cell of the journal as a value: the column's type says what it is. */
static void cell_node(struct arena *a, struct node *n, const struct column *c,
		      const struct cell *cell)
{
	if (cell->type == CELL_NULL)
		node_null(a, n, c->name);
	else if (c->type == COL_INSTANT)
		node_instant(a, n, c->name, cell->number);
	else if (c->type == COL_DAY)
		node_day(a, n, c->name, (daynum)cell->number);
	else if (cell->type == CELL_INT)
		node_int(a, n, c->name, cell->number);
	else
		node_text(a, n, c->name, cell->text);
}

/* What an amended contact said before: only the fields that differ from the version after. */
static int earlier_node(struct arena *a, struct node *contact, struct snap *snap,
			int64_t shipment_id, const struct contact *c, struct err *err)
{
	const struct table *t = &tables[TABLE_CONTACT];
	struct node *list = node_list(a, contact, "earlier");
	struct old_row *old;
	int n;

	if (c->version < 2)
		return 0;
	if (journal_old_rows(&old, &n, snap, a, shipment_id, TABLE_CONTACT, c->id, err) < 0)
		return -1;
	for (int i = 0; i + 1 < n; i++) {
		struct node *was = node_map(a, list, NULL);

		node_int(a, was, "version", old[i].version);
		node_instant(a, was, "replaced_at", old[i + 1].at);
		node_text(a, was, "replaced_by", old[i + 1].user);
		for (int k = 0; k < t->ncolumns; k++) {
			const struct cell *x = &old[i].cells[k], *y = &old[i + 1].cells[k];

			if (x->type != y->type || x->number != y->number || x->len != y->len ||
			    (x->len && memcmp(x->text, y->text, x->len) != 0))
				cell_node(a, was, &t->column[k], x);
		}
	}
	return 0;
}

static int cases_node(struct arena *a, struct node *contact, struct snap *snap, int64_t contact_id,
		      struct err *err)
{
	struct node *list = node_list(a, contact, "cases");
	int64_t *ids;
	int n;

	if (contact_cases(&ids, &n, snap, a, contact_id, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		node_int(a, list, NULL, ids[i]);
	return 0;
}

static int contacts_node(struct arena *a, struct node *doc, struct snap *snap,
			 const struct case_rows *c, struct err *err)
{
	struct node *list = node_list(a, doc, "contacts");

	for (int i = 0; i < c->ncontacts; i++) {
		struct node *n = contact_node(a, node_map(a, list, NULL), &c->contact[i]);

		at_office_node(a, n, c->post_office, c->npost_offices, &c->contact[i]);
		if (cases_node(a, n, snap, c->contact[i].id, err) < 0 ||
		    earlier_node(a, n, snap, c->shipment.id, &c->contact[i], err) < 0)
			return -1;
	}
	return 0;
}

int contact_doc(struct node **out, struct snap *snap, struct arena *a, int64_t contact_id,
		const struct moment *moment, struct err *err)
{
	struct post_office office;
	struct promise *promise;
	struct contact c;
	struct node *list;
	int n;

	if (row_get(&c, snap, a, TABLE_CONTACT, contact_id, err) < 0 ||
	    row_list(&promise, &n, snap, a, TABLE_PROMISE, "WHERE contact_id=?1 ORDER BY id",
		     contact_id, 0, err) < 0)
		return -1;
	if (c.post_office_id &&
	    row_get(&office, snap, a, TABLE_POST_OFFICE, c.post_office_id, err) < 0)
		return -1;
	*out = contact_node(a, node_root(a), &c);
	at_office_node(a, *out, &office, c.post_office_id != 0, &c);
	if (cases_node(a, *out, snap, contact_id, err) < 0)
		return -1;
	list = node_list(a, *out, "promises");
	for (int i = 0; i < n; i++)
		promise_node(a, node_map(a, list, NULL), &promise[i], moment->today);
	return 0;
}

/* The text to paste into the carrier's form: such letters have the names of their requests. */
static const char *request_letter(struct arena *a, const struct request *r)
{
	static const char *const words[REQUEST_NVALUES] = {
		[REQUEST_HELP_REQUEST] = "help-request",
		[REQUEST_MISSING_MAIL_SEARCH] = "missing-mail-search",
		[REQUEST_INTERNATIONAL_INQUIRY] = "international-inquiry",
	};

	if (!words[r->kind])
		return NULL;
	return arena_printf(a, "waylaid letter %lld %s", (long long)r->casefile_id, words[r->kind]);
}

struct node *request_node(struct arena *a, struct node *n, const struct request *r, daynum today)
{
	node_text(a, n, "request",
		  arena_printf(a, "%lld/%d", (long long)r->casefile_id, r->number));
	node_text(a, n, "kind", request_kind_names[r->kind]);
	node_text(a, n, "state", request_state_names[r->state]);
	node_text(a, n, "asked_of", party_names[r->asked_of]);
	node_text(a, n, "what", r->what);
	node_text(a, n, "reference", r->reference);
	node_day(a, n, "filed_on", r->filed_on);
	node_day(a, n, "answer_due_on", r->answer_due_on);
	node_bool(a, n, "overdue", request_overdue(r, today));
	node_day(a, n, "answered_on", r->answered_on);
	node_text(a, n, "result",
		  r->result == RESULT_NONE ? NULL : request_result_names[r->result]);
	node_text(a, n, "answer", r->answer);
	node_day(a, n, "valid_until", r->valid_until);
	node_text(a, n, "letter", request_letter(a, r));
	return n;
}

/* --- evidence, holds --- */

struct node *request_doc(struct arena *a, const struct request *r, daynum today)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", r->casefile_id);
	return request_node(a, doc, r, today);
}

struct node *evidence_node(struct arena *a, struct node *n, const struct evidence *e)
{
	node_int(a, n, "evidence", e->id);
	node_text(a, n, "kind", evidence_kind_names[e->kind]);
	node_text(a, n, "name", e->name);
	node_text(a, n, "media_type", e->media_type);
	node_text(a, n, "sha256", e->sha256);
	node_int(a, n, "size", e->size);
	if (e->shot)
		node_int(a, n, "shot", e->shot);
	else
		node_null(a, n, "shot");
	node_day(a, n, "dated_on", e->dated_on);
	node_text(a, n, "taken", e->taken);
	node_day(a, n, "date", evidence_day(e));
	node_text(a, n, "unshown", e->unshown);
	node_text(a, n, "note", e->note);
	node_instant(a, n, "added_at", e->added_at);
	node_text(a, n, "added_by", e->added_by);
	node_day(a, n, "purged_on", e->purged_on);
	return n;
}

struct node *evidence_given_node(struct arena *a, struct node *n, const struct evidence *e,
				 bool known, const char *also)
{
	node_int(a, n, "case", e->casefile_id);
	evidence_node(a, n, e);
	node_bool(a, n, "already_kept", known);
	node_text(a, n, "also", also);
	return n;
}

static void doubts_node(struct arena *a, struct node *n, const struct evidence *e,
			const struct evidence_frame *frame)
{
	const char *doubt[EVIDENCE_DOUBTS];
	struct node *list = node_list(a, n, "doubts");
	int ndoubts = evidence_doubts(doubt, a, e, frame);

	for (int i = 0; i < ndoubts; i++)
		node_text(a, list, NULL, doubt[i]);
}

static void evidence_nodes(struct arena *a, struct node *doc, const struct case_rows *c,
			   const struct moment *moment)
{
	const struct evidence_frame frame = { c->shipment.mailed_on, moment->today, moment->now };
	struct node *list = node_list(a, doc, "evidence");

	for (int i = 0; i < c->nevidence; i++)
		doubts_node(a, evidence_node(a, node_map(a, list, NULL), &c->evidence[i]),
			    &c->evidence[i], &frame);
}

/* Facts that a claim form asks for and nobody has given yet. */
static void missing_facts_node(struct arena *a, struct node *doc, const struct shipment *s)
{
	const struct {
		const char *name;
		bool known;
	} fact[] = {
		{ "carrier", s->carrier != NULL },         { "service", s->service != NULL },
		{ "mailed_on", s->mailed_on != DAY_NONE }, { "from", s->from_address != NULL },
		{ "to", s->to_address != NULL },           { "contents", s->contents != NULL },
		{ "value", money_known(&s->value) },       { "postage", money_known(&s->postage) },
		{ "weight", s->weight != NULL },           { "insured", money_known(&s->insured) },
	};
	struct node *list = node_list(a, doc, "missing_facts");

	for (size_t i = 0; i < sizeof fact / sizeof *fact; i++)
		if (!fact[i].known)
			node_text(a, list, NULL, fact[i].name);
}

static void journal_node(struct arena *a, struct node *doc, const struct case_rows *c)
{
	struct node *list = node_list(a, doc, "journal");

	for (int i = 0; i < c->nentries; i++) {
		const struct entry *e = &c->entry[i];
		struct node *n = node_map(a, list, NULL);

		node_int(a, n, "entry", e->entry);
		node_instant(a, n, "at", e->at);
		node_text(a, n, "op", e->op);
		node_text(a, n, "user", e->user);
		node_text(a, n, "as", e->on_behalf);
		node_text(a, n, "way", e->way);
		node_text(a, n, "system_user", e->system_user);
		node_instant(a, n, "clock", e->clock);
		node_bool(a, n, "now_given", e->now_given);
		node_text(a, n, "cases", e->cases);
		node_text(a, n, "hash", arena_strdup(a, e->hash));
	}
}

/* --- the case --- */

static void head_nodes(struct arena *a, struct node *doc, const struct case_rows *c)
{
	const struct casefile *f = &c->casefile;

	node_int(a, doc, "case", f->id);
	node_int(a, doc, "version", f->version);
	node_text(a, doc, "tracking_number", c->shipment.tracking_number);
	node_text(a, doc, "carrier", c->shipment.carrier);
	node_text(a, doc, "service", c->shipment.service);
	node_text(a, doc, "problem", problem_names[f->problem]);
	node_text(a, doc, "stage", stage_names[f->stage]);
	node_text(a, doc, "owner", f->owner);
	node_text(a, doc, "client", f->client);
	node_text(a, doc, "note", f->note);
	node_text(a, doc, "damage", f->damage);
	node_instant(a, doc, "opened_at", f->opened_at);
	node_text(a, doc, "opened_by", f->opened_by);
	node_instant(a, doc, "closed_at", f->closed_at);
	node_text(a, doc, "close_reason", f->close_reason);
}

int case_doc_of(struct node **out, struct snap *snap, struct arena *a, const struct case_rows *c,
		const struct moment *moment, struct err *err)
{
	struct case_door_list doors = case_door_list(a, c);
	struct node *doc, *list;

	*out = doc = node_root(a);
	head_nodes(a, doc, c);
	shipment_node(a, doc, c);
	events_node(a, doc, c);
	vanished_node(a, doc, c);
	silence_node(a, doc, c, moment);
	if (contacts_node(a, doc, snap, c, err) < 0)
		return -1;
	list = node_list(a, doc, "promises");
	for (int i = 0; i < c->npromises; i++)
		promise_node(a, node_map(a, list, NULL), &c->promise[i], moment->today);
	list = node_list(a, doc, "requests");
	for (int i = 0; i < c->nrequests; i++)
		request_node(a, node_map(a, list, NULL), &c->request[i], moment->today);
	evidence_nodes(a, doc, c, moment);
	checklist_node(a, doc, c, doors.main);
	missing_facts_node(a, doc, &c->shipment);
	windows_nodes(a, doc, c, moment->today);
	doors_node(a, doc, c, &doors, moment->today);
	steps_node(a, doc, c);
	if (claims_nodes(a, doc, snap, c, moment->today, err) < 0)
		return -1;
	holds_node(a, doc, c, moment->today);
	snoozes_node(a, doc, c->snooze, c->nsnoozes);
	polls_node(a, doc, c);
	if (contradictions_node(a, doc, snap, c, err) < 0)
		return -1;
	journal_node(a, doc, c);
	next_step_node(a, doc, c, moment->today);
	return 0;
}

int case_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	     const struct moment *moment, struct err *err)
{
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0)
		return -1;
	return case_doc_of(out, snap, a, &c, moment, err);
}
