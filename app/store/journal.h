/*
 * journal.h - the append-only, hash-chained record of everything done
 *
 * One entry an operation. Bytes are stored as they were hashed (canon in base/hash.h):
 *
 *   header  entry, op, at, clock, now_given, user, as, way, system_user, program,
 *           desk_prev              hash of the entry before, in the whole file
 *           file.<shipment>        hash of the entry before in that shipment's own chain, or "-"
 *           cases                  "1,2": the cases it is about
 *           row.<table>.<id>       "<version>:<digest>" of each row written; "0:-": taken back
 *           import, filled.<shipment>  the import it belongs to, and the fields that the import
 *                                  filled in a parcel that was there before
 *           purged, purged_answers  of a purge: see store/purge.h
 *           purged_below           older purges: the first entry that keeps its body
 *   body    <table>.<id>           the row's canonical bytes, in full
 *   salt    16 random bytes; digest = SHA-256(salt, row bytes): without the body it tells nothing
 *   hash    SHA-256(header, SHA-256(salt, body))
 *
 * A purge may drop salts and bodies and says so in its own header: the chain still verifies. A body
 * gone without that is a fault. A tail cut off shows only against a head that was kept elsewhere.
 */
#ifndef APP_STORE_JOURNAL_H
#define APP_STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/day.h"
#include "base/hash.h"
#include "store/row.h"

struct arena;
struct chain_entry;
struct err;
struct snap;
struct store;

/* One entry as people see it. */
struct entry {
	int64_t entry;
	instant at, clock;
	bool now_given;
	const char *op, *user, *on_behalf, *way, *system_user, *cases, *undoes;
	int64_t import_id; /* it belongs to an import; 0: to none */
	char hash[HASH_HEX];
	const void *header;
	size_t header_len;
};

/* The newest entry's number and hash; entry 0 and "" in an empty journal. */
int journal_head(int64_t *entry, char hash[HASH_HEX], struct snap *snap, struct err *err);

/* Entries of one shipment's chain, oldest first. */
int journal_of_file(struct entry **out, int *n, struct snap *snap, struct arena *a,
		    int64_t shipment_id, struct err *err);

/*
 * The same as they are stored, for who carries the chain elsewhere: header, salt and body, of which
 * those larger than domain/chain.h allows are left out. "parcel" is not set.
 */
int journal_chain(struct chain_entry **out, int *n, struct snap *snap, struct arena *a,
		  int64_t shipment_id, struct err *err);

/*
 * Newest entry of this user below "before" (0: from the end) within 1,000 entries; entry 0: none.
 */
int journal_last_of(struct entry *out, struct snap *snap, struct arena *a, const char *user,
		    int64_t before, struct err *err);

/* The entry before "before" (0: the newest); entry 0: there is none. */
int journal_before(struct entry *out, struct snap *snap, struct arena *a, int64_t before,
		   struct err *err);

/* Those after an entry, oldest first. */
int journal_after(struct entry **out, int *n, struct snap *snap, struct arena *a, int64_t after,
		  int limit, struct err *err);

/* Another number after each change to the file by another connection. */
int journal_data_version(int64_t *out, struct snap *snap, struct err *err);

/* What an entry wrote, in full: the body's bytes in the arena; NULL when it was purged. */
int journal_body(const void **out, size_t *len, struct snap *snap, struct arena *a, int64_t entry,
		 struct err *err);

/* The rows an entry wrote. */
struct entry_row {
	enum table_id table;
	int64_t id;
	int32_t version; /* 0: taken back */
	struct hash digest;
};
int journal_rows(struct entry_row **out, int *n, struct arena *a, const struct entry *e,
		 struct err *err);

/*
 * The cells of a row as it was in "version", found in the bodies of its shipment's chain (or of the
 * whole journal for rows of no shipment). ERR_NOT_FOUND when purged.
 */
struct old_row {
	int32_t version;
	int64_t entry;
	instant at;
	const char *user;
	struct cell cells[COLUMNS_MAX];
};
int journal_old_rows(struct old_row **out, int *n, struct snap *snap, struct arena *a,
		     int64_t shipment_id, enum table_id table, int64_t id, struct err *err);

/* One fault; case 0 when it belongs to none. Return -1 to stop. */
typedef void journal_fault(void *payload, int64_t casefile_id, const char *what);

struct verified {
	int64_t cases, entries, faults;
	int64_t purged; /* entries whose body a purge dropped, and said so */
	char head[HASH_HEX];
};

/*
 * Walk every entry and every covered row. expect: a hash that must be in the chain, or NULL. Rows
 * without entries, entries without rows, changed rows, gaps and broken links each are a fault, and
 * so is a carrier's answer that is gone or was changed.
 */
int journal_verify(struct verified *out, struct snap *snap, const char *expect,
		   journal_fault *fault, void *payload, struct err *err);

#endif
