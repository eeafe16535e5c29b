/*
 * watched.h - shipments without a case, as an import would leave them
 */
#ifndef TESTS_STORE_WATCHED_H
#define TESTS_STORE_WATCHED_H

#include "domain/event.h"
#include "store/row.h"
#include "store/watch.h"

/*
 * A USPS Ground Advantage parcel on its way: mailed 20 days ago, worth 120 USD, last scanned and
 * last asked for so many days ago (-1: never). Nothing is written yet.
 */
struct shipment a_parcel(int serial, int scanned, int asked);

/* Write it, with a poll of that outcome where it was asked for; returns its id. */
int64_t put_parcel(struct shipment s, enum poll_outcome outcome);
/* A real scan, so many days ago, with the time of its place alone when "zoneless". */
void put_scan(int64_t shipment_id, int days_ago, enum status status, bool zoneless);
/* n delivered parcels of the service with a scan each "gap" days. */
void put_delivered(int first, int n, const char *service, int gap);
int64_t put_import(enum import_state state);

struct watch_list watch(struct watch_query q); /* moment and a limit are filled in */
/* "no_scan 17, late 3 of 2": verdicts and ids in their order, and the count. */
char *watched_words(const struct watch_list *list);

#endif
