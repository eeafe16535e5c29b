/*
 * rules_doc.h - rules as a list, and what they would move
 */
#ifndef APP_VIEW_RULES_DOC_H
#define APP_VIEW_RULES_DOC_H

#include "base/day.h"
#include "domain/rule_move.h"

struct arena;
struct node;

enum { RULE_OLD_DAYS = 180 }; /* a rule looked at longer ago should be looked at again */

/*
 * {"items":[{code, carrier, ..., "own", "old", "published"}], "count", "own_count", "old_count"};
 * published: the program's rule in whose place each stands (NULL: in none's).
 */
struct node *rules_doc(struct arena *a, const struct rule *const rules[],
		       const struct rule *const published[], int n, daynum today);

/* One rule into a map. */
struct node *rule_node(struct arena *a, struct node *n, const struct rule *r, daynum today);

/* After one was set: {"code","file","rule"}; r: as it counts now, NULL: no rule has that code. */
struct node *rule_set_doc(struct arena *a, const char *code, const char *file, const struct rule *r,
			  daynum today);

/*
 * {"items":[{case,tracking_number,change,what,route,before,after}],"count","cases","reworded",
 * "checked"}; before and after: {opens_on,closes_on,rule}, or null.
 */
struct node *rule_moves_doc(struct arena *a, const struct rule_moves *moves);

#endif
