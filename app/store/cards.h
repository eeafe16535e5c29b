/*
 * cards.h - a card for each case, in memory: what the register filters, counts and orders by
 *
 * For who is asked again and again: the web desk. The cards are read once. After that each entry by
 * which the journal has grown names the parcels and cases that it touched, and their cards alone
 * are written anew: what is counted and found is never older than the snapshot that asks. What
 * other programs change behind the journal's back is not seen; the pages' rows come from the tables
 * in any case.
 *
 * Several threads share them: cards_hold() and cards_let_go() around everything else.
 */
#ifndef APP_STORE_CARDS_H
#define APP_STORE_CARDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

struct arena;
struct cards;
struct err;
struct list_query;
struct snap;

/* What a card has a code or a name of, kept as a number. */
enum card_code { CARD_STAGE, CARD_PROBLEM, CARD_CARRIER, CARD_OWNER, CARD_CLIENT, CARD_CODES };

struct card {
	int64_t id, value_cents;  /* -1: not known */
	daynum closes_on;         /* of the carrier's claim window; DAY_NONE */
	int32_t code[CARD_CODES]; /* -1: none */
};

/* Those of open cases, which every list looks at, lie apart from the many more of closed ones. */
enum card_deck { CARDS_OPEN, CARDS_CLOSED, CARD_DECKS };

struct cards *cards_new(void);
void cards_free(struct cards *k); /* NULL is allowed */

/*
 * The cards as the snapshot has the cases. *newer: somebody with a later snapshot was quicker, and
 * they are as he saw them.
 */
int cards_hold(bool *newer, struct cards *k, struct snap *snap, struct err *err);
void cards_let_go(struct cards *k);

/* --- while they are held --- */

/* In the order of the cases' numbers. */
const struct card *cards_in(int *n, const struct cards *k, enum card_deck deck);
/* What the numbers of a code stand for. */
const char *const *cards_names(int *n, const struct cards *k, enum card_code code);

/* A query's filters as the cards have them; whether it hides closed cases is not among them. */
struct card_wanted {
	struct {
		enum card_code code;
		int32_t number; /* CARD_NOBODYS: a name that no case has */
	} only[CARD_CODES];
	int n;
	daynum due_on;
	int64_t value_cents;
};
enum { CARD_NOBODYS = -2 };
struct card_wanted cards_wanted(const struct cards *k, const struct list_query *query);

/* What leaves a case out: 1 << code, and these. */
enum { CARD_LATE = 1 << CARD_CODES, CARD_CHEAP = CARD_LATE << 1 };

static inline uint32_t card_misses(const struct card *c, const struct card_wanted *w)
{
	uint32_t missed = 0;

	for (int i = 0; i < w->n; i++)
		missed |= (uint32_t)(c->code[w->only[i].code] != w->only[i].number)
			  << w->only[i].code;
	if (w->due_on != DAY_NONE && (c->closes_on == DAY_NONE || c->closes_on > w->due_on))
		missed |= CARD_LATE;
	if (w->value_cents && c->value_cents < w->value_cents)
		missed |= CARD_CHEAP;
	return missed;
}

/* --- the register --- */

/* More rows than that are not put in order here: the tables are asked. */
enum { CARDS_LISTED_MAX = 10000 };

/* Can the query's cards tell what it lists? */
bool cards_can_list(const struct list_query *query);

/*
 * The numbers of the cases that list_cases() calls its function for, in that order, and both of its
 * counts. Holds the cards itself; *there is false when they are newer than the snapshot.
 */
struct card_list {
	int64_t *id; /* in the arena */
	int n;
	int64_t count, closed;
};
int cards_list(struct card_list *out, bool *there, struct snap *snap, struct arena *a,
	       const struct list_query *query, struct err *err);

#endif
