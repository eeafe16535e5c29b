/*
 * internal.h - what a snapshot and a transaction are inside; for app/store alone
 */
#ifndef APP_STORE_INTERNAL_H
#define APP_STORE_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "store/kept.h"
#include "store/row.h"
#include "store/tx.h"

/*
 * The condition of every question that finds shipments: what an import brought is unseen until the
 * import is complete, and after it was undone. s: the name of the shipment in the statement. What
 * is found through its case needs no condition: a case makes its parcel seen, and an import with
 * cases on its parcels is not undone.
 */
#define SHIPMENT_SEEN(s)                                                          \
	"(" s ".import_id IS NULL OR EXISTS(SELECT 1 FROM import i WHERE i.id=" s \
	".import_id AND i.state='complete'))"

/*
 * Delivered by nobody's word but hints (e-mails): no scan says so and no day is known. A hint comes
 * as a poll, so what was never asked has none.
 */
#define SHIPMENT_HINTED(s)                                                                 \
	"(" s ".status='delivered' AND " s ".delivered_on IS NULL AND " s                  \
	".last_asked_at IS NOT NULL AND (SELECT min(h.source='email') FROM event h WHERE " \
	"h.shipment_id=" s ".id AND h.gone_poll_id IS NULL)=1)"
/* The way to those that may be so. */
#define SHIPMENT_UNDATED(s)                                           \
	s ".status='delivered' AND " s ".delivered_on IS NULL AND " s \
	  ".carrier IN(SELECT code FROM fact_carrier)"

struct snap {
	struct db *db;
	struct table_sql *sql; /* texts made from the column lists, one set a store */
	struct kept_known *known;
};

/* What store/kept.h read of the newest promises: good while the journal has no other entry. */
struct kept_known {
	struct arena arena;
	bool there;
	int64_t entry;
	struct kept_query query;
	struct kept_carrier *carrier;
	int n;
};

/* SELECT, INSERT, UPDATE texts of each table; the address of each is its statement's name. */
struct table_sql {
	struct arena arena;
	const char *insert[TABLE_NVALUES], *update[TABLE_NVALUES], *get[TABLE_NVALUES],
		*scan[TABLE_NVALUES];
	struct canon_column { /* -2: id, -1: version */
		const char *name;
		size_t len;
		int column;
	} * canon[TABLE_NVALUES];
	struct tail {
		const char *tail, *sql;
		enum table_id table;
		struct tail *next;
	} * tails;
};

/* One row that the transaction wrote; version 0: deleted. */
struct wrote {
	enum table_id table;
	int64_t id;
	int32_t version;
	bool made;      /* by this transaction */
	size_t at, len; /* canonical bytes in tx->rows */
};

/* Where a row or a shipment stands in a list of the transaction: places plus one, 0 is free. */
struct places {
	int32_t *at;
	size_t room;
};

struct tx {
	struct store *store;
	struct snap snap;
	struct arena arena;
	struct tx_options options;
	bool keep; /* an entry even without rows */
	struct buf rows;
	struct wrote *wrote;
	int nwrote, room;
	int64_t *file; /* shipments touched */
	int nfiles, files_room;
	struct places wrote_at, file_at;
	int64_t *casefile;
	int ncases, cases_room;
	struct canon_field *extra;
	int nextra, extra_room;
};

struct store {
	struct db *db;
	struct table_sql sql;
	struct snap snap;
	struct kept_known known;
	struct tx *tx; /* the open one, or NULL */
	int lock_fd;
	char facts_problem[ERR_TEXT_MAX + 80]; /* "" when there is none */
};

/* A row was written: remember its bytes for the entry. */
void tx_wrote(struct tx *tx, enum table_id table, int64_t id, int32_t version,
	      const struct cell cells[]);

#endif
