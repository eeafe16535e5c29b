#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "ops/casefile_ops.h"
#include "web/label.h"
#include "web/page.h"
#include "web/typed.h"

enum type { FACT_LINE, FACT_LONG, FACT_DAY, FACT_MONEY };

#define OF(member) offsetof(struct case_facts, member)
/* clang-format off */
static const struct fact_field {
	const char *name, *label, *hint;
	unsigned bit;
	enum type type;
	size_t offset;
	const char *path; /* in the tree of the case */
} fields[] = {
	{ "carrier", "Carrier", "usps, ups, fedex, dhl_express ...", FACT_CARRIER, FACT_LINE,
	  OF(shipment.carrier), "carrier" },
	{ "service", "Service", "ground advantage ...", FACT_SERVICE, FACT_LINE,
	  OF(shipment.service), "service" },
	{ "mailed", "Mailed", "2026-11-02", FACT_MAILED, FACT_DAY,
	  OF(shipment.mailed_on), "shipment.mailed_on" },
	{ "expected", "Expected", "2026-11-05", FACT_EXPECTED, FACT_DAY,
	  OF(shipment.expected_on), "shipment.expected_on" },
	{ "delivered", "Delivered", "2026-11-06", FACT_DELIVERED, FACT_DAY,
	  OF(shipment.delivered_on), "shipment.delivered_on" },
	{ "value", "Value", "120.50", FACT_VALUE, FACT_MONEY,
	  OF(shipment.value), "shipment.value" },
	{ "contents", "Contents", "what was in it", FACT_CONTENTS, FACT_LINE,
	  OF(shipment.contents), "shipment.contents" },
	{ "to", "Addressee", "name and address", FACT_TO, FACT_LONG,
	  OF(shipment.to_address), "shipment.to" },
	{ "from", "Sender", "name and address", FACT_FROM, FACT_LONG,
	  OF(shipment.from_address), "shipment.from" },
	{ "damage", "Damage", "what is broken, and how it shows", FACT_DAMAGE, FACT_LONG,
	  OF(damage), "damage" },
	{ "order", "Order", "the shop's number", FACT_ORDER, FACT_LINE,
	  OF(shipment.order_number), "shipment.order" },
	{ "weight", "Weight", "2 lb 4 oz", FACT_WEIGHT, FACT_LINE,
	  OF(shipment.weight), "shipment.weight" },
	{ "dimensions", "Size", "12 x 9 x 4 in", FACT_DIMENSIONS, FACT_LINE,
	  OF(shipment.dimensions), "shipment.dimensions" },
	{ "pieces", "Pieces", "1, 2 of 3", FACT_PIECES, FACT_LINE,
	  OF(shipment.pieces), "shipment.pieces" },
	{ "postage", "Postage", "8.40", FACT_POSTAGE, FACT_MONEY,
	  OF(shipment.postage), "shipment.postage" },
	{ "insured", "Insured for", "100", FACT_INSURED, FACT_MONEY,
	  OF(shipment.insured), "shipment.insured" },
	{ "insurer", "Insurer", "when not the carrier", FACT_INSURER, FACT_LINE,
	  OF(shipment.insurer), "shipment.insurer" },
	{ "insured_on", "Insurance bought on", "2026-11-02", FACT_INSURED_ON, FACT_DAY,
	  OF(shipment.insured_on), "shipment.insured_on" },
	{ "insurance_fee", "Insurance fee", "3.45", FACT_INSURANCE_FEE, FACT_MONEY,
	  OF(shipment.insurance_fee), "shipment.insurance_fee" },
	{ "label_source", "Label bought at", "pirate ship ...", FACT_LABEL_SOURCE, FACT_LINE,
	  OF(shipment.label_source), "shipment.label_source" },
	{ "account", "Account", "with the carrier", FACT_ACCOUNT, FACT_LINE,
	  OF(shipment.account), "shipment.account" },
	{ "client", "Client", "whose parcel it is", FACT_CLIENT, FACT_LINE, OF(client), "client" },
	{ "owner", "Owner", "who looks after it", FACT_OWNER, FACT_LINE, OF(owner), "owner" },
	{ "note", "Note", "", FACT_NOTE, FACT_LONG, OF(note), "note" },
};
/* clang-format on */
enum { FIELDS_N = sizeof fields / sizeof *fields };

const char *fact_label(const char *name)
{
	for (size_t i = 0; i < FIELDS_N; i++)
		if (strcmp(fields[i].name, name) == 0)
			return fields[i].label;
	return NULL;
}

static int take(struct case_facts *f, struct web_call *c, const struct fact_field *field,
		struct err *err)
{
	char *at = (char *)f + field->offset;

	switch (field->type) {
	case FACT_LINE:
		return typed_text((const char **)(void *)at, c, field->name, TYPED_LINE, err);
	case FACT_LONG:
		return typed_text((const char **)(void *)at, c, field->name, TYPED_LONG, err);
	case FACT_DAY:
		return typed_day((daynum *)(void *)at, c, field->name, err);
	case FACT_MONEY:
		break;
	}
	return typed_money((struct money *)(void *)at, c, field->name, err);
}

/* A field that was sent is a fact given; one sent empty is a fact given as unknown. */
int facts_of_form(struct case_facts *out, struct web_call *c, struct err *err)
{
	int problem;

	*out = (struct case_facts){
		.shipment = { .mailed_on = DAY_NONE,
			      .expected_on = DAY_NONE,
			      .delivered_on = DAY_NONE,
			      .insured_on = DAY_NONE,
			      .delivered_at = INSTANT_NONE,
			      .value = MONEY_NONE,
			      .insured = MONEY_NONE,
			      .postage = MONEY_NONE,
			      .insurance_fee = MONEY_NONE },
	};
	for (int i = 0; i < FIELDS_N; i++) {
		if (!form_given(&c->form, fields[i].name))
			continue;
		if (take(out, c, &fields[i], err) < 0)
			return -1;
		out->given |= fields[i].bit;
	}
	if (typed_code(&problem, c, "problem",
		       (struct typed_codes){ problem_names, PROBLEM_NVALUES }, err) < 0)
		return -1;
	if (problem >= 0) {
		out->problem = (enum problem)problem;
		out->given |= FACT_PROBLEM;
	}
	return 0;
}

static const char *now_text(struct web_call *c, const struct node *doc, const char *path)
{
	const struct node *n = doc ? node_get(doc, path) : NULL;
	char day[DAY_TEXT], money[MONEY_TEXT];

	if (!n)
		return NULL;
	if (n->type == NODE_TEXT)
		return n->text;
	if (n->type == NODE_DAY)
		return arena_strdup(&c->arena, day_text(day, n->day));
	if (n->type == NODE_MONEY)
		return arena_strdup(&c->arena, money_text(money, &n->money));
	return NULL;
}

void facts_rows(struct web_call *c, struct node *page, const struct node *doc)
{
	struct node *list = node_list(&c->arena, page, "rows");

	for (int i = 0; i < FIELDS_N; i++) {
		const struct fact_field *f = &fields[i];
		const char *now = now_text(c, doc, f->path);
		bool sent = form_given(&c->form, f->name);
		const char *typed = sent ? form_get(&c->form, f->name) : now;
		struct node *n;

		/* What is hidden is not sent, and so stays as it is. */
		if (doc && is_incognito(c) && (f->bit & (FACT_TO | FACT_FROM | FACT_NOTE)))
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "name", f->name);
		node_text(&c->arena, n, "label", f->label);
		node_text(&c->arena, n, "hint", f->hint);
		node_text(&c->arena, n, "now", now);
		node_text(&c->arena, n, "typed", typed);
		node_bool(&c->arena, n, "differs",
			  sent && !text_same(now ? now : "", typed ? typed : ""));
		node_bool(&c->arena, n, "long", f->type == FACT_LONG);
		node_bool(&c->arena, n, "day", f->type == FACT_DAY);
	}
}
