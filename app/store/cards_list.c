#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/cards.h"
#include "store/read.h"

/* Rows stand in the order of their keys, those of one key in the order of their cases. */
struct place {
	int64_t key, id;
};

/* The first "room" of those that came: a heap, the last of them on top. */
struct first {
	struct place *at;
	int n, room;
};

bool cards_can_list(const struct list_query *q)
{
	return q->cards && !q->account && q->opened_since == INSTANT_NONE && q->limit > 0 &&
	       q->from + q->limit <= CARDS_LISTED_MAX;
}

/* By what is sorted, as struct list_place has it. What is not known stands last. */
static struct place place_of(enum list_sort sort, int64_t id, int64_t key)
{
	switch (sort) {
	case LIST_OLDEST:
		return (struct place){ id, id };
	case LIST_DUE:
		if (key == DAY_NONE)
			return (struct place){ INT64_MAX, id };
		return (struct place){ key < INT64_MAX ? key : key - 1, id };
	case LIST_VALUE:
		return (struct place){ key < 0 ? 1 : -key, id };
	default:
		return (struct place){ -id, id };
	}
}

static bool before(const struct place *x, const struct place *y)
{
	return x->key != y->key ? x->key < y->key : x->id < y->id;
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return before(y, x) - before(x, y);
}

static void sink(struct first *f, struct place p)
{
	int at = 0, child;

	while ((child = 2 * at + 1) < f->n) {
		if (child + 1 < f->n && before(&f->at[child], &f->at[child + 1]))
			child++;
		if (!before(&p, &f->at[child]))
			break;
		f->at[at] = f->at[child];
		at = child;
	}
	f->at[at] = p;
}

static void rise(struct first *f, struct place p)
{
	int at = f->n++;

	while (at > 0 && before(&f->at[(at - 1) / 2], &p)) {
		f->at[at] = f->at[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	f->at[at] = p;
}

static void offer(struct first *f, struct place p)
{
	if (f->n < f->room)
		rise(f, p);
	else if (before(&p, &f->at[0]))
		sink(f, p);
}

/* From the end where the newest are, when they come first. How many of the deck match. */
static int choose(struct first *first, const struct list_query *q, enum card_deck deck)
{
	struct card_wanted wanted = cards_wanted(q->cards, q);
	struct place after = { INT64_MIN, INT64_MIN }, p;
	int n, matches = 0;
	const struct card *card = cards_in(&n, q->cards, deck);

	if (q->after)
		after = place_of(q->sort, q->after->id, q->after->key);
	for (int i = 0; i < n; i++) {
		const struct card *c = &card[q->sort == LIST_NEWEST ? n - 1 - i : i];

		if (card_misses(c, &wanted))
			continue;
		matches++;
		p = place_of(q->sort, c->id, q->sort == LIST_DUE ? c->closes_on : c->value_cents);
		if (before(&after, &p))
			offer(first, p);
	}
	return matches;
}

static int count(const struct list_query *q, enum card_deck deck)
{
	struct card_wanted wanted = cards_wanted(q->cards, q);
	int n, matches = 0;
	const struct card *card = cards_in(&n, q->cards, deck);

	if (!wanted.n && wanted.due_on == DAY_NONE && !wanted.value_cents)
		return n;
	for (int i = 0; i < n; i++)
		matches += !card_misses(&card[i], &wanted);
	return matches;
}

static void choose_all(struct card_list *out, struct first *first, struct arena *a,
		       const struct list_query *q)
{
	int open, closed;

	cards_in(&open, q->cards, CARDS_OPEN);
	cards_in(&closed, q->cards, CARDS_CLOSED);
	if (first->room > open + closed)
		first->room = open + closed;
	first->at = arena_array(a, (size_t)first->room + 1, sizeof *first->at);
	out->count = choose(first, q, CARDS_OPEN);
	/* A stage that is asked for hides nothing. */
	if (q->all || q->stage >= 0)
		out->count += choose(first, q, CARDS_CLOSED);
	else
		out->closed = count(q, CARDS_CLOSED);
}

int cards_list(struct card_list *out, bool *there, struct snap *snap, struct arena *a,
	       const struct list_query *q, struct err *err)
{
	struct first first = { .room = q->from + q->limit };
	bool newer;

	*out = (struct card_list){ 0 };
	if (cards_hold(&newer, q->cards, snap, err) < 0)
		return -1;
	*there = !newer;
	if (*there)
		choose_all(out, &first, a, q);
	cards_let_go(q->cards);
	if (first.n <= q->from)
		return 0;
	qsort(first.at, (size_t)first.n, sizeof *first.at, by_place);
	out->n = first.n - q->from;
	out->id = arena_array(a, (size_t)out->n, sizeof *out->id);
	for (int i = 0; i < out->n; i++)
		out->id[i] = first.at[q->from + i].id;
	return 0;
}
