/*
 * paste.h - events out of the text of a tracking page, as a person copies it
 *
 * USPS, UPS, FedEx, DHL, Canada Post and what looks like them: rows of a table, or lines of status,
 * place and time in any order. The order that explains most of the page is taken; what stands
 * around the history is left out. A page saved as HTML is read the same way. Times have no zone
 * there, so they are no instants.
 */
#ifndef APP_CARRIER_PASTE_H
#define APP_CARRIER_PASTE_H

#include "carrier/slip.h"

enum { PASTE_MAX = 1024 * 1024, PASTE_CELLS_MAX = 4000 };

/* What the person says of a page or a mail; each may be left out. */
struct paste_given {
	const char *carrier;    /* whose page it is; NULL: the text says */
	const char *number;     /* whose parcel; NULL: the text says */
	enum stamp_order order; /* how 11/5/2026 is meant; ORDER_OPEN: the page decides */
};

/*
 * One slip; its number is the text's own, NULL when there is none. ERR_INPUT: no history of a
 * parcel is in it. ERR_AMBIGUOUS: it names several parcels and nobody said which.
 */
int paste_read(struct slips *out, struct arena *a, const char *bytes, size_t len,
	       const struct paste_given *given, struct err *err);

/* Whose page or mail a text is, by the names in it; NULL when they do not decide. */
const char *paste_carrier(const char *text);

#endif
