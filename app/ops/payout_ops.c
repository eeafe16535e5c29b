/* Money that came for a claim, what the customer got, and what we owe when the parcel turns up. */
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/claim_parts.h"
#include "ops/internal.h"
#include "store/claims.h"

/* --- payouts --- */

struct money claim_outstanding(const struct claim *c, const struct money *paid)
{
	struct money owed = money_known(&c->approved) ? c->approved : c->amount;

	if (!money_known(&owed) || !money_known(paid))
		return owed;
	if (strcmp(owed.currency, paid->currency) != 0)
		return MONEY_NONE;
	owed.cents -= paid->cents;
	return owed;
}

static const char *said(struct claim_work *w, struct money m)
{
	char text[MONEY_TEXT];

	if (m.cents < 0)
		m.cents = -m.cents;
	return arena_strdup(w->a, money_text(text, &m));
}

/* What is short or too much, in words; and is it all there? */
static bool judge_sum(struct claim_work *w, const struct money *paid)
{
	const struct claim *c = &w->claim;
	struct money owed = claim_outstanding(c, paid);
	const char *than = money_known(&c->approved) ? "approved" : "asked";

	if (!money_known(&owed))
		return true;
	if (owed.cents > 0 && money_known(&c->approved))
		claim_mild(w, arena_printf(w->a, "%s of the %s approved are still owed",
					   said(w, owed), said(w, c->approved)));
	else if (owed.cents > 0)
		claim_mild(w, arena_printf(w->a, "%s less than was asked, and no decision is noted",
					   said(w, owed)));
	else if (owed.cents < 0)
		claim_mild(w, arena_printf(w->a, "%s more than was %s", said(w, owed), than));
	return owed.cents <= 0 || !money_known(&c->approved);
}

static bool same_payout(const struct payout *a, const struct payout *b)
{
	return a->paid_on == b->paid_on && a->amount.cents == b->amount.cents &&
	       !strcmp(a->amount.currency, b->amount.currency) &&
	       (!a->reference || !b->reference || text_same_nocase(a->reference, b->reference));
}

static int check_payout(struct claim_work *w, const struct payout *p, const struct payout had[],
			int n, struct err *err)
{
	const struct claim *c = &w->claim;
	const struct money *in = money_known(&c->approved) ? &c->approved : &c->amount;
	char day[DAY_TEXT];

	if (!claim_may(c->state, CLAIM_PAY))
		return err_set(err, ERR_STATE, "%s", claim_refusal(w->a, c, CLAIM_PAY));
	if (p->amount.cents <= 0)
		return err_set(err, ERR_INPUT, "a payment of %s is none: give what came",
			       said(w, p->amount));
	if (money_known(in) && strcmp(in->currency, p->amount.currency) != 0)
		return err_set(
			err, ERR_INPUT,
			"claim %" PRId64 "/%d is in %s and the payment in %s: give what came "
			"in %s",
			c->casefile_id, c->number, in->currency, p->amount.currency, in->currency);
	if (claim_check_day(w, p->paid_on, "paid", err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		if (same_payout(&had[i], p)) {
			claim_grave(w, arena_printf(w->a, "a payment of %s on %s is noted already",
						    said(w, p->amount), day_text(day, p->paid_on)));
			break;
		}
	return 0;
}

int claim_add_payout(struct claim_work *w, struct payout *p, struct err *err)
{
	struct claim *c = &w->claim;
	struct payout *had;
	struct money paid;
	int n;

	if (payouts_of_claim(&had, &n, &paid, tx_snap(w->tx), w->a, c->id, err) < 0 ||
	    check_payout(w, p, had, n, err) < 0 || money_add(&paid, &p->amount, "paid", err) < 0)
		return -1;
	p->claim_id = c->id;
	if (judge_sum(w, &paid)) {
		c->state = claim_after(c, CLAIM_PAY);
		if (c->state == CLAIM_PAID)
			c->answer_due_on = c->info_due_on = c->pay_due_on = DAY_NONE;
	}
	return 0;
}

int claim_pay(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	      struct claim_name name, const struct payout_told *told, struct err *err)
{
	struct payout p = { .amount = told->amount,
			    .paid_on = told->on,
			    .how = told->how,
			    .reference = told->reference };
	struct claim_work w;
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, "claim.pay", err) < 0)
		return -1;
	if (p.paid_on == DAY_NONE)
		p.paid_on = tx_moment(tx)->today;
	if (claim_work_find(&w, tx, a, name, err) < 0 || claim_add_payout(&w, &p, err) < 0 ||
	    claim_judge(warning, &w, told->anyway, err) < 0 ||
	    row_insert(&p, tx, TABLE_PAYOUT, err) < 0 || claim_put(&w, err) < 0)
		goto out;
	*out = w.claim;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- what the customer gets --- */

/* Each door that was, or is being, knocked at may want the refund otherwise. */
static int doubt_refund(struct claim_work *w, struct err *err)
{
	const char *refund;

	for (int i = 0; i < w->nall; i++) {
		const struct claim *c = &w->all[i];

		if (fact_route_refund(&refund, tx_snap(w->tx), w->a, c->door, err) < 0)
			return -1;
		if (claim_is_live(c->state))
			claim_mild(w, refund_warning(refund, c));
	}
	return 0;
}

static int check_remedy(struct claim_work *w, const struct remedy *r, struct err *err)
{
	struct remedy *had;
	char day[DAY_TEXT];
	int n;

	if (r->given_on > tx_moment(w->tx)->today)
		return err_set(err, ERR_INPUT,
			       "the customer cannot have got it on %s, a day to come: check --on",
			       day_text(day, r->given_on));
	if (money_known(&r->amount) && r->amount.cents <= 0)
		return err_set(err, ERR_INPUT, "--amount: nothing was given: leave it out");
	if (row_list(&had, &n, tx_snap(w->tx), w->a, TABLE_REMEDY,
		     "WHERE casefile_id=?1 ORDER BY id", w->casefile.id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		claim_mild(w, arena_printf(w->a,
					   "the customer has a %s of %s already: two remedies for "
					   "one parcel?",
					   remedy_kind_names[had[i].kind],
					   had[i].given_on == DAY_NONE
						   ? "a day not known"
						   : day_text(day, had[i].given_on)));
	return doubt_refund(w, err);
}

int remedy_give(struct remedy *r, const char **warning, struct desk *desk, struct arena *a,
		int64_t case_id, struct err *err)
{
	struct claim_work w;
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, "remedy.give", err) < 0)
		return -1;
	r->id = 0;
	r->casefile_id = case_id;
	if (r->given_on == DAY_NONE)
		r->given_on = tx_moment(tx)->today;
	if (claim_work_open(&w, tx, a, case_id, err) < 0 || check_remedy(&w, r, err) < 0 ||
	    claim_judge(warning, &w, true, err) < 0 || row_insert(r, tx, TABLE_REMEDY, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- duties --- */

static int find_duty(struct duty *out, struct tx *tx, struct arena *a, int64_t case_id, int64_t id,
		     struct err *err)
{
	struct duty *all;
	int n, nopen = 0;

	if (row_list(&all, &n, tx_snap(tx), a, TABLE_DUTY, "WHERE casefile_id=?1 ORDER BY id",
		     case_id, 0, err) < 0)
		return -1;
	for (int i = 0; i < n; i++) {
		bool open = all[i].settled_on == DAY_NONE;

		if (id ? all[i].id == id : open)
			*out = all[i];
		if (id && all[i].id == id && !open)
			return err_set(err, ERR_STATE, "duty %" PRId64 " is settled already", id);
		nopen += open && (!id || all[i].id == id);
	}
	if (nopen == 1)
		return 0;
	if (nopen > 1)
		return err_set(err, ERR_AMBIGUOUS,
			       "case %" PRId64 " has %d open duties: say which (--duty)", case_id,
			       nopen);
	return err_set(err, ERR_NOT_FOUND, "case %" PRId64 " has no open duty%s", case_id,
		       id ? " of that number" : "");
}

int duty_settle(struct duty *out, struct desk *desk, struct arena *a, int64_t case_id, int64_t id,
		const char *note, daynum on, struct err *err)
{
	struct casefile c;
	struct shipment s;
	struct tx *tx;
	int rc = -1;

	if (text_blank(note))
		return err_set(err, ERR_INPUT,
			       "say how it was settled: --note \"told USPS, ref 4711\"");
	if (desk_begin(&tx, desk, "duty.settle", err) < 0)
		return -1;
	if (case_take(&c, &s, tx, a, case_id, 0, err) < 0 ||
	    find_duty(out, tx, a, case_id, id, err) < 0)
		goto out;
	out->settled_on = on == DAY_NONE ? tx_moment(tx)->today : on;
	out->settled_by = desk_user(desk);
	out->note = note;
	if (row_update(out, tx, TABLE_DUTY, err) < 0)
		goto out;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}
