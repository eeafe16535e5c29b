#include <string.h>

#include "base/err.h"
#include "domain/chain.h"
#include "store/internal.h"
#include "store/journal.h"

static const void *copy_blob(struct arena *a, struct stmt *st, int col, size_t *n)
{
	const void *bytes = stmt_get_blob(st, col, n);
	char *copy;

	if (!bytes)
		return NULL;
	copy = arena_alloc(a, *n + 1);
	if (*n)
		memcpy(copy, bytes, *n);
	return copy;
}

static int copy_hash(struct hash *out, struct stmt *st, int col)
{
	size_t n;
	const void *bytes = stmt_get_blob(st, col, &n);

	if (n != HASH_SIZE)
		return -1;
	memcpy(out->byte, bytes, HASH_SIZE);
	return 0;
}

/* Columns: entry, hash, body_hash, header, salt, body, size of the body or NULL. */
static int read_stored(struct chain_entry *e, struct stmt *st, struct arena *a)
{
	size_t salt_len = 0;

	*e = (struct chain_entry){ .entry = stmt_get_int(st, 0) };
	if (copy_hash(&e->hash, st, 1) < 0 || copy_hash(&e->body_hash, st, 2) < 0)
		return -1;
	e->header = copy_blob(a, st, 3, &e->header_len);
	e->salt = copy_blob(a, st, 4, &salt_len);
	e->body = copy_blob(a, st, 5, &e->body_len);
	if (e->header && e->body && salt_len == CHAIN_SALT)
		return 0;
	e->salt = e->body = NULL;
	e->body_len = 0;
	e->left_out = e->header && stmt_type(st, 6) == CELL_NULL ? LEFT_PURGED : LEFT_LARGE;
	return 0;
}

int journal_chain(struct chain_entry **out, int *n, struct snap *snap, struct arena *a,
		  int64_t shipment_id, struct err *err)
{
	struct stmt *st =
		db_stmt(snap->db, "SELECT j.entry,j.hash,j.body_hash,"
				  "CASE WHEN length(j.header)<=?2 THEN j.header END,b.salt,"
				  "CASE WHEN length(b.body)<=?3 THEN b.body END,length(b.body) "
				  "FROM journal_file f JOIN journal j ON j.entry=f.entry "
				  "LEFT JOIN journal_body b ON b.entry=f.entry "
				  "WHERE f.shipment_id=?1 ORDER BY f.entry");
	int room = 0, rc;

	*out = NULL;
	*n = 0;
	stmt_int(st, 1, shipment_id);
	stmt_int(st, 2, CHAIN_HEADER_MAX);
	stmt_int(st, 3, CHAIN_BODY_MAX);
	while ((rc = stmt_step(st, err)) > 0) {
		*out = arena_grown(a, *out, *n, &room, sizeof **out);
		if (read_stored(&(*out)[*n], st, a) < 0) {
			stmt_reset(st);
			return err_set(err, ERR_DAMAGED,
				       "the journal is damaged: run 'waylaid verify'");
		}
		++*n;
	}
	return rc;
}
