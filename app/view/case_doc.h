/*
 * case_doc.h - one case as a tree: what `show --json` prints and every other view of a case is made
 * of
 *
 * Keys are the words of the JSON contract. Besides them: "missing_facts" (what nobody has told the
 * desk yet), doors and papers (view/door_doc.h), ladders (view/ladder_doc.h), "silence", "vanished"
 * and "polls" (view/tracking_doc.h), "contradictions" (view/call_doc.h), "snoozes"
 * (view/next_doc.h), "journal", "next_step".
 */
#ifndef APP_VIEW_CASE_DOC_H
#define APP_VIEW_CASE_DOC_H

#include <stdint.h>

#include "base/moment.h"
#include "store/read.h"

struct arena;
struct err;
struct node;
struct snap;

/* ERR_NOT_FOUND when there is no such case. */
int case_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	     const struct moment *moment, struct err *err);

/* The same from rows that were read already. */
int case_doc_of(struct node **out, struct snap *snap, struct arena *a, const struct case_rows *c,
		const struct moment *moment, struct err *err);

/* One contact with its promises and cases: what `log --json` prints. */
int contact_doc(struct node **out, struct snap *snap, struct arena *a, int64_t contact_id,
		const struct moment *moment, struct err *err);

/* One row into the map "n", which is given back: for other views and for commands. */
struct node *promise_node(struct arena *a, struct node *n, const struct promise *p, daynum today);
struct node *request_node(struct arena *a, struct node *n, const struct request *r, daynum today);
struct node *evidence_node(struct arena *a, struct node *n, const struct evidence *e);

/* With its case before it: what the commands about requests print. */
struct node *request_doc(struct arena *a, const struct request *r, daynum today);

/*
 * A file that was given to the case: known: it was kept already; also: where else it is (NULL:
 * nowhere).
 */
struct node *evidence_given_node(struct arena *a, struct node *n, const struct evidence *e,
				 bool known, const char *also);

/*
 * What to do next on this case: its line of the morning list (view/case_line.h) where it has one.
 * "text" for people, "command" that runs as is or names the one fact that only a person knows,
 * "before": a command that comes first, such as the paper that is missing; null: none.
 */
void next_step_node(struct arena *a, struct node *doc, const struct case_rows *c, daynum today);

#endif
