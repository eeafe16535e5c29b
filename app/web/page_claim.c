#include <stddef.h>

#include "base/text.h"
#include "ops/claim_ops.h"
#include "ops/desk.h"
#include "view/claim_doc.h"
#include "web/api.h"
#include "web/page_verb.h"
#include "web/typed.h"

/* --- filing --- */

/* clang-format off */
static const struct {
	const char *name;
	enum claim_sum sum;
	size_t at;
} sums[] = {
	{ "amount",   CLAIM_SUM_AMOUNT,   offsetof(struct claim_filing, amount) },
	{ "goods",    CLAIM_SUM_GOODS,    offsetof(struct claim_filing, goods) },
	{ "discount", CLAIM_SUM_DISCOUNT, offsetof(struct claim_filing, discount) },
	{ "postage",  CLAIM_SUM_POSTAGE,  offsetof(struct claim_filing, postage) },
	{ "repair",   CLAIM_SUM_REPAIR,   offsetof(struct claim_filing, repair) },
	{ "salvage",  CLAIM_SUM_SALVAGE,  offsetof(struct claim_filing, salvage) },
};
/* clang-format on */

/* A field that is empty says nothing: a browser sends every one. */
static int take_filing(struct claim_filing *f, struct web_call *c, struct err *err)
{
	*f = (struct claim_filing){ .draft = form_get(&c->form, "draft"),
				    .anyway = form_get(&c->form, "anyway") };
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		struct money *to = (struct money *)(void *)((char *)f + sums[i].at);

		if (typed_money(to, c, sums[i].name, err) < 0)
			return -1;
		if (money_known(to))
			f->given |= sums[i].sum;
	}
	if (typed_code(&f->route, c, "route",
		       (struct typed_codes){ route_kind_names, ROUTE_NVALUES }, err) < 0 ||
	    typed_text(&f->door, c, "door", TYPED_LINE, err) < 0 ||
	    typed_text(&f->reference, c, "number", TYPED_LINE, err) < 0 ||
	    typed_text(&f->how, c, "how", TYPED_LINE, err) < 0 ||
	    typed_day(&f->on, c, "on", err) < 0 || typed_day(&f->until, c, "until", err) < 0)
		return -1;
	return 0;
}

static int make_claim(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	return claim_doc(out, snap, &c->arena, c->found.id[0], (int)c->found.id[1], &c->moment,
			 err);
}

static const struct verb of_claims = { "claims", make_claim };

static int answer_claim(struct web_call *c, int rc, struct err *err)
{
	c->warns = true;
	return answer_verb(c, rc, &of_claims, err);
}

static int file_claim(struct web_call *c, int number, struct err *err)
{
	const struct claim_name name = { c->found.id[0], number };
	struct claim_filing f;
	struct claim k;

	if (take_filing(&f, c, err) < 0 ||
	    claim_file(&k, &c->warning, c->desk, &c->arena, name, &f, err) < 0)
		return -1;
	c->found.id[1] = k.number;
	return 0;
}

int post_claim(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_claim(c, file_claim(c, 0, err), err);
}

/* --- what came of it --- */

enum { DO_FILE = CLAIM_FILE, DO_PAY = CLAIM_PAY, DO_EDIT = CLAIM_ACT_NVALUES };

/* In the order in which they are likely. */
const char *const claim_form_act_names[CLAIM_FORM_ACTS] = {
	"file", "ack",       "info",     "approve", "deny", "appeal",
	"pay",  "no_record", "withdraw", "expire",  "edit",
};
static const struct {
	const char *words;
	int act;
} acts[CLAIM_FORM_ACTS] = {
	{ "it is filed", DO_FILE },
	{ "they have it", CLAIM_ACK },
	{ "they want to know more", CLAIM_ASK },
	{ "they approved it", CLAIM_APPROVE },
	{ "they denied it", CLAIM_DENY },
	{ "we appealed", CLAIM_APPEAL },
	{ "money came", DO_PAY },
	{ "they have no record of it", CLAIM_LOSE },
	{ "we withdrew it", CLAIM_WITHDRAW },
	{ "its time ran out", CLAIM_EXPIRE },
	{ "correct what was filed", DO_EDIT },
};

static int take_act(int *out, struct web_call *c, struct err *err)
{
	int found;

	if (typed_code(&found, c, "act",
		       (struct typed_codes){ claim_form_act_names, CLAIM_FORM_ACTS }, err) < 0)
		return -1;
	if (found < 0)
		return err_set(err, ERR_INPUT, "say what came of the claim");
	*out = acts[found].act;
	return 0;
}

static int edit_claim(struct web_call *c, const struct claim_name *name, struct err *err)
{
	struct claim_filing f;
	struct claim k;

	if (take_filing(&f, c, err) < 0)
		return -1;
	if (!f.given && !f.door && !f.reference && !f.how && f.on == DAY_NONE &&
	    f.until == DAY_NONE)
		return err_set(err, ERR_INPUT, "say what to correct: amount, number, how or day");
	return claim_edit(&k, &c->warning, c->desk, &c->arena, *name, &f, err);
}

static int pay_claim(struct web_call *c, const struct claim_name *name, struct err *err)
{
	struct payout_told told = { .anyway = form_get(&c->form, "anyway") };
	struct claim k;

	if (typed_money(&told.amount, c, "amount", err) < 0 ||
	    typed_day(&told.on, c, "on", err) < 0 ||
	    typed_text(&told.how, c, "how", TYPED_LINE, err) < 0 ||
	    typed_text(&told.reference, c, "number", TYPED_LINE, err) < 0)
		return -1;
	if (!money_known(&told.amount))
		return err_set(err, ERR_INPUT, "say how much came");
	return claim_pay(&k, &c->warning, c->desk, &c->arena, *name, &told, err);
}

static int tell_claim(struct web_call *c, const struct claim_name *name, enum claim_act act,
		      struct err *err)
{
	struct claim_told told = { .anyway = form_get(&c->form, "anyway") };
	struct claim k;

	if (typed_text(&told.reference, c, "number", TYPED_LINE, err) < 0 ||
	    typed_text(&told.said, c, "said", TYPED_LONG, err) < 0 ||
	    typed_text(&told.denial, c, "reason", TYPED_LINE, err) < 0 ||
	    typed_day(&told.on, c, "on", err) < 0 || typed_day(&told.until, c, "until", err) < 0 ||
	    typed_money(&told.amount, c, "amount", err) < 0)
		return -1;
	if (act == CLAIM_DENY && !told.denial)
		return err_set(err, ERR_INPUT, "say why they denied it: 'other' is a reason, too");
	return claim_tell(&k, &c->warning, c->desk, &c->arena, *name, act, &told, err);
}

static int act_on_claim(struct web_call *c, struct err *err)
{
	struct claim_name name = { c->found.id[0], 0 };
	int act = DO_EDIT;

	/* 0 would be "the one that is live". */
	if (c->found.id[1] < 1 || c->found.id[1] > INT32_MAX)
		return err_set(err, ERR_NOT_FOUND, "the case has no such claim");
	name.number = (int)c->found.id[1];
	if (take_act(&act, c, err) < 0)
		return -1;
	switch (act) {
	case DO_FILE:
		return file_claim(c, name.number, err);
	case DO_EDIT:
		return edit_claim(c, &name, err);
	case DO_PAY:
		return pay_claim(c, &name, err);
	default:
		return tell_claim(c, &name, (enum claim_act)act, err);
	}
}

int post_claim_act(struct web_call *c, struct err *err)
{
	if (case_of_path(c, err) < 0)
		return -1;
	return answer_claim(c, act_on_claim(c, err), err);
}

/* --- what the page of a case shows besides --- */

static enum claim_state state_of(const struct node *claim)
{
	for (int i = 0; i < CLAIM_NVALUES; i++)
		if (text_same(claim_state_names[i], node_str(claim, "state")))
			return (enum claim_state)i;
	return CLAIM_EXPIRED;
}

static void add_acts(struct web_call *c, struct node *claim, bool typed)
{
	struct node *list = node_list(&c->arena, claim, "acts"), *n;
	const char *chosen = typed ? form_get(&c->form, "act") : NULL;

	for (int i = 0; i < CLAIM_FORM_ACTS; i++) {
		if (acts[i].act != DO_EDIT &&
		    !claim_may(state_of(claim), (enum claim_act)acts[i].act))
			continue;
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "code", claim_form_act_names[i]);
		node_text(&c->arena, n, "words", acts[i].words);
		node_bool(&c->arena, n, "chosen", text_same(claim_form_act_names[i], chosen));
	}
}

static int make_denials(struct node **out, struct snap *snap, struct web_call *c, struct err *err)
{
	const char *carrier = NULL;

	if (c->found.api && typed_text(&carrier, c, "carrier", TYPED_LINE, err) < 0)
		return -1;
	return denials_doc(out, snap, &c->arena, carrier, err);
}

/* Why claims are denied. How it went with one's own is that of every client's. */
int page_denials(struct web_call *c, struct err *err)
{
	struct node *doc, *own;

	if (read_doc(&doc, c, make_denials, err) < 0)
		return -1;
	for (struct node *n = own_node(doc, "items")->first; n && c->session.client; n = n->next) {
		own = own_node(n, "own");
		own->first = own->last = NULL;
		own->count = 0;
	}
	return answer_reading(c, doc, err);
}

static int add_denials(struct web_call *c, struct node *page, struct err *err)
{
	struct node *denials, *list = node_list(&c->arena, page, "denials"), *n;

	if (read_doc(&denials, c, make_denials, err) < 0)
		return -1;
	for (const struct node *d = node_get(denials, "items")->first; d; d = d->next) {
		n = node_map(&c->arena, list, NULL);
		node_text(&c->arena, n, "code", node_str(d, "reason"));
		node_text(&c->arena, n, "title", node_str(d, "title"));
		node_bool(&c->arena, n, "chosen",
			  text_same(node_str(d, "reason"), form_get(&c->form, "reason")));
	}
	return 0;
}

/* Theirs within the case, for the address of a form: 2 of "12/2". */
static void add_numbers(struct web_call *c, struct node *list, const char *name)
{
	for (struct node *n = list->first; n; n = n->next)
		node_int(&c->arena, n, "number", number_behind_slash(node_str(n, name)));
}

int claim_parts(struct web_call *c, struct node *page, struct node *doc, const char *in,
		struct err *err)
{
	struct node *claims = own_node(doc, "claims");

	add_numbers(c, claims, "claim");
	add_numbers(c, own_node(doc, "requests"), "request");
	for (struct node *k = claims->first; k; k = k->next) {
		bool typed = text_same(in, "claims") && c->found.nids == 2 &&
			     node_num(k, "number") == c->found.id[1];

		add_acts(c, k, typed);
		node_bool(&c->arena, k, "typed", typed);
	}
	node_bool(&c->arena, page, "filing", text_same(in, "claims") && c->found.nids == 1);
	return claims->first ? add_denials(c, page, err) : 0;
}
