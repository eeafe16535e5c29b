/*
 * post_offices.h - the carrier's counters that the desk has kept
 */
#ifndef APP_STORE_POST_OFFICES_H
#define APP_STORE_POST_OFFICES_H

#include "domain/post_office.h"

struct arena;
struct err;
struct snap;

/* The id of the counter with the carrier's own number; 0 when the desk has none such. */
int post_office_find(int64_t *id, struct snap *snap, const char *facility_id, struct err *err);

#endif
