/*
 * post_office_ops.h - counters of the carrier, kept so that a visit or a call can be logged
 */
#ifndef APP_OPS_POST_OFFICE_OPS_H
#define APP_OPS_POST_OFFICE_OPS_H

#include "domain/post_office.h"

struct arena;
struct desk;
struct err;

/* Keep what the locator gave; one known by its facility_id is brought up to date. Sets ids. */
int post_offices_keep(struct post_office offices[], int n, struct desk *desk, struct arena *a,
		      struct err *err);

#endif
