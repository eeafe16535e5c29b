/*
 * purge_ops.h - dropping what old cases left behind, and keeping the hashes
 */
#ifndef APP_OPS_PURGE_OPS_H
#define APP_OPS_PURGE_OPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"

struct arena;
struct desk;
struct err;

struct purge_wish {
	daynum before;          /* cases closed before this day, in the desk's zone */
	bool evidence, answers; /* their files and the carriers' answers, too */
	bool dry_run;           /* only count */
};

struct purge_report {
	int64_t parcels, entries, bytes; /* journal entries and what they recorded */
	int64_t files, file_bytes, answers;
	int64_t files_left; /* could not be deleted: another purge tries again */
};

/*
 * Parcels of which every case was closed before the day. An entry or an answer that is also about
 * another parcel stays. Some parcels a transaction: one that is broken off may be run again.
 */
int desk_purge(struct purge_report *out, struct desk *desk, const struct purge_wish *wish,
	       struct err *err);

#endif
