#include "ops/claim_ops.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "ops/claim_parts.h"
#include "ops/internal.h"
#include "store/claims.h"

int claim_index(struct tx *tx, const struct claim *c, struct err *err)
{
	char name[48];
	const char *words[] = {
		name, c->reference, c->door, c->filed_how, c->info_wanted, c->reason
	};

	snprintf(name, sizeof name, "claim %" PRId64 "/%d", c->casefile_id, c->number);
	return search_put(tx, "claim", c->id, c->casefile_id, words, sizeof words / sizeof *words,
			  err);
}

int claim_put(struct claim_work *w, struct err *err)
{
	int rc = w->claim.id ? row_update(&w->claim, w->tx, TABLE_CLAIM, err)
			     : row_insert(&w->claim, w->tx, TABLE_CLAIM, err);

	if (rc < 0 || windows_refresh(w->tx, w->a, &w->casefile, &w->shipment, err) < 0 ||
	    stage_refresh(w->tx, w->a, &w->casefile, &w->shipment, err) < 0)
		return -1;
	return claim_index(w->tx, &w->claim, err);
}

/* --- filing --- */

/* Somebody else insures it: then only a person knows who was asked. */
static int take_route(struct claim_work *w, const struct claim_filing *f, struct err *err)
{
	const struct shipment *s = &w->shipment;

	if (f->route >= 0) {
		w->claim.route = (enum route_kind)f->route;
		return 0;
	}
	w->claim.route = ROUTE_CARRIER;
	if (!s->insurer || text_same_nocase(s->insurer, s->carrier))
		return 0;
	return err_set(err, ERR_INPUT,
		       "%s insures this parcel, so say whom you claim from (--route): carrier or "
		       "insurance",
		       s->insurer);
}

/* A new claim, or the draft that waits for this door. */
static int begin_claim(struct claim_work *w, const struct claim_filing *f, struct err *err)
{
	if (take_route(w, f, err) < 0)
		return -1;
	for (int i = 0; i < w->nall; i++)
		if (w->all[i].state == CLAIM_DRAFT && w->all[i].route == w->claim.route) {
			w->claim = w->all[i];
			return 0;
		}
	w->claim.casefile_id = w->casefile.id;
	w->claim.number = w->nall ? w->all[w->nall - 1].number + 1 : 1;
	return 0;
}

static int open_for_filing(struct claim_work *w, struct tx *tx, struct arena *a,
			   struct claim_name name, const struct claim_filing *f, struct err *err)
{
	if (!name.number)
		return claim_work_open(w, tx, a, name.casefile_id, err) < 0
			       ? -1
			       : begin_claim(w, f, err);
	if (claim_work_find(w, tx, a, name, err) < 0)
		return -1;
	if (f->route >= 0 && (enum route_kind)f->route != w->claim.route)
		return err_set(err, ERR_INPUT,
			       "claim %" PRId64
			       "/%d goes through the door '%s': leave --route out, "
			       "or file another",
			       w->casefile.id, w->claim.number, route_kind_names[w->claim.route]);
	return 0;
}

static void take_words(struct claim *c, const struct claim_filing *f)
{
	if (f->door)
		c->door = f->door;
	if (f->reference)
		c->reference = f->reference;
	if (f->how)
		c->filed_how = f->how;
}

/* When the first answer is due: that they have it where they must say so, else what they decide. */
static const char *const first_answer[] = { "acknowledge", "decide", NULL };

static int set_filed(struct claim_work *w, const struct claim_filing *f, daynum on, struct err *err)
{
	struct claim *c = &w->claim;

	c->state = claim_after(c, CLAIM_FILE);
	c->filed_on = on;
	c->acknowledged_on = DAY_NONE;
	c->answer_due_on = f->until;
	return f->until != DAY_NONE ? 0
				    : claim_answer_due(&c->answer_due_on, w, first_answer, on, err);
}

static int file_claim(const char **warning, struct claim_work *w, const struct claim_filing *f,
		      struct err *err)
{
	daynum on = f->on == DAY_NONE ? tx_moment(w->tx)->today : f->on;
	bool sent_again = w->claim.id && w->claim.state == CLAIM_NO_RECORD;

	if (!claim_may(w->claim.state, CLAIM_FILE))
		return err_set(err, ERR_STATE, "%s", claim_refusal(w->a, &w->claim, CLAIM_FILE));
	take_words(&w->claim, f);
	if ((!sent_again || f->given) && claim_amount(w, f, err) < 0)
		return -1;
	if (!f->draft) {
		if (claim_check_day(w, on, "filed", err) < 0)
			return -1;
		claim_check_filing(w, on);
		if (set_filed(w, f, on, err) < 0)
			return -1;
	}
	if (claim_judge(warning, w, f->anyway, err) < 0)
		return -1;
	return claim_put(w, err);
}

int claim_file(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, const struct claim_filing *f, struct err *err)
{
	struct claim_work w;
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, f->draft ? "claim.draft" : "claim.file", err) < 0)
		return -1;
	if (open_for_filing(&w, tx, a, name, f, err) < 0 || file_claim(warning, &w, f, err) < 0)
		goto out;
	*out = w.claim;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

static int edit_claim(const char **warning, struct claim_work *w, const struct claim_filing *f,
		      struct err *err)
{
	struct claim before = w->claim;

	take_words(&w->claim, f);
	if (f->given && claim_amount(w, f, err) < 0)
		return -1;
	if (f->on != DAY_NONE) {
		if (w->claim.state == CLAIM_DRAFT)
			return err_set(err, ERR_STATE,
				       "claim %" PRId64 "/%d is not filed yet" ERR_TYPED
				       ": 'waylaid claim file %" PRId64 "/%d' says when",
				       w->casefile.id, w->claim.number, w->casefile.id,
				       w->claim.number);
		w->claim.filed_on = DAY_NONE; /* the day that it is compared with is this one */
		if (claim_check_day(w, f->on, "filed", err) < 0)
			return -1;
		w->grave = NULL; /* decided before: said by the days themselves */
		claim_check_filing(w, f->on);
		w->claim.filed_on = f->on;
	}
	if (f->until != DAY_NONE)
		w->claim.answer_due_on = f->until;
	if (claim_judge(warning, w, f->anyway, err) < 0)
		return -1;
	return row_same(TABLE_CLAIM, &before, &w->claim) ? 0 : claim_put(w, err);
}

int claim_edit(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, const struct claim_filing *f, struct err *err)
{
	struct claim_work w;
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, "claim.edit", err) < 0)
		return -1;
	if (claim_work_find(&w, tx, a, name, err) < 0 || edit_claim(warning, &w, f, err) < 0)
		goto out;
	*out = w.claim;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}

/* --- what happened to it --- */

/* One telling on its way. */
struct telling_claim {
	struct claim_work *w;
	const struct claim_told *told;
	enum claim_act act;
	daynum on;
};

typedef int tell_act(struct telling_claim *t, struct err *err);

/* They count from the filing; what would be over by now is counted from today's word. */
static int tell_ack(struct telling_claim *t, struct err *err)
{
	static const char *const decided[] = { "decide", NULL };
	static const char *const again[] = { "status", "decide", NULL };
	static const char *const appealed[] = { "appeal", NULL };
	struct claim *c = &t->w->claim;
	bool in_appeal = claim_was_decided(c);
	daynum from = in_appeal ? c->appealed_on : c->filed_on;

	c->acknowledged_on = t->on;
	c->info_due_on = DAY_NONE;
	c->answer_due_on = t->told->until;
	if (c->answer_due_on != DAY_NONE)
		return 0;
	if (claim_answer_due(&c->answer_due_on, t->w, in_appeal ? appealed : decided, from, err) <
	    0)
		return -1;
	if (c->answer_due_on == DAY_NONE || c->answer_due_on > t->on)
		return 0;
	return claim_answer_due(&c->answer_due_on, t->w, in_appeal ? appealed : again, t->on, err);
}

/* Nobody answers a claim that is not there: it is on the list from that day on. */
static int tell_lost(struct telling_claim *t, struct err *err)
{
	(void)err;
	t->w->claim.answer_due_on = t->on;
	t->w->claim.info_due_on = DAY_NONE;
	return 0;
}

static int tell_asked(struct telling_claim *t, struct err *err)
{
	struct claim *c = &t->w->claim;

	if (text_blank(t->told->said))
		return err_set(err, ERR_INPUT,
			       "say what they want: --said \"the receipt of the insurance\"");
	c->info_wanted = t->told->said;
	c->info_due_on = t->told->until;
	c->answer_due_on = DAY_NONE;
	return 0;
}

/* The first decision has its own day; those on appeals follow it. */
static void set_decided(struct telling_claim *t, enum appeal_result result)
{
	struct claim *c = &t->w->claim;
	bool in_appeal = c->state == CLAIM_APPEALED ||
			 (c->state == CLAIM_NEEDS_INFO && claim_was_decided(c));

	if (in_appeal) {
		c->appeal_decided_on = t->on;
		c->appeal_result = result;
	} else {
		c->decided_on = t->on;
	}
	c->answer_due_on = DAY_NONE;
	c->info_due_on = DAY_NONE;
}

static int approved_amount(struct money *out, struct telling_claim *t, struct err *err)
{
	const struct claim *c = &t->w->claim;

	*out = money_known(&t->told->amount) ? t->told->amount : c->amount;
	if (!money_known(out))
		return err_set(err, ERR_INPUT, "say how much they approved: --amount");
	if (money_known(&c->amount) && strcmp(out->currency, c->amount.currency) != 0)
		return err_set(err, ERR_INPUT,
			       "the claim is in %s and what they approved in %s: give it in %s",
			       c->amount.currency, out->currency, c->amount.currency);
	return 0;
}

static int tell_approved(struct telling_claim *t, struct err *err)
{
	static const char *const pay[] = { "pay", NULL };
	struct claim *c = &t->w->claim;
	struct money amount;
	char text[MONEY_TEXT];

	if (approved_amount(&amount, t, err) < 0)
		return -1;
	if (money_known(&c->amount) && money_compare(&amount, &c->amount) > 0)
		claim_mild(t->w, arena_printf(t->w->a,
					      "they approved more than the %s that was "
					      "asked",
					      money_text(text, &c->amount)));
	set_decided(t, t->act == CLAIM_APPROVE ? APPEAL_WON : APPEAL_PARTLY);
	c->approved = amount;
	c->pay_due_on = t->told->until;
	return c->pay_due_on != DAY_NONE ? 0
					 : claim_answer_due(&c->pay_due_on, t->w, pay, t->on, err);
}

static int tell_denied(struct telling_claim *t, struct err *err)
{
	struct claim_work *w = t->w;
	const char *code = t->told->denial ? t->told->denial : "other";
	struct denial *reason;
	const char **codes;
	int n, i;

	if (fact_denials(&reason, &n, tx_snap(w->tx), w->a, err) < 0)
		return -1;
	codes = arena_array(w->a, (size_t)n + 1, sizeof *codes);
	for (int k = 0; k < n; k++)
		codes[k] = reason[k].code;
	i = name_find(codes, n, code);
	if (i < 0) {
		const char *near = name_suggest(codes, n, code);

		return err_set(err, ERR_INPUT,
			       "--reason '%.40s' is not known%s%s%s" ERR_TYPED
			       ": 'waylaid claim denials' lists the reasons",
			       code, near ? " (did you mean " : "", near ? near : "",
			       near ? "?)" : "");
	}
	set_decided(t, APPEAL_LOST);
	w->claim.denial = codes[i];
	w->claim.reason = t->told->said;
	return 0;
}

/* What a first decision takes says nothing of an appeal: without a fact, no day is known. */
static int tell_appealed(struct telling_claim *t, struct err *err)
{
	static const char *const whats[] = { "appeal", NULL };
	struct claim *c = &t->w->claim;

	claim_check_appeal(t->w, t->on);
	c->appeals++;
	c->appealed_on = t->on;
	c->appeal_result = APPEAL_UNDECIDED;
	c->answer_due_on = t->told->until;
	return c->answer_due_on != DAY_NONE
		       ? 0
		       : claim_answer_due(&c->answer_due_on, t->w, whats, t->on, err);
}

static int tell_ended(struct telling_claim *t, struct err *err)
{
	struct claim *c = &t->w->claim;

	(void)err;
	c->answer_due_on = c->info_due_on = c->pay_due_on = DAY_NONE;
	if (t->told->said)
		c->reason = t->told->said;
	return 0;
}

/* clang-format off */
static const struct {
	const char *op;   /* in the journal */
	const char *done; /* "a claim cannot be ..." */
	tell_act *tell;
} tellings[CLAIM_ACT_NVALUES] = {
	[CLAIM_ACK]          = { "claim.ack",       "acknowledged", tell_ack },
	[CLAIM_LOSE]         = { "claim.no_record", "looked for",   tell_lost },
	[CLAIM_ASK]          = { "claim.info",      "asked about",  tell_asked },
	[CLAIM_APPROVE]      = { "claim.approve",   "approved",     tell_approved },
	[CLAIM_APPROVE_PART] = { "claim.approve",   "approved",     tell_approved },
	[CLAIM_DENY]         = { "claim.deny",      "denied",       tell_denied },
	[CLAIM_APPEAL]       = { "claim.appeal",    "appealed",     tell_appealed },
	[CLAIM_WITHDRAW]     = { "claim.withdraw",  "withdrawn",    tell_ended },
	[CLAIM_EXPIRE]       = { "claim.expire",    "let expire",   tell_ended },
};
/* clang-format on */

/* Less than was asked is a part. */
static enum claim_act which_approval(const struct claim *c, const struct money *amount)
{
	if (money_known(amount) && money_known(&c->amount) &&
	    !strcmp(amount->currency, c->amount.currency) && money_compare(amount, &c->amount) < 0)
		return CLAIM_APPROVE_PART;
	return CLAIM_APPROVE;
}

/* What was paid before the decision may be all that it grants. */
static int settle_paid(struct claim_work *w, struct err *err)
{
	struct money paid, owed;
	struct payout *payout;
	int n;

	if (w->claim.state != CLAIM_APPROVED && w->claim.state != CLAIM_PARTLY_APPROVED)
		return 0;
	if (payouts_of_claim(&payout, &n, &paid, tx_snap(w->tx), w->a, w->claim.id, err) < 0)
		return -1;
	owed = claim_outstanding(&w->claim, &paid);
	if (n && money_known(&owed) && owed.cents <= 0)
		w->claim.state = CLAIM_PAID;
	return 0;
}

static int tell(const char **warning, struct telling_claim *t, struct err *err)
{
	struct claim_work *w = t->w;
	enum claim_state to;

	if (t->act == CLAIM_APPROVE)
		t->act = which_approval(&w->claim, &t->told->amount);
	if (!claim_may(w->claim.state, t->act))
		return err_set(err, ERR_STATE, "%s", claim_refusal(w->a, &w->claim, t->act));
	if (claim_check_day(w, t->on, tellings[t->act].done, err) < 0)
		return -1;
	to = claim_after(&w->claim, t->act);
	if (t->told->reference)
		w->claim.reference = t->told->reference;
	if (tellings[t->act].tell(t, err) < 0)
		return -1;
	w->claim.state = to;
	if (settle_paid(w, err) < 0 || claim_judge(warning, w, t->told->anyway, err) < 0)
		return -1;
	return claim_put(w, err);
}

int claim_tell(struct claim *out, const char **warning, struct desk *desk, struct arena *a,
	       struct claim_name name, enum claim_act act, const struct claim_told *told,
	       struct err *err)
{
	struct claim_work w;
	struct telling_claim t = { &w, told, act, told->on };
	struct tx *tx;
	int rc = -1;

	*warning = NULL;
	if (desk_begin(&tx, desk, tellings[act].op, err) < 0)
		return -1;
	if (t.on == DAY_NONE)
		t.on = tx_moment(tx)->today;
	if (claim_work_find(&w, tx, a, name, err) < 0 || tell(warning, &t, err) < 0)
		goto out;
	*out = w.claim;
	rc = 0;
out:
	return tx_end(tx, rc, err);
}
