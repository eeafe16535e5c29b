/*
 * page_import.h - the page on which files are taken in: what its two files share
 */
#ifndef APP_WEB_PAGE_IMPORT_H
#define APP_WEB_PAGE_IMPORT_H

#include "web/page.h"

enum { IMPORT_ROWS_SHOWN = 200, IMPORT_MAILS_MAX = 200 };

/* Files may hold parcels of every client: not for who is held to one. */
bool may_import(const struct web_call *c);

/*
 * One kind of file. run() looks at the upload, or takes it in unless "dry"; what came of it is in
 * *out. Texts live in "a", which has no ceiling and lives until the answer is made.
 */
struct import_kind {
	const char *name;  /* "events": of its form, and of the map on the page */
	const char *wants; /* where no file came */
	int (*run)(struct node **out, struct web_call *c, struct arena *a, bool dry,
		   struct err *err);
};
extern const struct import_kind import_parcels_kind, import_events_kind, import_payouts_kind,
	import_mails_kind;

#endif
