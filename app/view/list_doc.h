/*
 * list_doc.h - lists: the register, what a search found, contacts
 */
#ifndef APP_VIEW_LIST_DOC_H
#define APP_VIEW_LIST_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/moment.h"
#include "store/read.h"

struct arena;
struct err;
struct node;
struct snap;

/* Called once a row; the row lives until it returns. */
typedef int row_each(void *payload, const struct node *row, struct err *err);

/*
 * The register, streamed. Keys: case tracking_number carrier problem stage status owner client
 * opened_at opens_on closes_on days_left promise_due_on value. *count: all that match; *closed:
 * closed cases left out.
 */
int case_list(int64_t *count, int64_t *closed, struct snap *snap, const struct list_query *query,
	      const struct moment *moment, row_each *each, void *payload, struct err *err);

/*
 * {"items":[{case,kind,row,snippet,tracking_number,problem,stage}],"count":N}, newest first.
 * marked: the words found stand between \2 and \3 in the snippet, for a screen.
 */
int search_doc(struct node **out, struct snap *snap, struct arena *a,
	       const struct search_query *query, bool marked, struct err *err);

/*
 * {"items":[{carrier,channel,purpose,value,hours,zone,source,...}],"count":N,"kept_rates":[...]}
 * (view/rates_doc.h); carrier as typed or NULL.
 */
int contacts_doc(struct node **out, struct snap *snap, struct arena *a, const char *carrier,
		 const struct moment *moment, struct err *err);

#endif
