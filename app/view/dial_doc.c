#include "view/dial_doc.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "base/zone.h"
#include "domain/hours.h"
#include "domain/phone.h"
#include "store/calls.h"
#include "store/read.h"
#include "view/doc.h"
#include "view/office_doc.h"

enum call_stage case_call_stage(const struct case_rows *c)
{
	struct call_record r = { .claim = c->claim,
				 .nclaims = c->nclaims,
				 .request = c->request,
				 .nrequests = c->nrequests,
				 .ncontacts = c->ncontacts };

	return call_stage_of(&r);
}

/* --- which page, which number --- */

enum { WORDS = 4 };

/* What a page is for, in the words of the facts, best first. */
static const char *const to_be_found[CALL_STAGE_NVALUES][WORDS] = {
	[CALL_OPEN] = { "help request", "service ticket", "missing mail", "claim" },
	[CALL_CONTACTED] = { "help request", "service ticket", "missing mail", "claim" },
	[CALL_REQUESTED] = { "missing mail", "service ticket", "claim" },
	[CALL_FILED] = { "claims dashboard", "claim application", "claim" },
	[CALL_DENIED] = { "claims dashboard", "claim application", "claim" },
	[CALL_APPROVED_UNPAID] = { "claims dashboard", "claim application", "claim" },
	[CALL_PAID] = { "claims dashboard", "claim application", "claim" },
};
static const char *const to_be_claimed[WORDS] = { "claim", "service ticket", "help request" };
static const char *const to_be_refunded[WORDS] = { "refund", "guarantee", "help request" };

static const char *const *words_wanted(const struct case_rows *c)
{
	enum call_stage stage = case_call_stage(c);

	switch (problem_rule_kind(c->casefile.problem)) {
	case RULE_KIND_DAMAGE:
	case RULE_KIND_MISSING_CONTENTS:
		return stage < CALL_FILED ? to_be_claimed : to_be_found[stage];
	case RULE_KIND_DELAY:
		return to_be_refunded;
	default:
		return to_be_found[stage];
	}
}

/* Pages and numbers for parcels that go elsewhere, or went there long ago, are not meant. */
static bool fits(const struct fact_contact *f, bool abroad)
{
	bool for_abroad = f->purpose && strstr(f->purpose, "international");

	return !(f->purpose && strstr(f->purpose, "older")) && (!for_abroad || abroad);
}

static const struct fact_contact *first_of(const struct fact_contact all[], int n,
					   const char *channel, const char *word, bool abroad)
{
	const struct fact_contact *found = NULL;

	for (int i = 0; i < n; i++) {
		if (strcmp(all[i].channel, channel) != 0 || !fits(&all[i], abroad))
			continue;
		if (word && !(all[i].purpose && strstr(all[i].purpose, word)))
			continue;
		if (!found)
			found = &all[i];
		/* of two that serve, the one for parcels that go abroad */
		if (abroad && all[i].purpose && strstr(all[i].purpose, "international"))
			return &all[i];
	}
	return found;
}

static const struct fact_contact *page_for(const struct fact_contact all[], int n,
					   const struct case_rows *c, bool abroad)
{
	const char *const *words = words_wanted(c);
	const struct fact_contact *found;

	for (int i = 0; i < WORDS && words[i]; i++) {
		found = first_of(all, n, "web_form", words[i], abroad);
		if (found)
			return found;
	}
	return first_of(all, n, "web_form", NULL, abroad);
}

/* --- when --- */

/* The zone read last: the numbers of one carrier mostly lie in one. */
struct zone_kept {
	const char *name;
	const struct zone *zone; /* NULL: nobody knows it */
};

static const struct zone *zone_of(struct zone_kept *kept, struct arena *a, const char *name)
{
	struct err ignored;

	if (!name)
		return NULL;
	if (!text_same(name, kept->name) && zone_load(&kept->zone, a, name, &ignored) < 0)
		kept->zone = NULL;
	kept->name = name;
	return kept->zone;
}

static void when_nodes(struct arena *a, struct node *n, const char *hours, const struct zone *there,
		       const struct moment *moment)
{
	struct opening o = hours_next(hours, there, moment->now);

	open_now_node(a, n, o.now);
	node_text(a, n, "when", hours_words(a, hours, there, moment->zone, moment->now));
	node_instant(a, n, "opens_at", o.now == OPEN_NO ? o.changes_at : INSTANT_NONE);
	node_instant(a, n, "closes_at", o.now == OPEN_YES ? o.changes_at : INSTANT_NONE);
	node_bool(a, n, "holidays_stated", hours_name_holidays(hours));
}

static void phone_nodes(struct arena *a, struct node *n, const struct fact_contact *phone,
			struct zone_kept *kept, const struct moment *moment)
{
	static const struct fact_contact none = { 0 };
	const struct fact_contact *f = phone ? phone : &none;

	node_text(a, n, "number", f->value);
	node_text(a, n, "purpose", f->purpose);
	node_text(a, n, "hours", f->hours);
	node_text(a, n, "zone", f->zone);
	node_text(a, n, "confidence", f->confidence);
	when_nodes(a, n, f->hours, zone_of(kept, a, f->zone), moment);
}

static void lists_nodes(struct arena *a, struct node *dial, const struct fact_contact all[], int n,
			struct zone_kept *kept, const struct moment *moment)
{
	struct node *phones = node_list(a, dial, "phones"), *links = node_list(a, dial, "links");

	for (int i = 0; i < n; i++) {
		struct node *link;

		if (!strcmp(all[i].channel, "phone"))
			phone_nodes(a, node_map(a, phones, NULL), &all[i], kept, moment);
		if (strcmp(all[i].channel, "web_form") != 0)
			continue;
		link = node_map(a, links, NULL);
		node_text(a, link, "purpose", all[i].purpose);
		node_text(a, link, "value", all[i].value);
		node_text(a, link, "confidence", all[i].confidence);
	}
}

/* --- by which keys --- */

/* The path that worked last time is worth more than a list; another case's, than none. */
static int last_time_nodes(struct arena *a, struct node *dial, struct snap *snap,
			   const struct case_rows *c, struct err *err)
{
	const char *keypad = NULL, *dialed = NULL, *number = node_str(dial, "number");
	const struct keyed_call *from = NULL;
	struct keyed_call *call;
	int n = 0;

	for (int i = 0; i < c->ncontacts; i++) {
		if (c->contact[i].channel != CHANNEL_PHONE)
			continue;
		keypad = c->contact[i].keypad ? c->contact[i].keypad : keypad;
		dialed = c->contact[i].dialed ? c->contact[i].dialed : dialed;
	}
	if (!keypad && calls_with_keys(&call, &n, snap, a, err) < 0)
		return -1;
	for (int i = 0; i < n && !from; i++)
		if (phone_same(call[i].dialed, dialed ? dialed : number))
			from = &call[i];
	node_text(a, dial, "dialed_last_time", dialed);
	node_text(a, dial, "keypad_last_time", from ? from->keypad : keypad);
	if (from)
		node_int(a, dial, "keypad_from_case", from->casefile_id);
	else
		node_null(a, dial, "keypad_from_case");
	node_instant(a, dial, "keypad_at", from ? from->at : INSTANT_NONE);
	return 0;
}

int dial_node(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
	      const struct moment *moment, struct err *err)
{
	struct node *dial = node_map(a, doc, "dial");
	bool abroad = shipment_scope(&c->shipment) == SCOPE_INTERNATIONAL;
	const struct fact_contact *page;
	struct fact_contact *all = NULL;
	struct zone_kept kept = { 0 };
	int n = 0;

	if (c->shipment.carrier && fact_contacts(&all, &n, snap, a, c->shipment.carrier, err) < 0)
		return -1;
	page = page_for(all, n, c, abroad);
	node_text(a, dial, "self_service", page ? page->value : NULL);
	node_text(a, dial, "self_service_purpose", page ? page->purpose : NULL);
	phone_nodes(a, dial, first_of(all, n, "phone", NULL, abroad), &kept, moment);
	if (last_time_nodes(a, dial, snap, c, err) < 0)
		return -1;
	lists_nodes(a, dial, all, n, &kept, moment);
	return 0;
}
