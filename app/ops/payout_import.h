/*
 * payout_import.h - a list of credits from a bank, a carrier or an insurer against the claims
 *
 * Columns are found by usual headings: an amount and a day, and as many columns with references or
 * words as there are. A row belongs to the claim whose number, tracking number or case it names;
 * else to the only approved claim that waits for just this sum and was decided before. Everything
 * is one transaction and one entry in the journal, so undo takes the whole list back.
 */
#ifndef APP_OPS_PAYOUT_IMPORT_H
#define APP_OPS_PAYOUT_IMPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/money.h"
#include "domain/date_form.h"
#include "domain/payout_list.h"

struct arena;
struct desk;
struct err;

enum { PAYOUT_ROWS_MAX = 5000, PAYOUT_BYTES_MAX = 16 * 1024 * 1024 };

struct payouts_options {
	const char *path;      /* "-": standard input */
	const char *refusals;  /* where rows of no claim go; NULL: beside the file; "": nowhere */
	const char *currency;  /* where the file does not say it */
	enum date_order dates; /* where the file leaves it open */
	bool dry_run;
};

/*
 * 0 also when rows were of no claim: the report counts them. ERR_INPUT: no table, no column for the
 * amount or the day (the headings are named), too large; nothing was written then.
 */
int payouts_import(struct payouts_report *out, struct desk *desk, struct arena *a,
		   const struct payouts_options *options, struct err *err);

#endif
