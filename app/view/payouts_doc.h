/*
 * payouts_doc.h - what came of a list of payments, as data
 */
#ifndef APP_VIEW_PAYOUTS_DOC_H
#define APP_VIEW_PAYOUTS_DOC_H

#include <stdbool.h>

#include "domain/payout_list.h"

struct arena;
struct node;

/*
 * file dry_run rows matched short over double unknown refusals_file
 * items:[{line outcome claim paid_on amount owed reference reason}]
 * missing:[{claim owed pay_due_on}]. Keeps the texts of the report.
 */
struct node *payouts_doc(struct arena *a, const struct payouts_report *r, bool dry_run);

#endif
