/*
 * office_doc.h - a counter of the carrier as a tree
 */
#ifndef APP_VIEW_OFFICE_DOC_H
#define APP_VIEW_OFFICE_DOC_H

#include "domain/hours.h"
#include "domain/post_office.h"
#include "view/doc.h"

struct err;
struct snap;

/*
 * office name address zip phone hours open_now zone facility_id asked_at. open_now is null where
 * hours or zone are not understood.
 */
void office_node(struct arena *a, struct node *n, const struct post_office *office, instant now);

/* The same as an item of contacts: carrier and channel before it. */
struct node *office_item(struct arena *a, struct node *items, const struct post_office *office,
			 instant now);

/* The counters kept for a ZIP, as items. */
int offices_kept(struct node *items, struct snap *snap, struct arena *a, const char *zip,
		 instant now, struct err *err);

void open_now_node(struct arena *a, struct node *n, enum open_now open); /* unknown: null */

#endif
