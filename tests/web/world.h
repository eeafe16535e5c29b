/*
 * world.h - a desk on which every example of /api can be done, and each example as it is sent
 */
#ifndef TESTS_WEB_WORLD_H
#define TESTS_WEB_WORLD_H

#include "web/api_words.h"
#include "web/caller.h"

/*
 * After caller_setup(): case 1 with promises 1 and 2, request 1, hold 1, item 1, evidence 1; case 2
 * with claim 1 filed; case 3 with duty 1; case 4 closed. Exports are empty.
 */
void world_make(void);
web_exporter export_nothing;

/* Asks nobody: one parcel of case 1, unchanged. USPS may be asked, and no other. */
extern const struct web_tracker track_nothing;

/*
 * The row's example, sent by "session": as a page's form, below /api as a form, or there as JSON.
 * A version or an entry is the one of now; an upload takes a list of one parcel. The status.
 */
enum manner { AS_PAGE, AS_FORM, AS_JSON, MANNERS };
unsigned world_ask(const struct web_route *r, const char *session, enum manner manner);

#endif
