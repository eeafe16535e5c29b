#include "store/purge.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "domain/chain.h"
#include "store/internal.h"

/* A list of numbers or hashes that grows in an arena. */
struct growing {
	char *at;
	int n, room;
	size_t size;
};

static void *grow(struct growing *g, struct arena *a)
{
	g->at = arena_grown(a, g->at, g->n, &g->room, g->size);
	return g->at + (size_t)g->n++ * g->size;
}

int purge_parcels(int64_t **out, int *n, struct snap *snap, struct arena *a, instant before,
		  struct err *err)
{
	struct stmt *st = db_stmt(
		snap->db,
		"SELECT c.shipment_id FROM casefile c WHERE c.stage='closed' AND c.closed_at<?1 "
		"AND NOT EXISTS(SELECT 1 FROM casefile o WHERE o.shipment_id=c.shipment_id AND "
		"(o.closed_at IS NULL OR o.closed_at>=?1 OR o.id<c.id)) ORDER BY c.shipment_id");
	struct growing g = { .size = sizeof **out };
	int rc;

	stmt_int(st, 1, before);
	while ((rc = stmt_step(st, err)) > 0)
		*(int64_t *)(void *)grow(&g, a) = stmt_get_int(st, 0);
	*out = (int64_t *)(void *)g.at;
	*n = g.n;
	return rc;
}

int purge_is_old(bool *old, struct snap *snap, int64_t parcel, instant before, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT count(*),sum(closed_at<?2) FROM casefile "
					    "WHERE shipment_id=?1");
	int rc;

	stmt_int(st, 1, parcel);
	stmt_int(st, 2, before);
	rc = stmt_step(st, err);
	*old = rc > 0 && stmt_get_int(st, 0) > 0 && stmt_get_int(st, 0) == stmt_get_int(st, 1);
	stmt_reset(st);
	return rc < 0 ? -1 : 0;
}

/* Is every parcel that the header names an old one? */
static int about_old_alone(bool *alone, struct snap *snap, const char *header, size_t len,
			   instant before, struct err *err)
{
	const char *name, *value;
	size_t name_len, value_len;
	struct canon c;

	*alone = canon_open(&c, header, len) == 0;
	while (*alone && canon_next(&c, &name, &name_len, &value, &value_len) > 0)
		if (name_len > 5 && !memcmp(name, "file.", 5) &&
		    purge_is_old(alone, snap, strtoll(name + 5, NULL, 10), before, err) < 0)
			return -1;
	return 0;
}

int purge_entries(int64_t **out, int *n, int64_t *bytes, struct snap *snap, struct arena *a,
		  int64_t parcel, instant before, struct err *err)
{
	/* Headers of large imports, about thousands of parcels, are not even looked at. */
	struct stmt *st = db_stmt(
		snap->db, "SELECT f.entry,length(b.body),j.header FROM journal_file f "
			  "JOIN journal_body b ON b.entry=f.entry "
			  "JOIN journal j ON j.entry=f.entry "
			  "WHERE f.shipment_id=?1 AND length(j.header)<=?2 ORDER BY f.entry");
	struct growing g = { .size = sizeof **out };
	int rc;

	stmt_int(st, 1, parcel);
	stmt_int(st, 2, CHAIN_HEADER_MAX);
	while ((rc = stmt_step(st, err)) > 0) {
		size_t len;
		const char *header = stmt_get_blob(st, 2, &len);
		bool alone;

		if (about_old_alone(&alone, snap, header, len, before, err) < 0) {
			stmt_reset(st);
			return -1;
		}
		if (!alone)
			continue;
		*(int64_t *)(void *)grow(&g, a) = stmt_get_int(st, 0);
		*bytes += stmt_get_int(st, 1);
	}
	*out = (int64_t *)(void *)g.at;
	*n = g.n;
	return rc;
}

int purge_body(struct tx *tx, int64_t entry, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM journal_body WHERE entry=?1");

	stmt_int(st, 1, entry);
	return stmt_run(st, err);
}

/* --- answers --- */

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, HASH_SIZE);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void sort_once(struct hash *list, int *n)
{
	int kept = 0;

	if (*n)
		qsort(list, (size_t)*n, sizeof *list, by_bytes);
	for (int i = 0; i < *n; i++)
		if (kept == 0 || memcmp(&list[kept - 1], &list[i], HASH_SIZE) != 0)
			list[kept++] = list[i];
	*n = kept;
}

static void add_hash(struct growing *g, struct arena *a, const char *hex)
{
	struct hash h;

	if (hex && hash_parse(&h, hex) == 0)
		*(struct hash *)grow(g, a) = h;
}

int purge_answers(struct hash **out, int *n, struct snap *snap, struct arena *a, int64_t parcel,
		  struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT answer_sha256 FROM poll WHERE shipment_id=?1 "
					    "AND answer_sha256 IS NOT NULL ORDER BY id");
	struct growing g = { .size = sizeof **out };
	int rc;

	stmt_int(st, 1, parcel);
	while ((rc = stmt_step(st, err)) > 0)
		add_hash(&g, a, stmt_get_text(st, 0));
	*out = (struct hash *)g.at;
	*n = g.n;
	sort_once(*out, n);
	return rc;
}

int purge_answers_kept(struct hash **out, int *n, struct snap *snap, struct arena *a,
		       const int64_t old[], int nold, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT answer_sha256,shipment_id FROM poll "
					    "WHERE answer_sha256 IS NOT NULL");
	struct growing g = { .size = sizeof **out };
	int rc;

	while ((rc = stmt_step(st, err)) > 0) {
		int64_t parcel = stmt_get_int(st, 1);

		if (!nold || !bsearch(&parcel, old, (size_t)nold, sizeof *old, by_number))
			add_hash(&g, a, stmt_get_text(st, 0));
	}
	*out = (struct hash *)g.at;
	*n = g.n;
	sort_once(*out, n);
	return rc;
}

bool purge_has(const struct hash list[], int n, const struct hash *h)
{
	return n && bsearch(h, list, (size_t)n, sizeof *list, by_bytes);
}

int purge_answer(bool *there, struct tx *tx, const struct hash *sha256, struct err *err)
{
	struct stmt *st = db_stmt(tx->snap.db, "DELETE FROM answer WHERE sha256=?1");
	char hex[HASH_HEX];

	stmt_text(st, 1, hash_hex(hex, sha256));
	if (stmt_run(st, err) < 0)
		return -1;
	*there = db_changes(tx->snap.db) > 0;
	return 0;
}

int purge_file_used(bool *used, struct snap *snap, const char *sha256, struct err *err)
{
	struct stmt *st = db_stmt(snap->db, "SELECT 1 FROM evidence WHERE sha256=?1 "
					    "AND purged_on IS NULL LIMIT 1");
	int rc;

	stmt_text(st, 1, sha256);
	rc = stmt_step(st, err);
	stmt_reset(st);
	*used = rc > 0;
	return rc < 0 ? -1 : 0;
}

int purge_prepare(struct snap *snap, struct err *err)
{
	return db_exec(snap->db, "PRAGMA secure_delete=ON", "preparing the purge", err);
}
