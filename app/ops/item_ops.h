/*
 * item_ops.h - what was in the parcel, piece by piece, and what people did and saw
 */
#ifndef APP_OPS_ITEM_OPS_H
#define APP_OPS_ITEM_OPS_H

#include <stdbool.h>

#include "domain/item.h"
#include "domain/step.h"

struct arena;
struct desk;
struct err;

enum item_fact {
	ITEM_DESCRIPTION = 1 << 0,
	ITEM_SKU = 1 << 1,
	ITEM_SERIAL = 1 << 2,
	ITEM_QUANTITY = 1 << 3,
	ITEM_VALUE = 1 << 4,
	ITEM_BOUGHT = 1 << 5,
	ITEM_TYPE = 1 << 6,
	ITEM_CONDITION = 1 << 7,
	ITEM_COST = 1 << 8
};

/* One more item of the case's parcel; every case on the parcel has it then. ERR_INPUT: no words. */
int item_add(struct item *out, struct desk *desk, struct arena *a, int64_t case_id,
	     const struct item *facts, struct err *err);

/*
 * Correct one; given: enum item_fact. *case_id: the case it must be of; 0: whichever, and which it
 * is comes back: a case of its parcel, the newest open one first.
 */
int item_edit(struct item *out, int64_t *case_id, struct desk *desk, struct arena *a, int64_t id,
	      const struct item *changes, unsigned given, struct err *err);
int item_remove(struct item *out, int64_t *case_id, struct desk *desk, struct arena *a, int64_t id,
		struct err *err);

/*
 * Note a rung of the case's ladder as done, or a paper as looked at (codes of the facts). on:
 * DAY_NONE for today. A second note of the same code replaces the first. done false takes it off.
 * ERR_INPUT names the codes there are; ERR_NOT_FOUND: nothing was noted that could be taken off.
 */
int step_note(struct step *out, struct desk *desk, struct arena *a, const struct step *facts,
	      bool done, struct err *err);

#endif
