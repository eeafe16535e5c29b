#include "view/brief_doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/own_files.h"
#include "base/text.h"
#include "domain/number.h"
#include "store/read.h"
#include "view/case_doc.h"
#include "view/dial_doc.h"
#include "view/doc.h"
#include "view/rates_doc.h"
#include "view/status_words.h"

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

/* A promise is asked for by the name of whoever gave it. */
static void promise_given_node(struct arena *a, struct node *list, const struct case_rows *c,
			       const struct promise *p, daynum today)
{
	struct node *n = promise_node(a, node_map(a, list, NULL), p, today);
	const struct contact *by = NULL;

	for (int i = 0; i < c->ncontacts && !by; i++)
		if (c->contact[i].id == p->contact_id)
			by = &c->contact[i];
	node_text(a, n, "rep_name", by ? by->rep_name : NULL);
	node_text(a, n, "rep_id", by ? by->rep_id : NULL);
	node_text(a, n, "reference", by ? by->reference : NULL);
	node_instant(a, n, "given_at", by ? by->at : INSTANT_NONE);
}

/* What is overdue longest first; what has no day last. */
static int by_due(const void *a, const void *b)
{
	const struct promise *const *x = a, *const *y = b;
	int64_t one = (*x)->due_on == DAY_NONE ? INT64_MAX : (*x)->due_on;
	int64_t other = (*y)->due_on == DAY_NONE ? INT64_MAX : (*y)->due_on;

	if (one != other)
		return one < other ? -1 : 1;
	return (*x)->id < (*y)->id ? -1 : 1;
}

static void promises_nodes(struct arena *a, struct node *doc, const struct case_rows *c,
			   daynum today)
{
	struct node *open = node_list(a, doc, "promises_open");
	struct node *broken = node_list(a, doc, "promises_broken");
	const struct promise **owed = arena_array(a, (size_t)c->npromises + 1, sizeof(*owed));
	int n = 0;

	for (int i = 0; i < c->npromises; i++) {
		if (c->promise[i].state == PROMISE_OPEN)
			owed[n++] = &c->promise[i];
		else if (c->promise[i].state == PROMISE_BROKEN)
			promise_given_node(a, broken, c, &c->promise[i], today);
	}
	qsort(owed, (size_t)n, sizeof(*owed), by_due);
	for (int i = 0; i < n; i++)
		promise_given_node(a, open, c, owed[i], today);
}

/* The carrier's words in plain ones: those of the facts, else the desk's own for the status. */
static int meaning_nodes(struct arena *a, struct node *n, struct snap *snap,
			 const struct case_rows *c, const struct event *e, struct err *err)
{
	struct code_query query = { .carrier = c->shipment.carrier };
	const struct event_code *row = NULL;
	struct event_code *all;
	int count;

	if (e) {
		query.words = e->text;
		if (fact_event_codes(&all, &count, snap, a, &e->status, err) < 0)
			return -1;
		row = event_code_of_event(all, count, &query, e->code, e->status);
	}
	node_text(a, n, "meaning", row ? row->meaning : e ? status_words[e->status].meaning : NULL);
	node_text(a, n, "meaning_confidence", row ? confidence_names[row->confidence] : NULL);
	return 0;
}

static int last_scan_node(struct arena *a, struct node *doc, struct snap *snap,
			  const struct case_rows *c, struct err *err)
{
	const struct event *last = NULL;
	struct node *n = node_map(a, doc, "last_scan");

	for (int i = 0; i < c->nevents && !last; i++) /* newest first */
		if (c->event[i].is_scan && !c->event[i].gone_poll_id)
			last = &c->event[i];
	node_text(a, n, "text", last ? last->text : NULL);
	node_text(a, n, "place", last ? last->place : NULL);
	node_text(a, n, "at_local", last ? last->occurred_at_local : NULL);
	node_instant(a, n, "at", last ? last->occurred_at : INSTANT_NONE);
	node_instant(a, n, "asked_at", c->shipment.last_asked_at);
	return meaning_nodes(a, n, snap, c, last, err);
}

/* --- what to ask --- */

/*
 * The questions are reports/questions.csv, embedded; a file of that name among the user's settings
 * stands instead of it. kind: ask, broken (asked first once a promise was broken), confirm. stage:
 * those of domain/call_stage.h with '|' between them; empty, or a file without that column: every
 * one.
 */
extern const char brief_questions[];
enum { QUESTIONS_MAX = 256 * 1024 };

static bool was_broken(const struct case_rows *c)
{
	for (int i = 0; i < c->npromises; i++)
		if (c->promise[i].state == PROMISE_BROKEN)
			return true;
	return false;
}

enum { ASK_PROBLEM, ASK_KIND, ASK_TEXT, ASK_STAGE };
enum pass { PASS_BROKEN, PASS_STAGE, PASS_ALWAYS, PASSES }; /* in this order they are asked */

static bool is_meant(char *const row[], int n, const struct case_rows *c)
{
	static const char kinds[] = "ask|broken|confirm";
	const char *stage = n > ASK_STAGE && *row[ASK_STAGE] ? row[ASK_STAGE] : NULL;

	if (n <= ASK_TEXT ||
	    (strcmp(row[ASK_PROBLEM], "any") != 0 &&
	     strcmp(row[ASK_PROBLEM], problem_names[c->casefile.problem]) != 0) ||
	    !text_is_listed(kinds, row[ASK_KIND]))
		return false;
	return !stage || text_is_listed(stage, call_stage_names[case_call_stage(c)]);
}

static enum pass pass_of(char *const row[], int n)
{
	if (!strcmp(row[ASK_KIND], "broken"))
		return PASS_BROKEN;
	return n > ASK_STAGE && *row[ASK_STAGE] ? PASS_STAGE : PASS_ALWAYS;
}

struct question {
	const struct question *next; /* in the order of the file */
	enum pass pass;
	bool confirm;
	const char *text;
};

static int meant_questions(const struct question **out, struct arena *a, const struct case_rows *c,
			   struct err *err)
{
	const struct own_text own = { "questions.csv", brief_questions, QUESTIONS_MAX };
	bool broken = was_broken(c);
	const struct question **end = out;
	struct csv csv;
	char **row, *text;
	size_t len;
	int n, rc;

	*out = NULL;
	if (own_text_read(&text, &len, a, &own, err) < 0)
		return -1;
	csv_open(&csv, text, len, ',');
	while ((rc = csv_next(&row, &n, &csv, a, err)) > 0) {
		struct question *q;

		if (!is_meant(row, n, c) || (pass_of(row, n) == PASS_BROKEN && !broken))
			continue;
		q = arena_alloc(a, sizeof *q);
		q->pass = pass_of(row, n);
		q->confirm = !strcmp(row[ASK_KIND], "confirm");
		q->text = row[ASK_TEXT];
		*end = q;
		end = &q->next;
	}
	return rc < 0 ? err_wrap(err, "questions.csv") : 0;
}

static int questions_nodes(struct arena *a, struct node *doc, const struct case_rows *c,
			   struct err *err)
{
	struct node *ask = node_list(a, doc, "questions"), *confirm = node_list(a, doc, "confirm");
	const struct question *all;

	if (meant_questions(&all, a, c, err) < 0)
		return -1;
	for (int pass = 0; pass < PASSES; pass++)
		for (const struct question *q = all; q; q = q->next)
			if ((int)q->pass == pass)
				node_text(a, q->confirm ? confirm : ask, NULL, q->text);
	return 0;
}

int brief_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const struct moment *moment, struct err *err)
{
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0 ||
	    case_doc_of(out, snap, a, &c, moment, err) < 0 ||
	    dial_node(a, *out, snap, &c, moment, err) < 0)
		return -1;
	node_text(a, *out, "call_stage", call_stage_names[case_call_stage(&c)]);
	node_text(a, *out, "read_aloud", number_grouped(a, c.shipment.tracking_number));
	if (last_scan_node(a, *out, snap, &c, err) < 0)
		return -1;
	promises_nodes(a, *out, &c, moment->today);
	if (kept_rate_node(a, *out, snap, &c, moment, err) < 0)
		return -1;
	earlier_node(a, *out, &c);
	return questions_nodes(a, *out, &c, err);
}
