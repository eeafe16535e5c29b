/*
 * number.h - what a tracking number is
 *
 * Pure: a table of formats and a table of check-digit methods. A failed check digit warns and never
 * refuses; a number that a spreadsheet has destroyed is refused with the reason.
 */
#ifndef APP_DOMAIN_NUMBER_H
#define APP_DOMAIN_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct err;

enum { NUMBER_MAX = 64, CANDIDATES_MAX = 16, PARTS_MAX = 10, REPAIRS_MAX = 64 };

enum check_digit { CHECK_RIGHT, CHECK_WRONG, CHECK_NONE, CHECK_NVALUES };
extern const char *const check_digit_names[CHECK_NVALUES]; /* right wrong none */

struct number_part {
	/* "zip" "service_type" "mailer_id" "serial" "account" "operator" ... */
	const char *name;
	const char *value;
};

struct candidate {
	const char *carrier; /* code */
	const char *format;  /* "USPS IMpb N" */
	enum check_digit check_digit;
	const char *number; /* what the carrier is asked for: without 420+ZIP */
	struct number_part parts[PARTS_MAX];
	int nparts;
};

struct number {
	const char *number; /* blanks, dashes and invisible characters gone, capitals */
	bool valid;         /* some candidate has the right form and no wrong check digit */
	struct candidate candidate[CANDIDATES_MAX]; /* best first */
	int ncandidates;
	/* single-digit changes and swaps that make the check digit right */
	const char *repair[REPAIRS_MAX];
	int nrepairs;
};

/*
 * Take a number apart. Never fails on an unknown form (no candidates then). Fails with ERR_INPUT
 * for what is no number at all or was damaged: scientific notation ("9.40551E+21: a spreadsheet cut
 * this number; ..."), over NUMBER_MAX characters, nothing but punctuation, odd characters.
 */
int number_read(struct number *out, struct arena *a, const char *text, struct err *err);

/* "wrong check digit: may be 9400..., 9400... or 3 others" for a person; NULL when all is well. */
char *number_warning(struct arena *a, const struct number *n);

/* 9400 1112 0620 6406 2607 87: grouped for reading aloud. */
char *number_grouped(struct arena *a, const char *number);

#endif
