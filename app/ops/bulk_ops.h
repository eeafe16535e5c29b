/*
 * bulk_ops.h - one thing done to many cases at once
 *
 * One transaction and one entry in the journal: all of it or nothing, and undo takes all of it
 * back. Cases that stand twice in the list count once; what is wrong names the case.
 */
#ifndef APP_OPS_BULK_OPS_H
#define APP_OPS_BULK_OPS_H

#include <stdint.h>

#include "base/day.h"
#include "ops/casefile_ops.h"

enum { BULK_MAX = 100 };

struct bulk {
	const int64_t *cases;
	int n; /* 1 to BULK_MAX, else ERR_INPUT */
};

/* The same facts for all of them: owner, client, note ... */
int bulk_edit(struct desk *desk, struct arena *a, const struct bulk *bulk,
	      const struct case_facts *facts, struct err *err);
int bulk_close(struct desk *desk, struct arena *a, const struct bulk *bulk, const char *reason,
	       struct err *err);
/* Every line that they have on the morning list rests. ERR_NOT_FOUND when none has any. */
int bulk_snooze(struct desk *desk, struct arena *a, const struct bulk *bulk, daynum until,
		const char *reason, struct err *err);

/*
 * What desk_undo() would take back now: its number in the journal and its words ("the edit on 3
 * cases"). *entry 0: nothing, or what cannot be taken back.
 */
int desk_last_act(int64_t *entry, const char **said, struct desk *desk, struct arena *a,
		  struct err *err);

#endif
