#include "view/audience.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "domain/chain.h"
#include "domain/evidence.h"
#include "domain/promise.h"
#include "view/doc.h"

const char *const audience_names[AUDIENCE_NVALUES] = {
	"full", "carrier", "customer", "marketplace", "court",
};
const char *const audience_titles[AUDIENCE_NVALUES] = {
	"yourself", "the carrier", "the customer", "the marketplace", "the court",
};

enum {
	CARRIER = 1 << AUDIENCE_CARRIER,
	CUSTOMER = 1 << AUDIENCE_CUSTOMER,
	MARKET = 1 << AUDIENCE_MARKETPLACE,
	COURT = 1 << AUDIENCE_COURT,
	BUYERS = CUSTOMER | MARKET,
	OTHERS = CARRIER | BUYERS | COURT,

	/* Their journal is hashes alone: its headers name colleagues. */
	BARE = BUYERS,
	/* Telephone numbers in running text are masked. */
	NO_PHONES = CARRIER | BUYERS,
	/* What was said in a call about several cases may name the others. */
	NO_SHARED_WORDS = BUYERS
};

/*
 * What is hidden from whom: nodes of the tree by their path, lists passed through ("*.client": that
 * name wherever it stands); columns of rows
 * as the journal has them, "*" for all of a table. A list or map is hidden with all below it.
 */
/* clang-format off */
static const struct hiding {
	const char *what;
	unsigned from;
	const char *nodes, *columns; /* parted by '|' */
} rules[] = {
	{ "internal notes", OTHERS,
	  "note|close_reason",
	  "casefile.note|casefile.close_reason" },
	{ "whose case it is in your team", OTHERS,
	  "*.owner",
	  "casefile.owner" },
	{ "your client", CARRIER | BUYERS,
	  "*.client",
	  "casefile.client|shipment.client" },
	{ "what the desk would do next", OTHERS,
	  "next_step|claims.chase_on|claims.rebuttal|claims.answered_by|routes|refund_warning|"
	  "ready|steps|requests.letter|windows.first|duties",
	  NULL },
	{ "doubts about the days of papers", OTHERS,
	  "evidence.doubts",
	  NULL },
	{ "lines put off", OTHERS,
	  "snoozes",
	  "snooze.*" },
	{ "what the customer got from you", CARRIER,
	  "remedies",
	  "remedy.*" },
	{ "callback numbers", CARRIER | BUYERS,
	  "contacts.callback|contacts.earlier.callback",
	  "contact.callback" },
	{ "numbers and keys dialed", BUYERS,
	  "contacts.dialed|contacts.keypad|contacts.earlier.dialed|contacts.earlier.keypad|"
	  "contacts.post_office.phone",
	  "contact.dialed|contact.keypad|post_office.phone" },
	{ "representatives", CUSTOMER,
	  "contacts.rep_name|contacts.rep_id|contacts.earlier.rep_name|contacts.earlier.rep_id",
	  "contact.rep_name|contact.rep_id" },
	{ "colleagues", BUYERS,
	  "opened_by|contacts.logged_by|contacts.earlier.logged_by|contacts.earlier.replaced_by|"
	  "promises.settled_by|evidence.added_by|steps.done_by|duties.settled_by|"
	  "journal.user|journal.as|journal.system_user",
	  "casefile.opened_by|contact.logged_by|promise.settled_by|evidence.added_by|step.done_by|"
	  "duty.settled_by" },
	{ "accounts", BUYERS,
	  "shipment.account",
	  "shipment.account" },
	{ "what the label and the insurance cost", BUYERS,
	  "shipment.postage|shipment.insured|shipment.insured_on|shipment.insurer|"
	  "shipment.insurance_fee|shipment.label_source",
	  "shipment.postage_cents|shipment.insured_cents|shipment.insured_on|shipment.insurer|"
	  "shipment.insurance_fee_cents|shipment.label_source" },
	{ "what the goods cost you", BUYERS,
	  "shipment.items.cost",
	  "item.cost_cents" },
	{ "claims and payouts", BUYERS,
	  "claims|payouts|windows|routes|duties|ready",
	  "claim.*|payout.*|window.*|route.*|duty.*" },
	{ "what a claim still lacks", BUYERS,
	  "missing_evidence|checklist|missing_facts|steps|confirmed",
	  "step.*" },
	{ "contacts that contradict each other", BUYERS,
	  "contradictions",
	  "contradiction.*" },
	{ "goods on hold", BUYERS,
	  "holds",
	  "hold.*" },
};
/* clang-format on */
enum { RULES = sizeof rules / sizeof *rules };
static_assert(RULES <= AUDIENCE_RULES_MAX - 1, "there must be room to count each");
enum { PAPERS = AUDIENCE_RULES_MAX - 1 }; /* where evidence by its kind is counted */

#define KIND(name) (UINT32_C(1) << EVIDENCE_##name)

/* Papers that show what was paid to others, or what others wrote to us. */
static const uint32_t papers_hidden[AUDIENCE_NVALUES] = {
	[AUDIENCE_CUSTOMER] = KIND(PROOF_OF_VALUE) | KIND(PROOF_OF_INSURANCE) |
			      KIND(CORRESPONDENCE) | KIND(RELEASE_LETTER) | KIND(DECISION_LETTER) |
			      KIND(OTHER),
	[AUDIENCE_MARKETPLACE] =
		KIND(PROOF_OF_VALUE) | KIND(PROOF_OF_INSURANCE) | KIND(RELEASE_LETTER),
};

/* Texts in which people write whatever they like. */
static bool is_running_text(const char *name)
{
	return text_is_listed("said|what|note|text|answer|reason|from|to|contents|message|"
			      "amount_note|from_address|to_address|status_text",
			      name);
}

static bool hides(const struct viewer *v, unsigned from)
{
	return from >> v->audience & 1;
}

/* --- the tree --- */

static int rule_of_node(const struct viewer *v, struct arena *a, const char *path, const char *name)
{
	const char *anywhere = arena_printf(a, "*.%s", name);

	for (int i = 0; i < RULES; i++)
		if (hides(v, rules[i].from) && (text_is_listed(rules[i].nodes, path) ||
						text_is_listed(rules[i].nodes, anywhere)))
			return i;
	return -1;
}

static int values_in(const struct node *n)
{
	int sum = 0;

	if (n->type == NODE_NULL)
		return 0;
	if (n->type == NODE_LIST)
		return n->count;
	if (n->type != NODE_MAP)
		return 1;
	for (const struct node *child = n->first; child && !sum; child = child->next)
		sum = values_in(child) > 0;
	return sum;
}

static void cut_out(struct node *parent, struct node *before, struct node *n)
{
	if (before)
		before->next = n->next;
	else
		parent->first = n->next;
	if (parent->last == n)
		parent->last = before;
	parent->count--;
}

static bool has_case(const struct viewer *v, int64_t id)
{
	for (int i = 0; i < v->ncases; i++)
		if (v->cases[i] == id)
			return true;
	return false;
}

/* The numbers of cases that the export is not about; true when there were some. */
static bool drop_other_cases(const struct viewer *v, struct node *list)
{
	struct node *before = NULL;
	bool some = false;

	for (struct node *n = list ? list->first : NULL; n; n = n->next) {
		if (n->type == NODE_INT && !has_case(v, n->number)) {
			cut_out(list, before, n);
			some = true;
		} else {
			before = n;
		}
	}
	return some;
}

static struct node *child(struct node *map, const char *name)
{
	for (struct node *n = map->first; n; n = n->next)
		if (n->name && !strcmp(n->name, name))
			return n;
	return NULL;
}

/* The next step quotes an overdue promise. */
static void unsay_step(struct node *doc, const char *words)
{
	struct node *step = child(doc, "next_step"), *text = step ? child(step, "text") : NULL;

	if (text && text->type == NODE_TEXT && strstr(text->text, words))
		text->text = "a promise is due: " PROMISE_SHARED;
}

/* What stands under a name in the items of a list that are of this contact. */
static void unsay(struct node *doc, const char *in, int64_t contact, const char *name)
{
	struct node *list = child(doc, in);

	for (struct node *n = list ? list->first : NULL; n; n = n->next) {
		struct node *told = child(n, name);

		if (!told || told->type != NODE_TEXT || node_num(n, "contact") != contact)
			continue;
		unsay_step(doc, told->text);
		told->text = PROMISE_SHARED;
	}
}

/* A contact that was about other cases, too: their numbers, and for some what was said. */
static void filter_shared(struct viewer *v, struct node *doc)
{
	static const char *const promised[] = { "promises", "promises_open", "promises_broken" };
	struct node *contacts = child(doc, "contacts"), *said;

	for (struct node *c = contacts ? contacts->first : NULL; c; c = c->next) {
		if (!drop_other_cases(v, child(c, "cases")))
			continue;
		v->others++;
		if (!hides(v, NO_SHARED_WORDS))
			continue;
		said = child(c, "said");
		if (said)
			said->type = NODE_NULL;
		said = child(c, "earlier");
		if (said)
			*said = (struct node){ .type = NODE_LIST,
					       .name = said->name,
					       .next = said->next };
		unsay(doc, "earlier", node_num(c, "contact"), "said");
		for (size_t i = 0; i < sizeof promised / sizeof *promised; i++)
			unsay(doc, promised[i], node_num(c, "contact"), "what");
	}
}

/* "1,7" of the journal's list: only those that the export is about. */
static void filter_journal_cases(struct viewer *v, struct arena *a, struct node *doc)
{
	struct node *journal = child(doc, "journal");

	for (struct node *e = journal ? journal->first : NULL; e; e = e->next) {
		struct node *n = child(e, "cases");
		const char *kept = NULL;
		char *end;

		if (!n || n->type != NODE_TEXT)
			continue;
		for (const char *p = n->text; *p; p = *end ? end + 1 : end) {
			int64_t id = strtoll(p, &end, 10);

			if (end == p)
				break;
			if (has_case(v, id))
				kept = arena_printf(a, "%s%s%" PRId64, kept ? kept : "",
						    kept ? "," : "", id);
		}
		n->text = kept;
		if (!kept)
			n->type = NODE_NULL;
	}
}

static void filter_papers(struct viewer *v, struct node *doc)
{
	struct node *list = child(doc, "evidence"), *before = NULL;

	for (struct node *e = list ? list->first : NULL; e; e = e->next) {
		const char *kind = node_str(e, "kind");
		int k = kind ? name_find(evidence_kind_names, EVIDENCE_NVALUES, kind) : -1;

		if (k >= 0 && papers_hidden[v->audience] >> k & 1) {
			cut_out(list, before, e);
			v->hidden[PAPERS]++;
		} else {
			before = e;
		}
	}
}

static void filter_below(struct viewer *v, struct arena *a, struct node *parent, const char *path)
{
	struct node *before = NULL;

	for (struct node *n = parent->first; n; n = n->next) {
		const char *at = !n->name ? path
				 : *path  ? arena_printf(a, "%s.%s", path, n->name)
					  : n->name;
		int rule = n->name ? rule_of_node(v, a, at, n->name) : -1;

		if (rule >= 0) {
			v->hidden[rule] += values_in(n);
			cut_out(parent, before, n);
			continue;
		}
		before = n;
		if (n->type == NODE_TEXT && n->name && hides(v, NO_PHONES) &&
		    is_running_text(n->name))
			n->text = phones_masked(a, n->text, &v->phones);
		filter_below(v, a, n, at);
	}
}

void viewer_filter(struct viewer *v, struct arena *a, struct node *doc)
{
	if (v->audience == AUDIENCE_FULL)
		return;
	filter_shared(v, doc);
	filter_journal_cases(v, a, doc);
	filter_papers(v, doc);
	filter_below(v, a, doc, "");
}

/* How many promises were kept on parcels of others. */
static void drop_counted(struct node *doc)
{
	struct node *n = child(doc, "kept_rate");

	if (n)
		*n = (struct node){ .type = NODE_NULL, .name = n->name, .next = n->next };
}

void viewer_hide_others(struct arena *a, struct node *doc, int64_t case_id)
{
	struct viewer v = { .audience = AUDIENCE_MARKETPLACE, .cases = &case_id, .ncases = 1 };

	filter_shared(&v, doc);
	filter_journal_cases(&v, a, doc);
	drop_counted(doc);
}

/* --- the journal --- */

static bool has_parcel(const struct viewer *v, int64_t id)
{
	for (int i = 0; i < v->nparcels; i++)
		if (v->parcels[i] == id)
			return true;
	return false;
}

/* Is the entry about nothing but the cases and the parcels of this export? */
static bool is_ours_alone(const struct viewer *v, const struct chain_entry *e)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;

	if (canon_open(&c, e->header, e->header_len) < 0)
		return false;
	while (canon_next(&c, &name, &name_len, &value, &len) > 0) {
		const char *end = value + len;

		if (name_len > 5 && !memcmp(name, "file.", 5) &&
		    !has_parcel(v, strtoll(name + 5, NULL, 10)))
			return false;
		if (name_len != 5 || memcmp(name, "cases", 5) != 0)
			continue;
		for (const char *p = value; p && p < end; p = memchr(p, ',', (size_t)(end - p))) {
			p += *p == ',';
			if (!has_case(v, strtoll(p, NULL, 10)))
				return false;
		}
	}
	return true;
}

/* "contact.callback": one of the hidden columns, by name or as "contact.*"? */
static bool column_hidden(const struct viewer *v, struct arena *a, const char *table,
			  const char *column)
{
	const char *one = arena_printf(a, "%s.%s", table, column);
	const char *all = arena_printf(a, "%s.*", table);

	for (int i = 0; i < RULES; i++)
		if (hides(v, rules[i].from) && rules[i].columns &&
		    (text_is_listed(rules[i].columns, one) ||
		     text_is_listed(rules[i].columns, all)))
			return true;
	return false;
}

static bool row_shows_hidden(const struct viewer *v, struct arena *a, const char *table,
			     const char *bytes, size_t n)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;
	int phones = 0;

	if (canon_open(&c, bytes, n) < 0)
		return true;
	while (canon_next(&c, &name, &name_len, &value, &len) > 0) {
		const char *column = arena_strndup(a, name, name_len);

		if (column_hidden(v, a, table, column))
			return true;
		if (hides(v, NO_PHONES) && is_running_text(column))
			phones_masked(a, arena_strndup(a, value, len), &phones);
	}
	return phones > 0;
}

static bool body_shows_hidden(const struct viewer *v, struct arena *a, const struct chain_entry *e)
{
	const char *name, *value;
	size_t name_len, len;
	struct canon c;

	if (canon_open(&c, e->body, e->body_len) < 0)
		return true;
	while (canon_next(&c, &name, &name_len, &value, &len) > 0) {
		const char *dot = memchr(name, '.', name_len);

		if (!dot || row_shows_hidden(v, a, arena_strndup(a, name, (size_t)(dot - name)),
					     value, len))
			return true;
	}
	return false;
}

void viewer_entry(struct viewer *v, struct arena *a, struct chain_entry *e)
{
	if (hides(v, BARE))
		e->header = NULL;
	else if (!e->body || v->audience == AUDIENCE_FULL ||
		 (is_ours_alone(v, e) && !body_shows_hidden(v, a, e)))
		return;
	v->bare += !e->header;
	v->sealed += e->header != NULL;
	e->salt = e->body = NULL;
	e->header_len = e->header ? e->header_len : 0;
	e->body_len = 0;
	e->left_out = LEFT_HIDDEN;
}

/* --- what was hidden --- */

static void report(struct arena *a, struct node *list, const char *what, int n)
{
	struct node *row;

	if (!n)
		return;
	row = node_map(a, list, NULL);
	node_text(a, row, "what", what);
	node_int(a, row, "count", n);
}

void viewer_report(const struct viewer *v, struct arena *a, struct node *doc)
{
	struct node *list = node_list(a, doc, "hidden");

	for (int i = 0; i < RULES; i++)
		report(a, list, rules[i].what, v->hidden[i]);
	report(a, list, "papers of kinds that this reader must not see", v->hidden[PAPERS]);
	report(a, list, "telephone numbers in texts", v->phones);
	report(a, list, "contacts that were about other cases, too", v->others);
	report(a, list, "what journal entries recorded", v->sealed);
	report(a, list, "journal entries but their hashes", v->bare);
}
