/*
 * phrase.h - finding whole words in what a carrier wrote, by a table whose order is the rule
 */
#ifndef APP_CARRIER_PHRASE_H
#define APP_CARRIER_PHRASE_H

#include "carrier/carrier.h"

enum { PHRASE_FOLD_MAX = 512 }; /* bytes of a folded text, with the NUL */

enum phrase_match {
	WHOLE,  /* the text is these words */
	BEGINS, /* begins with these words */
	HOLDS   /* these words stand anywhere in it */
};

struct phrase {
	const char *words; /* lower case, one blank between */
	enum phrase_match match;
	struct meaning meaning;
};

/*
 * " delivered in at mailbox ": letters and digits in lower case, whatever else is one blank, one
 * blank at both ends, so that strstr() with " words " finds whole words only. NULL gives " ".
 */
char *phrase_fold(char out[PHRASE_FOLD_MAX], const char *text);

/* The first of n rows that fits; NULL: none. */
const struct phrase *phrase_find(const struct phrase *row, int n, const char *text);

#endif
