/*
 * summary.h - the parts of the summary sheet
 *
 * Inner header of app/report. The sheet has a grid of six columns on which facts and lists lie.
 */
#ifndef APP_REPORT_SUMMARY_H
#define APP_REPORT_SUMMARY_H

#include "report/book.h"

/* "Claim to the carrier: open, 23 days left. Last day 2026-12-31." and the style that fits. */
const char *summary_window(struct book *b, const struct node *one, enum style *style);

/* The claim's window that matters most now: one that runs before one that ran out. NULL: none. */
const struct node *summary_claim_window(const struct node *one);

/* Deadlines, claims, money, holds of one case, and what the other sheets hold. */
void summary_lists(struct sheet *s, const struct node *one);

#endif
