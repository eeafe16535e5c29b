/*
 * contradiction_ops.h - two contacts that say different things, linked so that a letter quotes both
 */
#ifndef APP_OPS_CONTRADICTION_OPS_H
#define APP_OPS_CONTRADICTION_OPS_H

#include "domain/contact.h"

struct arena;
struct desk;
struct err;

/*
 * Link two contacts of one case, in either order; the earlier one becomes "other". note: where they
 * differ, or NULL. ERR_INPUT: one contact twice, or no case in common; ERR_STATE: linked already.
 */
int contradiction_add(struct contradiction *out, struct desk *desk, struct arena *a,
		      const int64_t pair[2], const char *note, struct err *err);

#endif
