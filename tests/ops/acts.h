/*
 * acts.h - each thing that people do, once, on a desk that was made ready for it
 *
 * The same acts are undone by one test and failed at every step by another.
 */
#ifndef TESTS_OPS_ACTS_H
#define TESTS_OPS_ACTS_H

#include <stdbool.h>

struct act {
	const char *name;
	int (*run)(void); /* 0 or -1 with here.err */
	bool undoable;
};
extern const struct act acts[];
enum { ACTS = 46 };

/*
 * Case 1 with two contacts (promise 1), request 1/1, a hold, a call under way; case 2 open beside
 * it with a claim filed, one denied at the insurer's and one approved at the card's; case 3 closed;
 * a paper, a saved answer and a list of payments lie ready.
 */
void make_ready(void);

#endif
