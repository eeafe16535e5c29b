#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/number.h"
#include "domain/silence.h"
#include "view/doc_mustache.h"
#include "view/letter_parts.h"

const char *letter_words(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code);

	for (char *p = s; p && *p; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

const char *letter_days(struct arena *a, const char *text)
{
	enum { ROOM = 3 }; /* "November 16, 2026" for ten characters */
	char *out = text ? arena_array(a, strlen(text) + 1, ROOM) : NULL, *to = out;
	daynum day;

	for (const char *p = text; p && *p;) {
		char head[DAY_TEXT] = "";

		memcpy(head, p, strnlen(p, DAY_TEXT - 1));
		if (day_parse_iso(&day, head) == 0) {
			to = stpcpy(to, day_words(a, day));
			p += DAY_TEXT - 1;
		} else {
			*to++ = *p++;
		}
	}
	return out;
}

daynum letter_day(const struct letter_work *w, instant at)
{
	return at == INSTANT_NONE ? DAY_NONE : zone_day(w->moment->zone, at);
}

const char *letter_who(struct arena *a, const struct letter_work *w, const struct contact *k)
{
	const char *carrier = carrier_title(w->rows->shipment.carrier);

	if (k->rep_name)
		return arena_printf(a, "%s%s%s%s", k->rep_name, k->rep_id ? " (id " : "",
				    k->rep_id ? k->rep_id : "", k->rep_id ? ")" : "");
	if (k->party == PARTY_CARRIER)
		return carrier ? carrier : "the carrier";
	if (k->party == PARTY_US)
		return "we";
	return arena_printf(a, "the %s", letter_words(a, party_names[k->party]));
}

/* --- facts, and blanks in their place --- */

static const char *on_one_line(struct arena *a, const char *text)
{
	char *out, *to;

	if (!text)
		return NULL;
	out = to = arena_array(a, strlen(text) + 1, 2);
	for (const char *p = text; *p; p++) {
		if (*p == '\n')
			*to++ = ',';
		*to++ = *p == '\n' ? ' ' : *p;
	}
	return out;
}

static const char *first_line(struct arena *a, const char *text)
{
	return text ? arena_strndup(a, text, strcspn(text, "\n,")) : NULL;
}

static const char *service_words(struct arena *a, const char *code)
{
	char title[80];

	return code ? arena_strdup(a, code_title(title, sizeof title, code)) : NULL;
}

static const char *money_words(struct arena *a, const struct money *m)
{
	char text[MONEY_TEXT];

	return money_known(m) ? arena_strdup(a, money_text(text, m)) : NULL;
}

/* Under its own name when known, and under "need" always. */
static void put_fact(struct letter_work *w, struct node *need, const char *name, const char *what,
		     const char *value)
{
	struct arena *a = w->arena;

	node_text(a, w->doc, name, value);
	node_text(a, need, name, value ? value : arena_printf(a, LETTER_BLANK "%s]", what));
}

static void parcel_facts(struct letter_work *w, struct node *need)
{
	const struct shipment *s = &w->rows->shipment;
	struct arena *a = w->arena;

	put_fact(w, need, "carrier", "carrier", carrier_title(s->carrier));
	put_fact(w, need, "service", "service", service_words(a, s->service));
	put_fact(w, need, "from", "name and address of the sender", s->from_address);
	put_fact(w, need, "to", "name and address of the recipient", s->to_address);
	put_fact(w, need, "from_line", "name and address of the sender",
		 on_one_line(a, s->from_address));
	put_fact(w, need, "to_line", "name and address of the recipient",
		 on_one_line(a, s->to_address));
	put_fact(w, need, "sender", "your name", first_line(a, s->from_address));
	put_fact(w, need, "recipient", "name of the recipient", first_line(a, s->to_address));
	put_fact(w, need, "contents", "contents: brand, model, colour, size", s->contents);
	put_fact(w, need, "weight", "weight", s->weight);
	put_fact(w, need, "order", "order number", s->order_number);
	put_fact(w, need, "value", "value of the contents", money_words(a, &s->value));
	put_fact(w, need, "insured", "insured amount", money_words(a, &s->insured));
	put_fact(w, need, "postage", "postage", money_words(a, &s->postage));
	put_fact(w, need, "insurer", "insurer", s->insurer);
	put_fact(w, need, "label_source", "where the label was bought", s->label_source);
	put_fact(w, need, "account", "account with the carrier", s->account);
	put_fact(w, need, "mailed_on", "mailing date", day_words(a, s->mailed_on));
	put_fact(w, need, "accepted_on", "first scan", day_words(a, s->accepted_on));
	put_fact(w, need, "expected_on", "expected delivery", day_words(a, s->expected_on));
	put_fact(w, need, "delivered_on", "delivery date", day_words(a, s->delivered_on));
	put_fact(w, need, "packaging", "size and kind of the box", NULL);
	put_fact(w, need, "phone", "telephone number", NULL);
	put_fact(w, need, "damage", "what is damaged, and how", NULL);
	put_fact(w, need, "missing", "what was missing", NULL);
}

/* --- the problem --- */

static const char *const problem_is[PROBLEM_NVALUES] = {
	[PROBLEM_LOST] = "has not arrived",
	[PROBLEM_DAMAGED] = "arrived damaged",
	[PROBLEM_MISSING_CONTENTS] = "arrived with contents missing",
	[PROBLEM_DELAYED] = "is late",
	[PROBLEM_MISDELIVERED] = "was delivered to the wrong address",
	[PROBLEM_NOT_RECEIVED] = "is shown as delivered, but did not reach the recipient",
	[PROBLEM_RETURNED] = "was sent back",
	[PROBLEM_UNCLEAR] = "cannot be accounted for",
	[PROBLEM_INSTRUCTION] = "had a delivery instruction",
};

static void problem_node(struct letter_work *w)
{
	struct node *n = node_map(w->arena, w->doc, "problem");
	enum problem p = w->rows->casefile.problem;

	node_text(w->arena, n, "is", problem_is[p]);
	node_text(w->arena, n, "name", letter_words(w->arena, problem_names[p]));
	node_bool(w->arena, n, "damaged", p == PROBLEM_DAMAGED);
	node_bool(w->arena, n, "missing_contents", p == PROBLEM_MISSING_CONTENTS);
}

static void scan_nodes(struct letter_work *w)
{
	const struct event *last = NULL;
	struct silence_facts facts = { .shipment = &w->rows->shipment,
				       .event = w->rows->event,
				       .nevents = w->rows->nevents,
				       .poll = w->rows->poll,
				       .npolls = w->rows->npolls,
				       .now = w->moment->now,
				       .today = w->moment->today };
	struct silence *s;
	int n = silence_find(&s, w->arena, &facts);
	struct node *scan;
	daynum on;

	for (int i = 0; i < w->rows->nevents && !last; i++) /* newest first */
		if (w->rows->event[i].is_scan && !w->rows->event[i].gone_poll_id)
			last = &w->rows->event[i];
	node_text(w->arena, w->doc, "silence",
		  n && s[n - 1].until_on == DAY_NONE
			  ? letter_days(w->arena, silence_words(w->arena, &s[n - 1]))
			  : NULL);
	if (!last)
		return;
	scan = node_map(w->arena, w->doc, "last_scan");
	node_text(w->arena, scan, "text", last->text);
	node_text(w->arena, scan, "place", last->place);
	if (last->occurred_at_local &&
	    day_parse_iso(&on, arena_strndup(w->arena, last->occurred_at_local, 10)) == 0)
		node_day(w->arena, scan, "on", on);
	else
		node_instant(w->arena, scan, "on", last->occurred_at);
}

/* --- windows --- */

static const struct window *claim_window(const struct letter_work *w, bool latest)
{
	const struct window *found = NULL;

	for (int i = 0; i < w->rows->nwindows; i++) {
		const struct window *each = &w->rows->window[i];

		if (each->what != WINDOW_CLAIM)
			continue;
		if (!found || (latest && each->opens_on != DAY_NONE &&
			       (found->opens_on == DAY_NONE || each->opens_on > found->opens_on)))
			found = each;
	}
	return found;
}

static void window_nodes(struct letter_work *w)
{
	const struct window *claim = claim_window(w, false);
	struct arena *a = w->arena;
	struct node *n;

	if (!claim)
		return;
	n = node_map(a, w->doc, "window");
	node_day(a, n, "opens_on", claim->opens_on);
	node_day(a, n, "closes_on", claim->closes_on);
	node_text(a, n, "why", window_why(a, claim));
	node_text(a, n, "unknown_because", claim->unknown_because);
	node_bool(a, n, "unconfirmed", claim->confidence == CONFIDENCE_LOW);
	node_bool(a, n, "may_open",
		  claim->opens_on != DAY_NONE && claim->opens_on > w->moment->today);
}

/*
 * A statement signed before the claim may begin is worth nothing to some insurers; one about damage
 * cannot be signed before the parcel came.
 */
static void signing_node(struct letter_work *w)
{
	const struct window *claim = claim_window(w, true);
	daynum delivered = w->rows->shipment.delivered_on;
	daynum on = claim ? claim->opens_on : DAY_NONE;
	struct arena *a = w->arena;
	struct node *n = node_map(a, w->doc, "signing");
	bool arrival = w->kind->after_delivery && delivered != DAY_NONE &&
		       (on == DAY_NONE || delivered > on);

	if (arrival)
		on = delivered;
	node_day(a, n, "on", on);
	node_text(a, n, "why",
		  arrival          ? "the day it was delivered"
		  : on != DAY_NONE ? "the first day of the claim"
				   : NULL);
	node_text(a, n, "unknown_because",
		  on != DAY_NONE                    ? NULL
		  : claim && claim->unknown_because ? claim->unknown_because
						    : "no rule names a first day for the claim");
	node_bool(a, n, "unconfirmed", !arrival && claim && claim->confidence == CONFIDENCE_LOW);
}

/* --- the claim --- */

/* Whom a letter goes to: the carrier, unless its claim went through another door. */
static const char *addressee(struct letter_work *w)
{
	if (w->claim && w->claim->route == ROUTE_INSURANCE)
		return w->rows->shipment.insurer;
	if (w->claim && w->claim->route == ROUTE_PLATFORM)
		return w->rows->shipment.label_source;
	if (w->claim && w->claim->route != ROUTE_CARRIER)
		return NULL;
	return carrier_title(w->rows->shipment.carrier);
}

static void claim_money(struct letter_work *w, struct node *n, const struct claim *m)
{
	struct arena *a = w->arena;

	node_money(a, n, "amount", &m->amount);
	node_money(a, n, "approved", &m->approved);
	node_text(a, n, "amount_note", m->amount_note);
	node_money(a, n, "goods", &m->goods);
	node_money(a, n, "discount", &m->discount);
	node_money(a, n, "postage", &m->postage);
	node_money(a, n, "repair", &m->repair);
	node_money(a, n, "salvage", &m->salvage);
	node_money(a, n, "cap", &m->cap);
	node_bool(a, n, "sum",
		  money_known(&m->goods) || money_known(&m->repair) || m->amount_note != NULL);
}

static void claim_nodes(struct letter_work *w, struct node *need)
{
	const struct claim *m = w->claim;
	struct arena *a = w->arena;
	struct node *n;

	put_fact(w, need, "addressee", "whom it goes to", addressee(w));
	put_fact(w, need, "claim_number", "claim number", m ? m->reference : NULL);
	put_fact(w, need, "filed_on", "day the claim was filed",
		 day_words(a, m ? m->filed_on : DAY_NONE));
	put_fact(w, need, "decided_on", "day of the decision",
		 day_words(a, m ? m->decided_on : DAY_NONE));
	put_fact(w, need, "reason", "reason that they gave", m ? m->reason : NULL);
	put_fact(w, need, "amount", "amount claimed", m ? money_words(a, &m->amount) : NULL);
	if (!m)
		return;
	n = node_map(a, w->doc, "claim");
	node_text(a, n, "number", arena_printf(a, "%" PRId64 "/%d", m->casefile_id, m->number));
	node_text(a, n, "route", letter_words(a, route_kind_names[m->route]));
	node_text(a, n, "state", letter_words(a, claim_state_names[m->state]));
	node_text(a, n, "reference", m->reference);
	claim_money(w, n, m);
	node_day(a, n, "filed_on", m->filed_on);
	node_day(a, n, "decided_on", m->decided_on);
	node_text(a, n, "reason", m->reason);
	node_day(a, n, "answer_due_on", m->answer_due_on);
	node_bool(a, n, "late", claim_answer_late(m, w->moment->today));
}

/* Names of the files of a kind, "a.pdf, b.jpg"; NULL: none. */
static const char *files_of(struct letter_work *w, const char *kind)
{
	const char *names = NULL;

	for (int i = 0; i < w->rows->nevidence; i++) {
		const struct evidence *e = &w->rows->evidence[i];

		if (strcmp(evidence_kind_names[e->kind], kind) == 0)
			names = names ? arena_printf(w->arena, "%s, %s", names, e->name) : e->name;
	}
	return names;
}

static void denial_node(struct letter_work *w)
{
	struct node *n, *held, *missing;
	struct arena *a = w->arena;
	char *kinds, *next;

	if (!w->denial.code)
		return;
	n = node_map(a, w->doc, "denial");
	node_text(a, n, "title", w->denial.title);
	node_text(a, n, "rebuttal", w->denial.rebuttal);
	node_bool(a, n, "unconfirmed", text_same(w->denial.confidence, "low"));
	held = node_list(a, n, "evidence");
	missing = node_list(a, n, "missing");
	for (next = kinds = arena_strdup(a, w->denial.evidence); next;) {
		const char *kind = strsep(&next, "|"), *files;

		if (!*kind)
			continue;
		files = files_of(w, kind);
		if (files) {
			struct node *each = node_map(a, held, NULL);

			node_text(a, each, "kind", letter_words(a, kind));
			node_text(a, each, "files", files);
		} else {
			node_text(a, node_map(a, missing, NULL), "kind", letter_words(a, kind));
		}
	}
}

void letter_tree(struct letter_work *w)
{
	const struct case_rows *c = w->rows;
	struct arena *a = w->arena;
	struct node *need;

	w->doc = node_root(a);
	need = node_map(a, w->doc, "need");
	node_int(a, w->doc, "case", c->casefile.id);
	node_text(a, w->doc, "tracking_number", c->shipment.tracking_number);
	node_text(a, w->doc, "number", number_grouped(a, c->shipment.tracking_number));
	node_day(a, w->doc, "today", w->moment->today);
	parcel_facts(w, need);
	claim_nodes(w, need);
	problem_node(w);
	scan_nodes(w);
	window_nodes(w);
	signing_node(w);
	denial_node(w);
	letter_story(w);
}
