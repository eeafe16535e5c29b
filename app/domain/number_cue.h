/*
 * number_cue.h - what the words around a run of digits say it is
 *
 * Only number_find.c and its test include this. A cue is the beginning of a word, or a whole one;
 * the nearest in front counts, and where there is none, a heading or the words behind.
 */
#ifndef APP_DOMAIN_NUMBER_CUE_H
#define APP_DOMAIN_NUMBER_CUE_H

#include <stdbool.h>
#include <stddef.h>

enum cue {
	CUE_NONE,
	CUE_OTHER,   /* it is something else: phone, order, price, card */
	CUE_PARCEL,  /* the talk is of parcels */
	CUE_CARRIER, /* a carrier's name */
	CUE_NUMBER,  /* this is a tracking number */
	CUE_NVALUES
};

struct number_cue {
	const char *word;   /* lower case */
	bool whole;         /* else any word that begins so */
	const char *behind; /* only behind this word: "post" behind "canada"; NULL: anywhere */
	enum cue cue;
	const char *carrier; /* CUE_CARRIER: our code; "dhl" is the beginning of two */
};

extern const struct number_cue number_cues[]; /* ends with a NULL word */

struct cue_found {
	enum cue cue;
	const char *carrier; /* the nearest that was named, or NULL */
};

/*
 * The last cue in s[0..n-1]: the nearest to what stands behind it. One that digits stood behind
 * already was theirs: in "order 4711, 3318810014" nothing is said of the second. So was, at the end
 * of its line, one that says it is a parcel.
 */
struct cue_found number_cue_last(const char *s, size_t n);
/* The first one. */
struct cue_found number_cue_first(const char *s, size_t n);

#endif
