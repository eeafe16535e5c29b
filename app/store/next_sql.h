/*
 * next_sql.h - the questions of the morning list, for next.c alone
 */
#ifndef APP_STORE_NEXT_SQL_H
#define APP_STORE_NEXT_SQL_H

#include <stdbool.h>

#include "store/next.h"

/* Where things stand in a row; then in a stake, where money takes two columns. */
enum {
	NEXT_COL_CASE,
	NEXT_COL_ID,
	NEXT_COL_PART,
	NEXT_COL_WHAT,
	NEXT_COL_WHO,
	NEXT_COL_WHY,
	NEXT_COL_REP,
	NEXT_COL_REFERENCE,
	NEXT_COL_DUE
};

enum {
	STAKE_COL_NUMBER,
	STAKE_COL_CARRIER,
	STAKE_COL_PROBLEM,
	STAKE_COL_OWNER,
	STAKE_COL_CLIENT,
	STAKE_COL_VALUE,
	STAKE_COL_INSURED = STAKE_COL_VALUE + 2,
	STAKE_COL_POSTAGE = STAKE_COL_INSURED + 2,
	STAKE_COL_ASKED = STAKE_COL_POSTAGE + 2,
	STAKE_COL_APPROVED = STAKE_COL_ASKED + 2,
	STAKE_COL_CAP = STAKE_COL_APPROVED + 2,
	STAKE_COL_PAID = STAKE_COL_CAP + 2,
	STAKE_COL_COVER = STAKE_COL_PAID + 2
};

/*
 * ?1 and ?2: the days between which the due day lies; ?3 today; ?4 owner and ?5 client or NULL; ?8
 * "what" of the question; ?9 the case, of those of one. Several questions may share a text.
 */
struct next_text {
	const char *rows, *count;
	const char *of_case; /* the rows of one case, in any order */
	const char *resting; /* how many rest, the first day; NULL: none may */
};

struct next_question {
	enum next_kind kind;
	int first, last;   /* days from today */
	bool ends;         /* missing the day loses something for good */
	bool whole;        /* read at once: the rows have no day, or are few */
	enum band undated; /* where rows without a day stand */
	const char *what;
	const struct next_text *text;
	const char *count_all; /* of everybody, in the index alone; NULL: like the text's count */
};

extern const struct next_question next_questions[];
extern const int next_nquestions;

extern const char next_stake_sql[];
/* Lines snoozed beyond day ?1; those of case ?2. */
extern const char next_snoozed_sql[], next_snoozed_of_case_sql[];
/* Was promise ?1 given about a parcel of another client than ?2, too? */
extern const char next_shared_sql[];

#endif
