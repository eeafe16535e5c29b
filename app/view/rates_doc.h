/*
 * rates_doc.h - how carriers kept their promises, as data
 *
 * rate = kept / (kept + broken) of 100, of what the carrier promised and what was settled in the
 * last 365 days; null, and no representative is named, where fewer than ten were settled.
 */
#ifndef APP_VIEW_RATES_DOC_H
#define APP_VIEW_RATES_DOC_H

#include "base/moment.h"

struct arena;
struct case_rows;
struct err;
struct node;
struct snap;

/*
 * {"items":[{carrier,kept,broken,n,rate,since,representatives:[{rep_name,rep_id,kept,broken,n,
 * rate,since}]}],"count":N,"since":DAY}; an item's "since" is when the first of its n was settled.
 */
int rates_doc(struct node **out, struct snap *snap, struct arena *a, const struct moment *moment,
	      struct err *err);

/* "kept_rates": the same items as a list, of one carrier or of each (NULL). */
int kept_rates_node(struct arena *a, struct node *doc, struct snap *snap, const char *carrier,
		    const struct moment *moment, struct err *err);

/*
 * "kept_rate": the item of a case's carrier; null where nothing was settled. So that a big desk
 * answers while the phone rings, only the newest thousand that were settled are looked at, of
 * whichever carrier; and only representatives who spoke in this case are named.
 */
int kept_rate_node(struct arena *a, struct node *doc, struct snap *snap, const struct case_rows *c,
		   const struct moment *moment, struct err *err);

#endif
