/*
 * imports.h - imports of shipments: their rows, and the parcels that one of them sees
 *
 * A shipment that an import brought is unseen until the import is complete, and unseen again when
 * it is undone: every question of read.h that finds shipments says so. The import itself also sees
 * its own.
 */
#ifndef APP_STORE_IMPORTS_H
#define APP_STORE_IMPORTS_H

#include "store/journal.h"
#include "store/row.h"

struct arena;
struct err;
struct snap;
struct store;

/* What tells one parcel from another. */
struct parcel {
	int64_t id, import_id;
	const char *carrier; /* NULL: unknown */
	daynum mailed_on;
};

/* Parcels of this number that the desk sees, and those of this import; newest first. */
int import_parcels(struct parcel **out, int *n, struct snap *snap, struct arena *a,
		   const char *number, int64_t import_id, struct err *err);

/* The newest import of shipments with this content that was not finished; id 0: none. */
int import_unfinished(struct import *out, struct snap *snap, struct arena *a, const char *sha256,
		      struct err *err);

/* All imports, newest first. */
int import_list(struct import **out, int *n, struct snap *snap, struct arena *a, struct err *err);

/* Cases on parcels first..last that this import brought, at most "room"; *n counts those given. */
int import_cases(int64_t *out, int room, int *n, struct snap *snap, const int64_t range[2],
		 int64_t import_id, struct err *err);
/* How many polls with news came for them since. */
int import_polls(int64_t *out, struct snap *snap, const int64_t range[2], int64_t import_id,
		 struct err *err);

/*
 * One import at a time: held until released or until the process ends, however it ends. ERR_BUSY.
 */
int import_lock(struct store *store, struct err *err);
void import_unlock(struct store *store);

#endif
