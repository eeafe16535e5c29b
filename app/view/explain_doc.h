/*
 * explain_doc.h - what a status, a code or a case's newest word means, what to do, how sure we are
 */
#ifndef APP_VIEW_EXPLAIN_DOC_H
#define APP_VIEW_EXPLAIN_DOC_H

#include <stdint.h>

#include "base/moment.h"

struct arena;
struct err;
struct node;
struct snap;

/*
 * {"query":words, "case":null, "status":{"status","meaning","next_step"} and "trouble" alike, null
 * where the words are none of the desk's own, "items":[...], "count":N}. An item: carrier list code
 * text status trouble is_scan meaning next_step source source_date checked_on confidence generic
 * sources disputed sure match; best first, at most 50. "carrier" as typed or NULL. ERR_NOT_FOUND
 * names the nearest where nothing fits, ERR_INPUT when there is no such carrier.
 */
int explain_doc(struct node **out, struct snap *snap, struct arena *a, const char *words,
		const char *carrier, struct err *err);

/*
 * The same of a case's newest word. "case": {case tracking_number carrier problem status trouble
 * status_text last_asked_at said decided last_scan days meaning next_step explained_by}. "said":
 * the newest event, "decided": an older one that the status rests on all the same (null: "said"
 * does), "last_scan": the newest real one; "days" since the status was said; "explained_by": the
 * item its meaning is from, null where the desk's own words are all there is. "items" hold the
 * codes that are called "words", so that a bare number names both.
 */
int explain_case_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
		     const char *words, const struct moment *moment, struct err *err);

/* The same of a parcel that has no case: "case" and "problem" in "case" are null. */
int explain_parcel_doc(struct node **out, struct snap *snap, struct arena *a, int64_t shipment_id,
		       const char *words, const struct moment *moment, struct err *err);

#endif
