/*
 * next_sql.h - the questions of the morning list, for next.c alone
 */
#ifndef APP_STORE_NEXT_SQL_H
#define APP_STORE_NEXT_SQL_H

#include <stdbool.h>

#include "store/next.h"

/* Where things stand in a row; money takes two columns, amount and currency. */
enum {
	NEXT_COL_CASE,
	NEXT_COL_NUMBER,
	NEXT_COL_CARRIER,
	NEXT_COL_PROBLEM,
	NEXT_COL_OWNER,
	NEXT_COL_CLIENT,
	NEXT_COL_SNOOZED,
	NEXT_COL_REASON,
	NEXT_COL_VALUE,
	NEXT_COL_INSURED = NEXT_COL_VALUE + 2,
	NEXT_COL_POSTAGE = NEXT_COL_INSURED + 2,
	NEXT_COL_ASKED = NEXT_COL_POSTAGE + 2,
	NEXT_COL_APPROVED = NEXT_COL_ASKED + 2,
	NEXT_COL_CAP = NEXT_COL_APPROVED + 2,
	NEXT_COL_PAID = NEXT_COL_CAP + 2,
	NEXT_COL_COVER = NEXT_COL_PAID + 2,
	NEXT_COL_ID = NEXT_COL_COVER + 2,
	NEXT_COL_PART,
	NEXT_COL_WHAT,
	NEXT_COL_WHO,
	NEXT_COL_WHY,
	NEXT_COL_REP,
	NEXT_COL_REFERENCE,
	NEXT_COL_DUE
};

/*
 * ?1 and ?2: the days between which the due day lies; ?3 today; ?4 owner and ?5 client or NULL; ?6
 * limit; ?7 also what rests; ?8 "what" of the question; ?9 case or NULL.
 */
struct next_question {
	enum next_kind kind;
	int first, last;   /* days from today */
	bool ends;         /* missing the day loses something for good */
	bool whole;        /* read at once: the rows have no day, or are few */
	enum band undated; /* where rows without a day stand */
	const char *what;
	const char *rows;
	const char *count, *count_all; /* of everybody, in the index alone; NULL: like count */
	const char *resting;           /* how many rest, the first day; NULL: none may */
};

extern const struct next_question next_questions[];
extern const int next_nquestions;

extern const char next_snoozed_sql[]; /* kinds snoozed beyond day ?1 */
extern const char next_kept_sql[];    /* carrier, kept, broken since day ?1 */

#endif
