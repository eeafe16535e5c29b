/*
 * phrase.h - finding whole words in what a carrier wrote, by a table whose order is the rule
 */
#ifndef APP_CARRIER_PHRASE_H
#define APP_CARRIER_PHRASE_H

#include "carrier/carrier.h"

enum phrase_match {
	WHOLE,  /* the text is these words */
	BEGINS, /* begins with these words */
	HOLDS   /* these words stand anywhere in it */
};

struct phrase {
	const char *words; /* as words_fold() makes them, without the blanks at the ends */
	enum phrase_match match;
	struct meaning meaning;
};

/* The first of n rows that fits; NULL: none. */
const struct phrase *phrase_find(const struct phrase *row, int n, const char *text);

#endif
