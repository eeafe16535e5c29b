/*
 * ladder_doc.h - the rungs of a case's problem, done and to do, as data
 *
 * Keys of the case's document: "steps" (each rung in order: code, title, how, state open, running
 * or done, seen_in, note, on, source, confidence) and "confirmed" (what people noted that is no
 * rung: a paper that somebody looked at).
 */
#ifndef APP_VIEW_LADDER_DOC_H
#define APP_VIEW_LADDER_DOC_H

#include <stdbool.h>

#include "store/read.h"

struct arena;
struct node;

void steps_node(struct arena *a, struct node *doc, const struct case_rows *c);
struct node *step_node(struct arena *a, struct node *n, const struct step *s);
/* What noting one gave: its case, the step, and "done" (false: not any more). */
struct node *step_doc(struct arena *a, const struct step *s, bool done);

/* What to do next on the ladder, and the command for it; false when nothing is left to do. */
bool ladder_advice(const char **text, const char **command, struct arena *a,
		   const struct case_rows *c);

#endif
