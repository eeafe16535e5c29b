/* What a claim asks for, from what is given and what the case knows. */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "domain/window.h"
#include "ops/claim_parts.h"

/* clang-format off */
static const struct {
	enum claim_sum sum;
	size_t given, kept; /* where it lies in the filing and in the claim */
} sums[] = {
#define SUM(bit, member) \
	{ bit, offsetof(struct claim_filing, member), offsetof(struct claim, member) }
	SUM(CLAIM_SUM_GOODS, goods),
	SUM(CLAIM_SUM_DISCOUNT, discount),
	SUM(CLAIM_SUM_POSTAGE, postage),
	SUM(CLAIM_SUM_REPAIR, repair),
	SUM(CLAIM_SUM_SALVAGE, salvage),
#undef SUM
};
/* clang-format on */

static void take_sums(struct claim *c, const struct claim_filing *f)
{
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		if (f->given & sums[i].sum)
			memcpy((char *)c + sums[i].kept, (const char *)f + sums[i].given,
			       sizeof(struct money));
}

/* Cover that was bought counts at the door of who sold it; what is included, at the carrier's. */
static struct money cover_of(const struct claim_work *w)
{
	const struct shipment *s = &w->shipment;
	const struct window *window = claim_window(w, WINDOW_CLAIM, w->claim.route);
	bool bought_here = w->claim.route == ROUTE_INSURANCE ||
			   (w->claim.route == ROUTE_CARRIER &&
			    (!s->insurer || text_same_nocase(s->insurer, s->carrier)));
	struct money cover = bought_here ? s->insured : MONEY_NONE;

	if (!window)
		window = claim_window(w, WINDOW_NOTICE, w->claim.route);
	if (!window || !money_known(&window->cover))
		return cover;
	if (!money_known(&cover))
		return window->cover;
	return !strcmp(cover.currency, window->cover.currency) && cover.cents < window->cover.cents
		       ? window->cover
		       : cover;
}

/* The case's own sums, where nothing else is given. */
static void take_known(struct claim_work *w, unsigned given)
{
	struct claim *c = &w->claim;
	const struct shipment *s = &w->shipment;

	if (!money_known(&c->goods) && !money_known(&c->repair) && !(given & CLAIM_SUM_GOODS))
		c->goods = s->value;
	if (!money_known(&c->postage) && !(given & CLAIM_SUM_POSTAGE) &&
	    c->route == ROUTE_CARRIER &&
	    amount_postage_is_paid(s->carrier, problem_rule_kind(w->casefile.problem)))
		c->postage = s->postage;
}

/* Cover in another currency limits nothing that can be compared here. */
static void take_cover(struct claim_work *w)
{
	struct claim *c = &w->claim;
	struct money cover = cover_of(w);
	const struct money *asked = money_known(&c->goods)    ? &c->goods
				    : money_known(&c->repair) ? &c->repair
							      : &c->amount;
	char text[MONEY_TEXT];

	c->cap = MONEY_NONE;
	if (!money_known(&cover) || !money_known(asked))
		return;
	if (!strcmp(cover.currency, asked->currency))
		c->cap = cover;
	else
		claim_mild(w, arena_printf(w->a,
					   "the cover is %s and the claim in %s: ask at which "
					   "rate they count",
					   money_text(text, &cover), asked->currency));
}

static int work_out(struct amount *out, struct claim_work *w, struct err *err)
{
	const struct claim *c = &w->claim;
	const struct amount_parts parts = {
		.goods = c->goods,
		.discount = c->discount,
		.postage = c->postage,
		.repair = c->repair,
		.salvage = c->salvage,
		.cap = c->cap,
		.carrier = c->route == ROUTE_CARRIER ? w->shipment.carrier : NULL,
		.kind = problem_rule_kind(w->casefile.problem),
	};

	return amount_work_out(out, w->a, &parts, err);
}

static void doubt_amount(struct claim_work *w)
{
	struct claim *c = &w->claim;
	char asked[MONEY_TEXT], cover[MONEY_TEXT];
	struct money most = c->cap;

	if (!money_known(&most) || strcmp(most.currency, c->amount.currency) != 0)
		return;
	if (money_known(&c->postage) && !strcmp(c->postage.currency, most.currency))
		most.cents += c->postage.cents;
	if (money_compare(&c->amount, &most) > 0)
		claim_mild(w,
			   arena_printf(w->a,
					"%s is more than the cover of %s: they pay the cover at "
					"most",
					money_text(asked, &c->amount), money_text(cover, &c->cap)));
}

int claim_amount(struct claim_work *w, const struct claim_filing *f, struct err *err)
{
	struct claim *c = &w->claim;
	bool asked = (f->given & CLAIM_SUM_AMOUNT) && money_known(&f->amount);
	struct amount amount;
	char text[MONEY_TEXT];

	take_sums(c, f);
	if (asked)
		c->amount = f->amount;
	if (!asked)
		take_known(w, f->given);
	take_cover(w);
	if (asked && !(f->given & ~(unsigned)CLAIM_SUM_AMOUNT)) {
		c->amount_note = NULL;
		doubt_amount(w);
		return 0;
	}
	if (work_out(&amount, w, err) < 0)
		return -1;
	c->amount_note = amount.statement;
	if (!asked) {
		c->amount = amount.total;
		return 0;
	}
	if (strcmp(amount.total.currency, c->amount.currency) != 0)
		return err_set(err, ERR_INPUT,
			       "--amount is in %s and the sums are in %s: give all sums of a claim "
			       "in one currency",
			       c->amount.currency, amount.total.currency);
	if (money_compare(&amount.total, &c->amount) != 0) {
		c->amount_note = arena_printf(w->a, "%s\nasked for all the same: %s",
					      amount.statement, money_text(text, &c->amount));
		claim_mild(w, arena_printf(w->a, "the sums come to %s, not to what is asked",
					   money_text(text, &amount.total)));
	}
	doubt_amount(w);
	return 0;
}
