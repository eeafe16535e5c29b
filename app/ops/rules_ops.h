/*
 * rules_ops.h - rules of the desk's own, and which cases they would move
 *
 * The table of own rules lies beside the desk's file (store/rule_file.h) and may be edited by hand.
 * A case keeps the windows it has, and the rules that it remembers, until something that they count
 * from changes or the rules of now are applied to it.
 */
#ifndef APP_OPS_RULES_OPS_H
#define APP_OPS_RULES_OPS_H

#include <stdint.h>

#include "domain/rule_move.h"

struct arena;
struct desk;
struct err;

/* Rules in force; those of the own table are marked. */
struct rules_found {
	const struct rule **rule;
	const struct rule **published; /* in whose place each of the own stands; NULL: alone */
	int n;
	const char *path; /* of the own table, whether it is there or not */
};

/* Those of a carrier (its code, or RULE_ANY_CARRIER for the insurers), or of all (NULL). */
int rules_read(struct rules_found *out, struct desk *desk, struct arena *a, const char *carrier,
	       struct err *err);

/* One rule: "n" is 0 when there is none of this code. */
int rules_read_one(struct rules_found *out, struct desk *desk, struct arena *a, const char *code,
		   struct err *err);

/* Leaves those of the own table alone. */
void rules_keep_own(struct rules_found *found);

/* A carrier's code from what a person typed, or RULE_ANY_CARRIER from "any". ERR_INPUT. */
int rules_carrier(const char **code, struct desk *desk, struct arena *a, const char *typed,
		  struct err *err);

/*
 * Write one row of the table, over the one with its code or behind the others, and take the table
 * in at once. ERR_INPUT when it cannot be a rule, or when the table has faults of its own.
 */
int rules_set(struct desk *desk, struct arena *a, const struct rule *rule, struct err *err);

/* Take the row out again: the program's rule counts once more. ERR_NOT_FOUND: there is no row. */
int rules_reset(struct desk *desk, struct arena *a, const char *code, struct err *err);

/* --- what the rules of now would change --- */

/* Every open case, its windows as stored against those that the rules of now give. */
int rules_diff(struct rule_moves *out, struct desk *desk, struct arena *a, int limit,
	       struct err *err);

/*
 * Count the windows of these cases by the rules of now; one entry in the journal for each case that
 * changes. *changed: how many did. What was done before a failure stays done.
 */
int rules_apply(int64_t *changed, struct desk *desk, const int64_t ids[], int n, struct err *err);

#endif
