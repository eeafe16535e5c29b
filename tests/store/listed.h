/*
 * listed.h - what is on the morning list, and claims that bring lines onto it
 */
#ifndef TESTS_STORE_LISTED_H
#define TESTS_STORE_LISTED_H

#include "domain/claim.h"
#include "ops/casefile_ops.h"
#include "store/next.h"

/* As of here.moment. */
struct next_rows read_list(struct next_query q);
/* "promise 1, window 2": kinds and cases, most urgent first. */
char *in_words(const struct next_rows *rows);
/* Each case's next step (view/case_line.h) must agree with its lines. */
char *due(const char *owner, int limit, int64_t *count);
char *due_now(void);

/* The next step of every case is one of its lines in the same words, and none is more urgent. */
void every_step_agrees(void);

void edit_case(int64_t id, struct case_facts facts);

/* A claim as the claim's own operations write it, and what follows from it. */
void put_this_claim(struct claim c);
/* For 100 USD, filed 30 days ago. */
struct claim a_claim(int64_t case_id, enum claim_state state);

#endif
