/*
 * brief_doc.h - the call cockpit: what a representative asks for, on one screen
 */
#ifndef APP_VIEW_BRIEF_DOC_H
#define APP_VIEW_BRIEF_DOC_H

#include <stdint.h>

#include "base/moment.h"

struct arena;
struct err;
struct node;
struct snap;

/*
 * The case tree with what a call needs beside it: "dial" (view/dial_doc.h), "call_stage" (how far
 * it is for whoever calls, domain/call_stage.h), "read_aloud" (the number in groups), "last_scan"
 * with its "meaning" in plain words and "asked_at", "promises_open" and "promises_broken" with
 * rep_name rep_id reference given_at of whoever gave them, "earlier" (names and references given
 * before), "kept_rate" (view/rates_doc.h), "questions" for this stage, "confirm" (what to have
 * confirmed).
 */
int brief_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const struct moment *moment, struct err *err);

#endif
