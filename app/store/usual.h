/*
 * usual.h - what is usual for a carrier and service, counted from the desk's own history
 *
 * A carrier's newest USUAL_PARCELS delivered parcels are read once, when the first of its parcels
 * is asked about. Parcels of an import that is not complete do not count.
 */
#ifndef APP_STORE_USUAL_H
#define APP_STORE_USUAL_H

#include "domain/usual.h"

struct arena;
struct err;
struct snap;
struct usual_book;

/* Lives in the arena, which must live as long as the book. */
struct usual_book *usual_book_new(struct arena *a);

int usual_find(struct usual *out, struct usual_book *book, struct snap *snap,
	       const struct shipment *s, struct err *err);

#endif
