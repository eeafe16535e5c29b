/*
 * claim_field.h - what a claim's form, sheet or batch may ask of a case, under one name each
 *
 * Inner header of app/report. The catalogue is the union of what carriers' forms are known to ask;
 * the workbook's sheets, the answers for a form and batch files all take their values from here, so
 * that they cannot differ.
 *
 * "claimant." is what the settings say of who claims, the same for all cases.
 *
 * "claim." stands for the claim that counts (the newest that was not withdrawn, else the newest),
 * "window." for the claim's window that matters most now, "request." and "payout." for the newest,
 * "hold." for the first that was not released, "remedy." for the newest.
 */
#ifndef APP_REPORT_CLAIM_FIELD_H
#define APP_REPORT_CLAIM_FIELD_H

#include <stdbool.h>

#include "report/book.h"

struct claim_field {
	const char *name;  /* "mailed_on" */
	const char *title; /* "Mailed on" */
	const char *group; /* "Parcel": those behind are of it; this one is no field itself */
	const char *from;  /* "shipment.mailed_on": the first of "a|b" that is known */
	/* Puts the value together; "from" is then only what it is taken out of, or NULL. */
	const char *(*say)(struct book *b, const struct node *one);
	bool words; /* "from" is a code */
	/* The command that fills it in, '@' for the case; "!why" where none would help. NULL: it is
	 * never unknown. */
	const char *fill;
};
extern const struct claim_field claim_fields[]; /* ends without name and group */

/* By name; NULL: there is none. */
const struct claim_field *claim_field_find(const char *name);

/*
 * FIELD_HIDDEN: it is not in this tree, as this reader may not see it. Known ones have a node
 * (typed) or, where they are put together, only a text.
 */
enum field_state { FIELD_KNOWN, FIELD_UNKNOWN, FIELD_HIDDEN };
struct field_value {
	enum field_state state;
	const struct node *node;
	const char *text; /* always, when it is known; of a code the words */
};
struct field_value claim_field_value(struct book *b, const struct claim_field *f,
				     const struct node *one);

/* "waylaid edit 12 --mailed DATE", or that it is written in by hand. */
const char *claim_field_fill(struct book *b, const struct claim_field *f, const struct node *one);

/* The claim that counts; NULL: none. */
const struct node *claim_of(const struct node *one);

#endif
