/*
 * watch_doc.h - what the watch found, for people and programs
 */
#ifndef APP_VIEW_WATCH_DOC_H
#define APP_VIEW_WATCH_DOC_H

#include "store/watch.h"

struct arena;
struct node;

/*
 * {"items":[{tracking_number,carrier,service,verdict,problem,since,days,why,
 * usual:{days,n,quantile,basis,source,confidence,text},value,held_until,act_by,over_since,window,
 * opens_on,closes_on,days_left,state,confidence,next_step,command,case}],
 * "count":N,"checked":N,"with_case":N,"closed_case":N,"never_asked":N,"over":N,
 * "verdicts":[{verdict,title,meaning,next_step,count}]}. verdicts: those that were found, over all
 * that match. case: opened just then, else null. over_since: too late, or too old, since
 * that day. act_by: watch_due_on(), by
 * which items are ranked.
 */
struct node *watch_doc(struct arena *a, const struct watch_list *list, daynum today);

#endif
