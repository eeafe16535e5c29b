/*
 * export_ops.h - what an export takes from the journal, and that it was made
 */
#ifndef APP_OPS_EXPORT_OPS_H
#define APP_OPS_EXPORT_OPS_H

#include <stdint.h>

#include "base/day.h"
#include "domain/chain.h"

struct arena;
struct desk;
struct err;
struct snap;

/* The chains of the parcels that some cases are about, as one list, oldest first. */
struct export_journal {
	int64_t *parcel; /* each once, in order */
	int nparcels;
	struct chain_entry *entry;
	int n;
	instant at; /* of the newest entry: what an archive says is as of then */
};
int export_journal(struct export_journal *out, struct snap *snap, struct arena *a,
		   const int64_t cases[], int ncases, struct err *err);

/*
 * Notes in the desk's journal that it was made: an entry of the desk, of no parcel's chain, so that
 * the same export again holds the same.
 */
struct export_made {
	const int64_t *cases;
	int ncases;
	const char *format, *audience; /* "zip", "carrier" */
	const char *name;              /* of the file, without its folder */
	const char *sha256;
};
int export_record(struct desk *desk, const struct export_made *made, struct err *err);

#endif
