#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "view/doc_mustache.h"
#include "view/letter_parts.h"

static const struct contact *contact_of(const struct letter_work *w, int64_t id)
{
	for (int i = 0; i < w->rows->ncontacts; i++)
		if (w->rows->contact[i].id == id)
			return &w->rows->contact[i];
	return NULL;
}

/* --- what did not come --- */

static void promise_node_of(struct letter_work *w, struct node *list, const struct promise *p)
{
	const struct contact *k = contact_of(w, p->contact_id);
	struct arena *a = w->arena;
	struct node *n = node_map(a, list, NULL);

	node_text(a, n, "what", p->what);
	node_day(a, n, "due_on", p->due_on);
	node_day(a, n, "said_on", k ? letter_day(w, k->at) : DAY_NONE);
	node_text(a, n, "who", k ? letter_who(a, w, k) : NULL);
	node_text(a, n, "reference", k ? k->reference : NULL);
	node_bool(a, n, "broken", p->state == PROMISE_BROKEN);
}

static void promise_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "promises");

	for (int i = 0; i < w->rows->npromises; i++) {
		const struct promise *p = &w->rows->promise[i];

		if (p->owed_by != PARTY_US &&
		    (p->state == PROMISE_BROKEN || promise_overdue(p, w->moment->today)))
			promise_node_of(w, list, p);
	}
}

static const char *const request_words[REQUEST_NVALUES] = {
	[REQUEST_HELP_REQUEST] = "Help Request",
	[REQUEST_MISSING_MAIL_SEARCH] = "Missing Mail Search",
	[REQUEST_INTERNATIONAL_INQUIRY] = "international inquiry",
	[REQUEST_TRACE] = "trace",
	[REQUEST_OTHER] = "request",
	[REQUEST_DELIVERY_SCAN] = "question about the delivery scan",
	[REQUEST_SIGNATURE] = "question about the signature",
	[REQUEST_INSTRUCTION] = "delivery instruction",
};

static void request_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "requests");
	struct arena *a = w->arena;
	bool late = false;

	for (int i = 0; i < w->rows->nrequests; i++) {
		const struct request *r = &w->rows->request[i];
		struct node *n = node_map(a, list, NULL);
		bool open = r->state == REQUEST_OPEN;
		bool this_late =
			open && r->answer_due_on != DAY_NONE && r->answer_due_on < w->moment->today;

		node_text(a, n, "kind", request_words[r->kind]);
		node_text(a, n, "reference", r->reference);
		node_day(a, n, "filed_on", r->filed_on);
		node_day(a, n, "answered_on", r->answered_on);
		node_text(a, n, "answer", r->answer);
		node_day(a, n, "due_on", r->answer_due_on);
		node_bool(a, n, "open", open);
		node_bool(a, n, "late", this_late);
		late |= this_late;
	}
	node_bool(a, w->doc, "requests_late", late);
}

static void contradiction_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "contradictions");
	struct arena *a = w->arena;

	for (int i = 0; i < w->rows->ncontradictions; i++) {
		const struct contradiction *pair = &w->rows->contradiction[i];
		const struct contact *later = contact_of(w, pair->contact_id);
		const struct contact *earlier = contact_of(w, pair->other_id);
		struct node *n;

		if (!later || !earlier || !later->said || !earlier->said)
			continue;
		n = node_map(a, list, NULL);
		node_day(a, n, "on", letter_day(w, later->at));
		node_text(a, n, "who", letter_who(a, w, later));
		node_text(a, n, "said", later->said);
		node_day(a, n, "other_on", letter_day(w, earlier->at));
		node_text(a, n, "other_who", letter_who(a, w, earlier));
		node_text(a, n, "other_said", earlier->said);
	}
}

static void evidence_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "evidence");

	for (int i = 0; i < w->rows->nevidence; i++) {
		const struct evidence *e = &w->rows->evidence[i];
		struct node *n;

		if (!(w->kind->attach & (UINT32_C(1) << e->kind)))
			continue;
		n = node_map(w->arena, list, NULL);
		node_text(w->arena, n, "name", e->name);
		node_text(w->arena, n, "kind",
			  letter_words(w->arena, evidence_kind_names[e->kind]));
	}
}

/* --- for the customer: what was done and what comes, without names or notes --- */

/* In the order in which it happened: at most one line a day and act. */
struct act {
	daynum on;
	const char *text;
};

struct acts {
	struct act act[64];
	int n;
};

static void add_act(struct acts *t, daynum on, const char *text)
{
	if (t->n == (int)(sizeof t->act / sizeof *t->act))
		return;
	for (int i = 0; i < t->n; i++)
		if (t->act[i].on == on && strcmp(t->act[i].text, text) == 0)
			return;
	t->act[t->n++] = (struct act){ on, text };
}

static void sort_acts(struct acts *t)
{
	for (int i = 1; i < t->n; i++) {
		struct act each = t->act[i];
		int k = i;

		for (; k > 0 && t->act[k - 1].on > each.on; k--)
			t->act[k] = t->act[k - 1];
		t->act[k] = each;
	}
}

static const char *const channel_verb[CHANNEL_NVALUES] = {
	[CHANNEL_PHONE] = "called",        [CHANNEL_EMAIL] = "wrote to",
	[CHANNEL_WEB_FORM] = "wrote to",   [CHANNEL_CHAT] = "wrote to",
	[CHANNEL_POST_OFFICE] = "went to", [CHANNEL_LETTER] = "wrote to",
	[CHANNEL_SOCIAL] = "wrote to",     [CHANNEL_OTHER] = "asked",
};

static const char *party_words(struct letter_work *w, enum party party)
{
	const char *carrier = carrier_title(w->rows->shipment.carrier);

	switch (party) {
	case PARTY_CARRIER:
		return carrier ? carrier : "the carrier";
	case PARTY_POST_OFFICE:
		return "the Post Office";
	case PARTY_INSURER:
		return "the insurer";
	case PARTY_PLATFORM:
		return "the platform that sold the label";
	case PARTY_US:
	case PARTY_RECIPIENT:
	case PARTY_NVALUES:
		break;
	}
	return NULL;
}

static void done_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "done");
	const char *carrier = party_words(w, PARTY_CARRIER);
	const struct case_rows *c = w->rows;
	struct arena *a = w->arena;
	struct acts t = { .n = 0 };

	for (int i = 0; i < c->ncontacts; i++) {
		const struct contact *k = &c->contact[i];
		const char *whom = party_words(w, k->party);

		if (whom && k->direction == DIRECTION_OUT)
			add_act(&t, letter_day(w, k->at),
				arena_printf(a, "we %s %s", channel_verb[k->channel], whom));
	}
	for (int i = 0; i < c->nrequests; i++)
		add_act(&t, c->request[i].filed_on,
			arena_printf(a, "we filed %s %s with %s%s%s",
				     strchr("aeiou", *request_words[c->request[i].kind]) ? "an"
											 : "a",
				     request_words[c->request[i].kind], carrier,
				     c->request[i].reference ? ", reference " : "",
				     c->request[i].reference ? c->request[i].reference : ""));
	for (int i = 0; i < c->nclaims; i++)
		if (c->claim[i].filed_on != DAY_NONE)
			add_act(&t, c->claim[i].filed_on, "we filed a claim");
	sort_acts(&t);
	for (int i = 0; i < t.n; i++)
		node_text(a, list, NULL,
			  arena_printf(a, "%s: %s", day_words(a, t.act[i].on), t.act[i].text));
}

static void coming_nodes(struct letter_work *w)
{
	struct node *list = node_list(w->arena, w->doc, "coming");
	const char *carrier = party_words(w, PARTY_CARRIER);
	daynum opens = node_dayof(w->doc, "window.opens_on");
	const struct case_rows *c = w->rows;
	daynum today = w->moment->today;
	struct arena *a = w->arena;
	bool filed = false;

	for (int i = 0; i < c->nrequests; i++)
		if (c->request[i].state == REQUEST_OPEN && c->request[i].answer_due_on >= today)
			node_text(a, list, NULL,
				  arena_printf(a, "%s should answer our %s by %s", carrier,
					       request_words[c->request[i].kind],
					       day_words(a, c->request[i].answer_due_on)));
	for (int i = 0; i < c->nclaims; i++) {
		filed |= c->claim[i].filed_on != DAY_NONE;
		if (c->claim[i].answer_due_on != DAY_NONE && c->claim[i].answer_due_on >= today)
			node_text(a, list, NULL,
				  arena_printf(a, "an answer to our claim should come by %s",
					       day_words(a, c->claim[i].answer_due_on)));
	}
	for (int i = 0; i < c->npromises; i++)
		if (c->promise[i].state == PROMISE_OPEN && c->promise[i].owed_by == PARTY_CARRIER &&
		    c->promise[i].due_on != DAY_NONE && c->promise[i].due_on >= today)
			node_text(a, list, NULL,
				  arena_printf(a, "we expect to hear from %s by %s", carrier,
					       day_words(a, c->promise[i].due_on)));
	if (!filed && opens != DAY_NONE && opens > today)
		node_text(a, list, NULL,
			  arena_printf(a, "if nothing helps, we can claim from %s on",
				       day_words(a, opens)));
}

void letter_story(struct letter_work *w)
{
	promise_nodes(w);
	request_nodes(w);
	contradiction_nodes(w);
	evidence_nodes(w);
	done_nodes(w);
	coming_nodes(w);
}
