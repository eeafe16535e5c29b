/* claim_facts.h - doors, papers and ladders as the facts have them, for the tests */
#ifndef TESTS_DOMAIN_CLAIM_FACTS_H
#define TESTS_DOMAIN_CLAIM_FACTS_H

#include "domain/checklist.h"
#include "domain/route.h"
#include "domain/step.h"

struct arena;

/* Every row, in the arena; returns how many. Fails the test when a row cannot be read. */
int routes_from_facts(struct route **out, struct arena *a);
int needs_from_facts(struct need **out, struct arena *a);
int rungs_from_facts(struct rung **out, struct arena *a);

#endif
