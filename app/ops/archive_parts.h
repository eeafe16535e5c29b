/*
 * archive_parts.h - one check of an archive, for the files that share it
 */
#ifndef APP_OPS_ARCHIVE_PARTS_H
#define APP_OPS_ARCHIVE_PARTS_H

#include "base/arena.h"
#include "base/json.h"
#include "base/zip.h"
#include "domain/chain.h"
#include "ops/archive_ops.h"

struct row_memory;

struct checking {
	struct archive_report *out;
	struct arena *a;
	struct zip_in zip;
	const struct hash *hash; /* of each member */
	const struct archive_expect *expect;
	struct chain_check chain;
	struct row_memory *rows; /* the newest of each that was seen in the open */
};

/* A fault of a case; 0: of none. At most 1,000 are kept, all are counted. */
void archive_fault(struct checking *c, int64_t casefile_id, const char *what);

/* The member with this name, or NULL. */
const struct zip_member *archive_member(const struct checking *c, const char *name);

/* --- the case as shown against the rows of the journal --- */

void rows_remember(struct checking *c, const struct chain_entry *e);
void rows_compare(struct checking *c, const struct json *cases);

/*
 * The members against what the index and the case name: originals are the files that were attached,
 * nothing is missing, nothing else is here.
 */
void files_check(struct checking *c, const struct json *index, const struct json *cases);

#endif
