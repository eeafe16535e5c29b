/*
 * call_doc.h - a call under way, what follows from one, and calls that contradict each other
 */
#ifndef APP_VIEW_CALL_DOC_H
#define APP_VIEW_CALL_DOC_H

#include <stdint.h>

#include "base/moment.h"

struct arena;
struct case_rows;
struct contradiction;
struct err;
struct node;
struct snap;
struct timer;

/* "call": {cases started_at minutes on_hold hold_minutes dialed forgotten}; null for NULL. */
void timer_node(struct arena *a, struct node *doc, const struct timer *t, instant now);

/*
 * What a contact leaves to do: "chase_on", the first day on which somebody else owes something
 * (null: no day was said), and "window", the one that matters most of its first case (null: none).
 */
int contact_after_nodes(struct arena *a, struct node *doc, struct snap *snap, int64_t contact_id,
			const struct moment *moment, struct err *err);

/*
 * "contradictions" of the case: {contradiction note contact other}, both {contact at channel with
 * rep_name rep_id reference said}, "other" the earlier one.
 */
int contradictions_node(struct arena *a, struct node *doc, struct snap *snap,
			const struct case_rows *c, struct err *err);

/* One of them into the map "n". */
int contradiction_node(struct arena *a, struct node *n, struct snap *snap,
		       const struct contradiction *d, struct err *err);

#endif
