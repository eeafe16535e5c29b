#include "view/facets.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/casefile.h"
#include "store/read.h"

enum { SHOWN_MAX = 12 };

/* Days ahead by which a window closes, and how the filter is given them. */
static const struct {
	const char *code;
	int days;
} due[] = { { "today", 0 }, { "+7d", 7 }, { "+14d", 14 }, { "+30d", 30 } };
enum { DUE = sizeof due / sizeof *due };

static_assert((int)FACET_STAGE == CARD_STAGE && (int)FACET_PROBLEM == CARD_PROBLEM &&
		      (int)FACET_CARRIER == CARD_CARRIER && (int)FACET_OWNER == CARD_OWNER &&
		      (int)FACET_CLIENT == CARD_CLIENT && (int)FACET_DUE == CARD_CODES,
	      "the bit of a facet is the bit of what misses it");

/* How many there are of each name; of the facet of days, by each of them. */
struct tally {
	int64_t *of[FACETS];
};

static void count_case(struct tally *t, const struct card *c, uint32_t missed, daynum today)
{
	for (int f = 0; f < CARD_CODES; f++)
		if (c->code[f] >= 0 && !(missed & ~(UINT32_C(1) << f)))
			t->of[f][c->code[f]]++;
	if (c->closes_on == DAY_NONE || (missed & ~(uint32_t)CARD_LATE))
		return;
	for (int i = 0; i < DUE; i++)
		t->of[FACET_DUE][i] += c->closes_on <= today + due[i].days;
}

static int more_first(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->code, y->code);
}

static void put_facet(struct facet_counts *out, struct arena *a, enum facet f,
		      const int64_t *counts, const char *const *names, int n)
{
	struct facet_value *v = arena_array(a, (size_t)n + 1, sizeof *v);
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (counts[i])
			v[kept++] = (struct facet_value){ arena_strdup(a, names[i]), counts[i] };
	if (f != FACET_STAGE && f != FACET_DUE)
		qsort(v, (size_t)kept, sizeof *v, more_first);
	out->value[f] = v;
	out->n[f] = kept < SHOWN_MAX ? kept : (int)SHOWN_MAX;
}

static void count_all(struct facet_counts *out, struct arena *a, const struct list_query *q,
		      daynum today)
{
	struct card_wanted wanted = cards_wanted(q->cards, q);
	const char *const *names[FACETS], *days[DUE];
	struct tally t;
	int named[FACETS], n;
	const struct card *card = cards_in(&n, q->cards, CARDS_OPEN);

	for (int i = 0; i < DUE; i++)
		days[i] = due[i].code;
	names[FACET_DUE] = days;
	named[FACET_DUE] = DUE;
	for (int f = 0; f < CARD_CODES; f++)
		names[f] = cards_names(&named[f], q->cards, (enum card_code)f);
	for (int f = 0; f < FACETS; f++)
		t.of[f] = arena_array(a, (size_t)named[f] + 1, sizeof *t.of[f]);
	for (int i = 0; i < n; i++) {
		uint32_t missed = card_misses(&card[i], &wanted);

		/* Of two filters that it misses, no facet counts it. */
		if (!(missed & (missed - 1)))
			count_case(&t, &card[i], missed, today);
	}
	for (int f = 0; f < FACETS; f++)
		put_facet(out, a, (enum facet)f, t.of[f], names[f], named[f]);
}

int facets_count(struct facet_counts *out, struct snap *snap, struct arena *a,
		 const struct list_query *q, daynum today, struct err *err)
{
	bool newer;

	if (cards_hold(&newer, q->cards, snap, err) < 0)
		return -1;
	count_all(out, a, q, today);
	cards_let_go(q->cards);
	return 0;
}
