/*
 * page_track.h - what pages say of asking carriers for news
 */
#ifndef APP_WEB_PAGE_TRACK_H
#define APP_WEB_PAGE_TRACK_H

#include "web/page.h"

/*
 * {case,whom,paid,cannot,asking,since,by,asked_at,asked,outcome,new_events,words}: whom one may ask
 * (null: nobody; "cannot" says why), the run under way, and what the last asking gave, in words.
 * "doc" is the case's.
 */
void track_node(struct web_call *c, struct node *to, const struct node *doc);

/*
 * {due,paid,unasked,carriers:[{carrier,due}],cannot:[{carrier,due,why}],asking,since,by,asked_at,
 * words}: what is due, as 'waylaid track --due' would ask for it, and its last run.
 */
int due_node(struct web_call *c, struct node *to, struct err *err);

/* They may ask for what is due: parcels of every client. */
bool may_ask_for_due(const struct web_call *c);

#endif
