#include "store/journal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "store/answers.h"
#include "store/facts.h"
#include "store/internal.h"

/*
 * Everything that the journal says, in memory: the newest version, digest and entry of each row,
 * and the newest hash of each shipment's chain. About 100 bytes a row.
 */
enum { SALT_SIZE = 16, PARCEL_KEY = TABLE_NVALUES };

struct known {
	int64_t id;
	int64_t entry;      /* the newest that wrote it */
	int32_t case_entry; /* the first case of that entry; unused for parcels */
	int32_t version;    /* 0: taken back */
	uint8_t table;      /* PARCEL_KEY: a shipment's chain, digest is its last hash */
	bool used, seen, salted;
	struct hash digest;
	uint8_t salt[SALT_SIZE];
};

struct walk {
	struct snap *snap;
	struct known *slot;
	size_t slots, n;
	const char *expect;
	bool expect_found;
	journal_fault *fault;
	void *payload;
	struct verified *out;
	int64_t links, bodies; /* found beside the headers */
	int64_t *bodiless;     /* entries whose body is not there */
	int nbodiless, room;
	int64_t purged_below; /* a purge said that it dropped the bodies of older entries */
	uint8_t *purged;      /* ... or of these: a byte an entry */
	int64_t purged_room;
	struct hash *gone; /* answers that it dropped */
	size_t ngone, gone_room;
	struct arena a; /* rewound after each entry */
};

static void fault(struct walk *w, int64_t casefile, const char *what)
{
	w->out->faults++;
	w->fault(w->payload, casefile, what);
}

static size_t slot_of(const struct walk *w, unsigned table, int64_t id)
{
	uint64_t h = ((uint64_t)id * 31 + table) * 11400714819323198485u;
	size_t i = (size_t)(h >> 20) & (w->slots - 1);

	while (w->slot[i].used && (w->slot[i].id != id || w->slot[i].table != table))
		i = (i + 1) & (w->slots - 1);
	return i;
}

static struct known *known(struct walk *w, unsigned table, int64_t id, bool make)
{
	size_t i;

	if (make && w->n * 2 >= w->slots) {
		struct known *old = w->slot;
		size_t n = w->slots;

		w->slots = n ? n * 2 : 1024;
		w->slot = calloc(w->slots, sizeof *w->slot);
		if (!w->slot)
			abort();
		for (i = 0; i < n; i++)
			if (old[i].used)
				w->slot[slot_of(w, old[i].table, old[i].id)] = old[i];
		free(old);
	}
	if (!w->slots)
		return NULL;
	i = slot_of(w, table, id);
	if (!w->slot[i].used) {
		if (!make)
			return NULL;
		w->slot[i] = (struct known){ .used = true, .table = (uint8_t)table, .id = id };
		w->n++;
	}
	return &w->slot[i];
}

/* --- the chain --- */

static bool is_name(const char *name, size_t n, const char *want)
{
	return strlen(want) == n && !memcmp(name, want, n);
}

/* Does the index of the chains know it? */
static bool listed(struct walk *w, int64_t shipment, int64_t entry)
{
	struct stmt *st = db_stmt(w->snap->db,
				  "SELECT 1 FROM journal_file WHERE shipment_id=?1 AND entry=?2");
	struct err ignored;
	bool there;

	stmt_int(st, 1, shipment);
	stmt_int(st, 2, entry);
	there = stmt_step(st, &ignored) > 0;
	stmt_reset(st);
	return there;
}

/* The entry's link must be the hash of the entry before it in the shipment's chain. */
static void check_link(struct walk *w, int64_t entry, int64_t shipment, const char *value,
		       size_t len)
{
	const struct known *k = known(w, PARCEL_KEY, shipment, true);
	char hex[HASH_HEX] = "-";

	if (k->entry)
		hash_hex(hex, &k->digest);
	if (!is_name(value, len, hex))
		fault(w, 0,
		      arena_printf(&w->a,
				   "journal entry %" PRId64
				   ": its link in the chain of shipment %" PRId64 " is broken",
				   entry, shipment));
}

static void add_link(struct walk *w, int64_t entry, int64_t shipment, const struct hash *hash)
{
	struct known *k = known(w, PARCEL_KEY, shipment, true);

	k->digest = *hash;
	k->entry = entry;
	k->version++;
	if (listed(w, shipment, entry))
		w->links++;
	else
		fault(w, 0,
		      arena_printf(&w->a,
				   "the chain of shipment %" PRId64
				   " does not list journal entry %" PRId64,
				   shipment, entry));
}

static void note_row(struct walk *w, int64_t entry, const struct entry_row *row, int64_t case_id,
		     const void *salt)
{
	struct known *k = known(w, row->table, row->id, true);

	if (row->version && row->version <= k->version)
		fault(w, case_id,
		      arena_printf(&w->a,
				   "journal entry %" PRId64 ": %s %" PRId64
				   " goes back from version %d to %d",
				   entry, tables[row->table].name, row->id, k->version,
				   row->version));
	k->entry = entry;
	k->version = row->version;
	k->digest = row->digest;
	k->case_entry = (int32_t)case_id;
	k->salted = salt != NULL;
	if (salt)
		memcpy(k->salt, salt, SALT_SIZE);
}

/* "3-7,9" of a purge: only entries before its own. */
static void note_purged(struct walk *w, int64_t entry, const char *value, const char *end)
{
	while (value < end) {
		char *p;
		int64_t from = strtoll(value, &p, 10);
		int64_t to = *p == '-' ? strtoll(p + 1, &p, 10) : from;

		if (from < 1 || to < from || to >= entry || p > end)
			return;
		if (to >= w->purged_room) {
			w->purged = realloc(w->purged, (size_t)entry);
			if (!w->purged)
				abort();
			memset(w->purged + w->purged_room, 0, (size_t)(entry - w->purged_room));
			w->purged_room = entry;
		}
		memset(w->purged + from, 1, (size_t)(to - from + 1));
		value = p + 1;
	}
}

static void note_gone(struct walk *w, const char *value, const char *end)
{
	for (; end - value >= HASH_HEX - 1; value += HASH_HEX) {
		char hex[HASH_HEX];

		if (w->ngone == w->gone_room) {
			w->gone_room = w->gone_room ? w->gone_room * 2 : 64;
			w->gone = realloc(w->gone, w->gone_room * sizeof *w->gone);
			if (!w->gone)
				abort();
		}
		memcpy(hex, value, HASH_HEX - 1);
		hex[HASH_HEX - 1] = 0;
		w->ngone += hash_parse(&w->gone[w->ngone], hex) == 0;
	}
}

/* The header's own claims: its number, the link before it, the chains, the rows. */
static int read_claims(struct walk *w, const struct entry *e, const char *prev,
		       const struct hash *hash, const void *salt, struct err *err)
{
	const char *name, *value, *first_case = "";
	size_t name_len, len;
	struct entry_row *rows;
	struct canon c;
	int n, rc;
	bool number_ok = false, prev_ok = false, at_ok = false;

	if (canon_open(&c, e->header, e->header_len) < 0)
		return -1;
	while ((rc = canon_next(&c, &name, &name_len, &value, &len)) > 0) {
		if (is_name(name, name_len, "entry"))
			number_ok = strtoll(value, NULL, 10) == e->entry;
		else if (is_name(name, name_len, "at"))
			at_ok = strtoll(value, NULL, 10) == e->at;
		else if (is_name(name, name_len, "desk_prev"))
			prev_ok = is_name(value, len, *prev ? prev : "-");
		else if (is_name(name, name_len, "cases"))
			first_case = value;
		else if (is_name(name, name_len, "purged_below"))
			w->purged_below = strtoll(value, NULL, 10);
		else if (is_name(name, name_len, "purged"))
			note_purged(w, e->entry, value, value + len);
		else if (is_name(name, name_len, "purged_answers"))
			note_gone(w, value, value + len);
		else if (name_len > 5 && !memcmp(name, "file.", 5)) {
			check_link(w, e->entry, strtoll(name + 5, NULL, 10), value, len);
			add_link(w, e->entry, strtoll(name + 5, NULL, 10), hash);
		}
	}
	if (rc == 0 && !at_ok)
		fault(w, 0,
		      arena_printf(&w->a,
				   "journal entry %" PRId64 " stands under another time "
				   "than it carries",
				   e->entry));
	if (rc < 0)
		return -1;
	if (!number_ok)
		fault(w, 0,
		      arena_printf(&w->a, "journal entry %" PRId64 " carries another number",
				   e->entry));
	if (!prev_ok)
		fault(w, 0,
		      arena_printf(&w->a,
				   "journal entry %" PRId64 " does not follow the one before it",
				   e->entry));
	if (journal_rows(&rows, &n, &w->a, e, err) < 0)
		return -1;
	for (int i = 0; i < n; i++)
		note_row(w, e->entry, &rows[i], strtoll(first_case, NULL, 10), salt);
	return 0;
}

static void note_bodiless(struct walk *w, int64_t entry)
{
	if (w->nbodiless == w->room) {
		w->room = w->room ? w->room * 2 : 64;
		w->bodiless = realloc(w->bodiless, (size_t)w->room * sizeof *w->bodiless);
		if (!w->bodiless)
			abort();
	}
	w->bodiless[w->nbodiless++] = entry;
}

/* A body may be gone only because a later entry says that it was purged. */
static void report_bodiless(struct walk *w)
{
	for (int i = 0; i < w->nbodiless; i++) {
		int64_t entry = w->bodiless[i];

		if (entry < w->purged_below || (entry < w->purged_room && w->purged[entry]))
			w->out->purged++;
		else
			fault(w, 0,
			      arena_printf(&w->a, "what journal entry %" PRId64 " recorded is gone",
					   entry));
	}
}

static void check_hashes(struct walk *w, const struct entry *e, struct stmt *st, struct hash *hash)
{
	size_t body_hash_len, hash_len, salt_len, body_len;
	const void *body_hash = stmt_get_blob(st, 3, &body_hash_len);
	const void *stored = stmt_get_blob(st, 4, &hash_len);
	const void *salt = stmt_get_blob(st, 5, &salt_len);
	const void *body = stmt_get_blob(st, 6, &body_len);
	struct hasher h;

	hash_start(&h);
	hash_add(&h, e->header, e->header_len);
	hash_add(&h, body_hash, body_hash_len);
	*hash = hash_end(&h);
	if (hash_len != HASH_SIZE || memcmp(stored, hash->byte, HASH_SIZE) != 0)
		fault(w, 0,
		      arena_printf(&w->a,
				   "journal entry %" PRId64 " was changed: its hash does not fit",
				   e->entry));
	if (!salt) {
		note_bodiless(w, e->entry);
		return;
	}
	w->bodies++;
	hash_start(&h);
	hash_add(&h, salt, salt_len);
	hash_add(&h, body, body_len);
	struct hash again = hash_end(&h);

	if (body_hash_len != HASH_SIZE || memcmp(body_hash, again.byte, HASH_SIZE) != 0)
		fault(w, 0,
		      arena_printf(&w->a, "journal entry %" PRId64 ": what it recorded was changed",
				   e->entry));
}

static int walk_entries(struct walk *w, struct err *err)
{
	struct stmt *st = db_stmt(w->snap->db,
				  "SELECT j.entry,j.at,j.header,j.body_hash,j.hash,b.salt,b.body "
				  "FROM journal j LEFT JOIN journal_body b ON b.entry=j.entry "
				  "ORDER BY j.entry");
	char prev[HASH_HEX] = "";
	int64_t last = 0;
	int rc;

	while ((rc = stmt_step(st, err)) > 0) {
		struct arena_mark mark = arena_mark(&w->a);
		struct entry e = { .entry = stmt_get_int(st, 0), .at = stmt_get_int(st, 1) };
		struct err broken;
		struct hash hash;
		size_t salt_len;
		const void *salt = stmt_get_blob(st, 5, &salt_len);

		e.header = stmt_get_blob(st, 2, &e.header_len);
		if (e.entry != last + 1)
			fault(w, 0,
			      e.entry == last + 2
				      ? arena_printf(&w->a, "journal entry %" PRId64 " is missing",
						     last + 1)
				      : arena_printf(&w->a,
						     "journal entries %" PRId64 " to %" PRId64
						     " are missing",
						     last + 1, e.entry - 1));
		check_hashes(w, &e, st, &hash);
		if (read_claims(w, &e, prev, &hash, salt_len == SALT_SIZE ? salt : NULL, &broken) <
		    0)
			fault(w, 0,
			      arena_printf(&w->a, "journal entry %" PRId64 " cannot be read",
					   e.entry));
		hash_hex(prev, &hash);
		if (w->expect && !strcmp(prev, w->expect))
			w->expect_found = true;
		last = e.entry;
		w->out->entries++;
		arena_rewind(&w->a, mark);
	}
	memcpy(w->out->head, prev, HASH_HEX);
	return rc;
}

/* Every link was found in the index of the chains; a row more there is one that no header knows. */
static int check_counts(struct walk *w, struct err *err)
{
	int64_t links, bodies;

	if (db_pragma_int(&links, w->snap->db, "SELECT count(*) FROM journal_file", err) < 0 ||
	    db_pragma_int(&bodies, w->snap->db, "SELECT count(*) FROM journal_body", err) < 0)
		return -1;
	if (links != w->links)
		fault(w, 0, "the chains of the shipments list entries that do not belong to them");
	if (bodies != w->bodies)
		fault(w, 0, "the journal holds contents of entries that do not exist");
	return 0;
}

/* --- the rows --- */

static int64_t case_of(struct walk *w, unsigned table, int64_t id, int64_t otherwise)
{
	struct err ignored;
	struct stmt *st;
	int64_t n = otherwise;

	if (!tables[table].case_of)
		return otherwise;
	st = db_stmt(w->snap->db, tables[table].case_of);
	stmt_int(st, 1, id);
	if (stmt_step(st, &ignored) > 0) {
		n = stmt_get_int(st, 0);
		stmt_reset(st);
	}
	return n ? n : otherwise;
}

static void check_row(struct walk *w, enum table_id table, struct stmt *st, struct buf *bytes)
{
	int64_t id = stmt_get_int(st, 0), version = stmt_get_int(st, 1);
	struct known *k = known(w, table, id, false);
	const char *name = tables[table].name;
	struct cell cells[COLUMNS_MAX];
	struct hasher h;
	struct hash digest;

	if (!k || k->version == 0) {
		fault(w, case_of(w, table, id, 0),
		      arena_printf(&w->a,
				   k ? "%s %" PRId64 " was taken back, yet it is there again"
				     : "%s %" PRId64 " was added outside the journal",
				   name, id));
		if (k)
			k->seen = true;
		return;
	}
	k->seen = true;
	if (!k->salted && version == k->version)
		return; /* its entry's body was purged */
	buf_clear(bytes);
	row_cells(cells, st, table);
	row_canon(bytes, w->snap, (struct row_name){ table, id, (int32_t)version }, cells);
	hash_start(&h);
	hash_add(&h, k->salt, SALT_SIZE);
	hash_add(&h, bytes->at, bytes->len);
	digest = hash_end(&h);
	if (version != k->version || !hash_same(&digest, &k->digest))
		fault(w, case_of(w, table, id, k->case_entry),
		      arena_printf(&w->a,
				   "%s %" PRId64 " was changed outside the journal "
				   "(last recorded by entry %" PRId64 ")",
				   name, id, k->entry));
}

static int walk_rows(struct walk *w, struct err *err)
{
	struct buf bytes;
	int rc = 0;

	buf_init(&bytes, 64 * 1024 * 1024);
	for (int t = 0; t < TABLE_NVALUES && rc == 0; t++) {
		struct stmt *st = row_scan(w->snap, (enum table_id)t);

		while ((rc = stmt_step(st, err)) > 0) {
			struct arena_mark mark = arena_mark(&w->a);

			check_row(w, (enum table_id)t, st, &bytes);
			w->out->cases += t == TABLE_CASEFILE;
			arena_rewind(&w->a, mark);
		}
	}
	buf_release(&bytes);
	return rc;
}

static void report_unseen(struct walk *w)
{
	for (size_t i = 0; i < w->slots; i++) {
		const struct known *k = &w->slot[i];

		if (k->used && !k->seen && k->table != PARCEL_KEY && k->version)
			fault(w, k->table == TABLE_CASEFILE ? k->id : k->case_entry,
			      arena_printf(
				      &w->a,
				      "%s %" PRId64 " is gone (last recorded by entry %" PRId64 ")",
				      k->table == TABLE_CASEFILE ? "case" : tables[k->table].name,
				      k->id, k->entry));
	}
}

static int check_answers(struct walk *w, struct err *err)
{
	int64_t faults;

	const struct answers_gone gone = { w->gone, w->ngone };

	if (answers_verify(&faults, w->snap, &gone, w->fault, w->payload, err) < 0)
		return -1;
	w->out->faults += faults;
	return 0;
}

static int check_facts(struct walk *w, struct err *err)
{
	char recorded[HASH_HEX], hex[HASH_HEX];
	struct hash now;

	if (facts_recorded(recorded, w->snap, err) < 0 || facts_digest(&now, w->snap, err) < 0)
		return -1;
	if (strcmp(recorded, hash_hex(hex, &now)) != 0)
		fault(w, 0, "the tables of rules and contacts were changed outside the journal");
	return 0;
}

int journal_verify(struct verified *out, struct snap *snap, const char *expect,
		   journal_fault *on_fault, void *payload, struct err *err)
{
	struct walk w = {
		.snap = snap, .expect = expect, .fault = on_fault, .payload = payload, .out = out
	};
	int rc = -1;

	*out = (struct verified){ 0 };
	if (walk_entries(&w, err) < 0 || check_counts(&w, err) < 0 || walk_rows(&w, err) < 0 ||
	    check_answers(&w, err) < 0 || check_facts(&w, err) < 0)
		goto out;
	report_unseen(&w);
	report_bodiless(&w);
	if (expect && !w.expect_found)
		fault(&w, 0,
		      arena_printf(&w.a,
				   "the head %s is not in this journal: its end was cut "
				   "off, or it is another desk",
				   expect));
	rc = 0;
out:
	free(w.slot);
	free(w.bodiless);
	free(w.purged);
	free(w.gone);
	arena_release(&w.a);
	return rc;
}
