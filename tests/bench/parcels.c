/*
 * bench_parcels - makes a desk that watches so many parcels of four carriers, none asked for yet
 *
 *	bench_parcels FILE PARCELS
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/zone.h"
#include "bench/bench.h"
#include "domain/shipment.h"
#include "ops/internal.h"

enum { BATCH = 500 };

/* 2026-11-23T15:00:00Z, when the bench runs. */
#define LAST_MOMENT INT64_C(1795446000)

static int put_some(struct tx *tx, daynum today, long from, long to, struct err *err)
{
	char number[NUMBER_ROOM];

	for (long serial = from; serial < to; serial++) {
		struct shipment s = { .carrier = tracked_carriers[serial % TRACKED_CARRIERS],
				      .tracking_number = number,
				      .service = "ground_advantage",
				      .mailed_on = today - 7,
				      .accepted_on = DAY_NONE,
				      .expected_on = DAY_NONE,
				      .delivered_on = DAY_NONE,
				      .delivered_at = INSTANT_NONE,
				      .to_address = "Ana Lopez\n12 Main St\nBoise, ID 83702",
				      .last_scan_at = INSTANT_NONE,
				      .last_asked_at = INSTANT_NONE,
				      .history_until = DAY_NONE,
				      .insured_on = DAY_NONE };

		bench_number(number, serial);
		if (row_insert(&s, tx, TABLE_SHIPMENT, err) < 0)
			return -1;
		tx_file(tx, s.id);
	}
	return 0;
}

static int fill(const char *path, long parcels, struct err *err)
{
	struct arena a = ARENA_INIT;
	struct desk_options options = { .path = path, .user = "bench" };
	struct desk *desk = NULL;
	const struct zone *zone;
	struct tx *tx;
	int rc = -1;

	if (zone_load(&zone, &a, "UTC", err) < 0)
		return -1;
	options.moment = (struct moment){ LAST_MOMENT, LAST_MOMENT, true, zone,
					  zone_day(zone, LAST_MOMENT) };
	if (desk_open(&desk, &options, err) < 0)
		goto out;
	rc = 0;
	for (long at = 0; at < parcels && rc == 0; at += BATCH) {
		long to = at + BATCH < parcels ? at + BATCH : parcels;

		rc = desk_begin(&tx, desk, "bench.fill", err);
		if (rc == 0)
			rc = tx_end(tx, put_some(tx, options.moment.today, at, to, err), err);
	}
	desk_close(desk);
out:
	arena_release(&a);
	return rc;
}

int main(int argc, char **argv)
{
	long parcels = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	struct err err;

	if (parcels < 1 || parcels > 1000000) {
		fputs("usage: bench_parcels FILE PARCELS\n", stderr);
		return 2;
	}
	if (fill(argv[1], parcels, &err) < 0) {
		fprintf(stderr, "bench_parcels: %s\n", err.text);
		return 1;
	}
	return 0;
}
