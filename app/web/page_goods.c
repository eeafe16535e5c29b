#include "domain/evidence.h"
#include "ops/claim_ops.h"
#include "ops/evidence_ops.h"
#include "ops/item_ops.h"
#include "view/claim_doc.h"
#include "view/door_doc.h"
#include "view/hold_doc.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* What was in it; goods that are kept, and what the customer got for those that are gone. */

static const struct verb of_items = { "items", make_case_doc };
static const struct verb of_holds = { "holds", make_case_doc };
static const struct verb of_remedies = { "remedies", make_case_doc };

static int place_hold(struct web_call *c, struct err *err)
{
	struct hold facts = { .until = DAY_NONE, .released_on = DAY_NONE }, h;

	if (typed_text(&facts.what, c, "what", TYPED_LINE, err) < 0 ||
	    typed_text(&facts.kept_where, c, "where", TYPED_LINE, err) < 0 ||
	    typed_day(&facts.until, c, "until", err) < 0)
		return -1;
	if (!facts.kept_where)
		return err_set(err, ERR_INPUT, "say where it is kept");
	if (hold_add(&h, c->desk, c->found.id[0], &facts, err) < 0)
		return -1;
	c->done = hold_doc(&c->arena, &h);
	return 0;
}

int post_hold(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, place_hold(c, err), &of_holds, err);
}

static int release_hold(struct web_call *c, struct err *err)
{
	int released;
	daynum on;

	/* 0 would be all of them. */
	if (c->found.id[1] < 1)
		return err_set(err, ERR_NOT_FOUND, "the case has no such hold");
	if (typed_day(&on, c, "on", err) < 0)
		return -1;
	if (hold_release(&released, c->desk, c->found.id[0], c->found.id[1], on, err) < 0)
		return -1;
	c->done = released_doc(&c->arena, c->found.id[0], released);
	return 0;
}

int post_release(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, release_hold(c, err), &of_holds, err);
}

static int give_remedy(struct web_call *c, struct err *err)
{
	struct remedy r = { .given_on = DAY_NONE };
	int kind;

	if (typed_code(&kind, c, "kind", (struct typed_codes){ remedy_kind_names, REMEDY_NVALUES },
		       err) < 0 ||
	    typed_money(&r.amount, c, "amount", err) < 0 ||
	    typed_day(&r.given_on, c, "on", err) < 0 ||
	    typed_text(&r.reference, c, "ref", TYPED_LINE, err) < 0 ||
	    typed_text(&r.note, c, "note", TYPED_LONG, err) < 0)
		return -1;
	if (kind < 0)
		return err_set(err, ERR_INPUT, "say what the customer got");
	r.kind = (enum remedy_kind)kind;
	if (remedy_give(&r, &c->warning, c->desk, &c->arena, c->found.id[0], err) < 0)
		return -1;
	c->done = remedy_doc(&c->arena, c->found.id[0], &r);
	c->warns = true;
	return 0;
}

int post_remedy(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, give_remedy(c, err), &of_remedies, err);
}

static int take_item(struct item *out, struct web_call *c, struct err *err)
{
	const struct typed_codes conditions = { item_condition_names, ITEM_CONDITION_NVALUES };
	int64_t quantity;
	int condition;

	*out = (struct item){ .bought_on = DAY_NONE };
	if (typed_text(&out->description, c, "description", TYPED_LONG, err) < 0 ||
	    typed_text(&out->type, c, "type", TYPED_LINE, err) < 0 ||
	    typed_code(&condition, c, "condition", conditions, err) < 0 ||
	    typed_text(&out->serial_number, c, "serial_number", TYPED_LINE, err) < 0 ||
	    typed_text(&out->sku, c, "sku", TYPED_LINE, err) < 0 ||
	    typed_number(&quantity, c, "quantity", ITEM_QUANTITY_MAX, err) < 0 ||
	    typed_money(&out->value, c, "value", err) < 0 ||
	    typed_money(&out->cost, c, "cost", err) < 0 ||
	    typed_day(&out->bought_on, c, "bought_on", err) < 0)
		return -1;
	if (quantity == 0)
		return err_set(err, ERR_INPUT, "quantity: at least 1");
	out->quantity = quantity < 0 ? 1 : (int32_t)quantity;
	out->condition = condition < 0 ? ITEM_CONDITION_UNKNOWN : (enum item_condition)condition;
	return 0;
}

static int add_item(struct web_call *c, struct err *err)
{
	struct item facts, i;

	if (take_item(&facts, c, err) < 0)
		return -1;
	if (item_add(&i, c->desk, &c->arena, c->found.id[0], &facts, err) < 0)
		return -1;
	c->done = item_doc(&c->arena, c->found.id[0], &i);
	return 0;
}

int post_item(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, add_item(c, err), &of_items, err);
}

/* What was sent is corrected, be it empty; what was not stays. */
static unsigned item_facts_sent(const struct web_call *c)
{
	static const struct {
		const char *field;
		unsigned fact;
	} facts[] = {
		{ "description", ITEM_DESCRIPTION },
		{ "type", ITEM_TYPE },
		{ "condition", ITEM_CONDITION },
		{ "serial_number", ITEM_SERIAL },
		{ "sku", ITEM_SKU },
		{ "quantity", ITEM_QUANTITY },
		{ "value", ITEM_VALUE },
		{ "cost", ITEM_COST },
		{ "bought_on", ITEM_BOUGHT },
	};
	unsigned given = 0;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		if (form_given(&c->form, facts[i].field))
			given |= facts[i].fact;
	return given;
}

static int change_item(struct web_call *c, struct err *err)
{
	int64_t case_id = c->found.id[0], id = c->found.id[1];
	unsigned given = item_facts_sent(c);
	struct item changes, i;
	int rc;

	if (form_get(&c->form, "remove")) {
		rc = item_remove(&i, &case_id, c->desk, &c->arena, id, err);
	} else {
		if (!given)
			return err_set(err, ERR_INPUT, "say what to correct, or remove it");
		if (take_item(&changes, c, err) < 0)
			return -1;
		rc = item_edit(&i, &case_id, c->desk, &c->arena, id, &changes, given, err);
	}
	if (rc == 0)
		c->done = item_doc(&c->arena, case_id, &i);
	return rc;
}

int post_item_act(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, change_item(c, err), &of_items, err);
}
