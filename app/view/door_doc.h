/*
 * door_doc.h - the doors of a case, and what a claim through each asks for, as data
 *
 * Keys of the case's document: "routes" (every door in order), "refund_warning" (what giving the
 * customer money now would spoil), "missing_evidence" (codes), "checklist" (each paper, held or
 * not), "ready" (how many of how many); of its parcel: "shipment.items".
 */
#ifndef APP_VIEW_DOOR_DOC_H
#define APP_VIEW_DOOR_DOC_H

#include <stdint.h>

#include "store/read.h"

struct arena;
struct err;
struct moment;
struct node;
struct snap;

/* The doors of a case and the one that it works towards (NULL: none). */
struct case_door_list {
	struct door *door;
	int n;
	const struct door *main;
};
struct case_door_list case_door_list(struct arena *a, const struct case_rows *c);

void doors_node(struct arena *a, struct node *doc, const struct case_rows *c,
		const struct case_door_list *doors, daynum today);

/* What a claim through this door (NULL: any) asks for; gives how many, in the arena. */
int checks_of(struct check **out, struct arena *a, const struct case_rows *c,
	      const struct door *door);

/* "checklist", "missing_evidence" and "ready" of a claim through one door, into the map. */
void checklist_node(struct arena *a, struct node *map, const struct case_rows *c,
		    const struct door *door);

void items_node(struct arena *a, struct node *shipment, const struct case_rows *c);
struct node *item_node(struct arena *a, struct node *n, const struct item *i);
/* With its case before it: what the commands about items print. */
struct node *item_doc(struct arena *a, int64_t case_id, const struct item *i);

/* The first paper that a claim through the main door still lacks; NULL when all are there. */
const struct check *first_missing(struct arena *a, const struct case_rows *c);

/* What `routes` shows: the case, "routes", "refund_warning". */
int routes_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	       const struct moment *moment, struct err *err);

/*
 * What `ready` shows: the case, the door ("route", "title", "who_may_file") and its checklist.
 * route: code or kind of a door; NULL: the main one. ERR_INPUT names the doors that there are.
 */
int ready_doc(struct node **out, struct snap *snap, struct arena *a, int64_t case_id,
	      const char *route, struct err *err);

#endif
