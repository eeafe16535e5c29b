#include "view/brief_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/file.h"
#include "domain/number.h"
#include "store/read.h"
#include "view/case_doc.h"
#include "view/doc.h"
#include "view/office_doc.h"

/* --- whom to call --- */

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

static int dial_node(struct arena *a, struct node *doc, struct snap *snap,
		     const struct case_rows *c, instant now, struct err *err)
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
		open_now_node(a, dial, phone->hours, phone->zone, now);
	else
		node_null(a, dial, "open_now");
	last_time_nodes(a, dial, c);
	for (int i = 0; i < n; i++)
		if (!strcmp(all[i].channel, "web_form")) { /* self-service first: no queue */
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

static void promises_nodes(struct arena *a, struct node *doc, const struct case_rows *c,
			   daynum today)
{
	struct node *open = node_list(a, doc, "promises_open");
	struct node *broken = node_list(a, doc, "promises_broken");

	for (int i = 0; i < c->npromises; i++) {
		if (c->promise[i].state == PROMISE_OPEN)
			promise_node(a, node_map(a, open, NULL), &c->promise[i], today);
		else if (c->promise[i].state == PROMISE_BROKEN)
			promise_node(a, node_map(a, broken, NULL), &c->promise[i], today);
	}
}

static void last_scan_node(struct arena *a, struct node *doc, const struct case_rows *c)
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
}

/* --- what to ask --- */

/*
 * The questions are reports/questions.csv, embedded; a file of that name among the user's settings
 * stands instead of it. kind: ask, broken (asked first once a promise was broken), confirm.
 */
extern const char brief_questions[];
enum { QUESTIONS_MAX = 256 * 1024 };

static int read_questions(char **out, size_t *len, struct arena *a, struct err *err)
{
	struct err missing;
	char *dir, *path;

	*out = arena_strdup(a, brief_questions);
	*len = strlen(*out);
	if (path_config_dir(&dir, a, &missing) < 0)
		return 0;
	path = path_join(a, dir, "questions.csv");
	return file_exists(path) ? file_read(out, len, a, path, QUESTIONS_MAX, err) : 0;
}

static bool was_broken(const struct case_rows *c)
{
	for (int i = 0; i < c->npromises; i++)
		if (c->promise[i].state == PROMISE_BROKEN)
			return true;
	return false;
}

static int questions_nodes(struct arena *a, struct node *doc, const struct case_rows *c,
			   struct err *err)
{
	struct node *ask = node_list(a, doc, "questions"), *confirm = node_list(a, doc, "confirm");
	const char *problem = problem_names[c->casefile.problem];
	struct csv csv;
	char **row, *text;
	size_t len;
	int n, rc;

	if (read_questions(&text, &len, a, err) < 0)
		return -1;
	for (int pass = 0; pass < 2; pass++) { /* what a broken promise asks comes first */
		csv_open(&csv, text, len, ',');
		while ((rc = csv_next(&row, &n, &csv, a, err)) > 0) {
			if (n < 3 || (strcmp(row[0], "any") != 0 && strcmp(row[0], problem) != 0))
				continue;
			if (!pass && !strcmp(row[1], "broken") && was_broken(c))
				node_text(a, ask, NULL, row[2]);
			else if (pass && !strcmp(row[1], "ask"))
				node_text(a, ask, NULL, row[2]);
			else if (pass && !strcmp(row[1], "confirm"))
				node_text(a, confirm, NULL, row[2]);
		}
		if (rc < 0)
			return err_wrap(err, "questions.csv");
	}
	return 0;
}

int brief_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const struct moment *moment, struct err *err)
{
	struct case_rows c;

	if (case_read(&c, snap, a, case_id, err) < 0 ||
	    case_doc_of(out, snap, a, &c, moment, err) < 0 ||
	    dial_node(a, *out, snap, &c, moment->now, err) < 0)
		return -1;
	node_text(a, *out, "read_aloud", number_grouped(a, c.shipment.tracking_number));
	last_scan_node(a, *out, &c);
	promises_nodes(a, *out, &c, moment->today);
	earlier_node(a, *out, &c);
	return questions_nodes(a, *out, &c, err);
}
