/*
 * watch_ops.h - opening cases for what the watch found
 */
#ifndef APP_OPS_WATCH_OPS_H
#define APP_OPS_WATCH_OPS_H

#include "store/watch.h"

struct arena;
struct desk;
struct err;

/*
 * Opens a case for each parcel of the list whose verdict asks for one and that is not over
 * (watch_is_over()), a transaction each; the note says why. The item's casefile_id is set. A parcel
 * on which somebody opened a case meanwhile is passed over. client: whose the cases are; NULL.
 * *opened: how many, also when it fails: those stay.
 */
int watch_open(int *opened, struct watch_list *list, struct desk *desk, struct arena *a,
	       const char *client, struct err *err);

/* Would watch_open() open a case for it? */
bool watch_opens(const struct watch_item *item, daynum today);

#endif
