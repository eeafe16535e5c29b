#include "domain/evidence.h"
#include "ops/claim_ops.h"
#include "ops/evidence_ops.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* Goods that are kept, and what the customer got for those that are gone. */

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
	return hold_add(&h, c->desk, c->found.id[0], &facts, err);
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
	return hold_release(&released, c->desk, c->found.id[0], c->found.id[1], on, err);
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
	const char *warning;
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
	return remedy_give(&r, &warning, c->desk, &c->arena, c->found.id[0], err);
}

int post_remedy(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_verb(c, give_remedy(c, err), &of_remedies, err);
}
