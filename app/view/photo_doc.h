/*
 * photo_doc.h - which photos a claim asks for, and nothing else of the case
 *
 * For who takes them: the phone of somebody in the warehouse shows this much and no more.
 */
#ifndef APP_VIEW_PHOTO_DOC_H
#define APP_VIEW_PHOTO_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "domain/evidence.h"

struct arena;
struct err;
struct node;
struct snap;

/*
 * "case" (its number); "shots": the papers of the checklist that a photo answers, in its order,
 * each with code, title, note, kind, shot (null: not of a series) and held.
 */
int photo_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      struct err *err);

/* Is it proved by looking at it: the damage, the packing, the label? */
bool evidence_is_photo(enum evidence_kind kind);

#endif
