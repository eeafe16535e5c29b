/*
 * snooze_ops.h - lines of the morning list that rest until a day, and why
 */
#ifndef APP_OPS_SNOOZE_OPS_H
#define APP_OPS_SNOOZE_OPS_H

#include "domain/snooze.h"
#include "store/next.h"

struct arena;
struct desk;
struct err;

/* Which lines of a case: all (kind -1), those of a kind (row_id 0), or one. */
struct snooze_lines {
	int64_t casefile_id;
	int kind; /* enum next_kind */
	int64_t row_id;
};

/*
 * Let the lines that are on the list today rest until a day after today; a line that rests already
 * gets the new day and reason. *out: the lines with what was noted on them. ERR_NOT_FOUND when
 * there is no such line, ERR_INPUT without a reason or with a day that is not to come.
 */
int snooze_put(struct next_rows *out, struct desk *desk, struct arena *a,
	       const struct snooze_lines *lines, daynum until, const char *reason, struct err *err);

/* Wake them: they are back today. *out: those that were woken. ERR_NOT_FOUND when none rests. */
int snooze_wake(struct next_rows *out, struct desk *desk, struct arena *a,
		const struct snooze_lines *lines, struct err *err);

#endif
