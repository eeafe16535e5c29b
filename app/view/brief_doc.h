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
 * The case tree with what a call needs beside it: "dial" {number, purpose, hours, zone, open_now
 * (true, false, null when unknown), keypad_last_time, dialed_last_time}, "read_aloud" (the number
 * in groups),
 * "last_scan" in plain words with "asked_at", "promises_open", "promises_broken", "earlier" (names
 * and references given before), "questions" for this stage, "confirm" (what to have confirmed).
 */
int brief_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const struct moment *moment, struct err *err);

#endif
