/*
 * told.h - one scan told in a sentence, as pages and mails of carriers do
 *
 * "Your item was delivered to an individual at 1:44 pm on November 22, 2026 in OXFORD, MS 38655."
 */
#ifndef APP_CARRIER_TOLD_H
#define APP_CARRIER_TOLD_H

#include "carrier/phrase.h"
#include "carrier/slip.h"

/* What sentences mean; the order is the rule. */
extern const struct phrase told_phrases[];
extern const int told_nphrases;

struct told {
	const char *words; /* "Your item was delivered to an individual" */
	const char *place; /* NULL: not said */
	struct stamp when; /* day DAY_NONE: not said */
	struct meaning meaning;
};

/* True when the text, one sentence or more, says what became of a parcel; the first that does. */
bool told_read(struct told *out, struct arena *a, const char *text);

/*
 * "Expected Delivery on Wednesday, November 25, 2026", "Scheduled delivery: 11/25/2026": the stamp
 * may be in the text behind it, which *rest then points to; false when it begins otherwise.
 */
bool told_expects(const char **rest, const char *text);

/* "Signed for by: J DOE"; the name, or NULL. */
const char *told_signer(struct arena *a, const char *text);

#endif
