/*
 * purge.h - dropping what the journal recorded about old parcels, and keeping its hashes
 *
 * A purge is an entry of its own; its header says what was dropped, so that verify knows a gap from
 * tampering:
 *
 *   purged          "3-7,9": entries whose salt and body are gone
 *   purged_answers  the SHA-256 of carriers' answers that are gone, with commas
 */
#ifndef APP_STORE_PURGE_H
#define APP_STORE_PURGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/hash.h"

struct arena;
struct err;
struct snap;
struct tx;

/* Parcels, by number, of which every case was closed before that time. */
int purge_parcels(int64_t **out, int *n, struct snap *snap, struct arena *a, instant before,
		  struct err *err);
/* Is it still one of them? */
int purge_is_old(bool *old, struct snap *snap, int64_t parcel, instant before, struct err *err);

/*
 * Entries of a parcel's chain whose bodies may go: those that are about old parcels alone. *bytes
 * grows by their bodies.
 */
int purge_entries(int64_t **out, int *n, int64_t *bytes, struct snap *snap, struct arena *a,
		  int64_t parcel, instant before, struct err *err);
int purge_body(struct tx *tx, int64_t entry, struct err *err);

/* Answers that came with a parcel's polls; each once. */
int purge_answers(struct hash **out, int *n, struct snap *snap, struct arena *a, int64_t parcel,
		  struct err *err);
/*
 * Answers that also came with polls of parcels that are not among "old" (sorted): sorted, each
 * once. Reads all polls.
 */
int purge_answers_kept(struct hash **out, int *n, struct snap *snap, struct arena *a,
		       const int64_t old[], int nold, struct err *err);
bool purge_has(const struct hash list[], int n, const struct hash *h);
int purge_answer(bool *there, struct tx *tx, const struct hash *sha256, struct err *err);

/* Does evidence that is not purged still name this file? */
int purge_file_used(bool *used, struct snap *snap, const char *sha256, struct err *err);

/* From now on what is deleted is overwritten in the desk's file, not only forgotten. */
int purge_prepare(struct snap *snap, struct err *err);

#endif
