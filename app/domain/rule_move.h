/*
 * rule_move.h - what the rules of now would change in the windows that cases have
 */
#ifndef APP_DOMAIN_RULE_MOVE_H
#define APP_DOMAIN_RULE_MOVE_H

#include <stdint.h>

#include "domain/window.h"

enum move_kind { MOVE_MOVED, MOVE_NEW, MOVE_GONE, MOVE_NVALUES };
extern const char *const move_kind_names[MOVE_NVALUES]; /* moved new gone */

struct rule_move {
	int64_t casefile_id;
	const char *tracking_number;
	enum move_kind kind;
	enum window_what what;
	enum route_kind route;
	/* what the case has and what it would have; of a new one "before" is empty, and so on */
	daynum opens_before, closes_before, opens_after, closes_after;
	const char *rule_before, *rule_after;
};

struct rule_moves {
	struct rule_move *move; /* by case; at most "limit" */
	int n;
	int64_t count;    /* windows in all */
	int64_t cases;    /* that they belong to */
	int64_t reworded; /* windows that keep their days, but not source, note or cover */
	int64_t checked;  /* open cases looked at */
	int64_t *changed; /* every case with a window in "count" or "reworded" */
	int nchanged;
};

#endif
