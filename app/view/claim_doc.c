#include "view/claim_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "view/doc.h"

/* --- how a claim stands --- */

/* A claim with what the sentence about it needs. */
struct standing {
	const struct claim *c;
	const struct case_rows *rows;
	struct money paid, owed;
	const struct window *appeal; /* that may be made now; NULL: none */
	const char *whom;            /* it is claimed from */
	daynum today;
};

static struct money paid_for(const struct case_rows *rows, const struct claim *c)
{
	struct money sum = MONEY_NONE;

	for (int i = 0; i < rows->npayouts; i++) {
		const struct payout *p = &rows->payout[i];

		if (p->claim_id != c->id)
			continue;
		if (!money_known(&sum))
			sum = p->amount;
		else if (!strcmp(sum.currency, p->amount.currency))
			sum.cents += p->amount.cents;
	}
	return sum;
}

/* What was approved and did not come; unknown where nothing is approved. */
static struct money still_owed(const struct claim *c, const struct money *paid)
{
	struct money owed = c->approved;

	if (!money_known(&owed) || c->state == CLAIM_WITHDRAWN || c->state == CLAIM_EXPIRED)
		return MONEY_NONE;
	if (money_known(paid) && strcmp(paid->currency, owed.currency) != 0)
		return MONEY_NONE;
	if (money_known(paid))
		owed.cents -= paid->cents;
	return owed;
}

static const struct window *appeal_window(const struct case_rows *rows, const struct claim *c)
{
	bool refused = c->state == CLAIM_DENIED || c->state == CLAIM_PARTLY_APPROVED;
	enum window_what what = c->appeals == 0 ? WINDOW_APPEAL : WINDOW_SECOND_APPEAL;

	for (int i = 0; refused && c->appeals < 2 && i < rows->nwindows; i++)
		if (rows->window[i].what == what && rows->window[i].route == c->route)
			return &rows->window[i];
	return NULL;
}

static const char *spaced(struct arena *a, const char *code)
{
	char *s = arena_strdup(a, code);

	for (char *p = s; p && *p; p++)
		if (*p == '_')
			*p = ' ';
	return s;
}

static const char *whom(struct arena *a, const struct case_rows *rows, const struct claim *c)
{
	const struct shipment *s = &rows->shipment;

	if (c->route == ROUTE_CARRIER)
		return s->carrier ? carrier_title(s->carrier) : "the carrier";
	if (c->route == ROUTE_INSURANCE && s->insurer)
		return s->insurer;
	if (c->route == ROUTE_PLATFORM && s->label_source)
		return s->label_source;
	return arena_printf(a, "the %s", route_kind_names[c->route]);
}

static struct standing stand(struct arena *a, const struct case_rows *rows, const struct claim *c,
			     daynum today)
{
	struct standing s = { .c = c, .rows = rows, .today = today };

	s.paid = paid_for(rows, c);
	s.owed = still_owed(c, &s.paid);
	s.appeal = appeal_window(rows, c);
	s.whom = whom(a, rows, c);
	return s;
}

static const char *day(struct arena *a, daynum d)
{
	char text[DAY_TEXT];

	return d == DAY_NONE ? "a day not known" : arena_strdup(a, day_text(text, d));
}

static const char *sum(struct arena *a, const struct money *m)
{
	char text[MONEY_TEXT];

	return arena_strdup(a, money_text(text, m));
}

static bool is_past(const struct standing *s, daynum due)
{
	return due != DAY_NONE && due < s->today;
}

static const char *say_waiting(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;
	bool appealed = c->state == CLAIM_APPEALED;
	const char *since = arena_printf(a, "%s on %s, %s has it", appealed ? "appealed" : "filed",
					 day(a, appealed ? c->appealed_on : c->filed_on), s->whom);

	if (c->answer_due_on == DAY_NONE)
		return arena_printf(a,
				    "%s; no time is known for an answer%s: ask from %s, two weeks "
				    "being our own habit, or note the day that they name",
				    since, appealed ? " to an appeal" : "",
				    day(a, claim_chase_on(c)));
	if (is_past(s, c->answer_due_on))
		return arena_printf(a, "%s; the answer was expected by %s: ask for it", since,
				    day(a, c->answer_due_on));
	return arena_printf(a, "%s; an answer is expected by %s", since, day(a, c->answer_due_on));
}

/* "; appeal until 2027-01-04", or why not. */
static const char *say_appeal(struct arena *a, const struct standing *s)
{
	if (!s->appeal)
		return s->c->appeals >= 2 ? "; it was appealed twice"
					  : "; no rule about an appeal is known: ask until when";
	if (s->appeal->closes_on == DAY_NONE)
		return "; ask until when it may be appealed";
	if (is_past(s, s->appeal->closes_on))
		return arena_printf(a, "; it could be appealed until %s",
				    day(a, s->appeal->closes_on));
	return arena_printf(a, "; it may be appealed until %s", day(a, s->appeal->closes_on));
}

static const char *say_approved(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;
	daynum on = c->appeal_decided_on != DAY_NONE ? c->appeal_decided_on : c->decided_on;
	const char *paid =
		money_known(&s->paid) ? arena_printf(a, "; %s came", sum(a, &s->paid)) : "";
	const char *when =
		is_past(s, c->pay_due_on)
			? arena_printf(a, ", expected by %s: ask for it", day(a, c->pay_due_on))
		: c->pay_due_on != DAY_NONE
			? arena_printf(a, ", expected by %s", day(a, c->pay_due_on))
			: "";

	return arena_printf(a, "%s approved %s on %s%s; %s to come%s%s", s->whom,
			    sum(a, &c->approved), day(a, on), paid, sum(a, &s->owed), when,
			    c->state == CLAIM_PARTLY_APPROVED ? say_appeal(a, s) : "");
}

static const char *say_denied(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;
	daynum on = c->appeal_decided_on != DAY_NONE ? c->appeal_decided_on : c->decided_on;

	return arena_printf(a, "%s denied %s on %s (%s)%s", s->whom,
			    c->appeals ? "the appeal" : "it", day(a, on),
			    c->denial ? spaced(a, c->denial) : "no reason noted", say_appeal(a, s));
}

static const char *say_standing(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;

	switch (c->state) {
	case CLAIM_DRAFT:
		return "worked out, and not filed yet";
	case CLAIM_FILED:
	case CLAIM_ACKNOWLEDGED:
	case CLAIM_APPEALED:
		return say_waiting(a, s);
	case CLAIM_NO_RECORD:
		return arena_printf(a,
				    "%s has no record of it: send the confirmation, or file it "
				    "again",
				    s->whom);
	case CLAIM_NEEDS_INFO:
		return arena_printf(a, "%s wants: %s%s%s", s->whom,
				    c->info_wanted ? c->info_wanted : "something not noted",
				    c->info_due_on != DAY_NONE ? ", until " : "",
				    c->info_due_on != DAY_NONE ? day(a, c->info_due_on) : "");
	case CLAIM_APPROVED:
	case CLAIM_PARTLY_APPROVED:
		return say_approved(a, s);
	case CLAIM_DENIED:
		return say_denied(a, s);
	case CLAIM_PAID:
		return arena_printf(a, "%s paid %s", s->whom,
				    money_known(&s->paid) ? sum(a, &s->paid) : "");
	case CLAIM_WITHDRAWN:
		return "withdrawn by us";
	default:
		return "it ran out without an answer, or without an appeal";
	}
}

/* --- what to do next --- */

/* The smaller the sooner; 0: nothing is to be done. */
static int press(const struct standing *s)
{
	const struct claim *c = s->c;

	switch (c->state) {
	case CLAIM_NEEDS_INFO:
		return 1;
	case CLAIM_NO_RECORD:
		return 2;
	case CLAIM_DENIED:
		return s->appeal && is_past(s, s->appeal->closes_on) ? 7 : 3;
	case CLAIM_APPROVED:
	case CLAIM_PARTLY_APPROVED:
		return is_past(s, c->pay_due_on) ? 4 : 8;
	case CLAIM_FILED:
	case CLAIM_ACKNOWLEDGED:
	case CLAIM_APPEALED:
		return is_past(s, c->answer_due_on) ? 5 : 9;
	case CLAIM_DRAFT:
		return 6;
	default:
		return 0;
	}
}

static const char *step_command(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;
	long long id = c->casefile_id;

	switch (c->state) {
	case CLAIM_NEEDS_INFO:
		return arena_printf(a, "waylaid claim ack %lld/%d", id, c->number);
	case CLAIM_NO_RECORD:
	case CLAIM_DRAFT:
		return arena_printf(a, "waylaid claim file %lld/%d", id, c->number);
	case CLAIM_DENIED:
		if (s->appeal && is_past(s, s->appeal->closes_on))
			return arena_printf(a, "waylaid claim expire %lld/%d", id, c->number);
		if (!s->appeal && c->appeals >= 2)
			return arena_printf(a, "waylaid claim expire %lld/%d", id, c->number);
		return arena_printf(a, "waylaid claim appeal %lld/%d", id, c->number);
	case CLAIM_APPROVED:
	case CLAIM_PARTLY_APPROVED:
		if (is_past(s, c->pay_due_on))
			return arena_printf(a, "waylaid brief %lld", id);
		return arena_printf(a, "waylaid paid %lld/%d AMOUNT", id, c->number);
	default:
		return arena_printf(a, "waylaid %s %lld",
				    is_past(s, c->answer_due_on) ? "brief" : "show", id);
	}
}

static const char *step_words(struct arena *a, const struct standing *s)
{
	const struct claim *c = s->c;
	const char *then = c->state == CLAIM_NEEDS_INFO
				   ? "; when you sent it, note that they have it"
			   : c->state == CLAIM_DENIED ? "; when you wrote to them, note it"
						      : "";

	return arena_printf(a, "claim %lld/%d: %s%s", (long long)c->casefile_id, c->number,
			    say_standing(a, s), then);
}

bool claim_step(const char **text, const char **command, struct arena *a, const struct case_rows *c,
		daynum today)
{
	struct standing best = { .c = NULL };
	int least = 0;
	bool paid = false;

	for (int i = 0; i < c->nclaims; i++) {
		struct standing s = stand(a, c, &c->claim[i], today);
		int p = press(&s);

		paid |= c->claim[i].state == CLAIM_PAID;
		if (p && (!least || p < least)) {
			least = p;
			best = s;
		}
	}
	if (best.c) {
		*text = step_words(a, &best);
		*command = step_command(a, &best);
	} else if (paid) {
		*text = "what was claimed is paid: close the case when the customer has what is "
			"due";
		*command = arena_printf(a, "waylaid close %lld --reason paid",
					(long long)c->casefile.id);
	}
	return best.c || paid;
}

/* --- as data --- */

static const char *claim_number(struct arena *a, const struct claim *c)
{
	return arena_printf(a, "%lld/%d", (long long)c->casefile_id, c->number);
}

static void sums_node(struct arena *a, struct node *claim, const struct claim *c)
{
	struct node *n = node_map(a, claim, "worked_out");

	node_money(a, n, "goods", &c->goods);
	node_money(a, n, "discount", &c->discount);
	node_money(a, n, "repair", &c->repair);
	node_money(a, n, "salvage", &c->salvage);
	node_money(a, n, "cover", &c->cap);
	node_money(a, n, "postage", &c->postage);
}

static void waiting_nodes(struct arena *a, struct node *n, const struct standing *s)
{
	const struct claim *c = s->c;
	daynum since = c->state == CLAIM_APPEALED ? c->appealed_on : c->filed_on;

	if (claim_is_waiting(c->state) && since != DAY_NONE)
		node_int(a, n, "waiting_days", s->today - since);
	else
		node_null(a, n, "waiting_days");
	node_day(a, n, "answer_due_on", c->answer_due_on);
	node_day(a, n, "chase_on", claim_chase_on(c));
	node_bool(a, n, "overdue",
		  is_past(s, c->answer_due_on) || is_past(s, c->info_due_on) ||
			  is_past(s, c->pay_due_on));
	node_text(a, n, "info_wanted", c->info_wanted);
	node_day(a, n, "info_due_on", c->info_due_on);
}

static void decision_nodes(struct arena *a, struct node *n, const struct standing *s)
{
	const struct claim *c = s->c;

	node_day(a, n, "decided_on", c->decided_on);
	node_money(a, n, "approved", &c->approved);
	node_money(a, n, "paid", &s->paid);
	node_money(a, n, "owed", &s->owed);
	node_day(a, n, "pay_due_on", c->pay_due_on);
	node_text(a, n, "denial", c->denial);
	node_text(a, n, "reason", c->reason);
	node_int(a, n, "appeals", c->appeals);
	node_day(a, n, "appealed_on", c->appealed_on);
	node_day(a, n, "appeal_decided_on", c->appeal_decided_on);
	node_text(a, n, "appeal_result",
		  c->appeal_result == APPEAL_UNDECIDED ? NULL
						       : appeal_result_names[c->appeal_result]);
	node_day(a, n, "appeal_until", s->appeal ? s->appeal->closes_on : DAY_NONE);
}

/* What answers the reason: only of use while the claim stands denied. */
static int answer_nodes(struct arena *a, struct node *n, struct snap *snap, const struct claim *c,
			struct err *err)
{
	struct denial d = { .code = NULL };
	struct node *list;

	if (c->denial && fact_denial_get(&d, snap, a, c->denial, err) < 0)
		return -1;
	node_text(a, n, "denial_title", d.title);
	node_text(a, n, "rebuttal", d.rebuttal);
	list = node_list(a, n, "answered_by");
	for (const char *p = d.evidence; p && *p;) {
		size_t len = strcspn(p, "|");

		node_text(a, list, NULL, arena_strndup(a, p, len));
		p += len + (p[len] == '|');
	}
	return 0;
}

static int claim_node(struct arena *a, struct node *n, struct snap *snap,
		      const struct case_rows *rows, const struct claim *c, daynum today,
		      struct err *err)
{
	struct standing s = stand(a, rows, c, today);

	node_text(a, n, "claim", claim_number(a, c));
	node_text(a, n, "route", route_kind_names[c->route]);
	node_text(a, n, "door", c->door);
	node_text(a, n, "state", claim_state_names[c->state]);
	node_text(a, n, "text", say_standing(a, &s));
	node_money(a, n, "amount", &c->amount);
	node_text(a, n, "amount_note", c->amount_note);
	sums_node(a, n, c);
	node_text(a, n, "reference", c->reference);
	node_day(a, n, "filed_on", c->filed_on);
	node_text(a, n, "filed_how", c->filed_how);
	node_day(a, n, "acknowledged_on", c->acknowledged_on);
	waiting_nodes(a, n, &s);
	decision_nodes(a, n, &s);
	return answer_nodes(a, n, snap, c, err);
}

static void payout_node(struct arena *a, struct node *n, const struct case_rows *rows,
			const struct payout *p)
{
	const char *claim = NULL;

	for (int i = 0; i < rows->nclaims; i++)
		if (rows->claim[i].id == p->claim_id)
			claim = claim_number(a, &rows->claim[i]);
	node_text(a, n, "claim", claim);
	node_money(a, n, "amount", &p->amount);
	node_day(a, n, "paid_on", p->paid_on);
	node_text(a, n, "how", p->how);
	node_text(a, n, "reference", p->reference);
}

struct node *remedy_node(struct arena *a, struct node *n, const struct remedy *r)
{
	node_text(a, n, "kind", remedy_kind_names[r->kind]);
	node_money(a, n, "amount", &r->amount);
	node_day(a, n, "given_on", r->given_on);
	node_text(a, n, "reference", r->reference);
	node_text(a, n, "note", r->note);
	return n;
}

struct node *duty_node(struct arena *a, struct node *n, const struct duty *d)
{
	node_int(a, n, "duty", d->id);
	node_text(a, n, "kind", duty_kind_names[d->kind]);
	node_text(a, n, "what", d->what);
	node_day(a, n, "since_on", d->since_on);
	node_day(a, n, "settled_on", d->settled_on);
	node_text(a, n, "settled_by", d->settled_by);
	node_text(a, n, "note", d->note);
	return n;
}

struct node *remedy_doc(struct arena *a, int64_t case_id, const struct remedy *r)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", case_id);
	return remedy_node(a, doc, r);
}

struct node *duty_doc(struct arena *a, int64_t case_id, const struct duty *d)
{
	struct node *doc = node_root(a);

	node_int(a, doc, "case", case_id);
	return duty_node(a, doc, d);
}

int claims_nodes(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
		 daynum today, struct err *err)
{
	struct node *list = node_list(a, doc, "claims");

	for (int i = 0; i < c->nclaims; i++)
		if (claim_node(a, node_map(a, list, NULL), snap, c, &c->claim[i], today, err) < 0)
			return -1;
	list = node_list(a, doc, "payouts");
	for (int i = 0; i < c->npayouts; i++)
		payout_node(a, node_map(a, list, NULL), c, &c->payout[i]);
	list = node_list(a, doc, "remedies");
	for (int i = 0; i < c->nremedies; i++)
		remedy_node(a, node_map(a, list, NULL), &c->remedy[i]);
	list = node_list(a, doc, "duties");
	for (int i = 0; i < c->nduties; i++)
		duty_node(a, node_map(a, list, NULL), &c->duty[i]);
	return 0;
}

int claim_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id, int number,
	      const struct moment *moment, struct err *err)
{
	struct case_rows rows;
	struct node *list;

	if (case_read(&rows, snap, a, case_id, err) < 0)
		return -1;
	*out = node_root(a);
	node_int(a, *out, "case", case_id);
	for (int i = 0; i < rows.nclaims; i++) {
		if (rows.claim[i].number != number)
			continue;
		if (claim_node(a, *out, snap, &rows, &rows.claim[i], moment->today, err) < 0)
			return -1;
		list = node_list(a, *out, "payouts");
		for (int k = 0; k < rows.npayouts; k++)
			if (rows.payout[k].claim_id == rows.claim[i].id)
				payout_node(a, node_map(a, list, NULL), &rows, &rows.payout[k]);
	}
	return 0;
}
