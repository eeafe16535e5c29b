#include "domain/amount.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"

/* Carriers that pay postage back for one kind of loss only, and what they say. */
static const struct postage_rule {
	const char *carrier;
	enum rule_kind paid_for;
	const char *said;
} postage_rules[] = {
	{ "usps", RULE_KIND_LOSS, "USPS pays postage back for lost items only" },
};

static const char *said(struct arena *a, const struct money *m)
{
	char text[MONEY_TEXT];

	return arena_strdup(a, money_text(text, m));
}

static bool same_currency(const struct money *a, const struct money *b)
{
	return !strcmp(a->currency, b->currency);
}

int money_add(struct money *sum, const struct money *more, const char *what, struct err *err)
{
	if (!money_known(more))
		return 0;
	if (!money_known(sum)) {
		*sum = *more;
		return 0;
	}
	if (!same_currency(sum, more))
		return err_set(err, ERR_INPUT,
			       "%s: %s and %s are two currencies; give all sums of a claim in one",
			       what, sum->currency, more->currency);
	sum->cents += more->cents;
	return 0;
}

int money_compare(const struct money *a, const struct money *b)
{
	assert(same_currency(a, b));
	return (a->cents > b->cents) - (a->cents < b->cents);
}

/* The statement so far, and the line that comes to it. */
static void say(struct amount *out, struct arena *a, const char *line)
{
	out->statement = *out->statement ? arena_printf(a, "%s\n%s", out->statement, line) : line;
}

static int one_currency(const struct amount_parts *p, struct err *err)
{
	const struct {
		const struct money *m;
		const char *what;
	} part[] = {
		{ &p->goods, "value" },   { &p->discount, "discount" }, { &p->postage, "postage" },
		{ &p->repair, "repair" }, { &p->salvage, "salvage" },   { &p->cap, "cover" },
	};
	const char *first = NULL, *currency = NULL;

	for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
		if (!money_known(part[i].m))
			continue;
		if (currency && strcmp(currency, part[i].m->currency) != 0)
			return err_set(err, ERR_INPUT,
				       "the %s is in %s and the %s in %s: give all sums of a claim "
				       "in one currency",
				       first, currency, part[i].what, part[i].m->currency);
		if (!currency) {
			first = part[i].what;
			currency = part[i].m->currency;
		}
	}
	return 0;
}

/* What the goods were worth to the buyer. */
static int goods_less_discount(struct amount *out, struct arena *a, const struct amount_parts *p,
			       struct err *err)
{
	out->total = p->goods;
	if (!money_known(&p->discount)) {
		say(out, a, arena_printf(a, "value of the goods: %s", said(a, &p->goods)));
		return 0;
	}
	if (p->discount.cents > p->goods.cents)
		return err_set(err, ERR_INPUT,
			       "a discount of %s is more than the value of %s: check both",
			       said(a, &p->discount), said(a, &p->goods));
	out->total.cents -= p->discount.cents;
	say(out, a,
	    arena_printf(a, "value of the goods: %s less %s discount = %s", said(a, &p->goods),
			 said(a, &p->discount), said(a, &out->total)));
	return 0;
}

static void or_repair(struct amount *out, struct arena *a, const struct amount_parts *p)
{
	if (!money_known(&p->repair))
		return;
	if (!money_known(&p->goods)) {
		out->total = p->repair;
		say(out, a, arena_printf(a, "repair: %s", said(a, &p->repair)));
	} else if (money_compare(&p->repair, &out->total) < 0) {
		out->total = p->repair;
		say(out, a,
		    arena_printf(a, "repair costs less than the value: %s", said(a, &p->repair)));
	} else {
		say(out, a,
		    arena_printf(a, "repair at %s costs no less than the value: the value counts",
				 said(a, &p->repair)));
	}
}

static int less_salvage(struct amount *out, struct arena *a, const struct amount_parts *p,
			struct err *err)
{
	if (!money_known(&p->salvage) || p->salvage.cents == 0)
		return 0;
	if (money_compare(&p->salvage, &out->total) >= 0)
		return err_set(err, ERR_INPUT,
			       "what is left is worth %s, no less than the damage of %s: nothing "
			       "is left to claim",
			       said(a, &p->salvage), said(a, &out->total));
	out->total.cents -= p->salvage.cents;
	say(out, a,
	    arena_printf(a, "less %s that is left of the goods = %s", said(a, &p->salvage),
			 said(a, &out->total)));
	return 0;
}

static void at_most_cover(struct amount *out, struct arena *a, const struct amount_parts *p)
{
	if (!money_known(&p->cap) || money_compare(&out->total, &p->cap) <= 0)
		return;
	out->total = p->cap;
	say(out, a, arena_printf(a, "at most the cover: %s", said(a, &p->cap)));
}

static const struct postage_rule *postage_refused(const struct amount_parts *p)
{
	for (size_t i = 0; i < sizeof postage_rules / sizeof *postage_rules; i++)
		if (text_same(postage_rules[i].carrier, p->carrier) &&
		    postage_rules[i].paid_for != p->kind)
			return &postage_rules[i];
	return NULL;
}

bool amount_postage_is_paid(const char *carrier, enum rule_kind kind)
{
	for (size_t i = 0; i < sizeof postage_rules / sizeof *postage_rules; i++)
		if (text_same(postage_rules[i].carrier, carrier))
			return postage_rules[i].paid_for == kind;
	return false;
}

static void and_postage(struct amount *out, struct arena *a, const struct amount_parts *p)
{
	const struct postage_rule *refused = postage_refused(p);

	if (!money_known(&p->postage) || p->postage.cents == 0)
		return;
	if (refused) {
		out->postage_left_out = true;
		say(out, a,
		    arena_printf(a, "postage of %s is left out: %s", said(a, &p->postage),
				 refused->said));
		return;
	}
	out->total.cents += p->postage.cents;
	say(out, a,
	    arena_printf(a, "and the postage of %s = %s", said(a, &p->postage),
			 said(a, &out->total)));
}

int amount_work_out(struct amount *out, struct arena *a, const struct amount_parts *p,
		    struct err *err)
{
	*out = (struct amount){ .total = MONEY_NONE, .statement = "" };
	if (!money_known(&p->goods) && !money_known(&p->repair))
		return err_set(
			err, ERR_INPUT,
			"the value of the goods is missing: --goods MONEY, or --amount MONEY "
			"for what you ask");
	if (one_currency(p, err) < 0)
		return -1;
	if (money_known(&p->goods) && goods_less_discount(out, a, p, err) < 0)
		return -1;
	or_repair(out, a, p);
	if (less_salvage(out, a, p, err) < 0)
		return -1;
	at_most_cover(out, a, p);
	and_postage(out, a, p);
	if (out->total.cents <= 0)
		return err_set(err, ERR_INPUT, "the claim comes to %s: nothing is left to ask for",
			       said(a, &out->total));
	say(out, a, arena_printf(a, "claimed: %s", said(a, &out->total)));
	return 0;
}
