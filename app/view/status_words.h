/*
 * status_words.h - what the desk's own words for a status mean, in plain sentences
 *
 * What carriers' phrases mean is among the facts (domain/event_code.h); these are the words that
 * the desk itself shows, and the answer where no fact says more.
 */
#ifndef APP_VIEW_STATUS_WORDS_H
#define APP_VIEW_STATUS_WORDS_H

#include "domain/shipment.h"

struct own_word {
	const char *meaning, *next_step;
};

extern const struct own_word status_words[STATUS_NVALUES];
/* TROUBLE_NONE has none. */
extern const struct own_word trouble_words[TROUBLE_NVALUES];

#endif
