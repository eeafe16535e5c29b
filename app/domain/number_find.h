/*
 * number_find.h - tracking numbers in text that people paste
 *
 * An e-mail, the text of a page, rows of a table, a label as a scanner reads it: numbers in groups,
 * behind 420 and a ZIP, in the links of a mail. A number whose form says little by itself (twelve
 * digits are often something else) counts only where the words or the heading around it say what it
 * is; phone numbers, order numbers, prices, dates and card numbers do not. Pure; any bytes will do.
 *
 * The same parcel is given once, however often and in whatever form it stands there.
 */
#ifndef APP_DOMAIN_NUMBER_FIND_H
#define APP_DOMAIN_NUMBER_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/number.h"

struct arena;

enum { FIND_HITS_MAX = 1000 * 1000, FIND_TEXT_MAX = 64 * 1024 * 1024 };

/* How much of the finding rests upon the number itself. */
enum find_trust {
	FIND_SURE,   /* its form and check digit are enough */
	FIND_LIKELY, /* and nothing around it says otherwise */
	FIND_BY_WORD /* only because of the words around it, or because it is alone on its line */
};

struct number_hit {
	size_t at, len; /* bytes of the text */
	enum find_trust trust;
	struct number number; /* in the arena; the carrier that the text names stands first */
};

struct number_finder {
	struct arena *arena; /* for what must be remembered: 16 bytes a parcel, doubling */
	const char *text;
	size_t len, at;
	uint64_t *seen; /* hashes of numbers; 0: free */
	size_t nseen, seen_room;
	char *heading; /* of a table; NULL: none, or not looked at yet */
	char separator;
	uint64_t lengths[2]; /* of numbers that begin with a digit, and with a letter */
	bool begun, continued;
	size_t last_end, last_n; /* the hit before: a list shares its words */
	bool full;               /* a ceiling was met, and what follows was not looked at */
};

/* Begin with nothing found. */
void number_finder_init(struct number_finder *f, struct arena *keep);

/*
 * The next text, which must live until it is done: a number does not go on from one text into
 * another. The first line of the first text may be the heading of a table.
 */
void number_finder_text(struct number_finder *f, const char *text, size_t len);

/* The next hit, in the order of the text; false at its end. */
bool number_find(struct number_hit *out, struct number_finder *f, struct arena *a);

#endif
